/* run_script.c: sends a script's statements to the session, many at a time, and finds the one that failed.
 *
 * Statements are gathered up to 64 KiB, which is where sending more at once stops paying; a longer one goes alone, from
 * the scanner's own buffer.  Memory does not grow with the script. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "run/run.h"
#include "sqlembic/error.h"

#define BATCH_BYTES      65536
#define BATCH_STATEMENTS 1024

struct batch {
	struct run *run;
	const struct step *step;
	const char *path;
	struct scan *scan;
	char text[BATCH_BYTES];
	size_t used;
	struct sqlembic_span spans[BATCH_STATEMENTS];
	struct {
		size_t number, length; /* without what follows the last token */
		int line, column;
	} places[BATCH_STATEMENTS];
	size_t n;
	struct hash hash;
	long long last_report;
};

/* Keeps the failing line inside the excerpt, however long the statement is. */
static void quote_statement(struct sqlembic_error *err, struct sqlembic_span sql)
{
	size_t room = sizeof(err->statement) - 1;
	size_t start = 0;
	if (err->position > room / 2) {
		start = err->position - 1 < sql.len ? err->position - 1 : sql.len;
		size_t nearest = start > room / 2 ? start - room / 2 : 0;
		while (start > nearest && sql.ptr[start - 1] != '\n')
			start--;
		while (start < sql.len && ((unsigned char)sql.ptr[start] & 0xC0) == 0x80)
			start++;
	}
	size_t n = sql.len - start < room ? sql.len - start : room;
	while (n < sql.len - start && n > 0 && ((unsigned char)sql.ptr[start + n] & 0xC0) == 0x80)
		n--;
	memcpy(err->statement, sql.ptr + start, n);
	err->statement[n] = '\0';
	if (err->position)
		err->position -= start;
}

int script_failed(struct sqlembic_error *err, const char *path, const struct statement *statement)
{
	if (!err)
		return SQLEMBIC_E_FAILED;
	int line = statement->line, column = statement->column;
	if (err->position)
		scan_locate(statement, err->position, &line, &column);
	sqlembic_fail_at(err, path, line, column);
	quote_statement(err, statement->sql);
	return err->code;
}

static int flush(struct batch *batch, struct sqlembic_error *err)
{
	size_t done = 0;
	if (batch->n == 0)
		return 0;
	struct sqlembic_session *session = batch->run->database->session;
	int rc = session->driver->exec(session, batch->spans, batch->n, &done, err);
	if (rc < 0 && done < batch->n) {
		const struct statement failed = {
			.sql = { batch->spans[done].ptr, batch->places[done].length },
			.number = batch->places[done].number,
			.line = batch->places[done].line,
			.column = batch->places[done].column,
		};
		script_failed(err, batch->path, &failed);
	}
	batch->n = 0;
	batch->used = 0;
	return rc;
}

/* A long script says how far it is, at most ten times a second. */
static int report_progress(struct batch *batch, size_t statement, struct sqlembic_error *err)
{
	long long now = run_ticks();
	if (now - batch->last_report < 100000)
		return 0;
	batch->last_report = now;
	const struct script_facts *facts = preflight_facts(batch->run, batch->step);
	const struct sqlembic_event event = {
		.kind = SQLEMBIC_EVENT_PROGRESS,
		.direction = batch->step->direction,
		.revision = batch->step->revision->id,
		.step = batch->run->at + 1,
		.steps = batch->run->plan.n,
		.statement = statement,
		.statements = facts->statements,
		.bytes = scan_offset(batch->scan),
		.bytes_total = facts->bytes,
	};
	return database_event(batch->run->database, &event, err);
}

static void note(struct batch *batch, const struct statement *statement, struct sqlembic_span text)
{
	batch->spans[batch->n] = text;
	batch->places[batch->n].number = statement->number;
	batch->places[batch->n].length = statement->sql.len;
	batch->places[batch->n].line = statement->line;
	batch->places[batch->n].column = statement->column;
	batch->n++;
}

static int send_now(struct batch *batch, const struct statement *statement, struct sqlembic_error *err)
{
	note(batch, statement, statement->text);
	return flush(batch, err);
}

static int next_copy_chunk(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	return scan_copy_data(((struct batch *)payload)->scan, chunk, err);
}

static int copy_in(struct batch *batch, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_session *session = batch->run->database->session;
	int rc = flush(batch, err);
	if (rc < 0)
		return rc;
	if (!session->driver->copy_in) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "this database has no COPY");
		return script_failed(err, batch->path, statement);
	}
	rc = session->driver->copy_in(session, statement->sql, next_copy_chunk, batch, err);
	return rc < 0 ? script_failed(err, batch->path, statement) : 0;
}

static int add(struct batch *batch, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = 0;
	hash_statement(&batch->hash, statement->sql);
	if (statement->has_copy_data)
		return copy_in(batch, statement, err);
	if (batch->n == BATCH_STATEMENTS || statement->text.len >= BATCH_BYTES - batch->used) {
		rc = flush(batch, err);
		if (rc == 0)
			rc = report_progress(batch, statement->number - 1, err);
	}
	if (rc < 0 || statement->text.len >= BATCH_BYTES)
		return rc < 0 ? rc : send_now(batch, statement, err);
	char *copy = batch->text + batch->used;
	memcpy(copy, statement->text.ptr, statement->text.len);
	copy[statement->text.len] = '\0';
	batch->used += statement->text.len + 1;
	note(batch, statement, (struct sqlembic_span){ copy, statement->text.len });
	return 0;
}

static int run_statements(struct batch *batch, size_t *statements, struct sqlembic_error *err)
{
	struct statement statement;
	int rc;
	while ((rc = scan_next(batch->scan, &statement, err)) > 0) {
		*statements = statement.number;
		rc = add(batch, &statement, err);
		if (rc < 0)
			return rc;
		if (database_cancelled(batch->run->database))
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	}
	return rc < 0 ? rc : flush(batch, err);
}

/* Nothing is cleared that the next script will write anyway: most scripts are a statement long. */
static struct batch *batch_for(struct run *run, const struct step *step)
{
	if (!run->batch)
		run->batch = arena_alloc(run->arena, 1, sizeof(*run->batch));
	struct batch *batch = run->batch;
	if (!batch)
		return NULL;
	batch->run = run;
	batch->step = step;
	batch->path = preflight_path(step);
	batch->scan = run->scan;
	batch->used = batch->n = 0;
	batch->last_report = run_ticks();
	hash_init(&batch->hash);
	return batch;
}

int script_run(struct run *run, const struct step *step, size_t *statements, char *checksum,
	       struct sqlembic_error *err)
{
	int rc = preflight_open(run, step, err);
	if (rc < 0)
		return rc;
	struct batch *batch = batch_for(run, step);
	if (!batch)
		return sqlembic_fail_memory(err);
	*statements = 0;
	rc = run_statements(batch, statements, err);
	hash_text(&batch->hash, checksum);
	return rc;
}
