Comparing schemas on SQLite: revision --autogenerate, check, diff and dump.

  $ sqlembic init -q migrations
  $ sed -i -e 's,^sqlalchemy.url =.*,sqlalchemy.url = sqlite:///a.db,' \
  >   -e 's,^# target_metadata =.*,target_metadata = schema.sql,' alembic.ini
  $ auto() { sqlembic revision --autogenerate -m x --rev-id "$@" 2>&1 | grep -v ^Generating; }
  $ up() { sqlembic upgrade -q head; }
  $ body() { sed '1,/^$/d' migrations/versions/"$1"_x."$2".sql; }

The first revision makes everything, the way back drops it.

  $ cat > schema.sql <<'SQL'
  > -- What the application needs.
  > CREATE TABLE account (
  >     id INTEGER PRIMARY KEY AUTOINCREMENT,
  >     email TEXT NOT NULL UNIQUE, -- as typed
  >     status VARCHAR(8) CHECK (status IN ('new', 'old'))
  > );
  > CREATE TABLE post (
  >     id INTEGER PRIMARY KEY,
  >     account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  >     body TEXT
  > );
  > CREATE INDEX ix_post ON post (account_id);
  > CREATE VIEW posts AS SELECT email, body FROM account JOIN post ON post.account_id = account.id;
  > CREATE TRIGGER post_added AFTER INSERT ON post BEGIN UPDATE account SET status = 'old'; END;
  > SQL
  $ auto a1
  Detected added table 'account'
  Detected added table 'post'
  Detected added index 'ix_post'
  Detected added view 'posts'
  Detected added trigger 'post_added'
  $ body a1 up
  CREATE TABLE account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      email TEXT NOT NULL UNIQUE, -- as typed
      status VARCHAR(8) CHECK (status IN ('new', 'old'))
  );
  CREATE TABLE post (
      id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      body TEXT
  );
  CREATE INDEX ix_post ON post (account_id);
  CREATE VIEW posts AS SELECT email, body FROM account JOIN post ON post.account_id = account.id;
  CREATE TRIGGER post_added AFTER INSERT ON post BEGIN UPDATE account SET status = 'old'; END;
  $ body a1 down
  DROP VIEW posts;
  /* loses data: drops table post */
  DROP TABLE post;
  /* loses data: drops table account */
  DROP TABLE account;
  $ sqlembic check
  sqlembic: Target database is not up to date.
    state: 1 revision is to be applied
    next: sqlembic upgrade heads
  [1]
  $ up
  $ sqlembic check
  No new upgrade operations detected.

Nothing has changed: no file, unless one is asked for.

  $ auto a2
  No changes in schema detected: no file was written.
  $ ls migrations/versions
  a1_x.down.sql
  a1_x.up.sql
  $ sqlembic revision --autogenerate --empty -q -m x --rev-id a2; body a2 up; rm migrations/versions/a2*

Comments, blanks, quotes and the case of names are no difference, and neither are a name for a constraint, or where it
is written.

  $ sed -e 's/ -- as typed/ \/* typed *\//' -e 's/account (/"ACCOUNT"(/' -e 's/TEXT/text/' \
  >   -e "s/CHECK .*/CONSTRAINT named CHECK([status] in('new','old'))/" -i schema.sql
  $ sqlembic check
  No new upgrade operations detected.

ALTER TABLE does what it can: columns are added at the end, and dropped where nothing names them.

  $ sqlite3 a.db "INSERT INTO account (id, email) VALUES (7, 'e'), (9, 'f'); DELETE FROM account WHERE id = 9;
  >   INSERT INTO post VALUES (3, 7, 'hello')"
  $ sed -i "s/    body TEXT/    body TEXT, likes INTEGER NOT NULL DEFAULT 0/I" schema.sql
  $ auto b1
  Detected added column 'post.likes'
  $ body b1 up
  ALTER TABLE post ADD COLUMN likes INTEGER NOT NULL DEFAULT 0;
  $ body b1 down
  /* loses data: drops column post.likes */
  CREATE TABLE sqlembic_new_post (
      id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      body TEXT
  );
  INSERT INTO sqlembic_new_post (id, account_id, body) SELECT id, account_id, body FROM post;
  DROP TABLE post;
  PRAGMA legacy_alter_table = ON;
  ALTER TABLE sqlembic_new_post RENAME TO post;
  PRAGMA legacy_alter_table = OFF;
  CREATE INDEX ix_post ON post (account_id);
  CREATE TRIGGER post_added AFTER INSERT ON post BEGIN UPDATE account SET status = 'old'; END;
  $ up; sqlembic check
  No new upgrade operations detected.

