What a change of a column's type does to values, on MySQL and MariaDB.  (test/support/engines.bash says what `on` does.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ warnings() { run revision -q --autogenerate -m x --rev-id "$1" 2>&1 | grep -v '^  '; }

Numbers are held against what the new type has room for once they are rounded.  The smallest BIGINT has no ABS().

  $ numbers_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE n (a DOUBLE, b DOUBLE, c INT, d BIGINT, e DECIMAL(20,2), f DECIMAL(5,2), g DOUBLE, h FLOAT);
  > INSERT INTO n VALUES (3.5e38, 9999.996, 10000, -9223372036854775808, 12345678.25, -0.6, -0.4, 16777216),
  >   (16777217, 9999.99, 9999, 10, 12345678, -0.5, -0.6, 1.5), (0.5, 1.125, 7, NULL, 7, 1, 1, 7);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE n (a FLOAT, b FLOAT(6,2), c FLOAT(6,2), d DECIMAL(3,0), e FLOAT, f TINYINT UNSIGNED, g TINYINT UNSIGNED,
  >   h VARCHAR(20));
  > END
  >   warnings a1
  > }
  $ on mysql numbers_are_counted
  warning: data is lost: column n.a is rounded (1 row)
  warning: the script will fail: column n.a does not take every number any more (1 row in the way)
  warning: data is lost: column n.b is rounded (3 rows)
  warning: the script will fail: column n.b does not take every number any more (1 row in the way)
  warning: the script will fail: column n.c does not take every number any more (1 row in the way)
  warning: the script will fail: column n.d does not take every number any more (1 row in the way)
  warning: data is lost: column n.e is rounded (1 row)
  warning: data is lost: column n.f is rounded (2 rows)
  warning: the script will fail: column n.f does not take numbers below zero any more (2 rows in the way)
  warning: data is lost: column n.g is rounded (2 rows)
  warning: the script will fail: column n.g does not take numbers below zero any more (1 row in the way)
  warning: data is lost: column n.h is written with six digits (1 row)

A decimal below zero is refused before it is rounded by MariaDB, and behind that by MySQL.

  $ halves_are_counted()
  > {
  >   echo 'CREATE TABLE n (a DECIMAL(5,2)); INSERT INTO n VALUES (-0.4);' > a.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   echo 'CREATE TABLE n (a TINYINT UNSIGNED);' > b.sql
  >   [ "$(warnings a1 | grep -c 'below zero')" = "$(query "SELECT VERSION() LIKE '%MariaDB%'")" ] && echo as the server does
  > }
  $ on mysql halves_are_counted
  as the server does

A year, bits and JSON; a BIT that is shorter.

  $ years_and_bits_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE y (a INT, b DECIMAL(6,1), c SMALLINT, d BIT(8), e BIT(8), f BIT(8), g YEAR, h INT);
  > INSERT INTO y VALUES (0, 69.5, 7, b'1000', b'11111111', b'1', 2020, -1), (99, 1900.5, 8, b'111', b'1111111', b'1', 1901, 0),
  >   (1900, 2155.5, -1, b'0', b'0', NULL, 2000, 1), (2155, -1, 2, NULL, NULL, NULL, 0, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE y (a YEAR, b YEAR, c BIT(3), d BIT(3), e TINYINT, f SMALLINT, g TINYINT UNSIGNED, h BIT(64));
  > END
  >   warnings a1
  > }
  $ on mysql years_and_bits_are_counted
  warning: data is lost: column y.a has years from 1970 to 2069 in the place of numbers below 100 (1 row)
  warning: the script will fail: column y.a does not take every number any more (1 row in the way)
  warning: data is lost: column y.b is rounded (3 rows)
  warning: data is lost: column y.b has years from 1970 to 2069 in the place of numbers below 100 (1 row)
  warning: the script will fail: column y.b does not take every number any more (2 rows in the way)
  warning: the script will fail: column y.c does not take every number any more (2 rows in the way)
  warning: the script will fail: column y.d does not take every number any more (1 row in the way)
  warning: the script will fail: column y.e does not take every number any more (1 row in the way)
  warning: the script will fail: column y.g does not take every number any more (3 rows in the way)
  warning: data is lost: column y.h has numbers above zero in the place of those below (1 row)

