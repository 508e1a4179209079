/* sequences.c: MariaDB's sequences. */
#include <string.h>

#include "kinds.h"

const struct sqlembic_attribute mysqldb_sequence_attributes[] = {
	[MYSQLDB_SEQUENCE_DEFINITION] = { "definition", 0 },
	[MYSQLDB_SEQUENCE_ENGINE] = { "engine", 0 },
	[MYSQLDB_SEQUENCE_VALUES] = { NULL, 0 },
};

static void begin(struct sqlembic_buf *sql, const char *verb, const struct sqlembic_fact *fact)
{
	sqlembic_buf_printf(sql, "%s SEQUENCE ", verb);
	mysqldb_text_name(sql, fact->name);
}

MYSQLDB_CREATE(sequence)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	begin(&sql, "CREATE", fact);
	sqlembic_buf_printf(&sql, " %s", fact->values[MYSQLDB_SEQUENCE_DEFINITION]);
	if (fact->values[MYSQLDB_SEQUENCE_ENGINE])
		sqlembic_buf_printf(&sql, " ENGINE=%s", fact->values[MYSQLDB_SEQUENCE_ENGINE]);
	mysqldb_emit(&emit, &sql);
	return emit.rc;
}

MYSQLDB_DROP(sequence)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	(void)from;
	begin(&sql, "DROP", fact);
	sqlembic_buf_printf(&reason, "drops sequence %s and the number that it has come to", fact->shown);
	mysqldb_emit_warned(&emit, &sql, SQLEMBIC_ACTION_LOSES_DATA, &reason, NULL);
	return emit.rc;
}

/* "start with 5 minvalue 1 maxvalue 9 increment by 1 ...". */
static struct sqlembic_span bounds(const struct sqlembic_fact *fact)
{
	const char *text = fact->values[MYSQLDB_SEQUENCE_DEFINITION];
	const char *begin = strstr(text, "minvalue"), *end = begin ? strstr(begin, " increment") : NULL;
	return end ? (struct sqlembic_span){ begin, (size_t)(end - begin) }
		   : (struct sqlembic_span){ text, strlen(text) };
}

static bool has_new_bounds(const struct sqlembic_change *change)
{
	struct sqlembic_span before = bounds(change->before), after = bounds(change->after);
	return before.len != after.len || memcmp(before.ptr, after.ptr, after.len) != 0;
}

/* It goes on from the number that it has come to: START is where RESTART would begin. */
MYSQLDB_ALTER(sequence)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	begin(&sql, "ALTER", change->after);
	sqlembic_buf_printf(&sql, " %s", change->after->values[MYSQLDB_SEQUENCE_DEFINITION]);
	if (has_new_bounds(change))
		sqlembic_buf_printf(&reason, "sequence %s has to be between its new bounds",
				    change->after->shown);
	mysqldb_emit_warned(&emit, &sql, reason.len ? SQLEMBIC_ACTION_MAY_FAIL : 0, &reason, NULL);
	return emit.rc;
}

MYSQLDB_JUDGE(sequence)
{
	return change->changed >> MYSQLDB_SEQUENCE_ENGINE & 1 ? SQLEMBIC_WAY_NONE : SQLEMBIC_WAY_ALTER;
}
