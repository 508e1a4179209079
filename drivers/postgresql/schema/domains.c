/* domains.c: domains; their constraints are in constraints.c. */
#include "kinds.h"

enum { DOMAIN_DEFAULT, DOMAIN_TYPE, DOMAIN_COLLATION, DOMAIN_NOT_NULL };

const struct sqlembic_attribute postgres_domain_attributes[] = {
	[DOMAIN_DEFAULT] = { "default", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[DOMAIN_TYPE] = { "type", 0 },
	[DOMAIN_COLLATION] = { "collation", 0 },
	[DOMAIN_NOT_NULL] = { "not null", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(domain)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	sqlembic_buf_printf(&sql, "CREATE DOMAIN %s AS %s", fact->identity,
			    postgres_value(fact, DOMAIN_TYPE));
	if (postgres_value(fact, DOMAIN_COLLATION))
		sqlembic_buf_printf(&sql, " COLLATE %s", postgres_value(fact, DOMAIN_COLLATION));
	if (postgres_value(fact, DOMAIN_DEFAULT))
		sqlembic_buf_printf(&sql, " DEFAULT %s", postgres_value(fact, DOMAIN_DEFAULT));
	if (postgres_value(fact, DOMAIN_NOT_NULL))
		sqlembic_buf_puts(&sql, " NOT NULL");
	return postgres_emit_buf(out, &sql, 0, NULL, NULL, err);
}

POSTGRES_DROP(domain)
{
	(void)from;
	return postgres_emit(out, err, "DROP DOMAIN %s", fact->identity);
}

POSTGRES_JUDGE(domain)
{
	return change->changed & (BIT(DOMAIN_TYPE) | BIT(DOMAIN_COLLATION)) ? SQLEMBIC_WAY_REPLACE
									    : SQLEMBIC_WAY_ALTER;
}

static int alter_in_place(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			  struct sqlembic_error *err)
{
	const char *identity = change->after->identity,
		   *expression = postgres_value(change->after, DOMAIN_DEFAULT);
	int rc = 0;
	if (change->changed & BIT(DOMAIN_DEFAULT))
		rc = postgres_emit(out, err, "ALTER DOMAIN %s %s DEFAULT%s%s", identity,
				   expression ? "SET" : "DROP", expression ? " " : "",
				   expression ? expression : "");
	if (rc == 0 && change->changed & BIT(DOMAIN_NOT_NULL) &&
	    postgres_value(change->after, DOMAIN_NOT_NULL))
		rc = postgres_emit_danger(out, err, SQLEMBIC_ACTION_MAY_FAIL,
					  "fails where a column of this domain has no value", NULL,
					  "ALTER DOMAIN %s SET NOT NULL", identity);
	else if (rc == 0 && change->changed & BIT(DOMAIN_NOT_NULL))
		rc = postgres_emit(out, err, "ALTER DOMAIN %s DROP NOT NULL", identity);
	return rc;
}

POSTGRES_ALTER(domain)
{
	if (postgres_judge_domain(change) == SQLEMBIC_WAY_ALTER)
		return alter_in_place(out, change, err);
	int rc = postgres_put_aside(out, change->before, "DOMAIN", err);
	if (rc == 0)
		rc = postgres_create_domain(out, change->to, change->after, err);
	return rc == 0 ? postgres_drop_aside(out, change->before, "DOMAIN", err) : rc;
}
