/* help.c: laying out usage and help. */
#include "help.h"

#include <string.h>

#include "term.h"

#define NAME_INDENT 2
#define TEXT_COLUMN 26

const struct help_status help_statuses[] = {
	{ 0, "Done." },
	{ 1, "Failed." },
	{ 2, "The command line is wrong." },
	{ 3, "Something is pending, differs or fails its test (check, current --check-heads, import "
	     "--verify, status --exit-code, test, wait)." },
	{ 4, "A lock was not obtained in time." },
	{ 5, "The database cannot be reached." },
	{ 6, "A script that was applied has changed since." },
	{ 7, "Interrupted; nothing is half done." },
	{ 8, "A step is half applied and can be resumed." },
	{ 0, NULL },
};

void help_option_usage(struct sqlembic_buf *out, const struct opt *row)
{
	const char *close = row->kind == OPT_LIST ? "]..." : row->optional ? "]" : "";
	sqlembic_buf_puts(out, row->optional ? "[" : "");
	if (row->letter)
		sqlembic_buf_printf(out, "-%c", row->letter);
	else
		sqlembic_buf_printf(out, "--%s", row->name);
	if (row->metavar)
		sqlembic_buf_printf(out, " %s", row->metavar);
	sqlembic_buf_puts(out, close);
}

void help_argument_usage(struct sqlembic_buf *out, const struct opt *row)
{
	const char *open = row->optional ? "[" : "", *close = row->optional ? "]" : "";
	sqlembic_buf_printf(out, "%s%s%s%s", open, row->name, close, row->kind == OPT_LIST ? "..." : "");
}

/* Appends `piece` to a line that breaks at the width, and empties it. */
static void add_piece(struct sqlembic_buf *out, size_t *column, size_t indent, size_t width,
		      struct sqlembic_buf *piece)
{
	if (width && *column + 1 + piece->len > width) {
		sqlembic_buf_putc(out, '\n');
		term_pad(out, indent);
		*column = indent;
	} else {
		sqlembic_buf_putc(out, ' ');
		*column += 1;
	}
	sqlembic_buf_puts(out, sqlembic_buf_text(piece));
	*column += piece->len;
	out->failed |= piece->failed;
	sqlembic_buf_clear(piece);
}

void help_usage(struct sqlembic_buf *out, const struct command *command, size_t width)
{
	struct sqlembic_buf piece = SQLEMBIC_BUF_INIT;
	size_t start = out->len;
	sqlembic_buf_puts(out, "usage: sqlembic");
	if (command)
		sqlembic_buf_printf(out, " %s", command->name);
	size_t column = out->len - start, indent = column + 1;
	const struct opt *rows = command ? command->options : commands_globals;
	for (const struct opt *row = rows; row && row->kind; row++) {
		help_option_usage(&piece, row);
		add_piece(out, &column, indent, width, &piece);
	}
	for (const struct opt *row = command ? command->arguments : NULL; row && row->kind; row++) {
		help_argument_usage(&piece, row);
		add_piece(out, &column, indent, width, &piece);
	}
	if (!command) {
		sqlembic_buf_puts(&piece, "COMMAND ...");
		add_piece(out, &column, indent, width, &piece);
	}
	sqlembic_buf_putc(out, '\n');
	sqlembic_buf_release(&piece);
}

/* A name at the left and its text in a column at the right, below when the name is too long. */
static void entry(struct sqlembic_buf *out, const struct sqlembic_buf *name, const char *text, size_t width)
{
	term_pad(out, NAME_INDENT);
	sqlembic_buf_puts(out, sqlembic_buf_text(name));
	size_t used = NAME_INDENT + name->len;
	if (used + 2 > TEXT_COLUMN) {
		sqlembic_buf_putc(out, '\n');
		used = 0;
	}
	term_pad(out, TEXT_COLUMN - used);
	term_wrap(out, text, TEXT_COLUMN, TEXT_COLUMN, width);
	sqlembic_buf_putc(out, '\n');
}

static void option_entries(struct sqlembic_buf *out, const char *title, const struct opt *rows, size_t width)
{
	if (!rows || !rows->kind)
		return;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(out, "\n%s:\n", title);
	for (const struct opt *row = rows; row->kind; row++) {
		if (row->letter && strlen(row->name) > 1)
			sqlembic_buf_printf(&name, "-%c, --%s", row->letter, row->name);
		else if (row->letter)
			sqlembic_buf_printf(&name, "-%c", row->letter);
		else
			sqlembic_buf_printf(&name, "--%s", row->name);
		if (row->metavar)
			sqlembic_buf_printf(&name, " %s", row->metavar);
		entry(out, &name, row->help, width);
		sqlembic_buf_clear(&name);
	}
	sqlembic_buf_release(&name);
}

static void argument_entries(struct sqlembic_buf *out, const struct opt *rows, size_t width)
{
	if (!rows->kind)
		return;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(out, "\nArguments:\n");
	for (const struct opt *row = rows; row->kind; row++) {
		sqlembic_buf_puts(&name, row->name);
		entry(out, &name, row->help, width);
		sqlembic_buf_clear(&name);
	}
	sqlembic_buf_release(&name);
}

static void paragraph(struct sqlembic_buf *out, const char *text, size_t width)
{
	sqlembic_buf_putc(out, '\n');
	term_wrap(out, text, 0, 0, width);
	sqlembic_buf_putc(out, '\n');
}

static void example_lines(struct sqlembic_buf *out, const char *examples)
{
	sqlembic_buf_puts(out, "\nExamples:\n");
	while (*examples) {
		size_t len = strcspn(examples, "\n");
		term_pad(out, NAME_INDENT);
		sqlembic_buf_add(out, examples, len);
		sqlembic_buf_putc(out, '\n');
		examples += len + (examples[len] == '\n');
	}
}

void help_command(struct sqlembic_buf *out, const struct command *command, size_t width)
{
	help_usage(out, command, width);
	sqlembic_buf_printf(out, "\n%s.\n", command->brief);
	if (command->about)
		paragraph(out, command->about, width);
	argument_entries(out, command->arguments, width);
	option_entries(out, "Options", command->options, width);
	option_entries(out, "Options of every command", commands_globals, width);
	if (command->examples)
		example_lines(out, command->examples);
}

void help_program(struct sqlembic_buf *out, size_t width)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	help_usage(out, NULL, width);
	paragraph(out, "Database migrations in plain SQL files, in Alembic's model.", width);
	sqlembic_buf_puts(out, "\nCommands:\n");
	for (const struct command *const *command = commands; *command; command++) {
		if ((*command)->hidden)
			continue;
		sqlembic_buf_puts(&name, (*command)->name);
		entry(out, &name, (*command)->brief, width);
		sqlembic_buf_clear(&name);
	}
	option_entries(out, "Options", commands_globals, width);
	sqlembic_buf_puts(out, "\nExit status:\n");
	for (const struct help_status *row = help_statuses; row->text; row++) {
		sqlembic_buf_printf(&name, "%d", row->status);
		entry(out, &name, row->text, width);
		sqlembic_buf_clear(&name);
	}
	paragraph(out, "sqlembic COMMAND --help describes a command.", width);
	sqlembic_buf_release(&name);
}
