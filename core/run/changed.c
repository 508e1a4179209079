/* changed.c: see changed.h. */
#include "run/changed.h"

#include <string.h>
#include <sys/stat.h>

#include "base/caller.h"
#include "database/wait.h"
#include "graph/fold.h"
#include "records/journal_read.h"
#include "run/current.h"
#include "sql/checksum.h"
#include "sqlembic/error.h"

/* Bytes of files that an upgrade reads again for the comparison: some milliseconds. */
#define QUICK_EACH (256L << 10)
#define QUICK_ALL  (4L << 20)
/* Scripts that are named one by one. */
#define NAMED 3

static int keep_checksum(void *payload, const char *const *values, size_t n)
{
	struct changed *changed = payload;
	const struct run_order *order = changed->order;
	const struct revision *revision = n > 1 && values[0] ? fold_script(order->graph, values[0]) : NULL;
	if (!revision || !values[1])
		return 0;
	changed->checksums[revision->index] = arena_dup(order->arena, values[1]);
	return changed->failed = !changed->checksums[revision->index];
}

int changed_begin(struct changed *out, const struct run_order *order, struct sqlembic_error *err)
{
	*out = (struct changed){ .order = order };
	out->checksums = arena_alloc(order->arena, order->graph->n + 1, sizeof(char *));
	out->query = (struct sqlembic_query){ .sql = journal_read_checksums(&order->records->journal),
					      .row = keep_checksum,
					      .payload = out,
					      .missing_ok = true };
	return out->checksums && (out->query.sql || !records_has_log(order->records))
		       ? 0
		       : sqlembic_fail_memory(err);
}

/* Asked again where the database is locked for a moment, it keeps the same checksums. */
static int try_checksums(void *payload, struct sqlembic_error *err)
{
	struct changed *changed = payload;
	struct sqlembic_session *session = changed->order->database->session;
	return session->driver->query(session, &changed->query, err);
}

int changed_ask(struct changed *changed, struct sqlembic_error *err)
{
	const struct run_order *order = changed->order;
	int rc = changed->query.answered ? 0 : changed_begin(changed, order, err);
	if (rc == 0 && changed->query.sql && !changed->query.answered)
		rc = wait_retry(order->database, try_checksums, changed, "the log could not be read", err);
	return changed->failed ? sqlembic_fail_memory(err) : rc;
}

/* Whether the script's text is at hand, or small enough to be read within what is left. */
static bool is_quick(const struct revision *revision, long *left)
{
	struct stat info;
	if (revision->script_length)
		return true;
	if (stat(revision->up_path, &info) < 0 || info.st_size > QUICK_EACH || info.st_size > *left)
		return false;
	*left -= (long)info.st_size;
	return true;
}

static bool differs(const struct revision *revision, const char *checksum,
		    const struct sqlembic_dialect *dialect)
{
	const struct sqlembic_span text = { revision->raw, revision->script_length };
	struct sqlembic_error unread;
	char now[HASH_TEXT_SIZE];
	int rc = text.len ? checksum_text(now, dialect, revision->up_path, text, &unread)
			  : checksum_file(now, dialect, revision->up_path, &unread);
	return rc < 0 || strcmp(now, checksum) != 0;
}

/* `left`: bytes of files that may be read; NULL: all. */
static int find(struct revision_list *out, const struct changed *changed, const struct rows *rows, long *left,
		struct sqlembic_error *err)
{
	const struct run_order *order = changed->order;
	const struct graph *graph = order->graph;
	struct current current;
	bool *applied = NULL;
	*out = (struct revision_list){ .items = arena_alloc(order->arena, graph->n + 1,
							    sizeof(struct revision *)) };
	int rc = out->items ? current_find(&current, graph, rows, order->arena, err)
			    : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = plan_applied(&applied, graph, &current.known, err);
	for (size_t i = 0; rc == 0 && i < graph->n; i++) {
		struct revision *revision = &graph->revisions[i];
		const char *checksum = changed->checksums[i];
		if (!applied[i] || !checksum || !*checksum || (left && !is_quick(revision, left)))
			continue;
		if (differs(revision, checksum, order->database->engine->dialect))
			out->items[out->n++] = revision;
	}
	return rc;
}

int changed_find(struct revision_list *out, const struct changed *changed, const struct rows *rows,
		 struct sqlembic_error *err)
{
	return find(out, changed, rows, NULL, err);
}

static int warn(const struct run_order *order, const char *text, struct sqlembic_error *err)
{
	return caller_tell(&order->database->caller, SQLEMBIC_EVENT_WARNING, text, err);
}

int changed_warn(struct changed *changed, const struct rows *rows, const char *what_follows,
		 struct sqlembic_error *err)
{
	const struct run_order *order = changed->order;
	struct revision_list list = { NULL, 0 };
	long left = QUICK_ALL;
	if (rows->n == 0)
		return 0;
	int rc = changed_ask(changed, err);
	if (rc == 0)
		rc = find(&list, changed, rows, &left, err);
	changed->nwarned = list.n;
	for (size_t i = 0; rc == 0 && i < list.n && i < NAMED; i++)
		rc = warn(order,
			  arena_printf(order->arena, "%s was edited after it was applied, and %s: %s",
				       list.items[i]->id, what_follows, list.items[i]->up_path),
			  err);
	if (rc == 0 && list.n > NAMED)
		rc = warn(order,
			  arena_printf(order->arena, "so were %zu others: sqlembic status lists them",
				       list.n - NAMED),
			  err);
	return rc;
}
