/* foreign.c: foreign data wrappers, servers and user mappings.  Foreign tables are tables. */
#include "../lex.h"
#include "kinds.h"
#include "sqlembic/token.h"

enum { WRAPPER_HANDLER, WRAPPER_VALIDATOR, WRAPPER_OPTIONS };

const struct sqlembic_attribute postgres_wrapper_attributes[] = {
	[WRAPPER_HANDLER] = { "handler", 0 },
	[WRAPPER_VALIDATOR] = { "validator", 0 },
	[WRAPPER_OPTIONS] = { "options", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(wrapper)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	sqlembic_buf_printf(&sql, "CREATE FOREIGN DATA WRAPPER %s %s %s", fact->identity,
			    postgres_value(fact, WRAPPER_HANDLER), postgres_value(fact, WRAPPER_VALIDATOR));
	postgres_add_options(&sql, " OPTIONS (", postgres_value(fact, WRAPPER_OPTIONS));
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_ALTER(wrapper)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *after = change->after;
	int rc = 0;
	sqlembic_buf_printf(&head, "ALTER FOREIGN DATA WRAPPER %s", after->identity);
	if (change->changed & BIT(WRAPPER_HANDLER))
		rc = postgres_emit(out, err, "%s %s", sqlembic_buf_text(&head),
				   postgres_value(after, WRAPPER_HANDLER));
	if (rc == 0 && change->changed & BIT(WRAPPER_VALIDATOR))
		rc = postgres_emit(out, err, "%s %s", sqlembic_buf_text(&head),
				   postgres_value(after, WRAPPER_VALIDATOR));
	if (rc == 0)
		rc = postgres_change_options(out, sqlembic_buf_text(&head),
					     postgres_value(change->before, WRAPPER_OPTIONS),
					     postgres_value(after, WRAPPER_OPTIONS), err);
	sqlembic_buf_release(&head);
	return rc;
}

/* ---- servers ---- */

enum { SERVER_WRAPPER, SERVER_TYPE, SERVER_VERSION, SERVER_OPTIONS };

const struct sqlembic_attribute postgres_server_attributes[] = {
	[SERVER_WRAPPER] = { "wrapper", 0 },
	[SERVER_TYPE] = { "type", 0 },
	[SERVER_VERSION] = { "version", 0 },
	[SERVER_OPTIONS] = { "options", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(server)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	sqlembic_buf_printf(&sql, "CREATE SERVER %s", fact->identity);
	if (postgres_value(fact, SERVER_TYPE))
		sqlembic_buf_printf(&sql, " TYPE %s", postgres_value(fact, SERVER_TYPE));
	if (postgres_value(fact, SERVER_VERSION))
		sqlembic_buf_printf(&sql, " VERSION %s", postgres_value(fact, SERVER_VERSION));
	sqlembic_buf_printf(&sql, " FOREIGN DATA WRAPPER %s", postgres_value(fact, SERVER_WRAPPER));
	postgres_add_options(&sql, " OPTIONS (", postgres_value(fact, SERVER_OPTIONS));
	return postgres_emit_buf(out, &sql, 0, err);
}

/* A version cannot be taken away. */
POSTGRES_JUDGE(server)
{
	bool loses_version = change->changed & BIT(SERVER_VERSION) &&
			     !postgres_value(change->after, SERVER_VERSION);
	return change->changed & (BIT(SERVER_WRAPPER) | BIT(SERVER_TYPE)) || loses_version
		       ? SQLEMBIC_WAY_REBUILD
		       : SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(server)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	int rc = 0;
	sqlembic_buf_printf(&head, "ALTER SERVER %s", change->after->identity);
	if (change->changed & BIT(SERVER_VERSION))
		rc = postgres_emit(out, err, "%s VERSION %s", sqlembic_buf_text(&head),
				   postgres_value(change->after, SERVER_VERSION));
	if (rc == 0)
		rc = postgres_change_options(out, sqlembic_buf_text(&head),
					     postgres_value(change->before, SERVER_OPTIONS),
					     postgres_value(change->after, SERVER_OPTIONS), err);
	sqlembic_buf_release(&head);
	return rc;
}

/* ---- user mappings ---- */

enum { MAPPING_USER, MAPPING_SERVER, MAPPING_OPTIONS, MAPPING_PASSWORD };

const struct sqlembic_attribute postgres_mapping_attributes[] = {
	[MAPPING_USER] = { "user", SQLEMBIC_ATTRIBUTE_SILENT },
	[MAPPING_SERVER] = { "server", SQLEMBIC_ATTRIBUTE_SILENT },
	[MAPPING_OPTIONS] = { "options", 0 },
	[MAPPING_PASSWORD] = { "password", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* Stands before what puts asterisks in a password's place. */
static int warn_of_password(const struct sqlembic_action_sink *out, const struct sqlembic_fact *mapping,
			    struct sqlembic_error *err)
{
	const struct sqlembic_action action = {
		.flags = SQLEMBIC_ACTION_MAY_FAIL,
		.reason = "nobody can connect before the password is written where *** stands",
	};
	return postgres_value(mapping, MAPPING_PASSWORD) ? out->action(out->payload, &action, err) : 0;
}

POSTGRES_CREATE(mapping)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	int rc = warn_of_password(out, fact, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_printf(&sql, "CREATE USER MAPPING FOR %s SERVER %s", postgres_value(fact, MAPPING_USER),
			    postgres_value(fact, MAPPING_SERVER));
	postgres_add_options(&sql, " OPTIONS (", postgres_value(fact, MAPPING_OPTIONS));
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_DROP(mapping)
{
	(void)from;
	return postgres_emit(out, err, "DROP USER MAPPING FOR %s SERVER %s",
			     postgres_value(fact, MAPPING_USER), postgres_value(fact, MAPPING_SERVER));
}

POSTGRES_ALTER(mapping)
{
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
	int rc = postgres_value(change->before, MAPPING_PASSWORD) ? 0
								  : warn_of_password(out, change->after, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_printf(&head, "ALTER USER MAPPING FOR %s SERVER %s",
			    postgres_value(change->after, MAPPING_USER),
			    postgres_value(change->after, MAPPING_SERVER));
	rc = postgres_change_options(out, sqlembic_buf_text(&head),
				     postgres_value(change->before, MAPPING_OPTIONS),
				     postgres_value(change->after, MAPPING_OPTIONS), err);
	sqlembic_buf_release(&head);
	return rc;
}

/* Nobody comes to another server's rows without one, whatever foreign tables there are. */
bool postgres_maps_user(struct sqlembic_span sql)
{
	static const char *const verbs[] = { "CREATE", "ALTER", "DROP" };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	bool begins = false;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]) && !begins; i++)
		begins = sqlembic_token_take(&tokens, verbs[i]);
	return begins && sqlembic_token_take(&tokens, "USER") && sqlembic_token_take(&tokens, "MAPPING");
}
