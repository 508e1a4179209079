/* test_postgresql_trees.c: pairs of schemas in which tables become partitions, or are none any more, with all that goes along. */
#include "postgresql_pairs.h"

#include <stdlib.h>

/* A method that is not one of the server's own. */
#define METHOD                                                                                               \
	"CREATE ACCESS METHOD m TYPE INDEX HANDLER hashhandler\n"                                            \
	"CREATE OPERATOR CLASS o DEFAULT FOR TYPE int4 USING m AS OPERATOR 1 =, FUNCTION 1 hashint4(int4)\n" \
	"CREATE TABLE t (a int)\n"

#define LISTED "CREATE TABLE p (a int, b int) PARTITION BY LIST (a)\n"
#define FIRST  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)\n"

BOTH_WAYS_SINCE(
	partitions_that_are_partitioned_themselves, 110000,
	{ "a partition becomes partitioned, with its part of an index",
	  LISTED FIRST "CREATE INDEX pi ON p (b)",
	  LISTED FIRST
	  "CREATE INDEX pi ON p (b)\nDROP TABLE p1\nCREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) "
	  "PARTITION BY LIST (b)\nCREATE TABLE p1x PARTITION OF p1 DEFAULT",
	  "ALTER INDEX public.p1_b_idx ATTACH PARTITION public.p1x_b_idx" },
	{ "with its part of a key, and a second one",
	  "CREATE TABLE p (a int, b int, CONSTRAINT k PRIMARY KEY (a, b)) PARTITION BY LIST (a)\n" FIRST,
	  "CREATE TABLE p (a int, b int, CONSTRAINT k PRIMARY KEY (a, b)) PARTITION BY LIST (a)\n"
	  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b)\n"
	  "CREATE TABLE p1x PARTITION OF p1 FOR VALUES IN (3)\n"
	  "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b)",
	  "ALTER INDEX public.k ATTACH PARTITION public.p1_pkey" },
	{ "a table's index is new, and becomes part of one",
	  LISTED "CREATE INDEX pi ON p (b)\nCREATE TABLE p1 (a int, b int)",
	  LISTED "CREATE INDEX pi ON p (b)\nCREATE TABLE p1 (a int, b int)\nCREATE INDEX other ON p1 (b)\n"
		 "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)",
	  "CREATE INDEX other" },
	{ "a table that has the check already, as a script that stopped has left it",
	  "CREATE TABLE p (a int, b varchar(9), CONSTRAINT k CHECK (b IN ('x', 'y'))) PARTITION BY LIST (a)\n"
	  "CREATE TABLE p1 (a int, b varchar(9), CONSTRAINT k CHECK (b IN ('x', 'y')))",
	  "CREATE TABLE p (a int, b varchar(9), CONSTRAINT k CHECK (b IN ('x', 'y'))) PARTITION BY LIST "
	  "(a)\n" FIRST,
	  "ATTACH PARTITION" },
	{ "a table keeps its own index, though the server would take that",
	  LISTED "CREATE INDEX pi ON p (b)\nCREATE TABLE p1 (a int, b int)\nCREATE INDEX own ON p1 (b)",
	  LISTED "CREATE TABLE p1 (a int, b int)\nALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)\n"
		 "CREATE INDEX pi ON p (b)\nCREATE INDEX own ON p1 (b)",
	  "DROP INDEX public.own" })

/* The server takes them for one another, in the order in which they were made. */
#define DOWN_FIRST LISTED "CREATE INDEX j ON p (b DESC)\nCREATE INDEX i ON p (b)\n"
#define UP_FIRST   LISTED "CREATE INDEX i ON p (b)\nCREATE INDEX j ON p (b DESC)\n"
#define UP_IS_I    "CREATE INDEX p1_up ON p1 (b)\nCREATE INDEX p1_down ON p1 (b DESC)\n"
#define ATTACHED   "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)\n"
#define TABLE      "CREATE TABLE p1 (a int, b int)\n"
/* p1_up belongs to i, whichever was made first. */
#define DOWN_FIRST_PARTITION \
	DOWN_FIRST TABLE "CREATE INDEX p1_down ON p1 (b DESC)\nCREATE INDEX p1_up ON p1 (b)\n" ATTACHED
