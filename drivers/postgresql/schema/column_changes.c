/* column_changes.c: how columns of tables are changed.  What a change of type does to others is measured in the server's own
 * refusals: views, rules, policies, triggers, generated columns, routines with a parsed body, publications. */
#include "columns.h"
#include "conversions.h"

#include <stdio.h>
#include <string.h>

static bool table_has_check(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *part, *table = side->parent(side, column);
	for (size_t i = 0; (part = side->part(side, table, i)); i++)
		if (part->kind == POSTGRES_CHECK)
			return true;
	return false;
}

POSTGRES_JUDGE(column)
{
	const char *before = postgres_value(change->before, COLUMN_GENERATED);
	const char *after = postgres_value(change->after, COLUMN_GENERATED);
	/* An expression over a column whose type changes. */
	if (after && change->changed & BIT(COLUMN_GENERATED))
		return SQLEMBIC_WAY_REBUILD;
	if (!postgres_equal(before, after) &&
	    (after || !postgres_equal(before, "STORED") || change->from->version < 130000))
		return SQLEMBIC_WAY_REBUILD;
	if (after && change->changed & BIT(COLUMN_EXPRESSION) &&
	    (change->from->version < 170000 || !postgres_equal(after, "STORED") ||
	     table_has_check(change->from, change->before) || table_has_check(change->to, change->after)))
		return SQLEMBIC_WAY_REBUILD;
	return SQLEMBIC_WAY_ALTER;
}

/* "character varying(10)[]": up to the length; "timestamp(3) with time zone" likewise. */
static size_t base_length(const char *type)
{
	return strcspn(type, "([");
}

static bool has_same_base(const char *a, const char *b)
{
	size_t n = base_length(a);
	return n == base_length(b) && memcmp(a, b, n) == 0 && !strstr(a, "[]") == !strstr(b, "[]");
}

/* The letter of the type's category: N, S, B, D ... */
static char category(const struct sqlembic_fact *column)
{
	const char *value = postgres_value(column, COLUMN_CATEGORY);
	return value ? value[strlen(value) - 1] : 'U';
}

static bool is_array_of(const char *type, const char *const *words)
{
	size_t n = base_length(type);
	for (; *words; words++)
		if (strlen(*words) == n && memcmp(type, *words, n) == 0)
			return strstr(type, "[]");
	return false;
}

static const char *const texts[] = { "text", "character varying", "character", NULL };
static const char *const numbers[] = { "smallint", "integer",          "bigint", "numeric",
				       "real",     "double precision", NULL };
static const char *const dates[] = { "date", "timestamp", "timestamp without time zone",
				     "timestamp with time zone", NULL };

static bool is_oid(const char *type)
{
	return strcmp(type, "oid") == 0 || strncmp(type, "reg", 3) == 0;
}

/* Between numbers: what casts of the server do by themselves; money is cast to and from numeric alone, and what an OID is to
 * whole numbers. */
static const char *using_number(const char *before, const char *after)
{
	if (strcmp(before, "money") == 0 || strcmp(after, "money") == 0)
		return "::numeric::";
	return is_oid(before) != is_oid(after) ? "::bigint::" : NULL;
}

/* How the old values become new ones: a cast, and where it ends in "::" the type is to follow; NULL: the server knows.  By way of
 * text where no cast leads there. */
static const char *using_cast(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, COLUMN_TYPE);
	const char *after = postgres_value(change->after, COLUMN_TYPE);
	char from = category(change->before), to = category(change->after);
	bool is_json = strncmp(before, "json", 4) == 0 && strncmp(after, "json", 4) == 0;
	if (!(change->changed & BIT(COLUMN_TYPE)))
		return NULL; /* another collation */
	if (strcmp(before, after) == 0)
		return from == 'A' ? "::text[]::" : "::text::";
	if (has_same_base(before, after) || to == 'S' || is_json)
		return NULL;
	if (from == 'N' && to == 'N')
		return using_number(before, after);
	/* What only fills a CHAR up is none of an enum's label. */
	if (from == 'S' && base_length(before) == strlen("character") && strncmp(before, "character", 9) == 0)
		return "::text::";
	if (from == 'S' || (from == 'N' && to == 'B' && strcmp(before, "integer") == 0))
		return "::";
	if (from == 'D' && to == 'D' && strncmp(after, "time ", 5) != 0 && strncmp(before, "time ", 5) != 0)
		return NULL;
	/* A cast that is written cuts texts that are too long, where that of an assignment refuses them. */
	if (is_array_of(after, texts) && from == 'A')
		return is_array_of(before, texts) ? NULL : "::text[]";
	if ((is_array_of(before, numbers) && is_array_of(after, numbers)) ||
	    (is_array_of(before, dates) && is_array_of(after, dates)))
		return "::";
	return from == 'A' && to == 'A' ? "::text[]::" : "::text::";
}

