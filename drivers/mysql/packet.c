/* packet.c: parts of a message, the user's and ours, as one text that the server runs in order until a statement fails.
 *
 * We cannot look between two of its statements, so the server must stop by itself where one of ours has not changed the
 * one row that it must: a sum that overflows then, in any sql_mode, stands behind it.  It must not be part of what the next one
 * writes, since a binary log of statements could not be run again.  The texts of warnings are asked for in the packet, too, since only the last
 * statement's can be asked for later; behind each of many changes of rows, and in a long run, that would be too dear, and
 * they are counted instead, until there are some. */
#include "packet.h"

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "batch.h"
#include "fail.h"
#include "lease.h"
#include "library.h"
#include "notes.h"
#include "prepared.h"
#include "reach.h"
#include "rows.h"
#include "transaction.h"
#include "warnings.h"
#include "watch.h"

/* Larger packets save no time. */
#define PACKET_BYTES ((size_t)128 * 1024)
/* In a packet of at most so many statements each is asked for its warnings; changes of the schema always are. */
#define FEW_STATEMENTS 16
/* So many are asked in a session. */
#define SHOWN_STATEMENTS 64

/* ROW_COUNT() counts what the UPDATE before it has found, or changed where a proxy has lost CLIENT_FOUND_ROWS: what we write
 * always differs.  SET, and not SELECT: it has no rows to send, nor a sql_select_limit. */
static const char must_be_one[] = ";SET @sqlembic = 9223372036854775807 + (ROW_COUNT() <> 1)";
static const char show_warnings[] = ";SHOW WARNINGS";

static bool asks_for_warnings(const struct mysqldb_packet *packet, const struct mysqldb *s,
			      const struct sqlembic_part *part)
{
	return s->notice && part->kind == SQLEMBIC_PART_STATEMENT &&
	       (s->warnings_lost || (s->shown < SHOWN_STATEMENTS && (packet->statements <= FEW_STATEMENTS ||
								     mysqldb_changes_schema(part->sql))));
}

/* ---- making it ----------------------------------------------------------------------------------------- */

/* True also where it only may end in one: a newline more does no harm. */
static bool ends_in_comment(struct sqlembic_span sql)
{
	const char *newline = memrchr(sql.ptr, '\n', sql.len);
	const char *line = newline ? newline : sql.ptr;
	size_t len = (size_t)(sql.ptr + sql.len - line);
	return memchr(line, '#', len) || memmem(line, len, "--", 2);
}

/* MySQL takes the semicolon behind a body of one statement for a part of it; in a scratch database it may need a guard. */
static bool goes_alone(const struct mysqldb *s, struct sqlembic_span sql)
{
	return mysqldb_ends_in_body(sql) && (!mysqldb_serves_mariadb(s) || mysqldb_reach_is_scratch(s));
}

static bool add_statement(struct mysqldb_packet *out, const struct mysqldb *s, struct sqlembic_span sql)
{
	bool schema = mysqldb_changes_schema(sql);
	if ((!schema && !mysqldb_changes_rows(sql)) ||
	    !mysqldb_is_one(sql, !(s->db->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES)) ||
	    goes_alone(s, sql))
		return false;
	sqlembic_buf_add(&out->text, sql.ptr, sql.len);
	if (ends_in_comment(sql))
		sqlembic_buf_putc(&out->text, '\n');
	out->in_transaction = out->in_transaction && !schema;
	return true;
}

static bool add_query(struct mysqldb_packet *out, const struct mysqldb *s, struct sqlembic_query *query)
{
	query->missing = query->missed = false;
	query->changed = 0;
	if (query->row || query->missing_ok)
		return false;
	return mysqldb_add_prepared(&out->text, s, query) || mysqldb_add_query(&out->text, query, NULL) == 0;
}

/* False: the part cannot travel with others, because its effect depends on their results, or we refuse it. */
static bool add_part(struct mysqldb_packet *out, const struct mysqldb *s, const struct sqlembic_part *part)
{
	switch (part->kind) {
	case SQLEMBIC_PART_STATEMENT:
		return add_statement(out, s, part->sql);
	case SQLEMBIC_PART_QUERY:
		return add_query(out, s, part->query);
	case SQLEMBIC_PART_BEGIN:
		if (out->in_transaction || s->read_only)
			return false;
		sqlembic_buf_puts(&out->text, "START TRANSACTION");
		return out->in_transaction = true;
	case SQLEMBIC_PART_CHECK:
		/* No statement of a packet ends a transaction unseen or changes the session: there is nothing to ask. */
		return out->in_transaction && !s->state.timestamp_set;
	case SQLEMBIC_PART_COMMIT:
		sqlembic_buf_puts(&out->text, MYSQLDB_COMMIT);
		out->in_transaction = false;
		return true;
	}
	return false;
}

/* Our own statements mean the same under every setting but these, and we must read text as the server does. */
bool mysqldb_packet_may_be_made(const struct mysqldb *s)
{
	return s->state.settings_known && !s->state.unreported && !s->state.notes_incomplete &&
	       !s->state.other_database && !s->state.tables_locked && !s->state.ascii_unsafe &&
	       (s->db->server_status & SERVER_STATUS_AUTOCOMMIT);
}

