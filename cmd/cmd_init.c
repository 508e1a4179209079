/* cmd_init.c: sqlembic init. */
#include "cmd.h"
#include "tojson.h"

struct init_args {
	const char *template_name, *directory;
	bool package;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('t', "template", struct init_args, template_name, "NAME",
		     "Template to make it from (default: generic); see list_templates", HINT_TEMPLATE),
	OPT_ROW_FLAG(
		0, "package", struct init_args, package,
		"Also write empty __init__.py files, for projects that ship the scripts in a Python package"),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_TEXT("directory", struct init_args, directory, "Where to make the script directory",
		     HINT_DIRECTORY),
	OPT_ROW_END,
};

/* The file that -c names, else the environment; NULL leaves the name to the library. */
static const char *config_file(const struct app *app)
{
	const char *name = app->globals.config ? app->globals.config : app->getenv("ALEMBIC_CONFIG");
	return name && name[0] ? name : NULL;
}

struct watch {
	struct events *events;
	bool skipped; /* the configuration file was there */
};

static int on_event(const struct sqlembic_event *event, void *payload)
{
	struct watch *watch = payload;
	watch->skipped = watch->skipped || event->kind == SQLEMBIC_EVENT_SKIPPED;
	return events_receive(event, watch->events);
}

static void say_next(struct events *events, const char *ini, const char *directory, bool skipped)
{
	if (skipped)
		events_say(events,
			   "Next: let script_location in %s name %s, then sqlembic revision -m \"...\".", ini,
			   directory);
	else
		events_say(events,
			   "Next: set sqlalchemy.url in %s, or DATABASE_URL, then sqlembic revision -m "
			   "\"...\".",
			   ini);
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct init_args *args = data;
	struct watch watch = { .events = &app->events };
	const struct sqlembic_init_options init = {
		.size = sizeof(init),
		.directory = args->directory,
		.template_name = args->template_name,
		.config_file = config_file(app),
		.package = args->package,
		.on_event = on_event,
		.payload = &watch,
	};
	int rc = sqlembic_init(&init, err);
	if (rc == 0)
		say_next(&app->events, init.config_file ? init.config_file : "alembic.ini", args->directory,
			 watch.skipped);
	return rc;
}

const struct command command_init = {
	.name = "init",
	.brief = "Make a script directory and a configuration file",
	.about = "No existing file is overwritten; an existing configuration file is left as it is.",
	.examples = "sqlembic init migrations",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct init_args),
	.streams = true,
	.run = run,
};
