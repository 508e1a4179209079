/* cmd_config.c: sqlembic config. */
#include "cmd.h"
#include "sqlembic/error.h"
#include "tojson.h"

struct config_args {
	bool verbose;
};

static const struct opt options[] = {
	OPT_ROW_FLAG('v', "verbose", struct config_args, verbose, "Also list the keys that have no value"),
	OPT_ROW_END,
};

/* A value of several lines is indented, as it is in an ini file. */
static void render_value(struct sqlembic_buf *out, const char *value)
{
	if (value[0] && value[0] != '\n')
		sqlembic_buf_putc(out, ' ');
	for (; *value; value++) {
		sqlembic_buf_putc(out, *value);
		if (*value == '\n')
			sqlembic_buf_puts(out, "    ");
	}
}

static void render(struct sqlembic_buf *out, const struct sqlembic_setting *settings, size_t n, bool verbose)
{
	for (size_t i = 0; i < n; i++) {
		const struct sqlembic_setting *setting = &settings[i];
		if (setting->error)
			sqlembic_buf_printf(out, "%s: cannot be used: %s  [%s]\n", setting->key,
					    setting->error, setting->origin ? setting->origin : "unknown");
		else if (setting->value) {
			sqlembic_buf_printf(out, "%s =", setting->key);
			render_value(out, setting->value);
			sqlembic_buf_printf(out, "  [%s]\n", setting->origin ? setting->origin : "default");
		} else if (verbose)
			sqlembic_buf_printf(out, "%s: not set\n", setting->key);
	}
}

static void render_json(struct sqlembic_buf *out, const struct sqlembic_setting *settings, size_t n)
{
	json_t *array = json_array();
	int failed = 0;
	for (size_t i = 0; i < n; i++) {
		json_t *o = json_object();
		failed |= tojson_put(o, "key", tojson_text(settings[i].key));
		failed |= tojson_put(o, "value", tojson_text(settings[i].value));
		failed |= tojson_put_text(o, "origin", settings[i].origin);
		failed |= tojson_put_text(o, "error", settings[i].error);
		failed |= json_array_append_new(array, o);
	}
	tojson_document(out, array, failed);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct config_args *args = data;
	sqlembic *ctx = NULL;
	const struct sqlembic_setting *settings = NULL;
	size_t n = 0;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_settings(ctx, &settings, &n, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		render_json(&text, settings, n);
	else
		render(&text, settings, n, args->verbose);
	rc = app_print(app, &text, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (settings[i].error)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be used: %s", settings[i].key,
					     settings[i].error);
	return rc;
}

const struct command command_config = {
	.name = "config",
	.brief = "Print every setting and where it comes from",
	.about = "Lines read \"key = value  [origin]\"; passwords are masked. Exits with status 1 when a "
		 "value cannot be used.",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct config_args),
	.run = run,
};
