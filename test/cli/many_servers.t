many_servers: many databases of a server, and many schemas of a database.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ scripts() {
  >   mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x int);
  > INSERT INTO a VALUES (1);
  > --- down
  > DROP TABLE a;
  > END
  >   mkrev b2 a1 "second" <<'END'
  > CREATE TABLE b (x int);
  > --- down
  > DROP TABLE b;
  > END
  > }
  $ ini() { printf '%s\n' '[alembic]' 'script_location = %(here)s/migrations' "sqlalchemy.url = $DATABASE_URL" "$@" >alembic.ini; unset DATABASE_URL; }
  $ databases() { for name; do query "DROP DATABASE IF EXISTS $name" "CREATE DATABASE $name"; done; }
  $ many() { run "$@" | sed -E 's/[0-9.]+ (ms|s)\.$/TIME/'; }

Databases that a query names.  What a name holds is quoted: it is data.

  $ by_database() {
  >   scripts
  >   local main=$database names
  >   databases "${main}_x" "${main}_y" "${main}_z"
  >   query 'CREATE TABLE tenant (name varchar(50))' "INSERT INTO tenant VALUES ('${main}_x'), ('${main}_y'), ('${main}_z')"
  >   local url=${DATABASE_URL/$main/\$\{tenant\}}
  >   ini 'targets_query = SELECT name FROM tenant ORDER BY name' "target_url = $url"
  >   many upgrade head --all --jobs 1 | sed 's/^t[0-9_]*_/T_/'
  >   many upgrade head --all | sed 's/^t[0-9_]*_/T_/'
  >   many status --all | tail -n +2 | sed 's/^t[0-9_]*_\([xyz]\) */T_\1 /'
  >   query "INSERT INTO tenant VALUES ('${main}_down')"
  >   many upgrade head --all --jobs 1 | sed "s/t[0-9]*_0_/T_/g; s/: failed: .*/: failed: .../"
  >   query "UPDATE tenant SET name = 'no/such ?x=1&y' WHERE name LIKE '%down'"
  >   many upgrade head --all --jobs 1 --max-failures 0 | grep -c 'no/such ?x=1&y: failed'
  >   for name in x y z; do query "DROP DATABASE ${main}_$name"; done
  > }
  $ on postgresql mysql by_database
  T_x: 2 revisions, 3 statements; now at b2 (head)
  T_y: 2 revisions, 3 statements; now at b2 (head)
  T_z: 2 revisions, 3 statements; now at b2 (head)
  Done: 3 targets, 3 done; TIME
  Done: 3 targets, 3 done (3 had nothing to do); TIME
  T_x b2 (head)  0
  T_y b2 (head)  0
  T_z b2 (head)  0
  T_down: failed: ...
  Ended: 4 targets, 0 done, 1 failed, 3 not begun; TIME
  sqlembic: 1 of 4 targets failed
    state: 0 done, 3 not begun
    next: correct what failed, then: sqlembic upgrade head --all
  [5]
  1

The query only reads, whatever it says.

  $ by_a_query_that_writes() {
  >   scripts
  >   query 'CREATE TABLE tenant (name varchar(50))' "INSERT INTO tenant VALUES ('a')"
  >   ini 'targets_query = DELETE FROM tenant' "target_url = ${DATABASE_URL/$database/\$\{tenant\}}"
  >   many upgrade head --all
  >   query "SELECT count(*) FROM tenant"
  > }
  $ on postgresql mysql by_a_query_that_writes
  postgresql:
  sqlembic: cannot execute DELETE in a read-only transaction
    at alembic.ini:4
    detail: the statement is that of targets_query
    next: correct targets_query: it may only read
  [1]
  1
  mysql:
  sqlembic: Cannot execute statement in a READ ONLY transaction
    at alembic.ini:4
    detail: error 1792 of the server; the statement is that of targets_query
    next: correct targets_query: it may only read
  [1]
  1

