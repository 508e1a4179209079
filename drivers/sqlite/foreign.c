/* foreign.c: finds the foreign key violations that a script adds.
 *
 * Enforcement is off while a script runs, so PRAGMA foreign_key_check has to answer before the commit.
 * Checking the whole database after each script would make a thousand small scripts on a large database
 * take for ever, and would blame them for rows that have been wrong for years.  So only tables that can
 * have become inconsistent are checked: those a statement writes, and those that refer to one of them.
 * The violations of such a table are counted before the first statement that changes it, and again at the
 * end; more than before fail the script.  The count before has to be taken by this connection: another one
 * could read neither a file whose cache has spilled under an exclusive lock nor a database in memory.
 *
 * The count at the end is the next script's "before", unless another process has written meanwhile. */
#include "foreign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query.h"
#include "watch.h"

/* How many of the rows at fault an error names. */
#define FOREIGN_EXAMPLES "5"

static void forget_references(struct sqlite_foreign *f)
{
	for (size_t i = 0; i < f->nreferences; i++) {
		free(f->references[i].child);
		free(f->references[i].parent);
	}
	free(f->references);
	f->references = NULL;
	f->nreferences = 0;
	f->references_known = false;
	free(f->prepared_table);
	f->prepared_table = NULL;
}

void sqlite_foreign_forget(struct sqlite_session *s)
{
	struct sqlite_foreign *f = &s->foreign;

	forget_references(f);
	for (size_t i = 0; i < f->ntracked; i++)
		free(f->tracked[i].table);
	free(f->tracked);
	free(f->altered);
	*f = (struct sqlite_foreign){ .data_version = f->data_version, .current = f->current };
}

static bool table_exists(const struct sqlite_session *s, const char *table)
{
	return sqlite3_table_column_metadata(s->db, "main", table, NULL, NULL, NULL, NULL, NULL, NULL) ==
	       SQLITE_OK;
}

/* ---- which table refers to which ---- */

struct reference_list {
	struct sqlite_foreign *foreign;
	bool failed;
};

static int take_reference(void *payload, const char *const *values, size_t n)
{
	struct reference_list *list = payload;
	struct sqlite_foreign *f = list->foreign;
	(void)n;

	struct sqlite_reference *grown = realloc(f->references, (f->nreferences + 1) * sizeof(*grown));
	if (grown)
		f->references = grown;
	struct sqlite_reference r = { grown ? strdup(values[0]) : NULL, grown ? strdup(values[1]) : NULL };
	if (!r.child || !r.parent) {
		free(r.child);
		free(r.parent);
		list->failed = true;
		return 1;
	}
	f->references[f->nreferences++] = r;
	return 0;
}

/* `args` NULL: `sql` takes none. */
static int add_references(struct sqlite_session *s, const char *sql, const char *const *args,
			  struct sqlembic_error *err)
{
	struct reference_list list = { &s->foreign, false };
	struct sqlembic_query q = {
		.sql = sql, .args = args, .nargs = args != NULL, .row = take_reference, .payload = &list
	};
	int rc = sqlite_query(&s->base, &q, err);
	return rc == 0 && list.failed ? sqlembic_fail_memory(err) : rc;
}

static int know_references(struct sqlite_session *s, struct sqlembic_error *err)
{
	if (s->foreign.references_known)
		return 0;
	forget_references(&s->foreign);
	int rc = add_references(s,
				"SELECT DISTINCT t.name, f.\"table\" FROM main.sqlite_schema AS t,"
				" pragma_foreign_key_list(t.name, 'main') AS f"
				" WHERE t.type = 'table' AND instr(lower(t.sql), 'references') > 0",
				NULL, err);
	s->foreign.references_known = rc == 0;
	return rc;
}

/* Reading the whole schema again for each new table would take quadratic time. */
static int learn_references(struct sqlite_session *s, const char *table, struct sqlembic_error *err)
{
	if (!s->foreign.references_known)
		return 0;
	return add_references(s, "SELECT DISTINCT ?1, \"table\" FROM pragma_foreign_key_list(?1, 'main')",
			      &table, err);
}

