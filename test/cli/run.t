Running on SQLite: what is printed, what is in the version table and in the log.

  $ mkrev a1 "" "create account table" <<'END'
  > CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  > INSERT INTO account (name) VALUES ('root'), ('guest; -- no end');
  > --- down
  > DROP TABLE account;
  > END
  $ mkrev b2 a1 "add email" <<'END'
  > ALTER TABLE account ADD COLUMN email TEXT;
  > --- down
  > ALTER TABLE account DROP COLUMN email;
  > END
  $ mkrev c3 b2 "orders
  > -- 
  > -- Longer text is for show." <<'END'
  > CREATE TABLE orders (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account);
  > --- down
  > DROP TABLE orders;
  > END
  $ q() { sqlite3 app.db "$@"; }
  $ rows() { q 'SELECT version_num FROM alembic_version ORDER BY 1'; }
  $ logs() { q "SELECT id, revision, direction, status, moved_from || '>' || moved_to, statements, statements_done FROM sqlembic_log WHERE id > ${1:-0} ORDER BY id"; }

Looking does not make a database.

  $ sqlembic current
  $ sqlembic upgrade head --dry-run
  <base> -> a1, create account table
  a1 -> b2, add email
  b2 -> c3, orders
  $ sqlembic log
  $ ls
  alembic.ini
  migrations

Up, step by step and all the way.

  $ sqlembic upgrade +1
  Running upgrade  -> a1, create account table
  Done: 1 revision, 2 statements, * ms; now at a1. (glob)
  $ rows
  a1
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, add email
  Running upgrade b2 -> c3, orders
  Done: 2 revisions, 2 statements, * ms; now at c3 (head). (glob)
  $ rows
  c3
  $ logs
  1|a1|upgrade|done|>a1|2|2
  2|b2|upgrade|done|a1>b2|1|1
  3|c3|upgrade|done|b2>c3|1|1
  $ q '.schema alembic_version'
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  $ q 'SELECT * FROM account'
  1|root|
  2|guest; -- no end|

Both revisions of one command are one run, in the order of time, by the same people.

  $ q "SELECT count(DISTINCT run) FROM sqlembic_log" \
  >   "SELECT DISTINCT format, os_user, program, coalesce(tag, 'none'), coalesce(error, 'none') FROM sqlembic_log" \
  >   "SELECT count(*) FROM sqlembic_log WHERE started_at GLOB '????-??-??T??:??:??.???Z' AND finished_at >= started_at AND duration_ms BETWEEN 0 AND 60000"
  2
  1|tester|sqlembic 0.1.0|none|none
  3

The checksum is one of the statements: comments and line ends between them do not count.

  $ q "SELECT checksum FROM sqlembic_log WHERE revision = 'b2'"
  sha256:* (glob)
  $ printf '%s\0' 'ALTER TABLE account ADD COLUMN email TEXT' | sha256sum | cut -d' ' -f1 > wanted
  $ q "SELECT substr(checksum, 8) FROM sqlembic_log WHERE revision = 'b2'" | diff wanted -

At the target nothing is written, nothing is locked.

  $ cp app.db before.db
  $ sqlembic upgrade head
  Nothing to do: already at c3 (head).
  $ sqlembic downgrade head
  Nothing to do: already at c3 (head).
  $ sqlembic upgrade head --dry-run
  Nothing to do.
  $ sqlembic stamp head
  Done, nothing was run: now at c3 (head).
  $ cmp app.db before.db

Quiet says nothing; errors it does say.

  $ sqlembic -q upgrade head
  $ sqlembic upgrade head --quiet

