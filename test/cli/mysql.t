MySQL and MariaDB: what their users are used to lose sleep over.  What is printed is what MariaDB prints.
(pitfalls.t says how to read this.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ a_truncated_value_is_no_silence()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (name VARCHAR(3), n TINYINT);
  > SET sql_mode = '';
  > INSERT INTO one VALUES ('abcdef', 1);
  > INSERT INTO one VALUES ('a', 1000);
  > CREATE TABLE IF NOT EXISTS one (n INT);
  > END
  >   run upgrade head
  > }
  $ on mysql a_truncated_value_is_no_silence
  Running upgrade  -> a1, first
  warning: Data truncated for column 'name' at row 1 (warning 1265): INSERT INTO one VALUES ('abcdef', 1)
  warning: Out of range value for column 'n' at row 1 (warning 1264): INSERT INTO one VALUES ('a', 1000)
  Done: 1 revision, 5 statements, N ms; now at a1 (head).

MariaDB's error about a foreign key does not say what is wrong with it, a warning beside it does.

  $ the_cause_of_a_refused_foreign_key_is_told()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (id BIGINT PRIMARY KEY);
  > CREATE TABLE two (one INT, FOREIGN KEY (one) REFERENCES one (id));
  > END
  >   run -q upgrade head
  > }
  $ on mysql the_cause_of_a_refused_foreign_key_is_told
  sqlembic: Can't create table `DB`.`two` (errno: 150 "Foreign key constraint is incorrectly formed")
    at ./migrations/versions/a1.up.sql:7:1
    | CREATE TABLE two (one INT, FOREIGN KEY (one) REFERENCES one (id))
    detail: error 1005 of the server: Create  table `DB`.`two` with foreign key (one) constraint failed. Field type or character set for column 'one' does not match referenced column 'id'.
    state: 1 of 2 statements of the upgrade of a1 are committed; the next run goes on with statement 2
    next: correct it, then: sqlembic upgrade head
  [8]

  $ a_statement_larger_than_max_allowed_packet_is_not_sent()
  > {
  >   { echo 'CREATE TABLE one (t LONGTEXT);'; echo "INSERT INTO one VALUES ('$(head -c 4200000 /dev/zero | tr '\0' x)');"; } |
  >     mkrev a1 '' first
  >   run upgrade head | sed 's/^\(  | .\{40\}\).*/\1.../'
  >   query 'SELECT count(*) FROM one'
  > }
  $ on mysql a_statement_larger_than_max_allowed_packet_is_not_sent
  Running upgrade  -> a1, first
  sqlembic: the statement has 4200027 bytes, and the server takes 4194304 at most (max_allowed_packet)
    at ./migrations/versions/a1.up.sql:7:1
    | INSERT INTO one VALUES ('xxxxxxxxxxxxxxx...
    state: 1 of 2 statements of the upgrade of a1 are committed; the next run goes on with statement 2
    next: raise max_allowed_packet on the server, or split the statement; it was not sent
  [8]
  0

  $ load_data_local_is_off_unless_the_url_allows_it()
  > {
  >   printf '1\n2\n' >rows.txt
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 load <<<"LOAD DATA LOCAL INFILE 'rows.txt' INTO TABLE one;"
  >   run -q upgrade head
  >   query 'SELECT count(*) FROM one'
  >   DATABASE_URL="$DATABASE_URL&local_infile=1" run -q upgrade head
  >   query 'SELECT count(*) FROM one'
  > }
  $ on mysql load_data_local_is_off_unless_the_url_allows_it
  sqlembic: The used command is not allowed because the MariaDB server or client has disabled the local infile capability
    at ./migrations/versions/b2.up.sql:6:1
    | LOAD DATA LOCAL INFILE 'rows.txt' INTO TABLE one
    detail: error 4166 of the server
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: LOAD DATA LOCAL is off: add local_infile=1 to DATABASE_URL, if the server allows it
  [1]
  0
  2

  $ client_commands_are_refused_and_delimiter_is_understood()
  > {
  >   for command in 'source other.sql' '\. other.sql' 'tee out.txt' 'system ls' '\restrict of_pg_dump'; do
  >     mkrev a1 '' first <<<$'CREATE TABLE one (id INT);\n'"$command"
  >     run upgrade head | head -2
  >   done
  >   mkrev a1 '' first <<'END'
  > delimiter //
  > DELIMITER $$
  > CREATE TABLE one (id INT)$$
  > CREATE TRIGGER bi BEFORE INSERT ON one FOR EACH ROW BEGIN SET NEW.id = NEW.id + 1; SET @seen = ';'; END $$
  > DELIMITER ;
  > /*!50003 INSERT INTO one VALUES (1) */;
  > /*!99999 INSERT INTO one VALUES (10) */;
  > /*M!100000 INSERT INTO one VALUES (100) */;
  > END
  >   run upgrade head
  >   query 'SELECT * FROM one'
  > }
  $ on mysql client_commands_are_refused_and_delimiter_is_understood
  sqlembic: source is a command of the mysql client, not SQL
    at ./migrations/versions/a1.up.sql:7:1
  sqlembic: \. is a command of the mysql client, not SQL
    at ./migrations/versions/a1.up.sql:7:1
  sqlembic: tee is a command of the mysql client, not SQL
    at ./migrations/versions/a1.up.sql:7:1
  sqlembic: system is a command of the mysql client, not SQL
    at ./migrations/versions/a1.up.sql:7:1
  sqlembic: \restrict is a command of the psql client, not SQL
    at ./migrations/versions/a1.up.sql:7:1
  Running upgrade  -> a1, first
  Done: 1 revision, 5 statements, N ms; now at a1 (head).
  2
  101

  $ a_dump_of_mysqldump_is_a_script()
  > {
  >   original=$database
  >   query "CREATE TABLE one (id INT PRIMARY KEY, t TEXT)" "INSERT INTO one VALUES (1, 'it''s; \\\\ here'), (2, NULL)" \
  >     'CREATE VIEW v AS SELECT id FROM one' 'CREATE TRIGGER bi BEFORE INSERT ON one FOR EACH ROW SET NEW.id = NEW.id + 1'
  >   mariadb-dump --no-defaults --skip-ssl -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" "$original" | mkrev a1 '' dumped
  >   mkrev b2 a1 after <<'END'
  > CREATE TABLE settings AS SELECT @@foreign_key_checks AS a, @@unique_checks AS b, @@time_zone AS c, @@character_set_client AS d;
  > END
  >   another
  >   run -q upgrade head | grep -v 'sql_notes.* is deprecated'
  >   query 'SELECT * FROM one' 'SELECT * FROM v' 'SELECT * FROM settings'
  > }
  $ on mysql a_dump_of_mysqldump_is_a_script
  warning: LOCK TABLES does not last: the log table is written between two statements of a script, and that releases the lock
  1|it's; \\ here
  2|NULL
  1
  2
  1|1|SYSTEM|utf8mb4

  $ reader_begins()
  > {
  >   exec {reader}> >(mariadb_on "$database" >/dev/null)
  >   echo "START TRANSACTION; SELECT * FROM one; DO GET_LOCK(CONCAT('gate ', DATABASE()), 0);" >&$reader
  >   until_true "SELECT IS_USED_LOCK(CONCAT('gate ', DATABASE())) IS NOT NULL"
  > }
  $ reader_ends() { echo 'COMMIT;' >&$reader; exec {reader}>&-; }
  $ ddl_that_waits_for_a_lock_gives_up()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 alter <<<'ALTER TABLE one ADD name TEXT;'
  >   run -q upgrade a1
  >   reader_begins
  >   ALEMBIC_LOCK_TIMEOUT=1s run -q upgrade head
  >   reader_ends
  >   run -q upgrade head
  >   version_rows
  > }
  $ on mysql ddl_that_waits_for_a_lock_gives_up
  sqlembic: a lock was not obtained within N s, which is the lock_timeout
    at ./migrations/versions/b2.up.sql:6:1
    | ALTER TABLE one ADD name TEXT
    detail: error 1205 of the server
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: another session holds the lock: SHOW FULL PROCESSLIST lists all; end it, or raise lock_timeout, then run the command again
  [4]
  b2

  $ the_server_that_still_runs_a_killed_clients_statement_is_waited_for()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (id INT);
  > CREATE TABLE two AS SELECT SLEEP(4.5) AS slept;
  > CREATE TABLE three (id INT);
  > END
  >   sqlembic -q upgrade head >/dev/null 2>&1 &
  >   until_true "SELECT COUNT(*) = 1 FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'CREATE TABLE two%'"
  >   { kill -KILL $!; wait $!; } 2>/dev/null
  >   run -q upgrade head | grep -v 'next:'
  >   query "SHOW TABLES LIKE 't%'"
  > }
  $ on mysql the_server_that_still_runs_a_killed_clients_statement_is_waited_for
  three
  two

  $ refuse_as() { printf "SIGNAL SQLSTATE '%s' SET MYSQL_ERRNO = %s, MESSAGE_TEXT = 'the group does not want it';\n" "$@"; }
  $ what_a_group_of_servers_refuses_has_its_way_on()
  > {
  >   mkrev a1 '' first < <(refuse_as HY000 3100)
  >   run -q upgrade head
  >   mkrev a1 '' first < <(refuse_as 40000 3101)
  >   run -q upgrade head
  > }
  $ on mysql what_a_group_of_servers_refuses_has_its_way_on
  sqlembic: the group does not want it
    at ./migrations/versions/a1.up.sql:6:1
    | SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 3100, MESSAGE_TEXT = 'the group does not want it'
    detail: error 3100 of the server
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: the group has refused the transaction: see the server's log, and performance_schema.replication_group_members
  [1]
  sqlembic: the group does not want it
    at ./migrations/versions/a1.up.sql:6:1
    | SIGNAL SQLSTATE '40000' SET MYSQL_ERRNO = 3101, MESSAGE_TEXT = 'the group does not want it'
    detail: error 3101 of the server
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: another member of the group has changed the same rows: run the command again, or let it try again by itself with --lock-retries
  [4]

