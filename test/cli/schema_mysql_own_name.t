A script may say the name of the database that it is for, where MySQL and MariaDB take a database for a part of a table's name.  In a
scratch database that means the scratch one: in bodies, too, since a trigger that fires there, or a routine that is called, would
change the live database.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ plain() { run "$@" | sed "s/$database/NAME/g; s/utf8mb4_\(0900\|uca1400\)_ai_ci/utf8mb4_general_ci/g"; }
  $ bodies()
  > {
  >   revision a1 '' "CREATE TABLE a (x int); CREATE TABLE log (x int);
  > CREATE TRIGGER $database.tr AFTER INSERT ON $database.a FOR EACH ROW INSERT INTO $database.log VALUES (NEW.x);
  > INSERT INTO a VALUES (7);" 'DROP TABLE a; DROP TABLE log;'
  >   revision b2 a1 "CREATE PROCEDURE p() DELETE FROM \`$database\` . log; CALL $database.p(); INSERT INTO log VALUES (3);" \
  >     'DROP PROCEDURE p;'
  >   run -q upgrade a1
  >   plain test --from live
  >   query 'SELECT x FROM log'
  >   run -q upgrade head
  >   query 'INSERT INTO log VALUES (5)'
  >   plain check --drift
  >   plain diff history live
  >   plain test
  >   query 'SELECT x FROM log ORDER BY x'
  >   plain dump | grep -E 'TRIGGER|PROCEDURE|DELETE'
  >   mariadb_on "$database" -e "DROP TRIGGER tr"
  >   plain check --drift
  >   query 'SELECT x FROM log ORDER BY x'
  > }
  $ on mysql bodies
  passed  b2, about b2
  All pass.
  7
  No drift detected.
  The schemas are equal.
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  3
  5
  CREATE PROCEDURE `p`()
  DELETE FROM log;
  CREATE TRIGGER `tr` AFTER INSERT ON `a` FOR EACH ROW INSERT INTO log VALUES (NEW.x);
  removed trigger 'tr'
      revisions: definition: TRIGGER `tr` AFTER INSERT ON `a` FOR EACH ROW INSERT INTO log VALUES (NEW.x), collation of the database: utf8mb4_general_ci
  sqlembic: the database is not as its revisions have made it
    next: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
  3
  5

So it is in statements that are texts until they run.

  $ texts()
  > {
  >   revision a1 '' "CREATE TABLE a (x int);
  > SET @s = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'y') = 0,
  >   'ALTER TABLE $database.a ADD y int', 'DO 1'); PREPARE s FROM @s; EXECUTE s;
  > INSERT INTO a VALUES (1, 1);
  > PREPARE s FROM 'DELETE FROM \`$database\`.a'; EXECUTE s;" 'DROP TABLE a;'
  >   run -q upgrade head
  >   query 'INSERT INTO a VALUES (5, 5)'
  >   plain check --drift
  >   plain test
  >   query 'SELECT * FROM a'
  > }
  $ on mysql texts
  No drift detected.
  passed  a1, about a1
  All pass.
  5|5

And in one that is put together, as far as a script itself runs it; so is the name where the catalog is asked.

  $ parts()
  > {
  >   revision a1 '' "CREATE TABLE a (x int); CREATE TABLE log (x int); INSERT INTO log VALUES (1);" 'DROP TABLE a; DROP TABLE log;'
  >   revision b2 a1 "SET @t = (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE table_schema = '$database' AND table_name = 'a' AND column_name = 'y');
  > SET @s = IF(@t = 0, CONCAT('ALTER TABLE ', '$database', '.', 'a', ' ADD y int'), 'DO 1'); PREPARE s FROM @s; EXECUTE s; DEALLOCATE PREPARE s;
  > SET NAMES latin1; SET @s = CONCAT('DELETE FROM \`$database\`', '.log WHERE x <> ?'), @x = 7; PREPARE s FROM @s; EXECUTE s USING @x;" \
  >     'ALTER TABLE a DROP y; INSERT INTO log VALUES (1);'
  >   run -q upgrade head
  >   query 'INSERT INTO log VALUES (3)'
  >   plain check --drift
  >   plain test
  >   query 'SELECT x FROM log'
  > }
  $ on mysql parts
  No drift detected.
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  3

