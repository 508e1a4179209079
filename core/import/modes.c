/* modes.c: see modes.h. */
#include "import/modes.h"

#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"

struct counts {
	size_t statements, alone,
		transactions; /* those that run outside of transactions; that begin or end one */
	bool ends,
		is_left_open; /* the first of these ends one that the tool began; the last leaves one to it */
};

static bool begins_with(struct sqlembic_span text, const char *word)
{
	return text.len >= strlen(word) && strncmp(text.ptr, word, strlen(word)) == 0;
}

static void count_transaction(struct counts *counts, struct sqlembic_span words)
{
	bool begins = begins_with(words, "BEGIN") || begins_with(words, "START");
	if (counts->transactions == 0)
		counts->ends = begins_with(words, "COMMIT") || begins_with(words, "END");
	counts->is_left_open = begins;
	counts->transactions++;
}

static int count_statements(struct counts *out, const struct sqlembic_dialect *dialect, const char *path,
			    const char *sql, struct sqlembic_error *err)
{
	struct statement statement;
	struct scan *scan = scan_open(dialect, path, NULL, NULL);
	if (!scan)
		return sqlembic_fail_memory(err);
	scan_begin_text(scan, path, (struct sqlembic_span){ sql, strlen(sql) });
	*out = (struct counts){ 0 };
	int rc;
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		unsigned classes = statement.classes;
		out->statements++;
		out->alone += (classes & SQLEMBIC_CLASS_NO_TXN) != 0;
		if ((classes & SQLEMBIC_CLASS_TXN) && !(classes & SQLEMBIC_CLASS_SESSION))
			count_transaction(out, statement.words);
	}
	scan_close(scan);
	return rc;
}

static int count_by_any(struct counts *out, const struct sqlembic_dialect *dialect, const char *path,
			const char *sql, struct sqlembic_error *err)
{
	if (dialect)
		return count_statements(out, dialect, path, sql, err);
	int rc = SQLEMBIC_E_FAILED;
	for (const struct sqlembic_engine *engine = sqlembic_engines; rc < 0 && engine->name; engine++)
		rc = count_statements(out, engine->dialect, path, sql, err);
	return rc;
}

/* Whether a statement that is added would be the end of the last one.  A comment at the end makes no difference: a semicolon too
 * many is no statement. */
static bool is_unended(const char *sql)
{
	size_t n = strlen(sql);
	while (n > 0 && strchr(" \t\r\n", sql[n - 1]))
		n--;
	return n > 0 && sql[n - 1] != ';';
}

/* A script that ends the tool's transaction, or leaves one to it, is given what the tool did before and behind it. */
static int complete(const char **sql, struct arena *arena, const struct counts *counts,
		    struct sqlembic_error *err)
{
	const char *begin = counts->ends ? "BEGIN;\n" : "", *end = "";
	if (counts->is_left_open)
		end = is_unended(*sql) ? "\n;\nCOMMIT;\n" : "\nCOMMIT;\n";
	if (*begin || *end)
		*sql = arena_printf(arena, "%s%s%s", begin, *sql, end);
	return *sql ? 0 : sqlembic_fail_memory(err);
}

static int set_mode(const char **mode, const char **script, const struct drafts *drafts,
		    const struct sqlembic_dialect *dialect, const char *path, bool off,
		    struct sqlembic_error *err)
{
	struct counts counts;
	struct sqlembic_error why = { 0 };
	if (count_by_any(&counts, dialect, path, *script, &why) < 0) {
		const char *text = arena_printf(drafts->arena, "%s:%d:%d: %s", path, why.line, why.column,
						why.message);
		*mode = off ? "off" : NULL;
		return caller_tell(drafts->caller, SQLEMBIC_EVENT_WARNING, text, err);
	}
	bool alone = counts.statements && counts.alone == counts.statements;
	*mode = counts.transactions ? "own" : off || alone ? "off" : NULL;
	return counts.transactions && !off ? complete(script, drafts->arena, &counts, err) : 0;
}

int modes_set(struct drafts *drafts, const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < drafts->n; i++) {
		struct draft *draft = &drafts->items[i];
		if (draft->up_mode)
			draft->up_transaction = draft->up_mode;
		else
			rc = set_mode(&draft->up_transaction, &draft->up, drafts, dialect, draft_path(draft),
				      draft->up_off, err);
		if (draft->down_mode)
			draft->down_transaction = draft->down_mode;
		else if (rc == 0 && draft->down)
			rc = set_mode(&draft->down_transaction, &draft->down, drafts, dialect,
				      draft->down_file ? draft->down_file->path : draft_path(draft),
				      draft->down_off, err);
	}
	return rc;
}
