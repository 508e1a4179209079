What can be wrong with a wanted schema, and with comparing.

  $ sqlembic init -q migrations
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = sqlite:///a.db,' alembic.ini
  $ auto() { sqlembic revision --autogenerate -m x "$@" 2>&1 | grep -v ^Generating; }
  $ target() { export ALEMBIC_TARGET_METADATA=$1; }

No target, or one that is not there.

  $ auto
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  $ sqlembic check
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ target missing.sql; auto
  sqlembic: the target missing.sql is not there: no such file or directory
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  $ target postgresql:/me:s3cret@server/shop; auto; sqlembic config | grep target_
  sqlembic: the target postgresql:***@server/shop is not there: no such file or directory
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  target_metadata = postgresql:***@server/shop  [environment ALEMBIC_TARGET_METADATA]
  $ mkdir nothing; target nothing; auto
  sqlembic: the target nothing has no file *.sql
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  $ target 'nothing/*.sql'; auto
  sqlembic: the target nothing/*.sql is not there: no such file or directory
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute

A statement of the target fails: file, line, column, and the statement.

  $ cat > bad.sql <<'SQL'
  > CREATE TABLE a (x);
  > CREATE TABLE b (x);
  > 
  > CREATE INDEX i ON a (x);
  >   CREATE INDEX j ON a (y);
  > SQL
  $ target bad.sql; auto
  sqlembic: no such column: y
    at bad.sql:5:24
    | CREATE INDEX j ON a (y)
    |                      ^
    detail: SQLITE_ERROR: no such column: y
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  $ ls migrations/versions
  $ printf "CREATE TABLE a (x 'unclosed);\n" > quote.sql; target quote.sql; auto
  sqlembic: the quote opened here has no end
    at quote.sql:1:19
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  $ printf '.read other.sql\n' > client.sql; target client.sql; auto
  sqlembic: .read is a command of the sqlite3 client, not SQL
    at client.sql:1:1
    state: this is the wanted schema; the database was not touched
    next: put that file's statements here, or take the line out where that file is read anyway
  $ mkdir two; echo 'CREATE TABLE a (x);' > two/1.sql; echo 'CREATE TABLE a (y);' > two/2.sql
  $ target two; auto
  sqlembic: table a already exists
    at two/2.sql:1:14
    | CREATE TABLE a (y)
    |              ^
    detail: SQLITE_ERROR: table a already exists; it is made at two/1.sql:1:1, too
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again

A program that fails, or says what is no SQL.

  $ target 'exec:echo sorry >&2; exit 3'; auto
  sorry
  sqlembic: the program of the target has ended with status 3: echo sorry >&2; exit 3
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  $ target 'exec:echo nonsense'; auto
  sqlembic: near "nonsense": syntax error
    at exec:echo nonsense:1:1
    | nonsense
    | ^
    detail: SQLITE_ERROR: near "nonsense": syntax error
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  $ target 'exec:kill -9 $$'; auto
  sqlembic: the program of the target was ended by signal 9: kill -9 $$
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again

An URL of another engine, or of a database that is not there; no password is printed.

  $ target postgresql://me:secret@h/x; auto
  sqlembic: postgresql://me:***@h/x is no sqlite database, as sqlalchemy.url is
    state: no file was written; the database was not touched
    next: schemas are compared within one kind: name another URL, or set sqlalchemy.url to one of that kind
  $ target sqlite:///gone.db; auto
  sqlembic: there is no database at sqlite:///gone.db
    state: no file was written; the database was not touched
    next: correct the path; a relative one is relative to the current directory
  $ target nosuch://me:secret@h/x; auto
  sqlembic: unknown scheme "nosuch" in the database URL
    state: no file was written; the database was not touched
    next: known schemes are sqlite, postgresql, postgres, mysql, mariadb

A target with rows, comments and transactions of its own is a schema all the same, as .dump writes it.

  $ sqlite3 full.db "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE INDEX i ON t (a)"
  $ sqlite3 full.db .dump > full.sql; target full.sql; auto --rev-id a1
  Detected added table 't'
  Detected added index 'i'

The database has to be at its heads.

  $ auto
  sqlembic: Target database is not up to date.
    state: 1 revision is to be applied
    next: sqlembic upgrade heads
  $ sqlembic check
  sqlembic: Target database is not up to date.
    state: 1 revision is to be applied
    next: sqlembic upgrade heads
  [1]
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

An empty target means that nothing is wanted; it is said what that costs.

  $ : > empty.sql; target empty.sql; sqlite3 a.db 'INSERT INTO t VALUES (1), (2)'; auto --rev-id b1
  Detected removed table 't'
  Detected removed index 'i'
  warning: data is lost: drops table t (2 rows)
  $ rm migrations/versions/b1*

A view that is broken stays as it is, and is in nobody's way.

  $ sqlite3 a.db 'CREATE VIEW broken AS SELECT * FROM nowhere'
  $ schema() { printf 'CREATE TABLE t (%s);\nCREATE INDEX i ON t (%s);\n%s\n' "$1" "$2" 'CREATE VIEW broken AS SELECT * FROM nowhere;'; }
  $ schema 'a, b' a > s.sql; target s.sql; auto --rev-id c1; sqlembic upgrade -q head; sqlembic check
  Detected added column 't.b'
  No new upgrade operations detected.
  $ schema b b > s.sql; auto --rev-id d1; grep -c RENAME migrations/versions/d1_x.up.sql
  Detected removed column 't.a'
  Detected changed definition on index 'i'
  warning: data is lost: drops column t.a (2 rows)
  1
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

One that would be new is told of, since SQLite makes views of anything.

  $ cp s.sql views.sql; echo 'CREATE VIEW v AS SELECT c FROM t; CREATE VIEW w AS SELECT 1 FROM nobody; CREATE VIEW x AS SELECT 1;' >>views.sql
  $ target views.sql; sqlembic check 2>&1 | grep warning
  warning: view v of the wanted schema cannot be used: what it asks for is not there
  warning: view w of the wanted schema cannot be used: what it asks for is not there
  $ target s.sql

Something that is compared needs something that is left out and not there.

  $ printf 'CREATE TABLE out_1 (a);\nCREATE VIEW needs AS SELECT a FROM out_1;\n' > needs.sql; target needs.sql
  $ ALEMBIC_EXCLUDE_NAME='out_*' auto
  sqlembic: view needs of the target uses table out_1, which include_name or exclude_name leaves out and the database does not have
    state: no file was written; the database was not touched
    next: leave out both of them, or none

So is a foreign key of it, which SQLite makes without the table; what is nowhere, and not left out, is no matter of names.

  $ excluding() { ALEMBIC_EXCLUDE_NAME='out_*' auto "$@"; }
  $ for name in out_1 '"Out_1"' nowhere; do
  >   printf 'CREATE TABLE k (a REFERENCES %s (a));\nCREATE TABLE t (b);\nCREATE INDEX i ON t (b);\n' "$name" > key.sql
  >   target key.sql; excluding --rev-id k; rm -f migrations/versions/k*
  > done
  sqlembic: foreign key k(a -> out_1(a)) of the target uses table out_1, which include_name or exclude_name leaves out and the database does not have
    state: no file was written; the database was not touched
    next: leave out both of them, or none
  sqlembic: foreign key k(a -> out_1(a)) of the target uses table out_1, which include_name or exclude_name leaves out and the database does not have
    state: no file was written; the database was not touched
    next: leave out both of them, or none
  Detected added table 'k'
  Detected removed view 'broken'

And what stays, because it is left out, keeps the table that it references; it is no matter when both are there, or go.

  $ sqlite3 a.db 'CREATE TABLE p (a PRIMARY KEY); CREATE TABLE out_1 (a REFERENCES p)'
  $ target s.sql; excluding --rev-id k
  Detected removed table 'p'
  sqlembic: foreign key out_1(a -> p) stays as it is, but uses table p, which the target does not have
    state: no file was written; the database was not touched
    next: leave out both of them with exclude_name, or none; or drop foreign key out_1(a -> p) in a revision before
  $ auto --rev-id k; rm migrations/versions/k*
  Detected removed table 'out_1'
  Detected removed table 'p'
  $ ALEMBIC_EXCLUDE_NAME='out_* p' sqlembic check
  No new upgrade operations detected.
  $ sqlite3 a.db 'DROP TABLE out_1; DROP TABLE p'
  $ target needs.sql; ALEMBIC_SCRATCH_URL=postgresql://h/x auto
  sqlembic: scratch_url is no sqlite database, as sqlalchemy.url is
    detail: scratch_url is from environment ALEMBIC_SCRATCH_URL
    next: name a server of the same kind and version, or leave scratch_url out

Options that need others; a name that is taken.

  $ target s.sql; auto --rev-id d1 2>&1 | sed 's,(/.*,,'
  sqlembic: revision identifier d1 is already used by revision d1 
    next: choose another one, or leave --rev-id out
  $ sqlembic dump a b 2>&1 | tail -1
  sqlembic: dump prints one schema at a time
  $ sqlembic diff a 2>&1 | tail -1
  sqlembic: argument missing: TO

A wanted schema that speaks of more than its own database: files beside it are not touched.

  $ rm -f a.db other.db; cat > wide.sql <<'SQL'
  > ATTACH DATABASE 'other.db' AS other;
  > CREATE TABLE wide (x);
  > SQL
  $ target wide.sql; sqlembic diff live wide.sql 2>&1; ls other.db
  warning: wide.sql:1: left out of the wanted schema: this statement reaches beyond its database
  CREATE TABLE wide (x);
  ls: cannot access 'other.db': No such file or directory
  [2]

Two databases are compared, and one is dumped, where there is no project; what revisions build needs one.

  $ unset ALEMBIC_TARGET_METADATA; mkdir bare; cd bare; export DATABASE_URL=sqlite:///one.db
  $ sqlite3 one.db 'CREATE TABLE t (a)'; sqlite3 two.db 'CREATE TABLE t (a, b)'
  $ sqlembic diff live sqlite:///two.db; sqlembic dump; sqlembic dump history
  ALTER TABLE t ADD COLUMN b;
  CREATE TABLE t (
      a
  );
  sqlembic: script_location is not set, and there is no alembic.ini here
    next: start with "sqlembic init migrations", name an ini file with -c, or set ALEMBIC_SCRIPT_LOCATION
  [1]

Nor do they need the URL of another database: scratch databases are where the first URL says.

  $ unset DATABASE_URL; echo 'CREATE TABLE u (c);' > three.sql
  $ sqlembic diff sqlite:///one.db sqlite:///two.db; sqlembic diff three.sql sqlite:///one.db; sqlembic dump sqlite:///two.db
  ALTER TABLE t ADD COLUMN b;
  /* loses data: drops table u */
  DROP TABLE u;
  CREATE TABLE t (a);
  CREATE TABLE t (
      a,
      b
  );
  $ sqlembic diff sqlite:///one.db postgresql:///two
  sqlembic: postgresql:///two is no sqlite database, as sqlite:///one.db is
    next: schemas are compared within one kind: name two URLs of one kind
  [1]
  $ sqlembic diff live sqlite:///two.db
  sqlembic: no database URL: sqlalchemy.url is not set
    next: set the environment variable DATABASE_URL, or sqlalchemy.url in alembic.ini
  [1]
  $ sqlembic diff three.sql 'exec:echo https://'
  sqlembic: no database URL: sqlalchemy.url is not set
    next: set the environment variable DATABASE_URL, or sqlalchemy.url in alembic.ini
  [1]

What is refused before anything runs is said as `upgrade` says it: it has nothing to do with scratch databases.

  $ mkdir -p my/versions; export ALEMBIC_SCRIPT_LOCATION=my DATABASE_URL=sqlite:///one.db
  $ printf -- '-- revision: a1\n-- down_revision:\nVACUUM;\n' >my/versions/a1.up.sql
  $ sqlembic dump history
  sqlembic: VACUUM cannot run inside a transaction
    at */my/versions/a1.up.sql:3:1 (glob)
    | VACUUM
    state: the database was not touched
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  $ printf -- "-- revision: a1\n-- down_revision:\nSELECT 'x;\n" >my/versions/a1.up.sql
  $ sqlembic dump history
  sqlembic: the quote opened here has no end
    at */my/versions/a1.up.sql:3:8 (glob)
    state: the database was not touched
    next: correct the script, then run the same command again
  [1]
  $ sqlembic diff live history:zz
  sqlembic: Can't locate revision identified by 'zz'
    state: the database was not touched
    next: list what there is with: sqlembic history
  [1]
