/* parcel.c: see parcel.h. */
#include "database/parcel.h"

#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "sqlembic/error.h"

/* Beside the statements there is room for what ends one step and begins another. */
#define MESSAGE_PARTS (MESSAGE_STATEMENTS + 64)
#define PARTS_ROUND   8

/* What a failure of a part has to know. */
struct part_note {
	/* Of a statement. */
	const char *mark;
	size_t number, length;
	int line, column;
	/* Of a query. */
	const char *expects;
	int code;
};

struct message_content {
	char text[MESSAGE_BYTES + 1]; /* a byte behind each statement */
	struct sqlembic_part parts[MESSAGE_PARTS];
	struct part_note notes[MESSAGE_PARTS];
};

bool message_fits(const struct message *message, const struct statement *statement)
{
	return message->statements < MESSAGE_STATEMENTS && message->n + PARTS_ROUND < MESSAGE_PARTS &&
	       statement->text.len < MESSAGE_BYTES - message->used;
}

static void clear(struct message *message)
{
	message->n = message->used = message->statements = 0;
	arena_reset(&message->arena);
}

void message_begin(struct message *message, struct sqlembic_session *session, const char *path)
{
	clear(message);
	message->session = session;
	message->path = path;
	message->failed_number = message->done_number = 0;
}

/* Room for one part; its content is the caller's. */
static int add_part(struct message *message, enum sqlembic_part_kind kind, struct sqlembic_error *err)
{
	if (!message->content && !(message->content = malloc(sizeof(*message->content))))
		return sqlembic_fail_memory(err);
	message->content->parts[message->n] = (struct sqlembic_part){ .kind = kind };
	message->content->notes[message->n] = (struct part_note){ 0 };
	message->n++;
	return 0;
}

int message_add_statement(struct message *message, const struct statement *statement, const char *mark,
			  struct sqlembic_error *err)
{
	const char *kept = mark ? arena_dup(&message->arena, mark) : NULL;
	int rc = mark && !kept ? sqlembic_fail_memory(err) : add_part(message, SQLEMBIC_PART_STATEMENT, err);
	if (rc < 0)
		return rc;
	struct message_content *content = message->content;
	char *copy = content->text + message->used;
	memcpy(copy, statement->text.ptr, statement->text.len);
	copy[statement->text.len] = '\0';
	message->used += statement->text.len + 1;
	message->statements++;
	content->parts[message->n - 1].sql = (struct sqlembic_span){ copy, statement->text.len };
	content->notes[message->n - 1] = (struct part_note){ .mark = kept,
							     .number = statement->number,
							     .length = statement->sql.len,
							     .line = statement->line,
							     .column = statement->column };
	return 0;
}

static int make_room(struct message *message, struct sqlembic_error *err)
{
	return message->n == MESSAGE_PARTS ? message_send(message, err) : 0;
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

int message_add_query(struct message *message, const char *sql, const char *const *args, size_t nargs,
		      const char *expects, int code, struct sqlembic_error *err)
{
	int rc = make_room(message, err);
	if (rc < 0)
		return rc;
	struct sqlembic_query *query = copy_query(&message->arena, sql, args, nargs);
	const char *what = query && expects ? arena_dup(&message->arena, expects) : NULL;
	if (!query || (expects && !what))
		return sqlembic_fail_memory(err);
	rc = add_part(message, SQLEMBIC_PART_QUERY, err);
	if (rc < 0)
		return rc;
	query->one_row = expects != NULL;
	message->content->parts[message->n - 1].query = query;
	message->content->notes[message->n - 1].expects = what;
	message->content->notes[message->n - 1].code = code;
	return 0;
}

int message_add(struct message *message, enum sqlembic_part_kind kind, struct sqlembic_error *err)
{
	int rc = make_room(message, err);
	return rc < 0 ? rc : add_part(message, kind, err);
}

/* A driver's error in the terms of what was sent. */
static int explain(const struct sqlembic_part *part, const struct part_note *note, const char *path, int code,
		   struct sqlembic_error *err)
{
	if (part->kind == SQLEMBIC_PART_STATEMENT) {
		const struct statement failed = { .sql = { part->sql.ptr, note->length },
						  .number = note->number,
						  .line = note->line,
						  .column = note->column };
		return script_failed(err, path, &failed);
	}
	if (part->kind == SQLEMBIC_PART_CHECK && path)
		sqlembic_fail_at(err, path, 0, 0);
	if (part->kind == SQLEMBIC_PART_QUERY && part->query->missed)
		return sqlembic_fail(err, note->code, "expected to match one row when %s; %lld found",
				     note->expects, part->query->changed);
	return code;
}

static void is_done(struct message *message, size_t number, const char *mark)
{
	message->done_number = number;
	memcpy(message->done_mark, mark, HASH_TEXT_SIZE);
}

static void note_done(struct message *message, size_t done)
{
	while (done > 0 && !message->content->notes[done - 1].mark)
		done--;
	if (done > 0)
		is_done(message, message->content->notes[done - 1].number,
			message->content->notes[done - 1].mark);
}

int message_send(struct message *message, struct sqlembic_error *err)
{
	size_t done = 0, n = message->n;
	struct sqlembic_session *session = message->session;
	int rc = n ? session->driver->send(session, message->content->parts, n, &done, err) : 0;
	if (n)
		note_done(message, done);
	message->failed = SQLEMBIC_PART_COMMIT;
	if (rc < 0 && done < n) {
		const struct sqlembic_part *part = &message->content->parts[done];
		message->failed = part->kind;
		message->failed_number = message->content->notes[done].number;
		rc = explain(part, &message->content->notes[done], message->path, rc, err);
	} else if (rc < 0 && message->path) {
		sqlembic_fail_at(err, message->path, 0, 0);
	}
	clear(message);
	return rc;
}

static int next_chunk(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	return scan_copy_data(payload, chunk, err);
}

int message_send_alone(struct message *message, struct scan *scan, const struct statement *statement,
		       const char *mark, struct sqlembic_error *err)
{
	struct sqlembic_session *session = message->session;
	const struct sqlembic_driver *driver = session->driver;
	const struct sqlembic_part part = { .kind = SQLEMBIC_PART_STATEMENT, .sql = statement->text };
	size_t done;
	int rc;
	if (!statement->has_copy_data)
		rc = driver->send(session, &part, 1, &done, err);
	else if (driver->copy_in)
		rc = driver->copy_in(session, statement->sql, next_chunk, scan, err);
	else
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "this database has no COPY");
	if (rc == 0 && mark)
		is_done(message, statement->number, mark);
	if (rc == 0)
		return 0;
	message->failed = SQLEMBIC_PART_STATEMENT;
	message->failed_number = statement->number;
	return script_failed(err, message->path, statement);
}

void message_release(struct message *message)
{
	free(message->content);
	arena_release(&message->arena);
	*message = (struct message){ 0 };
}
