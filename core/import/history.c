/* history.c: see history.h; history_time.c reads times. */
#include "import/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "import/history_time.h"
#include "sql/name.h"
#include "sqlembic/error.h"

/* Names of one kind of finding; more than these are counted. */
#define MOST_NAMED 8

struct finding {
	const char *names[MOST_NAMED];
	size_t n;
};

struct history {
	struct drafts *drafts;
	const struct tool_history *how;
	const char *tool, *table;
	struct names versions; /* index of each draft by its version */
	size_t rows;
	struct finding failed, strays, changed;
	struct sqlembic_error *err;
	int rc;
};

/* ---- rows ---- */

static int note(struct finding *finding, const struct history *history, const char *version,
		struct sqlembic_error *err)
{
	const char *copy = arena_dup(history->drafts->arena, version);
	for (size_t i = 0; i < finding->n && i < MOST_NAMED; i++)
		if (strcmp(finding->names[i], version) == 0)
			return 0;
	if (finding->n < MOST_NAMED)
		finding->names[finding->n] = copy;
	finding->n++;
	return copy ? 0 : sqlembic_fail_memory(err);
}

bool history_is_true(const char *value)
{
	return value && (value[0] == 't' || value[0] == 'T' || value[0] == '1');
}

struct draft *history_find(const struct history *history, const char *version)
{
	size_t index = names_find(&history->versions, 0, version);
	return index == NAMES_NONE ? NULL : &history->drafts->items[index];
}

int history_fail(struct history *history, const char *version, struct sqlembic_error *err)
{
	return note(&history->failed, history, version, err);
}

int history_stray(struct history *history, const char *version, struct sqlembic_error *err)
{
	return note(&history->strays, history, version, err);
}

int history_change(struct history *history, const char *version, struct sqlembic_error *err)
{
	return note(&history->changed, history, version, err);
}

int history_apply(struct history *history, const char *version, const char *at, long long ms,
		  struct sqlembic_error *err)
{
	struct draft *draft = history_find(history, version);
	if (!draft)
		return history_stray(history, version, err);
	draft->is_applied = true;
	draft->applied_us = history_time(at);
	draft->took_ms = ms;
	draft->applied_as = history->how->order ? history->rows : 0;
	return 0;
}

int history_undo(struct history *history, const char *version, struct sqlembic_error *err)
{
	struct draft *draft = history_find(history, version);
	(void)err;
	if (draft)
		draft->is_applied = false;
	return 0;
}

int history_apply_up_to(struct history *history, const char *version, struct sqlembic_error *err)
{
	size_t last = names_find(&history->versions, 0, version);
	if (strcmp(version, "0") == 0)
		return 0;
	if (last == NAMES_NONE)
		return history_stray(history, version, err);
	for (size_t i = 0; i <= last; i++)
		history->drafts->items[i].is_applied = true;
	return 0;
}

int history_take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	return values[0] ? history_apply(history, values[0], values[1], -1, err) : 0;
}

const struct drafts *history_drafts(const struct history *history)
{
	return history->drafts;
}

static int take_row(void *payload, const char *const *values, size_t n)
{
	struct history *history = payload;
	(void)n;
	history->rows++;
	history->rc = history->how->take(history, values, history->err);
	return history->rc < 0;
}

/* ---- the table ---- */

static const char *qualify(struct arena *arena, const struct sqlembic_dialect *dialect, const char *name)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	const char *dot = strchr(name, '.');
	const char *schema = dot ? arena_copy(arena, name, (size_t)(dot - name)) : NULL;
	name_qualify(&out, dialect, schema, dot ? dot + 1 : name);
	const char *copy = out.failed || (dot && !schema) ? NULL : arena_dup(arena, sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
	return copy;
}

static int refuse_foreign(const struct history *history, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the table %s is that of %s, not of %s", history->table,
			    history->how->foreign_of, history->tool);
	return sqlembic_fail_hint(
		err, "say whose migrations they are with --tool, or name the table with --table");
}

/* Tables of several tools have one name: their columns tell them apart. */
static int check_foreign(const struct history *history, struct sqlembic_session *session,
			 const char *qualified, struct sqlembic_error *err)
{
	struct sqlembic_error ignored;
	struct sqlembic_query query = { .missing_ok = true };
	if (!history->how->foreign)
		return 0;
	query.sql = arena_printf(history->drafts->arena, "SELECT %s FROM %s WHERE 1 = 0",
				 history->how->foreign, qualified);
	if (!query.sql)
		return sqlembic_fail_memory(err);
	int rc = session->driver->query(session, &query, &ignored);
	return rc == 0 && !query.missing ? refuse_foreign(history, err) : 0;
}

