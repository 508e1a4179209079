/* bodies.c: see bodies.h.
 *
 * A tool that sends a whole file, or all between two marks of its own, leaves it to the server where a body ends; the vendor's
 * client, and a script of ours, end it at its first semicolon. */
#include "import/bodies.h"

#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"

struct wrapping {
	struct sqlembic_span script;
	struct sqlembic_buf out;
	size_t at; /* of the script, up to where it is in `out` */
};

/* Whether the statement is one only because its body was followed. */
static bool is_joined(const struct scan *scan, const struct statement *statement)
{
	struct sqlembic_tokens tokens = scan_words_tokens(scan, statement->sql);
	struct sqlembic_token token;
	while (strcmp(statement->delimiter, ";") == 0 && sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is_mark(&token, ';'))
			return true;
	return false;
}

static const char *find_delimiter(struct sqlembic_span text)
{
	static const char *const delimiters[] = { "$$", "//", "$sqlembic$" };
	size_t i = 0;
	while (i + 1 < sizeof(delimiters) / sizeof(delimiters[0]) &&
	       memmem(text.ptr, text.len, delimiters[i], strlen(delimiters[i])))
		i++;
	return delimiters[i];
}

static void wrap(struct wrapping *w, const struct statement *statement)
{
	size_t begin = (size_t)statement->begin, end = begin + statement->text.len;
	struct sqlembic_span text = { w->script.ptr + begin, end - begin };
	const char *delimiter = find_delimiter(text), *before = begin ? &w->script.ptr[begin - 1] : "\n";
	sqlembic_buf_add(&w->out, w->script.ptr + w->at, begin - w->at);
	sqlembic_buf_printf(&w->out, "%sDELIMITER %s\n%.*s\n%s\nDELIMITER ;", *before == '\n' ? "" : "\n",
			    delimiter, (int)text.len, text.ptr, delimiter);
	w->at = end < w->script.len && w->script.ptr[end] == ';' ? end + 1 : end;
	if (w->at == w->script.len || w->script.ptr[w->at] != '\n')
		sqlembic_buf_putc(&w->out, '\n');
}

/* A script that cannot be read stays as it is: who looks for its mode says why (modes.c). */
static int wrap_script(const char **script, struct drafts *drafts, struct scan *scan, const char *path,
		       struct sqlembic_error *err)
{
	struct wrapping w = { { *script, strlen(*script) }, SQLEMBIC_BUF_INIT, 0 };
	struct statement statement;
	struct sqlembic_error why = { 0 };
	int rc = 0, found;
	scan_begin_text(scan, path, w.script);
	scan_join_bodies(scan);
	while ((found = scan_next(scan, &statement, &why)) > 0)
		if (is_joined(scan, &statement))
			wrap(&w, &statement);
	if (found == 0 && w.at > 0) {
		sqlembic_buf_add(&w.out, w.script.ptr + w.at, w.script.len - w.at);
		const char *whole = w.out.failed
					    ? NULL
					    : arena_copy(drafts->arena, sqlembic_buf_text(&w.out), w.out.len);
		rc = whole ? 0 : sqlembic_fail_memory(err);
		*script = whole ? whole : *script;
	}
	sqlembic_buf_release(&w.out);
	return rc;
}

int bodies_wrap(struct drafts *drafts, const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	if (!dialect || !(dialect->lex & SQLEMBIC_LEX_DELIMITER))
		return 0;
	struct scan *scan = scan_open(dialect, "", NULL, NULL);
	int rc = scan ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < drafts->n; i++) {
		struct draft *draft = &drafts->items[i];
		rc = wrap_script(&draft->up, drafts, scan, draft_path(draft), err);
		if (rc == 0 && draft->down)
			rc = wrap_script(&draft->down, drafts, scan, draft_path(draft), err);
	}
	scan_close(scan);
	return rc;
}
