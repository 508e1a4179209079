/* read_marks.c: asks for the characters that SHOW CREATE TABLE prints as question marks (marks.h).  What the server does not tell
 * stops the reading. */
#include <stdlib.h>
#include <string.h>

#include "../fail.h"
#include "../lex.h"
#include "../library.h"
#include "../rows.h"
#include "marks.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

#define FOUR_BYTES 0xF0 /* the first byte of such a character is no less */
#define TRUE_EXPRESSIONS_SINCE \
	101100 /* of MariaDB; before, other expressions have the marks that are printed */

struct marks {
	struct mysqldb_reading *r;
	const char *table;
	struct sqlembic_buf *out;
	const char *copied; /* up to here the text is in `out` */
};

/* ---- what they stand for ---- */

static int take_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_printf(out, "%s%s", out->len ? "," : "", values[0]);
	return 0;
}

static void fail_untold(const struct marks *m, const struct mysqldb_clause *clause,
			const struct sqlembic_error *cause)
{
	struct sqlembic_error *err = m->r->err;
	if (m->r->rc < 0)
		return;
	m->r->rc = sqlembic_fail(err, cause->code,
				 "the server prints '?' in %s.%.*s, and does not say what it stands for: %s",
				 m->table, (int)clause->name.len, clause->name.ptr, cause->message);
	(void)sqlembic_fail_detail(err, "%s", cause->detail);
	(void)sqlembic_fail_sqlstate(err, cause->sqlstate);
	(void)sqlembic_fail_hint(err, "%s", cause->hint);
}

static void ask(const struct marks *m, const struct mysqldb_clause *clause, struct sqlembic_buf *sql,
		struct sqlembic_buf *truth)
{
	struct sqlembic_error cause;
	const int rc = sql->failed ? sqlembic_fail_memory(&cause)
				   : mysqldb_read_rows(m->r->session, sql->ptr, take_text, truth, &cause);
	if (rc < 0)
		fail_untold(m, clause, &cause);
	sqlembic_buf_release(sql);
}

static void add_name(struct sqlembic_buf *out, const struct mysqldb_clause *clause)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	mysqldb_text_unquote(&name, clause->name);
	mysqldb_text_name(out, sqlembic_buf_text(&name));
	out->failed |= name.failed;
	sqlembic_buf_release(&name);
}

#define MOST_LABELS "65536"

/* The labels as values, in their order: the column of a common table expression has the type of its first row, and takes numbers for
 * labels.  No row is needed, and nothing is written. */
static void ask_for_labels(const struct marks *m, const struct mysqldb_clause *clause,
			   struct sqlembic_span type, struct sqlembic_buf *truth)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (m->r->is_mariadb)
		sqlembic_buf_puts(&sql, "SET STATEMENT max_recursive_iterations = " MOST_LABELS " FOR ");
	sqlembic_buf_puts(&sql, "WITH RECURSIVE sqlembic_c AS (SELECT sqlembic_t.");
	add_name(&sql, clause);
	sqlembic_buf_puts(&sql, " AS v, 0 AS n FROM (SELECT 1) AS one LEFT JOIN ");
	mysqldb_text_name(&sql, m->table);
	sqlembic_buf_printf(
		&sql,
		" AS sqlembic_t ON FALSE UNION ALL SELECT %s, n + 1 FROM sqlembic_c WHERE n < %zu)"
		" SELECT /*+ SET_VAR(cte_max_recursion_depth = " MOST_LABELS
		") */ v FROM sqlembic_c WHERE n > 0 ORDER BY n",
		*type.ptr == 's' ? "1 << n" : "n + 1", mysqldb_marks_count_labels(type));
	ask(m, clause, &sql, truth);
}

/* MariaDB tells defaults in the connection's character set where a client asks for the columns as clients of old did. */
static void ask_for_default(const struct marks *m, const struct mysqldb_clause *clause,
			    struct sqlembic_buf *truth)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	MYSQL_FIELD *field;
	struct sqlembic_error cause;
	MYSQL_RES *fields = mysqldb_list_fields(m->r->session->db, m->table);
	if (!fields) {
		(void)mysqldb_fail(m->r->session, &cause);
		fail_untold(m, clause, &cause);
	}
	mysqldb_text_unquote(&name, clause->name);
	while (fields && (field = mysql_fetch_field(fields)))
		if (strcmp(field->name, sqlembic_buf_text(&name)) == 0 && field->def)
			sqlembic_buf_puts(truth, field->def);
	if (fields)
		mysql_free_result(fields);
	sqlembic_buf_release(&name);
}

static void add_literal_name(struct sqlembic_buf *sql, const struct mysqldb_clause *clause)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	mysqldb_text_unquote(&name, clause->name);
	mysqldb_add_literal(sql, sqlembic_buf_text(&name));
	sql->failed |= name.failed;
	sqlembic_buf_release(&name);
}

