import: Alembic's revisions in Python, as the user's own Alembic prints them.

  $ /usr/bin/python3 -c 'import alembic' 2>/dev/null || [ -n "${CI:-}" ] || exit 80
  $ alembic() { PYTHONHASHSEED=0 /usr/bin/python3 -c 'import sys; from alembic.config import main; sys.exit(main(prog="alembic"))' "$@" 2>/dev/null; }
  $ project()
  > {
  >   rm -rf app.db migrations alembic.ini; mkdir -p migrations/versions; touch migrations/script.py.mako
  >   printf '[alembic]\nscript_location = %%(here)s/migrations\npython = /usr/bin/python3\nsqlalchemy.url = %s\n' "$1" > alembic.ini
  >   cat > migrations/env.py <<'PY'
  > from alembic import context
  > from sqlalchemy import create_engine
  > url = context.config.get_main_option("sqlalchemy.url")
  > if context.is_offline_mode():
  >     context.configure(url=url)
  >     with context.begin_transaction():
  >         context.run_migrations()
  > else:
  >     with create_engine(url).connect() as connection:
  >         context.configure(connection=connection, transaction_per_migration=True)
  >         with context.begin_transaction():
  >             context.run_migrations()
  > PY
  > }
  $ revision()
  > {
  >   { printf '"""%s\n\nRevision ID: %s\nRevises: %s\nCreate Date: 2026-01-02 10:20:30.123456\n\n"""\n' "$2" "$1" "$3"
  >     printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "%s"\ndown_revision = %s\nbranch_labels = %s\ndepends_on = %s\n\n' "$1" "$3" "${4:-None}" "${5:-None}"; cat; } > migrations/versions/$1.py
  > }

Ids, messages, labels, dependencies and dates are kept; values and percent signs stand in the statements.

  $ project sqlite:///app.db
  $ revision a1 "create account
  > 
  > All of them." None <<'PY'
  > def upgrade():
  >     op.create_table("account", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
  >     account = sa.table("account", sa.column("id"), sa.column("name"))
  >     op.bulk_insert(account, [{"id": 1, "name": "100% it's"}])
  >     op.execute(account.insert().values(id=2, name="x:y"))
  >     op.execute(r"INSERT INTO account (id, name) VALUES (3, '50% \:word')")
  > def downgrade():
  >     op.drop_table("account")
  > PY
  $ revision b2 left '"a1"' '("left", "side")' <<'PY'
  > def upgrade():
  >     op.add_column("account", sa.Column("l", sa.Integer))
  > def downgrade():
  >     """Nothing."""
  > PY
  $ revision c3 right '"a1"' None '("side",)' <<'PY'
  > def upgrade():
  >     op.execute("CREATE TABLE r (x INTEGER)")
  > def downgrade():
  >     raise NotImplementedError("no way back")
  > PY
  $ revision d4 both '("b2", "c3")' <<'PY'
  > def upgrade():
  >     pass
  > def downgrade():
  >     pass
  > PY
  $ sqlembic import migrations
  a1 <- migrations/versions/a1.py
  b2 <- migrations/versions/b2.py
  c3 <- migrations/versions/c3.py (irreversible)
  d4 <- migrations/versions/d4.py
  Done: 4 revisions of alembic written.
  $ ls migrations migrations/versions
  migrations:
  env.py
  script.down.sql.in
  script.py.mako
  script.up.sql.in
  versions
  
  migrations/versions:
  a1.py
  a1_create_account.down.sql
  a1_create_account.up.sql
  b2.py
  b2_left.down.sql
  b2_left.up.sql
  c3.py
  c3_right.up.sql
  d4.py
  d4_both.down.sql
  d4_both.up.sql
  $ cat migrations/versions/a1*.sql; head -5 migrations/versions/b2*.up.sql; head -6 migrations/versions/c3*.sql
  -- Takes back: create account
  --
  -- All of them.
  --
  -- revision: a1
  
  /* alembic: a1.py */
  DROP TABLE account;
  -- create account
  --
  -- All of them.
  --
  -- revision: a1
  -- down_revision:
  -- create_date: 2026-01-02 10:20:30
  
  /* alembic: a1.py */
  CREATE TABLE account (
      id INTEGER NOT NULL, 
      name VARCHAR(50), 
      PRIMARY KEY (id)
  );
  
  INSERT INTO account (id, name) VALUES (1, '100% it''s');
  
  INSERT INTO account (id, name) VALUES (2, 'x:y');
  
  INSERT INTO account (id, name) VALUES (3, '50% :word');
  -- left
  --
  -- revision: b2
  -- down_revision: a1
  -- branch_labels: left, side
  -- right
  --
  -- revision: c3
  -- down_revision: a1
  -- depends_on: side
  -- create_date: 2026-01-02 10:20:30
  $ sqlembic history
  b2, c3 -> d4 (left, side) (head) (mergepoint), both
  a1 (side) -> c3, right
  a1 -> b2 (left, side), left
  <base> -> a1 (branchpoint), create account

Both programs go on in turn.

  $ alembic upgrade b2; sqlembic upgrade -q head; alembic current
  d4 (head) (mergepoint)
  $ sqlembic downgrade -1; alembic upgrade head; sqlembic current; sqlite3 app.db 'SELECT * FROM account'
  sqlembic: Ambiguous walk
    detail: the next could be b2, c3
    state: nothing was changed
    next: name the revision instead of counting steps
  d4 (head) (mergepoint)
  1|100% it's|
  2|x:y|
  3|50% :word|
  $ sqlembic import migrations
  a1 <- migrations/versions/a1.py (there already)
  b2 <- migrations/versions/b2.py (there already)
  c3 <- migrations/versions/c3.py (irreversible) (there already)
  d4 <- migrations/versions/d4.py (there already)
  Done: 0 revisions of alembic written.
  $ revision e5 later '"d4"' <<'PY'
  > def upgrade():
  >     op.drop_table("r")
  > def downgrade():
  >     op.create_table("r", sa.Column("x", sa.Integer))
  > PY
  $ sqlembic import -q migrations | tail -1; sqlembic upgrade -q head; alembic current
  e5 <- migrations/versions/e5.py
  e5 (head)
  $ sqlembic import migrations --history
  usage: sqlembic import [--dry-run] [--history] [--database URL] [--verify] [--table NAME] [--tool NAME] from [directory]
  sqlembic: alembic and sqlembic have one version table: there is no history to take over
    next: import without it; sqlembic current shows where the database is
  [2]

What cannot be printed is named, and becomes a script that stops with the reason; Alembic runs that one.

  $ project sqlite:///app.db
  $ revision a1 reads None <<'PY'
  > def upgrade():
  >     op.create_table("account", sa.Column("id", sa.Integer))
  >     for row in op.get_bind().execute(sa.text("SELECT id FROM account")):
  >         print(row)
  > def downgrade():
  >     op.execute("UPDATE account SET name = '/users/:id'")
  > PY
  $ revision b2 batch '"a1"' <<'PY'
  > def upgrade():
  >     with op.batch_alter_table("account") as batch:
  >         batch.alter_column("id", nullable=False)
  > def downgrade():
  >     if op.get_context().as_sql:
  >         return
  > PY
  $ revision c3 other '"b2"' <<'PY'
  > def upgrade():
  >     if op.get_context().dialect.name == "oracle":
  >         op.execute("CREATE TABLE o (x INTEGER)")
  > def downgrade():
  >     pass
  > PY
  $ sqlembic import migrations
  warning: migrations/versions/a1.py: upgrade cannot be printed: it reads from the database, or works on its connection (migrations/versions/a1.py:17); its script stops [for row in op.get_bind().execute(sa.text("SELECT id FROM account")):; TypeError: 'NoneType' object is not iterable]
  warning: migrations/versions/a1.py: downgrade cannot be printed: it has a parameter ':id' without a value in the statement; a colon that is meant as one is written '\:' (migrations/versions/a1.py:20); its script stops [op.execute("UPDATE account SET name = '/users/:id'")]
  warning: migrations/versions/b2.py: upgrade cannot be printed: it looks at the table in the database (migrations/versions/b2.py:16); its script stops [with op.batch_alter_table("account") as batch:; CommandError: This operation cannot proceed in --sql mode]
  warning: migrations/versions/b2.py: downgrade cannot be printed: it asks whether there is a database (migrations/versions/b2.py); its script stops
  warning: migrations/versions/c3.py: upgrade prints no SQL for sqlite, though it has code
  a1 <- migrations/versions/a1.py
  b2 <- migrations/versions/b2.py
  c3 <- migrations/versions/c3.py
  Done: 3 revisions of alembic written.
  $ sed -n '5,$p' migrations/versions/a1_reads.up.sql
  -- create_date: 2026-01-02 10:20:30
  
  /* alembic: a1.py */
  -- for row in op.get_bind().execute(sa.text("SELECT id FROM account")):; TypeError: 'NoneType' object is not iterable
  SELECT * FROM "only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:17)";
  $ sqlembic upgrade head
  Running upgrade  -> a1, reads
  sqlembic: no such table: only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:17)
    at */migrations/versions/a1_reads.up.sql:9:1 (glob)
    | SELECT * FROM "only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:17)"
    detail: SQLITE_ERROR: no such table: only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:17)
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: correct it, then: sqlembic upgrade head
  [1]
  $ alembic upgrade a1; sqlembic upgrade b2 2>&1 | head -1; alembic upgrade b2; sqlembic upgrade -q head; sqlembic current -q
  Running upgrade a1 -> b2, batch
  c3 (head)

