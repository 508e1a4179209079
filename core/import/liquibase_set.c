/* liquibase_set.c: see liquibase_set.h. */
#include "import/liquibase_set.h"

#include "import/fill.h"
#include "import/line.h"
#include "sqlembic/error.h"

bool liquibase_set_attribute(struct sqlembic_span *key, struct sqlembic_span *value,
			     struct sqlembic_span *line)
{
	*line = line_skip_blanks(*line);
	const char *colon = memchr(line->ptr, ':', line->len);
	if (!colon || line->len == 0)
		return false;
	*key = line_trim((struct sqlembic_span){ line->ptr, (size_t)(colon - line->ptr) });
	struct sqlembic_span rest = { colon + 1, line->len - (size_t)(colon + 1 - line->ptr) };
	if (line_take(&rest, "\"")) {
		const char *end = memchr(rest.ptr, '"', rest.len);
		*value = (struct sqlembic_span){ rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len };
		size_t used = value->len + (end != NULL);
		*line = (struct sqlembic_span){ rest.ptr + used, rest.len - used };
	} else {
		*value = line_word(&rest);
		*line = rest;
	}
	return true;
}

/* ---- attributes ---- */

static bool is_listed(struct sqlembic_span list, const char *word)
{
	while (list.len) {
		const char *comma = memchr(list.ptr, ',', list.len);
		size_t length = comma ? (size_t)(comma - list.ptr) : list.len;
		if (line_is(line_trim((struct sqlembic_span){ list.ptr, length }), word))
			return true;
		length += comma != NULL;
		list = (struct sqlembic_span){ list.ptr + length, list.len - length };
	}
	return false;
}

/* "dbms:postgresql,h2", "dbms:!mysql". */
static int take_dbms(struct liquibase_set_text *set, const struct drafts *drafts,
		     const struct source_file *file, struct sqlembic_span value, struct sqlembic_error *err)
{
	const char *engine = drafts->settings->engine;
	const char *excluded = engine ? arena_printf(drafts->arena, "!%s", engine) : NULL;
	if (!engine)
		return fill_refuse(file, value.ptr, "a change set for some databases only",
				   "say which one it is for: set sqlalchemy.url", err);
	if (!excluded)
		return sqlembic_fail_memory(err);
	bool is_negative = memchr(value.ptr, '!', value.len) != NULL;
	bool is_ours = is_negative ? !is_listed(value, excluded) : is_listed(value, engine);
	/* MariaDB is a server of the mysql driver. */
	if (strcmp(engine, "mysql") == 0 && !is_negative)
		is_ours = is_ours || is_listed(value, "mariadb");
	if (!is_ours && !is_listed(value, "all"))
		set->made.left_out = "is for another database, and left out";
	return 0;
}

static int take_attribute(struct liquibase_set_text *set, const struct drafts *drafts,
			  const struct source_file *file, struct sqlembic_span key,
			  struct sqlembic_span value, struct sqlembic_error *err)
{
	bool is_true = line_is(value, "true"), is_false = line_is(value, "false");
	if (line_is(key, "context") || line_is(key, "contextFilter") || line_is(key, "labels"))
		return fill_refuse(file, key.ptr,
				   "a change set that runs in some contexts only, which no revision does",
				   "take the attribute, or the change set, out of a copy of the file, and "
				   "import the copy",
				   err);
	if (line_is(key, "runWith"))
		return fill_refuse(file, key.ptr, "a change set that another program runs",
				   "take it out of a copy of the file, and import the copy", err);
	if (line_is(key, "dbms"))
		return take_dbms(set, drafts, file, value, err);
	if (line_is(key, "ignore") && is_true)
		set->made.left_out = "is ignored by Liquibase, and left out";
	else if (line_is(key, "runInTransaction"))
		set->made.off = is_false;
	else if (line_is(key, "splitStatements"))
		set->is_whole = is_false;
	else if (line_is(key, "runOnChange") || line_is(key, "runAlways"))
		set->made.runs_again = set->made.runs_again || is_true;
	else if (line_is(key, "failOnError"))
		set->made.may_fail = is_false;
	else if (line_is(key, "endDelimiter"))
		set->delimiter = value;
	else if (line_is(key, "logicalFilePath"))
		set->made.file = arena_copy(drafts->arena, value.ptr, value.len);
	return set->made.file ? 0 : sqlembic_fail_memory(err);
}

int liquibase_set_begin(struct liquibase_set_text *set, const struct drafts *drafts,
			const struct source_file *file, struct sqlembic_span line, struct sqlembic_error *err)
{
	struct sqlembic_span author, id, key, value;
	const char *at = line.ptr;
	liquibase_set_release(set);
	*set = (struct liquibase_set_text){ .made = { .file = file->name } };
	if (!liquibase_set_attribute(&author, &id, &line) || !author.len || !id.len)
		return fill_refuse(file, at, "a change set without author and id",
				   "Liquibase refuses this line, too: it is '--changeset AUTHOR:ID'", err);
	set->made.author = arena_copy(drafts->arena, author.ptr, author.len);
	set->made.id = arena_copy(drafts->arena, id.ptr, id.len);
	int rc = set->made.author && set->made.id ? 0 : sqlembic_fail_memory(err);
	while (rc == 0 && liquibase_set_attribute(&key, &value, &line))
		rc = take_attribute(set, drafts, file, key, value, err);
	return rc;
}

