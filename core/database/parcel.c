/* parcel.c: see parcel.h. */
#include "database/parcel.h"

#include <stdlib.h>
#include <string.h>

#include "sql/accent.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

/* Beside the statements there is room for the queries that end one step and begin another. */
#define PARCEL_PARTS (PARCEL_STATEMENTS + 64)
#define PARTS_ROUND  8

/* Facts about a part, for the error when it fails. */
struct part_note {
	/* Of a statement. */
	const char *mark;
	size_t number, length;
	int line, column;
	/* Of a query. */
	struct parcel_expectation expected;
};

struct parcel_content {
	char text[PARCEL_BYTES + 1]; /* a byte behind each statement */
	struct sqlembic_part parts[PARCEL_PARTS];
	struct part_note notes[PARCEL_PARTS];
};

bool parcel_fits(const struct parcel *parcel, const struct statement *statement)
{
	return parcel->statements < PARCEL_STATEMENTS && parcel->n + PARTS_ROUND < PARCEL_PARTS &&
	       statement->text.len < PARCEL_BYTES - parcel->used;
}

static void clear(struct parcel *parcel)
{
	parcel->n = parcel->used = parcel->statements = 0;
	arena_reset(&parcel->arena);
}

void parcel_begin(struct parcel *parcel, struct sqlembic_session *session,
		  const struct sqlembic_dialect *dialect, const char *path)
{
	clear(parcel);
	parcel->session = session;
	parcel->dialect = dialect;
	parcel->path = path;
	parcel->failed_number = parcel->done_number = 0;
	parcel->has_sent = false;
}

/* Room for one part; its content is the caller's. */
static int add_part(struct parcel *parcel, enum sqlembic_part_kind kind, struct sqlembic_error *err)
{
	if (!parcel->content && !(parcel->content = malloc(sizeof(*parcel->content))))
		return sqlembic_fail_memory(err);
	parcel->content->parts[parcel->n] = (struct sqlembic_part){ .kind = kind };
	parcel->content->notes[parcel->n] = (struct part_note){ 0 };
	parcel->n++;
	return 0;
}

int parcel_add_statement(struct parcel *parcel, const struct statement *statement, const char *mark,
			 struct sqlembic_error *err)
{
	const char *kept = mark ? arena_dup(&parcel->arena, mark) : NULL;
	int rc = mark && !kept ? sqlembic_fail_memory(err) : add_part(parcel, SQLEMBIC_PART_STATEMENT, err);
	if (rc < 0)
		return rc;
	struct parcel_content *content = parcel->content;
	char *copy = content->text + parcel->used;
	memcpy(copy, statement->text.ptr, statement->text.len);
	copy[statement->text.len] = '\0';
	parcel->used += statement->text.len + 1;
	parcel->statements++;
	content->parts[parcel->n - 1].sql = (struct sqlembic_span){ copy, statement->text.len };
	content->notes[parcel->n - 1] = (struct part_note){ .mark = kept,
							    .number = statement->number,
							    .length = statement->sql.len,
							    .line = statement->line,
							    .column = statement->column };
	return 0;
}

static int make_room(struct parcel *parcel, struct sqlembic_error *err)
{
	return parcel->n == PARCEL_PARTS ? parcel_send(parcel, err) : 0;
}

static struct sqlembic_query *copy_query(struct arena *arena, const char *sql, const char *const *args,
					 size_t nargs)
{
	struct sqlembic_query *query = arena_alloc(arena, 1, sizeof(*query));
	const char **copies = arena_alloc(arena, nargs, sizeof(*copies));
	if (!query || !copies)
		return NULL;
	for (size_t i = 0; i < nargs; i++) {
		if (args[i] && !(copies[i] = arena_dup(arena, args[i])))
			return NULL;
	}
	query->sql = sql;
	query->args = copies;
	query->nargs = nargs;
	return query;
}

int parcel_add_query(struct parcel *parcel, const char *sql, const char *const *args, size_t nargs,
		     const struct parcel_expectation *expected, struct sqlembic_error *err)
{
	int rc = make_room(parcel, err);
	if (rc < 0)
		return rc;
	struct sqlembic_query *query = copy_query(&parcel->arena, sql, args, nargs);
	const char *what = query && expected ? arena_dup(&parcel->arena, expected->what) : NULL;
	if (!query || (expected && !what))
		return sqlembic_fail_memory(err);
	rc = add_part(parcel, SQLEMBIC_PART_QUERY, err);
	if (rc < 0)
		return rc;
	query->one_row = expected != NULL;
	parcel->content->parts[parcel->n - 1].query = query;
	if (expected)
		parcel->content->notes[parcel->n - 1].expected = (struct parcel_expectation){
			.what = what, .missed = expected->missed
		};
	return 0;
}

int parcel_add(struct parcel *parcel, enum sqlembic_part_kind kind, struct sqlembic_error *err)
{
	int rc = make_room(parcel, err);
	return rc < 0 ? rc : add_part(parcel, kind, err);
}

