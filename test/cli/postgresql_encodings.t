PostgreSQL: scripts in an encoding whose characters may end in a backslash, as pg_dump -E SJIS writes them.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, name text);
  > END
  $ mkrev z9 a1 "in our own" <<'END'
  > INSERT INTO t VALUES (4, 'é');
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini; sqlembic -q upgrade a1
  $ encoded()
  > {
  >   mkrev b2 a1 "in $1" "transaction: $3" <<END
  > SET client_encoding = '$1';
  > INSERT INTO t VALUES (1, E'$2');
  > INSERT INTO t VALUES (2, E'$2''; x$2\\\\');
  > INSERT INTO t VALUES (3, '$2');
  > END
  >   iconv -f UTF-8 -t $1 migrations/versions/b2.up.sql >b2.$1; mv b2.$1 migrations/versions/b2.up.sql
  >   sed -i 's/down_revision: .*/down_revision: b2/' migrations/versions/z9.up.sql
  >   sqlembic -q upgrade head && q "SELECT string_agg(name, ' ' ORDER BY id) FROM t"; sqlembic current
  >   q "TRUNCATE t"; sqlembic -q stamp --purge a1
  > }
  $ encoded SJIS ソ表 on
  ソ表 ソ表'; xソ表\ ソ表 é
  z9 (head)
  $ encoded SJIS ソ表 off
  ソ表 ソ表'; xソ表\ ソ表 é
  z9 (head)
  $ encoded BIG5 功許 on
  功許 功許'; x功許\ 功許 é
  z9 (head)
  $ encoded GBK 誠 on
  誠 誠'; x誠\ 誠 é
  z9 (head)
  $ encoded GB18030 誠€ on
  誠€ 誠€'; x誠€\ 誠€ é
  z9 (head)
