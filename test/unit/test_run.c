/* test_run.c: running through the public interface: events, stopping, plans, the log, offline scripts, and what happens
 * when another process has a hand in it. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "sqlembic.h"

static struct sqlembic_error err;
static char events[4096];
static volatile sig_atomic_t cancel;
static sqlembic *ctx;

/* What the callback does beside taking notes. */
static struct {
	enum sqlembic_event_kind kind;
	const char *revision;
	int (*act)(void);
} plot;
static char seen[64];

static int record(const struct sqlembic_event *event, void *payload)
{
	static const char *const names[] = {
		[SQLEMBIC_EVENT_INFO] = "info",           [SQLEMBIC_EVENT_WARNING] = "warning",
		[SQLEMBIC_EVENT_STEP] = "step",           [SQLEMBIC_EVENT_STEP_DONE] = "done",
		[SQLEMBIC_EVENT_RESUME] = "resume",       [SQLEMBIC_EVENT_WAITING] = "waiting",
		[SQLEMBIC_EVENT_HOOK_DONE] = "hook done", [SQLEMBIC_EVENT_PROGRESS] = NULL,
	};
	size_t used = strlen(events);
	cr_assert_eq(payload, (void *)events);
	if (names[event->kind])
		(void)snprintf(events + used, sizeof(events) - used, "%s %s %zu/%zu\n", names[event->kind],
			       event->revision ? event->revision : event->text, event->step, event->steps);
	bool due = plot.act && event->kind == plot.kind && event->revision &&
		   strcmp(event->revision, plot.revision) == 0;
	if (!due)
		return 0;
	int (*act)(void) = plot.act;
	plot.act = NULL;
	return act();
}

static void at(enum sqlembic_event_kind kind, const char *revision, int (*act)(void))
{
	plot.kind = kind;
	plot.revision = revision;
	plot.act = act;
}

/* Each revision commits by itself, unless told otherwise: another process can come between two of them. */
static const char *commit_group;

static sqlembic *open_context(const char *lock_timeout)
{
	static char url[4096];
	(void)snprintf(url, sizeof(url), "sqlite:///%s", scratch_path("app.db"));
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", url },
					     { "lock_timeout", lock_timeout },
					     { "commit_group", commit_group } };
	const struct sqlembic_options options = { .size = sizeof(options),
						  .set = set,
						  .nset = 4,
						  .on_event = record,
						  .payload = events,
						  .cancel = &cancel };
	sqlembic *opened = NULL;
	cr_assert_eq(sqlembic_open(&opened, &options, &err), 0, "%s", err.message);
	return opened;
}

static void write_revision(const char *id, const char *parent, const char *header, const char *up,
			   const char *down)
{
	char name[64], text[2048];
	(void)snprintf(name, sizeof(name), "m/versions/%s.up.sql", id);
	(void)snprintf(text, sizeof(text), "-- about %s\n-- revision: %s\n-- down_revision: %s\n%s\n%s", id,
		       id, parent, header, up);
	(void)scratch_write(name, text);
	(void)snprintf(name, sizeof(name), "m/versions/%s.down.sql", id);
	if (down)
		(void)scratch_write(name, down);
}

static void start(void)
{
	(void)scratch_make();
	write_revision("a1", "", "", "CREATE TABLE a (x);\nINSERT INTO a VALUES (1);", "DROP TABLE a;");
	write_revision("b2", "a1", "", "CREATE TABLE b (x);", "DROP TABLE b;");
	write_revision("c3", "b2", "-- transaction: off",
		       "CREATE TABLE c (x);\nINSERT INTO c VALUES (1);\nINSERT INTO c VALUES (2);", NULL);
	cancel = 0;
	events[0] = '\0';
	plot.act = NULL;
	commit_group = "1";
	ctx = open_context("0");
}

static void stop(void)
{
	sqlembic_close(ctx);
	scratch_remove();
}

TestSuite(run, .init = start, .fini = stop, .timeout = 20);

static int keep(void *payload, int n, char **values, char **names)
{
	char *out = payload;
	(void)names;
	for (int i = 0; i < n; i++) {
		size_t used = strlen(out);
		(void)snprintf(out + used, 512 - used, "%s%s", used ? "|" : "",
			       values[i] ? values[i] : "NULL");
	}
	return 0;
}

/* Runs SQL in a connection of its own, as another process would; all values joined. */
static const char *sql(const char *text)
{
	static char out[512];
	sqlite3 *db;
	char *message = NULL;
	out[0] = '\0';
	cr_assert_eq(sqlite3_open(scratch_path("app.db"), &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, text, keep, out, &message), SQLITE_OK, "%s: %s", text, message);
	sqlite3_close(db);
	return out;
}

