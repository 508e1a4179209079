/* views.c: views and materialised views.  CREATE OR REPLACE takes more columns at the end, and nothing else. */
#include "kinds.h"

#include <string.h>

enum { VIEW_DEFINITION, VIEW_PARAMETERS, VIEW_COLUMNS, VIEW_TABLESPACE, VIEW_ACCESS_METHOD };

const struct sqlembic_attribute postgres_view_attributes[] = {
	[VIEW_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[VIEW_PARAMETERS] = { "storage parameters", SQLEMBIC_ATTRIBUTE_UNORDERED },
	[VIEW_COLUMNS] = { "columns", 0 },
	[VIEW_TABLESPACE] = { "tablespace", 0 },
	[VIEW_ACCESS_METHOD] = { "access method", 0 },
	{ NULL, 0 },
};

static int create_view(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		       const char *verb, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "%s VIEW %s", verb, fact->identity);
	postgres_add_parameters(&sql, " WITH (", postgres_value(fact, VIEW_PARAMETERS));
	sqlembic_buf_printf(&sql, " AS\n%s", postgres_value(fact, VIEW_DEFINITION));
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_CREATE(view)
{
	(void)to;
	return create_view(out, fact, "CREATE", err);
}

POSTGRES_DROP(view)
{
	(void)from;
	return postgres_emit(out, err, "DROP VIEW %s", fact->identity);
}

POSTGRES_JUDGE(view)
{
	const char *before = postgres_value(change->before, VIEW_COLUMNS),
		   *after = postgres_value(change->after, VIEW_COLUMNS);
	size_t n = before ? strlen(before) : 0;
	if (!postgres_equal(before, after) &&
	    (!before || !after || strncmp(before, after, n) != 0 || (after[n] && after[n] != '\n')))
		return SQLEMBIC_WAY_REBUILD;
	return SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(view)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	if (change->changed & ~BIT(VIEW_PARAMETERS))
		return create_view(out, change->after, "CREATE OR REPLACE", err);
	sqlembic_buf_printf(&head, "ALTER VIEW %s", change->after->identity);
	int rc = postgres_change_parameters(out, sqlembic_buf_text(&head),
					    postgres_value(change->before, VIEW_PARAMETERS),
					    postgres_value(change->after, VIEW_PARAMETERS), err);
	sqlembic_buf_release(&head);
	return rc;
}

/* ---- materialised views ---- */

/* Whether it selects from one that has no data where the script is to run: the server refuses to fill it then.  One that is there
 * has its data, or none, whatever it was made from. */
static bool waits_for_data(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			   const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *used, *is;
	bool waits = false;
	for (size_t i = 0; !waits && (used = to->used(to, fact, i)); i++) {
		if (used->kind != POSTGRES_MATVIEW && used->kind != POSTGRES_VIEW)
			continue;
		is = used->kind == POSTGRES_MATVIEW && !out->is_created(out->payload, used)
			     ? out->from->find(out->from, POSTGRES_MATVIEW, used->identity)
			     : NULL;
		waits = is ? is->flags & SQLEMBIC_FACT_UNFILLED : waits_for_data(out, to, used);
	}
	return waits;
}

/* Whether one that has its data is made from it, by way of others as well: then it had some itself. */
static bool feeds_another(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *user;
	bool feeds = false;
	for (size_t i = 0; !feeds && (user = side->user(side, fact, i)); i++)
		feeds = (user->kind == POSTGRES_MATVIEW && !(user->flags & SQLEMBIC_FACT_UNFILLED)) ||
			((user->kind == POSTGRES_MATVIEW || user->kind == POSTGRES_VIEW) &&
			 feeds_another(side, user));
	return feeds;
}

/* A copy is filled where its original is: what has no data may be one that cannot have any, as its source is on another server. */
static bool is_made_empty(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			  const struct sqlembic_fact *fact)
{
	if (out->is_copy)
		return fact->flags & SQLEMBIC_FACT_UNFILLED && !feeds_another(to, fact);
	return out->from && waits_for_data(out, to, fact);
}

/* One that others were made from, and that was emptied since. */
static int empty_again(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	if (!out->is_copy || !(fact->flags & SQLEMBIC_FACT_UNFILLED) || !feeds_another(to, fact))
		return 0;
	return postgres_emit_flagged(out, err, SQLEMBIC_ACTION_FINISHES,
				     "REFRESH MATERIALIZED VIEW %s WITH NO DATA", fact->identity);
}

POSTGRES_CREATE(matview)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "CREATE MATERIALIZED VIEW %s", fact->identity);
	if (postgres_value(fact, VIEW_ACCESS_METHOD))
		sqlembic_buf_printf(&sql, " USING %s", postgres_value(fact, VIEW_ACCESS_METHOD));
	postgres_add_parameters(&sql, " WITH (", postgres_value(fact, VIEW_PARAMETERS));
	if (postgres_value(fact, VIEW_TABLESPACE))
		sqlembic_buf_printf(&sql, " TABLESPACE %s", postgres_value(fact, VIEW_TABLESPACE));
	sqlembic_buf_printf(&sql, " AS\n%s", postgres_value(fact, VIEW_DEFINITION));
	if (is_made_empty(out, to, fact))
		sqlembic_buf_puts(&sql, "\nWITH NO DATA");
	int rc = postgres_emit_buf(out, &sql, SQLEMBIC_ACTION_EVALUATES, err);
	return rc == 0 ? empty_again(out, to, fact, err) : rc;
}

