/* kinds.h: the kinds of objects that MySQL and MariaDB have, and what the files of this folder share.
 *
 * What SHOW CREATE prints is the truth: it is cut into clauses by tokens, clauses are compared as texts, and what is written
 * is the target's clause, word for word.  So options that nobody here has heard of are seen, and kept. */
#ifndef MYSQL_SCHEMA_KINDS_H
#define MYSQL_SCHEMA_KINDS_H

#include "sqlembic/schema.h"

/* In the order in which they are created where nothing else decides: kinds.c has them as rows of a table. */
enum mysqldb_kind {
	MYSQLDB_DATABASE, /* its character set */
	MYSQLDB_SEQUENCE,
	MYSQLDB_TABLE,
	MYSQLDB_COLUMN,
	MYSQLDB_KEY, /* the primary key, unique and other keys */
	MYSQLDB_CHECK,
	MYSQLDB_PERIOD,
	MYSQLDB_LIBRARY, /* of MySQL, for routines in JavaScript */
	MYSQLDB_FUNCTION,
	MYSQLDB_PROCEDURE,
	MYSQLDB_PACKAGE,
	MYSQLDB_PACKAGE_BODY,
	MYSQLDB_FOREIGN_KEY,
	MYSQLDB_VIEW,
	MYSQLDB_TRIGGER,
	MYSQLDB_EVENT,
	MYSQLDB_KINDS
};

/* Attributes, by kind. */
enum mysqldb_table_attribute {
	MYSQLDB_TABLE_OPTIONS,      /* without AUTO_INCREMENT=n */
	MYSQLDB_TABLE_PARTITIONING, /* the clause; NULL: none */
	MYSQLDB_TABLE_ORDER,        /* of columns */
	MYSQLDB_TABLE_OPAQUE,       /* the text of a table that was not understood, which has no parts */
	MYSQLDB_TABLE_SQL,          /* silent: CREATE TABLE without foreign keys and AUTO_INCREMENT=n */
	MYSQLDB_TABLE_MISREAD, /* silent: modes that its text must be read without: misread.h; NULL: none */
	MYSQLDB_TABLE_LEFT_OUT, /* silent: columns that a history of MariaDB's would leave out, in quotes; NULL: none */
	MYSQLDB_TABLE_DORMANT, /* silent: options that only another engine knows; NULL: none */
	MYSQLDB_TABLE_DIGEST /* where these are asked for: all that SHOW CREATE prints, but for AUTO_INCREMENT=n */
};
enum mysqldb_column_attribute {
	MYSQLDB_COLUMN_NAME, /* as written: identities are in lower case */
	MYSQLDB_COLUMN_TYPE,
	MYSQLDB_COLUMN_CHARSET, /* "utf8mb4 utf8mb4_bin", also where the clause leaves it to the table */
	MYSQLDB_COLUMN_NOT_NULL,
	MYSQLDB_COLUMN_DEFAULT,
	MYSQLDB_COLUMN_GENERATED, /* "stored (`a` + 1)", "virtual (`a` + 1)" */
	MYSQLDB_COLUMN_OTHER,     /* all other words of the clause */
	MYSQLDB_COLUMN_CLAUSE     /* silent: the clause with its name */
};
/* Of keys, checks, periods, foreign keys. */
enum mysqldb_clause_attribute {
	MYSQLDB_CLAUSE_DEFINITION, /* the clause without its name */
	MYSQLDB_CLAUSE_TEXT,       /* silent: the clause */
	MYSQLDB_CLAUSE_COLUMNS /* silent: names in lower case, each with a line end; of foreign keys: its own */
};
/* Further ones of foreign keys, silent. */
enum {
	MYSQLDB_FOREIGN_TABLE = MYSQLDB_CLAUSE_COLUMNS +
				1, /* identity of the referenced table; NULL: elsewhere */
	MYSQLDB_FOREIGN_COLUMNS
};

/* Of libraries, functions, procedures, packages, triggers, events, views.  What a session has set when one is made goes with it: NULL
 * where that is what this session has, too. */