The rest is done by making the table anew: rows, rowids, the next number of AUTOINCREMENT, indexes, triggers, views and the
rows of other tables that refer to it stay.

  $ sed -i "s/'old'))/'old', 'gone'))/" schema.sql
  $ auto c1
  Detected removed check constraint 'account(status in ('new', 'old'))'
  Detected added check constraint 'ACCOUNT(status in ('new', 'old', 'gone'))'
  $ body c1 up
  /* may fail: rows that are there have to pass the check ACCOUNT(status in ('new', 'old', 'gone')) */
  CREATE TABLE sqlembic_new_account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      email text NOT NULL UNIQUE, /* typed */
      status VARCHAR(8) CONSTRAINT named CHECK([status] in('new','old', 'gone'))
  );
  INSERT INTO sqlembic_new_account (id, email, status) SELECT id, email, status FROM account;
  DELETE FROM sqlite_sequence WHERE name = 'sqlembic_new_account';
  INSERT INTO sqlite_sequence (name, seq) SELECT 'sqlembic_new_account', seq FROM sqlite_sequence WHERE name = 'account';
  DROP TABLE account;
  PRAGMA legacy_alter_table = ON;
  ALTER TABLE sqlembic_new_account RENAME TO account;
  PRAGMA legacy_alter_table = OFF;
  $ up; sqlembic check
  No new upgrade operations detected.
  $ sqlite3 a.db "SELECT * FROM account; SELECT * FROM post; SELECT * FROM posts; SELECT name, seq FROM sqlite_sequence"
  7|e|old
  3|7|hello|0
  e|hello
  account|9
  $ sqlite3 a.db "SELECT type, name FROM sqlite_schema WHERE tbl_name IN ('account', 'post') AND sql IS NOT NULL ORDER BY 2"
  table|account
  index|ix_post
  table|post
  trigger|post_added
  $ sqlembic downgrade -q -1; sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

Loss of data is said, with the number of rows, in the script and on standard error.

  $ cp schema.sql kept.sql
  $ sed -i -e '/^CREATE TRIGGER/d' -e '/^CREATE VIEW/d' -e 's/body TEXT, //I' schema.sql
  $ auto d1
  Detected removed column 'post.body'
  Detected removed view 'posts'
  Detected removed trigger 'post_added'
  warning: data is lost: drops column post.body (1 row)
  $ body d1 up
  DROP TRIGGER post_added;
  DROP VIEW posts;
  /* loses data: drops column post.body (1 row) */
  ALTER TABLE post DROP COLUMN body;
  $ body d1 down
  CREATE TABLE sqlembic_new_post (
      id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      body TEXT
  , likes INTEGER NOT NULL DEFAULT 0);
  INSERT INTO sqlembic_new_post (id, account_id, likes) SELECT id, account_id, likes FROM post;
  DROP TABLE post;
  ALTER TABLE sqlembic_new_post RENAME TO post;
  CREATE INDEX ix_post ON post (account_id);
  CREATE VIEW posts AS SELECT email, body FROM account JOIN post ON post.account_id = account.id;
  CREATE TRIGGER post_added AFTER INSERT ON post BEGIN UPDATE account SET status = 'old'; END;
  $ rm migrations/versions/d1*; cp kept.sql schema.sql

So is what rows can stop.

  $ sqlite3 a.db "UPDATE post SET body = NULL"
  $ sed -i -e 's/body TEXT,/body TEXT NOT NULL,/I' schema.sql
  $ auto e1
  Detected NOT NULL on column 'post.body'
  warning: the script will fail: column post.body admits no NULL (1 row in the way)
  $ body e1 up | head -1
  /* may fail: column post.body admits no NULL */
  $ sqlembic upgrade head 2>&1 | head -2 | sed 's/NOT NULL constraint failed: .*/constraint failed/'
  Running upgrade c1 -> e1, x
  sqlembic: constraint failed
  $ rm migrations/versions/e1*; cp kept.sql schema.sql

A table that is new in the middle of its columns has them in that order.

  $ sed -i 's/email TEXT/name TEXT, email TEXT/I' schema.sql
  $ auto f1
  Detected added column 'ACCOUNT.name'
  $ up; sqlite3 a.db "SELECT group_concat(name) FROM pragma_table_info('account')"; sqlembic check
  id,name,email,status
  No new upgrade operations detected.