A number in binary becomes 64 bits by way of a BIGINT.

  $ wide_bits_are_counted()
  > {
  >   echo 'CREATE TABLE w (a DOUBLE, b FLOAT); INSERT INTO w VALUES (-1, -1e19), (-0.4, 1.8e19), (1.8e19, 2), (-9.3e18, -2), (9.2e18, 0);' > a.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   echo 'CREATE TABLE w (a BIT(64), b BIT(64));' > b.sql
  >   warnings a1
  > }
  $ on mysql wide_bits_are_counted
  warning: data is lost: column w.a is rounded (1 row)
  warning: data is lost: column w.a has numbers above zero in the place of those below (2 rows)
  warning: the script will fail: column w.a does not take every number any more (2 rows in the way)
  warning: data is lost: column w.b has numbers above zero in the place of those below (2 rows)
  warning: data is lost: column w.b has another number in the place of those that are too large (2 rows)

A text is a number as the server reads it.  Zeros in front are not written back.

  $ texts_are_read()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (a VARCHAR(20), b VARCHAR(20), c VARCHAR(20), d VARCHAR(20), e VARCHAR(4), f VARBINARY(4));
  > INSERT INTO t VALUES ('7', '1e3', '0.5', '1e39', 'ab', 'abc'), ('007', '1.25', '99.96', '1e400', 'abcd', X'FF'),
  >   ('x', '1,5', '-7', '.5', '', 'abcd'), ('', '', '-0.01', '', NULL, NULL), (' 128 ', NULL, NULL, NULL, NULL, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE t (a TINYINT, b DOUBLE, c DECIMAL(3,1), d FLOAT, e BINARY(4), f VARCHAR(4) CHARACTER SET utf8mb4);
  > END
  >   warnings a1
  > }
  $ on mysql texts_are_read
  warning: the script will fail: column t.a may not take every value (3 rows in the way)
  warning: data is lost: column t.a loses zeros in front (1 row)
  warning: the script will fail: column t.b may not take every value (2 rows in the way)
  warning: the script will fail: column t.c may not take every value (1 row in the way)
  warning: data is lost: column t.c is rounded (1 row)
  warning: the script will fail: column t.d may not take every value (3 rows in the way)
  warning: data is lost: column t.d is rounded
  warning: data is lost: column t.e is filled up with zero bytes (2 rows)
  warning: the script will fail: column t.f may hold bytes that are no characters (1 row in the way)

Dates and times: digits of a second, dates that a TIMESTAMP does not have.

  $ times_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE d (a DATETIME(6), b DATETIME(3), c DATE, d DATETIME, e TIME(1), f TIME);
  > INSERT INTO d VALUES ('2020-01-01 00:00:00.12', '2020-01-01', '1969-12-01', '2020-01-01', '10:00:00.5', '10:00:00'),
  >   ('2020-01-01 00:00:00.1', '1969-12-01', '2020-01-01', NULL, '10:00:00', NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE d (a DATETIME(1), b TIMESTAMP(3) NULL, c TIMESTAMP NULL, d TIME, e TIME, f DATETIME);
  > END
  >   warnings a1
  > }
  $ on mysql times_are_counted
  warning: data is lost: column d.a is cut to fewer digits of a second (1 row)
  warning: the script will fail: column d.b does not take every date any more (1 row in the way)
  warning: the script will fail: column d.c does not take every date any more (1 row in the way)
  warning: data is lost: column d.d loses its date (1 row)
  warning: data is lost: column d.e is cut to fewer digits of a second (1 row)
  warning: data is lost: column d.f gets the date of the day (1 row)