Where one step of DDL follows another, the row of the first one announces the second.  Such a row is made here as a kill leaves
it: by itself it is a running row, and the server is asked what has become of the statement.

  $ announced()
  > {
  >   query "DELETE FROM sqlembic_log WHERE id > 1" "UPDATE alembic_version SET version_num = 'a1'" \
  >     "UPDATE sqlembic_log SET format = 2, statement_intended = 1, error = 'next: b2 (1): a1 -> b2'"
  > }
  $ a_step_that_is_announced_is_half_applied()
  > {
  >   mkrev a1 '' first <<< 'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 second <<< 'CREATE TABLE two (id INT);'
  >   mkrev c3 b2 third <<< 'CREATE TABLE three (id INT);'
  >   run -q upgrade head; query 'SELECT format, revision, status, statement_intended, error FROM sqlembic_log'
  >   query 'DROP TABLE three'; announced; run log | cut -d' ' -f3- | sed -E 's/(statements?) .*/\1/'
  >   run status | sed -n 's/, begun .*//; /half/p'; run upgrade head; log_rows | cut -d'|' -f1-5,10
  >   query 'DROP TABLE two, three'; announced; run upgrade b2; log_rows | cut -d'|' -f1-5,10
  > }
  $ on mysql a_step_that_is_announced_is_half_applied
  1|a1|done|0|NULL
  1|b2|done|0|NULL
  1|c3|done|0|NULL
  upgrade    b2            running    0 of 1 statements
  upgrade    a1            done       1 statement
  half done  upgrade of b2: 0 of 1 statements
  Running upgrade a1 -> b2, second
  Running upgrade b2 -> c3, third
  Done: 2 revisions, 2 statements, N ms; now at c3 (head).
  1|1|a1|upgrade|done|0
  2|1|b2|upgrade|done|0
  3|1|c3|upgrade|done|0
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2.
  1|1|a1|upgrade|done|0
  2|1|b2|upgrade|done|0

