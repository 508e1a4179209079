What can go wrong while schemas are compared: disks, servers, rights, and people who change the database meanwhile.  Runs
that are stopped or killed meanwhile, and servers that restart, are cases of test/support/cases-postgresql.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_TARGET_METADATA=schema.sql
  $ auto() { run revision --autogenerate -m x "$@" | grep -v '^Generating\|^Running'; }

The disk is full, or files are longer than a limit admits, while the second of two files is written: neither is left.  Where
no disk can be made for the purpose, the limit stands in for it.

  $ with_a_small_disk() { unshare -rm bash -c 'cp -r migrations/versions kept; mount -t tmpfs -o size=12k none migrations/versions &&
  >   cp kept/* migrations/versions; "$@"' full "$@"; }
  $ with_a_limit() { (ulimit -f 1; "$@"); }
  $ unshare -rm mount -t tmpfs none /mnt 2>/dev/null || with_a_small_disk() { with_a_limit "$@"; }
  $ second_file() { sqlembic revision --autogenerate -m x --rev-id b 2>&1 | grep -v ^Detected; ls migrations/versions; }
  $ full() {
  >   echo 'CREATE TABLE small (x int);' >schema.sql; auto --rev-id a; run upgrade -q head
  >   columns=$(printf 'a_column_with_a_long_name_%d int, ' {1..150}); echo "CREATE TABLE big (${columns%, });" >>schema.sql
  >   for how in with_a_limit with_a_small_disk; do
  >     export -f second_file; $how bash -c second_file |
  >       sed "s/No space left on device/File too large/; s/free space on that disk/raise the limit of a file's size (ulimit -f)/"
  >   done
  > }
  $ on sqlite postgresql full
  Detected added table 'small'
  Generating ./migrations/versions/b_x.down.sql ...  done
  sqlembic: cannot write ./migrations/versions/b_x.up.sql: File too large
    state: no file is left
    next: raise the limit of a file's size (ulimit -f)
  a_x.down.sql
  a_x.up.sql
  Generating ./migrations/versions/b_x.down.sql ...  done
  sqlembic: cannot write ./migrations/versions/b_x.up.sql: File too large
    state: no file is left
    next: raise the limit of a file's size (ulimit -f)
  a_x.down.sql
  a_x.up.sql

Where there is no room for a scratch database that is told, and not what the revisions might lack.

  $ no_room() {
  >   printf -- '-- revision: a1\n-- down_revision:\nCREATE TABLE t (b BLOB);\nINSERT INTO t VALUES (zeroblob(1000000));\n' >migrations/versions/a1.up.sql
  >   echo 'DROP TABLE t;' >migrations/versions/a1.down.sql
  >   run upgrade -q head
  >   (ulimit -f 500; run check --drift)
  > }
  $ on sqlite no_room
  sqlembic: reading or writing */sqlembic_scratch_* failed (glob)
    detail: SQLITE_IOERR_WRITE: disk I/O error* (glob)
    state: this happened in a scratch database in *, the directory for temporary files; the database was not touched (glob)
    next: free space in * or raise the limit of a file's size (ulimit -f), or let the environment variable TMPDIR name a directory that has room; then run the same command again (glob)
  [1]

Somebody changes the database after it was read: no file is written.

  $ change() {
  >   echo "CREATE TABLE t (x varchar(5) CHECK (x IN ('a', 'b')));" >schema.sql; auto --rev-id a; run upgrade -q head
  >   declare -f query psql_on mariadb_on >program
  >   cat >>program <<-END
  > 	engine=$engine database=$database
  > 	query 'CREATE TABLE meanwhile (y int)'; cat schema.sql; echo 'CREATE INDEX i ON t (x);'
  > 	END
  >   export SQLEMBIC_SERVER_POSTGRESQL ALEMBIC_TARGET_METADATA='exec:bash ./program'
  >   auto --rev-id b; ls migrations/versions
  >   echo "-- the same where the server prints it otherwise"
  >   query 'DROP TABLE meanwhile'; sed -i "s/'b'/'c'/" schema.sql
  >   auto --rev-id b | grep -v constraint; ls migrations/versions
  > }
  $ on sqlite postgresql change
  sqlite:
  Detected added table 't'
  Detected added index 'i'
  sqlembic: the schema was changed while it was compared
    state: no file was written; the database was not touched
    next: run the same command again
  [1]
  a_x.down.sql
  a_x.up.sql
  -- the same where the server prints it otherwise
  Detected added index 'i'
  sqlembic: the schema was changed while it was compared
    state: no file was written; the database was not touched
    next: run the same command again
  [1]
  a_x.down.sql
  a_x.up.sql
  postgresql:
  Detected added table 't'
  Detected added check constraint 't.t_x_check'
  Detected added index 'i'
  sqlembic: the schema was changed while it was compared
    state: no file was written; the database was not touched
    next: run the same command again
  [1]
  a_x.down.sql
  a_x.up.sql
  -- the same where the server prints it otherwise
  Detected added index 'i'
  sqlembic: the schema was changed while it was compared
    state: no file was written; the database was not touched
    next: run the same command again
  [1]
  a_x.down.sql
  a_x.up.sql

What is left out by include_name uses something that is to go, or to change.

  $ excluded() {
  >   printf '%s;\n' 'CREATE TABLE t (id int PRIMARY KEY, a int)' 'CREATE VIEW out_1 AS SELECT a FROM t' |
  >     tee schema.sql >target.sql
  >   export ALEMBIC_TARGET_METADATA=target.sql ALEMBIC_INCLUDE_NAME=t
  >   ALEMBIC_INCLUDE_NAME= auto --rev-id a; run upgrade -q head
  >   echo "-- a column that it needs goes"
  >   echo 'CREATE TABLE t (id int PRIMARY KEY);' >target.sql; auto --rev-id b; ls migrations/versions
  >   echo "-- one that it does not need comes"
  >   echo 'CREATE TABLE t (id int PRIMARY KEY, a int, b int);' >target.sql; auto --rev-id b; run upgrade -q head; run check
  >   echo "-- the whole table goes"
  >   : >target.sql; auto --rev-id c; ls migrations/versions
  > }
  $ on sqlite postgresql excluded
  sqlite:
  Detected added table 't'
  Detected added view 'out_1'
  -- a column that it needs goes
  Detected removed column 't.a'
  sqlembic: the up script breaks what stays: view out_1 uses what is gone
    state: no file was written; the database was not touched
    next: write the statements by hand, or use --unproven and look at every statement
  [1]
  a_x.down.sql
  a_x.up.sql
  -- one that it does not need comes
  Detected added column 't.b'
  No new upgrade operations detected.
  -- the whole table goes
  Detected removed table 't'
  sqlembic: view out_1 stays as it is, but uses table t, which the target does not have
    state: no file was written; the database was not touched
    next: leave out both of them with exclude_name, or none; or drop view out_1 in a revision before
  [1]
  a_x.down.sql
  a_x.up.sql
  b_x.down.sql
  b_x.up.sql
  postgresql:
  Detected added table 't'
  Detected added primary key 't.t_pkey'
  Detected added view 'out_1'
  -- a column that it needs goes
  Detected removed column 't.a'
  sqlembic: view out_1 stays as it is, but uses column t.a, which the target does not have
    state: no file was written; the database was not touched
    next: leave out both of them with exclude_name, or none; or drop view out_1 in a revision before
  [1]
  a_x.down.sql
  a_x.up.sql
  -- one that it does not need comes
  Detected added column 't.b'
  No new upgrade operations detected.
  -- the whole table goes
  Detected removed table 't'
  Detected removed primary key 't.t_pkey'
  sqlembic: view out_1 stays as it is, but uses column t.a, which the target does not have
    state: no file was written; the database was not touched
    next: leave out both of them with exclude_name, or none; or drop view out_1 in a revision before
  [1]
  a_x.down.sql
  a_x.up.sql
  b_x.down.sql
  b_x.up.sql

A view that is broken in the database: it uses a function whose body does not work any more.

  $ broken() {
  >   cat >schema.sql <<-'END'
  > 	SET check_function_bodies = off;
  > 	CREATE TABLE t (a int);
  > 	CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';
  > 	CREATE VIEW v AS SELECT f() AS n;
  > 	END
  >   auto --rev-id a; run upgrade -q head
  >   query 'ALTER TABLE t RENAME TO u'; query 'SELECT * FROM v' 2>&1 | head -1; sed -i 's/TABLE t/TABLE u/' schema.sql
  >   run check
  >   sed -i 's/a int/a int, b int/' schema.sql; auto --rev-id b; run upgrade -q head; run check
  >   run dump | grep -c VIEW
  > }
  $ on postgresql broken
  Detected added table 't'
  Detected added function 'f()'
  Detected added view 'v'
  ERROR:  relation "t" does not exist
  No new upgrade operations detected.
  Detected added column 'u.b'
  No new upgrade operations detected.
  1

A wanted schema with rows, privileges, transactions of its own and databases.

  $ everything() {
  >   cat >schema.sql <<-END
  > 	BEGIN;
  > 	CREATE TABLE t (id int PRIMARY KEY, a text);
  > 	GRANT SELECT ON t TO public;
  > 	INSERT INTO t VALUES (1, 'x');
  > 	COMMIT;
  > 	COPY t FROM stdin;
  > 	2	y
  > 	\.
  > 	CREATE DATABASE of_the_target;
  > 	CREATE INDEX CONCURRENTLY i ON t (a);
  > 	END
  >   auto --rev-id a; run upgrade -q head; run check; query 'SELECT count(*) FROM t'
  >   psql_on postgres -c "SELECT count(*) FROM pg_database WHERE datname = 'of_the_target'"
  > }
  $ on postgresql everything
  warning: schema.sql:9: left out of the wanted schema: this statement reaches beyond its database
  Detected added table 't'
  Detected added primary key 't.t_pkey'
  Detected added index 'i'
  Detected added privilege 'TABLE public.t TO PUBLIC'
  warning: schema.sql:9: left out of the wanted schema: this statement reaches beyond its database
  No new upgrade operations detected.
  0
  0

Interrupted before scripts are tried: nothing is known of them, so nothing is said of them.  Nobody reads what is said
until then, and there is more of it than a pipe holds.

  $ interrupted() {
  >   local said name=a_table_with_a_name_that_is_as_long_as_names_may_be
  >   printf "CREATE TABLE ${name}_%d (id int);\n" {1..1500} >schema.sql; mkfifo pipe
  >   python3 -c 'import signal, os, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])' \
  >     sqlembic revision --autogenerate -m x --rev-id a >pipe 2>&1 &
  >   exec {said}<pipe; read -r _ <&"$said"; kill -INT $!; grep -v '^Detected' <&"$said" | grep -v detail; wait $!; echo "[$?]"
  >   exec {said}<&-; ls migrations/versions
  > }
  $ on sqlite postgresql interrupted
  sqlite:
  sqlembic: interrupted
    state: no file was written; the database was not touched
  [7]
  postgresql:
  sqlembic: interrupted while connecting
    state: no file was written; the database was not touched
  [7]

A server that is not there: the setting that names it is the one to correct.

  $ elsewhere() {
  >   export ALEMBIC_TARGET_METADATA=schema.sql; : >schema.sql
  >   ALEMBIC_TARGET_METADATA=postgresql://nobody@127.0.0.1:1/x run check 2>&1 | grep next
  >   ALEMBIC_SCRATCH_URL=postgresql://nobody@127.0.0.1:1/x run check 2>&1 | grep next
  > }
  $ on postgresql elsewhere
    next: check that the server runs, and host and port of postgresql://nobody@127.0.0.1:1/x (environment ALEMBIC_TARGET_METADATA)
    next: check that the server runs, and host and port of scratch_url

An extension that the server does not have, and a role: file, line and column.

  $ lacks() {
  >   printf 'CREATE TABLE t (a int);\nCREATE EXTENSION nowhere_to_be_had;\n' >schema.sql; auto | grep -v detail
  >   printf 'CREATE TABLE t (a int);\nGRANT SELECT ON t\n  TO nobody_we_know;\n' >schema.sql; auto
  >   printf 'CREATE TABLE t (a nosuchtype);\n' >schema.sql; auto
  >   ls migrations/versions
  > }
  $ on postgresql lacks
  sqlembic: extension "nowhere_to_be_had" is not available
    at schema.sql:2:1
    | CREATE EXTENSION nowhere_to_be_had
    state: this is the wanted schema; the database was not touched
    next: install the extension's package on the server's machine, or take the statement out
  [1]
  sqlembic: role "nobody_we_know" does not exist
    at schema.sql:2:1
    | GRANT SELECT ON t
    state: this is the wanted schema; the database was not touched
    next: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  [1]
  sqlembic: type "nosuchtype" does not exist
    at schema.sql:1:19
    | CREATE TABLE t (a nosuchtype)
    |                   ^
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  [1]

What the scratch database's role may not do: nobody can grant it there, so another role, or none, has to do it.

  $ forbidden() {
  >   local role=forbidden_$$ may="TO postgres" sql
  >   psql_on postgres -c "CREATE ROLE $role LOGIN CREATEDB" -c "ALTER DATABASE $database OWNER TO $role"
  >   local url=$DATABASE_URL; DATABASE_URL=$(echo "$url" | sed -E "s,//[^@/]*@,//$role@,")
  >   for sql in 'ALTER TABLE t OWNER TO postgres' 'SET ROLE postgres' 'CREATE FUNCTION f() RETURNS int LANGUAGE c AS $$x$$' \
  >     'CREATE TABLE nowhere.t (a int)' 'ALTER TABLE t ADD b uuid DEFAULT uuid_from_nowhere()' 'ALTER TABLE t ADD b geometry' \
  >     'ALTER TABLE t SET TABLESPACE nowhere' 'SET nowhere TO 1' 'SET ROLE nobody_we_know' \
  >     'SET SESSION AUTHORIZATION nobody_we_know' "SELECT 'nobody_we_know'::regrole" 'SET default_tablespace TO nowhere'; do
  >     printf 'CREATE TABLE t (a int);\n%s;\n' "$sql" >schema.sql; run check | grep -v '  at\|  |\|detail\|^.1.$' |
  >       sed "s/$role/ROLE/; s/must be able to SET ROLE/must be member of role/"
  >   done
  >   echo "-- with a scratch_url of who may"
  >   printf 'CREATE TABLE t (a int);\nALTER TABLE t OWNER TO postgres;\n' >schema.sql; ALEMBIC_SCRATCH_URL=$url run check
  >   echo "-- with one of who may not"
  >   ALEMBIC_SCRATCH_URL=$DATABASE_URL DATABASE_URL=$url run check | grep next | sed "s/$role/ROLE/"
  >   psql_on postgres -c "ALTER DATABASE $database OWNER TO postgres" -c "DROP ROLE $role"
  > }
  $ on postgresql forbidden
  sqlembic: must be member of role "postgres"
    state: this is the wanted schema; the database was not touched
    next: scratch databases are made by "ROLE": let scratch_url name one who may, or take the statement out
  sqlembic: permission denied to set role "postgres"
    state: this is the wanted schema; the database was not touched
    next: scratch databases are made by "ROLE": let scratch_url name one who may, or take the statement out
  sqlembic: permission denied for language c
    state: this is the wanted schema; the database was not touched
    next: scratch databases are made by "ROLE": let scratch_url name one who may, or take the statement out
  sqlembic: schema "nowhere" does not exist
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  sqlembic: function uuid_from_nowhere() does not exist
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  sqlembic: type "geometry" does not exist
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  sqlembic: tablespace "nowhere" does not exist
    state: this is the wanted schema; the database was not touched
    next: tablespaces are the server's: let an administrator make it (CREATE TABLESPACE), or take the clause out
  sqlembic: unrecognized configuration parameter "nowhere"
    state: this is the wanted schema; the database was not touched
    next: this version of the server does not have that setting: take the statement out
  sqlembic: role "nobody_we_know" does not exist
    state: this is the wanted schema; the database was not touched
    next: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  sqlembic: role "nobody_we_know" does not exist
    state: this is the wanted schema; the database was not touched
    next: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  sqlembic: role "nobody_we_know" does not exist
    state: this is the wanted schema; the database was not touched
    next: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  sqlembic: invalid value for parameter "default_tablespace": "nowhere"
    state: this is the wanted schema; the database was not touched
    next: tablespaces are the server's: let an administrator make it (CREATE TABLESPACE), or take the clause out
  -- with a scratch_url of who may
  added table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  -- with one of who may not
    next: scratch databases are made by "ROLE": let scratch_url name one who may, or take the statement out

A wanted schema that is not set, not there, empty, wrong in its seventh statement, or says one thing in two files.  No database and
no file is changed.

  $ wrong_targets() {
  >   echo 'CREATE TABLE kept (a int);' >schema.sql; auto --rev-id a; run upgrade -q head
  >   echo "-- not set"; ALEMBIC_TARGET_METADATA= auto
  >   echo "-- not there"; ALEMBIC_TARGET_METADATA=missing.sql auto
  >   echo "-- the seventh statement"
  >   printf 'CREATE TABLE t%d (a int);\n' 1 2 3 4 5 6 7 >schema.sql; sed -i '7s/t7 (/t6 (/' schema.sql; auto | grep -v '| \|detail\|^   *^'
  >   echo "-- two files"
  >   mkdir two; echo 'CREATE TABLE one (a int);' | tee two/1.sql >two/2.sql; ALEMBIC_TARGET_METADATA=two auto | grep -v '| \|detail\|^   *^'
  >   echo "-- empty"
  >   : >schema.sql; auto --rev-id b; rm migrations/versions/b_*; echo '-- nothing' >schema.sql; run check
  >   ls migrations/versions; query 'SELECT count(*) FROM kept'
  > }
  $ on sqlite postgresql wrong_targets
  sqlite:
  Detected added table 'kept'
  -- not set
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  -- not there
  sqlembic: the target missing.sql is not there: no such file or directory
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  -- the seventh statement
  sqlembic: table t6 already exists
    at schema.sql:7:14
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]
  -- two files
  sqlembic: table one already exists
    at two/2.sql:1:14
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]
  -- empty
  Detected removed table 'kept'
  removed table 'kept'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  a_x.down.sql
  a_x.up.sql
  0
  postgresql:
  Detected added table 'kept'
  -- not set
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  -- not there
  sqlembic: the target missing.sql is not there: no such file or directory
    detail: it is from environment ALEMBIC_TARGET_METADATA
    next: name an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  -- the seventh statement
  sqlembic: relation "t6" already exists
    at schema.sql:7:1
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]
  -- two files
  sqlembic: relation "one" already exists
    at two/2.sql:1:1
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]
  -- empty
  Detected removed table 'kept'
  removed table 'kept'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  a_x.down.sql
  a_x.up.sql
  0

