/* test_run_others.c: running while somebody else has a hand in it: another run at the database, or who changes scripts. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "run_fixture.h"
#include "scratch.h"

TestSuite(run_others, .init = fixture_start, .fini = fixture_stop, .timeout = 20);

static int meet_another(void)
{
	sqlembic *other = fixture_open("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_upgrade(other, "head", NULL, &theirs), SQLEMBIC_E_LOCKED, "%s", theirs.message);
	cr_expect_str_eq(theirs.state, "nothing was changed");
	sqlembic_close(other);
	return 0;
}

Test(run_others, two_contexts_of_one_program_exclude_each_other)
{
	fixture_at(SQLEMBIC_EVENT_STEP, "a1", meet_another);
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(fixture_sql("SELECT x FROM a"), "1");
}

static int run_ahead(void)
{
	sqlembic *other = fixture_open("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_upgrade(other, "b2", NULL, &theirs), 0, "%s", theirs.message);
	sqlembic_close(other);
	return 0;
}

Test(run_others, what_another_did_between_two_steps_is_not_done_again)
{
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "a1", run_ahead);
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(fixture_sql("SELECT revision FROM sqlembic_log ORDER BY id"), "a1|b2|c3");
}

static int take_back(void)
{
	sqlembic *other = fixture_open("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_downgrade(other, "base", NULL, &theirs), 0, "%s", theirs.message);
	sqlembic_close(other);
	return 0;
}

Test(run_others, a_plan_that_no_longer_fits_is_not_forced)
{
	fixture_at(SQLEMBIC_EVENT_STEP_DONE, "a1", take_back);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect(strstr(fixture.err.state, "the database is at base"), "%s", fixture.err.state);
	cr_expect_str_eq(fixture_sql("SELECT count(*) FROM alembic_version"), "0");
}

/* As a process on another host does that takes this one for dead. */
static int lose_the_step(void)
{
	(void)fixture_sql(
		"UPDATE sqlembic_log SET connection = '1@elsewhere 00000000 1' WHERE status = 'running'");
	return 0;
}

Test(run_others, a_step_that_was_taken_over_and_left_is_taken_back)
{
	fixture_at(SQLEMBIC_EVENT_STEP, "c3", lose_the_step);
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(fixture_sql("SELECT group_concat(x) FROM c"), "1,2");
	cr_expect_str_eq(
		fixture_sql("SELECT revision, status, statements_done FROM sqlembic_log ORDER BY id"),
		"a1|done|2|b2|done|1|c3|done|3");
}

static int have_it_done(void)
{
	(void)fixture_sql("CREATE TABLE c (x); INSERT INTO c VALUES (1), (2);"
			  "UPDATE sqlembic_log SET connection = '1@elsewhere 00000000 1', status = 'done', "
			  "statements_done = 3"
			  " WHERE status = 'running'; UPDATE alembic_version SET version_num = 'c3'");
	return 0;
}

Test(run_others, a_step_that_another_has_completed_is_done)
{
	fixture_at(SQLEMBIC_EVENT_STEP, "c3", have_it_done);
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(fixture_sql("SELECT group_concat(x) FROM c"), "1,2");
	cr_expect_str_eq(fixture_sql("SELECT count(*) FROM sqlembic_log"), "3");
}

Test(run_others, a_half_applied_step_is_seen_and_resumed)
{
	struct sqlembic_status status;
	fixture_at(SQLEMBIC_EVENT_STEP, "c3", fixture_cancel);
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_INTERRUPTED, "nothing of c3 has run");
	fixture.cancel = 0;
	fixture_write_revision("d4", "c3", "-- transaction: off",
			       "CREATE TABLE d (x);\nINSERT INTO nope VALUES (1);", NULL);
	sqlembic_close(fixture.ctx);
	fixture.ctx = fixture_open("0");
	cr_assert_eq(fixture_upgrade("head"), SQLEMBIC_E_HALF);
	cr_assert_eq(sqlembic_status(fixture.ctx, &status, &fixture.err), 0, "%s", fixture.err.message);
	cr_assert(status.half);
	cr_expect_str_eq(status.half->revision, "d4");
	cr_expect_eq(status.half->statements_done, 1);
	cr_expect_str_eq(status.half->error, "no such table: nope");
	(void)fixture_sql("CREATE TABLE nope (x)");
	cr_assert_eq(fixture_upgrade("head"), 0, "%s", fixture.err.message);
	cr_expect_str_eq(fixture.events, "step d4 1/1\nresume d4 1/1\ndone d4 1/1\n");
	cr_expect_str_eq(fixture_sql("SELECT count(*) FROM nope"), "1");
	cr_expect_str_eq(fixture_sql("SELECT error FROM sqlembic_log WHERE revision = 'd4'"), "NULL");
}

/* Too large to be kept in memory between the look-through and its turn. */
static void write_large(const char *id, const char *header, int from, int rows)
{
	static char up[65536];
	size_t used = (size_t)snprintf(up, sizeof(up),
				       "-- revision: %s\n-- down_revision: a1\n%s\n"
				       "CREATE TABLE large (x);\n",
				       id, header);
	for (int i = from; i < from + rows; i++)
		used += (size_t)snprintf(up + used, sizeof(up) - used, "INSERT INTO large VALUES (%d);\n", i);
	char name[64];
	(void)snprintf(name, sizeof(name), "m/versions/%s.up.sql", id);
	(void)scratch_write(name, up);
}

static int cut_it_short(void)
{
	write_large("large", "", 1000, 500);
	return 0;
}

static int change_as_many_bytes(void)
{
	write_large("large", "", 2000, 1000);
	return 0;
}

static int cut_short_without_transaction(void)
{
	write_large("large", "-- transaction: off", 1000, 500);
	return 0;
}

static void change_in_time(const char *header, int (*change)(void))
{
	write_large("large", header, 1000, 1000);
	fixture.ctx = (sqlembic_close(fixture.ctx), fixture_open("0"));
	fixture_at(SQLEMBIC_EVENT_STEP, "large", change);
	int rc = sqlembic_upgrade(fixture.ctx, "large", NULL, &fixture.err);
	cr_assert(rc == SQLEMBIC_E_FAILED || rc == SQLEMBIC_E_HALF, "%d", rc);
	cr_expect(strstr(fixture.err.message, "was changed while the command ran"), "%s",
		  fixture.err.message);
	cr_expect(strstr(fixture.err.file, "large.up.sql"), "%s", fixture.err.file);
	cr_expect_str_eq(fixture_sql("SELECT version_num FROM alembic_version"), "a1");
}

Test(run_others, a_script_that_is_cut_short_before_its_turn_is_rolled_back)
{
	change_in_time("", cut_it_short);
	cr_expect_str_eq(fixture.err.state, "upgrade of large was rolled back; the database is at a1");
	cr_expect_str_eq(fixture_sql("SELECT count(*) FROM sqlite_master WHERE name = 'large'"), "0");
}

Test(run_others, a_script_that_says_something_else_at_its_turn_is_rolled_back)
{
	change_in_time("", change_as_many_bytes);
	cr_expect_str_eq(fixture_sql("SELECT count(*) FROM sqlite_master WHERE name = 'large'"), "0");
}

Test(run_others, a_script_that_is_cut_short_is_not_done_without_a_transaction)
{
	change_in_time("-- transaction: off", cut_short_without_transaction);
	cr_expect_str_eq(fixture_sql("SELECT status FROM sqlembic_log ORDER BY id DESC LIMIT 1"), "running");
}
