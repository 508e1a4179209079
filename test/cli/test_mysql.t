The command test on MySQL and MariaDB, where DDL commits: what a script has done before it fails stays.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ test_() { run test "$@" | sed -E "s,$PWD/,,; s/sqlembic_scratch_[0-9a-f_]+/SCRATCH/g"; }

All kinds of objects come back; bodies are written with DELIMITER.  The database itself is not written to.

  $ comes_back()
  > {
  >   revision a1 '' 'CREATE TABLE account (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(80) NOT NULL, UNIQUE KEY ix_email (email));
  > CREATE TABLE orders (id INT PRIMARY KEY, account INT, FOREIGN KEY (account) REFERENCES account (id) ON DELETE CASCADE);' \
  >     'DROP TABLE orders; DROP TABLE account;'
  >   revision b2 a1 'CREATE VIEW v AS SELECT email FROM account;
  > DELIMITER //
  > CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.id = NEW.id + 1; END //
  > CREATE PROCEDURE p() BEGIN SELECT 1; END //
  > CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO BEGIN DELETE FROM orders; END //
  > DELIMITER ;' 'DROP EVENT e; DROP PROCEDURE p; DROP TRIGGER tr; DROP VIEW v;'
  >   revision c3 b2 'ALTER TABLE orders ADD COLUMN n INT, ADD KEY kn (n), ADD CONSTRAINT positive CHECK (n > 0);
  > INSERT INTO account VALUES (5, "five");' 'DELETE FROM account WHERE id = 5;
  > ALTER TABLE orders DROP CONSTRAINT positive, DROP COLUMN n;'
  >   test_
  >   test_ --kill
  >   query 'SHOW TABLES'
  > }
  $ on mysql comes_back
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  All pass.
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  All pass.

What the database itself gives to new tables is no part of its schema: where a down script leaves it, that is a note.

  $ collation()
  > {
  >   revision a1 '' 'CREATE TABLE t (x INT) COLLATE latin1_bin;
  > ALTER DATABASE COLLATE latin1_general_ci;' 'DROP TABLE t;'
  >   revision b2 a1 "ALTER DATABASE $database COLLATE latin1_bin;" "ALTER DATABASE $database COLLATE latin1_general_ci;"
  >   test_ | sed -E 's/utf8mb4_[a-z0-9_]+/USUAL/'
  > }
  $ on mysql collation
  passed  a1, about a1
      note: down: new tables get the collation latin1_general_ci behind it, and not USUAL as before
        at migrations/versions/a1.down.sql
  passed  b2, about b2
  All pass.

What a down script leaves, does not bring back or brings back otherwise; one that is missing, empty or fails.  A script that
fails in its middle leaves no state that revisions describe: what comes next is tested in a new scratch database.

  $ bad_downs()
  > {
  >   revision a1 '' "CREATE TABLE account (id INT PRIMARY KEY, email VARCHAR(80) DEFAULT 'x' NOT NULL);
  > CREATE INDEX ix_email ON account (email);" 'DROP TABLE account;'
  >   revision b2 a1 'CREATE TABLE person (id INT PRIMARY KEY);
  > DROP INDEX ix_email ON account;' '-- nothing'
  >   revision c3 b2 'CREATE TABLE a (x INT); CREATE TABLE b (x INT);' 'DROP TABLE a;'
  >   revision d4 c3 'CREATE VIEW v AS SELECT id FROM account;'
  >   revision e5 d4 'CREATE TABLE c (x INT);' 'DROP TABLE c; DROP TABLE cc;'
  >   revision f6 e5 'ALTER TABLE account DROP COLUMN email;' 'ALTER TABLE account ADD COLUMN email VARCHAR(80);'
  >   revision g7 f6 'ALTER TABLE a DROP FOREIGN KEY fk;' '-- nothing'
  >   revision h8 g7 'CREATE TABLE h (x INT);' 'DROP TABLE h;'
  >   revision i9 f6 'CREATE TABLE i (x INT);' 'DROP TABLE i;'
  >   test_ 2>&1 | grep -v 'detail:'
  > }
  $ on mysql bad_downs
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does nothing: leaves table 'person'; does not bring back key 'account.ix_email'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: Table 'person' already exists
        at migrations/versions/b2.up.sql:4:14
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'b'
        at migrations/versions/c3.down.sql
      again: the up script fails after the down script: Table 'b' already exists
        at migrations/versions/c3.up.sql:4:38
  failed  d4, about d4
      down: there is no down script: leaves view 'v'
        at migrations/versions/d4.up.sql:2
  failed  e5, about e5
      down: the down script fails: Unknown table 'SCRATCH.cc'
        at migrations/versions/e5.down.sql:1:26
  failed  f6, about f6
      down: the down script does not lead back: differs in NULL on column 'account.email', server default on column 'account.email'
        at migrations/versions/f6.down.sql
  failed  g7, about g7
      up: the up script fails: Can't DROP *fk*; check that * (glob)
        at migrations/versions/g7.up.sql:4:32
  skipped h8, about h8
      note: up: not tested, since an ancestor fails: the up script fails: Can't DROP *fk*; check that * (glob)
        at migrations/versions/g7.up.sql:4:32
  passed  i9, about i9
  sqlembic: 6 of 9 failed, 1 could not be tested
    next: correct the scripts, then: sqlembic test
  [3]

