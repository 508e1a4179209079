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
	    "CREATE AGGREGATE g(b int) (SFUNC = int4pl, STYPE = int)", "CREATE AGGREGATE" },
	  { "comments on aggregates with arguments, and without",
	    "CREATE AGGREGATE g(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0')\n"
	    "CREATE AGGREGATE h(int) (SFUNC = int4pl, STYPE = int)",
	    "CREATE AGGREGATE g(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0')\n"
	    "CREATE AGGREGATE h(int) (SFUNC = int4pl, STYPE = int)\n"
	    "COMMENT ON AGGREGATE g(*) IS 'x'\nCOMMENT ON AGGREGATE h(int) IS 'y'",
	    "COMMENT ON AGGREGATE public.g(*) IS" })

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

#define RANGE_USERS                                                                                \
	"\nCREATE TABLE t (a fr DEFAULT '[1,2)', x fr[])\nCREATE VIEW v AS SELECT fr(1, 2) AS q, " \
	"upper(a) AS u FROM t\nCREATE INDEX i ON t USING gist (a)"
#define DIFFERENCE \
	"CREATE FUNCTION d(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2'\n"

BOTH_WAYS(range_types_in_use,
	  { "another subtype", "CREATE TYPE fr AS RANGE (SUBTYPE = int4)" RANGE_USERS,
	    "CREATE TYPE fr AS RANGE (SUBTYPE = int8)" RANGE_USERS, "sqlembic_old_fr" },
	  { "a function more", "CREATE TYPE fr AS RANGE (SUBTYPE = float8)" RANGE_USERS,
	    DIFFERENCE "CREATE TYPE fr AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = d)" RANGE_USERS,
	    "SUBTYPE_DIFF = public.d" },
	  { "nobody has values of it", "CREATE TYPE fr AS RANGE (SUBTYPE = int4)",
	    "CREATE TYPE fr AS RANGE (SUBTYPE = int8)", "DROP TYPE public.fr" })

BOTH_WAYS_SINCE(multiranges_in_use, 140000,
		{ "with its range",
		  "CREATE TYPE fr AS RANGE (SUBTYPE = float8)\nCREATE TABLE t (m fr_multirange, n "
		  "fr_multirange[])",
		  DIFFERENCE
		  "CREATE TYPE fr AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = d)\nCREATE TABLE t (m "
		  "fr_multirange, n fr_multirange[])",
		  "m::text::public.fr_multirange" },
		{ "under another name",
		  "CREATE TYPE fr AS RANGE (SUBTYPE = float8)\nCREATE TABLE t (a fr, m fr_multirange)",
		  "CREATE TYPE fr AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = frs)\nCREATE TABLE t (a "
		  "fr, m frs)",
		  "MULTIRANGE_TYPE_NAME = public.frs" })

#define COLLATION_USERS                                                                              \
	"\nCREATE TABLE t (a text COLLATE nd UNIQUE, b text DEFAULT lower('Q' COLLATE nd))\nCREATE " \
	"INDEX i ON t (b COLLATE nd)\nCREATE DOMAIN d AS text COLLATE nd\nCREATE TYPE c AS (x text " \
	"COLLATE nd)\nCREATE TABLE u (a d, b c)\nCREATE VIEW v AS SELECT b COLLATE nd AS x FROM t"

BOTH_WAYS(collations_in_use,
	  { "columns, domains, composite types, indexes and views",
	    "CREATE COLLATION nd (PROVIDER = icu, LOCALE = 'de')" COLLATION_USERS,
	    "CREATE COLLATION nd (PROVIDER = icu, LOCALE = 'fr')" COLLATION_USERS,
	    "DROP COLLATION public.\"sqlembic_old_nd\"" },
	  { "nobody has it", "CREATE COLLATION nd (PROVIDER = icu, LOCALE = 'de')",
	    "CREATE COLLATION nd (PROVIDER = icu, LOCALE = 'fr')", "DROP COLLATION public.nd" })

BOTH_WAYS_SINCE(partitions_with_new_columns_and_bounds, 110000,
		{ "a table becomes one, and all of them get a column",
		  "CREATE TABLE p (a int, b int) PARTITION BY LIST (a)\nCREATE TABLE p1 (a int, b int)\n"
		  "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
		  "CREATE TABLE p (a int, b bigint, c text NOT NULL DEFAULT 'x') PARTITION BY LIST (a)\n"
		  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)\nCREATE TABLE p2 PARTITION OF p FOR "
		  "VALUES IN (2)",
		  "ALTER TABLE public.p1 ADD COLUMN c" },
		{ "one gets what the other has had",
		  "CREATE TABLE p (a int) PARTITION BY LIST (a)\nCREATE TABLE p1 PARTITION OF p FOR VALUES "
		  "IN (1, 2)\nCREATE TABLE p2 PARTITION OF p FOR VALUES IN (3)\nCREATE INDEX i ON p (a)",
		  "CREATE TABLE p (a int) PARTITION BY LIST (a)\nCREATE TABLE p1 PARTITION OF p FOR VALUES "
		  "IN (3)\nCREATE TABLE p2 PARTITION OF p FOR VALUES IN (2, 1)\nCREATE TABLE p3 PARTITION OF "
		  "p FOR VALUES IN (4)\nCREATE INDEX i ON p (a)",
		  "ATTACH PARTITION public.p2" })