/* MySQL's information_schema takes each byte of an expression for a character, */
static void join_bytes(struct sqlembic_buf *text)
{
	struct sqlembic_buf bytes = SQLEMBIC_BUF_INIT;
	for (const unsigned char *p = (const unsigned char *)sqlembic_buf_text(text); *p; p++) {
		if (*p < 0x80) {
			sqlembic_buf_putc(&bytes, (char)*p);
		} else if ((*p & 0xFE) == 0xC2 && (p[1] & 0xC0) == 0x80) {
			sqlembic_buf_putc(&bytes, (char)((*p << 6) | (p[1] & 0x3F)));
			p++;
		} else {
			sqlembic_buf_release(&bytes);
			return;
		}
	}
	sqlembic_buf_release(text);
	*text = bytes;
}

/* and writes it as if it were inside of a literal. */
static void take_escapes_out(struct sqlembic_buf *text)
{
	struct sqlembic_buf plain = SQLEMBIC_BUF_INIT;
	for (const char *p = sqlembic_buf_text(text); *p; p++) {
		p += *p == '\\' && p[1];
		sqlembic_buf_putc(&plain, *p);
	}
	plain.failed |= text->failed;
	sqlembic_buf_release(text);
	*text = plain;
}

static void ask_for_expression(const struct marks *m, const struct mysqldb_clause *clause,
			       struct sqlembic_buf *truth)
{
	static const struct {
		enum mysqldb_kind kind;
		const char *sql, *behind;
		bool has_table;
	} queries[] = {
		{ MYSQLDB_COLUMN,
		  "SELECT IF(EXTRA LIKE '%DEFAULT_GENERATED%', COLUMN_DEFAULT, GENERATION_EXPRESSION)"
		  " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = ",
		  "", true },
		{ MYSQLDB_CHECK,
		  "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
		  " WHERE CONSTRAINT_SCHEMA = DATABASE() AND CONSTRAINT_NAME = ",
		  "", false },
		{ MYSQLDB_KEY,
		  "SELECT EXPRESSION FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()"
		  " AND INDEX_NAME = ",
		  " ORDER BY SEQ_IN_INDEX", true },
	};
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		if (queries[i].kind != clause->kind)
			continue;
		sqlembic_buf_puts(&sql, queries[i].sql);
		add_literal_name(&sql, clause);
		if (queries[i].has_table) {
			sqlembic_buf_puts(&sql, " AND TABLE_NAME = ");
			mysqldb_add_literal(&sql, m->table);
		}
		sqlembic_buf_puts(&sql, queries[i].behind);
		ask(m, clause, &sql, truth);
		join_bytes(truth);
		take_escapes_out(truth);
	}
}

/* ---- putting them in ---- */

static bool is_mark(const char *p)
{
	return *p == '?' || (unsigned char)*p >= FOUR_BYTES;
}

static size_t length_of(const char *p)
{
	return *p == '?' ? 1 : strnlen(p, 4);
}

static bool next_literal(struct sqlembic_tokens *tokens, struct sqlembic_token *out)
{
	while (sqlembic_token_next(tokens, out))
		if (out->kind == SQLEMBIC_TOKEN_STRING)
			return true;
	return false;
}

/* Marks in order: what is between them is written in another way in the two texts.  False: there are not as many as are printed. */
static bool add_characters(struct sqlembic_buf *out, struct sqlembic_span printed, const char *truth)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(printed, MYSQLDB_LEX);
	struct sqlembic_token literal;
	const char *copied = printed.ptr;
	while (next_literal(&tokens, &literal))
		for (const char *p = literal.text.ptr; p < literal.text.ptr + literal.text.len; p++) {
			if (*p != '?')
				continue;
			while (*truth && !is_mark(truth))
				truth++;
			if (!*truth)
				return false;
			sqlembic_buf_add(out, copied, (size_t)(p - copied));
			sqlembic_buf_add(out, truth, length_of(truth));
			truth += length_of(truth);
			copied = p + 1;
		}
	sqlembic_buf_add(out, copied, (size_t)(printed.ptr + printed.len - copied));
	while (*truth && !is_mark(truth))
		truth++;
	return !*truth;
}

/* The bytes between the quotes: "_latin1 0xE9". */
static void add_bytes(struct sqlembic_buf *out, const struct sqlembic_token *literal)
{
	static const char escapes[] = "0nrtbZ", meant[] = "\0\n\r\t\b\x1A";
	const char *quote = memchr(literal->text.ptr, '\'', literal->text.len);
	const char *end = literal->text.ptr + literal->text.len - 1;
	sqlembic_buf_add(out, literal->text.ptr, (size_t)(quote - literal->text.ptr));
	sqlembic_buf_puts(out, " 0x");
	for (const char *p = quote + 1; p < end; p++) {
		unsigned char byte = (unsigned char)*p;
		if ((*p == '\\' || *p == '\'') && p + 1 < end) {
			const char *escape = *p == '\\' ? strchr(escapes, p[1]) : NULL;
			byte = (unsigned char)(escape ? meant[escape - escapes] : p[1]);
			p++;
		}
		sqlembic_buf_printf(out, "%02X", byte);
	}
}

