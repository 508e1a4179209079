/* composites.c: composite types.  Their attributes have no statements of their own: whether they can be altered depends on who uses
 * the type.  Which types are made anew is told here, too, since that of a composite one follows from those of its attributes. */
#include "columns.h"

#include <stdio.h>
#include <string.h>

#include "conversions.h"

const struct sqlembic_attribute postgres_composite_attributes[] = { { NULL, 0 } };

const struct sqlembic_attribute postgres_attribute_attributes[] = {
	[ATTRIBUTE_NAME] = { "attribute", SQLEMBIC_ATTRIBUTE_SILENT },
	[ATTRIBUTE_TYPE] = { "type", 0 },
	[ATTRIBUTE_COLLATION] = { "collation", 0 },
	[ATTRIBUTE_PLACE] = { "place", 0 },
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

/* The `n`th attribute; NULL: there is none. */
static const struct sqlembic_fact *attribute_at(const struct sqlembic_side *side,
						const struct sqlembic_fact *type, size_t n)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = side->part(side, type, i)); i++)
		if (part->kind == POSTGRES_ATTRIBUTE && n-- == 0)
			return part;
	return NULL;
}

POSTGRES_CREATE(composite)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *part;
	sqlembic_buf_printf(&sql, "CREATE TYPE %s AS (", fact->identity);
	for (size_t i = 0; (part = attribute_at(to, fact, i)); i++) {
		sqlembic_buf_puts(&sql, i > 0 ? ", " : "");
		add_attribute(&sql, part, " ");
	}
	sqlembic_buf_putc(&sql, ')');
	return postgres_emit_buf(out, &sql, 0, err);
}

/* ---- which way ---- */

static const struct sqlembic_fact *counterpart(const struct sqlembic_side *side,
					       const struct sqlembic_fact *attribute)
{
	return side->find(side, POSTGRES_ATTRIBUTE, attribute->identity);
}

static bool is_retyped(const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	return !postgres_equal(postgres_value(before, ATTRIBUTE_TYPE),
			       postgres_value(after, ATTRIBUTE_TYPE)) ||
	       !postgres_equal(postgres_value(before, ATTRIBUTE_COLLATION),
			       postgres_value(after, ATTRIBUTE_COLLATION));
}

static bool has_same_attributes(const struct sqlembic_change *change)
{
	for (size_t i = 0;; i++) {
		const struct sqlembic_fact *a = attribute_at(change->from, change->before, i);
		const struct sqlembic_fact *b = attribute_at(change->to, change->after, i);
		if (!a || !b)
			return !a && !b;
		if (strcmp(a->identity, b->identity) != 0)
			return false;
	}
}

static bool has_retyped(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = attribute_at(change->from, change->before, i)); i++) {
		const struct sqlembic_fact *other = counterpart(change->to, part);
		if (other && is_retyped(part, other))
			return true;
	}
	return false;
}

/* Whether a type of one of them is made anew under its name: what is left as it is would keep the old one. */
static bool keeps_one_made_anew(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *part, *used;
	for (size_t i = 0; (part = attribute_at(change->from, change->before, i)); i++)
		for (size_t k = 0; (used = change->from->used(change->from, part, k)); k++)
			if (used != change->before && counterpart(change->to, part) &&
			    postgres_is_made_anew(change->from, change->to, used))
				return true;
	return false;
}

/* Those that are kept come first, in their order, and what is new behind them. */
static bool adds_at_the_end(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *part, *kept;
	size_t n = 0;
	for (size_t i = 0; (part = attribute_at(change->from, change->before, i)); i++) {
		if (!counterpart(change->to, part))
			continue;
		kept = attribute_at(change->to, change->after, n++);
		if (!kept || strcmp(kept->identity, part->identity) != 0)
			return false;
	}
	return true;
}

/* Depth is what the server allows: no type is inside of itself. */
static bool has_moved(const struct sqlembic_side *from, const struct sqlembic_side *to,
		      const struct sqlembic_fact *user)
{
	const struct sqlembic_fact *used, *part;
	for (size_t i = 0; (used = from->used(from, user, i)); i++) {
		const struct sqlembic_fact *after = to->find(to, used->kind, used->identity);
		if (used->kind != POSTGRES_COMPOSITE || !after || used == from->parent(from, user))
			continue;
		const struct sqlembic_change change = { from, to, used, after, 0 };
		if (!has_same_attributes(&change) && !adds_at_the_end(&change))
			return true;
		for (size_t k = 0; (part = attribute_at(from, used, k)); k++)
			if (has_moved(from, to, part))
				return true;
	}
	return false;
}

bool postgres_converts_by_names(const struct sqlembic_change *column)
{
	return postgres_equal(postgres_value(column->before, COLUMN_TYPE),
			      postgres_value(column->after, COLUMN_TYPE)) &&
	       has_moved(column->from, column->to, column->before);
}

