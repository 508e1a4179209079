/* offline.c: see offline.h. */
#include "database/offline.h"

#include <stdlib.h>
#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"

struct offline {
	struct sqlembic_session base;
	const struct sqlembic_dialect *dialect;
	const char *home; /* the default database; NULL: unknown */
	sqlembic_write_fn *write;
	void *payload;
	struct scan *scan;
	bool in_transaction;
	bool changed;        /* the script has changed the session ... */
	bool chose_database; /* ... and its default database */
};

static struct offline *self(struct sqlembic_session *session)
{
	return (struct offline *)session;
}

static int put(struct sqlembic_session *session, const char *text, size_t length, struct sqlembic_error *err)
{
	struct offline *offline = self(session);
	if (length == 0 || offline->write(offline->payload, text, length) == 0)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the SQL script could not be written");
}

static int put_text(struct sqlembic_session *session, const char *text, struct sqlembic_error *err)
{
	return put(session, text, strlen(text), err);
}

int offline_comment(struct sqlembic_session *session, const char *text, struct sqlembic_error *err)
{
	int rc = put_text(session, "-- ", err);
	if (rc == 0)
		rc = put_text(session, text, err);
	return rc < 0 ? rc : put_text(session, "\n\n", err);
}

/* Whether the vendor's client, which cuts at ";", would take the statement for several. */
static bool needs_delimiter(struct offline *offline, struct sqlembic_span sql)
{
	if (!(offline->dialect->lex & SQLEMBIC_LEX_DELIMITER) || !sql.len || !memchr(sql.ptr, ';', sql.len))
		return false;
	struct statement first;
	struct sqlembic_error unheard;
	scan_begin_text(offline->scan, "", sql);
	bool found = scan_next(offline->scan, &first, &unheard) == 1;
	return !found || scan_next(offline->scan, &first, &unheard) != 0;
}

static bool contains(struct sqlembic_span text, const char *word)
{
	return memmem(text.ptr, text.len, word, strlen(word)) != NULL;
}

static int put_statement(struct sqlembic_session *session, struct sqlembic_span sql,
			 struct sqlembic_error *err)
{
	static const char *const delimiters[] = { "//", ";;", "$$", "@@", "||", "~~" };
	const char *delimiter = ";";
	if (needs_delimiter(self(session), sql)) {
		for (size_t i = 0; i < sizeof(delimiters) / sizeof(*delimiters); i++) {
			delimiter = delimiters[i];
			if (!contains(sql, delimiter))
				break;
		}
	}
	bool special = strcmp(delimiter, ";") != 0;
	struct sqlembic_buf head = SQLEMBIC_BUF_INIT, tail = SQLEMBIC_BUF_INIT;
	if (special)
		sqlembic_buf_printf(&head, "DELIMITER %s\n", delimiter);
	sqlembic_buf_printf(&tail, "%s\n%s\n", delimiter, special ? "DELIMITER ;\n" : "");
	int rc = head.failed || tail.failed ? sqlembic_fail_memory(err)
					    : put(session, head.ptr, head.len, err);
	if (rc == 0)
		rc = put(session, sql.ptr, sql.len, err);
	if (rc == 0)
		rc = put(session, tail.ptr, tail.len, err);
	sqlembic_buf_release(&head);
	sqlembic_buf_release(&tail);
	return rc;
}

static int put_line(struct sqlembic_session *session, const char *text, struct sqlembic_error *err)
{
	if (!text || !*text)
		return 0;
	return put_statement(session, (struct sqlembic_span){ text, strlen(text) }, err);
}

/* ---- what a script changes in the session, which online is put back by the driver ---- */

static bool chooses_database(const struct offline *offline, struct sqlembic_span words)
{
	const char *first = offline->dialect->choose_database;
	size_t n = first ? strlen(first) : 0;
	return n && words.len > n && memcmp(words.ptr, first, n) == 0 && words.ptr[n] == ' ';
}

static int note_change(struct offline *offline, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct statement statement;
	struct sqlembic_error unheard;
	if (!offline->dialect->script_restore)
		return 0;
	scan_begin_text(offline->scan, "", sql);
	if (scan_next(offline->scan, &statement, &unheard) != 1 ||
	    !(statement.classes & SQLEMBIC_CLASS_SESSION))
		return 0;
	if (chooses_database(offline, statement.words)) {
		offline->chose_database = true;
		if (!offline->home) {
			sqlembic_fail(
				err, SQLEMBIC_E_FAILED,
				"the script chooses another database, and the URL does not say which one "
				"to go back to");
			return sqlembic_fail_hint(err, "name the database in sqlalchemy.url");
		}
	}
	if (offline->changed)
		return 0;
	offline->changed = true;
	return put_line(&offline->base, offline->dialect->script_save, err);
}

static int offline_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct offline *offline = self(session);
	int rc = 0;
	if (offline->chose_database) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&text, "%s ", offline->dialect->choose_database);
		sqlembic_buf_quote(&text, offline->home, offline->dialect->identifier_quote);
		rc = text.failed ? sqlembic_fail_memory(err) : put_line(session, text.ptr, err);
		sqlembic_buf_release(&text);
	}
	if (rc == 0 && offline->changed)
		rc = put_line(session, offline->dialect->script_restore, err);
	offline->changed = offline->chose_database = false;
	return rc;
}

