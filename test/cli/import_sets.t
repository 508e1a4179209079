import: tools with a list, a graph or several changes in a file.

  $ init() { rm -rf m alembic.ini app.db; sqlembic init -q m; }
  $ put() { mkdir -p "$(dirname "$1")"; printf '%b' "$2" > "$1"; }
  $ from() { init; sqlembic import "$@"; }
  $ export DATABASE_URL=sqlite:///app.db

sql-migrate: numbers before names, notransaction on either side, comments of its own, SQL that it never runs.

  $ put sm/2_two.sql '-- a note\n-- +migrate Up notransaction\nCREATE INDEX i ON a (x);\n-- +migrate Down\nDROP INDEX i;\n'
  $ put sm/010_ten.sql 'SELECT 0;\n-- +migrate Up\n-- +migrate StatementBegin\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n-- +migrate StatementEnd\n'
  $ put sm/1-one.sql '-- +migrate Up\nCREATE TABLE a (x INTEGER);\n-- +migrate Down notransaction\nDROP TABLE a;\n'
  $ put sm/seeds-here.sql '-- +migrate Up\nINSERT INTO a VALUES (1);\n'; from sm
  warning: sm/010_ten.sql has SQL before '-- +migrate Up', which sql-migrate never runs; it is left out
  1 <- sm/1-one.sql
  2 <- sm/2_two.sql (transaction: off)
  010 <- sm/010_ten.sql (irreversible)
  seeds_here <- sm/seeds-here.sql (irreversible)
  Done: 4 revisions of sql-migrate written.
  $ sed -n '3,$p' m/versions/1_one.down.sql; sqlembic upgrade -q head; sqlite3 app.db 'SELECT count(*) FROM a'
  -- revision: 1
  -- transaction: off
  
  /* sql-migrate: 1-one.sql */
  DROP TABLE a;
  0
  $ put st/1_a.sql '-- +migrate Up\nCREATE TABLE a (x INTEGER);\nCOMMIT;\nBEGIN;\nINSERT INTO a VALUES (1);\n'; from st; sed -n '/: own/,$p' m/versions/1_a.up.sql; sqlembic upgrade -q head
  1 <- st/1_a.sql (transaction: own) (irreversible)
  Done: 1 revision of sql-migrate written.
  -- transaction: own
  
  /* sql-migrate: 1_a.sql */
  BEGIN;
  CREATE TABLE a (x INTEGER);
  COMMIT;
  BEGIN;
  INSERT INTO a VALUES (1);
  
  COMMIT;
  $ for n in 20_x-1 20_x-2 3_y; do put sn/$n.sql '-- +migrate Up\n;\n'; done; from sn
  3 <- sn/3_y.sql (irreversible)
  20_e73373f0 <- sn/20_x-1.sql (irreversible)
  20_288bb4b5 <- sn/20_x-2.sql (irreversible)
  Done: 3 revisions of sql-migrate written.
  $ init; DATABASE_URL=mysql://h/d sqlembic import -q sm 2>/dev/null >&2; tail -6 m/versions/010_ten.up.sql
  DELIMITER $$
  CREATE TRIGGER t AFTER INSERT ON a BEGIN
    DELETE FROM a;
  END;
  $$
  DELIMITER ;
  $ mkdir bad; cp sm/1-one.sql bad/; put bad/2_b.sql 'SELECT 1;\n'; from bad
  sqlembic: there is no line '-- +migrate Up'
    at bad/2_b.sql
    next: sql-migrate refuses this file, too
  [1]
  $ put bad/2_b.sql '-- +migrate Up\n-- +migrate StatementBegin\nSELECT 1;\n'; from bad
  sqlembic: StatementBegin without StatementEnd
    at bad/2_b.sql
    next: add the line that is missing
  [1]
  $ init; sqlite3 app.db "CREATE TABLE gorp_migrations (id varchar(255) not null primary key, applied_at datetime); INSERT INTO gorp_migrations VALUES ('1-one.sql', '2026-02-01 10:20:30.5+00:00'), ('2_two.sql', '2026-02-01 10:20:31+00:00')"
  $ sqlembic import sm --history 2>/dev/null; sqlembic current -q
  1 <- sm/1-one.sql (applied 2026-02-01T10:20:30.500Z)
  2 <- sm/2_two.sql (transaction: off) (applied 2026-02-01T10:20:31.000Z)
  010 <- sm/010_ten.sql (irreversible)
  seeds_here <- sm/seeds-here.sql (irreversible)
  2
  $ init; sqlite3 app.db "DELETE FROM gorp_migrations; CREATE TABLE x (x)" 2>/dev/null; sqlite3 app.db "CREATE TABLE gorp_migrations (id, applied_at); INSERT INTO gorp_migrations VALUES ('1-one.sql', NULL), ('3_gone.sql', NULL)"
  $ sqlembic import sm --history 2>&1 | tail -3; ls m/versions
  sqlembic: gorp_migrations: no file explains 3_gone.sql
    state: nothing was written
    next: bring the files back that were applied; or import without the history, and record where the schema is: sqlembic stamp REVISION
  $ put st/2_b.sql '-- +migrate Up\nCOMMIT;\nCREATE TABLE b (x INTEGER);\nBEGIN\n'; from st; tail -5 m/versions/2_b.up.sql; sqlembic upgrade -q head; sqlembic current
  1 <- st/1_a.sql (transaction: own) (irreversible)
  2 <- st/2_b.sql (transaction: own) (irreversible)
  Done: 2 revisions of sql-migrate written.
  CREATE TABLE b (x INTEGER);
  BEGIN
  
  ;
  COMMIT;
  2 (head)

