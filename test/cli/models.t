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
  $ printf 'class OldUser(OldBase):\n    __tablename__ = "users"\n' > src/app/before_a1.py  # of a table that has a newer model
  $ echo 'print("hello")' >> src/app/models.py
  $ sqlembic check 2>&1 | sed "s,$PWD,.,"
  hello
  warning: table late is no part of the target: ./src/app/late.py:2 defines it, but nothing imports that
  No new upgrade operations detected.
  $ rm src/app/late.py src/app/before_a1.py

What can be wrong.

  $ sed -i 's,^target_metadata =.*,target_metadata = ${T},' alembic.ini
  $ target app.models:Bass
  hello
  sqlembic: target_metadata = app.models:Bass: app.models has no Bass
    detail: it has: Base, Post, User
    state: the database was not touched
    next: correct the name in target_metadata
  $ target app.model:Base
  sqlembic: target_metadata = app.model:Base: no module app.model
    detail: looked in
    state: the database was not touched
    next: correct the name in target_metadata, or let prepend_sys_path name the directory that it is in
  $ target app.models:func
  hello
  sqlembic: target_metadata = app.models:func: app.models:func is no MetaData but of type _FunctionGenerator
    state: the database was not touched
    next: let target_metadata name a MetaData, or a declarative base, which has one
  $ mkdir src/shop; printf 'from sqlalchemy import MetaData\nmeta = MetaData()\n' > src/shop/base.py
  $ target shop.base:meta
  sqlembic: target_metadata = shop.base:meta: no tables in shop.base:meta: are the modules that define them imported?
    state: the database was not touched
    next: name such modules, too; they are imported: target_metadata = MODULE... shop.base:meta
  $ printf 'from sqlalchemy import Table, Column, Integer\nfrom shop.base import meta\nTable("users", meta, Column("id", Integer))\n' > src/shop/user.py
  $ target shop.base:meta
  sqlembic: target_metadata = shop.base:meta: no tables in shop.base:meta: are the modules that define them imported?
    detail: ./src/shop/user.py:3 defines table users, but nothing imports that
    state: the database was not touched
    next: name such modules, too; they are imported: target_metadata = MODULE... shop.base:meta
  $ target 'shop.user shop.base:meta' 2>&1 | head -1
  removed table 'posts'
  $ echo 'raise RuntimeError("no settings")' > src/app/broken.py; target app.broken:Base 2>&1 | grep -v -e Traceback -e '^ *File' -e '^    ' -e '^RuntimeError'
  sqlembic: target_metadata = app.broken:Base: importing app.broken failed: RuntimeError: no settings
    detail: at ./src/app/broken.py:1: raise RuntimeError("no settings")
    state: the database was not touched
    next: correct that, or set the variables that the application needs, here or in env_file
  $ printf 'import sys\nsys.exit(0)\n' > src/app/leaves.py; target app.leaves:Base 2>&1 | grep ^sqlembic
  sqlembic: target_metadata = app.leaves:Base: importing app.leaves failed: SystemExit: 0
  $ ALEMBIC_PYTHON=/nowhere/python target app.models:Base
  sqlembic: /nowhere/python cannot be started: No such file or directory
    state: the database was not touched
    next: set the key python to the Python that has SQLAlchemy and your models

All modules that are named are imported, however many there are.

  $ mkdir src/lots; for i in $(seq 100); do
  >   printf 'from shop.base import meta\nfrom sqlalchemy import Table, Column, Integer\nTable("t%s", meta, Column("id", Integer))\n' $i > src/lots/m$i.py
  > done
  $ target "shop.base:meta $(printf 'lots.m%s, ' $(seq 100))" | grep -c '^added table'
  100

On servers.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ unset T; export ALEMBIC_TARGET_METADATA=app:meta ALEMBIC_PYTHON=/usr/bin/python3 ALEMBIC_PREPEND_SYS_PATH=.
  $ models() { { echo 'from sqlalchemy import *'; cat; } > app.py; }