static int read_table(struct history *history, bool *missing, struct sqlembic_session *session,
		      const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	struct arena *arena = history->drafts->arena;
	const struct tool_history *how = history->how;
	const char *qualified = qualify(arena, dialect, history->table);
	struct sqlembic_query query = { .row = take_row, .payload = history, .missing_ok = true };
	if (qualified)
		query.sql = arena_printf(arena, "SELECT %s FROM %s%s%s", how->columns, qualified,
					 how->order ? " ORDER BY " : "", how->order ? how->order : "");
	if (!query.sql)
		return sqlembic_fail_memory(err);
	int rc = check_foreign(history, session, qualified, err);
	if (rc == 0 && (rc = session->driver->query(session, &query, err)) < 0)
		(void)sqlembic_fail_hint(err, "look whether %s is the table of %s; --table names another",
					 history->table, history->tool);
	*missing = query.missing;
	return rc < 0 ? rc : history->rc;
}

static int find_table(struct history *history, const char *name, struct sqlembic_session *session,
		      const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	bool missing = true;
	int rc = 0;
	history->table = name;
	if (name)
		rc = read_table(history, &missing, session, dialect, err);
	for (const char *const *table = history->how->tables; !name && rc == 0 && missing && *table;
	     table++) {
		history->table = *table;
		rc = read_table(history, &missing, session, dialect, err);
	}
	if (rc < 0 || !missing)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the database has no table %s, where %s keeps its history", history->table,
			    history->tool);
	return sqlembic_fail_hint(err, "look whether it is the right database; --table names another table");
}

/* ---- what cannot be taken over ---- */

static int refuse(const struct history *history, const struct finding *finding, int code, const char *what,
		  const char *hint, struct sqlembic_error *err)
{
	struct sqlembic_buf names = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < finding->n && i < MOST_NAMED; i++)
		sqlembic_buf_printf(&names, "%s%s", i ? ", " : "", finding->names[i]);
	if (finding->n > MOST_NAMED)
		sqlembic_buf_printf(&names, " and %zu more", finding->n - MOST_NAMED);
	(void)sqlembic_fail(err, code, "%s: %s %s", history->table, what, sqlembic_buf_text(&names));
	sqlembic_buf_release(&names);
	(void)sqlembic_fail_state(err, "nothing was written");
	return sqlembic_fail_hint(err, "%s", hint);
}

static int refuse_pair(const struct history *history, const struct draft *draft, const char *how,
		       const char *parent, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s: %s was applied %s %s, which comes before it",
			    history->table, draft->id, how, parent);
	(void)sqlembic_fail_state(err, "nothing was written");
	return sqlembic_fail_command(
		err, "where the schema is as the files make it, import without the history, and record it: ",
		"sqlembic stamp %s", draft->id);
}

static int check_parents(const struct history *history, const struct names *ids, const struct draft *draft,
			 struct sqlembic_error *err)
{
	for (size_t i = 0; i < draft->nparents; i++) {
		size_t index = names_find(ids, 0, draft->parents[i]);
		const struct draft *parent = index == NAMES_NONE ? NULL : &history->drafts->items[index];
		if (parent && !parent->is_applied)
			return refuse_pair(history, draft, "without", parent->id, err);
		if (parent && parent->applied_as > draft->applied_as)
			return refuse_pair(history, draft, "before", parent->id, err);
	}
	return 0;
}

static int check_order(const struct history *history, struct sqlembic_error *err)
{
	const struct drafts *drafts = history->drafts;
	struct names ids = { 0 };
	int rc = 0;
	for (size_t i = 0; i < drafts->n; i++)
		if (!names_put(&ids, drafts->arena, 0, drafts->items[i].id, i))
			return sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < drafts->n; i++)
		if (drafts->items[i].is_applied)
			rc = check_parents(history, &ids, &drafts->items[i], err);
	return rc;
}

static int check(const struct history *history, struct sqlembic_error *err)
{
	if (history->failed.n)
		return refuse(history, &history->failed, SQLEMBIC_E_FAILED, "failed, or half applied:",
			      "finish it or take it back, and say so to the tool; or import without the "
			      "history, and record where the schema is: sqlembic stamp REVISION",
			      err);
	if (history->strays.n)
		return refuse(
			history, &history->strays, SQLEMBIC_E_FAILED, "no file explains",
			"bring the files back that were applied; or import without the history, and record "
			"where the schema is: sqlembic stamp REVISION",
			err);
	if (history->changed.n)
		return refuse(history, &history->changed, SQLEMBIC_E_CHANGED,
			      "changed since they were applied:",
			      "bring back the files as they ran; or import without the history, and record "
			      "where the schema is: sqlembic stamp REVISION",
			      err);
	return check_order(history, err);
}

int history_read(struct drafts *drafts, const struct tool_history *how, const char *tool, const char *name,
		 struct sqlembic_session *session, const struct sqlembic_dialect *dialect,
		 struct sqlembic_error *err)
{
	struct history history = { .drafts = drafts, .how = how, .tool = tool, .err = err };
	for (size_t i = 0; i < drafts->n; i++) {
		drafts->items[i].applied_us = drafts->items[i].took_ms = -1;
		if (!names_put(&history.versions, drafts->arena, 0, drafts->items[i].version, i))
			return sqlembic_fail_memory(err);
	}
	int rc = find_table(&history, name, session, dialect, err);
	return rc < 0 ? rc : check(&history, err);
}
