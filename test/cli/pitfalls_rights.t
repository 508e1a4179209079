What goes wrong with connections, users and schemas, and does not here.  (pitfalls.t says how to read this.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ one_table()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(99));
  > --- down
  > DROP TABLE one;
  > END
  > }

A user of the case's own with a password that means something in URLs.

  $ password='p@ss:w/rd?#[%41]+&=$ "x'"'"'\ü'
  $ make_user()
  > {
  >   local quoted=${password//\'/\'\'}
  >   user=$database
  >   case $engine in
  >   postgresql)
  >     user=password_cli
  >     psql_on "$database" -c "CREATE ROLE $user LOGIN PASSWORD '$quoted'" -c 'REVOKE CREATE ON SCHEMA public FROM public' \
  >       -c "ALTER DEFAULT PRIVILEGES GRANT $1 ON TABLES TO $user" -c "GRANT $1 ON ALL TABLES IN SCHEMA public TO $user"
  >     port=${SQLEMBIC_SERVER_POSTGRESQL##*port=} ;;
  >   mysql)
  >     mariadb_on "$database" -e "CREATE USER $user IDENTIFIED BY '${quoted//\\/\\\\}'; GRANT $1 ON $database.* TO $user"
  >     port=$SQLEMBIC_TEST_MYSQL_PORT ;;
  >   esac
  >   printf 'sqlalchemy.url = %s://${DB_USER}:${DB_PASSWORD}@127.0.0.1:%s/${DB_NAME}\n' $engine $port >>alembic.ini
  > }
  $ drop_user()
  > {
  >   case $engine in
  >   postgresql) psql_on "$database" -c "DROP OWNED BY $user" -c "DROP ROLE $user" ;;
  >   mysql) mariadb_on "$database" -e "DROP USER $user" ;;
  >   esac
  > }
  $ as_user()
  > {
  >   (unset DATABASE_URL; export DB_USER=$user DB_NAME=$database DB_PASSWORD=${DB_PASSWORD:-$password}; run "$@")
  > }

  $ looking_needs_no_rights_but_to_read()
  > {
  >   one_table
  >   run -q upgrade head
  >   make_user SELECT
  >   as_user current
  >   as_user history -i
  >   as_user status | grep -E '^(current|pending|lock)'
  >   as_user log | cut -d' ' -f3-
  >   as_user upgrade head
  >   drop_user
  > }
  $ on postgresql mysql looking_needs_no_rights_but_to_read
  a1 (head)
  <base> -> a1 (head) (current), first
  current    a1 (head)
  pending    nothing
  lock       free
  upgrade    a1            done       1 statement  N ms  tester@vm
  Nothing to do: already at a1 (head).

  $ who_may_not_make_tables_can_migrate_rows()
  > {
  >   one_table
  >   run -q upgrade head
  >   make_user 'SELECT, INSERT, UPDATE, DELETE'
  >   mkrev b2 a1 rows < <(printf "INSERT INTO one VALUES (1, 'one');\n--- down\nDELETE FROM one;\n")
  >   as_user -q upgrade head
  >   as_user -q downgrade a1
  >   as_user -q upgrade head
  >   query 'SELECT name FROM one'
  >   drop_user
  > }
  $ on postgresql mysql who_may_not_make_tables_can_migrate_rows
  one

  $ a_wrong_password_is_no_server_that_is_down_and_is_not_printed()
  > {
  >   one_table
  >   make_user SELECT
  >   DB_PASSWORD='wr0ng-secret' as_user current >out
  >   grep -c wr0ng-secret out
  >   grep '^\[' out
  >   sed -i 's/127.0.0.1:[0-9]*/127.0.0.1:1/' alembic.ini
  >   DB_PASSWORD='wr0ng-secret' as_user current >out
  >   grep -c wr0ng-secret out
  >   grep '^\[' out
  >   drop_user
  > }
  $ on postgresql mysql a_wrong_password_is_no_server_that_is_down_and_is_not_printed
  0
  [1]
  0
  [5]

