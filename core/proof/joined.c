/* joined.c: see joined.h.  It errs on the side of several transactions. */
#include "proof/joined.h"

#include <string.h>

#include "run/preflight.h"
#include "sqlembic/token.h"

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

/* What ends with its transaction, or is done at its end, in bodies of routines, too. */
static const char *const ending[] = { "LOCAL",   "SET_CONFIG", "TEMP",       "TEMPORARY",
				      "PG_TEMP", "CURSOR",     "DEFERRABLE", "TRANSACTION",
				      "COMMIT",  "ROLLBACK",   "SAVEPOINT" };

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

void joined_add(struct joined *joined, const struct sqlembic_dialect *dialect,
		const struct statement *statement)
{
	const unsigned alone = SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_IN_TXN | SQLEMBIC_CLASS_ALONE;
	bool open;
	if (preflight_steers(statement, &open)) {
		joined->is_apart |= !begins_or_commits(dialect, statement->sql, joined->is_open);
		joined->is_open = open;
		return;
	}
	/* One that stands outside is a transaction by itself. */
	joined->is_apart |= !joined->is_open && statement->classes & alone;
	for (size_t i = 0; i < COUNT(ending) && !joined->is_apart; i++)
		joined->is_apart = sqlembic_token_mentions(sqlembic_tokens_of(statement->sql, dialect->lex),
							   ending[i]);
}
