What SQLite scripts do in real life.

  $ q() { sqlite3 app.db "$@"; }
  $ start() { rm -rf app.db* other.db* migrations; }

A table is rebuilt as SQLite's manual says, with rows that refer to it: no row is deleted, none refers to nothing.

  $ mkrev a1 "" "schema" <<'END'
  > CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT);
  > CREATE TABLE book (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES author ON DELETE CASCADE, title TEXT);
  > INSERT INTO author VALUES (1, 'Ada'), (2, 'Bob');
  > INSERT INTO book VALUES (1, 1, 'One'), (2, 2, 'Two'), (3, 2, 'Three');
  > END
  $ mkrev b2 a1 "rebuild author" <<'END'
  > PRAGMA foreign_keys = OFF;
  > CREATE TABLE author_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, born INTEGER);
  > INSERT INTO author_new (id, name) SELECT id, name FROM author;
  > DROP TABLE author;
  > ALTER TABLE author_new RENAME TO author;
  > PRAGMA foreign_key_check;
  > PRAGMA foreign_keys = ON;
  > --- down
  > CREATE TABLE author_old (id INTEGER PRIMARY KEY, name TEXT);
  > INSERT INTO author_old SELECT id, name FROM author;
  > DROP TABLE author;
  > ALTER TABLE author_old RENAME TO author;
  > END
  $ sqlembic -q upgrade head
  $ q 'SELECT author_id, title FROM book' "SELECT sql FROM sqlite_schema WHERE name = 'book'" 'PRAGMA foreign_key_check'
  1|One
  2|Two
  2|Three
  CREATE TABLE book (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES author ON DELETE CASCADE, title TEXT)
  $ sqlembic -q downgrade -1
  $ q "SELECT sql FROM sqlite_schema WHERE name = 'author'" 'SELECT count(*) FROM book'
  CREATE TABLE "author" (id INTEGER PRIMARY KEY, name TEXT)
  3

A rebuild that loses a row that others refer to is not committed.

  $ mkrev b2 a1 "lose Bob" <<'END'
  > CREATE TABLE author_new (id INTEGER PRIMARY KEY, name TEXT);
  > INSERT INTO author_new SELECT id, name FROM author WHERE name < 'B';
  > DROP TABLE author;
  > ALTER TABLE author_new RENAME TO author;
  > END
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, lose Bob
  sqlembic: the script adds 2 foreign key violations to table book
    at */migrations/versions/b2.up.sql (glob)
    detail: row 2 refers to a missing row of author; row 3 refers to a missing row of author
    state: upgrade of b2 was rolled back; the database is at a1
    next: let the script change both sides of the reference, or delete the rows; if it is meant so, run it with foreign_key_check=off in sqlalchemy.url
  [1]
  $ q 'SELECT name FROM author'
  Ada
  Bob

Violations that were there before stop nobody; one more does.

  $ q 'PRAGMA foreign_keys = OFF' "INSERT INTO book VALUES (4, 99, 'Orphan')"
  $ mkrev b2 a1 "another table" <<'END'
  > CREATE TABLE shelf (id INTEGER PRIMARY KEY, book_id INTEGER REFERENCES book);
  > UPDATE book SET title = upper(title);
  > END
  $ sqlembic -q upgrade head
  $ mkrev c3 b2 "another orphan" <<'END'
  > INSERT INTO book VALUES (5, 98, 'Orphan too');
  > END
  $ sqlembic -q upgrade head
  sqlembic: the script adds 1 foreign key violation to table book
    at */migrations/versions/c3.up.sql (glob)
    detail: 1 were there before; among them all: row 4 refers to a missing row of author; row 5 refers to a missing row of author
    state: upgrade of c3 was rolled back; the database is at b2
    next: let the script change both sides of the reference, or delete the rows; if it is meant so, run it with foreign_key_check=off in sqlalchemy.url
  [1]

