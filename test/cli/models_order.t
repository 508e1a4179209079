SQLAlchemy's metadata as the wanted schema has no order of columns to say: a migration adds one at the end, and there it
stands.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_TARGET_METADATA=app:meta ALEMBIC_PYTHON=/usr/bin/python3

`begin` makes the database that a migration has left, `model` writes the application's table, `step` goes to it, and
back and forth.

  $ begin()
  > {
  >   cat > old.sql <<'END'
  > CREATE TABLE t (id INTEGER NOT NULL, b VARCHAR(9), PRIMARY KEY (id));
  > ALTER TABLE t ADD COLUMN a VARCHAR(9);
  > INSERT INTO t VALUES (1, 'b', 'a');
  > END
  >   feed old.sql
  > }
  $ model()
  > {
  >   cat > app.py <<PY
  > from sqlalchemy import *
  > meta = MetaData()
  > id = Column("id", Integer, primary_key=True, autoincrement=False)
  > Table("t", meta, $1)
  > PY
  > }
  $ step()
  > {
  >   run revision -q --autogenerate -m x --rev-id $1
  >   run upgrade -q head
  >   run check
  >   run downgrade -q base
  >   query 'SELECT * FROM t'
  >   run upgrade -q head
  >   query 'SELECT * FROM t'
  > }
  $ text() { sed '1,/^$/d' migrations/versions/$1_x.$2.sql; }

  $ order_is_no_difference()
  > {
  >   begin
  >   model 'id, Column("a", String(9)), Column("b", String(9))'
  >   run check
  >   run revision --autogenerate -m x
  >   run diff live app:meta
  > }
  $ everywhere order_is_no_difference
  No new upgrade operations detected.
  No changes in schema detected: no file was written.
  The schemas are equal.

  $ what_is_new_comes_last()
  > {
  >   begin
  >   model 'Column("c", String(9)), Column("a", String(9)), id, Column("b", String(9))'
  >   step a1
  >   text a1 up
  > }
  $ everywhere what_is_new_comes_last
  sqlite:
  No new upgrade operations detected.
  1|b|a
  1|b|a|
  ALTER TABLE t ADD COLUMN c VARCHAR(9);
  postgresql:
  No new upgrade operations detected.
  1|b|a
  1|b|a|
  ALTER TABLE public.t ADD COLUMN c character varying(9);
  mysql:
  No new upgrade operations detected.
  1|b|a
  1|b|a|NULL
  ALTER TABLE `t` ADD COLUMN `c` varchar(9) DEFAULT NULL;

A table that is made anew for another reason keeps its order, too.

  $ other_changes_leave_the_order()
  > {
  >   begin
  >   model 'Column("a", String(20), nullable=False), Column("c", Integer, server_default="7"), id'
  >   step a1
  > }
  $ everywhere other_changes_leave_the_order
  sqlite:
  warning: data is lost: drops column t.b (1 row)
  No new upgrade operations detected.
  1||a
  1|a|7
  postgresql:
  warning: data is lost: drops column t.b (1 row)
  No new upgrade operations detected.
  1|a|
  1|a|7
  mysql:
  warning: data is lost: drops column t.b (1 row)
  No new upgrade operations detected.
  1|NULL|a
  1|a|7

So does a column that gets another name.

  $ a_new_name_is_no_new_place()
  > {
  >   begin
  >   model 'Column("c", Integer), Column("a", String(9)), Column("d", String(9)), id'
  >   run revision -q --autogenerate -m x --rev-id a1 --rename t.b=t.d
  >   run upgrade -q head
  >   run check
  >   query 'SELECT * FROM t'
  >   run downgrade -q base
  >   query 'SELECT * FROM t'
  > }
  $ everywhere a_new_name_is_no_new_place
  sqlite:
  No new upgrade operations detected.
  1|b|a|
  1|b|a
  postgresql:
  No new upgrade operations detected.
  1|b|a|
  1|b|a
  mysql:
  No new upgrade operations detected.
  1|b|a|NULL
  1|b|a

In a file the order is said, and counts where the server can change it.

  $ files_have_an_order()
  > {
  >   begin
  >   echo "CREATE TABLE t (id INTEGER NOT NULL, a VARCHAR(9), b VARCHAR(9), PRIMARY KEY (id));" > t.sql
  >   ALEMBIC_TARGET_METADATA=t.sql run check
  > }
  $ everywhere files_have_an_order
  sqlite:
  changed order of columns on table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  postgresql:
  No new upgrade operations detected.
  mysql:
  changed order of columns on table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]

A generated column stands behind those that its expression speaks of, if these are generated, too.

  $ generated_columns()
  > {
  >   cat > old.sql <<'END'
  > CREATE TABLE t (id INT NOT NULL, a INT, g INT GENERATED ALWAYS AS (a + 1) STORED, h INT GENERATED ALWAYS AS (a + 2) STORED,
  >   PRIMARY KEY (id));
  > INSERT INTO t (id, a) VALUES (1, 5);
  > END
  >   feed old.sql
  >   model "Column('d', Integer, Computed('a + 10', persisted=True)), id, Column('h', Integer, Computed('a + 2', persisted=True)),
  >     Column('g', Integer, Computed('d + h', persisted=True)), Column('a', Integer)"
  >   step a1
  > }
  $ on mysql generated_columns
  No new upgrade operations detected.
  1|5|6|7
  1|5|7|15|22
