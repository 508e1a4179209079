/* wait.c: the public call that waits for a database, or for a revision in it. */
#include <string.h>

#include "api/context.h"
#include "database/patience.h"
#include "graph/plan_goal.h"
#include "graph/revspec.h"
#include "graph/unknown.h"
#include "records/journal_read.h"
#include "sqlembic/error.h"

long sqlembic_milliseconds(const char *text)
{
	return text ? config_milliseconds(text) : -1;
}

/* What is waited for. */
struct wish {
	sqlembic *ctx;
	const char *target; /* NULL: a connection */
	struct revision_list goal;
	bool has_goal;
};

/* A target that is counted from the rows means what it means at the first look. */
static int set_goal(struct wish *wish, const struct rows *rows, struct sqlembic_error *err)
{
	if (!wish->target || wish->has_goal)
		return 0;
	int rc = plan_goal(&wish->goal, &wish->ctx->graph, rows, wish->target, err);
	wish->has_goal = rc == 0;
	return rc < 0 ? rc : 0;
}

/* A misspelt name must not be waited for. */
static int check_target(struct wish *wish, struct sqlembic_error *err)
{
	int rc = context_graph(wish->ctx, err);
	if (rc < 0)
		return rc;
	if (strchr(wish->target, ':')) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Range revision not allowed");
		return sqlembic_fail_hint(err, "name the revision that is to be applied");
	}
	if (wish->ctx->graph.n == 0)
		return unknown_empty(err, &wish->ctx->graph);
	return set_goal(wish, NULL, err);
}

static int not_applied(const struct wish *wish, const struct revision *lacking, const struct rows *rows,
		       const struct database *database, struct sqlembic_error *err)
{
	struct sqlembic_buf at = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < rows->n; i++)
		sqlembic_buf_printf(&at, "%s%s", i ? ", " : "", rows->items[i]);
	sqlembic_fail(err, SQLEMBIC_E_PENDING, "revision %s is not applied to %s", lacking->id,
		      database->masked);
	sqlembic_fail_state(err, "the database is at %s", at.len ? sqlembic_buf_text(&at) : "base");
	sqlembic_buf_release(&at);
	return sqlembic_fail_command(err, "", "sqlembic upgrade %s", wish->target);
}

/* A newer release has moved the database to a revision that this one has no script of: whether what is waited for is
 * below it only the log can tell.  Of an old container that is started again, it is. */
static int look_into_log(const struct graph *graph, const struct revision_list *lacking, const char *stray,
			 const struct records *records, struct sqlembic_session *session,
			 struct sqlembic_error *err)
{
	bool applied = true;
	int rc = 0;
	for (size_t i = 0; rc == 0 && applied && i < lacking->n; i++)
		rc = journal_read_applied(&applied, &records->journal, session, lacking->items[i]->id, err);
	return rc == 0 && !applied ? unknown_row(err, graph, stray) : rc;
}

static int look(struct wish *wish, const struct database *database, const struct records *records,
		struct arena *arena, struct sqlembic_error *err)
{
	struct rows rows = { NULL, 0 };
	struct revision_list lacking = { NULL, 0 };
	const char *stray = NULL;
	bool exists;
	if (!wish->target)
		return 0;
	int rc = ledger_read(&rows, &exists, &records->ledger, database->session, arena, err);
	if (rc == 0)
		rc = set_goal(wish, &rows, err);
	if (rc == 0)
		rc = plan_goal_lacks(&lacking, &stray, &wish->ctx->graph, &rows, &wish->goal, arena, err);
	if (rc < 0 || lacking.n == 0)
		return rc;
	return stray ? look_into_log(&wish->ctx->graph, &lacking, stray, records, database->session, err)
		     : not_applied(wish, lacking.items[0], &rows, database, err);
}

/* Each look has a connection of its own: many wait for one database, whose connections are counted, and a file that
 * was not there is found only by opening it anew. */
static int try_once(void *payload, const struct patience *patience, struct sqlembic_error *err)
{
	struct wish *wish = payload;
	struct arena arena = { 0 };
	struct database database = { 0 };
	struct records records;
	int rc = context_describe(&database, &records, wish->ctx, &arena, err);
	if (rc == 0) {
		database.connect_timeout_ms = patience_limit(patience, database.connect_timeout_ms);
		rc = records_connect(&records, &database, true, err);
	}
	if (rc == 0)
		rc = look(wish, &database, &records, &arena, err);
	if (rc < 0)
		database_end_hint(&database, err);
	database_close(&database);
	arena_release(&arena);
	return rc;
}

int sqlembic_wait(sqlembic *ctx, const struct sqlembic_wait_options *options, struct sqlembic_error *err)
{
	struct sqlembic_wait_options own = { 0 };
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc < 0)
		return rc;
	const struct caller caller = caller_from(&ctx->options);
	struct wish wish = { .ctx = ctx, .target = own.revision };
	if (wish.target && (rc = check_target(&wish, err)) < 0)
		return rc;
	return patience_wait(&caller, own.timeout_ms, try_once, &wish, err);
}
