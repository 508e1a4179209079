/* journal.c: see journal.h; journal_read.c reads the table. */
#include "records/journal.h"

#include <stdio.h>
#include <string.h>

#include "records/journal_author.h"
#include "records/journal_clock.h"
#include "sql/name.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

static const char insert_text[] = "INSERT INTO %s (" JOURNAL_COLUMNS
				  ")\nVALUES (%s, ?, ?, ?, ?, ?, ?, ?, %s, %s, %s, ?, ?, %s, ?, ?, ?, ?, ?,"
				  " ?, ?)";

static const char create_text[] = "CREATE TABLE IF NOT EXISTS %s (\n"
				  "    id INTEGER NOT NULL PRIMARY KEY,\n"
				  "    format INTEGER NOT NULL,\n"
				  "    run VARCHAR(36) NOT NULL,\n"
				  "    revision VARCHAR(255) NOT NULL,\n"
				  "    direction VARCHAR(16) NOT NULL,\n"
				  "    status VARCHAR(16) NOT NULL,\n"
				  "    moved_from TEXT NOT NULL,\n"
				  "    moved_to TEXT NOT NULL,\n"
				  "    started_at VARCHAR(32) NOT NULL,\n"
				  "    finished_at VARCHAR(32),\n"
				  "    duration_ms BIGINT,\n"
				  "    statements INTEGER NOT NULL,\n"
				  "    statements_done INTEGER NOT NULL,\n"
				  "    statement_intended INTEGER NOT NULL,\n"
				  "    checksum VARCHAR(80) NOT NULL,\n"
				  "    connection VARCHAR(128) NOT NULL,\n"
				  "    os_user VARCHAR(128) NOT NULL,\n"
				  "    host VARCHAR(255) NOT NULL,\n"
				  "    program VARCHAR(64) NOT NULL,\n"
				  "    tag TEXT,\n"
				  "    error TEXT\n"
				  ")%s";

static bool make_inserts(struct journal *out, const struct sqlembic_dialect *dialect)
{
	struct arena *arena = out->arena;
	/* The number comes from the table itself, since no two engines agree on how to count; writers hold the lock. */
	const char *table = out->qualified, *next = name_put(arena, dialect->next_number, table);
	const char *now = out->offline ? dialect->now : "?";
	if (!next)
		return false;
	out->insert = arena_fill(arena, insert_text, table, next, now, now, "?", "0");
	out->insert_as = out->insert_timed = arena_fill(arena, insert_text, table, "?", "?", "?", "?", "?");
	if (dialect->elapsed_ms)
		out->insert_timed = arena_fill(arena, insert_text, table, "?", "?", dialect->now,
					       dialect->elapsed_ms, "?");
	return out->insert && out->insert_as && out->insert_timed;
}

#define WHERE_RUNNING " WHERE id = ? AND statements_done = ? AND connection = ? AND status = 'running'"

static int make_statements(struct journal *out, const struct sqlembic_dialect *dialect)
{
	struct arena *arena = out->arena;
	const char *table = out->qualified;
	out->create = arena_fill(arena, create_text, table,
				 dialect->table_options ? dialect->table_options : "");
	out->state = arena_fill(arena, "SELECT status, format, id FROM %s ORDER BY id DESC LIMIT 1", table);
	out->last = arena_fill(arena, "SELECT " JOURNAL_COLUMNS " FROM %s ORDER BY id DESC LIMIT 1", table);
	out->move = arena_fill(arena,
			       "UPDATE %s SET statements_done = ?, checksum = ?,"
			       " statement_intended = ?" WHERE_RUNNING,
			       table);
	out->complete = arena_fill(
		arena,
		"UPDATE %s SET statements_done = ?, checksum = ?, statement_intended = ?,"
		" status = 'done', finished_at = %s, duration_ms = %s, format = ?, error = ?" WHERE_RUNNING,
		table, dialect->elapsed_ms ? dialect->now : "?",
		dialect->elapsed_ms ? dialect->elapsed_ms : "?");
	out->interrupt = arena_fill(arena,
				    "UPDATE %s SET statement_intended = ?, error = ?, connection = ?"
				    " WHERE id = ? AND connection = ? AND status = 'running'",
				    table);
	out->finish = arena_fill(arena,
				 "UPDATE %s SET status = ?, finished_at = ?, duration_ms = ?, error = ?,"
				 " format = ? WHERE id = ? AND status = 'running'",
				 table);
	out->adopt = arena_fill(arena,
				"UPDATE %s SET connection = ?, run = ?, os_user = ?, host = ?, program = ?,"
				" error = NULL, finished_at = COALESCE(?, finished_at), format = ?"
				" WHERE id = ? AND connection = ? AND status = 'running'",
				table);
	out->forget = arena_fill(arena,
				 "UPDATE %s SET format = ?, statement_intended = 0, error = NULL"
				 " WHERE id >= ? AND id <= ? AND status = 'done' AND format = ?",
				 table);
	return out->create && make_inserts(out, dialect) && out->state && out->last && out->move &&
			       out->complete && out->interrupt && out->finish && out->adopt && out->forget
		       ? 0
		       : SQLEMBIC_E_FAILED;
}

