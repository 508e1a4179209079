SQLAlchemy's metadata as the wanted schema: target_metadata = module:attribute, as env.py had it.

  $ sqlembic init -q migrations
  $ sed -i -e 's,^sqlalchemy.url =.*,sqlalchemy.url = sqlite:///a.db,' \
  >   -e 's,^# target_metadata =.*,target_metadata = app.models:Base.metadata,' \
  >   -e 's,^# python =.*,python = /usr/bin/python3,' alembic.ini
  $ auto() { sqlembic revision --autogenerate -m x "$@" 2>&1 | grep -v ^Generating; }
  $ target() { sqlembic -x T="$1" check 2>&1 | sed "s,$PWD,.,g; s/looked in.*/looked in/"; }

  $ mkdir app; touch app/__init__.py; cat > app/models.py <<'PY'
  > from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, func
  > from sqlalchemy.orm import declarative_base
  > Base = declarative_base()
  > class User(Base):
  >     __tablename__ = "users"
  >     id = Column(Integer, primary_key=True)
  >     email = Column(String(255), nullable=False, unique=True, index=True)
  >     created = Column(DateTime, server_default=func.now())
  > PY
  $ auto --rev-id a1
  Detected added table 'users'
  Detected added index 'ix_users_email'
  $ sed '1,/^$/d' migrations/versions/a1_x.up.sql | sed 's/[[:space:]]*$//; s/^\t/ /; s/(CURRENT_TIMESTAMP)/CURRENT_TIMESTAMP/'
  CREATE TABLE users (
   id INTEGER NOT NULL,
   email VARCHAR(255) NOT NULL,
   created DATETIME DEFAULT CURRENT_TIMESTAMP,
   PRIMARY KEY (id)
  );
  CREATE UNIQUE INDEX ix_users_email ON users (email);
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

What metadata cannot say is left alone: views, triggers.

  $ sqlite3 a.db "CREATE VIEW v AS SELECT email FROM users; CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END"
  $ sqlembic check
  No new upgrade operations detected.
  $ cat >> app/models.py <<'PY'
  > class Post(Base):
  >     __tablename__ = "posts"
  >     id = Column(Integer, primary_key=True)
  >     user_id = Column(ForeignKey("users.id"), nullable=False)
  > PY
  $ sed -i 's/String(255)/String(320)/' app/models.py
  $ auto --rev-id b1
  Detected added table 'posts'
  Detected type change from VARCHAR(255) to VARCHAR(320) on column 'users.email'
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.
  $ sqlite3 a.db "SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 1"
  tr
  v

Directories that are looked in first; a module that nobody imports; what the application prints.

  $ mkdir src; mv app src; sqlembic check 2>&1 | head -1
  sqlembic: target_metadata = app.models:Base.metadata: no module app
  $ export ALEMBIC_PREPEND_SYS_PATH=src:lib; sqlembic check
  No new upgrade operations detected.
  $ printf 'class Late(Base):\n    __tablename__ = "late"\n' > src/app/late.py
  $ echo 'print("hello")' >> src/app/models.py
  $ sqlembic check 2>&1 | sed "s,$PWD,.,"
  hello
  warning: table late is no part of the target: ./src/app/late.py:2 defines it, but nothing imports that
  No new upgrade operations detected.
  $ rm src/app/late.py

What can be wrong.

  $ sed -i 's,^target_metadata =.*,target_metadata = ${T},' alembic.ini
  $ target app.models:Bass
  hello
  sqlembic: target_metadata = app.models:Bass: app.models has no Bass
    detail: it has: Base, Post, User
    state: the database was not touched
  $ target app.model:Base
  sqlembic: target_metadata = app.model:Base: no module app.model
    detail: looked in
    state: the database was not touched
  $ target app.models:func
  hello
  sqlembic: target_metadata = app.models:func: app.models:func is no MetaData but of type _FunctionGenerator
    state: the database was not touched
  $ echo 'raise RuntimeError("no settings")' > src/app/broken.py; target app.broken:Base 2>&1 | grep -v -e Traceback -e '^ *File' -e '^    ' -e '^RuntimeError'
  sqlembic: target_metadata = app.broken:Base: importing app.broken failed: RuntimeError: no settings
    detail: at ./src/app/broken.py:1: raise RuntimeError("no settings")
    state: the database was not touched
  $ printf 'import sys\nsys.exit(0)\n' > src/app/leaves.py; target app.leaves:Base 2>&1 | grep ^sqlembic
  sqlembic: target_metadata = app.leaves:Base: importing app.leaves failed: SystemExit: 0
  $ ALEMBIC_PYTHON=/nowhere/python target app.models:Base
  sqlembic: /nowhere/python cannot be started: No such file or directory
    next: set the key python to the Python that has SQLAlchemy and your models
