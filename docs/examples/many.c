/* many.c: a C program that migrates several databases, some at once.
 *
 *   cc many.c $(pkg-config --cflags --libs sqlembic) -o many
 *   ./many migrations <urls
 *
 * The targets are read from standard input, a URL a line. */
#include <sqlembic.h>
#include <stdio.h>

/* Called by several threads at once, with a context for each target: nothing here is shared. */
static int migrate(sqlembic *ctx, const struct sqlembic_outcome *target, void *payload,
		   struct sqlembic_error *err)
{
	const char *revision = payload;
	(void)target;
	return sqlembic_upgrade(ctx, revision, NULL, err);
}

/* Called by one thread at a time. */
static int show(const struct sqlembic_event *event, void *payload)
{
	(void)payload;
	if (event->kind == SQLEMBIC_EVENT_TARGET_DONE && event->outcome->code == 0)
		printf("%s: %zu run\n", event->database, event->outcome->steps);
	else if (event->kind == SQLEMBIC_EVENT_TARGET_DONE)
		printf("%s: %s\n", event->database, event->outcome->message);
	return 0;
}

static int migrate_all(sqlembic *ctx, struct sqlembic_error *err)
{
	static char list[1 << 20];
	const size_t length = fread(list, 1, sizeof(list) - 1, stdin);
	const struct sqlembic_many_options options = {
		.size = sizeof(options),
		.targets = length ? list : "",
		.jobs = 4,
		.max_failures = 1,
	};
	const struct sqlembic_many_report *report = NULL;
	int rc = sqlembic_each(ctx, &options, migrate, "head", &report, err);
	/* None: the list was refused, and nothing has begun. */
	if (report)
		printf("%zu done, %zu failed, %zu not begun\n", report->done, report->failed,
		       report->not_begun);
	return rc;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: many SCRIPT_LOCATION <URLS\n");
		return 2;
	}
	const struct sqlembic_pair set[] = { { "script_location", argv[1] } };
	const struct sqlembic_options options = {
		.size = sizeof(options),
		.set = set,
		.nset = 1,
		.on_event = show,
	};
	struct sqlembic_error err;
	sqlembic *ctx = NULL;
	int rc = sqlembic_open(&ctx, &options, &err);
	if (rc == 0)
		rc = migrate_all(ctx, &err);
	if (rc < 0)
		fprintf(stderr, "many: %s\n", err.message);
	sqlembic_close(ctx);
	return -rc;
}
