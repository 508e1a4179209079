/* notices.c: passes on what the server says of statements that succeed: rows that COPY has left out, objects that CASCADE has
 * taken along, names that were cut, what scripts say themselves.  Only the chatter of IF EXISTS and IF NOT EXISTS is left
 * out: scripts ask for just that. */
#include "notices.h"

#include <string.h>

#include "fail.h"

/* States of what IF NOT EXISTS finds: database, schema, table, column, function, object. */
static bool is_there_already(const PGresult *result)
{
	static const char *const states[] = { "42P04", "42P06", "42P07", "42701", "42723", "42710" };
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (postgres_state_is(result, states[i]))
			return true;
	}
	return false;
}

/* What IF EXISTS does not find has no state: functions of the server, whatever its language, and its English words. */
static bool is_missing(const PGresult *result, const char *said)
{
	static const char *const functions[] = { "DropErrorMsgNonExistent", "does_not_exist_skipping" };
	static const char skipping[] = ", skipping";
	const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
	for (size_t i = 0; function && i < sizeof(functions) / sizeof(functions[0]); i++) {
		if (strcmp(function, functions[i]) == 0)
			return true;
	}
	size_t n = strlen(said), tail = sizeof(skipping) - 1;
	return n > tail && strcmp(said + n - tail, skipping) == 0;
}

/* INFO that a script says, by RAISE; all other is the report of a statement that was told to be VERBOSE. */
static bool is_raised(const PGresult *result)
{
	const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
	return function && strcmp(function, "exec_stmt_raise") == 0;
}

static void add_detail(struct sqlembic_buf *out, const PGresult *result)
{
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
	if (!detail)
		return;
	sqlembic_buf_puts(out, ": ");
	postgres_add_line(out, detail);
}

void postgres_take_notice(void *payload, const PGresult *result)
{
	const struct postgres_session *s = payload;
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	bool is_warning = severity && strcmp(severity, "WARNING") == 0;
	void (*tell)(void *, const char *) = is_warning ? s->notice : s->remark;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	bool is_info = severity && strcmp(severity, "INFO") == 0;
	if (!tell || !said || (is_info && !is_raised(result)) ||
	    (!is_warning && (is_there_already(result) || is_missing(result, said))))
		return;
	sqlembic_buf_puts(&text, is_warning ? "" : is_info ? "info: " : "notice: ");
	postgres_add_line(&text, said);
	add_detail(&text, result);
	if (text.ptr && !text.failed)
		tell(s->payload, text.ptr);
	sqlembic_buf_release(&text);
}
