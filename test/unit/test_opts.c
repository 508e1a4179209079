/* test_opts.c: reading command lines. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "opts.h"

struct local {
	bool verbose, ignore;
	const char *range, *target;
	size_t limit;
	struct opt_list depends, rest;
};

struct global {
	bool quiet, version;
	const char *config;
};

static const struct opt local_rows[] = {
	OPT_ROW_FLAG('v', "verbose", struct local, verbose, "v"),
	OPT_ROW_FLAG('i', "ignore", struct local, ignore, "i"),
	OPT_ROW_TEXT('r', "rev-range", struct local, range, "RANGE", "r", HINT_RANGE),
	OPT_ROW_NUMBER('n', "limit", struct local, limit, "N", "n"),
	OPT_ROW_LIST(0, "depends-on", struct local, depends, "REV", "d", HINT_TARGET),
	OPT_ROW_END,
};
static const struct opt global_rows[] = {
	OPT_ROW_FLAG('q', "quiet", struct global, quiet, "q"),
	OPT_ROW_FLAG(0, "version", struct global, version, "V"),
	OPT_ROW_TEXT('n', "config", struct global, config, "FILE", "c", HINT_FILE),
	OPT_ROW_END,
};
static const struct opt one_target[] = {
	OPT_ARG_TEXT("target", struct local, target, "t", HINT_TARGET),
	OPT_ROW_END,
};
static const struct opt target_and_rest[] = {
	OPT_ARG_TEXT("target", struct local, target, "t", HINT_TARGET),
	OPT_ARG_LIST("rest", struct local, rest, "r", HINT_TARGET, false),
	OPT_ROW_END,
};

#define MAX_WORDS 8

struct line {
	struct local local;
	struct global global;
	struct opts opts;
	const char *words[MAX_WORDS];
	char text[200];
	struct sqlembic_error err;
};

/* Words are separated by blanks. */
static int parse(struct line *line, const char *text, const struct opt *positionals)
{
	memset(line, 0, sizeof(*line));
	(void)snprintf(line->text, sizeof(line->text), "%s", text);
	char *rest = NULL;
	for (char *word = strtok_r(line->text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		line->words[line->opts.n++] = word;
	line->opts.words = line->words;
	line->opts.layers[0] = (struct opts_layer){ local_rows, &line->local };
	line->opts.layers[1] = (struct opts_layer){ global_rows, &line->global };
	line->opts.positionals = positionals;
	int rc = opts_parse(&line->opts, &line->err);
	return rc < 0 ? rc : opts_missing(&line->opts, &line->err);
}

static void release(struct line *line)
{
	opts_release(local_rows, &line->local);
	opts_release(target_and_rest, &line->local);
}

Test(opts, a_value_may_be_glued_separate_or_after_an_equals_sign)
{
	static const char *const lines[] = {
		"t -r-3:current",           "t -r -3:current",          "t -r=-3:current",
		"t --rev-range=-3:current", "t --rev-range -3:current", "-vr-3:current t",
		"t --rev -3:current",       "--rev=-3:current t",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct line line;
		cr_expect_eq(parse(&line, lines[i], one_target), 0, "%s: %s", lines[i], line.err.message);
		cr_expect_str_eq(line.local.range ? line.local.range : "", "-3:current", "%s", lines[i]);
		cr_expect_str_eq(line.local.target ? line.local.target : "", "t", "%s", lines[i]);
	}
}

Test(opts, relative_revisions_are_words)
{
	static const char *const targets[] = { "-1", "-3", "+2", "-12", "-" };
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		struct line line;
		cr_expect_eq(parse(&line, targets[i], one_target), 0, "%s", targets[i]);
		cr_expect_str_eq(line.local.target ? line.local.target : "", targets[i]);
	}
}

Test(opts, everything_after_two_dashes_is_a_word)
{
	struct line line;
	cr_assert_eq(parse(&line, "-v -- -i --quiet", target_and_rest), 0);
	cr_expect(line.local.verbose);
	cr_expect_not(line.local.ignore);
	cr_expect_str_eq(line.local.target, "-i");
	cr_expect_eq(line.local.rest.n, 1);
	cr_expect_str_eq(line.local.rest.items[0], "--quiet");
	release(&line);
}

Test(opts, the_commands_option_wins_over_the_global_one_of_the_same_letter)
{
	struct line line;
	cr_assert_eq(parse(&line, "t -n 5 --config x.ini -q", one_target), 0);
	cr_expect_eq(line.local.limit, 5);
	cr_expect_str_eq(line.global.config, "x.ini");
	cr_expect(line.global.quiet);
}

Test(opts, an_abbreviation_means_the_commands_option_first)
{
	struct line line;
	cr_assert_eq(parse(&line, "t --ver", one_target), 0);
	cr_expect(line.local.verbose);
	cr_expect_not(line.global.version);
	cr_assert_eq(parse(&line, "t --vers", one_target), 0);
	cr_expect(line.global.version);
}

Test(opts, lists_keep_every_value_in_order)
{
	struct line line;
	cr_assert_eq(parse(&line, "--depends-on a t --depends-on=b u v", target_and_rest), 0);
	cr_assert_eq(line.local.depends.n, 2);
	cr_expect_str_eq(line.local.depends.items[0], "a");
	cr_expect_str_eq(line.local.depends.items[1], "b");
	cr_assert_eq(line.local.rest.n, 2);
	cr_expect_str_eq(line.local.rest.items[1], "v");
	release(&line);
}

Test(opts, without_positionals_it_stops_at_the_first_word)
{
	struct line line;
	cr_assert_eq(parse(&line, "-q upgrade -v head", NULL), 0);
	cr_expect(line.global.quiet);
	cr_expect_not(line.local.verbose);
	cr_expect_str_eq(line.words[line.opts.next], "upgrade");
}

Test(opts, what_is_wrong_is_named)
{
	static const struct {
		const char *line, *message, *hint;
	} cases[] = {
		{ "t --verbos2", "unknown option --verbos2", "did you mean --verbose?" },
		{ "t --zzz", "unknown option --zzz", "" },
		{ "t -z", "unknown option -z in '-z'", "" },
		{ "t -zoom", "unknown option -z in '-zoom'", "a long option begins with two dashes: --zoom" },
		{ "t --verbose=1", "option --verbose takes no value", "" },
		{ "t -r", "option -r needs a value: RANGE", "" },
		{ "t -r --quiet", "option -r needs a value: RANGE",
		  "write --rev-range='--quiet' if that is the value" },
		{ "t -n 3x", "option -n wants a number, not '3x'", "" },
		{ "t -n -3", "option -n wants a number, not '-3'", "" },
		{ "t --limit 99999999999999999999999",
		  "option --limit wants a number, not "
		  "'99999999999999999999999'",
		  "" },
		{ "t u", "unexpected argument 'u'",
		  "quote a value that contains blanks; --help lists what there is" },
		{ "-v", "argument missing: target", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct line line;
		cr_expect_eq(parse(&line, cases[i].line, one_target), SQLEMBIC_E_USAGE, "%s", cases[i].line);
		cr_expect_str_eq(line.err.message, cases[i].message);
		cr_expect_str_eq(line.err.hint, cases[i].hint, "%s: %s", cases[i].line, line.err.hint);
	}
}

Test(opts, two_revisions_in_the_place_of_a_range_are_its_ends)
{
	static const struct opt one_range[] = {
		OPT_ARG_OPTIONAL("range", struct local, range, "r", HINT_RANGE),
		OPT_ROW_END,
	};
	static const char *const cases[][2] = {
		{ "a1 c3", "for all from the one to the other: a1:c3" },
		{ "a;1 c3", "for all from the one to the other: 'a;1':c3" },
		{ "a1:b2 c3", "give one of them at a time" },
		{ "a1 b2:c3", "give one of them at a time" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct line line;
		cr_expect_eq(parse(&line, cases[i][0], one_range), SQLEMBIC_E_USAGE, "%s", cases[i][0]);
		cr_expect_str_eq(line.err.hint, cases[i][1], "%s: %s", cases[i][0], line.err.hint);
	}
}

Test(opts, an_ambiguous_abbreviation_names_the_candidates)
{
	static const struct opt rows[] = {
		OPT_ROW_FLAG(0, "dry-run", struct local, verbose, ""),
		OPT_ROW_FLAG(0, "dry-walk", struct local, ignore, ""),
		OPT_ROW_END,
	};
	struct local local = { 0 };
	struct sqlembic_error err = { 0 };
	const char *const words[] = { "--dry" };
	struct opts opts = { .words = words, .n = 1, .layers = { { rows, &local } } };
	cr_expect_eq(opts_parse(&opts, &err), SQLEMBIC_E_USAGE);
	cr_expect_str_eq(err.message, "option --dry is ambiguous: --dry-run, --dry-walk");
}

Test(opts, completion_learns_which_option_still_wants_its_value)
{
	struct line line;
	cr_expect_eq(parse(&line, "t --rev-range", one_target), SQLEMBIC_E_USAGE);
	cr_assert_not_null(line.opts.wanting);
	cr_expect_eq(line.opts.wanting->hint, HINT_RANGE);
}
