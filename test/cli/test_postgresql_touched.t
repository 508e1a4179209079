What a revision leaves on PostgreSQL is looked for among the tables that its scripts have touched, and among those whose texts have
the name of something in them that was touched.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ test_() { run test "$@" | grep -v ' at .*migrations'; }

A table is touched by itself, by what is granted, by rows; it stands beside others, which are told of nowhere.

  $ by_itself()
  > {
  >   revision a1 '' 'CREATE TABLE one (id int PRIMARY KEY, a text); CREATE TABLE two (id int PRIMARY KEY REFERENCES one);
  > CREATE TABLE beside (id int); COMMENT ON TABLE beside IS $$stays$$; CREATE INDEX ix ON beside (id);' \
  >     'DROP TABLE beside, two, one;'
  >   revision b2 a1 'GRANT SELECT ON one TO PUBLIC;' '-- nothing'
  >   revision c3 b2 'GRANT SELECT (a) ON one TO PUBLIC;' '-- nothing'
  >   revision d4 c3 'CREATE STATISTICS s ON id, a FROM one;' '-- nothing'
  >   revision e5 d4 'DROP STATISTICS s;' '-- nothing'
  >   revision f6 e5 'CREATE PUBLICATION p FOR TABLE one;' '-- nothing'
  >   revision g7 f6 'CREATE TYPE mood AS ENUM (); CREATE TABLE three (id int REFERENCES two, mood mood);' 'DROP TABLE three;'
  >   revision h8 g7 'COMMENT ON CONSTRAINT two_pkey ON two IS $$key$$;' '-- nothing'
  >   revision i9 h8 'CREATE SEQUENCE seq; ALTER SEQUENCE seq OWNED BY one.id;' 'ALTER SEQUENCE seq OWNED BY NONE;'
  >   revision j10 i9 'DELETE FROM two; ALTER TABLE one DROP a;' 'ALTER TABLE one ADD b text;'
  >   revision k11 j10 "UPDATE pg_catalog.pg_index SET indisclustered = true WHERE indexrelid = 'ix'::regclass;" '-- nothing'
  >   test_
  > }
  $ on postgresql by_itself
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does nothing: leaves privilege 'TABLE public.one TO PUBLIC'
  failed  c3, about c3
      down: the down script does nothing: leaves column privilege 'one.a TO PUBLIC'
  failed  d4, about d4
      down: the down script does nothing: leaves statistics 's'
      again: the up script fails after the down script: statistics object "s" already exists
  failed  e5, about e5
      down: the down script does nothing: does not bring back statistics 's'
      again: the up script fails after the down script: statistics object "s" does not exist
  failed  f6, about f6
      down: the down script does nothing: leaves publication 'p', published table 'p:public.one'
      again: the up script fails after the down script: publication "p" already exists
  failed  g7, about g7
      down: the down script does not lead back: leaves enum 'mood'
      again: the up script fails after the down script: type "mood" already exists
  failed  h8, about h8
      down: the down script does nothing: leaves comment 'CONSTRAINT two_pkey on public.two'
  failed  i9, about i9
      down: the down script does not lead back: leaves sequence 'seq'
      again: the up script fails after the down script: relation "seq" already exists
  failed  j10, about j10
      down: the down script does not lead back: leaves column 'one.b'; does not bring back column 'one.a', column privilege 'one.a TO PUBLIC'
      again: the up script fails after the down script: column "a" of relation "one" does not exist
  failed  k11, about k11
      down: the down script does nothing: leaves cluster 'beside'
  sqlembic: 10 of 11 failed
    next: correct the scripts, then: sqlembic test
  [3]

By something that it uses.

  $ by_what_it_uses()
  > {
  >   revision a1 '' "CREATE TYPE mood AS ENUM ('ok'); CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
  > CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, m mood[] DEFAULT '{}', n mood DEFAULT 'ok');
  > CREATE TABLE u (id int DEFAULT f() CHECK (id > f()) REFERENCES app.t, m mood);
  > CREATE INDEX ix ON u ((id + f())); CREATE VIEW v AS SELECT id, m FROM app.t; CREATE TABLE beside (id int DEFAULT 7);" \
  >     'DROP TABLE beside; DROP VIEW v; DROP TABLE u; DROP SCHEMA app CASCADE; DROP FUNCTION f(); DROP TYPE mood;'
  >   revision b1 a1 "DO 'BEGIN ALTER TYPE mood RENAME VALUE ''ok'' TO ''fine''; EXCEPTION WHEN invalid_parameter_value THEN NULL; END';" '-- nothing'
  >   revision b2 b1 'ALTER TYPE mood RENAME TO humour;' '-- nothing'
  >   revision c3 b2 'ALTER FUNCTION f() RENAME TO g;' '-- nothing'
  >   revision d4 c3 'ALTER TABLE app.t RENAME id TO number;' '-- nothing'
  >   revision e5 d4 'ALTER TABLE app.t RENAME TO s;' '-- nothing'
  >   revision f6 e5 'ALTER SCHEMA app RENAME TO web;' '-- nothing'
  >   test_
  > }
  $ on postgresql by_what_it_uses
  passed  a1, about a1
  failed  b1, about b1
      down: the down script does nothing: differs in changed labels on enum 'mood', server default on column 'app.t.n'
  failed  b2, about b2
      down: the down script does nothing: leaves enum 'humour'; does not bring back enum 'mood'; differs in type change from public.mood[] to public.humour[] on column 'app.t.m', server default on column 'app.t.m', type change from public.mood to public.humour on column 'app.t.n', server default on column 'app.t.n', type change from public.mood to public.humour on column 'u.m', changed columns on view 'v'
      again: the up script fails after the down script: type "mood" does not exist
  failed  c3, about c3
      down: the down script does nothing: leaves function 'g()'; does not bring back function 'f()'; differs in server default on column 'u.id', changed definition on check constraint 'u.u_id_check', changed definition on index 'ix'
      again: the up script fails after the down script: function f() does not exist
  failed  d4, about d4
      down: the down script does nothing: leaves column 'app.t.number'; does not bring back column 'app.t.id'; differs in changed definition on primary key 'app.t.t_pkey', changed definition on foreign key 'u.u_id_fkey', changed definition on view 'v'
      again: the up script fails after the down script: column "id" does not exist
  failed  e5, about e5
      down: the down script does nothing: leaves table 'app.s', primary key 'app.s.t_pkey'; does not bring back table 'app.t', primary key 'app.t.t_pkey'; differs in changed definition on foreign key 'u.u_id_fkey', changed definition on view 'v'
      again: the up script fails after the down script: relation "app.t" does not exist
  failed  f6, about f6
      down: the down script does nothing: leaves schema 'web', table 'web.s', primary key 'web.s.t_pkey'; does not bring back schema 'app', table 'app.s', primary key 'app.s.t_pkey'; differs in changed definition on foreign key 'u.u_id_fkey', changed definition on view 'v'
      again: the up script fails after the down script: schema "app" does not exist
  sqlembic: 6 of 7 failed
    next: correct the scripts, then: sqlembic test
  [3]
