resolve: somebody who has looked says what has become of a step that is half applied.

  $ q() { sqlite3 app.db "$@"; }
  $ logs() { q "SELECT revision, direction, status, statements_done, statement_intended, error FROM sqlembic_log ORDER BY id"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "half" "transaction: off" "down transaction: off" <<'END'
  > CREATE TABLE b (x);
  > VACUUM INTO 'copy.db';
  > CREATE TABLE c (x);
  > --- down
  > DROP TABLE c;
  > VACUUM INTO 'older.db';
  > DROP TABLE b;
  > END

There is nothing to resolve.

  $ sqlembic resolve b2 --done
  sqlembic: no step is half applied
    state: nothing was changed
    next: see where the database is with: sqlembic status
  [1]
  $ ls
  alembic.ini
  migrations
  $ sqlembic resolve b2
  usage: sqlembic resolve [--done] [--retry] [--all-done] [--all-undone] revision
  sqlembic: say one of --done, --retry, --all-done and --all-undone
  [2]
  $ sqlembic resolve b2 --done --retry
  usage: sqlembic resolve [--done] [--retry] [--all-done] [--all-undone] revision
  sqlembic: say only one of --done, --retry, --all-done and --all-undone
  [2]

VACUUM INTO can be in no transaction and does not like to be repeated: a process that dies in it leaves a question.

  $ touch copy.db; echo x >copy.db
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ q "UPDATE sqlembic_log SET statement_intended = 2, error = NULL, connection = '1@' || host || ' unknown 1' WHERE revision = 'b2'"
  $ rm copy.db; cp app.db half.db
  $ afresh() { rm -f *.db; echo x >copy.db; sqlembic -q upgrade head 2>/dev/null || true; rm copy.db; }
  $ again() { cp half.db app.db; rm -f copy.db; }
  $ sqlembic status | tail -2
  half done  upgrade of b2: 1 of 3 statements, begun * by tester on * (glob)
             statement 2 may or may not be in effect: sqlembic resolve b2 --done, or --retry
  $ sqlembic status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["half_done"]["in_doubt"])'
  2
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Resuming b2 at statement 2 of 3
  sqlembic: statement 2 was running when an earlier run died: it may or may not have taken effect
    at */migrations/versions/b2.up.sql:8:1 (glob)
    | VACUUM INTO 'copy.db'
    state: 1 of 3 statements of the upgrade of b2 are committed; statement 2 may be, too
    next: look at the database; if the statement is in effect: sqlembic resolve b2 --done; if it is not: sqlembic resolve b2 --retry
  [8]

It is not in effect.  To say so twice is once too often, but does no harm.

  $ sqlembic resolve b2 --retry
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.up.sql:8, may or may not be in effect: VACUUM INTO 'copy.db' (glob)
  Statement 2 comes next; go on with: sqlembic upgrade b2
  The database is at a1.
  $ sqlembic resolve b2 --retry
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.up.sql:8, is not in effect: VACUUM INTO 'copy.db' (glob)
  Statement 2 comes next; go on with: sqlembic upgrade b2
  The database is at a1.
  $ logs
  a1|upgrade|done|1|0|
  b2|upgrade|running|1|0|to be run again, says resolve
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Resuming b2 at statement 2 of 3
  Done: 1 revision, 3 statements, * ms; now at b2 (head). (glob)
  $ ls copy.db
  copy.db
  $ sqlembic status --exit-code | grep changed
  [1]

It is in effect.  To say so twice must not pass over the statement behind it.

  $ again
  $ sqlembic resolve b2 --done
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.up.sql:8, may or may not be in effect: VACUUM INTO 'copy.db' (glob)
  Statement 3 comes next; go on with: sqlembic upgrade b2
  The database is at a1.
  $ sqlembic resolve b2 --done
  sqlembic: no statement of the upgrade of b2 is in doubt: 2 of 3 are done
    state: nothing was changed
    next: go on with: sqlembic upgrade b2; a statement that is not wanted can be taken out of the script before that
  [1]
  $ logs | tail -1
  b2|upgrade|running|2|0|the last one is done, says resolve
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Resuming b2 at statement 3 of 3
  Done: 1 revision, 3 statements, * ms; now at b2 (head). (glob)
  $ ls copy.db
  ls: cannot access 'copy.db': No such file or directory
  [2]
  $ sqlembic status --exit-code | grep changed
  [1]

