/* test_mysql_schema.c: tables of MySQL and MariaDB, led from one schema to another and back. */
#include "mysql_pairs.h"

#include <criterion/criterion.h>

#include "../../drivers/mysql/schema/parse.h"

#define T(columns)           "CREATE TABLE t (" columns ")"
#define TABLE(name, columns) "CREATE TABLE " name " (" columns ")"

/* ---- columns ---- */

MYSQL_BOTH_WAYS(
	columns_are_changed_in_one_statement,
	{ "several", T("a int primary key, b int, c varchar(9)"),
	  T("a int primary key, c varchar(20) not null default 'x', d int"),
	  "DROP COLUMN `b`,\n    MODIFY COLUMN `c` varchar(20) NOT NULL DEFAULT 'x',\n    ADD COLUMN `d`",
	  NULL },
	{ "comment and default", T("a int, b timestamp null"),
	  T("a int comment 'x\\'y', b timestamp not null default current_timestamp on update "
	    "current_timestamp"),
	  "COMMENT 'x''y'", NULL },
	{ "an attribute of the column is kept", T("a int unsigned not null auto_increment primary key"),
	  T("a bigint unsigned not null auto_increment primary key comment 'c'"), "AUTO_INCREMENT", NULL },
	{ "enum", T("e enum('a','b')"), T("e enum('a','b','c')"), "MODIFY COLUMN", NULL },
	{ "case of a name", T("a int, Id int"), T("a int, id int"), "CHANGE COLUMN `Id` `id`", NULL })

MYSQL_BOTH_WAYS(columns_are_put_in_order_with_few_moves,
		{ "first and last", T("a int, b int, c int, d int"), T("d int, a int, b int, c int"),
		  "MODIFY COLUMN `d` int", "COLUMN `a`" },
		{ "new in front and between", T("a int, b int"), T("x int, a int, y int, z int, b int"),
		  "ADD COLUMN `z`", "COLUMN `a`" },
		{ "all turned round", T("a int, b int, c int"), T("c int, b int, a int"), NULL, NULL },
		{ "moved and changed", T("a int, b int, c int"), T("c bigint, x int, a int, b int"), NULL,
		  NULL })

MYSQL_BOTH_WAYS(generated_columns_are_made_again_where_they_have_to_be,
		{ "virtual to stored", T("a int, b int as (a + 1) virtual, key (b)"),
		  T("a int, b int as (a + 1) stored, key (b)"), "DROP COLUMN `b`", NULL },
		{ "expression", T("a int, b int as (a + 1) stored"), T("a int, b int as (a + 2) stored"),
		  "MODIFY COLUMN `b`", "DROP COLUMN" },
		{ "plain to virtual", T("a int, b int, c int"), T("a int, b int as (a) virtual, c int"),
		  "AFTER `a`", NULL })

MYSQL_BOTH_WAYS(
	character_sets_are_compared_though_they_are_not_printed,
	{ "default of the table", T("a varchar(9), b int") " default charset latin1",
	  T("a varchar(9), b int") " default charset utf8mb4", "DEFAULT CHARACTER SET utf8mb4", NULL },
	{ "column keeps its own", T("a varchar(9) character set latin1") " default charset utf8mb4",
	  T("a varchar(9) character set latin1") " default charset latin1", NULL, NULL },
	{ "of one column", T("a varchar(9), e enum('x')") " default charset utf8mb4",
	  T("a varchar(9) character set latin1, e enum('x') collate utf8mb4_bin") " default charset utf8mb4",
	  "CHARACTER SET latin1", NULL })

/* ---- keys ---- */

