--sql: what is printed, fed to the database's own client, leaves what the command leaves.

  $ mkrev a1 "" "accounts" <<'END'
  > CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  > INSERT INTO account (name) VALUES ('it''s; -- 50% of ?'), ('two
  > lines');
  > --- down
  > DROP TABLE account;
  > END
  $ mkrev b2 a1 "orders" <<'END'
  > CREATE TABLE orders (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account);
  > CREATE TRIGGER noted AFTER INSERT ON orders BEGIN
  >   UPDATE account SET name = name || '!' WHERE id = new.account_id;
  > END;
  > INSERT INTO orders (account_id) VALUES (1);
  > --- down
  > DROP TABLE orders;
  > END
  $ mkrev c3 a1 "side" "branch_labels: side" "transaction: off" "down transaction: off" <<'END'
  > CREATE TABLE side (x);
  > VACUUM;
  > --- down
  > DROP TABLE side;
  > END
  $ mkrev d4 "b2, c3" "merge" <<'END'
  > --- down
  > END
  $ mkrev e5 d4 "rebuild" <<'END'
  > DROP TRIGGER noted;
  > CREATE TABLE account_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
  > INSERT INTO account_new (id, name) SELECT id, name FROM account;
  > DROP TABLE account;
  > ALTER TABLE account_new RENAME TO account;
  > --- down
  > ALTER TABLE account DROP COLUMN email;
  > END

  $ online() { DATABASE_URL=sqlite:///online.db sqlembic -q "$@"; }
  $ offline() { sqlembic -q "$@" --sql >script.sql && sqlite3 -bail offline.db <script.sql; }
  $ state()
  > {
  >   sqlite3 "$1" 'PRAGMA integrity_check' 'PRAGMA foreign_key_check' \
  >     'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2' \
  >     'SELECT version_num FROM alembic_version ORDER BY 1' \
  >     'SELECT id, format, revision, direction, status, moved_from, moved_to, statements, statements_done, statement_intended, checksum, program, tag, error FROM sqlembic_log ORDER BY id' \
  >     "SELECT 'account', * FROM account" "SELECT 'orders', * FROM orders" "SELECT 'side', * FROM side" 2>/dev/null
  > }
  $ same() { diff <(state online.db) <(state offline.db) && echo same; }

Up and down, in one piece and by ranges.

  $ online upgrade head; offline upgrade head; same
  same
  $ sqlite3 offline.db "SELECT count(*) FROM sqlembic_log WHERE started_at GLOB '????-??-??T??:??:??.???Z' AND finished_at NOT NULL AND connection = 'offline' AND os_user = 'tester'"
  5
  $ online downgrade a1; offline downgrade e5:a1; same
  same
  $ online upgrade b2 --tag release-7; offline upgrade a1:b2 --tag release-7; same
  same
  $ online stamp base; offline stamp b2:base; same
  same
  $ rm *line.db; online ensure_version; offline ensure_version; same
  same
  $ online ensure_version; offline ensure_version; same
  same
  $ rm *line.db; online stamp a1; offline stamp a1; same
  same
  $ online stamp b2; offline stamp a1:b2; same
  same

A script that a foreign_keys setting of the shell would ruin: the parent table is dropped, its children stay.

  $ rm offline.db; (echo 'PRAGMA foreign_keys = ON;'; sqlembic -q upgrade head --sql) | sqlite3 -bail offline.db
  $ sqlite3 offline.db 'SELECT count(*) FROM orders'
  1

One transaction for all when it is asked for.

  $ rm *line.db
  $ export ALEMBIC_TRANSACTION_PER_MIGRATION=false
  $ online upgrade b2; offline upgrade b2; same
  same
  $ grep -c '^BEGIN\|^COMMIT' script.sql
  2
  $ unset ALEMBIC_TRANSACTION_PER_MIGRATION

And without a log.

  $ ALEMBIC_LOG_TABLE= sqlembic -q upgrade a1 --sql
  PRAGMA foreign_keys = OFF;
  
  BEGIN IMMEDIATE;
  
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  -- Running upgrade  -> a1
  
  CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  
  INSERT INTO account (name) VALUES ('it''s; -- 50% of ?'), ('two
  lines');
  
  INSERT INTO alembic_version (version_num) VALUES ('a1');
  
  COMMIT;
  
  $ export ALEMBIC_LOG_TABLE=

The script goes to standard output, everything else to standard error; no database is touched.

  $ rm *line.db
  $ sqlembic upgrade a1:b2 --sql 2>&1 >/dev/null
  Running upgrade a1 -> b2, orders
  $ sqlembic downgrade b2:base --sql 2>/dev/null
  PRAGMA foreign_keys = OFF;
  
  BEGIN IMMEDIATE;
  
  -- Running downgrade b2 -> a1
  
  DROP TABLE orders;
  
  UPDATE alembic_version SET version_num='a1' WHERE version_num = 'b2';
  
  COMMIT;
  
  PRAGMA foreign_keys = OFF;
  
  BEGIN IMMEDIATE;
  
  -- Running downgrade a1 -> 
  
  DROP TABLE account;
  
  DELETE FROM alembic_version WHERE version_num = 'a1';
  
  COMMIT;
  
  $ sqlembic stamp a1:c3 --sql 2>/dev/null
  BEGIN IMMEDIATE;
  
  -- Running stamp_revision a1 -> c3
  
  UPDATE alembic_version SET version_num='c3' WHERE version_num = 'a1';
  
  COMMIT;
  
  $ sqlembic ensure_version --sql
  BEGIN IMMEDIATE;
  
  CREATE TABLE IF NOT EXISTS alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  COMMIT;
  
  $ sqlembic upgrade b2:b2 --sql
  $ ls *.db
  ls: cannot access '*.db': No such file or directory
  [2]

Statement by statement: no transaction round the script, one for the version table.

  $ sqlembic -q upgrade a1:c3 --sql
  PRAGMA foreign_keys = OFF;
  
  -- Running upgrade a1 -> c3
  
  CREATE TABLE side (x);
  
  VACUUM;
  
  BEGIN IMMEDIATE;
  
  UPDATE alembic_version SET version_num='c3' WHERE version_num = 'a1';
  
  COMMIT;
  

PostgreSQL.

  $ DATABASE_URL=postgresql://me:secret@nowhere/db sqlembic -q upgrade a1 --sql
  BEGIN;
  
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  -- Running upgrade  -> a1
  
  CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  
  INSERT INTO account (name) VALUES ('it''s; -- 50% of ?'), ('two
  lines');
  
  INSERT INTO alembic_version (version_num) VALUES ('a1');
  
  COMMIT;
  
  $ DATABASE_URL=postgresql:/// ALEMBIC_VERSION_TABLE_SCHEMA=Meta ALEMBIC_VERSION_TABLE=ver ALEMBIC_LOG_TABLE=l sqlembic -q upgrade a1 --sql | grep '"Meta"'
  CREATE TABLE "Meta".ver (
  CREATE TABLE IF NOT EXISTS "Meta".l (
  INSERT INTO "Meta".ver (version_num) VALUES ('a1');
  INSERT INTO "Meta".l (id, format, run, revision, direction, status, moved_from, moved_to, started_at, finished_at, duration_ms, statements, statements_done, statement_intended, checksum, connection, os_user, host, program, tag, error)
  VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM "Meta".l), * (glob)
  $ printf -- '-- p\n--\n-- revision: p1\n-- down_revision:\n\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ SELECT 1; $x$;\nCOPY t (a, b) FROM stdin;\n1\tone; --\n2\t\\N\n\\.\nSELECT '\''after'\'';\n' >pg.sql
  $ mkdir -p pg/versions; mv pg.sql pg/versions/p1.up.sql
  $ DATABASE_URL=postgresql:/// ALEMBIC_SCRIPT_LOCATION=pg sqlembic -q upgrade head --sql | sed -n '/Running/,/INSERT/p'
  -- Running upgrade  -> p1
  
  CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ SELECT 1; $x$;
  
  COPY t (a, b) FROM stdin;
  1	one; --
  2	\N
  \.
  
  SELECT 'after';
  
  INSERT INTO alembic_version (version_num) VALUES ('p1');

MySQL: no transaction round the script, compound statements under their own delimiter.

  $ mkdir -p my/versions; cat >my/versions/m1.up.sql <<'END'
  > -- m
  > --
  > -- revision: m1
  > -- down_revision:
  > 
  > CREATE TABLE t (a INT, b VARCHAR(9) DEFAULT 'a\'b;');
  > DELIMITER $$
  > CREATE TRIGGER bi BEFORE INSERT ON t FOR EACH ROW BEGIN
  >   SET NEW.a = 1;
  >   SET NEW.b = '//';
  > END$$
  > DELIMITER ;
  > INSERT INTO t VALUES (1, 'x');
  > END
  $ DATABASE_URL=mysql:///db ALEMBIC_SCRIPT_LOCATION=my sqlembic -q upgrade head --sql
  -- Running upgrade  -> m1
  
  CREATE TABLE t (a INT, b VARCHAR(9) DEFAULT 'a\'b;');
  
  DELIMITER ;;
  CREATE TRIGGER bi BEFORE INSERT ON t FOR EACH ROW BEGIN
    SET NEW.a = 1;
    SET NEW.b = '//';
  END;;
  DELIMITER ;
  
  INSERT INTO t VALUES (1, 'x');
  
  START TRANSACTION;
  
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  INSERT INTO alembic_version (version_num) VALUES ('m1');
  
  COMMIT;
  

What a script changes in its session is put back for the next one and for the version table; so is the default database,
if the URL names it.

  $ cat >my/versions/m1.up.sql <<'END'
  > -- revision: m1
  > -- down_revision:
  > SET NAMES latin1;
  > SET sql_mode = '';
  > USE other;
  > END
  $ DATABASE_URL='mysql:///my`db' ALEMBIC_SCRIPT_LOCATION=my sqlembic -q upgrade head --sql | grep -E '^(SET|USE|CREATE)'
  SET @sqlembic_sql_mode = @@SESSION.sql_mode, @sqlembic_autocommit = @@SESSION.autocommit,
  SET NAMES latin1;
  SET sql_mode = '';
  USE other;
  USE `my``db`;
  SET SESSION sql_mode = @sqlembic_sql_mode, SESSION autocommit = @sqlembic_autocommit,
  CREATE TABLE alembic_version (
  $ DATABASE_URL=mysql:// ALEMBIC_SCRIPT_LOCATION=my sqlembic -q upgrade head --sql >/dev/null
  sqlembic: the script chooses another database, and the URL does not say which one to go back to
    at */my/versions/m1.up.sql:5:1 (glob)
    | USE other
    next: name the database in DATABASE_URL
  [1]
  $ sed -i 's/USE other/SELECT pg_catalog.set_config('"'search_path', '', false)"'/' my/versions/m1.up.sql
  $ DATABASE_URL=postgresql:// ALEMBIC_SCRIPT_LOCATION=my sqlembic -q upgrade head --sql | grep -E '^(SET|SELECT|RESET|CREATE)'
  CREATE TABLE alembic_version (
  SET NAMES latin1;
  SET sql_mode = '';
  SELECT pg_catalog.set_config('search_path', '', false);
  SET SESSION AUTHORIZATION DEFAULT;
  RESET ROLE;
  RESET ALL;

Ranges.

  $ sqlembic downgrade a1 --sql
  sqlembic: downgrade with --sql requires <fromrev>:<torev>
    next: sqlembic downgrade FROM:a1 --sql, where FROM is what sqlembic current says
  [1]
  $ sqlembic upgrade a1:b2
  sqlembic: Range revision not allowed
    next: a range START:END is for --sql; against a database its rows are the start
  [1]
  $ sqlembic upgrade base:a1 --sql 2>&1 >/dev/null
  Running upgrade  -> a1, accounts
  $ sqlembic upgrade d4:+1 --sql 2>&1 >/dev/null
  Running upgrade d4 -> e5, rebuild
  $ sqlembic upgrade a1:+1 --sql 2>&1 >/dev/null | head -1
  sqlembic: Ambiguous walk
  $ sqlembic upgrade :a1 --sql
  sqlembic: offline range ':a1' is not START:END
    next: name both sides; base and head are fine
  [1]
  $ sqlembic upgrade a1: --sql
  sqlembic: offline range 'a1:' is not START:END
    next: name both sides; base and head are fine
  [1]
  $ sqlembic upgrade nope:b2 --sql 2>&1 | head -1
  sqlembic: Can't locate revision identified by 'nope'
  $ sqlembic downgrade a1:b2 --sql
  sqlembic: * (glob)
    next: * (glob)
  [1]
  $ sqlembic stamp a1 b2 --sql
  sqlembic: Stamp operation with --sql only supports a single starting revision at a time
  [1]
  $ sqlembic stamp --purge a1 --sql
  sqlembic: Can't use --purge with --sql mode
    next: name the revision that the rows hold now: sqlembic stamp FROM:TO --sql
  [1]
  $ sqlembic upgrade a1:head --sql --dry-run
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: --dry-run begins where the database is: give a revision, not a range
  [2]

A reader that goes away, a disk that is full.

  $ sqlembic -q upgrade head --sql | head -1
  PRAGMA foreign_keys = OFF;
  $ sqlembic -q upgrade head --sql >/dev/full
  sqlembic: * No space left on device (glob)
    next: free space on that disk
  [1]
