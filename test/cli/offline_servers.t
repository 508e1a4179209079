--sql on the servers: what is printed, run by psql or the mysql client, leaves what the command leaves: catalog, rows, version
table and log.  (offline.t has SQLite.)  BEGIN ATOMIC is of PostgreSQL 14, and pg_dump refuses a server that is newer than
itself.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ since 14 && { pg_dump -s -d "$SQLEMBIC_SERVER_POSTGRESQL" >/dev/null 2>&1 || [ -n "${CI:-}" ]; } || exit 80
  $ everything()
  > {
  >   case $engine in
  >   postgresql)
  >     pg_dump --no-owner -T sqlembic_log -d "${DATABASE_URL}" | grep -Ev '^(--|$|\\restrict|\\unrestrict)' ;;
  >   mysql)
  >     mariadb-dump --no-defaults --skip-ssl -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" --routines --skip-comments \
  >       --ignore-table="$database.sqlembic_log" "$database" ;;
  >   esac
  >   version_rows
  >   log_rows
  > }
  $ offline()
  > {
  >   sqlembic -q "$@" --sql >script.sql || return
  >   feed script.sql 2>&1
  > }

Each pair is the same step online, in the first database, and offline, in the second.

  $ step()
  > {
  >   (database=$first DATABASE_URL=$first_url; run -q "$1" "$2"; everything) >online 2>&1
  >   (offline "$1" "$3:$2"; everything) >offline 2>&1
  >   diff online offline && echo "$1 $2: same, at $(version_rows | paste -sd' ')"
  > }
  $ two_databases()
  > {
  >   first=$database first_url=$DATABASE_URL
  >   another
  > }