All of it was completed by hand.

  $ again; q 'CREATE TABLE c (x)'
  $ sqlembic resolve head --all-done
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.up.sql:8, may or may not be in effect: VACUUM INTO 'copy.db' (glob)
  The upgrade of b2 counts as done
  The database is at b2 (head).
  $ logs | tail -1
  b2|upgrade|done|3|0|completed by hand
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2 (head)
  heads      b2 (head)
  pending    nothing
  lock       free

Or undone.

  $ again; q 'DROP TABLE b'
  $ sqlembic resolve b2 --all-undone
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.up.sql:8, may or may not be in effect: VACUUM INTO 'copy.db' (glob)
  The upgrade of b2 counts as never begun
  The database is at a1.
  $ logs | tail -1
  b2|upgrade|abandoned|1|2|undone by hand
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Done: 1 revision, 3 statements, * ms; now at b2 (head). (glob)

On the way down it is the same.

  $ echo x >older.db
  $ sqlembic -q downgrade a1 2>/dev/null
  [8]
  $ q "UPDATE sqlembic_log SET statement_intended = 2, connection = '1@' || host || ' unknown 1' WHERE direction = 'downgrade'"
  $ cp app.db half.db
  $ sqlembic resolve b2 --done
  The downgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/b2.down.sql:3, may or may not be in effect: VACUUM INTO 'older.db' (glob)
  Statement 3 comes next; go on with: sqlembic downgrade a1
  The database is at b2 (head).
  $ sqlembic downgrade a1
  Running downgrade b2 -> a1, half
  Resuming b2 at statement 3 of 3
  Done: 1 revision, 3 statements, * ms; now at a1. (glob)
  $ cp half.db app.db; q 'DROP TABLE b'
  $ sqlembic -q resolve b2 --all-done
  $ sqlembic current
  a1
  $ cp half.db app.db; q 'CREATE TABLE c (x)'
  $ sqlembic -q resolve b2 --all-undone
  $ sqlembic current
  b2 (head)
  $ sqlembic --json resolve b2 --all-undone
  {"error": "failed", "status": 1, "message": "no step is half applied", "state": "nothing was changed", "hint": "see where the database is with: sqlembic status"}
  [1]

What is refused: another revision, a script that is another one by now, and a step whose process is alive.

  $ afresh
  $ q "UPDATE sqlembic_log SET statement_intended = 2, connection = '1@' || host || ' unknown 1' WHERE revision = 'b2'"
  $ sqlembic resolve a1 --all-undone
  sqlembic: the step that is half applied is the upgrade of b2, not of a1
    state: nothing was changed
    next: if it is meant: sqlembic resolve b2 --all-undone
  [1]
  $ sed -i 's/TABLE b/TABLE bb/' migrations/versions/b2.up.sql
  $ sqlembic resolve b2 --done
  sqlembic: the script has changed: its first 1 statement is not what has been run
    at */migrations/versions/b2.up.sql (glob)
    state: nothing was changed
    next: restore what was run, then repeat this command
  [6]
  $ sqlembic status | tail -1
             the script does not begin with what has been run: restore that; or complete the step by hand, and then: sqlembic resolve b2 --all-done; or undo it, and then: --all-undone
  $ sed -i 's/TABLE bb/TABLE b/' migrations/versions/b2.up.sql