Attributes that a down script forgets: of columns, tables, foreign keys, triggers and partitions.

  $ brought_back_otherwise()
  > {
  >   revision a1 '' 'CREATE TABLE p (id INT PRIMARY KEY);
  > CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, p INT, n INT NOT NULL DEFAULT 3 COMMENT "n", s VARCHAR(9) CHARACTER SET latin1,
  >   KEY kp (p), CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE) COMMENT "t";
  > CREATE TABLE r (a INT) PARTITION BY RANGE (a) (PARTITION p1 VALUES LESS THAN (5), PARTITION p2 VALUES LESS THAN MAXVALUE);
  > CREATE TRIGGER t1 BEFORE INSERT ON r FOR EACH ROW SET NEW.a = 1;
  > CREATE TRIGGER t2 BEFORE INSERT ON r FOR EACH ROW SET NEW.a = 2;' 'DROP TABLE r; DROP TABLE t; DROP TABLE p;'
  >   revision b1 a1 'ALTER TABLE t MODIFY n BIGINT NOT NULL DEFAULT 3;' 'ALTER TABLE t MODIFY n INT NOT NULL DEFAULT 3;'
  >   revision b2 b1 'ALTER TABLE t MODIFY s VARCHAR(20) CHARACTER SET latin1;' 'ALTER TABLE t MODIFY s VARCHAR(9);'
  >   revision b3 b2 'ALTER TABLE t DROP FOREIGN KEY fk;' 'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id);'
  >   revision b4 b3 'ALTER TABLE t COMMENT "other" ENGINE=InnoDB ROW_FORMAT=COMPACT;' 'ALTER TABLE t COMMENT "t";'
  >   revision b5 b4 'DROP TRIGGER t1;' 'CREATE TRIGGER t1 BEFORE INSERT ON r FOR EACH ROW SET NEW.a = 1;'
  >   revision b6 b5 'ALTER TABLE r REORGANIZE PARTITION p2 INTO (PARTITION p2 VALUES LESS THAN (9), PARTITION p3 VALUES LESS THAN MAXVALUE);' \
  >     'ALTER TABLE r REORGANIZE PARTITION p2, p3 INTO (PARTITION p9 VALUES LESS THAN MAXVALUE);'
  >   revision b7 b6 'ALTER TABLE t RENAME INDEX kp TO kq;' 'ALTER TABLE t RENAME INDEX kq TO kr;'
  >   revision b8 b7 'ALTER TABLE t DROP COLUMN n;' 'ALTER TABLE t ADD COLUMN n BIGINT NOT NULL DEFAULT 3;'
  >   test_ | grep -v '  at '
  > }
  $ on mysql brought_back_otherwise
  passed  a1, about a1
  failed  b1, about b1
      down: the down script does not lead back: differs in changed definition on column 't.n'
  failed  b2, about b2
      down: the down script does not lead back: differs in changed character set on column 't.s'
  failed  b3, about b3
      down: the down script does not lead back: differs in changed definition on foreign key 't.fk'
  failed  b4, about b4
      down: the down script does not lead back: differs in changed options on table 't'
  failed  b5, about b5
      down: the down script does not lead back: differs in changed order on trigger 't1', changed order on trigger 't2'
  failed  b6, about b6
      down: the down script does not lead back: differs in changed partitioning on table 'r'
      again: the up script fails after the down script: * (glob)
        detail: error 1507 of the server
  failed  b7, about b7
      down: the down script does not lead back: leaves key 't.kr'; does not bring back key 't.kp'
      again: the up script fails after the down script: Key 'kp' doesn't exist in table 't'
        detail: error 1176 of the server
  passed  b8, about b8
      note: down: the columns of 't' come back in another order
  sqlembic: 7 of 9 failed
    next: correct the scripts, then: sqlembic test
  [3]

Heads that do not need each other, in both orders.

  $ orders()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INT); ALTER TABLE a ADD COLUMN b INT;' 'DROP TABLE b; ALTER TABLE a DROP COLUMN b;'
  >   revision c3 a1 'CREATE TABLE c (x INT); ALTER TABLE a ADD COLUMN c INT;' 'DROP TABLE c; ALTER TABLE a DROP COLUMN c;'
  >   test_ | tail -2
  >   revision c3 a1 'CREATE TABLE c (x INT); CREATE TABLE IF NOT EXISTS b (x BIGINT);' 'DROP TABLE c;
  > DROP TABLE b;'
  >   test_ | grep -A9 '^[a-z]*  *b2 and'
  > }
  $ on mysql orders
  passed  b2 and c3 in both orders
  All pass.
  failed  b2 and c3 in both orders
      order: c3 before b2: the up script fails: Table 'b' already exists
        detail: error 1050 of the server
        at migrations/versions/b2.up.sql:4:14
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test
  [3]

Rows survive what does not say that it changes them.

  $ rows()
  > {
  >   revision a1 '' 'CREATE TABLE parent (id INT PRIMARY KEY);
  > CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, note TEXT, FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE);' \
  >     'DROP TABLE child; DROP TABLE parent;'
  >   revision b2 a1 'DELETE FROM child;' '-- nothing'
  >   revision c3 b2 'DELETE FROM parent WHERE id > 0;' '-- nothing'
  >   revision d4 c3 'ALTER TABLE child ADD COLUMN length INT; UPDATE child SET length = LENGTH(note);' 'ALTER TABLE child DROP COLUMN length;'
  >   test_
  > }
  $ on mysql rows
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      rows: the up script loses rows or values of table 'child', and does not say so
        at migrations/versions/c3.up.sql
  passed  d4, about d4
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test c3
  [3]

