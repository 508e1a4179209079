Every command line of the tutorials that people follow (the seeds), with sqlembic for alembic.  What is Python's there,
env.py and its target_metadata, is a key of alembic.ini here; what they set up with pip or poetry is one program here.

  $ setting() { sqlembic config 2>/dev/null | grep "^$1" | sed 's,ini:[0-9]*,ini:N,'; }

Seed 0: SQLite, a FastAPI application.

  $ mkdir zero && cd zero
  $ sq init alembic
  Creating directory ./zero/alembic ...  done
  Creating directory ./zero/alembic/versions ...  done
  Generating ./zero/alembic/README ...  done
  Generating ./zero/alembic/script.down.sql.in ...  done
  Generating ./zero/alembic/script.up.sql.in ...  done
  Generating ./zero/alembic.ini ...  done
  Next: set sqlalchemy.url in alembic.ini, or DATABASE_URL, then sqlembic revision -m "...".
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = sqlite:///dev.sqlite3,' alembic.ini
  $ sq revision --autogenerate
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ sq upgrade head
  Nothing to do: already at base.
  The script directory holds no revisions (sqlembic config shows where it is).
  $ cd ..

The folder can be renamed, and files numbered; the seed says where: script_location and file_template.

  $ mv zero one && cd one && mv alembic migrations
  $ sed -i -e 's,^script_location =.*,script_location = %(here)s/migrations,' \
  >   -e 's,^file_template =.*,file_template = %%(epoch)s_%%(rev)s_%%(slug)s,' alembic.ini
  $ sq revision -q -m 'create users' --rev-id u1 && ls migrations/versions | sed -E 's/^[0-9]{10}/EPOCH/'
  EPOCH_u1_create_users.down.sql
  EPOCH_u1_create_users.up.sql
  $ cd .. && rm -r one

Seed 1: the longest one.

  $ mkdir two && cd two
  $ sqlembic init -q alembic; ls . alembic
  .:
  alembic
  alembic.ini
  
  alembic:
  README
  script.down.sql.in
  script.up.sql.in
  versions
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = postgresql://username:password@localhost:5432/database_name,' alembic.ini
  $ setting sqlalchemy.url
  sqlalchemy.url = postgresql://username:***@localhost:5432/database_name  [alembic.ini:N]

Its second way, variables in env.py, is ${...} in the ini file.

  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = postgresql+psycopg://${DATABASE_USERNAME}:${DATABASE_PASSWORD}@${DATABASE_HOSTNAME}:${DATABASE_PORT}/${DATABASE_NAME},' alembic.ini
  $ setting sqlalchemy.url
  sqlalchemy.url: cannot be used: variable DATABASE_USERNAME is not set  [alembic.ini:N]
  $ export DATABASE_USERNAME=me DATABASE_PASSWORD='p@ss:w/rd' DATABASE_HOSTNAME=db DATABASE_PORT=5432 DATABASE_NAME=app
  $ setting sqlalchemy.url
  sqlalchemy.url = postgresql+psycopg://me:***@db:5432/app  [alembic.ini:N]

