/* status.c: everything that is known of a database: its rows, who holds locks, what is half done, what has changed. */
#include <string.h>

#include "records/journal_read.h"
#include "run/current.h"
#include "run/parts.h"
#include "sql/checksum.h"
#include "sqlembic/error.h"

/* The checksums that the log has of applied scripts. */
struct recorded {
	const struct graph *graph;
	struct arena *arena;
	const char **checksums; /* by revision index; NULL: none */
	bool failed;
};

static int keep_checksum(void *payload, const char *const *values, size_t n)
{
	struct recorded *recorded = payload;
	const struct revision *revision = n > 1 && values[0] ? graph_find(recorded->graph, values[0]) : NULL;
	if (!revision || !values[1])
		return 0;
	recorded->checksums[revision->index] = arena_dup(recorded->arena, values[1]);
	return recorded->failed = !recorded->checksums[revision->index];
}

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
		out->half = &last->view;
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

static int ask(struct run_status *out, struct recorded *recorded, const struct run_order *order,
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
		rc = journal_read_checksums(&records->journal, database->session, keep_checksum, recorded,
					    err);
	if (rc == 0)
		rc = read_lock_holder(out, order, err);
	if (rc == 0 && recorded->failed)
		rc = sqlembic_fail_memory(err);
	return rc;
}

/* Applied scripts whose statements are no longer those that ran.  One that cannot be read has changed, too. */
static int find_changed(struct run_status *out, const struct recorded *recorded,
			const struct run_order *order, struct sqlembic_error *err)
{
	const struct graph *graph = order->graph;
	struct current current;
	bool *applied = NULL;
	out->changed.items = arena_alloc(order->arena, graph->n + 1, sizeof(struct revision *));
	int rc = out->changed.items ? current_find(&current, graph, &out->rows, order->arena, err)
				    : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = plan_applied(&applied, graph, &current.known, err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		struct revision *revision = &graph->revisions[i];
		const char *checksum = recorded->checksums[i];
		struct sqlembic_error unread;
		char now[HASH_TEXT_SIZE];
		if (!applied[i] || !checksum || !*checksum)
			continue;
		if (checksum_file(now, order->database->engine->dialect, revision->up_path, &unread) < 0 ||
		    strcmp(now, checksum) != 0)
			out->changed.items[out->changed.n++] = revision;
	}
	return rc;
}

int status_read(struct run_status *out, const struct run_order *order, struct sqlembic_error *err)
{
	struct recorded recorded = { .graph = order->graph, .arena = order->arena };
	*out = (struct run_status){ .half = NULL };
	recorded.checksums = arena_alloc(order->arena, order->graph->n + 1, sizeof(char *));
	if (!recorded.checksums)
		return sqlembic_fail_memory(err);
	int rc = ask(out, &recorded, order, err);
	database_close(order->database);
	return rc < 0 ? rc : find_changed(out, &recorded, order, err);
}
