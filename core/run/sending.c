/* sending.c: sends a script's statements to the session, many in a message, and finds the one that failed.
 *
 * A statement that is too long for a message goes alone, from the scanner's own buffer. */
#include <string.h>

#include "base/hash.h"
#include "run/run.h"
#include "sqlembic/error.h"

/* A script on its way to the session. */
struct sending {
	struct run *run;
	const struct step *step;
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

/* A long script says how far it is, at most ten times a second. */
static int report_progress(struct sending *s, size_t statement, struct sqlembic_error *err)
{
	long long now = run_ticks();
	if (now - s->last_report < 100000)
		return 0;
	s->last_report = now;
	const struct script_facts *facts = preflight_facts(s->run, s->step);
	const struct sqlembic_event event = {
		.kind = SQLEMBIC_EVENT_PROGRESS,
		.direction = s->step->direction,
		.revision = s->step->revision->id,
		.step = s->run->at + 1,
		.steps = s->run->plan.n,
		.statement = statement,
		.statements = facts->statements,
		.bytes = scan_offset(s->run->scan),
		.bytes_total = facts->bytes,
	};
	return database_event(s->run->database, &event, err);
}

static int send_statement(struct sending *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct message *message = &s->run->message;
	int rc = 0;
	hash_statement(&s->hash, statement->sql);
	if (statement->has_copy_data || !message_fits(message, statement)) {
		rc = message_send(message, err);
		if (rc == 0 && !statement->has_copy_data)
			rc = report_progress(s, statement->number - 1, err);
	}
	if (rc < 0)
		return rc;
	if (statement->has_copy_data || !message_fits(message, statement))
		return message_send_alone(message, s->run->scan, statement, NULL, err);
	return message_add_statement(message, statement, NULL, err);
}

static int run_statements(struct sending *s, size_t *statements, struct sqlembic_error *err)
{
	struct statement statement;
	int rc;
	while ((rc = scan_next(s->run->scan, &statement, err)) > 0) {
		*statements = statement.number;
		rc = send_statement(s, &statement, err);
		if (rc < 0)
			return rc;
		if (database_cancelled(s->run->database))
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	}
	return rc;
}

int script_run(struct run *run, const struct step *step, size_t *statements, char *checksum,
	       struct sqlembic_error *err)
{
	int rc = preflight_open(run, step, err);
	if (rc < 0)
		return rc;
	struct sending s = { .run = run, .step = step, .last_report = run_ticks() };
	message_begin(&run->message, run->database->session, preflight_path(step));
	hash_init(&s.hash);
	*statements = 0;
	rc = run_statements(&s, statements, err);
	hash_text(&s.hash, checksum);
	return rc;
}
