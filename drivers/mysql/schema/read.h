/* read.h: reads the catalog of a session's database: what the readers of the families share.
 *
 * Three kinds of messages, whatever the number of objects: the first asks for their names, others whether views work, and the
 * last for their SHOW CREATE, as many in one packet as it takes. */
#ifndef MYSQL_SCHEMA_READ_H
#define MYSQL_SCHEMA_READ_H

#include "kinds.h"

struct mysqldb;

/* A packet of this many bytes of SHOW CREATE costs its round trip as well as a larger one. */
#define MYSQLDB_READ_PACKET ((size_t)64 * 1024)

#define MYSQLDB_ITEM_VALUES 8

/* An object that the first message has named. */
struct mysqldb_item {
	enum mysqldb_kind kind;
	char *values[MYSQLDB_ITEM_VALUES]; /* malloc'ed: its name, and what else its family wants to know */
	bool has_trigger;                  /* of tables: their columns are asked for */
	bool is_known;                     /* and these are as they were */
};

/* A table that is printed with marks for what they may stand for: read_marks.c. */
struct mysqldb_hiding {
	size_t item;
	char *text;
};

/* What the session is like: objects take some of it with them. */
enum mysqldb_session_value {
	MYSQLDB_SESSION_MODE,
	MYSQLDB_SESSION_COLLATION,
	MYSQLDB_SESSION_DATABASE, /* collation of the database */
	MYSQLDB_SESSION_ZONE,
	MYSQLDB_SESSION_USER,
	MYSQLDB_SESSION_MAY_DEFINE, /* "0": objects of other users cannot be made */
	MYSQLDB_SESSION_ALL_MODES,  /* sql_mode of the server by itself, and here */
	MYSQLDB_SESSION_VALUES
};

struct mysqldb_reading {
	struct mysqldb *session;
	const struct sqlembic_scope *scope;
	const struct sqlembic_catalog_sink *out;
	struct sqlembic_error *err;
	long version; /* as in struct sqlembic_side */
	bool is_mariadb;
	bool folds; /* case does not count in names of tables */
	char *database;
	char *session_values[MYSQLDB_SESSION_VALUES];
	struct mysqldb_item *items; /* sorted by kind and name when the first message has been answered */
	size_t n, cap;
	struct sqlembic_buf own;       /* names of our tables, each with a NUL */
	struct sqlembic_buf views;     /* and of views, which the first message has named */
	size_t asked, answered;        /* items of the second messages */
	struct mysqldb_hiding *hiding; /* tables that are read last */
	size_t nhiding, hiding_cap;
	bool folds_tables; /* those whose columns nobody asks for are folded */
	int rc;            /* of the first that failed */
};

/* Whether core wants to know of an object. */
bool mysqldb_read_wants(struct mysqldb_reading *r, enum mysqldb_kind kind, const char *name);
/* Remembers an object that is wanted; `values` has its name and up to MYSQLDB_ITEM_VALUES - 1 others. */
void mysqldb_read_add(struct mysqldb_reading *r, enum mysqldb_kind kind, const char *const *values, size_t n);
/* The object of that kind and name; NULL: there is none. */
const struct mysqldb_item *mysqldb_read_find(const struct mysqldb_reading *r, enum mysqldb_kind kind,
					     const char *name);
/* Takes note of the names of our own tables, which are no part of any schema. */
void mysqldb_read_note_own(struct mysqldb_reading *r);
/* Whether a table is one of these. */
bool mysqldb_read_is_own(const struct mysqldb_reading *r, const char *table);
/* server_id of what is a table, view or sequence: "relation t". */
void mysqldb_read_relation_id(const struct mysqldb_reading *r, struct sqlembic_buf *out, const char *name);
/* Hands over what is not read: "event e". */
void mysqldb_read_unread(struct mysqldb_reading *r, const char *kind, const char *name);
void mysqldb_read_fact(struct mysqldb_reading *r, const struct sqlembic_fact *fact);
void mysqldb_read_edge(struct mysqldb_reading *r, const char *user, const char *used);
void mysqldb_read_mention(struct mysqldb_reading *r, const char *user, const char *used);

void mysqldb_read_sort_items(struct mysqldb_reading *r);
/* Behind that: which tables may be folded. */
void mysqldb_read_note_triggers(struct mysqldb_reading *r);
void mysqldb_read_release_items(struct mysqldb_reading *r);