A run that does not go on with the step asks about it only where nobody can know that it never began.

  $ an_announced_step_that_never_began_is_forgotten()
  > {
  >   mkrev a1 '' first <<< $'CREATE TABLE one (id INT);\n--- down\nDROP TABLE one;'
  >   mkrev b2 a1 second <<< $'CREATE TABLE two (id INT);\n--- down\nDROP TABLE two;'
  >   run -q upgrade head; announced; run downgrade base
  >   query 'DROP TABLE two'; run upgrade a1; log_rows | cut -d'|' -f1-5,10,13
  >   announced; run downgrade base; log_rows | cut -d'|' -f1-5,10,13
  >   run -q upgrade head
  >   query "UPDATE sqlembic_log SET format = 2, statement_intended = 1, direction = 'downgrade', error = 'next: b2 (1): b2 -> a1'"
  >   run upgrade head; log_rows | tail -n 1 | cut -d'|' -f1-5,10,13
  > }
  $ on mysql an_announced_step_that_never_began_is_forgotten
  sqlembic: the upgrade of revision b2 is half applied: 0 of 1 statements are done
    state: nothing was changed by this command
    next: finish it with: sqlembic upgrade b2; or complete or undo it by hand, then say which: sqlembic resolve b2 --all-done, or --all-undone
  [8]
  Nothing to do: already at a1.
  1|1|a1|upgrade|done|0|NULL
  Running downgrade a1 -> , first
  Done: 1 revision, 1 statement, N ms; now at base.
  1|1|a1|upgrade|done|0|NULL
  2|1|a1|downgrade|done|0|NULL
  Nothing to do: already at b2 (head).
  4|1|b2|downgrade|done|0|NULL

