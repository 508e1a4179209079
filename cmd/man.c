/* man.c: laying out sqlembic.1.  Text goes on lines of its own, where mdoc leaves words alone. */
#include "man.h"

#include <string.h>

#include "cmd.h"
#include "help.h"

/* The page is made at build time; a fixed date keeps builds reproducible. */
#define MAN_DATE "November 20, 2026"

/* mdoc wants each sentence on a line of its own. */
static bool ends_sentence(const char *c)
{
	return c[0] == ' ' && c[-1] == '.' && c[1] >= 'A' && c[1] <= 'Z';
}

/* Appends text as mdoc takes it literally; a line break ends the line, an empty line begins a paragraph. */
static void text(struct sqlembic_buf *out, const char *words)
{
	bool at_start = true;
	for (const char *c = words; *c; c++) {
		if (!at_start && ends_sentence(c)) {
			sqlembic_buf_putc(out, '\n');
			at_start = true;
			continue;
		}
		if (*c == '\n') {
			sqlembic_buf_puts(out, at_start ? ".Pp\n" : "\n");
			at_start = true;
			continue;
		}
		if (at_start && (*c == '.' || *c == '\''))
			sqlembic_buf_puts(out, "\\&");
		if (*c == '\\')
			sqlembic_buf_puts(out, "\\e");
		else if (*c == '-')
			sqlembic_buf_puts(out, "\\-");
		else
			sqlembic_buf_putc(out, *c);
		at_start = false;
	}
	if (!at_start)
		sqlembic_buf_putc(out, '\n');
}

/* ".It" with words that must not be taken for macros. */
static void item(struct sqlembic_buf *out, const char *macro, const char *words)
{
	sqlembic_buf_printf(out, ".It %s ", macro);
	for (const char *c = words; *c; c++)
		if (*c == '\\')
			sqlembic_buf_puts(out, "\\e");
		else
			sqlembic_buf_putc(out, *c);
	sqlembic_buf_putc(out, '\n');
}

static void option_item(struct sqlembic_buf *out, const struct opt *row)
{
	sqlembic_buf_puts(out, ".It");
	if (row->letter)
		sqlembic_buf_printf(out, " Fl %c", row->letter);
	if (strlen(row->name) > 1)
		sqlembic_buf_printf(out, "%s Fl \\-%s", row->letter ? " ," : "", row->name);
	if (row->metavar)
		sqlembic_buf_printf(out, " Ar %s", row->metavar);
	sqlembic_buf_putc(out, '\n');
	text(out, row->help);
}

static void option_list(struct sqlembic_buf *out, const struct opt *rows, const struct opt *arguments)
{
	bool any = (rows && rows->kind) || (arguments && arguments->kind);
	if (!any)
		return;
	sqlembic_buf_puts(out, ".Bl -tag -width Ds\n");
	for (const struct opt *row = arguments; row && row->kind; row++) {
		item(out, "Ar", row->name);
		text(out, row->help);
	}
	for (const struct opt *row = rows; row && row->kind; row++)
		option_item(out, row);
	sqlembic_buf_puts(out, ".El\n");
}

/* "[--data FILE]...": what may be left out is in brackets, and what may be repeated has dots, as in the usage of --help. */
static void synopsis_option(struct sqlembic_buf *out, const struct opt *row)
{
	const bool repeats = row->kind == OPT_LIST;
	sqlembic_buf_puts(out, repeats ? ".Oo " : row->optional ? ".Op " : ".");
	if (row->letter)
		sqlembic_buf_printf(out, "Fl %c", row->letter);
	else
		sqlembic_buf_printf(out, "Fl \\-%s", row->name);
	if (row->metavar)
		sqlembic_buf_printf(out, " Ar %s", row->metavar);
	sqlembic_buf_puts(out, repeats ? " Oc Ns No ...\n" : "\n");
}

