/* cmd_complete.c: sqlembic __complete, which the completion scripts call: `sqlembic __complete --
 * WORD...`. */
#include "cmd.h"
#include "complete.h"

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
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	complete_words(&text, app, args->words.n, args->words.items);
	return app_print(app, &text, err);
}

const struct command command_complete = {
	.name = "__complete",
	.brief = "Print how the last word can go on",
	.arguments = arguments,
	.args_size = sizeof(struct complete_args),
	.hidden = true,
	.run = run,
};