Its commands.

  $ sq revision --autogenerate -m "create all tables defined"
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ sq revision -m "create_post_table" --rev-id p1
  Generating ./two/alembic/versions/p1_create_post_table.down.sql ...  done
  Generating ./two/alembic/versions/p1_create_post_table.up.sql ...  done
  $ cat >> alembic/versions/p1_create_post_table.up.sql <<'SQL'
  > 
  > CREATE TABLE posts (
  >     id SERIAL PRIMARY KEY,
  >     title VARCHAR NOT NULL
  > );
  > SQL
  $ echo 'DROP TABLE posts;' >> alembic/versions/p1_create_post_table.down.sql
  $ sq revision --autogenerate -m "added published column to the posts table"
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ sq revision -q -m "add_content_column_to_posts" --rev-id p2
  $ echo 'ALTER TABLE posts ADD COLUMN content VARCHAR NOT NULL;' >> alembic/versions/p2_add_content_column_to_posts.up.sql
  $ echo 'ALTER TABLE posts DROP COLUMN content;' >> alembic/versions/p2_add_content_column_to_posts.down.sql
  $ sq revision -q -m "add_foreign_key_to_posts" --rev-id p3
  $ cat >> alembic/versions/p3_add_foreign_key_to_posts.up.sql <<'SQL'
  > ALTER TABLE posts ADD COLUMN owner_id INTEGER NOT NULL;
  > ALTER TABLE posts ADD CONSTRAINT posts_users_fk FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE;
  > SQL
  $ cat >> alembic/versions/p3_add_foreign_key_to_posts.down.sql <<'SQL'
  > ALTER TABLE posts DROP CONSTRAINT posts_users_fk;
  > ALTER TABLE posts DROP COLUMN owner_id;
  > SQL
  $ sqlembic history
  p2 -> p3 (head), add_foreign_key_to_posts
  p1 -> p2, add_content_column_to_posts
  <base> -> p1, create_post_table

The database is a PostgreSQL server, so the scripts are printed.

  $ ALEMBIC_LOG_TABLE= sqlembic upgrade head --sql 2>/dev/null
  BEGIN;
  
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  -- Running upgrade  -> p1
  
  CREATE TABLE posts (
      id SERIAL PRIMARY KEY,
      title VARCHAR NOT NULL
  );
  
  INSERT INTO alembic_version (version_num) VALUES ('p1');
  
  COMMIT;
  
  BEGIN;
  
  -- Running upgrade p1 -> p2
  
  ALTER TABLE posts ADD COLUMN content VARCHAR NOT NULL;
  
  UPDATE alembic_version SET version_num='p2' WHERE version_num = 'p1';
  
  COMMIT;
  
  BEGIN;
  
  -- Running upgrade p2 -> p3
  
  ALTER TABLE posts ADD COLUMN owner_id INTEGER NOT NULL;
  
  ALTER TABLE posts ADD CONSTRAINT posts_users_fk FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE;
  
  UPDATE alembic_version SET version_num='p3' WHERE version_num = 'p2';
  
  COMMIT;
  
  $ ALEMBIC_LOG_TABLE= sqlembic downgrade head:-1 --sql 2>/dev/null
  BEGIN;
  
  -- Running downgrade p3 -> p2
  
  ALTER TABLE posts DROP CONSTRAINT posts_users_fk;
  
  ALTER TABLE posts DROP COLUMN owner_id;
  
  UPDATE alembic_version SET version_num='p2' WHERE version_num = 'p3';
  
  COMMIT;
  
  $ ALEMBIC_LOG_TABLE= sqlembic upgrade p1 --sql 2>/dev/null | grep -c 'CREATE TABLE posts'
  1

On SQLite the same commands run.

  $ export DATABASE_URL=sqlite:///app.db
  $ sed -i 's/SERIAL/INTEGER/' alembic/versions/p1*up.sql; sed -i 's/NOT NULL/NULL/' alembic/versions/p2*up.sql
  $ sed -i -e '/CONSTRAINT/d' -e 's/INTEGER NOT NULL/INTEGER/' alembic/versions/p3*
  $ sq upgrade head
  Running upgrade  -> p1, create_post_table
  Running upgrade p1 -> p2, add_content_column_to_posts
  Running upgrade p2 -> p3, add_foreign_key_to_posts
  Done: 3 revisions, 3 statements, N ms; now at p3 (head).
  $ sq downgrade -1
  Running downgrade p3 -> p2, add_foreign_key_to_posts
  Done: 1 revision, 1 statement, N ms; now at p2.
  $ sq current
  p2
  $ sqlembic history
  p2 -> p3 (head), add_foreign_key_to_posts
  p1 -> p2, add_content_column_to_posts
  <base> -> p1, create_post_table
  $ sq upgrade p3
  Running upgrade p2 -> p3, add_foreign_key_to_posts
  Done: 1 revision, 1 statement, N ms; now at p3 (head).
  $ unset DATABASE_URL; cd ..

