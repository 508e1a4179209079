/* test_postgresql_histories.c: pairs of schemas that random histories on a live server have led to. */
#include "postgresql_pairs.h"

BOTH_WAYS(comments_that_initdb_has_made,
	  { "the schema public gets its own back", "COMMENT ON SCHEMA public IS 'ours'", "",
	    "COMMENT ON SCHEMA public IS 'standard public schema'" })

/* Two schemas that differ in an order which the server keeps, and which means nothing. */
static void expect_no_difference(const char *a, const char *b)
{
	struct pairs_place one = pairs_make(), other = pairs_make();
	struct catalog is, wanted;
	pairs_load(&one, a);
	pairs_load(&other, b);
	pairs_read(&is, one.session);
	pairs_read(&wanted, other.session);
	pairs_expect_equal(&is, &wanted, a, "in another order");
	catalog_release(&is);
	catalog_release(&wanted);
	pairs_unmake(&one);
	pairs_unmake(&other);
}

Test(postgresql_schema, the_order_of_storage_parameters_is_no_difference)
{
	expect_no_difference(
		"CREATE TABLE t (a int) WITH (fillfactor=70, autovacuum_enabled=off)\n"
		"ALTER TABLE t ALTER a SET (n_distinct=5), ALTER a SET (n_distinct_inherited=6)\n"
		"CREATE MATERIALIZED VIEW m WITH (fillfactor=70, autovacuum_enabled=off) AS SELECT 1 AS a\n"
		"CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t WITH LOCAL CHECK OPTION",
		"CREATE TABLE t (a int) WITH (autovacuum_enabled=off, fillfactor=70)\n"
		"ALTER TABLE t ALTER a SET (n_distinct_inherited=6), ALTER a SET (n_distinct=5)\n"
		"CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled=off, fillfactor=70) AS SELECT 1 AS a\n"
		"CREATE VIEW v AS SELECT a FROM t WITH LOCAL CHECK OPTION\nALTER VIEW v SET "
		"(security_barrier)");
}

Test(postgresql_schema, the_order_of_a_tables_columns_is_none_of_their_statistics)
{
	expect_no_difference(
		"CREATE TABLE t (b int, \"A x\" int)\nCREATE STATISTICS s (ndistinct) ON \"A x\", b FROM t",
		"CREATE TABLE t (\"A x\" int, b int)\nCREATE STATISTICS s (ndistinct) ON \"A x\", b FROM t");
}

Test(postgresql_schema, a_default_of_null_that_a_type_with_a_length_has_left_is_none)
{
	expect_no_difference(
		"CREATE TABLE t (a varchar(20) DEFAULT NULL)\nALTER TABLE t ALTER a TYPE varchar",
		"CREATE TABLE t (a varchar)");
}

BOTH_WAYS(children_without_what_their_parents_have,
	  { "a default of a column that both declare", "CREATE TABLE t (id serial, b int DEFAULT 4)",
	    "CREATE TABLE t (id serial, b int DEFAULT 4)\n"
	    "CREATE TABLE h (id int DEFAULT NULL, b int DEFAULT NULL) INHERITS (t)",
	    "ALTER TABLE public.h ALTER COLUMN b DROP DEFAULT" },
	  { "a default of one that it inherits", "CREATE TABLE t (a int)",
	    "CREATE TABLE t (a int DEFAULT 4)\nCREATE TABLE h () INHERITS (t)\nALTER TABLE h ALTER a DROP "
	    "DEFAULT",
	    "ALTER TABLE public.h ALTER COLUMN a DROP DEFAULT" })

BOTH_WAYS(parameters_of_toast_tables,
	  { "come with the first column that needs one", "CREATE TABLE t (a int)",
	    "CREATE TABLE t (a int, b text) WITH (toast.autovacuum_enabled=off)",
	    "SET (toast.autovacuum_enabled='off')" },
	  { "one that no column needs any more",
	    "CREATE TABLE t (a int, b text) WITH (toast.autovacuum_enabled=off)\nALTER TABLE t DROP b",
	    "CREATE TABLE t (a int, b text) WITH (toast.autovacuum_enabled=off)", "ADD COLUMN b" })