Patterns leave objects out; tables of sqlembic's own are never compared.

  $ sqlite3 a.db 'CREATE TABLE tmp_1 (x); CREATE TABLE "Tmp_2" (x)'
  $ sqlembic check
  removed table 'tmp_1'
  removed table 'Tmp_2'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  $ ALEMBIC_EXCLUDE_NAME='tmp_*' sqlembic check
  No new upgrade operations detected.
  $ ALEMBIC_INCLUDE_NAME='post*, account' sqlembic check
  No new upgrade operations detected.
  $ ALEMBIC_EXCLUDE_NAME='tmp_*' sqlembic dump | grep -c alembic_version
  0
  [1]

What was changed by hand is drift.

  $ sqlembic check --drift
  added table 'tmp_1'
      database: order of columns: x
  added table 'Tmp_2'
      database: order of columns: x
  sqlembic: the database is not as its revisions have made it
    next: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
  $ sqlembic check --drift --json
  {
    "differences": [
      {
        "action": "added",
        "kind": "table",
        "object": "tmp_1",
        "text": "added table 'tmp_1'",
        "before": null,
        "after": "order of columns: x"
      },
      {
        "action": "added",
        "kind": "table",
        "object": "Tmp_2",
        "text": "added table 'Tmp_2'",
        "before": null,
        "after": "order of columns: x"
      }
    ],
    "not_compared": []
  }
  {"error": "pending", "status": 3, "message": "the database is not as its revisions have made it", "hint": "take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION"}
  [3]
  $ sqlite3 a.db 'DROP TABLE tmp_1; DROP TABLE "Tmp_2"'
  $ sqlembic check --drift
  No drift detected.

Without a database: what all revisions build is compared.

  $ echo 'CREATE TABLE extra (a);' >> schema.sql
  $ DATABASE_URL=sqlite:///missing.db sqlembic revision --autogenerate --from history -m x --rev-id g1 2>&1 | grep -v ^Gen
  Detected added table 'extra'
  $ ls missing.db 2>&1
  ls: cannot access 'missing.db': No such file or directory
  [2]
  $ rm migrations/versions/g1*

A dump is the same text for the same schema, and loads.

  $ sqlembic dump | tee dump.sql
  CREATE TABLE account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT,
      email TEXT NOT NULL UNIQUE,
      status VARCHAR(8) CONSTRAINT named CHECK([status] in('new','old', 'gone'))
  );
  
  CREATE TABLE post (
      id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      body TEXT,
      likes INTEGER NOT NULL DEFAULT 0
  );
  
  CREATE INDEX ix_post ON post (account_id);
  
  CREATE VIEW posts AS SELECT email, body FROM account JOIN post ON post.account_id = account.id;
  
  CREATE TRIGGER post_added AFTER INSERT ON post BEGIN UPDATE account SET status = 'old'; END;
  $ sqlite3 copy.db < dump.sql
  $ DATABASE_URL=sqlite:///copy.db sqlembic dump | diff - dump.sql
  $ sqlembic diff live dump.sql
  The schemas are equal.
  $ sqlembic dump history | diff - dump.sql

  $ sqlite3 altered.db 'CREATE TABLE "t" (a INTEGER, /* b */ b TEXT, x, CHECK (a > 0)); ALTER TABLE t ADD COLUMN c;
  >   ALTER TABLE t DROP COLUMN x; ALTER TABLE t RENAME TO u'
  $ sqlite3 direct.db 'CREATE TABLE u (a INTEGER, b TEXT, c, CHECK (a > 0))'
  $ DATABASE_URL=sqlite:///altered.db sqlembic dump
  CREATE TABLE u (
      a INTEGER,
      b TEXT,
      c,
      CHECK (a > 0)
  );
  $ DATABASE_URL=sqlite:///altered.db sqlembic dump > 1; DATABASE_URL=sqlite:///direct.db sqlembic dump | cmp - 1

