/* test_arguments.c: the public functions, given what is not there: an error that names it, and no crash. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "scratch.h"
#include "sqlembic.h"

static struct sqlembic_error err;
static sqlembic *ctx;
static struct sqlembic_revisions revisions;
static struct sqlembic_current current;
static struct sqlembic_status status;
static struct sqlembic_log entries;
static const struct sqlembic_outline *outline;
static const struct sqlembic_hazards *hazards;
static const struct sqlembic_revision *revision;
static const struct sqlembic_setting *settings;
static const char *const *sections;
static const struct sqlembic_scripts *scripts;
static size_t n;

static sqlembic *open_context(void)
{
	static char url[4096];
	sqlembic *opened = NULL;
	(void)snprintf(url, sizeof(url), "sqlite:///%s", scratch_path("app.db"));
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", url } };
	const struct sqlembic_options options = { .size = sizeof(options), .set = set, .nset = 2 };
	cr_assert_eq(sqlembic_open(&opened, &options, &err), 0, "%s", err.message);
	return opened;
}

static void set_up(void)
{
	(void)scratch_make();
	(void)scratch_write("m/versions/a1.up.sql",
			    "-- revision: a1\n-- down_revision:\nCREATE TABLE a (x);\n");
	(void)scratch_write("m/script.up.sql.in",
			    "-- revision: ${up_revision}\n-- down_revision: ${down_revision}\n");
	(void)scratch_write("m/script.down.sql.in", "");
	ctx = open_context();
}

static void tear_down(void)
{
	sqlembic_close(ctx);
	scratch_remove();
}

TestSuite(arguments, .init = set_up, .fini = tear_down, .timeout = 60);

/* `call` fails as misuse, with a message that names function and argument, and also where no error is wanted. */
#define REFUSED(function, argument, call)                                    \
	do {                                                                 \
		struct sqlembic_error *error = &err;                         \
		memset(&err, 0, sizeof(err));                                \
		cr_expect_eq(call, SQLEMBIC_E_USAGE, #call);                 \
		cr_expect_str_eq(err.message, function argument " is NULL"); \
		error = NULL;                                                \
		cr_expect_eq(call, SQLEMBIC_E_USAGE, #call);                 \
	} while (0)

static int move_again(const struct sqlembic_event *event, void *payload)
{
	int *codes = payload;
	if (event->kind != SQLEMBIC_EVENT_STEP)
		return 0;
	codes[0] = sqlembic_status(ctx, &status, &err);
	codes[1] = sqlembic_upgrade(ctx, "head", NULL, &err);
	return 0;
}

Test(arguments, an_event_may_look_and_begins_no_other_run)
{
	int codes[] = { 1, 1 };
	static char url[4096];
	(void)snprintf(url, sizeof(url), "sqlite:///%s", scratch_path("app.db"));
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", url } };
	const struct sqlembic_options options = {
		.size = sizeof(options), .set = set, .nset = 2, .on_event = move_again, .payload = codes
	};
	struct sqlembic_error other;
	sqlembic_close(ctx);
	cr_assert_eq(sqlembic_open(&ctx, &options, &err), 0, "%s", err.message);
	cr_expect_eq(sqlembic_upgrade(ctx, "head", NULL, &other), 0, "%s", other.message);
	cr_expect_eq(codes[0], 0);
	cr_expect_eq(codes[1], SQLEMBIC_E_USAGE);
	cr_expect_eq(sqlembic_downgrade(ctx, "head", NULL, &other), 0, "%s", other.message);
}

Test(arguments, half_takes_only_what_status_has_told_of)
{
	const struct sqlembic_log_entry copied = { .revision = "a1" };
	const struct sqlembic_status stale = { .half = &copied };
	const struct sqlembic_half *half;
	cr_expect_eq(sqlembic_half(ctx, &stale, &half, &err), SQLEMBIC_E_USAGE);
	cr_expect_null(half);
	cr_expect_eq(sqlembic_half(ctx, &(const struct sqlembic_status){ .half = NULL }, &half, &err), 0);
	cr_expect_null(half);
}

Test(arguments, null_is_refused_by_every_function)
{
	const struct sqlembic_options options = { .size = sizeof(options) };
	const struct sqlembic_new_revision request = { .size = sizeof(request) };
	const struct sqlembic_resolve_options resolve = { .size = sizeof(resolve) };
	sqlembic *opened = NULL;
	REFUSED("sqlembic_open: ", "out", sqlembic_open(NULL, &options, error));
	REFUSED("sqlembic_open: ", "options", sqlembic_open(&opened, NULL, error));
	REFUSED("sqlembic_settings: ", "ctx", sqlembic_settings(NULL, &settings, &n, error));
	REFUSED("sqlembic_settings: ", "out", sqlembic_settings(ctx, NULL, &n, error));
	REFUSED("sqlembic_settings: ", "n", sqlembic_settings(ctx, &settings, NULL, error));
	REFUSED("sqlembic_sections: ", "ctx", sqlembic_sections(NULL, &sections, &n, error));
	REFUSED("sqlembic_sections: ", "out", sqlembic_sections(ctx, NULL, &n, error));
	REFUSED("sqlembic_sections: ", "n", sqlembic_sections(ctx, &sections, NULL, error));
	REFUSED("sqlembic_heads: ", "ctx", sqlembic_heads(NULL, false, &revisions, error));
	REFUSED("sqlembic_heads: ", "out", sqlembic_heads(ctx, false, NULL, error));
	REFUSED("sqlembic_history: ", "ctx", sqlembic_history(NULL, NULL, false, &revisions, error));
	REFUSED("sqlembic_history: ", "out", sqlembic_history(ctx, NULL, true, NULL, error));
	REFUSED("sqlembic_scripts: ", "ctx", sqlembic_scripts(NULL, &scripts, error));
	REFUSED("sqlembic_scripts: ", "out", sqlembic_scripts(ctx, NULL, error));
	REFUSED("sqlembic_branches: ", "ctx", sqlembic_branches(NULL, &revisions, error));
	REFUSED("sqlembic_branches: ", "out", sqlembic_branches(ctx, NULL, error));
	REFUSED("sqlembic_show: ", "ctx", sqlembic_show(NULL, "a1", &revisions, error));
	REFUSED("sqlembic_show: ", "identifier", sqlembic_show(ctx, NULL, &revisions, error));
	REFUSED("sqlembic_show: ", "out", sqlembic_show(ctx, "a1", NULL, error));
	REFUSED("sqlembic_new: ", "ctx", sqlembic_new(NULL, &request, &revision, error));
	REFUSED("sqlembic_new: ", "options", sqlembic_new(ctx, NULL, &revision, error));
	REFUSED("sqlembic_new: ", "out", sqlembic_new(ctx, &request, NULL, error));
	const struct sqlembic_import *import;
	const struct sqlembic_import_options import_options = { .size = sizeof(import_options),
								.from = "db" };
	const struct sqlembic_import_options no_from = { .size = sizeof(no_from) };
	REFUSED("sqlembic_import: ", "ctx", sqlembic_import(NULL, &import_options, &import, error));
	REFUSED("sqlembic_import: ", "options", sqlembic_import(ctx, NULL, &import, error));
	REFUSED("sqlembic_import: ", "out", sqlembic_import(ctx, &import_options, NULL, error));
	REFUSED("sqlembic_import: ", "options.from", sqlembic_import(ctx, &no_from, &import, error));
	const struct sqlembic_export *export;
	const struct sqlembic_export_options export_options = { .size = sizeof(export_options),
								.directory = "plain" };
	const struct sqlembic_export_options no_directory = { .size = sizeof(no_directory) };
	REFUSED("sqlembic_export: ", "ctx", sqlembic_export(NULL, &export_options, &export, error));
	REFUSED("sqlembic_export: ", "options", sqlembic_export(ctx, NULL, &export, error));
	REFUSED("sqlembic_export: ", "out", sqlembic_export(ctx, &export_options, NULL, error));
	REFUSED("sqlembic_export: ", "options.directory",
		sqlembic_export(ctx, &no_directory, &export, error));
	const struct sqlembic_squash *const *squashes;
	const struct sqlembic_squash_options squash = { .size = sizeof(squash), .range = "base:head" };
	const struct sqlembic_squash_options no_range = { .size = sizeof(no_range) };
	REFUSED("sqlembic_squash: ", "ctx", sqlembic_squash(NULL, &squash, &revision, error));
	REFUSED("sqlembic_squash: ", "options", sqlembic_squash(ctx, NULL, &revision, error));
	REFUSED("sqlembic_squash: ", "out", sqlembic_squash(ctx, &squash, NULL, error));
	REFUSED("sqlembic_squash: ", "options.range", sqlembic_squash(ctx, &no_range, &revision, error));
	REFUSED("sqlembic_squashes: ", "ctx", sqlembic_squashes(NULL, &status, &squashes, &n, error));
	REFUSED("sqlembic_squashes: ", "status", sqlembic_squashes(ctx, NULL, &squashes, &n, error));
	REFUSED("sqlembic_squashes: ", "out", sqlembic_squashes(ctx, &status, NULL, &n, error));
	REFUSED("sqlembic_squashes: ", "n", sqlembic_squashes(ctx, &status, &squashes, NULL, error));
	const struct sqlembic_half *half;
	REFUSED("sqlembic_half: ", "ctx", sqlembic_half(NULL, &status, &half, error));
	REFUSED("sqlembic_half: ", "status", sqlembic_half(ctx, NULL, &half, error));
	REFUSED("sqlembic_half: ", "out", sqlembic_half(ctx, &status, NULL, error));
	REFUSED("sqlembic_init: ", "options", sqlembic_init(NULL, error));
	REFUSED("sqlembic_upgrade: ", "ctx", sqlembic_upgrade(NULL, "head", NULL, error));
	REFUSED("sqlembic_upgrade: ", "target", sqlembic_upgrade(ctx, NULL, NULL, error));
	REFUSED("sqlembic_downgrade: ", "ctx", sqlembic_downgrade(NULL, "base", NULL, error));
	REFUSED("sqlembic_downgrade: ", "target", sqlembic_downgrade(ctx, NULL, NULL, error));
	REFUSED("sqlembic_stamp: ", "ctx", sqlembic_stamp(NULL, &(const char *){ "head" }, 1, NULL, error));
	REFUSED("", "targets", sqlembic_stamp(ctx, NULL, 1, NULL, error));
	REFUSED("", "targets[1]", sqlembic_stamp(ctx, (const char *[]){ "a1", NULL }, 2, NULL, error));
	REFUSED("sqlembic_ensure_version: ", "ctx", sqlembic_ensure_version(NULL, NULL, error));
	REFUSED("sqlembic_wait: ", "ctx", sqlembic_wait(NULL, NULL, error));
	REFUSED("sqlembic_resolve: ", "ctx", sqlembic_resolve(NULL, "a1", &resolve, error));
	REFUSED("sqlembic_resolve: ", "revision", sqlembic_resolve(ctx, NULL, &resolve, error));
	REFUSED("sqlembic_resolve: ", "options", sqlembic_resolve(ctx, "a1", NULL, error));
	REFUSED("sqlembic_plan: ", "ctx", sqlembic_plan(NULL, SQLEMBIC_UPGRADE, "head", &revisions, error));
	REFUSED("sqlembic_plan: ", "target", sqlembic_plan(ctx, SQLEMBIC_UPGRADE, NULL, &revisions, error));
	REFUSED("sqlembic_plan: ", "out", sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "head", NULL, error));
	REFUSED("sqlembic_current: ", "ctx", sqlembic_current(NULL, &current, error));
	REFUSED("sqlembic_current: ", "out", sqlembic_current(ctx, NULL, error));
	REFUSED("sqlembic_log: ", "ctx", sqlembic_log(NULL, 0, &entries, error));
	REFUSED("sqlembic_log: ", "out", sqlembic_log(ctx, 0, NULL, error));
	REFUSED("sqlembic_status: ", "ctx", sqlembic_status(NULL, &status, error));
	REFUSED("sqlembic_status: ", "out", sqlembic_status(ctx, NULL, error));
	REFUSED("sqlembic_outline: ", "ctx", sqlembic_outline(NULL, NULL, &outline, error));
	REFUSED("sqlembic_outline: ", "out", sqlembic_outline(ctx, NULL, NULL, error));
	REFUSED("sqlembic_hazards: ", "ctx", sqlembic_hazards(NULL, &revisions, &hazards, error));
	REFUSED("sqlembic_hazards: ", "revisions", sqlembic_hazards(ctx, NULL, &hazards, error));
	REFUSED("sqlembic_hazards: ", "out", sqlembic_hazards(ctx, &revisions, NULL, error));
	cr_expect_not(scratch_exists("app.db"), "misuse reaches no database");
}

Test(arguments, null_in_a_structure_is_refused)
{
	static const char *const names[] = { "head", NULL };
	const struct sqlembic_pair pairs[] = { { "a", NULL }, { NULL, "b" } };
	struct sqlembic_options options = { .size = sizeof(options), .nx = 1 };
	struct sqlembic_new_revision request = { .size = sizeof(request), .nheads = 1 };
	sqlembic *opened = NULL;
	REFUSED("", "options.x", sqlembic_open(&opened, &options, error));
	options = (struct sqlembic_options){ .size = sizeof(options), .set = pairs, .nset = 2 };
	REFUSED("", "options.set[1].key", sqlembic_open(&opened, &options, error));
	REFUSED("", "options.heads", sqlembic_new(ctx, &request, &revision, error));
	request = (struct sqlembic_new_revision){ .size = sizeof(request),
						  .depends_on = names,
						  .ndepends_on = 2 };
	REFUSED("", "options.depends_on[1]", sqlembic_new(ctx, &request, &revision, error));
	const struct sqlembic_init_options no_directory = { .size = sizeof(no_directory) };
	cr_expect_eq(sqlembic_init(&no_directory, &err), SQLEMBIC_E_USAGE);
	cr_expect_eq(sqlembic_init(&no_directory, NULL), SQLEMBIC_E_USAGE);
	cr_expect_null(opened);
}

Test(arguments, functions_that_cannot_fail_take_null)
{
	sqlembic_close(NULL);
	cr_expect_null(sqlembic_find(NULL, "a1"));
	cr_expect_null(sqlembic_find(ctx, NULL));
	cr_expect_eq(sqlembic_milliseconds(NULL), -1);
}

Test(arguments, a_size_that_was_not_set_is_refused)
{
	const struct sqlembic_options options = { .size = 0 };
	const struct sqlembic_new_revision request = { .size = sizeof(size_t) - 1 };
	const struct sqlembic_resolve_options resolve = { .size = 0 };
	const struct sqlembic_run_options run = { .size = (size_t)-1 };
	const struct sqlembic_wait_options wait = { .size = 1 };
	const struct sqlembic_init_options init = { .size = 0, .directory = "m" };
	sqlembic *opened = NULL;
	const int codes[] = { sqlembic_open(&opened, &options, &err),
			      sqlembic_new(ctx, &request, &revision, &err),
			      sqlembic_resolve(ctx, "a1", &resolve, &err),
			      sqlembic_upgrade(ctx, "head", &run, &err),
			      sqlembic_ensure_version(ctx, &run, &err),
			      sqlembic_wait(ctx, &wait, &err),
			      sqlembic_init(&init, &err) };
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		cr_expect_eq(codes[i], SQLEMBIC_E_USAGE, "call %zu", i);
	cr_expect_str_eq(err.message, "options.size is not set");
}

/* Everything that fails below a door fills the error: nobody may ask there whether it is wanted. */
Test(arguments, every_function_fails_without_an_error_to_fill)
{
	const struct sqlembic_new_revision request = { .size = sizeof(request), .rev_id = "a1" };
	const struct sqlembic_wait_options wait = { .size = sizeof(wait), .revision = "nope" };
	const struct sqlembic_resolve_options resolve = { .size = sizeof(resolve) };
	(void)scratch_write("m/versions/b2.up.sql", "-- revision: b2\n-- down_revision: nope\n");
	cr_expect_lt(sqlembic_heads(ctx, true, &revisions, NULL), 0);
	cr_expect_lt(sqlembic_history(ctx, "a1:", true, &revisions, NULL), 0);
	cr_expect_lt(sqlembic_branches(ctx, &revisions, NULL), 0);
	cr_expect_lt(sqlembic_show(ctx, "a1", &revisions, NULL), 0);
	cr_expect_null(sqlembic_find(ctx, "a1"));
	cr_expect_lt(sqlembic_new(ctx, &request, &revision, NULL), 0);
	cr_expect_lt(sqlembic_upgrade(ctx, "head", NULL, NULL), 0);
	cr_expect_lt(sqlembic_downgrade(ctx, "base", NULL, NULL), 0);
	cr_expect_lt(sqlembic_stamp(ctx, &(const char *){ "head" }, 1, NULL, NULL), 0);
	cr_expect_lt(sqlembic_wait(ctx, &wait, NULL), 0);
	cr_expect_lt(sqlembic_resolve(ctx, "a1", &resolve, NULL), 0);
	cr_expect_lt(sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "head", &revisions, NULL), 0);
	cr_expect_lt(sqlembic_current(ctx, &current, NULL), 0);
	cr_expect_lt(sqlembic_status(ctx, &status, NULL), 0);
}
