/* holder.c: see holder.h. */
#include "holder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sqlembic/clock.h"
#include "heartbeat.h"
#include "rows.h"
#include "who.h"

/* A holder that is alive is heard of within so many beats. */
#define BEATS_HEARD 3
#define LOOK_MS     50

void mysqldb_row_release(struct mysqldb_row *row)
{
	free(row->holder);
	free(row->beat);
}

void mysqldb_row_table(struct sqlembic_buf *out, const struct mysqldb *s)
{
	sqlembic_buf_putc(out, '`');
	for (const char *p = s->default_database; *p; p++) {
		if (*p == '`')
			sqlembic_buf_putc(out, '`');
		sqlembic_buf_putc(out, *p);
	}
	sqlembic_buf_puts(out, "`." MYSQLDB_LOCK_TABLE);
}

static int keep_row(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_row *row = payload;
	if (n < 2 || !values[0] || !values[1])
		return 1;
	row->holder = strdup(values[0]);
	row->beat = strdup(values[1]);
	return 1;
}

int mysqldb_row_read(struct mysqldb_row *row, struct mysqldb *s, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	*row = (struct mysqldb_row){ NULL, NULL, false };
	sqlembic_buf_puts(&sql, "SELECT holder, beat FROM ");
	mysqldb_row_table(&sql, s);
	sqlembic_buf_printf(&sql, " WHERE id = %s", name);
	struct sqlembic_query query = { .sql = sql.ptr, .row = keep_row, .payload = row, .missing_ok = true };
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run_query(s, &query, err);
	sqlembic_buf_release(&sql);
	row->no_table = query.missing;
	return rc;
}

/* ---- who holds it -------------------------------------------------------------------------------------- */

bool mysqldb_holder_read(struct mysqldb_holder *out, const char *text)
{
	*out = (struct mysqldb_holder){ .lease_ms = 0 };
	(void)snprintf(out->id, sizeof(out->id), "%s", text);
	char *blank = strchr(out->id, ' ');
	char *end = NULL;
	if (!blank)
		return false;
	*blank = '\0';
	out->lease_ms = strtol(blank + 1, &end, 10);
	out->user = *end == ' ' ? end + 1 : end;
	return out->lease_ms > 0 && mysqldb_name_read(&out->name, out->id);
}

int mysqldb_holder_name_us(struct sqlembic_buf *out, struct mysqldb_name *name, struct mysqldb *s,
			   struct sqlembic_error *err)
{
	int rc = mysqldb_connection_id(&s->base, out, err);
	if (rc == 0 && !mysqldb_name_read(name, sqlembic_buf_text(out)))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server does not name its connections");
	return rc;
}

/* Where another user's connection cannot be seen, its lock of GET_LOCK can. */
int mysqldb_holder_is_here(struct mysqldb *s, const char *lock, const struct mysqldb_holder *holder,
			   bool *elsewhere, struct sqlembic_error *err)
{
	struct sqlembic_buf us = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	struct mysqldb_name ours;
	char *row[1] = { NULL };
	*elsewhere = false;
	int rc = mysqldb_holder_name_us(&us, &ours, s, err);
	int here = rc < 0 ? rc : mysqldb_name_is_here(&holder->name, &ours);
	*elsewhere = rc == 0 && here < 0;
	if (rc == 0 && here > 0) {
		sqlembic_buf_printf(&sql,
				    "SELECT IS_USED_LOCK(%s) <=> %llu OR EXISTS (SELECT 1 FROM "
				    "information_schema.PROCESSLIST WHERE ID = %llu)",
				    lock, holder->name.connection, holder->name.connection);
		rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_read_row(s, row, 1, sql.ptr, err);
		here = rc < 0 ? rc : row[0] && *row[0] == '1';
		free(row[0]);
	}
	sqlembic_buf_release(&us);
	sqlembic_buf_release(&sql);
	return here;
}

/* ---- saying who holds it ------------------------------------------------------------------------------- */

static int keep_queue(void *payload, const char *const *values, size_t n)
{
	*(bool *)payload = n > 1 && values[1] && strcmp(values[1], "0") != 0;
	return 1;
}

int mysqldb_holder_may_be_behind(bool *behind, struct mysqldb *s, struct sqlembic_error *err)
{
	*behind = false;
	return s->cluster == MYSQLDB_GALERA
		       ? mysqldb_read_rows(s, "SHOW STATUS LIKE 'wsrep_local_recv_queue'", keep_queue, behind,
					   err)
		       : 0;
}

/* Whether the row moves within some beats, or may be about to. */
static int listen(bool *heard, struct mysqldb *s, const char *name, const struct mysqldb_row *before,
		  long lease_ms, struct sqlembic_error *err)
{
	const struct timespec nap = { .tv_nsec = LOOK_MS * 1000000L };
	const long long until = sqlembic_clock_ms() + (long long)BEATS_HEARD * MYSQLDB_BEAT_MS(lease_ms);
	int rc = mysqldb_holder_may_be_behind(heard, s, err);
	while (rc == 0 && !*heard && sqlembic_clock_ms() < until && !mysqldb_cancelled(s)) {
		struct mysqldb_row row;
		(void)nanosleep(&nap, NULL);
		rc = mysqldb_row_read(&row, s, name, err);
		*heard = rc == 0 && (!row.holder || !row.beat || strcmp(row.holder, before->holder) != 0 ||
				     strcmp(row.beat, before->beat) != 0);
		mysqldb_row_release(&row);
	}
	return rc;
}