Tables have two rows: those that have them are given no more when others are new, and one that has waited for another's is given its own.

  $ two()
  > {
  >   revision a1 '' 'CREATE TABLE free (x INT); CREATE TABLE a (id INT PRIMARY KEY, z INT NOT NULL); CREATE TABLE z (id INT PRIMARY KEY);
  > ALTER TABLE a ADD FOREIGN KEY (z) REFERENCES z (id);' 'DROP TABLE a, z, free;'
  >   revision b2 a1 'CREATE TABLE other (x INT);' 'DROP TABLE other;'
  >   revision c3 b2 'CREATE TABLE n (free INT, a INT, other INT, CHECK (free = 2 AND a = 2 AND other = 2));
  > INSERT INTO n SELECT (SELECT COUNT(*) FROM free), (SELECT COUNT(*) FROM a), (SELECT COUNT(*) FROM other);' 'DROP TABLE n;'
  >   test_
  > }
  $ on mysql two
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  All pass.

What a script leaves in its session is not there for the next one, nor for the second up.

  $ leftovers()
  > {
  >   revision a1 '' 'CREATE TABLE t (x INT);' 'DROP TABLE t;'
  >   revision b2 a1 "SET @n = IFNULL(@n, 0) + 1;
  > SET @s = IF(@n = 1, 'CREATE TABLE b (x INT)', 'CREATE TABLE bb (x INT)'); PREPARE p FROM @s; EXECUTE p; DO GET_LOCK('x', 1);" 'DROP TABLE b;'
  >   revision c3 b2 "CREATE TEMPORARY TABLE tmp (x INT); CREATE TABLE c (x INT); HANDLER t OPEN; HANDLER c OPEN AS \`h h\`; HANDLER t CLOSE;" 'DROP TABLE c;'
  >   revision d4 c3 "CREATE TEMPORARY TABLE t (y INT); SET sql_mode = 'ANSI_QUOTES'; SELECT 7, 8 INTO @'q q', @\`b.\`; CREATE TABLE d (x INT);" 'DROP TABLE d;'
  >   revision e5 d4 "SET @s = IF(CONCAT_WS('', @\`q q\`, @\"b.\", @n) = '', 'SELECT 1', 'oops'); PREPARE p FROM @s; EXECUTE p;" 'SELECT 1;'
  >   test_
  > }
  $ on mysql leftovers
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  passed  e5, about e5
  All pass.

With --kill each script stops behind each of its statements and goes on by what the log says: without a transaction every
statement is a point where a run may end.

  $ killed()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);
  > INSERT INTO a VALUES (1);
  > CREATE INDEX ia ON a (x);' 'DROP INDEX ia ON a;
  > DROP TABLE a;'
  >   revision b2 a1 'SET @was = 7; SET SESSION sql_mode = "ANSI_QUOTES";
  > CREATE TABLE "b" (x INT);
  > INSERT INTO b VALUES (@was);' 'DROP TABLE b;'
  >   test_ --kill
  >   revision c3 b2 'CREATE TEMPORARY TABLE t AS SELECT 1 AS x;
  > CREATE TABLE d (x INT);
  > INSERT INTO d SELECT x FROM t;' 'DROP TABLE d;'
  >   revision d4 b2 'CREATE TABLE e (x INT);
  > SET @there = (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = "f");
  > SET @sql = IF(@there, "CREATE TABLE g (x INT)", "CREATE TABLE f (x INT)");
  > PREPARE s FROM @sql;
  > EXECUTE s;
  > DEALLOCATE PREPARE s;' 'DROP TABLE IF EXISTS f; DROP TABLE e;'
  >   test_ c3
  >   test_ --kill | grep -v detail:
  > }
  $ on mysql killed
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  passed  c3, about c3
  All pass.
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      kill: the up script, stopped behind statement 2 of 3, cannot go on: Table 'SCRATCH.t' doesn't exist
        at migrations/versions/c3.up.sql:6:29
  passed  d4, about d4
  passed  c3 and d4 in both orders
  sqlembic: 1 of 5 failed
    next: correct the scripts, then: sqlembic test c3 --kill
  [3]

Of what a script makes, be it much or little, all is looked at; what was there before is not asked for again.

  $ much()
  > {
  >   local tables; tables=$(printf 'm%s ' {1..40})
  >   revision a1 '' 'CREATE TABLE t (x INT PRIMARY KEY); CREATE TABLE `t``2 a` (x INT);' 'DROP TABLE t, `t``2 a`;'
  >   revision b2 a1 "$(printf 'CREATE TABLE %s (x INT); ' $tables) CREATE VIEW v AS SELECT x FROM t;" \
  >     "DROP VIEW v; DROP TABLE $(echo $tables | sed 's/ m7 / /; s/ /, /g');"
  >   revision c3 a1 'CREATE VIEW w AS SELECT x FROM t; CREATE TABLE `n``1 b` (x INT, CONSTRAINT r FOREIGN KEY (x) REFERENCES t (x));' 'DROP VIEW w;'
  >   test_ | grep -v -e ' at ' -e detail:
  > }
  $ on mysql much
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves table 'm7'
      again: the up script fails after the down script: Table 'm7' already exists
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'n`1 b', foreign key 'n`1 b.r'
      again: the up script fails after the down script: Table 'n`1 b' already exists
  passed  b2 and c3 in both orders
  sqlembic: 2 of 4 failed
    next: correct the scripts, then: sqlembic test
  [3]