diff takes any two schemas.

  $ echo 'CREATE TABLE t (a, b);' > old.sql; echo 'CREATE TABLE t (a, b UNIQUE);' > new.sql
  $ sqlembic diff old.sql new.sql
  /* may fail: t(b) admits no two rows with the same values */
  CREATE TABLE sqlembic_new_t (a, b UNIQUE);
  INSERT INTO sqlembic_new_t (rowid, a, b) SELECT rowid, a, b FROM t;
  DROP TABLE t;
  ALTER TABLE sqlembic_new_t RENAME TO t;
  $ sqlembic diff old.sql new.sql --down
  CREATE TABLE sqlembic_new_t (a, b);
  INSERT INTO sqlembic_new_t (rowid, a, b) SELECT rowid, a, b FROM t;
  DROP TABLE t;
  ALTER TABLE sqlembic_new_t RENAME TO t;
  $ sqlembic diff history:a1 history:b1
  ALTER TABLE post ADD COLUMN likes INTEGER NOT NULL DEFAULT 0;
  $ sqlembic diff sqlite:///a.db sqlite:///copy.db
  The schemas are equal.
  $ sqlembic diff --json old.sql new.sql
  {
    "differences": [
      {
        "action": "added",
        "kind": "unique constraint",
        "object": "t(b)",
        "text": "added unique constraint 't(b)'",
        "before": null,
        "after": ""
      }
    ],
    "not_compared": [],
    "up": "/* may fail: t(b) admits no two rows with the same values */\nCREATE TABLE sqlembic_new_t (a, b UNIQUE);\nINSERT INTO sqlembic_new_t (rowid, a, b) SELECT rowid, a, b FROM t;\nDROP TABLE t;\nALTER TABLE sqlembic_new_t RENAME TO t;\n",
    "down": "CREATE TABLE sqlembic_new_t (a, b);\nINSERT INTO sqlembic_new_t (rowid, a, b) SELECT rowid, a, b FROM t;\nDROP TABLE t;\nALTER TABLE sqlembic_new_t RENAME TO t;\n"
  }

A directory or a glob of files, in whatever order they need each other; a program.

  $ mkdir parts; echo 'CREATE INDEX i ON t (a);' > parts/1.sql; echo 'CREATE TABLE t (a);' > parts/2.sql
  $ sqlembic dump parts
  CREATE TABLE t (
      a
  );
  
  CREATE INDEX i ON t (a);
  $ sqlembic dump 'parts/[2].sql'
  CREATE TABLE t (
      a
  );
  $ sqlembic dump 'exec:echo "CREATE TABLE from_program (a);"'
  CREATE TABLE from_program (
      a
  );

