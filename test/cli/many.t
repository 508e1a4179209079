many: one command for many SQLite files; what is refused before anything runs; reports.

  $ said() { sed -E "s,$PWD,.,g; s/[0-9.]+ (ms|s)\b/N ms/g; s/\"milliseconds\": [0-9.]+/\"milliseconds\": N/"; }
  $ many() { local rc; sqlembic "$@" 2>&1 | said; rc=${PIPESTATUS[0]}; [ $rc -eq 0 ] || echo "[$rc]"; }
  $ make_tenants() { rm -rf tenants; mkdir tenants; for name; do sqlite3 "tenants/$name.db" 'PRAGMA user_version = 1'; done; }
  $ at() { for f in tenants/*.db; do echo "$f $(sqlite3 "$f" 'SELECT group_concat(version_num) FROM alembic_version' 2>&1 | sed 's/.*no such/no such/')"; done; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > END
  $ cat >alembic.ini <<'END'
  > [alembic]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///main.db
  > targets = sqlite:///tenants/*.db
  > END

All files that the pattern matches; a second time there is nothing to do.  What SQLite keeps beside a database is none.

  $ make_tenants one two three
  $ touch tenants/one.db-wal; mkdir tenants/dir.db
  $ many upgrade head --all --jobs 1
  sqlite:///tenants/one.db: 2 revisions, 2 statements; now at b2 (head)
  sqlite:///tenants/three.db: 2 revisions, 2 statements; now at b2 (head)
  sqlite:///tenants/two.db: 2 revisions, 2 statements; now at b2 (head)
  Done: 3 targets, 3 done; N ms.
  $ rmdir tenants/dir.db
  $ many upgrade head --all
  Done: 3 targets, 3 done (3 had nothing to do); N ms.
  $ many downgrade -1 --all --jobs 1
  sqlite:///tenants/one.db: 1 revision, 1 statement; now at a1
  sqlite:///tenants/three.db: 1 revision, 1 statement; now at a1
  sqlite:///tenants/two.db: 1 revision, 1 statement; now at a1
  Done: 3 targets, 3 done; N ms.
  $ at
  tenants/one.db a1
  tenants/three.db a1
  tenants/two.db a1
  $ many upgrade head --all --dry-run
  sqlite:///tenants/one.db: a1 -> b2, second
  sqlite:///tenants/three.db: a1 -> b2, second
  sqlite:///tenants/two.db: a1 -> b2, second
  $ many upgrade head --all --jobs 1 -v
  sqlite:///tenants/one.db: Running upgrade a1 -> b2, second
  sqlite:///tenants/one.db:   1 of 1: N ms, CREATE TABLE b
  sqlite:///tenants/one.db: 1 revision, 1 statement; now at b2 (head)
  sqlite:///tenants/three.db: Running upgrade a1 -> b2, second
  sqlite:///tenants/three.db:   1 of 1: N ms, CREATE TABLE b
  sqlite:///tenants/three.db: 1 revision, 1 statement; now at b2 (head)
  sqlite:///tenants/two.db: Running upgrade a1 -> b2, second
  sqlite:///tenants/two.db:   1 of 1: N ms, CREATE TABLE b
  sqlite:///tenants/two.db: 1 revision, 1 statement; now at b2 (head)
  Done: 3 targets, 3 done; N ms.

What the other commands say of many.

  $ sqlite3 tenants/two.db 'DELETE FROM alembic_version'
  $ sqlite3 tenants/three.db "UPDATE alembic_version SET version_num = 'zz'"
  $ many current --all --jobs 1
  sqlite:///tenants/three.db: failed: Can't locate revision identified by 'zz'; the version table holds 'zz', and no script has this revision; next: use newer scripts if these are older than the database; if zz was squashed away, upgrade first with the release that has it
  sqlite:///tenants/one.db: b2 (head)
  sqlite:///tenants/three.db: unknown
  sqlite:///tenants/two.db: base
  sqlembic: 1 of 3 targets failed
    state: 2 done
  [1]
  $ many status --all
  target                      current    pending  remarks
  sqlite:///tenants/one.db    b2 (head)  0
  sqlite:///tenants/three.db  unknown    unknown  in no script: zz
  sqlite:///tenants/two.db    base       2
  $ many status --all --exit-code | tail -2
    state: 1 done
  [1]
  $ many wait --all --timeout 0 --revision b2
  sqlite:///tenants/two.db: failed: revision b2 is not applied to sqlite:///tenants/two.db; the database is at base
  sqlembic: 1 of 3 targets are not as they are asked to be
    state: 2 done
  [3]
  $ many check --all --drift --jobs 1
  sqlite:///tenants/three.db: failed: Can't locate revision identified by 'zz'; the version table holds 'zz', and no script has this revision; the database was not touched; next: use newer scripts if these are older than the database; if zz was squashed away, upgrade first with the release that has it
  sqlite:///tenants/two.db: failed: the database is not as its revisions have made it
  sqlite:///tenants/two.db: added table 'a'
  sqlite:///tenants/two.db:     database: order of columns: x
  sqlite:///tenants/two.db: added table 'b'
  sqlite:///tenants/two.db:     database: order of columns: x
  sqlembic: 2 of 3 targets failed
    state: 1 done
  [1]
  $ many log --all -n 1 | sed 's/: 20[^ ]*/: TIME/; s/  tester@.*//'
  sqlite:///tenants/one.db: TIME  upgrade    b2            done       1 statement  N ms
  sqlite:///tenants/three.db: TIME  upgrade    b2            done       1 statement  N ms
  sqlite:///tenants/two.db: TIME  upgrade    b2            done       1 statement  N ms
  $ many stamp --purge b2 --all --jobs 1
  sqlite:///tenants/one.db: now at b2 (head)
  sqlite:///tenants/three.db: now at b2 (head)
  sqlite:///tenants/two.db: now at b2 (head)
  Done: 3 targets, 3 done; N ms.
  $ many current --all --jobs 1
  sqlite:///tenants/one.db: b2 (head)
  sqlite:///tenants/three.db: b2 (head)
  sqlite:///tenants/two.db: b2 (head)

Events carry the target, and a line says what became of each.

  $ make_tenants one
  $ sqlembic --json upgrade head --all 2>&1 | said
  {"event": "target", "target": "sqlite:///tenants/one.db", "step": 1, "steps": 1}
  {"event": "step", "target": "sqlite:///tenants/one.db", "revision": "a1", "direction": "upgrade", "from": "", "to": "a1", "message": "first", "step": 1, "steps": 2}
  {"event": "step", "target": "sqlite:///tenants/one.db", "revision": "b2", "direction": "upgrade", "from": "a1", "to": "b2", "message": "second", "step": 2, "steps": 2}
  {"event": "step_done", "target": "sqlite:///tenants/one.db", "revision": "a1", "direction": "upgrade", "from": "", "to": "a1", "statements": 1, "milliseconds": N, "message": "first", "step": 1, "steps": 2}
  {"event": "step_done", "target": "sqlite:///tenants/one.db", "revision": "b2", "direction": "upgrade", "from": "a1", "to": "b2", "statements": 1, "milliseconds": N, "message": "second", "step": 2, "steps": 2}
  {"event": "target_done", "target": "sqlite:///tenants/one.db", "status": 0, "steps": 2, "statements": 2, "milliseconds": N, "rows": ["b2"]}
  {"event": "done", "targets": 1, "done": 1, "failed": 0, "not_begun": 0, "milliseconds": N}
  $ sqlembic --json current --all 2>/dev/null | said | cut -c1-60
  {"target": "sqlite:///tenants/one.db", "status": 0, "millise

One that fails: others end, none begins; each failure has its own error, place and state; the report leaves out what is done.

  $ make_tenants a b c d
  $ sqlite3 tenants/b.db 'CREATE TABLE b (y)'
  $ many upgrade head --all --jobs 1 --report report.jsonl --junit junit.xml
  sqlite:///tenants/a.db: 2 revisions, 2 statements; now at b2 (head)
  sqlite:///tenants/b.db: failed: ./migrations/versions/b2.up.sql:6:14: table b already exists; SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1
  Ended: 4 targets, 1 done, 1 failed, 2 not begun; N ms.
  sqlembic: 1 of 4 targets failed
    state: 1 done, 2 not begun
    next: correct what failed, then: sqlembic upgrade head --all --rerun report.jsonl
  [1]
  $ at
  tenants/a.db b2
  tenants/b.db a1
  tenants/c.db no such table: alembic_version
  tenants/d.db no such table: alembic_version
  $ said <report.jsonl
  {"kind": "sqlembic report", "format": 1, "command": "upgrade", "revision": "head", "bases": ["a1"]}
  {"target": "sqlite:///tenants/a.db", "status": "done", "steps": 2, "milliseconds": N}
  {"target": "sqlite:///tenants/b.db", "status": "failed", "steps": 1, "milliseconds": N, "error": "failed", "message": "table b already exists", "file": "./migrations/versions/b2.up.sql", "line": 6, "detail": "SQLITE_ERROR: table b already exists", "state": "upgrade of b2 was rolled back; the database is at a1"}
  {"target": "sqlite:///tenants/c.db", "status": "not begun"}
  {"target": "sqlite:///tenants/d.db", "status": "not begun"}
  $ said <junit.xml | sed -E 's/time="[0-9.]+"/time="N"/'
  <?xml version="1.0" encoding="UTF-8"?>
  <testsuites>
    <testsuite name="sqlembic upgrade" tests="4" failures="1" errors="0" skipped="2" time="N">
      <testcase classname="sqlembic" name="sqlite:///tenants/a.db" time="N">
      </testcase>
      <testcase classname="sqlembic" name="sqlite:///tenants/b.db" time="N">
        <failure type="failed" message="table b already exists">./migrations/versions/b2.up.sql:6:14: SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1</failure>
      </testcase>
      <testcase classname="sqlembic" name="sqlite:///tenants/c.db" time="N">
        <skipped message="not begun"/>
      </testcase>
      <testcase classname="sqlembic" name="sqlite:///tenants/d.db" time="N">
        <skipped message="not begun"/>
      </testcase>
    </testsuite>
  </testsuites>
  $ sqlite3 tenants/b.db 'DROP TABLE b'
  $ many upgrade head --all --jobs 1 --rerun report.jsonl --report report.jsonl
  sqlite:///tenants/b.db: 1 revision, 1 statement; now at b2 (head)
  sqlite:///tenants/c.db: 2 revisions, 2 statements; now at b2 (head)
  sqlite:///tenants/d.db: 2 revisions, 2 statements; now at b2 (head)
  Done: 3 targets, 3 done; N ms.
  $ grep -c '"done"' report.jsonl
  4
  $ many upgrade head --all --rerun report.jsonl
  Nothing to do: every target is done.

However many may fail; alike errors are one paragraph.

  $ make_tenants a b c d
  $ for name in a b c; do sqlite3 tenants/$name.db 'CREATE TABLE b (y)'; done
  $ many upgrade head --all --jobs 1 --max-failures 0
  sqlite:///tenants/a.db: failed: ./migrations/versions/b2.up.sql:6:14: table b already exists; SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1
  sqlite:///tenants/b.db: failed: ./migrations/versions/b2.up.sql:6:14: table b already exists; SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1
  sqlite:///tenants/c.db: failed: ./migrations/versions/b2.up.sql:6:14: table b already exists; SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1
  sqlite:///tenants/d.db: 2 revisions, 2 statements; now at b2 (head)
  Ended: 4 targets, 1 done, 3 failed; N ms.
  3 failed alike: ./migrations/versions/b2.up.sql:6:14: table b already exists
      sqlite:///tenants/a.db, sqlite:///tenants/b.db, sqlite:///tenants/c.db
  sqlembic: 3 of 4 targets failed
    state: 1 done
    next: correct what failed, then: sqlembic upgrade head --all
  [1]

First some, and the others only when these are done.

  $ many upgrade head --all --jobs 4 --canary sqlite:///tenants/a.db --max-failures 0
  sqlite:///tenants/a.db: failed: ./migrations/versions/b2.up.sql:6:14: table b already exists; SQLITE_ERROR: table b already exists; upgrade of b2 was rolled back; the database is at a1
  Ended: 4 targets, 0 done, 1 failed, 3 not begun; N ms.
  sqlembic: 1 of 4 targets failed
    state: 0 done, 3 not begun
    next: correct what failed, then: sqlembic upgrade head --all
  [1]
  $ make_tenants a b c
  $ many upgrade head --all --jobs 3 --canary 1 | head -1
  sqlite:///tenants/a.db: 2 revisions, 2 statements; now at b2 (head)
  $ many upgrade head --all --canary nobody
  sqlembic: there is no target nobody, which is to go first
    next: --canary takes the name of a target as status --all prints it, or how many are to go first
  [1]

A list: a URL a line.

  $ make_tenants a b
  $ printf '# ours\n\nsqlite:///tenants/a.db\n  sqlite:///tenants/new.db  \n' >list
  $ many upgrade head --targets list --jobs 1
  sqlite:///tenants/a.db: 2 revisions, 2 statements; now at b2 (head)
  sqlite:///tenants/new.db: 2 revisions, 2 statements; now at b2 (head)
  Done: 2 targets, 2 done; N ms.
  $ many upgrade head --targets - <list
  Done: 2 targets, 2 done (2 had nothing to do); N ms.

Sections of the ini file.

  $ cat >>alembic.ini <<'END'
  > [tenant_a]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///tenants/a.db
  > [tenant_b]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///tenants/b.db
  > [other]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///main.db
  > END
  $ many -n 'tenant_*' current --all
  tenant_a: b2 (head)
  tenant_b: base
  $ ALEMBIC_TARGETS='[tenant_b]' many upgrade head --all
  tenant_b: 2 revisions, 2 statements; now at b2 (head)
  Done: 1 target, 1 done; N ms.
  $ sed 's/tenant_a/t_ä/; s/tenant_b/t_b/' alembic.ini >wide.ini; LC_ALL=C many -c wide.ini -n 't_?' current --all
  t_\xc3\xa4: b2 (head) (esc)
  t_b: b2 (head)
  $ many -n 'nobody_*' current --all
  sqlembic: no section of alembic.ini matches "nobody_*"
    detail: the pattern is from -n
    next: name a section of the ini file, or a pattern of such: tenant_*
  [1]

Scripts instead of running: a file for each.

  $ many upgrade a1 --all --sql
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: --sql for many databases writes a script for each
    next: say where: --output DIRECTORY
  [2]
  $ many upgrade a1 --all --sql --output scripts --jobs 1
  sqlite:///tenants/a.db: scripts/0001_a.db.sql
  sqlite:///tenants/b.db: scripts/0002_b.db.sql
  sqlite:///tenants/new.db: scripts/0003_new.db.sql
  Done: 3 targets, 3 done; N ms.
  $ grep -c 'CREATE TABLE a' scripts/*
  scripts/0001_a.db.sql:2
  scripts/0002_b.db.sql:2
  scripts/0003_new.db.sql:2
  $ many upgrade a1 --all --sql --output scripts --jobs 1 | head -1
  sqlite:///tenants/a.db: failed: cannot write scripts/0001_a.db.sql: File exists; the file is as it was; next: no file is overwritten: take it away, or name another directory: --output DIRECTORY

Refused before anything runs.

  $ make_tenants a b
  $ printf 'sqlite:///tenants/a.db\nsqlite:///./tenants/a.db\n' | many upgrade head --targets -
  sqlembic: the targets sqlite:///tenants/a.db and sqlite:///./tenants/a.db are one database
    at standard input:2
    next: leave one of them out
  [1]
  $ printf 'sqlite:///tenants/a.db\nsqlite:///nowhere/*.db\n' | many upgrade head --targets -
  sqlembic: no file matches sqlite:///nowhere/*.db
    at standard input:2
    next: a path is relative to the current directory; %(here)s is that of the ini file
  [1]
  $ printf 'sqlite:///tenants/a.db\noracle://u:secret@h/x\n' | many upgrade head --targets -
  sqlembic: unknown scheme "oracle" in the database URL
    at standard input:2
    next: known schemes are sqlite, postgresql, postgres, mysql, mariadb
  [1]
  $ printf 'sqlite:///tenants/a.db\ntenants/b.db\n' | many upgrade head --targets -
  sqlembic: a target is neither a URL nor a [section]
    at standard input:2
    next: each line is one target: sqlite:///tenants/*.db, postgresql://app@db/one, [tenant_*]
  [1]
  $ printf '# none\n' | many upgrade head --targets -
  sqlembic: standard input names no target
    next: write a URL a line into it
  [1]
  $ many upgrade head --targets nowhere
  sqlembic: the targets cannot be read from nowhere: No such file or directory
    next: --targets takes a file with a URL a line, or - for standard input
  [1]
  $ at
  tenants/a.db no such table: alembic_version
  tenants/b.db no such table: alembic_version
  $ many upgrade head --all --targets list | tail -1
  [2]
  $ many upgrade head --jobs 2 | tail -2
    next: add --all, or --targets FILE
  [2]
  $ many upgrade head --all --max-failures x | tail -1
  [2]
  $ many upgrade head --all --deadline soon | tail -1
  [2]
  $ many upgrade head --all --canary 0 | tail -1
  [2]
  $ sed '/^targets/d' alembic.ini >none.ini
  $ many -c none.ini upgrade head --all
  sqlembic: no targets: neither targets nor targets_query is set
    next: name databases by the key targets, or tenants by targets_query, of the configuration; or give a file of URLs: --targets FILE
  [1]

Reports that are of something else.

  $ many upgrade a1 --all --jobs 1 --report a1.jsonl >/dev/null
  $ many upgrade head --all --rerun a1.jsonl
  sqlembic: the report is of "upgrade a1", and this is "upgrade head"
    at a1.jsonl:1
    next: repeat the command that the report is of, or leave --rerun out
  [1]
  $ sed 's/"a1"\]/"zz"]/; s/"revision": "a1"/"revision": "head"/' a1.jsonl >other.jsonl
  $ many upgrade head --all --rerun other.jsonl
  sqlembic: the report is of another project: none of its first revisions is here
    at other.jsonl:1
    next: name a report of this project, or leave --rerun out
  [1]
  $ echo '{}' >other.jsonl; many upgrade head --all --rerun other.jsonl
  sqlembic: this is no report of a run on many databases
    at other.jsonl:1
    next: --rerun takes a file that --report has written
  [1]
  $ : >other.jsonl; many upgrade head --all --rerun other.jsonl
  sqlembic: the report is empty
    at other.jsonl:1
    next: --rerun takes a file that --report has written
  [1]
  $ many upgrade head --all --rerun nowhere
  sqlembic: the report cannot be read from nowhere: No such file or directory
    next: --rerun takes a file that --report has written
  [1]
  $ many upgrade head --all --report nowhere/report
  sqlembic: cannot write nowhere/report: No such file or directory
    next: name a file in a directory that is there and can be written to
  [1]

Tenants that a query names.

  $ tenants() { cat >tenants.ini <<END
  > [alembic]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///main.db
  > targets_query = $1
  > target_url = sqlite:///tenants/\${tenant}.db
  > END
  > }
  $ rm -f main.db; sqlite3 main.db "CREATE TABLE tenant (name); INSERT INTO tenant VALUES ('a'), ('b')"
  $ tenants 'SELECT name FROM tenant ORDER BY name'
  $ many -c tenants.ini upgrade head --all --jobs 1
  a: 1 revision, 1 statement; now at b2 (head)
  b: 1 revision, 1 statement; now at b2 (head)
  Done: 2 targets, 2 done; N ms.
  $ many -c tenants.ini config | grep target
  targets_query = SELECT name FROM tenant ORDER BY name  [tenants.ini:4]
  target_url = sqlite:///tenants/${tenant}.db  [tenants.ini:5]
  $ tenants 'SELECT name FROM tenant WHERE 0'; many -c tenants.ini upgrade head --all
  sqlembic: targets_query gives no name: there is nothing to do
    at tenants.ini:4
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT 'a' UNION ALL SELECT NULL"; many -c tenants.ini upgrade head --all
  sqlembic: row 2 of targets_query is NULL
    at tenants.ini:4
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT ''"; many -c tenants.ini upgrade head --all
  sqlembic: row 1 of targets_query is an empty name
    at tenants.ini:4
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT 'a' || char(10)"; many -c tenants.ini upgrade head --all
  sqlembic: row 1 of targets_query is a name with a control character in it
    at tenants.ini:4
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT 'a' UNION ALL SELECT 'a'"; many -c tenants.ini upgrade head --all
  sqlembic: the target a is there twice
    at tenants.ini:4
    next: let targets_query give each name once: SELECT DISTINCT
  [1]
  $ tenants "SELECT 'a', 'b'"; many -c tenants.ini upgrade head --all
  sqlembic: targets_query gives 2 columns, and one is wanted: the name
    at tenants.ini:4
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT nothing FROM nowhere"; many -c tenants.ini upgrade head --all
  sqlembic: near "nothing": syntax error
    at tenants.ini:4
    detail: SQLITE_ERROR: near "nothing": syntax error; the statement is that of targets_query
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "SELECT absent"; many -c tenants.ini upgrade head --all | sed 's/SQLITE_[A-Z]*/SQLITE_CODE/'
  sqlembic: no such column: absent
    at tenants.ini:4
    detail: SQLITE_CODE: no such column: absent; the statement is that of targets_query
    next: correct targets_query: it has one column, the names of databases or schemas
  [1]
  $ tenants "DELETE FROM tenant RETURNING name"; many -c tenants.ini upgrade head --all
  sqlembic: */main.db was opened for reading only (glob)
    at tenants.ini:4
    detail: SQLITE_READONLY: attempt to write a readonly database; the statement is that of targets_query
    next: correct targets_query: it may only read
  [1]
  $ tenants "SELECT '../../x'"; many -c tenants.ini upgrade head --all
  ../../x: failed: the name of the tenant "../../x" holds a "/", and target_url names a file; next: correct targets_query, or what it reads
  Ended: 1 target, 0 done, 1 failed; N ms.
  sqlembic: 1 of 1 targets failed
    state: 0 done
    next: correct what failed, then: sqlembic -c tenants.ini upgrade head --all
  [1]
  $ tenants "SELECT 'a?x=1'"; many -c tenants.ini upgrade head --all | head -1; ls tenants
  a?x=1: failed: the name of the tenant "a?x=1" holds a "?", and target_url names a file; next: correct targets_query, or what it reads
  a.db
  b.db
  $ tenants "SELECT 'a'"; sed -i 's/\${tenant}/one/' tenants.ini; many -c tenants.ini upgrade head --all
  sqlembic: target_url: "sqlite:///tenants/one.db" does not hold ${tenant}: every tenant would be the same
    at tenants.ini:5
    next: write ${tenant} where the name of a tenant stands in it
  [1]
  $ sed -i '/target_url/d' tenants.ini; many -c tenants.ini upgrade head --all
  sqlembic: targets_query gives names, and nothing says what is made of them
    next: set target_url, the URL of a tenant's database, or target_schema, the name of its schema: they hold ${tenant}
  [1]
  $ echo 'target_schema = ${tenant}' >>tenants.ini; ALEMBIC_VERSION_TABLE_SCHEMA=ops many -c tenants.ini upgrade head --all
  sqlembic: version_table_schema: "ops" is one schema for all, and with target_schema each tenant has its tables in its own
    detail: the value is from environment ALEMBIC_VERSION_TABLE_SCHEMA
    next: take version_table_schema out, or give each tenant a database: target_url
  [1]
  $ many -c tenants.ini upgrade head --all
  a: failed: target_schema is set, and sqlite has no schemas inside of a database; nothing was changed; next: give each tenant a database of its own: set target_url instead
  Ended: 1 target, 0 done, 1 failed; N ms.
  sqlembic: 1 of 1 targets failed
    state: 0 done
    next: correct what failed, then: sqlembic -c tenants.ini upgrade head --all
  [1]

A hundred thousand of them.

  $ tenants "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT 'nowhere/' || i FROM n"
  $ many -c tenants.ini upgrade head --all --jobs 1
  nowhere/1: failed: the name of the tenant "nowhere/1" holds a "/", and target_url names a file; next: correct targets_query, or what it reads
  Ended: 100000 targets, 0 done, 1 failed, 99999 not begun; N ms.
  sqlembic: 1 of 100000 targets failed
    state: 0 done, 99999 not begun
    next: correct what failed, then: sqlembic -c tenants.ini upgrade head --all
  [1]
  $ sed -i "s,'nowhere/',' t'," tenants.ini; sed -i 's,///tenants/,///nowhere/,' tenants.ini
  $ many -c tenants.ini upgrade head --all --jobs 1
   t1: failed: cannot open sqlite:///nowhere/ t1.db: there is no directory nowhere; SQLITE_CANTOPEN; nothing was changed; next: check the path in target_url: three slashes begin a relative path, four an absolute one
  Ended: 100000 targets, 0 done, 1 failed, 99999 not begun; N ms.
  sqlembic: 1 of 100000 targets failed
    state: 0 done, 99999 not begun
    next: correct what failed, then: sqlembic -c tenants.ini upgrade head --all
  [5]

What is to be corrected is where the target was named.

  $ printf '# tenants\nsqlite:///nowhere/listed.db\n' >named; printf '[alembic]\nscript_location = migrations\n' >named.ini
  $ printf '[far]\nscript_location = migrations\nsqlalchemy.url = sqlite:///nowhere/section.db\n' >>named.ini
  $ many -c named.ini upgrade head --targets named 2>&1 | grep -o 'check the path in [^:]*[:0-9]*'
  check the path in named:2:
  $ many -c named.ini upgrade head --targets - <named 2>&1 | grep -o 'check the path in [^:]*[:0-9]*'
  check the path in standard input:2:
  $ many -c named.ini -n 'far*' upgrade head --all 2>&1 | grep -o 'check the path in [^:]*[:0-9]*'
  check the path in sqlalchemy.url of [far]:

Two sections may name one database, with version tables of their own.

  $ cat >two.ini <<'END'
  > [DEFAULT]
  > sqlalchemy.url = sqlite:///both.db
  > script_location = %(here)s/migrations
  > [one]
  > [two]
  > version_table = other_version
  > log_table = other_log
  > END
  $ many -c two.ini -n '*' stamp a1 --all --jobs 1 | grep -v warning
  one: now at a1
  two: now at a1
  Done: 2 targets, 2 done; N ms.
  $ sqlite3 both.db "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1"
  alembic_version
  other_log
  other_version
  sqlembic_log
  $ sed -i /version_table/d two.ini; many -c two.ini -n '*' current --all | grep -v warning
  sqlembic: the targets one and two are one database
    next: leave one of them out
  [1]

A program that is started by one of the threads can be stopped: it blocks no signals.

  $ cat >exec.ini <<'END'
  > [alembic]
  > script_location = %(here)s/migrations
  > targets = sqlite:///tenants/*.db
  > target_metadata = exec:grep SigBlk /proc/self/status >blocked; printf 'CREATE TABLE a (x); CREATE TABLE b (x);'
  > END
  $ make_tenants a; many -c exec.ini upgrade head --all | tail -n 1
  Done: 1 target, 1 done; N ms.
  $ many -c exec.ini check --all >/dev/null; tr -d '\t' <blocked
  SigBlk:0000000000000000