What has become of a statement that was edited since cannot be looked for, even where what takes its place has done nothing.

  $ an_announced_statement_that_was_edited_is_asked_about()
  > {
  >   mkrev a1 '' first <<< $'CREATE TABLE one (id INT);\n--- down\nDROP TABLE one;'
  >   mkrev b2 a1 second <<< $'CREATE TABLE two (id INT);\n--- down\nDROP TABLE two;'
  >   run -q upgrade head
  >   for text in 'CREATE TABLE two (id INT)' 'CREATE TABLE three (id INT)'; do
  >     hash=sha256:$(printf '%s\0' "$text" | sha256sum | cut -c1-64)
  >     query "DELETE FROM sqlembic_log WHERE id > 1" "UPDATE alembic_version SET version_num = 'a1'" \
  >       "UPDATE sqlembic_log SET format = 2, statement_intended = 1, error = 'next: b2 (1 $hash): a1 -> b2'"
  >     run upgrade head
  >   done
  >   query 'DROP TABLE two'; run upgrade a1 | head -n 1; run upgrade head | head -n 1
  >   run -q resolve b2 --retry; run upgrade head
  > }
  $ on mysql an_announced_statement_that_was_edited_is_asked_about
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  sqlembic: statement 1 was about to run when an earlier run died, and was edited since: what it was may or may not have taken effect
    at ./migrations/versions/b2.up.sql
    state: 0 of 1 statements of the upgrade of b2 are committed; statement 1, as it was, may be
    next: restore the statement and run the command again; or look at the database, undo by hand what the statement was if it is in effect, and then: sqlembic resolve b2 --retry
  [8]
  sqlembic: the upgrade of revision b2 is half applied: 0 of 1 statements are done
  sqlembic: statement 1 was about to run when an earlier run died, and was edited since: what it was may or may not have taken effect
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).

  $ an_announced_step_can_be_resolved()
  > {
  >   mkrev a1 '' first <<< 'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 second <<< 'CREATE TABLE two (id INT);'
  >   run -q upgrade head; announced; run resolve b2 --retry; log_rows | cut -d'|' -f1-5,10,13
  >   announced; run resolve b2 --all-done; version_rows; log_rows | cut -d'|' -f1-5,10
  >   announced; run resolve b2 --all-undone; version_rows; log_rows | cut -d'|' -f1-5,10
  >   announced; run resolve b2 --done | tail -n 1; run upgrade head; version_rows
  > }
  $ on mysql an_announced_step_can_be_resolved
  The upgrade of b2 is half applied: 0 of 1 statements are done
  Statement 1, at ./migrations/versions/b2.up.sql:6, may or may not be in effect: CREATE TABLE two (id INT)
  Statement 1 comes next; go on with: sqlembic upgrade b2
  The database is at a1.
  1|1|a1|upgrade|done|0|NULL
  2|3|b2|upgrade|running|0|to be run again, says resolve
  The upgrade of b2 is half applied: 0 of 1 statements are done
  Statement 1, at ./migrations/versions/b2.up.sql:6, may or may not be in effect: CREATE TABLE two (id INT)
  The upgrade of b2 counts as done
  The database is at b2 (head).
  b2
  1|1|a1|upgrade|done|0
  2|1|b2|upgrade|done|0
  The upgrade of b2 is half applied: 0 of 1 statements are done
  Statement 1, at ./migrations/versions/b2.up.sql:6, may or may not be in effect: CREATE TABLE two (id INT)
  The upgrade of b2 counts as never begun
  The database is at a1.
  a1
  1|1|a1|upgrade|done|0
  2|1|b2|upgrade|abandoned|1
  The database is at a1.
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  b2

  $ an_announced_step_is_given_up_by_stamp()
  > {
  >   mkrev a1 '' first <<< 'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 second <<< 'CREATE TABLE two (id INT);'
  >   run -q upgrade head; announced; run -q stamp b2; version_rows; log_rows | cut -d'|' -f1-5,10,13
  >   announced; run -q stamp a1; version_rows; log_rows | cut -d'|' -f1-5,10,13
  > }
  $ on mysql an_announced_step_is_given_up_by_stamp
  b2
  1|1|a1|upgrade|done|0|NULL
  2|1|b2|upgrade|abandoned|1|settled by stamp
  3|1|b2|stamp|done|0|NULL
  a1
  1|1|a1|upgrade|done|0|NULL
  2|1|b2|upgrade|abandoned|1|settled by stamp

  $ what_was_announced_and_failed_has_its_own_row()
  > {
  >   mkrev a1 '' first <<< 'CREATE TABLE one (id INT);'
  >   mkrev b2 a1 second <<< 'CREATE TABLE two (id INT);'
  >   mkrev c3 b2 third <<< 'CREATE TABLE two (id INT); CREATE TABLE three (id INT);'
  >   run -q upgrade head; log_rows | cut -d'|' -f1-5,10,13
  >   mkrev c3 b2 third <<< 'CREATE TABLE three (id INT); CREATE TABLE two (id INT);'
  >   run -q upgrade head | grep state; log_rows | cut -d'|' -f1-5,10,13 | tail -n 1
  > }
  $ on mysql what_was_announced_and_failed_has_its_own_row
  sqlembic: Table 'two' already exists
    at ./migrations/versions/c3.up.sql:6:14
    | CREATE TABLE two (id INT)
    |              ^
    detail: error 1050 of the server
    state: no statement of the upgrade of c3 has taken effect; the database is at b2
    next: correct it, then: sqlembic upgrade head
  [1]
  1|1|a1|upgrade|done|0|NULL
  2|1|b2|upgrade|done|0|NULL
  3|1|c3|upgrade|failed|1|Table 'two' already exists
    state: 1 of 2 statements of the upgrade of c3 are committed; the next run goes on with statement 2
  4|3|c3|upgrade|running|0|Table 'two' already exists

