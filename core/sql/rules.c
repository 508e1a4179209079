/* rules.c: matches the first words of a statement with a dialect's patterns.  It knows no SQL, only that
 * a quoted name may have blanks in it. */
#include "sql/rules.h"

#include <string.h>

/* Behind the word that begins at `word`. */
static const char *word_end(const char *word)
{
	while (*word && *word != ' ') {
		const char *close = *word == '[' ? strchr(word, ']') : NULL;
		if (*word == '"' || *word == '`')
			close = strchr(word + 1, *word);
		word = close ? close + 1 : word + 1;
	}
	return word;
}

/* Whether the words follow each other outside of literals, quoted names and bodies. */
static bool stands(struct sqlembic_tokens text, const char *words)
{
	struct sqlembic_token token;
	bool does = sqlembic_token_take(&text, words);
	while (!does && sqlembic_token_next(&text, &token))
		does = sqlembic_token_take(&text, words);
	return does;
}

/* Whether they do so in one literal or body. */
static bool stands_in_literal(struct sqlembic_tokens text, const char *words)
{
	struct sqlembic_token token;
	bool does = false;
	while (!does && sqlembic_token_next(&text, &token))
		does = (token.kind == SQLEMBIC_TOKEN_STRING || token.kind == SQLEMBIC_TOKEN_DOLLAR) &&
		       sqlembic_token_mentions(sqlembic_tokens_of(token.text, text.lex), words);
	return does;
}

static bool matches(const char *pattern, const char *words, struct sqlembic_tokens text)
{
	while (*pattern) {
		size_t n = strcspn(pattern, " ");
		if (strncmp(pattern, "...", 3) == 0)
			return stands(text, pattern + 3);
		if (strncmp(pattern, "'...", 4) == 0)
			return stands_in_literal(text, pattern + 4);
		const bool any = n == 1 && *pattern == '*';
		if (!any && strncmp(words, pattern, n) != 0)
			return false;
		/* A word of a pattern has no quotes. */
		const char *end = any ? word_end(words) : words + n;
		if (end == words || (*end != ' ' && *end != '\0'))
			return false;
		pattern += n + (pattern[n] == ' ');
		words = end + (*end == ' ');
	}
	return true;
}

unsigned rules_classify(const struct sqlembic_rule *rules, const char *words, struct sqlembic_tokens text)
{
	for (; rules && rules->pattern; rules++) {
		/* The first letter excludes nearly all rules. */
		if ((*rules->pattern == *words || *rules->pattern == '*') &&
		    matches(rules->pattern, words, text))
			return rules->classes;
	}
	return 0;
}

bool rules_look_further(const struct sqlembic_rule *rules, const char *words)
{
	const size_t n = strcspn(words, " ");
	bool look = false;
	for (; rules && rules->pattern && !look; rules++)
		look = strncmp(rules->pattern, words, n) == 0 && rules->pattern[n] == ' ' &&
		       strstr(rules->pattern + n, "...");
	return look;
}
