/* run_fixture.c: see run_fixture.h. */
#include "run_fixture.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "scratch.h"

struct run_fixture fixture;

/* What the callback does beside taking notes. */
static struct {
	enum sqlembic_event_kind kind;
	const char *revision;
	int (*act)(void);
} plot;

static int record(const struct sqlembic_event *event, void *payload)
{
	static const char *const names[] = {
		[SQLEMBIC_EVENT_INFO] = "info",           [SQLEMBIC_EVENT_WARNING] = "warning",
		[SQLEMBIC_EVENT_STEP] = "step",           [SQLEMBIC_EVENT_STEP_DONE] = "done",
		[SQLEMBIC_EVENT_RESUME] = "resume",       [SQLEMBIC_EVENT_WAITING] = "waiting",
		[SQLEMBIC_EVENT_HOOK_DONE] = "hook done", [SQLEMBIC_EVENT_PROGRESS] = NULL,
	};
	char *events = fixture.events;
	size_t used = strlen(events);
	cr_assert_eq(payload, (void *)events);
	if (names[event->kind])
		(void)snprintf(events + used, sizeof(fixture.events) - used, "%s %s %zu/%zu\n",
			       names[event->kind], event->revision ? event->revision : event->text,
			       event->step, event->steps);
	bool due = plot.act && event->kind == plot.kind && event->revision &&
		   strcmp(event->revision, plot.revision) == 0;
	if (!due)
		return 0;
	int (*act)(void) = plot.act;
	plot.act = NULL;
	return act();
}

void fixture_at(enum sqlembic_event_kind kind, const char *revision, int (*act)(void))
{
	plot.kind = kind;
	plot.revision = revision;
	plot.act = act;
}

int fixture_cancel(void)
{
	fixture.cancel = 1;
	return 0;
}

sqlembic *fixture_open(const char *lock_timeout)
{
	static char url[4096];
	(void)snprintf(url, sizeof(url), "sqlite:///%s", scratch_path("app.db"));
	const struct sqlembic_pair set[] = { { "script_location", scratch_path("m") },
					     { "sqlalchemy.url", url },
					     { "lock_timeout", lock_timeout },
					     { "commit_group", fixture.commit_group } };
	const struct sqlembic_options options = { .size = sizeof(options),
						  .set = set,
						  .nset = 4,
						  .on_event = record,
						  .payload = fixture.events,
						  .cancel = &fixture.cancel };
	sqlembic *opened = NULL;
	cr_assert_eq(sqlembic_open(&opened, &options, &fixture.err), 0, "%s", fixture.err.message);
	return opened;
}

void fixture_write_revision(const char *id, const char *parent, const char *header, const char *up,
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

void fixture_start(void)
{
	(void)scratch_make();
	fixture_write_revision("a1", "", "", "CREATE TABLE a (x);\nINSERT INTO a VALUES (1);",
			       "DROP TABLE a;");
	fixture_write_revision("b2", "a1", "", "CREATE TABLE b (x);", "DROP TABLE b;");
	fixture_write_revision("c3", "b2", "-- transaction: off",
			       "CREATE TABLE c (x);\nINSERT INTO c VALUES (1);\nINSERT INTO c VALUES (2);",
			       NULL);
	fixture.commit_group = "1";
	fixture.ctx = fixture_open("0");
}

void fixture_stop(void)
{
	sqlembic_close(fixture.ctx);
	scratch_remove();
}

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

const char *fixture_sql(const char *text)
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

int fixture_upgrade(const char *target)
{
	fixture.err = (struct sqlembic_error){ 0 };
	fixture.events[0] = '\0';
	return sqlembic_upgrade(fixture.ctx, target, NULL, &fixture.err);
}