What it prepares for the server, or for another database, is an error there.

  $ beyond()
  > {
  >   query "CREATE USER $database" "CREATE DATABASE o_$database" "CREATE TABLE o_$database.t (x int)"
  >   revision a1 '' "CREATE TABLE a (x int);
  > SET @s = CONCAT('GRANT SELECT ON ', DATABASE(), '.* TO $database');
  > PREPARE s FROM @s;" 'DROP TABLE a;'
  >   revision b2 '' "CREATE TABLE b (x int);
  > PREPARE s FROM 'DROP TABLE o_$database.t';" 'DROP TABLE b;'
  >   run -q upgrade heads
  >   plain check --drift
  >   plain test b2
  >   query "DROP USER $database" "DROP DATABASE o_$database"
  > }
  $ on mysql beyond
  sqlembic: the text that the statement prepares changes accounts, rights, settings or databases of the server, and it runs in a scratch database: it was not sent
    at ./migrations/versions/a1.up.sql:6:1
    | PREPARE s FROM @s
    state: this happened in a scratch database; the database was not touched
    next: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  [1]
  failed  b2, about b2
      up: the up script fails: the statement changes database o_NAME, and it runs in a scratch database: it was not sent
        at ./migrations/versions/b2.up.sql:5:1
      note: up: name tables without their database
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test b2
  [3]

Tables get the character set that a script has given the database by its name; one that it makes unless it is there is there.

  $ charset()
  > {
  >   revision a1 '' "ALTER DATABASE $database CHARACTER SET latin1; CREATE TABLE a (x text);" 'DROP TABLE a;'
  >   revision b2 a1 "ALTER SCHEMA \`${database^^}\` COLLATE = utf8mb4_bin; CREATE TABLE b (x text);" 'DROP TABLE b;'
  >   run -q upgrade a1
  >   query "ALTER SCHEMA \`$database\` COLLATE = utf8mb4_bin" 'CREATE TABLE b (x text)'
  >   run -q stamp b2
  >   revision c3 b2 "CREATE DATABASE IF NOT EXISTS $database CHARACTER SET latin1; CREATE TABLE c (x text);" 'DROP TABLE c;'
  >   run -q upgrade head
  >   plain check --drift
  >   plain test
  >   query 'SELECT @@collation_database'
  > }
  $ on mysql charset
  warning: ./migrations/versions/c3.up.sql:4: left out of the replay: this statement reaches beyond its database
  No drift detected.
  passed  a1, about a1
      note: down: new tables get the collation latin1_swedish_ci behind it, and not utf8mb4_bin as before
        at ./migrations/versions/a1.down.sql
  passed  b2, about b2
      note: down: new tables get the collation utf8mb4_bin behind it, and not latin1_swedish_ci as before
        at ./migrations/versions/b2.down.sql
  passed  c3, about c3
      note: up: left out: CREATE DATABASE IF NOT EXISTS NAME CHARACTER SET latin1 reaches beyond the scratch database
        at ./migrations/versions/c3.up.sql:4
  All pass.
  utf8mb4_bin

What is read, referred to and looked at by that name is the scratch database's, too.  A table or an alias may be called like the
database, and a host or a variable may have its name.

  $ names()
  > {
  >   revision a1 '' "CREATE TABLE $database.p (id int PRIMARY KEY);
  > CREATE TABLE c (id int, FOREIGN KEY (id) REFERENCES $database.p (id));
  > INSERT INTO $database.p SELECT 1; INSERT INTO c SELECT $database.p.id FROM $database.p;
  > CREATE VIEW v AS SELECT $database.c.id FROM $database.c, $database.p WHERE $database.c.id = $database.p.id;
  > SET sql_mode = 'ANSI_QUOTES'; INSERT INTO \"$database\".\"p\" VALUES (2);" \
  >     "DROP VIEW $database.v; DROP TABLE $database.c, $database.p;"
  >   revision b2 a1 "CREATE TABLE $database.$database (id int); INSERT INTO $database.$database VALUES (1), (2);
  > CREATE TABLE q AS SELECT $database.id FROM $database.$database JOIN $database.p ON $database.id = p.id;
  > CREATE DEFINER = root@$database.example FUNCTION f() RETURNS text DETERMINISTIC NO SQL RETURN '$database.x';" \
  >     "DROP FUNCTION $database.f; DROP TABLE q; DROP TABLE $database.$database;"
  >   run -q upgrade head
  >   query 'UPDATE p SET id = 7 WHERE id = 2' 'SELECT id FROM q'
  >   plain check --drift
  >   plain test
  >   plain dump | grep RETURN | sed 's/ COLLATE utf8mb4_general_ci//'
  >   query 'SELECT id FROM p'
  > }
  $ on mysql names | grep -v 'note 1449'
  1
  2
  No drift detected.
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  CREATE DEFINER=`root`@`NAME.example` FUNCTION `f`() RETURNS text CHARSET utf8mb4
  RETURN 'NAME.x';
  1
  7

