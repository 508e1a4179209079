Comparing schemas on PostgreSQL: what scratch databases need, and that none is left.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ as() { echo "$ALEMBIC_SQLALCHEMY_URL" | sed -E "s,//[^@/]*@,//$1@,"; }

An ordinary role that may make databases, under a name that only this file has.

  $ maker=$PGDATABASE; q "CREATE ROLE $maker LOGIN CREATEDB; ALTER DATABASE $PGDATABASE OWNER TO $maker"
  $ scratch() { q "SELECT count(*) FROM pg_database WHERE datname LIKE 'sqlembic_scratch%' AND datdba = '$maker'::regrole"; }
  $ export ALEMBIC_SQLALCHEMY_URL=$(as $maker)
  $ sqlembic init -q migrations; sed -i /^sqlalchemy.url/d alembic.ini
  $ export ALEMBIC_TARGET_METADATA=schema.sql
  $ auto() { sqlembic revision --autogenerate -m x "$@" 2>&1 | grep -v ^Generating; }
  $ cat > schema.sql <<'SQL'
  > CREATE TABLE account (
  >     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  >     email text NOT NULL,
  >     status varchar(8) DEFAULT 'new' CHECK (status IN ('new', 'old'))
  > );
  > CREATE VIEW emails AS SELECT email FROM account WHERE status IN ('new', 'old');
  > COMMENT ON VIEW emails IS 'of all';
  > SQL
  $ auto --rev-id a1
  Detected added table 'account'
  Detected added primary key 'account.account_pkey'
  Detected added check constraint 'account.account_status_check'
  Detected added view 'emails'
  Detected added comment 'VIEW public.emails'
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

Roles and databases in a wanted schema are the server's that scratch databases are made on: they stay as they are.

  $ cat > wide.sql <<SQL
  > CREATE ROLE wide_role;
  > CREATE DATABASE wide_database;
  > CREATE TABLE wide (x int);
  > SQL
  $ echo > empty.sql; sqlembic diff empty.sql wide.sql 2>said | tr -d "\n\t"; echo; cat said
  CREATE TABLE public.wide (x integer);
  warning: wide.sql:1: left out of the wanted schema: this statement reaches beyond its database
  warning: wide.sql:2: left out of the wanted schema: this statement reaches beyond its database
  $ q "SELECT rolname FROM pg_roles WHERE rolname = 'wide_role' UNION SELECT datname FROM pg_database WHERE datname = 'wide_database'"

A view is dropped and made again with its comment where a column under it changes; what the server prints otherwise
than it was written is no difference.

  $ sed -i 's/email text/email varchar(320)/' schema.sql
  $ auto --rev-id b1
  Detected type change from text to character varying(320) on column 'account.email'
  Detected changed columns on view 'emails'
  $ grep -c -e 'DROP VIEW' -e 'CREATE VIEW' -e 'COMMENT ON' migrations/versions/b1_x.up.sql
  3
  $ sqlembic upgrade -q head; sqlembic check; sqlembic downgrade -q -1; sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.
  No new upgrade operations detected.

A dump loads, and is the same again.

  $ sqlembic dump > dump.sql; sqlembic diff live dump.sql; sqlembic dump dump.sql | cmp - dump.sql
  The schemas are equal.
  $ sqlembic dump history | cmp - dump.sql
  $ sqlembic check --drift
  No drift detected.
  $ q 'ALTER TABLE account ADD by_hand int'; sqlembic check --drift 2>&1 | head -1; q 'ALTER TABLE account DROP by_hand'
  added column 'account.by_hand'

A run that is interrupted leaves no scratch database behind; neither does one whose target is wrong.

  $ ALEMBIC_TARGET_METADATA='exec:kill -INT $PPID; cat schema.sql' sqlembic check
  sqlembic: interrupted
    state: this is the wanted schema; the database was not touched
  [7]
  $ scratch
  0
  $ echo 'CREATE TABLE broken (x nosuchtype);' > bad.sql; ALEMBIC_TARGET_METADATA=bad.sql sqlembic check
  sqlembic: type "nosuchtype" does not exist
    at bad.sql:1:24
    | CREATE TABLE broken (x nosuchtype)
    |                        ^
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  [1]
  $ scratch
  0

A role that may not make databases is told so; with another server's URL it need not.

  $ q "ALTER ROLE $maker NOCREATEDB"; sqlembic check 2>&1 | sed "s/$maker/ROLE/"
  sqlembic: permission denied to create database
    state: the database was not touched
    next: let an administrator run: ALTER ROLE "ROLE" CREATEDB; or set scratch_url to a server where a role has that right
  $ ALEMBIC_SCRATCH_URL=$(as postgres) sqlembic check
  No new upgrade operations detected.
  $ scratch
  0
  $ q "ALTER DATABASE $PGDATABASE OWNER TO postgres; REASSIGN OWNED BY $maker TO postgres; DROP ROLE $maker"
