Comparing schemas, as it is on every server.  SQLEMBIC_SERVER names it; `make check` runs this on PostgreSQL and MariaDB, `make
check-matrix` on all others.

  $ db=sqlembic_schema_$$
  $ trap 'server sql "" "DROP DATABASE $db"' EXIT
  $ server sql "" "CREATE DATABASE $db"
  $ q() { server sql $db "$@"; }
  $ unset PGOPTIONS
  $ sqlembic init -q migrations; sed -i /^sqlalchemy.url/d alembic.ini
  $ export ALEMBIC_SQLALCHEMY_URL=$(server url $db) ALEMBIC_TARGET_METADATA=schema.sql
  $ auto() { sqlembic revision --autogenerate -m x --rev-id "$@" 2>&1 | grep -v ^Generating; }

A first revision makes the wanted schema.

  $ cat >schema.sql <<'END'
  > CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, kind VARCHAR(9) DEFAULT 'plain',
  >   CONSTRAINT known CHECK (kind IN ('plain', 'staff')));
  > CREATE TABLE post (id INTEGER NOT NULL PRIMARY KEY, author INTEGER, text VARCHAR(200),
  >   CONSTRAINT written_by FOREIGN KEY (author) REFERENCES account (id) ON DELETE CASCADE);
  > CREATE INDEX post_author ON post (author);
  > CREATE VIEW staff AS SELECT a.id, a.name FROM account AS a WHERE a.kind = 'staff';
  > END
  $ sqlembic check >out 2>&1
  [3]
  $ auto a1 | grep -E 'added (table|view)'
  Detected added table 'account'
  Detected added table 'post'
  Detected added view 'staff'
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

A dump is the same schema, and the same bytes again.

  $ sqlembic dump >dump.sql; sqlembic diff live dump.sql; sqlembic dump dump.sql | cmp - dump.sql
  The schemas are equal.
  $ sqlembic check --drift
  No drift detected.

A second one changes it, with rows in it, and there is a way back.

  $ q "INSERT INTO account VALUES (1, 'root', 'staff'), (2, 'guest', 'plain'); INSERT INTO post VALUES (1, 1, 'x')"
  $ cat >schema.sql <<'END'
  > CREATE TABLE account (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL, kind VARCHAR(9) DEFAULT 'staff',
  >   note VARCHAR(20), CONSTRAINT known CHECK (kind IN ('plain', 'staff', 'none')), CONSTRAINT one_name UNIQUE (name));
  > CREATE TABLE post (id INTEGER NOT NULL PRIMARY KEY, author BIGINT, text VARCHAR(200) NOT NULL,
  >   CONSTRAINT written_by FOREIGN KEY (author) REFERENCES account (id));
  > CREATE INDEX post_author ON post (author);
  > CREATE TABLE tag (post INTEGER NOT NULL, word VARCHAR(20) NOT NULL, PRIMARY KEY (post, word),
  >   CONSTRAINT of_post FOREIGN KEY (post) REFERENCES post (id));
  > CREATE VIEW staff AS SELECT a.id, a.name, p.text FROM account AS a JOIN post AS p ON p.author = a.id;
  > END
  $ auto b2 | grep -c Detected >/dev/null
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.
  $ q 'SELECT id, name, text FROM staff'
  1|root|x
  $ sqlembic downgrade -q -1; sqlembic diff live dump.sql
  The schemas are equal.
  $ q 'SELECT a.id, a.name, a.kind, p.text FROM account AS a LEFT JOIN post AS p ON p.author = a.id ORDER BY a.id' | sed 's/NULL$//'
  1|root|staff|x
  2|guest|plain|
  $ sqlembic upgrade -q head; sqlembic check
  No new upgrade operations detected.

What was done by hand is drift.

  $ q 'ALTER TABLE tag ADD by_hand INTEGER'
  $ sqlembic check --drift 2>&1 | head -1
  added column 'tag.by_hand'
  $ q 'ALTER TABLE tag DROP by_hand'
  $ sqlembic check --drift
  No drift detected.

Each revision comes up, down and up again.

  $ sqlembic test >out 2>&1 || cat out