static void synopsis(struct sqlembic_buf *out, const struct command *command)
{
	sqlembic_buf_printf(out, ".Nm\n.Cm %s\n", command->name);
	for (const struct opt *row = command->options; row && row->kind; row++)
		synopsis_option(out, row);
	for (const struct opt *row = command->arguments; row->kind; row++)
		sqlembic_buf_printf(out, ".%sAr %s%s\n", row->optional ? "Op " : "", row->name,
				    row->kind == OPT_LIST ? " ..." : "");
}

static void examples(struct sqlembic_buf *out, const char *lines)
{
	sqlembic_buf_puts(out, ".Bd -literal -offset indent\n");
	text(out, lines);
	sqlembic_buf_puts(out, ".Ed\n");
}

static void command_section(struct sqlembic_buf *out, const struct command *command)
{
	sqlembic_buf_printf(out, ".Ss %s\n", command->name);
	text(out, command->brief);
	if (command->about) {
		sqlembic_buf_puts(out, ".Pp\n");
		text(out, command->about);
	}
	option_list(out, command->options, command->arguments);
	if (command->examples)
		examples(out, command->examples);
}

static void head(struct sqlembic_buf *out)
{
	sqlembic_buf_printf(out,
			    ".Dd %s\n.Dt SQLEMBIC 1\n.Os\n.Sh NAME\n.Nm sqlembic\n"
			    ".Nd database migrations in plain SQL files\n.Sh SYNOPSIS\n",
			    MAN_DATE);
	for (const struct command *const *command = commands; *command; command++)
		if (!(*command)->hidden)
			synopsis(out, *command);
	sqlembic_buf_puts(out, ".Sh DESCRIPTION\n.Nm\n");
	text(out,
	     "orders pairs of SQL scripts by the down_revision in their headers, as Alembic orders its "
	     "revisions, and runs them on SQLite, PostgreSQL, MySQL or MariaDB.\n\n"
	     "Listings go to standard output, everything else to standard error. Options may stand before or "
	     "after the command, and long options may be shortened as long as they are unambiguous; -- ends "
	     "them.");
	option_list(out, commands_globals, NULL);
}

static void scripts(struct sqlembic_buf *out)
{
	static const char *const rows[][2] = {
		{ "revision", "The id of the revision, at most 32 characters. Required." },
		{ "down_revision",
		  "The revisions that it follows: none for a base, several for a merge. Required." },
		{ "depends_on", "Revisions or labels of other branches that must be applied before." },
		{ "branch_labels", "Names of the branch that begins here." },
		{ "create_date", "Free text." },
		{ "transaction", "on, the default; off: statement by statement, each recorded; own: the "
				 "script begins and commits by "
				 "itself. A down script may have its own." },
	};
	sqlembic_buf_puts(out, ".Sh SCRIPTS\n");
	text(out, "A revision is a pair of files of plain SQL, NAME.up.sql and NAME.down.sql. Without the "
		  "second one it cannot be taken back. The comments at the top of the up script are its "
		  "header: lines that are no key make the message, and lists are separated by commas.");
	examples(out,
		 "-- create account table\n--\n-- revision: 1975ea83b712\n-- down_revision: ae1027a6acf0\n"
		 "CREATE TABLE account (id INTEGER PRIMARY KEY);\n");
	sqlembic_buf_puts(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		item(out, "Ic", rows[i][0]);
		text(out, rows[i][1]);
	}
	sqlembic_buf_puts(out, ".El\n");
}