/* How values become those of a composite type that has its attributes in another order: JSON has their names.  Arrays need a
 * type around them, which is there for the moment. */
static void add_using_names(struct sqlembic_buf *sql, const struct sqlembic_change *change,
			    const char *carrier)
{
	const char *name = postgres_value(change->after, COLUMN_NAME);
	if (carrier)
		sqlembic_buf_printf(sql,
				    " USING (pg_catalog.json_populate_record(NULL::%s, "
				    "pg_catalog.json_build_object('value', %s))).value",
				    carrier, name);
	else
		sqlembic_buf_printf(
			sql, " USING pg_catalog.json_populate_record(NULL::%s, pg_catalog.to_json(%s))",
			postgres_value(change->after, COLUMN_TYPE), name);
}

static int emit_type_by_names(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			      struct sqlembic_error *err)
{
	const char *type = postgres_value(change->after, COLUMN_TYPE);
	const char *table = postgres_table_of(change->to, change->after);
	bool is_array = strstr(type, "[]");
	char carrier[512];
	(void)snprintf(carrier, sizeof(carrier), "%.*s.sqlembic_carrier",
		       (int)postgres_find_clause(table, "."), table);
	int rc = is_array ? postgres_emit(out, err, "CREATE TYPE %s AS (value %s)", carrier, type) : 0;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	postgres_column_add_head(&sql, change->to, change->after, false);
	sqlembic_buf_printf(&sql, "TYPE %s", type);
	add_using_names(&sql, change, is_array ? carrier : NULL);
	if (rc == 0)
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
				   "column %s does not take every value any more", change->after->shown);
	if (rc == 0)
		rc = postgres_emit_buf(out, &sql, 0, err);
	else
		sqlembic_buf_release(&sql);
	return rc == 0 && is_array ? postgres_emit(out, err, "DROP TYPE %s", carrier) : rc;
}

static int emit_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *type = postgres_value(after, COLUMN_TYPE), *using = using_cast(change);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = postgres_conversion_tell(out, change, err);
	if (rc < 0)
		return rc;
	postgres_column_add_head(&sql, change->to, after, false);
	sqlembic_buf_printf(&sql, "TYPE %s", type);
	if (postgres_value(after, COLUMN_COLLATION))
		sqlembic_buf_printf(&sql, " COLLATE %s", postgres_value(after, COLUMN_COLLATION));
	if (using && !postgres_value(after, COLUMN_GENERATED) &&
	    !postgres_equal(postgres_value(after, COLUMN_WORD), "FOREIGN TABLE")) {
		sqlembic_buf_printf(&sql, " USING %s%s", postgres_value(after, COLUMN_NAME), using);
		if (using[strlen(using) - 1] == ':')
			postgres_conversion_add_type(&sql, change->to, after);
	}
	return postgres_emit_buf(out, &sql, 0, err);
}

static bool changes_type(const struct sqlembic_change *change)
{
	return change->changed & (BIT(COLUMN_TYPE) | BIT(COLUMN_COLLATION));
}

static bool is_typed(const struct sqlembic_change *change)
{
	return postgres_column_is_typed(change->before) && postgres_column_is_typed(change->after);
}

/* Whether it, or a column that inherits it, numbers itself: the server drops no default of that, be there none. */
static bool tree_has_identity(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *user;
	bool has = postgres_column_identity(side, column);
	for (size_t i = 0; !has && (user = side->user(side, column, i)); i++)
		has = postgres_column_is_below(user, column) && tree_has_identity(side, user);
	return has;
}

