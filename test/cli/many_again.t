many_again: what a second run of many databases begins with: reports, and the command that is said to be next.

  $ said() { sed -E "s,$PWD,.,g; s/[0-9.]+ (ms|s)\b/N ms/g; s/\"milliseconds\": [0-9.]+/\"milliseconds\": N/; s/failed: .*/failed: .../"; }
  $ many() { local rc; sqlembic "$@" 2>&1 | said; rc=${PIPESTATUS[0]}; [ $rc -eq 0 ] || echo "[$rc]"; }
  $ make_tenants() { rm -rf tenants; mkdir tenants; for name; do sqlite3 "tenants/$name.db" 'PRAGMA user_version = 1'; done; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ cat >alembic.ini <<'END'
  > [DEFAULT]
  > script_location = %(here)s/migrations
  > [alembic]
  > targets = sqlite:///tenants/*.db
  > [t_a]
  > sqlalchemy.url = sqlite:///tenants/a.db
  > [t_b]
  > sqlalchemy.url = sqlite:///tenants/b.db
  > END

What was only planned or printed is not done.

  $ make_tenants a b
  $ many upgrade head --all --dry-run --jobs 1 --report r | tail -1
  sqlite:///tenants/b.db: <base> -> a1, first
  $ head -1 r
  {"kind": "sqlembic report", "format": 1, "command": "upgrade", "revision": "head", "mode": "--dry-run", "bases": ["a1"]}
  $ many upgrade head --all --rerun r
  sqlembic: the report is of "upgrade head --dry-run", and this is "upgrade head"
    at r:1
    next: repeat the command that the report is of, or leave --rerun out
  [1]
  $ many upgrade head --all --sql --output scripts --report r | tail -1
  Done: 2 targets, 2 done; N ms.
  $ many upgrade head --all --rerun r
  sqlembic: the report is of "upgrade head --sql", and this is "upgrade head"
    at r:1
    next: repeat the command that the report is of, or leave --rerun out
  [1]
  $ many upgrade head --all --sql --output scripts --rerun r
  Nothing to do: every target is done.
  $ many upgrade head --all --report r | tail -1
  Done: 2 targets, 2 done; N ms.
  $ many upgrade head --all --dry-run --rerun r
  sqlembic: the report is of "upgrade head", and this is "upgrade head --dry-run"
    at r:1
    next: repeat the command that the report is of, or leave --rerun out
  [1]

Scripts that are printed are named in the events, too.

  $ rm -r scripts; sqlembic --json upgrade head --all --sql --output scripts --jobs 1 2>&1 | grep -o '"script": .*'
  "script": "scripts/0001_a.db.sql"}
  "script": "scripts/0002_b.db.sql"}

