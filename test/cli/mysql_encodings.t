MySQL, MariaDB: scripts in an encoding whose characters may end in a backslash.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ scripts_follow_the_encoding_that_they_name()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE t (id INT, name VARCHAR(20)) DEFAULT CHARSET utf8mb4;'
  >   cat >>migrations/versions/a1.up.sql <<END
  > SET NAMES $1;
  > INSERT INTO t VALUES (1, '$2');
  > INSERT INTO t VALUES (2, "$2\\"; x");
  > END
  >   iconv -f UTF-8 -t ${3:-$1} migrations/versions/a1.up.sql >a1; mv a1 migrations/versions/a1.up.sql
  >   run -q upgrade head
  >   query 'SELECT name FROM t ORDER BY id'
  > }
  $ sjis() { scripts_follow_the_encoding_that_they_name sjis ソ表; }; gbk() { scripts_follow_the_encoding_that_they_name gbk 誠; }; big5() { scripts_follow_the_encoding_that_they_name big5 功許; }
  $ on mysql sjis
  ソ表
  ソ表"; x
  $ on mysql gbk
  誠
  誠"; x
  $ on mysql big5
  功許
  功許"; x

  $ a_charset_of_the_url_that_scripts_cannot_have_is_refused()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE t (id INT);'
  >   for charset in sjis gbk CP932; do DATABASE_URL="$DATABASE_URL&charset=$charset" run -q upgrade head; done
  > }
  $ on mysql a_charset_of_the_url_that_scripts_cannot_have_is_refused
  sqlembic: the URL says charset=sjis, and scripts are read as UTF-8
    state: nothing was changed
    next: leave that out of the URL, and begin a script that is not UTF-8 with: SET NAMES sjis;
  [1]
  sqlembic: the URL says charset=gbk, and scripts are read as UTF-8
    state: nothing was changed
    next: leave that out of the URL, and begin a script that is not UTF-8 with: SET NAMES gbk;
  [1]
  sqlembic: the URL says charset=CP932, and scripts are read as UTF-8
    state: nothing was changed
    next: leave that out of the URL, and begin a script that is not UTF-8 with: SET NAMES CP932;
  [1]
