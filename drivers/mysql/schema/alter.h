/* alter.h: what the files share that change a table: one ALTER TABLE, as far as the server admits it. */
#ifndef MYSQL_SCHEMA_ALTER_H
#define MYSQL_SCHEMA_ALTER_H

#include "kinds.h"

struct mysqldb_altering {
	const struct sqlembic_change *change;
	struct mysqldb_emit emit;
	struct sqlembic_buf sql;    /* the one ALTER TABLE; empty as long as there is no clause */
	struct sqlembic_buf behind; /* PARTITION BY, which goes behind all clauses without a comma */
	struct sqlembic_buf later;  /* clauses that do not go with others, for a statement of their own */
	bool copies;       /* ALGORITHM=COPY: the server checks the rows, or takes all keys, only so */
	bool has_fulltext; /* the statement adds a full-text key: MySQL takes one at a time */
	struct sqlembic_buf fulltext; /* the next ones, a statement each; each ends with NUL */
};

/* Begins a clause of the statement: what comes next is appended to its buffer. */
struct sqlembic_buf *mysqldb_alter_clause(struct mysqldb_altering *a);
/* Appends "ALTER TABLE `t` ". */
void mysqldb_alter_begin(struct sqlembic_buf *out, const struct sqlembic_change *change);
/* A warning in front of the statement: printf-like reason, and a probe that may be NULL. */
void mysqldb_alter_warn(struct mysqldb_altering *a, unsigned flags, struct sqlembic_buf *reason,
			struct sqlembic_buf *probe);

bool mysqldb_alter_is_versioned(const struct sqlembic_fact *table);
/* Whether the clause of a column of such a table says that it has no history. */
bool mysqldb_alter_has_no_history(const struct sqlembic_fact *column);
/* Appends a table for a query's FROM, with the rows of its history: a change converts them, too, be it to drop them then.  Only
 * checks and keys are not for them. */
void mysqldb_alter_add_all_rows(struct sqlembic_buf *out, const struct sqlembic_fact *table);

/* alter_history.c: whether a column is one of those that hold from when to when a row was valid; whether the table loses its
 * history in a statement before, since these columns or the engine become others; and that statement, or one that gives it a history. */
bool mysqldb_alter_is_bound(const struct sqlembic_fact *column);
bool mysqldb_alter_renews_history(const struct sqlembic_change *change);
void mysqldb_alter_begin_history(struct mysqldb_altering *a);
/* Whether the table gets another engine, and has or gets a history: it is without one in between. */
bool mysqldb_alter_moves_history(const struct sqlembic_change *change);
/* Refuses, with the table's name, a change whose statements an UPDATE is among, which does not reach the history. */
int mysqldb_alter_refuse_history(const struct sqlembic_change *change, struct sqlembic_error *err);
/* Whether a column is left out of the history that its table gets with the statement: only a later one can say so; appends its
 * clause without these words; and whether it is as it was, but for them. */
bool mysqldb_alter_is_left_out(const struct sqlembic_change *change, const struct sqlembic_fact *new);
void mysqldb_alter_add_with_history(struct sqlembic_buf *out, const struct sqlembic_fact *new);
bool mysqldb_alter_is_same_with_history(const struct sqlembic_fact *old, const struct sqlembic_fact *new);
/* Whether it would be left out, since it was before the table had lost an earlier history: not, once the statement names it. */
bool mysqldb_alter_must_be_let_in(const struct sqlembic_change *change, const struct sqlembic_fact *old,
				  const struct sqlembic_fact *new);
/* Whether a key has a column that is gone with the history: it is made again behind. */
bool mysqldb_alter_is_with_history(const struct sqlembic_change *change, const struct sqlembic_fact *key);
/* Whether the table loses its partitions in a statement before: by SYSTEM_TIME they hold its history, which is dropped; others
 * may be cut by a column that is a text in between. */
bool mysqldb_alter_is_unpartitioned_first(const struct sqlembic_change *change);
/* Says that the history is lost, with the number of its rows. */
void mysqldb_alter_warn_of_history(struct mysqldb_altering *a);

/* The nth part of one kind; NULL behind the last. */
const struct sqlembic_fact *mysqldb_part(const struct sqlembic_side *side, const struct sqlembic_fact *table,
					 enum mysqldb_kind kind, size_t n);
/* NULL: it has none of that name. */
const struct sqlembic_fact *mysqldb_find_column(const struct sqlembic_side *side,
						const struct sqlembic_fact *table, const char *name);
/* The same object on the other side; NULL: it is not there. */
const struct sqlembic_fact *mysqldb_other(const struct sqlembic_side *side, const struct sqlembic_fact *fact);
/* Whether what is compared of two facts of a kind is equal. */
bool mysqldb_is_same(const struct sqlembic_fact *a, const struct sqlembic_fact *b);
/* Whether a column that is on both sides has to be dropped and added. */
bool mysqldb_alter_is_remade(const struct sqlembic_fact *before, const struct sqlembic_fact *after);

/* alter_by_text.c: the statements before, which make texts of columns that the server does not convert; and whether one of them is
 * an UPDATE. */
void mysqldb_alter_begin_by_text(struct mysqldb_altering *a);
bool mysqldb_alter_rewrites(const struct sqlembic_change *change);
/* Whether a clause names such a column; and whether a key or check is dropped with these statements, since it cannot be of a text. */
bool mysqldb_alter_mentions_by_text(const struct sqlembic_change *change, const char *text);
bool mysqldb_alter_goes_before_text(const struct sqlembic_change *change, const struct sqlembic_fact *part);

