--json: every command that reports prints one JSON document, or one JSON object a line, and nothing else on stdout;
errors are JSON on stderr.

  $ cat > check.py <<'PY'
  > import json, sys
  > text, path = sys.stdin.read(), [p for p in sys.argv[1:]]
  > try:
  >     docs = [json.loads(text)]
  > except ValueError:
  >     docs = [json.loads(line) for line in text.splitlines()]
  > for doc in docs:
  >     if not path:
  >         print(len(docs), type(docs[0]).__name__, *sorted(docs[0] if isinstance(docs[0], dict) else []))
  >         break
  >     print(*("%s=%s" % (p, json.dumps(doc.get(p))) for p in path if p in doc))
  > PY
  $ json() { python3 check.py "$@"; }
  $ printf 'CREATE TABLE a (i);\n--- down\nDROP TABLE a;\n' | mkrev a1 '' 'first "quoted" \ ünïcode'
  $ printf 'CREATE TABLE b (i);\nINSERT INTO b VALUES (1);\n--- down\nDROP TABLE b;\n' | mkrev b1 a1 second 'branch_labels: lab'
  $ printf 'CREATE TABLE c (i);\n--- down\nDROP TABLE c;\n' | mkrev c1 a1 third 'depends_on: b1'
  $ printf 'SELECT nothing;\n' | mkrev d1 c1 'will fail'

Listings are one document.

  $ for command in history 'history -r a1:b1' heads 'heads -v' branches 'show a1' 'show heads' 'show base' list_templates config \
  >   'history -i' 'upgrade --dry-run heads' 'downgrade --dry-run base' status current 'current -v' log --version; do
  >   echo "$command: $(sqlembic --json $command 2>err | json 2>&1)"; cat err
  > done
  history: 1 list
  history -r a1:b1: 1 list
  heads: 1 list
  heads -v: 1 list
  branches: 1 list
  show a1: 1 list
  show heads: 1 list
  show base: 1 list
  list_templates: 1 list
  config: 1 list
  history -i: 1 list
  upgrade --dry-run heads: 1 dict direction event steps target
  downgrade --dry-run base: 1 dict direction event steps target
  status: 1 dict at_heads changed current half_done heads lock_holder pending rows unknown url
  current: 1 dict at_heads current rows unknown url
  current -v: 1 dict at_heads current rows unknown url
  log: 1 list
  --version: 1 dict version
  $ sqlembic --json show a1 | python3 -m json.tool --no-ensure-ascii | sed "s,$PWD,.,"
  [
      {
          "id": "a1",
          "message": "first \\"quoted\\" \\\\ \xc3\xbcn\xc3\xafcode", (esc)
          "text": "first \\"quoted\\" \\\\ \xc3\xbcn\xc3\xafcode\\n\\nrevision: a1\\ndown_revision:", (esc)
          "down_revision": [],
          "depends_on": [],
          "branch_labels": [],
          "children": [
              "b1",
              "c1"
          ],
          "is_head": false,
          "is_effective_head": false,
          "is_branch_point": true,
          "is_merge_point": false,
          "is_current": false,
          "up_path": "./migrations/versions/a1.up.sql",
          "down_path": "./migrations/versions/a1.down.sql"
      }
  ]
  $ sqlembic --json heads | python3 -c 'import json,sys; print(*(r["id"] for r in json.load(sys.stdin)))'
  b1 d1

