/* test_ledger.c: more changes of version rows than a parcel holds. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "records/ledger.h"
#include "scratch.h"

/* The parts of a parcel are a few more than that. */
#define ROWS (PARCEL_STATEMENTS + 128)

static const struct sqlembic_engine *find_sqlite(void)
{
	const struct sqlembic_engine *engine = sqlembic_engines;
	while (strcmp(engine->name, "sqlite") != 0)
		engine++;
	return engine;
}

/* Whichever row is missed, also one behind a parcel that was full: it is named. */
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
	struct parcel parcel = { 0 };
	struct arena arena = { 0 };
	struct ledger ledger;
	for (size_t i = 0; i < ROWS; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "row_%zu", i);
		insert[i].to = remove[i].from = names[i];
	}
	cr_assert_eq(driver->open(&session, &connect, &err), 0, "%s", err.message);
	cr_assert_eq(ledger_init(&ledger, &arena, sqlite->dialect, NULL, "v", &err), 0);
	cr_assert_eq(ledger_create(&ledger, session, &err), 0, "%s", err.message);
	parcel_begin(&parcel, session, sqlite->dialect, NULL);
	cr_assert_eq(ledger_apply(&ledger, &parcel, insert, ROWS, &err), 0, "%s", err.message);
	cr_assert_eq(parcel_send(&parcel, &err), 0, "%s", err.message);
	for (size_t i = PARCEL_STATEMENTS; i < ROWS; i++) {
		char expected[96];
		const char *const args[] = { names[i] };
		struct sqlembic_query query = { .sql = ledger.remove, .args = args, .nargs = 1 };
		(void)snprintf(expected, sizeof(expected),
			       "expected to match one row when deleting '%s' in 'v'; 0 found", names[i]);
		cr_assert_eq(driver->begin(session, &err), 0, "%s", err.message);
		cr_assert_eq(driver->query(session, &query, &err), 0, "%s", err.message);
		cr_assert_eq(query.changed, 1);
		parcel_begin(&parcel, session, sqlite->dialect, NULL);
		int rc = ledger_apply(&ledger, &parcel, remove, ROWS, &err);
		rc = rc == 0 ? parcel_send(&parcel, &err) : rc;
		cr_assert_eq(rc, SQLEMBIC_E_FAILED);
		cr_assert_str_eq(err.message, expected);
		cr_assert_eq(driver->rollback(session, &err), 0, "%s", err.message);
	}
	driver->close(session);
	scratch_remove();
	parcel_release(&parcel);
	arena_release(&arena);
}