yoyo: each file behind what it depends on; rollbacks; hooks, Python, unknown names and circles.

  $ put yo/20260101_01_aBcDe-first-one.sql '-- first\n\nCREATE TABLE a (x INTEGER);\n'; put yo/20260101_01_aBcDe-first-one.rollback.sql 'DROP TABLE a;\n'
  $ put yo/20260103_01_x-left.sql '-- depends: 20260101_01_aBcDe-first-one\nCREATE TABLE l (x INTEGER);\n'
  $ put yo/20260102_01_y-right.sql '--depends:20260101_01_aBcDe-first-one\n-- transactional: False\nCREATE TABLE r (x INTEGER);\n'
  $ put yo/0000-last.sql '-- depends: 20260102_01_y-right\n--  depends: 20260103_01_x-left 20260102_01_y-right\n'
  $ put yo/9999-alone.sql 'CREATE TABLE z (x INTEGER);\n-- depends: nothing, this is behind the SQL\n'; put yo/post-apply.sql 'SELECT 1;\n'; from yo
  warning: yo/post-apply.sql is run by yoyo after each of its runs, and left out
  20260101_01_aBcDe <- yo/20260101_01_aBcDe-first-one.sql, yo/20260101_01_aBcDe-first-one.rollback.sql
  20260102_01_y <- yo/20260102_01_y-right.sql (transaction: off) (irreversible)
  20260103_01_x <- yo/20260103_01_x-left.sql (irreversible)
  0000 <- yo/0000-last.sql (irreversible)
  9999 <- yo/9999-alone.sql (irreversible)
  Done: 5 revisions of yoyo written.
  $ sqlembic history; sqlembic upgrade -q head; tables app.db | grep -v "alembic\|sqlembic"
  0000 -> 9999 (head), alone
  20260102_01_y, 20260103_01_x -> 0000 (mergepoint), last
  20260101_01_aBcDe -> 20260102_01_y, right
  20260101_01_aBcDe -> 20260103_01_x, left
  <base> -> 20260101_01_aBcDe (branchpoint), first one
  a
  l
  r
  z
  $ init; sqlite3 app.db "CREATE TABLE _yoyo_migration (migration_hash VARCHAR(64) PRIMARY KEY, migration_id VARCHAR(255), applied_at_utc TIMESTAMP); INSERT INTO _yoyo_migration VALUES ('a', '20260101_01_aBcDe-first-one', '2026-11-28T07:37:37.360819'), ('b', '20260103_01_x-left', '2026-11-28T07:37:37.384374')"
  $ sqlembic import yo --history 2>/dev/null; sqlembic current -q
  20260101_01_aBcDe <- yo/20260101_01_aBcDe-first-one.sql, yo/20260101_01_aBcDe-first-one.rollback.sql (applied 2026-11-28T07:37:37.360Z)
  20260102_01_y <- yo/20260102_01_y-right.sql (transaction: off) (irreversible)
  20260103_01_x <- yo/20260103_01_x-left.sql (irreversible) (applied 2026-11-28T07:37:37.384Z)
  0000 <- yo/0000-last.sql (irreversible)
  9999 <- yo/9999-alone.sql (irreversible)
  20260103_01_x
  $ init; sqlite3 app.db "CREATE TABLE _yoyo_migration (migration_hash, migration_id, applied_at_utc); INSERT INTO _yoyo_migration VALUES ('b', '20260103_01_x-left', '2026-11-28T07:37:37.384374')"
  $ sqlembic import yo --history 2>&1 | grep -v warning
  sqlembic: _yoyo_migration: 20260103_01_x was applied without 20260101_01_aBcDe, which comes before it
    state: nothing was written
    next: where the schema is as the files make it, import without the history, and record it: sqlembic stamp 20260103_01_x
  $ put dot/0017.add-a.sql 'CREATE TABLE a (x INTEGER);\n'; put dot/0017.add-b.sql ';'; put dot/0018.a-name-that-is-longer-than-an-identifier.sql '-- depends: 0017.add-b\n'; from dot
  0017.add_a <- dot/0017.add-a.sql (irreversible)
  0017.add_b <- dot/0017.add-b.sql (irreversible)
  0018.a_name_that_is_longer_than_ <- dot/0018.a-name-that-is-longer-than-an-identifier.sql (irreversible)
  Done: 3 revisions of yoyo written.
  $ put dot/0019.c.sql '-- depends: 0017.add-a\n'; from dot > log 2>&1; sqlembic heads; sqlembic history | head -2
  0019.c (head)
  0018.a_name_that_is_longer_than_ -> 0019.c (head), c
  0017.add_b -> 0018.a_name_that_is_longer_than_, a name that is longer than an identifier
  $ put yo/0001-x.sql '-- depends: 0002-y\n'; put yo/0002-y.sql '-- depends: 0001-x\n'; from yo 2>&1 | tail -2
  sqlembic: yo/0001-x.sql depends on itself, by way of others
    next: take a 'depends:' out of the circle
  $ rm yo/0002-y.sql; from yo 2>&1 | tail -2
  sqlembic: yo/0001-x.sql depends on '0002-y', which no file is
    next: yoyo refuses the directory, too; bring the file back
  $ touch yo/0002-y.py; from yo 2>&1 | tail -2
  sqlembic: yo/0002-y.py is a migration in Python, which cannot be imported
    next: write what it does as SQL, and import a directory without it

