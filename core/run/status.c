/* status.c: everything that is known of a database: its rows, who holds locks, what is half done, what has changed. */
#include "records/journal_read.h"
#include "run/changed.h"
#include "run/parts.h"
#include "sqlembic/error.h"

/* The running row is a step that is half done, or one that a living process is at. */
static int read_running(struct run_status *out, const struct run_order *order, struct sqlembic_error *err)
{
	const struct journal *journal = &order->records->journal;
	struct sqlembic_session *session = order->database->session;
	struct sqlembic_error unheard;
	struct journal_entry *last;
	bool exists;
	int rc = journal_read_last(&last, &exists, journal, session, order->arena, err);
	if (rc < 0 || !journal_is_running(last))
		return rc;
	if (journal_is_alive(journal, last, session, &unheard) > 0)
		out->lock_holder = journal_owner(last, order->arena);
	else
		out->half = last;
	return 0;
}

static int read_lock_holder(struct run_status *out, const struct run_order *order, struct sqlembic_error *err)
{
	const struct database *database = order->database;
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	int rc = database->driver->lock_holder(database->session, order->records->lock_key, &holder, err);
	if (rc == SQLEMBIC_E_FAILED) {
		/* Rows and log could be read: a server that does not answer this one has no such lock. */
		out->lock_holder = arena_printf(order->arena, "nobody, and cannot be: %s", err->message);
		rc = 0;
	} else if (rc == 0 && holder.len) {
		out->lock_holder = arena_dup(order->arena, sqlembic_buf_text(&holder));
	}
	sqlembic_buf_release(&holder);
	return rc;
}

static int ask(struct run_status *out, struct changed *changed, const struct run_order *order,
	       struct sqlembic_error *err)
{
	struct records *records = order->records;
	struct database *database = order->database;
	int rc = records_connect(records, database, true, err);
	if (rc == 0)
		rc = records_read_rows(&out->rows, records, database, order->arena, err);
	if (rc == 0)
		rc = read_running(out, order, err);
	if (rc == 0)
		rc = changed_ask(changed, err);
	if (rc == 0)
		rc = read_lock_holder(out, order, err);
	return rc;
}

int status_read(struct run_status *out, const struct run_order *order, struct sqlembic_error *err)
{
	struct changed changed = { .order = order };
	*out = (struct run_status){ .half = NULL };
	int rc = ask(out, &changed, order, err);
	database_close(order->database);
	return rc < 0 ? rc : changed_find(&out->changed, &changed, &out->rows, err);
}
