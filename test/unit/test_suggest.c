/* test_suggest.c: guesses at mistyped names. */
#include <criterion/criterion.h>

#include "suggest.h"

static const char *guess(const char *word)
{
	static const char *const names[] = { "upgrade", "downgrade", "heads",         "history",
					     "merge",   "stamp",     "ensure_version" };
	struct suggest suggest = SUGGEST_INIT(word);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		suggest_offer(&suggest, names[i]);
	return suggest.best;
}

Test(suggest, finds_the_name_behind_a_slip)
{
	static const char *const cases[][2] = {
		{ "upgrad", "upgrade" },   { "ugprade", "upgrade" },
		{ "up", "upgrade" },       { "dwongrade", "downgrade" },
		{ "head", "heads" },       { "hsitory", "history" },
		{ "Merge", "merge" },      { "stmap", "stamp" },
		{ "upgrades", "upgrade" }, { "ensure-versoin", "ensure_version" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_str_eq(guess(cases[i][0]) ? guess(cases[i][0]) : "", cases[i][1], "%s",
				 cases[i][0]);
}

Test(suggest, is_silent_when_nothing_is_near)
{
	static const char *const words[] = { "", "x", "migrate", "deploy", "completely-different" };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		cr_expect_null(guess(words[i]), "%s", words[i]);
}

Test(suggest, does_not_read_beyond_very_long_words)
{
	char word[300];
	for (size_t i = 0; i + 1 < sizeof(word); i++)
		word[i] = 'u';
	word[sizeof(word) - 1] = '\0';
	cr_expect_null(guess(word));
}
