/* exec.c: sends messages: parts that can travel together in one packet (packet.c), the others one by one. */
#include "exec.h"

#include <string.h>

#include "answer.h"
#include "batch.h"
#include "bodies.h"
#include "cause.h"
#include "dynamic.h"
#include "fail.h"
#include "lease.h"
#include "leftover.h"
#include "library.h"
#include "notes.h"
#include "packet.h"
#include "prepared.h"
#include "reach.h"
#include "settings.h"
#include "transaction.h"
#include "warnings.h"
#include "watch.h"

static int refuse_size(const struct mysqldb *s, size_t size, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the statement has %zu bytes, and the server takes %lu at most (max_allowed_packet)",
		      size, s->max_packet);
	return sqlembic_fail_hint(
		err, "raise max_allowed_packet on the server, or split the statement; it was not sent");
}

/* The server must refuse a second statement wherever the text is not certainly one. */
static int expect_one(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	bool escapes = !(s->db->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES);
	if (!s->multi_statements ||
	    (s->state.settings_known && !s->state.ascii_unsafe && mysqldb_is_one(sql, escapes)))
		return 0;
	return mysqldb_allow_many(s, false, err);
}

/* Outside of a transaction, and where the script ends its own. */
static int fence(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	if (!mysqldb_is_leased(s) ||
	    (mysqldb_in_transaction(&s->base) && !sqlembic_token_take(&tokens, "COMMIT")))
		return 0;
	return mysqldb_lease_fence(s, err);
}

/* What has succeeded although the server was told to stop it: a statement that commits by itself has done what it says; of all
 * others nobody knows whether a function has ended early. */
static bool is_complete(struct mysqldb *s, struct sqlembic_span sql)
{
	return !mysqldb_in_transaction(&s->base) &&
	       (mysqldb_changes_schema(sql) || mysqldb_changes_rows(sql));
}

static int run_alone(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	if (s->max_packet && sql.len + MYSQLDB_PACKET_OVERHEAD > s->max_packet)
		return refuse_size(s, sql.len, err);
	int rc = fence(s, sql, err);
	if (rc == 0)
		rc = expect_one(s, sql, err);
	if (rc < 0)
		return rc;
	mysqldb_watch_begin(s, s->statement_timeout_ms, 0);
	bool ok = mysqldb_send_text(s->db, sql.len ? sql.ptr : "", sql.len) && mysqldb_drop_rows(s->db);
	mysqldb_note_changes(s);
	/* A procedure yields several results. */
	while (ok && mysql_more_results(s->db)) {
		ok = mysql_next_result(s->db) == 0 && mysqldb_drop_rows(s->db);
		mysqldb_note_changes(s);
	}
	const bool was_killed = mysqldb_watch_end(s);
	if (!ok)
		return mysqldb_fail_statement(s, sql, sql.ptr + sql.len, err);
	mysqldb_note_statement(s, sql);
	if (was_killed && !is_complete(s, sql))
		return mysqldb_fail_stopped(s, err);
	if (mysql_warning_count(s->db))
		mysqldb_show_warnings(s, sql);
	return 0;
}

/* In a scratch database a text that names the live one is another one, and so is a body that reaches beyond. */
static int run_statement(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct sqlembic_buf taken = SQLEMBIC_BUF_INIT;
	int rc = mysqldb_dynamic_take(&taken, s, sql, err);
	if (rc == 0 && taken.len == 0)
		mysqldb_bodies_guard(&taken, s, sql);
	if (rc == 0 && taken.failed)
		rc = sqlembic_fail_memory(err);
	if (rc == 0)
		rc = run_alone(s, taken.len ? (struct sqlembic_span){ taken.ptr, taken.len } : sql, err);
	/* It would be a place in what was sent. */
	if (rc < 0 && taken.len && err)
		err->position = 0;
	sqlembic_buf_release(&taken);
	return rc;
}

static bool has_statement(const struct sqlembic_part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i].kind == SQLEMBIC_PART_STATEMENT)
			return true;
	return false;
}

int mysqldb_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		 struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct mysqldb_packet packet = { .n = 0 };
	size_t again = n; /* the part that was tried again */
	int rc = 0;

	*done = 0;
	if (n > 0)
		rc = mysqldb_settings_begin(s, err);
	if (rc == 0 && has_statement(parts, n))
		rc = mysqldb_settings_use_servers(s, err);
	size_t within = mysqldb_reach_within(s, parts, n);
	if (rc == 0 && mysqldb_packet_may_be_made(s))
		mysqldb_prepare(s, parts, within);
	while (rc == 0 && *done < within) {
		const struct sqlembic_part *part = &parts[*done];
		/* What is left of ours alone records what is done. */
		if (mysqldb_cancelled(s) && has_statement(part, within - *done)) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		} else if (mysqldb_packet_fill(&packet, s, part, within - *done)) {
			rc = mysqldb_packet_send(&packet, s, part, done, err);
		} else {
			rc = part->kind == SQLEMBIC_PART_STATEMENT ? run_statement(s, part->sql, err)
								   : sqlembic_part_run(session, part, err);
			*done += rc == 0;
		}
		if (rc < 0 && mysqldb_leftover_take(s) && *done != again) {
			again = *done;
			rc = 0;
		}
	}
	mysqldb_packet_release(&packet);
	if (rc < 0)
		mysqldb_cause_add(s, err);
	return rc == 0 && within < n ? mysqldb_reach_refuse(s, parts[within].sql, err) : rc;
}