Schemas.

  $ the_schema_of_our_tables_may_be_another_and_need_quotes()
  > {
  >   one_table
  >   query 'CREATE SCHEMA "My.Schema x"'
  >   export ALEMBIC_VERSION_TABLE_SCHEMA='My.Schema x'
  >   run -q upgrade head
  >   run upgrade head
  >   query "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT LIKE 'pg_%' AND schemaname <> 'information_schema' ORDER BY 2"
  > }
  $ on postgresql the_schema_of_our_tables_may_be_another_and_need_quotes
  Nothing to do: already at a1 (head).
  My.Schema x|alembic_version
  public|one
  My.Schema x|sqlembic_log

  $ a_search_path_without_schema_is_said()
  > {
  >   one_table
  >   query "ALTER DATABASE $database SET search_path = ''"
  >   run -q upgrade head
  > }
  $ on postgresql a_search_path_without_schema_is_said
  sqlembic: no schema has been selected to create in
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: create a schema, or name one: version_table_schema for our tables, a search_path of the role or the database for the scripts
  [1]

Servers that do not write.

  $ a_read_only_server_is_said()
  > {
  >   one_table
  >   make_user ALL
  >   query 'SET GLOBAL read_only = 1'
  >   as_user -q upgrade head
  >   query 'SET GLOBAL read_only = 0'
  >   as_user -q upgrade head
  >   drop_user
  > }
  $ on mysql a_read_only_server_is_said
  sqlembic: The MariaDB server is running with the --read-only option so it cannot execute this statement
    detail: error 1290 of the server
    state: nothing was changed
    next: if the server is a replica, or in maintenance, point sqlalchemy.url at the server that is written to; if it is of a group that has no primary yet, run the command again
  [1]

Comparing schemas needs databases of its own.

  $ scratch_databases_need_a_right_that_is_named()
  > {
  >   make_user ALL
  >   echo 'CREATE VIEW v AS SELECT 1 AS x;' >v.sql
  >   as_user diff live v.sql | sed -E "s/'$user'|sqlembic_scratch_[0-9a-f_]+/NAME/g"
  >   mariadb_on '' -e "GRANT ALL ON \`sqlembic\\_scratch\\_%\`.* TO $user"
  >   as_user diff live v.sql
  >   drop_user
  > }
  $ on mysql scratch_databases_need_a_right_that_is_named
  sqlembic: Access denied for user NAME@'%' to database 'NAME'
    detail: error 1044 of the server
    state: the database was not touched
    next: let an administrator run: GRANT ALL ON `sqlembic\_scratch\_%`.* TO NAME@'%'; or set scratch_url to a server where the user may make databases
  [1]
  CREATE VIEW `v` AS select 1 AS `x`;

  $ schemas_are_compared_where_one_may_write()
  > {
  >   make_user ALL
  >   mariadb_on '' -e "GRANT ALL ON \`sqlembic\\_scratch\\_%\`.* TO $user"
  >   echo 'CREATE VIEW v AS SELECT 1 AS x;' >v.sql
  >   query 'SET GLOBAL read_only = 1'
  >   as_user diff live v.sql
  >   ALEMBIC_SCRATCH_URL=$DATABASE_URL as_user diff live v.sql
  >   query 'SET GLOBAL read_only = 0'
  >   drop_user
  > }
  $ on mysql schemas_are_compared_where_one_may_write
  sqlembic: The MariaDB server is running with the --read-only option so it cannot execute this statement
    detail: error 1290 of the server
    state: the database was not touched
    next: schemas are compared in scratch databases, and this server is not written to: set scratch_url to one of the same version that is
  [1]
  CREATE VIEW `v` AS select 1 AS `x`;

  $ a_routine_whose_text_may_not_be_read_is_said()
  > {
  >   make_user 'SELECT, EXECUTE'
  >   mariadb_on '' -e "GRANT ALL ON \`sqlembic\\_scratch\\_%\`.* TO $user"
  >   query 'CREATE FUNCTION f() RETURNS INT RETURN 1'
  >   echo 'CREATE VIEW v AS SELECT 1 AS x;' >v.sql
  >   as_user diff live v.sql
  >   as_user test --from live
  >   drop_user
  > }
  $ on mysql a_routine_whose_text_may_not_be_read_is_said
  sqlembic: the text of function f may not be read by this user
    state: the database was not touched
    next: let an administrator run: GRANT SELECT ON mysql.proc TO 'DB'@'%'
  [1]
  sqlembic: the text of function f may not be read by this user
    state: the database was not touched
    next: let an administrator run: GRANT SELECT ON mysql.proc TO 'DB'@'%'
  [1]

  $ definers_of_others_are_left_out_of_copies()
  > {
  >   make_user ALL
  >   mariadb_on '' -e "GRANT ALL ON \`sqlembic\\_scratch\\_%\`.* TO $user; GRANT SELECT ON mysql.proc TO $user"
  >   query 'CREATE VIEW v AS SELECT 1 AS x' 'CREATE FUNCTION f() RETURNS INT RETURN 1'
  >   echo 'CREATE VIEW v AS SELECT 1 AS x; CREATE FUNCTION f() RETURNS INT RETURN 1; CREATE VIEW w AS SELECT 2 AS y;' >v.sql
  >   ALEMBIC_TARGET_METADATA=v.sql as_user revision -q --autogenerate -m x --rev-id a1
  >   as_user upgrade -q head
  >   ALEMBIC_TARGET_METADATA=v.sql as_user check
  >   drop_user
  > }
  $ on mysql definers_of_others_are_left_out_of_copies
  No new upgrade operations detected.