#define UP_FIRST_PARTITION UP_FIRST TABLE UP_IS_I ATTACHED

BOTH_WAYS_SINCE(
	indexes_that_differ_in_their_direction, 110000,
	{ "a new partition, the one that goes down was made first", DOWN_FIRST, DOWN_FIRST_PARTITION, "DO" },
	{ "a new partition, the one that goes up was made first", UP_FIRST, UP_FIRST_PARTITION, "DO" },
	{ "names in the other order", UP_FIRST,
	  UP_FIRST TABLE "CREATE INDEX z ON p1 (b)\nCREATE INDEX y ON p1 (b DESC)\n" ATTACHED, "DO" },
	{ "the database has them in the other order than the schema that is wanted", DOWN_FIRST,
	  UP_FIRST_PARTITION, "DO" },
	{ "a table becomes a partition", DOWN_FIRST TABLE UP_IS_I, DOWN_FIRST_PARTITION,
	  "DROP INDEX public.p1_up" },
	{ "and another has its place", DOWN_FIRST_PARTITION,
	  DOWN_FIRST "CREATE TABLE q1 PARTITION OF p FOR VALUES IN (1)", "DO" },
	{ "another bound", DOWN_FIRST_PARTITION,
	  DOWN_FIRST TABLE "CREATE INDEX p1_down ON p1 (b DESC)\nCREATE INDEX p1_up ON p1 (b)\n"
			   "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1, 2)",
	  "DETACH PARTITION" },
	{ "one that is the partition's own beside one of all, on a table that is new",
	  LISTED "CREATE INDEX i ON p (b)",
	  LISTED TABLE "CREATE INDEX z ON p1 (b)\n" ATTACHED
		       "CREATE INDEX i ON p (b)\nDROP INDEX i\nCREATE INDEX i ON p (b)\n"
		       "CREATE INDEX a ON p1 (b DESC)",
	  "CREATE INDEX a" },
	{ "the same on a table that is there",
	  LISTED "CREATE INDEX i ON p (b)\n" TABLE "CREATE INDEX a ON p1 (b DESC)",
	  LISTED FIRST "CREATE INDEX i ON p (b)\nCREATE INDEX a ON p1 (b DESC)", "DROP INDEX public.a" },
	{ "of expressions and some rows, in two classes, with targets of statistics",
	  LISTED "CREATE UNIQUE INDEX u ON p (a, b DESC)\nCREATE UNIQUE INDEX v ON p (a DESC, b)\n"
		 "CREATE INDEX i ON p ((b + 1)) WHERE b > 0\nCREATE INDEX j ON p ((b + 1) DESC NULLS LAST) "
		 "WHERE b > 0",
	  LISTED "CREATE UNIQUE INDEX u ON p (a, b DESC)\nCREATE UNIQUE INDEX v ON p (a DESC, b)\n"
		 "CREATE INDEX i ON p ((b + 1)) WHERE b > 0\nCREATE INDEX j ON p ((b + 1) DESC NULLS LAST) "
		 "WHERE b > 0\n" FIRST "ALTER INDEX p1_expr_idx ALTER COLUMN 1 SET STATISTICS 7",
	  "SET STATISTICS 7" })

#define KEYED "CREATE TABLE p (a int NOT NULL, b int, CONSTRAINT k PRIMARY KEY (a)) PARTITION BY LIST (a)\n"
#define ALONE "CREATE TABLE p1 (a int NOT NULL, b int, PRIMARY KEY (a))\n"

