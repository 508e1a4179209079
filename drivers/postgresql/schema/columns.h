/* columns.h: what the files of columns share. */
#ifndef POSTGRESQL_SCHEMA_COLUMNS_H
#define POSTGRESQL_SCHEMA_COLUMNS_H

#include "kinds.h"

/* From a composite type that the table is of. */
bool postgres_column_is_typed(const struct sqlembic_fact *column);
/* identity.c: what ADD ... AS IDENTITY, or a column's definition, cannot say. */
int postgres_finish_identity(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			     const struct sqlembic_fact *identity, struct sqlembic_error *err);
/* From that, or from a parent: it has no ADD and no DROP of its own. */
bool postgres_column_is_inherited(const struct sqlembic_fact *column);
/* The parent's column, from which an inherited one comes; NULL: there is none. */
const struct sqlembic_fact *postgres_column_origin(const struct sqlembic_side *side,
						   const struct sqlembic_fact *column);
/* What numbers it; NULL: it is no identity column. */
const struct sqlembic_fact *postgres_column_identity(const struct sqlembic_side *side,
						     const struct sqlembic_fact *column);
/* Whether `user`, which uses it, is the same column of a child of its table. */
bool postgres_column_is_below(const struct sqlembic_fact *user, const struct sqlembic_fact *column);
/* "ALTER TABLE [only] table DROP COLUMN c", which loses its values. */
int postgres_column_emit_drop(const struct sqlembic_action_sink *out, const char *table,
			      const struct sqlembic_fact *column, const char *only,
			      struct sqlembic_error *err);
/* Whether nobody hands columns down to this table, although it is a partition in `one`: it is none in `other`, or what it is a
 * partition of is made anew meanwhile. */
bool postgres_column_is_alone(const struct sqlembic_side *one, const struct sqlembic_side *other,
			      const char *table);
/* Whether a column that is its table's own is to be its parents' alone.  No statement says so: it is made anew, with its values. */
bool postgres_column_becomes_inherited(const struct sqlembic_change *change);
/* Whether it cannot be added where there are rows. */
bool postgres_column_needs_value(const struct sqlembic_side *side, const struct sqlembic_fact *column);
/* Whether it is an identity column that ADD COLUMN cannot add, since the children of its table get the column, but no identity. */
bool postgres_children_get_no_identity(const struct sqlembic_action_sink *out,
				       const struct sqlembic_fact *column);
/* Adds such a one, with numbers for the rows of all these tables. */
int postgres_add_numbered_column(const struct sqlembic_action_sink *out, const struct sqlembic_fact *column,
				 struct sqlembic_error *err);
/* The sequence of an identity column, on the side `now`, of which the inherited column is in `to`, and which gives it the values that
 * it needs; NULL: there is none, or it needs none. */
const char *postgres_numbers_above(const struct sqlembic_side *now, const struct sqlembic_side *to,
				   const struct sqlembic_fact *column);
int postgres_add_with_numbers(const struct sqlembic_action_sink *out, const char *table,
			      const struct sqlembic_fact *column, const char *sequence,
			      struct sqlembic_error *err);
/* The sequence of an identity column whose type changes, ahead of that: the server refuses a narrower type while the bounds are not
 * within it.  `follows`: with that of its parent, or of the type that its table is of. */
int postgres_identity_takes_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *column,
				 bool follows, struct sqlembic_error *err);
/* NOT NULL, as it may stand in a column's definition (NOT VALID, of 18, may not). */
bool postgres_column_is_plain_not_null(const struct sqlembic_fact *column);
/* Whether children get its NOT NULL: NO INHERIT is of 18.  NULL: there is no such column. */
bool postgres_column_hands_down_not_null(const struct sqlembic_fact *column);
/* Whether it has its parents' NOT NULL, and none of its own, which the server tells apart from 18 on. */
bool postgres_column_not_null_is_inherited(const struct sqlembic_fact *column);
/* Whether it is what is done to a parent's column that changes this one. */
bool postgres_column_follows_parent(const struct sqlembic_change *change);
/* not_null.c: says that the statement that comes next may meet rows without a value. */
int postgres_tell_no_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column, struct sqlembic_error *err);
/* not_null_names.c: " CONSTRAINT name", where it has one that the server would not choose. */
void postgres_add_not_null_name(struct sqlembic_buf *sql, const struct sqlembic_fact *column);
/* As the column is to have it, which has none; `only`: for its children it is said elsewhere. */
int postgres_set_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column, bool only, struct sqlembic_error *err);
/* The same NOT NULL under another name. */
int postgres_rename_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			     struct sqlembic_error *err);
/* Those of a table whose parents have let it go: they are left with it as their parents have called them. */
int postgres_rename_left_not_null(const struct sqlembic_action_sink *out, const char *table,
				  struct sqlembic_error *err);
/* Whether it is NOT NULL for another reason, too: the server drops none of these. */
bool postgres_column_has_to_be_not_null(const struct sqlembic_side *side, const struct sqlembic_fact *column);
/* To another NOT NULL, to one that is somebody else's, or to another name of it. */
int postgres_alter_not_null(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			    struct sqlembic_error *err);
/* "ALTER TABLE [ONLY] t ALTER COLUMN c": ONLY, where children have the same attribute as a fact of their own. */
void postgres_column_add_head(struct sqlembic_buf *sql, const struct sqlembic_side *side,
			      const struct sqlembic_fact *column, bool only);
/* Whether it has a default, or a column does that inherits it. */
bool postgres_column_has_default(const struct sqlembic_side *side, const struct sqlembic_fact *column);
/* That with a clause and its value. */
int postgres_column_emit(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *column, const char *clause, const char *value,
			 struct sqlembic_error *err);

#endif
