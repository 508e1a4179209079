The FastAPI and SQLAlchemy steps of the tutorials that people follow (the seeds): what they write in env.py is target_metadata,
and their models are what is wanted.  With Debian's python3-sqlalchemy, on both engines that they use.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_PYTHON=/usr/bin/python3
  $ auto() { run revision --autogenerate "$@" | grep -v -e ^Generating -e sequence -e key -e constraint; }
  $ up() { run upgrade "$@" | sed 's/, [0-9]* statements*, N [ms]*//'; }
  $ begin() { rm -rf alembic.ini migrations; run -q init "$1"; sed -i /^sqlalchemy.url/d alembic.ini; }

Seed 0: FastAPI with tables of SQLAlchemy's core.  Its file creates the tables itself when it is imported, which the seed
gives as the cause of revisions without changes: that is kept from happening.

  $ fastapi()
  > {
  >   begin alembic; mkdir storeapi; touch storeapi/__init__.py
  >   cat > storeapi/database.py <<-END
  > 	import sqlalchemy
  > 	metadata = sqlalchemy.MetaData()
  > 	posts = sqlalchemy.Table("posts", metadata,
  > 	    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True), sqlalchemy.Column("body", sqlalchemy.String))
  > 	comments = sqlalchemy.Table("comments", metadata,
  > 	    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True), sqlalchemy.Column("body", sqlalchemy.String),
  > 	    sqlalchemy.Column("post_id", sqlalchemy.ForeignKey("posts.id"), nullable=False))
  > 	engine = sqlalchemy.create_engine("sqlite:///$PWD/made_by_import.db")
  > 	metadata.create_all(engine)
  > 	END
  >   export ALEMBIC_TARGET_METADATA=storeapi.database:metadata
  >   auto; ls made_by_import.db 2>/dev/null
  >   up head | grep -c '^Running'; run check | tail -1; auto | tail -1
  > }
  $ on sqlite postgresql fastapi
  storeapi.database creates or drops tables when it is imported: not done
  Detected added table 'comments'
  Detected added table 'posts'
  1
  No new upgrade operations detected.
  No changes in schema detected: no file was written.

Seed 1: an application with app.models; its commands, one after the other.

  $ sqlalchemy()
  > {
  >   begin alembic; mkdir app; touch app/__init__.py
  >   cat > app/database.py <<-END
  > 	import os
  > 	from sqlalchemy.orm import declarative_base
  > 	KEY = os.environ["SECRET_KEY_OF_APP"]
  > 	Base = declarative_base()
  > 	END
  >   cat > app/models.py <<-END
  > 	from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, text, TIMESTAMP
  > 	from .database import Base
  > 	class Post(Base):
  > 	    __tablename__ = "posts"
  > 	    id = Column(Integer, primary_key=True, nullable=False)
  > 	    title = Column(String, nullable=False)
  > 	END
  >   cat > app/main.py <<-END
  > 	from . import models
  > 	models.Base.metadata.create_all(bind=None)
  > 	END
  >   echo SECRET_KEY_OF_APP=of-the-file > .env
  >   export ALEMBIC_TARGET_METADATA=app.models:Base.metadata ALEMBIC_ENV_FILE=.env
  >   auto -m "create all tables defined" --rev-id p1; up head; run check
  >   echo "    published = Column(Boolean, server_default='TRUE', nullable=False)" >> app/models.py
  >   auto -m "added published column to the posts table" --rev-id p2; up p2
  >   cat >> app/models.py <<-END
  > 	    content = Column(String, nullable=False, server_default="")
  > 	    owner_id = Column(Integer, ForeignKey("users.id", name="posts_users_fk", ondelete="CASCADE"), nullable=False)
  > 	class User(Base):
  > 	    __tablename__ = "users"
  > 	    id = Column(Integer, primary_key=True, nullable=False)
  > 	    email = Column(String, nullable=False, unique=True)
  > 	    created_at = Column(TIMESTAMP(timezone=True), nullable=False, server_default=text("CURRENT_TIMESTAMP"))
  > 	END
  >   auto -m "add_foreign_key_to_posts" --rev-id p3; up head; run check
  >   run downgrade -q -1; run current; run upgrade -q p3; run current; run history
  >   echo "-- the secret is needed, and the environment comes first"
  >   echo > .env; run check | grep -v -e Traceback -e '^  *File' -e '^    [^ds]' -e '^[A-Z]'
  >   SECRET_KEY_OF_APP=of-the-environment run check
  >   printf 'print("key:", KEY)\n' >> app/database.py; echo SECRET_KEY_OF_APP=of-the-file > .env; run check
  >   SECRET_KEY_OF_APP=of-the-environment run check
  > }
  $ on sqlite postgresql sqlalchemy
  sqlite:
  Detected added table 'posts'
  Running upgrade  -> p1, create all tables defined
  Done: 1 revision, 1 statement, N ms; now at p1 (head).
  No new upgrade operations detected.
  Detected added column 'posts.published'
  Running upgrade p1 -> p2, added published column to the posts table
  Done: 1 revision, 1 statement, N ms; now at p2 (head).
  Detected added table 'users'
  Detected added column 'posts.content'
  Detected added column 'posts.owner_id'
  Running upgrade p2 -> p3, add_foreign_key_to_posts
  Done: 1 revision, 5 statements, N ms; now at p3 (head).
  No new upgrade operations detected.
  p2
  p3 (head)
  p2 -> p3 (head), add_foreign_key_to_posts
  p1 -> p2, added published column to the posts table
  <base> -> p1, create all tables defined
  -- the secret is needed, and the environment comes first
  sqlembic: target_metadata = app.models:Base.metadata: importing app.models failed: KeyError: 'SECRET_KEY_OF_APP'
    detail: at ./app/database.py:3: KEY = os.environ["SECRET_KEY_OF_APP"]
    state: the database was not touched
    next: correct that, or set the variables that the application needs, here or in env_file
  [1]
  No new upgrade operations detected.
  key: of-the-file
  No new upgrade operations detected.
  key: of-the-environment
  No new upgrade operations detected.
  postgresql:
  Detected added table 'posts'
  Running upgrade  -> p1, create all tables defined
  Done: 1 revision, 4 statements, N ms; now at p1 (head).
  No new upgrade operations detected.
  Detected added column 'posts.published'
  Running upgrade p1 -> p2, added published column to the posts table
  Done: 1 revision, 1 statement, N ms; now at p2 (head).
  Detected added table 'users'
  Detected added column 'posts.content'
  Detected added column 'posts.owner_id'
  Running upgrade p2 -> p3, add_foreign_key_to_posts
  Done: 1 revision, 8 statements, N ms; now at p3 (head).
  No new upgrade operations detected.
  p2
  p3 (head)
  p2 -> p3 (head), add_foreign_key_to_posts
  p1 -> p2, added published column to the posts table
  <base> -> p1, create all tables defined
  -- the secret is needed, and the environment comes first
  sqlembic: target_metadata = app.models:Base.metadata: importing app.models failed: KeyError: 'SECRET_KEY_OF_APP'
    detail: at ./app/database.py:3: KEY = os.environ["SECRET_KEY_OF_APP"]
    state: the database was not touched
    next: correct that, or set the variables that the application needs, here or in env_file
  [1]
  No new upgrade operations detected.
  key: of-the-file
  No new upgrade operations detected.
  key: of-the-environment
  No new upgrade operations detected.

