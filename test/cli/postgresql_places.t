PostgreSQL: what the server refuses as a whole, and rows of data, have their own place.

  $ eval "$(pgdb)"
  $ places() { sqlembic -q upgrade head 2>&1 | sed -n 's,  at .*/,  at ,p; /sqlembic:/p; /^  |/p'; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, name text);
  > INSERT INTO t VALUES (1, '€');
  > INSERT INTO t VALUES (2, 'ok');
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ for n in $(seq 3 30); do echo "INSERT INTO t VALUES ($n, 'row');"; done >>migrations/versions/a1.up.sql
  $ printf "INSERT INTO t VALUES (31, 'bad \377 byte');\nINSERT INTO t VALUES (32, 'ok');\n" >>migrations/versions/a1.up.sql
  $ places | head -2
  sqlembic: invalid byte sequence for encoding "UTF8": 0xff
    at a1.up.sql:37:32
  $ sed -i '/bad/d' migrations/versions/a1.up.sql; printf "SELECT 1;\nINSERT INTO t VALUES (31, 'cut \342\202');\n" >>migrations/versions/a1.up.sql
  $ places | head -2
  sqlembic: invalid byte sequence for encoding "UTF8": 0xe2 0x82 0x27
    at a1.up.sql:39:32

A character that the database's encoding has not:

  $ psql -qX -d postgres -c "CREATE DATABASE ${PGDATABASE}_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, name text);
  > INSERT INTO t VALUES (1, 'é');
  > INSERT INTO t VALUES (2, '€');
  > END
  $ ALEMBIC_SQLALCHEMY_URL=${ALEMBIC_SQLALCHEMY_URL/$PGDATABASE/${PGDATABASE}_latin} places
  sqlembic: character with byte sequence 0xe2 0x82 0xac in encoding "UTF8" has no equivalent in encoding "LATIN1"
    at a1.up.sql:8:27
    | INSERT INTO t VALUES (2, '€')
    |                           ^
  $ psql -qX -d postgres -c "DROP DATABASE ${PGDATABASE}_latin"

A row of data, in all its formats:

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, name text);
  > COPY t FROM stdin;
  > 1	one
  > 2	two
  > three	three
  > 4	four
  > \.
  > END
  $ places | head -2
  sqlembic: invalid input syntax for * "three" (glob)
    at a1.up.sql:10:1
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, name text);
  > COPY t (id, name)
  >   FROM stdin (FORMAT csv, HEADER); -- with a comment
  > id,name
  > 1,"one
  > more"
  > 2
  > \.
  > END
  $ places | head -2
  sqlembic: missing data for column "name"
    at a1.up.sql:12:1

And where the statement is wrong, it is the statement:

  $ mkrev a1 "" "first" <<'END'
  > COPY missing FROM stdin;
  > 1
  > \.
  > END
  $ places | head -2
  sqlembic: relation "missing" does not exist
    at a1.up.sql:6:1
