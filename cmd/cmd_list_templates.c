/* cmd_list_templates.c: sqlembic list_templates. */
#include "cmd.h"
#include "tojson.h"

static void render_json(struct sqlembic_buf *out, const struct sqlembic_template *templates)
{
	json_t *array = json_array();
	int failed = 0;
	for (; templates->name; templates++) {
		json_t *o = json_object();
		failed |= tojson_put(o, "name", tojson_text(templates->name));
		failed |= tojson_put(o, "brief", tojson_text(templates->brief));
		failed |= json_array_append_new(array, o);
	}
	tojson_document(out, array, failed);
}

static int run(struct app *app, const void *args, struct sqlembic_error *err)
{
	(void)args;
	const struct sqlembic_template *templates = sqlembic_templates();
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json) {
		render_json(&text, templates);
		return app_print(app, &text, err);
	}
	sqlembic_buf_puts(&text, "Available templates:\n\n");
	for (; templates->name; templates++)
		sqlembic_buf_printf(&text, "%s - %s\n", templates->name, templates->brief);
	sqlembic_buf_puts(&text, "\nTemplates are used via the 'init' command, e.g.:\n\n"
				 "  sqlembic init --template generic ./scripts\n");
	return app_print(app, &text, err);
}

const struct command command_list_templates = {
	.name = "list_templates",
	.brief = "List the templates that init knows",
	.arguments = commands_no_arguments,
	.run = run,
};