enum mysqldb_program_attribute {
	MYSQLDB_PROGRAM_DEFINITION, /* behind CREATE and DEFINER */
	MYSQLDB_PROGRAM_MODE,       /* sql_mode */
	MYSQLDB_PROGRAM_COLLATION,  /* of its literals */
	MYSQLDB_PROGRAM_DATABASE,   /* collation that the database had; views have none */
	MYSQLDB_PROGRAM_ZONE,       /* of events: time_zone */
	MYSQLDB_PROGRAM_BEHIND,     /* of triggers: the one that fires before it; NULL: it is the first */
	MYSQLDB_PROGRAM_DEFINER, /* silent: `user`@`host`; NULL: it is the session's user, or may not be named by him */
	MYSQLDB_PROGRAM_STATE, /* of views: "does not work"; NULL: it does */
	MYSQLDB_PROGRAM_VALUES
};
/* Of sequences. */
enum mysqldb_sequence_attribute {
	MYSQLDB_SEQUENCE_DEFINITION, /* behind the name, without the engine */
	MYSQLDB_SEQUENCE_ENGINE,
	MYSQLDB_SEQUENCE_VALUES
};

/* MariaDB counts its versions from 10 on, MySQL has not come so far. */
static inline bool mysqldb_is_mariadb(const struct sqlembic_side *side)
{
	return side->version >= 100000;
}

bool mysqldb_equal(const char *a, const char *b);

/* ---- text.c ---- */
/* Appends a name in backquotes. */
void mysqldb_text_name(struct sqlembic_buf *out, const char *name);
/* Appends a name as identities have it: in quotes where it could be misread, in lower case if it `folds`. */
void mysqldb_text_identity(struct sqlembic_buf *out, const char *name, bool folds);
/* Appends the identity of a column, key ...  Case does not count in any of their names, but only columns are found without it:
 * they can change it in their place.  A key whose name has another case goes, and comes, as one of another name. */
void mysqldb_text_part_identity(struct sqlembic_buf *out, const char *parent, const char *name, bool folds);
/* Appends a name as it is, from what stood between quotes. */
void mysqldb_text_unquote(struct sqlembic_buf *out, struct sqlembic_span name);
/* The tokens of a text that SHOW CREATE has printed. */
struct sqlembic_tokens mysqldb_text_tokens(const char *text);
/* Adds an expression without the character sets of literals that are plain ASCII, and "-(5)" as "-5".  MySQL gives a literal that
 * of the connection first, and at the next ALTER of the table, whatever it changes, that of the column beside it. */
void mysqldb_text_plain(struct sqlembic_buf *out, struct sqlembic_span sql);

/* ---- collations.c ---- */
/* Which collation a character set of MySQL's has where none is said. */
void mysqldb_collation_add_usual(struct sqlembic_buf *out, struct sqlembic_span charset);

/* ---- emit.c: statements for core ---- */
struct mysqldb_emit {
	const struct sqlembic_action_sink *out;
	struct sqlembic_error *err;
	int rc; /* of the first that failed */
};

/* One statement from a buffer, which is emptied; nothing after a failure. */
void mysqldb_emit(struct mysqldb_emit *emit, struct sqlembic_buf *sql);
/* The same with flags, a reason and a probe, which may be empty or NULL.  An empty statement is only a warning. */
void mysqldb_emit_warned(struct mysqldb_emit *emit, struct sqlembic_buf *sql, unsigned flags,
			 struct sqlembic_buf *reason, struct sqlembic_buf *probe);

/* ---- kinds.c ---- */
extern const struct sqlembic_kind mysqldb_kinds[];

#define MYSQLDB_ATTRIBUTES(name) extern const struct sqlembic_attribute mysqldb_##name##_attributes[]
#define MYSQLDB_CREATE(name)                                                                              \
	int mysqldb_create_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *to, \
				  const struct sqlembic_fact *fact, struct sqlembic_error *err)