Rows of a file, instead of rows that are made up.

  $ data()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INT);' 'DROP TABLE b;'
  >   revision c3 b2 'ALTER TABLE b ADD COLUMN y INT NOT NULL DEFAULT 1;
  > CREATE UNIQUE INDEX ib ON b (x);' 'DROP INDEX ib ON b;
  > ALTER TABLE b DROP COLUMN y;'
  >   echo 'INSERT INTO a VALUES (1); INSERT INTO b VALUES (7), (7);' >rows.sql
  >   test_ --data rows.sql | grep -v -e detail: -e '  at'
  >   echo 'INSERT INTO absent VALUES (7);' >none.sql
  >   test_ --data rows.sql --data none.sql | grep -v detail:
  > }
  $ on mysql data
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
      note: up: where tables have rows: the up script fails: Duplicate entry '7' for key '*ib' (glob)
  All pass.
  sqlembic: Table 'SCRATCH.absent' doesn't exist
    at none.sql:1:13
    | INSERT INTO absent VALUES (7)
    |             ^
    state: these rows could be loaded behind none of the revisions; the database was not touched
    next: correct none.sql, then run the same command again
  [1]

--from takes the schema of a database, never its rows.

  $ from()
  > {
  >   query 'CREATE TABLE old (x INT)' 'INSERT INTO old VALUES (1), (1)' 'CREATE VIEW old_view AS SELECT x FROM old'
  >   revision a1 '' 'CREATE UNIQUE INDEX io ON old (x);' 'DROP INDEX io ON old;'
  >   revision b2 a1 'ALTER TABLE old ADD COLUMN y INT; DROP VIEW old_view;' 'ALTER TABLE old DROP COLUMN y;'
  >   test_ | grep -e ^failed -e ^skipped
  >   test_ --from live
  >   query 'DELETE FROM old'
  >   run -q upgrade a1
  >   test_ --from "$DATABASE_URL" | tail -3 | sed "s,from '.*',from URL,"
  >   test_ a1 --from live
  > }
  $ on mysql from
  failed  a1, about a1
  skipped b2, about b2
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: does not bring back view 'old_view'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: Unknown *'SCRATCH.old_view' (glob)
        detail: * (glob)
        at migrations/versions/b2.up.sql:4:* (glob)
  sqlembic: 1 of 2 failed
    next: correct the scripts, then: sqlembic test b2 --from live
  [3]
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test b2 --from URL
  [3]
  skipped a1, about a1
      note: up: not tested, since it is applied in the schema that --from takes
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: without --from it is tested: sqlembic test a1
  [3]

Accounts, other databases and files are no scratch database's: what reaches for them is left out, and named.  What needs it is
skipped, not blamed.

  $ beyond()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 "CREATE USER u_$database; CREATE TABLE b (x INT); GRANT SELECT ON b TO u_$database;" "DROP USER u_$database; DROP TABLE b;"
  >   revision c3 a1 "CREATE TABLE more_$database.c (x INT);" "DROP TABLE more_$database.c;"
  >   revision d4 c3 'ALTER TABLE c ADD COLUMN y INT;' 'ALTER TABLE c DROP COLUMN y;'
  >   revision e5 a1 "USE $database; CREATE TABLE e (x INT); CREATE DATABASE more_$database;" "DROP DATABASE more_$database; DROP TABLE e;"
  >   revision f6 a1 "CREATE TABLE f (x INT); SELECT x INTO OUTFILE '/tmp/$database.txt' FROM f;" 'DROP TABLE f;'
  >   revision g7 a1 "CREATE TABLE g (x TEXT); LOAD DATA INFILE '/nowhere/$database.txt' INTO TABLE g;" 'DROP TABLE g;'
  >   revision h8 a1 "CREATE TABLE h (x INT);
  > INSERT INTO h SELECT LENGTH(LOAD_FILE('/nowhere'));" 'DROP TABLE h;'
  >   revision i9 a1 "CREATE SERVER s_$database FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'nowhere.invalid', DATABASE 'x');
  > CREATE TABLE i (x INT) ENGINE=FEDERATED CONNECTION='s_$database';" 'DROP TABLE i;'
  >   for id in b2 c3 d4 e5 f6 g7 h8 i9; do test_ $id | grep -v -e '^All' -e '  at' -e detail: | sed "s/_$database/_DB/g"; done
  >   query "SHOW TABLES" "SELECT COUNT(*) FROM mysql.user WHERE User = 'u_$database'" "SHOW DATABASES LIKE 'more_$database'"
  > }
  $ on mysql beyond
  passed  b2, about b2
      note: up: left out: CREATE USER u_DB reaches beyond the scratch database
      note: down: left out: DROP USER u_DB reaches beyond the scratch database
  passed  c3, about c3
      note: up: left out: CREATE TABLE more_DB.c reaches beyond the scratch database
      note: down: left out: DROP TABLE more_DB.c reaches beyond the scratch database
  skipped d4, about d4
      note: up: it may need what is left out of c3: the up script fails: Table 'SCRATCH.c' doesn't exist
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: try d4 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  passed  e5, about e5
      note: up: left out: USE DB reaches beyond the scratch database
      note: down: left out: DROP DATABASE more_DB reaches beyond the scratch database
  passed  f6, about f6
      note: up: left out: SELECT x INTO OUTFILE reaches beyond the scratch database
  passed  g7, about g7
      note: up: left out: LOAD DATA INFILE reaches beyond the scratch database
  passed  h8, about h8
  skipped i9, about i9
      note: up: left out: CREATE SERVER s_DB FOREIGN DATA WRAPPER mysql OPTIONS reaches beyond the scratch database
      note: down: it may need what is left out of i9: the down script fails: Unknown table 'SCRATCH.i'
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: try i9 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  0

