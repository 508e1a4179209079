/* status.c: the public calls that say where a database is. */
#include <stdlib.h>
#include <string.h>

#include "api/view.h"
#include "base/hash.h"
#include "graph/revspec.h"
#include "run/current.h"
#include "sql/scan.h"
#include "sqlembic/error.h"
#include "graph/unknown.h"

/* ---- current -------------------------------------------------------------------------------------------- */

int sqlembic_current(sqlembic *ctx, struct sqlembic_current *out, struct sqlembic_error *err)
{
	struct database database = { 0 };
	struct rows rows = { NULL, 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = context_read_rows(&database, &rows, ctx, err);
	database_close(&database);
	if (rc == 0)
		rc = view_current(out, ctx, database.masked, &rows, err);
	if (rc < 0 || out->nunknown == 0)
		return rc;
	return unknown_row(err, out->unknown[0]);
}

/* ---- log ------------------------------------------------------------------------------------------------- */

int sqlembic_log(sqlembic *ctx, size_t limit, struct sqlembic_log *out, struct sqlembic_error *err)
{
	struct database database = { 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, NULL, false, err);
	if (rc == 0 && !database.journal.qualified) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no log: log_table is set to nothing");
		rc = sqlembic_fail_hint(err, "give log_table a name; its value is from %s",
					config_origin(ctx->config, "log_table"));
	}
	if (rc == 0)
		rc = database_connect(&database, true, err);
	long waited_ms = 0;
	while (rc == 0 && (rc = journal_read(out, &database.journal, database.session, limit, &ctx->arena,
					     err)) == SQLEMBIC_E_LOCKED)
		rc = database_wait(&database, &waited_ms, "the log could not be read", NULL, err);
	database_close(&database);
	return rc;
}

/* ---- status ------------------------------------------------------------------------------------------------ */

struct recorded {
	sqlembic *ctx;
	const char **checksums; /* by revision index; NULL: none */
	bool failed;
};

static int keep_checksum(void *payload, const char *const *values, size_t n)
{
	struct recorded *recorded = payload;
	const struct revision *revision = n > 1 && values[0] ? graph_find(&recorded->ctx->graph, values[0])
							     : NULL;
	if (!revision || !values[1])
		return 0;
	recorded->checksums[revision->index] = arena_dup(&recorded->ctx->arena, values[1]);
	return recorded->failed = !recorded->checksums[revision->index];
}

static int compute_checksum(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect,
			    const char *path, struct sqlembic_error *err)
{
	struct hash hash;
	struct statement statement;
	struct sqlembic_span chunk;
	struct scan *scan = scan_open_file(dialect, path, err);
	if (!scan)
		return SQLEMBIC_E_FAILED;
	int rc;
	hash_init(&hash);
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		hash_statement(&hash, statement.sql);
		while (statement.has_copy_data && (rc = scan_copy_data(scan, &chunk, err)) > 0)
			continue;
		if (rc < 0)
			break;
	}
	hash_text(&hash, out);
	scan_close(scan);
	return rc;
}

/* Applied scripts whose statements are no longer those that ran.  One that cannot be read has changed, too. */
static int find_changed(struct sqlembic_revisions *out, sqlembic *ctx, const struct database *database,
			const struct rows *known, struct recorded *recorded, struct sqlembic_error *err)
{
	bool *applied = NULL;
	struct revision_list list = { .items = arena_alloc(&ctx->arena, ctx->graph.n + 1,
							   sizeof(struct revision *)) };
	int rc = list.items ? plan_applied(&applied, &ctx->graph, known, err) : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < ctx->graph.n; i++) {
		struct revision *revision = &ctx->graph.revisions[i];
		const char *checksum = recorded->checksums[i];
		char now[HASH_TEXT_SIZE];
		struct sqlembic_error unread;
		if (!applied[i] || !checksum || !*checksum)
			continue;
		if (compute_checksum(now, database->engine->dialect, revision->up_path, &unread) < 0 ||
		    strcmp(now, checksum) != 0)
			list.items[list.n++] = revision;
	}
	return rc < 0 ? rc : view_list(out, ctx, &list, err);
}

static int find_pending(struct sqlembic_revisions *out, sqlembic *ctx, const struct rows *known,
			struct sqlembic_error *err)
{
	struct plan plan;
	int rc = plan_upgrade(&plan, &ctx->graph, known, "heads", err);
	if (rc < 0)
		return rc;
	struct revision_list list = {
		.items = arena_alloc(&ctx->arena, plan.n + 1, sizeof(struct revision *)), .n = plan.n
	};
	if (!list.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < plan.n; i++)
		list.items[i] = &ctx->graph.revisions[plan.steps[i].revision->index];
	return view_list(out, ctx, &list, err);
}

/* Asks the open connection for the log and for who holds the lock. */
static int ask_database(struct sqlembic_status *out, struct recorded *recorded, struct database *database,
			sqlembic *ctx, struct sqlembic_error *err)
{
	struct journal_entry *last;
	bool exists;
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	int rc = journal_last(&last, &exists, &database->journal, database->session, &ctx->arena, err);
	bool running = rc == 0 && journal_is_running(last);
	if (running && journal_is_alive(&database->journal, last, database->session, NULL) > 0)
		out->lock_holder = journal_owner(last, &ctx->arena);
	else if (running)
		out->half = &last->view;
	if (rc == 0)
		rc = journal_checksums(&database->journal, database->session, keep_checksum, recorded, err);
	if (rc == 0)
		rc = database->driver->lock_holder(database->session, database->lock_key, &holder, err);
	if (rc == 0 && holder.len)
		out->lock_holder = arena_dup(&ctx->arena, sqlembic_buf_text(&holder));
	sqlembic_buf_release(&holder);
	if (rc == 0 && recorded->failed)
		rc = sqlembic_fail_memory(err);
	return rc;
}

int sqlembic_status(sqlembic *ctx, struct sqlembic_status *out, struct sqlembic_error *err)
{
	struct database database = { 0 };
	struct rows rows = { NULL, 0 };
	struct current current;
	struct recorded recorded = { .ctx = ctx };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc < 0)
		return rc;
	*out = (struct sqlembic_status){ 0 };
	recorded.checksums = arena_alloc(&ctx->arena, ctx->graph.n + 1, sizeof(char *));
	rc = recorded.checksums ? context_read_rows(&database, &rows, ctx, err) : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = ask_database(out, &recorded, &database, ctx, err);
	database_close(&database);
	if (rc == 0)
		rc = view_current(&out->current, ctx, database.masked, &rows, err);
	if (rc == 0)
		rc = current_find(&current, &ctx->graph, &rows, &ctx->arena, err);
	if (rc == 0)
		rc = view_list(&out->heads, ctx, &ctx->graph.real_heads, err);
	if (rc == 0 && out->current.nunknown == 0)
		rc = find_pending(&out->pending, ctx, &current.known, err);
	return rc < 0 ? rc : find_changed(&out->changed, ctx, &database, &current.known, &recorded, err);
}