Down.

  $ sqlembic downgrade base --dry-run
  c3 -> b2, orders
  b2 -> a1, add email
  a1 -> <base>, create account table
  $ sqlembic downgrade -1
  Running downgrade c3 -> b2, orders
  Done: 1 revision, 1 statement, * ms; now at b2. (glob)
  $ sqlembic downgrade base --tag 'ticket 42'
  Running downgrade b2 -> a1, add email
  Running downgrade a1 -> , create account table
  Done: 2 revisions, 2 statements, * ms; now at base. (glob)
  $ rows
  $ logs 3
  4|c3|downgrade|done|c3>b2|1|1
  5|b2|downgrade|done|b2>a1|1|1
  6|a1|downgrade|done|a1>|1|1
  $ q "SELECT id, tag FROM sqlembic_log WHERE tag IS NOT NULL"
  5|ticket 42
  6|ticket 42
  $ tables app.db
  alembic_version
  sqlembic_log
  $ sqlembic log -n 2 | cut -c5-
  *  downgrade  a1            done       1 statement  * ms  tester@* (glob)
  tag: ticket 42
  *  downgrade  b2            done       1 statement  * ms  tester@* (glob)
  tag: ticket 42

stamp writes rows and runs nothing.

  $ sqlembic stamp b2
  Running stamp_revision  -> b2
  Done, nothing was run: now at b2.
  $ sqlembic stamp c3 --tag by-hand
  Running stamp_revision b2 -> c3
  Done, nothing was run: now at c3 (head).
  $ sqlembic stamp a1
  Running stamp_revision c3 -> a1
  Done, nothing was run: now at a1.
  $ rows
  a1
  $ logs 6
  7|b2|stamp|done|>b2|0|0
  8|c3|stamp|done|b2>c3|0|0
  9|a1|stamp|done|c3>a1|0|0
  $ q "INSERT INTO alembic_version VALUES ('gone')"
  $ sqlembic stamp --purge c3
  Running stamp_revision  -> c3
  Done, nothing was run: now at c3 (head).
  $ rows
  c3
  $ sqlembic stamp base
  Running stamp_revision c3 -> 
  Done, nothing was run: now at base.
  $ rows
  $ tables app.db
  alembic_version
  sqlembic_log

ensure_version makes the tables and no noise; twice is once.

  $ rm app.db
  $ sqlembic ensure_version
  $ sqlembic ensure_version
  $ tables app.db
  alembic_version
  sqlembic_log
  $ rows
  $ logs

Events as JSON lines.

  $ ALEMBIC_COMMIT_GROUP=1 sqlembic upgrade b2 --json | sed -E 's/"milliseconds": [0-9.]+/"milliseconds": N/'
  {"event": "step", "revision": "a1", "direction": "upgrade", "from": "", "to": "a1", "message": "create account table", "step": 1, "steps": 2}
  {"event": "step_done", "revision": "a1", "direction": "upgrade", "from": "", "to": "a1", "statements": 2, "milliseconds": N, "message": "create account table", "step": 1, "steps": 2}
  {"event": "step", "revision": "b2", "direction": "upgrade", "from": "a1", "to": "b2", "message": "add email", "step": 2, "steps": 2}
  {"event": "step_done", "revision": "b2", "direction": "upgrade", "from": "a1", "to": "b2", "statements": 1, "milliseconds": N, "message": "add email", "step": 2, "steps": 2}
  {"event": "done", "steps": 2, "statements": 3, "milliseconds": N, "rows": ["b2"]}
  $ sqlembic upgrade b2 --json
  {"event": "done", "steps": 0, "statements": 0, "milliseconds": 0.0, "rows": ["b2"]}
  $ sqlembic upgrade head --dry-run --json | python3 -c 'import json,sys; p=json.load(sys.stdin); print(p["event"], p["direction"], p["target"], [s["id"] for s in p["steps"]])'
  plan upgrade head ['c3']

Branches, a merge, a dependency: rows follow the invariant.

  $ mkrev d4 b2 "other branch" "branch_labels: side" <<'END'
  > CREATE TABLE side (x);
  > --- down
  > DROP TABLE side;
  > END
  $ sqlembic upgrade head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: c3, d4
    state: nothing was changed
    next: * (glob)
  [1]
  $ sqlembic upgrade heads
  Running upgrade b2 -> d4, other branch
  Running upgrade b2 -> c3, orders
  Done: 2 revisions, 2 statements, * ms; now at c3 (head), d4 (head). (glob)
  $ rows
  c3
  d4
  $ mkrev e5 "c3, d4" "merge" <<'END'
  > --- down
  > -- nothing to take back
  > END
  $ sqlembic upgrade head
  Running upgrade c3, d4 -> e5, merge
  Done: 1 revision, 0 statements, * ms; now at e5 (head) (mergepoint). (glob)
  $ rows
  e5
  $ sqlembic downgrade b2
  Running downgrade e5 -> c3, d4, merge
  Running downgrade c3 -> b2, orders
  Running downgrade d4 -> b2, other branch
  Done: 3 revisions, 2 statements, * ms; now at b2 (branchpoint). (glob)
  $ rows
  b2

