/* who.c: see who.h. */
#include "who.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "sqlembic/text.h"

#define SHOWN 80

/* Statements that set passwords are not shown. */
static bool is_secret(const char *info)
{
	return sqlembic_casestr(info, "identified") || sqlembic_casestr(info, "password");
}

static void add_session(struct sqlembic_buf *out, char *const *row)
{
	const char *id = row[0], *user = row[1], *host = row[2], *command = row[3], *time = row[4],
		   *info = row[5];
	sqlembic_buf_printf(out, "connection %s", id);
	if (!user)
		return;
	bool idle = command && sqlembic_casecmp(command, "Sleep") == 0;
	sqlembic_buf_printf(out, " (%s@%s, %s for %s s", user, host ? host : "", idle ? "idle" : "busy",
			    time ? time : "0");
	if (info && !idle && !is_secret(info)) {
		sqlembic_buf_puts(out, ": ");
		for (size_t i = 0; i < SHOWN && info[i]; i++)
			sqlembic_buf_putc(out, (unsigned char)info[i] < ' ' ? ' ' : info[i]);
	}
	sqlembic_buf_putc(out, ')');
}

/* A user without the PROCESS privilege sees only the number of another user's session. */
int mysqldb_who_has(struct mysqldb *s, const char *connection, struct sqlembic_buf *out,
		    struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char *row[6] = { NULL };
	sqlembic_buf_printf(&sql,
			    "SELECT l.id, p.USER, p.HOST, p.COMMAND, p.TIME, p.INFO FROM (SELECT %s AS id) l"
			    " LEFT JOIN information_schema.PROCESSLIST p ON p.ID = l.id",
			    connection);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_read_row(s, row, 6, sql.ptr, err);
	sqlembic_buf_release(&sql);
	if (rc < 0)
		return rc;
	if (row[0])
		add_session(out, row);
	for (size_t i = 0; i < 6; i++)
		free(row[i]);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

void mysqldb_who_is(struct sqlembic_buf *out, const char *account)
{
	const char *at = strrchr(account, '@');
	size_t length = at ? (size_t)(at - account) : strlen(account);
	char *user = strndup(account, length);
	if (!user) {
		out->failed = true;
		return;
	}
	sqlembic_buf_quote(out, user, '\'');
	sqlembic_buf_putc(out, '@');
	sqlembic_buf_quote(out, at ? at + 1 : "%", '\'');
	free(user);
}
