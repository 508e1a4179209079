/* test_complaints.c: what errors of the servers say to core, by their codes and words. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "sqlembic/driver.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

#define EXISTS    SQLEMBIC_COMPLAINT_EXISTS
#define NO_TABLE  SQLEMBIC_COMPLAINT_NO_TABLE
#define LACKS     SQLEMBIC_COMPLAINT_LACKS
#define OBJECTS   SQLEMBIC_COMPLAINT_OBJECTS
#define READ_ONLY SQLEMBIC_COMPLAINT_READ_ONLY
#define FULL      SQLEMBIC_COMPLAINT_FULL
#define NO_ROOM   SQLEMBIC_COMPLAINT_NO_ROOM
#define OTHERS    SQLEMBIC_COMPLAINT_OTHERS
#define SYNTAX    SQLEMBIC_COMPLAINT_SYNTAX
#define SCHEMA    SQLEMBIC_COMPLAINT_SCHEMA
#define NAMES     SQLEMBIC_COMPLAINT_NAMES
#define INSIDE    SQLEMBIC_COMPLAINT_TRANSACTION
#define UNKNOWN   SQLEMBIC_COMPLAINT_UNKNOWN
#define NO_SCHEMA SQLEMBIC_COMPLAINT_NO_SCHEMA

struct expectation {
	const char *said;
	unsigned complaints;
};

/* Puts what was said where a driver puts it. */
typedef void (*putter)(struct sqlembic_error *err, const char *said);

static void put_message(struct sqlembic_error *err, const char *said)
{
	(void)snprintf(err->message, sizeof(err->message), "%s", said);
}

static void put_detail(struct sqlembic_error *err, const char *said)
{
	(void)snprintf(err->detail, sizeof(err->detail), "%s", said);
}

static void put_sqlstate(struct sqlembic_error *err, const char *said)
{
	(void)snprintf(err->sqlstate, sizeof(err->sqlstate), "%s", said);
}

static void check(const struct sqlembic_dialect *dialect, putter put, const struct expectation *expectations,
		  size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct sqlembic_error err = { 0 };
		put(&err, expectations[i].said);
		cr_expect_eq(dialect->complaints(&err), expectations[i].complaints, "%s: %s", dialect->name,
			     expectations[i].said);
	}
}

#define CHECK(dialect, put, list) check(&(dialect), put, list, sizeof(list) / sizeof(list[0]))

Test(complaints, sqlite_has_words_only)
{
	static const struct expectation list[] = {
		{ "table t already exists", EXISTS },   { "already exists, it does not", 0 },
		{ "no such table: main.t", NO_TABLE },  { "no such column: t", 0 },
		{ "no such function: f", UNKNOWN },     { "unrecognized token: \":\"", SYNTAX },
		{ "near \"x\": syntax error", SYNTAX }, { "", 0 },
	};
	CHECK(sqlembic_sqlite_dialect, put_message, list);
}

Test(complaints, postgresql_has_states)
{
	static const struct expectation list[] = {
		{ "42P07", EXISTS | OBJECTS },
		{ "42723", EXISTS | OBJECTS },
		{ "42P01", NO_TABLE | OBJECTS | SCHEMA },
		{ "42703", OBJECTS | SCHEMA },
		{ "2BP01", SCHEMA },
		{ "42704", LACKS | OBJECTS | UNKNOWN },
		{ "42883", LACKS | OBJECTS | UNKNOWN },
		{ "42501", LACKS | OBJECTS },
		{ "3F000", LACKS | NO_SCHEMA },
		{ "0A000", LACKS },
		{ "58P01", LACKS },
		{ "42601", OBJECTS | SYNTAX | NAMES },
		{ "25001", INSIDE },
		{ "23505", 0 },
		{ "25006", READ_ONLY },
		{ "53300", FULL | OTHERS },
		{ "53100", NO_ROOM | OTHERS },
		{ "55P03", OTHERS },
		{ "40P01", OTHERS },
		{ "57014", OTHERS },
		{ "", 0 },
	};
	CHECK(sqlembic_postgresql_dialect, put_sqlstate, list);
}

/* The state is that of a table that is there. */
Test(complaints, postgresql_says_otherwise_of_children)
{
	const struct sqlembic_error made = { .sqlstate = "42P07", .statement = "CREATE TABLE inherit ()" };
	const struct sqlembic_error inherits = { .sqlstate = "42P07",
						 .statement = "alter table c inherit p" };
	cr_expect_eq(sqlembic_postgresql_dialect.complaints(&made), OBJECTS | EXISTS);
	cr_expect_eq(sqlembic_postgresql_dialect.complaints(&inherits), OBJECTS);
}

/* Those of types and the like are the database's own; those of prepared transactions are not. */
Test(complaints, postgresql_has_names_of_all_databases)
{
	const struct sqlembic_error type = { .sqlstate = "42710",
					     .statement = "CREATE TYPE t AS ENUM ('a')" };
	const struct sqlembic_error prepared = { .sqlstate = "42710",
						 .statement = "PREPARE TRANSACTION 'a'" };
	cr_expect_eq(sqlembic_postgresql_dialect.complaints(&type), OBJECTS | EXISTS);
	cr_expect_eq(sqlembic_postgresql_dialect.complaints(&prepared), OBJECTS | EXISTS | OTHERS);
}

Test(complaints, mysql_has_numbers)
{
	static const struct expectation list[] = {
		{ "error 1050 of the server", EXISTS },
		{ "error 1359 of the server", EXISTS },
		{ "error 1146 of the server; it is made at a.sql:1:1, too", NO_TABLE | SCHEMA },
		{ "error 1091 of the server", SCHEMA },
		{ "error 1451 of the server", SCHEMA },
		{ "error 1286 of the server", LACKS },
		{ "error 1305 of the server", LACKS | UNKNOWN },
		{ "error 1193 of the server", LACKS | UNKNOWN },
		{ "error 4161 of the server", UNKNOWN },
		{ "error 1142 of the server", LACKS },
		{ "error 1792 of the server", READ_ONLY },
		{ "error 1021 of the server", NO_ROOM | OTHERS },
		{ "error 1040 of the server", FULL | OTHERS },
		{ "error 1114 of the server", NO_ROOM | OTHERS },
		{ "error 1203 of the server", FULL | OTHERS },
		{ "error 1213 of the server", OTHERS },
		{ "error 1064 of the server", SYNTAX },
		{ "error 10500 of the server", 0 },
		{ "the server", 0 },
		{ "", 0 },
	};
	CHECK(sqlembic_mysql_dialect, put_detail, list);
}