static bool make_room(struct mysqldb_packet *out, size_t n)
{
	if (n <= out->cap)
		return true;
	struct mysqldb_packed *parts = realloc(out->parts, n * sizeof(*parts));
	if (!parts)
		return false;
	out->parts = parts;
	out->cap = n;
	return true;
}

/* What stands outside of a transaction, and what ends one of ours: a COMMIT behind a look at the lock fails where the lock is taken
 * meanwhile.  Its row must not be held while statements run: who beats would wait for them. */
static bool needs_fence(const struct mysqldb_packet *packet, const struct mysqldb *s,
			const struct sqlembic_part *part)
{
	if (!mysqldb_is_leased(s))
		return false;
	switch (part->kind) {
	case SQLEMBIC_PART_STATEMENT:
		return !packet->in_transaction;
	case SQLEMBIC_PART_BEGIN:
	case SQLEMBIC_PART_COMMIT:
		return true;
	default:
		return false;
	}
}

static void add_fence(struct mysqldb_packet *out, const struct mysqldb *s)
{
	sqlembic_buf_puts(&out->text, s->lease.fence);
	sqlembic_buf_puts(&out->text, must_be_one);
	sqlembic_buf_putc(&out->text, ';');
}

static size_t count_statements(const struct sqlembic_part *parts, size_t n)
{
	size_t statements = 0;
	for (size_t i = 0; i < n; i++)
		statements += parts[i].kind == SQLEMBIC_PART_STATEMENT;
	return statements;
}

/* What is asked for behind a part. */
static void add_questions(struct mysqldb_packet *out, struct mysqldb *s, const struct sqlembic_part *part)
{
	struct mysqldb_packed *packed = &out->parts[out->n];
	packed->judged = part->kind == SQLEMBIC_PART_QUERY && part->query->one_row;
	packed->shown = asks_for_warnings(out, s, part);
	if (packed->judged)
		sqlembic_buf_puts(&out->text, must_be_one);
	if (packed->shown)
		sqlembic_buf_puts(&out->text, show_warnings);
}

/* False where the part has to stay behind. */
static bool add_packed(struct mysqldb_packet *out, struct mysqldb *s, const struct sqlembic_part *part,
		       size_t limit)
{
	struct mysqldb_packed *packed = &out->parts[out->n];
	const bool transaction = out->in_transaction;
	const size_t before = out->text.len;
	if (before && part->kind != SQLEMBIC_PART_CHECK)
		sqlembic_buf_putc(&out->text, ';');
	*packed = (struct mysqldb_packed){ .fenced = needs_fence(out, s, part) };
	if (packed->fenced)
		add_fence(out, s);
	packed->start = out->text.len;
	if (add_part(out, s, part)) {
		add_questions(out, s, part);
		if (out->text.len + MYSQLDB_PACKET_OVERHEAD <= limit && !out->text.failed) {
			s->shown += packed->shown;
			return true;
		}
	}
	out->text.len = before;
	out->in_transaction = transaction;
	return false;
}

size_t mysqldb_packet_fill(struct mysqldb_packet *out, struct mysqldb *s, const struct sqlembic_part *parts,
			   size_t n)
{
	size_t limit = s->max_packet && s->max_packet < PACKET_BYTES ? s->max_packet : PACKET_BYTES;
	out->n = 0;
	out->text.len = 0;
	out->statements = count_statements(parts, n);
	out->in_transaction = s->db->server_status & SERVER_STATUS_IN_TRANS;
	if ((n < 2 && !mysqldb_is_leased(s)) || !mysqldb_packet_may_be_made(s) || !make_room(out, n))
		return 0;
	while (out->n < n && add_packed(out, s, &parts[out->n], limit))
		out->n++;
	return out->text.failed || out->text.len == 0 ? 0 : out->n;
}

void mysqldb_packet_release(struct mysqldb_packet *packet)
{
	sqlembic_buf_release(&packet->text);
	free(packet->parts);
}

/* ---- the server's answers ------------------------------------------------------------------------------ */

struct answers {
	const struct mysqldb_packet *packet;
	struct mysqldb *s;
	bool begun;       /* the packet was sent */
	unsigned lost;    /* warnings that nobody has asked for in time, */
	size_t lost_part; /* and the first part that had some */
};

/* Steps to the next answer, or sends and waits for the first one; false when the statement has failed. */
static bool next_answer(struct answers *a)
{
	const struct sqlembic_buf *text = &a->packet->text;
	MYSQL *db = a->s->db;
	if (a->begun)
		return mysql_more_results(db) && mysql_next_result(db) == 0;
	a->begun = true;
	return mysqldb_send_text(db, text->ptr, text->len);
}

static void drain(MYSQL *db)
{
	while (mysql_more_results(db) && mysql_next_result(db) == 0)
		(void)mysqldb_drop_rows(db);
}