static void keys(struct sqlembic_buf *out)
{
	struct sqlembic_buf shown = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(out, ".Sh CONFIGURATION\n");
	text(out, "Keys of the section [alembic] of alembic.ini:");
	sqlembic_buf_puts(out, ".Bl -tag -width Ds\n");
	for (const struct sqlembic_key_info *key = sqlembic_keys(); key->key; key++) {
		sqlembic_buf_printf(out, ".It Ic %s", key->key);
		if (key->metavar && key->metavar[0]) {
			sqlembic_buf_puts(out, " Ar \"");
			for (const char *c = key->metavar; *c; c++)
				if (*c != '"')
					sqlembic_buf_putc(out, *c);
			sqlembic_buf_putc(out, '"');
		}
		sqlembic_buf_putc(out, '\n');
		if (key->help)
			text(out, key->help);
		if (key->default_value && key->default_value[0]) {
			sqlembic_buf_printf(&shown, "(default: %s)", key->default_value);
			text(out, sqlembic_buf_text(&shown));
			sqlembic_buf_clear(&shown);
		}
	}
	sqlembic_buf_puts(out, ".El\n");
	out->failed |= shown.failed;
	sqlembic_buf_release(&shown);
}

static void environment(struct sqlembic_buf *out)
{
	static const char *const rows[][2] = {
		{ "ALEMBIC_CONFIG", "Name of the configuration file." },
		{ "ALEMBIC_KEY",
		  "Overrides a key: its name in capitals with dots and dashes as underscores, as in "
		  "ALEMBIC_SQLALCHEMY_URL. With -n NAME the variable is ALEMBIC_NAME_KEY." },
		{ "ALEMBIC_KEY_FILE", "Overrides a key by the content of a file." },
		{ "DATABASE_URL", "The database's URL, when ALEMBIC_SQLALCHEMY_URL is not set." },
		{ "DATABASE_URL_FILE", "The same by the content of a file." },
		{ "EDITOR", "The editor that edit starts." },
		{ "VISUAL", "The same, when EDITOR is not set." },
		{ "NO_COLOR", "When not empty, nothing is printed in colour." },
		{ "COLUMNS", "Width of a terminal that does not tell its own." },
		{ "SQLEMBIC_DRIVER_PATH", "Directory of the loadable database drivers." },
	};
	sqlembic_buf_puts(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		item(out, "Ev", rows[i][0]);
		text(out, rows[i][1]);
	}
	sqlembic_buf_puts(out, ".El\n");
}

static void tail(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, ".Sh FILES\n.Bl -tag -width Ds\n.It Pa alembic.ini\n");
	text(out, "The configuration, in the current directory.");
	sqlembic_buf_puts(out, ".It Pa versions/*.up.sql , versions/*.down.sql\n");
	text(out, "The scripts, in the script directory.");
	sqlembic_buf_puts(out, ".El\n.Sh EXIT STATUS\n.Bl -tag -width Ds\n");
	for (const struct help_status *row = help_statuses; row->text; row++) {
		sqlembic_buf_printf(out, ".It %d\n", row->status);
		text(out, row->text);
	}
	sqlembic_buf_puts(out, ".El\n.Sh EXAMPLES\n");
	text(out, "A new project, its first revision, and the way up and down:");
	examples(out, "sqlembic init migrations\n"
		      "export DATABASE_URL=postgresql://app@localhost/shop\n"
		      "sqlembic revision -m 'create account table'\n"
		      "sqlembic upgrade head\n"
		      "sqlembic current\n"
		      "sqlembic downgrade -1\n");
	sqlembic_buf_puts(out, ".Pp\n");
	text(out, "In a container, where several may start at once:");
	examples(out, "sqlembic upgrade head --wait 60s && exec app\n");
	sqlembic_buf_puts(out, ".Pp\n");
	text(out, "The SQL of an upgrade, for somebody else to run:");
	examples(out, "sqlembic upgrade head --sql >upgrade.sql\n");
	sqlembic_buf_puts(out, ".Sh SEE ALSO\n.Xr mysql 1 ,\n.Xr psql 1 ,\n.Xr sqlite3 1\n");
}

void man_render(struct sqlembic_buf *out)
{
	head(out);
	sqlembic_buf_puts(out, ".Sh COMMANDS\n");
	for (const struct command *const *command = commands; *command; command++)
		if (!(*command)->hidden)
			command_section(out, *command);
	scripts(out);
	keys(out);
	environment(out);
	tail(out);
}
