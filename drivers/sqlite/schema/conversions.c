/* conversions.c: what a change of a column's type does to the values that are there.
 *
 * A text that reads like a number becomes one on its way into a column of numbers, and is not written back as it was.  A STRICT
 * table refuses what it cannot convert. */
#include <string.h>

#include "schema.h"

#include "sqlembic/text.h"

struct conversion {
	struct sqlite_emit *emit;
	const char *table;       /* quoted */
	struct sqlembic_buf was; /* the old column's name, quoted */
	const struct sqlembic_fact *after;
	const char *from, *to; /* types */
	enum sqlite_affinity before, now;
	bool was_strict, is_strict;
};

/* "%" stands for the column. */
static void tell(const struct conversion *c, unsigned flags, const char *what, const char *where)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "column %s %s", c->after->shown, what);
	sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE ", c->table);
	for (const char *p = where; *p; p++)
		if (*p == '%')
			sqlembic_buf_puts(&probe, sqlembic_buf_text(&c->was));
		else
			sqlembic_buf_putc(&probe, *p);
	sqlite_emit_warned(c->emit, NULL, flags, &reason, &probe);
}

/* The cast lends the comparison its affinity, which makes a number of no other text: 2020-01-01 stays one. */
#define READS_LIKE_A_NUMBER "(CAST(% AS NUMERIC) = %)"

static void judge_affinity(const struct conversion *c)
{
	const enum sqlite_affinity from = c->before, to = c->now;
	if (from == to)
		return;
	if ((to == SQLITE_AFFINITY_NUMERIC || to == SQLITE_AFFINITY_REAL) &&
	    (from == SQLITE_AFFINITY_TEXT || from == SQLITE_AFFINITY_NONE))
		tell(c, SQLEMBIC_ACTION_LOSES_DATA, "makes numbers of texts such as 007",
		     "typeof(%) = 'text' AND " READS_LIKE_A_NUMBER
		     " AND CAST(CAST(% AS NUMERIC) AS TEXT) <> %");
	if (to == SQLITE_AFFINITY_REAL && from != SQLITE_AFFINITY_TEXT)
		tell(c, SQLEMBIC_ACTION_LOSES_DATA, "is rounded",
		     "typeof(%) = 'integer' AND CAST(% AS REAL) <> %");
	if (to == SQLITE_AFFINITY_TEXT)
		tell(c, SQLEMBIC_ACTION_LOSES_DATA, "is rounded",
		     "typeof(%) = 'real' AND CAST(CAST(% AS TEXT) AS REAL) <> %");
}

/* What stops the copy of the rows. */
static void judge_strictness(const struct conversion *c)
{
	static const struct {
		const char *type, *where;
	} refused[] = {
		{ "INT", "typeof(%) = 'blob' OR (typeof(%) = 'text' AND NOT " READS_LIKE_A_NUMBER
			 ") OR (typeof(%) IN ('real', 'text') AND CAST(% AS REAL) <> CAST(% AS INTEGER))" },
		{ "INTEGER", NULL },
		{ "REAL", "typeof(%) = 'blob' OR (typeof(%) = 'text' AND NOT " READS_LIKE_A_NUMBER ")" },
		{ "TEXT", "typeof(%) = 'blob'" },
		{ "BLOB", "typeof(%) NOT IN ('blob', 'null')" },
	};
	if (!c->is_strict || (c->was_strict && sqlembic_casecmp(c->from, c->to) == 0))
		return;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (sqlembic_casecmp(refused[i].type, c->to) == 0)
			tell(c, SQLEMBIC_ACTION_MAY_FAIL, "does not take every value any more",
			     refused[i].where ? refused[i].where : refused[0].where);
}

void sqlite_conversion_tell(struct sqlite_emit *emit, const struct sqlembic_change *change, const char *table,
			    const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const char *from = before->values[SQLITE_COLUMN_TYPE], *to = after->values[SQLITE_COLUMN_TYPE];
	struct conversion c = { .emit = emit,
				.table = table,
				.was = SQLEMBIC_BUF_INIT,
				.after = after,
				.from = from ? from : "",
				.to = to ? to : "",
				.before = sqlite_affinity_of(change->before, before),
				.now = sqlite_affinity_of(change->after, after),
				.was_strict = sqlite_table_is_strict(change->before),
				.is_strict = sqlite_table_is_strict(change->after) };
	/* Values of an expression can be had again. */
	if (before->values[SQLITE_COLUMN_GENERATED])
		return;
	sqlite_text_name(&c.was, before->name);
	judge_affinity(&c);
	judge_strictness(&c);
	sqlembic_buf_release(&c.was);
}