Nor is a statement done that stands where another one is in doubt: no command offers that, wherever it is run.

  $ sed -i "s/VACUUM INTO 'copy.db'/VACUUM/" migrations/versions/b2.up.sql
  $ q "UPDATE sqlembic_log SET checksum = substr(checksum, 1, 71) || '/0123456789abcdef' WHERE status = 'running'"
  $ sqlembic status | tail -1
             statement 2 may or may not be in effect as it was, and was edited since: restore it; or undo by hand what it was, and then: sqlembic resolve b2 --retry
  $ sqlembic status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["half_done"]["script"])'
  edited
  $ sqlembic upgrade head 2>&1 | grep next
    next: restore the statement and run the command again; or look at the database, undo by hand what the statement was if it is in effect, and then: sqlembic resolve b2 --retry
  $ q "UPDATE sqlembic_log SET connection = 'strange' WHERE status = 'running'"
  $ sqlembic upgrade head 2>&1 | grep next
    next: run the command where that process ran; or make sure that it is gone, undo by hand what statement 2 was, which was edited since, and then: sqlembic resolve b2 --retry
  $ sqlembic resolve b2 --done
  sqlembic: statement 2 is not the one that was about to run: the script was edited since
    at */migrations/versions/b2.up.sql:8 (glob)
    state: nothing was changed
    next: restore the statement, then repeat this command; or undo by hand what it was, and then: sqlembic resolve b2 --retry
  [6]
  $ sed -i "s/^VACUUM;/VACUUM INTO 'copy.db';/" migrations/versions/b2.up.sql
  $ sleep 60 & owner=$!
  $ q "UPDATE sqlembic_log SET os_user = 'jane', connection =
  >    '$owner@$(hostname) $(head -c 8 /proc/sys/kernel/random/boot_id) $(cut -d' ' -f22 /proc/$owner/stat)' WHERE status = 'running'"
  $ sqlembic resolve b2 --retry
  sqlembic: the step is not half applied, it is running: jane on * (*), who is running the upgrade of b2 (glob)
    state: nothing was changed
    next: wait until it ends, or end it; then see: sqlembic status
  [4]
  $ kill $owner; wait $owner 2>/dev/null
  [143]
  $ sqlembic -q resolve b2 --retry; sqlembic -q upgrade head

Where nobody can say whether that process is alive, whoever resolves answers for it.

  $ afresh
  $ q "UPDATE sqlembic_log SET connection = 'strange' WHERE revision = 'b2'"
  $ sqlembic upgrade head
  sqlembic: "strange" does not name a connection to SQLite
    state: the upgrade of b2 is half applied: 1 of 3 statements are done
    next: run the command where that process ran; or make sure that it is gone, then: sqlembic resolve b2 --retry
  [8]
  $ q "UPDATE sqlembic_log SET statement_intended = 2 WHERE revision = 'b2'"
  $ sqlembic upgrade head 2>&1 | grep next
    next: run the command where that process ran; or make sure that it is gone, and if statement 2 is in effect: sqlembic resolve b2 --done; if it is not: sqlembic resolve b2 --retry
  $ sqlembic -q resolve b2 --retry; sqlembic -q upgrade head

Without its script a step can be undone, but not be taken for done; without a log there is nothing to be known.

  $ afresh
  $ mv migrations/versions/b2.* .
  $ sqlembic status | tail -1
             there is no script of it that can be read: restore it; or undo the step by hand, and then: sqlembic resolve b2 --all-undone
  $ sqlembic resolve b2 --all-done
  sqlembic: there is no script for the upgrade of b2
    state: nothing was changed
    next: restore the script, or undo the step by hand and say: sqlembic resolve b2 --all-undone
  [1]
  $ sqlembic resolve b2 --retry
  The upgrade of b2 is half applied: 1 of 3 statements are done
  Statement 2 comes next; restore its script, then go on with: sqlembic upgrade b2
  The database is at a1 (head).
  $ ALEMBIC_LOG_TABLE= sqlembic resolve b2 --all-undone
  sqlembic: there is no log: log_table is set to nothing, so that no half-applied step is known
    state: nothing was changed
    next: say where the database is with: sqlembic stamp REVISION
  [1]
  $ sqlembic resolve b2 --all-undone
  The upgrade of b2 is half applied: 1 of 3 statements are done
  The upgrade of b2 counts as never begun
  The database is at a1 (head).

