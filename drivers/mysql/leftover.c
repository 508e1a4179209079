/* leftover.c: see leftover.h.
 *
 * MariaDB keeps statistics of indexes in a table of its own, which a thread writes in the background: now and then behind a
 * statement that has just dropped or renamed an index, under its old name.  From then on no other index of the table can get
 * that name by RENAME (error 1022), however often it is tried; ANALYZE TABLE leaves the rows where they are.  They go with
 * the table's others when it is made anew, and those of a table with any table of its name that is dropped.  To delete them
 * would take a right that few users have, and a replica that has no such rows would stop at it.
 *
 * In a scratch database that is done unasked.  Elsewhere it is the user's to decide: rows are copied. */
#include "leftover.h"

#include "batch.h"
#include "reach.h"
#include "rows.h"
#include "subject.h"

#define DUPLICATE 1022 /* ER_DUP_KEY */

static bool is_of_tables(const char *said)
{
	return strstr(said, "mysql.innodb_table_stats") != NULL;
}

static bool is_left_behind(unsigned number, const char *said)
{
	return number == DUPLICATE && (strstr(said, "mysql.innodb_index_stats") || is_of_tables(said));
}

/* The table of "[SET STATEMENT ... FOR] ALTER ... TABLE t", with its database where that is said; empty: there is none. */
static struct sqlembic_span altered(struct sqlembic_span sql)
{
	const struct sqlembic_span none = { NULL, 0 };
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token, last;
	if (sqlembic_token_take(&tokens, "SET STATEMENT"))
		while (!sqlembic_token_take(&tokens, "FOR") && sqlembic_token_next(&tokens, &token))
			;
	if (!sqlembic_token_take(&tokens, "ALTER"))
		return none;
	(void)sqlembic_token_take(&tokens, "ONLINE");
	(void)sqlembic_token_take(&tokens, "IGNORE");
	if (!sqlembic_token_take(&tokens, "TABLE"))
		return none;
	(void)sqlembic_token_take(&tokens, "IF EXISTS");
	if (!sqlembic_token_next_name(&tokens, &token))
		return none;
	last = token;
	if (sqlembic_token_take_mark(&tokens, '.') && !sqlembic_token_next_name(&tokens, &last))
		return none;
	return (struct sqlembic_span){ token.text.ptr,
				       (size_t)(last.text.ptr + last.text.len - token.text.ptr) };
}

/* The nth name that the statement gives to a table of the session's database. */
static bool find_new_name(struct sqlembic_span *out, struct sqlembic_span sql, size_t n)
{
	struct mysqldb_subject subject;
	mysqldb_read_subject(&subject, sql);
	for (size_t i = 0; i < subject.n; i++) {
		const struct mysqldb_fact *fact = &subject.facts[i];
		if (fact->object == MYSQLDB_TABLE && fact->present && fact->is_renamed &&
		    fact->schema.len == 0 && n-- == 0) {
			*out = fact->name;
			return true;
		}
	}
	return false;
}

/* ---- elsewhere ---- */

static void advise(struct sqlembic_span sql, struct sqlembic_error *said)
{
	static const char *const what =
		"take away the statistics that the server has left behind under the new name";
	struct sqlembic_span name, second;
	if (is_of_tables(said->message) && find_new_name(&name, sql, 0) && !find_new_name(&second, sql, 1))
		(void)sqlembic_fail_hint(
			said, "%s: CREATE TABLE %.*s (a INT); DROP TABLE %.*s; then run the command again",
			what, (int)name.len, name.ptr, (int)name.len, name.ptr);
	else if (!is_of_tables(said->message) && (name = altered(sql)).len > 0)
		(void)sqlembic_fail_hint(
			said, "%s: ALTER TABLE %.*s FORCE, which copies its rows; then run the command again",
			what, (int)name.len, name.ptr);
}

/* ---- in a scratch database ---- */

static bool run(struct mysqldb *s, const char *before, struct sqlembic_span name, const char *behind)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, before);
	sqlembic_buf_add(&sql, name.ptr, name.len);
	sqlembic_buf_puts(&sql, behind);
	const bool is_done = !sql.failed && mysqldb_run(s, sql.ptr, NULL) == 0;
	sqlembic_buf_release(&sql);
	return is_done;
}

/* A name that a table has, because it is to give it up in the same statement, is left alone. */
static bool clear_names(struct mysqldb *s, struct sqlembic_span sql)
{
	struct sqlembic_span name;
	bool is_done = false;
	for (size_t i = 0; find_new_name(&name, sql, i); i++)
		if (run(s, "CREATE TABLE ", name, " (a INT)"))
			is_done |= run(s, "DROP TABLE ", name, "");
	return is_done;
}

static bool clear(struct mysqldb *s, struct sqlembic_span sql, const char *said)
{
	if (is_of_tables(said))
		return clear_names(s, sql);
	const struct sqlembic_span table = altered(sql);
	return table.len > 0 && run(s, "ALTER TABLE ", table, " FORCE");
}

/* ---- what is done ---- */

void mysqldb_leftover_look(struct mysqldb *s, unsigned number, struct sqlembic_span sql,
			   struct sqlembic_error *said)
{
	if (s->lost || !is_left_behind(number, said->message))
		return;
	if (mysqldb_reach_is_scratch(s))
		s->leftover_cleared = clear(s, sql, said->message);
	else
		advise(sql, said);
}

bool mysqldb_leftover_take(struct mysqldb *s)
{
	const bool is_cleared = s->leftover_cleared;
	s->leftover_cleared = false;
	return is_cleared;
}