/* A dropped table refers to nothing; those that refer to it still do.  Reading all again behind each DROP TABLE would take
 * quadratic time, too. */
static void forget_child(struct sqlite_foreign *f, const char *table)
{
	size_t kept = 0;
	for (size_t i = 0; i < f->nreferences; i++) {
		if (sqlite3_stricmp(f->references[i].child, table) == 0) {
			free(f->references[i].child);
			free(f->references[i].parent);
		} else {
			f->references[kept++] = f->references[i];
		}
	}
	f->nreferences = kept;
	free(f->prepared_table);
	f->prepared_table = NULL;
}

/* ---- counting ---- */

static struct sqlite_tracked *find_tracked(const struct sqlite_foreign *f, const char *table)
{
	for (size_t i = 0; i < f->ntracked; i++)
		if (sqlite3_stricmp(f->tracked[i].table, table) == 0)
			return &f->tracked[i];
	return NULL;
}

/* Stores -1 and says why when the references of the table cannot be followed (a parent key that is not
 * unique, say): that is no error by itself. */
static int count_violations(struct sqlite_session *s, long long *out, struct sqlembic_error *why,
			    const char *table, struct sqlembic_error *err)
{
	sqlite_watch_begin(s, 0);
	int rc = sqlite_query_number(s, out, "SELECT count(*) FROM pragma_foreign_key_check(?1, 'main')",
				     table, why);
	sqlite_watch_end(s);
	if (rc == SQLEMBIC_E_FAILED && (sqlite3_errcode(s->db) & 0xff) == SQLITE_ERROR) {
		*out = -1;
		return 0;
	}
	return rc < 0 ? sqlembic_fail_copy(err, why) : 0;
}

static int add_tracked(struct sqlite_session *s, struct sqlite_tracked tracked, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;
	struct sqlite_tracked *grown = realloc(f->tracked, (f->ntracked + 1) * sizeof(*grown));
	if (!grown)
		return sqlembic_fail_memory(err);
	f->tracked = grown;
	tracked.table = strdup(tracked.table);
	if (!tracked.table)
		return sqlembic_fail_memory(err);
	f->tracked[f->ntracked++] = tracked;
	return 0;
}

/* The table is about to change, or a table that it refers to. */
static int track(struct sqlite_session *s, char *table, struct sqlembic_error *err)
{
	struct sqlite_tracked *known = find_tracked(&s->foreign, table);
	if (known) {
		known->dirty = true;
		return 0;
	}
	struct sqlite_tracked tracked = { .table = table, .dirty = true };
	struct sqlembic_error why;
	int rc = table_exists(s, table) ? count_violations(s, &tracked.before, &why, table, err) : 0;
	return rc < 0 ? rc : add_tracked(s, tracked, err);
}

/* After a script its new tables are tables like all others, and most will never be written by another script. */
static void end_script(struct sqlite_foreign *f)
{
	size_t kept = 0;
	for (size_t i = 0; i < f->ntracked; i++) {
		if (f->tracked[i].created)
			free(f->tracked[i].table);
		else
			f->tracked[kept++] = f->tracked[i];
	}
	f->ntracked = kept;
	free(f->prepared_table);
	f->prepared_table = NULL;
}

/* ---- before and after a statement ---- */

void sqlite_foreign_begin(struct sqlite_session *s)
{
	end_script(&s->foreign);
	s->foreign.current = false;
}

static int track_children(struct sqlite_session *s, const char *parent, struct sqlembic_error *err)
{
	const struct sqlite_foreign *f = &s->foreign;
	int rc = know_references(s, err);

	for (size_t i = 0; rc == 0 && i < f->nreferences; i++)
		if (sqlite3_stricmp(f->references[i].parent, parent) == 0)
			rc = track(s, f->references[i].child, err);
	return rc;
}