int journal_init(struct journal *out, struct arena *arena, const struct sqlembic_dialect *dialect,
		 const char *schema, const char *table, struct sqlembic_error *err)
{
	out->arena = arena;
	out->dialect = dialect;
	out->newest = -1;
	out->qualified = NULL;
	if (!table || !*table)
		return 0;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	name_qualify(&name, dialect, schema, table);
	out->qualified = name.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&name));
	sqlembic_buf_release(&name);
	if (!out->qualified || make_statements(out, dialect) < 0)
		return sqlembic_fail_memory(err);
	return 0;
}

int journal_create(const struct journal *journal, struct sqlembic_session *session,
		   struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = journal->create };
	return session->driver->query(session, &query, err);
}

long long journal_now(const struct journal *journal)
{
	return sqlembic_clock_now() + journal->clock_ahead_us;
}

int journal_bind(struct journal *journal, struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	int rc = journal_author_find(journal, err);
	if (rc == 0)
		rc = session->driver->connection_id(session, &id, err);
	(void)snprintf(journal->connection, sizeof(journal->connection), "%s", sqlembic_buf_text(&id));
	sqlembic_buf_release(&id);
	const bool is_known = journal->clock_is_new;
	journal->clock_is_new = false;
	return rc < 0 || is_known ? rc : journal_clock_read(journal, session, err);
}

/* Numbers as text, in one place that outlives the query. */
struct numbers {
	char text[8][24];
	size_t n;
};

static const char *number(struct numbers *numbers, long long value)
{
	char *end = numbers->text[numbers->n++] + sizeof(numbers->text[0]);
	unsigned long long rest = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
	*--end = '\0';
	do
		*--end = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--end = '-';
	return end;
}

/* The times of a step, as its statement wants them. */
struct times {
	char started[SQLEMBIC_CLOCK_SIZE], finished[SQLEMBIC_CLOCK_SIZE];
	const char *args[3];
	size_t n;
};

static void tell_times(struct times *out, const struct journal_step *step, struct numbers *numbers)
{
	const char *took = step->milliseconds < 0 ? NULL : number(numbers, step->milliseconds);
	sqlembic_clock_write(out->started, step->started_us);
	out->n = 0;
	if (step->timed_by_server) {
		out->args[out->n++] = out->started;
		out->args[out->n++] = out->started;
		return;
	}
	sqlembic_clock_write(out->finished, step->started_us + step->milliseconds * 1000);
	out->args[out->n++] = out->started;
	out->args[out->n++] = took ? out->finished : NULL;
	out->args[out->n++] = took;
}

/* What a row says of the step that comes next: journal_read.c reads it. */
static const char *tell_next(struct sqlembic_buf *out, const struct journal_step *step)
{
	if (!step->next)
		return step->error;
	sqlembic_buf_printf(out, JOURNAL_NEXT "%s (%zu %s): %s" JOURNAL_TO "%s", step->next->revision->id,
			    step->next_statements, step->next_hash, step->next->from, step->next->to);
	return sqlembic_buf_text(out);
}

static const char *format_number(struct numbers *numbers, const struct journal_step *step)
{
	return number(numbers, step->next               ? JOURNAL_FORMAT_ANNOUNCES
			       : step->status[0] == 'r' ? JOURNAL_FORMAT_RUNS
							: JOURNAL_FORMAT_PLAIN);
}

/* As many digits as the column has room for behind a checksum. */
#define DIGITS 8

struct progress {
	char text[HASH_TEXT_SIZE + DIGITS + 1];
};

static const char *tell_progress(struct progress *out, const char *checksum, const char *intended)
{
	if (!intended || !*intended)
		return checksum;
	(void)snprintf(out->text, sizeof(out->text), "%s%c%.*s", checksum, JOURNAL_INTENDED, DIGITS,
		       hash_digits(intended));
	return out->text;
}

bool journal_is_edited(const char *intended, const char *hash)
{
	return strncmp(hash ? hash_digits(hash) : "", intended, strlen(intended)) != 0;
}

static const char *choose_insert(const struct journal *journal, const struct journal_step *step)
{
	return step->timed_by_server ? journal->insert_timed
	       : step->id            ? journal->insert_as
				     : journal->insert;
}