What could have another name now is offered, and never guessed.

  $ rm -rf migrations/versions/* a.db; cat > schema.sql <<'SQL'
  > CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT, CHECK (mail <> ''));
  > CREATE INDEX ix_mail ON person (mail);
  > CREATE VIEW mails AS SELECT mail FROM person;
  > SQL
  $ auto r1 > /dev/null; up
  $ sqlite3 a.db "INSERT INTO person VALUES (4, 'a')"
  $ sed -i 's/person/people/' schema.sql
  $ auto r2
  Detected added table 'people'
  Detected removed table 'person'
  Detected changed definition on index 'ix_mail'
  Detected changed definition on view 'mails'
  table 'person' could be 'people' under a new name: --rename person=people says that it is
  warning: data is lost: drops table person (1 row)
  $ rm migrations/versions/r2*
  $ sed -i 's/mail\b/email/g' schema.sql
  $ auto r2 --rename person=people --rename people.mail=email
  Detected renamed table 'person' to 'people'
  Detected renamed column 'people.mail' to 'email'
  Detected added index 'ix_email'
  Detected removed index 'ix_mail'
  $ body r2 up
  ALTER TABLE person RENAME TO people;
  ALTER TABLE people RENAME COLUMN mail TO email;
  DROP INDEX ix_mail;
  CREATE INDEX ix_email ON people (email);
  $ body r2 down
  DROP INDEX ix_email;
  CREATE INDEX ix_mail ON "people" (email);
  ALTER TABLE people RENAME COLUMN email TO mail;
  ALTER TABLE people RENAME TO person;
  $ up; sqlembic check; sqlite3 a.db 'SELECT * FROM people; SELECT * FROM mails'
  No new upgrade operations detected.
  4|a
  a
  $ sqlembic downgrade -q -1; sqlite3 a.db 'SELECT * FROM person; SELECT * FROM mails'
  4|a
  a
  $ rm migrations/versions/r2*
  $ auto r3 --rename person=nobody
  sqlembic: --rename person=nobody: there is nothing called person that is gone and nothing of its kind called nobody that is new
    state: no file was written; the database was not touched
    next: write a column as table.column=name
  $ auto r3 --rename person
  usage: sqlembic revision [-m TEXT] [--autogenerate] [--from SCHEMA] [--empty] [--unproven] [--rename OLD=NEW]... [--sql] [--head REV]... [--splice] [--branch-label LABEL] [--version-path DIR] [--rev-id ID] [--depends-on REV]... [--irreversible] [--transaction MODE]
  sqlembic: --rename person: it has to be OLD=NEW
    state: no file was written; the database was not touched
  $ sqlembic diff live schema.sql --rename person=people --rename people.mail=email --down
  DROP INDEX ix_email;
  CREATE INDEX ix_mail ON "people" (email);
  ALTER TABLE people RENAME COLUMN email TO mail;
  ALTER TABLE people RENAME TO person;

What another type does to values is told: texts that read like numbers become numbers, and STRICT refuses what it cannot
convert.

  $ echo 'CREATE TABLE v (a TEXT, b INT, c REAL, d TEXT, e, f TEXT, g INT, h VARCHAR(9), i REAL);' >v.sql
  $ echo 'CREATE TABLE v (a INT, b REAL, c TEXT, d REAL, e NUM, f BLOB, g BIGINT, h VARCHAR(5), i INT);' >w.sql
  $ echo 'CREATE TABLE v (a TEXT, b INT, c REAL, d ANY, e TEXT, f TEXT, g BLOB, h TEXT, i INT) STRICT;' >s.sql
  $ sqlite3 v.db ".read v.sql" "INSERT INTO v VALUES ('007', 9007199254740993, 0.1 + 0.2, '1.50', ' 5 ', '01', 7, 'x', 1.5),
  >  ('7', 'x', 2.5, 'x', x'00', 'x', 2, x'01', 2), (NULL, 9007199254740994, NULL, '+', '+1', NULL, NULL, NULL, NULL)"
  $ export ALEMBIC_SQLALCHEMY_URL=sqlite:///v.db
  $ sqlembic stamp -q base --purge; rm migrations/versions/*
  $ for to in w s; do ALEMBIC_TARGET_METADATA=$to.sql auto $to 2>&1 | grep warning; grep '/\*' migrations/versions/${to}_x.up.sql; rm migrations/versions/*; done
  warning: data is lost: column v.a makes numbers of texts such as 007 (1 row)
  warning: data is lost: column v.b is rounded (1 row)
  warning: data is lost: column v.c is rounded (1 row)
  warning: data is lost: column v.d makes numbers of texts such as 007 (1 row)
  warning: data is lost: column v.e makes numbers of texts such as 007 (2 rows)
  /* loses data: column v.a makes numbers of texts such as 007 (1 row) */
  /* loses data: column v.b is rounded (1 row) */
  /* loses data: column v.c is rounded (1 row) */
  /* loses data: column v.d makes numbers of texts such as 007 (1 row) */
  /* loses data: column v.e makes numbers of texts such as 007 (2 rows) */
  warning: the script will fail: column v.b does not take every value any more (1 row in the way)
  warning: the script will fail: column v.e does not take every value any more (1 row in the way)
  warning: the script will fail: column v.g does not take every value any more (2 rows in the way)
  warning: the script will fail: column v.h does not take every value any more (1 row in the way)
  warning: the script will fail: column v.i does not take every value any more (1 row in the way)
  /* may fail: column v.a does not take every value any more */
  /* may fail: column v.b does not take every value any more */
  /* may fail: column v.c does not take every value any more */
  /* loses data: column v.e is rounded */
  /* may fail: column v.e does not take every value any more */
  /* may fail: column v.f does not take every value any more */
  /* may fail: column v.g does not take every value any more */
  /* may fail: column v.h does not take every value any more */
  /* may fail: column v.i does not take every value any more */

