/* outside.c: statements outside of transactions, behind a pool of transactions: the lock can be looked at ahead of them, and not
 * while they run; and what they do to the session is not there when the next one comes. */
#include "outside.h"

#include "lex.h"
#include "pooler.h"
#include "sqlembic/token.h"

/* Whether the statement calls a function of that name. */
static bool calls(struct sqlembic_span sql, const char *function)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is(&token, function))
			return true;
	}
	return false;
}

static bool is_for_session(struct sqlembic_span sql)
{
	static const char *const begins[] = { "SET",      "RESET",   "DISCARD", "LISTEN",
					      "UNLISTEN", "PREPARE", "LOAD",    "DEALLOCATE" };
	static const char *const harmless[] = { "SET LOCAL", "SET TRANSACTION", "SET CONSTRAINTS" };
	static const char *const temporary[] = { "CREATE TEMP",
						 "CREATE TEMPORARY",
						 "CREATE LOCAL TEMP",
						 "CREATE LOCAL TEMPORARY",
						 "CREATE GLOBAL TEMP",
						 "CREATE GLOBAL TEMPORARY",
						 "CREATE OR REPLACE TEMP",
						 "CREATE OR REPLACE TEMPORARY" };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		if (sqlembic_token_take(&tokens, harmless[i]))
			return false;
	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (sqlembic_token_take(&tokens, begins[i]))
			return true;
	for (size_t i = 0; i < sizeof(temporary) / sizeof(temporary[0]); i++)
		if (sqlembic_token_take(&tokens, temporary[i]))
			return true;
	return sqlembic_token_take(&tokens, "SELECT") &&
	       (calls(sql, "SET_CONFIG") || calls(sql, "PG_ADVISORY_LOCK"));
}

int postgres_check_outside(struct sqlembic_session *session, struct sqlembic_span sql, bool alone,
			   struct sqlembic_error *err)
{
	const struct postgres_session *s = postgres_session(session);
	if (!s->pooled)
		return 1;
	if (is_for_session(sql)) {
		(void)sqlembic_fail(
			err, SQLEMBIC_E_FAILED,
			"what the statement does to the session is gone behind it: " POSTGRES_POOLED);
		return sqlembic_fail_hint(
			err,
			"put it into one transaction with what needs it (\"-- transaction: own\", BEGIN and "
			"COMMIT); or " POSTGRES_POOLED_HINT);
	}
	if (!alone || !s->local_options)
		return 0;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the statement stands outside of transactions, where what the URL or the tenant sets "
		"(search_path, role, ...) does not hold: " POSTGRES_POOLED);
	return sqlembic_fail_hint(err, POSTGRES_POOLED_HINT);
}

void postgres_note_unlooked(struct postgres_session *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	/* The look comes behind a BEGIN. */
	if (!s->pooled || !s->locked || sqlembic_token_take(&tokens, "BEGIN") ||
	    sqlembic_token_take(&tokens, "START TRANSACTION"))
		return;
	s->has_unlooked = true;
	if (!s->has_warned && s->remark)
		s->remark(
			s->payload,
			"Behind the connection pooler a statement outside of transactions is not covered by "
			"the migration lock while it runs: it was looked at just before");
	s->has_warned = true;
}
