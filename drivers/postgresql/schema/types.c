/* types.c: enums and range types. */
#include "kinds.h"

#include <string.h>

POSTGRES_DROP(type)
{
	(void)from;
	return postgres_emit(out, err, "DROP TYPE %s", fact->identity);
}

/* Domains, too.  Not range types: the functions that make their values would keep the old name. */
POSTGRES_RENAME(type)
{
	(void)side;
	if (!after)
		return postgres_put_aside(out, before, "TYPE", err);
	return postgres_emit(out, err, "ALTER TYPE %s RENAME TO %s", before->identity,
			     after->identity + postgres_find_clause(after->identity, ".") + 1);
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

const char *postgres_enum_labels(const struct sqlembic_fact *enumeration)
{
	return postgres_value(enumeration, ENUM_LABELS);
}

static bool has_label(const char *list, struct sqlembic_span wanted)
{
	struct sqlembic_span label;
	while ((label = next_label(&list)).len > 0)
		if (same_label(label, wanted))
			return true;
	return false;
}

bool postgres_enum_takes_all(const struct sqlembic_fact *enumeration, const struct sqlembic_fact *values)
{
	const char *list = postgres_value(values, ENUM_LABELS);
	struct sqlembic_span label;
	while ((label = next_label(&list)).len > 0)
		if (!has_label(postgres_value(enumeration, ENUM_LABELS), label))
			return false;
	return true;
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
		rc = postgres_emit_flagged(out, err, flags, "ALTER TYPE %s ADD VALUE %.*s%s%.*s",
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

/* ---- range types ---- */

const struct sqlembic_attribute postgres_range_attributes[] = {
	[RANGE_DEFINITION] = { "definition", 0 },
	[RANGE_SUBTYPE] = { "subtype", SQLEMBIC_ATTRIBUTE_SILENT },
	[RANGE_MULTIRANGE] = { "multirange", SQLEMBIC_ATTRIBUTE_SILENT },
	[RANGE_MULTIRANGE_NAME] = { "multirange name", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

POSTGRES_CREATE(range)
{
	(void)to;
	return postgres_emit(out, err, "CREATE TYPE %s AS RANGE (%s)", fact->identity,
			     postgres_value(fact, RANGE_DEFINITION));
}

POSTGRES_JUDGE(range)
{
	return postgres_holds_values(change) ? SQLEMBIC_WAY_REPLACE : SQLEMBIC_WAY_REBUILD;
}

static int put_function_aside(const struct sqlembic_action_sink *out, const char *identity, const char *name,
			      const char *arguments, const char *more, struct sqlembic_error *err)
{
	struct sqlembic_buf function = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&function, "%s(%s%s)", identity, arguments, more);
	int rc = function.failed
			 ? sqlembic_fail_memory(err)
			 : postgres_put_aside_as(out, sqlembic_buf_text(&function), name, "FUNCTION", err);
	sqlembic_buf_release(&function);
	return rc;
}

/* The functions that make its values, whose names the new type's want; they go with it when it is dropped. */
static int put_functions_aside(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			       struct sqlembic_error *err)
{
	const struct sqlembic_fact *range = change->before;
	const char *subtype = postgres_value(range, RANGE_SUBTYPE),
		   *multirange = postgres_value(range, RANGE_MULTIRANGE),
		   *name = postgres_value(range, RANGE_MULTIRANGE_NAME);
	struct sqlembic_buf two = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&two, "%s, %s", subtype, subtype);
	/* Where the definition is the same, it is the subtype that is made anew: those of the new type have other arguments. */
	bool takes_names = !postgres_equal(postgres_value(range, RANGE_DEFINITION),
					   postgres_value(change->after, RANGE_DEFINITION));
	int rc = takes_names ? put_function_aside(out, range->identity, range->name, sqlembic_buf_text(&two),
						  "", err)
			     : 0;
	if (rc == 0 && takes_names)
		rc = put_function_aside(out, range->identity, range->name, sqlembic_buf_text(&two), ", text",
					err);
	sqlembic_buf_release(&two);
	if (rc == 0 && multirange)
		rc = put_function_aside(out, multirange, name, "", "", err);
	if (rc == 0 && multirange)
		rc = put_function_aside(out, multirange, name, range->identity, "", err);
	if (rc == 0 && multirange)
		rc = put_function_aside(out, multirange, name, range->identity, "[]", err);
	return rc;
}

POSTGRES_ALTER(range)
{
	const struct sqlembic_fact *before = change->before;
	int rc = put_functions_aside(out, change, err);
	if (rc == 0 && postgres_value(before, RANGE_MULTIRANGE))
		rc = postgres_put_aside_as(out, postgres_value(before, RANGE_MULTIRANGE),
					   postgres_value(before, RANGE_MULTIRANGE_NAME), "TYPE", err);
	if (rc == 0)
		rc = postgres_put_aside(out, before, "TYPE", err);
	if (rc == 0)
		rc = postgres_create_range(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, before, "TYPE", err) : rc;
}
