What a wanted schema for PostgreSQL may hold that no script can say, or that is the server's and not the schema's.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_TARGET_METADATA=schema.sql
  $ auto() { run revision --autogenerate -m x "$@" | grep -v '^Generating\|^Running'; }

The password of a user mapping: no script and no message shows it, and that it is not compared is said.

  $ passwords() {
  >   mapping() { printf '%s;\n' 'CREATE FOREIGN DATA WRAPPER w' "CREATE SERVER s TYPE '$2' FOREIGN DATA WRAPPER w" \
  >     "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '$1', password_required 'false')"; }
  >   mapping one x >schema.sql; auto --rev-id a; cat migrations/versions/a_x.up.sql | grep -B1 MAPPING; run upgrade -q head
  >   echo "-- by hand, and another one in the wanted schema"
  >   query "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'one')"; run check
  >   mapping two x >schema.sql; run check; run dump | grep MAPPING
  >   echo "-- the server is made anew"
  >   mapping two y >schema.sql; auto --rev-id b; run upgrade -q head; run check; grep -rl "'one'\|'two'" migrations
  >   query 'DROP FOREIGN DATA WRAPPER w CASCADE' 2>&1
  > }
  $ on postgresql passwords
  Detected added foreign data wrapper 'w'
  Detected added server 's'
  Detected added user mapping 's:PUBLIC'
  warning: not compared: password of the user mapping for public on server s, which only the wanted schema has
  /* may fail: nobody can connect before the password is written where *** stands */
  CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '***', password_required 'false');
  -- by hand, and another one in the wanted schema
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s
  CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '***', password_required 'false');
  -- the server is made anew
  Detected changed type on server 's'
  warning: not compared: password of the user mapping for public on server s
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s

Objects of kinds that are not compared, when only one side has them.

  $ one_side() {
  >   echo 'CREATE TYPE fam;' >schema.sql; run check
  >   query 'CREATE TYPE shell'; run check; auto
  > }
  $ on postgresql one_side
  No new upgrade operations detected.
  not compared: type public.fam, which only the wanted schema has
  No new upgrade operations detected.
  not compared: type public.shell
  not compared: type public.fam, which only the wanted schema has
  warning: not compared: type public.shell
  warning: not compared: type public.fam, which only the wanted schema has
  No changes in schema detected: no file was written.

Subscriptions, and roles that a block makes where they are not there yet, are the server's.

  $ servers_matter() {
  >   cat >schema.sql <<-'END'
  > 	DO $$ BEGIN
  > 	  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'made_in_a_block') THEN
  > 	    CREATE  ROLE made_in_a_block;
  > 	  END IF;
  > 	END $$;
  > 	DO $$ BEGIN EXECUTE 'create role ' || 'made_in_a_block'; END $$;
  > 	DO 'BEGIN CREATE TABLE t (role text); END';
  > 	CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false);
  > 	END
  >   run check; query "SELECT count(*) FROM pg_roles WHERE rolname = 'made_in_a_block'"
  > }
  $ on postgresql servers_matter
  warning: schema.sql:1: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:6: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:8: left out of the wanted schema: this statement reaches beyond its database
  added table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  0

Types are renamed on request, in one run with what else is done to them; rows stay.

  $ types_renamed() {
  >   cat >schema.sql <<-'END'
  > 	CREATE TYPE st AS ENUM ('a', 'c');
  > 	CREATE DOMAIN "D d" AS int;
  > 	CREATE TYPE c1 AS (a st);
  > 	CREATE TABLE t (x st DEFAULT 'a', y "D d"[], z c1);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head; query "INSERT INTO t VALUES ('c', '{1}', ROW('a'))"
  >   sed -i "s/\bst\b/state/; s/'a', 'c'/'a', 'b', 'c'/; s/DEFAULT 'a'/DEFAULT 'b'/; s/D d/whole/; s/\bc1\b/c2/" schema.sql
  >   auto --rev-id b --rename st=state --rename 'D d=whole' --rename c1=c2 | grep -v ^Detected; run upgrade -q head; run check
  >   grep RENAME migrations/versions/b_x.up.sql; query 'SELECT * FROM t'; run downgrade -q -1; query 'SELECT * FROM t'
  > }
  $ on postgresql types_renamed
  No new upgrade operations detected.
  ALTER TYPE public.st RENAME TO state;
  ALTER TYPE public."D d" RENAME TO whole;
  ALTER TYPE public.c1 RENAME TO c2;
  c|{1}|(a)
  c|{1}|(a)
