/* types.c: enums, composite and range types.
 *
 * A type that columns have cannot be dropped.  Where it cannot be altered, it is given another name, made anew, and dropped when
 * all columns have the new one. */
#include "kinds.h"

#include <stdio.h>
#include <string.h>

#define ASIDE      "sqlembic_old_"
#define NAME_BYTES 63

/* The name under which it waits: cut, at the border of a character, where it would be too long. */
static void aside_name(char *out, size_t size, const struct sqlembic_fact *fact)
{
	int n = snprintf(out, size, ASIDE "%s", fact->name);
	size_t end = n > NAME_BYTES ? NAME_BYTES : (size_t)(n < 0 ? 0 : n);
	while (n > NAME_BYTES && ((unsigned char)out[end] & 0xC0) == 0x80)
		end--;
	out[end] = '\0';
}

/* Identities are "schema.name" or "schema.name(arguments)": up to the dot, and from the parenthesis on. */
static size_t schema_length(const char *identity)
{
	return postgres_find_clause(identity, ".");
}

int postgres_put_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		       const char *word, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char name[512];
	aside_name(name, sizeof(name), fact);
	sqlembic_buf_printf(&sql, "ALTER %s %s RENAME TO ", word, fact->identity);
	sqlembic_buf_quote(&sql, name, '"');
	return postgres_emit_buf(out, &sql, 0, NULL, NULL, err);
}

int postgres_drop_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			const char *word, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char name[512];
	size_t schema = schema_length(fact->identity);
	const char *arguments = fact->identity + postgres_find_clause(fact->identity, "(");
	aside_name(name, sizeof(name), fact);
	sqlembic_buf_printf(&sql, "DROP %s %.*s.", word, (int)schema, fact->identity);
	sqlembic_buf_quote(&sql, name, '"');
	sqlembic_buf_puts(&sql, arguments);
	return postgres_emit_buf(out, &sql, SQLEMBIC_ACTION_FINISHES, NULL, NULL, err);
}

POSTGRES_DROP(type)
{
	(void)from;
	return postgres_emit(out, err, "DROP TYPE %s", fact->identity);
}

/* ---- what a type made anew does to its users ---- */

static bool is_made_anew(const struct sqlembic_change *change)
{
	return postgres_kinds[change->after->kind].judge(change) == SQLEMBIC_WAY_REPLACE;
}

POSTGRES_HELD(type)
{
	if (!is_made_anew(change))
		return false;
	return user != POSTGRES_COLUMN && user != POSTGRES_DOMAIN && user != POSTGRES_ATTRIBUTE &&
	       user != POSTGRES_COMPOSITE;
}

POSTGRES_SPREAD(type)
{
	if (!is_made_anew(change))
		return 0;
	switch (user->kind) {
	case POSTGRES_COLUMN:
		return BIT(COLUMN_TYPE);
	case POSTGRES_DOMAIN:
	case POSTGRES_ATTRIBUTE:
		return BIT(
			1); /* their types: kinds.h says nothing of other kinds' attributes, but all begin so */
	default:
		return 0;
	}
}

/* ---- enums ---- */

enum { ENUM_LABELS };

