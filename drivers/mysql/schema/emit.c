/* emit.c: hands statements to core. */
#include "kinds.h"
#include "sqlembic/error.h"

static bool is_empty(const struct sqlembic_buf *buf)
{
	return !buf || buf->len == 0;
}

static bool has_failed(const struct sqlembic_buf *buf)
{
	return buf && buf->failed;
}

static void release(struct sqlembic_buf *buf)
{
	if (buf)
		sqlembic_buf_release(buf);
}

void mysqldb_emit_warned(struct mysqldb_emit *emit, struct sqlembic_buf *sql, unsigned flags,
			 struct sqlembic_buf *reason, struct sqlembic_buf *probe)
{
	struct sqlembic_action action = { .sql = is_empty(sql) ? NULL : sql->ptr,
					  .flags = flags,
					  .reason = is_empty(reason) ? NULL : reason->ptr,
					  .probe = is_empty(probe) ? NULL : probe->ptr };
	if (emit->rc == 0 && (has_failed(sql) || has_failed(reason) || has_failed(probe)))
		emit->rc = sqlembic_fail_memory(emit->err);
	if (emit->rc == 0)
		emit->rc = emit->out->action(emit->out->payload, &action, emit->err);
	release(sql);
	release(reason);
	release(probe);
}

void mysqldb_emit(struct mysqldb_emit *emit, struct sqlembic_buf *sql)
{
	mysqldb_emit_warned(emit, sql, 0, NULL, NULL);
}
