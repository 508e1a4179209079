/* rules.c: matches the first words of a statement with a dialect's patterns.  It knows no SQL, only that
 * a quoted name may have blanks in it. */
#include "sql/rules.h"

#include <stdbool.h>
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

static bool matches(const char *pattern, const char *words, struct sqlembic_tokens text)
{
	while (*pattern) {
		size_t n = strcspn(pattern, " ");
		if (strncmp(pattern, "...", 3) == 0)
			return sqlembic_token_mentions(text, pattern + 3);
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