Schemas that are not compared are told where somebody wants something in them, and only there.

  $ elsewhere_wanted() {
  >   echo 'CREATE SCHEMA app; CREATE TABLE app.t (a int); CREATE TABLE u (a int); CREATE SCHEMA empty;' >schema.sql
  >   auto --rev-id a; run upgrade -q head; run check; run check --json | grep -A2 compared
  >   query 'CREATE SCHEMA of_others CREATE TABLE t (a int)'; run check
  >   { cat schema.sql; for i in 1 2 3 4 5 6; do echo "CREATE SCHEMA of_$i CREATE TABLE t (a int);"; done; } >many.sql
  >   ALEMBIC_TARGET_METADATA=many.sql run check
  >   export ALEMBIC_INCLUDE_SCHEMAS=true; query 'DROP SCHEMA of_others CASCADE'; run check
  > }
  $ on postgresql elsewhere_wanted
  Detected added table 'u'
  warning: not compared: schema app, since include_schemas is not set
  No new upgrade operations detected.
  not compared: schema app, since include_schemas is not set
    "not_compared": [
      "schema app, since include_schemas is not set"
    ]
  No new upgrade operations detected.
  not compared: schema app, since include_schemas is not set
  No new upgrade operations detected.
  not compared: schema app, since include_schemas is not set
  not compared: schema of_1, since include_schemas is not set
  not compared: schema of_2, since include_schemas is not set
  not compared: schema of_3, since include_schemas is not set
  not compared: schema of_4, since include_schemas is not set
  not compared: 2 more of its schemas, since include_schemas is not set
  added schema 'app'
  added schema 'empty'
  added table 'app.t'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]

