/* complete.c: what can stand where the cursor is.  The words before it are read by the real parser;
 * revisions and sections are asked of the library, silently. */
#include "complete.h"

#include <string.h>

#include "cmd.h"
#include "term.h"

/* The word that is being typed: its first `keep` bytes stay, candidates go on from there. */
struct typed {
	struct sqlembic_buf *out;
	const char *word;
	size_t keep;
};

static void offer(const struct typed *typed, const char *candidate, const char *after,
		  const char *description)
{
	const char *begun = typed->word + typed->keep;
	size_t len = strlen(begun), own = strlen(candidate);
	if (strncmp(candidate, begun, own < len ? own : len) != 0)
		return;
	if (own < len && strncmp(after, begun + own, len - own) != 0)
		return;
	sqlembic_buf_add(typed->out, typed->word, typed->keep);
	sqlembic_buf_printf(typed->out, "%s%s\t", candidate, after);
	term_put(typed->out, description);
	sqlembic_buf_putc(typed->out, '\n');
}

static bool was_named(const struct sqlembic_revisions *heads, size_t n, const char *label)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < heads->items[i]->nlabels; j++)
			if (strcmp(heads->items[i]->labels[j], label) == 0)
				return true;
	return false;
}

/* Labels reach the heads of their branches, so the heads name them all. */
static void offer_labels(const struct typed *typed, sqlembic *ctx)
{
	struct sqlembic_revisions heads = { NULL, 0 };
	if (sqlembic_heads(ctx, false, &heads, NULL) < 0)
		return;
	for (size_t i = 0; i < heads.n; i++)
		for (size_t j = 0; j < heads.items[i]->nlabels; j++) {
			const char *label = heads.items[i]->labels[j];
			if (was_named(&heads, i, label))
				continue;
			offer(typed, label, "", "branch label");
			offer(typed, label, "@head", "head of the branch");
			offer(typed, label, "@base", "below the branch");
		}
}

static void offer_revisions(struct typed typed, struct app *line, enum opt_hint hint)
{
	const char *colon = strrchr(typed.word + typed.keep, ':');
	if (colon)
		typed.keep = (size_t)(colon - typed.word) + 1;
	offer(&typed, "head", "", "the newest revision");
	offer(&typed, "heads", "", "the newest revision of every branch");
	offer(&typed, "base", "", "before the first revision");
	if (hint != HINT_TARGET)
		offer(&typed, "current", "", "where the database is");
	sqlembic *ctx = NULL;
	struct sqlembic_revisions all = { NULL, 0 };
	if (app_context(line, &ctx, NULL) < 0)
		return;
	offer_labels(&typed, ctx);
	if (sqlembic_history(ctx, NULL, false, &all, NULL) < 0)
		return;
	for (size_t i = 0; i < all.n; i++)
		offer(&typed, all.items[i]->id, "", all.items[i]->message);
}

static void offer_sections(const struct typed *typed, struct app *line)
{
	sqlembic *ctx = NULL;
	const char *const *sections = NULL;
	size_t n = 0;
	/* The section being typed must not decide which sections there are. */
	line->globals.section = NULL;
	if (app_context(line, &ctx, NULL) < 0 || sqlembic_sections(ctx, &sections, &n, NULL) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		offer(typed, sections[i], "", "section");
}

static void offer_templates(const struct typed *typed)
{
	for (const struct sqlembic_template *row = sqlembic_templates(); row->name; row++)
		offer(typed, row->name, "", row->brief);
}

static void offer_commands(const struct typed *typed)
{
	for (const struct command *const *command = commands; *command; command++)
		if (!(*command)->hidden)
			offer(typed, (*command)->name, "", (*command)->brief);
}

static void offer_values(const struct typed *typed, struct app *line, const struct opt *row)
{
	switch (row->hint) {
	case HINT_TARGET:
	case HINT_REVISION:
	case HINT_RANGE:
		offer_revisions(*typed, line, row->hint);
		break;
	case HINT_SECTION:
		offer_sections(typed, line);
		break;
	case HINT_TEMPLATE:
		offer_templates(typed);
		break;
	case HINT_SHELL:
		offer(typed, "bash", "", "");
		offer(typed, "zsh", "", "");
		offer(typed, "fish", "", "");
		break;
	case HINT_COMMAND:
		offer_commands(typed);
		break;
	case HINT_FILE:
		sqlembic_buf_puts(typed->out, ":files\n");
		break;
	case HINT_DIRECTORY:
		sqlembic_buf_puts(typed->out, ":dirs\n");
		break;
	case HINT_NONE:
		break;
	}
}

static void offer_options(const struct typed *typed, const struct opts *opts)
{
	for (size_t i = 0; i < sizeof(opts->layers) / sizeof(*opts->layers); i++)
		for (const struct opt *row = opts->layers[i].rows; row && row->kind; row++) {
			const char name[] = { '-', row->letter, '\0' };
			if (strlen(row->name) == 1)
				offer(typed, name, "", row->help);
			else
				offer(typed, "--", row->name, row->help);
		}
}

/* "--name=value" with the cursor in the value. */
static void offer_glued(struct typed typed, struct app *line)
{
	const char *name = typed.word + 2;
	size_t len = strcspn(name, "=");
	typed.keep = len + 3;
	for (size_t i = 0; i < sizeof(line->opts.layers) / sizeof(*line->opts.layers); i++)
		for (const struct opt *row = line->opts.layers[i].rows; row && row->kind; row++)
			if (strlen(row->name) == len && strncmp(row->name, name, len) == 0) {
				offer_values(&typed, line, row);
				return;
			}
}

void complete_words(struct sqlembic_buf *out, const struct app *app, size_t n, const char *const *words)
{
	if (n == 0)
		return;
	struct app line = { .getenv = app->getenv, .cancel = app->cancel };
	const struct typed typed = { out, words[n - 1], 0 };
	int rc = app_parse(&line, n - 1, words, NULL);
	const struct opts *opts = &line.opts;
	if (opts->wanting)
		offer_values(&typed, &line, opts->wanting);
	else if (rc < 0)
		goto done;
	else if (!opts->words_only && strncmp(typed.word, "--", 2) == 0 && strchr(typed.word, '='))
		offer_glued(typed, &line);
	else if (!opts->words_only && typed.word[0] == '-')
		offer_options(&typed, opts);
	else if (!line.command)
		offer_commands(&typed);
	else if (opts->positionals->kind)
		offer_values(&typed, &line, opts->positionals);
done:
	app_release(&line);
}
