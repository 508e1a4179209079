Comparing schemas on MySQL and MariaDB: all but tables.  What is printed is what MariaDB prints, which has packages,
sequences and CREATE OR REPLACE of routines; for MySQL there is test/support/cases-mysql-schema.
(test/support/engines.bash says what `on` and `query` do.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

`pair` leads the database from a.sql to b.sql and back, prints both scripts, and what a comparison finds after each.

  $ plainly='1,/^$/d; s/utf8mb4_uca1400_ai_ci/utf8mb4_general_ci/g'
  $ pair()
  > {
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   run revision -q --autogenerate -m x --rev-id a1
  >   sed "$plainly" migrations/versions/a1_x.up.sql
  >   echo -- back; sed "$plainly" migrations/versions/a1_x.down.sql; echo -- end
  >   run upgrade -q head
  >   run check
  >   run downgrade -q base
  >   run diff live a.sql
  > }

  $ routines_are_replaced()
  > {
  >   cat > a.sql <<'END'
  > CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
  > DELIMITER //
  > CREATE PROCEDURE p(OUT n INT)
  > BEGIN
  >   SET n = 1; SELECT 'x;y';
  > END //
  > DELIMITER ;
  > END
  >   sed -e 's/n \* 2/2 * n/' -e 's/SET n = 1/SET n = 2/' a.sql > b.sql
  >   pair
  > }
  $ on mysql routines_are_replaced
  CREATE OR REPLACE FUNCTION `twice`(n INT) RETURNS int(11)
      DETERMINISTIC
  RETURN 2 * n;
  DELIMITER ;;
  CREATE OR REPLACE PROCEDURE `p`(OUT n INT)
  BEGIN
    SET n = 2; SELECT 'x;y';
  END
  ;;
  DELIMITER ;
  -- back
  CREATE OR REPLACE FUNCTION `twice`(n INT) RETURNS int(11)
      DETERMINISTIC
  RETURN n * 2;
  DELIMITER ;;
  CREATE OR REPLACE PROCEDURE `p`(OUT n INT)
  BEGIN
    SET n = 1; SELECT 'x;y';
  END
  ;;
  DELIMITER ;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

  $ settings_of_routines_are_kept()
  > {
  >   echo > a.sql
  >   cat > b.sql <<'END'
  > SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
  > DELIMITER ;;
  > CREATE PROCEDURE "p"() BEGIN SELECT 'a\' AS "b;"; END ;;
  > SET sql_mode = 'ORACLE' ;;
  > CREATE PACKAGE pk AS FUNCTION f RETURN INT; END ;;
  > CREATE PACKAGE BODY pk AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END ;;
  > DELIMITER ;
  > SET sql_mode = DEFAULT;
  > SET NAMES latin1;
  > CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 'a' = 'A';
  > END
  >   pair
  > }
  $ on mysql settings_of_routines_are_kept
  SET @old_collation_connection = @@SESSION.collation_connection, SESSION collation_connection = 'latin1_swedish_ci';
  CREATE FUNCTION `f`() RETURNS int(11)
      DETERMINISTIC
  RETURN 'a' = 'A';
  SET SESSION collation_connection = @old_collation_connection;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
  DELIMITER ;;
  CREATE PROCEDURE "p"()
  BEGIN SELECT 'a\' AS "b;"; END
  ;;
  DELIMITER ;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,SIMULTANEOUS_ASSIGNMENT';
  DELIMITER ;;
  CREATE PACKAGE "pk" AS FUNCTION f RETURN INT; END
  ;;
  DELIMITER ;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,SIMULTANEOUS_ASSIGNMENT';
  DELIMITER ;;
  CREATE PACKAGE BODY "pk" AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END
  ;;
  DELIMITER ;
  SET SESSION sql_mode = @old_sql_mode;
  -- back
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,SIMULTANEOUS_ASSIGNMENT';
  DROP PACKAGE `pk`;
  SET SESSION sql_mode = @old_sql_mode;
  DROP PROCEDURE `p`;
  DROP FUNCTION `f`;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

  $ views_follow_what_they_use()
  > {
  >   cat > a.sql <<'END'
  > CREATE VIEW a AS SELECT 1 AS x;
  > CREATE VIEW b AS SELECT * FROM a;
  > CREATE VIEW c AS SELECT x FROM b;
  > CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW d AS SELECT x FROM a;
  > END
  >   cat > b.sql <<'END'
  > CREATE VIEW b AS SELECT 2 AS x;
  > CREATE VIEW a AS SELECT * FROM b;
  > CREATE SQL SECURITY INVOKER VIEW d AS SELECT x FROM a;
  > CREATE VIEW e AS SELECT x FROM d;
  > END
  >   pair
  > }
  $ on mysql views_follow_what_they_use
  DROP VIEW `c`;
  CREATE OR REPLACE VIEW `b` AS select 2 AS `x`;
  CREATE OR REPLACE VIEW `a` AS select `b`.`x` AS `x` from `b`;
  CREATE OR REPLACE SQL SECURITY INVOKER VIEW `d` AS select `a`.`x` AS `x` from `a`;
  CREATE VIEW `e` AS select `d`.`x` AS `x` from `d`;
  -- back
  DROP VIEW `e`;
  CREATE OR REPLACE VIEW `a` AS select 1 AS `x`;
  CREATE OR REPLACE VIEW `b` AS select `a`.`x` AS `x` from `a`;
  CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `d` AS select `a`.`x` AS `x` from `a`;
  CREATE VIEW `c` AS select `b`.`x` AS `x` from `b`;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

Where a backslash is one to the server, a script says so of what SHOW CREATE has printed with escapes.

  $ backslashes_are_no_escapes()
  > {
  >   echo 'CREATE TABLE t (a INT);' > a.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE t (a INT COMMENT 'x\ny');
  > CREATE TABLE u (a INT COMMENT 'C:\dir');
  > CREATE VIEW v AS SELECT 'C:\dir' AS s;
  > END
  >   export DATABASE_URL="$DATABASE_URL&init_command=SET%20SESSION%20sql_mode%3D'NO_BACKSLASH_ESCAPES'"
  >   pair
  > }
  $ on mysql backslashes_are_no_escapes
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');
  ALTER TABLE `t` MODIFY COLUMN `a` int(11) DEFAULT NULL COMMENT 'x\\ny';
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');
  CREATE TABLE `u` (
    `a` int(11) DEFAULT NULL COMMENT 'C:\\dir'
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = '';
  CREATE VIEW `v` AS select 'C:\\dir' AS `s`;
  SET SESSION sql_mode = @old_sql_mode;
  -- back
  DROP VIEW `v`;
  /* loses data: drops table u */
  DROP TABLE `u`;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '');
  ALTER TABLE `t` MODIFY COLUMN `a` int(11) DEFAULT NULL;
  SET SESSION sql_mode = @old_sql_mode;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

A session of Oracle's words takes DATE for another type, and calls functions of the same names that are others; to one of MAXDB a
TIMESTAMP is another type, and to another an empty text is none.  What was made in such a mode is printed by names of its own.

  $ words_of_other_modes()
  > {
  >   echo 'CREATE TABLE t (a INT);' > a.sql
  >   cat > b.sql <<'END'
  > SET sql_mode = 'STRICT_TRANS_TABLES';
  > CREATE TABLE t (a INT, d DATE);
  > CREATE TABLE u (d DATE, ts TIMESTAMP NULL, s VARCHAR(9) NOT NULL DEFAULT '');
  > CREATE VIEW v AS SELECT concat(s, NULL) AS s FROM u;
  > CREATE FUNCTION f(d DATE) RETURNS DATE DETERMINISTIC RETURN d;
  > SET sql_mode = 'ORACLE,EMPTY_STRING_IS_NULL';
  > CREATE TABLE o (d DATE, s VARCHAR2(9) DEFAULT (substr('abc', 0)));
  > DELIMITER ;;
  > CREATE FUNCTION g(d DATE) RETURN DATE AS BEGIN RETURN d; END ;;
  > DELIMITER ;
  > END
  >   export DATABASE_URL="$DATABASE_URL&init_command=SET%20SESSION%20sql_mode%3D'$mode'"
  >   pair
  > }
  $ read_by_oracle() { mode=ORACLE,EMPTY_STRING_IS_NULL words_of_other_modes; }
  $ on mysql read_by_oracle
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'ORACLE', '');
  ALTER TABLE `t` ADD COLUMN `d` date DEFAULT NULL;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'ORACLE', '');
  CREATE TABLE `o` (
    `d` datetime DEFAULT NULL,
    `s` varchar(9) DEFAULT substr_oracle('abc',0)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(REPLACE(@@SESSION.sql_mode, 'ORACLE', ''), 'EMPTY_STRING_IS_NULL', '');
  CREATE TABLE `u` (
    `d` date DEFAULT NULL,
    `ts` timestamp NULL DEFAULT NULL,
    `s` varchar(9) NOT NULL DEFAULT ''
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'STRICT_TRANS_TABLES';
  CREATE FUNCTION `f`(d DATE) RETURNS date
      DETERMINISTIC
  RETURN d;
  SET SESSION sql_mode = @old_sql_mode;
  DELIMITER ;;
  CREATE FUNCTION "g"(d DATE) RETURN datetime
  AS BEGIN RETURN d; END
  ;;
  DELIMITER ;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = '';
  CREATE VIEW `v` AS select concat(`u`.`s`,NULL) AS `s` from `u`;
  SET SESSION sql_mode = @old_sql_mode;
  -- back
  DROP VIEW `v`;
  DROP FUNCTION `f`;
  DROP FUNCTION `g`;
  /* loses data: drops table o */
  DROP TABLE `o`;
  /* loses data: drops table u */
  DROP TABLE `u`;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'ORACLE', '');
  /* loses data: drops column t.d */
  ALTER TABLE `t` DROP COLUMN `d`;
  SET SESSION sql_mode = @old_sql_mode;
  -- end
  No new upgrade operations detected.
  The schemas are equal.
  $ read_by_maxdb() { mode=MAXDB words_of_other_modes; }
  $ on mysql read_by_maxdb
  ALTER TABLE `t` ADD COLUMN `d` date DEFAULT NULL;
  CREATE TABLE `o` (
    `d` datetime DEFAULT NULL,
    `s` varchar(9) DEFAULT substr_oracle('abc',0)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'MAXDB', '');
  CREATE TABLE `u` (
    `d` date DEFAULT NULL,
    `ts` timestamp NULL DEFAULT NULL,
    `s` varchar(9) NOT NULL DEFAULT ''
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'STRICT_TRANS_TABLES';
  CREATE FUNCTION `f`(d DATE) RETURNS date
      DETERMINISTIC
  RETURN d;
  SET SESSION sql_mode = @old_sql_mode;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,EMPTY_STRING_IS_NULL,SIMULTANEOUS_ASSIGNMENT';
  DELIMITER ;;
  CREATE FUNCTION "g"(d DATE) RETURN datetime
  AS BEGIN RETURN d; END
  ;;
  DELIMITER ;
  SET SESSION sql_mode = @old_sql_mode;
  CREATE VIEW `v` AS select concat(`u`.`s`,NULL) AS `s` from `u`;
  -- back
  DROP VIEW `v`;
  DROP FUNCTION `f`;
  DROP FUNCTION `g`;
  /* loses data: drops table o */
  DROP TABLE `o`;
  /* loses data: drops table u */
  DROP TABLE `u`;
  /* loses data: drops column t.d */
  ALTER TABLE `t` DROP COLUMN `d`;
  -- end
  No new upgrade operations detected.
  The schemas are equal.
  $ read_as_printed() { mode=STRICT_TRANS_TABLES words_of_other_modes; }
  $ on mysql read_as_printed
  ALTER TABLE `t` ADD COLUMN `d` date DEFAULT NULL;
  CREATE TABLE `o` (
    `d` datetime DEFAULT NULL,
    `s` varchar(9) DEFAULT substr_oracle('abc',0)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  CREATE TABLE `u` (
    `d` date DEFAULT NULL,
    `ts` timestamp NULL DEFAULT NULL,
    `s` varchar(9) NOT NULL DEFAULT ''
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
  CREATE FUNCTION `f`(d DATE) RETURNS date
      DETERMINISTIC
  RETURN d;
  SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,EMPTY_STRING_IS_NULL,SIMULTANEOUS_ASSIGNMENT';
  DELIMITER ;;
  CREATE FUNCTION "g"(d DATE) RETURN datetime
  AS BEGIN RETURN d; END
  ;;
  DELIMITER ;
  SET SESSION sql_mode = @old_sql_mode;
  CREATE VIEW `v` AS select concat(`u`.`s`,NULL) AS `s` from `u`;
  -- back
  DROP VIEW `v`;
  DROP FUNCTION `f`;
  DROP FUNCTION `g`;
  /* loses data: drops table o */
  DROP TABLE `o`;
  /* loses data: drops table u */
  DROP TABLE `u`;
  /* loses data: drops column t.d */
  ALTER TABLE `t` DROP COLUMN `d`;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

A view over a sequence is shown by no server to who has promised to write nothing, and with the database's name.

  $ views_over_sequences()
  > {
  >   cat > a.sql <<'END'
  > CREATE SEQUENCE s;
  > CREATE VIEW v AS SELECT NEXTVAL(s) AS n;
  > CREATE VIEW z AS SELECT 1 AS n;
  > END
  >   cat > b.sql <<'END'
  > CREATE SEQUENCE r;
  > CREATE VIEW a AS SELECT PREVIOUS VALUE FOR r AS n;
  > CREATE VIEW v AS SELECT NEXT VALUE FOR r AS n, SETVAL(r, 5) AS m;
  > END
  >   pair
  > }
  $ on mysql views_over_sequences
  warning: data is lost: drops sequence s and the number that it has come to
  DROP VIEW `z`;
  CREATE SEQUENCE `r` start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 cache 1000 nocycle ENGINE=InnoDB;
  CREATE OR REPLACE VIEW `v` AS select nextval(`r`) AS `n`,setval(`r`,5,1,0) AS `m`;
  /* loses data: drops sequence s and the number that it has come to */
  DROP SEQUENCE `s`;
  CREATE VIEW `a` AS select lastval(`r`) AS `n`;
  -- back
  DROP VIEW `a`;
  CREATE SEQUENCE `s` start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 cache 1000 nocycle ENGINE=InnoDB;
  CREATE OR REPLACE VIEW `v` AS select nextval(`s`) AS `n`;
  /* loses data: drops sequence r and the number that it has come to */
  DROP SEQUENCE `r`;
  CREATE VIEW `z` AS select 1 AS `n`;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

  $ sequences_and_events()
  > {
  >   cat > a.sql <<'END'
  > CREATE SEQUENCE s START WITH 5 INCREMENT BY 2;
  > CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1;
  > CREATE EVENT same ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1;
  > END
  >   cat > b.sql <<'END'
  > CREATE SEQUENCE s START WITH 5 INCREMENT BY 2 CYCLE;
  > CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE COMMENT 'x' DO SELECT 2;
  > CREATE EVENT same ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1;
  > END
  >   pair
  > }
  $ on mysql sequences_and_events
  ALTER SEQUENCE `s` start with 5 minvalue 1 maxvalue 9223372036854775806 increment by 2 cache 1000 cycle;
  DROP EVENT `e`;
  CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE COMMENT 'x' DO SELECT 2;
  -- back
  ALTER SEQUENCE `s` start with 5 minvalue 1 maxvalue 9223372036854775806 increment by 2 cache 1000 nocycle;
  DROP EVENT `e`;
  CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE DISABLE DO SELECT 1;
  -- end
  warning: Event scheduler is switched off, use SET GLOBAL event_scheduler=ON to enable it. (warning 1105): CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 ...
  No new upgrade operations detected.
  warning: Event scheduler is switched off, use SET GLOBAL event_scheduler=ON to enable it. (warning 1105): CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT P...
  The schemas are equal.

A wanted schema that speaks of more than its own database; files that need one another.

  $ other_databases_stay_as_they_are()
  > {
  >   cat > wide.sql <<END
  > CREATE DATABASE IF NOT EXISTS $database;
  > USE $database;
  > GRANT ALL ON *.* TO nobody@nowhere;
  > CREATE VIEW v AS SELECT 1 AS x;
  > END
  >   run diff live wide.sql
  >   query 'SHOW TABLES'
  >   echo "CREATE VIEW other.v AS SELECT 1 AS x" > wide.sql
  >   run diff live wide.sql
  > }
  $ on mysql other_databases_stay_as_they_are
  warning: wide.sql:1: left out of the wanted schema: this statement reaches beyond its database
  warning: wide.sql:2: left out of the wanted schema: this statement reaches beyond its database
  warning: wide.sql:3: left out of the wanted schema: this statement reaches beyond its database
  CREATE VIEW `v` AS select 1 AS `x`;
  sqlembic: the statement changes database other, and it runs in a scratch database: it was not sent
    at wide.sql:1:1
    | CREATE VIEW other.v AS SELECT 1 AS x
    state: this is the wanted schema; the database was not touched
    next: name tables without their database
  [1]

  $ files_go_on_where_they_failed()
  > {
  >   mkdir schema
  >   echo 'CREATE VIEW a AS SELECT 1 AS x; CREATE VIEW b AS SELECT x FROM c; CREATE VIEW e AS SELECT x FROM d' > schema/1.sql
  >   echo 'CREATE VIEW c AS SELECT 1 AS x; CREATE VIEW d AS SELECT x FROM b' > schema/2.sql
  >   run diff live schema
  >   rm schema/2.sql
  >   run diff live schema | sed 's/sqlembic_scratch_[0-9a-f_]*/SCRATCH/'
  > }
  $ on mysql files_go_on_where_they_failed
  CREATE VIEW `a` AS select 1 AS `x`;
  CREATE VIEW `c` AS select 1 AS `x`;
  CREATE VIEW `b` AS select `c`.`x` AS `x` from `c`;
  CREATE VIEW `d` AS select `b`.`x` AS `x` from `b`;
  CREATE VIEW `e` AS select `d`.`x` AS `x` from `d`;
  sqlembic: Table 'SCRATCH.c' doesn't exist
    at schema/1.sql:1:64
    | CREATE VIEW b AS SELECT x FROM c
    |                                ^
    detail: error 1146 of the server
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]

A view over another database is one, whatever that is called here; one that does not work is told.

  $ a_view_over_another_database()
  > {
  >   query 'CREATE VIEW mine AS SELECT 1 AS x'
  >   mine=$database
  >   another
  >   query 'CREATE VIEW own AS SELECT 2 AS x' "CREATE VIEW v AS SELECT own.x, mine.x AS y FROM own JOIN $mine.mine" "CREATE VIEW w AS SELECT $database.own.x FROM $database.own"
  >   run dump | sed "s/$mine/OTHER/g"
  >   run dump > same.sql
  >   run diff live same.sql
  > }
  $ on mysql a_view_over_another_database
  CREATE VIEW `own` AS select 2 AS `x`;
  
  CREATE VIEW `v` AS select `own`.`x` AS `x`,`mine`.`x` AS `y` from (`own` join `OTHER`.`mine`);
  
  CREATE VIEW `w` AS select `own`.`x` AS `x` from `own`;
  The schemas are equal.

  $ a_view_that_does_not_work_is_told()
  > {
  >   query 'CREATE VIEW a AS SELECT 1 AS x' 'CREATE VIEW b AS SELECT x FROM a' 'DROP VIEW a'
  >   echo 'CREATE VIEW c AS SELECT 1 AS x; CREATE VIEW b AS SELECT x FROM c' > c.sql
  >   run diff live c.sql
  >   ALEMBIC_TARGET_METADATA=c.sql run revision -q --autogenerate -m x --rev-id a1
  >   run -q upgrade head
  >   ALEMBIC_TARGET_METADATA=c.sql run check
  >   run -q downgrade base
  >   query 'SELECT * FROM b'
  > }
  $ on mysql a_view_that_does_not_work_is_told
  warning: view b does not work: View 'DB.b' references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them
  CREATE VIEW `c` AS select 1 AS `x`;
  CREATE OR REPLACE VIEW `b` AS select `c`.`x` AS `x` from `c`;
  warning: view b does not work: View 'DB.b' references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them
  warning: view b does not work: View 'DB.b' references invalid table(s) or column(s) or function(s) or definer/invoker of view lack rights to use them
  No new upgrade operations detected.
  this view did not work

One that the wanted schema breaks is put into no database.

  $ a_wanted_view_that_does_not_work_is_refused()
  > {
  >   echo 'CREATE TABLE a (x INT); CREATE TABLE b (x INT); CREATE VIEW v AS SELECT x FROM b; DROP TABLE b' > wanted.sql
  >   ALEMBIC_TARGET_METADATA=wanted.sql run revision -q --autogenerate -m x --rev-id a1
  >   run diff live wanted.sql
  >   (
  >     export ALEMBIC_EXCLUDE_NAME=v ALEMBIC_TARGET_METADATA=wanted.sql
  >     run revision -q --autogenerate -m x --rev-id a1
  >     run -q upgrade head
  >     run check
  >   )
  > }
  $ on mysql a_wanted_view_that_does_not_work_is_refused
  warning: view v of the wanted schema cannot be used: what it asks for is not there
  sqlembic: view v cannot be made: what it asks for is not there
    state: no file was written; the database was not touched
    next: correct view v in the schema that is wanted, or leave it out with exclude_name
  [1]
  warning: view v of the wanted schema cannot be used: what it asks for is not there
  sqlembic: view v cannot be made: what it asks for is not there
    state: the database was not touched
    next: correct view v in the schema that is wanted, or leave it out with exclude_name
  [1]
  warning: view v of the wanted schema cannot be used: what it asks for is not there
  warning: view v of the wanted schema cannot be used: what it asks for is not there
  No new upgrade operations detected.

Who has made an object (its definer) is no difference, and stays when it is made anew; who does not exist is said.

  $ definers_stay()
  > {
  >   query "CREATE USER maker_$database@localhost" "CREATE DEFINER=maker_$database@localhost FUNCTION f() RETURNS INT RETURN 1" \
  >     "CREATE DEFINER=maker_$database@localhost VIEW v AS SELECT 1 AS x"
  >   echo 'CREATE FUNCTION f() RETURNS INT RETURN 1; CREATE VIEW v AS SELECT 1 AS x' > same.sql
  >   run diff live same.sql
  >   sed 's/ 1/ 2/g' same.sql > b.sql
  >   run diff live b.sql | sed "s/$database/DB/"
  >   echo 'CREATE DEFINER=nobody@nowhere VIEW v AS SELECT 3 AS x' > b.sql
  >   ALEMBIC_TARGET_METADATA=b.sql run revision -q --autogenerate -m x --rev-id a1
  >   run -q upgrade head
  >   query "DROP USER maker_$database@localhost"
  > }
  $ on mysql definers_stay
  The schemas are equal.
  CREATE OR REPLACE DEFINER=`maker_DB`@`localhost` FUNCTION `f`() RETURNS int(11)
  RETURN 2;
  CREATE OR REPLACE DEFINER=`maker_DB`@`localhost` VIEW `v` AS select 2 AS `x`;
  warning: The user specified as a definer ('nobody'@'nowhere') does not exist (note 1449): CREATE OR REPLACE DEFINER=`nobody`@`nowhere` VIEW `v` AS sel...

Names.

  $ names_of_all_sorts()
  > {
  >   long=$(printf '%064d' 0 | tr 0 n)
  >   echo > a.sql
  >   cat > b.sql <<END
  > CREATE VIEW \`a.b\` AS SELECT 1 AS \`x\`\`y\`;
  > CREATE VIEW \`q\`\`"'\` AS SELECT \`x\`\`y\` FROM \`a.b\`;
  > CREATE VIEW $long AS SELECT * FROM \`q\`\`"'\`;
  > CREATE PROCEDURE \`select;\`() SELECT 1;
  > CREATE SEQUENCE \`Äß\`;
  > END
  >   pair
  > }
  $ on mysql names_of_all_sorts
  CREATE SEQUENCE `\xc3\x84\xc3\x9f` start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 cache 1000 nocycle ENGINE=InnoDB; (esc)
  CREATE PROCEDURE `select;`()
  SELECT 1;
  CREATE VIEW `a.b` AS select 1 AS `x``y`;
  CREATE VIEW `q``"'` AS select `a.b`.`x``y` AS `x``y` from `a.b`;
  CREATE VIEW `nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn` AS select `q``"'`.`x``y` AS `x``y` from `q``"'`;
  -- back
  DROP VIEW `nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn`;
  DROP VIEW `q``"'`;
  DROP VIEW `a.b`;
  DROP PROCEDURE `select;`;
  /* loses data: drops sequence \xc3\x84\xc3\x9f and the number that it has come to */ (esc)
  DROP SEQUENCE `\xc3\x84\xc3\x9f`; (esc)
  -- end
  No new upgrade operations detected.
  The schemas are equal.

  $ a_target_for_another_database_is_refused()
  > {
  >   echo 'CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, tags text[])' > pg.sql
  >   run diff live pg.sql
  >   run diff live postgresql://localhost/x
  >   printf "SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE';\nCREATE TABLE t (d DATE NOT NULL DEFAULT '0000-00-00');\n" > strict.sql
  >   run diff live strict.sql
  > }
  $ on mysql a_target_for_another_database_is_refused
  sqlembic: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'IDENTITY, tags text[])' at line 1
    at pg.sql:1:47
    | CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, tags text[])
    |                                               ^
    detail: error 1064 of the server; GENERATED ALWAYS AS IDENTITY at 1:27 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
    state: this is the wanted schema; the database was not touched
    next: write the statement for MySQL or MariaDB; or, if the script is for PostgreSQL, let the URL be that of such a database (sqlembic config shows where it is set)
  [1]
  sqlembic: postgresql://localhost/x is no mysql database, as DATABASE_URL is
    state: the database was not touched
    next: schemas are compared within one kind: name another URL, or set DATABASE_URL to one of that kind
  [1]
  sqlembic: Invalid default value for 'd'
    at strict.sql:2:17
    | CREATE TABLE t (d DATE NOT NULL DEFAULT '0000-00-00')
    |                 ^
    detail: error 1067 of the server
    state: this is the wanted schema; the database was not touched
    next: name a default that the column can hold; the sql_mode says whether it can hold a date of zeros (NO_ZERO_DATE, NO_ZERO_IN_DATE)
  [1]

Tables of other engines; one that the server does not have.

  $ engines_are_compared()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE fast (a INT) ENGINE=MEMORY;
  > CREATE TABLE logged (a INT) ENGINE=MyISAM;
  > CREATE TABLE safe (a INT) ENGINE=Aria;
  > END
  >   sed -e 's/INT/BIGINT/' -e 's/MyISAM/InnoDB/' a.sql > b.sql
  >   pair
  >   echo 'CREATE TABLE far (a INT) ENGINE=FEDERATED' > none.sql
  >   run diff live none.sql
  > }
  $ on mysql engines_are_compared
  ALTER TABLE `fast` MODIFY COLUMN `a` bigint(20) DEFAULT NULL;
  ALTER TABLE `logged` MODIFY COLUMN `a` bigint(20) DEFAULT NULL,
      ENGINE=InnoDB;
  ALTER TABLE `safe` MODIFY COLUMN `a` bigint(20) DEFAULT NULL;
  -- back
  /* may fail: column fast.a does not take every number any more */
  ALTER TABLE `fast` MODIFY COLUMN `a` int(11) DEFAULT NULL;
  /* may fail: column logged.a does not take every number any more */
  ALTER TABLE `logged` MODIFY COLUMN `a` int(11) DEFAULT NULL,
      ENGINE=MyISAM;
  /* may fail: column safe.a does not take every number any more */
  ALTER TABLE `safe` MODIFY COLUMN `a` int(11) DEFAULT NULL;
  -- end
  No new upgrade operations detected.
  The schemas are equal.
  sqlembic: Unknown storage engine 'FEDERATED'
    at none.sql:1:33
    | CREATE TABLE far (a INT) ENGINE=FEDERATED
    |                                 ^
    detail: error 1286 of the server
    state: this is the wanted schema; the database was not touched
    next: name an engine that SHOW ENGINES lists, or let an administrator install the plugin of this one
  [1]

  $ triggers_fire_in_their_order()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (a INT);
  > CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
  > CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 1;
  > END
  >   cat > b.sql <<'END'
  > CREATE TABLE t (a INT);
  > CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 1;
  > CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW PRECEDES two
  > BEGIN
  >   DECLARE EXIT HANDLER FOR SQLEXCEPTION SET NEW.a = 0;
  >   SET NEW.a = 1;
  > END;
  > CREATE TRIGGER zero BEFORE INSERT ON t FOR EACH ROW PRECEDES one SET @zero = 1;
  > END
  >   pair
  > }
  $ on mysql triggers_fire_in_their_order
  CREATE TRIGGER `zero` BEFORE INSERT ON `t` FOR EACH ROW SET @zero = 1;
  DROP TRIGGER `one`;
  DELIMITER ;;
  CREATE TRIGGER `one` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION SET NEW.a = 0;
    SET NEW.a = 1;
  END
  ;;
  DELIMITER ;
  DROP TRIGGER `two`;
  CREATE TRIGGER `two` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = NEW.a + 1;
  -- back
  DROP TRIGGER `zero`;
  DROP TRIGGER `one`;
  CREATE TRIGGER `one` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = 1;
  DROP TRIGGER `two`;
  CREATE TRIGGER `two` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = NEW.a + 1;
  -- end
  No new upgrade operations detected.
  The schemas are equal.

What a dump prints loads with the vendor's client, and is the same again.

  $ a_dump_is_the_same_again()
  > {
  >   cat > a.sql <<'END'
  > CREATE SEQUENCE s;
  > CREATE TABLE t (a INT DEFAULT (NEXT VALUE FOR s));
  > CREATE VIEW v AS SELECT a FROM t;
  > DELIMITER //
  > CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = ';'; SET @b = 2; END //
  > CREATE PROCEDURE p() BEGIN SELECT 1; END //
  > END
  >   feed a.sql
  >   run dump > first.sql
  >   another
  >   feed first.sql
  >   run dump | cmp - first.sql && grep -c DELIMITER first.sql
  > }
  $ on mysql a_dump_is_the_same_again
  4