Commands of a client, and what the header of a script would help: the hints are about a wanted schema.

  $ hints() {
  >   local text
  >   for text in "$@"; do
  >     printf '%s\n' "$text" >schema.sql
  >     printf '%s\n' "$text" | head -1; run check | grep -E '^  at|next'
  >   done
  > }
  $ of_sqlite() { hints '.shell ls' '.import a.csv t' '.open other.db'; }
  $ of_psql() {
  >   hints '\connect other' '\! ls' "\copy t from 'a.csv'" '\set a 1' $'BEGIN;\nVACUUM;' \
  >     $'CREATE TYPE e AS ENUM ();\nBEGIN;\nALTER TYPE e ADD VALUE \'a\';\nCREATE TABLE t (x e DEFAULT \'a\');' \
  >     $'CREATE PROCEDURE p() LANGUAGE plpgsql AS \'BEGIN COMMIT; END\';\nBEGIN;\nCALL p();'
  > }
  $ of_mysql() { hints '\u other' '\! ls' 'system ls' 'connect other'; }
  $ on sqlite of_sqlite
  .shell ls
    at schema.sql:1:1
    next: take it out; where a program makes the schema, exec:PROGRAM is the target
  .import a.csv t
    at schema.sql:1:1
    next: take it out: rows are no part of a schema
  .open other.db
    at schema.sql:1:1
    next: take it out: a wanted schema is that of one database, whatever its name
  $ on postgresql of_psql
  \connect other
    at schema.sql:1:1
    next: take it out: a wanted schema is that of one database, whatever its name
  \! ls
    at schema.sql:1:1
    next: take it out; where a program makes the schema, exec:PROGRAM is the target
  \copy t from 'a.csv'
    at schema.sql:1:1
    next: take it out: rows are no part of a schema
  \set a 1
    at schema.sql:1:1
    next: write the value itself where the variable is used
  BEGIN;
    at schema.sql:2:1
    next: let COMMIT stand before this statement, or take BEGIN and COMMIT out
  CREATE TYPE e AS ENUM ();
    at schema.sql:4:29
    next: let COMMIT stand before this statement, or take BEGIN and COMMIT out
  CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
    at schema.sql:3:1
    next: let COMMIT stand before this statement, or take BEGIN and COMMIT out
  $ on mysql of_mysql
  \u other
    at schema.sql:1:1
    next: take it out: a wanted schema is that of one database, whatever its name
  \! ls
    at schema.sql:1:1
    next: take it out; where a program makes the schema, exec:PROGRAM is the target
  system ls
    at schema.sql:1:1
    next: take it out; where a program makes the schema, exec:PROGRAM is the target
  connect other
    at schema.sql:1:1
    next: take it out: a wanted schema is that of one database, whatever its name

