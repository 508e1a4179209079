/* emit.c: see emit.h. */
#include "emit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.h"

bool postgres_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

int postgres_emit_buf(const struct sqlembic_action_sink *out, struct sqlembic_buf *sql, unsigned flags,
		      struct sqlembic_error *err)
{
	struct sqlembic_action action = { .sql = sqlembic_buf_text(sql), .flags = flags };
	int rc = sql->failed ? sqlembic_fail_memory(err) : out->action(out->payload, &action, err);
	sqlembic_buf_release(sql);
	return rc;
}

SQLEMBIC_PRINTF(2, 0)
static void add_format(struct sqlembic_buf *sql, const char *text, va_list args)
{
	char *made = NULL;
	if (vasprintf(&made, text, args) < 0)
		sql->failed = true;
	else
		sqlembic_buf_puts(sql, made);
	free(made);
}

int postgres_emit(const struct sqlembic_action_sink *out, struct sqlembic_error *err, const char *format, ...)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	va_list args;
	va_start(args, format);
	add_format(&sql, format, args);
	va_end(args);
	return postgres_emit_buf(out, &sql, 0, err);
}

int postgres_emit_flagged(const struct sqlembic_action_sink *out, struct sqlembic_error *err, unsigned flags,
			  const char *format, ...)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	va_list args;
	va_start(args, format);
	add_format(&sql, format, args);
	va_end(args);
	return postgres_emit_buf(out, &sql, flags, err);
}

int postgres_tell(const struct sqlembic_action_sink *out, struct sqlembic_error *err, unsigned flags,
		  struct sqlembic_buf *probe, const char *reason, ...)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	va_list args;
	va_start(args, reason);
	add_format(&text, reason, args);
	va_end(args);
	const struct sqlembic_action action = { .flags = flags,
						.reason = sqlembic_buf_text(&text),
						.probe = probe && probe->len ? probe->ptr : NULL };
	int rc = text.failed || (probe && probe->failed) ? sqlembic_fail_memory(err)
							 : out->action(out->payload, &action, err);
	sqlembic_buf_release(&text);
	if (probe)
		sqlembic_buf_release(probe);
	return rc;
}

static bool runs_routine(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = side->used(side, fact, i)); i++)
		if (used->kind == POSTGRES_FUNCTION || used->kind == POSTGRES_AGGREGATE ||
		    used->kind == POSTGRES_OPERATOR)
			return true;
	return false;
}

/* A value of a domain has to satisfy the domain's constraints. */
static bool is_checked(const struct sqlembic_side *side, const struct sqlembic_fact *domain)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = side->part(side, domain, i)); i++)
		if (part->kind == POSTGRES_DOMAIN_CHECK && runs_routine(side, part))
			return true;
	return false;
}

unsigned postgres_evaluates(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *used;
	if (runs_routine(side, fact))
		return SQLEMBIC_ACTION_EVALUATES;
	for (size_t i = 0; (used = side->used(side, fact, i)); i++)
		if (used->kind == POSTGRES_DOMAIN && is_checked(side, used))
			return SQLEMBIC_ACTION_EVALUATES;
	return 0;
}

/* ---- lists ---- */

struct sqlembic_span postgres_next_line(const char **list)
{
	struct sqlembic_span line = { *list, 0 };
	if (!*list)
		return line;
	line.len = strcspn(*list, "\n");
	*list += line.len + (line.ptr[line.len] == '\n');
	return line;
}

bool postgres_has_line(const char *list, struct sqlembic_span wanted)
{
	struct sqlembic_span line;
	while ((line = postgres_next_line(&list)).len > 0)
		if (line.len == wanted.len && memcmp(line.ptr, wanted.ptr, line.len) == 0)
			return true;
	return false;
}

static size_t name_length(struct sqlembic_span item)
{
	const char *equals = memchr(item.ptr, '=', item.len);
	return equals ? (size_t)(equals - item.ptr) : item.len;
}

static void add_literal(struct sqlembic_buf *out, const char *text, size_t length)
{
	if (memchr(text, '\\', length))
		sqlembic_buf_puts(out, " E");
	sqlembic_buf_putc(out, '\'');
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\'' || text[i] == '\\')
			sqlembic_buf_putc(out, text[i]);
		sqlembic_buf_putc(out, text[i]);
	}
	sqlembic_buf_putc(out, '\'');
}

static void add_name(struct sqlembic_buf *out, const char *name, size_t length)
{
	bool plain = length > 0 && !(name[0] >= '0' && name[0] <= '9');
	for (size_t i = 0; i < length; i++)
		plain &= name[i] == '_' || (name[i] >= 'a' && name[i] <= 'z') ||
			 (name[i] >= '0' && name[i] <= '9');
	if (plain) {
		sqlembic_buf_add(out, name, length);
		return;
	}
	sqlembic_buf_putc(out, '"');
	for (size_t i = 0; i < length; i++) {
		if (name[i] == '"')
			sqlembic_buf_putc(out, '"');
		sqlembic_buf_putc(out, name[i]);
	}
	sqlembic_buf_putc(out, '"');
}

