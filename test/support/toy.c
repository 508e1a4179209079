/* toy.c: see toy.h. */
#include "toy.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct sqlembic_kind toy_kinds[TOY_KINDS + 1];

SQLEMBIC_PRINTF(4, 5)
static int say(const struct sqlembic_action_sink *out, unsigned flags, struct sqlembic_error *err,
	       const char *format, ...)
{
	char sql[512];
	va_list args;
	va_start(args, format);
	vsnprintf(sql, sizeof(sql), format, args);
	va_end(args);
	struct sqlembic_action action = { .sql = sql, .flags = flags, .reason = flags ? sql : NULL };
	return out->action(out->payload, &action, err);
}

static int create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		  const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	char parts[256] = "";
	for (size_t i = 0; to->part(to, fact, i); i++)
		if (to->part(to, fact, i)->kind == TOY_COLUMN)
			snprintf(parts + strlen(parts), sizeof(parts) - strlen(parts), " %s",
				 to->part(to, fact, i)->name);
	return say(out, 0, err, "create %s %s%s", toy_kinds[fact->kind].name, fact->identity, parts);
}

/* All that its parent gets. */
static int create_keys(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	char keys[256] = "";
	const struct sqlembic_fact *part, *parent = to->parent(to, fact);
	for (size_t i = 0; (part = to->part(to, parent, i)); i++)
		if (part->kind == TOY_FOREIGN_KEY && out->is_created(out->payload, part))
			snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), " %s", part->identity);
	return say(out, 0, err, "create key%s", keys);
}

static int drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	(void)from;
	return say(out, fact->flags & SQLEMBIC_FACT_HOLDS_ROWS ? SQLEMBIC_ACTION_LOSES_DATA : 0, err,
		   "drop %s %s", toy_kinds[fact->kind].name, fact->identity);
}

static int alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		 struct sqlembic_error *err)
{
	return say(out, 0, err, "alter %s %s", toy_kinds[change->after->kind].name, change->after->identity);
}

/* An enum that begins with "+" only gets a value, which a COMMIT makes usable. */
static int alter_enum(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	if (change->after->values[0][0] == '+')
		return say(out, SQLEMBIC_ACTION_COMMITS, err, "add value to %s", change->after->identity);
	int rc = say(out, 0, err, "renew enum %s", change->after->identity);
	return rc < 0 ? rc
		      : say(out, SQLEMBIC_ACTION_FINISHES, err, "drop old enum %s", change->after->identity);
}

static uint64_t enum_spreads(const struct sqlembic_change *change, const struct sqlembic_fact *user)
{
	return user->kind == TOY_COLUMN && change->after->values[0][0] != '+' ? 1 : 0;
}

static bool column_is_held(const struct sqlembic_change *change, unsigned user)
{
	(void)change;
	return user == TOY_VIEW;
}

/* A table whose value begins with "!" is made anew with its rows, one with "x" cannot be changed. */
static enum sqlembic_way judge_table(const struct sqlembic_change *change)
{
	char first = change->after->values[0] ? change->after->values[0][0] : '\0';
	return first == '!' ? SQLEMBIC_WAY_REPLACE : first == 'x' ? SQLEMBIC_WAY_NONE : SQLEMBIC_WAY_ALTER;
}

static int rename_table(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			struct sqlembic_error *err)
{
	(void)side;
	return say(out, 0, err, "rename %s to %s", before->identity, after->name);
}

/* A table whose columns have got other places says their order. */
static void reorder_table(struct sqlembic_buf *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *fact, unsigned number)
{
	(void)number;
	for (size_t i = 0; side->part(side, fact, i); i++)
		sqlembic_buf_printf(out, "%s%s", i ? " " : "", side->part(side, fact, i)->name);
}

static const struct sqlembic_attribute toy_value[] = { { "value", 0 }, { NULL, 0 } };
static const struct sqlembic_attribute toy_type[] = { { "type", SQLEMBIC_ATTRIBUTE_TYPE }, { NULL, 0 } };

static const struct sqlembic_attribute toy_printed[] = { { "value", SQLEMBIC_ATTRIBUTE_DEPARSED },
							 { NULL, 0 } };

static const struct sqlembic_kind toy_kinds[TOY_KINDS + 1] = {
	[TOY_TABLE] = { .name = "table",
			.rank = 2,
			.attributes = toy_value,
			.create = create,
			.drop = drop,
			.alter = alter,
			.judge = judge_table,
			.reordered = reorder_table,
			.rename = rename_table,
			.flags = SQLEMBIC_KIND_IN_MODELS },
	[TOY_COLUMN] = { .name = "column",
			 .flags = SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_IN_MODELS | SQLEMBIC_KIND_ORDERED,
			 .rank = 3,
			 .attributes = toy_type,
			 .create = create,
			 .drop = drop,
			 .alter = alter,
			 .is_held_by = column_is_held,
			 .rename = rename_table },
	[TOY_VIEW] = { .name = "view", .rank = 5, .attributes = toy_value, .create = create, .drop = drop },
	[TOY_INDEX] = { .name = "index", .rank = 4, .attributes = toy_value, .create = create, .drop = drop },
	[TOY_FOREIGN_KEY] = { .name = "key",
			      .flags = SQLEMBIC_KIND_TOGETHER,
			      .rank = 6,
			      .attributes = toy_value,
			      .create = create_keys,
			      .drop = drop },
	[TOY_COMMENT] = { .name = "comment",
			  .rank = 7,
			  .attributes = toy_value,
			  .create = create,
			  .drop = drop,
			  .alter = alter },
	[TOY_ENUM] = { .name = "enum",
		       .rank = 1,
		       .attributes = toy_value,
		       .create = create,
		       .drop = drop,
		       .alter = alter_enum,
		       .spreads_to = enum_spreads },
	[TOY_MARK] = { .name = "mark",
		       .flags = SQLEMBIC_KIND_BY_PARENT,
		       .rank = 8,
		       .attributes = toy_printed },
};

/* ---- catalogs as lists ---- */

void toy_load(struct catalog *catalog, const struct toy_fact *list)
{
	catalog_init(catalog, toy_kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(catalog);
	for (unsigned position = 0; list->identity; list++, position++) {
		char id[64], uses[256];
		snprintf(id, sizeof(id), "%u:%s", list->kind, list->identity);
		const char *values[] = { list->value };
		const char *names[] = { list->takes, NULL };
		const char *dot = strrchr(list->identity, '.');
		struct sqlembic_fact fact = { .kind = list->kind,
					      .flags = list->kind == TOY_TABLE || list->kind == TOY_COLUMN
							       ? SQLEMBIC_FACT_HOLDS_ROWS
							       : 0,
					      .identity = list->identity,
					      .name = dot ? dot + 1 : list->identity,
					      .shown = list->identity,
					      .values = values,
					      .server_id = id,
					      .parent_id = list->parent,
					      .position = position,
					      .names = names };
		cr_assert_eq(sink.fact(sink.payload, &fact, NULL), 0);
		snprintf(uses, sizeof(uses), "%s", list->uses ? list->uses : "");
		char *rest = uses, *word;
		while ((word = strsep(&rest, " ")) && *word)
			cr_assert_eq(sink.edge(sink.payload, id, word, NULL), 0);
	}
	cr_assert_eq(catalog_finish(catalog, NULL), 0);
}