static int explain_statement(const struct parcel *parcel, const struct statement *statement,
			     struct sqlembic_error *err)
{
	accent_explain(err, parcel->dialect, statement);
	return excerpt_point(err, parcel->path, statement);
}

/* A driver's error in the terms of what was sent. */
static int explain(const struct parcel *parcel, const struct sqlembic_part *part,
		   const struct part_note *note, int code, struct sqlembic_error *err)
{
	if (part->kind == SQLEMBIC_PART_STATEMENT) {
		const struct statement failed = { .sql = { part->sql.ptr, note->length },
						  .text = part->sql,
						  .number = note->number,
						  .line = note->line,
						  .column = note->column };
		return explain_statement(parcel, &failed, err);
	}
	if (part->kind == SQLEMBIC_PART_CHECK && parcel->path)
		sqlembic_fail_at(err, parcel->path, 0, 0);
	if (part->kind != SQLEMBIC_PART_QUERY || !part->query->missed)
		return code;
	if (note->expected.missed)
		*note->expected.missed = true;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "expected to match one row when %s; %lld found",
			     note->expected.what, part->query->changed);
}

static void is_done(struct parcel *parcel, size_t number, const char *mark)
{
	parcel->done_number = number;
	memcpy(parcel->done_mark, mark, HASH_TEXT_SIZE);
}

static void note_done(struct parcel *parcel, size_t done)
{
	while (done > 0 && !parcel->content->notes[done - 1].mark)
		done--;
	if (done > 0)
		is_done(parcel, parcel->content->notes[done - 1].number,
			parcel->content->notes[done - 1].mark);
}

static int tell(const struct parcel *parcel, size_t first, size_t last, struct sqlembic_error *err)
{
	const struct parcel_listener *listener = &parcel->listener;
	return listener->sending ? listener->sending(listener->payload, first, last, err) : 0;
}

static int tell_all(const struct parcel *parcel, struct sqlembic_error *err)
{
	size_t first = 0, last = 0;
	for (size_t i = 0; i < parcel->n && parcel->statements; i++) {
		const size_t number = parcel->content->notes[i].number;
		first = first ? first : number;
		last = number ? number : last;
	}
	return last ? tell(parcel, first, last, err) : 0;
}

int parcel_send(struct parcel *parcel, struct sqlembic_error *err)
{
	size_t done = 0, n = parcel->n;
	struct sqlembic_session *session = parcel->session;
	int rc = tell_all(parcel, err);
	if (rc < 0) {
		parcel->failed = SQLEMBIC_PART_STATEMENT;
		clear(parcel);
		return rc;
	}
	parcel->has_sent = parcel->has_sent || parcel->statements;
	rc = n ? session->driver->send(session, parcel->content->parts, n, &done, err) : 0;
	if (n)
		note_done(parcel, done);
	parcel->failed = SQLEMBIC_PART_COMMIT;
	if (rc < 0 && done < n) {
		const struct sqlembic_part *part = &parcel->content->parts[done];
		parcel->failed = part->kind;
		parcel->failed_number = parcel->content->notes[done].number;
		rc = explain(parcel, part, &parcel->content->notes[done], rc, err);
	} else if (rc < 0 && parcel->path) {
		sqlembic_fail_at(err, parcel->path, 0, 0);
	}
	clear(parcel);
	return rc;
}

static int next_chunk(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	return scan_copy_data(payload, chunk, err);
}

int parcel_send_alone(struct parcel *parcel, struct scan *scan, const struct statement *statement,
		      const char *mark, struct sqlembic_error *err)
{
	struct sqlembic_session *session = parcel->session;
	const struct sqlembic_driver *driver = session->driver;
	const struct sqlembic_part part = { .kind = SQLEMBIC_PART_STATEMENT, .sql = statement->text };
	size_t done;
	int rc = tell(parcel, statement->number, statement->number, err);
	if (rc < 0)
		return rc;
	parcel->has_sent = true;
	if (!statement->has_copy_data)
		rc = driver->send(session, &part, 1, &done, err);
	else if (driver->copy_in)
		rc = driver->copy_in(session, statement->sql, next_chunk, scan, err);
	else
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "this database has no COPY");
	if (rc == 0 && mark)
		is_done(parcel, statement->number, mark);
	if (rc == 0)
		return 0;
	parcel->failed = SQLEMBIC_PART_STATEMENT;
	parcel->failed_number = statement->number;
	if (statement->has_copy_data && err->line > 0 && !err->file[0])
		sqlembic_fail_at(err, parcel->path, scan_copy_line(scan) + err->line - 1, 1);
	return explain_statement(parcel, statement, err);
}

void parcel_release(struct parcel *parcel)
{
	free(parcel->content);
	arena_release(&parcel->arena);
	*parcel = (struct parcel){ 0 };
}