/* read_send.c */
/* Sends a message and yields its rows to `row` with the reading; what has failed is kept. */
int mysqldb_read_send(struct mysqldb_reading *r, const char *sql,
		      int (*row)(void *payload, const char *const *values, size_t n));
/* read_list.c: asks for the names of all objects, and sorts them. */
int mysqldb_read_list(struct mysqldb_reading *r);

int mysqldb_read_schema(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			const struct sqlembic_catalog_sink *out, struct sqlembic_error *err);

/* ---- the families ----
 * A family has a query whose first column is its tag, and is asked for by read.c's table:
 *   list()  takes a row of that query, the tag being values[0];
 *   take()  takes the row that SHOW CREATE has yielded for one of its items. */

/* read_table.c */
void mysqldb_read_table(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *values,
			size_t n);

/* read_digest.c */
/* What SHOW CREATE has printed, without the name of the database that is read; in `buf`, where it is another text. */
const char *mysqldb_read_table_text(struct mysqldb_reading *r, struct sqlembic_buf *buf,
				    const char *const *values, size_t n);
/* read_history.c: takes out which columns a history would leave out, where the table has none; appends their names, each in backquotes. */
void mysqldb_read_leave_out_history(struct sqlembic_buf *text);
void mysqldb_read_add_left_out(struct sqlembic_buf *out, const char *printed);
/* read_quotes.c: appends what MariaDB has printed of a table with quotes in the names of its foreign keys as they are read; false: they
 * are so, and nothing is appended. */
bool mysqldb_read_quote_again(struct sqlembic_buf *out, const char *sql);
/* A table as its digest. */
void mysqldb_read_digest(struct mysqldb_reading *r, const struct mysqldb_item *item,
			 const char *const *values, size_t n);

/* marks.c */
/* Whether marks in what SHOW CREATE TABLE has printed may stand for other characters that the server tells.  Those that it does not
 * tell are listed as not compared. */
bool mysqldb_read_hides(struct mysqldb_reading *r, const char *name, const char *sql);
/* Lists those in the result of a function. */
void mysqldb_read_hidden_result(struct mysqldb_reading *r, const char *name, const char *definition);
/* read_marks.c: appends the text with what they stand for, or fails: asks the server, so no answer may be on its way. */
void mysqldb_read_true_text(struct mysqldb_reading *r, struct sqlembic_buf *out, const char *name,
			    const char *sql);

/* read_mentions.c */
/* Edges of what is told with digests: the tables and sequences that a table's clauses name. */
void mysqldb_read_table_edges(struct mysqldb_reading *r, const char *id, const char *sql);
/* What the body of a trigger or routine names. */
void mysqldb_read_body_mentions(struct mysqldb_reading *r, const char *id, const char *text);

/* read_program.c */
void mysqldb_read_list_routine(struct mysqldb_reading *r, const char *const *values, size_t n);
void mysqldb_read_list_library(struct mysqldb_reading *r, const char *const *values, size_t n);
void mysqldb_read_list_trigger(struct mysqldb_reading *r, const char *const *values, size_t n);
void mysqldb_read_list_event(struct mysqldb_reading *r, const char *const *values, size_t n);
void mysqldb_read_program(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
			  size_t n);
/* Behind CREATE: appends the definer in quotes where a script has to name him; the text behind him. */
const char *mysqldb_read_definer(struct mysqldb_reading *r, struct sqlembic_buf *definer, const char *text);
/* The collation of an object's literals where it is another than that of every session; NULL: it is that. */
const char *mysqldb_read_collation(const struct mysqldb_reading *r, const char *value, const char *text);

/* read_mode.c: makes of what SHOW CREATE has printed of a program, behind CREATE, what its own sql_mode reads so. */
void mysqldb_read_in_mode(struct sqlembic_buf *text, enum mysqldb_kind kind, const char *mode);

/* read_view.c */
void mysqldb_read_list_view(struct mysqldb_reading *r, const char *const *values, size_t n);
void mysqldb_read_view(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
		       size_t n);
bool mysqldb_read_is_broken_view(const struct mysqldb_item *item);
void mysqldb_read_sequence(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
			   size_t n);

#endif