On PostgreSQL and MySQL the stop is a statement of theirs; what runs outside of a transaction does so here.

  $ project postgresql://h/d; cp migrations/env.py env.keep
  $ revision a1 reads None <<'PY'
  > def upgrade():
  >     if op.get_bind().execute(sa.text("SELECT '100%'")).scalar():
  >         op.execute("SELECT 1")
  > def downgrade():
  >     pass
  > PY
  $ revision b2 concurrently '"a1"' <<'PY'
  > def upgrade():
  >     with op.get_context().autocommit_block():
  >         op.create_index("i", "account", ["id"], postgresql_concurrently=True)
  > def downgrade():
  >     op.execute("UPDATE account SET name = 'a%b'")
  >     with op.get_context().autocommit_block():
  >         op.drop_index("i", postgresql_concurrently=True)
  >     op.drop_table("account")
  > PY
  $ revision c3 types '"b2"' <<'PY'
  > def upgrade():
  >     op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("e", sa.Enum("a", "b", name="kind")), sa.Column("at", sa.DateTime(timezone=True)))
  >     op.execute(sa.table("t", sa.column("id"), sa.column("e")).insert().values(id=1, e="a"))
  > def downgrade():
  >     op.drop_table("t")
  > PY
  $ sqlembic import migrations 2>/dev/null; sed -n '/alembic:/,$p' migrations/versions/*.sql
  a1 <- migrations/versions/a1.py
  b2 <- migrations/versions/b2.py (transaction: off)
  c3 <- migrations/versions/c3.py
  /* alembic: a1.py */
  -- reads
  --
  -- revision: a1
  -- down_revision:
  -- create_date: 2026-01-02 10:20:30
  
  /* alembic: a1.py */
  -- if op.get_bind().execute(sa.text("SELECT '100%'")).scalar():; AttributeError: 'NoneType' object has no attribute 'scalar'
  DO $sqlembic$ BEGIN RAISE EXCEPTION 'only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:16)'; END $sqlembic$;
  -- Takes back: concurrently
  --
  -- revision: b2
  -- transaction: own
  
  /* alembic: b2.py */
  BEGIN;
  
  UPDATE account SET name = 'a%b';
  
  COMMIT;
  
  DROP INDEX CONCURRENTLY i;
  
  BEGIN;
  
  DROP TABLE account;
  
  COMMIT;
  -- concurrently
  --
  -- revision: b2
  -- down_revision: a1
  -- create_date: 2026-01-02 10:20:30
  -- transaction: off
  
  /* alembic: b2.py */
  CREATE INDEX CONCURRENTLY i ON account (id);
  -- Takes back: types
  --
  -- revision: c3
  
  /* alembic: c3.py */
  DROP TABLE t;
  -- types
  --
  -- revision: c3
  -- down_revision: b2
  -- create_date: 2026-01-02 10:20:30
  
  /* alembic: c3.py */
  CREATE TYPE kind AS ENUM ('a', 'b');
  
  CREATE TABLE t (
      id SERIAL NOT NULL, 
      e kind, 
      at TIMESTAMP WITH TIME ZONE, 
      PRIMARY KEY (id)
  );
  
  INSERT INTO t (id, e) VALUES (1, 'a');
  $ sed -i 's/postgresql:/mysql:/' alembic.ini; rm migrations/versions/*.sql; sqlembic import -q migrations 2>&1 | grep -v 'b2\|c3'; tail -1 migrations/versions/a1*.up.sql
  warning: migrations/versions/a1.py: upgrade cannot be printed: it reads from the database, or works on its connection (migrations/versions/a1.py:16); its script stops [if op.get_bind().execute(sa.text("SELECT '100%'")).scalar():; AttributeError: 'NoneType' object has no attribute 'scalar']
  a1 <- migrations/versions/a1.py
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'only Alembic can run this upgrade of a1: it reads from the database, or works on its connection (migrations/versions/a1.py:16)';

A project that Alembic itself cannot read: what is missing, and where.

  $ sed -i '1i import os; os.environ["SHOP_URL"]' migrations/env.py; rm migrations/versions/*.sql; sqlembic import migrations; ls migrations
  sqlembic: Alembic cannot be asked for its SQL: KeyError: 'SHOP_URL'
    detail: migrations/env.py:1: import os; os.environ["SHOP_URL"]
    state: nothing was written
    next: set the variable that env.py reads, as for alembic itself
  env.py
  script.down.sql.in
  script.py.mako
  script.up.sql.in
  versions
  $ SHOP_URL=x sqlembic import -q migrations --dry-run 2>/dev/null
  a1 <- migrations/versions/a1.py
  b2 <- migrations/versions/b2.py
  c3 <- migrations/versions/c3.py
  $ sed -i 's/^import os.*/import context_of_nobody/' migrations/env.py; sqlembic import migrations
  sqlembic: Alembic cannot be asked for its SQL: ModuleNotFoundError: No module named 'context_of_nobody'
    detail: migrations/env.py:1: import context_of_nobody
    state: nothing was written
    next: 'alembic upgrade head --sql' says the same; mend that first
  [1]
  $ echo 'pass' > migrations/env.py; sqlembic import migrations
  sqlembic: migrations/env.py runs no revisions
    state: nothing was written
    next: it has to call context.run_migrations()
  [1]
  $ echo 'def f(:' > migrations/env.py; sqlembic import migrations
  sqlembic: Alembic cannot be asked for its SQL: SyntaxError: invalid syntax (env.py, line 1)
    detail: migrations/env.py:1: def f(:
    state: nothing was written
    next: 'alembic upgrade head --sql' says the same; mend that first
  [1]
  $ cp env.keep migrations/env.py; cat env.keep >> migrations/env.py; sqlembic import migrations
  sqlembic: migrations/env.py runs revisions for several databases, which one script directory cannot hold
    state: nothing was written
    next: give each database a project of its own
  [1]
  $ cp env.keep migrations/env.py; echo 'import nothing_of_that' >> migrations/versions/b2.py; sqlembic import migrations
  sqlembic: Alembic cannot be asked for its SQL: ModuleNotFoundError: No module named 'nothing_of_that'
    detail: migrations/versions/b2.py:23: import nothing_of_that
    state: nothing was written
    next: 'alembic upgrade head --sql' says the same; mend that first
  [1]
  $ sed -i '$d' migrations/versions/b2.py; sed -i 's#^python.*#python = /nowhere/python#' alembic.ini; sqlembic import migrations
  sqlembic: /nowhere/python cannot be started: No such file or directory
    next: set the key python to the Python that runs your Alembic
  [1]
  $ sed -i 's#^python.*#python = /bin/true#' alembic.ini; sqlembic import migrations
  sqlembic: Python has ended before its answer was whole
    state: nothing was written
    next: set the key python to the Python that runs your Alembic
  [1]
  $ printf '#!/bin/sh\necho broken\n' > broken; chmod +x broken; sed -i "s#^python.*#python = $PWD/broken#" alembic.ini; sqlembic import migrations
  sqlembic: Python has ended before its answer was whole
    state: nothing was written
    next: set the key python to the Python that runs your Alembic
  [1]
  $ sqlembic import migrations/versions
  sqlembic: migrations/versions holds a1.py (Python) and no SQL: only SQL can be imported
    next: of Alembic, name the directory that has env.py
  [1]

The settings may be another file's than ours.

  $ mkdir other; mv migrations other/; sed 's#^python.*##' alembic.ini > other/alembic.ini; printf '[alembic]\nscript_location = sql\npython = /usr/bin/python3\n' > alembic.ini; sqlembic init -q sql
  $ rm -f other/migrations/script.*.in; sqlembic import -q other/migrations 2>/dev/null; ls sql/versions; ls other/migrations
  a1 <- other/migrations/versions/a1.py
  b2 <- other/migrations/versions/b2.py
  c3 <- other/migrations/versions/c3.py
  a1_reads.down.sql
  a1_reads.up.sql
  b2_concurrently.down.sql
  b2_concurrently.up.sql
  c3_types.down.sql
  c3_types.up.sql
  env.py
  script.py.mako
  versions

Settings in pyproject.toml are taken over into the ini file, which is made where there is none, with the revisions or not at all.

  $ project sqlite:///app.db
  $ revision a1 one None <<'PY'
  > def upgrade():
  >     op.execute("CREATE TABLE one (i INTEGER)")
  > def downgrade():
  >     op.execute("DROP TABLE one")
  > PY
  $ mkdir migrations/more; sed -i 's/^url = .*/url = "sqlite:\/\/\/app.db"/' migrations/env.py
  $ cat > pyproject.toml <<'TOML'
  > [tool.alembic]
  > script_location = "%(here)s/migrations"
  > version_locations = ["%(here)s/migrations/more", "%(here)s/migrations/versions"]
  > file_template = "%%(slug)s-%%(rev)s"
  > recursive_version_locations = false
  > [[tool.alembic.post_write_hooks]]
  > name = "black"
  > TOML
  $ export ALEMBIC_PYTHON=/usr/bin/python3
  $ rm alembic.ini; sqlembic heads
  sqlembic: script_location is not set in [alembic], and there is no alembic.ini here
    detail: Alembic's settings are in pyproject.toml, [tool.alembic], which is not read
    next: sqlembic import DIRECTORY, with the one that has env.py, takes them over into alembic.ini; or set script_location there, without the quotation marks that TOML has
  [1]
  $ sqlembic import migrations migrations/versions --dry-run; ls *.ini
  pyproject.toml: [tool.alembic] would be taken over into alembic.ini, but for its post_write_hooks, which are for Python files
  a1 <- migrations/versions/a1.py
  1 revision of alembic would be written.
  ls: cannot access '*.ini': No such file or directory
  [2]
  $ sqlembic import migrations migrations/versions; cat alembic.ini; ls migrations/versions/*.sql
  pyproject.toml: [tool.alembic] is taken over into alembic.ini, but for its post_write_hooks, which are for Python files
  a1 <- migrations/versions/a1.py
  Done: 1 revision of alembic written.
  [alembic]
  script_location = %(here)s/migrations
  version_locations =
      %(here)s/migrations/more
      %(here)s/migrations/versions
  file_template = %%(slug)s-%%(rev)s
  recursive_version_locations = false
  path_separator = newline
  migrations/versions/one-a1.down.sql
  migrations/versions/one-a1.up.sql
  $ sqlembic heads
  a1 (head)
  $ printf '# ours\n[alembic]\nfile_template = %%%%(rev)s\nsqlalchemy.url = sqlite:///app.db' > alembic.ini; rm migrations/versions/*.sql
  $ sed -i 's/, "%(here)s\/migrations\/versions"//; s/more/versions/' pyproject.toml; sqlembic import migrations; sqlembic import migrations; cat alembic.ini; ls migrations/versions/*.sql
  pyproject.toml: [tool.alembic] is taken over into alembic.ini, but for its post_write_hooks, which are for Python files
  a1 <- migrations/versions/a1.py
  Done: 1 revision of alembic written.
  a1 <- migrations/versions/a1.py (there already)
  Done: 0 revisions of alembic written.
  # ours
  [alembic]
  script_location = %(here)s/migrations
  version_locations = %(here)s/migrations/versions
  recursive_version_locations = false
  file_template = %%(rev)s
  sqlalchemy.url = sqlite:///app.dbmigrations/versions/a1.down.sql
  migrations/versions/a1.up.sql
  $ echo '[tool' > pyproject.toml; sqlembic import migrations
  sqlembic: pyproject.toml is no TOML
    detail: Expected ']' at the end of a table declaration (at line 1, column 6)
    state: nothing was written
    next: correct it
  [1]