Statement by statement they are found when it is too late to roll back: the end of the script is where it is put right.

  $ mkrev c3 b2 "another orphan" "transaction: off" <<'END'
  > INSERT INTO book VALUES (5, 98, 'Orphan too');
  > END
  $ sqlembic -q upgrade head
  sqlembic: the script adds 1 foreign key violation to table book
    at */migrations/versions/c3.up.sql (glob)
    detail: * (glob)
    state: every statement of the upgrade of c3 is committed, but the version table does not say so yet
    next: let the script change both sides of the reference, or delete the rows; if it is meant so, run it with foreign_key_check=off in sqlalchemy.url
  [8]
  $ echo 'DELETE FROM book WHERE id = 5;' >>migrations/versions/c3.up.sql
  $ sqlembic upgrade head
  Running upgrade b2 -> c3, another orphan
  Resuming c3 at statement 2 of 2
  sqlembic: the database has 1 foreign key violation (table book), and the run that began the script is gone: nobody knows whether the script has added it
    at */migrations/versions/c3.up.sql (glob)
    state: every statement of the upgrade of c3 is committed, but the version table does not say so yet
    next: repair the rows, or give the columns referred to a PRIMARY KEY or UNIQUE index; if it is meant so, run it with foreign_key_check=off in sqlalchemy.url
  [8]
  $ DATABASE_URL='sqlite:///app.db?foreign_key_check=off' sqlembic -q upgrade head

Triggers, views, generated columns, partial and expression indexes, WITHOUT ROWID, STRICT, odd names.

  $ start
  $ mkrev a1 "" "objects" <<'END'
  > CREATE TABLE "a;b" ([x y] INTEGER PRIMARY KEY, `z;` TEXT, w TEXT AS (upper("z;")) STORED);
  > CREATE TABLE log (what TEXT, PRIMARY KEY (what)) STRICT, WITHOUT ROWID;
  > CREATE TRIGGER noted AFTER INSERT ON "a;b"
  > WHEN new.[x y] > 0
  > BEGIN
  >   INSERT INTO log VALUES (CASE new."z;" WHEN 'end;' THEN 'END; of it' ELSE new."z;" END);
  >   UPDATE log SET what = what || '!' WHERE what LIKE '%;%'; -- END;
  > END;
  > CREATE INDEX part ON "a;b" (w) WHERE "z;" IS NOT NULL;
  > CREATE INDEX expr ON "a;b" (lower(w));
  > CREATE VIEW seen AS SELECT what FROM log /* ; */ ORDER BY 1;
  > CREATE TRIGGER IF NOT EXISTS through INSTEAD OF DELETE ON seen BEGIN DELETE FROM log WHERE what = old.what; END;
  > INSERT INTO "a;b" VALUES (1, 'plain'), (2, 'end;'), (0, 'silent');
  > --- down
  > DROP VIEW seen;
  > DROP TABLE "a;b";
  > DROP TABLE log;
  > END
  $ sqlembic upgrade head
  Running upgrade  -> a1, objects
  Done: 1 revision, 8 statements, * ms; now at a1 (head). (glob)
  $ q 'SELECT * FROM seen'
  END; of it!
  plain
  $ sqlembic -q downgrade base
  $ q "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sql%' AND name <> 'alembic_version'"

Full text search and other virtual tables, made, filled, rebuilt and dropped.

  $ start
  $ mkrev a1 "" "search" <<'END'
  > CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT);
  > INSERT INTO page VALUES (1, 'the quick brown fox'), (2, 'lazy dogs');
  > CREATE VIRTUAL TABLE page_text USING fts5 (body, content = 'page', content_rowid = 'id');
  > INSERT INTO page_text (page_text) VALUES ('rebuild');
  > CREATE TRIGGER page_insert AFTER INSERT ON page BEGIN
  >   INSERT INTO page_text (rowid, body) VALUES (new.id, new.body);
  > END;
  > CREATE VIRTUAL TABLE place USING rtree (id, minx, maxx);
  > INSERT INTO place VALUES (1, 0, 5);
  > CREATE VIRTUAL TABLE old_text USING fts4 (body);
  > INSERT INTO page VALUES (3, 'a later fox');
  > --- down
  > DROP TABLE page_text;
  > DROP TABLE place;
  > DROP TABLE old_text;
  > DROP TABLE page;
  > END
  $ sqlembic -q upgrade head
  $ q "SELECT rowid FROM page_text WHERE page_text MATCH 'fox' ORDER BY 1" 'SELECT id FROM place WHERE maxx > 1'
  1
  3
  1
  $ sqlembic -q downgrade base
  $ q "SELECT count(*) FROM sqlite_schema WHERE name GLOB '*_text*' OR name GLOB 'place*'"
  0