Sqitch: the plan's order, what a change requires, notes, dates; scripts with transactions of their own.

  $ put sq/sqitch.plan '%syntax-version=1.0.0\n%project=shop\n\n# a comment\nappschema 2026-01-01T10:00:00Z Ann <ann@example.org> # Adds the schema.\\n\\nIn two lines.\n'
  $ put sq/deploy/appschema.sql 'BEGIN;\nCREATE TABLE a (x INTEGER);\nCOMMIT;\n'; put sq/revert/appschema.sql 'BEGIN;\nDROP TABLE a;\nCOMMIT;\n'; put sq/verify/appschema.sql 'SELECT 1/0;\n'
  $ cat >> sq/sqitch.plan <<'PLAN'
  > sub/users [appschema] 2026-01-02T10:00:00Z Ann <ann@example.org> # users
  > @v1 2026-01-02T11:00:00Z Ann <ann@example.org> # first release
  > more [sub/users@v1 appschema shop:appschema] 2026-01-03T10:00:00Z Ann <ann@example.org>
  > PLAN
  $ put sq/deploy/sub/users.sql 'CREATE TABLE u (x INTEGER);\n'; put sq/deploy/more.sql "INSERT INTO u VALUES ('a:b');\n"; from sq
  appschema <- sq/deploy/appschema.sql, sq/revert/appschema.sql (transaction: own)
  sub_users <- sq/deploy/sub/users.sql (irreversible)
  more <- sq/deploy/more.sql (irreversible)
  Done: 3 revisions of sqitch written.
  $ sed '/^$/,$d' m/versions/more_more.up.sql; head -7 m/versions/appschema*.up.sql; sqlembic upgrade -q head; tables app.db | grep -v "alembic\|sqlembic"
  -- more
  --
  -- revision: more
  -- down_revision: sub_users
  -- depends_on: sub_users, appschema
  -- create_date: 2026-01-03 10:00:00+00:00
  -- Adds the schema.
  --
  -- In two lines.
  --
  -- revision: appschema
  -- down_revision:
  -- create_date: 2026-01-01 10:00:00+00:00
  a
  u