static bool is_ascii(struct sqlembic_span text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

/* Both texts have the same literals, one behind the other. */
static bool add_literals(struct sqlembic_buf *out, struct sqlembic_span printed, const char *truth)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(printed, MYSQLDB_LEX);
	struct sqlembic_tokens true_tokens = mysqldb_text_tokens(truth);
	struct sqlembic_token literal, true_literal;
	const char *copied = printed.ptr;
	while (next_literal(&tokens, &literal)) {
		if (!next_literal(&true_tokens, &true_literal))
			return false;
		if (!mysqldb_marks_hide(&literal, true) || is_ascii(true_literal.text))
			continue;
		if (*true_literal.text.ptr != '_' ||
		    !memchr(true_literal.text.ptr, '\'', true_literal.text.len))
			return false;
		sqlembic_buf_add(out, copied, (size_t)(literal.text.ptr - copied));
		if (mysqldb_marks_is_unicode(&true_literal))
			sqlembic_buf_add(out, true_literal.text.ptr, true_literal.text.len);
		else
			add_bytes(out, &true_literal);
		copied = literal.text.ptr + literal.text.len;
	}
	sqlembic_buf_add(out, copied, (size_t)(printed.ptr + printed.len - copied));
	return !next_literal(&true_tokens, &true_literal);
}

typedef bool add_fn(struct sqlembic_buf *out, struct sqlembic_span printed, const char *truth);

/* In the place of what is printed. */
static void put(struct marks *m, const struct mysqldb_clause *clause, struct sqlembic_span printed,
		struct sqlembic_buf *truth, add_fn *add)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error cause;
	if (m->r->rc == 0 && !add(&text, printed, sqlembic_buf_text(truth))) {
		(void)sqlembic_fail(&cause, SQLEMBIC_E_FAILED,
				    "it has other texts where it tells all characters");
		(void)sqlembic_fail_hint(&cause,
					 "see that nobody changes the table meanwhile, and run the same "
					 "command again");
		fail_untold(m, clause, &cause);
	}
	sqlembic_buf_add(m->out, m->copied, (size_t)(printed.ptr - m->copied));
	sqlembic_buf_add(m->out, sqlembic_buf_text(&text), text.len);
	m->copied = printed.ptr + printed.len;
	m->out->failed |= text.failed || truth->failed;
	sqlembic_buf_release(&text);
	sqlembic_buf_clear(truth);
}

static void put_column(struct marks *m, const struct mysqldb_clause *clause, struct sqlembic_buf *truth)
{
	struct mysqldb_column column;
	mysqldb_parse_column(&column, clause->definition);
	sqlembic_buf_release(&column.other);
	if (mysqldb_marks_hide_labels(m->r, &column)) {
		ask_for_labels(m, clause, column.type, truth);
		put(m, clause, column.type, truth, add_characters);
	}
	struct sqlembic_span expression = column.generated.len ? column.generated : column.default_value;
	if (mysqldb_marks_hide_default(m->r, &column)) {
		ask_for_default(m, clause, truth);
		put(m, clause, column.default_value, truth, add_characters);
	} else if (mysqldb_marks_hide_expression(m->r, expression)) {
		ask_for_expression(m, clause, truth);
		put(m, clause, expression, truth, add_literals);
	}
}

void mysqldb_read_true_text(struct mysqldb_reading *r, struct sqlembic_buf *out, const char *name,
			    const char *sql)
{
	struct sqlembic_buf truth = SQLEMBIC_BUF_INIT;
	struct marks m = { .r = r, .table = name, .out = out, .copied = sql };
	struct mysqldb_table table;
	if (mysqldb_parse_table(&table, sql))
		for (size_t i = 0; i < table.n && r->rc == 0; i++) {
			const struct mysqldb_clause *clause = &table.clauses[i];
			if (clause->kind == MYSQLDB_COLUMN) {
				put_column(&m, clause, &truth);
			} else if (mysqldb_marks_hide_expression(r, mysqldb_marks_expression(clause))) {
				ask_for_expression(&m, clause, &truth);
				put(&m, clause, mysqldb_marks_expression(clause), &truth, add_literals);
			}
		}
	sqlembic_buf_puts(out, m.copied);
	if (r->rc == 0 && (out->failed || table.failed))
		r->rc = sqlembic_fail_memory(r->err);
	mysqldb_parse_release(&table);
	sqlembic_buf_release(&truth);
}