static int drop_defaults_one_by_one(const struct sqlembic_action_sink *out,
				    const struct sqlembic_change *change, const struct sqlembic_fact *column,
				    struct sqlembic_error *err)
{
	const struct sqlembic_side *from = change->from;
	const struct sqlembic_fact *user;
	int rc = 0;
	if (postgres_value(column, COLUMN_DEFAULT) &&
	    change->to->find(change->to, POSTGRES_COLUMN, column->identity))
		rc = postgres_emit(out, err, "ALTER %s ONLY %s ALTER COLUMN %s DROP DEFAULT",
				   postgres_value(column, COLUMN_WORD), postgres_table_of(from, column),
				   postgres_value(column, COLUMN_NAME));
	for (size_t i = 0; rc == 0 && (user = from->user(from, column, i)); i++)
		if (postgres_column_is_below(user, column))
			rc = drop_defaults_one_by_one(out, change, user, err);
	return rc;
}

static int drop_default(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!postgres_column_has_default(change->from, change->before))
		return 0;
	if (tree_has_identity(change->from, change->before))
		return drop_defaults_one_by_one(out, change, change->before, err);
	postgres_column_add_head(&sql, change->to, change->after, false);
	sqlembic_buf_puts(&sql, "DROP DEFAULT");
	return postgres_emit_buf(out, &sql, 0, err);
}

/* Those of children as well: the statement that reaches them changes their sequences since 13. */
static int sequences_take_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			       struct sqlembic_error *err)
{
	const struct sqlembic_side *from = change->from, *to = change->to;
	const struct sqlembic_fact *user;
	int rc = postgres_identity_takes_type(
		out, change, postgres_column_follows_parent(change) || is_typed(change), err);
	for (size_t i = 0; rc == 0 && (user = from->user(from, change->before, i)); i++) {
		const struct sqlembic_change below = { .from = from,
						       .to = to,
						       .before = user,
						       .after = to->find(to, POSTGRES_COLUMN,
									 user->identity) };
		if (postgres_column_is_below(user, change->before) && below.after &&
		    postgres_column_follows_parent(&below))
			rc = sequences_take_type(out, &below, err);
	}
	return rc;
}

/* A new type forgets how its values are stored, and a default keeps the type that it had: so do those of children, which the
 * statement reaches, too. */
static int alter_type(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	if (postgres_column_follows_parent(change))
		return 0;
	int rc = sequences_take_type(out, change, err);
	if (rc == 0 && !is_typed(change))
		rc = drop_default(out, change, err);
	if (rc < 0 || is_typed(change))
		return rc;
	return postgres_converts_by_names(change) ? emit_type_by_names(out, change, err)
						  : emit_type(out, change, err);
}

static int alter_default(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 struct sqlembic_error *err)
{
	const char *expression = postgres_value(change->after, COLUMN_DEFAULT);
	if (expression && postgres_calls_another(change)) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		int rc = changes_type(change) ? 0
					      : postgres_column_emit(out, change->to, change->after,
								     "DROP DEFAULT", "", err);
		postgres_column_add_head(&sql, change->to, change->after, true);
		sqlembic_buf_printf(&sql, "SET DEFAULT %s", expression);
		if (rc == 0)
			return postgres_emit_buf(out, &sql, SQLEMBIC_ACTION_FINISHES, err);
		sqlembic_buf_release(&sql);
		return rc;
	}
	if (expression)
		return postgres_column_emit(out, change->to, change->after, "SET DEFAULT ", expression, err);
	if (changes_type(change) && !is_typed(change))
		return 0; /* alter_type() has taken it away, its parent's or its own */
	return postgres_column_emit(out, change->to, change->after, "DROP DEFAULT", "", err);
}

static int alter_expression(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			    struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	/* Both go down to children; what a child has otherwise is set behind that. */
	if (!postgres_value(change->after, COLUMN_GENERATED) && postgres_column_follows_parent(change))
		return 0;
	postgres_column_add_head(&sql, change->to, change->after, false);
	if (!postgres_value(change->after, COLUMN_GENERATED)) {
		sqlembic_buf_puts(&sql, "DROP EXPRESSION");
		return postgres_emit_buf(out, &sql, 0, err);
	}
	sqlembic_buf_printf(&sql, "SET EXPRESSION AS (%s)", postgres_value(change->after, COLUMN_EXPRESSION));
	return postgres_emit_buf(out, &sql, 0, err);
}