An index that a table has twice is one: Alembic compares by names.

  $ twice()
  > {
  >   models <<PY
  > meta = MetaData()
  > Table("t", meta, Column("id", Integer, primary_key=True), Column("a", Integer, index=True), Index("ix_t_a", "a"))
  > PY
  >   run check
  > }
  $ on sqlite postgresql mysql twice
  sqlite:
  added table 't'
  added index 'ix_t_a'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  postgresql:
  added sequence 't_id_seq'
  added table 't'
  added sequence owner 't_id_seq'
  added primary key 't.t_pkey'
  added index 'ix_t_a'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  mysql:
  added table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]

Who wrote the migration, and SQLAlchemy, say some things of SQLite in other words.

  $ other_words()
  > {
  >   cat > old.sql <<'END'
  > CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER DEFAULT (1), b BOOLEAN DEFAULT true, CHECK ((n > 0)));
  > CREATE INDEX ix ON t (n ASC, b DESC);
  > END
  >   feed old.sql
  >   models <<PY
  > meta = MetaData()
  > Table("t", meta, Column("id", Integer, primary_key=True), Column("n", Integer, server_default="1"),
  >       Column("b", Boolean, server_default=text("1")), CheckConstraint("n > 0"), Index("ix", text("n"), text("b DESC")))
  > PY
  >   run check
  >   echo '-- and a file'
  >   sed -i 's/(1)/1/; s/ ASC//' old.sql
  >   ALEMBIC_TARGET_METADATA=old.sql run check
  > }
  $ on sqlite other_words
  No new upgrade operations detected.
  -- and a file
  changed definition on index 'ix'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]

A table that cannot be made is named, and its statement; left out of the comparison, it may stay as it is.

  $ refused()
  > {
  >   models <<PY
  > meta = MetaData()
  > Table("good", meta, Column("id", Integer, primary_key=True))
  > Table("bad", meta, Column("a", Integer), Column("b", Integer), Index("twice", "a"), Index("twice", "b"))
  > PY
  >   run check | sed 's/bad (b)$/bad (a)/' # they come in any order
  >   export ALEMBIC_EXCLUDE_NAME=bad
  >   run revision --autogenerate -m x --rev-id a1 | grep "Detected added table"; run upgrade -q head; run check
  >   models <<PY
  > meta = MetaData()
  > Table("bad", meta, Column("a", Integer), Column("b", Integer), Index("twice", "a"), Index("twice", "b"))
  > Table("worse", meta, Column("a", Integer, CheckConstraint("a @ nonsense")))
  > PY
  >   run check | sed "s/: You have.*near/: near/"
  > }
  $ on sqlite postgresql mysql refused
  sqlite:
  sqlembic: table bad of the models cannot be made: index twice already exists
    at app:meta:20:1
    | CREATE INDEX twice ON bad (a)
    detail: SQLITE_ERROR: index twice already exists
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = bad
  [1]
  Detected added table 'good'
  No new upgrade operations detected.
  sqlembic: table worse of the models cannot be made: unrecognized token: "@"
    at app:meta:3:21
    | \ta INTEGER CHECK (a @ nonsense) (esc)
    | \t                   ^ (esc)
    detail: SQLITE_ERROR: unrecognized token: "@"
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = worse
  [1]
  postgresql:
  sqlembic: table bad of the models cannot be made: relation "twice" already exists
    at app:meta:20:1
    | CREATE INDEX twice ON bad (a)
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = bad
  [1]
  Detected added table 'good'
  No new upgrade operations detected.
  sqlembic: table worse of the models cannot be made: column "nonsense" does not exist
    at app:meta:3:23
    | \ta INTEGER CHECK (a @ nonsense) (esc)
    | \t                     ^ (esc)
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = worse
  [1]
  mysql:
  sqlembic: table bad of the models cannot be made: Duplicate key name 'twice'
    at app:meta:20:14
    | CREATE INDEX twice ON bad (a)
    |              ^
    detail: error 1061 of the server
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = bad
  [1]
  Detected added table 'good'
  No new upgrade operations detected.
  sqlembic: table worse of the models cannot be made: near '@ nonsense) )' at line 2
    at app:meta:3:21
    | \ta INTEGER CHECK (a @ nonsense) (esc)
    | \t                   ^ (esc)
    detail: error 1064 of the server
    state: this is the wanted schema; the database was not touched
    next: correct the model, make what it needs in scratch_setup, or leave the table out: exclude_name = worse
  [1]

