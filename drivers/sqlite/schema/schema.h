/* schema.h: SQLite's schemas: kinds of facts, and what the files of this folder share.
 *
 * SQLite keeps each object as the text of its CREATE.  ALTER TABLE edits that text in place and moves comments about, so
 * texts are compared as tokens, and what a pragma says is taken from there. */
#ifndef SQLITE_SCHEMA_H
#define SQLITE_SCHEMA_H

#include "sqlembic/schema.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;

enum sqlite_kind {
	SQLITE_KIND_TABLE,
	SQLITE_KIND_COLUMN,
	SQLITE_KIND_PRIMARY_KEY,
	SQLITE_KIND_UNIQUE,
	SQLITE_KIND_CHECK,
	SQLITE_KIND_FOREIGN_KEY,
	SQLITE_KIND_VIRTUAL_TABLE,
	SQLITE_KIND_INDEX,
	SQLITE_KIND_VIEW,
	SQLITE_KIND_TRIGGER,
	SQLITE_NKINDS
};

/* Attributes, by kind. */
enum {
	SQLITE_TABLE_OPTIONS,
	SQLITE_TABLE_ORDER,
	SQLITE_TABLE_SQL,
	SQLITE_TABLE_COLUMNS, /* of one that is folded: columns.h's text */
	SQLITE_TABLE_VALUES
};
enum {
	SQLITE_COLUMN_TYPE,
	SQLITE_COLUMN_NOT_NULL,
	SQLITE_COLUMN_DEFAULT,
	SQLITE_COLUMN_COLLATION,
	SQLITE_COLUMN_GENERATED, /* "stored (a + 1)", "virtual (a + 1)" */
	SQLITE_COLUMN_OTHER,     /* words that this file does not know */
	SQLITE_COLUMN_TEXT,      /* its definition without comments */
	SQLITE_COLUMN_VALUES
};
enum {
	SQLITE_CONSTRAINT_DEFINITION, /* what is not in its identity */
	SQLITE_CONSTRAINT_COLUMN, /* the column that it is written with, in lower case; NULL: with the table */
	SQLITE_CONSTRAINT_NAME,
	SQLITE_CONSTRAINT_TEXT,   /* without CONSTRAINT and its name */
	SQLITE_CONSTRAINT_PARENT, /* of a foreign key: the identity of the table that it references */
	SQLITE_CONSTRAINT_VALUES
};
/* Virtual tables, indexes, views, triggers. */
enum { SQLITE_OBJECT_DEFINITION, SQLITE_OBJECT_SQL, SQLITE_OBJECT_VALUES };

/* A primary key that is the rowid under another name has this definition, or it with " autoincrement". */
#define SQLITE_ROWID_ALIAS "rowid"

/* ---- text.c ---- */
/* Appends the tokens of `text` as they are compared: without comments, names without quotes and in lower case, one blank
 * between but not inside of parentheses. */
void sqlite_text_tokens(struct sqlembic_buf *out, struct sqlembic_span text);
/* Appends the name of a type: VARCHAR(20). */
void sqlite_text_type(struct sqlembic_buf *out, struct sqlembic_span text);
/* Appends the text as it is written but for comments and the blanks round them. */
void sqlite_text_bare(struct sqlembic_buf *out, struct sqlembic_span text);
/* Appends the text but for "TABLE." in front of columns, which a check of that table may have. */
void sqlite_text_unqualified(struct sqlembic_buf *out, struct sqlembic_span text, const char *table);
/* An expression without parentheses round the whole of it. */
struct sqlembic_span sqlite_text_unwrapped(struct sqlembic_span text);
/* Appends a name, quoted where it has to be. */
void sqlite_text_name(struct sqlembic_buf *out, const char *name);
/* Appends a name in lower case, quoted where a dot or blank in it could be misread. */
void sqlite_text_identity(struct sqlembic_buf *out, const char *name);
/* What a name is without its quotes, also where it is written as a string, which SQLite takes for one. */
struct sqlembic_token;
struct sqlembic_span sqlite_text_bare_name(const struct sqlembic_token *token);
/* Whether a name is one of the tokens that `text` is made of, in any case. */
bool sqlite_text_mentions(const char *text, const char *name);