/* "toast.autovacuum_enabled=off" or "user=x"; `assign` stands between. */
static void add_item(struct sqlembic_buf *out, struct sqlembic_span item, const char *assign)
{
	size_t length = name_length(item);
	const char *name = item.ptr;
	if (length > 6 && memcmp(name, "toast.", 6) == 0 && *assign == '=') {
		sqlembic_buf_puts(out, "toast.");
		add_name(out, name + 6, length - 6);
	} else {
		add_name(out, name, length);
	}
	sqlembic_buf_puts(out, assign);
	const char *value = item.ptr + length + (length < item.len);
	add_literal(out, value, item.len - (size_t)(value - item.ptr));
}

static void add_list(struct sqlembic_buf *out, const char *before, const char *list, const char *assign)
{
	const char *separator = before;
	for (struct sqlembic_span item; (item = postgres_next_line(&list)).len > 0; separator = ", ") {
		sqlembic_buf_puts(out, separator);
		add_item(out, item, assign);
	}
	if (separator != before)
		sqlembic_buf_putc(out, ')');
}

void postgres_add_parameters(struct sqlembic_buf *out, const char *before, const char *list)
{
	add_list(out, before, list, "=");
}

void postgres_add_options(struct sqlembic_buf *out, const char *before, const char *list)
{
	add_list(out, before, list, " ");
}

/* The item of that name; empty: there is none. */
static struct sqlembic_span find_item(const char *list, struct sqlembic_span wanted)
{
	size_t length = name_length(wanted);
	struct sqlembic_span item;
	while ((item = postgres_next_line(&list)).len > 0)
		if (name_length(item) == length && memcmp(item.ptr, wanted.ptr, length) == 0)
			break;
	return item;
}

static bool same_item(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void begin_item(struct sqlembic_buf *out, const char *head, const char *verb)
{
	if (out->len == 0)
		sqlembic_buf_printf(out, "%s %s (", head, verb);
	else
		sqlembic_buf_puts(out, ", ");
}

int postgres_change_parameters(const struct sqlembic_action_sink *out, const char *head, const char *before,
			       const char *after, struct sqlembic_error *err)
{
	struct sqlembic_buf set = SQLEMBIC_BUF_INIT, reset = SQLEMBIC_BUF_INIT;
	struct sqlembic_span item;
	if (postgres_equal(before, after))
		return 0;
	/* All of them, so that the server has them in this order, too. */
	for (const char *list = after; (item = postgres_next_line(&list)).len > 0;) {
		begin_item(&set, head, "SET");
		add_item(&set, item, "=");
	}
	for (const char *list = before; (item = postgres_next_line(&list)).len > 0;) {
		if (find_item(after, item).len > 0)
			continue;
		begin_item(&reset, head, "RESET");
		sqlembic_buf_add(&reset, item.ptr, name_length(item));
	}
	bool has_set = set.len > 0, has_reset = reset.len > 0;
	/* Without a word the server forgets those of a TOAST table that is not there, before a column needs one. */
	unsigned flags = after && strstr(after, "toast.") ? SQLEMBIC_ACTION_FINISHES : 0;
	sqlembic_buf_putc(&set, ')');
	sqlembic_buf_putc(&reset, ')');
	int rc = has_reset ? postgres_emit_buf(out, &reset, 0, err) : 0;
	if (rc == 0 && has_set)
		rc = postgres_emit_buf(out, &set, flags, err);
	sqlembic_buf_release(&set);
	sqlembic_buf_release(&reset);
	return rc;
}

int postgres_change_options(const struct sqlembic_action_sink *out, const char *head, const char *before,
			    const char *after, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_span item;
	for (const char *list = after; (item = postgres_next_line(&list)).len > 0;) {
		struct sqlembic_span old = find_item(before, item);
		if (same_item(item, old))
			continue;
		begin_item(&sql, head, "OPTIONS");
		sqlembic_buf_puts(&sql, old.len > 0 ? "SET " : "ADD ");
		add_item(&sql, item, " ");
	}
	for (const char *list = before; (item = postgres_next_line(&list)).len > 0;) {
		if (find_item(after, item).len > 0)
			continue;
		begin_item(&sql, head, "OPTIONS");
		sqlembic_buf_puts(&sql, "DROP ");
		add_name(&sql, item.ptr, name_length(item));
	}
	if (sql.len == 0)
		return 0;
	sqlembic_buf_putc(&sql, ')');
	return postgres_emit_buf(out, &sql, 0, err);
}

/* ---- definitions ---- */

size_t postgres_find_clause(const char *definition, const char *word)
{
	size_t i = 0, length = strlen(word);
	int depth = 0;
	char quote = '\0';
	for (; definition[i]; i++) {
		char c = definition[i];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (depth == 0 && strncmp(definition + i, word, length) == 0)
			break;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')')
			depth--;
	}
	return i;
}

const char *postgres_table_of(const struct sqlembic_side *side, const struct sqlembic_fact *part)
{
	return side->parent(side, part)->identity;
}

struct sqlembic_span postgres_next_in_list(const char **list)
{
	struct sqlembic_span item = { *list, 0 };
	if (!*list)
		return item;
	item.len = postgres_find_clause(*list, ", ");
	*list += item.len + (item.ptr[item.len] ? strlen(", ") : 0);
	return item;
}

bool postgres_is_in_list(const char *list, const char *name, size_t length)
{
	struct sqlembic_span item;
	while ((item = postgres_next_in_list(&list)).len > 0)
		if (item.len == length && memcmp(item.ptr, name, length) == 0)
			return true;
	return false;
}
