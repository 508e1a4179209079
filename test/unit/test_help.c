/* test_help.c: usage, help, the manual and the table they are made from. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "man.h"
#include "term.h"

static size_t longest_line(const char *text)
{
	size_t longest = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		size_t width = term_text_width(text, len);
		longest = width > longest ? width : longest;
		text += len + (text[len] == '\n');
	}
	return longest;
}

static const struct command *find(const char *name)
{
	return commands_find(name, NULL);
}

Test(help, every_command_of_alembic_is_there)
{
	static const char *const names[] = { "branches",      "check",          "current", "downgrade",
					     "edit",          "ensure_version", "heads",   "history",
					     "init",          "list_templates", "merge",   "revision",
					     "show",          "stamp",          "upgrade", "ensure-version",
					     "list-templates" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		cr_expect_not_null(find(names[i]), "%s", names[i]);
}

Test(help, an_unknown_command_is_answered_with_the_nearest)
{
	struct sqlembic_error err = { 0 };
	cr_expect_null(commands_find("upgarde", &err));
	cr_expect_eq(err.code, SQLEMBIC_E_USAGE);
	cr_expect_str_eq(err.message, "unknown command 'upgarde'");
	cr_expect_str_eq(err.hint, "did you mean upgrade?");
}

Test(help, rows_of_one_command_do_not_share_a_name_or_letter)
{
	for (const struct command *const *command = commands; *command; command++)
		for (const struct opt *a = (*command)->options; a && a->kind; a++)
			for (const struct opt *b = a + 1; b->kind; b++) {
				cr_expect_str_neq(a->name, b->name, "%s", (*command)->name);
				cr_expect(!a->letter || a->letter != b->letter, "%s -%c", (*command)->name,
					  a->letter);
			}
}

Test(help, only_known_letters_mean_something_else_after_a_command)
{
	for (const struct command *const *command = commands; *command; command++)
		for (const struct opt *a = (*command)->options; a && a->kind; a++)
			for (const struct opt *b = commands_globals; b->kind; b++) {
				bool known = (a->letter == 'c' && !strcmp((*command)->name, "current")) ||
					     (a->letter == 'n' && !strcmp((*command)->name, "log"));
				cr_expect(known || !a->letter || a->letter != b->letter, "%s -%c",
					  (*command)->name, a->letter);
				cr_expect_str_neq(a->name, b->name, "%s", (*command)->name);
			}
}

/* Of commands that move many databases. */
#define MANY                                                                                             \
	"[--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] " \
	"[--report FILE] [--rerun FILE] [--junit FILE] [--output DIR]"

Test(help, usage_shows_options_and_arguments)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	help_usage(&text, find("upgrade"), 0);
	cr_expect_str_eq(sqlembic_buf_text(&text),
			 "usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] "
			 "[--lock-timeout TIME] "
			 "[--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] " MANY
			 " revision\n");
	sqlembic_buf_clear(&text);
	help_usage(&text, find("stamp"), 0);
	cr_expect_str_eq(sqlembic_buf_text(&text), "usage: sqlembic stamp [--sql] [--tag TEXT] [--purge] "
						   "[--wait TIME] [--create-schema] " MANY " revisions...\n");
	sqlembic_buf_release(&text);
}

Test(help, fits_the_width)
{
	static const size_t widths[] = { 60, 80, 132 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
		help_program(&text, widths[i]);
		cr_expect_leq(longest_line(sqlembic_buf_text(&text)), widths[i]);
		sqlembic_buf_clear(&text);
		for (const struct command *const *command = commands; *command; command++) {
			help_usage(&text, *command, widths[i]);
			cr_expect_leq(longest_line(sqlembic_buf_text(&text)), widths[i], "%s",
				      (*command)->name);
			sqlembic_buf_clear(&text);
		}
	}
	sqlembic_buf_release(&text);
}

Test(help, hidden_commands_stay_hidden)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	help_program(&text, 80);
	cr_expect_null(strstr(sqlembic_buf_text(&text), "__"));
	cr_expect_not_null(strstr(sqlembic_buf_text(&text), "ensure_version"));
	sqlembic_buf_release(&text);
}

Test(help, the_manual_has_the_header_of_scripts_and_examples)
{
	static const char *const wanted[] = {
		".Sh SCRIPTS\n",       ".It Ic revision\n",       ".It Ic down_revision\n",
		".It Ic depends_on\n", ".It Ic transaction\n",    ".It Ic branch_labels\n",
		".Sh EXAMPLES\n",      "sqlembic upgrade head\n",
	};
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	man_render(&text);
	cr_assert_not(text.failed);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		cr_expect_not_null(strstr(sqlembic_buf_text(&text), wanted[i]), "%s", wanted[i]);
	sqlembic_buf_release(&text);
}

Test(help, the_manual_names_every_option_and_status)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	char wanted[64];
	man_render(&text);
	cr_assert_not(text.failed);
	for (const struct command *const *command = commands; *command; command++)
		for (const struct opt *row = (*command)->options; row && row->kind && !(*command)->hidden;
		     row++) {
			(void)snprintf(wanted, sizeof(wanted), "Fl \\-%s", row->name);
			cr_expect_not_null(strstr(sqlembic_buf_text(&text), wanted), "%s", wanted);
		}
	for (const struct help_status *row = help_statuses; row->text; row++) {
		(void)snprintf(wanted, sizeof(wanted), ".It %d\n", row->status);
		cr_expect_not_null(strstr(sqlembic_buf_text(&text), wanted), "%s", wanted);
	}
	sqlembic_buf_release(&text);
}
