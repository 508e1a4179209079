/* test_new.c: new revisions: names, contents, and that a failure leaves nothing. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "scripts/new.h"
#include "scratch.h"
#include "scripts/scriptdir.h"
#include "config/hook_settings.h"

static struct arena arena;
static struct new_result result;
static struct sqlembic_error err;
static char events[4096];

static int record(const struct sqlembic_event *event, void *payload)
{
	static const char *const names[] = {
		[SQLEMBIC_EVENT_CREATING] = "creating", [SQLEMBIC_EVENT_CREATED] = "created",
		[SQLEMBIC_EVENT_WARNING] = "warning",   [SQLEMBIC_EVENT_HOOK] = "hook",
		[SQLEMBIC_EVENT_HOOK_DONE] = "done",
	};
	const char *root = payload, *path = event->path ? event->path : event->text;
	if (strncmp(path, root, strlen(root)) == 0)
		path += strlen(root);
	size_t used = strlen(events);
	(void)snprintf(events + used, sizeof(events) - used, "%s %s\n", names[event->kind], path);
	return 0;
}

static struct new_request request;

static int stop_in_time(const struct sqlembic_event *event, void *payload)
{
	int *events_left = payload;
	/* A run that ends here leaves no revision that could not be undone. */
	if (!request.irreversible && strstr(event->path, ".down.sql"))
		cr_expect(access(scratch_path("m/versions/1975ea83b712_create_account_table.up.sql"), F_OK) <
			  0);
	return --*events_left < 0;
}

static void start(void)
{
	const char *root = scratch_make();
	(void)scratch_write("m/script.up.sql.in",
			    "-- ${message}\n--\n-- revision: ${up_revision}\n"
			    "-- down_revision: ${down_revision}\n"
			    "-- branch_labels: ${branch_labels}\n-- depends_on: ${depends_on}\n"
			    "-- create_date: ${create_date}\n\n${upgrades}\n");
	(void)scratch_write("m/script.down.sql.in",
			    "-- Takes back: ${message}\n--\n-- revision: ${up_revision}\n\n"
			    "${downgrades}\n");
	static char location[4096], versions[4096];
	(void)snprintf(location, sizeof(location), "%s/m", root);
	(void)snprintf(versions, sizeof(versions), "%s/m/versions", root);
	request = (struct new_request){
		.script_location = location,
		.directory = versions,
		.rev_id = "1975ea83b712",
		.message = "Create account table",
		.timezone = "UTC",
		.caller = { .on_event = record, .payload = (void *)(size_t)root },
	};
}

static void stop(void)
{
	arena_release(&arena);
	scratch_remove();
}

TestSuite(new, .init = start, .fini = stop, .timeout = 20);

static int make(void)
{
	err = (struct sqlembic_error){ 0 };
	return new_revision(&result, &arena, &request, &err);
}

/* The text of a file with its create_date replaced by "NOW". */
static const char *read_undated(const char *name)
{
	static char text[8192];
	(void)snprintf(text, sizeof(text), "%s", scratch_read(name));
	char *date = strstr(text, "create_date: ");
	if (date) {
		date += strlen("create_date: ");
		char *end = strchr(date, '\n');
		memmove(date + 3, end, strlen(end) + 1);
		memcpy(date, "NOW", 3);
	}
	return text;
}

static void expect_nothing_left(void)
{
	cr_expect_not(scratch_exists("m/versions"), "%s", err.message);
}

Test(new, writes_a_pair_and_says_so)
{
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect_str_eq(result.rev_id, "1975ea83b712");
	cr_expect_str_eq(result.up_path, scratch_path("m/versions/1975ea83b712_create_account_table.up.sql"));
	cr_expect_str_eq(result.down_path,
			 scratch_path("m/versions/1975ea83b712_create_account_table.down.sql"));
	cr_expect_str_eq(read_undated("m/versions/1975ea83b712_create_account_table.up.sql"),
			 "-- Create account table\n--\n-- revision: 1975ea83b712\n-- down_revision:\n"
			 "-- create_date: NOW\n");
	cr_expect_str_eq(scratch_read("m/versions/1975ea83b712_create_account_table.down.sql"),
			 "-- Takes back: Create account table\n--\n-- revision: 1975ea83b712\n");
	cr_expect_str_eq(events, "creating /m/versions\ncreated /m/versions\n"
				 "creating /m/versions/1975ea83b712_create_account_table.down.sql\n"
				 "created /m/versions/1975ea83b712_create_account_table.down.sql\n"
				 "creating /m/versions/1975ea83b712_create_account_table.up.sql\n"
				 "created /m/versions/1975ea83b712_create_account_table.up.sql\n");
}

