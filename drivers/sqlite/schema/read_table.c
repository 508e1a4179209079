/* read_table.c: a table as one fact, with its parts behind it, or folded. */
#include "columns.h"
#include "read.h"

struct told_table {
	struct sqlembic_buf identity, id, options, order, columns;
};

static void release(struct told_table *t)
{
	sqlembic_buf_release(&t->identity);
	sqlembic_buf_release(&t->id);
	sqlembic_buf_release(&t->options);
	sqlembic_buf_release(&t->order);
	sqlembic_buf_release(&t->columns);
}

static int describe(struct told_table *t, struct sqlite_reading *reading, const struct sqlite_object *object)
{
	struct sqlite_columns columns = { 0 };
	int rc = sqlite_columns_pack(&t->columns, reading->session, object->name, object->sql, reading->err);
	if (rc == 0)
		rc = sqlite_columns_unpack(&columns, sqlembic_buf_text(&t->columns), reading->err);
	for (size_t i = 0; rc == 0 && i < columns.n; i++) {
		sqlembic_buf_puts(&t->order, i ? ", " : "");
		sqlite_text_identity(&t->order, columns.items[i].name);
	}
	sqlite_columns_release(&columns);
	sqlite_text_identity(&t->identity, object->name);
	sqlembic_buf_printf(&t->id, "relation %s", sqlembic_buf_text(&t->identity));
	if (object->is_strict)
		sqlembic_buf_puts(&t->options, "STRICT");
	if (object->is_without_rowid)
		sqlembic_buf_printf(&t->options, "%sWITHOUT ROWID", t->options.len ? ", " : "");
	if (rc == 0 && (t->identity.failed || t->id.failed || t->options.failed || t->order.failed))
		rc = sqlembic_fail_memory(reading->err);
	return rc;
}

static int tell(const struct told_table *t, struct sqlite_reading *reading,
		const struct sqlite_object *object)
{
	const bool is_folded = reading->scope->folds && !reading->scope->by_meaning;
	const char *columns = sqlembic_buf_text(&t->columns);
	const char *values[SQLITE_TABLE_VALUES] = { t->options.len ? sqlembic_buf_text(&t->options) : NULL,
						    sqlembic_buf_text(&t->order), object->sql,
						    is_folded ? columns : NULL };
	const char *names[] = { sqlembic_buf_text(&t->id), NULL };
	const struct sqlembic_fact fact = { .kind = SQLITE_KIND_TABLE,
					    .flags = SQLEMBIC_FACT_HOLDS_ROWS |
						     (is_folded ? SQLEMBIC_FACT_FOLDED : 0U),
					    .identity = sqlembic_buf_text(&t->identity),
					    .name = object->name,
					    .shown = object->name,
					    .values = values,
					    .server_id = sqlembic_buf_text(&t->id),
					    .names = names };
	int rc = reading->out->fact(reading->out->payload, &fact, reading->err);
	return rc == 0 && !is_folded ? sqlite_unfold_table(reading->out, &fact, columns,
							   reading->scope->by_meaning, reading->err)
				     : rc;
}

int sqlite_read_table(struct sqlite_reading *reading, const struct sqlite_object *object)
{
	struct told_table t = { .identity = SQLEMBIC_BUF_INIT };
	int rc = describe(&t, reading, object);
	if (rc == 0)
		rc = tell(&t, reading, object);
	release(&t);
	return rc;
}
