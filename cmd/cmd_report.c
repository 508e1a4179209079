/* cmd_report.c: sqlembic report. */
#include <stdlib.h>
#include <string.h>

#include "again.h"
#include "cmd.h"
#include "page.h"
#include "report_many.h"
#include "report_source.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

/* As much as a browser shows without effort. */
#define LOGGED ((size_t)2000)
#define TABLES ((size_t)150)

struct report_args {
	const char *output;
	struct many_args many;
};

static const struct opt options[] = {
	OPT_ROW_NEEDED('o', "output", struct report_args, output, "FILE", "Write this file (required)",
		       HINT_FILE),
	MANY_ROWS(struct report_args),
	OPT_ROW_END,
};

/* What a page is made of, and the memory of it. */
struct material {
	struct page page;
	struct sqlembic_buf log_command;
	struct sqlembic_status status;
	struct sqlembic_log log;
	struct report_graph graph;
	struct diagram diagram;
	struct sqlembic_error no_outline, no_hazards;
	bool *is_pending;
	char made_at[SQLEMBIC_CLOCK_SIZE];
};

static void release(struct material *m)
{
	report_source_release(&m->graph);
	diagram_release(&m->diagram);
	free(m->is_pending);
	sqlembic_buf_release(&m->log_command);
}

static int read_log(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	bool is_kept;
	int rc = report_source_log(&m->log, &is_kept, ctx, LOGGED + 1, err);
	if (rc < 0 || !is_kept)
		return rc;
	m->page.has_older = m->log.n > LOGGED;
	m->log.n = m->log.n > LOGGED ? LOGGED : m->log.n;
	m->page.log = &m->log;
	return 0;
}

static int mark_pending(struct material *m, struct sqlembic_error *err)
{
	if (m->status.current.nunknown)
		return 0;
	m->is_pending = calloc(m->graph.lanes.n + 1, sizeof(*m->is_pending));
	if (!m->is_pending)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < m->status.pending.n; i++) {
		size_t row = lanes_find(&m->graph.lanes, m->status.pending.items[i]->id);
		if (row != LANES_NONE)
			m->is_pending[row] = true;
	}
	m->page.is_pending = m->is_pending;
	return 0;
}

static int draw_graph(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	int rc = report_source_graph(&m->graph, &m->page, ctx, true, err);
	return rc < 0 ? rc : mark_pending(m, err);
}

/* A row that no script explains is a part of the report. */
static int read_status(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	struct sqlembic_error unknown = { 0 };
	int rc = sqlembic_status(ctx, &m->status, &unknown);
	m->page.status = &m->status;
	if (rc < 0 && !m->status.current.nunknown)
		return sqlembic_fail_copy(err, &unknown);
	return 0;
}

/* Who may read the version table may still lack a right that reading the schema needs: the rest is worth a page. */
static int read_schema(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	int rc = sqlembic_outline(ctx, NULL, &m->page.outline, &m->no_outline);
	m->page.no_outline = m->no_outline.message;
	if (rc == 0) {
		m->page.diagram = &m->diagram;
		return diagram_place(&m->diagram, m->page.outline, TABLES, err);
	}
	m->page.outline = NULL;
	return rc == SQLEMBIC_E_FAILED ? 0 : sqlembic_fail_copy(err, &m->no_outline);
}

/* A script that upgrade would refuse is no reason to show nothing. */
static int read_hazards(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	int rc = sqlembic_hazards(ctx, &m->status.pending, &m->page.hazards, &m->no_hazards);
	if (rc == 0)
		return 0;
	m->page.hazards = NULL;
	m->page.no_hazards = &m->no_hazards;
	return rc == SQLEMBIC_E_FAILED ? 0 : sqlembic_fail_copy(err, &m->no_hazards);
}

static int gather(struct material *m, sqlembic *ctx, struct sqlembic_error *err)
{
	sqlembic_clock_write(m->made_at, sqlembic_clock_now());
	m->page.made_at = m->made_at;
	int rc = read_status(m, ctx, err);
	if (rc == 0)
		rc = draw_graph(m, ctx, err);
	if (rc == 0)
		rc = read_log(m, ctx, err);
	if (rc == 0)
		rc = read_hazards(m, ctx, err);
	return rc == 0 ? read_schema(m, ctx, err) : rc;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct report_args *args = data;
	struct material material = { .page = { 0 } };
	sqlembic *ctx = NULL;
	if (app->globals.json)
		return sqlembic_fail(
			err, SQLEMBIC_E_USAGE,
			"report writes HTML; sqlembic status --json and log --json say the same");
	if (!args->output || !args->output[0])
		return sqlembic_fail(err, SQLEMBIC_E_USAGE,
				     "report needs the name of a file: -o report.html");
	bool is_many;
	int rc = many_wanted(&is_many, &args->many, err);
	if (rc == 0 && is_many)
		return report_many(app, &args->many, args->output, err);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = gather(&material, ctx, err);
	again_put(&material.log_command, "sqlembic log", NULL, app_again(app));
	material.page.log_command = sqlembic_buf_text(&material.log_command);
	if (rc == 0) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		page_write(&text, &material.page);
		rc = sqlembic_file_replace(args->output, &text, err);
		sqlembic_buf_release(&text);
	}
	release(&material);
	return rc;
}

const struct command command_report = {
	.name = "report",
	.brief = "Write a page of HTML about the database: revisions, log, schema",
	.about =
		"One file that needs no other: the graph of revisions with what is pending, where the "
		"database is, the log as a timeline, its tables and foreign keys as a diagram. Of many "
		"databases: where each is, which could not be read, what took longest, their logs. It can be "
		"sent, printed and kept: there are no scripts in it, and passwords are masked. Writes "
		"nothing "
		"to a database.",
	.examples = "sqlembic report -o report.html",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct report_args),
	.run = run,
};
