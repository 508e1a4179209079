/* domains.c: domains; their constraints are in constraints.c. */
#include "kinds.h"

#include <string.h>

const struct sqlembic_attribute postgres_domain_attributes[] = {
	[DOMAIN_DEFAULT] = { "default", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[DOMAIN_TYPE] = { "type", 0 },
	[DOMAIN_COLLATION] = { "collation", 0 },
	[DOMAIN_NOT_NULL] = { "not null", 0 },
	[DOMAIN_CONSTRAINTS] = { "constraints", SQLEMBIC_ATTRIBUTE_FOLLOWS | SQLEMBIC_ATTRIBUTE_DEPARSED },
	{ NULL, 0 },
};

static int create_domain(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			 const char *checks, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "CREATE DOMAIN %s AS %s", fact->identity,
			    postgres_value(fact, DOMAIN_TYPE));
	if (postgres_value(fact, DOMAIN_COLLATION))
		sqlembic_buf_printf(&sql, " COLLATE %s", postgres_value(fact, DOMAIN_COLLATION));
	if (postgres_value(fact, DOMAIN_DEFAULT))
		sqlembic_buf_printf(&sql, " DEFAULT %s", postgres_value(fact, DOMAIN_DEFAULT));
	if (postgres_value(fact, DOMAIN_NOT_NULL))
		sqlembic_buf_puts(&sql, " NOT NULL");
	sqlembic_buf_puts(&sql, checks);
	return postgres_emit_buf(out, &sql, 0, err);
}

/* With its constraints: they could not be added any more once a column has it inside of another type. */
POSTGRES_CREATE(domain)
{
	struct sqlembic_buf checks = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = to->part(to, fact, i)); i++)
		if (part->kind == POSTGRES_DOMAIN_CHECK && postgres_domain_check_is_valid(part))
			postgres_add_domain_check(&checks, part);
	int rc = create_domain(out, fact, sqlembic_buf_text(&checks), err);
	for (size_t i = 0; rc == 0 && (part = to->part(to, fact, i)); i++)
		if (part->kind == POSTGRES_DOMAIN_CHECK && !postgres_domain_check_is_valid(part))
			rc = postgres_create_domain_check(out, to, part, err);
	sqlembic_buf_release(&checks);
	return rc;
}

bool postgres_domain_add_refusal(struct sqlembic_buf *out, const struct sqlembic_side *side, const char *type,
				 const char *value)
{
	const struct sqlembic_fact *domain, *part;
	const char *between = "";
	while ((domain = side->find(side, POSTGRES_DOMAIN, type))) {
		/* A row of NULLs is none. */
		if (postgres_value(domain, DOMAIN_NOT_NULL)) {
			sqlembic_buf_printf(out, "%spg_catalog.num_nulls(%s) = 1", between, value);
			between = " OR ";
		}
		for (size_t i = 0; (part = side->part(side, domain, i)); i++) {
			if (part->kind != POSTGRES_DOMAIN_CHECK)
				continue;
			sqlembic_buf_printf(out, "%sNOT ", between);
			if (!postgres_domain_check_add_condition(out, side, part, value))
				return false;
			between = " OR ";
		}
		type = postgres_value(domain, DOMAIN_TYPE);
	}
	return *between != '\0';
}

POSTGRES_DROP(domain)
{
	(void)from;
	return postgres_emit(out, err, "DROP DOMAIN %s", fact->identity);
}

/* Of arrays, or of types with parts, which columns can have. */
static bool is_inside_of_types(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = change->from->user(change->from, change->before, i)); i++)
		if (user->kind == POSTGRES_ATTRIBUTE || user->kind == POSTGRES_COMPOSITE ||
		    user->kind == POSTGRES_RANGE || user->kind == POSTGRES_DOMAIN ||
		    (user->kind == POSTGRES_COLUMN && strstr(postgres_value(user, COLUMN_TYPE), "[]")))
			return true;
	return false;
}

/* Whether it gets a constraint that it has not, or takes no NULL any more. */
static bool adds_constraint(const struct sqlembic_change *change)
{
	const char *before = postgres_value(change->before, DOMAIN_CONSTRAINTS),
		   *after = postgres_value(change->after, DOMAIN_CONSTRAINTS);
	struct sqlembic_span line;
	if (change->changed & BIT(DOMAIN_NOT_NULL) && postgres_value(change->after, DOMAIN_NOT_NULL))
		return true;
	while (change->changed & BIT(DOMAIN_CONSTRAINTS) && (line = postgres_next_line(&after)).len > 0)
		if (!postgres_has_line(before, line))
			return true;
	return false;
}

POSTGRES_JUDGE(domain)
{
	const uint64_t kept = BIT(DOMAIN_DEFAULT) | BIT(DOMAIN_NOT_NULL);
	if (change->changed & (BIT(DOMAIN_TYPE) | BIT(DOMAIN_COLLATION)))
		return SQLEMBIC_WAY_REPLACE;
	/* Of values inside of others the server cannot check a new one. */
	if (adds_constraint(change) && is_inside_of_types(change))
		return SQLEMBIC_WAY_REPLACE;
	return change->changed & kept ? SQLEMBIC_WAY_ALTER : SQLEMBIC_WAY_FOLLOWS;
}

static int alter_in_place(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  struct sqlembic_error *err)
{
	const char *identity = change->after->identity,
		   *expression = postgres_value(change->after, DOMAIN_DEFAULT);
	int rc = 0;
	bool later = expression && postgres_calls_another(change);
	if (change->changed & BIT(DOMAIN_DEFAULT) && (!expression || later))
		rc = postgres_emit(out, err, "ALTER DOMAIN %s DROP DEFAULT", identity);
	if (rc == 0 && change->changed & BIT(DOMAIN_DEFAULT) && expression)
		rc = postgres_emit_flagged(out, err, later ? SQLEMBIC_ACTION_FINISHES : 0,
					   "ALTER DOMAIN %s SET DEFAULT %s", identity, expression);
	if (rc == 0 && change->changed & BIT(DOMAIN_NOT_NULL) &&
	    postgres_value(change->after, DOMAIN_NOT_NULL))
		rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, NULL,
				   "columns of domain %s do not take NULL any more", change->after->shown);
	if (rc == 0 && change->changed & BIT(DOMAIN_NOT_NULL) &&
	    postgres_value(change->after, DOMAIN_NOT_NULL))
		rc = postgres_emit(out, err, "ALTER DOMAIN %s SET NOT NULL", identity);
	else if (rc == 0 && change->changed & BIT(DOMAIN_NOT_NULL))
		rc = postgres_emit(out, err, "ALTER DOMAIN %s DROP NOT NULL", identity);
	return rc;
}

POSTGRES_ALTER(domain)
{
	if (postgres_judge_domain(change) != SQLEMBIC_WAY_REPLACE)
		return alter_in_place(out, change, err);
	int rc = postgres_put_aside(out, change->before, "DOMAIN", err);
	if (rc == 0)
		rc = postgres_create_domain(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, change->before, "DOMAIN", err) : rc;
}