Runs are events, a line each, while they happen; the last one says where the database is.

  $ sqlembic --json upgrade c1 | json event revision direction from to step steps statements rows
  event="step" revision="a1" direction="upgrade" from="" to="a1" step=1 steps=3
  event="step" revision="b1" direction="upgrade" from="a1" to="b1" step=2 steps=3
  event="step" revision="c1" direction="upgrade" from="a1" to="c1" step=3 steps=3
  event="step_done" revision="a1" direction="upgrade" from="" to="a1" step=1 steps=3 statements=1
  event="step_done" revision="b1" direction="upgrade" from="a1" to="b1" step=2 steps=3 statements=2
  event="step_done" revision="c1" direction="upgrade" from="a1" to="c1" step=3 steps=3 statements=1
  event="done" steps=3 statements=4 rows=["c1"]
  $ sqlembic --json upgrade c1 | json event steps rows
  event="done" steps=0 rows=["c1"]
  $ sqlembic --json current | json url rows at_heads unknown
  url="sqlite:///app.db" rows=["c1"] at_heads=false unknown=[]
  $ sqlembic --json status | json
  1 dict at_heads changed current half_done heads lock_holder pending rows unknown url
  $ sqlembic --json log | python3 -c 'import json,sys; [print(e["revision"], e["direction"], e["status"], e["statements"], e["os_user"]) for e in json.load(sys.stdin)]'
  c1 upgrade done 1 tester
  b1 upgrade done 2 tester
  a1 upgrade done 1 tester
  $ ALEMBIC_COMMIT_GROUP=1 sqlembic --json downgrade a1 | json event revision direction from to
  event="step" revision="c1" direction="downgrade" from="c1" to="a1"
  event="step_done" revision="c1" direction="downgrade" from="c1" to="a1"
  event="step" revision="b1" direction="downgrade" from="b1" to="a1"
  event="step_done" revision="b1" direction="downgrade" from="b1" to="a1"
  event="done"
  $ sqlembic --json downgrade --dry-run -1 | json event direction target
  event="plan" direction="downgrade" target="-1"
  $ sqlembic --json stamp c1 | json event direction from to rows
  event="step" direction="stamp" from="a1" to="c1"
  event="step_done" direction="stamp" from="a1" to="c1"
  event="done" rows=["c1"]
  $ sqlembic --json ensure_version | json
  $ cp "$SQLEMBIC_SOURCE"/core/scripts/templates/generic/*.in migrations
  $ sqlembic --json revision -m new --head b1 --rev-id e1 | json event
  event="creating"
  event="created"
  event="creating"
  event="created"
  event="revision"
  $ sqlembic --json merge e1 d1 --rev-id f1 | json event
  event="creating"
  event="created"
  event="creating"
  event="created"
  event="revision"
  $ sqlembic --json init other -c other.ini | json event | sort | uniq -c
        6 event="created"
        6 event="creating"

Errors are one object on stderr.

  $ failing() { sqlembic --json "$@" 2>err >out; echo "$? stdout: $(wc -l < out)"; json error status message hint < err; }
  $ failing upgrade d1
  1 stdout: 1
  error="failed" status=1 message="near \"nothing\": syntax error" hint="correct it, then: sqlembic upgrade d1"
  $ python3 -m json.tool < err | sed "s,$PWD,.,"
  {
      "error": "failed",
      "status": 1,
      "message": "near \"nothing\": syntax error",
      "file": "./migrations/versions/d1.up.sql",
      "line": 6,
      "column": 8,
      "statement": "SELECT nothing",
      "position": 8,
      "detail": "SQLITE_ERROR: near \"nothing\": syntax error",
      "state": "upgrade of d1 was rolled back; the database is at c1",
      "hint": "correct it, then: sqlembic upgrade d1"
  }
  $ failing upgrade zzz
  1 stdout: 0
  error="failed" status=1 message="Can't locate revision identified by 'zzz'" hint="list what there is with: sqlembic history"
  $ failing current --check-heads; cat out | json
  3 stdout: 54
  error="pending" status=3 message="the database is not at the head f1" hint="sqlembic upgrade head"
  1 dict at_heads current rows unknown url
  $ failing nosuch
  2 stdout: 0
  error="usage" status=2 message="unknown command 'nosuch'" hint="sqlembic --help lists the commands"
  $ failing history --nosuch
  2 stdout: 0
  error="usage" status=2 message="unknown option --nosuch"
  $ failing -c nowhere.ini heads
  1 stdout: 0
  error="failed" status=1 message="cannot read nowhere.ini: No such file or directory" hint="name a file that exists, or make this one: sqlembic -c nowhere.ini init DIRECTORY"
  $ failing check
  1 stdout: 0
  error="failed" status=1 message="no wanted schema: target_metadata is not set" hint="set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute"
  $ failing
  2 stdout: 0
  error="usage" status=2 message="no command given" hint="sqlembic --help lists the commands"
  $ ALEMBIC_SQLALCHEMY_URL=sqlite:////nowhere/x.db failing current
  5 stdout: 0
  error="unreachable" status=5 message="cannot open sqlite:////nowhere/x.db: there is no directory /nowhere" hint="check the path in ALEMBIC_SQLALCHEMY_URL: three slashes begin a relative path, four an absolute one"
  $ printf 'unknown = 1\n' >> alembic.ini; sqlembic --json heads 2>&1 >/dev/null | json
  1 dict event text
