/* parts.c: the text of a message: the user's statements and our own, and where each of them ends in it. */
#include "parts.h"

#include "cleanup.h"
#include "mentions.h"
#include "prepared.h"
#include "reach.h"
#include "role.h"
#include "script.h"
#include "setup.h"
#include "text.h"

/* An UPDATE that hits no row is no error to the server, which would go on with the parts behind it.  A miss is made an
 * error by casting "rows: N" to integer: N comes back in the error's message. */
#define ONE_ROW_BEGIN "WITH hit AS ("
#define ONE_ROW_END                                        \
	" RETURNING 1) SELECT CASE count(*) WHEN 1 THEN 1" \
	" ELSE CAST('" POSTGRES_ROWS "' || count(*) AS integer) END FROM hit"

static int add_execute(struct postgres_session *s, unsigned number, const struct sqlembic_query *query,
		       struct sqlembic_error *err)
{
	int rc = 0;
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u", number);
	for (size_t i = 0; i < query->nargs && rc == 0; i++) {
		sqlembic_buf_putc(&s->text, i ? ',' : '(');
		rc = postgres_add_argument(s, query->args[i], err);
	}
	if (query->nargs)
		sqlembic_buf_putc(&s->text, ')');
	return rc;
}

static int add_query(struct postgres_session *s, const struct sqlembic_query *query, size_t *results,
		     struct sqlembic_error *err)
{
	const char *head = query->one_row ? ONE_ROW_BEGIN : "", *tail = query->one_row ? ONE_ROW_END : "";
	unsigned number;
	int rc;
	*results += postgres_leave_role(s);
	*results += postgres_prepare(s, query, head, tail, &number);
	if (number) {
		rc = add_execute(s, number, query, err);
	} else {
		sqlembic_buf_puts(&s->text, head);
		rc = postgres_add_query(s, query, err);
		sqlembic_buf_puts(&s->text, tail);
	}
	*results += postgres_take_role(s);
	sqlembic_buf_putc(&s->text, ';');
	return rc;
}

/* Behind a script, ahead of our rows: `n` parts, of which this is the first. */
static size_t add_check(struct postgres_session *s, const struct sqlembic_part *parts, size_t n)
{
	size_t rows = 1;
	if (!s->maybe_changed)
		return 0;
	while (rows < n && parts[rows].kind == SQLEMBIC_PART_QUERY)
		rows++;
	return rows < n && parts[rows].kind == SQLEMBIC_PART_COMMIT && postgres_may_clean_up(s)
		       ? postgres_add_cleanup(&s->text, s)
		       : postgres_add_path(&s->text, s);
}

static void add_statement(struct postgres_session *s, struct sqlembic_span sql, struct postgres_mark *mark)
{
	const bool is_watched = postgres_reach_is_watched(s) && postgres_reach_calls(sql);
	if (s->pooled && postgres_commits(sql))
		mark->results += postgres_add_pooled_reset(&s->text, s);
	else
		postgres_note_statement(s, sql);
	mark->results += postgres_reach_ends(sql) ? postgres_reach_add_end(&s->text, s)
						  : postgres_reach_add_start(&s->text, s, sql);
	mark->begin = s->text.len;
	sqlembic_buf_add(&s->text, sql.ptr, sql.len);
	/* It may end in a comment. */
	sqlembic_buf_puts(&s->text, "\n;");
	mark->results += is_watched ? 1 + postgres_reach_add_look(&s->text, s) : 1;
}

/* The first of `n` parts; `mark` is that of what stands before it. */
static int add_part(struct postgres_session *s, const struct sqlembic_part *part, size_t n,
		    struct postgres_mark *mark, struct sqlembic_error *err)
{
	switch (part->kind) {
	case SQLEMBIC_PART_STATEMENT:
		add_statement(s, part->sql, mark);
		return postgres_refuse_nul(part->sql, err);
	case SQLEMBIC_PART_QUERY:
		mark->results += 1;
		return add_query(s, part->query, &mark->results, err);
	case SQLEMBIC_PART_CHECK:
		mark->results += postgres_reach_add_script_end(&s->text, s);
		mark->results += add_check(s, part, n);
		return 0;
	case SQLEMBIC_PART_COMMIT:
		mark->results += 1 + postgres_reach_add_end(&s->text, s);
		mark->results += postgres_add_pooled_reset(&s->text, s);
		sqlembic_buf_puts(&s->text, "COMMIT;");
		return 0;
	case SQLEMBIC_PART_BEGIN:
		break;
	}
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a transaction is open already");
}

int postgres_add_parts(struct postgres_session *s, const struct sqlembic_part *parts, size_t n,
		       struct postgres_mark *marks, size_t *added, struct sqlembic_error *err)
{
	struct postgres_mark mark = { 0 };
	for (*added = 0; *added < n;) {
		const struct sqlembic_part *part = &parts[*added];
		/* Our own statements are UTF-8. */
		if (*added && part->kind != SQLEMBIC_PART_STATEMENT && postgres_reads_otherwise(s))
			break;
		mark.begin = s->text.len;
		int rc = add_part(s, part, n - *added, &mark, err);
		if (rc < 0)
			return rc;
		mark.end = s->text.len;
		marks[(*added)++] = mark;
		if (part->kind == SQLEMBIC_PART_COMMIT ||
		    (part->kind == SQLEMBIC_PART_STATEMENT && postgres_changes_reading(part->sql)))
			break;
	}
	return 0;
}
