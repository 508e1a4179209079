/* commands.c: the table of commands and how one is found. */
#include "cmd.h"

#include <string.h>

#include "sqlembic/error.h"
#include "suggest.h"

#define COMMAND(name) extern const struct command command_##name;
#include "commands.def"
#undef COMMAND

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.def"
#undef COMMAND
	NULL
};

const struct opt commands_no_arguments[] = { OPT_ROW_END };

const struct opt commands_globals[] = {
	OPT_ROW_TEXT('c', "config", struct globals, config, "FILE",
		     "Configuration file (default: $ALEMBIC_CONFIG, else alembic.ini)", HINT_FILE),
	OPT_ROW_TEXT('n', "name", struct globals, section, "SECTION",
		     "Section of the configuration file to read (default: alembic)", HINT_SECTION),
	OPT_ROW_LIST('x', "x", struct globals, x, "NAME=VALUE",
		     "Set a variable for ${NAME} in the configuration; may be repeated", HINT_NONE),
	OPT_ROW_FLAG(0, "json", struct globals, json, "Print results and errors as JSON"),
	OPT_ROW_FLAG('q', "quiet", struct globals, quiet,
		     "No progress lines; results, warnings and errors are still printed"),
	OPT_ROW_FLAG(0, "raiseerr", struct globals, raiseerr, "On an error, print everything known about it"),
	OPT_ROW_FLAG('h', "help", struct globals, help, "Print this help"),
	OPT_ROW_FLAG(0, "version", struct globals, version, "Print the version"),
	OPT_ROW_END,
};

static bool is_name(const char *name, const char *typed)
{
	for (; *name && (*name == *typed || (*name == '_' && *typed == '-')); name++)
		typed++;
	return !*name && !*typed;
}

const struct command *commands_find(const char *name, struct sqlembic_error *err)
{
	struct suggest suggest = SUGGEST_INIT(name);
	for (const struct command *const *command = commands; *command; command++) {
		if (is_name((*command)->name, name))
			return *command;
		if (!(*command)->hidden)
			suggest_offer(&suggest, (*command)->name);
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "unknown command '%s'", name);
	if (suggest.best)
		(void)sqlembic_fail_hint(err, "did you mean %s?", suggest.best);
	else
		(void)sqlembic_fail_hint(err, "sqlembic --help lists the commands");
	return NULL;
}