What a down script leaves, it leaves whatever an up script was run without: that is blamed, and so is one that is missing.  One that is
not run as a whole itself may take more away.

  $ beyond_and_wrong()
  > {
  >   revision a1 '' "USE $database; CREATE TABLE a (x INT);"
  >   revision b2 a1 'CREATE TABLE b (x INT);' '-- nothing'
  >   revision c3 b2 'ALTER TABLE b ADD COLUMN y INT;' 'ALTER TABLE b DROP COLUMN y;'
  >   revision d4 c3 'CREATE TABLE d (x INT); CREATE TABLE IF NOT EXISTS e (x INT);' "DROP TABLE d; DROP TABLE more_$database.e;"
  >   revision f5 c3 'ALTER TABLE f ADD COLUMN y INT;' '-- nothing'
  >   revision g6 c3 'ALTER TABLE b ADD COLUMN z INT;' 'DROP TABLE g;'
  >   test_ base:c3 | grep -v detail: | sed "s/ $database / DB /"
  >   for id in d4 f5 g6; do test_ $id | grep -v -e '  at' -e detail: -e next: | sed "s/$database/DB/g"; done
  > }
  $ on mysql beyond_and_wrong
  failed  a1, about a1
      note: up: left out: USE DB reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      down: there is no down script: leaves table 'a'
        at migrations/versions/a1.up.sql:2
  failed  b2, about b2
      down: the down script does nothing: leaves table 'b'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: Table 'b' already exists
        at migrations/versions/b2.up.sql:4:14
  passed  c3, about c3
  sqlembic: 2 of 3 failed
    next: correct the scripts, then: sqlembic test base:c3
  [3]
  skipped d4, about d4
      note: down: left out: DROP TABLE more_DB.e reaches beyond the scratch database
      note: down: it may need what is left out of d4: the down script does not lead back: leaves table 'e'
  sqlembic: 0 of 1 failed, 1 could not be tested
  [3]
  skipped f5, about f5
      note: up: it may need what is left out of a1: the up script fails: Table 'SCRATCH.f' doesn't exist
  sqlembic: 0 of 1 failed, 1 could not be tested
  [3]
  skipped g6, about g6
      note: down: it may need what is left out of a1: the down script fails: Unknown table 'SCRATCH.g'
  sqlembic: 0 of 1 failed, 1 could not be tested
  [3]

Accounts, rights and databases of their own are nothing that a table, a column or a key could be missing for: what fails over these, and
what a down script leaves, is blamed though such statements are left out, unless code runs that may have asked for them.

  $ access()
  > {
  >   revision a1 '' "CREATE DATABASE IF NOT EXISTS more_$database; CREATE USER u_$database; GRANT SELECT ON *.* TO u_$database; FLUSH PRIVILEGES;
  > CREATE TABLE a (x INT PRIMARY KEY);" "REVOKE ALL ON *.* FROM u_$database; DROP USER u_$database;"
  >   revision b2 a1 'ALTER TABLE a ADD COLUMN y INT;' 'ALTER TABLE a DROP COLUMN z;'
  >   revision c3 b2 'CREATE TABLE c (x INT, FOREIGN KEY (x) REFERENCES a (x));' 'DROP TABLE d;'
  >   revision d4 c3 'CREATE TABLE d (x INT);' 'DROP TABLE a; DROP TABLE d;'
  >   revision e5 d4 'CREATE INDEX ie ON d (x);' 'DROP INDEX ie ON e;'
  >   revision f6 e5 'ALTER TABLE d ADD COLUMN w INT;' 'ALTER TABLE d DROP COLUMN x;
  > GRANT SELECT (w) ON d TO u_nobody; INSERT INTO d (y) VALUES (1);'
  >   revision g7 f6 'CREATE PROCEDURE p() BEGIN END;' 'CALL p(); DROP TABLE g;'
  >   revision h8 g7 'CREATE TABLE h (x INT);' "INSERT INTO h VALUES (JSON_EXTRACT('{', '$.a')); DROP TABLE h;"
  >   test_ | grep -e '^[a-z]' -e fails: -e lead | sed 's/fails: .*/fails: .../'
  > }
  $ on mysql access
  failed  a1, about a1
      down: the down script does not lead back: leaves table 'a'
  failed  b2, about b2
      down: the down script fails: ...
  failed  c3, about c3
      down: the down script fails: ...
  failed  d4, about d4
      down: the down script fails: ...
  failed  e5, about e5
      down: the down script fails: ...
  failed  f6, about f6
      down: the down script fails: ...
  skipped g7, about g7
      note: down: it may need what is left out of a1: the down script fails: ...
  skipped h8, about h8
      note: down: it may need what is left out of a1: the down script fails: ...
  sqlembic: 6 of 8 failed, 2 could not be tested

