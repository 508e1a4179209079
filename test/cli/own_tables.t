Scripts that bring our own tables along, as a dump of a database does that was migrated before.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ refused() { run upgrade head | grep -v '^warning\|detail:' | sed 's/--.*alembic_version/--.../; s/--.*sqlembic_log/--.../; s/^\(  next:.*\): .*/\1/'; }

  $ a_dump_with_our_tables_is_refused_before_anything_runs()
  > {
  >   mkrev a1 '' dump <<'END'
  > CREATE TABLE one (id INT PRIMARY KEY);
  > 
  > CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
  > INSERT INTO alembic_version VALUES ('old');
  > END
  >   refused
  >   mkrev a1 '' dump <<<'DROP TABLE IF EXISTS sqlembic_log;'
  >   refused
  >   mkrev a1 '' dump <<<"INSERT INTO alembic_version (version_num) VALUES ('old');"
  >   refused
  >   case $engine in
  >   postgresql) mkrev a1 '' dump <<<$'COPY public.alembic_version (version_num) FROM stdin;\nold\n\\.' ;;
  >   mysql) mkrev a1 '' dump <<<"REPLACE INTO \`alembic_version\` VALUES ('old');" ;;
  >   sqlite) mkrev a1 '' dump <<<'CREATE TABLE IF NOT EXISTS "alembic_version" (version_num);' ;;
  >   esac
  >   refused | head -1
  > }
  $ everywhere a_dump_with_our_tables_is_refused_before_anything_runs
  sqlembic: the script makes, drops or changes alembic_version, the table in which sqlembic keeps where this database is
    at ./migrations/versions/a1.up.sql:8:1
    | CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)
    state: nothing was changed
    next: take the statements out; a dump without them
  [1]
  sqlembic: the script makes, drops or changes sqlembic_log, the table in which sqlembic keeps where this database is
    at ./migrations/versions/a1.up.sql:6:1
    | DROP TABLE IF EXISTS sqlembic_log
    state: nothing was changed
    next: take the statements out; a dump without them
  [1]
  sqlembic: the script makes, drops or changes alembic_version, the table in which sqlembic keeps where this database is
    at ./migrations/versions/a1.up.sql:6:1
    | INSERT INTO alembic_version (version_num) VALUES ('old')
    state: nothing was changed
    next: take the statements out; a dump without them
  [1]
  sqlembic: the script makes, drops or changes alembic_version, the table in which sqlembic keeps where this database is

Every way that a dump or a person has of it: each line is a script.

  $ each_line_is_refused()
  > {
  >   while read -r line; do
  >     mkrev a1 '' one <<<"CREATE TABLE one (id INT PRIMARY KEY); $line;"
  >     run upgrade head >out
  >     grep -q 'makes, drops or changes .*the table in which' out || cat out
  >   done
  >   run current
  > }
  $ ways_to_change_our_tables_are_refused()
  > {
  >   each_line_is_refused <<'END'
  > UPDATE alembic_version SET version_num = 'old'
  > DELETE FROM alembic_version
  > ALTER TABLE sqlembic_log RENAME TO other
  > DROP TABLE IF EXISTS a, b, c, d, e, f, g, h, i, j, alembic_version
  > END
  >   case $engine in
  >   postgresql) each_line_is_refused <<'END'
  > INSERT INTO "public"."alembic_version" ("version_num") VALUES ('old')
  > TRUNCATE TABLE ONLY one, sqlembic_log
  > CREATE UNLOGGED TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)
  > ALTER TABLE IF EXISTS ONLY alembic_version SET SCHEMA other
  > DELETE FROM ONLY alembic_version
  > WITH brought AS (INSERT INTO alembic_version VALUES ('old') RETURNING 1) SELECT * FROM brought
  > WITH gone AS (SELECT 1 FOR UPDATE), more (a) AS MATERIALIZED (UPDATE one SET id = 2 RETURNING id) DELETE FROM alembic_version
  > MERGE INTO alembic_version AS v USING one ON true WHEN MATCHED THEN DELETE
  > END
  >   ;;
  >   mysql) each_line_is_refused <<'END'
  > INSERT LOW_PRIORITY IGNORE INTO `alembic_version` VALUES ('old')
  > INSERT alembic_version VALUES ('old')
  > TRUNCATE sqlembic_log
  > RENAME TABLE one TO two, sqlembic_log TO other
  > ALTER TABLE one RENAME two, RENAME COLUMN id TO n; RENAME TABLE two TO alembic_version
  > LOAD DATA LOCAL INFILE 'f' REPLACE INTO TABLE alembic_version
  > DELETE LOW_PRIORITY QUICK FROM alembic_version
  > DELETE one, alembic_version FROM one JOIN alembic_version
  > WITH old AS (SELECT id FROM one) UPDATE alembic_version SET version_num = 'old' WHERE version_num IN (SELECT id FROM old)
  > UPDATE LOW_PRIORITY IGNORE alembic_version SET version_num = 'old'
  > END
  >   ;;
  >   sqlite) each_line_is_refused <<'END'
  > INSERT OR REPLACE INTO "alembic_version" VALUES ('old')
  > UPDATE OR IGNORE [alembic_version] SET version_num = 'old'
  > CREATE VIRTUAL TABLE alembic_version USING fts5(version_num)
  > WITH old(id) AS (SELECT 'a1') DELETE FROM alembic_version WHERE version_num IN old
  > WITH old(id) AS (VALUES ('a1')) REPLACE INTO alembic_version SELECT id FROM old
  > END
  >   ;;
  >   esac
  > }
  $ everywhere ways_to_change_our_tables_are_refused

