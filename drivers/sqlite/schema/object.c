/* object.c: indexes, views, triggers and virtual tables: texts that are dropped and run again. */
#include <string.h>

#include "schema.h"

static const char *const keywords[SQLITE_NKINDS] = { [SQLITE_KIND_VIRTUAL_TABLE] = "TABLE",
						     [SQLITE_KIND_INDEX] = "INDEX",
						     [SQLITE_KIND_VIEW] = "VIEW",
						     [SQLITE_KIND_TRIGGER] = "TRIGGER" };

static void fill_again(struct sqlite_emit *emit, const struct sqlembic_fact *fact)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "INSERT INTO ");
	sqlite_text_name(&sql, fact->name);
	sqlembic_buf_putc(&sql, '(');
	sqlite_text_name(&sql, fact->name);
	sqlembic_buf_puts(&sql, ") VALUES ('rebuild')");
	sqlite_emit(emit, &sql);
}

int sqlite_object_create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			 const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	bool is_unique = fact->kind == SQLITE_KIND_INDEX &&
			 strncmp(fact->values[SQLITE_OBJECT_DEFINITION], "unique ", 7) == 0;
	sqlembic_buf_puts(&sql, fact->values[SQLITE_OBJECT_SQL]);
	if (is_unique)
		sqlite_danger_of_index(&emit, to, fact);
	sqlite_emit(&emit, &sql);
	if (fact->kind == SQLITE_KIND_VIRTUAL_TABLE && sqlite_fulltext_can_be_filled(to, fact))
		fill_again(&emit, fact);
	return emit.rc;
}

int sqlite_object_drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	(void)from;
	bool loses = fact->kind == SQLITE_KIND_VIRTUAL_TABLE && !sqlite_fulltext_is_external(fact);
	sqlembic_buf_printf(&sql, "DROP %s ", keywords[fact->kind]);
	sqlite_text_name(&sql, fact->name);
	if (loses) {
		sqlembic_buf_printf(&reason, "drops virtual table %s", fact->shown);
		sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
		sqlite_text_name(&probe, fact->name);
	}
	sqlite_emit_warned(&emit, &sql, loses ? SQLEMBIC_ACTION_LOSES_DATA : 0, &reason, &probe);
	return emit.rc;
}
