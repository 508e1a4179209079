/* program.c: a program that was compiled with the header of release 0.1.0 and runs with today's library.  What the
 * library fills stands between bytes that must keep their value: it may not write more than 0.1.0 had.
 *
 *   program DIRECTORY      DIRECTORY has migrations/ and alembic.ini */
#include <sqlembic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GUARD 64
#define GUARDED(type)                        \
	struct {                             \
		unsigned char before[GUARD]; \
		struct type value;           \
		unsigned char after[GUARD];  \
	}

static GUARDED(sqlembic_error) err;
static GUARDED(sqlembic_revisions) heads;
static GUARDED(sqlembic_current) current, after;
static GUARDED(sqlembic_status) status;
static GUARDED(sqlembic_log) entries;
static size_t steps;

static void guard(void *object, size_t size)
{
	memset(object, 0xA5, size);
}

static void check_guards(const char *name, const unsigned char *before, const unsigned char *behind)
{
	for (size_t i = 0; i < GUARD; i++) {
		if (before[i] != 0xA5 || behind[i] != 0xA5) {
			fprintf(stderr, "the library wrote beside %s\n", name);
			exit(1);
		}
	}
}

static void must(int rc, const char *what)
{
	if (rc < 0) {
		fprintf(stderr, "%s: %s\n", what, err.value.message);
		exit(1);
	}
}

static void expect(int truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "not so: %s\n", what);
		exit(1);
	}
}

static int listen_to(const struct sqlembic_event *event, void *payload)
{
	expect(payload == (void *)&steps, "the payload is the program's");
	if (event->kind == SQLEMBIC_EVENT_STEP_DONE) {
		expect(event->direction == SQLEMBIC_UPGRADE && event->statements == 1,
		       "a step of one statement");
		steps++;
	}
	return 0;
}

static void look_at_settings(sqlembic *ctx)
{
	const struct sqlembic_setting *settings;
	size_t n, found = 0;
	must(sqlembic_settings(ctx, &settings, &n, &err.value), "settings");
	for (size_t i = 0; i < n; i++) {
		expect(settings[i].key && settings[i].origin, "a setting has a key and an origin");
		if (strcmp(settings[i].key, "sqlalchemy.url") == 0) {
			expect(strncmp(settings[i].value, "sqlite:///", 10) == 0 && !settings[i].error,
			       "the URL");
			found++;
		}
	}
	expect(found == 1, "one URL");
	for (const struct sqlembic_key_info *key = sqlembic_keys(); key->key; key++)
		expect(key->help && key->help[0], "a key has a text");
	expect(strcmp(sqlembic_templates()[0].name, "generic") == 0, "a template");
}

static void look_at_scripts(sqlembic *ctx)
{
	must(sqlembic_heads(ctx, false, &heads.value, &err.value), "heads");
	expect(heads.value.n == 1, "one head");
	const struct sqlembic_revision *head = heads.value.items[0];
	expect(strcmp(head->id, "b2") == 0 && head->is_head && !head->is_current, "the head is b2");
	expect(head->ndown == 1 && strcmp(head->down[0], "a1") == 0, "b2 is above a1");
	expect(sqlembic_find(ctx, "a1")->nchildren == 1, "a1 has a child");
}

static void migrate(sqlembic *ctx)
{
	const struct sqlembic_run_options run = { .size = sizeof(run), .tag = "abi", .after = &after.value };
	must(sqlembic_upgrade(ctx, "head", &run, &err.value), "upgrade");
	expect(steps == 2, "two steps");
	expect(after.value.nrows == 1 && strcmp(after.value.rows[0], "b2") == 0 && after.value.at_heads,
	       "the run ends at b2");
	must(sqlembic_current(ctx, &current.value, &err.value), "current");
	expect(current.value.applied.n == 1 && current.value.nunknown == 0 && current.value.at_heads,
	       "at the head");
	expect(strcmp(current.value.applied.items[0]->id, "b2") == 0, "at b2");
	must(sqlembic_status(ctx, &status.value, &err.value), "status");
	expect(status.value.pending.n == 0 && status.value.changed.n == 0 && status.value.heads.n == 1,
	       "no work");
	expect(!status.value.lock_holder && !status.value.half, "nobody is at it");
	must(sqlembic_log(ctx, 0, &entries.value, &err.value), "log");
	expect(entries.value.n == 2, "two rows of the log");
	expect(strcmp(entries.value.items[0].revision, "b2") == 0 &&
		       strcmp(entries.value.items[1].revision, "a1") == 0,
	       "newest first");
	expect(strcmp(entries.value.items[1].tag, "abi") == 0 && entries.value.items[1].statements == 1,
	       "by this run");
}

static void fail(sqlembic *ctx)
{
	expect(sqlembic_upgrade(ctx, "nope", NULL, &err.value) == SQLEMBIC_E_FAILED, "nope is no revision");
	expect(err.value.code == SQLEMBIC_E_FAILED && strstr(err.value.message, "nope"),
	       "the error names it");
	expect(sqlembic_upgrade(ctx, "nope", NULL, NULL) == SQLEMBIC_E_FAILED, "an error that nobody wants");
	const struct sqlembic_wait_options wait = { .size = sizeof(wait), .revision = "b2" };
	must(sqlembic_wait(ctx, &wait, &err.value), "wait");
}

int main(int argc, char **argv)
{
	sqlembic *ctx = NULL;
	const struct sqlembic_options options = { .size = sizeof(options),
						  .config_file = argc > 1 ? argv[1] : NULL,
						  .on_event = listen_to,
						  .payload = &steps };
	guard(&err, sizeof(err));
	guard(&heads, sizeof(heads));
	guard(&current, sizeof(current));
	guard(&after, sizeof(after));
	guard(&status, sizeof(status));
	guard(&entries, sizeof(entries));
	must(sqlembic_open(&ctx, &options, &err.value), "open");
	look_at_settings(ctx);
	look_at_scripts(ctx);
	migrate(ctx);
	fail(ctx);
	check_guards("the error", err.before, err.after);
	check_guards("the heads", heads.before, heads.after);
	check_guards("the current rows", current.before, current.after);
	check_guards("where the run ended", after.before, after.after);
	check_guards("the status", status.before, status.after);
	check_guards("the log", entries.before, entries.after);
	sqlembic_close(ctx);
	printf("compiled with %s, run with %s\n", SQLEMBIC_VERSION, sqlembic_version());
	return 0;
}
