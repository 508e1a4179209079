/* emit.c: hands statements to core. */
#include <string.h>

#include "kinds.h"
#include "sqlembic/error.h"

/* Whether a date begins here whose month or day is zero. */
static bool is_zero_date(const char *text)
{
	static const char shape[] = "0000-00-00";
	size_t n = 0;
	while (shape[n] && (shape[n] == '0' ? text[n] >= '0' && text[n] <= '9' : text[n] == shape[n]))
		n++;
	return !shape[n] && (memcmp(text + 5, "00", 2) == 0 || memcmp(text + 8, "00", 2) == 0);
}

unsigned mysqldb_emit_flags(const struct sqlembic_fact *table)
{
	static const char word[] = "DEFAULT '";
	for (const char *at = table->values[MYSQLDB_TABLE_SQL]; (at = strstr(at, word)) != NULL;) {
		at += sizeof(word) - 1;
		if (is_zero_date(at))
			return SQLEMBIC_ACTION_PROLOGUE;
	}
	return 0;
}

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
					  .flags = flags | (is_empty(sql) ? 0 : emit->flags),
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

void mysqldb_emit_escapes(struct mysqldb_emit *emit, bool back)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, back ? "SET SESSION sql_mode = @old_sql_mode"
				     : "SET @old_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = "
				       "REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')");
	mysqldb_emit(emit, &sql);
}
