/* sequences.c: MariaDB's sequences. */
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
	struct mysqldb_emit emit = { out, err, 0 };
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
	struct mysqldb_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	(void)from;
	begin(&sql, "DROP", fact);
	sqlembic_buf_printf(&reason, "drops sequence %s and the number that it has come to", fact->shown);
	mysqldb_emit_warned(&emit, &sql, SQLEMBIC_ACTION_LOSES_DATA, &reason, NULL);
	return emit.rc;
}

/* It goes on from the number that it has come to: START is where RESTART would begin. */
MYSQLDB_ALTER(sequence)
{
	struct mysqldb_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	begin(&sql, "ALTER", change->after);
	sqlembic_buf_printf(&sql, " %s", change->after->values[MYSQLDB_SEQUENCE_DEFINITION]);
	sqlembic_buf_printf(&reason, "sequence %s has to be between its new bounds", change->after->shown);
	mysqldb_emit_warned(&emit, &sql, SQLEMBIC_ACTION_MAY_FAIL, &reason, NULL);
	return emit.rc;
}

MYSQLDB_JUDGE(sequence)
{
	return change->changed >> MYSQLDB_SEQUENCE_ENGINE & 1 ? SQLEMBIC_WAY_NONE : SQLEMBIC_WAY_ALTER;
}