static int before_rows(struct sqlite_session *s, const char *table, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;

	if (f->prepared_table && sqlite3_stricmp(f->prepared_table, table) == 0)
		return 0;
	/* No row that was there before can refer to a table that was not. */
	struct sqlite_tracked *known = find_tracked(f, table);
	if (known && known->created) {
		known->dirty = true;
		return 0;
	}
	int rc = know_references(s, err);
	for (size_t i = 0; rc == 0 && i < f->nreferences; i++)
		if (sqlite3_stricmp(f->references[i].child, table) == 0)
			rc = track(s, f->references[i].child, err);
	if (rc == 0)
		rc = track_children(s, table, err);
	if (rc < 0)
		return rc;
	free(f->prepared_table);
	f->prepared_table = strdup(table);
	return f->prepared_table ? 0 : sqlembic_fail_memory(err);
}

static int before_create(struct sqlite_session *s, char *table, struct sqlembic_error *err)
{
	/* CREATE TABLE IF NOT EXISTS creates nothing when it does. */
	if (table_exists(s, table))
		return 0;
	struct sqlite_tracked *known = find_tracked(&s->foreign, table);
	if (!known)
		return add_tracked(s, (struct sqlite_tracked){ .table = table, .created = true }, err);
	known->created = true;
	return 0;
}

static int before_alter(struct sqlite_session *s, char *table, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;
	int legacy = 0;

	free(f->altered);
	f->altered = strdup(table);
	if (!f->altered)
		return sqlembic_fail_memory(err);
	int rc = sqlite_query_number(s, &f->rootpage,
				     "SELECT rootpage FROM main.sqlite_schema"
				     " WHERE type = 'table' AND name = ?1 COLLATE NOCASE",
				     table, err);
	/* The default of a new column can be a reference. */
	if (rc == 0)
		rc = track(s, table, err);
	/* Renaming changes the references to the table, unless legacy_alter_table is on. */
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, -1, &legacy);
	if (rc == 0 && legacy)
		rc = track_children(s, table, err);
	return rc;
}

static int before_anything(struct sqlite_session *s, struct sqlembic_error *err)
{
	const struct sqlite_foreign *f = &s->foreign;
	int rc = know_references(s, err);

	for (size_t i = 0; rc == 0 && i < f->nreferences; i++)
		rc = track(s, f->references[i].child, err);
	return rc;
}

/* Drops what an earlier script learnt when another process has written since. */
static int make_current(struct sqlite_session *s, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;
	long long version = 0;

	if (f->current)
		return 0;
	int rc = sqlite_query_number(s, &version, "PRAGMA data_version", NULL, err);
	if (rc < 0)
		return rc;
	if (version != f->data_version)
		sqlite_foreign_forget(s);
	f->data_version = version;
	f->current = true;
	return 0;
}

static int before_change(struct sqlite_session *s, const struct sqlite_change *change,
			 struct sqlembic_error *err)
{
	switch (change->kind) {
	case SQLITE_CHANGE_ROWS:
		return before_rows(s, change->table, err);
	case SQLITE_CHANGE_CREATE:
		return before_create(s, change->table, err);
	case SQLITE_CHANGE_ALTER:
		return before_alter(s, change->table, err);
	case SQLITE_CHANGE_SCHEMA:
		return before_anything(s, err);
	case SQLITE_CHANGE_DROP:
		break;
	}
	return 0;
}

