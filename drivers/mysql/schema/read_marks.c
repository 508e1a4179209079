/* read_marks.c: characters that SHOW CREATE TABLE prints as question marks.
 *
 * The servers keep texts of their catalog in utf8mb3: what takes four bytes is printed as '?', though the table knows it: in labels
 * of enum and set, in MariaDB's literal defaults, and as "????" in MySQL's expressions.  A script made of that would give the table
 * other labels and defaults, and nobody could see it.  So where such marks are printed, the server is asked otherwise. */
#include <stdlib.h>
#include <string.h>

#include "../lex.h"
#include "../library.h"
#include "../rows.h"
#include "parse.h"
#include "read.h"
#include "sqlembic/error.h"

#define FOUR_BYTES 0xF0 /* the first byte of such a character is no less */

struct marks {
	struct mysqldb_reading *r;
	const char *table;
	struct sqlembic_buf *out;
	const char *copied; /* up to here the text is in `out` */
};

/* ---- where they may be ---- */

static bool is_list(struct sqlembic_span type)
{
	return type.len > 5 && (strncmp(type.ptr, "enum(", 5) == 0 || strncmp(type.ptr, "set(", 4) == 0);
}

static bool has(struct sqlembic_span text, const char *marks)
{
	return text.len > 0 && memmem(text.ptr, text.len, marks, strlen(marks)) != NULL;
}

static bool is_hidden_list(const struct mysqldb_column *column)
{
	return is_list(column->type) && has(column->type, "?");
}

static bool is_hidden_default(const struct mysqldb_reading *r, const struct mysqldb_column *column)
{
	return r->is_mariadb && has(column->default_value, "?") && *column->default_value.ptr == '\'';
}

static bool is_hidden_expression(const struct mysqldb_reading *r, struct sqlembic_span text)
{
	return !r->is_mariadb && has(text, "????");
}

static bool hides(const struct mysqldb_reading *r, const struct mysqldb_clause *clause)
{
	struct mysqldb_column column;
	if (clause->kind != MYSQLDB_COLUMN)
		return is_hidden_expression(r, clause->definition);
	mysqldb_parse_column(&column, clause->definition);
	sqlembic_buf_release(&column.other);
	return is_hidden_list(&column) || is_hidden_default(r, &column) ||
	       is_hidden_expression(r, column.default_value) || is_hidden_expression(r, column.generated);
}

bool mysqldb_read_hides(const struct mysqldb_reading *r, const char *sql)
{
	struct mysqldb_table table;
	if (!strchr(sql, '?'))
		return false;
	bool found = false;
	if (mysqldb_parse_table(&table, sql))
		for (size_t i = 0; i < table.n && !found; i++)
			found = hides(r, &table.clauses[i]);
	mysqldb_parse_release(&table);
	return found;
}

/* ---- what they stand for ---- */

static int take_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_printf(out, "%s%s", out->len ? "," : "", values[0]);
	return 0;
}

/* What is not told is left as it is printed. */
static void ask(const struct marks *m, struct sqlembic_buf *sql, struct sqlembic_buf *truth)
{
	struct sqlembic_error unheard;
	if (sql->failed || mysqldb_read_rows(m->r->session, sql->ptr, take_text, truth, &unheard) < 0)
		sqlembic_buf_clear(truth);
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

static size_t count_labels(struct sqlembic_span type)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(type, MYSQLDB_LEX);
	struct sqlembic_token token;
	size_t n = 0;
	while (sqlembic_token_next(&tokens, &token))
		n += token.kind == SQLEMBIC_TOKEN_STRING;
	return n;
}

/* The labels as values, in their order: the column of a common table expression has the type of its first row, and takes numbers for
 * labels.  No row is needed, and nothing is written. */
static void ask_for_labels(const struct marks *m, const struct mysqldb_clause *clause,
			   struct sqlembic_span type, struct sqlembic_buf *truth)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "WITH RECURSIVE sqlembic_c AS (SELECT sqlembic_t.");
	add_name(&sql, clause);
	sqlembic_buf_puts(&sql, " AS v, 0 AS n FROM (SELECT 1) AS one LEFT JOIN ");
	mysqldb_text_name(&sql, m->table);
	sqlembic_buf_printf(
		&sql,
		" AS sqlembic_t ON FALSE UNION ALL SELECT %s, n + 1 FROM sqlembic_c WHERE n < %zu)"
		" SELECT v FROM sqlembic_c WHERE n > 0 ORDER BY n",
		*type.ptr == 's' ? "1 << n" : "n + 1", count_labels(type));
	ask(m, &sql, truth);
}