MYSQL_BOTH_WAYS(keys_checks_and_foreign_keys_get_the_case_that_is_wanted,
		{ "key", T("a int, b int, key MyKey (a), unique key (b)"),
		  T("a int, b int, key mykey (a), unique key (b)"), "`MyKey`", NULL },
		{ "key and its columns", T("a int, b int, key K (a)"), T("a int, b int, key k (a, b)"), "`K`",
		  NULL },
		{ "key of numbers", T("a int not null auto_increment, key K (a)"),
		  T("a int not null auto_increment, key k (a)"), NULL, NULL },
		{ "check", T("a int, constraint Ck check (a > 0)"), T("a int, constraint ck check (a > 0)"),
		  "DROP CONSTRAINT `Ck`", NULL },
		{ "foreign key",
		  T("a int primary key, b int, constraint Fk foreign key (b) references t (a)"),
		  T("a int primary key, b int, constraint fk foreign key (b) references t (a)"),
		  "DROP FOREIGN KEY `Fk`", NULL })

MYSQL_BOTH_WAYS(keys_are_changed_with_the_columns,
		{ "primary key and its number",
		  T("a int not null auto_increment primary key, b int not null"),
		  T("a int not null auto_increment, b int not null, primary key (b, a), key (a)"),
		  "DROP PRIMARY KEY", NULL },
		{ "number without key", T("a int not null auto_increment primary key"), T("a int not null"),
		  NULL, NULL },
		{ "name only", T("a int, key k (a)"), T("a int, key l (a)"), "RENAME INDEX `k` TO `l`",
		  "DROP KEY" },
		{ "kind", T("a int, b varchar(9), key k (a), key b (b)"),
		  T("a int, b varchar(9), unique k (a), key b (b(3))"), "ADD UNIQUE KEY `k`", NULL },
		{ "full text, two", T("a text, b text") " engine innodb",
		  T("a text, b text, fulltext fa (a), fulltext fb (b)") " engine innodb",
		  "ADD FULLTEXT KEY `fb`", NULL },
		{ "comment", T("a int, key k (a)"), T("a int, key k (a) comment 'c'"), NULL, NULL },
		{ "key of a column that is gone", T("a int, b int, key k (a, b), key l (b)"),
		  T("a int, key k (a)"), NULL, NULL })

MYSQL_BOTH_WAYS(a_b_tree_is_no_difference, { "said on one side", T("a int, key k (a) using btree, c int"),
					     T("a int, key k (a)"), NULL, "KEY" })

MYSQL_BOTH_WAYS(checks_are_changed,
		{ "condition", T("a int, constraint c check (a > 0)"), T("a int, constraint c check (a > 1)"),
		  NULL, NULL },
		{ "with the column", T("a int"), T("a int, b int, constraint c check (b > a)"),
		  "ADD CONSTRAINT `c`", NULL },
		{ "list", T("s varchar(9)"), T("s varchar(9), constraint c check (s in ('a','b'))"), NULL,
		  NULL })

/* ---- foreign keys ---- */

#define PARENT(type) TABLE("p", "id " type " primary key, other int, key (other)") "\n"

MYSQL_BOTH_WAYS(
	foreign_keys_come_behind_all_tables,
	{ "two tables of each other", "CREATE TABLE x (i int)",
	  "CREATE TABLE a (id int primary key, b int)\nCREATE TABLE b (id int primary key, a int, "
	  "constraint ba foreign key (a) references a (id))\nALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) "
	  "REFERENCES b (id)",
	  "FOREIGN KEY", NULL },
	{ "unnamed, with its index", PARENT("int") T("a int"),
	  PARENT("int") T("a int, foreign key (a) references p (id) on delete cascade"), "`t_ibfk_1`", NULL },
	{ "unnamed, another action", PARENT("int") T("a int, foreign key (a) references p (id)"),
	  PARENT("int") T("a int, foreign key (a) references p (id) on delete set null"), NULL, NULL },
	{ "action", PARENT("int") T("a int, constraint f foreign key (a) references p (id)"),
	  PARENT("int") T("a int, constraint f foreign key (a) references p (id) on update cascade"),
	  "DROP FOREIGN KEY `f`", NULL },
	{ "names change places",
	  PARENT("int")
		  T("a int, b int, constraint f foreign key (a) references p (id), constraint g foreign key "
		    "(b) references p (id)"),
	  PARENT("int")
		  T("a int, b int, constraint g foreign key (a) references p (id), constraint f foreign key "
		    "(b) references p (id)"),
	  NULL, NULL })