Servers: statements that no transaction holds, and rows of a log that live in one.  A row whose connection is empty
belongs to nobody.

  $ name=sqlembic_resolve_$$
  $ mkdir servers && cd servers
  $ mkrev a1 "" "index" "transaction: off" <<'END'
  > CREATE TABLE a (x INT);
  > CREATE INDEX CONCURRENTLY ON a (x);
  > INSERT INTO a VALUES (1);
  > END
  $ place=${SQLEMBIC_SERVER_POSTGRESQL#*host=}; port=${place#*port=}; place=${place%%&*}
  $ sql() { psql -X -q -A -t -h "$place" -p "$port" -U postgres "$@"; }
  $ sql -c "CREATE DATABASE $name"
  $ export DATABASE_URL="postgresql://postgres@/$name?host=$place&port=$port"
  $ sed -i 's/a (x);/a (y);/' migrations/versions/a1.up.sql
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ sed -i 's/a (y);/a (x);/' migrations/versions/a1.up.sql
  $ sql -d "$name" -c "UPDATE sqlembic_log SET statement_intended = 2, connection = '', checksum = split_part(checksum, '/', 1)" -c 'CREATE INDEX ON a (x)'
  $ sqlembic upgrade head 2>&1 | sed -n '3p; $p'
  sqlembic: statement 2 was running when an earlier run died: it may or may not have taken effect
    next: look at the database; if the statement is in effect: sqlembic resolve a1 --done; if it is not: sqlembic resolve a1 --retry
  $ sqlembic resolve a1 --done
  The upgrade of a1 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/a1.up.sql:8, may or may not be in effect: CREATE INDEX CONCURRENTLY ON a (x) (glob)
  Statement 3 comes next; go on with: sqlembic upgrade a1
  The database is at base.
  $ sqlembic -q upgrade head
  $ sql -d "$name" -c 'SELECT * FROM a' -c 'SELECT status, statements_done, statement_intended FROM sqlembic_log'
  1
  done|3|0
  $ sql -c "DROP DATABASE $name"

  $ sql() { mariadb --no-defaults --skip-ssl -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" -N -B -e "$*"; }
  $ sql "CREATE DATABASE $name"
  $ export DATABASE_URL="mysql://root@localhost/$name?unix_socket=$SQLEMBIC_TEST_MYSQL_SOCKET&read_default_file=/dev/null"
  $ sed -i 's/CONCURRENTLY/a_by_x/' migrations/versions/a1.up.sql
  $ sed -i 's/a (x);/a (y);/' migrations/versions/a1.up.sql
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ sed -i 's/a (y);/a (x);/' migrations/versions/a1.up.sql
  $ sql "UPDATE $name.sqlembic_log SET statement_intended = 2, connection = '', checksum = SUBSTRING_INDEX(checksum, '/', 1)"
  $ sqlembic resolve a1 --retry
  The upgrade of a1 is half applied: 1 of 3 statements are done
  Statement 2, at */migrations/versions/a1.up.sql:8, may or may not be in effect: CREATE INDEX a_by_x ON a (x) (glob)
  Statement 2 comes next; go on with: sqlembic upgrade a1
  The database is at base.
  $ sql "INSERT INTO $name.a VALUES (1); UPDATE $name.sqlembic_log SET statement_intended = 2"
  $ sqlembic -q resolve a1 --all-done
  $ sqlembic status --exit-code | sed -n '2p; 6,$p'
  current    a1 (head)
  $ sql "SELECT status, statements_done, statement_intended FROM $name.sqlembic_log" | tr '\t' ' '
  done 3 0
  $ sql "DROP DATABASE $name"