/* alter_columns.c */
void mysqldb_alter_drop_columns(struct mysqldb_altering *a);
void mysqldb_alter_columns(struct mysqldb_altering *a);

/* alter_fill.c: whether a column is added empty, without its default; that; and the statements behind the ALTER TABLE that
 * fill it and give it its definition. */
bool mysqldb_alter_is_filled(const struct mysqldb_altering *a, const struct sqlembic_fact *new);
void mysqldb_alter_add_empty(struct sqlembic_buf *sql, const struct sqlembic_fact *new);
void mysqldb_alter_finish_filled(struct mysqldb_altering *a);

/* defaults.c: whether a column has no default in a way that no clause says; whether it loses its default, and nothing else
 * changes; appends a clause of ALTER TABLE that takes its default; and the statement that does so behind a CREATE TABLE. */
bool mysqldb_defaults_is_none(const struct sqlembic_side *side, const struct sqlembic_fact *column);
bool mysqldb_defaults_only_goes(const struct sqlembic_side *to, const struct sqlembic_fact *old,
				const struct sqlembic_fact *new);
void mysqldb_defaults_add_drop(struct sqlembic_buf *out, const char *name);
void mysqldb_defaults_finish_table(struct mysqldb_emit *emit, const struct sqlembic_side *to,
				   const struct sqlembic_fact *fact);

/* Whether a column that is there gets a default that the server refuses beside others. */
bool mysqldb_alter_is_later(const struct mysqldb_altering *a, const struct sqlembic_fact *old,
			    const struct sqlembic_fact *new);

/* alter_rows.c: appends what a new column will hold in every row, or nothing where that is not known; and the rows as the
 * statement will find them, to be selected from: of new columns that are expressions, with those that the text names. */
void mysqldb_alter_add_value(struct sqlembic_buf *out, const struct sqlembic_fact *new);
/* Whether a column is AUTO_INCREMENT. */
bool mysqldb_alter_counts_up(const struct sqlembic_fact *column);
void mysqldb_alter_add_rows(struct sqlembic_buf *sql, const struct sqlembic_change *change, const char *text);
/* Whether a column that was there is worked out by another expression, or from other values; and whether a text names one that
 * comes to have other values. */
bool mysqldb_alter_is_computed_anew(const struct sqlembic_change *change, const struct sqlembic_fact *old,
				    const struct sqlembic_fact *new);
/* Whether it is an expression that has the values which it had, whatever its new type makes of them. */
bool mysqldb_alter_keeps_expression(const struct sqlembic_change *change, const struct sqlembic_fact *old,
				    const struct sqlembic_fact *new);
bool mysqldb_alter_rows_change(const struct sqlembic_change *change, const char *text);

/* alter_convert.c: whether values stay what they are, but for those that the new type refuses; appends what becomes of a column's
 * value, or of one that a new column is given (`old` is NULL), or nothing where that is not known; and whether two values that are
 * not the same may come to be. */
bool mysqldb_alter_keeps_values(const struct sqlembic_fact *old, const struct sqlembic_fact *new);
void mysqldb_alter_add_converted(struct sqlembic_buf *out, const char *value, const struct sqlembic_fact *old,
				 const struct sqlembic_fact *new);
bool mysqldb_alter_may_join(const struct sqlembic_fact *old, const struct sqlembic_fact *new);

/* alter_types.c: warns of what a change of a column can do to its values. */
void mysqldb_alter_types(struct mysqldb_altering *a, const struct sqlembic_fact *before,
			 const struct sqlembic_fact *after);

/* alter_checks.c: warns of rows that violate a check: one of the table; or one in a column's clause, if it is new or is held
 * against other values, where old may be NULL. */
void mysqldb_alter_warn_of_check(struct mysqldb_altering *a, const struct sqlembic_fact *check);
void mysqldb_alter_column_check(struct mysqldb_altering *a, const struct sqlembic_fact *old,
				const struct sqlembic_fact *new);

/* alter_doubles.c: warns of rows that have the same values in a key. */
void mysqldb_alter_warn_of_doubles(struct mysqldb_altering *a, const struct sqlembic_fact *key);
/* The same for a key that stays, where values of a column may come to be the same. */
void mysqldb_alter_warn_of_same(struct mysqldb_altering *a, const struct sqlembic_fact *key);

/* alter_keys.c */
void mysqldb_alter_drop_keys(struct mysqldb_altering *a);
void mysqldb_alter_add_keys(struct mysqldb_altering *a);
/* Whether an index that the foreign key stands on is gone with the change, and no other of the old ones is there. */
bool mysqldb_alter_takes_index(const struct sqlembic_change *change, const char *columns);

/* alter_options.c: the statement before, which takes back the options of an engine that the table leaves; the others; and whether the
 * keys that stay would be printed with the size of blocks that the table had. */
void mysqldb_alter_begin_options(struct mysqldb_altering *a);
void mysqldb_alter_options(struct mysqldb_altering *a);
bool mysqldb_alter_leaves_block_size(const struct sqlembic_change *change);

/* alter_partitions.c: what goes into the statement, or statements of its own. */
void mysqldb_alter_partitions(struct mysqldb_altering *a);
/* The latter. */
void mysqldb_alter_finish_partitions(struct mysqldb_altering *a);

#endif