/* MariaDB tells defaults in the connection's character set where a client asks for the columns as clients of old did. */
static void ask_for_default(const struct marks *m, const struct mysqldb_clause *clause,
			    struct sqlembic_buf *truth)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	MYSQL_FIELD *field;
	MYSQL_RES *fields = mysqldb_list_fields(m->r->session->db, m->table);
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

/* MySQL's information_schema takes each byte of an expression for a character. */
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
		ask(m, &sql, truth);
		join_bytes(truth);
	}
}

/* ---- putting them in ---- */

/* How many marks stand for what begins here; 0: it is printed as it is. */
static size_t marks_of(const char *p, size_t unit)
{
	if ((unsigned char)*p >= FOUR_BYTES)
		return unit;
	return *p == '?';
}

static size_t length_of(const char *p)
{
	return *p == '?' ? 1 : strnlen(p, 4);
}

/* Marks that stand together, in order: what is between them is written in another way in the two texts. */
static bool add_true(struct sqlembic_buf *out, struct sqlembic_span printed, const char *truth, size_t unit)
{
	const char *end = printed.ptr + printed.len;
	for (const char *p = printed.ptr; p < end;) {
		size_t printed_n = 0, true_n = 0;
		while (p + printed_n < end && p[printed_n] == '?')
			printed_n++;
		if (printed_n == 0) {
			sqlembic_buf_putc(out, *p++);
			continue;
		}
		while (*truth && !marks_of(truth, unit))
			truth++;
		/* A comment behind the expression, whose marks are what it has. */
		if (!*truth) {
			sqlembic_buf_add(out, p, (size_t)(end - p));
			return true;
		}
		for (; marks_of(truth, unit); truth += length_of(truth)) {
			true_n += marks_of(truth, unit);
			sqlembic_buf_add(out, truth, length_of(truth));
		}
		if (true_n != printed_n)
			return false;
		p += printed_n;
	}
	return true;
}

/* In the place of what is printed; `unit`, marks a character. */
static void put(struct marks *m, struct sqlembic_span printed, struct sqlembic_buf *truth, size_t unit)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (truth->len > 0 && add_true(&text, printed, truth->ptr, unit)) {
		sqlembic_buf_add(m->out, m->copied, (size_t)(printed.ptr - m->copied));
		sqlembic_buf_add(m->out, sqlembic_buf_text(&text), text.len);
		m->copied = printed.ptr + printed.len;
	}
	m->out->failed |= text.failed || truth->failed;
	sqlembic_buf_release(&text);
	sqlembic_buf_clear(truth);
}

static void put_column(struct marks *m, const struct mysqldb_clause *clause, struct sqlembic_buf *truth)
{
	struct mysqldb_column column;
	mysqldb_parse_column(&column, clause->definition);
	sqlembic_buf_release(&column.other);
	if (is_hidden_list(&column)) {
		ask_for_labels(m, clause, column.type, truth);
		put(m, column.type, truth, 1);
	}
	struct sqlembic_span expression = column.generated.len ? column.generated : column.default_value;
	if (is_hidden_default(m->r, &column)) {
		ask_for_default(m, clause, truth);
		put(m, column.default_value, truth, 1);
	} else if (is_hidden_expression(m->r, expression)) {
		ask_for_expression(m, clause, truth);
		put(m, expression, truth, 4);
	}
}

void mysqldb_read_true_text(struct mysqldb_reading *r, struct sqlembic_buf *out, const char *name,
			    const char *sql)
{
	struct sqlembic_buf truth = SQLEMBIC_BUF_INIT;
	struct marks m = { .r = r, .table = name, .out = out, .copied = sql };
	struct mysqldb_table table;
	if (mysqldb_parse_table(&table, sql))
		for (size_t i = 0; i < table.n; i++) {
			const struct mysqldb_clause *clause = &table.clauses[i];
			if (clause->kind == MYSQLDB_COLUMN) {
				put_column(&m, clause, &truth);
			} else if (is_hidden_expression(r, clause->definition)) {
				ask_for_expression(&m, clause, &truth);
				put(&m, clause->definition, &truth, 4);
			}
		}
	sqlembic_buf_puts(out, m.copied);
	if (out->failed || table.failed)
		r->rc = sqlembic_fail_memory(r->err);
	mysqldb_parse_release(&table);
	sqlembic_buf_release(&truth);
}