Policies that are forced on the owner of a table hide its rows from the proof: it does not look at them.

  $ hidden() {
  >   local role=hidden_$$ forced='ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
  >   psql_on postgres -c "CREATE ROLE $role LOGIN CREATEDB" -c "ALTER DATABASE $database OWNER TO $role"
  >   DATABASE_URL=$(echo "$DATABASE_URL" | sed -E "s,//[^@/]*@,//$role@,")
  >   printf 'CREATE TABLE t (a int, b int);\nALTER TABLE t %s;\nCREATE POLICY p ON t USING (a = 1);\n' "$forced" >schema.sql
  >   run revision --autogenerate -m x --rev-id a | grep Detected; run upgrade -q head
  >   sed -i 's/b int/b bigint/' schema.sql; printf 'CREATE TABLE u (a int);\nALTER TABLE u %s;\n' "$forced" >>schema.sql
  >   run revision --autogenerate -m x --rev-id b | grep Detected; run upgrade -q head; run check; run test
  >   psql_on postgres -c "ALTER DATABASE $database OWNER TO postgres"; psql_on "$database" -c "REASSIGN OWNED BY $role TO postgres" -c "DROP OWNED BY $role"
  >   psql_on postgres -c "DROP ROLE $role"
  > }
  $ on postgresql hidden
  Detected added table 't'
  Detected added policy 't.p'
  Detected added table 'u'
  Detected type change from integer to bigint on column 't.b'
  No new upgrade operations detected.
  passed  a, x
  passed  b, x
  All pass.