POSTGRES_DROP(matview)
{
	(void)from;
	return postgres_emit(out, err, "DROP MATERIALIZED VIEW %s", fact->identity);
}

POSTGRES_JUDGE(matview)
{
	const uint64_t altered = BIT(VIEW_PARAMETERS) | BIT(VIEW_TABLESPACE);
	return change->changed & ~altered ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(matview)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	const char *tablespace = postgres_value(change->after, VIEW_TABLESPACE);
	sqlembic_buf_printf(&head, "ALTER MATERIALIZED VIEW %s", change->after->identity);
	int rc = postgres_change_parameters(out, sqlembic_buf_text(&head),
					    postgres_value(change->before, VIEW_PARAMETERS),
					    postgres_value(change->after, VIEW_PARAMETERS), err);
	if (rc == 0 && change->changed & BIT(VIEW_TABLESPACE))
		rc = postgres_emit(out, err, "%s SET TABLESPACE %s", sqlembic_buf_text(&head),
				   tablespace ? tablespace : "pg_default");
	sqlembic_buf_release(&head);
	return rc;
}

/* ---- what columns of them have of their own ---- */

enum {
	VIEW_COLUMN_WORD,
	VIEW_COLUMN_NAME,
	VIEW_COLUMN_DEFAULT,
	VIEW_COLUMN_STORAGE,
	VIEW_COLUMN_COMPRESSION,
	VIEW_COLUMN_STATISTICS
};

const struct sqlembic_attribute postgres_view_column_attributes[] = {
	[VIEW_COLUMN_WORD] = { "word", SQLEMBIC_ATTRIBUTE_SILENT },
	[VIEW_COLUMN_NAME] = { "column", SQLEMBIC_ATTRIBUTE_SILENT },
	[VIEW_COLUMN_DEFAULT] = { "default", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[VIEW_COLUMN_STORAGE] = { "storage", 0 },
	[VIEW_COLUMN_COMPRESSION] = { "compression", 0 },
	[VIEW_COLUMN_STATISTICS] = { "statistics target", 0 },
	{ NULL, 0 },
};

static int set(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
	       const struct sqlembic_fact *fact, const char *clause, const char *value,
	       struct sqlembic_error *err)
{
	return postgres_emit(out, err, "ALTER %s %s ALTER COLUMN %s %s%s",
			     postgres_value(fact, VIEW_COLUMN_WORD), postgres_table_of(side, fact),
			     postgres_value(fact, VIEW_COLUMN_NAME), clause, value);
}

POSTGRES_CREATE(view_column)
{
	static const struct {
		unsigned attribute;
		const char *clause;
	} clauses[] = { { VIEW_COLUMN_DEFAULT, "SET DEFAULT " },
			{ VIEW_COLUMN_STORAGE, "SET STORAGE " },
			{ VIEW_COLUMN_COMPRESSION, "SET COMPRESSION " },
			{ VIEW_COLUMN_STATISTICS, "SET STATISTICS " } };
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < sizeof(clauses) / sizeof(clauses[0]); i++)
		if (postgres_value(fact, clauses[i].attribute))
			rc = set(out, to, fact, clauses[i].clause, postgres_value(fact, clauses[i].attribute),
				 err);
	return rc;
}

POSTGRES_DROP(view_column)
{
	int rc = 0;
	if (postgres_value(fact, VIEW_COLUMN_DEFAULT))
		rc = set(out, from, fact, "DROP DEFAULT", "", err);
	if (rc == 0 && postgres_value(fact, VIEW_COLUMN_STATISTICS))
		rc = set(out, from, fact, "SET STATISTICS -1", "", err);
	if (rc == 0 && postgres_value(fact, VIEW_COLUMN_COMPRESSION))
		rc = set(out, from, fact, "SET COMPRESSION default", "", err);
	return rc;
}
