/* misread.c: see misread.h.
 *
 * What is printed in no mode says by itself what other modes mean by a word: `or` and concat(), the functions of ORACLE by names of
 * their own, and the types that a session of ORACLE or MAXDB has made.  Read in these modes, the same words are other functions and
 * types. */
#include "misread.h"

#include <string.h>

#include "sqlembic/text.h"

/* In the order of the servers. */
static const struct {
	const char *mode, *in; /* what only such a text has */
} rules[] = {
	{ "NO_BACKSLASH_ESCAPES", "\\" }, { "NO_DIR_IN_CREATE", " DIRECTORY" },
	{ "MAXDB", "timestamp" },         { "ORACLE", "" },
	{ "EMPTY_STRING_IS_NULL", "''" },
};

/* Whether a date begins here whose month or day is zero. */
static bool is_zero_date(const char *text)
{
	static const char shape[] = "0000-00-00";
	size_t n = 0;
	while (shape[n] && (shape[n] == '0' ? text[n] >= '0' && text[n] <= '9' : text[n] == shape[n]))
		n++;
	return !shape[n] && (memcmp(text + 5, "00", 2) == 0 || memcmp(text + 8, "00", 2) == 0);
}

static bool has_zeros(const char *text)
{
	static const char word[] = "DEFAULT '";
	for (const char *at = text; (at = strstr(at, word)) != NULL;) {
		at += sizeof(word) - 1;
		if (is_zero_date(at))
			return true;
	}
	return false;
}

static void add(struct sqlembic_buf *out, const char *mode)
{
	sqlembic_buf_printf(out, "%s%s", out->len > 0 ? "," : "", mode);
}

void mysqldb_misread_add(struct sqlembic_buf *out, const char *modes, const char *text)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strstr(modes, rules[i].mode) && sqlembic_casestr(text, rules[i].in))
			add(out, rules[i].mode);
	/* TRADITIONAL stands beside the modes that it is made of, and sets them all. */
	if (has_zeros(text))
		add(out, "NO_ZERO_IN_DATE,NO_ZERO_DATE,TRADITIONAL");
}

/* ---- around statements ---- */

/* Those of a list that another one does not have. */
static void add_others(struct sqlembic_buf *out, const char *list)
{
	const char *known = out->len > 0 ? out->ptr : "";
	struct sqlembic_buf more = SQLEMBIC_BUF_INIT;
	for (const char *at = list; *at;) {
		struct sqlembic_buf mode = SQLEMBIC_BUF_INIT;
		sqlembic_buf_add(&mode, at, strcspn(at, ","));
		if (!strstr(known, sqlembic_buf_text(&mode)))
			sqlembic_buf_printf(&more, ",%s", sqlembic_buf_text(&mode));
		out->failed |= mode.failed;
		sqlembic_buf_release(&mode);
		at += strcspn(at, ",");
		at += *at == ',';
	}
	if (more.len > 0)
		sqlembic_buf_puts(out, more.ptr + (out->len == 0));
	out->failed |= more.failed;
	sqlembic_buf_release(&more);
}

static void add_both(struct sqlembic_buf *out, const struct sqlembic_fact *table,
		     const struct sqlembic_fact *other)
{
	const struct sqlembic_fact *const tables[] = { table, other };
	for (size_t i = 0; i < 2; i++)
		if (tables[i]->values[MYSQLDB_TABLE_MISREAD])
			add_others(out, tables[i]->values[MYSQLDB_TABLE_MISREAD]);
}

/* REPLACE(REPLACE(@@SESSION.sql_mode, 'A', ''), 'B', ''). */
static void add_without(struct sqlembic_buf *sql, const char *modes)
{
	size_t n = 1;
	for (const char *at = modes; (at = strchr(at, ',')); at++)
		n++;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_puts(sql, "REPLACE(");
	sqlembic_buf_puts(sql, "@@SESSION.sql_mode");
	for (const char *at = modes; *at;) {
		const size_t length = strcspn(at, ",");
		sqlembic_buf_printf(sql, ", '%.*s', '')", (int)length, at);
		at += length + (at[length] == ',');
	}
}

void mysqldb_misread_begin(struct mysqldb_emit *emit, const struct sqlembic_fact *table,
			   const struct sqlembic_fact *other)
{
	struct sqlembic_buf modes = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	add_both(&modes, table, other);
	if (modes.len > 0) {
		sqlembic_buf_puts(&sql, "SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = ");
		add_without(&sql, modes.ptr);
	}
	sql.failed |= modes.failed;
	if (sql.len > 0 || sql.failed)
		mysqldb_emit(emit, &sql);
	sqlembic_buf_release(&modes);
}

void mysqldb_misread_end(struct mysqldb_emit *emit, const struct sqlembic_fact *table,
			 const struct sqlembic_fact *other)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!table->values[MYSQLDB_TABLE_MISREAD] && !other->values[MYSQLDB_TABLE_MISREAD])
		return;
	sqlembic_buf_puts(&sql, "SET SESSION sql_mode = @old_sql_mode");
	mysqldb_emit(emit, &sql);
}