Test(new, writes_every_part_of_the_request)
{
	request.down = (const char *const[]){ "ae1027a6acf0", "27c6a30d7c24" };
	request.ndown = 2;
	request.depends = (const char *const[]){ "shop" };
	request.ndepends = 1;
	request.labels = (const char *const[]){ "billing", "core" };
	request.nlabels = 2;
	request.upgrades = "CREATE TABLE a (id INTEGER);\n\n";
	request.downgrades = "DROP TABLE a;";
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect_str_eq(read_undated("m/versions/1975ea83b712_create_account_table.up.sql"),
			 "-- Create account table\n--\n-- revision: 1975ea83b712\n"
			 "-- down_revision: ae1027a6acf0, 27c6a30d7c24\n-- branch_labels: billing, core\n"
			 "-- depends_on: shop\n-- create_date: NOW\n\nCREATE TABLE a (id INTEGER);\n");
	cr_expect_str_eq(
		scratch_read("m/versions/1975ea83b712_create_account_table.down.sql"),
		"-- Takes back: Create account table\n--\n-- revision: 1975ea83b712\n\nDROP TABLE a;\n");
}

Test(new, what_is_written_loads_again)
{
	request.message = "First line\r\nsecond: line; DROP TABLE x;\n\n/* third */";
	request.rev_id = NULL;
	cr_assert_eq(make(), 0, "%s", err.message);
	struct scriptdir scripts;
	cr_assert_eq(scriptdir_load(&scripts, &arena, &request.directory, 1, false, NULL, &err), 0, "%s",
		     err.message);
	const struct revision *revisions = scripts.revisions;
	cr_assert_eq(scripts.n, 1);
	cr_expect_str_eq(revisions[0].id, result.rev_id);
	cr_expect_eq(strlen(result.rev_id), 12);
	cr_expect_str_eq(revisions[0].message, "First line\nsecond: line; DROP TABLE x;");
	cr_expect_str_eq(revisions[0].up_path, result.up_path);
	cr_expect_str_eq(revisions[0].down_path, result.down_path);
}

Test(new, no_message_gives_the_default_one_and_an_empty_slug)
{
	request.message = NULL;
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect(scratch_exists("m/versions/1975ea83b712_.up.sql"));
	cr_expect_not_null(strstr(scratch_read("m/versions/1975ea83b712_.up.sql"), "-- empty message\n"));
}

Test(new, irreversible_writes_no_down_script)
{
	request.irreversible = true;
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect_null(result.down_path);
	cr_expect_not(scratch_exists("m/versions/1975ea83b712_create_account_table.down.sql"));
}

Test(new, messages_that_break_the_header_are_refused)
{
	static const char *const messages[] = { "revision: x",
						"fine\ndown_revision: y",
						"fine\rtransaction: own",
						"Revises: something",
						"a\x1b[31m",
						"-",
						"fine\n depends_on = a" };
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		request.message = messages[i];
		bool fine = strcmp(messages[i], "-") == 0;
		cr_expect_eq(make(), fine ? 0 : SQLEMBIC_E_FAILED, "%s", messages[i]);
		if (!fine)
			expect_nothing_left();
		if (fine)
			scratch_remove(), start();
	}
}

Test(new, bad_names_are_refused_before_anything_is_written)
{
	request.rev_id = "a-b";
	cr_expect_eq(make(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "'a-b'"), "%s", err.message);
	request.rev_id = "ab";
	request.labels = (const char *const[]){ "x\n-- transaction: off" };
	request.nlabels = 1;
	cr_expect_eq(make(), SQLEMBIC_E_FAILED);
	request.nlabels = 0;
	request.depends = (const char *const[]){ "a,b" };
	request.ndepends = 1;
	cr_expect_eq(make(), SQLEMBIC_E_FAILED);
	request.ndepends = 0;
	request.timezone = "No/Where";
	cr_expect_eq(make(), SQLEMBIC_E_FAILED);
	expect_nothing_left();
}

Test(new, directories_in_the_name_need_recursion)
{
	request.file_template = "%(rev).2s/%(year)d/%(rev)s";
	cr_assert_eq(make(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.hint, "recursive_version_locations"));
	expect_nothing_left();
	request.recursive = true;
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect_str_eq(strrchr(result.up_path, '/'), "/1975ea83b712.up.sql");
	cr_expect(scratch_exists("m/versions/19"));
}