One transaction for the whole run: all or nothing.

  $ export ALEMBIC_TRANSACTION_PER_MIGRATION=false
  $ mkrev f6 e5 "breaks" <<'END'
  > CREATE TABLE f6 (x);
  > SELECT nope;
  > END
  $ sqlembic upgrade head
  Running upgrade b2 -> d4, other branch
  Running upgrade b2 -> c3, orders
  Running upgrade c3, d4 -> e5, merge
  Running upgrade e5 -> f6, breaks
  sqlembic: no such column: nope
    at */migrations/versions/f6.up.sql:7:8 (glob)
    | SELECT nope
    |        ^
    detail: SQLITE_ERROR: no such column: nope
    state: upgrade of f6 was rolled back, with the 3 steps before it; the database is at b2
    next: correct it, then: sqlembic upgrade head
  [1]
  $ rows
  b2
  $ sqlembic upgrade e5
  Running upgrade b2 -> d4, other branch
  Running upgrade b2 -> c3, orders
  Running upgrade c3, d4 -> e5, merge
  Done: 3 revisions, 2 statements, * ms; now at e5 (mergepoint). (glob)
  $ unset ALEMBIC_TRANSACTION_PER_MIGRATION
  $ rm migrations/versions/f6.*

Without a log nothing is written but the version table, whatever its name.

  $ rm app.db
  $ export ALEMBIC_LOG_TABLE= ALEMBIC_VERSION_TABLE='My Versions'
  $ sqlembic upgrade a1
  Running upgrade  -> a1, create account table
  Done: 1 revision, 2 statements, * ms; now at a1. (glob)
  $ tables app.db
  My Versions
  account
  $ q 'SELECT * FROM "My Versions"'
  a1
  $ sqlembic log
  sqlembic: there is no log: log_table is set to nothing
    next: give log_table a name; its value is from environment ALEMBIC_LOG_TABLE
  [1]
  $ sqlembic downgrade base
  Running downgrade a1 -> , create account table
  Done: 1 revision, 1 statement, * ms; now at base. (glob)
  $ sqlembic status --exit-code | head -2
  database   sqlite:///app.db
  current    base
  $ unset ALEMBIC_LOG_TABLE ALEMBIC_VERSION_TABLE

Two tables of one name would be one.

  $ ALEMBIC_LOG_TABLE=alembic_version sqlembic upgrade head
  sqlembic: version_table and log_table are both "alembic_version"
    next: give log_table another name; empty, it turns the log off
  [1]

A database that Alembic itself began is gone on with.

  $ rm app.db
  $ q "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))" \
  >   "INSERT INTO alembic_version VALUES ('a1')" "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"
  $ sqlembic upgrade c3
  Running upgrade a1 -> b2, add email
  Running upgrade b2 -> c3, orders
  Done: 2 revisions, 2 statements, * ms; now at c3. (glob)
  $ logs
  1|b2|upgrade|done|a1>b2|1|1
  2|c3|upgrade|done|b2>c3|1|1

A log that a newer program has written is left alone, and says what to do.

  $ q "UPDATE sqlembic_log SET format = 4, program = 'sqlembic 9.0.0' WHERE id = 2"
  $ sqlembic upgrade head
  sqlembic: the log table sqlembic_log has format 4, written by sqlembic 9.0.0; this is sqlembic 0.1.0, which knows format 3
    state: nothing was changed
    next: run this command with sqlembic 9.0.0 or newer
  [1]
  $ sqlembic log >/dev/null
  sqlembic: the log table sqlembic_log has format 4, written by sqlembic 9.0.0; this is sqlembic 0.1.0, which knows format 3
    state: nothing was changed
    next: run this command with sqlembic 9.0.0 or newer
  [1]
