/* compose.c: takes out of the files of sql/ what one version of the server understands. */
#include "compose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../session.h"
#include "queries.h"

const char *postgres_text_of(const char *file)
{
	const struct postgres_query_text *text = postgres_query_texts;
	while (text->name && strcmp(text->name, file) != 0)
		text++;
	return text->text;
}

static size_t without_blanks(const char *line, size_t length)
{
	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return length;
}

/* Takes a mark such as "-- 14-" off the end of a line; false: the line is for other versions. */
static bool take_mark(const char *line, size_t *length, int version)
{
	size_t n = *length;
	char sign = n > 0 ? line[n - 1] : '\0';
	if (sign != '+' && sign != '-')
		return true;
	size_t digits = n - 1;
	while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9')
		digits--;
	if (digits == n - 1 || digits < 4 || memcmp(line + digits - 4, " -- ", 4) != 0)
		return true;
	*length = without_blanks(line, digits - 4);
	long marked = strtol(line + digits, NULL, 10);
	return sign == '+' ? version >= marked : version <= marked;
}

static bool is_comment(const char *line, size_t length)
{
	size_t i = 0;
	while (i < length && line[i] == '\t')
		i++;
	return i == length || (length - i >= 2 && line[i] == '-' && line[i + 1] == '-');
}

/* ---- what queries share ---- */

static bool is_word_part(char c)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool mentions(struct sqlembic_span text, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= text.len; i++)
		if (memcmp(text.ptr + i, word, n) == 0 && (i == 0 || !is_word_part(text.ptr[i - 1])) &&
		    (i + n == text.len || !is_word_part(text.ptr[i + n])))
			return true;
	return false;
}

/* Cuts common.sql into its parts: "name as (...)", without the commas between them. */
static void cut_parts(struct postgres_compose *c)
{
	char *p = c->common.ptr;
	while (p && *p && c->nparts < POSTGRES_PARTS) {
		struct postgres_part *part = &c->parts[c->nparts++];
		char *end = strstr(p, "),\n");
		part->text = (struct sqlembic_span){ p, end ? (size_t)(end - p) + 1 : strlen(p) };
		(void)snprintf(part->name, sizeof(part->name), "%.*s", (int)strcspn(p, " "), p);
		p = end ? end + 3 : NULL;
	}
}

/* Parts that the statement mentions, and those that these mention. */
static void add_statement(struct sqlembic_buf *out, const struct postgres_compose *c,
			  struct sqlembic_span statement)
{
	bool needed[POSTGRES_PARTS] = { false };
	bool continues = memcmp(statement.ptr, "map as", 6) == 0;
	const char *separator = "with ";
	for (size_t i = c->nparts; i-- > 0;) {
		needed[i] = mentions(statement, c->parts[i].name);
		for (size_t k = i + 1; k < c->nparts; k++)
			needed[i] |= needed[k] && mentions(c->parts[k].text, c->parts[i].name);
	}
	for (size_t i = 0; i < c->nparts; i++) {
		if (!needed[i])
			continue;
		sqlembic_buf_puts(out, separator);
		sqlembic_buf_add(out, c->parts[i].text.ptr, c->parts[i].text.len);
		separator = ",\n";
	}
	sqlembic_buf_puts(out, continues ? separator : "\n");
	sqlembic_buf_add(out, statement.ptr, statement.len);
	if (statement.ptr[statement.len - 2] != ';')
		sqlembic_buf_puts(out, ";\n"); /* its last line is for other versions */
}

/* ---- names ---- */

/* What runs the query at this place under its name; true: the query has to be told first. */
static bool begin_named(struct sqlembic_buf *out, const struct postgres_compose *c, size_t place)
{
	if (!c->numbers || place >= POSTGRES_CATALOG_QUERIES)
		return true;
	if (c->numbers[place])
		return false;
	c->numbers[place] = ++*c->last_number;
	sqlembic_buf_printf(out, "PREPARE sqlembic_%u AS ", c->numbers[place]);
	return true;
}

static void end_named(struct sqlembic_buf *out, const struct postgres_compose *c, size_t place)
{
	if (c->numbers && place < POSTGRES_CATALOG_QUERIES)
		sqlembic_buf_printf(out, "EXECUTE sqlembic_%u;\n", c->numbers[place]);
}

/* ---- files ---- */

#define CONDITION "-- if "

static bool is_condition(const char *line, size_t length)
{
	return length > strlen(CONDITION) && memcmp(line, CONDITION, strlen(CONDITION)) == 0;
}