int journal_write(struct journal *journal, struct parcel *parcel, const struct journal_step *step,
		  struct sqlembic_error *err)
{
	static const char *const directions[] = { "upgrade", "downgrade", "stamp" };
	struct sqlembic_buf next = SQLEMBIC_BUF_INIT;
	struct numbers numbers = { .n = 0 };
	struct progress progress;
	struct times times;
	const char *args[24];
	size_t n = 0;
	if (step->id)
		args[n++] = number(&numbers, step->id);
	args[n++] = format_number(&numbers, step);
	args[n++] = journal->run;
	args[n++] = step->step->revision ? step->step->revision->id : "";
	args[n++] = directions[step->step->direction];
	args[n++] = step->status;
	args[n++] = step->step->from;
	args[n++] = step->step->to;
	tell_times(&times, step, &numbers);
	/* An offline script looks at the clock when it runs. */
	for (size_t i = journal->offline ? 2 : 0; i < times.n; i++)
		args[n++] = times.args[i];
	args[n++] = number(&numbers, (long long)step->statements);
	args[n++] = number(&numbers, (long long)step->statements_done);
	if (step->id)
		args[n++] = number(&numbers, step->next ? 1 : (long long)step->intent);
	args[n++] = tell_progress(&progress, step->checksum, step->intended);
	args[n++] = journal->connection;
	args[n++] = journal->os_user;
	args[n++] = journal->host;
	args[n++] = journal->program;
	args[n++] = journal->tag;
	args[n++] = tell_next(&next, step);
	journal->newest = step->id ? journal->newest : -1;
	int rc = next.failed ? sqlembic_fail_memory(err)
			     : parcel_add_query(parcel, choose_insert(journal, step), args, n, NULL, err);
	sqlembic_buf_release(&next);
	return rc;
}

static int add_move(struct parcel *parcel, const struct journal_move *move, const char *sql,
		    const char *const *args, size_t n, struct sqlembic_error *err)
{
	const struct parcel_expectation expected = { .what = "moving its row in the log table",
						     .missed = move->taken };
	return parcel_add_query(parcel, sql, args, n, &expected, err);
}

int journal_move(const struct journal *journal, struct parcel *parcel, const struct journal_move *move,
		 struct sqlembic_error *err)
{
	struct numbers numbers = { .n = 0 };
	struct progress progress;
	const char *const args[] = { number(&numbers, (long long)move->now_done),
				     tell_progress(&progress, move->checksum, move->intended),
				     number(&numbers, (long long)move->intent),
				     number(&numbers, move->id),
				     number(&numbers, (long long)move->done),
				     journal->connection };
	return add_move(parcel, move, journal->move, args, 6, err);
}

int journal_complete(const struct journal *journal, struct parcel *parcel, const struct journal_move *move,
		     const struct journal_step *step, struct sqlembic_error *err)
{
	struct sqlembic_buf next = SQLEMBIC_BUF_INIT;
	struct numbers numbers = { .n = 0 };
	struct times times;
	const char *args[10];
	size_t n = 0;
	args[n++] = number(&numbers, (long long)move->now_done);
	args[n++] = move->checksum;
	args[n++] = number(&numbers, step->next ? 1 : 0);
	tell_times(&times, step, &numbers);
	for (size_t i = 1; i < times.n; i++)
		args[n++] = times.args[i];
	args[n++] = format_number(&numbers, step);
	args[n++] = tell_next(&next, step);
	args[n++] = number(&numbers, move->id);
	args[n++] = number(&numbers, (long long)move->done);
	args[n++] = journal->connection;
	int rc = next.failed ? sqlembic_fail_memory(err)
			     : add_move(parcel, move, journal->complete, args, n, err);
	sqlembic_buf_release(&next);
	return rc;
}

/* Changes a running row, which must still be there. */
static int change_row(struct sqlembic_session *session, const char *sql, const char *const *args, size_t n,
		      bool *taken, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sql, .args = args, .nargs = n };
	int rc = session->driver->query(session, &query, err);
	if (rc < 0 || query.changed == 1)
		return rc;
	*taken = true;
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process has taken over the step");
}

int journal_interrupt(const struct journal *journal, struct sqlembic_session *session, long long id,
		      long long intent, const char *error, bool *taken, struct sqlembic_error *err)
{
	struct numbers numbers = { .n = 0 };
	const char *args[] = { number(&numbers, intent), error, "", number(&numbers, id),
			       journal->connection };
	return change_row(session, journal->interrupt, args, 5, taken, err);
}

