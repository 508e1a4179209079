/* test_wait.c: waiting and resolving through the public interface: times, options, and how a program stops it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "sqlembic.h"

static struct sqlembic_error err;
static volatile sig_atomic_t cancel;
static char said[1024];
static int (*answer)(void);
static sqlembic *ctx;

static int listen_to(const struct sqlembic_event *event, void *payload)
{
	cr_assert_eq(payload, (void *)said);
	if (event->kind == SQLEMBIC_EVENT_INFO)
		(void)snprintf(said, sizeof(said), "%s", event->text);
	return answer ? answer() : 0;
}

static int stop(void)
{
	return 1;
}

static int raise_flag(void)
{
	cancel = 1;
	return 0;
}

static void set_up(void)
{
	static char url[4096];
	(void)scratch_make();
	(void)snprintf(url, sizeof(url), "sqlite:///%s", scratch_path("app.db"));
	(void)scratch_write("m/versions/a1.up.sql", "-- revision: a1\n-- down_revision:\n"
						    "-- transaction: off\nCREATE TABLE a (x);\n"
						    "INSERT INTO nope VALUES (1);\n");
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", url } };
	const struct sqlembic_options options = { .size = sizeof(options),
						  .set = set,
						  .nset = 2,
						  .on_event = listen_to,
						  .payload = said,
						  .cancel = &cancel };
	cr_assert_eq(sqlembic_open(&ctx, &options, &err), 0, "%s", err.message);
}

static void tear_down(void)
{
	sqlembic_close(ctx);
	scratch_remove();
}

TestSuite(wait, .init = set_up, .fini = tear_down, .timeout = 60);

Test(wait, times_are_written_as_in_settings)
{
	static const struct {
		const char *text;
		long milliseconds;
	} cases[] = { { "0", 0 },
		      { "60", 60000 },
		      { "250ms", 250 },
		      { "1 s", 1000 },
		      { "5min", 300000 },
		      { "2h", 7200000 },
		      { "", -1 },
		      { "s", -1 },
		      { "-1", -1 },
		      { "1.5s", -1 },
		      { "1m", -1 },
		      { "1s ", -1 },
		      { " 1s", -1 },
		      { "1sec", -1 },
		      { "1 h 2", -1 },
		      { "99999999999999999999", -1 },
		      { "9223372036854775807h", -1 } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_expect_eq(sqlembic_milliseconds(cases[i].text), cases[i].milliseconds, "%s",
			     cases[i].text);
}

Test(wait, options_may_be_left_out_but_not_half_filled)
{
	const struct sqlembic_wait_options unset = { .revision = "head" };
	cr_expect_eq(sqlembic_wait(ctx, NULL, &err), 0, "%s", err.message);
	cr_expect_eq(sqlembic_wait(ctx, &unset, &err), SQLEMBIC_E_USAGE);
	const struct sqlembic_wait_options head = { .size = sizeof(head), .revision = "head" };
	cr_expect_eq(sqlembic_wait(ctx, &head, NULL), SQLEMBIC_E_PENDING);
	cr_expect_eq(sqlembic_wait(ctx, &head, &err), SQLEMBIC_E_PENDING);
	cr_expect_str_empty(said, "one try says nothing");
	cr_expect_not(scratch_exists("app.db"));
}

Test(wait, a_callback_stops_it)
{
	const struct sqlembic_wait_options head = { sizeof(head), "head", 3600000 };
	answer = stop;
	cr_expect_eq(sqlembic_wait(ctx, &head, &err), SQLEMBIC_E_INTERRUPTED);
	cr_expect(strncmp(said, "Waiting for the database: revision a1 is not applied to ", 56) == 0, "%s",
		  said);
	cr_expect_str_eq(err.message, "stopped by the program");
}

Test(wait, the_flag_stops_it)
{
	const struct sqlembic_wait_options head = { sizeof(head), "head", 3600000 };
	answer = raise_flag;
	cr_expect_eq(sqlembic_wait(ctx, &head, &err), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.message, "interrupted while waiting for the database");
	cr_expect(strncmp(err.detail, "revision a1", 11) == 0, "%s", err.detail);
}

Test(wait, runs_wait_for_a_database)
{
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", "sqlite:////nonexistent/app.db" } };
	const struct sqlembic_options options = {
		.size = sizeof(options), .set = set, .nset = 2, .on_event = listen_to, .payload = said
	};
	const struct sqlembic_run_options run = { .size = sizeof(run), .wait_ms = 3600000 };
	sqlembic *other;
	answer = stop;
	cr_assert_eq(sqlembic_open(&other, &options, &err), 0, "%s", err.message);
	cr_expect_eq(sqlembic_upgrade(other, "head", &run, &err), SQLEMBIC_E_INTERRUPTED);
	cr_expect_eq(sqlembic_upgrade(other, "head", NULL, &err), SQLEMBIC_E_UNREACHABLE);
	sqlembic_close(other);
}

Test(wait, resolve_says_where_the_database_is)
{
	struct sqlembic_current now = { 0 };
	struct sqlembic_resolve_options options = { .resolution = SQLEMBIC_RESOLVE_ALL_DONE, .after = &now };
	cr_assert_eq(sqlembic_upgrade(ctx, "head", NULL, &err), SQLEMBIC_E_HALF);
	cr_expect_eq(sqlembic_resolve(ctx, "a1", NULL, &err), SQLEMBIC_E_USAGE);
	cr_expect_eq(sqlembic_resolve(ctx, "a1", &options, &err), SQLEMBIC_E_USAGE);
	options.size = sizeof(options);
	options.resolution = (enum sqlembic_resolution)4;
	cr_expect_eq(sqlembic_resolve(ctx, "a1", &options, &err), SQLEMBIC_E_USAGE);
	options.resolution = SQLEMBIC_RESOLVE_ALL_DONE;
	cr_assert_eq(sqlembic_resolve(ctx, "head", &options, &err), 0, "%s", err.message);
	cr_assert_eq(now.applied.n, 1);
	cr_expect_str_eq(now.applied.items[0]->id, "a1");
	cr_expect_str_eq(said, "The upgrade of a1 counts as done");
	cr_expect(now.at_heads);
}