MYSQL_BOTH_WAYS(types_of_both_ends_of_a_foreign_key_change,
		{ "int to bigint", PARENT("int") T("a int, constraint f foreign key (a) references p (id)"),
		  PARENT("bigint") T("a bigint, constraint f foreign key (a) references p (id)"),
		  "MODIFY COLUMN `a` bigint", NULL },
		{ "of the table itself",
		  T("id int primary key, up int, constraint f foreign key (up) references t (id)"),
		  T("id bigint primary key, up bigint, constraint f foreign key (up) references t (id)"),
		  NULL, NULL },
		{ "another column stays",
		  PARENT("int") T("a int, b int, constraint f foreign key (a) references p (id)"),
		  PARENT("int") T("a int, b bigint, constraint f foreign key (a) references p (id)"), NULL,
		  "FOREIGN KEY" },
		{ "index that it stands on",
		  PARENT("int") T("a int, b int, key k (a), constraint f foreign key (a) "
				  "references p (id)"),
		  PARENT("int")
			  T("a int, b int, key k (a, b), constraint f foreign key (a) references p (id)"),
		  NULL, NULL })

/* ---- names that change their kind ---- */

MYSQL_BOTH_WAYS(
	a_table_becomes_a_view,
	{ "and back", "CREATE TABLE p (a int)\nCREATE TABLE t (a int)",
	  "CREATE TABLE p (a int)\nCREATE VIEW t AS SELECT a FROM p", "DROP TABLE `t`", NULL },
	{ "under a view that changes",
	  "CREATE TABLE p (a int)\nCREATE TABLE t (a int)\nCREATE VIEW w AS SELECT a FROM t",
	  "CREATE TABLE p (a int)\nCREATE VIEW t AS SELECT a FROM p\nCREATE VIEW w AS SELECT a + 1 AS b FROM "
	  "t",
	  "DROP VIEW `w`", NULL },
	{ "under a view that stays",
	  "CREATE TABLE p (a int)\nCREATE TABLE t (a int)\nCREATE VIEW w AS SELECT a FROM t",
	  "CREATE TABLE p (a int)\nCREATE VIEW t AS SELECT a FROM p\nCREATE VIEW w AS SELECT a FROM t", NULL,
	  NULL })

/* ---- options ---- */

MYSQL_BOTH_WAYS(options_are_set_and_taken_back,
		{ "comment and row format", T("a int") " comment 'x' row_format compact", T("a int"),
		  "COMMENT=''", NULL },
		{ "engine", T("a int") " engine innodb", T("a int") " engine myisam", "ENGINE=MyISAM", NULL },
		{ "statistics", T("a int"), T("a int") " stats_persistent 1 max_rows 100",
		  "STATS_PERSISTENT=1", NULL })

MYSQL_BOTH_WAYS(the_next_number_is_no_difference,
		{ "auto_increment", T("a int auto_increment primary key") " auto_increment 100",
		  T("a int auto_increment primary key"), NULL, "TABLE" })

/* ---- partitions ---- */

#define RANGE(list)    T("a int") " partition by range (a) (" list ")"
#define P(name, bound) "partition " name " values less than (" bound ")"