/* ---- emit.c: statements for core ---- */
struct sqlite_emit {
	const struct sqlembic_action_sink *out;
	struct sqlembic_error *err;
	int rc; /* of the first that failed */
};

/* One statement from a buffer, which is emptied; nothing after a failure. */
void sqlite_emit(struct sqlite_emit *emit, struct sqlembic_buf *sql);
/* The same with flags, a reason and a probe, which may be empty. */
void sqlite_emit_warned(struct sqlite_emit *emit, struct sqlembic_buf *sql, unsigned flags,
			struct sqlembic_buf *reason, struct sqlembic_buf *probe);

/* ---- parse.c ---- */
struct sqlite_column {
	struct sqlembic_span name; /* as written */
	struct sqlembic_span text; /* from the name to the end */
	struct sqlembic_span collation, generated, not_null_conflict, default_value;
	struct sqlembic_buf other;
	bool is_stored, has_default;
};

struct sqlite_constraint {
	enum sqlite_kind kind;
	size_t column;             /* index of the one that it is written with; SIZE_MAX: with the table */
	struct sqlembic_span name; /* of the constraint; empty: none */
	struct sqlembic_span text;
	struct sqlembic_span
		inside; /* the parentheses of CHECK, UNIQUE, PRIMARY KEY, FOREIGN KEY; empty: none */
	struct sqlembic_span parent; /* REFERENCES: table and columns */
	struct sqlembic_span columns;
	struct sqlembic_span conflict, on_delete, on_update, deferrable;
	bool is_descending, is_autoincrement; /* of a column's PRIMARY KEY */
};

struct sqlite_table {
	struct sqlembic_span body, options; /* body: from "(" to the ")" that closes it */
	struct sqlite_column *columns;
	struct sqlite_constraint *constraints;
	size_t ncolumns, nconstraints;
	bool failed; /* out of memory */
};

/* Takes a CREATE TABLE apart; the spans point into `sql`. */
void sqlite_parse_table(struct sqlite_table *out, const char *sql);
void sqlite_parse_release(struct sqlite_table *table);

/* ---- the slots ---- */
int sqlite_schema_read(struct sqlembic_session *session, const struct sqlembic_scope *scope,
		       const struct sqlembic_catalog_sink *out, struct sqlembic_error *err);

/* unfold.c */
int sqlite_table_unfold(const struct sqlembic_catalog_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *fact, struct sqlembic_error *err);

/* ---- table.c, native.c, rebuild.c ---- */
int sqlite_table_create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *fact, struct sqlembic_error *err);
/* ALTER TABLE leaves its traces in the text that SQLite keeps: this one is made of the parts. */
int sqlite_table_print(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err);
void sqlite_table_reordered(struct sqlembic_buf *out, const struct sqlembic_side *side,
			    const struct sqlembic_fact *fact, unsigned number);
int sqlite_table_drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		      const struct sqlembic_fact *fact, struct sqlembic_error *err);
int sqlite_table_alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err);
enum sqlembic_way sqlite_table_judge(const struct sqlembic_change *change);
int sqlite_table_rename(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			struct sqlembic_error *err);
int sqlite_column_rename(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			 struct sqlembic_error *err);
/* native.c: whether ALTER TABLE makes all of a change that is none of whole columns; and its statements. */
bool sqlite_native_can(const struct sqlembic_change *change);
int sqlite_native_alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			struct sqlembic_error *err);
int sqlite_rebuild_table(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 struct sqlembic_error *err);

/* dangers.c: says, ahead of the statement, what rows can stop it, or are lost by it. */
void sqlite_danger_of_constraint(struct sqlite_emit *emit, const struct sqlembic_change *change,
				 const struct sqlembic_fact *constraint);
