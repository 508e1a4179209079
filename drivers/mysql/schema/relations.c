/* relations.c: see relations.h.
 *
 * MariaDB opens each table to say what it is, which takes ten times as long as to name them all: that is asked of those alone that core
 * does not know. */
#include "relations.h"

#include <string.h>

#include "../rows.h"
#include "kinds.h"
#include "sqlembic/error.h"

struct listing {
	const struct sqlembic_scope *scope;
	int (*row)(void *payload, const char *const *values, size_t n);
	void *payload;
	bool knows_case, folds;            /* in names of tables it does not count */
	struct sqlembic_buf known, others; /* names, each with a NUL */
	size_t nothers;
	bool failed;
};

static bool knows(struct listing *list, const char *name)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	mysqldb_text_identity(&identity, name, list->folds);
	list->failed |= identity.failed;
	const bool does = !identity.failed &&
			  list->scope->is_known(list->scope, MYSQLDB_TABLE, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return does;
}

static int take_name(void *payload, const char *const *values, size_t n)
{
	struct listing *list = payload;
	(void)n;
	if (!list->knows_case) {
		list->folds = strcmp(values[0], "0") != 0;
		list->knows_case = true;
		return 0;
	}
	const bool is_known = knows(list, values[0]);
	sqlembic_buf_add(is_known ? &list->known : &list->others, values[0], strlen(values[0]) + 1);
	list->nothers += !is_known;
	return list->failed;
}

static int take_other(void *payload, const char *const *values, size_t n)
{
	struct listing *list = payload;
	return knows(list, values[0]) ? list->failed : list->row(list->payload, values, n);
}

static int ask_for_others(struct listing *list, struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const char *name = sqlembic_buf_text(&list->others), *end = name + list->others.len;
	if (list->nothers > MYSQLDB_FEW_RELATIONS)
		return mysqldb_read_rows(s, "SHOW FULL TABLES", take_other, list, err);
	for (; name < end; name += strlen(name) + 1) {
		sqlembic_buf_printf(&sql,
				    "%sSELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES"
				    " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ",
				    sql.len ? ";" : "");
		mysqldb_add_literal(&sql, name);
	}
	int rc = sql.failed ? sqlembic_fail_memory(err) : 0;
	if (rc == 0 && sql.len)
		rc = mysqldb_read_rows(s, sql.ptr, list->row, list->payload, err);
	sqlembic_buf_release(&sql);
	return rc;
}

static void yield_known(const struct listing *list)
{
	const char *name = sqlembic_buf_text(&list->known), *end = name + list->known.len;
	bool enough = false;
	for (; name < end && !enough; name += strlen(name) + 1) {
		const char *values[] = { name, NULL };
		enough = list->row(list->payload, values, 2) != 0;
	}
}

int mysqldb_relations_list(struct mysqldb *s, const struct sqlembic_scope *scope,
			   int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			   struct sqlembic_error *err)
{
	struct listing list = { .scope = scope, .row = row, .payload = payload };
	int rc = mysqldb_read_rows(s, "SELECT @@lower_case_table_names;SHOW TABLES", take_name, &list, err);
	list.failed |= list.known.failed || list.others.failed;
	if (rc == 0 && !list.failed) {
		yield_known(&list);
		rc = ask_for_others(&list, s, err);
	}
	if (rc == 0 && list.failed)
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&list.known);
	sqlembic_buf_release(&list.others);
	return rc;
}
