import: other tools' migrations into revisions.

  $ init() { rm -rf m alembic.ini; sqlembic init -q m; }
  $ body() { cat m/versions/*; }

dbmate: blocks, options, versions that are text, dates.

  $ mkdir db
  $ cat > db/003_first.sql <<'SQL'
  > -- a note before the block
  > -- migrate:up
  > -- revision: of the application
  > CREATE TABLE a (x INTEGER);
  > INSERT INTO a VALUES (1);
  > -- migrate:down
  > DROP TABLE a;
  > SQL
  $ cat > db/20260102030405-second_one.sql <<'SQL'
  > -- migrate:up transaction:false
  > CREATE INDEX i ON a (x);
  > -- migrate:down
  > SQL
  $ printf -- '-- migrate:up\r\nBEGIN;\r\nCREATE TABLE t (x);\r\nCOMMIT;\r\n--migrate:down\r\nDROP TABLE t;\r\n' > db/20260102030406_own.sql
  $ echo 'SELECT 1;' > db/notes.SQL; echo x > db/README.md
  $ init; sqlembic import db --dry-run
  003 <- db/003_first.sql
  20260102030405 <- db/20260102030405-second_one.sql (transaction: off)
  20260102030406 <- db/20260102030406_own.sql (transaction: own)
  3 revisions of dbmate would be written.
  $ ls m/versions
  $ sqlembic import -q db
  003 <- db/003_first.sql
  20260102030405 <- db/20260102030405-second_one.sql (transaction: off)
  20260102030406 <- db/20260102030406_own.sql (transaction: own)
  $ ls m/versions
  003_first.down.sql
  003_first.up.sql
  20260102030405_second_one.down.sql
  20260102030405_second_one.up.sql
  20260102030406_own.down.sql
  20260102030406_own.up.sql
  $ cat m/versions/003_first.*
  -- Takes back: first
  --
  -- revision: 003
  
  /* dbmate: 003_first.sql */
  DROP TABLE a;
  -- first
  --
  -- revision: 003
  -- down_revision:
  
  /* dbmate: 003_first.sql */
  -- revision: of the application
  CREATE TABLE a (x INTEGER);
  INSERT INTO a VALUES (1);
  $ cat m/versions/20260102030405_second_one.up.sql
  -- second one
  --
  -- revision: 20260102030405
  -- down_revision: 003
  -- create_date: 2026-01-02 03:04:05
  -- transaction: off
  
  /* dbmate: 20260102030405-second_one.sql */
  CREATE INDEX i ON a (x);
  $ export DATABASE_URL=sqlite:///app.db
  $ sqlembic upgrade -q head; sqlembic current -q; sqlembic downgrade -q base; sqlembic current -q
  20260102030406 (head)
  $ unset DATABASE_URL

What is there already stays, and what was added since comes behind it.

  $ echo '-- edited' >> m/versions/003_first.up.sql; printf -- '-- migrate:up\n-- migrate:down\n' > db/20270101000000_new.sql
  $ sqlembic import db
  003 <- db/003_first.sql (there already)
  20260102030405 <- db/20260102030405-second_one.sql (transaction: off) (there already)
  20260102030406 <- db/20260102030406_own.sql (transaction: own) (there already)
  20270101000000 <- db/20270101000000_new.sql
  Done: 1 revision of dbmate written.
  $ tail -1 m/versions/003_first.up.sql; sed -n 3,5p m/versions/20270101000000_new.up.sql
  -- edited
  -- revision: 20270101000000
  -- down_revision: 20260102030406
  -- create_date: 2027-01-01 00:00:00

What dbmate could not run either is refused, by its place.

  $ refused() { init; rm -rf bad; mkdir bad; cat > "bad/${1:-1_a.sql}"; sqlembic import bad ${2:+--tool $2}; }
  $ printf -- '-- migrate:up\nSELECT 1;\n-- migrate:down\n-- migrate:up\nSELECT 2;\n' | refused
  sqlembic: a second '-- migrate:up' in one file, which dbmate cannot apply
    at bad/1_a.sql:4:1
    next: make a file of its own of it
  [1]
  $ printf 'SELECT 0;\n-- migrate:up\n-- migrate:down\n' | refused
  sqlembic: SQL before '-- migrate:up', which dbmate refuses
    at bad/1_a.sql:1:1
    next: move it behind the line '-- migrate:up'
  [1]
  $ printf -- '-- migrate:up\nSELECT 1;\n' | refused
  sqlembic: there is no line '-- migrate:down'
    at bad/1_a.sql
    next: dbmate wants one; an empty block does nothing
  [1]
  $ printf -- ' -- migrate:up\nSELECT 1;\n' | refused 1_a.sql dbmate
  sqlembic: SQL before '-- migrate:up', which dbmate refuses
    at bad/1_a.sql:2:1
    next: move it behind the line '-- migrate:up'
  [1]
  $ printf -- '-- migrate:down\n-- migrate:up\n' | refused
  sqlembic: '-- migrate:down' stands before '-- migrate:up'
    at bad/1_a.sql:1:1
    next: put the up block first, as dbmate wants it
  [1]
  $ printf -- '-- migrate:up\n-- migrate:down\n' | refused 123456789012345678901234567890123_a.sql
  sqlembic: the revision identifier '123456789012345678901234567890123' has 33 characters; the version table holds 32
    at bad/123456789012345678901234567890123_a.sql
    next: give the migration another version, of at most 32 characters without @ + - : , ' " and blanks, and its row in the tool's table
  [1]
  $ rm -rf bad; mkdir bad; printf -- '-- migrate:up\n-- migrate:down\n' | tee bad/1_a.sql > bad/1_b.sql; sqlembic import bad
  sqlembic: bad/1_a.sql and bad/1_b.sql would both be revision 1
    next: rename one of them, and its row in the tool's table
  [1]

golang-migrate: pairs by number, one side may be missing, any extension, the last word of the name counts.

  $ mkdir go; cd go
  $ echo 'CREATE TABLE a (x INTEGER);' > 000002_create_a.up.sql; echo 'DROP TABLE a;' > 000002_create_a.down.sql
  $ echo 'CREATE TABLE b (x INTEGER);' > 10_b.up.txt; echo 'VACUUM;' > 9_v.down.up.sql; echo 'DROP TABLE c;' > 11_.down.sql
  $ echo x > 5_e.up; echo x > 6_e.UP.sql; cd ..
  $ init; sqlembic import go
  000002 <- go/000002_create_a.up.sql, go/000002_create_a.down.sql
  9 <- go/9_v.down.up.sql (transaction: off) (irreversible)
  10 <- go/10_b.up.txt (irreversible)
  11 <- go/11_.down.sql
  Done: 4 revisions of golang-migrate written.
  $ sqlembic history
  10 -> 11 (head), empty message
  9 -> 10, b
  000002 -> 9, v.down
  <base> -> 000002, create a
  $ rm -rf bad; mkdir bad; touch bad/1_a.up.sql bad/01_b.up.sql; sqlembic import bad
  sqlembic: bad/01_b.up.sql and bad/1_a.up.sql have the same number
    next: give one of them another number, as golang-migrate wants it
  [1]

goose: annotations, statements with semicolons inside, NO TRANSACTION.

  $ mkdir goose
  $ cat > goose/00001_one.sql <<'SQL'
  > -- +goose Up
  > CREATE TABLE a (x INTEGER);
  > -- +goose StatementBegin
  > CREATE TRIGGER t AFTER INSERT ON a BEGIN
  >   UPDATE a SET x = 1;
  > END;
  > -- +goose StatementEnd
  > --+goose down
  > DROP TABLE a;
  > SQL
  $ printf -- '-- +goose NO TRANSACTION\n-- +goose Up\nVACUUM;\n' > goose/2_two.up.sql
  $ init; sqlembic import goose
  00001 <- goose/00001_one.sql
  2 <- goose/2_two.up.sql (transaction: off) (irreversible)
  Done: 2 revisions of goose written.
  $ cat m/versions/00001_one.up.sql
  -- one
  --
  -- revision: 00001
  -- down_revision:
  
  /* goose: 00001_one.sql */
  CREATE TABLE a (x INTEGER);
  CREATE TRIGGER t AFTER INSERT ON a BEGIN
    UPDATE a SET x = 1;
  END;
  $ DATABASE_URL=sqlite:///goose.db sqlembic upgrade -q head

The mysql client needs DELIMITER where goose's StatementBegin did.

  $ init; DATABASE_URL=mysql://h/d sqlembic import -q goose; sed -n '6,$p' m/versions/00001_one.up.sql
  00001 <- goose/00001_one.sql
  2 <- goose/2_two.up.sql (transaction: off) (irreversible)
  /* goose: 00001_one.sql */
  CREATE TABLE a (x INTEGER);
  DELIMITER $$
  CREATE TRIGGER t AFTER INSERT ON a BEGIN
    UPDATE a SET x = 1;
  END;
  $$
  DELIMITER ;

Tools that send the whole file leave it to the server where a body ends; what has a DELIMITER, or is no body, stays as it is.

  $ mkdir whole; cat > whole/1_a.up.sql <<'END'
  > CREATE TABLE a (x INT);CREATE PROCEDURE p(n INT) -- one
  > BEGIN
  >   IF n > 1 THEN SELECT '$$'; END IF;
  > END /* p */; CALL p(1);
  > CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 1;
  > DELIMITER //
  > CREATE PROCEDURE q() BEGIN SELECT 1; END //
  > DELIMITER ;
  > BEGIN; SELECT 1; COMMIT;
  > CREATE FUNCTION f() RETURNS INT BEGIN RETURN 1; END;
  > END
  $ echo 'CREATE PROCEDURE d() BEGIN SELECT 1; SELECT 2; END' > whole/1_a.down.sql
  $ init; DATABASE_URL=mysql://h/d sqlembic import -q whole; sed '1,/golang-migrate/d' m/versions/1_a.up.sql; sed '1,/golang-migrate/d' m/versions/1_a.down.sql
  1 <- whole/1_a.up.sql, whole/1_a.down.sql (transaction: own)
  CREATE TABLE a (x INT);
  DELIMITER //
  CREATE PROCEDURE p(n INT) -- one
  BEGIN
    IF n > 1 THEN SELECT '$$'; END IF;
  END /* p */
  //
  DELIMITER ;
   CALL p(1);
  CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 1;
  DELIMITER //
  CREATE PROCEDURE q() BEGIN SELECT 1; END //
  DELIMITER ;
  BEGIN; SELECT 1; COMMIT;
  DELIMITER $$
  CREATE FUNCTION f() RETURNS INT BEGIN RETURN 1; END
  $$
  DELIMITER ;
  DELIMITER $$
  CREATE PROCEDURE d() BEGIN SELECT 1; SELECT 2; END
  $$
  DELIMITER ;
  $ init; DATABASE_URL=sqlite:///x.db sqlembic import -q whole >/dev/null; grep -c DELIMITER m/versions/1_a.up.sql
  2

  $ printf -- '-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\nGRANT ALL ON a TO ${APP_USER};\n' | refused
  sqlembic: '${APP_USER}' is a variable that goose replaces (ENVSUB ON)
    at bad/1_a.sql:4:19
    next: put its value into a copy of the file, and import the copy
  [1]
  $ printf -- '-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\n-- +goose ENVSUB OFF\nSELECT $x;\n' | refused
  1 <- bad/1_a.sql (irreversible)
  Done: 1 revision of goose written.
  $ init; printf -- '-- +goose Up\nSELECT 1;\n-- a note on +goose\n' | refused
  sqlembic: an annotation of goose that is not known
    at bad/1_a.sql:3:1
    next: goose refuses this line, too; take '+goose' out of the comment
  [1]
  $ printf -- '-- +goose Up\nSELECT 1;\n  -- +goose Down\n' | refused
  sqlembic: an annotation of goose that is not known
    at bad/1_a.sql:3:1
    next: goose refuses this line, too; take '+goose' out of the comment
  [1]
  $ printf -- '-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n' | refused
  sqlembic: StatementBegin without StatementEnd
    at bad/1_a.sql
    next: add the line that is missing
  [1]
  $ printf -- '-- +goose Up\n' | refused; touch bad/2_b.go; init; sqlembic import bad
  1 <- bad/1_a.sql (irreversible)
  Done: 1 revision of goose written.
  sqlembic: bad/2_b.go is a migration in Go, which cannot be imported
    next: write what it does as SQL, and import a directory without it
  [1]
  $ rm -rf bad; mkdir bad; for n in 1_a 01_b; do printf -- '-- +goose Up\n' > bad/$n.sql; done; sqlembic import bad
  sqlembic: bad/01_b.sql and bad/1_a.sql are both version 1
    next: give one of them another number
  [1]
  $ printf -- '-- +goose Up\n' | refused seeds.sql
  sqlembic: bad/seeds.sql has no number that goose could read
    next: goose refuses the directory, too: its files are named 00001_name.sql, from 1 on
  [1]

Directories of no tool, of two, of other languages.

  $ rm -rf bad; sqlembic import bad
  sqlembic: bad is no directory
    next: name the directory of the other tool's migrations: sqlembic import DIRECTORY
  [1]
  $ mkdir bad; sqlembic import bad
  sqlembic: bad is empty
    next: name the directory that holds the migrations themselves; docs/import.md says how each tool's are recognised
  [1]
  $ touch bad/20260101-create.js; sqlembic import bad
  sqlembic: bad holds 20260101-create.js (JavaScript) and no SQL: only SQL can be imported
    next: name the directory that holds the migrations themselves; docs/import.md says how each tool's are recognised
  [1]
  $ mkdir -p bad/java; touch bad/java/V1__a.java; rm bad/*.js; sqlembic import bad
  sqlembic: bad holds java/V1__a.java (Java) and no SQL: only SQL can be imported
    next: name the directory that holds the migrations themselves; docs/import.md says how each tool's are recognised
  [1]
  $ rm -rf bad; mkdir bad; echo 'SELECT 1;' > bad/schema.sql; sqlembic import bad
  sqlembic: bad holds migrations of no tool that is known; the first of 1 file is schema.sql
    next: name the directory that holds the migrations themselves; docs/import.md says how each tool's are recognised
  [1]
  $ cp db/003_first.sql goose/00001_one.sql bad; sqlembic import bad
  sqlembic: bad holds migrations of two tools: goose (00001_one.sql) and dbmate (003_first.sql)
    next: say which tool ran them: sqlembic import --tool goose bad; or give each a directory of its own
  [1]
  $ sqlembic import --tool nope bad
  usage: sqlembic import [--dry-run] [--history] [--database URL] [--verify] [--table NAME] [--tool NAME] from [directory]
  sqlembic: 'nope' is no tool whose migrations can be imported
    next: --tool is one of alembic, atlas, dbmate, diesel, flyway, golang-migrate, goose, graphile-migrate, liquibase, node-pg-migrate, prisma, refinery, sqitch, sql-migrate, sqlx, supabase, tern, yoyo
  [2]
  $ sqlembic import --tool golang-migrate db
  sqlembic: db holds no migration of golang-migrate
    next: name the directory that holds the migrations themselves
  [1]
  $ printf -- '-- migrate:up\nSELECT \377;\n-- migrate:down\n' > bad/003_first.sql; rm bad/0*1*; sqlembic import bad
  sqlembic: byte that is not UTF-8 in a text file
    at bad/003_first.sql:2:8
    next: save the file as UTF-8
  [1]

One file, by links, for both directions.

  $ rm -rf bad; mkdir bad; echo 'SELECT 1;' > bad/1_a.up.sql; ln -s 1_a.up.sql bad/1_a.down.sql; sqlembic import bad
  sqlembic: bad/1_a.up.sql and bad/1_a.down.sql are one file, which both directions share
    next: give each direction a file of its own, or delete the one that goes down: the migration is irreversible then
  [1]
  $ mkdir -p bad/1_b; rm bad/*.sql; echo 'SELECT 1;' > bad/1_b/up.sql; ln bad/1_b/up.sql bad/1_b/down.sql; sqlembic import bad --tool diesel 2>&1 | head -1
  sqlembic: bad/1_b/up.sql and bad/1_b/down.sql are one file, which both directions share

All files or none.

  $ init; mkdir m/versions/20270101000000_new.down.sql; sqlembic import db >/dev/null
  sqlembic: */m/versions/20270101000000_new.down.sql exists already (glob)
    next: move it away
  [1]
  $ ls m/versions
  20270101000000_new.down.sql
  $ init; sed -i '/upgrades/d' m/script.up.sql.in; sqlembic import db >/dev/null; ls m/versions
  sqlembic: the template */m/script.up.sql.in has no place for the SQL of the script (glob)
    next: it needs ${upgrades}, below its header

A directory of revisions that come from elsewhere is not continued.

  $ init; sqlembic revision -q -m mine --rev-id 003; sqlembic import go
  sqlembic: the script directory has revisions of its own (003), which none of these precedes
    next: import into a script directory of its own (sqlembic init DIRECTORY), or as a branch: name one of version_locations behind the directory
  [1]
  $ init; sqlembic revision -q -m mine --rev-id 0; sqlembic revision -q -m mine --rev-id 003; sqlembic import db
  sqlembic: there is a revision 003 already, which is not what db/003_first.sql makes
    detail: */m/versions/003_mine.up.sql follows 0, and would follow nothing (glob)
    next: import into a script directory of its own: sqlembic init DIRECTORY
  [1]
  $ init; sqlembic revision -q -m mine --rev-id 003; sqlembic import -q go $PWD/m/versions; sqlembic heads
  000002 <- go/000002_create_a.up.sql, go/000002_create_a.down.sql
  9 <- go/9_v.down.up.sql (transaction: off) (irreversible)
  10 <- go/10_b.up.txt (irreversible)
  11 <- go/11_.down.sql
  003 (head)
  11 (head)

JSON.

  $ init; sqlembic --json import go | head -12
  {
    "tool": "golang-migrate",
    "revisions": [
      {
        "revision": "000002",
        "message": "create a",
        "source": "go/000002_create_a.up.sql",
        "source_down": "go/000002_create_a.down.sql",
        "transaction": "on",
        "is_new": true
      },
      {