More bits than a number in binary has; what is too long in another character set, or as a text; blanks at the end, which only a type
of another name leaves out; BINARY, whose zero bytes make one value of two; what is kept of an expression that goes.

  $ others_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE o (a BIT(40), b BIT(64), c TEXT CHARACTER SET latin1, d VARCHAR(200) CHARACTER SET latin1, e TEXT, f VARCHAR(9),
  >   g VARBINARY(4) UNIQUE, h SET('abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ.', '.'), i INT AS (a * 1) STORED,
  >   CONSTRAINT l CHECK (LENGTH(g) < 4));
  > INSERT INTO o (a, b, c, d, e, f, g, h) VALUES
  >   (16777217, -1, REPEAT('é', 40000), REPEAT('é', 200), 'ab    ', 'ab    ', 'a', 3), (1, 3, 'x', 'y', 'abcdef', 'b', X'6100', 1);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE o (a FLOAT, b DOUBLE, c TEXT CHARACTER SET utf8mb4, d TINYTEXT CHARACTER SET utf8mb4, e VARCHAR(3), f VARCHAR(3),
  >   g BINARY(4) UNIQUE, h VARCHAR(50), i TINYINT, CONSTRAINT l CHECK (LENGTH(g) < 4));
  > END
  >   warnings a1
  > }
  $ on mysql others_are_counted
  warning: data is lost: column o.a is rounded (1 row)
  warning: data is lost: column o.b is rounded (1 row)
  warning: the script will fail: column o.c does not take every text any more (1 row in the way)
  warning: the script will fail: column o.d does not take every text any more (1 row in the way)
  warning: the script will fail: column o.e does not take every text any more (1 row in the way)
  warning: data is lost: column o.e loses blanks at the end (1 row)
  warning: the script will fail: column o.f does not take every text any more (1 row in the way)
  warning: data is lost: column o.g is filled up with zero bytes (2 rows)
  warning: the script will fail: column o.h may not take every value (1 row in the way)
  warning: the script will fail: column o.i does not take every number any more (1 row in the way)
  warning: the script will fail: key o.g admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of o may violate check constraint l (2 rows in the way)

