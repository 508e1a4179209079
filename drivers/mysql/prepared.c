/* prepared.c: our own statements that come again with each revision.  To find the columns of a log row by their names costs
 * MariaDB more than to write it: a statement that comes for the third time is prepared, and named from then on.  Arguments
 * that were the same until then are part of its text.
 *
 * EXECUTE takes literals on MariaDB only; MySQL would have to be given a variable for each. */
#include "prepared.h"

#include <stdlib.h>
#include <string.h>

#include "connect.h"
#include "rows.h"

/* A statement is prepared the third time, and anew when what seemed to be constant was not, two times. */
#define USES    3
#define MISFITS 2

struct mysqldb_argument {
	char *first; /* its value when the statement came first; NULL: NULL */
	bool varies;
	bool is_text; /* the prepared statement has it as it was first */
};

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void release(struct mysqldb_prepared *p)
{
	for (size_t i = 0; i < p->nargs; i++)
		free(p->args[i].first);
	free(p->args);
	free(p->sql);
	*p = (struct mysqldb_prepared){ 0 };
}

void mysqldb_prepared_release(struct mysqldb *s)
{
	for (size_t i = 0; i < MYSQLDB_PREPARED; i++)
		release(&s->prepared[i]);
}

/* ---- which statements come again ------------------------------------------------------------------------- */

static bool fill(struct mysqldb_prepared *out, const struct sqlembic_query *query)
{
	out->sql = strdup(query->sql);
	out->args = calloc(query->nargs, sizeof(*out->args));
	if (!out->sql || !out->args)
		return false;
	for (; out->nargs < query->nargs; out->nargs++) {
		const char *value = query->args[out->nargs];
		char **first = &out->args[out->nargs].first;
		if (value && !(*first = strdup(value)))
			return false;
	}
	return true;
}

static bool is_of(const struct mysqldb_prepared *p, const struct sqlembic_query *query)
{
	return p->sql && p->nargs == query->nargs && strcmp(p->sql, query->sql) == 0;
}

static struct mysqldb_prepared *find(struct mysqldb *s, const struct sqlembic_query *query)
{
	for (size_t i = 0; i < MYSQLDB_PREPARED; i++) {
		struct mysqldb_prepared *p = &s->prepared[i];
		if (is_of(p, query))
			return p;
		if (p->sql)
			continue;
		if (fill(p, query))
			return p;
		release(p);
		break;
	}
	return NULL;
}

static void note(struct mysqldb_prepared *p, const struct sqlembic_query *query)
{
	bool fits = true;
	for (size_t i = 0; i < p->nargs; i++) {
		if (is_same(p->args[i].first, query->args[i]))
			continue;
		p->args[i].varies = true;
		fits = fits && !p->args[i].is_text;
	}
	p->uses++;
	p->misfits += !fits;
}

/* ---- preparing it ---------------------------------------------------------------------------------------- */

/* Means the same whatever sql_mode and the character sets are. */
static bool is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x7f || *text == '\\')
			return false;
	return true;
}

static void add_text(struct sqlembic_buf *out, struct mysqldb_prepared *p)
{
	const char *begin = p->sql, *mark = mysqldb_find_mark(begin);
	for (size_t i = 0; *mark && i < p->nargs; i++) {
		struct mysqldb_argument *argument = &p->args[i];
		sqlembic_buf_add(out, begin, (size_t)(mark - begin));
		argument->is_text = !argument->varies;
		if (argument->is_text)
			mysqldb_add_literal(out, argument->first);
		else
			sqlembic_buf_putc(out, '?');
		begin = mark + 1;
		mark = mysqldb_find_mark(begin);
	}
	sqlembic_buf_puts(out, begin);
}

/* By itself: a server that refuses, be it for max_prepared_stmt_count, must not stop a message half way.  Why it refuses is
 * told to nobody. */
static void prepare(struct mysqldb *s, struct mysqldb_prepared *p)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, all = SQLEMBIC_BUF_INIT;
	add_text(&text, p);
	sqlembic_buf_printf(&all, "PREPARE sqlembic_%d FROM ", (int)(p - s->prepared));
	sqlembic_buf_quote(&all, sqlembic_buf_text(&text), '\'');
	p->ready = !text.failed && !all.failed && is_plain(all.ptr) && mysqldb_run(s, all.ptr, NULL) == 0;
	p->refused = !p->ready;
	p->misfits = 0;
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&all);
}

static bool is_due(const struct mysqldb_prepared *p)
{
	return !p->refused && p->uses >= USES && (!p->ready || p->misfits >= MISFITS);
}

/* Not inside of a transaction: the answer may be that it is gone (a deadlock, another node of Galera), which a statement of
 * the transaction has to hear.  A script's next statement may also ask for ROW_COUNT() of the one before. */
static bool is_between_transactions(const struct mysqldb *s)
{
	return !s->lost && !(s->db->server_status & SERVER_STATUS_IN_TRANS);
}

void mysqldb_prepare(struct mysqldb *s, const struct sqlembic_part *parts, size_t n)
{
	if (n < 2 || !mysqldb_serves_mariadb(s) || mysqldb_mariadb_version(s->db) < 100203)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct sqlembic_query *query = parts[i].query;
		if (parts[i].kind != SQLEMBIC_PART_QUERY || query->row || query->nargs == 0)
			continue;
		struct mysqldb_prepared *p = find(s, query);
		if (p)
			note(p, query);
	}
	for (size_t i = 0; i < MYSQLDB_PREPARED && is_between_transactions(s); i++)
		if (is_due(&s->prepared[i]))
			prepare(s, &s->prepared[i]);
}

/* ---- using it -------------------------------------------------------------------------------------------- */

static bool fits(const struct mysqldb_prepared *p, const struct sqlembic_query *query)
{
	for (size_t i = 0; i < p->nargs; i++)
		if (p->args[i].is_text && !is_same(p->args[i].first, query->args[i]))
			return false;
	return true;
}

static void add_name(struct sqlembic_buf *out, int number, const struct mysqldb_prepared *p,
		     const struct sqlembic_query *query)
{
	sqlembic_buf_printf(out, "EXECUTE sqlembic_%d", number);
	const char *before = " USING ";
	for (size_t i = 0; i < p->nargs; i++) {
		if (p->args[i].is_text)
			continue;
		sqlembic_buf_puts(out, before);
		mysqldb_add_literal(out, query->args[i]);
		before = ", ";
	}
}

bool mysqldb_add_prepared(struct sqlembic_buf *out, const struct mysqldb *s,
			  const struct sqlembic_query *query)
{
	for (int i = 0; i < MYSQLDB_PREPARED; i++) {
		const struct mysqldb_prepared *p = &s->prepared[i];
		if (!is_of(p, query))
			continue;
		if (!p->ready || !fits(p, query))
			return false;
		add_name(out, i, p, query);
		return true;
	}
	return false;
}