/* From 18 on a child may have its parent's NOT NULL alone; before there is none of that kind. */
Test(postgresql_schema, what_a_child_has_from_above_is_not_made_its_own)
{
	static const char *const wanted[] = {
		"CREATE TABLE t (a int, b int)\nCREATE TABLE h () INHERITS (t)",
		"CREATE TABLE t (a int NOT NULL, b int NOT NULL)\nCREATE TABLE h () INHERITS (t)",
		"CREATE TABLE t (a int NOT NULL, b int NOT NULL)\nCREATE TABLE i (b int) INHERITS (t)",
	};
	struct pairs_place place = pairs_make();
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		pairs_become(&place, wanted[i]);
	pairs_load(&place,
		   "DO $$BEGIN IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'n' AND conislocal AND "
		   "conrelid <> 't'::regclass AND connamespace = 'public'::regnamespace) THEN RAISE "
		   "'made its own'; END IF; END$$");
	pairs_unmake(&place);
}

BOTH_WAYS_SINCE(
	whose_not_null_it_is, 180000,
	{ "from the parent alone, and the child's own as well",
	  "CREATE TABLE t (a int)\nCREATE TABLE h () INHERITS (t)",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)\nALTER TABLE h ALTER a SET NOT "
	  "NULL",
	  "ALTER TABLE public.h ALTER COLUMN a SET NOT NULL" },
	{ "it stays the child's", "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)",
	  "CREATE TABLE t (a int)\nCREATE TABLE h () INHERITS (t)\nALTER TABLE h ALTER a SET NOT NULL",
	  "ALTER TABLE public.h ALTER COLUMN a SET NOT NULL" },
	{ "a new child with both", "CREATE TABLE t (a int NOT NULL)",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)\nALTER TABLE h ALTER a SET NOT "
	  "NULL",
	  "ALTER TABLE public.h ALTER COLUMN a SET NOT NULL" },
	{ "not the child's own any more",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)\nALTER TABLE h ALTER a SET NOT "
	  "NULL",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)",
	  "ALTER TABLE public.h ALTER COLUMN a DROP NOT NULL" },
	{ "from the second parent", "CREATE TABLE s (a int)\nCREATE TABLE t (a int NOT NULL)",
	  "CREATE TABLE s (a int)\nCREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (s, t)",
	  "INHERITS (public.s, public.t)" },
	{ "a child that gets a parent", "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h (a int NOT NULL)",
	  "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h () INHERITS (t)",
	  "ALTER TABLE public.sqlembic_carrier ALTER COLUMN a SET NOT NULL" })

BOTH_WAYS(not_null_of_children_alone,
	  { "their own", "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE h (a int NOT NULL) INHERITS (t)",
	    "CREATE TABLE t (a int)\nCREATE TABLE h (a int NOT NULL) INHERITS (t)", "DROP NOT NULL" },
	  { "one that a key needs",
	    "CREATE TABLE t (a int NOT NULL)\nCREATE TABLE g () INHERITS (t)\n"
	    "CREATE TABLE h (PRIMARY KEY (a)) INHERITS (g)",
	    "CREATE TABLE t (a int)\nCREATE TABLE g () INHERITS (t)\n"
	    "CREATE TABLE h (PRIMARY KEY (a)) INHERITS (g)",
	    "ALTER TABLE ONLY public.t ALTER COLUMN a DROP NOT NULL" })

/* Its column is marked, but no constraint is there: pg_dump writes none, and SET NOT NULL would make one. */
BOTH_WAYS_SINCE(a_not_null_that_is_not_handed_down, 180000,
		{ "comes with a column that children get",
		  "CREATE TABLE t (a int)\nCREATE TABLE h () INHERITS (t)",
		  "CREATE TABLE t (a int)\nCREATE TABLE h () INHERITS (t)\n"
		  "ALTER TABLE t ADD b int NOT NULL NO INHERIT",
		  "ADD COLUMN b integer NOT NULL NO INHERIT" })

