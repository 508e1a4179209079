/* test_run.c: running through the public interface: events, stopping, plans, the log, offline scripts. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "run_fixture.h"
#include "scratch.h"

TestSuite(run, .init = fixture_start, .fini = fixture_stop, .timeout = 20);

Test(run, events_come_in_order_and_after_says_where_it_is)
{
	struct sqlembic_current after = { 0 };
	const struct sqlembic_run_options options = { .size = sizeof(options), .after = &after };
	cr_assert_eq(sqlembic_upgrade(fixture.ctx, "head", &options, &fixture.err), 0, "%s",
		     fixture.err.message);
	cr_expect_str_eq(fixture.events,
			 "step a1 1/3\ndone a1 1/3\nstep b2 2/3\ndone b2 2/3\nstep c3 3/3\ndone c3 3/3\n");
	cr_assert_eq(after.nrows, 1);
	cr_expect_str_eq(after.rows[0], "c3");
	cr_assert_eq(after.applied.n, 1);
	cr_expect_str_eq(after.applied.items[0]->id, "c3");
	cr_expect(after.at_heads);
	fixture.events[0] = '\0';
	cr_assert_eq(sqlembic_upgrade(fixture.ctx, "head", &options, &fixture.err), 0);
	cr_expect_str_eq(fixture.events, "");
	cr_expect_eq(after.nrows, 1);
}

static char seen[64];

static int look(void)
{
	(void)snprintf(seen, sizeof(seen), "%s",
		       fixture_sql("SELECT revision FROM sqlembic_log WHERE revision = 'a1'"));
	return 0;
}

Test(run, a_step_is_said_to_be_done_behind_the_commit_that_it_shares)
{
	sqlembic_close(fixture.ctx);
	fixture.commit_group = "100";
	fixture.ctx = fixture_open("0");
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "a1", look);
	cr_assert_eq(fixture_upgrade("b2"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(seen, "a1");
	const char *first = strstr(fixture.events, "done a1 1/2\n"),
		   *second = strstr(fixture.events, "done b2 2/2\n");
	cr_expect(first && second && first < second, "%s", fixture.events);
}

Test(run, options_of_an_older_program_end_where_they_say)
{
	struct sqlembic_current after = { .nrows = 77 };
	const struct sqlembic_run_options options = { .size = offsetof(struct sqlembic_run_options, tag),
						      .tag = "not read",
						      .after = &after };
	cr_assert_eq(sqlembic_upgrade(fixture.ctx, "a1", &options, &fixture.err), 0, "%s",
		     fixture.err.message);
	cr_expect_eq(after.nrows, 77);
	cr_expect_str_eq(fixture_sql("SELECT tag FROM sqlembic_log"), "NULL");
	const struct sqlembic_run_options none = { .size = 0 };
	cr_expect_eq(sqlembic_upgrade(fixture.ctx, "a1", &none, &fixture.err), SQLEMBIC_E_USAGE);
}

static int refuse(void)
{
	return 1;
}

Test(run, a_callback_stops_the_run_before_the_step)
{
	fixture_at(SQLEMBIC_EVENT_STEP, "b2", refuse);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture.err.state, "upgrade of b2 was rolled back; the database is at a1");
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "a1");
	cr_expect_str_eq(fixture_sql("SELECT group_concat(name) FROM sqlite_schema WHERE name IN ('a', 'b')"),
			 "a");
}

Test(run, a_callback_stops_the_run_behind_the_step)
{
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "a1", refuse);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture.err.state, "1 of 3 steps are committed, nothing is half done");
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "a1");
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "c3", refuse);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "c3");
	cr_expect_str_eq(fixture_sql("SELECT status FROM sqlembic_log ORDER BY id"), "done|done|done");
}

Test(run, the_cancel_flag_stops_it)
{
	fixture.cancel = 1;
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture.err.state, "nothing was changed");
	fixture.cancel = 0;
	fixture_at(SQLEMBIC_EVENT_STEP, "b2", fixture_cancel);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture.err.state, "upgrade of b2 was rolled back; the database is at a1");
	cr_expect_str_eq(fixture.err.hint, "sqlembic upgrade head");
	fixture.cancel = 0;
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "b2", fixture_cancel);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(fixture.err.state, "1 of 2 steps are committed, nothing is half done");
	fixture.cancel = 0;
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
}

Test(run, a_plan_writes_nothing)
{
	struct sqlembic_revisions plan;
	cr_assert_eq(sqlembic_plan(fixture.ctx, SQLEMBIC_UPGRADE, "b2", &plan, &fixture.err), 0, "%s",
		     fixture.err.message);
	cr_assert_eq(plan.n, 2);
	cr_expect_str_eq(plan.items[0]->id, "a1");
	cr_expect_str_eq(plan.items[1]->id, "b2");
	cr_expect_not(scratch_exists("app.db"));
	cr_assert_eq(fixture_upgrade("head"), 0);
	cr_assert_eq(sqlembic_plan(fixture.ctx, SQLEMBIC_UPGRADE, "head", &plan, &fixture.err), 0);
	cr_expect_eq(plan.n, 0);
	cr_expect_eq(sqlembic_plan(fixture.ctx, SQLEMBIC_DOWNGRADE, "b2", &plan, &fixture.err),
		     SQLEMBIC_E_FAILED);
	cr_expect_str_eq(fixture.err.message, "revision c3 cannot be downgraded: it has no down script");
}

Test(run, an_error_names_the_place)
{
	fixture_write_revision("d4", "c3", "", "SELECT 1;\n  SELECT 'ü', nope;", NULL);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(fixture.err.message, "no such column: nope");
	cr_expect_eq(fixture.err.line, 6);
	cr_expect_eq(fixture.err.column, 15);
	cr_expect(strstr(fixture.err.file, "/m/versions/d4.up.sql"));
	cr_expect_str_eq(fixture.err.statement, "SELECT 'ü', nope");
	cr_expect_str_eq(fixture.err.state, "upgrade of d4 was rolled back; the database is at c3");
	cr_expect_eq(sqlembic_upgrade(fixture.ctx, "head", NULL, NULL), SQLEMBIC_E_FAILED,
		     "errors may be left out");
}

Test(run, the_log_is_newest_first)
{
	const struct sqlembic_run_options options = { .size = sizeof(options), .tag = "release 7" };
	struct sqlembic_log log;
	cr_assert_eq(sqlembic_log(fixture.ctx, 0, &log, &fixture.err), 0);
	cr_expect_eq(log.n, 0);
	cr_assert_eq(sqlembic_upgrade(fixture.ctx, "head", &options, &fixture.err), 0);
	cr_assert_eq(sqlembic_downgrade(fixture.ctx, "head", NULL, &fixture.err), 0);
	cr_assert_eq(sqlembic_log(fixture.ctx, 0, &log, &fixture.err), 0);
	cr_assert_eq(log.n, 3);
	const struct sqlembic_log_entry *last = &log.items[0];
	cr_expect_str_eq(last->revision, "c3");
	cr_expect_str_eq(last->direction, "upgrade");
	cr_expect_str_eq(last->status, "done");
	cr_expect_str_eq(last->from, "b2");
	cr_expect_str_eq(last->to, "c3");
	cr_expect_str_eq(last->tag, "release 7");
	cr_expect_eq(last->statements, 3);
	cr_expect_eq(last->statements_done, 3);
	cr_expect_geq(last->milliseconds, 0);
	cr_expect_eq(strncmp(last->checksum, "sha256:", 7), 0);
	cr_expect_str_eq(log.items[2].revision, "a1");
	cr_expect_str_eq(log.items[2].run, last->run);
	cr_assert_eq(sqlembic_log(fixture.ctx, 1, &log, &fixture.err), 0);
	cr_assert_eq(log.n, 1);
	cr_expect_str_eq(log.items[0].revision, "c3");
}

Test(run, a_newer_log_is_left_alone)
{
	struct sqlembic_log log;
	struct sqlembic_status status;
	const char *const targets[] = { "base" };
	cr_assert_eq(fixture_upgrade("a1"), 0);
	(void)fixture_sql("UPDATE sqlembic_log SET format = 4, program = 'sqlembic 9'");
	cr_expect_eq(fixture_upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(fixture.err.hint, "run this command with sqlembic 9 or newer");
	cr_expect_eq(sqlembic_downgrade(fixture.ctx, "base", NULL, &fixture.err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_stamp(fixture.ctx, targets, 1, NULL, &fixture.err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_log(fixture.ctx, 0, &log, &fixture.err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_status(fixture.ctx, &status, &fixture.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "a1");
}

struct text {
	char chars[8192];
	size_t length, limit;
};

static int append(void *payload, const char *text, size_t length)
{
	struct text *out = payload;
	if (out->length + length >= out->limit)
		return 1;
	memcpy(out->chars + out->length, text, length);
	out->length += length;
	return 0;
}

Test(run, offline_prints_and_touches_nothing)
{
	struct text text = { .limit = sizeof(text.chars) };
	struct sqlembic_run_options options = { .size = sizeof(options),
						.write = append,
						.write_payload = &text };
	cr_assert_eq(sqlembic_upgrade(fixture.ctx, "head", &options, &fixture.err), 0, "%s",
		     fixture.err.message);
	cr_expect_str_eq(fixture.events, "step a1 1/3\nstep b2 2/3\nstep c3 3/3\n");
	cr_expect_not(scratch_exists("app.db"));
	cr_expect(strstr(text.chars, "-- Running upgrade b2 -> c3\n\nCREATE TABLE c (x);\n\n"));
	(void)fixture_sql(text.chars);
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "c3");
	cr_expect_str_eq(fixture_sql("SELECT revision, statements_done FROM sqlembic_log ORDER BY id"),
			 "a1|2|b2|1|c3|3");
	cr_assert_eq(fixture_upgrade("head"), 0);
	cr_expect_str_eq(fixture.events, "");

	text.limit = 100;
	text.length = 0;
	cr_expect_eq(sqlembic_upgrade(fixture.ctx, "a1:b2", &options, &fixture.err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(fixture.err.message, "the SQL script could not be written");
}