A name that is too long for an identifier: a part of a hash stands for its end.

  $ cp -r sq long; long=create_the_table_of_people_and_their_addresses
  $ printf '%s [appschema] 2026-01-04T10:00:00Z Ann <ann@example.org>\n' $long >> long/sqitch.plan; printf 'after [%s] 2026-01-05T10:00:00Z Ann <ann@example.org>\n' $long >> long/sqitch.plan
  $ put long/deploy/$long.sql 'SELECT 1;\n'; put long/deploy/after.sql 'SELECT 1;\n'; from long 2>/dev/null | tail -2; sed -n '/^-- [a-z_]*:/p' m/versions/after*.up.sql | head -3
  create_the_table_of_peo_3ba8eca4 <- long/deploy/create_the_table_of_people_and_their_addresses.sql (irreversible)
  after <- long/deploy/after.sql (irreversible)
  -- revision: after
  -- down_revision: create_the_table_of_peo_3ba8eca4
  -- depends_on: create_the_table_of_peo_3ba8eca4

So it does behind a name that means something else as a revision.

  $ mkdir word; printf '%%project=shop\nbase 2026-01-01T10:00:00Z Ann <ann@example.org>\nnext [base] 2026-01-02T10:00:00Z Ann <ann@example.org>\n' > word/sqitch.plan
  $ put word/deploy/base.sql 'SELECT 1;\n'; put word/deploy/next.sql 'SELECT 1;\n'; from word
  base_cae66217 <- word/deploy/base.sql (irreversible)
  next <- word/deploy/next.sql (irreversible)
  Done: 2 revisions of sqitch written.

  $ plan() { cp -r sq bad_; rm -rf bad; mv bad_ bad; printf '%s 2026-01-09T10:00:00Z Ann <ann@example.org>\n' "$1" >> bad/sqitch.plan; put bad/deploy/new.sql "$2"; from bad; }
  $ plan 'more [sub/users]'
  sqlembic: the change 'more' stands there twice, without a tag between
    at bad/sqitch.plan:9:1
    next: Sqitch refuses the plan, too
  [1]
  $ plan 'new [other:thing]'
  sqlembic: the change 'new' requires a change of another project: 'other:thing'
    at bad/sqitch.plan:9:1
    next: import that project first, and take the dependency out of a copy of the plan
  [1]
  $ plan 'new [!appschema]'
  sqlembic: the change 'new' conflicts with 'appschema'
    at bad/sqitch.plan:9:1
    next: no revision can say that; take it out of a copy of the plan, and import the copy
  [1]
  $ plan 'new [later]'
  sqlembic: the change 'new' requires what does not come before it: 'later'
    at bad/sqitch.plan:9:1
    next: Sqitch refuses the plan, too
  [1]
  $ plan 'gone'
  sqlembic: the change 'gone' has no file deploy/gone.sql
    at bad/sqitch.plan:9:1
    next: name the directory that has deploy, revert and the plan
  [1]
  $ DATABASE_URL=postgresql:///app plan 'new' "SELECT a[1:2], b::text FROM c;\nGRANT SELECT ON c TO :role;\n"
  sqlembic: a variable that the database's client replaces
    at bad/deploy/new.sql:2:22
    next: put its value into a copy of the file, and import the copy
  [1]
  $ DATABASE_URL=mysql:///app plan 'new' "# CALL p(:a, :b);\nCREATE TABLE c (x INT); -- psql alone has variables\n" 2>&1 | tail -1
  Done: 4 revisions of sqitch written.
  $ echo nonsense >> sq/sqitch.plan; from sq
  sqlembic: a line that is no change of Sqitch
    at sq/sqitch.plan:9:1
    next: it is 'NAME [REQUIRES] 2026-01-01T00:00:00Z PLANNER <MAIL> # NOTE'
  [1]
  $ sed -i '$d' sq/sqitch.plan; mkdir two; cp -r sq two/a; cp -r sq two/b; from two
  sqlembic: two/b/sqitch.plan is a second plan beside that of two/a/deploy/appschema.sql
    next: name the directory of one of them
  [1]