int journal_finish(const struct journal *journal, struct sqlembic_session *session, long long id,
		   const char *status, long long milliseconds, const char *error, bool *taken,
		   struct sqlembic_error *err)
{
	char finished[SQLEMBIC_CLOCK_SIZE];
	struct numbers numbers = { .n = 0 };
	sqlembic_clock_write(finished, journal_now(journal));
	const char *args[] = { status,
			       finished,
			       milliseconds < 0 ? NULL : number(&numbers, milliseconds),
			       error,
			       number(&numbers, JOURNAL_FORMAT_PLAIN),
			       number(&numbers, id) };
	return change_row(session, journal->finish, args, 6, taken, err);
}

struct forgetting {
	struct numbers numbers;
	const char *args[4];
};

static void describe_forgetting(struct forgetting *out, long long first, long long last)
{
	out->numbers.n = 0;
	out->args[0] = number(&out->numbers, JOURNAL_FORMAT_PLAIN);
	out->args[1] = number(&out->numbers, first);
	out->args[2] = number(&out->numbers, last);
	out->args[3] = number(&out->numbers, JOURNAL_FORMAT_ANNOUNCES);
}

int journal_add_forget(const struct journal *journal, struct parcel *parcel, long long first, long long last,
		       struct sqlembic_error *err)
{
	struct forgetting forgetting;
	describe_forgetting(&forgetting, first, last);
	return parcel_add_query(parcel, journal->forget, forgetting.args, 4, NULL, err);
}

int journal_forget(const struct journal *journal, struct sqlembic_session *session, long long first,
		   long long last, struct sqlembic_error *err)
{
	struct forgetting forgetting;
	describe_forgetting(&forgetting, first, last);
	struct sqlembic_query query = { .sql = journal->forget, .args = forgetting.args, .nargs = 4 };
	return session->driver->query(session, &query, err);
}

/* The row of a step that was only announced; that its number is free keeps others away. */
static int write_announced(const struct journal *journal, struct sqlembic_session *session,
			   const struct journal_entry *entry, struct sqlembic_error *err)
{
	struct numbers numbers = { .n = 0 };
	struct progress progress;
	const struct sqlembic_log_entry *view = &entry->view;
	const char *const args[] = { number(&numbers, entry->id),
				     number(&numbers, JOURNAL_FORMAT_RUNS),
				     journal->run,
				     view->revision,
				     view->direction,
				     view->status,
				     view->from,
				     view->to,
				     view->started_at,
				     NULL,
				     NULL,
				     number(&numbers, view->statements),
				     number(&numbers, view->statements_done),
				     number(&numbers, entry->intent),
				     tell_progress(&progress, entry->done_hash, entry->intended),
				     journal->connection,
				     journal->os_user,
				     journal->host,
				     journal->program,
				     view->tag,
				     NULL };
	struct sqlembic_query query = { .sql = journal->insert_as,
					.args = args,
					.nargs = sizeof(args) / sizeof(*args) };
	return session->driver->query(session, &query, err);
}

static int take_over(const struct journal *journal, struct sqlembic_session *session,
		     const struct journal_entry *entry, bool *taken, struct sqlembic_error *err)
{
	struct numbers numbers = { .n = 0 };
	char now[SQLEMBIC_CLOCK_SIZE];
	sqlembic_clock_write(now, journal_now(journal));
	/* A statement that is in doubt was sent before. */
	const char *const args[] = { journal->connection,
				     journal->run,
				     journal->os_user,
				     journal->host,
				     journal->program,
				     entry->view.in_doubt ? NULL : now,
				     number(&numbers, JOURNAL_FORMAT_RUNS),
				     number(&numbers, entry->id),
				     entry->connection };
	return change_row(session, journal->adopt, args, 9, taken, err);
}

int journal_adopt(const struct journal *journal, struct sqlembic_session *session,
		  const struct journal_entry *entry, bool *taken, struct sqlembic_error *err)
{
	int rc = entry->is_announced ? write_announced(journal, session, entry, err)
				     : take_over(journal, session, entry, taken, err);
	/* What the other process has announced before has its own row since. */
	return rc < 0 || journal->dialect->transactional_ddl
		       ? rc
		       : journal_forget(journal, session, 0, entry->id, err);
}

int journal_is_alive(const struct journal *journal, const struct journal_entry *entry,
		     struct sqlembic_session *session, struct sqlembic_error *err)
{
	/* Numbers of connections are given out again: one that is ours now is not that of another process. */
	if (!entry->connection[0] || strcmp(entry->connection, journal->connection) == 0)
		return 0;
	return session->driver->connection_alive(session, entry->connection, err);
}

const char *journal_owner(const struct journal_entry *entry, struct arena *arena)
{
	const struct sqlembic_log_entry *view = &entry->view;
	return arena_printf(arena, "%s on %s (%.*s), who is running the %s of %s", view->os_user, view->host,
			    (int)strcspn(entry->connection, " "), entry->connection, view->direction,
			    view->revision);
}