The date of zero is none that a TIMESTAMP refuses, but where sql_mode says so.

  $ zero_is_counted()
  > {
  >   printf '%s\n' "SET sql_mode = '';" 'CREATE TABLE z (a DATETIME);' "INSERT INTO z VALUES ('0000-00-00'), ('1960-01-01');" > a.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   echo 'CREATE TABLE z (a TIMESTAMP NULL);' > b.sql
  >   DATABASE_URL+='&sql_mode=STRICT_TRANS_TABLES' warnings a1
  >   rm migrations/versions/*
  >   DATABASE_URL+='&sql_mode=TRADITIONAL' warnings b1
  > }
  $ on mysql zero_is_counted
  warning: the script will fail: column z.a does not take every date any more (1 row in the way)
  warning: the script will fail: column z.a does not take every date any more (2 rows in the way)

Keys and checks that stay are held against the values that come of it.

  $ keys_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE k (a INT UNIQUE, b DOUBLE UNIQUE, c DECIMAL(6,1) UNIQUE, d INT UNIQUE, e DOUBLE UNIQUE, f VARCHAR(20) UNIQUE,
  >   CONSTRAINT c1 CHECK (a <> 2001), CONSTRAINT c2 CHECK (b <> 16777216));
  > INSERT INTO k VALUES (1, 16777217, 1.4, 16777216, 1.004, '1.00'), (101, 16777216.5, 1.1, 16777217, 1.001, '1'), (2, 3, 4, 5, 6, 7);
  > DELETE FROM k WHERE a = 101;
  > INSERT INTO k VALUES (70, 16777216.5, 1.1, 16777217, 1.001, '1'), (1970, 7, 8, 9, 10, 11);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE k (a YEAR UNIQUE, b FLOAT UNIQUE, c BIT(4) UNIQUE, d FLOAT UNIQUE, e DOUBLE(6,2) UNIQUE, f FLOAT UNIQUE,
  >   CONSTRAINT c1 CHECK (a <> 2001), CONSTRAINT c2 CHECK (b <> 16777216));
  > END
  >   warnings a1
  > }
  $ on mysql keys_are_counted
  warning: data is lost: column k.a has years from 1970 to 2069 in the place of numbers below 100 (3 rows)
  warning: data is lost: column k.b is rounded (2 rows)
  warning: data is lost: column k.c is rounded (2 rows)
  warning: data is lost: column k.d is rounded (1 row)
  warning: data is lost: column k.e is rounded
  warning: data is lost: column k.f is rounded
  warning: the script will fail: key k.a admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key k.b admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key k.c admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key k.d admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key k.e admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key k.f admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of k may violate check constraint c1 (1 row in the way)
  warning: the script will fail: rows of k may violate check constraint c2 (2 rows in the way)

Rows that have no parent are counted with the values that both sides get: of a text a number, of a new column its default.  Nothing is
in a table that is new.

  $ parents_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE parent (id INT PRIMARY KEY, code DECIMAL(5,2) UNIQUE);
  > CREATE TABLE child (id INT PRIMARY KEY, a VARCHAR(9), code DECIMAL(5,2), same INT);
  > INSERT INTO parent VALUES (7, 1.4), (8, 2.4);
  > INSERT INTO child VALUES (1, '007', 1.2, 7), (2, '9', 2.6, 9), (3, NULL, NULL, NULL), (4, '8', 1.4, 8);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE parent (id INT PRIMARY KEY, code INT UNIQUE);
  > CREATE TABLE other (id INT PRIMARY KEY);
  > CREATE TABLE child (id INT PRIMARY KEY, a INT, code INT, same INT, more INT NOT NULL DEFAULT 8, none INT NOT NULL,
  >   CONSTRAINT f1 FOREIGN KEY (a) REFERENCES parent (id), CONSTRAINT f2 FOREIGN KEY (code) REFERENCES parent (code),
  >   CONSTRAINT f3 FOREIGN KEY (more) REFERENCES parent (id), CONSTRAINT f4 FOREIGN KEY (none) REFERENCES parent (id),
  >   CONSTRAINT f5 FOREIGN KEY (same) REFERENCES parent (id), CONSTRAINT f6 FOREIGN KEY (same) REFERENCES other (id));
  > END
  >   warnings a1 | grep refer
  > }
  $ on mysql parents_are_counted
  warning: the script will fail: rows of child may refer to rows that are not there: child.f1 (1 row in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.f2 (1 row in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.f4 (4 rows in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.f5 (1 row in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.f6 (3 rows in the way)

An expression that stays is held against its new type, and what is lost of its values can be had again.  Of one over a column
that changes it is only said that it may fail.

  $ expressions_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE g (a INT, v INT AS (a + 1) VIRTUAL, s INT AS (a + 1) STORED, t VARCHAR(20) AS (CONCAT(a, 'abc')) STORED,
  >   d DOUBLE AS (a / 2) STORED, w INT AS (a + 1) STORED, b DECIMAL(5,2), o INT AS (b) STORED);
  > INSERT INTO g (a, b) VALUES (1000, 1), (1, 2), (301, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE g (a INT, v TINYINT AS (a + 1) VIRTUAL, s TINYINT AS (a + 1) STORED, t VARCHAR(5) AS (CONCAT(a, 'abc')) STORED,
  >   d TINYINT AS (a / 2) STORED, w BIGINT AS (a + 1) STORED, b INT, o SMALLINT AS (b) STORED);
  > END
  >   warnings a1
  >   grep -c 'expression of column g.o may fail' migrations/versions/a1_x.up.sql
  > }
  $ on mysql expressions_are_counted
  warning: the script will fail: column g.v does not take every number any more (2 rows in the way)
  warning: the script will fail: column g.s does not take every number any more (2 rows in the way)
  warning: the script will fail: column g.t does not take every text any more (2 rows in the way)
  warning: the script will fail: column g.d does not take every number any more (2 rows in the way)
  1

Rows that refer to nothing are counted where the table is in another database, too.

  $ rows_elsewhere_are_asked()
  > {
  >   query "CREATE DATABASE elsewhere; CREATE TABLE elsewhere.p (id INT PRIMARY KEY); INSERT INTO elsewhere.p VALUES (1)"
  >   echo 'CREATE TABLE c (p INT, KEY (p)); INSERT INTO c VALUES (1), (2), (3), (NULL);' > a.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   echo 'CREATE TABLE c (p INT, KEY (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES elsewhere.p (id));' > b.sql
  >   warnings a1
  >   query "DROP DATABASE elsewhere"
  > }
  $ on mysql rows_elsewhere_are_asked
  warning: the script will fail: rows of c may refer to rows that are not there: c.f (2 rows in the way)