BOTH_WAYS_SINCE(
	indexes_that_go_with_their_place_in_a_partitioned_table, 110000,
	{ "one whose partitioned index stays",
	  KEYED FIRST "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (b, a)",
	  KEYED ALONE "CREATE INDEX p1_b_a_idx ON p1 (b, a)\nCREATE INDEX pi ON p (b)\n"
		      "CREATE INDEX pj ON p (b, a)",
	  "DROP INDEX public.p1_b_idx" },
	{ "one stays, one is new, one's partitioned index goes, too",
	  KEYED FIRST "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (b, a)\nCREATE INDEX pk ON p (a, b)",
	  KEYED ALONE "CREATE INDEX p1_b_idx ON p1 (b)\nCREATE INDEX other ON p1 (a, b) WHERE a > 0\n"
		      "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (b, a)",
	  "DROP INDEX public.p1_b_a_idx" },
	{ "a key", KEYED FIRST, KEYED "CREATE TABLE p1 (a int NOT NULL, b int)",
	  "ALTER TABLE public.p1 DROP CONSTRAINT p1_pkey" },
	{ "of a partition that is partitioned itself, and stays so",
	  LISTED
	  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b)\n"
	  "CREATE TABLE p1x PARTITION OF p1 DEFAULT\nCREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (a)",
	  LISTED "CREATE TABLE p1 (a int, b int) PARTITION BY LIST (b)\n"
		 "CREATE TABLE p1x PARTITION OF p1 DEFAULT\nCREATE INDEX p1_b_idx ON p1 (b)\n"
		 "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (a)",
	  "DROP INDEX public.p1_a_idx" },
	{ "below one that stays",
	  LISTED
	  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b)\n"
	  "CREATE TABLE p1x PARTITION OF p1 DEFAULT\nCREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (a)",
	  LISTED "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b)\n"
		 "CREATE TABLE p1x (a int, b int)\nCREATE INDEX p1x_a_idx ON p1x (a)\n"
		 "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (a)",
	  "DROP INDEX public.p1x_b_idx" },
	{ "under another name, while the table stays", LISTED FIRST "CREATE INDEX pi ON p (b)",
	  LISTED FIRST "CREATE INDEX mine ON p1 (b)\nCREATE INDEX pi ON p (b)", "CREATE INDEX mine" },
	{ "with a bound that changes", LISTED FIRST "CREATE INDEX pi ON p (b)\nCREATE INDEX pj ON p (b, a)",
	  LISTED "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (2)\nCREATE INDEX mine ON p1 (b)\n"
		 "CREATE INDEX pi ON p (b)",
	  "DETACH PARTITION public.p1" })

#define REFERS "CONSTRAINT f FOREIGN KEY (b) REFERENCES r"

