/* emit.c: hands statements to core. */
#include "schema.h"
#include "sqlembic/error.h"

void sqlite_emit_warned(struct sqlite_emit *emit, struct sqlembic_buf *sql, unsigned flags,
			struct sqlembic_buf *reason, struct sqlembic_buf *probe)
{
	struct sqlembic_action action = { .sql = sql && sql->len ? sql->ptr : NULL,
					  .flags = flags,
					  .reason = reason && reason->len ? reason->ptr : NULL,
					  .probe = probe && probe->len ? probe->ptr : NULL };
	if (emit->rc == 0 && ((sql && sql->failed) || (reason && reason->failed) || (probe && probe->failed)))
		emit->rc = sqlembic_fail_memory(emit->err);
	if (emit->rc == 0)
		emit->rc = emit->out->action(emit->out->payload, &action, emit->err);
	if (sql)
		sqlembic_buf_release(sql);
	if (reason)
		sqlembic_buf_release(reason);
	if (probe)
		sqlembic_buf_release(probe);
}

void sqlite_emit(struct sqlite_emit *emit, struct sqlembic_buf *sql)
{
	sqlite_emit_warned(emit, sql, 0, NULL, NULL);
}
