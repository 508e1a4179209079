/* joined.c: see joined.h.  It errs on the side of several transactions. */
#include "proof/joined.h"

#include <string.h>

#include "run/preflight.h"
#include "sqlembic/token.h"

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

/* What ends with its transaction or is done at its end, what means something else behind it, and what goes by another
 * session, which does not see what is not committed and waits for its locks; in bodies of routines, too. */
static const char *const ending[] = {
	"LOCAL",
	"SET_CONFIG",
	"TEMP",
	"TEMPORARY",
	"PG_TEMP",
	"CURSOR",
	"FETCH",
	"LO_OPEN",
	"DEFERRABLE",
	"INITIALLY",
	"TRANSACTION",
	"COMMIT",
	"ROLLBACK",
	"SAVEPOINT",
	/* Refused where no transaction is open. */
	"LOCK",
	/* May be used at once where the transaction has made the type. */
	"ADD VALUE",
	/* COPY does so where the transaction has made the table. */
	"FREEZE",
	"DEFAULT_TRANSACTION_READ_ONLY",
	"TRANSACTION_TIMEOUT",
	"TXID_CURRENT",
	"PG_CURRENT_XACT_ID",
	"XMIN",
	"DBLINK",
	"DBLINK_CONNECT",
	"DBLINK_EXEC",
};

/* Stands still in a transaction.  What only stores it is none the worse for that. */
static const char *const still[] = { "NOW",       "CURRENT_TIMESTAMP", "CURRENT_TIME",
				     "LOCALTIME", "LOCALTIMESTAMP",    "TRANSACTION_TIMESTAMP" };
static const char *const looking[] = { "DELETE", "DO", "MERGE", "SELECT", "WITH" };

/* Whether it is one of these and nothing else. */
static bool is_one_of(const struct sqlembic_dialect *dialect, struct sqlembic_span sql,
		      const char *const *list, size_t n)
{
	bool is = false;
	for (size_t i = 0; !is && i < n; i++) {
		struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
		struct sqlembic_token token;
		is = sqlembic_token_take(&tokens, list[i]) && !sqlembic_token_next(&tokens, &token);
	}
	return is;
}

static bool begins_or_commits(const struct sqlembic_dialect *dialect, struct sqlembic_span sql, bool is_open)
{
	static const char *const begins[] = { "BEGIN", "BEGIN WORK", "BEGIN TRANSACTION",
					      "START TRANSACTION" };
	static const char *const commits[] = {
		"COMMIT",
		"COMMIT WORK",
		"COMMIT TRANSACTION",
		"END",
		"END WORK",
		"END TRANSACTION",
		"COMMIT AND CHAIN",
		"COMMIT WORK AND CHAIN",
		"COMMIT TRANSACTION AND CHAIN",
	};
	return is_open ? is_one_of(dialect, sql, commits, COUNT(commits))
		       : is_one_of(dialect, sql, begins, COUNT(begins));
}

/* Functions and schemas may be named in quotes. */
static struct sqlembic_span without_quotes(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(token) : token->text;
}

/* All of the list in one walk: scripts may be long. */
static bool mentions(const struct sqlembic_dialect *dialect, struct sqlembic_span sql,
		     const char *const *list, size_t n)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
	struct sqlembic_token token;
	bool does = false;
	while (!does && sqlembic_token_next(&tokens, &token))
		for (size_t i = 0; i < n && !does; i++)
			does = token.kind == SQLEMBIC_TOKEN_WORD
				       ? sqlembic_token_is(&token, list[i])
				       : sqlembic_token_mentions(
						 sqlembic_tokens_of(without_quotes(&token), dialect->lex),
						 list[i]);
	return does;
}

static bool begins_with(const struct sqlembic_dialect *dialect, struct sqlembic_span sql,
			const char *const *list, size_t n)
{
	bool does = false;
	for (size_t i = 0; i < n && !does; i++) {
		struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
		does = sqlembic_token_take(&tokens, list[i]);
	}
	return does;
}

void joined_add(struct joined *joined, const struct sqlembic_dialect *dialect,
		const struct statement *statement)
{
	const struct sqlembic_span sql = statement->sql;
	bool open;
	if (preflight_steers(statement, &open)) {
		joined->is_apart |= !begins_or_commits(dialect, sql, joined->is_open);
		joined->is_open = open;
		return;
	}
	/* One that stands outside is a transaction by itself. */
	joined->is_apart |= statement->classes & SQLEMBIC_CLASS_ALONE ||
			    (!joined->is_open &&
			     statement->classes & (SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_IN_TXN));
	if (!joined->is_apart)
		joined->is_apart = mentions(dialect, sql, ending, COUNT(ending)) ||
				   (begins_with(dialect, sql, looking, COUNT(looking)) &&
				    mentions(dialect, sql, still, COUNT(still)));
}