static int put_users_statement(struct sqlembic_session *session, struct sqlembic_span sql,
			       struct sqlembic_error *err)
{
	int rc = note_change(self(session), sql, err);
	return rc < 0 ? rc : put_statement(session, sql, err);
}

static int offline_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err)
{
	for (*done = 0; *done < n; (*done)++) {
		const struct sqlembic_part *part = &parts[*done];
		int rc = part->kind == SQLEMBIC_PART_STATEMENT ? put_users_statement(session, part->sql, err)
							       : sqlembic_part_run(session, part, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int offline_copy_in(struct sqlembic_session *session, struct sqlembic_span sql,
			   int (*next)(void *payload, struct sqlembic_span *chunk,
				       struct sqlembic_error *err),
			   void *payload, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc = put(session, sql.ptr, sql.len, err);
	if (rc == 0)
		rc = put_text(session, ";\n", err);
	while (rc == 0 && (rc = next(payload, &chunk, err)) > 0)
		rc = put(session, chunk.ptr, chunk.len, err);
	return rc < 0 ? rc : put_text(session, "\\.\n\n", err);
}

static void add_literal(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *value)
{
	if (!value) {
		sqlembic_buf_puts(out, "NULL");
		return;
	}
	sqlembic_buf_putc(out, '\'');
	for (; *value; value++) {
		if (*value == '\'' || (*value == '\\' && dialect->literal_backslash))
			sqlembic_buf_putc(out, *value);
		sqlembic_buf_putc(out, *value);
	}
	sqlembic_buf_putc(out, '\'');
}

/* Our own statements hold no "?" but the placeholders. */
static int offline_query(struct sqlembic_session *session, struct sqlembic_query *query,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	size_t used = 0;
	for (const char *p = query->sql; *p; p++) {
		if (*p == '?' && used < query->nargs)
			add_literal(&text, self(session)->dialect, query->args[used++]);
		else
			sqlembic_buf_putc(&text, *p);
	}
	int rc = text.failed ? sqlembic_fail_memory(err)
			     : put_statement(session, (struct sqlembic_span){ text.ptr, text.len }, err);
	sqlembic_buf_release(&text);
	query->changed = 1;
	query->missing = false;
	return rc;
}

static int offline_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	self(session)->in_transaction = true;
	return put_line(session, self(session)->dialect->begin, err);
}

static int offline_commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	self(session)->in_transaction = false;
	return put_line(session, self(session)->dialect->commit, err);
}

/* Printed text cannot be taken back; without its COMMIT it changes nothing. */
static int offline_rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)err;
	self(session)->in_transaction = false;
	return 0;
}

static bool offline_in_transaction(struct sqlembic_session *session)
{
	return self(session)->in_transaction;
}

static int offline_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return put_line(session, self(session)->dialect->script_begin, err);
}

static int offline_script_end(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return put_line(session, self(session)->dialect->script_end, err);
}

static int offline_nothing(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	return 0;
}

static int offline_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			       struct sqlembic_error *err)
{
	(void)session;
	(void)key;
	(void)out;
	(void)err;
	return 0;
}

static int offline_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
				 struct sqlembic_error *err)
{
	(void)session;
	sqlembic_buf_puts(out, "offline");
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

static int offline_connection_alive(struct sqlembic_session *session, const char *id,
				    struct sqlembic_error *err)
{
	(void)session;
	(void)id;
	(void)err;
	return 0;
}

static void offline_close(struct sqlembic_session *session)
{
	scan_close(self(session)->scan);
	free(session);
}

static const struct sqlembic_driver offline_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "offline",
	.caps = SQLEMBIC_CAP_SCHEMAS,
	.close = offline_close,
	.send = offline_send,
	.copy_in = offline_copy_in,
	.query = offline_query,
	.begin = offline_begin,
	.commit = offline_commit,
	.rollback = offline_rollback,
	.in_transaction = offline_in_transaction,
	.script_begin = offline_script_begin,
	.script_check = offline_nothing,
	.script_end = offline_script_end,
	.reset_path = offline_reset_path,
	.lock_holder = offline_lock_holder,
	.connection_id = offline_connection_id,
	.connection_alive = offline_connection_alive,
};

int offline_open(struct sqlembic_session **out, const struct sqlembic_dialect *dialect, const char *home,
		 sqlembic_write_fn *write, void *payload, struct sqlembic_error *err)
{
	struct offline *offline = calloc(1, sizeof(*offline));
	struct scan *scan = scan_open(dialect, "", NULL, NULL);
	if (!offline || !scan) {
		scan_close(scan);
		free(offline);
		return sqlembic_fail_memory(err);
	}
	*offline = (struct offline){
		.base = { .driver = &offline_driver },
		.dialect = dialect,
		.home = home && *home ? home : NULL,
		.write = write,
		.payload = payload,
		.scan = scan,
	};
	*out = &offline->base;
	return 0;
}