static int upgrade(const char *target)
{
	err = (struct sqlembic_error){ 0 };
	events[0] = '\0';
	return sqlembic_upgrade(ctx, target, NULL, &err);
}

Test(run, events_come_in_order_and_after_says_where_it_is)
{
	struct sqlembic_current after = { 0 };
	const struct sqlembic_run_options options = { .size = sizeof(options), .after = &after };
	cr_assert_eq(sqlembic_upgrade(ctx, "head", &options, &err), 0, "%s", err.message);
	cr_expect_str_eq(events,
			 "step a1 1/3\ndone a1 1/3\nstep b2 2/3\ndone b2 2/3\nstep c3 3/3\ndone c3 3/3\n");
	cr_assert_eq(after.nrows, 1);
	cr_expect_str_eq(after.rows[0], "c3");
	cr_assert_eq(after.applied.n, 1);
	cr_expect_str_eq(after.applied.items[0]->id, "c3");
	cr_expect(after.at_heads);
	events[0] = '\0';
	cr_assert_eq(sqlembic_upgrade(ctx, "head", &options, &err), 0);
	cr_expect_str_eq(events, "");
	cr_expect_eq(after.nrows, 1);
}

static int look(void)
{
	(void)snprintf(seen, sizeof(seen), "%s",
		       sql("SELECT revision FROM sqlembic_log WHERE revision = 'a1'"));
	return 0;
}

Test(run, a_step_is_said_to_be_done_behind_the_commit_that_it_shares)
{
	sqlembic_close(ctx);
	commit_group = "100";
	ctx = open_context("0");
	at(SQLEMBIC_EVENT_STEP_DONE, "a1", look);
	cr_assert_eq(upgrade("b2"), 0, "%s", err.message);
	cr_expect_str_eq(seen, "a1");
	const char *first = strstr(events, "done a1 1/2\n"), *second = strstr(events, "done b2 2/2\n");
	cr_expect(first && second && first < second, "%s", events);
}

Test(run, options_of_an_older_program_end_where_they_say)
{
	struct sqlembic_current after = { .nrows = 77 };
	const struct sqlembic_run_options options = { .size = offsetof(struct sqlembic_run_options, tag),
						      .tag = "not read",
						      .after = &after };
	cr_assert_eq(sqlembic_upgrade(ctx, "a1", &options, &err), 0, "%s", err.message);
	cr_expect_eq(after.nrows, 77);
	cr_expect_str_eq(sql("SELECT tag FROM sqlembic_log"), "NULL");
	const struct sqlembic_run_options none = { .size = 0 };
	cr_expect_eq(sqlembic_upgrade(ctx, "a1", &none, &err), SQLEMBIC_E_USAGE);
}

static int refuse(void)
{
	return 1;
}

Test(run, a_callback_stops_the_run_before_the_step)
{
	at(SQLEMBIC_EVENT_STEP, "b2", refuse);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.state, "upgrade of b2 was rolled back; the database is at a1");
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "a1");
	cr_expect_str_eq(sql("SELECT group_concat(name) FROM sqlite_schema WHERE name IN ('a', 'b')"), "a");
}

Test(run, a_callback_stops_the_run_behind_the_step)
{
	at(SQLEMBIC_EVENT_STEP_DONE, "a1", refuse);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.state, "1 of 3 steps are committed, nothing is half done");
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "a1");
	at(SQLEMBIC_EVENT_STEP_DONE, "c3", refuse);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "c3");
	cr_expect_str_eq(sql("SELECT status FROM sqlembic_log ORDER BY id"), "done|done|done");
}

static int set_cancel(void)
{
	cancel = 1;
	return 0;
}

Test(run, the_cancel_flag_stops_it)
{
	cancel = 1;
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.state, "nothing was changed");
	cancel = 0;
	at(SQLEMBIC_EVENT_STEP, "b2", set_cancel);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.state, "upgrade of b2 was rolled back; the database is at a1");
	cr_expect_str_eq(err.hint, "sqlembic upgrade head");
	cancel = 0;
	at(SQLEMBIC_EVENT_STEP_DONE, "b2", set_cancel);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.state, "1 of 2 steps are committed, nothing is half done");
	cancel = 0;
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
}

Test(run, a_plan_writes_nothing)
{
	struct sqlembic_revisions plan;
	cr_assert_eq(sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "b2", &plan, &err), 0, "%s", err.message);
	cr_assert_eq(plan.n, 2);
	cr_expect_str_eq(plan.items[0]->id, "a1");
	cr_expect_str_eq(plan.items[1]->id, "b2");
	cr_expect_not(scratch_exists("app.db"));
	cr_assert_eq(upgrade("head"), 0);
	cr_assert_eq(sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "head", &plan, &err), 0);
	cr_expect_eq(plan.n, 0);
	cr_expect_eq(sqlembic_plan(ctx, SQLEMBIC_DOWNGRADE, "b2", &plan, &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "revision c3 cannot be downgraded: it has no down script");
}

