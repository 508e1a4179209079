/* test_ledger.c: more changes of version rows than a message holds. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "records/ledger.h"
#include "scratch.h"

/* The parts of a message are a few more than that. */
#define ROWS (MESSAGE_STATEMENTS + 128)

static const struct sqlembic_engine *find_sqlite(void)
{
	const struct sqlembic_engine *engine = sqlembic_engines;
	while (strcmp(engine->name, "sqlite") != 0)
		engine++;
	return engine;
}

/* Whichever row is missed, also one behind a message that was full: it is named. */
Test(ledger, the_row_that_is_missed_is_named)
{
	static char names[ROWS][16];
	static struct row_change insert[ROWS], remove[ROWS];
	const struct sqlembic_engine *sqlite = find_sqlite();
	const struct sqlembic_driver *driver = sqlite->driver;
	(void)scratch_make();
	const struct sqlembic_url url = { .dialect = "sqlite", .database = scratch_path("app.db") };
	const struct sqlembic_connect connect = { .size = sizeof(connect),
						  .url = &url,
						  .masked_url = "sqlite:///app.db" };
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session;
	struct message message = { 0 };
	struct arena arena = { 0 };
	struct ledger ledger;
	for (size_t i = 0; i < ROWS; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "row_%zu", i);
		insert[i].to = remove[i].from = names[i];
	}
	cr_assert_eq(driver->open(&session, &connect, &err), 0, "%s", err.message);
	cr_assert_eq(ledger_init(&ledger, &arena, sqlite->dialect, NULL, "v", &err), 0);
	cr_assert_eq(ledger_create(&ledger, session, &err), 0, "%s", err.message);
	message_begin(&message, session, NULL);
	cr_assert_eq(ledger_apply(&ledger, &message, insert, ROWS, &err), 0, "%s", err.message);
	cr_assert_eq(message_send(&message, &err), 0, "%s", err.message);
	for (size_t i = MESSAGE_STATEMENTS; i < ROWS; i++) {
		char expected[96];
		const char *const args[] = { names[i] };
		long long changed = 0;
		(void)snprintf(expected, sizeof(expected),
			       "expected to match one row when deleting '%s' in 'v'; 0 found", names[i]);
		cr_assert_eq(driver->begin(session, &err), 0, "%s", err.message);
		cr_assert_eq(ledger_execute(session, ledger.remove, args, 1, &changed, &err), 0);
		cr_assert_eq(changed, 1);
		message_begin(&message, session, NULL);
		int rc = ledger_apply(&ledger, &message, remove, ROWS, &err);
		rc = rc == 0 ? message_send(&message, &err) : rc;
		cr_assert_eq(rc, SQLEMBIC_E_FAILED);
		cr_assert_str_eq(err.message, expected);
		cr_assert_eq(driver->rollback(session, &err), 0, "%s", err.message);
	}
	driver->close(session);
	scratch_remove();
	message_release(&message);
	arena_release(&arena);
}