int sqlite_foreign_before(struct sqlite_session *s, struct sqlembic_error *err)
{
	if (s->observe_failed)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < s->nchanges; i++) {
		int rc = make_current(s, err);
		if (rc == 0)
			rc = before_change(s, &s->changes[i], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* The table `from` is now called `to`, which may be the name of one that was dropped: their counts are one
 * then. */
static void rename_tracked(struct sqlite_foreign *f, const char *from, char *to)
{
	struct sqlite_tracked *old = find_tracked(f, from);
	struct sqlite_tracked *known = find_tracked(f, to);

	if (!old || old == known) {
		free(to);
	} else if (known) {
		if (known->before >= 0 && old->before >= 0)
			known->before += old->before;
		known->dirty = true;
		free(to);
		free(old->table);
		*old = f->tracked[--f->ntracked];
	} else {
		free(old->table);
		old->table = to;
		old->dirty = true;
	}
}

static int after_alter(struct sqlite_session *s, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;
	char *name = NULL, page[24];
	(void)snprintf(page, sizeof(page), "%lld", f->rootpage);
	int rc = sqlite_query_text(s, &name,
				   "SELECT name FROM main.sqlite_schema"
				   " WHERE type = 'table' AND rootpage = CAST(?1 AS INTEGER)",
				   page, err);
	if (rc == 0 && name && f->rootpage > 0)
		rename_tracked(f, f->altered, name);
	else
		free(name);
	free(f->altered);
	f->altered = NULL;
	return rc;
}

static int after_change(struct sqlite_session *s, const struct sqlite_change *change,
			struct sqlembic_error *err)
{
	switch (change->kind) {
	case SQLITE_CHANGE_ROWS:
		break;
	case SQLITE_CHANGE_CREATE:
		return learn_references(s, change->table, err);
	case SQLITE_CHANGE_DROP:
		forget_child(&s->foreign, change->table);
		break;
	case SQLITE_CHANGE_ALTER:
	case SQLITE_CHANGE_SCHEMA:
		forget_references(&s->foreign);
		break;
	}
	return 0;
}

int sqlite_foreign_after(struct sqlite_session *s, struct sqlembic_error *err)
{
	struct sqlite_foreign *f = &s->foreign;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->nchanges; i++)
		rc = after_change(s, &s->changes[i], err);
	return rc == 0 && f->altered ? after_alter(s, err) : rc;
}

/* ---- the check ---- */

static int fail_with_violations(struct sqlite_session *s, const struct sqlite_tracked *t, long long now,
				struct sqlembic_error *err)
{
	char *rows = NULL;
	int rc = sqlite_query_text(s, &rows,
				   "SELECT group_concat(coalesce('row ' || \"rowid\", 'a row')"
				   " || ' refers to a missing row of ' || parent, '; ') FROM (SELECT * FROM"
				   " pragma_foreign_key_check(?1, 'main') LIMIT " FOREIGN_EXAMPLES ")",
				   t->table, err);
	if (rc < 0)
		return rc;
	long long added = now - t->before;
	rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script adds %lld foreign key violation%s to table %s",
			   added, added == 1 ? "" : "s", t->table);
	if (t->before)
		(void)sqlembic_fail_detail(err, "%lld were there before; among them all: %s", t->before,
					   rows ? rows : "");
	else
		(void)sqlembic_fail_detail(err, "%s", rows ? rows : "");
	(void)sqlembic_fail_hint(
		err, "let the script change both sides of the reference, or delete the rows; if it is "
		     "meant so, run it with foreign_key_check=off in sqlalchemy.url");
	free(rows);
	return rc;
}

static int check_table(struct sqlite_session *s, struct sqlite_tracked *t, struct sqlembic_error *err)
{
	long long now = 0;

	if (table_exists(s, t->table)) {
		struct sqlembic_error why;
		int rc = count_violations(s, &now, &why, t->table, err);
		if (rc < 0)
			return rc;
		if (now < 0 && t->before >= 0) {
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", why.message);
			return sqlembic_fail_hint(err, "give the columns referred to a PRIMARY KEY or UNIQUE "
						       "index; if it is meant so, run it "
						       "with foreign_key_check=off in sqlalchemy.url");
		}
		if (t->before >= 0 && now > t->before)
			return fail_with_violations(s, t, now, err);
	}
	t->before = now;
	t->dirty = false;
	return 0;
}

int sqlite_foreign_check(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	struct sqlite_foreign *f = &s->foreign;

	for (size_t i = 0; i < f->ntracked; i++) {
		int rc = f->tracked[i].dirty ? check_table(s, &f->tracked[i], err) : 0;
		if (rc < 0)
			return rc;
	}
	end_script(f);
	return 0;
}
