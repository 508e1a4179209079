A database that exists already becomes the first revision: what `sqlite3 app.db .dump` prints is an up script.

  $ sqlite3 old.db <<'SQL'
  > CREATE TABLE authors (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
  > CREATE TABLE books (id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors, title TEXT, cover BLOB, price REAL);
  > CREATE INDEX books_title ON books (title COLLATE NOCASE) WHERE title <> ';' ;
  > CREATE VIEW shelf AS SELECT title, name FROM books JOIN authors ON authors.id = author;
  > CREATE TRIGGER books_ai AFTER INSERT ON books WHEN new.title IS NULL BEGIN
  >   UPDATE books SET title = 'untitled; really' WHERE id = new.id;
  >   SELECT CASE WHEN new.price < 0 THEN raise(ABORT, 'no; never') END;
  > END;
  > CREATE VIRTUAL TABLE search USING fts5(title, content='books', content_rowid='id');
  > CREATE TABLE "we""ird; table" ("a;b" TEXT DEFAULT 'it''s; ok');
  > CREATE TABLE twice (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED) STRICT;
  > CREATE TABLE pairs (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
  > INSERT INTO authors VALUES (1, 'Ursula'), (2, 'Żuławski'), (7, 'line
  > break');
  > DELETE FROM authors WHERE id = 7;
  > INSERT INTO books VALUES (1, 1, 'The Dispossessed', x'00ff3b27', 1e300), (2, 2, 'Na srebrnym globie 🚀', NULL, 0.1);
  > INSERT INTO search(search) VALUES ('rebuild');
  > INSERT INTO "we""ird; table" VALUES (char(10) || ';' || char(13) || '--');
  > INSERT INTO twice VALUES (21);
  > ANALYZE;
  > SQL
  $ sqlite3 old.db .dump >dump.sql
  $ grep -E '^(PRAGMA|BEGIN|COMMIT|INSERT INTO sqlite_schema)' dump.sql | cut -c1-72
  PRAGMA foreign_keys=OFF;
  BEGIN TRANSACTION;
  PRAGMA writable_schema=ON;
  INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table'
  PRAGMA writable_schema=OFF;
  COMMIT;

It has a transaction of its own; the header has to say so.

  $ mkrev 1a2b3c '' 'what was there before' <dump.sql
  $ sq upgrade head
  sqlembic: the script begins or ends a transaction by itself (BEGIN TRANSACTION)
    at \./migrations/versions/1a2b3c\.up\.sql:[78]:1 (re)
    | BEGIN TRANSACTION
    state: nothing was changed
    next: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  [1]
  $ mkrev 1a2b3c '' 'what was there before' 'transaction: own' <dump.sql
  $ sq upgrade head
  Running upgrade  -> 1a2b3c, what was there before
  Done: 1 revision, 4[34] statements, N ms; now at 1a2b3c \(head\)\. (re)

The result is the database that was dumped, to the byte of each statement and row; and it works.

  $ contents() { sqlite3 "$1" 'DROP TABLE alembic_version' 'DROP TABLE sqlembic_log' .dump; }
  $ cp app.db copy.db
  $ contents copy.db | diff dump.sql -
  $ sqlite3 app.db "INSERT INTO books (author, price) VALUES (1, 2)" "SELECT title FROM books WHERE id = 3"
  untitled; really
  $ sqlite3 app.db "INSERT INTO books (author, price) VALUES (1, -1)" 2>&1 | grep -o 'no; never'
  no; never
  $ sqlite3 app.db "INSERT INTO authors (name) VALUES ('Octavia'); SELECT max(id) FROM authors"
  8
  $ sqlite3 app.db "SELECT title FROM search WHERE search MATCH 'globie'" 'PRAGMA integrity_check'
  Na srebrnym globie 🚀
  ok

So is that of the offline script.  The tables of FTS5 are written into the schema, which SQLite's shell since 3.46 forbids
scripts that are not a dump from the first line on.

  $ sqlembic upgrade base:head --sql 2>/dev/null | sqlite3 -bail -cmd '.dbconfig defensive off' offline.db >/dev/null
  $ sqlite3 offline.db 'SELECT * FROM alembic_version' 'SELECT revision, status, statements FROM sqlembic_log'
  1a2b3c
  1a2b3c\|done\|4[34] (re)
  $ contents offline.db | diff dump.sql -

Without its BEGIN and COMMIT it is a script as any other.

  $ rm app.db
  $ grep -vE '^(BEGIN TRANSACTION|COMMIT);$' dump.sql | mkrev 1a2b3c '' 'what was there before'
  $ sq upgrade head
  Running upgrade  -> 1a2b3c, what was there before
  Done: 1 revision, 4[12] statements, N ms; now at 1a2b3c \(head\)\. (re)
  $ cp app.db plain.db && contents plain.db | diff dump.sql -

A dump that fails in the middle of its transaction leaves nothing, and the next run begins anew.

  $ rm app.db
  $ sed 's/^CREATE VIEW shelf AS/CREATE VIEW books AS/' dump.sql | mkrev 1a2b3c '' 'what was there before' 'transaction: own'
  $ sq upgrade head
  Running upgrade  -> 1a2b3c, what was there before
  sqlembic: table books already exists
    at \./migrations/versions/1a2b3c\.up\.sql:4[6-8]:13 (re)
    | CREATE VIEW books AS SELECT title, name FROM books JOIN authors ON authors.id = author
    |             ^
    detail: SQLITE_ERROR: table books already exists
    state: no statement of the upgrade of 1a2b3c has taken effect; the database is at base (no revision applied)
    next: if the database has the whole schema of a revision already, say of which: sqlembic stamp REVISION; if not, correct the script, then: sqlembic upgrade head
  [1]
  $ tables app.db
  alembic_version
  sqlembic_log
  $ mkrev 1a2b3c '' 'what was there before' 'transaction: own' <dump.sql
  $ sq upgrade head
  Running upgrade  -> 1a2b3c, what was there before
  Done: 1 revision, 4[34] statements, N ms; now at 1a2b3c \(head\)\. (re)
  $ cp app.db again.db && contents again.db | diff dump.sql -

One that lacks its last line is rolled back: its transaction never ends.

  $ rm app.db
  $ grep -v '^COMMIT;$' dump.sql | mkrev 1a2b3c '' 'what was there before' 'transaction: own'
  $ sq upgrade head
  Running upgrade  -> 1a2b3c, what was there before
  sqlembic: the script has left its transaction open
    at ./migrations/versions/1a2b3c.up.sql
    state: no statement of the upgrade of 1a2b3c has taken effect; the database is at base (no revision applied)
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  $ tables app.db
  alembic_version
  sqlembic_log