Rows that stand in the way of keys, checks and references are counted.

  $ cat >v.sql <<'SQL'
  > CREATE TABLE p (x INT, "y, z" TEXT);
  > CREATE TABLE c (a INT, b TEXT, "c d" TEXT, e INT, f INT, g TEXT);
  > SQL
  $ cat >w.sql <<'SQL'
  > CREATE TABLE p (x INT PRIMARY KEY, "y, z" TEXT UNIQUE);
  > CREATE TABLE c (a INT UNIQUE ON CONFLICT REPLACE, b TEXT COLLATE NOCASE, "c d" TEXT REFERENCES p ("y, z"), e INT CHECK (e > 0),
  >     f INT, g TEXT, "h i" INT CHECK ("h i" = 1), UNIQUE (b, f), FOREIGN KEY (e) REFERENCES p (x), UNIQUE ("h i"));
  > CREATE UNIQUE INDEX lowered ON c (substr(lower(g), 1, 2) DESC, f ASC) WHERE f > 0; -- of the others there may be many
  > CREATE UNIQUE INDEX fresh ON c ("h i");
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO p VALUES (1, 'k'), (1, 'k'), (NULL, 'l')" "INSERT INTO c VALUES
  > (1, 'A', 'k', 1, 1, 'abc'), (1, 'a', 'x', -1, 1, 'ABd'), (NULL, 'a', NULL, NULL, NULL, NULL), (2, 'a', 'l', 7, 0, NULL)"
  $ ALEMBIC_TARGET_METADATA=w.sql auto w | grep -v ^Detected; grep '/\*' migrations/versions/w_x.up.sql
  warning: data is lost: c(a) admits no two rows with the same values: of such rows one is kept (1 row)
  warning: the script will fail: c(b, f) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows that are there have to pass the check c(e > 0) (1 row in the way)
  warning: the script will fail: rows that are there have to have what they refer to: c(c d -> p(y, z)) (1 row in the way)
  warning: the script will fail: rows that are there have to have what they refer to: c(e -> p(x)) (2 rows in the way)
  warning: the script will fail: primary key of p admits no two rows with the same values (1 row in the way)
  warning: the script will fail: p(y, z) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: index lowered admits no two rows with the same values (1 row in the way)
  /* loses data: c(a) admits no two rows with the same values: of such rows one is kept (1 row) */
  /* may fail: c(b, f) admits no two rows with the same values */
  /* may fail: c(h i) admits no two rows with the same values */
  /* may fail: rows that are there have to pass the check c(e > 0) */
  /* may fail: rows that are there have to pass the check c(h i = 1) */
  /* may fail: rows that are there have to have what they refer to: c(c d -> p(y, z)) */
  /* may fail: rows that are there have to have what they refer to: c(e -> p(x)) */
  /* may fail: primary key of p admits no two rows with the same values */
  /* may fail: p(y, z) admits no two rows with the same values */
  /* may fail: index fresh admits no two rows with the same values */
  /* may fail: index lowered admits no two rows with the same values */

So are those in the way of a key or check of a column that is new, where it has the same value in every row.

  $ echo 'CREATE TABLE n (a INT);' >v.sql
  $ cat >w.sql <<'SQL'
  > CREATE TABLE n (a INT, b INT DEFAULT 1 UNIQUE, c TEXT DEFAULT 'x' NOT NULL, d INT, "e f" INT CHECK ("e f" IS NOT NULL), g INTEGER PRIMARY KEY,
  >     h INT DEFAULT '1' UNIQUE, i TEXT DEFAULT 0 CHECK (i IN ('0', '1')), j VARCHAR(9) DEFAULT '1' CHECK (j = 1), "k TEXT" INT DEFAULT '1' UNIQUE,
  >     l CHAR DEFAULT 'x' UNIQUE, m DEFAULT 'x' CHECK (m = 'y'), o INT DEFAULT 0 CHECK (o IN ('0', '1')), UNIQUE (c, d), UNIQUE (g, b), UNIQUE (a, b));
  > CREATE UNIQUE INDEX same ON n (b, "c");
  > CREATE UNIQUE INDEX some ON n (c) WHERE a > 1;
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO n VALUES (1), (2), (3)"
  $ rm migrations/versions/*
  $ ALEMBIC_TARGET_METADATA=w.sql auto w 2>&1 | grep warning
  warning: the script will fail: n(b) admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: n(l) admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: rows that are there have to pass the check n(e f is not null) (3 rows in the way)
  warning: the script will fail: rows that are there have to pass the check n(m = 'y') (3 rows in the way)
  warning: the script will fail: index same admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: index some admits no two rows with the same values (1 row in the way)

Nor is one in the way of a key or check that stays passed over, where a column of it gets another type or collation.

  $ echo 'CREATE TABLE n (a TEXT UNIQUE, "b c" TEXT, d TEXT UNIQUE, e INT UNIQUE, f TEXT CHECK (f > 5), g UNIQUE, h TEXT COLLATE NOCASE UNIQUE, i VARCHAR(5) UNIQUE,
  >     UNIQUE ("b c", e));' >v.sql
  $ cat >w.sql <<'SQL'
  > CREATE TABLE n (a INT UNIQUE, "b c" TEXT COLLATE NOCASE, d REAL UNIQUE, e TEXT UNIQUE, f INT CHECK (f > 5), g TEXT UNIQUE, h TEXT UNIQUE, i TEXT UNIQUE,
  >     j TEXT, UNIQUE ("b c", e), UNIQUE (a, j));
  > CREATE UNIQUE INDEX both ON n (a, lower("b c")) WHERE a > 0;
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO n VALUES ('1', 'x', '2.0', 1, '50', 1, 'y', 'p'), ('01', 'X', '2', 2, '6', '1', 'z', 'P'), (NULL, 'X', 'x', 1.5, NULL, 'k', NULL, NULL)"
  $ rm migrations/versions/*
  $ ALEMBIC_TARGET_METADATA=w.sql auto w 2>&1 | grep warning.*fail; grep 'may fail' migrations/versions/w_x.up.sql
  warning: the script will fail: n(a) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: n(d) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: n(g) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: index both admits no two rows with the same values (1 row in the way)
  /* may fail: n(a) admits no two rows with the same values */
  /* may fail: n(a, j) admits no two rows with the same values */
  /* may fail: n(b c, e) admits no two rows with the same values */
  /* may fail: n(d) admits no two rows with the same values */
  /* may fail: n(g) admits no two rows with the same values */
  /* may fail: rows that are there have to pass the check n(f > 5) */
  /* may fail: index both admits no two rows with the same values */

