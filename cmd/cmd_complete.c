/* cmd_complete.c: sqlembic __complete, which the completion scripts call: `sqlembic __complete --
 * WORD...`. */
#include <stdlib.h>

#include "cmd.h"
#include "complete.h"
#include "sqlembic/error.h"

struct complete_args {
	struct opt_list words;
};

static const struct opt arguments[] = {
	OPT_ARG_LIST("word", struct complete_args, words, "Words after sqlembic, the one being typed last",
		     HINT_NONE, true),
	OPT_ROW_END,
};

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct complete_args *args = data;
	struct sqlembic_buf *texts = calloc(args->words.n + 1, sizeof(*texts));
	const char **words = calloc(args->words.n + 1, sizeof(*words));
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	int rc = texts && words ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < args->words.n; i++) {
		complete_quotes_remove(&texts[i], args->words.items[i], app->getenv("HOME"));
		words[i] = sqlembic_buf_text(&texts[i]);
	}
	if (rc == 0) {
		complete_words(&out, app, args->words.n, words);
		rc = app_print(app, &out, err);
	}
	for (size_t i = 0; texts && i < args->words.n; i++)
		sqlembic_buf_release(&texts[i]);
	free(texts);
	free(words);
	return rc;
}

const struct command command_complete = {
	.name = "__complete",
	.brief = "Print how the last word can go on",
	.arguments = arguments,
	.args_size = sizeof(struct complete_args),
	.hidden = true,
	.run = run,
};