A value that a column cannot hold.

  $ no_value_is_bent()
  > {
  >   mkrev a1 '' first <<< 'CREATE TABLE one (n INT, name VARCHAR(9) CHARACTER SET latin1);'
  >   mkrev b2 a1 second <<< "INSERT INTO one (n) VALUES ('x');"
  >   run upgrade head | grep -E '^  (detail|next)'
  >   mkrev b2 a1 second <<< "INSERT INTO one (name) VALUES ('日');"
  >   run upgrade head | grep -E '^  (detail|next)'
  > }
  $ on mysql no_value_is_bent
    detail: error 1366 of the server
    next: give the column a type and a character set that hold the value (utf8mb4 holds all text), or correct the value
    detail: error 1366 of the server
    next: give the column a type and a character set that hold the value (utf8mb4 holds all text), or correct the value

Of several databases the one that does not answer is named, and where its URL is from.

  $ the_other_one_is_named()
  > {
  >   run diff live mysql://user:secret@127.0.0.1:1/other | grep next
  >   sed -i 's,^script_location.*,&\ntarget_metadata = mysql://user:secret@127.0.0.1:2/wanted,' alembic.ini
  >   run check | grep next
  >   run test --from mysql://user:secret@127.0.0.1:3/from | grep next
  > }
  $ on mysql the_other_one_is_named
    next: check that the server is running, and host, port or unix_socket in mysql://user:***@127.0.0.1:1/other (the command line)
    next: check that the server is running, and host, port or unix_socket in mysql://user:***@127.0.0.1:2/wanted (alembic.ini:3)
    next: check that the server is running, and host, port or unix_socket in mysql://user:***@127.0.0.1:3/from (--from)

