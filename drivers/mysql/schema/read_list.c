/* read_list.c: asks for the names of all objects: those of a family in one query, which come to its list(). */
#include <string.h>

#include "../rows.h"
#include "read.h"
#include "relations.h"
#include "sqlembic/error.h"

static void list_known(struct mysqldb_reading *r, const char *const *values)
{
	const size_t at = r->n;
	mysqldb_read_add(r, MYSQLDB_TABLE, values, 1);
	if (r->n > at)
		r->items[at].is_known = true;
}

static void list_relation(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	const char *type = n > 1 && values[1] ? values[1] : "";
	if (strcmp(type, "VIEW") == 0) {
		if (mysqldb_read_wants(r, MYSQLDB_VIEW, values[0]))
			sqlembic_buf_add(&r->views, values[0], strlen(values[0]) + 1);
		return;
	}
	if (strcmp(type, "SEQUENCE") == 0)
		mysqldb_read_add(r, MYSQLDB_SEQUENCE, values, 1);
	else if (!mysqldb_read_is_own(r, values[0]))
		mysqldb_read_add(r, MYSQLDB_TABLE, values, 1);
}

#define TRIGGERS_SQL                                                                            \
	"SELECT 'trigger', TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION" \
	" FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"
#define TRIGGERS_ORDER \
	" ORDER BY CAST(EVENT_OBJECT_TABLE AS BINARY), ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER"

struct family {
	const char *tag; /* NULL: the query has none, it is SHOW FULL TABLES */
	const char *sql; /* NULL: it is sent behind the others */
	void (*list)(struct mysqldb_reading *r, const char *const *values, size_t n);
	long since; /* of MySQL alone; 0: every server */
};

/* One query each, in one message.  The first column is the tag. */
static const struct family families[] = {
	{ NULL, "SHOW FULL TABLES", list_relation, 0 },
	{ "view", NULL, mysqldb_read_list_view, 0 },
	{ "routine",
	  "SELECT 'routine', ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES"
	  " WHERE ROUTINE_SCHEMA = DATABASE()",
	  mysqldb_read_list_routine, 0 },
	{ "trigger", TRIGGERS_SQL TRIGGERS_ORDER, mysqldb_read_list_trigger, 0 },
	{ "library",
	  "SELECT 'library', LIBRARY_NAME, NULL FROM information_schema.LIBRARIES"
	  " WHERE LIBRARY_SCHEMA = DATABASE()",
	  mysqldb_read_list_library, 90200 },
	{ "event",
	  "SELECT 'event', EVENT_NAME, STARTS = CREATED FROM information_schema.EVENTS"
	  " WHERE EVENT_SCHEMA = DATABASE()",
	  mysqldb_read_list_event, 0 },
};

#define NFAMILIES (sizeof(families) / sizeof(families[0]))

static const struct family *family_of(const char *tag)
{
	for (size_t i = 1; i < NFAMILIES; i++)
		if (strcmp(families[i].tag, tag) == 0)
			return &families[i];
	return &families[0];
}

static int take_name(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_reading *r = payload;
	family_of(n > 2 ? values[0] : "")->list(r, values, n);
	return r->rc < 0;
}

/* MariaDB opens a view, and says that it does not work, only where a column needs that. */
static const char views_sql[] =
	"SELECT 'view', TABLE_NAME, TABLE_COMMENT, TABLE_ROWS FROM information_schema.TABLES"
	" WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'VIEW'";

/* From one place in the list of names to the next packet's. */
static const char *ask_for_views(struct mysqldb_reading *r, struct sqlembic_buf *sql, const char *name,
				 const char *end)
{
	sqlembic_buf_clear(sql);
	if (!r->is_mariadb) {
		sqlembic_buf_puts(sql, views_sql);
		return end;
	}
	for (; name < end && sql->len < MYSQLDB_READ_PACKET; name += strlen(name) + 1) {
		sqlembic_buf_printf(sql, "%s%s AND TABLE_NAME = ", sql->len ? ";" : "", views_sql);
		mysqldb_add_literal(sql, name);
	}
	return name;
}

/* By name: without one MariaDB opens all tables, too, which is as much work as to show them. */
static int list_views(struct mysqldb_reading *r)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const char *name = sqlembic_buf_text(&r->views), *end = name + r->views.len;
	if (r->views.failed)
		r->rc = sqlembic_fail_memory(r->err);
	while (r->rc == 0 && name < end) {
		name = ask_for_views(r, &sql, name, end);
		if (sql.failed)
			r->rc = sqlembic_fail_memory(r->err);
		else
			(void)mysqldb_read_send(r, sql.ptr, take_name);
	}
	sqlembic_buf_release(&sql);
	return r->rc;
}

/* To look for triggers MariaDB opens all tables; what is known has none. */
static bool asks_by_table(const struct mysqldb_reading *r)
{
	return r->is_mariadb && r->scope->is_known;
}

static int list_triggers(struct mysqldb_reading *r)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const size_t n = r->n;
	for (size_t i = 0; i < n && r->rc == 0; i++) {
		const bool is_asked = r->items[i].kind == MYSQLDB_TABLE && !r->items[i].is_known;
		if (is_asked) {
			sqlembic_buf_printf(
				&sql, "%s" TRIGGERS_SQL " AND EVENT_OBJECT_TABLE = ", sql.len ? ";" : "");
			mysqldb_add_literal(&sql, r->items[i].values[0]);
			sqlembic_buf_puts(&sql, TRIGGERS_ORDER);
		}
		if (sql.failed)
			r->rc = sqlembic_fail_memory(r->err);
		if (r->rc < 0 || sql.len == 0 || (i + 1 < n && sql.len < MYSQLDB_READ_PACKET))
			continue;
		(void)mysqldb_read_send(r, sql.ptr, take_name);
		sqlembic_buf_clear(&sql);
	}
	sqlembic_buf_release(&sql);
	return r->rc;
}

static int take_relation(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_reading *r = payload;
	if (values[1])
		list_relation(r, values, n);
	else
		list_known(r, values);
	return r->rc < 0;
}

static int list_beside(struct mysqldb_reading *r)
{
	int rc = mysqldb_relations_list(r->session, r->scope, take_relation, r, r->err);
	if (r->rc == 0)
		r->rc = rc;
	return r->rc;
}

static bool is_asked(const struct mysqldb_reading *r, const struct family *family)
{
	if (family->list == list_relation && r->scope->is_known)
		return false;
	if (family->since && (r->is_mariadb || r->version < family->since))
		return false;
	return family->sql && !(asks_by_table(r) && family->list == mysqldb_read_list_trigger);
}

int mysqldb_read_list(struct mysqldb_reading *r)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < NFAMILIES; i++)
		if (is_asked(r, &families[i]))
			sqlembic_buf_printf(&sql, "%s%s", sql.len ? ";" : "", families[i].sql);
	int rc = sql.failed ? sqlembic_fail_memory(r->err) : mysqldb_read_send(r, sql.ptr, take_name);
	sqlembic_buf_release(&sql);
	if (rc == 0 && r->scope->is_known)
		rc = list_beside(r);
	if (rc == 0)
		rc = list_views(r);
	if (rc == 0 && asks_by_table(r))
		rc = list_triggers(r);
	mysqldb_read_sort_items(r);
	if (rc == 0)
		mysqldb_read_note_triggers(r);
	return rc;
}
