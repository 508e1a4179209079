/* alter_partitions.c: how a table is cut into partitions.
 *
 * Where only the list of partitions differs, one is added, dropped or reorganized, so that the others stay as they are.  All else
 * is PARTITION BY, which makes the table anew and loses no row: rows that do not fit stop it. */
#include <stdlib.h>
#include <string.h>

#include "../lex.h"
#include "alter.h"
#include "sqlembic/token.h"

#define PARTITIONS 1024

struct partition {
	struct sqlembic_span name, text; /* the name as it is printed */
};

struct partitioning {
	struct sqlembic_span head; /* before the list, without comment marks */
	struct partition *items;
	size_t n;
	bool is_range, is_list;
};

/* ---- reading ---- */

static struct sqlembic_span trimmed(const char *begin, const char *end)
{
	while (begin < end && strchr(" \n", *begin))
		begin++;
	while (end > begin && strchr(" \n", end[-1]))
		end--;
	return (struct sqlembic_span){ begin, (size_t)(end - begin) };
}

static void read_items(struct partitioning *out, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	const char *begin = tokens.at;
	int depth = 0;
	while (out->n < PARTITIONS && sqlembic_token_next(&tokens, &token)) {
		/* MySQL quotes names only where it has to. */
		if (depth == 0 && sqlembic_token_is(&token, "PARTITION") && !out->items[out->n].name.ptr) {
			(void)sqlembic_token_next(&tokens, &token);
			out->items[out->n].name = token.text;
		}
		bool closes = sqlembic_token_is_mark(&token, ')');
		depth += sqlembic_token_is_mark(&token, '(') - closes;
		if (depth > 0 || (depth == 0 && !sqlembic_token_is_mark(&token, ',')))
			continue;
		out->items[out->n++].text = trimmed(begin, token.text.ptr);
		begin = tokens.at;
		if (depth < 0)
			return;
	}
}

/* The list is the last group of parentheses, the one that begins with PARTITION. */
static void read_partitioning(struct partitioning *out, const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	(void)sqlembic_token_take(&tokens, "PARTITION BY");
	const char *begin = tokens.at;
	out->is_range = sqlembic_token_take(&tokens, "RANGE");
	out->is_list = !out->is_range && sqlembic_token_take(&tokens, "LIST");
	while (sqlembic_token_next(&tokens, &token)) {
		if (!sqlembic_token_is_mark(&token, '('))
			continue;
		struct sqlembic_tokens inside = tokens;
		if (sqlembic_token_take(&inside, "PARTITION")) {
			out->head = trimmed(begin, token.text.ptr);
			read_items(out, tokens);
			return;
		}
		sqlembic_token_skip_parens(&tokens);
	}
}

static bool is_equal(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* What stands behind VALUES LESS THAN. */
static struct sqlembic_span bound_of(const struct partition *partition)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(partition->text, MYSQLDB_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is(&token, "THAN") && sqlembic_token_next(&tokens, &token)) {
			if (sqlembic_token_is_mark(&token, '('))
				sqlembic_token_skip_parens(&tokens);
			return trimmed(token.text.ptr, tokens.at);
		}
	return (struct sqlembic_span){ NULL, 0 };
}

/* Whether the second bound is certainly not below the first. */
static bool reaches(struct sqlembic_span a, struct sqlembic_span b)
{
	if (is_equal(a, b) ||
	    (b.len >= 8 && memcmp(b.ptr + (*b.ptr == '('), "MAXVALUE", 8) == 0 && b.len <= 10))
		return true;
	bool is_number = a.len > 2 && b.len > 2 && strspn(a.ptr + 1, "0123456789") == a.len - 2 &&
			 strspn(b.ptr + 1, "0123456789") == b.len - 2;
	if (is_number && a.len != b.len)
		return a.len < b.len;
	bool is_quoted = a.len == b.len && a.len > 3 && a.ptr[1] == '\'' && b.ptr[1] == '\'' &&
			 strspn(a.ptr + 2, "0123456789-: .") == a.len - 4 &&
			 strspn(b.ptr + 2, "0123456789-: .") == b.len - 4;
	return (is_number || is_quoted) && memcmp(a.ptr, b.ptr, a.len) < 0;
}

/* One that takes all that no other does is told from others only where there are some. */
static bool is_default_alone(const struct partitioning *parts)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(parts->items[0].text, MYSQLDB_LEX);
	struct sqlembic_token token;
	bool is_default = false;
	while (parts->is_list && parts->n == 1 && sqlembic_token_next(&tokens, &token))
		is_default |= sqlembic_token_is(&token, "DEFAULT");
	return is_default;
}

/* ---- what is to be done ---- */

enum step { STEP_NOTHING, STEP_WHOLE, STEP_ADD, STEP_DROP, STEP_REORGANIZE };

struct steps {
	struct partitioning from, to;
	struct partition *items; /* of both */
	enum step step;
	size_t first;      /* partitions before this are equal */
	size_t nold, nnew; /* how many behind it are replaced, and by how many */
};

/* Whether those that replace others end where they did; lists have no end. */
static bool ends_alike(const struct steps *s)
{
	return s->to.is_list || is_equal(bound_of(&s->from.items[s->first + s->nold - 1]),
					 bound_of(&s->to.items[s->first + s->nnew - 1]));
}

