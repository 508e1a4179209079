/* batch.c: see batch.h. */
#include "run/batch.h"

#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "sqlembic/error.h"

struct batch_content {
	char text[BATCH_BYTES + 1]; /* a byte behind each statement */
	struct sqlembic_span spans[BATCH_STATEMENTS];
	struct {
		size_t number, length;
		int line, column;
	} places[BATCH_STATEMENTS];
};

bool batch_fits(const struct batch *batch, const struct statement *statement)
{
	return batch->n < BATCH_STATEMENTS && statement->text.len < BATCH_BYTES - batch->used;
}

int batch_add(struct batch *batch, const struct statement *statement, struct sqlembic_error *err)
{
	if (!batch->content && !(batch->content = malloc(sizeof(*batch->content))))
		return sqlembic_fail_memory(err);
	struct batch_content *content = batch->content;
	char *copy = content->text + batch->used;
	memcpy(copy, statement->text.ptr, statement->text.len);
	copy[statement->text.len] = '\0';
	batch->used += statement->text.len + 1;
	content->spans[batch->n] = (struct sqlembic_span){ copy, statement->text.len };
	content->places[batch->n].length = statement->sql.len;
	content->places[batch->n].number = statement->number;
	content->places[batch->n].line = statement->line;
	content->places[batch->n].column = statement->column;
	batch->n++;
	return 0;
}

int batch_send(struct batch *batch, struct sqlembic_session *session, const char *path,
	       struct sqlembic_error *err)
{
	size_t done = 0, n = batch->n;
	int rc = n ? session->driver->exec(session, batch->content->spans, n, &done, err) : 0;
	if (rc < 0 && done < n) {
		const struct statement failed = {
			.sql = { batch->content->spans[done].ptr, batch->content->places[done].length },
			.number = batch->content->places[done].number,
			.line = batch->content->places[done].line,
			.column = batch->content->places[done].column,
		};
		script_failed(err, path, &failed);
	}
	if (rc == 0)
		batch->n = batch->used = 0;
	return rc;
}

static int next_chunk(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	return scan_copy_data(payload, chunk, err);
}

int batch_send_alone(struct sqlembic_session *session, struct scan *scan, const char *path,
		     const struct statement *statement, struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = session->driver;
	size_t done;
	int rc;
	if (!statement->has_copy_data)
		rc = driver->exec(session, &statement->text, 1, &done, err);
	else if (driver->copy_in)
		rc = driver->copy_in(session, statement->sql, next_chunk, scan, err);
	else
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "this database has no COPY");
	return rc < 0 ? script_failed(err, path, statement) : 0;
}

void batch_release(struct batch *batch)
{
	free(batch->content);
	batch->content = NULL;
	batch->n = batch->used = 0;
}
