/* parse.h: takes apart what SHOW CREATE TABLE has printed.  Spans point into that text. */
#ifndef MYSQL_SCHEMA_PARSE_H
#define MYSQL_SCHEMA_PARSE_H

#include "kinds.h"
#include "sqlembic/token.h"

/* One clause between the parentheses. */
struct mysqldb_clause {
	enum mysqldb_kind kind;    /* column, key, check, period, foreign key */
	struct sqlembic_span name; /* without quotes, as it is written there; of a primary key: PRIMARY */
	struct sqlembic_span text;
	struct sqlembic_span definition; /* behind the name; of a key: with what stands before */
};

struct mysqldb_table {
	struct sqlembic_span head; /* up to the first parenthesis */
	struct mysqldb_clause *clauses;
	size_t n, cap;
	struct sqlembic_span options, partitioning; /* the latter with its comment marks; empty: none */
	bool failed;                                /* out of memory */
};

/* What a column's clause says. */
struct mysqldb_column {
	struct sqlembic_span type, charset, collation, default_value, generated;
	struct sqlembic_buf other;
	bool is_not_null, is_stored;
};

/* False: this is not understood, or its parts do not make up the whole text again. */
bool mysqldb_parse_table(struct mysqldb_table *out, const char *sql);
void mysqldb_parse_release(struct mysqldb_table *table);
void mysqldb_parse_column(struct mysqldb_column *out, struct sqlembic_span definition);

/* The next option, its name without '=' and its value: ("DEFAULT CHARSET", "utf8mb4"), ("WITH SYSTEM VERSIONING", "").  Marks of
 * conditional comments are left out. */
bool mysqldb_parse_option(struct sqlembic_tokens *tokens, struct sqlembic_span *name,
			  struct sqlembic_span *value);
/* The value of an option; empty: there is none. */
struct sqlembic_span mysqldb_parse_find_option(struct sqlembic_span options, const char *wanted);

/* Whether one says that the table has a history. */
bool mysqldb_parse_is_versioned(struct sqlembic_span options);

/* Appends the options that another engine than the table's has left there, which MariaDB prints as comments. */
void mysqldb_parse_dormant(struct sqlembic_buf *out, struct sqlembic_span options);

/* Appends the names of the first list of columns in a clause, in lower case, each with a line end. */
void mysqldb_parse_columns(struct sqlembic_buf *out, struct sqlembic_tokens *tokens);
/* Whether the text names this column, in quotes. */
bool mysqldb_parse_mentions(const char *text, const char *column);

#endif