PostgreSQL: dollar quotes, COPY with data, scripts without a transaction and with their own, and a file of pg_dump, which
leaves no schema in the search_path and other settings behind.

  $ postgresql_scripts_leave_the_same_offline()
  > {
  >   mkrev a1 '' 'quotes' <<'END'
  > CREATE TABLE "Odd Name" (id integer GENERATED ALWAYS AS IDENTITY, t text);
  > INSERT INTO "Odd Name" (t) VALUES ('50% ? :name ${HOME} it''s; -- no comment'), ('a\b'), (E'tab\tquote\'');
  > INSERT INTO "Odd Name" (t) VALUES ('a line
  > \that begins with a backslash'), ($$two; $tag$ dollars$$);
  > CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN a + 1; END; $body$;
  > CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
  > CREATE TYPE mood AS ENUM ('sad');
  > --- down
  > DROP FUNCTION g();
  > DROP FUNCTION f(int);
  > DROP TYPE mood;
  > DROP TABLE "Odd Name";
  > END
  >   printf 'CREATE TABLE copied (a int, b text);\nCOPY copied (a, b) FROM stdin;\n1\tone; -- '"'"'\n2\t\\N\n3\ta\\tb\\\\c\n\\.\nCREATE INDEX after_copy ON copied (a);\n--- down\nDROP TABLE copied;\n' |
  >     mkrev b2 a1 'data'
  >   mkrev c3 b2 'alone' 'transaction: off' 'down transaction: off' <<'END'
  > CREATE INDEX CONCURRENTLY by_b ON copied (b);
  > ALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad';
  > VACUUM copied;
  > --- down
  > DROP INDEX CONCURRENTLY by_b;
  > END
  >   mkrev d4 b2 'own' 'transaction: own' 'branch_labels: side' <<'END'
  > START TRANSACTION;
  > UPDATE copied SET b = 'x' WHERE a = 1;
  > COMMIT;
  > BEGIN;
  > INSERT INTO copied VALUES (4, 'four');
  > COMMIT;
  > SET search_path = '';
  > --- down
  > DELETE FROM copied WHERE a = 4;
  > UPDATE copied SET b = 'one; -- ''' WHERE a = 1;
  > END
  >   mkrev e5 'c3, d4' 'dumped' <<'END'
  > SET client_encoding = 'LATIN1';
  > SET standard_conforming_strings = off;
  > SET escape_string_warning = off;
  > SET row_security = off;
  > SELECT pg_catalog.set_config('search_path', '', false);
  > SET default_table_access_method = heap;
  > SET ROLE pg_database_owner;
  > RESET ROLE;
  > CREATE TABLE public.dumped (id integer, t text DEFAULT 'back\\slash e');
  > --- down
  > SELECT pg_catalog.set_config('search_path', '', false);
  > DROP TABLE public.dumped;
  > END
  >   sed -i $'s/slash e/slash \xe9/' migrations/versions/e5.up.sql
  >   mkrev f6 e5 'what is left of it' <<'END'
  > CREATE TABLE settings AS SELECT name, setting FROM pg_settings
  >   WHERE name IN ('search_path', 'standard_conforming_strings', 'row_security') ORDER BY name;
  > INSERT INTO settings VALUES ('user', current_user), ('back', 'a\b');
  > INSERT INTO settings SELECT 'dumped', pg_get_expr(adbin, adrelid) FROM pg_attrdef
  >   WHERE adrelid = 'dumped'::regclass;
  > --- down
  > DROP TABLE settings;
  > END
  >   two_databases
  >   step upgrade f6 base
  >   query 'SELECT * FROM settings'
  >   step downgrade b2 f6
  >   step upgrade d4 b2
  >   step upgrade f6 d4
  >   step downgrade base f6
  > }
  $ on postgresql postgresql_scripts_leave_the_same_offline
  upgrade f6: same, at f6
  row_security|on
  search_path|"$user", public
  standard_conforming_strings|on
  user|postgres
  back|a\b
  dumped|'back\slash é'::text
  downgrade b2: same, at b2
  upgrade d4: same, at d4
  upgrade f6: same, at f6
  downgrade base: same, at 

MySQL: DELIMITER, conditional comments, own transactions, settings, and another default database.

  $ mysql_scripts_leave_the_same_offline()
  > {
  >   mkrev a1 '' 'compound' <<'END'
  > CREATE TABLE t (a INT PRIMARY KEY AUTO_INCREMENT, b VARCHAR(90) DEFAULT 'a\'b;') /*!40101 CHARACTER SET utf8mb4 */;
  > INSERT INTO t (b) VALUES ('50% ? :name ${HOME} it''s; -- no comment'), ("two \"quotes\""), ('a\\b'); # it's one
  > DELIMITER //
  > CREATE TRIGGER bi BEFORE INSERT ON t FOR EACH ROW BEGIN
  >   IF NEW.b = ';;' THEN SET NEW.b = '$$'; END IF;
  > END//
  > CREATE PROCEDURE p(IN n INT) BEGIN
  >   INSERT INTO t (b) VALUES (CONCAT('row ', n));
  >   INSERT INTO t (b) VALUES (';;');
  > END//
  > DELIMITER ;
  > CALL p(1);
  > /*!50003 CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 7 */;
  > --- down
  > DROP FUNCTION f;
  > DROP PROCEDURE p;
  > DROP TABLE t;
  > END
  >   mkrev b2 a1 'settings' <<'END'
  > /*!40101 SET NAMES latin1 */;
  > SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES', time_zone = '+05:00';
  > SET foreign_key_checks = 0, unique_checks = 0;
  > INSERT INTO t (b) VALUES ('c\');
  > USE mysql;
  > --- down
  > DELETE FROM t WHERE b = 'c\\';
  > END
  >   mkrev c3 b2 'what is left of it' <<'END'
  > CREATE TABLE settings AS SELECT @@time_zone AS zone, @@foreign_key_checks AS fk, @@unique_checks AS uq,
  >   @@sql_mode = @@GLOBAL.sql_mode AS mode, @@character_set_client AS cs, @@character_set_results AS rs, 'a\\b' AS back;
  > --- down
  > DROP TABLE settings;
  > END
  >   mkrev d4 c3 'own' <<'END'
  > START TRANSACTION;
  > INSERT INTO t (b) VALUES ('in a transaction');
  > COMMIT;
  > SET autocommit = 0;
  > INSERT INTO t (b) VALUES ('by the way');
  > COMMIT;
  > --- down
  > DELETE FROM t WHERE b IN ('in a transaction', 'by the way');
  > END
  >   two_databases
  >   step upgrade d4 base
  >   query 'SELECT * FROM settings'
  >   step downgrade b2 d4
  >   step upgrade d4 b2
  >   step downgrade base d4
  > }
  $ on mysql mysql_scripts_leave_the_same_offline
  upgrade d4: same, at d4
  SYSTEM|1|1|1|utf8mb4|utf8mb4|a\\b
  downgrade b2: same, at b2
  upgrade d4: same, at d4
  downgrade base: same, at 
