/* write.c: ordered actions as the text of a script, and differences as lines for people. */
#include "schema/write.h"

#include <stdio.h>
#include <string.h>

#include "sqlembic/text.h"
#include "sqlembic/token.h"

enum write_transaction write_mode(const struct action_list *actions)
{
	if (actions->has_outside)
		return WRITE_OFF;
	return actions->n > 0 && actions->items[actions->n - 1]->segment > 0 ? WRITE_OWN : WRITE_ON;
}

#define DELIMITER_SIZE 16 /* the scanner takes 15 bytes */

/* ---- scripts ---- */

/* A comment that cannot end too early; line comments at the head of a script would belong to its header. */
void write_comment(struct sqlembic_buf *out, const char *label, const char *reason)
{
	sqlembic_buf_printf(out, "/* %s: ", label);
	for (const char *p = reason; *p; p++) {
		if ((*p == '*' && p[1] == '/') || (*p == '/' && p[1] == '*'))
			sqlembic_buf_putc(out, *p), sqlembic_buf_putc(out, ' ');
		else
			sqlembic_buf_putc(out, *p == '\n' ? ' ' : *p);
	}
	sqlembic_buf_puts(out, " */\n");
}

/* Whether a client that knows DELIMITER would cut the statement in two: the body of a routine.  A backslash may mean another
 * thing where the body was made, and a client from before MySQL 9 does not know of dollar quotes. */
static bool has_body(const char *sql, const struct sqlembic_dialect *dialect)
{
	struct sqlembic_token token;
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
							   dialect->lex);
	if (!(dialect->lex & SQLEMBIC_LEX_DELIMITER) || !strchr(sql, ';'))
		return false;
	if (strchr(sql, '\\'))
		return true;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is_mark(&token, ';') ||
		    (token.kind == SQLEMBIC_TOKEN_DOLLAR && memchr(token.text.ptr, ';', token.text.len)))
			return true;
	return false;
}

/* A delimiter that is nowhere in the text.  Every ";" has something else beside it in nearly every body; a text has fewer numbers
 * than bytes. */
static void body(struct sqlembic_buf *out, const char *sql, size_t length)
{
	char delimiter[DELIMITER_SIZE] = ";;";
	for (unsigned n = 1; memmem(sql, length, delimiter, strlen(delimiter)); n++)
		snprintf(delimiter, sizeof(delimiter), ";;%u", n);
	sqlembic_buf_printf(out, "DELIMITER %s\n", delimiter);
	sqlembic_buf_add(out, sql, length);
	sqlembic_buf_printf(out, "\n%s\nDELIMITER ;\n", delimiter);
}

static void statement(struct sqlembic_buf *out, const char *sql, const struct sqlembic_dialect *dialect)
{
	size_t length = strlen(sql);
	while (length > 0 && sqlembic_is_blank(sql[length - 1]))
		length--;
	if (has_body(sql, dialect)) {
		body(out, sql, length);
		return;
	}
	const char *line = memrchr(sql, '\n', length);
	line = line ? line : sql;
	sqlembic_buf_add(out, sql, length);
	/* A line comment at the end would swallow the terminator. */
	sqlembic_buf_puts(out, strstr(line, "--") || strchr(line, '#') ? "\n;\n" : ";\n");
}

static void warning(struct sqlembic_buf *out, const struct action *action)
{
	if (!action->reason)
		return;
	if (action->flags & SQLEMBIC_ACTION_LOSES_DATA)
		write_comment(out, "loses data", action->reason);
	else if (action->flags & SQLEMBIC_ACTION_LOSES_GRANTS)
		write_comment(out, "loses grants", action->reason);
	else if (action->flags & SQLEMBIC_ACTION_MAY_FAIL)
		write_comment(out, "may fail", action->reason);
}

static bool needs_prologue(const struct action_list *actions)
{
	for (size_t i = 0; i < actions->n; i++)
		if (actions->items[i]->flags & SQLEMBIC_ACTION_PROLOGUE)
			return true;
	return false;
}

/* What stands in front of the first statement. */
static void begin(struct sqlembic_buf *out, const struct action_list *actions, const char *prologue,
		  const struct sqlembic_dialect *dialect)
{
	if (prologue && needs_prologue(actions))
		statement(out, prologue, dialect);
	if (write_mode(actions) == WRITE_OWN)
		statement(out, dialect->begin, dialect);
}