Numbers that are rounded may be the same then; bytes are no text; a check may name its table; what another expression gives is not
known, nor what is in a column that is yet to get its name.

  $ cat >v.sql <<'SQL'
  > CREATE TABLE n (a INT UNIQUE, b UNIQUE, c INT AS (a % 2), d INT AS (a) UNIQUE, e TEXT, lower TEXT AS (lower(e)) UNIQUE, upper TEXT AS (upper(lower)), f TEXT AS (e) UNIQUE, g INT, h INT AS (a % 2));
  > SQL
  $ cat >w.sql <<'SQL'
  > CREATE TABLE n (a REAL UNIQUE, b TEXT UNIQUE, c INT AS (a) UNIQUE, d INT AS (a % 2) UNIQUE, e INT, lower TEXT AS (lower(e)) UNIQUE, upper TEXT AS (upper(lower)) UNIQUE, f TEXT AS (e) UNIQUE, "g h" INT UNIQUE, h INT AS (a % 2) UNIQUE,
  >     i INT DEFAULT 1, CHECK (n.i > 1), CHECK (c > 0));
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO n (a, b, e, g) VALUES (9007199254740993, 'a', '1', 1), (9007199254740992, x'61', '01', 2)"
  $ rm migrations/versions/*
  $ ALEMBIC_TARGET_METADATA=w.sql auto w --rename 'n.g=g h' 2>&1 | grep warning.*fail; grep 'may fail' migrations/versions/w_x.up.sql
  warning: the script will fail: n(a) admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows that are there have to pass the check n(i > 1) (2 rows in the way)
  /* may fail: n(a) admits no two rows with the same values */
  /* may fail: n(b) admits no two rows with the same values */
  /* may fail: n(c) admits no two rows with the same values */
  /* may fail: n(d) admits no two rows with the same values */
  /* may fail: n(f) admits no two rows with the same values */
  /* may fail: n(g h) admits no two rows with the same values */
  /* may fail: n(h) admits no two rows with the same values */
  /* may fail: n(lower) admits no two rows with the same values */
  /* may fail: n(upper) admits no two rows with the same values */
  /* may fail: rows that are there have to pass the check n(c > 0) */
  /* may fail: rows that are there have to pass the check n(i > 1) */

A check of a new column may look at the others.

  $ echo 'CREATE TABLE n (a INT);' >v.sql
  $ echo 'CREATE TABLE n (a INT, b INT DEFAULT 1000 CHECK (b > a), c INT CHECK (c > 0));' >w.sql
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO n VALUES (999), (1000), (NULL)"; rm migrations/versions/*
  $ ALEMBIC_TARGET_METADATA=w.sql auto w | grep warning; grep -v -e '^--' -e '^$' migrations/versions/w_x.up.sql
  warning: the script will fail: rows that are there have to pass the check n(b > a) (1 row in the way)
  /* may fail: rows that are there have to pass the check n(b > a) */
  ALTER TABLE n ADD COLUMN b INT DEFAULT 1000 CHECK (b > a);
  ALTER TABLE n ADD COLUMN c INT CHECK (c > 0);