/* A run that waits has listened all the while. */
static int describe_silence(struct mysqldb *s, const char *name, const struct mysqldb_row *row,
			    const struct mysqldb_holder *holder, struct sqlembic_buf *out,
			    struct sqlembic_error *err)
{
	bool heard = false;
	if (!s->lease.seen) {
		int rc = listen(&heard, s, name, row, holder->lease_ms, err);
		if (rc == 0 && !heard)
			sqlembic_buf_printf(
				out,
				", of which nothing is heard: if it is gone, the next run takes the "
				"lock over after %g s",
				(double)holder->lease_ms / 1000.0);
		return rc;
	}
	const long long silent_ms = sqlembic_clock_ms() - s->lease.since;
	if (silent_ms > (long long)BEATS_HEARD * MYSQLDB_BEAT_MS(holder->lease_ms))
		sqlembic_buf_printf(out, ", of which nothing was heard for %lld s of %g", silent_ms / 1000,
				    (double)holder->lease_ms / 1000.0);
	return 0;
}

static int describe(struct mysqldb *s, const char *name, const struct mysqldb_row *row,
		    struct sqlembic_buf *out, struct sqlembic_error *err)
{
	struct mysqldb_holder holder;
	bool elsewhere = false;
	if (!mysqldb_holder_read(&holder, row->holder)) {
		sqlembic_buf_puts(out, row->holder);
		return 0;
	}
	char connection[24];
	(void)snprintf(connection, sizeof(connection), "%llu", holder.name.connection);
	int rc = mysqldb_holder_is_here(s, name, &holder, &elsewhere, err);
	if (rc > 0)
		rc = mysqldb_who_has(s, connection, out, err);
	else if (elsewhere) {
		sqlembic_buf_printf(out, "connection %s of node %s (%s)", connection, holder.name.node,
				    holder.user);
		rc = describe_silence(s, name, row, &holder, out, err);
	}
	return rc;
}

int mysqldb_holder_describe(struct mysqldb *s, const char *name, struct sqlembic_buf *out,
			    struct sqlembic_error *err)
{
	struct mysqldb_row row;
	if (!s->default_database)
		return 0;
	int rc = mysqldb_row_read(&row, s, name, err);
	if (rc == 0 && row.holder && row.beat && *row.holder)
		rc = describe(s, name, &row, out, err);
	mysqldb_row_release(&row);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

/* ---- a run of another node ----------------------------------------------------------------------------- */

static int keep_first(void *payload, const char *const *values, size_t n)
{
	*(char **)payload = n > 0 && values[0] ? strdup(values[0]) : NULL;
	return 1;
}

/* The literal of the name of the lock that the run holds; NULL: none. */
static int find_lock(char **name, struct mysqldb *s, const char *id, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, literal = SQLEMBIC_BUF_INIT;
	char *row[1] = { NULL };
	*name = NULL;
	sqlembic_buf_puts(&sql, "SELECT id FROM ");
	mysqldb_row_table(&sql, s);
	sqlembic_buf_puts(&sql, " WHERE SUBSTRING_INDEX(holder, ' ', 1) = ");
	mysqldb_add_literal(&sql, id);
	struct sqlembic_query query = {
		.sql = sql.ptr, .row = keep_first, .payload = row, .missing_ok = true
	};
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run_query(s, &query, err);
	sqlembic_buf_release(&sql);
	if (rc < 0 || !row[0])
		return rc;
	mysqldb_add_literal(&literal, row[0]);
	free(row[0]);
	*name = literal.failed ? NULL : literal.ptr;
	return literal.failed ? sqlembic_fail_memory(err) : 0;
}

static int fail_elsewhere(const char *id, struct sqlembic_error *err)
{
	struct mysqldb_name name = { .node = "" };
	(void)mysqldb_name_read(&name, id);
	const char *node = *name.node ? name.node : "another server";
	(void)sqlembic_fail(err, SQLEMBIC_E_HALF,
			    "connection %llu was one to %s, which alone knows whether it is at work",
			    name.connection, node);
	return sqlembic_fail_hint(err, "run the command at %s", node);
}

int mysqldb_holder_is_alive(struct mysqldb *s, const char *id, struct sqlembic_error *err)
{
	char *name = NULL;
	struct mysqldb_row row = { NULL, NULL, false };
	bool heard = false;
	int rc = s->default_database ? find_lock(&name, s, id, err) : 0;
	if (rc == 0 && name)
		rc = mysqldb_row_read(&row, s, name, err);
	if (rc == 0 && row.holder && row.beat)
		rc = listen(&heard, s, name, &row, s->lease.ms, err);
	free(name);
	mysqldb_row_release(&row);
	if (rc < 0 || heard)
		return rc < 0 ? rc : 1;
	return fail_elsewhere(id, err);
}
