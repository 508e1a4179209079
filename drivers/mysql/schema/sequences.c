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

/* Since MariaDB 11.5 a sequence may be of a type, which is printed first: "as int unsigned start with ...".  Empty: it is a bigint. */
static struct sqlembic_span type_of(const struct sqlembic_fact *fact)
{
	const char *text = fact->values[MYSQLDB_SEQUENCE_DEFINITION], *end = strstr(text, " start with");
	return strncmp(text, "as ", 3) == 0 && end
		       ? (struct sqlembic_span){ text + 3, (size_t)(end - text - 3) }
		       : (struct sqlembic_span){ "bigint", 6 };
}

static const char *behind_type(const struct sqlembic_fact *fact)
{
	const char *text = fact->values[MYSQLDB_SEQUENCE_DEFINITION];
	const char *start = strncmp(text, "as ", 3) == 0 ? strstr(text, "start with") : NULL;
	return start ? start : text;
}

/* The greater the largest number is, the greater. */
static size_t rank_of(struct sqlembic_span type)
{
	static const char *const names[] = { "tinyint", "smallint", "mediumint", "int", "bigint" };
	size_t rank = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (type.len >= strlen(names[i]) && memcmp(type.ptr, names[i], strlen(names[i])) == 0)
			rank = 2 * i;
	return rank + (memmem(type.ptr, type.len, "unsigned", 8) ? 1 : 0);
}

/* Keys of a CREATE TABLE that the session ran before count as the sequence's, and it may have none.  An ALTER TABLE that changes
 * nothing ends that. */
static void forget_keys(struct mysqldb_emit *emit, const struct sqlembic_change *change)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "ALTER TABLE ");
	mysqldb_text_name(&sql, change->after->name);
	mysqldb_emit(emit, &sql);
}

static void alter_type(struct mysqldb_emit *emit, const struct sqlembic_change *change)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_span before = type_of(change->before), after = type_of(change->after);
	if (before.len == after.len && memcmp(before.ptr, after.ptr, after.len) == 0)
		return;
	forget_keys(emit, change);
	begin(&sql, "ALTER", change->after);
	sqlembic_buf_printf(&sql, " as %.*s", (int)after.len, after.ptr);
	mysqldb_emit(emit, &sql);
}

/* It goes on from the number that it has come to: START is where RESTART would begin. */
static void alter_rest(struct mysqldb_emit *emit, const struct sqlembic_change *change)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT;
	const char *rest = behind_type(change->after);
	if (strcmp(behind_type(change->before), rest) == 0)
		return;
	begin(&sql, "ALTER", change->after);
	sqlembic_buf_printf(&sql, " %s", rest);
	if (has_new_bounds(change))
		sqlembic_buf_printf(&reason, "sequence %s has to be between its new bounds",
				    change->after->shown);
	mysqldb_emit_warned(emit, &sql, reason.len ? SQLEMBIC_ACTION_MAY_FAIL : 0, &reason, NULL);
}

/* The server takes a type in a statement of its own, and bounds that fit the type of the moment. */
MYSQLDB_ALTER(sequence)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	bool grows = rank_of(type_of(change->after)) > rank_of(type_of(change->before));
	if (grows)
		alter_type(&emit, change);
	alter_rest(&emit, change);
	if (!grows)
		alter_type(&emit, change);
	return emit.rc;
}

MYSQLDB_JUDGE(sequence)
{
	return change->changed >> MYSQLDB_SEQUENCE_ENGINE & 1 ? SQLEMBIC_WAY_NONE : SQLEMBIC_WAY_ALTER;
}