A plan in the directory itself is the one that is meant; others lie in projects of their own.

  $ cp -r sq nested; cp -r sq nested/demo; from nested 2>&1 | head -2
  warning: nested/demo/sqitch.plan is the plan of another project; it is left out
  appschema <- nested/deploy/appschema.sql, nested/revert/appschema.sql (transaction: own)

A change that was reworked is a revision each time: the files of the earlier one carry the tag that stands between them. What
was imported before it was reworked is the same revision still.

  $ mkdir re; printf '%%project=shop\n\nhello 2026-01-01T10:00:00Z Ann <ann@example.org> # says hello\nuser [hello] 2026-01-02T10:00:00Z Ann <ann@example.org>\n' > re/sqitch.plan
  $ put re/deploy/hello.sql "CREATE VIEW hello AS SELECT 'hello' AS word;\n"; put re/revert/hello.sql 'DROP VIEW hello;\n'
  $ put re/deploy/user.sql 'SELECT 1;\n'; put re/revert/user.sql 'SELECT 1;\n'; from re
  hello <- re/deploy/hello.sql, re/revert/hello.sql
  user <- re/deploy/user.sql, re/revert/user.sql
  Done: 2 revisions of sqitch written.
  $ mv re/deploy/hello.sql re/deploy/hello@v1.sql; mv re/revert/hello.sql re/revert/hello@v1.sql
  $ cat >> re/sqitch.plan <<'PLAN'
  > @v1 2026-01-03T10:00:00Z Ann <ann@example.org> # first
  > @v1.1 2026-01-03T10:00:00Z Ann <ann@example.org> # has no files of its own
  > hello [hello@v1] 2026-01-04T10:00:00Z Ann <ann@example.org> # says good day
  > last [hello user@v1 hello@v1] 2026-01-05T10:00:00Z Ann <ann@example.org>
  > PLAN
  $ put re/deploy/hello.sql "DROP VIEW hello;\nCREATE VIEW hello AS SELECT 'good day' AS word;\n"; put re/revert/hello.sql "DROP VIEW hello;\nCREATE VIEW hello AS SELECT 'hello' AS word;\n"
  $ put re/deploy/last.sql 'SELECT 1;\n'; put re/revert/last.sql 'SELECT 1;\n'; sqlembic import re
  hello <- re/deploy/hello@v1.sql, re/revert/hello@v1.sql (there already)
  user <- re/deploy/user.sql, re/revert/user.sql (there already)
  hello.2 <- re/deploy/hello.sql, re/revert/hello.sql
  last <- re/deploy/last.sql, re/revert/last.sql
  Done: 2 revisions of sqitch written.
  $ sed -n '/^-- [a-z_]*:/p' m/versions/last*.up.sql m/versions/hello.2*.up.sql
  -- revision: last
  -- down_revision: hello.2
  -- depends_on: hello.2, user, hello
  -- create_date: 2026-01-05 10:00:00+00:00
  -- revision: hello.2
  -- down_revision: user
  -- depends_on: hello
  -- create_date: 2026-01-04 10:00:00+00:00
  $ sqlembic upgrade -q hello.2; sqlite3 app.db 'SELECT word FROM hello'; sqlembic downgrade -q -1; sqlite3 app.db 'SELECT word FROM hello'
  good day
  hello
  $ rm re/deploy/hello@v1.sql; from re
  sqlembic: the change 'hello' has no file deploy/hello@v1.1.sql
    at re/sqitch.plan:3:1
    next: name the directory that has deploy, revert and the plan
  [1]