What changes the server, or ends sessions of others, is left out as well, wherever in a list of settings it stands, and where it
is run with settings of its own.  What only reads a setting of the server runs.

  $ of_the_server()
  > {
  >   stop="FLUSH TABLES WITH READ LOCK; KILL 1; PURGE BINARY LOGS BEFORE '2020-01-01'; STOP ALL SLAVES; BACKUP STAGE START; SHUTDOWN; RESTART;"
  >   query 'SELECT @@GLOBAL.max_connections' > was
  >   revision a1 '' "$stop SET @@GLOBAL.max_connections = 149; SET @x = 1, @@global . max_connections := 148;
  > SET @x = 1, GLOBAL max_connections = 147; CREATE TABLE a (x INT);" 'DROP TABLE a;'
  >   revision b2 a1 "SET STATEMENT lock_wait_timeout = 9 FOR SET GLOBAL max_connections = 146;
  > SET STATEMENT lock_wait_timeout = 9 FOR CREATE DATABASE made_$database;
  > WITH w AS (SELECT 1 AS x) SELECT x INTO OUTFILE '/nowhere/x' FROM w; CREATE TABLE b (x INT);" 'DROP TABLE b;'
  >   revision d4 '' "CREATE TABLE d (x INT); PREPARE s FROM 'KILL 1';" 'DROP TABLE d;'
  >   revision c3 b2 'SET @was = @@GLOBAL.max_connections, @global = 1; CREATE TABLE c (x INT);' 'DROP TABLE c;'
  >   test_
  >   cat migrations/versions/a1.up.sql migrations/versions/b2.up.sql > wanted.sql
  >   : > empty.sql; run diff empty.sql wanted.sql | grep -c 'reaches beyond'
  >   query 'SELECT @@GLOBAL.max_connections' | cmp - was; query "SHOW DATABASES LIKE 'made_$database'"
  > }
  $ on mysql of_the_server
  passed  a1, about a1
      note: up: left out: FLUSH TABLES WITH READ LOCK reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
  passed  b2, about b2
      note: up: left out: SET STATEMENT lock_wait_timeout reaches beyond the scratch database
        at migrations/versions/b2.up.sql:4
  passed  c3, about c3
  failed  d4, about d4
      up: the up script fails: the text that the statement prepares changes accounts, rights, settings or databases of the server, and it runs in a scratch database: it was not sent
        at migrations/versions/d4.up.sql:4:25
      note: up: set scratch_url to "local", a private server whose accounts are its own; a revision that is applied nowhere yet may say it in a statement of its own, which is left out there
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test d4
  [3]
  13

Definers who do not exist are as good in scratch as they are there.

  $ definers()
  > {
  >   revision a1 '' 'CREATE DEFINER=nobody@nowhere VIEW v AS SELECT 1 AS x;
  > CREATE DEFINER=nobody@nowhere PROCEDURE p() SELECT 1;' 'DROP PROCEDURE p; DROP VIEW v;'
  >   test_
  > }
  $ on mysql definers
  passed  a1, about a1
  All pass.

What else than a table the server lacks is told with what to do about it.

  $ lacks()
  > {
  >   revision a1 '' 'CREATE TABLE t (x int) ENGINE = nowhere;' 'DROP TABLE t;'
  >   revision b2 '' 'SELECT elsewhere();' ''
  >   revision c3 '' 'SET SESSION no_such_setting = 1;' ''
  >   revision d4 '' 'CREATE TABLE t (x TEXT COLLATE nowhere_ci);' 'DROP TABLE t;'
  >   revision e5 '' 'CREATE TABLE t (x INT);
  > CREATE DEFINER=nobody@nowhere TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.x = 1;
  > INSERT INTO t VALUES (0);' 'DROP TABLE t;'
  >   revision f6 '' 'START TRANSACTION;
  > ROLLBACK TO nowhere;' ''
  >   revision g7 '' "SELECT * FROM nowhere_$database.t;" ''
  >   query "CREATE DATABASE other_$database"
  >   revision h8 '' "CREATE VIEW v AS SELECT * FROM other_$database.t;" ''
  >   revision i9 '' 'SELECT * FROM t;' ''
  >   test_ | grep -e up: -e All | sed "s/$database/DB/; s/Unknown database 'nowhere_DB'/Table 'nowhere_DB.t' doesn't exist/"
  >   test_ h8 --from live | grep up: | sed "s/$database/DB/"
  >   query "DROP DATABASE other_$database"
  > }
  $ on mysql lacks
      up: the up script fails: Unknown storage engine 'nowhere'
      note: up: name an engine that SHOW ENGINES lists, or let an administrator install the plugin of this one
      up: the up script fails: FUNCTION SCRATCH.elsewhere does not exist
      note: up: let a statement before this one make it, or, where others do that, the file that scratch_setup names
      up: the up script fails: Unknown system variable 'no_such_setting'
      note: up: this server does not have that setting: take the statement out
      up: the up script fails: Unknown collation: 'nowhere_ci'
      note: up: name a collation that SHOW COLLATION lists: this server does not have that one
      up: the up script fails: The user specified as a definer ('nobody'@'nowhere') does not exist
      note: up: accounts are the server's: let an administrator make it (CREATE USER), or name a DEFINER that is there
      up: the up script fails: SAVEPOINT nowhere does not exist
      up: the up script fails: Table 'nowhere_DB.t' doesn't exist
      note: up: other databases are the server's: let an administrator make it on the one that scratch databases are made on, or take the statement out
      up: the up script fails: Table 'other_DB.t' doesn't exist
      note: up: other databases are the server's: let an administrator make it on the one that scratch databases are made on, or take the statement out
      up: the up script fails: Table 'SCRATCH.t' doesn't exist
      note: up: where no revision makes that table, begin with a schema that has it (--from live, or --from URL), or have scratch_setup make it
      up: the up script fails: Table 'other_DB.t' doesn't exist
      note: up: other databases are the server's: let an administrator make it on the one that scratch databases are made on, or take the statement out

