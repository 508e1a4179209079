/* routines.c: functions, procedures, aggregates.  Bodies that are strings are not looked into when a routine is made (the
 * scripts' prologue), since what they mention may come later. */
#include "kinds.h"

#include <stdlib.h>
#include <string.h>

const struct sqlembic_attribute postgres_routine_attributes[] = {
	[ROUTINE_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[ROUTINE_ARGUMENTS] = { "arguments", SQLEMBIC_ATTRIBUTE_SILENT },
	[ROUTINE_RESULT] = { "result", SQLEMBIC_ATTRIBUTE_SILENT },
	[ROUTINE_NAMES] = { "argument names", SQLEMBIC_ATTRIBUTE_SILENT },
	[ROUTINE_DEFAULTS] = { "defaults", SQLEMBIC_ATTRIBUTE_SILENT },
	[ROUTINE_CLASS] = { "class", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(routine)
{
	(void)to;
	return postgres_emit_flagged(out, err, SQLEMBIC_ACTION_PROLOGUE, "%s",
				     postgres_value(fact, ROUTINE_DEFINITION));
}

POSTGRES_DROP(function)
{
	(void)from;
	return postgres_emit(out, err, "DROP FUNCTION %s", fact->identity);
}

POSTGRES_DROP(procedure)
{
	(void)from;
	return postgres_emit(out, err, "DROP PROCEDURE %s", fact->identity);
}

/* Whether CREATE OR REPLACE takes it: not another result, other names of arguments that have some, fewer defaults. */
static bool can_be_replaced(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, ROUTINE_DEFAULTS),
		   *after = postgres_value(change->after, ROUTINE_DEFAULTS);
	const char *names = postgres_value(change->before, ROUTINE_NAMES);
	return !(change->changed & BIT(ROUTINE_CLASS)) &&
	       postgres_equal(postgres_value(change->before, ROUTINE_RESULT),
			      postgres_value(change->after, ROUTINE_RESULT)) &&
	       (!names || postgres_equal(names, postgres_value(change->after, ROUTINE_NAMES))) &&
	       strtol(before, NULL, 10) <= strtol(after, NULL, 10);
}

/* A default of a column, or of a domain that columns have: those hold rows. */
static bool is_used_by_default(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = change->from->user(change->from, change->before, i)); i++)
		if (user->kind == POSTGRES_COLUMN || user->kind == POSTGRES_DOMAIN)
			return true;
	return false;
}

POSTGRES_JUDGE(routine)
{
	if (can_be_replaced(change))
		return SQLEMBIC_WAY_ALTER;
	return is_used_by_default(change) ? SQLEMBIC_WAY_REPLACE : SQLEMBIC_WAY_REBUILD;
}

static const char *word_of(const struct sqlembic_fact *fact)
{
	return fact->kind == POSTGRES_PROCEDURE ? "PROCEDURE" : "FUNCTION";
}

/* Types in its arguments may wait under other names by then, too. */
static int make_anew(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     struct sqlembic_error *err)
{
	const struct sqlembic_fact *before = change->before;
	struct sqlembic_buf arguments = SQLEMBIC_BUF_INIT, identity = SQLEMBIC_BUF_INIT;
	size_t open = postgres_find_clause(before->identity, "(");
	postgres_add_with_types_aside(&arguments, change, before->identity + open);
	sqlembic_buf_printf(&identity, "%.*s%s", (int)open, before->identity, sqlembic_buf_text(&arguments));
	int rc = arguments.failed || identity.failed
			 ? sqlembic_fail_memory(err)
			 : postgres_put_aside_as(out, sqlembic_buf_text(&identity), before->name,
						 word_of(before), err);
	if (rc == 0)
		rc = postgres_create_routine(out, change->to, change->after, err);
	if (rc == 0)
		rc = postgres_drop_aside_with(out, before, sqlembic_buf_text(&arguments), word_of(before),
					      err);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&arguments);
	return rc;
}

POSTGRES_ALTER(routine)
{
	return can_be_replaced(change) ? postgres_create_routine(out, change->to, change->after, err)
				       : make_anew(out, change, err);
}

POSTGRES_HELD(routine)
{
	return !can_be_replaced(change) && user != POSTGRES_COLUMN && user != POSTGRES_DOMAIN;
}

POSTGRES_SPREAD(routine)
{
	if (change->after && can_be_replaced(change))
		return 0;
	if (user->kind == POSTGRES_DOMAIN)
		return BIT(DOMAIN_DEFAULT);
	if (user->kind != POSTGRES_COLUMN)
		return 0;
	return postgres_value(user, COLUMN_GENERATED) ? BIT(COLUMN_GENERATED) : BIT(COLUMN_DEFAULT);
}

/* ---- aggregates ---- */

enum { AGGREGATE_SIGNATURE, AGGREGATE_DEFINITION };

const struct sqlembic_attribute postgres_aggregate_attributes[] = {
	[AGGREGATE_SIGNATURE] = { "signature", 0 },
	[AGGREGATE_DEFINITION] = { "definition", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(aggregate)
{
	(void)to;
	return postgres_emit(out, err, "CREATE AGGREGATE %s (%s)", postgres_value(fact, AGGREGATE_SIGNATURE),
			     postgres_value(fact, AGGREGATE_DEFINITION));
}

POSTGRES_DROP(aggregate)
{
	size_t n = strlen(fact->identity);
	(void)from;
	/* One without arguments is called with a star. */
	if (n > 2 && strcmp(fact->identity + n - 2, "()") == 0)
		return postgres_emit(out, err, "DROP AGGREGATE %.*s(*)", (int)(n - 2), fact->identity);
	return postgres_emit(out, err, "DROP AGGREGATE %s", fact->identity);
}