MYSQL_BOTH_WAYS(
	partitions_are_added_dropped_and_reorganized,
	{ "behind", RANGE(P("p0", "10")), RANGE(P("p0", "10") ", " P("p1", "20")), "ADD PARTITION",
	  "PARTITION BY" },
	{ "in front", RANGE(P("p1", "20")), RANGE(P("p0", "10") ", " P("p1", "20")), "REORGANIZE PARTITION",
	  "PARTITION BY" },
	{ "in front of the last", RANGE(P("p0", "10") ", partition m values less than maxvalue"),
	  RANGE(P("p0", "10") ", " P("p1", "20") ", partition m values less than maxvalue"),
	  "REORGANIZE PARTITION", NULL },
	{ "split", RANGE(P("p0", "20") ", " P("p1", "30")),
	  RANGE(P("a", "5") ", " P("b", "20") ", " P("p1", "30")), "REORGANIZE PARTITION", NULL },
	{ "names turned", RANGE(P("a", "10") ", " P("b", "20")), RANGE(P("b", "10") ", " P("a", "20")), NULL,
	  NULL },
	{ "made and removed", T("a int"), RANGE(P("p0", "10")), "PARTITION BY RANGE", NULL },
	{ "by another key",
	  T("a int not null, b int not null, primary key (a)") " partition by hash (a) partitions 3",
	  T("a int not null, b int not null, primary key (a, b)") " partition by hash (b) partitions 4", NULL,
	  NULL },
	{ "list of columns",
	  T("a varchar(9), b int") " partition by list columns (a) (partition x values in ('a'), partition y "
				   "values in ('b'))",
	  T("a varchar(9), b int") " partition by list columns (a) (partition x values in ('a','c'), "
				   "partition y values in ('b'))",
	  "REORGANIZE PARTITION", NULL },
	{ "subpartitions",
	  T("a int, b int") " partition by range (a) subpartition by hash (b) subpartitions 2 (" P("p0",
												   "10") ")",
	  T("a int, b int") " partition by range (a) subpartition by hash (b) subpartitions 2 (" P(
		  "p0", "10") ", " P("p1", "20") ")",
	  "ADD PARTITION", NULL })

/* ---- MySQL's own ---- */

#define ZEROS(sql) "SET SESSION sql_mode = ''\n" sql "\nSET SESSION sql_mode = DEFAULT"

MYSQL_BOTH_WAYS_SINCE(zeros_are_let_in_where_a_table_has_them_by_default, 80000,
		      { "made", "CREATE TABLE u (i int)", ZEROS(T("d date not null default '0000-00-00'")),
			"0000-00-00", NULL },
		      { "a column beside it", ZEROS(T("d date not null default '0000-00-00', i int")),
			ZEROS(T("d date not null default '0000-00-00', i bigint, j int")),
			"MODIFY COLUMN `i`", "0000-00-00" })

/* ---- MariaDB's own ---- */

MYSQL_BOTH_WAYS_SINCE(
	mariadb_system_versioning, 100500,
	{ "with columns that have none", T("a int, b int"),
	  T("a int, b int comment 'WITHOUT SYSTEM VERSIONING', c int without system "
	    "versioning, d int") " with system versioning",
	  "ADD COLUMN `c` int", NULL },
	{ "without a column that was there", T("a int, b int"),
	  T("a int, b int without system versioning") " with system versioning", "MODIFY COLUMN `b`", NULL },
	{ "of a table", T("a int"), T("a int") " with system versioning", "ADD SYSTEM VERSIONING", NULL },
	{ "changes keep the history", T("a int, b int") " with system versioning",
	  T("a bigint, c int") " with system versioning", "system_versioning_alter_history = KEEP", NULL },
	{ "its own columns", T("a int"),
	  T("a int, s timestamp(6) generated always as row start, e timestamp(6) generated "
	    "always as row "
	    "end, "
	    "period for system_time (s, e)") " with system versioning",
	  "ADD PERIOD FOR SYSTEM_TIME", NULL },
	{ "a period of the application's", T("a int, s date not null, e date not null"),
	  T("a int, s date not null, e date not null, period for p (s, e)"), "ADD PERIOD FOR `p`", NULL })