BOTH_WAYS(
	what_is_let_go_before_it_changes,
	{ "a sequence's owner, its column and the sequence", "CREATE TABLE t (a serial, b bigserial)",
	  "CREATE TABLE t (a int, b bigint)\nCREATE SEQUENCE t_a_seq OWNED BY t.b\nCREATE SEQUENCE t_b_seq",
	  "OWNED BY NONE" },
	{ "the index by which a table is replicated and clustered, and its column",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE UNIQUE INDEX u ON t (a)\nALTER TABLE t REPLICA IDENTITY "
	  "USING INDEX u\nALTER TABLE t CLUSTER ON u",
	  "CREATE TABLE t (a text NOT NULL)\nCREATE UNIQUE INDEX w ON t (a)\nALTER TABLE t REPLICA IDENTITY "
	  "USING INDEX w\nALTER TABLE t CLUSTER ON w",
	  "SET WITHOUT CLUSTER" },
	{ "a server and the mappings of its users",
	  "CREATE FOREIGN DATA WRAPPER w\nCREATE SERVER s TYPE 'x' FOREIGN DATA WRAPPER w\n"
	  "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'a')",
	  "CREATE FOREIGN DATA WRAPPER w\nCREATE SERVER s TYPE 'y' FOREIGN DATA WRAPPER w\n"
	  "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'a')\n"
	  "CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (login 'b')",
	  "DROP USER MAPPING FOR PUBLIC" })

BOTH_WAYS(comments_in_schemas_whose_names_need_quotes,
	  { "of a table, a column and a function",
	    "CREATE SCHEMA \"S.x\"\nCREATE TABLE \"S.x\".t (\"%s\" int)",
	    "CREATE SCHEMA \"S.x\"\nCREATE TABLE \"S.x\".t (\"%s\" int)\n"
	    "COMMENT ON TABLE \"S.x\".t IS 'one'\nCOMMENT ON COLUMN \"S.x\".t.\"%s\" IS '100%'\n"
	    "CREATE FUNCTION \"S.x\".\"F\"() RETURNS int LANGUAGE sql AS 'SELECT 1'\n"
	    "COMMENT ON FUNCTION \"S.x\".\"F\"() IS 'two'",
	    "IS '100%'" })

#define REVERSED                                                                                    \
	"CREATE FUNCTION cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $2 - $1'\n"    \
	"CREATE FUNCTION eq(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $2 = $1'\n" \
	"CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, PROCEDURE = eq)\nCREATE TABLE t (a int)\n"
#define OF_BTREE                                                                                            \
	"FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 " \
	"cmp(int, int), OPERATOR 3 "

BOTH_WAYS(
	operator_classes_and_families,
	{ "a class, its operator and function, and an index by it", "CREATE TABLE t (a int)",
	  REVERSED "CREATE OPERATOR CLASS rev " OF_BTREE
		   "===\nCREATE INDEX i ON t (a rev)\nCOMMENT ON OPERATOR CLASS rev USING btree IS 'c'",
	  "OPERATOR 3 public.===(integer,integer)" },
	{ "another operator",
	  REVERSED "CREATE OPERATOR CLASS rev " OF_BTREE "===\nCREATE INDEX i ON t (a rev)",
	  REVERSED "CREATE OPERATOR CLASS rev " OF_BTREE "=\nCREATE INDEX i ON t (a rev)",
	  "DROP OPERATOR CLASS public.rev USING btree" },
	{ "members of no class, and a class that has a type to store only", "",
	  "CREATE OPERATOR FAMILY f USING btree\nALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (int, "
	  "bigint), FUNCTION 1 (int, bigint) btint48cmp(int, bigint)\n"
	  "CREATE OPERATOR CLASS g FOR TYPE int USING gist AS STORAGE bigint",
	  "ALTER OPERATOR FAMILY public.f USING btree ADD" })

#define ROLE(role)                     \
	"DO $$BEGIN CREATE ROLE " role \
	"; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$\n"