A date in a text stays one, and what a constraint does with rows instead of stopping is told, with their number.

  $ echo 'CREATE TABLE v (id INTEGER PRIMARY KEY, day TEXT, a TEXT, b TEXT, c TEXT);' >v.sql
  $ echo "CREATE TABLE v (id INTEGER PRIMARY KEY, day DATE, a TEXT UNIQUE ON CONFLICT IGNORE,
  >     b TEXT NOT NULL ON CONFLICT IGNORE, c TEXT DEFAULT 'x' NOT NULL ON CONFLICT REPLACE);" >w.sql
  $ echo 'CREATE TABLE v (id INTEGER PRIMARY KEY, day INT, a TEXT, b TEXT, c TEXT) STRICT;' >s.sql
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO v VALUES (1, '2020-01-01', 'k', 'x', 'y'), (2, '2020-01-02', 'k', NULL, NULL),
  >     (3, '07', 'k', 'x', 'x')"
  $ rm migrations/versions/*
  $ for to in w s; do ALEMBIC_TARGET_METADATA=$to.sql auto $to 2>&1 | grep warning; rm migrations/versions/*; done
  warning: data is lost: column v.day makes numbers of texts such as 007 (1 row)
  warning: data is lost: column v.b admits no NULL: such rows are left out (1 row)
  warning: data is lost: column v.c admits no NULL: such rows get the default (1 row)
  warning: data is lost: v(a) admits no two rows with the same values: of such rows one is kept (2 rows)
  warning: data is lost: column v.day makes numbers of texts such as 007 (1 row)
  warning: the script will fail: column v.day does not take every value any more (2 rows in the way)

A foreign key that stays is held against what its columns get, and a new one against what they will have.

  $ cat >v.sql <<'SQL'
  > CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
  > CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT REFERENCES p (code), b NUMERIC REFERENCES p (code), d TEXT);
  > SQL
  $ cat >w.sql <<'SQL'
  > CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
  > CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER REFERENCES p (code), b TEXT REFERENCES p (code), d INTEGER REFERENCES p (code),
  >     e INT NOT NULL DEFAULT 9 REFERENCES p (id));
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO p (code) VALUES ('007'), ('8'), ('1')" \
  >     "INSERT INTO c VALUES (1, '007', 1, '007'), (2, '8', NULL, '8'), (3, '007', 8, '9')"
  $ ALEMBIC_TARGET_METADATA=w.sql auto w 2>&1 | grep warning; grep 'may fail' migrations/versions/w_x.up.sql
  warning: data is lost: column c.a makes numbers of texts such as 007 (2 rows)
  warning: data is lost: column c.d makes numbers of texts such as 007 (1 row)
  warning: the script will fail: rows that are there have to have what they refer to: c(a -> p(code)) (2 rows in the way)
  warning: the script will fail: rows that are there have to have what they refer to: c(d -> p(code)) (2 rows in the way)
  warning: the script will fail: rows that are there have to have what they refer to: c(e -> p(id)) (3 rows in the way)
  /* may fail: rows that are there have to have what they refer to: c(a -> p(code)) */
  /* may fail: rows that are there have to have what they refer to: c(b -> p(code)) */
  /* may fail: rows that are there have to have what they refer to: c(d -> p(code)) */
  /* may fail: rows that are there have to have what they refer to: c(e -> p(id)) */

What becomes of the parent's values is not known: nothing is counted that would be wrong.  A column named as the parent is no matter.

  $ cat >v.sql <<'SQL'
  > CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE, parent INTEGER REFERENCES p (id));
  > CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT, child TEXT, b INTEGER);
  > SQL
  $ cat >w.sql <<'SQL'
  > CREATE TABLE p (id INTEGER PRIMARY KEY, code INTEGER UNIQUE, parent TEXT REFERENCES p (id));
  > CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT REFERENCES p (code), child INTEGER, b TEXT REFERENCES p (id));
  > SQL
  $ rm v.db; sqlite3 v.db ".read v.sql" "INSERT INTO p VALUES (1, '007', NULL), (2, '8', 7)" "INSERT INTO c VALUES (1, '7', '1', 1), (2, '8', '2', 9)"
  $ rm migrations/versions/w_x*
  $ ALEMBIC_TARGET_METADATA=w.sql auto w 2>&1 | grep warning; grep 'may fail' migrations/versions/w_x.up.sql
  warning: the script will fail: rows that are there have to have what they refer to: c(b -> p(id)) (1 row in the way)
  warning: data is lost: column p.code makes numbers of texts such as 007 (1 row)
  warning: the script will fail: rows that are there have to have what they refer to: p(parent -> p(id)) (1 row in the way)
  /* may fail: rows that are there have to have what they refer to: c(a -> p(code)) */
  /* may fail: rows that are there have to have what they refer to: c(b -> p(id)) */
  /* may fail: p(code) admits no two rows with the same values */
  /* may fail: rows that are there have to have what they refer to: p(parent -> p(id)) */
