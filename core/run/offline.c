/* offline.c: see offline.h. */
#include "run/offline.h"

#include <stdlib.h>
#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"

struct offline {
	struct sqlembic_session base;
	const struct sqlembic_dialect *dialect;
	sqlembic_write_fn *write;
	void *payload;
	bool in_transaction;
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

struct one_span {
	struct sqlembic_span rest;
};

static long read_span(void *payload, char *out, size_t size, struct sqlembic_error *err)
{
	(void)err;
	struct sqlembic_span *rest = &((struct one_span *)payload)->rest;
	size_t n = rest->len < size ? rest->len : size;
	if (n)
		memcpy(out, rest->ptr, n);
	rest->ptr += n;
	rest->len -= n;
	return (long)n;
}

/* Whether the vendor's client, which cuts at ";", would take the statement for several. */
static bool needs_delimiter(const struct sqlembic_dialect *dialect, struct sqlembic_span sql)
{
	if (!(dialect->lex & SQLEMBIC_LEX_DELIMITER) || !sql.len || !memchr(sql.ptr, ';', sql.len))
		return false;
	struct one_span source = { .rest = sql };
	struct scan *scan = scan_open(dialect, "", read_span, &source);
	struct statement first;
	bool whole = scan && scan_next(scan, &first, NULL) == 1 && scan_next(scan, &first, NULL) == 0;
	scan_close(scan);
	return !whole;
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
	if (needs_delimiter(self(session)->dialect, sql)) {
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
	if (!*text)
		return 0;
	return put_statement(session, (struct sqlembic_span){ text, strlen(text) }, err);
}

static int offline_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err)
{
	for (*done = 0; *done < n; (*done)++) {
		const struct sqlembic_part *part = &parts[*done];
		int rc = part->kind == SQLEMBIC_PART_STATEMENT ? put_statement(session, part->sql, err)
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

/* What was printed cannot be taken back; without its COMMIT it changes nothing. */
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
	.reset_path = offline_nothing,
	.lock_holder = offline_lock_holder,
	.connection_id = offline_connection_id,
	.connection_alive = offline_connection_alive,
};

int offline_open(struct sqlembic_session **out, const struct sqlembic_dialect *dialect,
		 sqlembic_write_fn *write, void *payload, struct sqlembic_error *err)
{
	struct offline *offline = calloc(1, sizeof(*offline));
	if (!offline)
		return sqlembic_fail_memory(err);
	*offline = (struct offline){
		.base = { .driver = &offline_driver }, .dialect = dialect, .write = write, .payload = payload
	};
	*out = &offline->base;
	return 0;
}