PRAGMAs: what belongs to the file stays, what belongs to the connection ends with the script.

  $ start
  $ mkrev a1 "" "pragmas" <<'END'
  > PRAGMA user_version = 42;
  > PRAGMA application_id = 7;
  > PRAGMA cache_size = -100;
  > PRAGMA recursive_triggers = ON;
  > PRAGMA case_sensitive_like = ON;
  > CREATE TABLE a AS SELECT 'A' LIKE 'a' AS sensitive;
  > END
  $ mkrev b2 a1 "does not see them" <<'END'
  > INSERT INTO a SELECT 'A' LIKE 'a';
  > INSERT INTO a SELECT cache_size <> -100 FROM pragma_cache_size;
  > END
  $ sqlembic -q upgrade head
  $ q 'PRAGMA user_version' 'PRAGMA application_id' 'SELECT group_concat(sensitive) FROM a'
  42
  7
  0,1,1

Going to WAL needs a script without a transaction; in WAL mode everything works as before.

  $ mkrev c3 b2 "wal" <<'END'
  > PRAGMA journal_mode = WAL;
  > END
  $ sqlembic -q upgrade head
  sqlembic: PRAGMA journal_mode WAL cannot run inside a transaction
    at */migrations/versions/c3.up.sql:6:1 (glob)
    | PRAGMA journal_mode = WAL
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  $ mkrev c3 b2 "wal" "transaction: off" <<'END'
  > PRAGMA journal_mode = WAL;
  > PRAGMA synchronous = NORMAL;
  > --- down
  > -- transaction: off
  > PRAGMA journal_mode = DELETE;
  > END
  $ mkrev d4 c3 "in wal" <<'END'
  > CREATE TABLE d (x);
  > --- down
  > DROP TABLE d;
  > END
  $ sqlembic -q upgrade head
  $ q 'PRAGMA journal_mode' 'SELECT version_num FROM alembic_version'
  wal
  d4
  $ sqlembic -q downgrade b2
  $ q 'PRAGMA journal_mode'
  delete

ATTACH: another file takes part, and is gone for the next revision.

  $ start
  $ mkrev a1 "" "attach" <<'END'
  > ATTACH 'other.db' AS other;
  > CREATE TABLE other.far (x);
  > INSERT INTO other.far VALUES (1);
  > CREATE TABLE near AS SELECT x FROM other.far;
  > END
  $ mkrev b2 a1 "not attached" <<'END'
  > INSERT INTO near SELECT count(*) FROM pragma_database_list WHERE name = 'other';
  > END
  $ sqlembic -q upgrade head
  $ q 'SELECT x FROM near' "ATTACH 'other.db' AS o" 'SELECT * FROM o.far'
  1
  0
  1

Temporary objects end with the script, even those that hide our own tables.

  $ start
  $ mkrev a1 "" "temporary" <<'END'
  > CREATE TEMP TABLE work (x);
  > CREATE TEMP VIEW seen AS SELECT x FROM work;
  > CREATE TEMP TABLE alembic_version (version_num TEXT);
  > CREATE TEMP TABLE sqlembic_log (x);
  > CREATE TABLE a (x);
  > CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO work VALUES (new.x); END;
  > INSERT INTO a VALUES (1);
  > INSERT INTO a SELECT x + 10 FROM seen;
  > END
  $ mkrev b2 a1 "clean" <<'END'
  > CREATE TEMP TABLE work (y);
  > INSERT INTO a VALUES (3);
  > INSERT INTO a SELECT count(*) FROM sqlite_temp_schema;
  > END
  $ sqlembic -q upgrade head
  $ q 'SELECT group_concat(x) FROM a' 'SELECT version_num FROM alembic_version' 'SELECT revision, status FROM sqlembic_log'
  1,11,3,1
  b2
  a1|done
  b2|done

Savepoints are part of the script's own business.

  $ start
  $ mkrev a1 "" "savepoint" <<'END'
  > CREATE TABLE a (x);
  > SAVEPOINT one;
  > INSERT INTO a VALUES (1);
  > ROLLBACK TO one;
  > RELEASE one;
  > INSERT INTO a VALUES (2);
  > END
  $ sqlembic -q upgrade head
  $ q 'SELECT x FROM a'
  2