A report that cannot be written is refused before anything runs.  An earlier one is replaced as a whole, with its rights.

  $ make_tenants a b c; sqlite3 tenants/b.db 'CREATE TABLE a (y)'
  $ many upgrade head --all --report /dev/full
  sqlembic: cannot write /dev/full: No space left on device
    next: free space on that disk
  [1]
  $ sqlite3 tenants/a.db .tables
  $ many upgrade head --all --jobs 1 --report r | head -2
  sqlite:///tenants/a.db: 1 revision, 1 statement; now at a1 (head)
  sqlite:///tenants/b.db: failed: ...
  $ chmod 600 r; ln -s r link; cp r before
  $ (ulimit -f 0; many upgrade head --all --rerun link --report link)
  sqlembic: cannot write link: File too large
    next: raise the limit of a file's size (ulimit -f)
  [1]
  $ cmp r before
  $ many upgrade head --all --jobs 1 --rerun link --report link | head -1
  sqlite:///tenants/b.db: failed: ...
  $ stat -c '%F %a' link r; ls
  symbolic link 777
  regular file 600
  alembic.ini
  before
  link
  migrations
  r
  scripts
  tenants
  $ sed 's/"milliseconds".*/.../' r
  {"kind": "sqlembic report", "format": 1, "command": "upgrade", "revision": "head", "bases": ["a1"]}
  {"target": "sqlite:///tenants/a.db", "status": "done", "earlier": true}
  {"target": "sqlite:///tenants/b.db", "status": "failed", "steps": 0, ...
  {"target": "sqlite:///tenants/c.db", "status": "not begun"}

A report of a run that was killed may end in the middle of a line; one with something else in it is refused.

  $ head -c -20 r >half; tail -1 half | cut -c1-40
  {"target": "sqlite:///tenants/c.db", "st
  $ many upgrade head --all --dry-run --rerun half | head -1
  sqlembic: the report is of "upgrade head", and this is "upgrade head --dry-run"
  $ many upgrade head --all --jobs 1 --rerun half | head -1
  sqlite:///tenants/b.db: failed: ...
  $ many upgrade head --all --rerun .
  sqlembic: the report cannot be read from .: Is a directory
    next: --rerun takes a file that --report has written
  [1]
  $ { cat half; echo; } >broken; many upgrade head --all --rerun broken
  sqlembic: the line is no JSON
    at broken:4
    next: --rerun takes a file that --report has written
  [1]

A canary that is done already is none of those that remain, and one that is unknown is refused all the same.

  $ many upgrade head --all --jobs 1 --rerun r --canary sqlite:///tenants/a.db | head -2
  sqlite:///tenants/b.db: failed: ...
  Ended: 2 targets, 0 done, 1 failed, 1 not begun; N ms.
  $ many upgrade head --all --jobs 1 --rerun r --canary nobody
  sqlembic: there is no target nobody, which is to go first
    next: --canary takes the name of a target as status --all prints it, or how many are to go first
  [1]

The next command is for the same targets, and a relative revision is not for those that are done.

  $ next() { many "$@" | grep 'next:'; }
  $ next upgrade head --all --rerun r
    next: correct what failed, then: sqlembic upgrade head --all --rerun r
  $ next -n 't_*' upgrade head --all
    next: correct what failed, then: sqlembic -n 't_*' upgrade head --all
  $ cp alembic.ini "it's.ini"; next -c "it's.ini" upgrade head --all
    next: correct what failed, then: sqlembic -c 'it'\''s.ini' upgrade head --all
  $ next upgrade head --all --sql --output scripts
    next: correct what failed, take the scripts in scripts away, then: sqlembic upgrade head --sql --output scripts --all
  $ next -x one=1 -x "two=it's" upgrade head --all --create-schema --tag 'new release'
    next: correct what failed, then: sqlembic -x one=1 -x 'two=it'\''s' upgrade head --create-schema --tag 'new release' --all
  $ echo 'no database' >tenants/b.db; next stamp --purge a1 --all
    next: correct what failed, then: sqlembic stamp a1 --purge --all
  $ next upgrade +1 --all
    next: correct what failed, then: sqlembic upgrade +1 --all
  $ make_tenants a b; echo 'no database' >tenants/b.db; next upgrade +1 --all --max-failures 0
    next: those that are done would move again by "+1": name the others in a file, and give it by --targets
  $ next upgrade +1 --all --report relative
    next: correct what failed, then: sqlembic upgrade +1 --all --rerun relative
  $ echo sqlite:///tenants/b.db >one; next upgrade +1 --targets one
    next: correct what failed, then: sqlembic upgrade +1 --targets one
  $ make_tenants a b; sqlite3 tenants/b.db 'CREATE TABLE b (y)'; echo 'CREATE TABLE b (x);' | mkrev b2 a1 second
  $ next upgrade +2 --all --report relative --max-failures 0
    next: "+2" would move those too far that have done a part of it: name each in a file, give it by --targets, and say the revision
  $ rm migrations/versions/b2*

What would be run begins where each database is.

  $ make_tenants a b; many upgrade head --targets - <<<'sqlite:///tenants/a.db' | tail -1
  Done: 1 target, 1 done; N ms.
  $ rm -r scripts; many upgrade head --all --sql --dry-run --output scripts --report r | tail -1
  Done: 2 targets, 2 done; N ms.
  $ grep -c 'CREATE TABLE a ' scripts/*
  scripts/0001_a.db.sql:0
  scripts/0002_b.db.sql:1
  $ many upgrade head --all --sql --dry-run --output scripts --rerun r
  Nothing to do: every target is done.
  $ many upgrade a1:head --all --sql --dry-run --output scripts | tail -2
  sqlembic: --dry-run begins where the database is: give a revision, not a range
  [2]

Names: what a terminal would obey is not printed, a tab parts no cells.

  $ make_tenants $'t\tab' $'e\033[31mred' $'c\302\2331m'
  $ sqlembic upgrade head --all --jobs 1 2>&1 | said | LC_ALL=C cat -v
  sqlite:///tenants/c?1m.db: 1 revision, 1 statement; now at a1 (head)
  sqlite:///tenants/e?[31mred.db: 1 revision, 1 statement; now at a1 (head)
  sqlite:///tenants/t ab.db: 1 revision, 1 statement; now at a1 (head)
  Done: 3 targets, 3 done; N ms.
  $ sqlembic status --all | LC_ALL=C cat -vT
  target                          current    pending  remarks
  sqlite:///tenants/c?1m.db       a1 (head)  0
  sqlite:///tenants/e?[31mred.db  a1 (head)  0
  sqlite:///tenants/t ab.db       a1 (head)  0

On a terminal a line says how far the run is, at once, below the line of each target that has ended, and until the first line of
the summary takes its place.

  $ make_tenants a b c
  $ COLUMNS=200 NO_COLOR=1 terminal -- sqlembic upgrade head --all --jobs 1 >shown
  $ sed 's/\r\x1b\[K/\n/g' shown | grep -m 1 running | said
  0 of 3 done, 0 failed, 1 running, 2 waiting; slowest N ms
  $ sed 's/\r\x1b\[K/\n/g' shown | grep -o '^[0-9] of 3 done' | sort -u
  0 of 3 done
  1 of 3 done
  2 of 3 done
  3 of 3 done
  $ sed 's/.*\x1b\[K//' shown | tail -2 | said
  sqlite:///tenants/c.db: 1 revision, 1 statement; now at a1 (head)
  Done: 3 targets, 3 done; N ms.
  $ COLUMNS=40 NO_COLOR=1 terminal -- sqlembic status --all >shown; sed 's/\r\x1b\[K/\n/g' shown | grep -m 1 'of 3'
  0 of 3 done, 0 failed, 1 running, 2 ...
  $ COLUMNS=200 terminal -- sqlembic -q upgrade head --all; COLUMNS=200 terminal -- sqlembic --json current --all | grep -c running
  0
  [1]

Two sections with version tables of their own: what one may do in a script the other may not.

  $ rm -r migrations/versions/*; make_tenants a b
  $ mkrev c1 "" "theirs" <<'END'
  > CREATE TABLE ours (version_num varchar(32));
  > END
  $ cat >tables.ini <<'END'
  > [DEFAULT]
  > script_location = %(here)s/migrations
  > [t_a]
  > sqlalchemy.url = sqlite:///tenants/a.db
  > [t_b]
  > sqlalchemy.url = sqlite:///tenants/b.db
  > version_table = ours
  > [alembic]
  > END
  $ sqlembic -c tables.ini -n 't_*' upgrade head --all --jobs 1 2>&1 | head -2 | sed -E 's/failed: [^ ]*c1/failed: c1/; s/; .*//'
  t_a: 1 revision, 1 statement
  t_b: failed: c1.up.sql:6:1: the script makes, drops or changes ours, the table in which sqlembic keeps where this database is

Errors that are alike but for the targets' names: a name is not looked for inside of other words.

  $ make_tenants ta tb
  $ cat >words.ini <<'END'
  > [alembic]
  > script_location = %(here)s/migrations
  > sqlalchemy.url = sqlite:///tenants/ta.db
  > targets_query = SELECT 'ta' UNION ALL SELECT 'tb'
  > target_url = sqlite:///tenants/${tenant}.db
  > END
  $ many -c words.ini check --all --jobs 1 | tail -5
  2 failed alike: no wanted schema: target_metadata is not set
      ta, tb
  sqlembic: 2 of 2 targets failed
    state: 0 done
  [1]

What a step in doubt wants is for its target alone: by its section, or by its URL.

  $ rm -r migrations/versions/*; make_tenants a b
  $ mkrev d1 "" "first" "transaction: off" <<'END'
  > CREATE TABLE d (x);
  > VACUUM INTO '/dev/full';
  > END
  $ sqlembic -q -n 't_*' upgrade head --all --max-failures 0 2>/dev/null
  [8]
  $ sqlite3 tenants/a.db "UPDATE sqlembic_log SET statement_intended = 2, error = NULL, connection = '1@' || host || ' unknown 1'"
  $ sqlembic -n 't_*' upgrade head --all --report r --jobs 1 2>&1 | sed 's/.*d1.up/d1.up/' | head -1
  d1.up.sql:8:1: statement 2 was running when an earlier run died: it may or may not have taken effect; 1 of 2 statements of the upgrade of d1 are committed; statement 2 may be, too; next, for this target alone: look at the database; if the statement is in effect: sqlembic -n t_a resolve d1 --done; if it is not: sqlembic -n t_a resolve d1 --retry
  $ sqlembic -n t_a resolve d1 --done 2>&1 | tail -2
  Every statement counts as done; finish with: sqlembic -n t_a upgrade d1
  The database is at base.
  $ many -n 't_*' upgrade head --all --rerun r --jobs 1 | head -1
  t_a: 1 revision, 2 statements; now at d1 (head)

  $ sqlite3 tenants/b.db "UPDATE sqlembic_log SET statement_intended = 2, error = NULL, connection = '1@' || host || ' unknown 1'"
  $ echo 'sqlite:///tenants/b.db' >list; sqlembic upgrade head --targets list 2>&1 | sed 's/.*d1.up/d1.up/' | head -1 | tee said | sed 's/.*; next/next/'
  next, for this target alone: look at the database; if the statement is in effect: ALEMBIC_SQLALCHEMY_URL=sqlite:///tenants/b.db sqlembic resolve d1 --done; if it is not: ALEMBIC_SQLALCHEMY_URL=sqlite:///tenants/b.db sqlembic resolve d1 --retry
  $ eval "$(sed 's/.*in effect: //; s/;.*//' said)" 2>&1 | tail -1
  The database is at base.
  $ many upgrade head --targets list --jobs 1 | head -1
  sqlite:///tenants/b.db: 1 revision, 2 statements; now at d1 (head)