/* The server has answered with an error, or not at all. */
static int fail_answer(struct answers *a, struct sqlembic_error *err)
{
	if (mysql_errno(a->s->db) != 0)
		return mysqldb_fail(a->s, err);
	a->s->lost = true;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "the server has answered fewer statements than were sent");
}

static int fail_part(struct answers *a, const struct sqlembic_part *part, size_t i,
		     struct sqlembic_error *err)
{
	const struct mysqldb_packet *packet = a->packet;
	if (part->kind != SQLEMBIC_PART_STATEMENT || mysql_errno(a->s->db) == 0)
		return fail_answer(a, err);
	const struct sqlembic_span sql = { packet->text.ptr + packet->parts[i].start, part->sql.len };
	return mysqldb_fail_statement(a->s, sql, packet->text.ptr + packet->text.len, err);
}

/* Reads the answer of must_be_one, which stands behind a query that must have changed one row. */
static int read_verdict(struct answers *a, struct sqlembic_query *query, struct sqlembic_error *err)
{
	MYSQL *db = a->s->db;
	bool stopped = !next_answer(a) || !mysqldb_drop_rows(db);
	if (stopped && mysql_errno(db) != ER_DATA_OUT_OF_RANGE)
		return fail_answer(a, err);
	query->missed = stopped || query->changed != 1;
	if (!query->missed)
		return 0;
	drain(db);
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "expected to change one row, changed %lld",
			     query->changed);
}

static int read_warnings(struct answers *a, const struct sqlembic_part *part, struct sqlembic_error *err)
{
	return next_answer(a) && mysqldb_take_warnings(a->s, part->sql) ? 0 : fail_answer(a, err);
}

/* The look at the lock that stands ahead of a part: its row was moved, or another run has it. */
static int read_fence(struct answers *a, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .one_row = true };
	if (!next_answer(a) || !mysqldb_drop_rows(a->s->db))
		return fail_answer(a, err);
	query.changed = (long long)mysql_affected_rows(a->s->db);
	int rc = read_verdict(a, &query, err);
	return query.missed ? mysqldb_lease_lost(a->s, err) : rc;
}

/* *done counts the part as soon as it has taken effect, whatever becomes of its warnings. */
static int read_answer(struct answers *a, const struct sqlembic_part *part, size_t *done,
		       struct sqlembic_error *err)
{
	const size_t i = *done;
	const struct mysqldb_packed *packed = &a->packet->parts[i];
	struct mysqldb *s = a->s;
	bool users = part->kind == SQLEMBIC_PART_STATEMENT;
	if (a->begun)
		mysqldb_watch_next(s, users ? s->statement_timeout_ms : 0,
				   users ? 0 : MYSQLDB_QUERY_GRACE_MS);
	int fence = packed->fenced ? read_fence(a, err) : 0;
	if (fence < 0)
		return fence;
	if (!next_answer(a) || !mysqldb_drop_rows(s->db))
		return fail_part(a, part, i, err);
	mysqldb_note_changes(s);
	if (part->kind == SQLEMBIC_PART_QUERY) {
		part->query->changed = (long long)mysql_affected_rows(s->db);
		int rc = packed->judged ? read_verdict(a, part->query, err) : 0;
		*done += rc == 0;
		return rc;
	}
	*done += 1;
	if (!users)
		return 0;
	mysqldb_note_statement(s, part->sql);
	if (packed->shown)
		return read_warnings(a, part, err);
	a->lost_part = a->lost ? a->lost_part : i;
	a->lost += mysql_warning_count(s->db);
	return 0;
}

/* Whether it may have been behind part `i` that the transaction was committed. */
static bool commits(const struct mysqldb_packet *packet, const struct sqlembic_part *parts, size_t i)
{
	while (i < packet->n && parts[i].kind != SQLEMBIC_PART_COMMIT)
		i++;
	return i < packet->n;
}

int mysqldb_packet_send(const struct mysqldb_packet *packet, struct mysqldb *s,
			const struct sqlembic_part *parts, size_t *done, struct sqlembic_error *err)
{
	struct answers a = { .packet = packet, .s = s };
	bool users = parts[0].kind == SQLEMBIC_PART_STATEMENT;
	int rc = mysqldb_allow_many(s, true, err);
	if (rc < 0)
		return rc;
	mysqldb_watch_begin(s, users ? s->statement_timeout_ms : 0, users ? 0 : MYSQLDB_QUERY_GRACE_MS);
	size_t i = 0;
	while (rc == 0 && i < packet->n) {
		if (parts[i].kind == SQLEMBIC_PART_CHECK)
			i++;
		else
			rc = read_answer(&a, &parts[i], &i, err);
	}
	if (rc == 0 && mysql_more_results(s->db)) {
		drain(s->db);
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the server has answered more statements than were sent");
	}
	(void)mysqldb_watch_end(s);
	if (rc < 0 && rc != SQLEMBIC_E_FAILED && s->lost && commits(packet, parts, i))
		(void)mysqldb_fail_uncertain(err);
	*done += i;
	if (a.lost) {
		s->warnings_lost = true;
		mysqldb_count_warnings(s, parts[a.lost_part].sql, a.lost);
	}
	return rc;
}
