/* app.c: from words to a command that runs, and the way of its output. */
#include "app.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "again.h"
#include "cmd.h"
#include "error_text.h"
#include "help.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"
#include "tojson.h"

static int parse_command(struct app *app, struct sqlembic_error *err)
{
	app->command = commands_find(app->opts.words[app->opts.next++], err);
	if (!app->command)
		return SQLEMBIC_E_USAGE;
	app->args = calloc(1, app->command->args_size + 1);
	if (!app->args)
		return sqlembic_fail_memory(err);
	app->opts.layers[1] = app->opts.layers[0];
	app->opts.layers[0] = (struct opts_layer){ app->command->options, app->args };
	app->opts.positionals = app->command->arguments;
	app->opts.words_only = false;
	return opts_parse(&app->opts, err);
}

int app_parse(struct app *app, size_t n, const char *const *words, struct sqlembic_error *err)
{
	app->opts.words = words;
	app->opts.n = n;
	app->opts.layers[0] = (struct opts_layer){ commands_globals, &app->globals };
	int rc = opts_parse(&app->opts, err);
	if (rc == 0 && app->opts.next < app->opts.n)
		rc = parse_command(app, err);
	/* --help works whatever is wrong with the rest of the line. */
	return app->globals.help ? 0 : rc;
}

static int print_help(struct app *app, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->command)
		help_command(&text, app->command, app_text_width(app));
	else
		help_program(&text, app_text_width(app));
	return app_print(app, &text, err);
}

static int print_version(struct app *app, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		sqlembic_buf_printf(&text, "{\"version\": \"%s\"}\n", sqlembic_version());
	else
		sqlembic_buf_printf(&text, "sqlembic %s\n", sqlembic_version());
	return app_print(app, &text, err);
}

int app_run(struct app *app, struct sqlembic_error *err)
{
	if (app->globals.help)
		return print_help(app, err);
	if (app->globals.version)
		return print_version(app, err);
	if (!app->command) {
		(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "no command given");
		return sqlembic_fail_hint(err, "sqlembic --help lists the commands");
	}
	int rc = opts_missing(&app->opts, err);
	if (rc < 0)
		return rc;
	bool streams = app->globals.json && app->command->streams;
	app->events.again = app_again(app);
	app->events.out = streams ? stdout : stderr;
	app->events.json = app->globals.json;
	app->events.quiet = app->globals.quiet;
	app->events.term = term_probe(STDERR_FILENO, app->getenv);
	return app->command->run(app, app->args, err);
}

static void free_variables(struct app *app)
{
	for (size_t i = 0; app->x && i < app->globals.x.n; i++)
		free((char *)app->x[i].key);
	free(app->x);
	app->x = NULL;
}

void app_release(struct app *app)
{
	events_release(&app->events);
	sqlembic_close(app->ctx);
	app->ctx = NULL;
	free_variables(app);
	sqlembic_buf_release(&app->again);
	if (app->command)
		opts_release(app->command->options, app->args);
	if (app->command)
		opts_release(app->command->arguments, app->args);
	free(app->args);
	app->args = NULL;
	opts_release(commands_globals, &app->globals);
}

/* Splits each NAME=value; a name alone has an empty value. */
static int split_variables(struct app *app, struct sqlembic_error *err)
{
	const struct opt_list *list = &app->globals.x;
	app->x = calloc(list->n + 1, sizeof(*app->x));
	if (!app->x)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		size_t len = strcspn(list->items[i], "=");
		char *key = strndup(list->items[i], len);
		if (!key)
			return sqlembic_fail_memory(err);
		app->x[i].key = key;
		app->x[i].value = list->items[i] + len + (list->items[i][len] == '=');
		if (len == 0)
			return sqlembic_fail(err, SQLEMBIC_E_USAGE, "-x '%s' has no name", list->items[i]);
	}
	return 0;
}

