/* ledger.c: see ledger.h. */
#include "records/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "records/misread.h"
#include "sql/name.h"
#include "sqlembic/error.h"

static const char create_text[] = "CREATE TABLE %s%s (\n"
				  "    version_num VARCHAR(32) NOT NULL, \n"
				  "    CONSTRAINT %s PRIMARY KEY (version_num)\n"
				  ")";

int ledger_init(struct ledger *out, struct arena *arena, const struct sqlembic_dialect *dialect,
		const char *schema, const char *table, struct sqlembic_error *err)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf key = SQLEMBIC_BUF_INIT;
	name_qualify(&name, dialect, schema, table);
	char *constraint = arena_fill(arena, "%s_pkc", table);
	if (constraint)
		name_add(&key, dialect, constraint);
	const char *q = arena_dup(arena, sqlembic_buf_text(&name));
	*out = (struct ledger){
		.table = schema && *schema ? arena_fill(arena, "%s.%s", schema, table)
					   : arena_dup(arena, table),
		.qualified = q,
		.create = arena_fill(arena, create_text, "", sqlembic_buf_text(&name),
				     sqlembic_buf_text(&key)),
		.ensure = arena_fill(arena, create_text, "IF NOT EXISTS ", sqlembic_buf_text(&name),
				     sqlembic_buf_text(&key)),
		.select = arena_fill(arena, "SELECT version_num FROM %s", sqlembic_buf_text(&name)),
		.insert = arena_fill(arena, "INSERT INTO %s (version_num) VALUES (?)",
				     sqlembic_buf_text(&name)),
		.update = arena_fill(arena, "UPDATE %s SET version_num=? WHERE version_num = ?",
				     sqlembic_buf_text(&name)),
		.remove = arena_fill(arena, "DELETE FROM %s WHERE version_num = ?", sqlembic_buf_text(&name)),
		.purge = arena_fill(arena, "DELETE FROM %s", sqlembic_buf_text(&name)),
	};
	bool complete = !name.failed && !key.failed && constraint && q && out->table && out->create &&
			out->ensure && out->select && out->insert && out->update && out->remove && out->purge;
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&key);
	return complete ? 0 : sqlembic_fail_memory(err);
}

static int keep_row(void *payload, const char *const *values, size_t n)
{
	struct ledger_reading *reading = payload;
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

void ledger_read_begin(struct ledger_reading *reading, const struct ledger *ledger, struct arena *arena)
{
	*reading = (struct ledger_reading){ .arena = arena };
	reading->query = (struct sqlembic_query){
		.sql = ledger->select, .row = keep_row, .payload = reading, .missing_ok = true
	};
}

int ledger_read_end(struct rows *out, bool *exists, const struct ledger_reading *reading,
		    struct sqlembic_error *err)
{
	if (reading->failed)
		return sqlembic_fail_memory(err);
	*exists = !reading->query.missing;
	*out = (struct rows){ .items = reading->items, .n = reading->n };
	return 0;
}

int ledger_read(struct rows *out, bool *exists, const struct ledger *ledger, struct sqlembic_session *session,
		struct arena *arena, struct sqlembic_error *err)
{
	struct ledger_reading reading;
	ledger_read_begin(&reading, ledger, arena);
	int rc = session->driver->query(session, &reading.query, err);
	return rc < 0 ? misread_explain(rc, ledger->qualified, "version_table", err)
		      : ledger_read_end(out, exists, &reading, err);
}

static int execute(struct sqlembic_session *session, const char *sql, struct sqlembic_error *err)
{
	struct sqlembic_query query = { .sql = sql };
	return session->driver->query(session, &query, err);
}

int ledger_create(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return execute(session, ledger->create, err);
}

int ledger_ensure(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return execute(session, ledger->ensure, err);
}

static int apply_one(const struct ledger *ledger, struct parcel *parcel, const struct row_change *change,
		     struct sqlembic_error *err)
{
	if (!change->from)
		return parcel_add_query(parcel, ledger->insert, &change->to, 1, NULL, err);
	/* Not in the memory of the parcel, which a full one gives away to make room. */
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *const what[] = { change->to ? "updating '" : "deleting '", change->from, "' in '",
				     ledger->table, "'" };
	for (size_t i = 0; i < sizeof(what) / sizeof(*what); i++)
		sqlembic_buf_puts(&text, what[i]);
	const struct parcel_expectation expected = { .what = sqlembic_buf_text(&text) };
	const char *both[] = { change->to, change->from };
	int rc = text.failed  ? sqlembic_fail_memory(err)
		 : change->to ? parcel_add_query(parcel, ledger->update, both, 2, &expected, err)
			      : parcel_add_query(parcel, ledger->remove, &change->from, 1, &expected, err);
	sqlembic_buf_release(&text);
	return rc;
}

int ledger_apply(const struct ledger *ledger, struct parcel *parcel, const struct row_change *changes,
		 size_t n, struct sqlembic_error *err)
{
	for (size_t i = 0; i < n; i++) {
		int rc = apply_one(ledger, parcel, &changes[i], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int ledger_purge(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err)
{
	return execute(session, ledger->purge, err);
}
