Values that a trigger writes into another table are not said by the script that changes the table which it is on, and are no loss of
the script's.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ trigger_of()
  > {
  >   case $engine in
  >   sqlite) echo "CREATE TRIGGER touched AFTER UPDATE ON \"post\" BEGIN $1 END;" ;;
  >   mysql) printf 'DELIMITER //\nCREATE TRIGGER touched AFTER UPDATE ON `post` FOR EACH ROW BEGIN %s END//\nDELIMITER ;\n' "$1" ;;
  >   *) echo "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN $1 RETURN NEW; END \$\$;
  > CREATE TRIGGER touched AFTER UPDATE ON public.\"post\" FOR EACH ROW EXECUTE PROCEDURE touch();" ;;
  >   esac
  > }
  $ drops() { case $engine in postgresql) echo 'DROP TRIGGER touched ON post; DROP FUNCTION touch();' ;; *) echo 'DROP TRIGGER touched;' ;; esac; }
  $ by_trigger()
  > {
  >   revision a1 '' "CREATE TABLE post (id int PRIMARY KEY, ap varchar(20)); CREATE TABLE fast (id int PRIMARY KEY, ap varchar(20));
  > CREATE TABLE part (id int PRIMARY KEY, post int NOT NULL, FOREIGN KEY (post) REFERENCES post (id) ON DELETE CASCADE);" 'DROP TABLE part; DROP TABLE fast; DROP TABLE post;'
  >   revision b2 a1 "$(trigger_of "UPDATE fast SET ap = 'gone';")" "$(drops)"
  >   revision c3 b2 "UPDATE post SET ap = 'x';" '-- nothing'
  >   run test | grep -v ' at '
  > }
  $ on sqlite postgresql mysql by_trigger
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  All pass.

Rows that go are found, be it a trigger or a cascade that takes them.

  $ by_cascade()
  > {
  >   by_trigger >/dev/null
  >   revision d4 c3 "DELETE FROM post;" '-- nothing'
  >   run test d4 | grep -v ' at '
  > }
  $ on postgresql mysql by_cascade
  failed  d4, about d4
      rows: the up script loses rows or values of table 'part', and does not say so
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test d4
  [3]
  $ takes_rows()
  > {
  >   by_trigger >/dev/null
  >   sed -i "s/SET ap = 'gone'/SET ap = 'gone'; DELETE FROM fast WHERE id = 1/" migrations/versions/b2.up.sql
  >   run test c3 | grep -v ' at '
  > }
  $ on sqlite postgresql mysql takes_rows
  failed  c3, about c3
      rows: the up script loses rows or values of table 'fast', and does not say so
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test c3
  [3]