/* ---- text ---- */

/* A line "go" ends a statement, as ";" does. */
void liquibase_set_line(struct liquibase_set_text *set, struct sqlembic_span line)
{
	if (!set->is_whole && !set->delimiter.len && line_is(line_trim(line), "go"))
		sqlembic_buf_putc(&set->up, ';');
	else
		sqlembic_buf_add(&set->up, line.ptr, line.len);
	sqlembic_buf_putc(&set->up, '\n');
}

void liquibase_set_rollback(struct liquibase_set_text *set, struct sqlembic_span line)
{
	line = line_trim(line);
	set->has_down = true;
	if (line_is(line, "empty") || line_is(line, "not required"))
		return;
	sqlembic_buf_add(&set->down, line.ptr, line.len);
	sqlembic_buf_putc(&set->down, '\n');
}

/* The text that a regular expression of the usual kind stands for: a literal, perhaps on a line of its own; "" for
 * another one. */
static const char *plain_delimiter(struct arena *arena, struct sqlembic_span pattern)
{
	char *out = arena_copy(arena, pattern.ptr, pattern.len), *to = out;
	while (line_take(&pattern, "\\n") || line_take(&pattern, "\\r") || line_take(&pattern, "\\s*") ||
	       line_take(&pattern, "^"))
		continue;
	for (size_t i = 0; out && i < pattern.len; i++) {
		char c = pattern.ptr[i];
		bool is_escaped = c == '\\' && i + 1 < pattern.len;
		if (is_escaped && strchr("nrs", pattern.ptr[i + 1]))
			break;
		if (!is_escaped && strchr("[](){}*+?^|.\\", c))
			return "";
		*to++ = is_escaped ? pattern.ptr[++i] : c;
	}
	if (out)
		*to = '\0';
	return out;
}

/* Each piece becomes a statement with ";" at its end. */
static void write_pieces(struct sqlembic_buf *out, struct sqlembic_span text, const char *delimiter)
{
	size_t length = strlen(delimiter);
	while (text.len) {
		const char *end = memmem(text.ptr, text.len, delimiter, length);
		struct sqlembic_span piece = { text.ptr, end ? (size_t)(end - text.ptr) : text.len };
		size_t used = piece.len + (end ? length : 0);
		text = (struct sqlembic_span){ text.ptr + used, text.len - used };
		piece = line_trim(piece);
		if (!piece.len)
			continue;
		sqlembic_buf_add(out, piece.ptr, piece.len);
		sqlembic_buf_puts(out, piece.ptr[piece.len - 1] == ';' ? "\n" : ";\n");
	}
}

static int write_up(struct sqlembic_buf *out, const struct liquibase_set_text *set, struct arena *arena,
		    const struct source_file *file, bool has_delimiter, struct sqlembic_error *err)
{
	struct sqlembic_span text = { sqlembic_buf_text(&set->up), set->up.len };
	const char *delimiter = set->delimiter.len ? plain_delimiter(arena, set->delimiter) : ";";
	if (!delimiter)
		return sqlembic_fail_memory(err);
	if (!*delimiter)
		return fill_refuse(
			file, set->delimiter.ptr, "an endDelimiter that is no plain text",
			"give the statements a plain one in a copy of the file, and import the copy", err);
	bool is_plain = strcmp(delimiter, ";") == 0;
	if (has_delimiter && (set->is_whole || !is_plain)) {
		delimiter = set->is_whole ? "$$" : delimiter;
		text = line_trim(text);
		size_t length = strlen(delimiter);
		bool is_ended = text.len >= length &&
				memcmp(text.ptr + text.len - length, delimiter, length) == 0;
		sqlembic_buf_printf(out, "DELIMITER %s\n%.*s\n%s%sDELIMITER ;\n", delimiter, (int)text.len,
				    text.ptr, is_ended ? "" : delimiter, is_ended ? "" : "\n");
	} else if (is_plain || set->is_whole)
		sqlembic_buf_add(out, text.ptr, text.len);
	else
		write_pieces(out, text, delimiter);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

int liquibase_set_end(struct liquibase_set *out, struct liquibase_set_text *set, struct arena *arena,
		      const struct source_file *file, bool has_delimiter, struct sqlembic_error *err)
{
	struct sqlembic_buf up = SQLEMBIC_BUF_INIT;
	*out = set->made;
	out->comment = draft_text(arena, set->comment);
	int rc = out->left_out ? 0 : write_up(&up, set, arena, file, has_delimiter, err);
	out->up = arena_copy(arena, sqlembic_buf_text(&up), up.len);
	out->down = set->has_down ? arena_copy(arena, sqlembic_buf_text(&set->down), set->down.len) : NULL;
	bool failed = !out->comment || !out->up || (set->has_down && !out->down) || set->down.failed;
	sqlembic_buf_release(&up);
	return rc == 0 && failed ? sqlembic_fail_memory(err) : rc;
}

void liquibase_set_release(struct liquibase_set_text *set)
{
	sqlembic_buf_release(&set->up);
	sqlembic_buf_release(&set->down);
}