A schema for each tenant: its tables, its version table and its log are in it, and a name is quoted.

  $ by_schema() {
  >   scripts
  >   query 'CREATE SCHEMA "Tenant 1"' 'CREATE SCHEMA "t,2"' "CREATE TABLE tenant AS SELECT * FROM (VALUES ('Tenant 1'), ('t,2'), ('it''s \"new\"')) t (name)"
  >   ini 'targets_query = SELECT name FROM public.tenant ORDER BY name' 'target_schema = ${tenant}'
  >   many upgrade head --all --jobs 1 --max-failures 0
  >   many upgrade head --all --jobs 1 --create-schema
  >   query "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
  >   query 'SELECT count(*) FROM "Tenant 1".a' 'SELECT version_num FROM "t,2".alembic_version' 'SELECT count(*) FROM "it'"'"'s ""new""".sqlembic_log'
  >   many upgrade head --all
  >   many downgrade base --all --jobs 3 | tail -1
  >   many current --all
  > }
  $ on postgresql by_schema
  Tenant 1: 2 revisions, 3 statements; now at b2 (head)
  it's "new": failed: there is no schema "it's "new"" that this user may use, which target_schema names; upgrade of a1 was rolled back; the database is at base (no revision applied); next: create it, or let the command do that with --create-schema
  t,2: 2 revisions, 3 statements; now at b2 (head)
  Ended: 3 targets, 2 done, 1 failed; TIME
  sqlembic: 1 of 3 targets failed
    state: 2 done
    next: correct what failed, then: sqlembic upgrade head --all
  [1]
  it's "new": 2 revisions, 3 statements; now at b2 (head)
  Done: 3 targets, 3 done (2 had nothing to do); TIME
  Tenant 1|a
  Tenant 1|alembic_version
  Tenant 1|b
  Tenant 1|sqlembic_log
  it's "new"|a
  it's "new"|alembic_version
  it's "new"|b
  it's "new"|sqlembic_log
  public|tenant
  t,2|a
  t,2|alembic_version
  t,2|b
  t,2|sqlembic_log
  1
  b2
  2
  Done: 3 targets, 3 done (3 had nothing to do); TIME
  Done: 3 targets, 3 done; TIME
  Tenant 1: base
  it's "new": base
  t,2: base

Tenants hand their connection on, but not to a script that could see what it began with, nor behind one that may have
changed it: each finds its own schema, also where it asks for what is usual.

  $ handed_on() {
  >   mkrev a1 "" "plain" <<<'CREATE TABLE a (x int);'
  >   for each in one two three; do query "CREATE SCHEMA $each"; done
  >   ini "targets_query = SELECT unnest(ARRAY['one', 'two', 'three'])" 'target_schema = ${tenant}'
  >   connections() { query "SELECT count(DISTINCT connection) FROM (SELECT * FROM one.sqlembic_log UNION ALL SELECT * FROM two.sqlembic_log UNION ALL SELECT * FROM three.sqlembic_log) AS l WHERE revision = '$1'"; }
  >   sqlembic -q upgrade head --all --jobs 1; connections a1
  >   mkrev b2 a1 "resets" <<<'CREATE TABLE b (x int); SET search_path = public; RESET search_path; CREATE TABLE c (x int);'
  >   sqlembic -q upgrade head --all --jobs 1; connections b2
  >   mkrev c3 b2 "first" <<<'CREATE TABLE d (x int); CREATE TABLE e (x int);'
  >   mkrev d4 c3 "second" <<<'DROP TABLE d;'
  >   mkrev e5 d4 "third" <<<'COMMENT ON TABLE e IS '"''"';'
  >   sqlembic -q upgrade head --all --jobs 1; connections e5
  >   query "SELECT tablename, string_agg(schemaname, ' ' ORDER BY schemaname) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY 1 ORDER BY 1"
  >   query "CREATE FUNCTION public.leak() RETURNS int LANGUAGE plpgsql AS 'BEGIN CREATE TEMP TABLE e (); RETURN 1; END'"
  >   mkrev e6 e5 "calls" <<<'ALTER TABLE e ADD y int; CREATE TABLE g AS VALUES (public.leak());'
  >   sqlembic -q upgrade head --all --jobs 1; connections e6
  >   query "SELECT table_schema FROM information_schema.columns WHERE table_name = 'e' AND column_name = 'y' ORDER BY 1"
  >   mkrev e7 e6 "behind it" <<<'ALTER TABLE e ADD z int; ALTER TABLE g ADD z int DEFAULT public.leak();'
  >   mkrev e8 e7 "behind that" <<<'ALTER TABLE e ADD w int;'
  >   sqlembic -q upgrade head --all --jobs 1; connections e8
  >   query "SELECT table_schema, column_name FROM information_schema.columns WHERE table_name = 'e' AND column_name IN ('w', 'z') ORDER BY 1, 2"
  >   mkrev f6 e8 "fails" <<<'CREATE TABLE f (x int); ALTER TABLE a ADD x int;'
  >   sqlembic upgrade head --all --jobs 1 --max-failures 0 2>&1 | grep -c 'rolled back'
  >   sqlembic status --all
  > }
  $ on postgresql handed_on
  1
  3
  1
  a|one three two
  alembic_version|one three two
  b|one three two
  c|one three two
  e|one three two
  sqlembic_log|one three two
  1
  one
  three
  two
  1
  one|w
  one|z
  three|w
  three|z
  two|w
  two|z
  3
  target  current  pending  remarks
  one     e8       1
  two     e8       1
  three   e8       1

