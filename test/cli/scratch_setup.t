Revisions and wanted schemas that expect something to be there: scratch_setup makes it in each scratch database.

  $ sqlembic init -q migrations
  $ sed -i 's,^sqlalchemy.url =.*,sqlalchemy.url = sqlite:///a.db,' alembic.ini
  $ printf '%s\n' '-- revision: a1' '-- down_revision:' '' 'CREATE TABLE note (id INTEGER PRIMARY KEY, owner INTEGER);' \
  >   'INSERT INTO note (owner) SELECT id FROM person;' > migrations/versions/a1_notes.up.sql
  $ printf '%s\n' '-- revision: a1' '-- down_revision:' '' 'DROP TABLE note;' > migrations/versions/a1_notes.down.sql
  $ sqlite3 a.db 'CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (7)'
  $ sqlembic -q upgrade head
  $ sqlite3 a.db 'SELECT owner FROM note'
  7

Without it, what the revisions build cannot be found out, and the error says how to go on.

  $ sqlembic check --drift
  sqlembic: no such table: person
    at */migrations/versions/a1_notes.up.sql:5:1 (glob)
    | INSERT INTO note (owner) SELECT id FROM person
    detail: SQLITE_ERROR: no such table: person
    state: this happened in a scratch database; the database was not touched
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
  [1]

  $ echo 'CREATE TABLE person (id INTEGER PRIMARY KEY);' > setup.sql
  $ export ALEMBIC_SCRATCH_SETUP=setup.sql
  $ sqlembic check --drift
  No drift detected.

It is there for the wanted schema too, which then need not name it, and for the copies that scripts are tried in.

  $ cat > wanted.sql <<'SQL'
  > CREATE TABLE note (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES person (id));
  > SQL
  $ export ALEMBIC_TARGET_METADATA=wanted.sql
  $ sqlembic -q revision --autogenerate -m owner --rev-id b2
  $ sqlembic -q upgrade head
  $ sqlembic check
  No new upgrade operations detected.
  $ sqlembic dump | grep -c person
  1

A dump is what comes on top of it.

  $ sqlembic dump
  CREATE TABLE note (
      id INTEGER PRIMARY KEY,
      owner INTEGER REFERENCES person (id)
  );

A setup that is not there, or that fails, is named.

  $ ALEMBIC_SCRATCH_SETUP=missing.sql sqlembic check
  sqlembic: cannot read missing.sql: No such file or directory
    state: this is scratch_setup, run in a scratch database; the database was not touched
    next: correct missing.sql, or let scratch_setup name another file, then run the same command again
  [1]
  $ echo 'CREATE TABLE thing (id INTEGER REFERENCES);' > wrong.sql
  $ ALEMBIC_SCRATCH_SETUP=wrong.sql sqlembic check
  sqlembic: near ")": syntax error
    at wrong.sql:1:42
    | CREATE TABLE thing (id INTEGER REFERENCES)
    |                                          ^
    detail: SQLITE_ERROR: near ")": syntax error
    state: this is scratch_setup, run in a scratch database; the database was not touched
    next: correct wrong.sql, or let scratch_setup name another file, then run the same command again
  [1]

On a server it is run in every scratch database, too: what only an administrator makes is made there by scratch_url's role.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ rm -r migrations *.sql; q 'CREATE FUNCTION today() RETURNS date LANGUAGE sql AS $$ SELECT current_date $$'
  $ sqlembic -q init migrations
  $ printf '%s\n' '-- revision: a1' '-- down_revision:' '' 'CREATE TABLE note (at date DEFAULT today());' \
  >   > migrations/versions/a1_notes.up.sql
  $ printf '%s\n' '-- revision: a1' '-- down_revision:' '' 'DROP TABLE note;' > migrations/versions/a1_notes.down.sql
  $ sqlembic -q upgrade head
  $ ALEMBIC_SCRATCH_SETUP= sqlembic check --drift 2>&1 | head -1
  sqlembic: function today() does not exist
  $ echo 'CREATE FUNCTION today() RETURNS date LANGUAGE sql AS $$ SELECT current_date $$;' > setup.sql
  $ sqlembic check --drift
  No drift detected.
  $ sqlembic dump | grep -c today
  1
  $ sqlembic dump | grep -c FUNCTION
  0
  [1]

A trigger of the setup changes what is made behind it, so that a dump is not the schema when it is loaded: all has to be in one,
whatever comparisons leave out.

  $ q 'DROP TABLE note; CREATE TABLE kept (a int); CREATE INDEX lost ON kept (a)'
  $ export ALEMBIC_SCRATCH_SETUP=setup.sql ALEMBIC_EXCLUDE_NAME='kept lost'
  $ watch() { printf '%s\n' 'CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN' "$1" 'END $$;' \
  >   "CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('$2') EXECUTE PROCEDURE watch();" > setup.sql
  >   q "$(cat setup.sql)"; sqlembic dump; q 'DROP EVENT TRIGGER watch; DROP FUNCTION watch()'; }
  $ watch 'DROP INDEX lost;' 'CREATE INDEX'
  sqlembic: index lost cannot be dumped: made anew it is not there
    state: the database was not touched
    next: a dump leaves nothing out: change or drop what cannot be made anew as it is, or dump with the server's own tool
  $ watch "EXECUTE format('ALTER TABLE kept ADD c%s int', (SELECT count(*) FROM pg_attribute WHERE attrelid = 'kept'::regclass AND attnum > 0));" 'CREATE TABLE'
  sqlembic: a dump of this schema is another one when it is loaded: added column 'kept.c2'
    state: the database was not touched
    next: a dump leaves nothing out: change or drop what cannot be made anew as it is, or dump with the server's own tool