#define ROLES    ROLE("pairs_one") ROLE("pairs_other") ROLE("pairs_third")
#define OF_ONE   "ALTER TABLE t OWNER TO pairs_one\n"
#define OF_OTHER "ALTER TABLE t OWNER TO pairs_other\n"

BOTH_WAYS(owners_that_have_taken_rights_from_themselves,
	  { "one more", ROLES "CREATE TABLE t (a int)\n" OF_ONE,
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "REVOKE INSERT ON t FROM pairs_one",
	    "REVOKE ALL ON TABLE public.t FROM pairs_one" },
	  { "another owner", ROLES "CREATE TABLE t (a int)\n" OF_ONE "REVOKE INSERT ON t FROM pairs_one",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER, "OWNER TO pairs_other" },
	  { "another owner, who has, too",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "REVOKE INSERT ON t FROM pairs_one",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER "REVOKE SELECT ON t FROM pairs_other",
	    "OWNER TO pairs_other" },
	  { "another owner, and he keeps some",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "REVOKE INSERT ON t FROM pairs_one",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER "GRANT SELECT ON t TO pairs_one",
	    "OWNER TO pairs_other" },
	  { "who had some", ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT INSERT ON t TO pairs_other",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER "REVOKE INSERT ON t FROM pairs_other",
	    "OWNER TO pairs_other" },
	  { "who had some, and keeps all",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT INSERT ON t TO pairs_other",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER, "OWNER TO pairs_other" },
	  { "who could hand some on",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT INSERT ON t TO pairs_other WITH GRANT OPTION\n"
		  "SET ROLE pairs_other\nGRANT INSERT ON t TO pairs_third\nRESET ROLE",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER "REVOKE INSERT ON t FROM pairs_other",
	    "OWNER TO pairs_other" },
	  { "who could hand some on, and others keep it",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT INSERT ON t TO pairs_other WITH GRANT OPTION\n"
		  "SET ROLE pairs_other\nGRANT INSERT ON t TO pairs_third\nRESET ROLE",
	    ROLES "CREATE TABLE t (a int)\n" OF_OTHER "GRANT INSERT ON t TO pairs_third",
	    "OWNER TO pairs_other" },
	  { "the session's user", "CREATE TABLE t (a int)\nREVOKE INSERT ON t FROM CURRENT_USER",
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE
		  "REVOKE DELETE ON t FROM pairs_one\nGRANT INSERT ON t TO pairs_other",
	    "OWNER TO pairs_one" },
	  { "a view, a sequence, a function",
	    ROLES "CREATE VIEW v AS SELECT 1 AS a\nREVOKE ALL ON v FROM CURRENT_USER\nCREATE SEQUENCE "
		  "s\nREVOKE USAGE ON SEQUENCE s FROM CURRENT_USER\n"
		  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'\nREVOKE ALL ON FUNCTION f() "
		  "FROM CURRENT_USER, PUBLIC",
	    ROLES "CREATE VIEW v AS SELECT 1 AS a\nALTER VIEW v OWNER TO pairs_one\nCREATE SEQUENCE s\nALTER "
		  "SEQUENCE s OWNER TO pairs_one\n"
		  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'\nALTER FUNCTION f() OWNER TO "
		  "pairs_one\nREVOKE ALL ON FUNCTION f() FROM PUBLIC",
	    "OWNER TO pairs_one" })

#define GRANT_ON                                                                   \
	"SET ROLE pairs_one\nGRANT SELECT ON t TO pairs_other WITH GRANT OPTION\n" \
	"SET ROLE pairs_other\nGRANT SELECT ON t TO pairs_third\nRESET ROLE"

BOTH_WAYS(rights_that_others_have_granted,
	  { "go", ROLES "CREATE TABLE t (a int)\n" OF_ONE GRANT_ON,
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT SELECT ON t TO pairs_other WITH GRANT OPTION",
	    "REVOKE GRANT OPTION FOR ALL ON TABLE public.t FROM pairs_other CASCADE" },
	  { "go with those who did", ROLES "CREATE TABLE t (a int)\n" OF_ONE GRANT_ON,
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE, "REVOKE ALL" },
	  { "stay without those who did", ROLES "CREATE TABLE t (a int)\n" OF_ONE GRANT_ON,
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE "GRANT SELECT ON t TO pairs_third", "CASCADE" },
	  { "change", ROLES "CREATE TABLE t (a int)\n" OF_ONE GRANT_ON,
	    ROLES "CREATE TABLE t (a int)\n" OF_ONE
		  "GRANT UPDATE ON t TO pairs_third\nGRANT INSERT ON t TO pairs_other",
	    "GRANT UPDATE" })

#define NO_EXECUTE "ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC\n"

BOTH_WAYS(default_rights_of_what_is_made,
	  { "revoked, and granted in a schema",
	    NO_EXECUTE "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
	    NO_EXECUTE "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO PUBLIC\n"
		       "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT NULL::int'",
	    "DROP FUNCTION" },
	  { "granted to others", ROLES "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pairs_one",
	    ROLES "ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO pairs_one\nCREATE TABLE t (a int)\n"
		  "CREATE VIEW v AS SELECT a FROM t",
	    "GRANT INSERT" },
	  { "granted to others behind", ROLES "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pairs_one",
	    ROLES "CREATE TABLE t (a int)\nALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO pairs_one",
	    "GRANT INSERT" },
	  { "of an extension, made before", NO_EXECUTE, "CREATE EXTENSION hstore\n" NO_EXECUTE,
	    "CREATE EXTENSION hstore" },
	  { "of an extension, made behind", NO_EXECUTE, NO_EXECUTE "CREATE EXTENSION hstore",
	    "REVOKE ALL ON FUNCTION public.akeys" },
	  { "of an extension, and granted in a schema", NO_EXECUTE,
	    NO_EXECUTE "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO "
		       "PUBLIC\nCREATE EXTENSION hstore",
	    "CREATE EXTENSION hstore" })

BOTH_WAYS_SINCE(procedures_that_return_something, 110000,
		{ "INOUT", "CREATE PROCEDURE p(inout x int) LANGUAGE sql AS 'SELECT x'",
		  "CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT x'",
		  "DROP PROCEDURE public.p(integer)" },
		{ "INOUT for another one", "CREATE PROCEDURE p(x int, y int) LANGUAGE sql AS 'SELECT x'",
		  "CREATE PROCEDURE p(x int, inout y int) LANGUAGE sql AS 'SELECT x'\nCOMMENT ON PROCEDURE "
		  "p(int, int) IS 'c'",
		  "DROP PROCEDURE public.p(integer, integer)" },
		{ "VARIADIC", "CREATE PROCEDURE p(x int, y int[]) LANGUAGE sql AS 'SELECT x'",
		  "CREATE PROCEDURE p(x int, variadic y int[]) LANGUAGE sql AS 'SELECT x'", "VARIADIC" })

BOTH_WAYS_SINCE(procedures_with_out, 140000,
		{ "of another type",
		  "CREATE PROCEDURE p(x int, out y int) LANGUAGE plpgsql AS 'BEGIN y := x; END'",
		  "CREATE PROCEDURE p(x int, out y bigint) LANGUAGE plpgsql AS 'BEGIN y := x; END'",
		  "DROP PROCEDURE public.p(integer)" },
		{ "a new one",
		  "CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT x'\nGRANT EXECUTE ON PROCEDURE p(int) "
		  "TO CURRENT_USER",
		  "CREATE PROCEDURE p(out y int, x int) LANGUAGE sql AS 'SELECT x'\nREVOKE ALL ON PROCEDURE "
		  "p(int) FROM PUBLIC",
		  "DROP PROCEDURE public.p(integer)" },
		{ "two that differ in what goes in alone",
		  "CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1'",
		  "CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1'\n"
		  "CREATE PROCEDURE p(out x int) LANGUAGE sql AS 'SELECT 1'",
		  "CREATE OR REPLACE PROCEDURE public.p(OUT" })

BOTH_WAYS(functions_with_out,
	  { "of another type, where a view and a default call them",
	    "CREATE FUNCTION f(x int, out y int, out z int) LANGUAGE sql AS 'SELECT x, x'\nCREATE VIEW v AS "
	    "SELECT * FROM f(1)\n"
	    "CREATE FUNCTION g(x int, out y int) LANGUAGE sql AS 'SELECT x'\nCREATE TABLE t (a int DEFAULT "
	    "g(1))",
	    "CREATE FUNCTION f(x int, out y int, out z text) LANGUAGE sql AS 'SELECT x, x::text'\n"
	    "CREATE VIEW v AS SELECT * FROM f(1)\n"
	    "CREATE FUNCTION g(x int, out y bigint) LANGUAGE sql AS 'SELECT x::bigint'\nCREATE TABLE t (a "
	    "int DEFAULT g(1))",
	    "DROP FUNCTION public.f(integer)" },
	  { "VARIADIC",
	    "CREATE FUNCTION f(x int, variadic y int[]) RETURNS int LANGUAGE sql AS 'SELECT x'\nCREATE VIEW "
	    "v AS SELECT f(1, 2) AS a",
	    "CREATE FUNCTION f(x int, y int[]) RETURNS int LANGUAGE sql AS 'SELECT x'\nCREATE VIEW v AS "
	    "SELECT f(1, ARRAY[2]) AS a",
	    "FUNCTION public.f" })
