/* observe.c: notes what the user's statements are about to change, by way of SQLite's authorizer: it is
 * told by the compiler itself, once for each statement, so that no SQL has to be understood here.  It
 * forbids nothing. */
#include "observe.h"

#include <stdlib.h>
#include <string.h>

#include "schema/known.h"

static void add_change(struct sqlite_session *s, enum sqlite_change_kind kind, const char *table)
{
	for (size_t i = 0; i < s->nchanges; i++)
		if (s->changes[i].kind == kind && sqlite3_stricmp(s->changes[i].table, table) == 0)
			return;
	if (s->nchanges == s->changes_cap) {
		size_t cap = s->changes_cap ? s->changes_cap * 2 : 8;
		struct sqlite_change *changes = realloc(s->changes, cap * sizeof(*changes));
		if (!changes) {
			s->observe_failed = true;
			return;
		}
		s->changes = changes;
		s->changes_cap = cap;
	}
	char *copy = strdup(table);
	if (!copy) {
		s->observe_failed = true;
		return;
	}
	s->changes[s->nchanges++] = (struct sqlite_change){ kind, copy };
}

static bool is_main(const char *database)
{
	return database && sqlite3_stricmp(database, "main") == 0;
}

static void observe_write(struct sqlite_session *s, const char *table, const char *database)
{
	if (database && sqlite3_stricmp(database, "temp") == 0)
		s->leaks |= SQLITE_LEAK_TEMP;
	/* Each change of the schema writes a table of SQLite's own. */
	else if (is_main(database) && sqlite3_strnicmp(table, "sqlite_", 7) != 0)
		add_change(s, SQLITE_CHANGE_ROWS, table);
}

static void observe_pragma(struct sqlite_session *s, const char *name, const char *value)
{
	if (!value)
		return;
	s->leaks |= SQLITE_LEAK_PRAGMA;
	if (sqlite3_stricmp(name, "case_sensitive_like") == 0)
		s->leaks |= SQLITE_LEAK_LIKE;
	if (sqlite3_stricmp(name, "writable_schema") == 0)
		add_change(s, SQLITE_CHANGE_SCHEMA, "");
}

/* Of every statement, ours as well: what the tables of a scratch database are known to have may be so no more. */
static void observe_known(struct sqlite_session *s, int action, const char *a, const char *b,
			  const char *database)
{
	switch (action) {
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_DROP_TABLE:
		if (is_main(database))
			sqlite_known_touch(s, a);
		break;
	case SQLITE_ALTER_TABLE:
		if (is_main(a))
			sqlite_known_touch(s, b);
		break;
	case SQLITE_PRAGMA:
		if (b && sqlite3_stricmp(a, "writable_schema") == 0)
			sqlite_known_forget(s);
		break;
	default:
		break;
	}
}

static int authorize(void *payload, int action, const char *a, const char *b, const char *database,
		     const char *trigger)
{
	struct sqlite_session *s = payload;
	(void)trigger;

	observe_known(s, action, a, b, database);
	if (!s->observing)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		observe_write(s, a, database);
		break;
	case SQLITE_CREATE_TABLE:
		if (is_main(database))
			add_change(s, SQLITE_CHANGE_CREATE, a);
		break;
	case SQLITE_DROP_TABLE:
		if (is_main(database))
			add_change(s, SQLITE_CHANGE_DROP, a);
		break;
	case SQLITE_DROP_INDEX:
		/* A foreign key refers to columns that an index keeps unique. */
		if (is_main(database))
			add_change(s, SQLITE_CHANGE_ROWS, b);
		break;
	case SQLITE_ALTER_TABLE:
		if (is_main(a))
			add_change(s, SQLITE_CHANGE_ALTER, b);
		break;
	case SQLITE_PRAGMA:
		observe_pragma(s, a, b);
		break;
	case SQLITE_ATTACH:
		s->leaks |= SQLITE_LEAK_ATTACH;
		break;
	case SQLITE_CREATE_TEMP_TRIGGER:
		/* The only temporary object that is written to no temporary table when its own is not. */
		s->leaks |= SQLITE_LEAK_TEMP;
		break;
	default:
		break;
	}
	return SQLITE_OK;
}

void sqlite_observe_install(struct sqlite_session *s)
{
	(void)sqlite3_set_authorizer(s->db, authorize, s);
}

void sqlite_observe_clear(struct sqlite_session *s)
{
	for (size_t i = 0; i < s->nchanges; i++)
		free(s->changes[i].table);
	s->nchanges = 0;
	s->observe_failed = false;
}

void sqlite_observe_release(struct sqlite_session *s)
{
	sqlite_observe_clear(s);
	free(s->changes);
	s->changes = NULL;
	s->changes_cap = 0;
}