A schema that is there, in a database that no revision is said to be applied to: stamp is named, and only there.

  $ a_schema_that_is_there_can_be_stamped()
  > {
  >   local header
  >   for header in on off; do
  >     mkrev a1 '' first "transaction: $header" <<<'CREATE TABLE one (id INTEGER);'
  >     query 'CREATE TABLE one (id INTEGER)'
  >     run upgrade head | grep 'state:\|next:\|\[' | sed 's/upgrade of a1 was rolled back;/no statement of the upgrade of a1 has taken effect;/'
  >     query 'DROP TABLE one'
  >   done
  >   query 'CREATE TABLE one (id INTEGER)'
  >   run stamp a1
  >   run upgrade head
  > }
  $ everywhere a_schema_that_is_there_can_be_stamped
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: if the database has the whole schema of a revision already, say of which: sqlembic stamp REVISION; if not, correct the script, then: sqlembic upgrade head
  [1]
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: if the database has the whole schema of a revision already, say of which: sqlembic stamp REVISION; if not, correct the script, then: sqlembic upgrade head
  [1]
  Running stamp_revision  -> a1
  Done, nothing was run: now at a1 (head).
  Nothing to do: already at a1 (head).

  $ indexes_views_and_triggers_that_are_there_too()
  > {
  >   local what
  >   query 'CREATE TABLE one (id INTEGER)'
  >   for what in 'INDEX i ON one (id)' 'VIEW v AS SELECT id FROM one' "$(trigger)"; do
  >     mkrev a1 '' first <<<"CREATE $what;"
  >     query "CREATE $what"
  >     run upgrade head | grep -c 'sqlembic stamp REVISION'
  >   done
  > }
  $ trigger()
  > {
  >   case $engine in
  >   sqlite) echo 'TRIGGER t AFTER INSERT ON one BEGIN SELECT 1; END' ;;
  >   postgresql) echo 'TRIGGER t AFTER INSERT ON one EXECUTE FUNCTION suppress_redundant_updates_trigger()' ;;
  >   mysql) echo 'TRIGGER t AFTER INSERT ON one FOR EACH ROW SET @x = 1' ;;
  >   esac
  > }
  $ everywhere indexes_views_and_triggers_that_are_there_too
  1
  1
  1

To PostgreSQL a circle of inheritance is a table that is there already.

  $ a_circle_is_no_schema_that_is_there()
  > {
  >   query 'CREATE TABLE one (id INTEGER)'
  >   mkrev a1 '' first <<<"ALTER TABLE one INHERIT one;"
  >   run upgrade head | grep 'sqlembic: \|next:'
  > }
  $ on postgresql a_circle_is_no_schema_that_is_there
  sqlembic: circular inheritance not allowed
    next: correct it, then: sqlembic upgrade head

  $ where_a_revision_is_applied_nothing_is_stamped()
  > {
  >   one_table
  >   run -q upgrade head
  >   mkrev b2 a1 second <<<'CREATE TABLE one (id INTEGER);'
  >   run upgrade head | grep next:
  >   mkrev b2 a1 second <<<'INSERT INTO nowhere VALUES (1);'
  >   run -q downgrade base
  >   mkrev a1 '' first <<<'CREATE TABLE nowhere.one (id INTEGER);'
  >   run upgrade head | grep -c 'sqlembic stamp'
  > }
  $ everywhere where_a_revision_is_applied_nothing_is_stamped
    next: correct it, then: sqlembic upgrade head
  0
