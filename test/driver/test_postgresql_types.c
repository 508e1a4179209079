/* test_postgresql_types.c: pairs of schemas in which a type is made anew that routines and other types use. */
#include "postgresql_pairs.h"

#define USERS                                                                                              \
	"CREATE FUNCTION fe(x e, y e[] DEFAULT '{a}') RETURNS e[] LANGUAGE sql IMMUTABLE AS 'SELECT y || " \
	"x'\n"                                                                                             \
	"CREATE FUNCTION g() RETURNS e LANGUAGE sql AS $$SELECT 'a'::e$$\n"                                \
	"CREATE FUNCTION h() RETURNS TABLE (x e, y int) LANGUAGE sql AS $$SELECT 'a'::e, 1$$\n"            \
	"CREATE TABLE t (v e[] DEFAULT fe('b'), w e DEFAULT g(), CHECK (fe(w) <> '{}'))\n"                 \
	"CREATE INDEX i ON t (fe(w))\nINSERT INTO t DEFAULT VALUES"

BOTH_WAYS(types_of_routines_that_defaults_call,
	  { "an enum in arguments and results", "CREATE TYPE e AS ENUM ('a','b')\n" USERS,
	    "CREATE TYPE e AS ENUM ('b','a','c')\n" USERS,
	    "DROP FUNCTION public.\"sqlembic_old_fe\"(public.\"sqlembic_old_e\", "
	    "public.\"sqlembic_old_e\"[])" },
	  { "a function by the name of the type",
	    "CREATE TYPE e AS ENUM ('a','b')\nCREATE FUNCTION e(int, e) RETURNS int LANGUAGE sql AS 'SELECT "
	    "1'\n"
	    "CREATE TABLE t (v int DEFAULT e(1, 'a'))",
	    "CREATE TYPE e AS ENUM ('b','a')\nCREATE FUNCTION e(int, e) RETURNS int LANGUAGE sql AS 'SELECT "
	    "1'\n"
	    "CREATE TABLE t (v int DEFAULT e(1, 'a'))",
	    "ALTER FUNCTION public.e(integer, public.\"sqlembic_old_e\") RENAME TO" },
	  { "a composite type whose attributes get other places",
	    "CREATE TYPE c AS (a int, b text)\nCREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT "
	    "($1).a'\n"
	    "CREATE TABLE t (x c, z int DEFAULT f(ROW(3,'r')::c))",
	    "CREATE TYPE c AS (b text, a int)\nCREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT "
	    "($1).a'\n"
	    "CREATE TABLE t (x c, z int DEFAULT f(ROW('r',3)::c))",
	    "SET DEFAULT public.f(ROW('r'::text, 3)::public.c)" })

BOTH_WAYS(types_of_ranges, { "an enum that a range type is over, which columns have",
			     "CREATE TYPE e AS ENUM ('a','b')\nCREATE TYPE r AS RANGE (subtype = e)\n"
			     "CREATE TABLE t (x r, y r[], z e)",
			     "CREATE TYPE e AS ENUM ('b','a')\nCREATE TYPE r AS RANGE (subtype = e)\n"
			     "CREATE TABLE t (x r, y r[], z e)",
			     "DROP TYPE public.\"sqlembic_old_r\"" })