Names that are none, and words that the server does not know, are pointed at.

  $ what_is_wrong_is_pointed_at()
  > {
  >   local long=$(printf 'n%.0s' {1..65})
  >   export ALEMBIC_TARGET_METADATA=wanted.sql
  >   for sql in "CREATE TABLE $long (a INT)" "CREATE TABLE t (a INT, \`b \` INT)" "CREATE TABLE t (a INT, KEY $long (a))" \
  >     'CREATE TABLE t (a INT) ENGINE = nowhere' 'CREATE TABLE t (a CHAR(9) COLLATE nowhere)' "CREATE TABLE t (a INT DEFAULT 'x')" \
  >     'CREATE TABLE t (d VARCHAR(90000))' 'CREATE VIEW v AS SELECT 1 FROM nowhere.t'; do
  >     echo "$sql;" >wanted.sql
  >     run check | grep -E '^  (at|next)' | sed 's/let an administrator.*//'
  >   done
  > }
  $ on mysql what_is_wrong_is_pointed_at
    at wanted.sql:1:14
    next: give it another name: it has 1 to 64 characters, and no blank at its end
    at wanted.sql:1:25
    next: give it another name: it has 1 to 64 characters, and no blank at its end
    at wanted.sql:1:28
    next: give it another name: it has 1 to 64 characters, and no blank at its end
    at wanted.sql:1:33
    next: name an engine that SHOW ENGINES lists, or 
    at wanted.sql:1:35
    next: name a collation that SHOW COLLATION lists: this server does not have that one
    at wanted.sql:1:17
    next: name a default that the column can hold; the sql_mode says whether it can hold a date of zeros (NO_ZERO_DATE, NO_ZERO_IN_DATE)
    at wanted.sql:1:17
    next: correct it, then run the same command again
    at wanted.sql:1:40
    next: other databases are the server's: 