Sixteen runs at once on the same schemas: no revision twice, and every run ends well.

  $ at_once() {
  >   scripts
  >   query "SELECT format('CREATE SCHEMA s%s', i) FROM generate_series(1, 12) i \\gexec" >/dev/null 2>&1
  >   for i in {1..12}; do query "CREATE SCHEMA IF NOT EXISTS s$i" 2>/dev/null; done
  >   ini "targets_query = SELECT 's' || i FROM generate_series(1, 12) i" 'target_schema = ${tenant}'
  >   for i in {1..16}; do sqlembic upgrade head --all --jobs 2 --wait 60s --max-failures 0 >out.$i 2>&1 || { echo "run $i"; cat out.$i; } & done; wait
  >   for i in {1..12}; do query "SELECT count(*) FROM s$i.a" "SELECT count(*), count(DISTINCT revision) FROM s$i.sqlembic_log"; done | sort | uniq -c | tr -s ' '
  > }
  $ on postgresql at_once
   12 1
   12 2|2

One that is locked, or hangs, does not hold up the others; a signal ends the run, and nothing is half done.

  $ hangs() {
  >   mkrev a1 "" "first" < <(gated; echo 'CREATE TABLE a (x int);')
  >   local main=$database
  >   databases "${main}_x" "${main}_y"
  >   printf '%s\n' "${DATABASE_URL/$main/${main}_x}" "${DATABASE_URL/$main/${main}_y}" "$DATABASE_URL" >list
  >   close_gate
  >   sqlembic upgrade head --targets list --jobs 2 >out 2>&1 & local pid=$!
  >   wait_for_gate 1
  >   until_true "SELECT 1"
  >   for _ in {1..600}; do grep -q "${main}_y.*now at" out && grep -q "${main}_x.*now at" out && break; sleep 0.05; done
  >   kill -TERM $pid; wait $pid; echo "[$?]"
  >   open_gate
  >   sed -E 's/^.*(now at)/\1/; s/^.*failed: .*; ([^;]*)$/failed: \1/; s/[0-9.]+ (ms|s)\.$/TIME/' out
  >   for name in x y; do query "DROP DATABASE ${main}_$name"; done
  > }
  $ on postgresql hangs
  [7]
  now at a1 (head)
  now at a1 (head)
  failed: the database is at base (no revision applied)
  Ended: 3 targets, 2 done, 1 failed; TIME
  sqlembic: interrupted: 1 of 3 targets failed
    state: 2 done
    next: sqlembic upgrade head --targets list

Where DDL commits, a step that was stopped is half done: nothing has to be corrected, and the same command goes on.

  $ stopped() {
  >   mkrev a1 "" "first" <<<'CREATE TABLE a (x int); SELECT SLEEP(600); CREATE TABLE b (x int);'
  >   printf '%s\n' "$DATABASE_URL" >list
  >   sqlembic upgrade head --targets list >out 2>&1 & local pid=$!
  >   until_true "SELECT COUNT(*) = 1 FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND STATE = 'User sleep'"
  >   kill -TERM $pid; wait $pid; echo "[$?]"; tail -3 out
  >   sed -i 's/600/0/' migrations/versions/a1.up.sql
  >   eval "$(sed -n 's/^  next: //p' out)" 2>&1 | tail -1 | sed -E 's/[0-9.]+ (ms|s)\.$/TIME/'
  > }
  $ on mysql stopped
  [8]
  sqlembic: interrupted: 1 of 1 targets failed
    state: 0 done
    next: sqlembic upgrade head --targets list
  Done: 1 target, 1 done; TIME

