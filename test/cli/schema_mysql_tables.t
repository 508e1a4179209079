Comparing tables on MySQL and MariaDB.  What is printed is what MariaDB prints, which has sequences, CHECK of columns and
system versioning; for MySQL there is test/support/cases-mysql-tables.
(test/support/engines.bash says what `on` and `query` do.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ auto() { run revision -q --autogenerate -m x --rev-id "$@" 2>&1; sed '1,/^$/d' migrations/versions/$1_x.up.sql; }

One statement a table.  What it loses, and what rows can stop, stands in front of it, with the rows that are there.

  $ losses_are_told()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE account (id INT PRIMARY KEY, email VARCHAR(80), nick VARCHAR(80), born DATETIME, small INT);
  > INSERT INTO account VALUES (1, 'a@x', 'ada', NOW(), 7), (2, 'a@x', NULL, NOW(), 70000), (3, 'a@x', 'bo', NULL, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE account (id INT PRIMARY KEY, email VARCHAR(80) UNIQUE, nick VARCHAR(2) NOT NULL, born DATE, since DATE);
  > END
  >   auto a1
  > }
  $ on mysql losses_are_told
  warning: data is lost: drops column account.small (2 rows)
  warning: the script will fail: column account.nick does not take every text any more (1 row in the way)
  warning: the script will fail: column account.nick does not take NULL any more (1 row in the way)
  warning: data is lost: column account.born loses its time (2 rows)
  warning: the script will fail: key account.email admits no two rows with the same values (2 rows in the way)
  /* loses data: drops column account.small (2 rows) */
  /* may fail: column account.nick does not take every text any more */
  /* may fail: column account.nick does not take NULL any more */
  /* loses data: column account.born loses its time (2 rows) */
  /* may fail: key account.email admits no two rows with the same values */
  ALTER TABLE `account` DROP COLUMN `small`,
      MODIFY COLUMN `nick` varchar(2) NOT NULL,
      MODIFY COLUMN `born` date DEFAULT NULL,
      ADD COLUMN `since` date DEFAULT NULL,
      ADD UNIQUE KEY `email` (`email`);

Between numbers, and from a date to a time, only what values can be changed by is told.

  $ numbers_are_judged()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE wide (a DATE, b FLOAT, c INT, d MEDIUMINT, e DECIMAL(10,2), f INT, g YEAR, h FLOAT(6,2));
  > CREATE TABLE narrow (a BIGINT, b INT, c DOUBLE, d DECIMAL(8,2), e FLOAT, f INT, g VARCHAR(5));
  > INSERT INTO narrow VALUES (9007199254740993, 16777217, 0.1, 1.5, -1, 100, '2');
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE wide (a DATETIME, b DOUBLE, c DOUBLE, d FLOAT, e DOUBLE, f DECIMAL(12,2), g INT, h FLOAT);
  > CREATE TABLE narrow (a DOUBLE, b FLOAT, c FLOAT, d INT, e FLOAT UNSIGNED, f DECIMAL(4,2), g ENUM('x', 'y'));
  > END
  >   auto a1 | sed '/^  /d'
  > }
  $ on mysql numbers_are_judged
  warning: data is lost: column narrow.a is rounded (1 row)
  warning: data is lost: column narrow.b is rounded (1 row)
  warning: data is lost: column narrow.c is rounded (1 row)
  warning: data is lost: column narrow.d is rounded (1 row)
  warning: the script will fail: column narrow.e does not take numbers below zero any more (1 row in the way)
  warning: the script will fail: column narrow.f does not take every number any more (1 row in the way)
  warning: data is lost: column narrow.g may hold texts that are no label (1 row)
  /* loses data: column narrow.a is rounded (1 row) */
  /* loses data: column narrow.b is rounded (1 row) */
  /* loses data: column narrow.c is rounded (1 row) */
  /* may fail: column narrow.c does not take every number any more */
  /* loses data: column narrow.d is rounded (1 row) */
  /* may fail: column narrow.e does not take numbers below zero any more */
  /* may fail: column narrow.f does not take every number any more */
  /* loses data: column narrow.g may hold texts that are no label (1 row) */
  ALTER TABLE `narrow` MODIFY COLUMN `a` double DEFAULT NULL,
  ALTER TABLE `wide` MODIFY COLUMN `a` datetime DEFAULT NULL,