Liquibase: several change sets a file, properties, delimiters, rollbacks, what is for other databases.

  $ cat > lb.sql <<'SQL'
  > 
  > -- Liquibase formatted SQL
  > 
  > --property name:tbl value:users
  > --changeset bob:1
  > --comment: the users
  > CREATE TABLE ${tbl} (id INTEGER);
  > CREATE INDEX i ON ${tbl} (id)
  > go
  > --rollback DROP INDEX i;
  > --rollback DROP TABLE ${tbl};
  > 
  > --changeset "al ice":2 runInTransaction:false dbms:!postgresql
  > /* liquibase rollback
  > DROP TABLE b;
  > */
  > CREATE TABLE b (x INTEGER);
  > --ignoreLines:start
  > nonsense
  > --ignoreLines:end
  > --changeset bob:3 dbms:postgresql
  > SELECT 1;
  > --changeset bob:4 endDelimiter:\n/ failOnError:false
  > CREATE TRIGGER t AFTER INSERT ON b BEGIN
  >   DELETE FROM b;
  > END
  > /
  > CREATE TABLE d (x INTEGER)
  > /
  > --rollback empty
  > --changeset bob:5 splitStatements:false runOnChange:true
  > CREATE VIEW v AS SELECT 1;
  > --changeset bob:6 ignore:true
  > SELECT 1;
  > SQL
  $ mkdir lb; mv lb.sql lb/1_first.sql; put lb/02_raw.sql 'CREATE TABLE raw (x INTEGER);\n'; from lb
  warning: lb/1_first.sql: the change set bob:3 is for another database, and left out
  warning: lb/1_first.sql: the change set bob:4 may fail in Liquibase; its revision must not
  warning: lb/1_first.sql: the change set bob:5 is run by Liquibase again and again; its revision runs once
  warning: lb/1_first.sql: the change set bob:6 is ignored by Liquibase, and left out
  e39a0a5bd35f <- lb/02_raw.sql (irreversible)
  204452e2bda1 <- lb/1_first.sql
  38b1837db4c2 <- lb/1_first.sql (transaction: off)
  af6c9b290445 <- lb/1_first.sql
  e100074dd89f <- lb/1_first.sql (irreversible)
  Done: 5 revisions of liquibase written.
  $ cat m/versions/204452e2bda1*
  -- Takes back: the users
  --
  -- revision: 204452e2bda1
  
  /* liquibase: 1_first.sql */
  DROP INDEX i;
  DROP TABLE users;
  -- the users
  --
  -- revision: 204452e2bda1
  -- down_revision: e39a0a5bd35f
  
  /* liquibase: 1_first.sql */
  CREATE TABLE users (id INTEGER);
  CREATE INDEX i ON users (id)
  ;
  $ sqlembic upgrade -q head; tables app.db | grep -v "alembic\|sqlembic"
  b
  d
  raw
  users
  $ init; DATABASE_URL=mysql://h/d sqlembic import -q lb >/dev/null 2>&1; tail -8 m/versions/af6c9b290445*.up.sql
  DELIMITER /
  CREATE TRIGGER t AFTER INSERT ON b BEGIN
    DELETE FROM b;
  END
  /
  CREATE TABLE d (x INTEGER)
  /
  DELIMITER ;
  $ init; sqlite3 app.db "CREATE TABLE DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM); INSERT INTO DATABASECHANGELOG VALUES ('raw', 'includeAll', 'db/lb/02_raw.sql', '2026-03-01 10:00:00', 1, 'EXECUTED', '9:x'), ('1', 'bob', 'db/lb/1_first.sql', '2026-03-01 10:00:01', 2, 'MARK_RAN', '9:x')"
  $ sqlembic import lb --history 2>/dev/null
  e39a0a5bd35f <- lb/02_raw.sql (irreversible) (applied 2026-03-01T10:00:00.000Z)
  204452e2bda1 <- lb/1_first.sql (applied 2026-03-01T10:00:01.000Z)
  38b1837db4c2 <- lb/1_first.sql (transaction: off)
  af6c9b290445 <- lb/1_first.sql
  e100074dd89f <- lb/1_first.sql (irreversible)
  $ init; sqlite3 app.db "CREATE TABLE DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED); INSERT INTO DATABASECHANGELOG VALUES ('7', 'bob', 'changelog.xml', '2026-03-01 10:00:00', 1)"
  $ sqlembic import lb --history 2>&1 | grep -v warning
  sqlembic: databasechangelog: no file explains changelog.xml::7::bob
    state: nothing was written
    next: bring the files back that were applied; or import without the history, and record where the schema is: sqlembic stamp REVISION

