/* lease.c: see lease.h.
 *
 * The row is taken by compare-and-set: of two nodes that take it at once one fails when it commits, since both change it.  Its holder
 * moves it (heartbeat.c, and each look at the lock).  Who waits takes it over when it has stayed as it is for the lease, by the waiter's
 * own clock: clocks of two machines are never compared.  A holder that was only slow finds that out at its next look, in the same
 * transaction as what it is about to commit.
 *
 * A holder of the node that we are connected to is not waited for when it is gone: a lock of GET_LOCK, which it takes besides, has died
 * with its connection. */
#include "lease.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/clock.h"
#include "cluster.h"
#include "heartbeat.h"
#include "holder.h"
#include "rows.h"

/* A commit that lost against a look of another session is tried again. */
#define TRIES 5

static const char create_text[] = "CREATE TABLE IF NOT EXISTS %s (id VARCHAR(64) NOT NULL PRIMARY KEY, "
				  "holder VARCHAR(255) NOT NULL, beat BIGINT NOT NULL) ENGINE=InnoDB "
				  "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

/* Runs a statement that changes one row at most. */
static int change(bool *changed, struct mysqldb *s, const char *sql, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sql };
	int rc = sql ? mysqldb_run_query(s, &query, err) : sqlembic_fail_memory(err);
	*changed = rc == 0 && query.changed == 1;
	return rc;
}

static int create_row(struct mysqldb *s, const char *name, bool no_table, struct sqlembic_error *err)
{
	struct sqlembic_buf table = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	bool changed;
	int rc = 0;
	mysqldb_row_table(&table, s);
	if (no_table) {
		sqlembic_buf_printf(&sql, create_text, sqlembic_buf_text(&table));
		rc = change(&changed, s, sql.failed ? NULL : sql.ptr, err);
		sqlembic_buf_clear(&sql);
	}
	sqlembic_buf_printf(&sql, "INSERT IGNORE INTO %s (id, holder, beat) VALUES (%s, X'', 0)",
			    sqlembic_buf_text(&table), name);
	if (rc == 0)
		rc = change(&changed, s, sql.failed || table.failed ? NULL : sql.ptr, err);
	sqlembic_buf_release(&table);
	sqlembic_buf_release(&sql);
	return rc;
}

/* ---- taking it ----------------------------------------------------------------------------------------- */

/* Whether the row has stayed as it is for the lease. */
static int has_run_out(bool *out, struct mysqldb *s, const struct mysqldb_row *row, long lease_ms,
		       struct sqlembic_error *err)
{
	struct mysqldb_lease *lease = &s->lease;
	struct sqlembic_buf now = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&now, "%s %s", row->holder, row->beat);
	if (now.failed) {
		sqlembic_buf_release(&now);
		return sqlembic_fail_memory(err);
	}
	const bool same = lease->seen && strcmp(lease->seen, now.ptr) == 0;
	if (!same) {
		free(lease->seen);
		lease->seen = now.ptr;
		lease->since = sqlembic_clock_ms();
	} else {
		sqlembic_buf_release(&now);
	}
	*out = same && sqlembic_clock_ms() - lease->since >= lease_ms;
	bool behind = false;
	int rc = *out ? mysqldb_holder_may_be_behind(&behind, s, err) : 0;
	*out = *out && !behind;
	return rc;
}

/* Whether the lock may be taken from who has it, as far as can be known before it is tried. */
static int may_take(bool *out, struct mysqldb *s, const char *name, const struct mysqldb_row *row,
		    struct sqlembic_error *err)
{
	struct mysqldb_holder holder;
	bool elsewhere = true;
	*out = !*row->holder;
	if (*out)
		return 0;
	const bool known = mysqldb_holder_read(&holder, row->holder);
	int here = known && s->lease.witness ? mysqldb_holder_is_here(s, name, &holder, &elsewhere, err) : 0;
	int rc = here < 0 && !elsewhere ? here : 0;
	if (rc == 0 && !elsewhere)
		*out = here == 0;
	else if (rc == 0)
		rc = has_run_out(out, s, row, known ? holder.lease_ms : s->lease.ms, err);
	return rc;
}

static int fail_held(struct sqlembic_error *err)
{
	return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another session holds the migration lock");
}

/* Our text in the row, as a literal. */
static int add_us(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct mysqldb_name name;
	char *row[1] = { NULL };
	int rc = mysqldb_holder_name_us(&text, &name, s, err);
	if (rc == 0)
		rc = mysqldb_read_row(s, row, 1, "SELECT LEFT(USER(), 100)", err);
	sqlembic_buf_printf(&text, " %ld %s", s->lease.ms, row[0] ? row[0] : "");
	free(row[0]);
	if (rc == 0)
		mysqldb_add_literal(out, sqlembic_buf_text(&text));
	if (rc == 0 && (text.failed || out->failed))
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&text);
	return rc;
}

/* That it is run at our node, as the end of a condition. */
static int add_here(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct mysqldb_name name;
	int rc = mysqldb_holder_name_us(&text, &name, s, err);
	if (rc == 0 && *name.node) {
		sqlembic_buf_printf(out, " AND %s = ", mysqldb_cluster_node(s));
		mysqldb_add_literal(out, name.node);
	}
	sqlembic_buf_release(&text);
	return rc;
}

