The schema of unqualified names is not always public: a role has one of its own name, or a search_path says another one.  What a
wanted schema and revisions make without saying where comes to be there in scratch databases, too.

  $ eval "$(pgdb)"
  $ role=$PGDATABASE; psql -qX -c "CREATE ROLE $role LOGIN CREATEDB; ALTER DATABASE $PGDATABASE OWNER TO $role"
  $ q() { psql -qXAt -U $role -c "$1"; }
  $ export ALEMBIC_SQLALCHEMY_URL=$(echo "$ALEMBIC_SQLALCHEMY_URL" | sed -E "s,//[^@/]*@,//$role@,") ALEMBIC_TARGET_METADATA=schema.sql
  $ sqlembic init -q migrations; sed -i /^sqlalchemy.url/d alembic.ini
  $ look() { sqlembic "$@" 2>&1 | sed "s/$role/ROLE/g"; }
  $ both() { for says in '' "CREATE SCHEMA $1;"; do echo "$says CREATE TABLE t (a int);" >schema.sql; sqlembic check; done; }

A schema of the role's name: there is nothing to do, whether the wanted schema makes it or not.

  $ q "CREATE SCHEMA $role; CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE TABLE public.old (a int)"
  $ both $role
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ echo 'CREATE TABLE t (a int, b int)' >schema.sql; look diff live schema.sql; look diff schema.sql live
  ALTER TABLE ROLE.t ADD COLUMN b integer;
  /* loses data: drops column t.b */
  ALTER TABLE ROLE.t DROP COLUMN b;
  $ look revision --autogenerate -m b --rev-id a1 | grep -v Generating; sqlembic -q upgrade head; sqlembic check; q 'SELECT a, b FROM t'
  Detected added column 't.b'
  No new upgrade operations detected.
  1|
  $ mkdir app; cat >app/models.py <<'END'
  > from sqlalchemy import Column, Integer, MetaData, Table
  > metadata = MetaData()
  > Table("t", metadata, Column("a", Integer), Column("b", Integer))
  > END
  $ ALEMBIC_TARGET_METADATA=app.models:metadata ALEMBIC_PREPEND_SYS_PATH=. ALEMBIC_PYTHON=/usr/bin/python3 sqlembic check
  No new upgrade operations detected.

So where a listener of the models makes it.

  $ cat >>app/models.py <<'END'
  > import os
  > from sqlalchemy import DDL, event
  > event.listen(metadata, "before_create", DDL("CREATE SCHEMA " + os.environ["PGDATABASE"]))
  > END
  $ ALEMBIC_TARGET_METADATA=app.models:metadata ALEMBIC_PREPEND_SYS_PATH=. ALEMBIC_PYTHON=/usr/bin/python3 sqlembic check
  No new upgrade operations detected.

A dump makes the schema, and leaves public alone; it loads.

  $ look dump; sqlembic dump >schema.sql; sqlembic check
  CREATE SCHEMA ROLE;
  
  CREATE TABLE ROLE.t (
  \ta integer, (esc)
  \tb integer (esc)
  );
  No new upgrade operations detected.

