/* test_postgresql_not_null.c: names of NOT NULL constraints, which are objects from PostgreSQL 18 on. */
#include "postgresql_pairs.h"

#define PARTITION "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1)\n"

BOTH_WAYS_SINCE(
	not_null_has_a_name, 180000,
	{ "a new table", "", "CREATE TABLE t (a int CONSTRAINT \"N n\" NOT NULL PRIMARY KEY)",
	  "a integer CONSTRAINT \"N n\" NOT NULL" },
	{ "another one",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL, id int CONSTRAINT y NOT NULL PRIMARY KEY)",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL, id int NOT NULL PRIMARY KEY)",
	  "ALTER TABLE public.t RENAME CONSTRAINT x TO y" },
	{ "that of a key", "CREATE TABLE t (id int CONSTRAINT y NOT NULL PRIMARY KEY)",
	  "CREATE TABLE t (id int PRIMARY KEY)",
	  "ALTER TABLE public.t RENAME CONSTRAINT y TO t_id_not_null" },
	{ "a new one", "CREATE TABLE t (a int, b int)",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL, b int, c int CONSTRAINT y NOT NULL)",
	  "ALTER TABLE public.t ADD CONSTRAINT x NOT NULL a" },
	{ "a column of that name before", "CREATE TABLE t (b int NOT NULL)\nALTER TABLE t RENAME b TO a",
	  "CREATE TABLE t (a int NOT NULL)",
	  "ALTER TABLE public.t RENAME CONSTRAINT t_b_not_null TO t_a_not_null" },
	{ "a table of that name before, of whose name nobody speaks",
	  "CREATE TABLE u (a int NOT NULL)\nALTER TABLE u RENAME TO t",
	  "CREATE TABLE t (a int NOT NULL, b int)", "ADD COLUMN b" },
	{ "that name is another table's", "CREATE TABLE t (a int NOT NULL)\nALTER TABLE t RENAME TO u",
	  "CREATE TABLE t (a int NOT NULL)\nALTER TABLE t RENAME TO u\nCREATE TABLE t (a int NOT NULL)",
	  "CREATE TABLE public.t" },
	{ "NOT VALID, and valid",
	  "CREATE TABLE t (a int)\nALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL)", "ALTER COLUMN a SET NOT NULL" },
	{ "NOT VALID", "CREATE TABLE t (a int)",
	  "CREATE TABLE t (a int)\nALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID",
	  "ADD CONSTRAINT x NOT NULL a NOT VALID" },
	{ "NO INHERIT", "CREATE TABLE t (a int)\nCREATE TABLE c () INHERITS (t)",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL NO INHERIT)\nCREATE TABLE c () INHERITS (t)",
	  "CONSTRAINT x NOT NULL a NO INHERIT" },
	{ "NO INHERIT has another one",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL NO INHERIT)\nCREATE TABLE c () INHERITS (t)",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL NO INHERIT)\nCREATE TABLE c () INHERITS (t)",
	  "RENAME CONSTRAINT y TO x" })

BOTH_WAYS_SINCE(
	names_of_not_null_are_handed_down, 180000,
	{ "to a child", "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c () INHERITS (t)",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL)\nCREATE TABLE c () INHERITS (t)",
	  "ALTER TABLE public.t RENAME CONSTRAINT x TO y" },
	{ "to one that has its own under it",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int CONSTRAINT x NOT NULL) "
	  "INHERITS (t)",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL)\nCREATE TABLE c (a int CONSTRAINT y NOT NULL) "
	  "INHERITS (t)",
	  "ALTER TABLE public.t RENAME CONSTRAINT x TO y" },
	{ "not to one that has its own",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int CONSTRAINT z NOT NULL) "
	  "INHERITS (t)",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL)\nCREATE TABLE c (a int CONSTRAINT z NOT NULL) "
	  "INHERITS (t)",
	  "ADD CONSTRAINT y NOT NULL a" },
	{ "that gets another one, too",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int CONSTRAINT z NOT NULL) "
	  "INHERITS (t)\n"
	  "CREATE TABLE d (a int CONSTRAINT d NOT NULL) INHERITS (t)\nCREATE TABLE e () INHERITS (c)",
	  "CREATE TABLE t (a int CONSTRAINT y NOT NULL)\nCREATE TABLE c (a int CONSTRAINT w NOT NULL) "
	  "INHERITS (t)\n"
	  "CREATE TABLE d (a int NOT NULL) INHERITS (t)\nCREATE TABLE e () INHERITS (c)",
	  "ADD CONSTRAINT w NOT NULL a" },
	{ "a child's alone",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE c (a int CONSTRAINT z NOT NULL) INHERITS "
	  "(t)\nCREATE TABLE d (a int CONSTRAINT d NOT NULL) INHERITS (t)",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE c (a int CONSTRAINT w NOT NULL) INHERITS "
	  "(t)\nCREATE TABLE d (a int CONSTRAINT e NOT NULL) INHERITS (t)",
	  "ADD CONSTRAINT w NOT NULL a" },
	{ "to partitions",
	  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
	  "CREATE TABLE q (a int CONSTRAINT y NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
	  "ALTER TABLE public.q RENAME CONSTRAINT x TO y" },
	{ "a partition that was a table",
	  "CREATE TABLE q (a int NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
	  "CREATE TABLE q (a int CONSTRAINT y NOT NULL, b int) PARTITION BY LIST (b)\n"
	  "CREATE TABLE q1 (a int NOT NULL, b int)\nALTER TABLE q ATTACH PARTITION q1 FOR VALUES IN (1)",
	  "RENAME CONSTRAINT q_a_not_null TO y" },
	{ "one that has its own", "CREATE TABLE q (a int NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
	  "CREATE TABLE q (a int CONSTRAINT y NOT NULL, b int) PARTITION BY LIST (b)\n"
	  "CREATE TABLE q1 (a int CONSTRAINT z NOT NULL, b int)\nALTER TABLE q ATTACH PARTITION q1 FOR "
	  "VALUES IN (1)",
	  "ADD CONSTRAINT z NOT NULL a" },
	{ "new partitions",
	  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
	  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION
	  "CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2)\n"
	  "CREATE TABLE q3 (a int CONSTRAINT z NOT NULL, b int)\nALTER TABLE q ATTACH PARTITION q3 FOR "
	  "VALUES IN (3)",
	  "a integer CONSTRAINT z NOT NULL" },
	{ "a new child", "CREATE TABLE t (a int CONSTRAINT x NOT NULL)",
	  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int CONSTRAINT z NOT NULL) "
	  "INHERITS (t)",
	  "a integer CONSTRAINT z NOT NULL" })

BOTH_WAYS_SINCE(names_of_not_null_that_are_left, 180000,
		{ "by a partitioned table",
		  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
		  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\nCREATE TABLE "
		  "q1 (a int NOT NULL, b int)",
		  "ALTER TABLE public.q1 RENAME CONSTRAINT x TO q1_a_not_null" },
		{ "and not forgotten",
		  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\n" PARTITION,
		  "CREATE TABLE q (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (b)\nCREATE TABLE "
		  "q1 (a int CONSTRAINT z NOT NULL, b int)",
		  "ALTER TABLE public.q1 RENAME CONSTRAINT x TO z" },
		{ "by a parent",
		  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int CONSTRAINT x NOT "
		  "NULL) INHERITS (t)",
		  "CREATE TABLE t (a int CONSTRAINT x NOT NULL)\nCREATE TABLE c (a int NOT NULL)",
		  "ALTER TABLE public.c RENAME CONSTRAINT x TO c_a_not_null" })