static int alter_storage(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 struct sqlembic_error *err)
{
	const struct sqlembic_fact *after = change->after;
	const char *storage = postgres_value(after, COLUMN_STORAGE),
		   *compression = postgres_value(after, COLUMN_COMPRESSION);
	const char *target = postgres_value(after, COLUMN_STATISTICS);
	bool anew = changes_type(change);
	int rc = 0;
	if (change->changed & BIT(COLUMN_STORAGE) ? storage || !anew : anew && storage)
		rc = postgres_column_emit(out, change->to, after, "SET STORAGE ",
					  storage ? storage : postgres_value(after, COLUMN_USUAL_STORAGE),
					  err);
	if (rc == 0 &&
	    (change->changed & BIT(COLUMN_COMPRESSION) ? compression || !anew : anew && compression))
		rc = postgres_column_emit(out, change->to, after, "SET COMPRESSION ",
					  compression ? compression : "default", err);
	if (rc == 0 && change->changed & BIT(COLUMN_STATISTICS))
		rc = postgres_column_emit(out, change->to, after, "SET STATISTICS ", target ? target : "-1",
					  err);
	return rc;
}

static int alter_lists(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	int rc = 0;
	postgres_column_add_head(&head, change->to, change->after, true);
	if (head.len > 0)
		head.ptr[--head.len] = '\0';
	if (change->changed & BIT(COLUMN_OPTIONS))
		rc = postgres_change_parameters(out, sqlembic_buf_text(&head),
						postgres_value(change->before, COLUMN_OPTIONS),
						postgres_value(change->after, COLUMN_OPTIONS), err);
	if (rc == 0 && change->changed & BIT(COLUMN_FOREIGN_OPTIONS))
		rc = postgres_change_options(out, sqlembic_buf_text(&head),
					     postgres_value(change->before, COLUMN_FOREIGN_OPTIONS),
					     postgres_value(change->after, COLUMN_FOREIGN_OPTIONS), err);
	sqlembic_buf_release(&head);
	return rc;
}

POSTGRES_ALTER(column)
{
	bool sets_default = change->changed & BIT(COLUMN_DEFAULT) ||
			    (changes_type(change) && postgres_value(change->after, COLUMN_DEFAULT));
	int rc = change->changed & BIT(COLUMN_EXPRESSION) ? alter_expression(out, change, err) : 0;
	if (rc == 0 && changes_type(change))
		rc = alter_type(out, change, err);
	if (rc == 0 && sets_default)
		rc = alter_default(out, change, err);
	if (rc == 0 && change->changed & (BIT(COLUMN_NOT_NULL) | BIT(COLUMN_INHERITED_NOT_NULL) |
					  BIT(COLUMN_NOT_NULL_NAME)))
		rc = postgres_alter_not_null(out, change, err);
	if (rc == 0)
		rc = alter_storage(out, change, err);
	return rc == 0 ? alter_lists(out, change, err) : rc;
}

POSTGRES_SPREAD(column)
{
	return changes_type(change) && user->kind == POSTGRES_COLUMN &&
			       postgres_value(user, COLUMN_GENERATED) &&
			       !postgres_equal(user->identity, change->before->identity)
		       ? BIT(COLUMN_GENERATED)
		       : 0;
}

POSTGRES_HELD(column)
{
	bool converts = using_cast(change) || postgres_equal(postgres_value(change->before, COLUMN_TYPE),
							     postgres_value(change->after, COLUMN_TYPE));
	if (change->changed & BIT(COLUMN_INHERITED) && postgres_column_becomes_inherited(change))
		return user != POSTGRES_COLUMN && user != POSTGRES_TABLE;
	if (!changes_type(change))
		return false;
	switch (user) {
	case POSTGRES_VIEW:
	case POSTGRES_MATVIEW:
	case POSTGRES_RULE:
	case POSTGRES_POLICY:
	case POSTGRES_TRIGGER:
	case POSTGRES_FUNCTION:
	case POSTGRES_PROCEDURE:
	case POSTGRES_PUBLISHED_TABLE:
		return true;
	/* The server makes these anew by itself, if their expressions and operators fit the new type. */
	case POSTGRES_CHECK:
	case POSTGRES_INDEX:
	case POSTGRES_EXCLUSION:
	case POSTGRES_STATISTICS:
	case POSTGRES_FOREIGN_KEY:
		return converts;
	default:
		return false;
	}
}
