/* hazard.c: see hazard.h.  It knows no SQL but that a list of clauses stands behind a name, separated by commas. */
#include "sql/hazard.h"

#include <string.h>

#include "sqlembic/token.h"

/* Words as a rule has them; longer ones match nothing. */
#define WORDS_SIZE 64

/* Takes "ALTER COLUMN * TYPE", of which "*" is any name, if that comes next. */
static bool take(struct sqlembic_tokens *tokens, const char *pattern)
{
	struct sqlembic_token token;
	while (*pattern) {
		char word[WORDS_SIZE];
		size_t n = strcspn(pattern, " ");
		if (n >= sizeof(word))
			return false;
		memcpy(word, pattern, n);
		word[n] = '\0';
		if (strcmp(word, "*") == 0) {
			if (!sqlembic_token_next_name(tokens, &token) ||
			    (token.kind != SQLEMBIC_TOKEN_WORD && token.kind != SQLEMBIC_TOKEN_NAME))
				return false;
		} else if (!sqlembic_token_take(tokens, word)) {
			return false;
		}
		pattern += n + (pattern[n] == ' ');
	}
	return true;
}

/* Whether words stand behind each other anywhere; `outside`: not between parentheses. */
static bool stand_in(struct sqlembic_tokens tokens, const char *words, bool outside)
{
	struct sqlembic_token token;
	for (;;) {
		struct sqlembic_tokens here = tokens;
		if (take(&here, words))
			return true;
		if (!sqlembic_token_next(&tokens, &token))
			return false;
		if (outside && sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(&tokens);
	}
}

static bool one_stands_in(struct sqlembic_tokens tokens, const char *alternatives, bool outside)
{
	while (*alternatives) {
		char words[WORDS_SIZE];
		size_t n = strcspn(alternatives, "|");
		if (n < sizeof(words)) {
			memcpy(words, alternatives, n);
			words[n] = '\0';
			if (stand_in(tokens, words, outside))
				return true;
		}
		alternatives += n + (alternatives[n] == '|');
	}
	return false;
}

static bool fits(const struct sqlembic_hazard_rule *rule, struct sqlembic_tokens text)
{
	if (rule->with && !one_stands_in(text, rule->with, false))
		return false;
	return !rule->without || !one_stands_in(text, rule->without, true);
}

/* A statement or a clause, and where it begins. */
struct looking {
	struct sqlembic_span sql;
	hazard_fn *found;
	void *payload;
	struct sqlembic_error *err;
};

static int tell(const struct looking *looking, const struct sqlembic_hazard_rule *rule, const char *begin)
{
	return rule->kind ? looking->found(looking->payload, rule, (size_t)(begin - looking->sql.ptr) + 1,
					   looking->err)
			  : 0;
}

static int look_at_clause(const struct looking *looking, const struct sqlembic_hazard_rule *rules,
			  const char *statement, struct sqlembic_tokens clause)
{
	struct sqlembic_tokens ahead = clause;
	struct sqlembic_token first;
	if (!sqlembic_token_next(&ahead, &first))
		return 0;
	for (; rules->statement; rules++) {
		struct sqlembic_tokens behind = clause;
		if (!rules->clause || strcmp(rules->statement, statement) != 0 ||
		    !take(&behind, rules->clause) || !fits(rules, clause))
			continue;
		return tell(looking, rules, first.text.ptr);
	}
	return 0;
}

/* What is altered: "[IF EXISTS] [ONLY] name [*]", and then its clauses. */
static int look_at_clauses(const struct looking *looking, const struct sqlembic_hazard_rule *rules,
			   const char *statement, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	(void)sqlembic_token_take(&tokens, "IF EXISTS");
	(void)sqlembic_token_take(&tokens, "ONLY");
	(void)sqlembic_token_next_name(&tokens, &token);
	(void)sqlembic_token_take_mark(&tokens, '*');
	int rc = 0;
	for (bool is_more = true; rc == 0 && is_more;) {
		struct sqlembic_tokens clause = tokens;
		is_more = false;
		while (!is_more && sqlembic_token_next(&tokens, &token)) {
			if (sqlembic_token_is_mark(&token, '('))
				sqlembic_token_skip_parens(&tokens);
			is_more = sqlembic_token_is_mark(&token, ',');
		}
		if (is_more)
			clause.end = token.text.ptr;
		rc = look_at_clause(looking, rules, statement, clause);
	}
	return rc;
}

int hazard_find(const struct sqlembic_hazard_rule *rules, struct sqlembic_span sql, unsigned lex,
		hazard_fn *found, void *payload, struct sqlembic_error *err)
{
	const struct looking looking = { sql, found, payload, err };
	const struct sqlembic_tokens text = sqlembic_tokens_of(sql, lex);
	for (const struct sqlembic_hazard_rule *rule = rules; rule && rule->statement; rule++) {
		struct sqlembic_tokens tokens = text;
		if (!take(&tokens, rule->statement))
			continue;
		if (rule->clause)
			return look_at_clauses(&looking, rules, rule->statement, tokens);
		if (fits(rule, text))
			return tell(&looking, rule, sql.ptr);
	}
	return 0;
}
