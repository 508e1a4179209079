/* warnings.c: shows the warnings of statements that succeeded, so that a truncated value is noticed. */
#include "warnings.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/text.h"
#include "batch.h"
#include "rows.h"

#define WARNINGS_SHOWN 5
#define EXCERPT        60

static const char *skip_comments(struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	tokens.with_comments = true;
	while (sqlembic_token_next(&tokens, &token) && token.kind == SQLEMBIC_TOKEN_COMMENT)
		continue;
	return token.text.ptr;
}

/* The statement's beginning, in one line. */
static void add_excerpt(struct sqlembic_buf *out, struct sqlembic_span sql)
{
	const char *p = skip_comments(sql);
	size_t len = (size_t)(sql.ptr + sql.len - p), n = sqlembic_text_cut(p, len, EXCERPT);
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_putc(out, (unsigned char)p[i] < ' ' ? ' ' : p[i]);
	if (n < len)
		sqlembic_buf_puts(out, "...");
}

static void tell(struct mysqldb *s, struct sqlembic_buf *text, struct sqlembic_span sql)
{
	sqlembic_buf_puts(text, ": ");
	add_excerpt(text, sql);
	if (!text->failed)
		s->notice(s->payload, text->ptr);
	sqlembic_buf_release(text);
}

struct warnings {
	struct mysqldb *s;
	struct sqlembic_span sql;
	unsigned long shown, more;
};

/* Notes that something was there already, or was not: IF [NOT] EXISTS asks for that. */
static bool is_asked_for(unsigned long number)
{
	static const unsigned numbers[] = {
		1007, 1008,                         /* database */
		1050, 1051,                         /* table */
		1054, 1060, 1061, 1091, 1826,       /* column, index, constraint */
		1304, 1305, 1359, 1360, 1537, 1539, /* routine, trigger, event */
		1973, 1974, 1975, 1976, 3162, 3163, /* user, role */
		4090, 4091, 4092,                   /* sequence, view */
	};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] == number)
			return true;
	return false;
}

/* Receives Level, Code, Message. */
static int take(void *payload, const char *const *values, size_t n)
{
	struct warnings *w = payload;
	if (n < 3 || !values[0] || !values[1] || !values[2])
		return 0;
	bool note = strcmp(values[0], "Note") == 0;
	if (note && is_asked_for(strtoul(values[1], NULL, 10)))
		return 0;
	if (w->shown == WARNINGS_SHOWN) {
		w->more++;
		return 0;
	}
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "%s (%s %s)", values[2], note ? "note" : "warning", values[1]);
	w->shown++;
	tell(w->s, &text, w->sql);
	return 0;
}

static void tell_more(struct warnings *w)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!w->more)
		return;
	sqlembic_buf_printf(&text, "and %lu more warnings", w->more);
	tell(w->s, &text, w->sql);
}

void mysqldb_show_warnings(struct mysqldb *s, struct sqlembic_span sql)
{
	struct warnings w = { s, sql, 0, 0 };
	if (s->notice && mysqldb_read_rows(s, "SHOW WARNINGS", take, &w, NULL) == 0)
		tell_more(&w);
}

bool mysqldb_take_warnings(struct mysqldb *s, struct sqlembic_span sql)
{
	struct warnings w = { s, sql, 0, 0 };
	MYSQL_RES *result = mysql_use_result(s->db);
	if (!result)
		return false;
	for (MYSQL_ROW row; (row = mysql_fetch_row(result));)
		(void)take(&w, (const char *const *)row, mysql_num_fields(result));
	bool ok = mysql_errno(s->db) == 0;
	mysql_free_result(result);
	if (ok)
		tell_more(&w);
	return ok;
}

void mysqldb_count_warnings(struct mysqldb *s, struct sqlembic_span sql, unsigned warnings)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!s->notice)
		return;
	sqlembic_buf_printf(
		&text,
		"%u warning%s of which the texts are lost, because statements were sent together; "
		"from here on they are shown. The first is of",
		warnings, warnings == 1 ? "" : "s");
	tell(s, &text, sql);
}
