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

BOTH_WAYS(types_of_composite_types,
	  { "a domain of one attribute where another attribute gets another type",
	    "CREATE DOMAIN d AS text\nCREATE TYPE c AS (x int, y d)",
	    "CREATE DOMAIN d AS text CHECK (VALUE < 'z')\nCREATE TYPE c AS (x bigint, y d)",
	    "DROP TYPE public.\"sqlembic_old_c\"" },
	  { "an enum of one where another one is new",
	    "CREATE TYPE e AS ENUM ('a', 'b')\nCREATE TYPE c AS (y e)",
	    "CREATE TYPE e AS ENUM ('b', 'a')\nCREATE TYPE c AS (y e, x int)",
	    "DROP TYPE public.\"sqlembic_old_c\"" },
	  { "and values are there",
	    "CREATE TYPE e AS ENUM ('a', 'b')\nCREATE TYPE c AS (y e)\nCREATE TABLE t (c c)",
	    "CREATE TYPE e AS ENUM ('b', 'a')\nCREATE TYPE c AS (y e, x int)\nCREATE TABLE t (c c)",
	    "DROP TYPE public.\"sqlembic_old_c\"" })

BOTH_WAYS(domains_of_parts,
	  { "that take no NULL", "CREATE DOMAIN d AS int\nCREATE TYPE c AS (x d)\nCREATE TABLE t (c c)",
	    "CREATE DOMAIN d AS int NOT NULL\nCREATE TYPE c AS (x d)\nCREATE TABLE t (c c)",
	    "CREATE DOMAIN public.d AS integer NOT NULL" })

#define CALLED(type)                                                                  \
	type "\nCREATE FUNCTION f(a e, b u) RETURNS int LANGUAGE sql AS 'SELECT 1'\n" \
	     "CREATE TABLE t (v int DEFAULT f('a', NULL), w u, x e)"
#define OTHER_LABELS(type) \
	CALLED("CREATE TYPE e AS ENUM ('a','b')\n" type), CALLED("CREATE TYPE e AS ENUM ('b','a')\n" type)

BOTH_WAYS(types_of_routines_that_are_not_made_anew,
	  { "a composite type", OTHER_LABELS("CREATE TYPE u AS (x int)"), "\"sqlembic_old_e\", public.u)" },
	  { "a range type", OTHER_LABELS("CREATE TYPE u AS RANGE (subtype = int)"),
	    "\"sqlembic_old_e\", public.u)" },
	  { "a domain", OTHER_LABELS("CREATE DOMAIN u AS int CHECK (VALUE IN (1, 2))"),
	    "\"sqlembic_old_e\", public.u)" },
	  { "and a domain that is", CALLED("CREATE TYPE e AS ENUM ('a','b')\nCREATE DOMAIN u AS e"),
	    CALLED("CREATE TYPE e AS ENUM ('b','a')\nCREATE DOMAIN u AS e"),
	    "\"sqlembic_old_e\", public.\"sqlembic_old_u\")" },
	  { "and a range type that is",
	    CALLED("CREATE TYPE e AS ENUM ('a','b')\nCREATE TYPE u AS RANGE (subtype = e)"),
	    CALLED("CREATE TYPE e AS ENUM ('b','a')\nCREATE TYPE u AS RANGE (subtype = e)"),
	    "\"sqlembic_old_e\", public.\"sqlembic_old_u\")" },
	  { "and a composite type that is", CALLED("CREATE TYPE e AS ENUM ('a','b')\nCREATE TYPE u AS (x e)"),
	    CALLED("CREATE TYPE e AS ENUM ('b','a')\nCREATE TYPE u AS (x e)"),
	    "\"sqlembic_old_e\", public.\"sqlembic_old_u\")" },
	  { "a domain of another type", CALLED("CREATE TYPE e AS ENUM ('a')\nCREATE DOMAIN u AS int"),
	    CALLED("CREATE TYPE e AS ENUM ('a')\nCREATE DOMAIN u AS bigint"),
	    "public.e, public.\"sqlembic_old_u\")" })