Programs that change what is in another database are not made.

  $ others()
  > {
  >   query "CREATE DATABASE o_$database" "CREATE TABLE o_$database.log (x int)"
  >   revision a1 '' "CREATE TABLE a (x int);
  > CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW INSERT IGNORE INTO o_$database.log VALUES (NEW.x); INSERT INTO a VALUES (7);" \
  >     'DROP TABLE a;'
  >   revision b2 a1 "CREATE TABLE o_$database.b (x int); CREATE PROCEDURE o_$database.p() INSERT INTO log VALUES (9); CALL o_$database.p();" \
  >     "DROP TABLE o_$database.b; DROP PROCEDURE o_$database.p;"
  >   run -q upgrade head
  >   plain check --drift
  >   plain test
  >   query "SELECT x FROM o_$database.log" "DROP DATABASE o_$database"
  > }
  $ on mysql others
  warning: ./migrations/versions/a1.up.sql:5: left out of the replay: this statement reaches beyond its database; so are 3 more
  added trigger 'tr'
      database: definition: TRIGGER `tr` AFTER INSERT ON `a` FOR EACH ROW INSERT IGNORE INTO o_NAME.log VALUES (NEW.x), collation of the database: utf8mb4_general_ci
  sqlembic: the database is not as its revisions have made it
    next: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
  passed  a1, about a1
      note: up: left out: CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW reaches beyond the scratch database
        at ./migrations/versions/a1.up.sql:5
  passed  b2, about b2
      note: up: left out: CREATE TABLE o_NAME.b reaches beyond the scratch database
        at ./migrations/versions/b2.up.sql:4
      note: down: left out: DROP TABLE o_NAME.b reaches beyond the scratch database
        at ./migrations/versions/b2.down.sql:1
  All pass.
  7
  9

A wanted schema says it likewise.

  $ wanted()
  > {
  >   echo "ALTER DATABASE $database COLLATE utf8mb4_bin; CREATE TABLE $database.a (x text);
  > CREATE TRIGGER tr BEFORE INSERT ON $database.a FOR EACH ROW DELETE FROM $database.a;" >t.sql
  >   query 'ALTER DATABASE COLLATE utf8mb4_bin' 'CREATE TABLE a (x text)' \
  >     "CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW DELETE FROM $database.a"
  >   plain diff live t.sql
  > }
  $ on mysql wanted
  The schemas are equal.

What is data stays as it is, and columns of a table that is called like the database are its columns.

  $ data()
  > {
  >   revision a1 '' "CREATE TABLE a (x text, y text); CREATE TABLE $database (id int, day date);
  > INSERT INTO a VALUES ('Select $database.example', 'prepare and execute'); INSERT INTO $database VALUES (1, '2026-01-02');
  > CREATE TABLE q AS SELECT x, EXTRACT(YEAR FROM $database.day) y FROM a JOIN $database WHERE x LIKE 'Select $database.%';
  > CREATE TABLE b (x int CHECK (x = 1), y int CHECK (y = 2026)); INSERT INTO b SELECT x LIKE 'Select $database.%', y FROM q;
  > CREATE TABLE $database.2024_log (x int); CREATE TABLE c AS SELECT $database.$database.* FROM $database.$database;
  > CREATE TRIGGER tr BEFORE INSERT ON $database.c FOR EACH ROW SET NEW.id = NEW.id + 1;
  > SELECT 'DELETE FROM $database.a' INTO @s; PREPARE s FROM @s; EXECUTE s;" \
  >     "DROP TABLE q, b; DROP TABLE c, $database.2024_log, a; DROP TABLE $database.$database;"
  >   run -q upgrade head
  >   query "INSERT INTO a VALUES ('kept', '')" 'INSERT INTO 2024_log VALUES (1)' 'SELECT x FROM q' | sed "s/$database/NAME/g"
  >   plain check --drift
  >   plain test
  >   query 'SELECT x FROM a'
  > }
  $ on mysql data
  Select NAME.example
  No drift detected.
  passed  a1, about a1
  All pass.
  kept

A body that changes another database, wherever in it, is left out, as is a statement that holds such a one.

  $ within()
  > {
  >   local block="BEGIN NOT ATOMIC INSERT INTO o_$database.log VALUES (7); END"
  >   [[ $(query 'SELECT VERSION()') == *MariaDB* ]] || block=${block:17:-5}  # which has blocks outside of programs
  >   query "CREATE DATABASE o_$database" "CREATE TABLE o_$database.log (x int)" "CREATE TABLE o_$database.b (x int)"
  >   revision a1 '' "CREATE TABLE a (x int);
  > DELIMITER //
  > CREATE PROCEDURE p() BEGIN DELETE a, c FROM a JOIN o_$database.log c; DROP TABLE IF EXISTS o_$database.b; END//
  > $block//
  > DELIMITER ;" 'DROP TABLE a; DROP PROCEDURE p;'
  >   revision b2 a1 'CALL p();' '-- nothing'
  >   run -q upgrade a1
  >   plain test | grep left.out:
  >   query "SELECT x FROM o_$database.log" "SELECT x FROM o_$database.b" "DROP DATABASE o_$database"
  > }
  $ on mysql within
      note: up: left out: CREATE PROCEDURE p reaches beyond the scratch database
  7