What extensions of the database give is there for the models; nobody says in metadata that it is to stay.

  $ extensions()
  > {
  >   query 'CREATE SCHEMA beside' 'CREATE EXTENSION citext SCHEMA beside' 'CREATE EXTENSION pg_trgm' "ALTER DATABASE $database SET search_path = public, beside"
  >   models <<PY
  > from sqlalchemy.types import UserDefinedType
  > class Citext(UserDefinedType):
  >     cache_ok = True
  >     def get_col_spec(self): return "beside.citext"
  > meta = MetaData()
  > Table("t", meta, Column("id", Integer, primary_key=True), Column("email", Citext, unique=True), Column("name", Text),
  >       Index("near", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}))
  > PY
  >   run revision -q --autogenerate -m x --rev-id a1; run upgrade -q head; run check
  >   query 'SELECT extname FROM pg_extension ORDER BY 1'
  >   echo "-- models that make one themselves"
  >   echo 'from sqlalchemy import event; event.listen(meta, "before_create", DDL("CREATE EXTENSION hstore"))' >> app.py
  >   run revision -q --autogenerate -m x --rev-id b1; run upgrade -q head; run check
  > }
  $ on postgresql extensions
  No new upgrade operations detected.
  citext
  pg_trgm
  plpgsql
  -- models that make one themselves
  No new upgrade operations detected.

Enums, percent signs, schemas, and an asynchronous driver that is not installed.

  $ odd()
  > {
  >   DATABASE_URL=postgresql+asyncpg${DATABASE_URL#postgresql}; export ALEMBIC_INCLUDE_SCHEMAS=true
  >   models <<PY
  > import enum
  > class Mood(enum.Enum):
  >     sad, ok = "50%", "it's"
  > meta = MetaData(schema="Über %")
  > Table("t%", meta, Column("id", Integer, Identity(), primary_key=True), Column("mood", Enum(Mood, name="mood %", values_callable=lambda e: [m.value for m in e])),
  >       Column("per%cent", String(9), CheckConstraint("\"per%cent\" LIKE '%50%'"), server_default=r"50%\\n"), comment="5%")
  > Table("u", meta, Column("mood", Enum(Mood, name="mood %", values_callable=lambda e: [m.value for m in e])), Column("t", ForeignKey("Über %.t%.id")))
  > PY
  >   run revision --autogenerate -m x --rev-id a1 | grep -v Generating; run upgrade -q head; run check
  >   query "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder" 'SELECT column_default FROM information_schema.columns WHERE column_name = '"'per%cent'"
  > }
  $ on postgresql odd
  Detected added schema '"\xc3\x9cber %"' (esc)
  Detected added enum '"mood %"'
  Detected added table '"\xc3\x9cber %"."t%"' (esc)
  Detected added table '"\xc3\x9cber %".u' (esc)
  Detected added primary key '"\xc3\x9cber %"."t%"."t%_pkey"' (esc)
  Detected added check constraint '"\xc3\x9cber %"."t%"."t%_per%cent_check"' (esc)
  Detected added foreign key '"\xc3\x9cber %".u.u_t_fkey' (esc)
  Detected added comment 'TABLE "\xc3\x9cber %"."t%"' (esc)
  No new upgrade operations detected.
  50%
  it's
  '50%\n'::character varying