const struct sqlembic_attribute postgres_enum_attributes[] = {
	[ENUM_LABELS] = { "labels", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(enum)
{
	const char *labels = postgres_value(fact, ENUM_LABELS);
	(void)to;
	return postgres_emit(out, err, "CREATE TYPE %s AS ENUM (%s)", fact->identity, labels ? labels : "");
}

/* The next label with its quotes, and moves *list behind it. */
static struct sqlembic_span next_label(const char **list)
{
	struct sqlembic_span label = { *list, 0 };
	if (!*list || !**list)
		return label;
	label.len = postgres_find_clause(*list, ", ");
	*list += label.len + ((*list)[label.len] ? 2 : 0);
	return label;
}

static bool same_label(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* Whether the new labels are the old ones, in their order, and more. */
static bool only_adds(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, ENUM_LABELS),
		   *after = postgres_value(change->after, ENUM_LABELS);
	struct sqlembic_span old = next_label(&before), label;
	while (old.len > 0 && (label = next_label(&after)).len > 0)
		if (same_label(old, label))
			old = next_label(&before);
	return old.len == 0;
}

POSTGRES_JUDGE(enum)
{
	return only_adds(change) ? SQLEMBIC_WAY_ALTER : SQLEMBIC_WAY_REPLACE;
}

static int add_labels(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	const char *before = postgres_value(change->before, ENUM_LABELS),
		   *after = postgres_value(change->after, ENUM_LABELS);
	unsigned flags = SQLEMBIC_ACTION_COMMITS |
			 (change->from->version < 120000 ? SQLEMBIC_ACTION_OUTSIDE : 0);
	struct sqlembic_span old = next_label(&before), label;
	int rc = 0;
	while (rc == 0 && (label = next_label(&after)).len > 0) {
		if (same_label(old, label)) {
			old = next_label(&before);
			continue;
		}
		rc = postgres_emit_danger(out, err, flags, NULL, NULL, "ALTER TYPE %s ADD VALUE %.*s%s%.*s",
					  change->after->identity, (int)label.len, label.ptr,
					  old.len > 0 ? " BEFORE " : "", (int)old.len,
					  old.len > 0 ? old.ptr : "");
	}
	return rc;
}

POSTGRES_ALTER(enum)
{
	if (only_adds(change))
		return add_labels(out, change, err);
	int rc = postgres_put_aside(out, change->before, "TYPE", err);
	if (rc == 0)
		rc = postgres_create_enum(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, change->before, "TYPE", err) : rc;
}

/* ---- composite types ---- */

enum { ATTRIBUTE_NAME, ATTRIBUTE_TYPE, ATTRIBUTE_COLLATION, ATTRIBUTE_PLACE };

const struct sqlembic_attribute postgres_composite_attributes[] = { { NULL, 0 } };

const struct sqlembic_attribute postgres_attribute_attributes[] = {
	[ATTRIBUTE_NAME] = { "attribute", SQLEMBIC_ATTRIBUTE_SILENT },
	[ATTRIBUTE_TYPE] = { "type", 0 },
	[ATTRIBUTE_COLLATION] = { "collation", 0 },
	[ATTRIBUTE_PLACE] = { "place", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

static void add_attribute(struct sqlembic_buf *sql, const struct sqlembic_fact *attribute,
			  const char *between)
{
	sqlembic_buf_printf(sql, "%s%s%s", postgres_value(attribute, ATTRIBUTE_NAME), between,
			    postgres_value(attribute, ATTRIBUTE_TYPE));
	if (postgres_value(attribute, ATTRIBUTE_COLLATION))
		sqlembic_buf_printf(sql, " COLLATE %s", postgres_value(attribute, ATTRIBUTE_COLLATION));
}

POSTGRES_CREATE(composite)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *part;
	const char *separator = "";
	sqlembic_buf_printf(&sql, "CREATE TYPE %s AS (", fact->identity);
	for (size_t i = 0; (part = to->part(to, fact, i)); i++) {
		if (part->kind != POSTGRES_ATTRIBUTE)
			continue;
		sqlembic_buf_puts(&sql, separator);
		add_attribute(&sql, part, " ");
		separator = ", ";
	}
	sqlembic_buf_putc(&sql, ')');
	return postgres_emit_buf(out, &sql, 0, NULL, NULL, err);
}

/* Tables of this type have to follow. */
static bool has_tables(const struct sqlembic_side *side, const struct sqlembic_fact *type)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, type, i)); i++)
		if (user->kind == POSTGRES_TABLE)
			return true;
	return false;
}

static int alter_composite(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *attribute, const char *verb, const char *between,
			   struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER TYPE %s %s ATTRIBUTE ", postgres_table_of(side, attribute), verb);
	if (between)
		add_attribute(&sql, attribute, between);
	else
		sqlembic_buf_puts(&sql, postgres_value(attribute, ATTRIBUTE_NAME));
	if (has_tables(side, side->parent(side, attribute)))
		sqlembic_buf_puts(&sql, " CASCADE");
	return postgres_emit_buf(out, &sql, 0, NULL, NULL, err);
}

POSTGRES_CREATE(attribute)
{
	return alter_composite(out, to, fact, "ADD", " ", err);
}

POSTGRES_DROP(attribute)
{
	return alter_composite(out, from, fact, "DROP", NULL, err);
}

POSTGRES_ALTER(attribute)
{
	return alter_composite(out, change->to, change->after, "ALTER", " TYPE ", err);
}

POSTGRES_HELD(attribute)
{
	(void)change;
	return user == POSTGRES_VIEW || user == POSTGRES_MATVIEW || user == POSTGRES_FUNCTION ||
	       user == POSTGRES_PROCEDURE || user == POSTGRES_INDEX || user == POSTGRES_CHECK;
}

/* ---- range types ---- */

enum { RANGE_DEFINITION };

const struct sqlembic_attribute postgres_range_attributes[] = {
	[RANGE_DEFINITION] = { "definition", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(range)
{
	(void)to;
	return postgres_emit(out, err, "CREATE TYPE %s AS RANGE (%s)", fact->identity,
			     postgres_value(fact, RANGE_DEFINITION));
}