void sqlite_danger_of_index(struct sqlite_emit *emit, const struct sqlembic_side *to,
			    const struct sqlembic_fact *index);
/* Whether that is to be said of a constraint that stays, as a column of it changes. */
bool sqlite_danger_is_of_constraint(const struct sqlembic_change *change,
				    const struct sqlembic_fact *constraint);
/* danger_rows.c: of the columns that a text names: whether it is known what the rows will have in them, be it that they are compared
 * with others; appends the rows, to be selected from; whether they are compared in another way than before; and whether two values
 * that are not the same may come to be. */
bool sqlite_danger_rows_are_known(const struct sqlembic_change *change, const char *text, bool are_compared);
void sqlite_danger_rows_add(struct sqlembic_buf *out, const struct sqlembic_change *change, const char *text);
bool sqlite_danger_rows_compare_otherwise(const struct sqlembic_change *change, const char *text);
bool sqlite_danger_rows_may_join(const struct sqlembic_change *change, const char *text);
/* Whether a column that the text names is new, or gets other values. */
bool sqlite_danger_rows_change(const struct sqlembic_change *change, const char *text);
/* danger_references.c: appends a query that counts rows without what they refer to, or nothing where that is not known; and whether
 * a foreign key that stays is one of columns that get other values. */
void sqlite_danger_reference_probe(struct sqlembic_buf *out, const struct sqlembic_change *change,
				   const struct sqlembic_fact *constraint);
bool sqlite_danger_reference_changes(const struct sqlembic_change *change,
				     const struct sqlembic_fact *constraint);
/* conversions.c: says what the change of a column's type does to the values that are there.  `table` is quoted. */
void sqlite_conversion_tell(struct sqlite_emit *emit, const struct sqlembic_change *change, const char *table,
			    const struct sqlembic_fact *before, const struct sqlembic_fact *after);

/* ---- parts.c ---- */
/* Parts of a fact of one kind, and how to walk over them: NULL behind the last. */
const struct sqlembic_fact *sqlite_part(const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					enum sqlite_kind kind, size_t n);
/* The column of that name (lower case) of a table; NULL: none. */
const struct sqlembic_fact *sqlite_find_column(const struct sqlembic_side *side,
					       const struct sqlembic_fact *table, const char *identity);

/* ---- affinity.c ---- */
enum sqlite_affinity {
	SQLITE_AFFINITY_TEXT,
	SQLITE_AFFINITY_NUMERIC, /* integers, too, which are compared in the same way */
	SQLITE_AFFINITY_REAL,
	SQLITE_AFFINITY_NONE
};
enum sqlite_affinity sqlite_affinity_of_type(const char *type, bool is_strict);
enum sqlite_affinity sqlite_affinity_of(const struct sqlembic_fact *table,
					const struct sqlembic_fact *column);
bool sqlite_table_is_strict(const struct sqlembic_fact *table);

/* ---- fulltext.c ---- */
/* Appends the name of the table or view that has the rows of a full-text index, "CREATE VIRTUAL TABLE ...", without quotes; false:
 * the index has them itself, or it is another virtual table. */
bool sqlite_fulltext_content(struct sqlembic_buf *out, const char *sql);
/* Whether a virtual table is a full-text index of another table's rows; and whether it can be filled from there: the other one is
 * there, with the columns that it names, and does not ask the index itself. */
bool sqlite_fulltext_is_external(const struct sqlembic_fact *fact);
bool sqlite_fulltext_can_be_filled(const struct sqlembic_side *side, const struct sqlembic_fact *fact);

/* ---- object.c: what is a text only ---- */
int sqlite_object_create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			 const struct sqlembic_fact *fact, struct sqlembic_error *err);
int sqlite_object_drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err);

extern const struct sqlembic_schema sqlembic_sqlite_schema;

#endif