A dump of the shell is a script like another: its transaction is its own.

  $ start
  $ sqlite3 dumped.db "CREATE TABLE t (x, y BLOB)" "INSERT INTO t VALUES ('it''s; --', x'00ff'), (1.5, NULL)" "CREATE INDEX i ON t (x)" "PRAGMA user_version = 3"
  $ { printf -- '-- restore\n--\n-- revision: a1\n-- down_revision:\n-- transaction: own\n\n'; sqlite3 dumped.db .dump; } >dump.sql
  $ mkdir -p migrations/versions; mv dump.sql migrations/versions/a1.up.sql
  $ sqlembic -q upgrade head
  $ q "SELECT quote(x), quote(y) FROM t" | diff - <(sqlite3 dumped.db "SELECT quote(x), quote(y) FROM t")
  $ q "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 't'"
  i

A large script is one transaction and takes little memory.

  $ start
  $ { printf -- '-- large\n--\n-- revision: a1\n-- down_revision:\n\nCREATE TABLE big (i INTEGER PRIMARY KEY, text TEXT);\n'
  >   awk 'BEGIN { for (i = 1; i <= 40000; i++) printf "INSERT INTO big VALUES (%d, '\''row %d; -- and more of it'\'');\n", i, i }'
  > } >large.sql
  $ mkdir -p migrations/versions; mv large.sql migrations/versions/a1.up.sql
  $ sqlembic upgrade head
  Running upgrade  -> a1, large
  Done: 1 revision, 40001 statements, * now at a1 (head). (glob)
  $ q 'SELECT count(*), sum(i), max(text) FROM big'
  40000|800020000|row 9; -- and more of it

One rule for violations and mismatches in every transaction mode: refused, by the next run, too, unless the URL says that it is
meant so.

  $ violates() { (rm -rf other && mkdir other && cd other && mkrev a1 "" "broken" >/dev/null && for _ in 1 2; do sqlembic -q upgrade head 2>&1 | grep -o -e '^sqlembic.*violation.* (*table [a-z]*' -e '^sqlembic.*mismatch.*referenc.*' -e 'run it with foreign_key_check=off.*' ; done
  >   DATABASE_URL='sqlite:///app.db?foreign_key_check=off' sqlembic -q upgrade head && sqlembic current); }
  $ for mode in on off own; do
  >   echo "-- $mode"
  >   { echo "-- transaction: $mode"; [ $mode != own ] || echo 'BEGIN;'
  >     echo 'CREATE TABLE parent (id INTEGER PRIMARY KEY, n INT);'
  >     echo 'CREATE TABLE child (id INTEGER PRIMARY KEY, p INT REFERENCES parent (id));'
  >     echo 'INSERT INTO child VALUES (1, 99);'; [ $mode != own ] || echo 'COMMIT;'; } | violates
  > done
  -- on
  sqlembic: the script adds 1 foreign key violation to table child
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: the script adds 1 foreign key violation to table child
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  -- off
  sqlembic: the script adds 1 foreign key violation to table child
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: the database has 1 foreign key violation (table child
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  -- own
  sqlembic: the script adds 1 foreign key violation to table child
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: the database has 1 foreign key violation (table child
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  $ for mode in on off own; do
  >   echo "-- $mode"
  >   { echo "-- transaction: $mode"; [ $mode != own ] || echo 'BEGIN;'
  >     echo 'CREATE TABLE parent (id INTEGER PRIMARY KEY, n INT);'
  >     echo 'CREATE TABLE child (id INTEGER PRIMARY KEY, p INT REFERENCES parent (n));'
  >     echo 'INSERT INTO child VALUES (1, NULL);'; [ $mode != own ] || echo 'COMMIT;'; } | violates
  > done
  -- on
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  -- off
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  -- own
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  sqlembic: foreign key mismatch - "child" referencing "parent"
  run it with foreign_key_check=off in sqlalchemy.url
  a1 (head)
  $ DATABASE_URL='sqlite:///app.db?foreign_key_check=maybe' sqlembic current
  sqlembic: the URL's foreign_key_check is "maybe", and can be on or off
    next: correct foreign_key_check in DATABASE_URL
  [1]
