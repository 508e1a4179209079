/* ledger.c: see ledger.h. */
#include "records/ledger.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

/* Of the words that at least one server reserves, those that somebody may call a table. */
static bool is_reserved(const char *name)
{
	static const char *const words[] = {
		"all",    "analyze",    "and",     "as",     "between", "by",     "case",  "check",
		"column", "create",     "default", "delete", "desc",    "end",    "for",   "foreign",
		"from",   "grant",      "group",   "index",  "insert",  "into",   "key",   "limit",
		"lock",   "not",        "null",    "offset", "on",      "or",     "order", "primary",
		"read",   "references", "release", "select", "set",     "system", "table", "then",
		"to",     "trigger",    "union",   "unique", "update",  "usage",  "user",  "using",
		"values", "when",       "where",   "window", "with",    "write"
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i], name) == 0)
			return true;
	}
	return false;
}

/* Alembic writes plain lower-case names bare; so do we, to make the same table and the same offline script. */
static bool is_plain_name(const char *name)
{
	if ((!islower((unsigned char)*name) && *name != '_') || is_reserved(name))
		return false;
	for (; *name; name++) {
		if (!islower((unsigned char)*name) && !isdigit((unsigned char)*name) && *name != '_')
			return false;
	}
	return true;
}

static void add_name(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *name)
{
	if (is_plain_name(name))
		sqlembic_buf_puts(out, name);
	else
		sqlembic_buf_quote(out, name, dialect->identifier_quote);
}

void ledger_qualify(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *schema,
		    const char *table)
{
	if (schema && *schema) {
		add_name(out, dialect, schema);
		sqlembic_buf_putc(out, '.');
	}
	add_name(out, dialect, table);
}

static const char create_text[] = "CREATE TABLE %s%s (\n"
				  "    version_num VARCHAR(32) NOT NULL, \n"
				  "    CONSTRAINT %s PRIMARY KEY (version_num)\n"
				  ")";

int ledger_init(struct ledger *out, struct arena *arena, const struct sqlembic_dialect *dialect,
		const char *schema, const char *table, struct sqlembic_error *err)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf key = SQLEMBIC_BUF_INIT;
	ledger_qualify(&name, dialect, schema, table);
	char *constraint = arena_printf(arena, "%s_pkc", table);
	if (constraint)
		add_name(&key, dialect, constraint);
	const char *q = arena_dup(arena, sqlembic_buf_text(&name));
	*out = (struct ledger){
		.table = schema && *schema ? arena_printf(arena, "%s.%s", schema, table)
					   : arena_dup(arena, table),
		.qualified = q,
		.create = arena_printf(arena, create_text, "", sqlembic_buf_text(&name),
				       sqlembic_buf_text(&key)),
		.ensure = arena_printf(arena, create_text, "IF NOT EXISTS ", sqlembic_buf_text(&name),
				       sqlembic_buf_text(&key)),
		.select = arena_printf(arena, "SELECT version_num FROM %s", sqlembic_buf_text(&name)),
		.insert = arena_printf(arena, "INSERT INTO %s (version_num) VALUES (?)",
				       sqlembic_buf_text(&name)),
		.update = arena_printf(arena, "UPDATE %s SET version_num=? WHERE version_num = ?",
				       sqlembic_buf_text(&name)),
		.remove = arena_printf(arena, "DELETE FROM %s WHERE version_num = ?",
				       sqlembic_buf_text(&name)),
		.purge = arena_printf(arena, "DELETE FROM %s", sqlembic_buf_text(&name)),
	};
	bool complete = !name.failed && !key.failed && constraint && q && out->table && out->create &&
			out->ensure && out->select && out->insert && out->update && out->remove && out->purge;
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&key);
	return complete ? 0 : sqlembic_fail_memory(err);
}

struct reading {
	struct arena *arena;
	const char **items;
	size_t n, cap;
	bool failed;
};

static int keep_row(void *payload, const char *const *values, size_t n)
{
	struct reading *reading = payload;
	if (n == 0 || !values[0])
		return 0;
	if (reading->n == reading->cap) {
		size_t cap = reading->cap ? reading->cap * 2 : 8;
		const char **items = arena_alloc(reading->arena, cap, sizeof(*items));
		if (!items)
			return reading->failed = true;
		if (reading->n)
			memcpy(items, reading->items, reading->n * sizeof(*items));
		reading->items = items;
		reading->cap = cap;
	}
	char *copy = arena_dup(reading->arena, values[0]);
	if (!copy)
		return reading->failed = true;
	reading->items[reading->n++] = copy;
	return 0;
}

int ledger_read(struct rows *out, bool *exists, const struct ledger *ledger, struct sqlembic_session *session,
		struct arena *arena, struct sqlembic_error *err)
{
	struct reading reading = { .arena = arena };
	struct sqlembic_query query = {
		.sql = ledger->select, .row = keep_row, .payload = &reading, .missing_ok = true
	};
	int rc = session->driver->query(session, &query, err);
	if (rc < 0)
		return rc;
	if (reading.failed)
		return sqlembic_fail_memory(err);
	*exists = !query.missing;
	*out = (struct rows){ .items = reading.items, .n = reading.n };
	return 0;
}

int ledger_execute(struct sqlembic_session *session, const char *sql, const char *const *args, size_t nargs,
		   long long *changed, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sql, .args = args, .nargs = nargs };
	int rc = session->driver->query(session, &query, err);
	if (rc == 0 && changed)
		*changed = query.changed;
	return rc;
}

int ledger_create(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return ledger_execute(session, ledger->create, NULL, 0, NULL, err);
}

int ledger_ensure(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return ledger_execute(session, ledger->ensure, NULL, 0, NULL, err);
}

static int apply_one(const struct ledger *ledger, struct message *message, const struct row_change *change,
		     struct sqlembic_error *err)
{
	if (!change->from)
		return message_add_query(message, ledger->insert, &change->to, 1, NULL, 0, err);
	/* Not in the memory of the message, which a full one gives away to make room. */
	struct sqlembic_buf expects = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&expects, "%s '%s' in '%s'", change->to ? "updating" : "deleting", change->from,
			    ledger->table);
	const char *both[] = { change->to, change->from };
	int rc = expects.failed ? sqlembic_fail_memory(err)
		 : change->to   ? message_add_query(message, ledger->update, both, 2, expects.ptr,
						    SQLEMBIC_E_FAILED, err)
				: message_add_query(message, ledger->remove, &change->from, 1, expects.ptr,
						    SQLEMBIC_E_FAILED, err);
	sqlembic_buf_release(&expects);
	return rc;
}

int ledger_apply(const struct ledger *ledger, struct message *message, const struct row_change *changes,
		 size_t n, struct sqlembic_error *err)
{
	for (size_t i = 0; i < n; i++) {
		int rc = apply_one(ledger, message, &changes[i], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int ledger_purge(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return ledger_execute(session, ledger->purge, NULL, 0, NULL, err);
}
