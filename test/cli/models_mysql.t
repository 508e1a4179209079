SQLAlchemy's metadata as the wanted schema, on MySQL and MariaDB.  What is printed is what MariaDB prints.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_TARGET_METADATA=app:meta ALEMBIC_PYTHON=/usr/bin/python3

`models` makes them, looks whether that is all, and takes them back.

  $ models()
  > {
  >   { echo 'from sqlalchemy import *'; echo 'from sqlalchemy.dialects import mysql'; cat; } > app.py
  >   run revision -q --autogenerate -m x --rev-id a1
  >   run upgrade -q head
  >   run check
  >   run downgrade -q base
  >   run diff live migrations/versions/a1_x.up.sql >/dev/null
  >   run upgrade -q head
  > }

  $ texts_are_as_they_were_meant()
  > {
  >   models <<'PY'
  > meta = MetaData()
  > Table("t", meta, Column("id", Integer, primary_key=True), Column("per%cent", String(9), server_default="50%"),
  >       Column("path", String(30), server_default=r"C:\dir's"), Column("kind", Enum("a'b", "c%d")),
  >       Column("u", String(40), server_default=text("(uuid())")), comment="it's 5%", mysql_charset="latin1")
  > PY
  >   query 'SHOW CREATE TABLE t' | sed 's/AUTO_INCREMENT=[0-9]* //; s/\\n/\n/g'
  > }
  $ on mysql texts_are_as_they_were_meant
  No new upgrade operations detected.
  t|CREATE TABLE `t` (
    `id` int(11) NOT NULL AUTO_INCREMENT,
    `per%cent` varchar(9) DEFAULT '50%',
    `path` varchar(30) DEFAULT 'C:\\\\dir''s',
    `kind` enum('a''b','c%d') DEFAULT NULL,
    `u` varchar(40) DEFAULT uuid(),
    PRIMARY KEY (`id`)
  ) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci COMMENT='it''s 5%'

The word of the URL says whose options of tables count, as in SQLAlchemy.

  $ options_are_those_of_the_word_in_the_url()
  > {
  >   DATABASE_URL=mariadb${DATABASE_URL#mysql}
  >   models <<'PY'
  > meta = MetaData()
  > Table("t", meta, Column("id", Integer, primary_key=True), mysql_engine="MyISAM", mariadb_engine="Aria")
  > PY
  >   query "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't'"
  > }
  $ on mysql options_are_those_of_the_word_in_the_url
  No new upgrade operations detected.
  Aria

SQLAlchemy takes a server of MariaDB only for that word.

  $ echo 'from sqlalchemy import *; meta = MetaData(); Table("t", meta, Column("id", Integer, primary_key=True))' >app.py
  $ $ALEMBIC_PYTHON -c "$(cat "$SQLEMBIC_SOURCE/core/proof/models.py")" mariadb 90704 app:meta
  sqlalchemy.url says mariadb, and the server is MySQL 9.7.4
  next: write mysql in the place of mariadb at the beginning of sqlalchemy.url
  [9]

A model's schema is a database: the application's own is that of sqlalchemy.url, others are none of ours.

  $ schemas_of_models_are_databases()
  > {
  >   models <<PY
  > meta = MetaData(schema="$database")
  > Table("p", meta, Column("id", Integer, primary_key=True))
  > Table("c", meta, Column("id", ForeignKey("$database.p.id"), primary_key=True))
  > PY
  >   query 'SHOW TABLES'
  >   sed -i "s/schema=.*/schema='elsewhere')/; s/$database/elsewhere/" app.py
  >   run check
  > }
  $ on mysql schemas_of_models_are_databases
  No new upgrade operations detected.
  alembic_version
  c
  p
  sqlembic_log
  sqlembic: target_metadata = app:meta: the models name other databases than that of sqlalchemy.url: elsewhere
    state: the database was not touched
    next: let those models name no schema, or compare that database by an alembic.ini of its own
  [1]

Statements with a body, as listeners have them; what metadata does not say is left alone.

  $ bodies_of_listeners()
  > {
  >   models <<'PY'
  > meta = MetaData()
  > t = Table("t", meta, Column("id", Integer, primary_key=True), Column("n", Integer))
  > from sqlalchemy import event
  > event.listen(t, "after_create", DDL("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.n = 5; SET NEW.n = NEW.n %% 3; END"))
  > PY
  >   query 'INSERT INTO t (id) VALUES (1)' 'SELECT * FROM t' 'CREATE VIEW by_hand AS SELECT 1 AS x'
  >   run check
  > }
  $ on mysql bodies_of_listeners
  No new upgrade operations detected.
  1|2
  No new upgrade operations detected.