static void choose(struct steps *s)
{
	size_t n = s->from.n, m = s->to.n, tail = 0;
	if (n == 0 || m == 0 || n == PARTITIONS || m == PARTITIONS || !is_equal(s->from.head, s->to.head) ||
	    !(s->to.is_range || s->to.is_list))
		return;
	while (s->first < n && s->first < m &&
	       is_equal(s->from.items[s->first].text, s->to.items[s->first].text))
		s->first++;
	while (tail < n - s->first && tail < m - s->first &&
	       is_equal(s->from.items[n - 1 - tail].text, s->to.items[m - 1 - tail].text))
		tail++;
	s->nold = n - s->first - tail;
	s->nnew = m - s->first - tail;
	/* What differs is elsewhere. */
	if (s->nold + s->nnew == 0)
		return;
	if (s->nold == 0 && tail == 0) {
		s->step = STEP_ADD;
	} else if (s->nnew == 0 && (tail == 0 || s->to.is_list)) {
		s->step = STEP_DROP;
	} else {
		/* The next one takes rows in, or gives some away. */
		if (tail > 0 && (s->nold == 0 || s->nnew == 0 || !ends_alike(s))) {
			s->nold++;
			s->nnew++;
		}
		bool fits = s->to.is_list || reaches(bound_of(&s->from.items[s->first + s->nold - 1]),
						     bound_of(&s->to.items[s->first + s->nnew - 1]));
		fits = fits && !is_default_alone(&s->to);
		s->step = fits ? STEP_REORGANIZE : STEP_WHOLE;
	}
}

static void plan(struct steps *s, const struct sqlembic_change *c)
{
	const char *before = c->before->values[MYSQLDB_TABLE_PARTITIONING];
	const char *after = c->after->values[MYSQLDB_TABLE_PARTITIONING];
	if (mysqldb_alter_is_unpartitioned_first(c))
		before = NULL;
	*s = (struct steps){ .step = STEP_NOTHING };
	if (mysqldb_equal(before, after))
		return;
	s->step = STEP_WHOLE;
	s->items = before && after ? calloc((size_t)2 * PARTITIONS, sizeof(*s->items)) : NULL;
	if (!s->items)
		return;
	s->from.items = s->items;
	s->to.items = s->items + PARTITIONS;
	read_partitioning(&s->from, before);
	read_partitioning(&s->to, after);
	choose(s);
}

/* ---- clauses ---- */

void mysqldb_alter_partitions(struct mysqldb_altering *a)
{
	struct steps s;
	const char *after = a->change->after->values[MYSQLDB_TABLE_PARTITIONING];
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	plan(&s, a->change);
	if (s.step == STEP_WHOLE && !after) {
		sqlembic_buf_puts(&a->behind, "REMOVE PARTITIONING");
	} else if (s.step == STEP_WHOLE) {
		sqlembic_buf_puts(&a->behind, after);
		if (strstr(after, "VALUES")) {
			sqlembic_buf_printf(&reason, "partitions of %s may not take every row",
					    a->change->after->shown);
			mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, NULL);
		}
	}
	free(s.items);
}

static void add_list(struct sqlembic_buf *sql, const struct partition *items, size_t n, bool names_only)
{
	for (size_t i = 0; i < n; i++) {
		struct sqlembic_span text = names_only ? items[i].name : items[i].text;
		sqlembic_buf_puts(sql, i > 0 ? (names_only ? ", " : ",\n ") : "");
		sqlembic_buf_add(sql, text.ptr, text.len);
	}
}

static void drop(struct mysqldb_altering *a, const struct steps *s, struct sqlembic_buf *sql)
{
	const struct partition *items = s->from.items + s->first;
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&reason, "drops partition ");
	add_list(&reason, items, s->nold, true);
	sqlembic_buf_printf(&reason, " of %s", a->change->before->shown);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	mysqldb_text_name(&probe, a->change->before->name);
	sqlembic_buf_puts(&probe, " PARTITION (");
	add_list(&probe, items, s->nold, true);
	sqlembic_buf_putc(&probe, ')');
	sqlembic_buf_puts(sql, "DROP PARTITION ");
	add_list(sql, items, s->nold, true);
	mysqldb_emit_warned(&a->emit, sql, SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_LOSES_ROWS, &reason,
			    &probe);
}

void mysqldb_alter_finish_partitions(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct steps s;
	plan(&s, a->change);
	mysqldb_alter_begin(&sql, a->change);
	if (s.step == STEP_DROP) {
		drop(a, &s, &sql);
	} else if (s.step == STEP_ADD || s.step == STEP_REORGANIZE) {
		sqlembic_buf_puts(&sql, s.step == STEP_ADD ? "ADD PARTITION (" : "REORGANIZE PARTITION ");
		if (s.step == STEP_REORGANIZE) {
			add_list(&sql, s.from.items + s.first, s.nold, true);
			sqlembic_buf_puts(&sql, " INTO (");
		}
		add_list(&sql, s.to.items + s.first, s.nnew, false);
		sqlembic_buf_putc(&sql, ')');
		mysqldb_emit(&a->emit, &sql);
	}
	sqlembic_buf_release(&sql);
	free(s.items);
}