void postgres_compose_text(struct sqlembic_buf *out, const char *file, int version)
{
	for (const char *p = postgres_text_of(file); p && *p;) {
		const char *line = p;
		size_t length = strcspn(p, "\n");
		p += length + (p[length] == '\n');
		if (is_comment(line, length) || !take_mark(line, &length, version))
			continue;
		sqlembic_buf_add(out, line, length);
		sqlembic_buf_putc(out, '\n');
	}
}

void postgres_compose_begin(struct postgres_compose *c, int version)
{
	*c = (struct postgres_compose){ .version = version };
	postgres_compose_text(&c->common, "common.sql", version);
	cut_parts(c);
}

void postgres_compose_end(struct postgres_compose *c)
{
	sqlembic_buf_release(&c->common);
}

void postgres_compose_settings(struct sqlembic_buf *out, const struct postgres_compose *c)
{
	postgres_compose_text(out, "settings.sql", c->version);
}

#define CONDITIONS 96

/* Conditions of the files in their order, each once, and for each place which of them it is. */
struct conditions {
	struct sqlembic_span items[CONDITIONS];
	size_t n, places[CONDITIONS], nplaces;
	bool overflowed;
};

static void take_condition(struct conditions *c, const char *text, size_t length)
{
	size_t i = 0;
	while (i < c->n && (c->items[i].len != length || memcmp(c->items[i].ptr, text, length) != 0))
		i++;
	c->overflowed |= i == CONDITIONS || c->nplaces == CONDITIONS;
	if (c->overflowed)
		return;
	if (i == c->n)
		c->items[c->n++] = (struct sqlembic_span){ text, length };
	c->places[c->nplaces++] = i;
}

static void take_conditions(struct conditions *c, const char *text)
{
	for (const char *p = text; p && *p;) {
		size_t length = strcspn(p, "\n");
		if (is_condition(p, length))
			take_condition(c, p + strlen(CONDITION), length - strlen(CONDITION));
		p += length + (p[length] == '\n');
	}
}

/* Some look through all columns, or all tables: what several queries wait for is asked once. */
static void add_conditions(struct sqlembic_buf *out, const char *const *files, size_t n)
{
	struct conditions c = { .n = 0 };
	for (size_t i = 0; i < n; i++)
		take_conditions(&c, postgres_text_of(files[i]));
	out->failed |= c.overflowed;
	sqlembic_buf_puts(out, "SELECT ''");
	for (size_t i = 0; i < c.nplaces; i++)
		sqlembic_buf_printf(out, " || c%zu", c.places[i]);
	sqlembic_buf_puts(out, " AS present FROM (SELECT ");
	for (size_t i = 0; i < c.n; i++)
		sqlembic_buf_printf(out, "%s(%.*s)::int AS c%zu", i > 0 ? ", " : "", (int)c.items[i].len,
				    c.items[i].ptr, i);
	sqlembic_buf_puts(out, " OFFSET 0) conditions;\n");
}

void postgres_compose_probe(struct sqlembic_buf *out, struct postgres_compose *c, const char *const *files,
			    size_t n)
{
	size_t place = c->at++;
	if (begin_named(out, c, place))
		add_conditions(out, files, n);
	end_named(out, c, place);
}

void postgres_compose_queries(struct sqlembic_buf *out, struct postgres_compose *c, const char *file,
			      const char **present)
{
	struct sqlembic_buf statement = SQLEMBIC_BUF_INIT;
	bool is_left_out = false, has_text = false;
	for (const char *p = postgres_text_of(file); p && *p;) {
		const char *line = p;
		size_t length = strcspn(p, "\n");
		p += length + (p[length] == '\n');
		has_text |= length > 0 && !is_comment(line, length);
		if (is_condition(line, length))
			is_left_out = **present && *(*present)++ == '0';
		if (length > 0 && !is_left_out && !is_comment(line, length) &&
		    take_mark(line, &length, c->version)) {
			sqlembic_buf_add(&statement, line, length);
			sqlembic_buf_putc(&statement, '\n');
		}
		/* An empty line, or the end, stands behind each statement. */
		if (line[0] != '\n' && *p)
			continue;
		if (statement.len > 2 && begin_named(out, c, c->at))
			add_statement(out, c, (struct sqlembic_span){ statement.ptr, statement.len });
		if (statement.len > 2)
			end_named(out, c, c->at);
		/* Behind a text: the places are the same whatever is left out. */
		c->at += has_text;
		has_text = false;
		out->failed |= statement.failed;
		sqlembic_buf_clear(&statement);
		is_left_out = false;
	}
	sqlembic_buf_release(&statement);
}