Reading them, giving version ids more room and sweeping the log out is nobody's business but the script's.

  $ our_tables_may_be_read_and_widened()
  > {
  >   mkrev a1 '' one <<<"CREATE TABLE one (id INT PRIMARY KEY);"
  >   run upgrade head >/dev/null
  >   mkrev b1 a1 read <<'END'
  > CREATE TABLE copy AS SELECT * FROM alembic_version;
  > INSERT INTO copy SELECT * FROM alembic_version;
  > WITH old AS (SELECT version_num FROM alembic_version) SELECT REPLACE(version_num, 'a', 'b') FROM old;
  > DELETE FROM sqlembic_log WHERE started_at < '2000';
  > UPDATE copy SET version_num = 'alembic_version';
  > END
  >   case $engine in
  >   postgresql) echo 'ALTER TABLE alembic_version ALTER COLUMN version_num TYPE VARCHAR(200);' ;;
  >   mysql) echo 'ALTER TABLE alembic_version MODIFY version_num VARCHAR(200); CREATE TABLE same LIKE alembic_version;' ;;
  >   esac >>migrations/versions/b1.up.sql
  >   run upgrade head | sed -n 's/.*; now/now/p'
  > }
  $ everywhere our_tables_may_be_read_and_widened
  now at b1 (head).

Tables of that name elsewhere, and of other names, are none of ours.

  $ tables_of_other_schemas_and_names_are_not_refused()
  > {
  >   mkrev a1 '' others <<'END'
  > CREATE TABLE alembic_version_notes (id INT PRIMARY KEY);
  > INSERT INTO alembic_version_notes SELECT 1 FROM alembic_version;
  > END
  >   run upgrade head | tail -1
  >   [ "$engine" = postgresql ] || return
  >   mkrev b1 a1 elsewhere <<'END'
  > CREATE SCHEMA other;
  > CREATE TABLE other.alembic_version (id INT PRIMARY KEY);
  > END
  >   run upgrade head | tail -1
  > }
  $ everywhere tables_of_other_schemas_and_names_are_not_refused
  sqlite:
  Done: 1 revision, 2 statements, N ms; now at a1 (head).
  postgresql:
  Done: 1 revision, 2 statements, N ms; now at a1 (head).
  Done: 1 revision, 2 statements, N ms; now at b1 (head).
  mysql:
  Done: 1 revision, 2 statements, N ms; now at a1 (head).

Rows that a script hides from that look are seen at the end.

  $ rows_that_a_script_has_brought_are_no_success()
  > {
  >   mkrev a1 '' hidden <<'END'
  > DO $$ BEGIN INSERT INTO alembic_version VALUES ('old'); END $$;
  > END
  >   run upgrade head | sed 's/ at the end/\n&/'
  > }
  $ on postgresql rows_that_a_script_has_brought_are_no_success
  Running upgrade  -> a1, hidden
  sqlembic: public.alembic_version holds old, a1
   at the end of this run, which has written a1
    state: every step of this run is committed; the version table says old, a1
    next: take out of the scripts what they do to that table; then say where the database is with: sqlembic stamp --purge REVISION
  [1]

The way to a dump without them is a command that can be typed: MySQL's option wants the database's name.

  $ a_dump_without_our_tables_is_named()
  > {
  >   mkrev a1 '' dump <<<'DROP TABLE IF EXISTS sqlembic_log;'
  >   run upgrade head | grep -o 'mysqldump.*\|pg_dump.*' | sed "s/$database/HERE/g"
  > }
  $ on postgresql mysql a_dump_without_our_tables_is_named
  postgresql:
  pg_dump --exclude-table=alembic_version --exclude-table=sqlembic_log
  mysql:
  mysqldump --ignore-table=HERE.alembic_version --ignore-table=HERE.sqlembic_log

A table of that name may be another program's.

  $ unqualified() { sed 's/the table [A-Za-z0-9_]*\./the table /; /detail/d'; }
  $ table_of_another()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INT PRIMARY KEY);'
  >   query 'CREATE TABLE alembic_version (id INT)'
  >   run upgrade head | sed '1s/sqlembic: .*version_num.*/-- version_num/' | unqualified
  >   run current | grep next | unqualified
  >   query 'DROP TABLE alembic_version'; query 'CREATE TABLE sqlembic_log (id INT)'
  >   run upgrade head | sed '1s/sqlembic: .*status.*/-- status/' | unqualified
  >   run log | grep next | unqualified
  >   ALEMBIC_LOG_TABLE=other_log run -q upgrade head
  > }
  $ everywhere table_of_another
  -- version_num
    state: nothing was changed
    next: if the table alembic_version is another program's, let version_table name one that is not there yet
  [1]
    next: if the table alembic_version is another program's, let version_table name one that is not there yet
  -- status
    state: nothing was changed
    next: if the table sqlembic_log is another program's, let log_table name one that is not there yet
  [1]
    next: if the table sqlembic_log is another program's, let log_table name one that is not there yet