MYSQL_BOTH_WAYS_SINCE(
	mariadb_columns, 100500,
	{ "check of a column", T("a int"), T("a int check (a > 0), b int check (b <> a)"), NULL, NULL },
	{ "json", T("a longtext, b int"), T("a json, b int, c json not null"), "json_valid", NULL },
	{ "next number of a sequence", T("a int"), "CREATE SEQUENCE s\n" T("a int default nextval(s), b int"),
	  "CREATE SEQUENCE", NULL },
	{ "sequence that another column takes over", "CREATE SEQUENCE s\n" T("a int default nextval(s)"),
	  "CREATE SEQUENCE s INCREMENT 2\nCREATE SEQUENCE r\n" T(
		  "a int default nextval(r), b int default nextval(s)"),
	  "ALTER SEQUENCE", NULL },
	{ "invisible, compressed, inet6", T("a int, b text, i varchar(60)"),
	  T("a int invisible default 1, b text compressed, i inet6"), "INVISIBLE", NULL },
	{ "default is an expression", T("a varchar(40) default 'x'"),
	  T("a varchar(40) default (concat('a', uuid()))"), "uuid()", NULL })

MYSQL_BOTH_WAYS_SINCE(mariadb_uuid_and_ignored_keys, 101000,
		      { "uuid", T("a int, u varchar(40)"), T("a int, u uuid default uuid()"), NULL, NULL },
		      { "ignored", T("a int, key k (a)"), T("a int, key k (a) ignored"), "IGNORED", NULL })

MYSQL_BOTH_WAYS_SINCE(mariadb_options_of_aria_go_with_it, 100500,
		      { "its checksums", T("a int") " engine aria transactional=1",
			T("a int") " engine innodb", NULL, NULL },
		      { "back to what is usual", T("a int") " engine aria row_format=fixed transactional=0",
			T("a int") " engine aria row_format=page", "TRANSACTIONAL=DEFAULT", NULL })

MYSQL_BOTH_WAYS_SINCE(mariadb_sequences_change_their_types, 110500,
		      { "and bounds", "CREATE SEQUENCE s AS SMALLINT", "CREATE SEQUENCE s AS BIGINT UNSIGNED",
			"ALTER SEQUENCE `s` as bigint unsigned", NULL },
		      { "behind a table with keys", "CREATE SEQUENCE s AS SMALLINT\n" T("a int primary key"),
			"CREATE SEQUENCE s AS BIGINT\n" T("a int primary key, b int, key (b)"), NULL, NULL },
		      { "alone", "CREATE SEQUENCE s MAXVALUE 9", "CREATE SEQUENCE s AS TINYINT MAXVALUE 9",
			NULL, "minvalue" })

MYSQL_BOTH_WAYS_SINCE(mariadb_vector, 110700,
		      { "vector", T("a int"), T("a int, v vector(3) not null, vector key (v)"), "VECTOR KEY",
			NULL })

/* ---- MySQL's own ---- */