BOTH_WAYS_SINCE(constraints_of_partitions_that_are_let_go, 120000,
		{ "a foreign key that it keeps",
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p (a int, b int, " REFERS
		  ") PARTITION BY LIST (a)\n" FIRST,
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p (a int, b int, " REFERS
		  ") PARTITION BY LIST (a)\n"
		  "CREATE TABLE p1 (a int, b int, " REFERS ")",
		  "DETACH PARTITION public.p1" },
		{ "one that it loses",
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p (a int, b int, " REFERS
		  ") PARTITION BY LIST (a)\n" FIRST,
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p (a int, b int, " REFERS
		  ") PARTITION BY LIST (a)\n"
		  "CREATE TABLE p1 (a int, b int)",
		  "ALTER TABLE public.p1 DROP CONSTRAINT f" },
		{ "the partitioned table is dropped",
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p (a int, b int, " REFERS
		  ", CONSTRAINT c CHECK (b > 0)) PARTITION BY LIST (a)\n" FIRST,
		  "CREATE TABLE r (id int PRIMARY KEY)\nCREATE TABLE p1 (a int, b int, " REFERS
		  ", CONSTRAINT c CHECK (b > 0))",
		  "DROP TABLE public.p" },
		{ "a check of the partitioned table becomes the partition's own",
		  "CREATE TABLE p (a int, b int, CONSTRAINT c CHECK (b > 1)) PARTITION BY LIST (a)\n" FIRST,
		  LISTED "CREATE TABLE p1 PARTITION OF p (CONSTRAINT c CHECK (b > 1)) FOR VALUES IN (1)",
		  "ALTER TABLE public.p1 ADD CONSTRAINT c" })

#define FILLED(name)                   \
	"CREATE FUNCTION filled(" name \
	" text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > chr(32)'\n"
#define CHECKED "CREATE TABLE p (a int, b text CHECK (filled(b))) PARTITION BY LIST (a)\n"

BOTH_WAYS_SINCE(checks_of_partitions_that_call_functions, 110000,
		{ "all of it is new", "",
		  FILLED("x") CHECKED FIRST "CREATE TABLE p2 PARTITION OF p DEFAULT PARTITION BY LIST (b)\n"
					    "CREATE TABLE p2x PARTITION OF p2 DEFAULT",
		  "CREATE TABLE public.p2x" },
		{ "the function is made anew",
		  FILLED("x") CHECKED FIRST "CREATE TABLE p2 PARTITION OF p DEFAULT",
		  FILLED("y") CHECKED FIRST "CREATE TABLE p2 PARTITION OF p DEFAULT PARTITION BY LIST (b)\n"
					    "CREATE TABLE p2x PARTITION OF p2 DEFAULT",
		  "DROP FUNCTION public.filled(text)" },
		{ "the check is gone, and its function", FILLED("x") CHECKED FIRST,
		  "CREATE TABLE p (a int, b text) PARTITION BY LIST (a)\n" FIRST,
		  "DROP CONSTRAINT p_b_check" })

BOTH_WAYS_SINCE(
	parameters_of_indexes, 110000,
	{ "changed in place, but for BRIN's",
	  "CREATE TABLE t (a int, b text)\nCREATE INDEX i ON t (a) WITH (fillfactor = 50) WHERE a > 0\n"
	  "CREATE UNIQUE INDEX j ON t (b)\nCREATE INDEX k ON t USING brin (a) WITH (pages_per_range = 8)",
	  "CREATE TABLE t (a int, b text)\nCREATE INDEX i ON t (a) WITH (fillfactor = 60) WHERE a > 0\n"
	  "CREATE UNIQUE INDEX j ON t (b) WITH (fillfactor = 70)\n"
	  "CREATE INDEX k ON t USING brin (a) WITH (pages_per_range = 16)",
	  "ALTER INDEX public.j SET (fillfactor='70')" },
	{ "of a method that may have built the index by them", METHOD "CREATE INDEX i ON t USING m (a)",
	  METHOD "CREATE INDEX i ON t USING m (a) WITH (fillfactor = 60)", "DROP INDEX public.i" },
	{ "of an index that is part of another", LISTED FIRST "CREATE INDEX pi ON p (b)",
	  LISTED FIRST "CREATE INDEX pi ON p (b)\nALTER INDEX p1_b_idx SET (fillfactor = 50)",
	  "ALTER INDEX public.p1_b_idx SET (fillfactor='50')" })

BOTH_WAYS_SINCE(columns_that_are_generated_no_more, 130000,
		{ "in a table and its child",
		  "CREATE TABLE a (x int, g int GENERATED ALWAYS AS (x + 1) STORED)\nCREATE TABLE c (z int) "
		  "INHERITS (a)",
		  "CREATE TABLE a (x int, g int)\nCREATE TABLE c (z int) INHERITS (a)",
		  "ALTER TABLE public.a ALTER COLUMN g DROP EXPRESSION" })

#define REFERRED(key) "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)) PARTITION BY " key " (a)\n"
#define BELOW(key)    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY " key " (b)\n"
#define HOLDS_ROWS                                                                      \
	"CREATE TABLE r (a int, b int, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p)\n" \
	"COMMENT ON CONSTRAINT k ON r IS 'to p'\n"
#define REFERRED_ROWS "INSERT INTO p VALUES (1, 1)\nINSERT INTO r VALUES (1, 1)"

BOTH_WAYS_SINCE(
	partitions_whose_rows_foreign_keys_hold, 120000,
	{ "another bound", REFERRED("LIST") FIRST HOLDS_ROWS REFERRED_ROWS,
	  REFERRED("LIST") "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2)\n" HOLDS_ROWS,
	  "ALTER TABLE public.r DROP CONSTRAINT k" },
	{ "their own table's key",
	  REFERRED("LIST") FIRST
	  "ALTER TABLE p ADD FOREIGN KEY (a, b) REFERENCES p\nINSERT INTO p VALUES (1, 1)",
	  REFERRED("LIST") "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2)\nALTER TABLE p ADD FOREIGN "
			   "KEY (a, b) REFERENCES p",
	  NULL },
	{ "the table is partitioned otherwise", REFERRED("LIST") FIRST HOLDS_ROWS REFERRED_ROWS,
	  REFERRED("RANGE") "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)\n" HOLDS_ROWS, NULL },
	{ "so is a partition",
	  REFERRED("LIST") BELOW(
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\n" HOLDS_ROWS REFERRED_ROWS,
	  REFERRED("LIST")
		  BELOW("RANGE") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (3)\n" HOLDS_ROWS,
	  NULL },
	{ "a bound below a partition",
	  REFERRED("LIST") BELOW(
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\n" HOLDS_ROWS REFERRED_ROWS,
	  REFERRED("LIST") BELOW("LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1, 2)\n" HOLDS_ROWS,
	  NULL },
	{ "one that no row refers to goes, from below a partition",
	  REFERRED("LIST") BELOW(
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\n"
			  "CREATE TABLE p12 PARTITION OF p1 FOR VALUES IN (2)\n" HOLDS_ROWS REFERRED_ROWS,
	  REFERRED("LIST") BELOW("LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\n" HOLDS_ROWS,
	  NULL })

#define K         "CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p"
#define REFERRING "CREATE TABLE r (a int, b int, " K ") PARTITION BY LIST (a)\n"

BOTH_WAYS_SINCE(partitions_that_are_let_go_while_their_foreign_key_is_made_anew, 120000,
		{ "it becomes their own",
		  REFERRED("LIST") FIRST REFERRING
		  "CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1)\n" REFERRED_ROWS,
		  REFERRED("LIST") "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2)\n" REFERRING
				   "CREATE TABLE r1 (a int, b int, " K ")\nINSERT INTO p VALUES (1, 1)",
		  "ALTER TABLE public.r1 ADD CONSTRAINT k" },
		{ "it goes",
		  REFERRED("LIST") FIRST REFERRING
		  "CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1)\n" REFERRED_ROWS,
		  REFERRED("LIST") "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2)\n" REFERRING
				   "CREATE TABLE r1 (a int, b int)\nINSERT INTO r1 VALUES (1, 1)\nINSERT "
				   "INTO p VALUES (1, 1)",
		  "ALTER TABLE public.r DETACH PARTITION public.r1" })

#define SORTED(locale) "CREATE COLLATION s (LC_COLLATE = '" locale "', LC_CTYPE = '" locale "')\n"
#define BY_TEXT        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('a') TO ('m')\nINSERT INTO p VALUES ('b')"

BOTH_WAYS_SINCE(
	collations_of_partition_keys_are_made_anew, 110000,
	{ "of a column", SORTED("C") "CREATE TABLE p (a text COLLATE s) PARTITION BY RANGE (a)\n" BY_TEXT,
	  SORTED("POSIX") "CREATE TABLE p (a text COLLATE s) PARTITION BY RANGE (a)\n" BY_TEXT, NULL },
	{ "which a check names, too",
	  SORTED("C") "CREATE TABLE p (a text COLLATE s, CHECK (a > 'a' COLLATE s)) PARTITION BY RANGE "
		      "(a)\n" BY_TEXT,
	  SORTED("POSIX") "CREATE TABLE p (a text COLLATE s, CHECK (a > 'a' COLLATE s)) PARTITION BY RANGE "
			  "(a)\n" BY_TEXT,
	  NULL },
	{ "of the key alone",
	  SORTED("C") "CREATE TABLE p (a text) PARTITION BY RANGE (a COLLATE s)\n" BY_TEXT,
	  SORTED("POSIX") "CREATE TABLE p (a text) PARTITION BY RANGE (a COLLATE s)\n" BY_TEXT, NULL })

/* Before version 12 a partition of a domain's values cannot be made. */
BOTH_WAYS_SINCE(
	collations_of_partition_keys_that_are_domains_are_made_anew, 120000,
	{ "of a domain",
	  SORTED("C") "CREATE DOMAIN d AS text COLLATE s\nCREATE TABLE p (a d) PARTITION BY RANGE "
		      "(a)\n" BY_TEXT,
	  SORTED("POSIX") "CREATE DOMAIN d AS text COLLATE s\nCREATE TABLE p (a d) PARTITION BY RANGE "
			  "(a)\n" BY_TEXT,
	  NULL })

#define GUARDED(check, key)                                                                            \
	"CREATE TABLE p (a int, b int) PARTITION BY LIST (a)\n"                                        \
	"CREATE TABLE p1 PARTITION OF p (CONSTRAINT c CHECK (" check ")) FOR VALUES IN (1) PARTITION " \
	"BY " key " (b)\n"
#define TWO                                                                                                  \
	"CREATE TABLE p (a int, CONSTRAINT c CHECK (a > 0)) PARTITION BY LIST (a)\n"                         \
	"CREATE TABLE q (a int, CONSTRAINT c CHECK (a < 9), CONSTRAINT d CHECK (a <> 5)) PARTITION BY LIST " \
	"(a)\n"

BOTH_WAYS_SINCE(
	partitions_that_are_handed_on_have_the_checks_of_their_table, 110000,
	{ "which is made anew",
	  GUARDED("b > 0",
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\nINSERT INTO p VALUES (1, 1)",
	  GUARDED("b > -1", "RANGE") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (3)", NULL },
	{ "which keeps it",
	  GUARDED("b > 0",
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\nINSERT INTO p VALUES (1, 1)",
	  GUARDED("b > 0", "RANGE") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (3)", NULL },
	{ "another one", TWO "CREATE TABLE c PARTITION OF p FOR VALUES IN (1)\nINSERT INTO p VALUES (1)",
	  TWO "CREATE TABLE c PARTITION OF q FOR VALUES IN (1)", NULL })

BOTH_WAYS_SINCE(
	partitions_whose_key_is_partitioned_otherwise, 120000,
	{ "an index below stays",
	  REFERRED("LIST") BELOW("LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\n"
					 "CREATE INDEX i ON p (b)\nINSERT INTO p VALUES (1, 1)",
	  REFERRED("LIST") BELOW("RANGE") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (3)\n"
					  "CREATE INDEX i ON p (b)",
	  NULL },
	{ "the key is another one",
	  REFERRED("LIST") BELOW(
		  "LIST") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1)\nINSERT INTO p VALUES (1, 1)",
	  "CREATE TABLE p (a int, b int, PRIMARY KEY (b, a)) PARTITION BY LIST (a)\n" BELOW(
		  "RANGE") "CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (3)",
	  NULL })

/* ---- inheritance ---- */

#define PARENT "CREATE TABLE a (x int NOT NULL, y text, CONSTRAINT k CHECK (x > 0))\n"
#define CHILD  "CREATE TABLE c (z int) INHERITS (a)\nINSERT INTO c VALUES (1, 'q', 3)"

BOTH_WAYS(children_that_are_let_go,
	  { "its columns and checks are its own", PARENT CHILD,
	    PARENT "CREATE TABLE c (x int NOT NULL, y text, z int, CONSTRAINT k CHECK (x > 0))\n"
		   "INSERT INTO c VALUES (1, 'q', 3)",
	    "ALTER TABLE public.c NO INHERIT public.a" },
	  { "they go", PARENT CHILD,
	    PARENT "CREATE TABLE c (x int, y text, z int)\nINSERT INTO c VALUES (1, 'q', 3)",
	    "ALTER TABLE public.c DROP CONSTRAINT k" },
	  { "its parent is dropped", PARENT CHILD,
	    "CREATE TABLE c (x int NOT NULL, y text, z int, CONSTRAINT k CHECK (x > 0))\nCREATE INDEX i ON c "
	    "(x)\n"
	    "CREATE VIEW v AS SELECT x FROM c\nCOMMENT ON COLUMN c.x IS 'n'",
	    "DROP TABLE public.a" },
	  { "back, it waits for a column that goes when another child is let go",
	    "CREATE TABLE a (x int)\nCREATE TABLE c (z int) INHERITS (a)\n"
	    "CREATE TABLE d (x int, y int NOT NULL)",
	    "CREATE TABLE a (x int, y int)\nCREATE TABLE c (x int, z int)\n"
	    "CREATE TABLE d (x int, y int NOT NULL) INHERITS (a)",
	    "ALTER TABLE public.c NO INHERIT public.a" },
	  { "its check is another one", PARENT CHILD,
	    PARENT "CREATE TABLE c (x int NOT NULL, y text, z int, CONSTRAINT k CHECK (x > -5))",
	    "ADD CONSTRAINT k CHECK" })

#define SETTINGS                                                                             \
	"ALTER TABLE c ALTER y SET STORAGE EXTERNAL, ALTER y SET (n_distinct = 5), ALTER x " \
	"SET STATISTICS 50, ALTER y SET DEFAULT 'd'"

BOTH_WAYS(tables_that_get_a_parent,
	  { "whose check it lacks", PARENT "CREATE TABLE c (x int NOT NULL, y text, z int)",
	    PARENT "CREATE TABLE c (x int NOT NULL, y text, z int) INHERITS (a)",
	    "sqlembic_carrier ADD CONSTRAINT k" },
	  { "whose column has another type", PARENT "CREATE TABLE c (x bigint, z int)",
	    PARENT "CREATE TABLE c (x int NOT NULL, z int) INHERITS (a)",
	    "ALTER TABLE public.c ALTER COLUMN x TYPE integer" },
	  { "whose columns are its own no more, and stay as they are set",
	    PARENT "CREATE TABLE c (x int NOT NULL, y text)\n" SETTINGS,
	    PARENT "CREATE TABLE c () INHERITS (a)\n" SETTINGS, "DROP COLUMN sqlembic_old_column" },
	  { "that has its check from the one that stays",
	    "CREATE TABLE a (x int CONSTRAINT k CHECK (x > 0))\nCREATE TABLE b () INHERITS (a)\n"
	    "CREATE TABLE c (z int) INHERITS (a, b)\nINSERT INTO c VALUES (1, 2)",
	    "CREATE TABLE a (x bigint CONSTRAINT k CHECK (x > -1))\nCREATE TABLE b (y int) INHERITS (a)\n"
	    "CREATE TABLE c (z int) INHERITS (a)\nINSERT INTO c VALUES (1, 2)",
	    NULL },
	  { "whose check is of a column that another one gives",
	    "CREATE TABLE a (x int)\nCREATE TABLE b (CONSTRAINT k CHECK (x > 0)) INHERITS (a)\n"
	    "CREATE TABLE c (z int) INHERITS (a)\nINSERT INTO c VALUES (1, 2)",
	    "CREATE TABLE a (x int)\nCREATE TABLE b (CONSTRAINT k CHECK (x > 0)) INHERITS (a)\n"
	    "CREATE TABLE c (z int) INHERITS (a, b)\nINSERT INTO c VALUES (1, 2)",
	    "sqlembic_carrier ADD CONSTRAINT k" })

BOTH_WAYS_SINCE(
	columns_whose_children_have_defaults_that_do_not_fit, 110000,
	{ "its own is copied", "CREATE TABLE a (x text[] DEFAULT '{}')\nCREATE TABLE c () INHERITS (a)",
	  "CREATE TABLE a (x bigint DEFAULT 0)\nCREATE TABLE c () INHERITS (a)",
	  "ALTER TABLE public.a ALTER COLUMN x DROP DEFAULT" },
	{ "a grandchild's alone, and another one afterwards",
	  "CREATE TABLE a (x text)\nCREATE TABLE c () INHERITS (a)\nCREATE TABLE d () INHERITS (c)\n"
	  "ALTER TABLE d ALTER x SET DEFAULT 'q'",
	  "CREATE TABLE a (x int)\nCREATE TABLE c () INHERITS (a)\nCREATE TABLE d () INHERITS (c)\n"
	  "ALTER TABLE c ALTER x SET DEFAULT 3",
	  "ALTER TABLE public.a ALTER COLUMN x DROP DEFAULT" },
	{ "a partition's",
	  LISTED FIRST "ALTER TABLE p ALTER b TYPE text\nALTER TABLE p1 ALTER b SET DEFAULT 'new'",
	  LISTED FIRST "ALTER TABLE p1 ALTER b SET DEFAULT 1",
	  "ALTER TABLE public.p ALTER COLUMN b DROP DEFAULT" },
	{ "of an enum that is made anew",
	  "CREATE TYPE e AS ENUM ('a', 'b')\nCREATE TABLE p (a int, b e) PARTITION BY LIST (a)\n" FIRST
	  "ALTER TABLE p1 ALTER b SET DEFAULT 'a'",
	  "CREATE TYPE e AS ENUM ('b', 'a')\nCREATE TABLE p (a int, b e) PARTITION BY LIST (a)\n" FIRST
	  "ALTER TABLE p1 ALTER b SET DEFAULT 'b'",
	  NULL },
	{ "of a child that is let go",
	  "CREATE TABLE a (x text)\nCREATE TABLE c (x text DEFAULT 'q') INHERITS (a)",
	  "CREATE TABLE a (x int)\nCREATE TABLE c (x int DEFAULT 1)", NULL },
	{ "of a child that loses it",
	  "CREATE TABLE a (x text)\nCREATE TABLE c (x text DEFAULT 'q') INHERITS (a)",
	  "CREATE TABLE a (x int)\nCREATE TABLE c (x int) INHERITS (a)", NULL },
	{ "of a table of a type", "CREATE TYPE y AS (x int)\nCREATE TABLE a OF y (x DEFAULT 4)",
	  "CREATE TYPE y AS (x bigint)\nCREATE TABLE a OF y",
	  "ALTER TABLE public.a ALTER COLUMN x DROP DEFAULT" })

static struct pairs_place make_ordinary(const char *tables, const char *guard)
{
	struct pairs_place place = { 0 };
	postgresql_ordinary.create(&place.url);
	place.session = conformance_open(&postgresql_ordinary, &place.url, NULL);
	pairs_load(&place,
		   "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
	pairs_load(&place, tables);
	pairs_load(&place, guard);
	return place;
}

/* What keeps UPDATE from rows costs none of their values. */
static void expect_values_kept(const char *guard)
{
	struct pairs_place a = make_ordinary(PARENT "CREATE TABLE c (x int NOT NULL, y text, z int)\n"
						    "INSERT INTO c VALUES (1, 'q', 3), (2, NULL, 4)",
					     guard);
	struct pairs_place b = make_ordinary(PARENT "CREATE TABLE c (z int) INHERITS (a)", guard);
	struct catalog from, to;
	struct arena arena = { 0 };
	struct comparison c;
	struct action_list actions;
	pairs_read(&from, a.session);
	pairs_read(&to, b.session);
	pairs_compare(&c, &actions, &from, &to, &arena);
	pairs_apply(&a, &actions, guard);
	conformance_exec(a.session, "ALTER TABLE c NO FORCE ROW LEVEL SECURITY");
	char *rows = conformance_text(
		a.session, "SELECT string_agg(concat_ws(' ', x, y, z), ', ' ORDER BY x) FROM public.c");
	cr_expect_str_eq(rows, "1 q 3, 2 4", "%s: %s", guard, rows);
	free(rows);
	catalog_release(&from);
	catalog_release(&to);
	arena_release(&arena);
	pairs_unmake(&a);
	pairs_unmake(&b);
}

Test(postgresql_schema, columns_that_are_made_anew_keep_the_values_of_all_rows)
{
	expect_values_kept("CREATE TRIGGER g BEFORE UPDATE ON c FOR EACH ROW EXECUTE PROCEDURE keep()");
	expect_values_kept("CREATE RULE g AS ON UPDATE TO c DO INSTEAD NOTHING");
	expect_values_kept("ALTER TABLE c ENABLE ROW LEVEL SECURITY\n"
			   "ALTER TABLE c FORCE ROW LEVEL SECURITY");
}
