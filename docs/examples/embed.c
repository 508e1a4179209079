/* embed.c: a C program that migrates its own database when it starts.
 *
 *   cc embed.c $(pkg-config --cflags --libs sqlembic) -o embed
 *   ./embed migrations sqlite:///app.db
 *
 * No alembic.ini is needed: the two settings are given as values. */
#include <sqlembic.h>
#include <stdio.h>

static int show(const struct sqlembic_event *event, void *payload)
{
	(void)payload;
	if (event->kind == SQLEMBIC_EVENT_STEP)
		printf("%zu/%zu %s %s\n", event->step, event->steps, event->revision, event->message);
	return 0;
}

static int migrate(sqlembic *ctx, struct sqlembic_error *err)
{
	struct sqlembic_revisions pending;
	int rc = sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "head", &pending, err);
	if (rc < 0)
		return rc;
	printf("%zu to run\n", pending.n);

	rc = sqlembic_upgrade(ctx, "head", NULL, err);
	if (rc < 0)
		return rc;

	struct sqlembic_current current;
	rc = sqlembic_current(ctx, &current, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < current.nrows; i++)
		printf("now at %s%s\n", current.rows[i], current.at_heads ? " (head)" : "");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: embed SCRIPT_LOCATION URL\n");
		return 2;
	}
	const struct sqlembic_pair set[] = {
		{ "script_location", argv[1] },
		{ "sqlalchemy.url", argv[2] },
	};
	const struct sqlembic_options options = {
		.size = sizeof(options),
		.set = set,
		.nset = sizeof(set) / sizeof(*set),
		.on_event = show,
	};
	struct sqlembic_error err;
	sqlembic *ctx = NULL;
	int rc = sqlembic_open(&ctx, &options, &err);
	if (rc == 0)
		rc = migrate(ctx, &err);
	if (rc < 0)
		fprintf(stderr, "embed: %s\n", err.message);
	sqlembic_close(ctx);
	return -rc;
}