Seed 2: PostgreSQL with asyncpg and a schema.

  $ mkdir three && cd three
  $ sqlembic init -q alembic
  $ sed -i -e 's,^sqlalchemy.url =.*,sqlalchemy.url = postgresql+asyncpg://me:secret@localhost/app,' \
  >   -e 's,^# include_schemas = .*,include_schemas = true,' alembic.ini
  $ setting sqlalchemy.url; setting include_schemas
  sqlalchemy.url = postgresql+asyncpg://me:***@localhost/app  [alembic.ini:N]
  include_schemas = true  [alembic.ini:N]
  $ sq revision --autogenerate -m "create users table"
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ sq revision -q -m "create users table" --rev-id s1
  $ cat >> alembic/versions/s1_create_users_table.up.sql <<'SQL'
  > CREATE SCHEMA IF NOT EXISTS "starter-fastapi-project";
  > CREATE TABLE "starter-fastapi-project".users (id uuid PRIMARY KEY);
  > SQL
  $ ALEMBIC_LOG_TABLE= sqlembic upgrade head --sql 2>/dev/null
  BEGIN;
  
  CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL, 
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
  );
  
  -- Running upgrade  -> s1
  
  CREATE SCHEMA IF NOT EXISTS "starter-fastapi-project";
  
  CREATE TABLE "starter-fastapi-project".users (id uuid PRIMARY KEY);
  
  INSERT INTO alembic_version (version_num) VALUES ('s1');
  
  COMMIT;
  
  $ sq revision --autogenerate -m "meaningful message"
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ cd ..