A changelog says which files, and in which order; change sets of its own are refused.

  $ put lb/changelog.xml '<databaseChangeLog>\n <include file="db/lb/1_first.sql"/>\n <include file="02_raw.sql" relativeToChangelogFile="true"/>\n</databaseChangeLog>\n'
  $ put lb/unlisted.sql 'SELECT 1;\n'; from lb 2>&1 | grep -v 'change set'
  warning: lb/unlisted.sql is listed by no changelog, and left out
  204452e2bda1 <- lb/1_first.sql
  38b1837db4c2 <- lb/1_first.sql (transaction: off)
  af6c9b290445 <- lb/1_first.sql
  e100074dd89f <- lb/1_first.sql (irreversible)
  e39a0a5bd35f <- lb/02_raw.sql (irreversible)
  Done: 5 revisions of liquibase written.
  $ put lb/more.yaml 'databaseChangeLog:\n- changeSet:\n    id: 1\n'; from lb 2>&1 | grep -v 'the change set'
  sqlembic: a change set that is not SQL
    at lb/more.yaml:2:3
    next: write it as formatted SQL in a file of its own, and import that

What only Liquibase could do is refused by its place.

  $ set_() { rm -rf bad; put bad/a.sql "--liquibase formatted sql\n$1\n"; from bad; }
  $ set_ '--changeset bob:1 context:test\nSELECT 1;'
  sqlembic: a change set that runs in some contexts only, which no revision does
    at bad/a.sql:2:19
    next: take the attribute, or the change set, out of a copy of the file, and import the copy
  [1]
  $ set_ '--changeset bob:1 labels:v2\nSELECT 1;'
  sqlembic: a change set that runs in some contexts only, which no revision does
    at bad/a.sql:2:19
    next: take the attribute, or the change set, out of a copy of the file, and import the copy
  [1]
  $ set_ '--changeset bob:1\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 SELECT 1\nSELECT 1;'
  sqlembic: a precondition, which no revision has
    at bad/a.sql:3:1
    next: take it out of a copy of the file, and import the copy
  [1]
  $ set_ '--changeset bob:1\nSELECT "${env}";'
  sqlembic: '${env}' is a placeholder that Liquibase replaces
    at bad/a.sql:3:9
    next: give its value: sqlembic -x env=VALUE import ...
  [1]
  $ set_ '--changeset bob:1 endDelimiter:(a|b)\nSELECT 1;'
  sqlembic: an endDelimiter that is no plain text
    at bad/a.sql:2:32
    next: give the statements a plain one in a copy of the file, and import the copy
  [1]
  $ set_ '--changeset bob\nSELECT 1;'
  sqlembic: a change set without author and id
    at bad/a.sql:2:12
    next: Liquibase refuses this line, too: it is '--changeset AUTHOR:ID'
  [1]
  $ DATABASE_URL= set_ '--changeset bob:1 dbms:mysql\nSELECT 1;'
  sqlembic: a change set for some databases only
    at bad/a.sql:2:24
    next: say which one it is for: set sqlalchemy.url
  [1]
  $ set_ '--property name:a value:b dbms:h2\n--changeset bob:1\nSELECT 1;'
  sqlembic: a property that not every database has
    at bad/a.sql:2:27
    next: put its value into a copy of the file, and import the copy
  [1]
  $ set_ '--changeset bob:1\n--changeset bob:1\nSELECT 1;'
  sqlembic: bad/a.sql has two migrations a.sql::1::bob
    next: take one of them out of a copy of the file, and import the copy
  [1]
