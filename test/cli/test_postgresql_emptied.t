Where an up script fails over rows that were made up, it is tried once more without: in the same scratch database, which is emptied for
that, if scripts have put no rows of their own there.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ test_() { run test "$@" | grep -v ' at .*migrations'; }

No other database is made for that.

  $ log=$SQLEMBIC_SERVER_POSTGRESQL_DIR/log
  $ in_one_database()
  > {
  >   revision a1 '' "CREATE TABLE account (id int PRIMARY KEY) /* $database */;" 'DROP TABLE account;'
  >   revision b2 a1 "ALTER TABLE account /* $database */ ADD name text NOT NULL;" 'ALTER TABLE account DROP name;'
  >   revision c3 b2 "ALTER TABLE account /* $database */ ADD mail text NOT NULL;" 'ALTER TABLE account DROP mail;'
  >   revision d4 c3 "ALTER TABLE account /* $database */ ADD UNIQUE (missing);" '-- nothing'
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" test_
  >   sed -n "s/.*\[\([0-9]*\)\] LOG:  statement: .*\/\* $database .*/\1/p" "$log" | sort -u | wc -l
  > }
  $ on postgresql in_one_database
  passed  a1, about a1
  passed  b2, about b2
      note: up: where tables have rows: the up script fails: column "name" of relation "account" contains null values
  passed  c3, about c3
      note: up: where tables have rows: the up script fails: column "mail" of relation "account" contains null values
  failed  d4, about d4
      up: the up script fails: column "missing" named in key does not exist
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test d4
  [3]
  1

What is behind it is tested where tables have rows again, whatever their numbers are.

  $ over_made_up_rows()
  > {
  >   revision a1 '' 'CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text);
  > CREATE TABLE login (account int NOT NULL REFERENCES account);' 'DROP TABLE login, account;'
  >   revision b2 a1 'ALTER TABLE account ADD name text NOT NULL;' 'ALTER TABLE account DROP name;'
  >   revision c3 b2 'CREATE INDEX ix ON account (name);' 'DROP INDEX ix;'
  >   revision d4 c3 'ALTER TABLE login ADD at date NOT NULL; CREATE TYPE mood AS ENUM ();' 'ALTER TABLE login DROP at;'
  >   revision e5 d4 'ALTER TABLE login DROP at; DROP TYPE mood;' \
  >     'CREATE TYPE mood AS ENUM (); ALTER TABLE login ADD at date NOT NULL;'
  >   revision f6 e5 'DROP INDEX ix;' 'CREATE INDEX ix ON account (name); DELETE FROM login;'
  >   revision g7 f6 'ALTER TABLE login ADD CHECK (account > 2);' 'ALTER TABLE login DROP CONSTRAINT login_account_check;'
  >   test_
  > }
  $ on postgresql over_made_up_rows
  passed  a1, about a1
  passed  b2, about b2
      note: up: where tables have rows: the up script fails: column "name" of relation "account" contains null values
  passed  c3, about c3
  failed  d4, about d4
      down: the down script does not lead back: leaves enum 'mood'
      again: the up script fails after the down script: type "mood" already exists
  passed  e5, about e5
      note: down: where tables have rows: the down script fails: column "at" of relation "login" contains null values
  passed  f6, about f6
  passed  g7, about g7
      note: up: where tables have rows: the up script fails: check constraint "login_account_check" of relation "login" is violated by some row
  sqlembic: 1 of 7 failed
    next: correct the scripts, then: sqlembic test d4
  [3]

Rows that scripts have put there are met once more, and those of a trigger that fires where no row is changed.

  $ over_rows_of_scripts()
  > {
  >   revision k1 '' 'CREATE TABLE kind (id int PRIMARY KEY);' 'DROP TABLE kind;'
  >   revision k2 k1 'INSERT INTO kind VALUES (7);' 'DELETE FROM kind WHERE id = 7;'
  >   revision k3 k2 'ALTER TABLE kind ADD name text NOT NULL;' 'ALTER TABLE kind DROP name;'
  >   test_
  > }
  $ on postgresql over_rows_of_scripts
  passed  k1, about k1
  passed  k2, about k2
  failed  k3, about k3
      up: the up script fails: column "name" of relation "kind" contains null values
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test k3
  [3]
  $ over_rows_of_triggers()
  > {
  >   revision a1 '' 'CREATE TABLE account (id int PRIMARY KEY); CREATE TABLE log (id int);
  > CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN NULL; END $$;
  > CREATE TRIGGER note AFTER UPDATE ON account FOR EACH STATEMENT EXECUTE PROCEDURE note();' \
  >     'DROP TABLE account, log; DROP FUNCTION note;'
  >   revision b2 a1 'UPDATE account SET id = id;' 'DELETE FROM log;'
  >   revision c3 b2 'ALTER TABLE log ADD at date NOT NULL;' 'ALTER TABLE log DROP at;'
  >   test_
  > }
  $ on postgresql over_rows_of_triggers
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      up: the up script fails: column "at" of relation "log" contains null values
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test c3
  [3]

A sequence that no column owns would go on where it is: then another database is made.

  $ of_no_column()
  > {
  >   revision a1 '' "CREATE SEQUENCE s; CREATE TABLE account (id int DEFAULT nextval('s')) /* $database */;" 'DROP TABLE account; DROP SEQUENCE s;'
  >   revision b2 a1 "ALTER TABLE account /* $database */ ADD name text NOT NULL;" 'ALTER TABLE account DROP name;'
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" test_ | grep -c passed
  >   sed -n "s/.*\[\([0-9]*\)\] LOG:  statement: .*\/\* $database .*/\1/p" "$log" | sort -u | wc -l
  > }
  $ on postgresql of_no_column
  2
  2