Seed 3: help, an old scheme, and a revision by its id.

  $ sqlembic --help | head -3
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q]
                  [--raiseerr] [-h] [--version] COMMAND ...
  
  $ sqlembic upgrade --help
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
                          [--lock-timeout TIME] [--lock-retries N]
                          [--statement-timeout TIME] [--create-schema] [-v]
                          [--all] [--targets FILE] [--jobs N] [--canary N|NAME]...
                          [--max-failures N] [--deadline TIME] [--report FILE]
                          [--rerun FILE] [--junit FILE] [--output DIR] revision
  
  Run up scripts until the database is at a revision.
  
  Runs every script that the revision needs and the database does not have,
  parents first. When there is nothing to do, nothing is locked or written.
  
  With --json, events are printed as JSON lines while they happen.
  
  Arguments:
    revision                Where to go: an id or the beginning of one, head,
                            heads, base, a branch label, +N, -N, label@head, id+N;
                            with --sql also FROM:TO
  
  Options:
    --sql                   Connect to nothing: print the SQL script that would do
                            it (current:REV connects, and begins there)
    --tag TEXT              Text that is stored with the run in the log table
    --dry-run               Run nothing: list the revisions that would run, in
                            order; with --sql print their SQL
    --wait TIME             Try to connect for this long, 60s or 5min, while the
                            database cannot be reached
    --lock-timeout TIME     How long to wait for another run, and for locks in the
                            database (default: lock_timeout)
    --lock-retries N        How often to try again what did not get its lock
                            (default: lock_retries)
    --statement-timeout TIME
                            Longest run time of one statement (default:
                            statement_timeout)
    --create-schema         Create the schema that version_table_schema names if
                            it is missing
    -v, --verbose           Say how long each statement takes; each goes to the
                            server alone then
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
    --output DIR            With --sql for many targets: a script for each, there
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic upgrade head
    sqlembic upgrade head --wait 60s
    sqlembic upgrade +1
    sqlembic upgrade shoppingcart@head
    sqlembic upgrade ae10:head --sql > changes.sql
  $ mkdir four && cd four && sqlembic init -q alembic
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = postgres+psycopg2://user:pass@localhost:5432/dbname,' alembic.ini
  $ setting sqlalchemy.url
  sqlalchemy.url = postgres+psycopg2://user:***@localhost:5432/dbname  [alembic.ini:N]
  $ sq revision -q -m "create posts table" --rev-id 043bdf6fcef1
  $ sq revision -q -m "add users table" --rev-id 88fb11965e20
  $ cat >> alembic/versions/88fb11965e20_add_users_table.up.sql <<'SQL'
  > CREATE TABLE users (
  >     id INTEGER NOT NULL,
  >     email VARCHAR NOT NULL,
  >     password VARCHAR NOT NULL,
  >     created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  >     PRIMARY KEY (id),
  >     UNIQUE (email)
  > );
  > SQL
  $ ALEMBIC_LOG_TABLE= sqlembic upgrade 88fb11965e20 --sql 2>/dev/null | grep -E '^(--|CREATE|BEGIN|COMMIT|INSERT|UPDATE)'
  BEGIN;
  CREATE TABLE alembic_version (
  -- Running upgrade  -> 043bdf6fcef1
  INSERT INTO alembic_version (version_num) VALUES ('043bdf6fcef1');
  COMMIT;
  BEGIN;
  -- Running upgrade 043bdf6fcef1 -> 88fb11965e20
  CREATE TABLE users (
  UPDATE alembic_version SET version_num='88fb11965e20' WHERE version_num = '043bdf6fcef1';
  COMMIT;
  $ DATABASE_URL=postgres+psycopg2://user:pass@localhost:portno/dbname sq current
  sqlembic: the database URL cannot be read: the port is not a number up to 65535 (an IPv6 address stands in [brackets])
    detail: the URL is from environment DATABASE_URL
    next: percent-encode special characters of the password (@ is %40, / is %2F, ? is %3F)
  [1]
  $ cd ..

Seed 4: a folder named migrations.

  $ mkdir five && cd five
  $ sq init migrations
  Creating directory ./five/migrations ...  done
  Creating directory ./five/migrations/versions ...  done
  Generating ./five/migrations/README ...  done
  Generating ./five/migrations/script.down.sql.in ...  done
  Generating ./five/migrations/script.up.sql.in ...  done
  Generating ./five/alembic.ini ...  done
  Next: set sqlalchemy.url in alembic.ini, or DATABASE_URL, then sqlembic revision -m "...".
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = postgresql+psycopg2://user:password@localhost:5432/mydatabase,' alembic.ini
  $ export DATABASE_URL=sqlite:///my.db
  $ sq revision -m "description of the change" --rev-id 123abcdef
  Generating ./five/migrations/versions/123abcdef_description_of_the_change.down.sql ...  done
  Generating ./five/migrations/versions/123abcdef_description_of_the_change.up.sql ...  done
  $ sq revision --autogenerate -m "description of the change"
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ cat >> migrations/versions/123abcdef_description_of_the_change.up.sql <<'SQL'
  > CREATE TABLE users (
  >     id INTEGER PRIMARY KEY,
  >     name VARCHAR(50) NOT NULL,
  >     email VARCHAR(100) NOT NULL UNIQUE
  > );
  > SQL
  $ echo 'DROP TABLE users;' >> migrations/versions/123abcdef_description_of_the_change.down.sql
  $ sq upgrade head
  Running upgrade  -> 123abcdef, description of the change
  Done: 1 revision, 1 statement, N ms; now at 123abcdef (head).
  $ sq upgrade 123abcdef
  Nothing to do: already at 123abcdef (head).
  $ sq current
  123abcdef (head)
  $ sq history
  <base> -> 123abcdef (head), description of the change
  $ sq show 123abcdef | grep -v create_date
  Rev: 123abcdef (head)
  Parent: <base>
  Path: ./five/migrations/versions/123abcdef_description_of_the_change.up.sql
  
      description of the change
      
      revision: 123abcdef
      down_revision:
  
  $ sq downgrade -1
  Running downgrade 123abcdef -> , description of the change
  Done: 1 revision, 1 statement, N ms; now at base.
  $ sq current