Seed 2: asyncpg, which is not installed, and a schema, which the seed creates by hand.

  $ schemas()
  > {
  >   begin alembic; mkdir app; touch app/__init__.py
  >   DATABASE_URL=postgresql+asyncpg${DATABASE_URL#postgresql}
  >   cat > app/models.py <<-END
  > 	from sqlalchemy import Column, String
  > 	from sqlalchemy.dialects.postgresql import UUID
  > 	from sqlalchemy.orm import declarative_base
  > 	Base = declarative_base()
  > 	class User(Base):
  > 	    __tablename__ = "users"
  > 	    __table_args__ = {"schema": "starter-fastapi-project"}
  > 	    id = Column(UUID, primary_key=True)
  > 	END
  >   export ALEMBIC_TARGET_METADATA=app.models:Base.metadata ALEMBIC_INCLUDE_SCHEMAS=true
  >   auto -m "create users table" --rev-id s1; up head; run check
  >   echo '    name = Column(String)' >> app/models.py
  >   auto -m "meaningful message" --rev-id s2; up head; run check
  > }
  $ on postgresql schemas
  Detected added schema '"starter-fastapi-project"'
  Detected added table '"starter-fastapi-project".users'
  Running upgrade  -> s1, create users table
  Done: 1 revision, 3 statements, N ms; now at s1 (head).
  No new upgrade operations detected.
  Detected added column '"starter-fastapi-project".users.name'
  Running upgrade s1 -> s2, meaningful message
  Done: 1 revision, 1 statement, N ms; now at s2 (head).
  No new upgrade operations detected.

Seed 4: declarative models in my_project, and a folder named migrations.

  $ declarative()
  > {
  >   begin migrations; mkdir my_project; touch my_project/__init__.py
  >   cat > my_project/models.py <<-END
  > 	from sqlalchemy import Column, Integer, String
  > 	from sqlalchemy.orm import declarative_base
  > 	Base = declarative_base()
  > 	class User(Base):
  > 	    __tablename__ = "users"
  > 	    id = Column(Integer(), primary_key=True)
  > 	    name = Column(String(50), nullable=False)
  > 	    email = Column(String(100), nullable=False, unique=True)
  > 	END
  >   export ALEMBIC_TARGET_METADATA=my_project.models:Base.metadata
  >   auto -m "description of the change" --rev-id 1234567890ab; up 123; run check
  >   run downgrade -q -1; run current; run upgrade -q head; run current
  > }
  $ on sqlite postgresql declarative
  sqlite:
  Detected added table 'users'
  Running upgrade  -> 1234567890ab, description of the change
  Done: 1 revision, 1 statement, N ms; now at 1234567890ab (head).
  No new upgrade operations detected.
  1234567890ab (head)
  postgresql:
  Detected added table 'users'
  Running upgrade  -> 1234567890ab, description of the change
  Done: 1 revision, 5 statements, N ms; now at 1234567890ab (head).
  No new upgrade operations detected.
  1234567890ab (head)