MYSQL_BOTH_WAYS_SINCE(
	mysql_columns_get_a_value_of_their_own_for_each_row, 80013,
	{ "not null and unique", T("a int primary key"),
	  T("a int primary key, u varchar(36) not null default (uuid()) comment 'x', unique (u)"),
	  "UPDATE `t` SET `u` = (uuid())", NULL },
	{ "two, in front, character set of their own", T("a int, c int"),
	  T("r double default ((2.0 + rand())), a int, s char(40) collate latin1_bin not null "
	    "default (concat('uuid(', user())), c int"),
	  "SET `r` = ((2.0 + rand())), `s` = ", NULL },
	{ "other columns stay", T("a int, b timestamp null on update current_timestamp"),
	  T("a int, b timestamp null on update current_timestamp, d timestamp not null default "
	    "(sysdate())"),
	  "SET `b` = `b`, `d` = (sysdate())", NULL },
	{ "where it is another column", T("a int, b int as (a) virtual"),
	  T("a int, b bigint default (uuid_short())"), "`b` = (uuid_short())", NULL },
	{ "triggers of the table do not run",
	  T("a int, n int") "\nCREATE TRIGGER one BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = NEW.n + 1\n"
			    "CREATE TRIGGER two BEFORE UPDATE ON t FOR EACH ROW FOLLOWS one SET NEW.n = 2 * "
			    "NEW.n",
	  T("a int, n int, u varchar(36) default (uuid())") "\nCREATE TRIGGER one BEFORE UPDATE ON t FOR "
							    "EACH ROW SET NEW.n = "
							    "NEW.n + 1\nCREATE TRIGGER two BEFORE UPDATE ON "
							    "t FOR EACH ROW FOLLOWS one SET NEW.n = 2 * "
							    "NEW.n",
	  "DROP TRIGGER `one`", NULL },
	{ "nor one that is gone behind it, or new",
	  T("a int, n int") "\nCREATE TRIGGER old BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 1",
	  T("a int, n int, u varchar(36) default (uuid())") "\nCREATE TRIGGER new BEFORE UPDATE ON t FOR "
							    "EACH ROW SET NEW.n = 2",
	  "DROP TRIGGER `old`", NULL },
	{ "all rows alike", T("a int"), T("a int, b varchar(9) default (concat('rand', 1))"), NULL,
	  "UPDATE" })

MYSQL_BOTH_WAYS_SINCE(mysql_columns_and_keys, 80023,
		      { "invisible", T("a int, b int, key k (b)"),
			T("a int invisible, b int, key k (b) invisible"), "INVISIBLE", NULL },
		      { "functional key", T("a int, b int"),
			T("a int, b int, key k ((a + b)), unique l ((abs(a)), b desc)"), NULL, NULL },
		      { "check that is not enforced", T("a int, constraint c check (a > 0)"),
			T("a int, constraint c check (a > 0) not enforced"), NULL, NULL },
		      { "json and a key of its members", T("a int, j longtext"),
			T("a int, j json, key k ((cast(j->'$.x' as unsigned array)))"), NULL, NULL },
		      { "default is an expression", T("a int"),
			T("a int default (1 + 1), b varchar(40) default (concat('x', 'y'))"), NULL, NULL },
		      { "generated invisible primary key",
			"SET sql_generate_invisible_primary_key = 1\n" T(
				"a int") "\nSET sql_generate_invisible_primary_key = 0",
			T("a int, b int"), "DROP PRIMARY KEY", NULL })

/* ---- texts that are not understood ---- */

static bool is_understood(const char *sql)
{
	struct mysqldb_table table;
	bool understood = mysqldb_parse_table(&table, sql);
	mysqldb_parse_release(&table);
	return understood;
}

Test(mysql_schema, a_table_that_is_printed_in_another_form_is_refused)
{
	cr_expect(is_understood("CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`)\n) ENGINE=InnoDB"));
	cr_expect_not(
		is_understood("CREATE TABLE `t` (\n  `a` int,\n  PROJECTION `k` (`a`)\n) ENGINE=InnoDB"));
	cr_expect_not(is_understood("CREATE TABLE `t` (\n  `a` int, KEY `k` (`a`)\n) ENGINE=InnoDB"));
	cr_expect_not(is_understood("CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`"));

	static const char *opaque[] = { NULL, NULL, NULL, "CREATE TABLE ...", NULL },
			  *known[] = { NULL, NULL, "a", NULL, NULL };
	const struct sqlembic_fact before = { .kind = MYSQLDB_TABLE, .values = known },
				   after = { .kind = MYSQLDB_TABLE, .values = opaque };
	const struct sqlembic_change change = { .before = &before, .after = &after };
	cr_expect_eq(mysqldb_judge_table(&change), SQLEMBIC_WAY_NONE);
	const struct sqlembic_change back = { .before = &after, .after = &before };
	cr_expect_eq(mysqldb_judge_table(&back), SQLEMBIC_WAY_NONE);
}