A user who may do nothing but make scratch databases, and read its own; one who may not.

  $ ordinary_user()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);
  > CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 1;' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE VIEW v AS SELECT x FROM a;' 'SELECT 1;'
  >   query "CREATE USER u_$database@localhost" "GRANT SELECT ON $database.* TO u_$database@localhost"
  >   DATABASE_URL=$(sed -E "s,//root@,//u_$database@," <<<"$DATABASE_URL")
  >   test_ | sed "s/u_$database/USER/g"
  >   query "GRANT ALL ON \`sqlembic\\_scratch\\_%\`.* TO u_$database@localhost"
  >   test_; test_ a1 --kill; test_ --from live | tail -2
  >   query "DROP USER u_$database@localhost"
  > }
  $ on mysql ordinary_user
  sqlembic: Access denied for user 'USER'@'localhost' to database 'SCRATCH'
    detail: error 1044 of the server
    state: the database was not touched
    next: let an administrator run: GRANT ALL ON `sqlembic\_scratch\_%`.* TO 'USER'@'localhost'; or set scratch_url to a server where the user may make databases
  [1]
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves view 'v'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: Table 'v' already exists
        detail: error 1050 of the server
        at migrations/versions/b2.up.sql:4:13
  sqlembic: 1 of 2 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  passed  a1, about a1
  All pass.
    next: correct the scripts, then: sqlembic test b2 --from live
  [3]

Only what scripts name is read and counted again, and what that can lead to: by keys, views, triggers and routines, and by
statements that a routine puts together.

  $ reaching()
  > {
  >   revision a1 '' 'CREATE TABLE q (id INT PRIMARY KEY, a INT); CREATE TABLE r (id INT PRIMARY KEY, a INT);
  > CREATE TABLE far (id INT PRIMARY KEY, a INT); CREATE TABLE p (id INT PRIMARY KEY, a INT);
  > CREATE TABLE c (id INT PRIMARY KEY, p INT, CONSTRAINT cp FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);
  > CREATE TABLE gc (id INT PRIMARY KEY, c INT, CONSTRAINT gcc FOREIGN KEY (c) REFERENCES c (id) ON DELETE CASCADE);' \
  >     'DROP TABLE gc; DROP TABLE c; DROP TABLE p; DROP TABLE far; DROP TABLE r; DROP TABLE q;'
  >   revision b1 a1 'RENAME TABLE p TO p2;' 'RENAME TABLE p2 TO p;'
  >   revision b2 b1 'RENAME TABLE p2 TO p;' '-- nothing'
  >   revision b3 b2 'DELETE FROM p;' 'UPDATE p SET a = 1;'
  >   revision b4 b3 'DELIMITER //
  > CREATE TRIGGER tr AFTER UPDATE ON q FOR EACH ROW BEGIN DELETE FROM r; END //
  > CREATE PROCEDURE grow() BEGIN SET @s = CONCAT("ALTER TABLE ", "r ADD x INT"); PREPARE s FROM @s; EXECUTE s; END //
  > CREATE FUNCTION f() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN DELETE FROM far; RETURN 1; END //
  > DELIMITER ;
  > CREATE TABLE seen (id INT PRIMARY KEY); CREATE VIEW v AS SELECT id FROM seen;' \
  >     'DROP VIEW v; DROP TABLE seen; DROP TRIGGER tr; DROP PROCEDURE grow; DROP FUNCTION f;'
  >   revision b5 b4 'UPDATE q SET a = 5;' '-- nothing'
  >   revision b6 b5 'CALL grow();' '-- nothing'
  >   revision b7 b6 'UPDATE c SET p = p + 0 * f();' '-- nothing'
  >   revision b8 b7 'DELETE FROM v;' '-- nothing'
  >   revision b9 b8 'SET @s = CONCAT("ALTER TABLE ", "far ADD y INT"); PREPARE s FROM @s; EXECUTE s;' '-- nothing'
  >   revision c1 b9 'CREATE TABLE new (id INT PRIMARY KEY); ALTER TABLE q ADD z INT;' 'DROP TABLE new;'
  >   revision c2 c1 'CREATE TABLE newer (id INT PRIMARY KEY);' 'DROP TABLE newer;'
  >   test_ 2>&1 | grep -v ' at \|detail:' | sed "s/Table 'p' already exists/Table 'SCRATCH.p2' doesn't exist/" # MySQL's
  > }
  $ on mysql reaching
  passed  a1, about a1
  passed  b1, about b1
  failed  b2, about b2
      down: the down script does nothing: leaves table 'p'; does not bring back table 'p2'; differs in changed definition on foreign key 'c.cp'
      again: the up script fails after the down script: Table 'SCRATCH.p2' doesn't exist
  failed  b3, about b3
      rows: the up script loses rows or values of table 'c', table 'gc', and does not say so
  passed  b4, about b4
  failed  b5, about b5
      rows: the up script loses rows or values of table 'r', and does not say so
  failed  b6, about b6
      down: the down script does nothing: leaves column 'r.x'
      again: the up script fails after the down script: Duplicate column name 'x'
  failed  b7, about b7
      rows: the up script loses rows or values of table 'far', and does not say so
  failed  b8, about b8
      rows: the up script loses rows or values of table 'seen', and does not say so
  failed  b9, about b9
      down: the down script does nothing: leaves column 'far.y'
      again: the up script fails after the down script: Duplicate column name 'y'
  failed  c1, about c1
      down: the down script does not lead back: leaves column 'q.z'
      again: the up script fails after the down script: Duplicate column name 'z'
  passed  c2, about c2
  sqlembic: 8 of 12 failed
    next: correct the scripts, then: sqlembic test
  [3]

