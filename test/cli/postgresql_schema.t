PostgreSQL: the schema of the version table, and creating it on request.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ tables() { q "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^pg_|^info' ORDER BY 1, 2"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer);
  > --- down
  > DROP TABLE t;
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ export ALEMBIC_VERSION_TABLE_SCHEMA='my ops'

A schema that is not there is refused before anything runs.

  $ sqlembic upgrade head
  sqlembic: there is no schema "my ops" that this user may use, which version_table_schema names
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: create it, or let the command do that with --create-schema or version_table_schema_create = true
  [1]
  $ sqlembic stamp head 2>&1 | head -1
  sqlembic: there is no schema "my ops" that this user may use, which version_table_schema names
  $ sqlembic ensure_version 2>&1 | head -1
  sqlembic: there is no schema "my ops" that this user may use, which version_table_schema names
  $ tables
  $ sqlembic current

It is made on request, with the tables, and only then.

  $ sqlembic -q upgrade head --create-schema
  $ tables
  my ops|alembic_version
  my ops|sqlembic_log
  public|t
  $ sqlembic -q downgrade base --create-schema
  $ q 'DROP SCHEMA "my ops" CASCADE' 2>/dev/null; ALEMBIC_VERSION_TABLE_SCHEMA_CREATE=yes sqlembic ensure_version
  $ tables
  my ops|alembic_version
  my ops|sqlembic_log
  $ q 'DROP SCHEMA "my ops" CASCADE' 2>/dev/null; sqlembic -q stamp head --create-schema; sqlembic current
  a1 (head)

A script that is printed makes it, too.

  $ q 'DROP SCHEMA "my ops" CASCADE' 2>/dev/null
  $ sqlembic -q upgrade head --sql | grep -c 'CREATE SCHEMA'
  0
  [1]
  $ sqlembic -q upgrade head --sql --create-schema >script.sql; grep 'CREATE SCHEMA' script.sql
  CREATE SCHEMA IF NOT EXISTS "my ops";
  $ psql -qAtX -v ON_ERROR_STOP=1 -f script.sql; sqlembic current
  a1 (head)

Who may not create it is told so; who finds it need not be allowed to.

  $ q "CREATE ROLE schema_user LOGIN" 2>/dev/null; q "GRANT ALL ON SCHEMA public TO schema_user"
  $ export ALEMBIC_SQLALCHEMY_URL="$ALEMBIC_SQLALCHEMY_URL&user=schema_user" ALEMBIC_VERSION_TABLE_SCHEMA=theirs
  $ q "DROP TABLE t"
  $ sqlembic upgrade head --create-schema
  sqlembic: permission denied for database cli_* (glob)
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: let the owner GRANT CREATE ON DATABASE "cli_*" TO "schema_user" (glob)
  [1]
  $ q "CREATE SCHEMA theirs AUTHORIZATION schema_user"
  $ sqlembic -q upgrade head --create-schema
  $ sqlembic current
  a1 (head)
