A routine or a trigger may do what its server has in common for all databases.  In a scratch database what does so is not run, by
whatever way it is come to: it is an error.  As long as nothing comes to it, it is what it is elsewhere.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ plain() { run "$@" | sed "s,$PWD/,,; s/$database/NAME/g"; }
  $ server() { query "SELECT User FROM mysql.user WHERE User LIKE '${database}_%'" "SELECT User FROM mysql.tables_priv WHERE Db LIKE '$database%'" "SELECT @@GLOBAL.max_connect_errors" | sed "s/$database/NAME/g"; }
  $ bodies()
  > {
  >   query "CREATE USER $database"
  >   revision a1 '' "CREATE TABLE a (x int);
  > CREATE PROCEDURE give() GRANT SELECT ON a TO $database;
  > DELIMITER //
  > CREATE PROCEDURE many(n int) MODIFIES SQL DATA COMMENT 'CREATE USER x;'
  > BEGIN
  >   DECLARE stop int DEFAULT 0;
  >   DECLARE CONTINUE HANDLER FOR SQLSTATE VALUE '45001', NOT FOUND SET stop = 1;
  >   DECLARE EXIT HANDLER FOR 1396 DROP USER $database /* x; * y */ ;
  >   WHILE n > 0 DO
  >     IF n = 2 THEN CREATE USER \`${database}_2\` IDENTIFIED BY 'a;''*/b'; -- END
  >     ELSE INSERT INTO a VALUES (n); END IF;
  >     SET n = n - CASE WHEN n > 0 THEN CASE n WHEN 7 THEN stop ELSE 1 END ELSE stop END;
  >   END WHILE;
  >   IF n = 3 THEN KILL 4294967290; FLUSH STATUS; SET @x = 1, GLOBAL max_connect_errors = 77; SELECT 1 INTO OUTFILE '/$database'; END IF;
  > END//
  > CREATE FUNCTION f(y int) RETURNS int DETERMINISTIC NO SQL BEGIN SET GLOBAL max_connect_errors = 77; RETURN y; END//
  > CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW IF NEW.x = 7 THEN SET GLOBAL max_connect_errors = 77; END IF//
  > DELIMITER ;
  > INSERT INTO a VALUES (1);
  > CALL many(1);" 'DROP TABLE a; DROP PROCEDURE give; DROP PROCEDURE many; DROP FUNCTION f;'
  >   revision b2 a1 'CALL give();' '-- nothing'
  >   revision c3 a1 'CALL many(2);' '-- nothing'
  >   revision d4 a1 'INSERT INTO a SELECT f(3);' 'DELETE FROM a WHERE x = 3;'
  >   revision e5 a1 'INSERT INTO a VALUES (7);' 'DELETE FROM a WHERE x = 7;'
  >   run -q upgrade a1
  >   plain check --drift
  >   plain diff history live
  >   plain test
  >   server
  >   plain dump | grep -cE 'GRANT|DROP USER .* /. x; . y ./|CREATE USER .* IDENTIFIED BY .*;|KILL 4.*OUTFILE|SET GLOBAL'
  >   run -q upgrade b2
  >   plain check --drift
  >   query "DROP USER $database"
  > }
  $ on mysql bodies
  No drift detected.
  sqlembic: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
    at migrations/versions/e5.up.sql:4:1
    | INSERT INTO a VALUES (7)
    state: this happened in a scratch database; the database was not touched
    next: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  [1]
  passed  a1, about a1
  failed  b2, about b2
      up: the up script fails: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
        at migrations/versions/b2.up.sql:4:1
      note: up: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  failed  c3, about c3
      up: the up script fails: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
        at migrations/versions/c3.up.sql:4:1
      note: up: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  failed  d4, about d4
      up: the up script fails: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
        at migrations/versions/d4.up.sql:4:1
      note: up: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  failed  e5, about e5
      up: the up script fails: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
        at migrations/versions/e5.up.sql:4:1
      note: up: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  sqlembic: 4 of 5 failed
    next: correct the scripts, then: sqlembic test
  [3]
  100
  6
  sqlembic: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
    at migrations/versions/b2.up.sql:4:1
    | CALL give()
    state: this happened in a scratch database; the database was not touched
    next: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  [1]

What a body puts together is looked at by the server itself, when it comes to it: most is as harmless as it is common.

  $ texts()
  > {
  >   query "CREATE USER $database" "CREATE DATABASE o_$database" "CREATE TABLE o_$database.t (x int)"
  >   revision a1 '' "CREATE TABLE a (x int); CREATE TABLE log (x int); INSERT INTO a VALUES (1); INSERT INTO log VALUES (1);
  > DELIMITER //
  > CREATE PROCEDURE do_it(what text) BEGIN SET @s = what; PREPARE s FROM @s; EXECUTE s; DEALLOCATE PREPARE s; END//
  > CREATE PROCEDURE add_column(t text, c text)
  > BEGIN
  >   IF NOT EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = t AND COLUMN_NAME = c) THEN
  >     SET @s = CONCAT('ALTER TABLE \`', DATABASE(), '\`.', t, ' ADD COLUMN ', c, ' int COMMENT ''a * b /* c */'''); PREPARE s FROM @s; EXECUTE s;
  >   END IF;
  > END//
  > CREATE PROCEDURE quiet() BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET @x = 1; SET @s = CONCAT('GRANT SELECT ON a TO ', '$database'); PREPARE s FROM @s; EXECUTE s; END//
  > DELIMITER ;
  > CALL add_column('a', 'y'); CALL add_column('a', 'y');
  > CALL do_it(CONCAT('/* a */ INSERT INTO a SELECT', ' t.x, ''me@o_$database.x'' IS NULL FROM a AS t'));
  > CALL do_it(' (SELECT COUNT(*) FROM information_schema.TABLES)'); CALL do_it('set @x = 1');
  > CALL do_it('CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW v AS SELECT * FROM a');
  > CALL do_it('CREATE UNIQUE INDEX i ON log (x)');" 'DROP VIEW v; DROP TABLE a, log; DROP PROCEDURE do_it; DROP PROCEDURE add_column; DROP PROCEDURE quiet;'
  >   revision b2 a1 "CALL do_it(CONCAT('GRANT SELECT ON a TO ', '$database'));" '-- nothing'
  >   revision c3 a1 "CALL do_it(CONCAT('DELETE FROM ', '$database', '.log'));" 'INSERT INTO log VALUES (1);'
  >   revision d4 a1 "CALL do_it(CONCAT('INSERT INTO \`o_', '$database\` /* x */ . t VALUES (1)'));" '-- nothing'
  >   revision e5 a1 "CALL do_it('/*!50000 SET */ GLOBAL max_connect_errors = 77');" '-- nothing'
  >   revision f6 a1 "CALL do_it(CONCAT('SELECT 1 INTO', ' OUTFILE \"/$database\"'));" '-- nothing'
  >   revision g7 a1 "CALL do_it(CONCAT('SET @y = 1, ', 'GLOBAL max_connect_errors = 77'));" '-- nothing'
  >   revision h8 a1 'CALL quiet();' '-- nothing'
  >   run -q upgrade a1
  >   plain check --drift
  >   plain test | grep -v '^ '
  >   query "SELECT x FROM o_$database.t" 'SELECT x FROM log'
  >   server
  >   plain dump | sed -n '/PROCEDURE .do_it/,/END/p'
  >   query "DROP USER $database" "DROP DATABASE o_$database"
  > }
  $ on mysql texts
  No drift detected.
  passed  a1, about a1
  failed  b2, about b2
  failed  c3, about c3
  failed  d4, about d4
  failed  e5, about e5
  failed  f6, about f6
  failed  g7, about g7
  passed  h8, about h8
  sqlembic: 6 of 8 failed
  [3]
  1
  100
  CREATE PROCEDURE `do_it`(what text)
  BEGIN SET @s = what; PREPARE s FROM @s; EXECUTE s; DEALLOCATE PREPARE s; END

So it is where a wanted schema, or the copy of one, has a trigger that fills a table of another database.

  $ wanted()
  > {
  >   query "CREATE DATABASE o_$database" "CREATE TABLE o_$database.log (x int)"
  >   query 'CREATE TABLE a (x int NOT NULL)' "CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW INSERT INTO o_$database.log VALUES (NEW.x)"
  >   echo "CREATE TABLE a (x int NOT NULL, y int);
  > CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW INSERT INTO o_$database.log VALUES (NEW.x);
  > INSERT INTO a VALUES (3, 4);" >t.sql
  >   plain diff live t.sql
  >   sed -i '/^INSERT/d' t.sql
  >   plain diff live t.sql | sed 's/int(11)/int/'
  >   query "SELECT x FROM o_$database.log" "DROP DATABASE o_$database"
  > }
  $ on mysql wanted
  sqlembic: what the statement calls changes accounts, rights, settings or databases of the server, or may do so, and it runs in a scratch database: it was not run
    at t.sql:3:1
    | INSERT INTO a VALUES (3, 4)
    state: this is the wanted schema; the database was not touched
    next: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  [1]
  ALTER TABLE `a` ADD COLUMN `y` int DEFAULT NULL;

MariaDB runs texts at once, and takes blocks by themselves and programs in texts; what MySQL has for that is alike.

  $ others()
  > {
  >   set_global='SET GLOBAL max_connect_errors = 77'
  >   case $(query 'SELECT VERSION()') in
  >   *MariaDB*)
  >     at_once="EXECUTE IMMEDIATE CONCAT('SET ', 'GLOBAL max_connect_errors = ?') USING 77"
  >     block="lbl: BEGIN NOT ATOMIC IF 1 THEN $set_global; END IF; END" ;;
  >   *)
  >     at_once="PREPARE s FROM 'SET GLOBAL max_connect_errors = 77'"
  >     block="CALL at_once()" ;;
  >   esac
  >   revision a1 '' "CREATE TABLE a (x int);
  > DELIMITER //
  > CREATE PROCEDURE at_once() BEGIN DECLARE EXIT HANDLER FOR NOT FOUND, 1000 $set_global; $at_once; END//
  > DELIMITER ;" 'DROP PROCEDURE at_once; DROP TABLE a;'
  >   revision b2 a1 'CALL at_once();' '-- nothing'
  >   revision c3 a1 "DELIMITER //
  > $block//
  > DELIMITER ;" '-- nothing'
  >   run -q upgrade a1
  >   plain test | grep -v '^ '
  >   plain check --drift
  >   server
  > }
  $ on mysql others
  passed  a1, about a1
  failed  b2, about b2
  failed  c3, about c3
  sqlembic: 2 of 3 failed
  [3]
  No drift detected.
  100

A body has characters in literals which MySQL takes in no comment: it is what it was all the same.

  $ long_characters()
  > {
  >   revision a1 '' "CREATE TABLE a (x VARCHAR(9) CHARACTER SET utf8mb4);
  > CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO INSERT INTO a VALUES ('*😀*/');
  > CREATE PROCEDURE p() SET GLOBAL init_connect = '😀', @y = 'é*1';
  > CREATE PROCEDURE q() CREATE USER '😀*/*.';" 'DROP PROCEDURE q; DROP PROCEDURE p; DROP EVENT e; DROP TABLE a;'
  >   run -q upgrade head 2>&1 | grep -v ^warning
  >   run check --drift
  >   run test
  >   run dump | grep -cE "VALUES \('\*😀\*/'\)|= '😀', @y = 'é\*1'|USER '😀\*/\*\.'"
  > }
  $ on mysql long_characters
  No drift detected.
  passed  a1, about a1
  All pass.
  3
