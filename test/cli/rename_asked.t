What could have another name now is asked on a terminal; without one, a line has the flag to type.

  $ sqlembic init -q migrations
  $ export ALEMBIC_TARGET_METADATA=schema.sql DATABASE_URL=sqlite:///a.db NO_COLOR=1 COLUMNS=200
  $ cat > schema.sql <<'SQL'
  > CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT);
  > CREATE TABLE "a b" (x INTEGER, y TEXT);
  > SQL
  $ sqlembic -q revision --autogenerate -m x --rev-id a && sqlembic -q upgrade head
  $ sed -i 's/person/people/; s/mail/email/' schema.sql
  $ auto() { terminal "$@" -- sqlembic revision --autogenerate -m x --rev-id b | grep -v ^Generating; }
  $ up() { sed '1,/^$/d' migrations/versions/b_x.up.sql; rm migrations/versions/b_x.*; }

Tables whose columns differ are not equal: only a rename that was asked for is one, and then the column is asked about.

  $ terminal y -- sqlembic revision --autogenerate -m x --rev-id b --rename person=people | grep -v ^Gen; up
  column 'people.mail' could be 'people.email' under a new name: is it? [y/N] y
  Detected renamed table 'person' to 'people'
  Detected renamed column 'people.mail' to 'email'
  ALTER TABLE person RENAME TO people;
  ALTER TABLE people RENAME COLUMN mail TO email;

Yes to a table, and nothing else is asked; no, an empty line and the end of input are no.  What is neither is asked again.

  $ sed -i 's/email/mail/' schema.sql
  $ auto YES; up
  table 'person' could be 'people' under a new name: is it? [y/N] YES
  Detected renamed table 'person' to 'people'
  ALTER TABLE person RENAME TO people;
  $ for answer in n '' ^D; do auto "$answer" | head -2; up | grep RENAME; done
  table 'person' could be 'people' under a new name: is it? [y/N] n
  Detected added table 'people'
  table 'person' could be 'people' under a new name: is it? [y/N] 
  Detected added table 'people'
  table 'person' could be 'people' under a new name: is it? [y/N] 
  Detected added table 'people'
  [1]

  $ auto what "$(printf 'y%.0s' {1..99})" y; up
  table 'person' could be 'people' under a new name: is it? [y/N] what
  Please answer y or n.
  table 'person' could be 'people' under a new name: is it? [y/N] yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
  Please answer y or n.
  table 'person' could be 'people' under a new name: is it? [y/N] y
  Detected renamed table 'person' to 'people'
  ALTER TABLE person RENAME TO people;

Each question has its answer, and none is asked twice.

  $ sed -i 's/"a b"/"c d"/' schema.sql
  $ auto n y; up
  table 'person' could be 'people' under a new name: is it? [y/N] n
  table 'a b' could be 'c d' under a new name: is it? [y/N] y
  Detected renamed table 'a b' to 'c d'
  Detected added table 'people'
  Detected removed table 'person'
  ALTER TABLE "a b" RENAME TO "c d";
  /* loses data: drops table person */
  DROP TABLE person;
  CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT);

Control-C writes nothing.

  $ terminal ^C -- sqlembic revision --autogenerate -m x --rev-id b | tail -3; ls migrations/versions
  table 'person' could be 'people' under a new name: is it? [y/N] ^C
  sqlembic: interrupted
    state: no file was written; the database was not touched
  a_x.down.sql
  a_x.up.sql

Without a terminal, with --quiet or --json nobody is asked: the line says what to type, as a shell reads it.

  $ sqlembic revision --autogenerate -m x --rev-id b < /dev/null 2>&1 | grep could; up > /dev/null
  table 'person' could be 'people' under a new name: --rename person=people says that it is
  table 'a b' could be 'c d' under a new name: --rename 'a b=c d' says that it is
  $ sqlembic -q revision --autogenerate -m x --rev-id b --rename 'a b=c d' --rename person=people; up
  ALTER TABLE "a b" RENAME TO "c d";
  ALTER TABLE person RENAME TO people;
  $ terminal -- sqlembic -q revision --autogenerate -m x --rev-id b; up | grep RENAME
  [1]