All of that is the same for an ordinary role, which may make databases and owns its own.

  $ role=ordinary_$$; psql_on postgres -c "CREATE ROLE $role LOGIN CREATEDB"
  $ as_role() { psql_on postgres -c "ALTER DATABASE $database OWNER TO $role"; DATABASE_URL=$(echo "$DATABASE_URL" | sed -E "s,//[^@/]*@,//$role@,"); "$1"; }
  $ for test in change excluded broken everything lacks wrong_targets; do
  >   eval "${test}_by_role() { as_role $test; }; ${test}_once_more() { $test; }"
  >   on postgresql ${test}_once_more >wanted; on postgresql ${test}_by_role | diff wanted - && echo $test
  > done
  change
  excluded
  broken
  everything
  lacks
  wrong_targets
  $ psql_on postgres -c "DROP ROLE $role"

What a replay misses that is the server's is not asked of scratch_setup.

  $ replay() { revision a1 '' "$1" ''; run -q stamp a1; run check --drift | grep next:; }
  $ of_mysql()
  > {
  >   replay 'CREATE TABLE t (x INT) ENGINE = nowhere;'
  >   replay "CREATE VIEW v AS SELECT * FROM nowhere_$database.t;"
  >   replay 'SELECT elsewhere();'
  >   replay 'SELECT * FROM person;'
  >   replay 'CREATE TABLE t (x INT,);'
  > }
  $ on mysql of_mysql
    next: name an engine that SHOW ENGINES lists, or let an administrator install the plugin of this one
    next: other databases are the server's: let an administrator make it on the one that scratch databases are made on, or take the statement out
    next: let a statement before this one make it, or, where others do that, the file that scratch_setup names
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
    next: correct the script, then run the same command again
  $ of_postgresql()
  > {
  >   replay "CREATE TABLE t (x int); GRANT SELECT ON t TO nobody_$database;"
  >   replay 'CREATE EXTENSION nowhere;'
  >   replay 'CREATE TABLE t (x no_type);'
  >   replay 'SELECT * FROM person;'
  >   replay 'CREATE TABLE t (x INT,);'
  > }
  $ on postgresql of_postgresql
    next: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
    next: install the extension's package on the server's machine, or take the statement out
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
    next: correct the script, then run the same command again

What leads into a schema that is not read cannot be copied without that.

  $ leads_beyond()
  > {
  >   query 'CREATE SCHEMA beyond; CREATE TABLE beyond.p (id int PRIMARY KEY); CREATE TABLE t (id int REFERENCES beyond.p)'
  >   echo 'CREATE TABLE t (id bigint);' >schema.sql
  >   run dump; run diff live schema.sql | grep -v '^  |'
  >   ALEMBIC_INCLUDE_SCHEMAS=true run dump | grep -c beyond.p
  > }
  $ on postgresql leads_beyond
  sqlembic: schema "beyond" does not exist
    at copy of the schema:4:1
    | ALTER TABLE public.t ADD CONSTRAINT t_id_fkey FOREIGN KEY (id) REFERENCES beyond.p(id)
    state: the database was not touched
    next: set include_schemas = true in the ini file: this leads into a schema that is not read
  [1]
  sqlembic: no copy of the schema could be made to try the script in: schema "beyond" does not exist
    state: no file was written; the database was not touched
    next: set include_schemas = true in the ini file: this leads into a schema that is not read
  [1]
  3