#define MYSQLDB_PRINT(name)                                                                              \
	int mysqldb_print_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *to, \
				 const struct sqlembic_fact *fact, struct sqlembic_error *err)
#define MYSQLDB_DROP(name)                                                                                \
	int mysqldb_drop_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *from, \
				const struct sqlembic_fact *fact, struct sqlembic_error *err)
#define MYSQLDB_ALTER(name)                                              \
	int mysqldb_alter_##name(const struct sqlembic_action_sink *out, \
				 const struct sqlembic_change *change, struct sqlembic_error *err)
#define MYSQLDB_JUDGE(name) enum sqlembic_way mysqldb_judge_##name(const struct sqlembic_change *change)
#define MYSQLDB_STAY(name) \
	bool mysqldb_stay_##name(const struct sqlembic_fact *user, const struct sqlembic_fact *used)
#define MYSQLDB_SPREAD(name) \
	uint64_t mysqldb_spread_##name(const struct sqlembic_change *change, const struct sqlembic_fact *user)
#define MYSQLDB_RENAME(name)                                                                                \
	int mysqldb_rename_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *side, \
				  const struct sqlembic_fact *before, const struct sqlembic_fact *after,    \
				  struct sqlembic_error *err)

/* ---- engines.c: by the options of a table ---- */
/* Whether its rows are those of a table elsewhere. */
bool mysqldb_engines_is_door(const char *options);
/* Whether they are those of other tables beside it. */
bool mysqldb_engines_is_merge(const char *options);
/* Whether no ALTER TABLE leads from one to the other. */
bool mysqldb_engines_is_made_anew(const char *before, const char *after);

/* ---- tables.c and its neighbours ---- */
MYSQLDB_ATTRIBUTES(table);
MYSQLDB_CREATE(table);
MYSQLDB_PRINT(table);
MYSQLDB_DROP(table);
MYSQLDB_ALTER(table);
MYSQLDB_JUDGE(table);
MYSQLDB_SPREAD(table);
void mysqldb_reordered_table(struct sqlembic_buf *out, const struct sqlembic_side *side,
			     const struct sqlembic_fact *fact, unsigned number);
bool mysqldb_stand_column(const struct sqlembic_fact *part, const struct sqlembic_fact *other);
/* Triggers, while an UPDATE gives new columns their values: they would run for each row. */
bool mysqldb_hold_table(const struct sqlembic_change *change, unsigned user);
MYSQLDB_RENAME(table);
int mysqldb_unfold_table(const struct sqlembic_catalog_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *fact, struct sqlembic_error *err);
MYSQLDB_ATTRIBUTES(column);
MYSQLDB_RENAME(column);
MYSQLDB_ATTRIBUTES(clause);

/* ---- foreign_keys.c ---- */
MYSQLDB_ATTRIBUTES(foreign_key);
MYSQLDB_CREATE(foreign_key);
MYSQLDB_DROP(foreign_key);

/* ---- programs.c: functions, procedures, packages, triggers, events ---- */
MYSQLDB_ATTRIBUTES(program);
MYSQLDB_CREATE(program);
MYSQLDB_DROP(program);
MYSQLDB_ALTER(program);
MYSQLDB_STAY(routine);
MYSQLDB_STAY(trigger);
MYSQLDB_SPREAD(trigger);
MYSQLDB_JUDGE(trigger);

/* ---- triggers.c ---- */
/* Whether a trigger names a column that its table does not have on this side. */
bool mysqldb_triggers_is_broken(const struct sqlembic_side *side, const struct sqlembic_fact *trigger);

/* ---- views.c ---- */
MYSQLDB_ATTRIBUTES(view);
MYSQLDB_CREATE(view);
MYSQLDB_DROP(view);
MYSQLDB_ALTER(view);

/* ---- sequences.c ---- */
MYSQLDB_ATTRIBUTES(sequence);
MYSQLDB_CREATE(sequence);
MYSQLDB_DROP(sequence);
MYSQLDB_ALTER(sequence);
MYSQLDB_JUDGE(sequence);

#endif