Test(run, an_error_names_the_place)
{
	write_revision("d4", "c3", "", "SELECT 1;\n  SELECT 'ü', nope;", NULL);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "no such column: nope");
	cr_expect_eq(err.line, 6);
	cr_expect_eq(err.column, 15);
	cr_expect(strstr(err.file, "/m/versions/d4.up.sql"));
	cr_expect_str_eq(err.statement, "SELECT 'ü', nope");
	cr_expect_str_eq(err.state, "upgrade of d4 was rolled back; the database is at c3");
	cr_expect_eq(sqlembic_upgrade(ctx, "head", NULL, NULL), SQLEMBIC_E_FAILED, "errors may be left out");
}

Test(run, the_log_is_newest_first)
{
	const struct sqlembic_run_options options = { .size = sizeof(options), .tag = "release 7" };
	struct sqlembic_log log;
	cr_assert_eq(sqlembic_log(ctx, 0, &log, &err), 0);
	cr_expect_eq(log.n, 0);
	cr_assert_eq(sqlembic_upgrade(ctx, "head", &options, &err), 0);
	cr_assert_eq(sqlembic_downgrade(ctx, "head", NULL, &err), 0);
	cr_assert_eq(sqlembic_log(ctx, 0, &log, &err), 0);
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
	cr_assert_eq(sqlembic_log(ctx, 1, &log, &err), 0);
	cr_assert_eq(log.n, 1);
	cr_expect_str_eq(log.items[0].revision, "c3");
}

