A script that was written for another engine: the error says which of its words, and of whose SQL they are.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ upgrade()
  > {
  >   revision a1 '' "$1;" ''
  >   run upgrade head | sed -nE "s,$PWD/,,; s/^sqlembic: .*syntax.*/sqlembic: SYNTAX/; s/error [0-9]+ of/error N of/; s/SQLITE_ERROR: [^;]*/SAID/; /^(sqlembic:|  at|  detail:)/p"
  > }
  $ of_mysql()
  > {
  >   upgrade 'CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB'
  >   upgrade 'CREATE TABLE t (
  >   id int
  > ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4'
  >   upgrade 'CREATE TABLE `t` (`id` int)'
  >   upgrade 'SET FOREIGN_KEY_CHECKS = 0'
  > }
  $ on postgresql of_mysql
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:24
    detail: AUTO_INCREMENT at 4:24 is SQL of MySQL or MariaDB, and the URL is of PostgreSQL
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:6:3
    detail: ENGINE=InnoDB at 6:3 is SQL of MySQL or MariaDB, and the URL is of PostgreSQL
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:14
    detail: `t` at 4:14 is SQL of MySQL or MariaDB, and the URL is of PostgreSQL
  sqlembic: unrecognized configuration parameter "foreign_key_checks"
    at migrations/versions/a1.up.sql:4:1
    detail: SET FOREIGN_KEY_CHECKS at 4:1 is SQL of MySQL or MariaDB, and the URL is of PostgreSQL
  $ of_postgresql()
  > {
  >   upgrade 'CREATE TABLE t (id bigserial PRIMARY KEY)'
  >   upgrade "CREATE TABLE t (a varchar(9) DEFAULT 'x'::character varying)"
  >   upgrade 'DO $$ BEGIN NULL; END $$'
  >   upgrade 'COMMENT ON TABLE t IS NULL'
  >   upgrade 'SELECT string_agg(x)'
  > }
  $ on mysql of_postgresql
  sqlembic: Unknown data type: 'bigserial'
    at migrations/versions/a1.up.sql:4:20
    detail: error N of the server; bigserial at 4:20 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:41
    detail: error N of the server; :: at 4:41 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:7
    detail: error N of the server; DO $$ BEGIN at 4:1 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:1
    detail: error N of the server; COMMENT ON at 4:1 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
  sqlembic: FUNCTION DB.string_agg does not exist
    at migrations/versions/a1.up.sql:4:8
    detail: error N of the server; string_agg( at 4:8 is SQL of PostgreSQL, and the URL is of MySQL or MariaDB
  $ of_both()
  > {
  >   upgrade "SELECT '1'::int"
  >   upgrade 'CREATE EXTENSION x'
  >   upgrade 'TRUNCATE TABLE t'
  > }
  $ on sqlite of_both
  sqlembic: unrecognized token: ":"
    at migrations/versions/a1.up.sql:4:11
    detail: SAID; :: at 4:11 is SQL of PostgreSQL, and the URL is of SQLite
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:8
    detail: SAID; CREATE EXTENSION at 4:1 is SQL of PostgreSQL, and the URL is of SQLite
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:1
    detail: SAID; TRUNCATE at 4:1 is SQL of PostgreSQL or MySQL or MariaDB, and the URL is of SQLite

What is no word of another engine's is nobody's.

  $ nobodys()
  > {
  >   upgrade "SELECT 'AUTO_INCREMENT', 1 AS \"engine\" /* '1'::int */ FORM WITHOUT t"
  > }
  $ on sqlite nobodys
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:55
    detail: SAID
  $ on postgresql nobodys
  sqlembic: SYNTAX
    at migrations/versions/a1.up.sql:4:55

The whole of an error, of a script and of a wanted schema.

  $ whole()
  > {
  >   revision a1 '' 'CREATE TABLE t (id int);
  > INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE id = 2;'
  >   run upgrade head | sed "s,$PWD/,,"
  >   echo 'CREATE TABLE t (id int UNIQUE, KEY k (id)) ENGINE=InnoDB;' >wanted.sql
  >   run diff history:base wanted.sql | sed "s,$PWD/,,"
  > }
  $ on sqlite whole
  Running upgrade  -> a1, about a1
  sqlembic: near "DUPLICATE": syntax error
    at migrations/versions/a1.up.sql:5:29
    | INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE id = 2
    |                             ^
    detail: SQLITE_ERROR: near "DUPLICATE": syntax error; ON DUPLICATE KEY at 5:26 is SQL of MySQL or MariaDB, and the URL is of SQLite
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: write the statement for SQLite; or, if the script is for MySQL or MariaDB, let the URL be that of such a database (sqlembic config shows where it is set)
  [1]
  sqlembic: near "id": syntax error
    at wanted.sql:1:39
    | CREATE TABLE t (id int UNIQUE, KEY k (id)) ENGINE=InnoDB
    |                                       ^
    detail: SQLITE_ERROR: near "id": syntax error; KEY k (id at 1:32 is SQL of MySQL or MariaDB, and the URL is of SQLite
    state: this is the wanted schema; the database was not touched
    next: write the statement for SQLite; or, if the script is for MySQL or MariaDB, let the URL be that of such a database (sqlembic config shows where it is set)
  [1]