Of integers those are counted that a binary number does not hold, however large the others are.

  $ integers_are_judged()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (a BIGINT, b BIGINT UNSIGNED, c INT);
  > INSERT INTO t VALUES (9223372036854775807, 18446744073709551615, 16777217), (-9223372036854775808, 9223372036854775808, 16777218),
  >   (9007199254740994, 18446744073709549568, -2147483648), (-9007199254740993, 0, 0), (0, 1, -1), (-1, NULL, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   echo 'CREATE TABLE t (a DOUBLE, b DOUBLE, c FLOAT);' > b.sql
  >   auto a1 | sed '/^ /d'
  > }
  $ on mysql integers_are_judged
  warning: data is lost: column t.a is rounded (2 rows)
  warning: data is lost: column t.b is rounded (1 row)
  warning: data is lost: column t.c is rounded (1 row)
  /* loses data: column t.a is rounded (2 rows) */
  /* loses data: column t.b is rounded (1 row) */
  /* loses data: column t.c is rounded (1 row) */
  ALTER TABLE `t` MODIFY COLUMN `a` double DEFAULT NULL,

What is rounded may be too large besides; what a text says beyond its new type is dropped.

  $ texts_are_read()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE n (a DECIMAL(20,2), b DECIMAL(10,4), c DOUBLE, d DECIMAL(3,1), e VARCHAR(40), f VARCHAR(40));
  > INSERT INTO n VALUES (300.5, 12345.5, 1e10, 99.9, '2020-01-01 10:00', '1.239'),
  >   (1, 1, 1, 1, '2020-01-01', '1.5');
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE n (a TINYINT, b DECIMAL(6,2), c INT UNSIGNED, d TINYINT, e DATE, f DECIMAL(6,2));
  > END
  >   auto a1 | grep -v '^  ' | grep -v ALTER
  > }
  $ on mysql texts_are_read
  warning: data is lost: column n.a is rounded (1 row)
  warning: the script will fail: column n.a does not take every number any more (1 row in the way)
  warning: the script will fail: column n.b does not take every number any more (1 row in the way)
  warning: the script will fail: column n.c does not take every number any more (1 row in the way)
  warning: data is lost: column n.d is rounded (1 row)
  warning: data is lost: column n.e loses its time (1 row)
  warning: data is lost: column n.f is rounded (1 row)
  /* loses data: column n.a is rounded (1 row) */
  /* may fail: column n.a does not take every number any more */
  /* loses data: column n.b is rounded */
  /* may fail: column n.b does not take every number any more */
  /* loses data: column n.c is rounded */
  /* may fail: column n.c does not take numbers below zero any more */
  /* may fail: column n.c does not take every number any more */
  /* loses data: column n.d is rounded (1 row) */
  /* may fail: column n.d does not take every number any more */
  /* may fail: column n.e may not take every value */
  /* loses data: column n.e loses its time (1 row) */
  /* may fail: column n.f may not take every value */
  /* loses data: column n.f is rounded (1 row) */
  /* loses data: column n.f loses zeros in front */