int app_time(long *milliseconds, const char *option, const char *text, struct sqlembic_error *err)
{
	*milliseconds = sqlembic_milliseconds(text);
	if (*milliseconds >= 0)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_USAGE,
			     "option %s wants a time such as 500ms, 30s, 5min or 2h, not '%s'", option, text);
}

void app_set(struct app *app, const char *key, const char *value)
{
	if (value && app->nset < APP_SETTINGS)
		app->set[app->nset++] = (struct sqlembic_pair){ key, value };
}

int app_context(struct app *app, sqlembic **ctx, struct sqlembic_error *err)
{
	if (!app->ctx) {
		int rc = app->x ? 0 : split_variables(app, err);
		if (rc < 0)
			return rc;
		const struct sqlembic_options options = {
			.size = sizeof(options),
			.config_file = app->globals.config,
			.section = app->globals.section,
			.x = app->x,
			.nx = app->globals.x.n,
			.set = app->set,
			.nset = app->nset,
			.getenv = app->getenv,
			.variables = app->variables,
			.on_event = app->on_event ? app->on_event : events_receive,
			.payload = app->on_event ? app->event_payload : &app->events,
			.cancel = app->cancel,
			.driver_path = app->getenv("SQLEMBIC_DRIVER_PATH"),
			.owns_process = true,
		};
		rc = sqlembic_open(&app->ctx, &options, err);
		if (rc < 0)
			return rc;
	}
	*ctx = app->ctx;
	return 0;
}

const char *app_again(struct app *app)
{
	if (!app->again.len)
		again_put_options(&app->again, &app->globals, app->globals.section);
	return sqlembic_buf_text(&app->again);
}

int app_compare(struct app *app, const struct sqlembic_compare_options *wanted,
		const struct sqlembic_comparison **out, struct sqlembic_error *err)
{
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	return rc < 0 ? rc : sqlembic_compare(ctx, wanted, out, err);
}

int app_write(struct app *app, const char *text, size_t length)
{
	if (length == 0 || fwrite(text, 1, length, stdout) == length)
		return 0;
	if (!app->stdout_error)
		app->stdout_error = errno;
	return -1;
}

int app_print(struct app *app, struct sqlembic_buf *text, struct sqlembic_error *err)
{
	int rc = text->failed ? sqlembic_fail_memory(err) : 0;
	if (rc == 0 && app_write(app, sqlembic_buf_text(text), text->len) < 0)
		rc = app_flush(app, err);
	sqlembic_buf_release(text);
	return rc;
}

int app_flush(struct app *app, struct sqlembic_error *err)
{
	if (fflush(stdout) != 0 && !app->stdout_error)
		app->stdout_error = errno;
	if (!app->stdout_error && app->events.out == stdout)
		app->stdout_error = app->events.error;
	if (!app->stdout_error)
		return 0;
	/* `history | head -1` is nobody's mistake, so nothing is said. */
	if (app->stdout_error == EPIPE)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", "");
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write to standard output: %s",
			    strerror(app->stdout_error));
	if (app->done)
		(void)sqlembic_fail_state(err, "%s", app->done);
	return sqlembic_file_hint(
		err, app->stdout_error,
		"let standard output be a terminal, a pipe or a file that can be written to");
}

void app_complain(struct app *app, const struct sqlembic_error *err)
{
	events_wipe(&app->events);
	struct term term = term_probe(STDERR_FILENO, app->getenv);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, hint = SQLEMBIC_BUF_INIT;
	again_put(&hint, err->hint, NULL, app_again(app));
	if (app->globals.json)
		tojson_error(&text, err, sqlembic_buf_text(&hint));
	else {
		if (err->code == SQLEMBIC_E_USAGE)
			help_usage(&text, app->command, term.width);
		error_text_render(&text, err, sqlembic_buf_text(&hint), &term, app->globals.raiseerr);
	}
	(void)fwrite(sqlembic_buf_text(&text), 1, text.len, stderr);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&hint);
}

size_t app_text_width(const struct app *app)
{
	struct term term = term_probe(STDOUT_FILENO, app->getenv);
	return term.width ? term.width : 80;
}
