/* test_postgresql_kinds.c: pairs of schemas whose objects are in use while they change. */
#include "postgresql_pairs.h"

BOTH_WAYS(names_of_arguments,
	  { "a default calls the function",
	    "CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql AS 'SELECT 1'\nCREATE TABLE t (a int DEFAULT "
	    "f(6))",
	    "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 2'\nCREATE TABLE t (a int DEFAULT "
	    "f(6))",
	    "DROP FUNCTION public.\"sqlembic_old_f\"(integer)" },
	  { "a view calls the function, and there was no name",
	    "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'\nCREATE VIEW v AS SELECT f(1)",
	    "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'\nCREATE VIEW v AS SELECT f(1)",
	    "CREATE OR REPLACE FUNCTION public.f(x integer)" },
	  { "of an aggregate",
	    "CREATE AGGREGATE g(a int) (SFUNC = int4pl, STYPE = int)\nCREATE VIEW v AS SELECT g(1)",
	    "CREATE AGGREGATE g(b int) (SFUNC = int4pl, STYPE = int)\nCREATE VIEW v AS SELECT g(1)",
	    "DROP AGGREGATE public.g(integer)" },
	  { "a function becomes an aggregate",
	    "CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
	    "CREATE AGGREGATE g(b int) (SFUNC = int4pl, STYPE = int)", "CREATE AGGREGATE" })

BOTH_WAYS_SINCE(names_of_arguments_of_procedures, 140000,
		{ "what comes out and a list at the end",
		  "CREATE PROCEDURE q(INOUT a bigint, OUT b text, VARIADIC c int[]) LANGUAGE plpgsql AS "
		  "'BEGIN END'",
		  "CREATE PROCEDURE q(INOUT a bigint, OUT d text, VARIADIC c int[]) LANGUAGE plpgsql AS "
		  "'BEGIN END'",
		  "DROP PROCEDURE public.q(bigint, integer[])" })

#define LISTED \
	"CREATE TABLE p (a int, s varchar(9), CONSTRAINT c CHECK (s IN ('x', 'y'))) PARTITION BY LIST (a)\n"

/* The server compares the texts of checks, and prints this one otherwise when it is loaded again. */
BOTH_WAYS_SINCE(checks_of_partitions_that_are_printed_otherwise_the_second_time, 110000,
		{ "a partition more", LISTED, LISTED "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
		  "ATTACH PARTITION public.p1" },
		{ "a table becomes one", LISTED "CREATE TABLE p1 (a int, s varchar(9))",
		  LISTED "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", "ADD CONSTRAINT c CHECK" })