/* Whether a table stays one of this type: such a table can have no other one. */
static bool keeps_tables(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *a, *b;
	for (size_t i = 0; (a = change->from->user(change->from, change->before, i)); i++)
		for (size_t k = 0; (b = change->to->user(change->to, change->after, k)); k++)
			if (a->kind == POSTGRES_TABLE && b->kind == POSTGRES_TABLE &&
			    strcmp(a->identity, b->identity) == 0)
				return true;
	return false;
}

static enum sqlembic_way way_of(const struct sqlembic_change *change)
{
	bool is_used = postgres_holds_values(change);
	if (keeps_one_made_anew(change))
		return SQLEMBIC_WAY_REPLACE;
	/* The same attributes, and none with another type: one of the types is made anew under its name. */
	if (has_same_attributes(change))
		return is_used || !has_retyped(change) ? SQLEMBIC_WAY_REPLACE : SQLEMBIC_WAY_ALTER;
	/* No statement gives an attribute another type while values are there, but one adds attributes and drops them. */
	return adds_at_the_end(change) && !(is_used && has_retyped(change)) ? SQLEMBIC_WAY_ALTER
									    : SQLEMBIC_WAY_REPLACE;
}

/* Values are converted by way of text, which has them in the order of the attributes, or by their names. */
POSTGRES_JUDGE(composite)
{
	enum sqlembic_way way = way_of(change);
	return way == SQLEMBIC_WAY_REPLACE && keeps_tables(change) ? SQLEMBIC_WAY_NONE : way;
}

/* ---- which types are made anew: a composite one goes by those of its attributes ---- */

bool postgres_replaces_type(const struct sqlembic_change *change)
{
	if (!change->after)
		return false;
	switch (change->after->kind) {
	case POSTGRES_ENUM:
		return postgres_judge_enum(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_COMPOSITE:
		return postgres_judge_composite(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_DOMAIN:
		return postgres_judge_domain(change) == SQLEMBIC_WAY_REPLACE;
	case POSTGRES_RANGE:
		return postgres_judge_range(change) == SQLEMBIC_WAY_REPLACE;
	default:
		return false;
	}
}

/* The bits of the attributes that differ. */
static uint64_t differing(const struct sqlembic_attribute *attributes, const struct sqlembic_fact *before,
			  const struct sqlembic_fact *after)
{
	uint64_t bits = 0;
	for (unsigned i = 0; attributes[i].name; i++)
		if (!(attributes[i].flags & SQLEMBIC_ATTRIBUTE_SILENT) &&
		    !postgres_equal(postgres_value(before, i), postgres_value(after, i)))
			bits |= BIT(i);
	return bits;
}

/* Depth is what the server allows: no type is inside of itself. */
static bool uses_one_made_anew(const struct sqlembic_side *from, const struct sqlembic_side *to,
			       const struct sqlembic_fact *user)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = from->used(from, user, i)); i++)
		if (used != from->parent(from, user) && postgres_is_made_anew(from, to, used))
			return true;
	return false;
}

/* An attribute that is new, gone, elsewhere or of another type is seen by the judge of composite types. */
static bool has_changed_attributes(const struct sqlembic_side *from, const struct sqlembic_side *to,
				   const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const struct sqlembic_fact *part, *other;
	for (size_t i = 0; (part = from->part(from, before, i)); i++) {
		other = part->kind == POSTGRES_ATTRIBUTE ? to->find(to, part->kind, part->identity) : part;
		if (!other || (part != other && differing(postgres_attribute_attributes, part, other)) ||
		    uses_one_made_anew(from, to, part))
			return true;
	}
	for (size_t i = 0; (part = to->part(to, after, i)); i++)
		if (part->kind == POSTGRES_ATTRIBUTE && !from->find(from, part->kind, part->identity))
			return true;
	return false;
}

bool postgres_is_made_anew(const struct sqlembic_side *from, const struct sqlembic_side *to,
			   const struct sqlembic_fact *type)
{
	struct sqlembic_change change = { from, to, type, to->find(to, type->kind, type->identity), 0 };
	bool is_changed = false;
	if (!change.after)
		return false;
	switch (type->kind) {
	case POSTGRES_ENUM:
		is_changed = true;
		break;
	case POSTGRES_COMPOSITE:
		is_changed = has_changed_attributes(from, to, type, change.after);
		break;
	case POSTGRES_DOMAIN:
		change.changed = differing(postgres_domain_attributes, type, change.after) |
				 (uses_one_made_anew(from, to, type) ? BIT(DOMAIN_TYPE) : 0);
		is_changed = change.changed != 0;
		break;
	case POSTGRES_RANGE:
		is_changed = differing(postgres_range_attributes, type, change.after) ||
			     uses_one_made_anew(from, to, type);
		break;
	default:
		break;
	}
	return is_changed && postgres_replaces_type(&change);
}

/* ---- in place ---- */

bool postgres_has_tables(const struct sqlembic_side *side, const struct sqlembic_fact *type)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, type, i)); i++)
		if (user->kind == POSTGRES_TABLE)
			return true;
	return false;
}