Revisions are run there as well.

  $ rm migrations/versions/*; q 'DELETE FROM alembic_version; DROP TABLE t'
  $ mkrev a1 '' t <<<'CREATE TABLE t (a int);'; echo 'DROP TABLE t;' >migrations/versions/a1.down.sql
  $ sqlembic -q upgrade head; sqlembic check --drift; sqlembic diff history live; sqlembic test
  No drift detected.
  The schemas are equal.
  passed  a1, t
  All pass.

Where no revision makes the schema, it is there in tests: what a comparison writes names it.  One that makes it makes it there, too,
and takes it down.

  $ remake() { rm -f migrations/versions/*; q "SET client_min_messages = warning; DROP SCHEMA $role CASCADE; CREATE SCHEMA $role"; }
  $ remake; echo 'CREATE TABLE t (a int)' >schema.sql; q 'CREATE TABLE t (a int)'
  $ sqlembic -q revision --autogenerate -m none --rev-id a1
  $ remake; look -q revision --autogenerate -m b --rev-id a1; grep -h '^[CD]' migrations/versions/* | sed "s/$role/ROLE/"
  DROP TABLE ROLE.t;
  CREATE TABLE ROLE.t (
  $ sqlembic test; sqlembic test --kill
  passed  a1, b
  All pass.
  passed  a1, b
  All pass.
  $ remake; for says in "IF NOT EXISTS $role" $role "AUTHORIZATION $role"; do
  >   mkrev a1 '' makes <<<"CREATE SCHEMA $says; CREATE TABLE t (a int);"; echo "DROP SCHEMA $role CASCADE;" >migrations/versions/a1.down.sql
  >   look test; done
  passed  a1, makes
  All pass.
  passed  a1, makes
  All pass.
  passed  a1, makes
  All pass.

A script without a transaction that makes it after something else is begun anew in a database without it.

  $ mkrev a1 '' makes 'transaction: off' <<<"SELECT 1; CREATE SCHEMA $role; CREATE TABLE t (a int);"
  $ look diff history schema.sql
  The schemas are equal.
  $ remake

A search_path of the role, of the database, and of the URL.

  $ q "SET client_min_messages = warning; DROP SCHEMA $role CASCADE; CREATE SCHEMA app CREATE TABLE t (a int)"
  $ psql -qX -c "ALTER ROLE $role SET search_path = app, public"; both app
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ psql -qX -c "ALTER ROLE $role SET search_path = app"; both app; psql -qX -c "ALTER ROLE $role RESET search_path"
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ q "ALTER DATABASE $PGDATABASE SET search_path = app"; both app; look dump | head -1; q "ALTER DATABASE $PGDATABASE RESET search_path"
  No new upgrade operations detected.
  No new upgrade operations detected.
  CREATE SCHEMA app;
  $ url=$ALEMBIC_SQLALCHEMY_URL
  $ ALEMBIC_SQLALCHEMY_URL="$url&options=-csearch_path%3Dapp" both app
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ ALEMBIC_SQLALCHEMY_URL="$url&options=-csearch_path%3Dapp" ALEMBIC_SCRATCH_URL=${url/$role@/postgres@} both app
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ psql -qX -c "ALTER ROLE $role SET search_path = public; ALTER ROLE $role IN DATABASE $PGDATABASE SET search_path = app"
  $ both app; sqlembic -q revision --autogenerate -m none; psql -qX -c "ALTER ROLE $role RESET ALL"
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ psql -qX -c "ALTER ROLE $role IN DATABASE $PGDATABASE RESET search_path; ALTER ROLE postgres SET search_path = public"
  $ ALEMBIC_SQLALCHEMY_URL="$url&search_path=app" ALEMBIC_SCRATCH_URL=${url/$role@/postgres@} both app
  No new upgrade operations detected.
  No new upgrade operations detected.
  $ psql -qX -c 'ALTER ROLE postgres RESET search_path'

Names that SQL quotes, and paths that are none of SQL's: they come as they are written.

  $ q 'CREATE SCHEMA "user" CREATE TABLE t (a int); CREATE SCHEMA "Odd "" \n, $x" CREATE TABLE t (a int)'
  $ for way in search_path=user options=--search-path=user%2Cpublic 'search_path="Odd ""+\n, $x"'; do
  >   case $way in *user*) name='"user"' ;; *) name='"Odd "" \n, $x"' ;; esac
  >   ALEMBIC_SQLALCHEMY_URL="$url&$way" both "$name"
  >   ALEMBIC_SQLALCHEMY_URL="$url&$way" ALEMBIC_SCRATCH_URL=${url/$role@/postgres@} both "$name"
  > done | uniq -c
  *12 No new upgrade operations detected. (glob)
  $ q "CREATE SCHEMA $role CREATE TABLE t (a int)"
  $ ALEMBIC_SQLALCHEMY_URL="$url&search_path=\$user,public" ALEMBIC_SCRATCH_URL=${url/$role@/postgres@} both $role; remake
  No new upgrade operations detected.
  No new upgrade operations detected.

Where such names mean two schemas all the same, nothing is compared: everything would go from one of them.

  $ echo 'CREATE TABLE t (a int);' >schema.sql; sql() { ALEMBIC_SQLALCHEMY_URL="$url&search_path=$1" look "${@:2}"; }
  $ sql $role diff live "$url&search_path=nowhere"
  sqlembic: unqualified names mean schema ROLE on one side, and none on the other
    state: the database was not touched
    next: make schema "ROLE" there; include_schemas = true compares all
  $ sql public diff "$url&search_path=app" schema.sql
  sqlembic: unqualified names mean schema app on one side, and schema public on the other
    state: the database was not touched
    next: let the search_path of the URL begin with public; include_schemas = true compares all
  $ sql app,public diff live "$url&search_path=public,app"
  sqlembic: unqualified names mean schema app on one side, and schema public on the other
    state: the database was not touched
    next: let the search_path begin with "public" on both sides; include_schemas = true compares all
  $ q "SET client_min_messages = warning; DROP SCHEMA $role CASCADE"

With --from revisions are tested where unqualified names mean what they mean in its database, for whomever its URL says, unless
sqlalchemy.url or scratch_url say another path.

  $ rm -f migrations/versions/*; mkrev a1 '' t <<<'ALTER TABLE t ADD b int;'; echo 'ALTER TABLE t DROP b;' >migrations/versions/a1.down.sql
  $ root=${url/$role@/postgres@}; of() { ALEMBIC_SQLALCHEMY_URL=$1 look test --from "$2"; }
  $ of "$url" "$url&search_path=app"; of "$root" "$url&search_path=app,public"
  passed  a1, t
  All pass.
  passed  a1, t
  All pass.
  $ psql -qX -c "ALTER ROLE $role SET search_path = app"
  $ of "$root" "$url"; ALEMBIC_SCRATCH_URL=$root of "$url" live; ALEMBIC_SCRATCH_URL=$root of "$root" "$url"
  passed  a1, t
  All pass.
  passed  a1, t
  All pass.
  passed  a1, t
  All pass.
  $ of "$url&search_path=public" "$url"; ALEMBIC_SCRATCH_URL="$root&search_path=public,app" of "$url" live
  sqlembic: unqualified names are looked for in other schemas with ALEMBIC_SQLALCHEMY_URL than in the database of --from
    detail: schemas of the search_path that are there: public; in that of --from: app
    state: nothing was tested; the database was not touched
    next: say the same search_path in ALEMBIC_SQLALCHEMY_URL as in the URL of --from, or leave it out of ALEMBIC_SQLALCHEMY_URL, which then has that of --from
  sqlembic: unqualified names are looked for in other schemas with scratch_url than in the database of --from
    detail: schemas of the search_path that are there: public, app; in that of --from: app
    state: nothing was tested; the database was not touched
    next: say the same search_path in scratch_url as in the URL of --from, or leave it out of scratch_url, which then has that of --from
  $ psql -qX -c "ALTER ROLE $role RESET search_path"; rm migrations/versions/*

  $ printf '%s;\n' "CREATE SCHEMA $role" 'CREATE TABLE t (a int)' 'CREATE TABLE old (a int)' >schema.sql
  $ look check
  sqlembic: unqualified names mean schema public on one side, and schema ROLE on the other
    state: the database was not touched
    next: let the search_path (of ALEMBIC_SQLALCHEMY_URL, the role or the database) begin with public, or make schema "ROLE" there; include_schemas = true compares all
  $ ALEMBIC_SQLALCHEMY_URL="$url&options=-csearch_path%3Dpublic" look diff live schema.sql
  CREATE TABLE public.t (
  \ta integer (esc)
  );
  $ psql -qX -c "ALTER DATABASE $PGDATABASE OWNER TO postgres; REASSIGN OWNED BY $role TO postgres; DROP ROLE $role"