Test(run, a_newer_log_is_left_alone)
{
	struct sqlembic_log log;
	struct sqlembic_status status;
	const char *const targets[] = { "base" };
	cr_assert_eq(upgrade("a1"), 0);
	(void)sql("UPDATE sqlembic_log SET format = 4, program = 'sqlembic 9'");
	cr_expect_eq(upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.hint, "run this command with sqlembic 9 or newer");
	cr_expect_eq(sqlembic_downgrade(ctx, "base", NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_stamp(ctx, targets, 1, NULL, &err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_log(ctx, 0, &log, &err), SQLEMBIC_E_FAILED);
	cr_expect_eq(sqlembic_status(ctx, &status, &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "a1");
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
	cr_assert_eq(sqlembic_upgrade(ctx, "head", &options, &err), 0, "%s", err.message);
	cr_expect_str_eq(events, "step a1 1/3\nstep b2 2/3\nstep c3 3/3\n");
	cr_expect_not(scratch_exists("app.db"));
	cr_expect(strstr(text.chars, "-- Running upgrade b2 -> c3\n\nCREATE TABLE c (x);\n\n"));
	(void)sql(text.chars);
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "c3");
	cr_expect_str_eq(sql("SELECT revision, statements_done FROM sqlembic_log ORDER BY id"),
			 "a1|2|b2|1|c3|3");
	cr_assert_eq(upgrade("head"), 0);
	cr_expect_str_eq(events, "");

	text.limit = 100;
	text.length = 0;
	cr_expect_eq(sqlembic_upgrade(ctx, "a1:b2", &options, &err), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(err.message, "the SQL script could not be written");
}

static int meet_another(void)
{
	sqlembic *other = open_context("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_upgrade(other, "head", NULL, &theirs), SQLEMBIC_E_LOCKED, "%s", theirs.message);
	cr_expect_str_eq(theirs.state, "nothing was changed");
	sqlembic_close(other);
	return 0;
}

Test(run, two_contexts_of_one_program_exclude_each_other)
{
	at(SQLEMBIC_EVENT_STEP, "a1", meet_another);
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
	cr_expect_str_eq(sql("SELECT x FROM a"), "1");
}

static int run_ahead(void)
{
	sqlembic *other = open_context("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_upgrade(other, "b2", NULL, &theirs), 0, "%s", theirs.message);
	sqlembic_close(other);
	return 0;
}

Test(run, what_another_did_between_two_steps_is_not_done_again)
{
	at(SQLEMBIC_EVENT_STEP_DONE, "a1", run_ahead);
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
	cr_expect_str_eq(sql("SELECT revision FROM sqlembic_log ORDER BY id"), "a1|b2|c3");
}

static int take_back(void)
{
	sqlembic *other = open_context("0");
	struct sqlembic_error theirs = { 0 };
	cr_expect_eq(sqlembic_downgrade(other, "base", NULL, &theirs), 0, "%s", theirs.message);
	sqlembic_close(other);
	return 0;
}

Test(run, a_plan_that_no_longer_fits_is_not_forced)
{
	at(SQLEMBIC_EVENT_STEP_DONE, "a1", take_back);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_FAILED);
	cr_expect(strstr(err.state, "the database is at base"), "%s", err.state);
	cr_expect_str_eq(sql("SELECT count(*) FROM alembic_version"), "0");
}

/* As a process on another host does that takes this one for dead. */
static int lose_the_step(void)
{
	(void)sql("UPDATE sqlembic_log SET connection = '1@elsewhere 00000000 1' WHERE status = 'running'");
	return 0;
}

Test(run, a_step_that_was_taken_over_and_left_is_taken_back)
{
	at(SQLEMBIC_EVENT_STEP, "c3", lose_the_step);
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
	cr_expect_str_eq(sql("SELECT group_concat(x) FROM c"), "1,2");
	cr_expect_str_eq(sql("SELECT revision, status, statements_done FROM sqlembic_log ORDER BY id"),
			 "a1|done|2|b2|done|1|c3|done|3");
}

static int have_it_done(void)
{
	(void)sql("CREATE TABLE c (x); INSERT INTO c VALUES (1), (2);"
		  "UPDATE sqlembic_log SET connection = '1@elsewhere 00000000 1', status = 'done', "
		  "statements_done = 3"
		  " WHERE status = 'running'; UPDATE alembic_version SET version_num = 'c3'");
	return 0;
}

Test(run, a_step_that_another_has_completed_is_done)
{
	at(SQLEMBIC_EVENT_STEP, "c3", have_it_done);
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
	cr_expect_str_eq(sql("SELECT group_concat(x) FROM c"), "1,2");
	cr_expect_str_eq(sql("SELECT count(*) FROM sqlembic_log"), "3");
}

Test(run, a_half_applied_step_is_seen_and_resumed)
{
	struct sqlembic_status status;
	at(SQLEMBIC_EVENT_STEP, "c3", set_cancel);
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_INTERRUPTED, "nothing of c3 has run");
	cancel = 0;
	write_revision("d4", "c3", "-- transaction: off", "CREATE TABLE d (x);\nINSERT INTO nope VALUES (1);",
		       NULL);
	sqlembic_close(ctx);
	ctx = open_context("0");
	cr_assert_eq(upgrade("head"), SQLEMBIC_E_HALF);
	cr_assert_eq(sqlembic_status(ctx, &status, &err), 0, "%s", err.message);
	cr_assert(status.half);
	cr_expect_str_eq(status.half->revision, "d4");
	cr_expect_eq(status.half->statements_done, 1);
	cr_expect_str_eq(status.half->error, "no such table: nope");
	(void)sql("CREATE TABLE nope (x)");
	cr_assert_eq(upgrade("head"), 0, "%s", err.message);
	cr_expect_str_eq(events, "step d4 1/1\nresume d4 1/1\ndone d4 1/1\n");
	cr_expect_str_eq(sql("SELECT count(*) FROM nope"), "1");
	cr_expect_str_eq(sql("SELECT error FROM sqlembic_log WHERE revision = 'd4'"), "NULL");
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
	ctx = (sqlembic_close(ctx), open_context("0"));
	at(SQLEMBIC_EVENT_STEP, "large", change);
	int rc = sqlembic_upgrade(ctx, "large", NULL, &err);
	cr_assert(rc == SQLEMBIC_E_FAILED || rc == SQLEMBIC_E_HALF, "%d", rc);
	cr_expect(strstr(err.message, "was changed while the command ran"), "%s", err.message);
	cr_expect(strstr(err.file, "large.up.sql"), "%s", err.file);
	cr_expect_str_eq(sql("SELECT version_num FROM alembic_version"), "a1");
}

Test(run, a_script_that_is_cut_short_before_its_turn_is_rolled_back)
{
	change_in_time("", cut_it_short);
	cr_expect_str_eq(err.state, "upgrade of large was rolled back; the database is at a1");
	cr_expect_str_eq(sql("SELECT count(*) FROM sqlite_master WHERE name = 'large'"), "0");
}

Test(run, a_script_that_says_something_else_at_its_turn_is_rolled_back)
{
	change_in_time("", change_as_many_bytes);
	cr_expect_str_eq(sql("SELECT count(*) FROM sqlite_master WHERE name = 'large'"), "0");
}

Test(run, a_script_that_is_cut_short_is_not_done_without_a_transaction)
{
	change_in_time("-- transaction: off", cut_short_without_transaction);
	cr_expect_str_eq(sql("SELECT status FROM sqlembic_log ORDER BY id DESC LIMIT 1"), "running");
}
