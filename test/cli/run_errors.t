What goes wrong while running: the message, the place, the state of the database, the next command.

  $ q() { sqlite3 app.db "$@"; }
  $ logs() { q "SELECT revision, direction, status, statements, statements_done, coalesce(error, '') FROM sqlembic_log ORDER BY id"; }
  $ start() { rm -rf app.db* migrations; }

Root may do everything: what follows is about everybody else.

  $ plain() { if [ "$(id -u)" = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search "$@"; else "$@"; fi; }

Statement 3 of 5 fails: nothing of the revision stays, what was committed before it does.

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" <<'END'
  > CREATE TABLE b (x);
  > INSERT INTO b VALUES (1);
  > INSERT INTO b
  >   SELECT x, 'ä€', nope -- 中
  >     FROM a;
  > INSERT INTO b VALUES (2);
  > INSERT INTO b VALUES (3);
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, second
  sqlembic: no such column: nope
    at */migrations/versions/b2.up.sql:9:19 (glob)
    |   SELECT x, 'ä€', nope -- 中
    |                   ^
    detail: SQLITE_ERROR: no such column: nope
    state: upgrade of b2 was rolled back; the database is at a1
    next: correct it, then: sqlembic upgrade head
  [1]
  $ sqlembic current
  a1
  $ tables app.db
  a
  alembic_version
  sqlembic_log
  $ logs
  a1|upgrade|done|1|1|
  b2|upgrade|failed|5|0|no such column: nope
  $ sed -i "s/, 'ä€', nope//" migrations/versions/b2.up.sql
  $ sqlembic -q upgrade head
  $ logs
  a1|upgrade|done|1|1|
  b2|upgrade|failed|5|0|no such column: nope
  b2|upgrade|done|5|5|

As JSON the same, in parts.

  $ mkrev c3 b2 "third" <<'END'
  > INSERT INTO b VALUES (1)
  >  WHERE;
  > END
  $ sqlembic upgrade head --json 2>error.json >/dev/null
  [1]
  $ python3 -c '
  > import json
  > e = json.load(open("error.json"))
  > print(e["error"], e["status"], e["file"].split("/")[-1], e["line"], e["column"], sep="|")
  > print(e["message"], e["detail"], e["state"], e["hint"], sep="\n")'
  failed|1|c3.up.sql|7|2
  near "WHERE": syntax error
  SQLITE_ERROR: near "WHERE": syntax error
  upgrade of c3 was rolled back; the database is at b2
  correct it, then: sqlembic upgrade head
  $ rm migrations/versions/c3.*

Irreversible: refused before anything runs.

  $ sqlembic downgrade base
  sqlembic: revision b2 cannot be downgraded: it has no down script
    at */migrations/versions/b2.up.sql:3 (glob)
    state: nothing was changed
    next: write its .down.sql, or restore a backup; a .down.sql of comments only is a downgrade that does nothing
  [1]
  $ mkrev c3 b2 "third" <<'END'
  > CREATE TABLE c (x);
  > --- down
  > DROP TABLE c;
  > END
  $ sqlembic -q upgrade head
  $ sqlembic downgrade base 2>&1 | head -1
  sqlembic: revision b2 cannot be downgraded: it has no down script
  $ sqlembic current
  c3 (head)
  $ sqlembic downgrade base --sql
  sqlembic: downgrade with --sql requires <fromrev>:<torev>
    next: sqlembic downgrade FROM:base --sql, where FROM is what sqlembic current says
  [1]

A database that is newer than these scripts.

  $ rm migrations/versions/c3.*
  $ sqlembic upgrade head
  sqlembic: Can't locate revision identified by 'c3'
    detail: the version table holds 'c3', and no script has this revision
    state: nothing was changed
    next: use newer scripts if these are older than the database; if c3 was squashed away, upgrade first with the release that has it
  [1]
  $ sqlembic downgrade -1 2>&1 | head -1
  sqlembic: Can't locate revision identified by 'c3'
  $ sqlembic current
  sqlembic: Can't locate revision identified by 'c3'
    detail: the version table holds 'c3', and no script has this revision
    next: use newer scripts if these are older than the database; if c3 was squashed away, upgrade first with the release that has it
  [1]
  $ sqlembic stamp b2 2>&1 | head -1
  sqlembic: Can't locate revision identified by 'c3'
  $ sqlembic stamp --purge b2
  Running stamp_revision  -> b2
  Done, nothing was run: now at b2 (head).

A script that has its own transaction, and one that says so.

  $ start
  $ mkrev a1 "" "own" <<'END'
  > CREATE TABLE a (x);
  > COMMIT;
  > END
  $ sqlembic upgrade head
  sqlembic: the script begins or ends a transaction by itself (COMMIT)
    at */migrations/versions/a1.up.sql:7:1 (glob)
    | COMMIT
    state: nothing was changed
    next: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  [1]
  $ mkrev a1 "" "own" "transaction: off" <<'END'
  > BEGIN;
  > CREATE TABLE a (x);
  > END
  $ sqlembic upgrade head
  sqlembic: the script begins or ends a transaction by itself (BEGIN)
    at */migrations/versions/a1.up.sql:7:1 (glob)
    | BEGIN
    state: nothing was changed
    next: make the header line "-- transaction: own", or take the statement out, since the script runs statement by statement
  [1]
  $ mkrev a1 "" "own" "transaction: own" <<'END'
  > BEGIN;
  > CREATE TABLE a (x);
  > COMMIT;
  > BEGIN;
  > INSERT INTO a VALUES (1);
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, own
  sqlembic: the script has left its transaction open
    at */migrations/versions/a1.up.sql (glob)
    state: 3 of 5 statements of the upgrade of a1 are committed; the next run goes on with statement 4
    next: end the script with COMMIT, then: sqlembic upgrade head
  [8]
  $ echo 'COMMIT;' >>migrations/versions/a1.up.sql
  $ sqlembic upgrade head
  Running upgrade  -> a1, own
  Resuming a1 at statement 4 of 6
  Done: 1 revision, 6 statements, * ms; now at a1 (head). (glob)
  $ q 'SELECT * FROM a'
  1

Empty scripts and scripts of comments are revisions like others.

  $ start
  $ mkrev a1 "" "empty" </dev/null
  $ mkrev b2 a1 "comments" <<'END'
  > -- nothing here
  > /* nor here; */ ;
  > --- down
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, empty
  Running upgrade a1 -> b2, comments
  Done: 2 revisions, 0 statements, * ms; now at b2 (head). (glob)
  $ sqlembic downgrade -1
  Running downgrade b2 -> a1, comments
  Done: 1 revision, 0 statements, * ms; now at a1. (glob)

What cannot run in a transaction is refused before anything runs, or runs alone.

  $ mkrev b2 a1 "vacuum" <<'END'
  > CREATE TABLE v (x);
  > VACUUM;
  > END
  $ sqlembic upgrade head
  sqlembic: VACUUM cannot run inside a transaction
    at */migrations/versions/b2.up.sql:7:1 (glob)
    | VACUUM
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  $ sqlembic current
  a1
  $ mkrev b2 a1 "vacuum" "transaction: off" <<'END'
  > CREATE TABLE v (x);
  > VACUUM;
  > END
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, vacuum
  Done: 1 revision, 2 statements, * ms; now at b2 (head). (glob)

Half a script of "transaction: off": what is done stays, and is not done again.

  $ start
  $ mkrev a1 "" "half" "transaction: off" <<'END'
  > CREATE TABLE a (x);
  > INSERT INTO a VALUES (1);
  > INSERT INTO nope VALUES (2);
  > INSERT INTO a VALUES (3);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "after" <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, half
  sqlembic: no such table: nope
    at */migrations/versions/a1.up.sql:9:1 (glob)
    | INSERT INTO nope VALUES (2)
    detail: SQLITE_ERROR: no such table: nope
    state: 2 of 4 statements of the upgrade of a1 are committed; the next run goes on with statement 3
    next: correct it, then: sqlembic upgrade head
  [8]
  $ logs
  a1|upgrade|running|4|2|no such table: nope
  $ sqlembic upgrade head 2>&1 >/dev/null | sed 5,9d
  Running upgrade  -> a1, half
  Resuming a1 at statement 3 of 4
  sqlembic: no such table: nope
    at */migrations/versions/a1.up.sql:9:1 (glob)

Before it is settled nothing else runs.

  $ sqlembic downgrade base
  sqlembic: the upgrade of revision a1 is half applied: 2 of 4 statements are done
    state: nothing was changed by this command
    next: finish it with: sqlembic upgrade a1; or complete or undo it by hand, then say which: sqlembic resolve a1 --all-done, or --all-undone
  [8]

Its done part must be what it was; line ends and comments may change.

  $ cp migrations/versions/a1.up.sql kept.sql
  $ sed -i 's/VALUES (1)/VALUES (100)/' migrations/versions/a1.up.sql
  $ sqlembic upgrade head
  Running upgrade  -> a1, half
  Resuming a1 at statement 3 of 4
  sqlembic: the script has changed: its first 2 statements are not what has been run
    at */migrations/versions/a1.up.sql (glob)
    state: 2 of 4 statements of the upgrade of a1 are committed
    next: restore what was run and change only what comes after it; or complete or undo the step by hand, then say which: sqlembic resolve a1 --all-done, or --all-undone
  [6]
  $ sed -i '/^INSERT/d' migrations/versions/a1.up.sql; grep -c '^[A-Z]' migrations/versions/a1.up.sql
  1
  $ sqlembic upgrade head 2>&1 | grep -e ^sqlembic -e state
  sqlembic: the script has changed: its first 2 statements are not what has been run
    state: 2 of 4 statements of the upgrade of a1 are committed
  $ sed 's/INTO nope/INTO a/; 6i -- a comment more' kept.sql | sed 's/$/\r/' >migrations/versions/a1.up.sql
  $ sqlembic upgrade head
  Running upgrade  -> a1, half
  Resuming a1 at statement 3 of 4
  Running upgrade a1 -> b2, after
  Done: 2 revisions, 5 statements, * ms; now at b2 (head). (glob)
  $ q 'SELECT x FROM a'
  1
  2
  3
  $ logs
  a1|upgrade|done|4|4|
  b2|upgrade|done|1|1|

Or it is settled by stamp: the scripts are right or wrong, the user has decided.

  $ start
  $ mkrev a1 "" "half" "transaction: off" <<'END'
  > CREATE TABLE a (x);
  > INSERT INTO nope VALUES (2);
  > END
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ sqlembic stamp base
  The half-applied upgrade of a1 (1 of 2 statements) is given up
  Done, nothing was run: now at base.
  $ logs
  a1|upgrade|abandoned|2|1|settled by stamp
  $ q 'DROP TABLE a'
  $ sed -i 's/nope/a/' migrations/versions/a1.up.sql
  $ sqlembic upgrade head
  Running upgrade  -> a1, half
  Done: 1 revision, 2 statements, * ms; now at a1 (head). (glob)

A half-applied step comes first, wherever it stands in the plan; the rest follows.

  $ start
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > END
  $ mkrev b2 a1 "half" "transaction: off" <<'END'
  > CREATE TABLE b (x);
  > INSERT INTO nope VALUES (1);
  > END
  $ mkrev c3 a1 "side" <<'END'
  > CREATE TABLE c (x);
  > END
  $ mkrev d4 "b2, c3" "merge" </dev/null
  $ sqlembic -q upgrade b2 2>/dev/null
  [8]
  $ sqlembic upgrade c3
  sqlembic: the upgrade of revision b2 is half applied: 1 of 2 statements are done
    state: nothing was changed by this command
    next: finish it with: sqlembic upgrade b2; or complete or undo it by hand, then say which: sqlembic resolve b2 --all-done, or --all-undone
  [8]
  $ sed -i s/nope/b/ migrations/versions/b2.up.sql
  $ sqlembic upgrade head --dry-run
  a1 -> c3, side
  a1 -> b2, half
  b2, c3 -> d4, merge
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Resuming b2 at statement 2 of 2
  Running upgrade a1 -> c3, side
  Running upgrade b2, c3 -> d4, merge
  Done: 3 revisions, 3 statements, * ms; now at d4 (head) (mergepoint). (glob)
  $ logs
  a1|upgrade|done|1|1|
  b2|upgrade|done|2|2|
  c3|upgrade|done|1|1|
  d4|upgrade|done|0|0|

Down it is the same.

  $ start
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" "down transaction: off" <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > DROP TABLE nope;
  > END
  $ sqlembic -q upgrade head
  $ sqlembic downgrade base
  Running downgrade b2 -> a1, second
  sqlembic: no such table: nope
    at */migrations/versions/b2.down.sql:3:1 (glob)
    | DROP TABLE nope
    detail: SQLITE_ERROR: no such table: nope
    state: 1 of 2 statements of the downgrade of b2 are committed; the next run goes on with statement 2
    next: correct it, then: sqlembic downgrade base
  [8]
  $ sqlembic upgrade head
  sqlembic: the downgrade of revision b2 is half applied: 1 of 2 statements are done
    state: nothing was changed by this command
    next: finish it with: sqlembic downgrade a1; or complete or undo it by hand, then say which: sqlembic resolve b2 --all-done, or --all-undone
  [8]
  $ sed -i 's/DROP TABLE nope/SELECT 1/' migrations/versions/b2.down.sql
  $ sqlembic downgrade base
  Running downgrade b2 -> a1, second
  Resuming b2 at statement 2 of 2
  Running downgrade a1 -> , first
  Done: 2 revisions, 3 statements, * ms; now at base. (glob)

A first statement that fails leaves nothing half done.

  $ start
  $ mkrev a1 "" "none" "transaction: off" <<'END'
  > INSERT INTO nope VALUES (2);
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, none
  sqlembic: no such table: nope
    at */migrations/versions/a1.up.sql:7:1 (glob)
    | INSERT INTO nope VALUES (2)
    detail: SQLITE_ERROR: no such table: nope
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: correct it, then: sqlembic upgrade head
  [1]
  $ sqlembic status --exit-code >/dev/null
  [3]

A statement that runs alone and fails is simply tried again; one that was killed is not, when nobody can know.

  $ start
  $ mkdir -p there
  $ mkrev a1 "" "copy" "transaction: off" <<'END'
  > CREATE TABLE a (x);
  > VACUUM INTO 'there';
  > END
  $ sqlembic -q upgrade head
  sqlembic: unable to open database: there
    at */migrations/versions/a1.up.sql:8:1 (glob)
    | VACUUM INTO 'there'
    detail: SQLITE_CANTOPEN: unable to open database: there: Is a directory
    state: 1 of 2 statements of the upgrade of a1 are committed; the next run goes on with statement 2
    next: check the path, and that its directory can be read and written
  [8]
  $ q "UPDATE sqlembic_log SET statement_intended = 2, connection = '1@' || host || ' unknown 1'"
  $ sqlembic -q upgrade head
  sqlembic: statement 2 was running when an earlier run died: it may or may not have taken effect
    at */migrations/versions/a1.up.sql:8:1 (glob)
    | VACUUM INTO 'there'
    state: 1 of 2 statements of the upgrade of a1 are committed; statement 2 may be, too
    next: look at the database; if the statement is in effect: sqlembic resolve a1 --done; if it is not: sqlembic resolve a1 --retry
  [8]
  $ sqlembic -q upgrade head 2>/dev/null
  [8]

Without a log a failed script of this kind begins anew.

  $ start
  $ mkrev a1 "" "half" "transaction: off" <<'END'
  > CREATE TABLE IF NOT EXISTS a (x);
  > INSERT INTO nope VALUES (2);
  > END
  $ ALEMBIC_LOG_TABLE= sqlembic -q upgrade head
  sqlembic: no such table: nope
    at */migrations/versions/a1.up.sql:8:1 (glob)
    | INSERT INTO nope VALUES (2)
    detail: SQLITE_ERROR: no such table: nope
    state: 1 of 2 statements of the upgrade of a1 have taken effect; without a log table the next run starts at the first one
    next: correct it, then: sqlembic upgrade head
  [1]

Scripts leave our tables alone.

  $ start
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > END
  $ mkrev b2 a1 "spoils" <<'END'
  > CREATE TABLE spoils (x);
  > CREATE TRIGGER spoil AFTER INSERT ON spoils BEGIN DELETE FROM alembic_version; END;
  > INSERT INTO spoils VALUES (1);
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, spoils
  sqlembic: expected to match one row when updating 'a1' in 'alembic_version'; 0 found
    at */migrations/versions/b2.up.sql (glob)
    state: upgrade of b2 was rolled back; the database is at a1
    next: take out of the script what it does to alembic_version or sqlembic_log
  [1]
  $ rm migrations/versions/b2.*

A comment between a column and the semicolon becomes part of the table's definition: it is shown, and named.

  $ a_trailing_comment_that_is_the_cause_is_shown()
  > { (rm -rf other && mkdir other && cd other && mkrev a1 "" "comment" && sqlembic upgrade head); }
  $ a_trailing_comment_that_is_the_cause_is_shown <<'END'
  > CREATE TABLE t (a);
  > ALTER TABLE t ADD COLUMN c INT -- why
  > ;
  > END
  Running upgrade  -> a1, comment
  sqlembic: error in table t after add column: incomplete input
    at */migrations/versions/a1.up.sql:7:1 (glob)
    | ALTER TABLE t ADD COLUMN c INT -- why
    detail: SQLITE_ERROR: error in table t after add column: incomplete input
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: put the semicolon in front of the comment, or write /* ... */: SQLite takes the comment into the table's definition
  [1]
  $ a_trailing_comment_that_is_the_cause_is_shown <<'END' >/dev/null 2>&1
  > CREATE TABLE t (a);
  > ALTER TABLE t ADD COLUMN c INT /* why */
  > ;
  > ALTER TABLE t ADD COLUMN d INT; -- why
  > END
  $ a_trailing_comment_that_is_the_cause_is_shown <<'END' 2>&1 | grep -e '|' -e next
  > CREATE TABLE t (a);
  > SELECT nothing -- here
  >   -- or there
  >   ;
  > END
    | SELECT nothing -- here
    |        ^
    next: correct it, then: sqlembic upgrade head

Files that are no database, or none that can be used.

  $ mkdir dir; printf '%0200d' 1 >text
  $ DATABASE_URL=sqlite:///dir sqlembic upgrade head
  sqlembic: cannot open sqlite:///dir: dir is a directory
    detail: SQLITE_CANTOPEN
    state: nothing was changed
    next: check the path in DATABASE_URL: three slashes begin a relative path, four an absolute one
  [1]
  $ DATABASE_URL=sqlite:///none/app.db sqlembic upgrade head
  sqlembic: cannot open sqlite:///none/app.db: there is no directory none
    detail: SQLITE_CANTOPEN
    state: nothing was changed
    next: check the path in DATABASE_URL: three slashes begin a relative path, four an absolute one
  [5]
  $ DATABASE_URL=sqlite:///text sqlembic upgrade head
  sqlembic: */text is not an SQLite database, or it is encrypted (glob)
    detail: SQLITE_NOTADB: file is not a database
    state: nothing was changed
    next: check the path in DATABASE_URL
  [1]
  $ cmp <(printf '%0200d' 1) text
  $ mkrev b2 a1 "copy" "transaction: off" <<'END'
  > VACUUM INTO 'text';
  > END
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, copy
  sqlembic: a file that the statement names is not an SQLite database, or it is encrypted
    at */migrations/versions/b2.up.sql:7:1 (glob)
    | VACUUM INTO 'text'
    detail: SQLITE_NOTADB: file is not a database
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: check its path in the statement
  [1]
  $ rm migrations/versions/b2*
  $ cmp <(printf '%0200d' 1) text

Read-only by its URL, by its mode, by its directory.

  $ DATABASE_URL='sqlite:///file:app.db?mode=ro&uri=true' sqlembic upgrade head
  Nothing to do: already at a1 (head).
  $ mkrev b2 a1 "more" <<'END'
  > CREATE TABLE b (x);
  > END
  $ DATABASE_URL='sqlite:///file:app.db?mode=ro&uri=true' sqlembic upgrade head
  sqlembic: */app.db is opened for reading only by its URL (glob)
    detail: SQLITE_READONLY: attempt to write a readonly database
    state: nothing was changed
    next: remove mode=ro or immutable=1 from DATABASE_URL
  [1]
  $ chmod 444 app.db
  $ plain sqlembic upgrade head
  sqlembic: */app.db cannot be written: Permission denied (glob)
    detail: SQLITE_READONLY: attempt to write a readonly database
    state: nothing was changed
    next: run the command as a user who may write to the file and its directory
  [1]
  $ plain sqlembic current
  a1
  $ chmod 644 app.db; chmod 555 .
  $ plain sqlembic -q upgrade head
  sqlembic: the directory of */app.db cannot be written, so there is no place for a journal (glob)
    at */migrations/versions/b2.up.sql:6:1 (glob)
    | CREATE TABLE b (x)
    detail: SQLITE_READONLY_DIRECTORY: attempt to write a readonly database
    state: upgrade of b2 was rolled back; the database is at a1
    next: give the user who runs this write permission on the directory, not on the file alone
  [1]
  $ DATABASE_URL=sqlite:///new.db plain sqlembic upgrade head
  sqlembic: cannot open sqlite:///new.db: new.db cannot be created: Permission denied
    detail: SQLITE_CANTOPEN
    state: nothing was changed
    next: * (glob)
  [1]
  $ chmod 755 .

No room: the limit of a file's size stands for a full disk.

  $ start
  $ mkrev a1 "" "small" <<'END'
  > CREATE TABLE a (x);
  > END
  $ mkrev b2 a1 "large" <<'END'
  > INSERT INTO a VALUES (zeroblob(400000));
  > END
  $ (trap '' XFSZ; ulimit -f 100; sqlembic upgrade head)
  Running upgrade  -> a1, small
  Running upgrade a1 -> b2, large
  sqlembic: reading or writing */app.db failed (glob)
    detail: SQLITE_IOERR_WRITE: disk I/O error* (glob)
    state: upgrade of b2 was rolled back; the database is at a1
    next: see to the disk, its quota and the limits of this process, and run the command again
  [1]
  $ q 'PRAGMA integrity_check' 'SELECT count(*) FROM a'
  ok
  0
  $ sqlembic -q upgrade head
  $ q 'SELECT count(*) FROM a'
  1
  $ start
  $ mkrev a1 "" "too large" <<'END'
  > CREATE TABLE a (x);
  > PRAGMA max_page_count = 20;
  > INSERT INTO a VALUES (zeroblob(400000));
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, too large
  sqlembic: there is no room left to write */app.db (glob)
    at */migrations/versions/a1.up.sql:8:1 (glob)
    | INSERT INTO a VALUES (zeroblob(400000))
    detail: SQLITE_FULL: database or disk is full; SQLite has rolled the transaction back
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: free space on its file system (the journal needs some too) or lift PRAGMA max_page_count, and run the command again
  [1]