BOTH_WAYS_SINCE(partitioned_tables_that_say_how_partitions_are_stored, 170000,
		{ "one that says what it would be anyway", "CREATE TABLE p (a int) PARTITION BY LIST (a)",
		  "CREATE TABLE p (a int) PARTITION BY LIST (a) USING heap",
		  "ALTER TABLE public.p SET ACCESS METHOD heap" },
		{ "a new one", "", "CREATE TABLE p (a int) PARTITION BY LIST (a) USING heap", "USING heap" })

Test(postgresql_schema, a_shell_that_an_operator_has_left_is_none)
{
	expect_no_difference("CREATE OPERATOR =~= (PROCEDURE = int4eq, LEFTARG = int, RIGHTARG = int, "
			     "NEGATOR = <~>)\nDROP OPERATOR =~= (int, int)",
			     "");
}

/* As in a database that pg_upgrade has brought along from before 15. */
Test(postgresql_schema, what_the_owner_of_a_schema_may_do_is_none_of_the_schema)
{
	expect_no_difference("ALTER SCHEMA public OWNER TO CURRENT_USER", "");
}

BOTH_WAYS(materialized_views_of_what_has_no_data,
	  { "and one by way of a view",
	    "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a WITH NO DATA\nCREATE VIEW v AS SELECT a FROM m",
	    "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a WITH NO DATA\nCREATE VIEW v AS SELECT a FROM m\n"
	    "CREATE MATERIALIZED VIEW n AS SELECT a FROM v WITH NO DATA\n"
	    "CREATE MATERIALIZED VIEW o AS SELECT a FROM n WITH NO DATA",
	    "WITH NO DATA" })

#define NUMBERED "TABLE p (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k)"

BOTH_WAYS_SINCE(sequences_that_are_not_as_their_tables, 150000,
		{ "of a partitioned table", "CREATE " NUMBERED,
		  "CREATE " NUMBERED "\nALTER SEQUENCE p_id_seq SET UNLOGGED",
		  "ALTER SEQUENCE public.p_id_seq SET UNLOGGED" },
		{ "with the table", "", "CREATE " NUMBERED "\nALTER SEQUENCE p_id_seq SET UNLOGGED",
		  "ALTER SEQUENCE public.p_id_seq SET UNLOGGED" },
		{ "of an unlogged table", "CREATE TABLE t (a int)",
		  "CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY)\n"
		  "ALTER SEQUENCE t_a_seq SET LOGGED",
		  "ALTER SEQUENCE public.t_a_seq SET LOGGED" })

/* Before version 15 no sequence is unlogged, and nothing is to be said of it. */
BOTH_WAYS(unlogged_tables_with_numbers,
	  { "a new one", "", "CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY, b serial)",
	    "CREATE UNLOGGED TABLE public.t" },
	  { "a column of one", "CREATE UNLOGGED TABLE t (b int)",
	    "CREATE UNLOGGED TABLE t (b int, a int GENERATED ALWAYS AS IDENTITY)",
	    "GENERATED ALWAYS AS IDENTITY" })

BOTH_WAYS_SINCE(foreign_tables_with_compression_of_their_parents, 140000,
		{ "a child", "",
		  "CREATE FOREIGN DATA WRAPPER w\nCREATE SERVER s FOREIGN DATA WRAPPER w\n"
		  "CREATE TABLE t (a text COMPRESSION pglz)\nCREATE FOREIGN TABLE f () INHERITS (t) SERVER s",
		  "INHERITS (public.t)" })

BOTH_WAYS(numbers_that_no_cast_leads_to,
	  { "money", "CREATE TABLE t (a real, b smallint, c bigint)",
	    "CREATE TABLE t (a money, b money, c money)", "USING a::numeric::money" },
	  { "object identifiers", "CREATE TABLE t (a oid, b regclass, c oid)",
	    "CREATE TABLE t (a numeric, b double precision, c smallint)", "USING a::bigint::numeric" })