A server that takes few connections: fewer at once, and all are done.

  $ few() {
  >   scripts
  >   query "DROP ROLE IF EXISTS few" "CREATE ROLE few LOGIN CONNECTION LIMIT 2" "GRANT ALL ON DATABASE $database TO few"
  >   for i in {1..20}; do query "CREATE SCHEMA few$i AUTHORIZATION few"; done
  >   DATABASE_URL=${DATABASE_URL/postgres@/few@}
  >   ini "targets_query = SELECT 'few' || i FROM generate_series(1, 20) i" 'target_schema = ${tenant}'
  >   many upgrade head --all --jobs 12 | tail -1
  >   query 'DROP OWNED BY few CASCADE' 'DROP ROLE few' >/dev/null
  > }
  $ on postgresql few
  Done: 20 targets, 20 done; TIME

  $ few_of_an_account() {
  >   scripts
  >   local i main=$database user=${database}_few names=$(for i in {1..10}; do echo ${database}_$i; done)
  >   databases $names
  >   query "CREATE USER $user@localhost IDENTIFIED BY 'x' WITH MAX_USER_CONNECTIONS 2" "GRANT ALL ON \`$main%\`.* TO $user@localhost"
  >   DATABASE_URL=${DATABASE_URL/root@/$user:x@}
  >   for i in $names; do echo "${DATABASE_URL/\/$main\?/\/$i?}"; done >list
  >   many upgrade head --targets list --jobs 8 | tail -1
  >   many status --targets list | grep -c 'b2 (head)'
  >   many downgrade base --targets list | tail -1
  >   query "ALTER USER $user@localhost WITH MAX_USER_CONNECTIONS 1"
  >   echo 'sqlembic current 2>&1 | sed "s/.* exceeded/.../"; sqlembic -q wait --timeout 0 2>/dev/null; echo "[$?]"' >others
  >   mariadb --no-defaults --skip-ssl -S "$SQLEMBIC_TEST_MYSQL_SOCKET" -u $user -px $main -e 'system bash others'
  >   query "ALTER USER $user@localhost WITH MAX_USER_CONNECTIONS 0 MAX_CONNECTIONS_PER_HOUR 1"
  >   run current | sed 's/.* exceeded/.../'
  >   for i in $names; do query "DROP DATABASE $i"; done; query "DROP USER $user@localhost"
  > }
  $ on mysql few_of_an_account
  Done: 10 targets, 10 done; TIME
  10
  Done: 10 targets, 10 done; TIME
  ... the 'max_user_connections' resource (current value: 1)
    detail: error 1226 of the server
    next: all connections of the user are taken: try again, or let an administrator raise max_user_connections of the account (ALTER USER ... WITH MAX_USER_CONNECTIONS n)
  [5]
  ... the 'max_connections_per_hour' resource (current value: 1)
    detail: error 1226 of the server
    next: try again in an hour; or let an administrator raise the limit of the account (ALTER USER ... WITH MAX_CONNECTIONS_PER_HOUR n), or count anew (FLUSH USER_RESOURCES)
  [1]

A deadline ends what runs, wherever it has come to.

  $ late() {
  >   mkrev a1 "" "first" < <(gated; echo 'CREATE TABLE a (x int);')
  >   printf '%s\n' "$DATABASE_URL" >list
  >   close_gate
  >   sqlembic upgrade head --targets list --deadline 1s >out 2>&1; echo "[$?]"
  >   open_gate
  >   grep -c '^sqlembic: the deadline has passed' out
  >   tail -1 out
  >   sqlembic current --targets list | sed 's/^post[^ ]*/URL/'
  > }
  $ on postgresql late
  [7]
  1
    next: sqlembic upgrade head --targets list
  URL base

Scratch databases: a target leaves alone what another one has just made, which nobody uses yet; what a killed run has left
is cleared away.

  $ scratches() {
  >   mkrev a1 "" "first" < <(echo 'CREATE TABLE a (x int);')
  >   local main=$database scratch=sqlembic_scratch_6a0000${RANDOM}_0123456789ab
  >   databases "${main}_x"
  >   printf '%s\n' "$DATABASE_URL" >list
  >   sqlembic -q upgrade head --targets list
  >   psql_on "${main}_x" -c "SELECT pg_advisory_lock(1936551009, hashtext('$scratch'))" -c "CREATE DATABASE $scratch" \
  >     -c '\! sqlembic check --drift --targets list' -c "SELECT count(*) FROM pg_database WHERE datname = '$scratch'"
  >   sqlembic check --drift --targets list
  >   query "SELECT count(*) FROM pg_database WHERE datname = '$scratch'" "DROP DATABASE ${main}_x"
  > }
  $ on postgresql scratches
  
  1
  0