/* Between one statement and the `i`th a transaction of the script's own may end. */
static void divide(struct sqlembic_buf *out, const struct action_list *actions, size_t i,
		   const struct sqlembic_dialect *dialect)
{
	const size_t segment = i > 0 ? actions->items[i - 1]->segment : 0;
	if (actions->items[i]->segment == segment || write_mode(actions) != WRITE_OWN)
		return;
	statement(out, dialect->commit, dialect);
	statement(out, dialect->begin, dialect);
}

static void end(struct sqlembic_buf *out, const struct action_list *actions,
		const struct sqlembic_dialect *dialect)
{
	if (write_mode(actions) == WRITE_OWN)
		statement(out, dialect->commit, dialect);
}

void write_script(struct sqlembic_buf *out, const struct action_list *actions, const char *prologue,
		  const struct sqlembic_dialect *dialect)
{
	begin(out, actions, prologue, dialect);
	for (size_t i = 0; i < actions->n; i++) {
		divide(out, actions, i, dialect);
		warning(out, actions->items[i]);
		if (actions->items[i]->sql)
			statement(out, actions->items[i]->sql, dialect);
	}
	end(out, actions, dialect);
}

/* `text` is used again for each. */
static int print(struct sqlembic_buf *out, struct sqlembic_buf *text, const struct comparison *comparison,
		 const struct action *action, const struct sqlembic_dialect *dialect,
		 struct sqlembic_error *err)
{
	sqlembic_buf_clear(text);
	int rc = action->number ? action_recall(text, comparison, action, err) : 0;
	const char *sql = action->number ? sqlembic_buf_text(text) : action->sql;
	if (rc < 0 || !sql)
		return rc;
	if (out->len > 0)
		sqlembic_buf_putc(out, '\n');
	statement(out, sql, dialect);
	return 0;
}

int write_dump(struct sqlembic_buf *out, const struct comparison *comparison,
	       const struct action_list *actions, const char *prologue,
	       const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = 0;
	begin(out, actions, prologue, dialect);
	for (size_t i = 0; rc == 0 && i < actions->n; i++) {
		divide(out, actions, i, dialect);
		rc = print(out, &text, comparison, actions->items[i], dialect, err);
	}
	end(out, actions, dialect);
	sqlembic_buf_release(&text);
	return rc;
}

/* ---- lines ---- */

static const char *value(const struct sqlembic_fact *fact, size_t i)
{
	return fact->values ? fact->values[i] : NULL;
}

/* As Alembic words it where it knows the thing. */
static void attribute(struct sqlembic_buf *out, const struct sqlembic_attribute *what, const char *before,
		      const char *after, const char *kind, const char *shown)
{
	if (what->flags & SQLEMBIC_ATTRIBUTE_NOT_NULL)
		sqlembic_buf_printf(out, "%s on %s '%s'", after ? "NOT NULL" : "NULL", kind, shown);
	else if (what->flags & SQLEMBIC_ATTRIBUTE_TYPE)
		sqlembic_buf_printf(out, "type change from %s to %s on %s '%s'", before ? before : "none",
				    after ? after : "none", kind, shown);
	else if (what->flags & SQLEMBIC_ATTRIBUTE_DEFAULT)
		sqlembic_buf_printf(out, "server default on %s '%s'", kind, shown);
	else
		sqlembic_buf_printf(out, "changed %s on %s '%s'", what->name, kind, shown);
}

void write_difference(struct sqlembic_buf *out, const struct comparison *comparison, const struct pair *pair)
{
	const struct sqlembic_kind *kind = compare_kind(comparison, pair);
	const struct sqlembic_fact *before = compare_before(comparison, pair);
	const struct sqlembic_fact *after = compare_after(comparison, pair);
	bool is_first = true;
	if (!before || !after) {
		sqlembic_buf_printf(out, "%s %s '%s'", before ? "removed" : "added", kind->name,
				    before ? before->shown : after->shown);
		return;
	}
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++) {
		if (!(pair->differs >> i & 1))
			continue;
		sqlembic_buf_puts(out, is_first ? "" : ", ");
		attribute(out, &kind->attributes[i], value(before, i), value(after, i), kind->name,
			  after->shown);
		is_first = false;
	}
}