/* What only the holder may say. */
static int note_held(struct mysqldb *s, const char *name, const char *us, struct sqlembic_error *err)
{
	struct sqlembic_buf table = SQLEMBIC_BUF_INIT, fence = SQLEMBIC_BUF_INIT, beat = SQLEMBIC_BUF_INIT,
			    giving = SQLEMBIC_BUF_INIT;
	mysqldb_row_table(&table, s);
	sqlembic_buf_printf(&fence, "UPDATE %s SET beat = beat + 1 WHERE id = %s AND holder = %s",
			    sqlembic_buf_text(&table), name, us);
	sqlembic_buf_printf(&giving,
			    "UPDATE %s SET holder = X'', beat = beat + 1 WHERE id = %s AND holder = %s",
			    sqlembic_buf_text(&table), name, us);
	sqlembic_buf_puts(&beat, sqlembic_buf_text(&fence));
	int rc = add_here(&beat, s, err);
	if (rc == 0 && (table.failed || fence.failed || beat.failed || giving.failed))
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&table);
	if (rc < 0) {
		sqlembic_buf_release(&fence);
		sqlembic_buf_release(&beat);
		sqlembic_buf_release(&giving);
		return rc;
	}
	s->lease.fence = fence.ptr;
	s->lease.beat = beat.ptr;
	s->lease.giving = giving.ptr;
	s->lease.lost = false;
	mysqldb_heartbeat_start(s);
	return 0;
}

static int take(struct mysqldb *s, const char *name, const struct mysqldb_row *row,
		struct sqlembic_error *err)
{
	struct sqlembic_buf us = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	bool changed = false;
	int rc = add_us(&us, s, err);
	if (rc == 0) {
		sqlembic_buf_puts(&sql, "UPDATE ");
		mysqldb_row_table(&sql, s);
		sqlembic_buf_printf(
			&sql, " SET holder = %s, beat = beat + 1 WHERE id = %s AND holder = ", us.ptr, name);
		mysqldb_add_literal(&sql, row->holder);
		sqlembic_buf_printf(&sql, " AND beat = %s", row->beat);
		rc = change(&changed, s, sql.failed ? NULL : sql.ptr, err);
	}
	if (rc == 0)
		rc = changed ? note_held(s, name, us.ptr, err) : fail_held(err);
	sqlembic_buf_release(&us);
	sqlembic_buf_release(&sql);
	return rc;
}

int mysqldb_lease_try(struct mysqldb *s, const char *name, struct sqlembic_error *err)
{
	struct mysqldb_row row = { NULL, NULL, false };
	bool may = false;
	if (!s->default_database) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "on a cluster the migration lock is a row of a table, and the URL names "
				    "no database for it");
		return sqlembic_fail_hint(
			err, "write the database's name behind the host: mysql://user@host/name");
	}
	/* What is read behind the lock is not older than that: to change its row, all that its last holder did had to be here. */
	int rc = mysqldb_cluster_unsync(s, err);
	if (rc == 0)
		rc = mysqldb_row_read(&row, s, name, err);
	if (rc < 0)
		return rc;
	if (!row.holder && (rc = create_row(s, name, row.no_table, err)) == 0)
		rc = mysqldb_row_read(&row, s, name, err);
	if (rc == 0 && row.holder && row.beat)
		rc = may_take(&may, s, name, &row, err);
	if (rc == 0)
		rc = may ? take(s, name, &row, err) : fail_held(err);
	mysqldb_row_release(&row);
	return rc;
}

/* ---- holding it, and giving it back -------------------------------------------------------------------- */

int mysqldb_lease_lost(struct mysqldb *s, struct sqlembic_error *err)
{
	s->lease.lost = true;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the migration lock was lost: another run has taken it over, since it had not heard "
		"of this one for %g s",
		(double)s->lease.ms / 1000.0);
	return sqlembic_fail_hint(err, "run the command again: it waits for that run and does what is left");
}

int mysqldb_lease_fence(struct mysqldb *s, struct sqlembic_error *err)
{
	bool changed;
	if (!mysqldb_is_leased(s))
		return 0;
	if (s->lease.lost)
		return mysqldb_lease_lost(s, err);
	int rc = change(&changed, s, s->lease.fence, err);
	return rc == 0 && !changed ? mysqldb_lease_lost(s, err) : rc;
}

void mysqldb_lease_drop(struct mysqldb *s)
{
	mysqldb_heartbeat_end(s);
	free(s->lease.fence);
	free(s->lease.beat);
	free(s->lease.giving);
	free(s->lease.seen);
	s->lease.fence = s->lease.beat = s->lease.giving = s->lease.seen = NULL;
}

int mysqldb_lease_release(struct mysqldb *s, struct sqlembic_error *err)
{
	bool changed = false;
	int rc = SQLEMBIC_E_LOCKED;
	if (!mysqldb_is_leased(s))
		return 0;
	mysqldb_heartbeat_end(s);
	for (int i = 0; i < TRIES && rc == SQLEMBIC_E_LOCKED; i++)
		rc = change(&changed, s, s->lease.giving, err);
	if (rc == 0 && (!changed || s->lease.lost))
		rc = mysqldb_lease_lost(s, err);
	mysqldb_lease_drop(s);
	return rc;
}
