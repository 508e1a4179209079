On PostgreSQL rows of a partition are the partitioned table's, and those of a table that inherits are the other's, too: what a script
says of that goes for them.

  $ since 11 || exit 80
  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ above='CREATE TABLE p (x int, y int) PARTITION BY RANGE (x);
  > CREATE TABLE q PARTITION OF p DEFAULT PARTITION BY RANGE (x);
  > CREATE TABLE leaf PARTITION OF q DEFAULT;'
  $ below()
  > {
  >   revision a1 '' "$above CREATE TABLE above (x int); CREATE TABLE below (y int) INHERITS (above);" 'DROP TABLE p, below, above;'
  >   revision b2 a1 'ALTER TABLE p DROP COLUMN y;' 'ALTER TABLE p ADD COLUMN y int;'
  >   revision c3 b2 'DELETE FROM above;' '-- the rows are gone'
  >   revision d4 c3 'ALTER TABLE above DROP COLUMN x; ALTER TABLE above ADD COLUMN x text;' \
  >     'ALTER TABLE above DROP COLUMN x; ALTER TABLE above ADD COLUMN x int;'
  >   revision e5 d4 'DROP TABLE p;' "${above/, y int}"
  >   run test | grep -v note:
  > }
  $ on postgresql below
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  passed  e5, about e5
  All pass.

What goes with a cascade is found, there as well.

  $ cascade()
  > {
  >   revision a1 '' 'CREATE TABLE r (x int PRIMARY KEY);
  > CREATE TABLE p (x int REFERENCES r) PARTITION BY RANGE (x); CREATE TABLE leaf PARTITION OF p DEFAULT;' 'DROP TABLE p, r;'
  >   revision b2 a1 'TRUNCATE r CASCADE;' '-- the rows are gone'
  >   run test | grep rows:
  > }
  $ on postgresql cascade
      rows: the up script loses rows or values of table 'leaf', and does not say so

What goes with a schema that is dropped by its name is said; that of a schema before a table's is not enough.

  $ schema()
  > {
  >   local made='CREATE SCHEMA s; CREATE TABLE s.t (x int UNIQUE); CREATE TABLE s.u (x int REFERENCES s.t (x));'
  >   revision a1 '' "$made" 'DROP SCHEMA s CASCADE;'
  >   revision b2 a1 'DROP SCHEMA s CASCADE;' "$made"
  >   revision c3 a1 'TRUNCATE s.t CASCADE;' '-- the rows are gone'
  >   for id in a1 b2 c3; do run test $id | grep -e '^[pf]' -e rows:; done
  > }
  $ on postgresql schema
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      rows: the up script loses rows or values of table 's.u', and does not say so