A check in the clause of a column is held against the rows, as one of the table is: also against those that a new column
gives them.  Left to itself MariaDB would leave rows that no UPDATE takes any more.

  $ checks_of_columns_look_at_the_rows()
  > {
  >   cat > a.sql <<'END'
  > CREATE SEQUENCE numbers;
  > CREATE TABLE item (price INT, stock INT, state VARCHAR(9));
  > INSERT INTO item VALUES (-1, 0, 'CHECK (x'), (5, -2, 'old'), (NULL, 3, 'old');
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE SEQUENCE numbers;
  > CREATE TABLE item (price INT CHECK (price > 0), stock BIGINT CHECK (stock >= 0),
  >   state VARCHAR(9) COMMENT 'CHECK (no' CHECK (state <> ')'), kind INT NOT NULL CHECK (kind > stock),
  >   size INT CHECK (size IS NOT NULL), number INT DEFAULT (NEXTVAL(numbers)) CHECK (number > 9),
  >   more JSON, data JSON NOT NULL, CONSTRAINT cheap CHECK (price < kind + 9));
  > END
  >   auto a1
  >   query 'SELECT NEXTVAL(numbers)'
  >   run upgrade -q head
  > }
  $ on mysql checks_of_columns_look_at_the_rows
  warning: the script will fail: rows of item may violate the check of column item.price (1 row in the way)
  warning: the script will fail: rows of item may violate the check of column item.stock (1 row in the way)
  warning: the script will fail: rows of item may violate the check of column item.kind (2 rows in the way)
  warning: the script will fail: rows of item may violate the check of column item.size (3 rows in the way)
  warning: the script will fail: rows of item may violate the check of column item.data (3 rows in the way)
  /* may fail: rows of item may violate the check of column item.price */
  /* may fail: rows of item may violate the check of column item.stock */
  /* may fail: rows of item may violate the check of column item.state */
  /* may fail: rows of item may violate the check of column item.kind */
  /* may fail: rows of item may violate the check of column item.size */
  /* may fail: rows of item may violate the check of column item.number */
  /* may fail: rows of item may violate the check of column item.data */
  /* may fail: rows of item may violate check constraint cheap */
  ALTER TABLE `item` MODIFY COLUMN `price` int(11) DEFAULT NULL CHECK (`price` > 0),
      MODIFY COLUMN `stock` bigint(20) DEFAULT NULL CHECK (`stock` >= 0),
      MODIFY COLUMN `state` varchar(9) DEFAULT NULL COMMENT 'CHECK (no' CHECK (`state` <> ')'),
      ADD COLUMN `kind` int(11) NOT NULL CHECK (`kind` > `stock`),
      ADD COLUMN `size` int(11) DEFAULT NULL CHECK (`size` is not null),
      ADD COLUMN `number` int(11) DEFAULT nextval(`numbers`) CHECK (`number` > 9),
      ADD COLUMN `more` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`more`)),
      ADD COLUMN `data` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`data`)),
      ADD CONSTRAINT `cheap` CHECK (`price` < `kind` + 9),
      ALGORITHM=COPY;
  1
  sqlembic: CONSTRAINT `item.price` failed for `DB`.`item`
    at ./migrations/versions/a1_x.up.sql:15:1
    | ALTER TABLE `item` MODIFY COLUMN `price` int(11) DEFAULT NULL CHECK (`price` > 0),
    detail: error 4025 of the server
    state: no statement of the upgrade of a1 has taken effect; the database is at base (no revision applied)
    next: correct it, then: sqlembic upgrade head
  [1]

  $ checks_that_rows_pass_come_and_go()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE item (price INT, state VARCHAR(9));
  > INSERT INTO item VALUES (1, 'old'), (NULL, NULL);
  > END
  >   echo "CREATE TABLE item (price INT CHECK (price > 0), state VARCHAR(9) CHECK (state <> ''), more JSON);" > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  >   run upgrade -q head; run check
  >   query "INSERT INTO item VALUES (2, 'new', NULL)"
  >   run downgrade -q base; run diff live a.sql
  >   echo "CREATE TABLE item (price INT, state VARCHAR(9), more JSON);" > b.sql
  >   run diff live b.sql
  > }
  $ on mysql checks_that_rows_pass_come_and_go
  /* may fail: rows of item may violate the check of column item.price */
  /* may fail: rows of item may violate the check of column item.state */
  ALTER TABLE `item` MODIFY COLUMN `price` int(11) DEFAULT NULL CHECK (`price` > 0),
      MODIFY COLUMN `state` varchar(9) DEFAULT NULL CHECK (`state` <> ''),
      ADD COLUMN `more` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`more`)),
      ALGORITHM=COPY;
  No new upgrade operations detected.
  The schemas are equal.
  ALTER TABLE `item` ADD COLUMN `more` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`more`));