Test(new, names_outside_of_the_location_are_refused)
{
	static const char *const templates[] = { "../%(rev)s", "a/../../%(rev)s", ".%(rev)s", "/tmp/%(rev)s",
						 "a//%(rev)s", "%(rev)s/",        "" };
	request.recursive = true;
	for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++) {
		request.file_template = templates[i];
		cr_expect_eq(make(), SQLEMBIC_E_FAILED, "%s", templates[i]);
		cr_expect_not_null(strstr(err.message, "begins with '.'"), "%s", err.message);
		expect_nothing_left();
	}
}

Test(new, existing_files_are_never_touched)
{
	static const char *const names[] = { "m/versions/1975ea83b712_create_account_table.up.sql",
					     "m/versions/1975ea83b712_create_account_table.down.sql" };
	for (size_t i = 0; i < 2; i++) {
		(void)scratch_write(names[i], "mine");
		request.irreversible = i == 1;
		cr_expect_eq(make(), SQLEMBIC_E_FAILED);
		cr_expect_not_null(strstr(err.message, scratch_path(names[i])), "%s", err.message);
		cr_expect_str_eq(scratch_read(names[i]), "mine");
		cr_expect_not(scratch_exists(names[1 - i]));
		cr_expect_eq(remove(scratch_path(names[i])), 0);
	}
}

Test(new, templates_that_lose_something_are_named)
{
	static const struct {
		const char *template, *message, *hint;
	} cases[] = {
		{ "-- revision: ${up_revision}\n-- down_revision: ${down_revision}\n",
		  "does not write the 'branch_labels'", "-- branch_labels: ${branch_labels}" },
		{ "-- revision: fixed\n-- down_revision:\n", "does not write the 'revision'",
		  "${up_revision}" },
		{ "-- down_revision:\n", "no 'revision:' line", "revision" },
		{ "-- revision: ${up_revision}\n-- down_revision:\n${nothing}",
		  "unknown variable '${nothing}'", "${message}" },
		{ "/* ${message} */\n", "outside of a '--' comment", "" },
		{ "-- revison: ${up_revision}\n", "nearly the key", "revision" },
	};
	request.labels = (const char *const[]){ "billing" };
	request.nlabels = 1;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *path = scratch_write("m/script.up.sql.in", cases[i].template);
		cr_expect_eq(make(), SQLEMBIC_E_FAILED, "%s", cases[i].template);
		cr_expect_not_null(strstr(err.message, cases[i].message), "%s", err.message);
		cr_expect_not_null(strstr(err.hint, cases[i].hint), "%s", err.hint);
		cr_expect(strstr(err.message, path) || strcmp(err.file, path) == 0, "%s %s", err.message,
			  err.file);
		expect_nothing_left();
	}
}

Test(new, unreadable_templates_are_named)
{
	cr_assert_eq(remove(scratch_path("m/script.down.sql.in")), 0);
	cr_assert_eq(mkdir(scratch_path("m/script.down.sql.in"), 0777), 0);
	cr_assert_eq(make(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "script.down.sql.in"), "%s", err.message);
	expect_nothing_left();
}

Test(new, a_stop_leaves_nothing)
{
	for (int at = 0; at < 6; at++) {
		int events_left = at;
		request.caller.on_event = stop_in_time;
		request.caller.payload = &events_left;
		cr_assert_eq(make(), SQLEMBIC_E_INTERRUPTED);
		expect_nothing_left();
	}
}

Test(new, hooks_run_on_both_files)
{
	const struct config_hook hooks[] = { { "mark", "exec", "sh",
					       "-c 'echo \"-- marked\" >>\"$1\"' sh "
					       "REVISION_SCRIPT_FILENAME",
					       NULL } };
	request.hooks = hooks;
	request.nhooks = 1;
	cr_assert_eq(make(), 0, "%s", err.message);
	cr_expect_not_null(
		strstr(scratch_read("m/versions/1975ea83b712_create_account_table.up.sql"), "-- marked"));
	cr_expect_not_null(
		strstr(scratch_read("m/versions/1975ea83b712_create_account_table.down.sql"), "-- marked"));
	cr_expect_not_null(strstr(events, "up.sql\nhook mark\ndone mark\nhook mark\ndone mark\n"), "%s",
			   events);
}

Test(new, a_hook_that_cannot_start_leaves_nothing)
{
	const struct config_hook hook = { "fmt", "exec", "no-such-program-anywhere", "", NULL };
	request.hooks = &hook;
	request.nhooks = 1;
	cr_assert_eq(make(), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "'fmt'"), "%s", err.message);
	expect_nothing_left();
}