static int alter_attribute(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			   const struct sqlembic_fact *attribute, const char *verb, const char *between,
			   struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER TYPE %s %s ATTRIBUTE ", change->after->identity, verb);
	if (between)
		add_attribute(&sql, attribute, between);
	else
		sqlembic_buf_puts(&sql, postgres_value(attribute, ATTRIBUTE_NAME));
	if (postgres_has_tables(change->from, change->before))
		sqlembic_buf_puts(&sql, " CASCADE");
	return postgres_emit_buf(out, &sql, 0, err);
}

/* Says what becomes of the values of the tables of a type when one of its attributes gets another one. */
static int tell_conversions(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			    const struct sqlembic_fact *attribute, struct sqlembic_error *err)
{
	const struct sqlembic_fact *user;
	char identity[512];
	int rc = 0;
	for (size_t i = 0; rc == 0 && (user = change->from->user(change->from, change->before, i)); i++) {
		(void)snprintf(identity, sizeof(identity), "%s.%s", user->identity,
			       postgres_value(attribute, ATTRIBUTE_NAME));
		const struct sqlembic_change column = {
			.from = change->from,
			.to = change->to,
			.before = change->from->find(change->from, POSTGRES_COLUMN, identity),
			.after = change->to->find(change->to, POSTGRES_COLUMN, identity),
			.changed = BIT(COLUMN_TYPE)
		};
		if (user->kind == POSTGRES_TABLE && column.before && column.after)
			rc = postgres_conversion_tell(out, &column, err);
	}
	return rc;
}

static int alter_in_place(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  bool retypes, struct sqlembic_error *err)
{
	const struct sqlembic_fact *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (part = attribute_at(change->from, change->before, i)); i++)
		if (!counterpart(change->to, part))
			rc = alter_attribute(out, change, part, "DROP", NULL, err);
	for (size_t i = 0; rc == 0 && (part = attribute_at(change->to, change->after, i)); i++) {
		const struct sqlembic_fact *old = counterpart(change->from, part);
		if (!old)
			rc = alter_attribute(out, change, part, "ADD", " ", err);
		else if (retypes && is_retyped(old, part) &&
			 (rc = tell_conversions(out, change, old, err)) == 0)
			rc = alter_attribute(out, change, part, "ALTER", " TYPE ", err);
	}
	return rc;
}

/* Counts the rows of the tables of a type; an empty text: it has none. */
static void count_rows(struct sqlembic_buf *sql, const struct sqlembic_side *side,
		       const struct sqlembic_fact *type)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, type, i)); i++)
		if (user->kind == POSTGRES_TABLE)
			sqlembic_buf_printf(sql, "%s(SELECT count(*) FROM %s)", sql->len ? " + " : "SELECT ",
					    user->identity);
}

static int tell_loss(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     const struct sqlembic_fact *attribute, struct sqlembic_error *err)
{
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	bool in_tables = postgres_has_tables(change->from, change->before);
	if (in_tables)
		count_rows(&probe, change->from, change->before);
	return postgres_tell(out, err, SQLEMBIC_ACTION_LOSES_DATA, &probe, "drops attribute %s from %s of %s",
			     postgres_value(attribute, ATTRIBUTE_NAME), in_tables ? "tables" : "values",
			     change->before->shown);
}

/* Values that columns have, and rows of tables of the type, lose what belongs to attributes that are no more. */
static int tell_losses(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err)
{
	const struct sqlembic_fact *part;
	int rc = 0;
	if (!postgres_holds_values(change) && !postgres_has_tables(change->from, change->before))
		return 0;
	for (size_t i = 0; rc == 0 && (part = attribute_at(change->from, change->before, i)); i++)
		if (!counterpart(change->to, part))
			rc = tell_loss(out, change, part, err);
	return rc;
}

static int alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		 struct sqlembic_error *err)
{
	if (postgres_judge_composite(change) == SQLEMBIC_WAY_ALTER)
		return alter_in_place(out, change, true, err);
	bool alters_first = !has_same_attributes(change) && adds_at_the_end(change) &&
			    postgres_holds_values(change);
	int rc = alters_first ? alter_in_place(out, change, false, err) : 0;
	if (rc == 0)
		rc = postgres_put_aside(out, change->before, "TYPE", err);
	if (rc == 0)
		rc = postgres_create_composite(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, change->before, "TYPE", err) : rc;
}

POSTGRES_ALTER(composite)
{
	int rc = tell_losses(out, change, err);
	return rc == 0 ? alter(out, change, err) : rc;
}

POSTGRES_RENAME(attribute)
{
	const struct sqlembic_fact *type = side->parent(side, before);
	return postgres_emit(out, err, "ALTER TYPE %s RENAME ATTRIBUTE %s TO %s%s", type->identity,
			     postgres_value(before, ATTRIBUTE_NAME), postgres_value(after, ATTRIBUTE_NAME),
			     postgres_has_tables(side, type) ? " CASCADE" : "");
}