Foreign keys are dropped before the types of both ends change, and made again behind.

  $ both_ends_change()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE parent (id INT PRIMARY KEY);
  > CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parent (id));
  > INSERT INTO parent VALUES (1);
  > INSERT INTO child VALUES (1, 1);
  > END
  >   sed 's/INT/BIGINT/g; /INSERT/d' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  >   run upgrade -q head; run check
  >   run downgrade -q base; run diff live a.sql
  >   query "SELECT count(*) FROM child JOIN parent ON parent.id = child.parent"
  > }
  $ on mysql both_ends_change
  ALTER TABLE `child` DROP FOREIGN KEY `child_ibfk_1`;
  ALTER TABLE `child` MODIFY COLUMN `id` bigint(20) NOT NULL,
      MODIFY COLUMN `parent` bigint(20) DEFAULT NULL;
  ALTER TABLE `parent` MODIFY COLUMN `id` bigint(20) NOT NULL;
  /* may fail: rows of child may refer to rows that are not there: child.child_ibfk_1 */
  ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_1` FOREIGN KEY (`parent`) REFERENCES `parent` (`id`),
      DROP KEY `parent`,
      ADD KEY `parent` (`parent`);
  No new upgrade operations detected.
  The schemas are equal.
  1

Foreign keys that a table gets are one statement, since each would copy its rows: in a dump, too, where their order is that of
their names, and two tables may refer to each other.

  $ keys_of_a_table_together()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE one (id INT PRIMARY KEY, b INT, a INT, KEY b (b), KEY a (a));
  > CREATE TABLE two (id INT PRIMARY KEY, one INT, KEY one (one));
  > INSERT INTO one VALUES (1, 1, 7);
  > END
  >   cp a.sql b.sql
  >   echo "ALTER TABLE one ADD CONSTRAINT y FOREIGN KEY (b) REFERENCES one (id);
  >     ALTER TABLE one ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES two (id);
  >     ALTER TABLE two ADD CONSTRAINT z FOREIGN KEY (one) REFERENCES one (id);" >> b.sql
  >   sed -i /INSERT/d b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  >   run upgrade head 2>&1 | grep -oE 'foreign key constraint fails|CONSTRAINT `.`' | sort -u
  >   query "DELETE FROM one"
  >   run upgrade -q head; run check
  >   run dump | sed -n '/^ALTER/,$p'
  >   run downgrade -q base; run diff live a.sql
  > }
  $ on mysql keys_of_a_table_together
  warning: the script will fail: rows of one may refer to rows that are not there: one.x (1 row in the way)
  /* may fail: rows of one may refer to rows that are not there: one.x */
  /* may fail: rows of one may refer to rows that are not there: one.y */
  ALTER TABLE `one` ADD CONSTRAINT `x` FOREIGN KEY (`a`) REFERENCES `two` (`id`),
      ADD CONSTRAINT `y` FOREIGN KEY (`b`) REFERENCES `one` (`id`),
      DROP KEY `b`,
      ADD KEY `b` (`b`),
      DROP KEY `a`,
      ADD KEY `a` (`a`);
  /* may fail: rows of two may refer to rows that are not there: two.z */
  ALTER TABLE `two` ADD CONSTRAINT `z` FOREIGN KEY (`one`) REFERENCES `one` (`id`),
      DROP KEY `one`,
      ADD KEY `one` (`one`);
  CONSTRAINT `x`
  foreign key constraint fails
  No new upgrade operations detected.
  ALTER TABLE `one` ADD CONSTRAINT `x` FOREIGN KEY (`a`) REFERENCES `two` (`id`),
      ADD CONSTRAINT `y` FOREIGN KEY (`b`) REFERENCES `one` (`id`);
  
  ALTER TABLE `two` ADD CONSTRAINT `z` FOREIGN KEY (`one`) REFERENCES `one` (`id`);
  The schemas are equal.

Tables and columns are renamed where that is said.

  $ names_are_changed()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE account (id INT PRIMARY KEY, mail VARCHAR(80));
  > END
  >   sed 's/account/person/; s/mail/email/' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1 --rename account=person --rename person.mail=email
  >   run upgrade -q head; run check
  > }
  $ on mysql names_are_changed
  ALTER TABLE `account` RENAME TO `person`;
  ALTER TABLE `person` RENAME COLUMN `mail` TO `email`;
  No new upgrade operations detected.

Views do not follow: those over a table or column that gets another name are dropped before, and made behind.

  $ names_change_under_views()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE account (id INT PRIMARY KEY, mail VARCHAR(80));
  > CREATE TABLE other (id INT);
  > CREATE VIEW a AS SELECT id, mail FROM account;
  > CREATE VIEW b AS SELECT a.id FROM a JOIN other ON a.id = other.id;
  > CREATE VIEW c AS SELECT id FROM other;
  > END
  >   sed 's/FROM account/FROM person/; s/TABLE account/TABLE person/; s/, mail/, email/; s/AS email//' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1 --rename account=person --rename person.mail=email
  >   echo -- back; sed '1,/^$/d' migrations/versions/a1_x.down.sql; echo -- end
  >   run upgrade -q head; run check
  >   run downgrade -q base; run diff live a.sql
  > }
  $ on mysql names_change_under_views
  DROP VIEW `b`;
  DROP VIEW `a`;
  ALTER TABLE `account` RENAME TO `person`;
  ALTER TABLE `person` RENAME COLUMN `mail` TO `email`;
  CREATE VIEW `a` AS select `person`.`id` AS `id`,`person`.`email` AS `email` from `person`;
  CREATE VIEW `b` AS select `a`.`id` AS `id` from (`a` join `other` on(`a`.`id` = `other`.`id`));
  -- back
  DROP VIEW `b`;
  DROP VIEW `a`;
  ALTER TABLE `person` RENAME COLUMN `email` TO `mail`;
  ALTER TABLE `person` RENAME TO `account`;
  CREATE VIEW `a` AS select `account`.`id` AS `id`,`account`.`mail` AS `mail` from `account`;
  CREATE VIEW `b` AS select `a`.`id` AS `id` from (`a` join `other` on(`a`.`id` = `other`.`id`));
  -- end
  No new upgrade operations detected.
  The schemas are equal.

A foreign key keeps its name, and its table goes for another one.

  $ key_gets_another_table()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE vessel (id INT PRIMARY KEY);
  > CREATE TABLE berth (id INT PRIMARY KEY, at INT, CONSTRAINT moored FOREIGN KEY (at) REFERENCES vessel (id));
  > END
  >   sed 's/vessel/ship/' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1 | grep moored
  >   run upgrade -q head
  >   run check
  > }
  $ on mysql key_gets_another_table
  ALTER TABLE `berth` DROP FOREIGN KEY `moored`;
  /* may fail: rows of berth may refer to rows that are not there: berth.moored */
  ALTER TABLE `berth` ADD CONSTRAINT `moored` FOREIGN KEY (`at`) REFERENCES `ship` (`id`);
  No new upgrade operations detected.

The number that a table is at is no difference; an order of columns is.

  $ order_and_numbers()
  > {
  >   echo "CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY, b INT, c INT) AUTO_INCREMENT = 50;" > a.sql
  >   echo "CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY, b INT, c INT);" > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   run check
  >   echo "CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY, c INT, b INT);" > b.sql
  >   run check 2>&1
  >   auto a1
  > }
  $ on mysql order_and_numbers
  No new upgrade operations detected.
  changed order of columns on table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  ALTER TABLE `t` MODIFY COLUMN `b` int(11) DEFAULT NULL AFTER `c`;

A partition whose values no other one takes is dropped with its rows, and that is said; rows of the others move.

  $ partitions_change()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (a INT) PARTITION BY RANGE (a)
  >   (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20), PARTITION p3 VALUES LESS THAN (30));
  > INSERT INTO t VALUES (5), (15), (25), (26);
  > END
  >   sed '/INSERT/d; s/PARTITION p1 VALUES LESS THAN (10), //' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  >   sed -i 's/, PARTITION p3 VALUES LESS THAN (30)//' b.sql
  >   run upgrade -q head
  >   auto a2
  > }
  $ on mysql partitions_change
  ALTER TABLE `t` REORGANIZE PARTITION `p1`, `p2` INTO (PARTITION `p2` VALUES LESS THAN (20) ENGINE = InnoDB);
  warning: data is lost: drops partition `p3` of t (2 rows)
  /* loses data: drops partition `p3` of t (2 rows) */
  ALTER TABLE `t` DROP PARTITION `p3`;

That is proven, too, where the rows of the copy are among those that go.

  $ rows_of_the_copy_go()
  > {
  >   echo "CREATE TABLE t (a INT) PARTITION BY LIST (a) (PARTITION p VALUES IN (0, 1, 2), PARTITION q VALUES IN (3));" > a.sql
  >   sed 's/PARTITION p .*2), //' a.sql > b.sql
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  > }
  $ on mysql rows_of_the_copy_go
  /* loses data: drops partition `p` of t */
  ALTER TABLE `t` DROP PARTITION `p`;

What is in the way of a key is counted also where the script itself adds a column of it, where the key holds the beginning
of a column or an expression of it, and where a column of a key that stays gets another collation.

  $ doubles_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (id INT, a VARCHAR(9), b VARCHAR(9) COLLATE utf8mb4_bin, c VARCHAR(9) COLLATE utf8mb4_bin, UNIQUE KEY stays (c));
  > INSERT INTO t VALUES (1, 'abc', 'x', 'y'), (2, 'abd', 'X', 'Y'), (3, NULL, NULL, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE t (id INT, a VARCHAR(9), b VARCHAR(9) COLLATE utf8mb4_general_ci, c VARCHAR(9) COLLATE utf8mb4_general_ci,
  >   one INT DEFAULT 1, none INT, zero INT NOT NULL, kind ENUM('x', 'y') NOT NULL, made INT AS (id DIV 2 + zero), at DATETIME DEFAULT CURRENT_TIMESTAMP,
  >   n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, UNIQUE KEY stays (c),
  >   UNIQUE KEY k_one (one), UNIQUE KEY k_none (none), UNIQUE KEY k_zero (zero, kind), UNIQUE KEY k_made (made), UNIQUE KEY k_at (at),
  >   UNIQUE KEY k_two (one, id), UNIQUE KEY k_a (a(2)), UNIQUE KEY k_b (b));
  > END
  >   auto a1 | grep -e warning -e '/\*'
  > }
  $ on mysql doubles_are_counted
  warning: the script will fail: key t.k_zero admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: key t.stays admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_one admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: key t.k_made admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_at admits no two rows with the same values (2 rows in the way)
  warning: the script will fail: key t.k_b admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_a admits no two rows with the same values (1 row in the way)
  /* may fail: the expression of column t.made may fail on a row */
  /* may fail: key t.PRIMARY admits no two rows with the same values */
  /* may fail: key t.k_zero admits no two rows with the same values */
  /* may fail: key t.stays admits no two rows with the same values */
  /* may fail: key t.k_one admits no two rows with the same values */
  /* may fail: key t.k_none admits no two rows with the same values */
  /* may fail: key t.k_made admits no two rows with the same values */
  /* may fail: key t.k_at admits no two rows with the same values */
  /* may fail: key t.k_two admits no two rows with the same values */
  /* may fail: key t.k_b admits no two rows with the same values */
  /* may fail: key t.k_a admits no two rows with the same values */

So they are where the change itself makes values the same, or others: a number is rounded, a text is read as one, bytes are
no letters, and what a new column holds is compared as its type says.  Where values stay what they are nothing is said of a key
that stays.

  $ doubles_are_made()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (id INT, d DECIMAL(5,2), s VARCHAR(9), at DATETIME(6), w VARCHAR(9) COLLATE utf8mb4_general_ci, e ENUM('a', 'b'), n DECIMAL(5,2), f DOUBLE,
  >   i INT, day DATE, v VARBINARY(9), ts DATETIME, g DECIMAL(5,2), z VARCHAR(9) COLLATE %s, y VARCHAR(9) COLLATE utf8mb4_bin,
  >   UNIQUE KEY k_d (d), UNIQUE KEY k_s (s), UNIQUE KEY k_at (at), UNIQUE KEY k_e (e), UNIQUE KEY k_n (n), UNIQUE KEY k_f (f), UNIQUE KEY k_i (i),
  >   UNIQUE KEY k_day (day), UNIQUE KEY k_v (v), UNIQUE KEY k_ts (ts), UNIQUE KEY k_g (g), UNIQUE KEY k_z (z), UNIQUE KEY k_y (y));
  > INSERT INTO t VALUES (1, 1.60, '1', '2020-01-01 00:00:00.1', 'x', 'a', 1, 0.5, 1, '2020-01-01', 'a', '2020-01-01', 1, 'a', 'a'),
  >   (2, 2.40, '01', '2020-01-01 00:00:00.2', 'X', 'b', 1.01, 1.5, 2, '2020-01-02', 'a ', '2020-01-02', 2, 'a ', 'b');
  > END
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE t (id INT, d INT, s INT, at DATETIME, w VARBINARY(9), e ENUM('a', 'b', 'c'), n DECIMAL(5,1), f INT, i DOUBLE, day DATETIME,
  >   v VARCHAR(9) COLLATE utf8mb4_bin, ts TIMESTAMP, g DECIMAL(7,3), z CHAR(9) COLLATE %s, y CHAR(9) COLLATE utf8mb4_bin,
  >   half INT AS (id / 5), third INT AS (id / 2),
  >   bytes VARCHAR(9) COLLATE utf8mb4_bin AS (CONCAT(w, '')), small VARCHAR(9) COLLATE utf8mb4_general_ci AS (SUBSTR('aA', id, 1)),
  >   ten INT DEFAULT 10, nine INT DEFAULT 9, exact VARCHAR(9) COLLATE utf8mb4_bin DEFAULT 'x',
  >   UNIQUE KEY k_d (d), UNIQUE KEY k_s (s), UNIQUE KEY k_at (at), UNIQUE KEY k_e (e), UNIQUE KEY k_n (n), UNIQUE KEY k_f (f), UNIQUE KEY k_i (i),
  >   UNIQUE KEY k_day (day), UNIQUE KEY k_v (v), UNIQUE KEY k_ts (ts), UNIQUE KEY k_g (g), UNIQUE KEY k_z (z), UNIQUE KEY k_y (y), UNIQUE KEY k_w (w), UNIQUE KEY k_half (half), UNIQUE KEY k_third (third),
  >   UNIQUE KEY k_bytes (bytes), UNIQUE KEY k_small (small), CONSTRAINT larger CHECK (ten > nine), CONSTRAINT is_x CHECK (exact = 'X'));
  > END
  >   sed -i "s/%s/$(query "SELECT IF(VERSION() LIKE '%MariaDB%', 'utf8mb4_nopad_bin', 'utf8mb4_0900_bin')")/" a.sql b.sql
  >   feed a.sql
  >   auto a1 | grep -e 'warning.*key' -e 'warning.*constraint' -e 'may fail: key'
  > }
  $ on mysql doubles_are_made
  warning: the script will fail: key t.k_d admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_s admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_at admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_n admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_v admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_z admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_half admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_third admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_small admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of t may violate check constraint is_x (2 rows in the way)
  /* may fail: key t.k_d admits no two rows with the same values */
  /* may fail: key t.k_s admits no two rows with the same values */
  /* may fail: key t.k_at admits no two rows with the same values */
  /* may fail: key t.k_n admits no two rows with the same values */
  /* may fail: key t.k_f admits no two rows with the same values */
  /* may fail: key t.k_v admits no two rows with the same values */
  /* may fail: key t.k_z admits no two rows with the same values */
  /* may fail: key t.k_w admits no two rows with the same values */
  /* may fail: key t.k_half admits no two rows with the same values */
  /* may fail: key t.k_third admits no two rows with the same values */
  /* may fail: key t.k_bytes admits no two rows with the same values */
  /* may fail: key t.k_small admits no two rows with the same values */

The same goes for checks that stay, and for what an expression gives of other values, or another expression.

  $ values_change()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (id INT, d DECIMAL(5,2), e DECIMAL(5,2), f DOUBLE, day DATE, s VARCHAR(9), g DECIMAL(5,2) AS (d), h INT AS (id) STORED, twice INT AS (CHAR_LENGTH('`twice`') + g),
  >   CONSTRAINT small CHECK (d < 2), CONSTRAINT kept CHECK (id < 1),
  >   UNIQUE KEY k_g (g), UNIQUE KEY k_h (h), UNIQUE KEY k_day (day), UNIQUE KEY k_s (s));
  > END
  >   sed -e 's/ d DECIMAL(5,2)/ d INT/; s/day DATE/day TIME/; s/s VARCHAR(9)/s DOUBLE/; s/AS (id) STORED/AS (id % 2) STORED/' \
  >     -e 's/UNIQUE KEY k_g/i DOUBLE AS (id % 2), j INT AS (f), UNIQUE KEY k_i (i), UNIQUE KEY k_j (j), UNIQUE KEY k_twice (twice), &/' a.sql > b.sql
  >   feed a.sql
  >   query "INSERT INTO t (id, d, f, day, s) VALUES (-1, 1.6, 0.5, '2020-01-01', '1'), (-3, 1.7, 1, '2020-01-02', '01')"
  >   ALEMBIC_TARGET_METADATA=b.sql auto a1 | grep -e 'warning.*fail' -e '/\* may fail: [rk][oe]'
  > }
  $ on mysql values_change
  warning: the script will fail: key t.k_i admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_g admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_h admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_day admits no two rows with the same values (1 row in the way)
  warning: the script will fail: key t.k_s admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of t may violate check constraint small (2 rows in the way)
  /* may fail: key t.k_i admits no two rows with the same values */
  /* may fail: key t.k_j admits no two rows with the same values */
  /* may fail: key t.k_twice admits no two rows with the same values */
  /* may fail: key t.k_g admits no two rows with the same values */
  /* may fail: key t.k_h admits no two rows with the same values */
  /* may fail: key t.k_day admits no two rows with the same values */
  /* may fail: key t.k_s admits no two rows with the same values */
  /* may fail: rows of t may violate check constraint small */

Values that are none of the labels any more, members of a set, too.

  $ labels_are_judged()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE t (a ENUM('x', 'y'), b SET('x', 'y', 'z'), c VARCHAR(9), d VARCHAR(9), e ENUM('x', 'y'), f SET('x', 'y'), g SET('x', 'y'));
  > INSERT INTO t VALUES ('x', 'x,y', 'x', 'x', 'x', 'x', 'x'), ('y', 'z,x', 'z', 'y,x', 'y', 'x,y', 'y'), (NULL, 'z', NULL, 'x,z', NULL, '', ''),
  >   ('x', '', 'y', '', 'x', NULL, NULL);
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE t (a ENUM('x', 'z'), b SET('x', 'y'), c ENUM('x', 'y'), d SET('x', 'y'), e SET('x', 'z'), f ENUM('x', 'y'), g SET('x', 'y', 'it''s'));
  > END
  >   auto a1 | grep -e warning -e '/\*'
  > }
  $ on mysql labels_are_judged
  warning: the script will fail: column t.a does not take every value any more (1 row in the way)
  warning: the script will fail: column t.b does not take every value any more (2 rows in the way)
  warning: data is lost: column t.c may hold texts that are no label (1 row)
  warning: data is lost: column t.d may hold texts that are no label (1 row)
  warning: data is lost: column t.e may hold texts that are no label (1 row)
  warning: data is lost: column t.f may hold texts that are no label (2 rows)
  /* may fail: column t.a does not take every value any more */
  /* may fail: column t.b does not take every value any more */
  /* loses data: column t.c may hold texts that are no label (1 row) */
  /* loses data: column t.d may hold texts that are no label (1 row) */
  /* loses data: column t.e may hold texts that are no label (1 row) */
  /* loses data: column t.f may hold texts that are no label (2 rows) */

The rows of a history are changed, and lost, as the others are.  Checks are not held against them.

  $ histories_are_counted()
  > {
  >   cat > a.sql <<'END'
  > CREATE TABLE h (id INT PRIMARY KEY, a INT, b DOUBLE, c INT, d INT) WITH SYSTEM VERSIONING;
  > CREATE TABLE g (id INT PRIMARY KEY) WITH SYSTEM VERSIONING;
  > INSERT INTO h VALUES (1, 1000, 1.5, NULL, 1);
  > UPDATE h SET a = 1, b = 1, c = 1, d = NULL;
  > INSERT INTO g VALUES (1); DELETE FROM g;
  > END
  >   feed a.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE h (id INT PRIMARY KEY, a TINYINT, b INT, c INT NOT NULL, CHECK (a < 10)) WITH SYSTEM VERSIONING;
  > END
  >   auto a1 | grep warning
  > }
  $ on mysql histories_are_counted
  warning: data is lost: drops table g (1 row)
  warning: data is lost: drops column h.d (1 row)
  warning: the script will fail: column h.a does not take every number any more (1 row in the way)
  warning: data is lost: column h.b is rounded (1 row)
  warning: the script will fail: column h.c does not take NULL any more (1 row in the way)

A table that becomes one of other tables (MERGE) is made anew, and its rows are told as lost: ALTER TABLE would lose them, too, without
a word, whatever is said of INSERT_METHOD.

  $ becomes_a_merge()
  > {
  >   query "CREATE TABLE m (a INT) ENGINE=MyISAM; CREATE TABLE p (a INT) ENGINE=MyISAM; CREATE TABLE q (a INT); INSERT INTO p VALUES (1); INSERT INTO q VALUES (1)"
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   cat > b.sql <<'END'
  > CREATE TABLE m (a INT) ENGINE=MyISAM;
  > CREATE TABLE p (a INT) ENGINE=MERGE UNION=(m) INSERT_METHOD=LAST;
  > CREATE TABLE q (a INT) ENGINE=MERGE UNION=(m) COMMENT='x INSERT_METHOD=y';
  > END
  >   auto a1 | grep -e warning -e ALTER
  > }
  $ on mysql becomes_a_merge
  warning: data is lost: drops table p (1 row)
  warning: data is lost: drops table q (1 row)

What another engine has left in a table's definition, in a comment, is taken back where the engine that the table gets would wake it.  What
no engine knows stays: MariaDB refuses to take it back.

  $ options_wake_up()
  > {
  >   query 'CREATE TABLE t (a INT) `ENCRYPTION_KEY_ID`=1 `PAGE_COMPRESSED`=1; ALTER TABLE t ENGINE=MyISAM'
  >   query 'CREATE TABLE u (a INT) `ENCRYPTION_KEY_ID`=1 `ENCRYPTED`=NO; ALTER TABLE u ENGINE=Aria'
  >   query "SET sql_mode = 'IGNORE_BAD_TABLE_OPTIONS'; CREATE TABLE v (a INT) \`OF_NONE\`=1"
  >   query "SET sql_mode = 'IGNORE_BAD_TABLE_OPTIONS'; CREATE TABLE w (a INT) ENGINE=MyISAM \`OF_NONE\`=1 \`ENCRYPTED\`=YES"
  >   run dump > dump.sql
  >   echo 'CREATE TABLE t (a INT); CREATE TABLE u (a INT) `ENCRYPTED`=NO; CREATE TABLE v (a INT, b INT); CREATE TABLE w (a INT);' > b.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  >   run upgrade -q head
  >   run check
  >   run downgrade -q base
  >   run diff live dump.sql
  > }
  $ on mysql options_wake_up
  ALTER TABLE `t` ENGINE=InnoDB,
      `ENCRYPTION_KEY_ID`=DEFAULT,
      `PAGE_COMPRESSED`=DEFAULT;
  ALTER TABLE `u` ENGINE=InnoDB,
      `ENCRYPTED`='NO',
      `ENCRYPTION_KEY_ID`=DEFAULT;
  ALTER TABLE `u` PAGE_CHECKSUM=DEFAULT;
  ALTER TABLE `v` ADD COLUMN `b` int(11) DEFAULT NULL;
  ALTER TABLE `w` ENGINE=InnoDB,
      `ENCRYPTED`=DEFAULT;
  No new upgrade operations detected.
  The schemas are equal.

A default that names a column is worked out for the rows that are there.

  $ defaults_name_columns()
  > {
  >   query "CREATE SEQUENCE s; CREATE TABLE t (a VARCHAR(9)); INSERT INTO t VALUES ('x')"
  >   echo 'CREATE SEQUENCE s; CREATE TABLE t (a VARCHAR(9), b INT DEFAULT (a + 1), c INT DEFAULT (NEXTVAL(s)), d INT DEFAULT (1 + 1));' > b.sql
  >   export ALEMBIC_TARGET_METADATA=b.sql
  >   auto a1
  > }
  $ on mysql defaults_name_columns
  /* may fail: the default of column t.b may fail on a row */
  ALTER TABLE `t` ADD COLUMN `b` int(11) DEFAULT (`a` + 1),
      ADD COLUMN `c` int(11) DEFAULT nextval(`s`),
      ADD COLUMN `d` int(11) DEFAULT (1 + 1);