A table of which no script seems to say anything may be another one all the same: to a server the quotes in the comment of a newer
version are none, and what stands between them is no literal.  That is seen where the table is named again, or at the end.

  $ hiding() # UP DOWN, of the next revision
  > {
  >   revision a1 '' 'CREATE TABLE q (id INT PRIMARY KEY); CREATE TABLE far (id INT PRIMARY KEY);' \
  >     'DROP TABLE far; DROP TABLE q;'
  >   revision b1 a1 'CREATE TABLE n1 (id INT PRIMARY KEY);' 'DROP TABLE n1;'
  >   revision b2 b1 "ALTER TABLE /*!999999 ' */ far /*!999999 ' */ MODIFY id BIGINT;" '-- nothing'
  >   revision b3 b2 "$1" "$2"
  >   test_ 2>&1 | grep -v ' at \|detail:' | sed -E 's/(int)\([0-9]+\)/\1/g'
  > }
  $ is_seen_at_the_end() { hiding 'ALTER TABLE q ADD z INT;' 'ALTER TABLE q DROP z;'; }
  $ on mysql is_seen_at_the_end
  passed  a1, about a1
  passed  b1, about b1
  failed  b2, about b2
      down: the down script does nothing: differs in type change from int to bigint on column 'far.id'
  passed  b3, about b3
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  $ is_seen_where_it_is_named() { hiding 'ALTER TABLE far ADD z INT;' 'ALTER TABLE far DROP z;'; }
  $ on mysql is_seen_where_it_is_named
  passed  a1, about a1
  passed  b1, about b1
  failed  b2, about b2
      down: the down script does nothing: differs in type change from int to bigint on column 'far.id'
  passed  b3, about b3
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test b2
  [3]

The report as JSON and as JUnit's XML; a URL of another engine.

  $ reports()
  > {
  >   revision a1 '' 'CREATE TABLE `a&b` (x INT); CREATE TABLE c (x INT);' 'DROP TABLE c; DROP TABLE d;'
  >   revision b2 '' 'CREATE TABLE e (x INT); FLUSH TABLES;' 'DROP TABLE e;'
  >   sqlembic test --json --junit report.xml 2>/dev/null | python3 -c 'import json, sys
  > r = json.load(sys.stdin)
  > print(r["tests"], r["failed"], r["skipped"], [(c["revision"], c["outcome"], c["milliseconds"] > 0) for c in r["cases"]])
  > for f in r["cases"][0]["findings"]: print(f["stage"], f["is_failure"], f["text"], f["path"].endswith("a1.down.sql"), f["line"], f.get("objects"))' |
  >     sed -E 's/sqlembic_scratch_[0-9a-f_]+/SCRATCH/g'
  >   python3 -c 'import xml.etree.ElementTree as x
  > s = x.parse("report.xml").getroot().find("testsuite")
  > print({k: v for k, v in s.attrib.items() if k != "time"})
  > for c in s:
  >   print(c.attrib["name"], [(e.tag, e.attrib.get("type"), e.attrib.get("message"), e.text[-20:]) for e in c])' |
  >     sed -E 's/sqlembic_scratch_[0-9a-f_]+/SCRATCH/g'
  >   test_ --from postgresql://localhost/x
  > }
  $ on mysql reports
  3 1 0 [('a1', 'failed', True), ('b2', 'passed', True), ('a1', 'passed', True)]
  down True the down script fails: Unknown table 'SCRATCH.d' True 1 []
  {'name': 'sqlembic test', 'tests': '3', 'failures': '1', 'errors': '0', 'skipped': '0'}
  a1 about a1 [('failure', 'down', "the down script fails: Unknown table 'SCRATCH.d'", 'r 1051 of the server')]
  b2 about b2 [('system-out', None, None, 'the scratch database')]
  a1 and b2 in both orders []
  sqlembic: postgresql://localhost/x is no mysql database, as DATABASE_URL is
    next: schemas are compared within one kind: name another URL, or set DATABASE_URL to one of that kind
  [1]
