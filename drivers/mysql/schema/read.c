/* read.c: asks for the SHOW CREATE of all objects in packets of many, and hands each answer to its family. */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#include "../answer.h"
#include "../rows.h"
#include "sqlembic/error.h"

/* What SHOW CREATE prints depends on these. */
static const char settings_sql[] = "SET @sqlembic_read_mode = @@SESSION.sql_mode, @sqlembic_read_quote = "
				   "@@SESSION.sql_quote_show_create;"
				   "SET SESSION sql_mode = '', SESSION sql_quote_show_create = 1";
static const char restore_sql[] =
	"SET SESSION sql_mode = @sqlembic_read_mode, SESSION sql_quote_show_create = @sqlembic_read_quote";
/* MariaDB shows no view over NEXTVAL() in a session that has promised to write nothing; to show it writes nothing. */
static const char unpromised_sql[] = "SET SESSION TRANSACTION READ WRITE";
static const char promised_sql[] = "SET SESSION TRANSACTION READ ONLY";
static const char server_sql[] =
	"SELECT VERSION(), @@lower_case_table_names, DATABASE(), @@SESSION.sql_mode, @@collation_connection,"
	" @@collation_database, @@SESSION.time_zone, CURRENT_USER(),"
	" (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = CONCAT(QUOTE("
	"SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))"
	" AND PRIVILEGE_TYPE IN ('SUPER', 'SET USER', 'SET_USER_ID', 'SET_ANY_DEFINER')),"
	" CONCAT(@@GLOBAL.sql_mode, ',', @@SESSION.sql_mode)";

/* How the items of a kind are asked for, and who takes the answer; NULL: they are listed as not read. */
static const struct {
	const char *show;
	void (*take)(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *values,
		     size_t n);
} shows[MYSQLDB_KINDS] = {
	[MYSQLDB_TABLE] = { "TABLE", mysqldb_read_table },
	[MYSQLDB_SEQUENCE] = { "SEQUENCE", mysqldb_read_sequence },
	[MYSQLDB_LIBRARY] = { "LIBRARY", mysqldb_read_program },
	[MYSQLDB_FUNCTION] = { "FUNCTION", mysqldb_read_program },
	[MYSQLDB_PROCEDURE] = { "PROCEDURE", mysqldb_read_program },
	[MYSQLDB_PACKAGE] = { "PACKAGE", mysqldb_read_program },
	[MYSQLDB_PACKAGE_BODY] = { "PACKAGE BODY", mysqldb_read_program },
	[MYSQLDB_VIEW] = { "VIEW", mysqldb_read_view },
	[MYSQLDB_TRIGGER] = { "TRIGGER", mysqldb_read_program },
	[MYSQLDB_EVENT] = { "EVENT", mysqldb_read_program },
};

/* "11.8.2-MariaDB-log" is 110802, "8.0.36" is 80036. */
static long version_of(const char *text, bool *is_mariadb)
{
	long parts[3] = { 0 };
	*is_mariadb = strstr(text, "MariaDB") != NULL;
	for (size_t i = 0; i < 3 && *text; i++) {
		char *end;
		parts[i] = strtol(text, &end, 10);
		text = *end == '.' ? end + 1 : "";
	}
	return parts[0] * 10000 + parts[1] * 100 + parts[2];
}

static int take_server(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_reading *r = payload;
	if (n < 3 || !values[0])
		return 0;
	r->version = version_of(values[0], &r->is_mariadb);
	r->folds = values[1] && strcmp(values[1], "0") != 0;
	r->database = strdup(values[2] ? values[2] : "");
	for (size_t i = 0; i < MYSQLDB_SESSION_VALUES && i + 3 < n; i++) {
		r->session_values[i] = strdup(values[i + 3] ? values[i + 3] : "");
		if (!r->session_values[i])
			r->rc = sqlembic_fail_memory(r->err);
	}
	if (!r->database)
		r->rc = sqlembic_fail_memory(r->err);
	return r->rc < 0;
}

static void take(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *values,
		 size_t n)
{
	if (item->kind == MYSQLDB_TABLE && r->scope->digests)
		mysqldb_read_digest(r, item, values, n);
	else
		shows[item->kind].take(r, item, values, n);
}

/* For later: answers to others are on their way. */
static void keep_hiding(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *text)
{
	if (r->nhiding == r->hiding_cap) {
		const size_t cap = r->hiding_cap ? r->hiding_cap * 2 : 8;
		struct mysqldb_hiding *grown = reallocarray(r->hiding, cap, sizeof(*grown));
		if (grown) {
			r->hiding = grown;
			r->hiding_cap = cap;
		}
	}
	char *kept = r->nhiding < r->hiding_cap ? strdup(text) : NULL;
	if (kept)
		r->hiding[r->nhiding++] = (struct mysqldb_hiding){ .item = (size_t)(item - r->items),
								   .text = kept };
	else
		r->rc = sqlembic_fail_memory(r->err);
}

/* A connection in another character set than Unicode's has marks for all that it cannot say. */
static void tell_unsayable(struct mysqldb_reading *r, const struct mysqldb_item *item,
			   const char *const *values, size_t n)
{
	struct sqlembic_buf what = SQLEMBIC_BUF_INIT;
	const char *charset = mysql_character_set_name(r->session->db);
	bool has_mark = false;
	for (size_t i = 1; i < n && !has_mark; i++)
		has_mark = values[i] && strchr(values[i], '?');
	if (!has_mark || strcmp(charset, "utf8mb4") == 0)
		return;
	sqlembic_buf_printf(&what, "what '?' stands for, which charset=%s of the URL may not have, in %s",
			    charset, mysqldb_kinds[item->kind].name);
	if (what.failed)
		r->rc = sqlembic_fail_memory(r->err);
	else
		mysqldb_read_unread(r, what.ptr, item->values[0]);
	sqlembic_buf_release(&what);
}

static bool is_shown(const struct mysqldb_item *item)
{
	return shows[item->kind].take && !item->is_known;
}

/* As the server refuses to show what is not there: name_unshown() says what. */
static int refuse_gone(struct mysqldb_reading *r, const struct mysqldb_item *item)
{
	r->answered = (size_t)(item - r->items);
	r->rc = sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "it is not there");
	return 1;
}

static int take_show(void *payload, const char *const *values, size_t n)
{
	struct mysqldb_reading *r = payload;
	/* Other answers of the message are on their way still. */
	if (r->rc < 0)
		return 1;
	const struct mysqldb_item *item = &r->items[r->answered++];
	while (!is_shown(item))
		item = &r->items[r->answered++];
	if (!values[0])
		return refuse_gone(r, item);
	tell_unsayable(r, item, values, n);
	if (item->kind == MYSQLDB_TABLE && n > 1 && values[1] &&
	    mysqldb_read_hides(r, item->values[0], values[1]))
		keep_hiding(r, item, values[1]);
	else
		take(r, item, values, n);
	return r->rc < 0;
}

/* A view that does not work is not always shown: MySQL fails where a function is called with too few arguments.  Where it is
 * gone there is a row, too, of NULLs: answers are told apart by their order. */
static void ask_for_broken_view(struct sqlembic_buf *sql, const char *name)
{
	sqlembic_buf_puts(sql, "SELECT TABLE_NAME, CONCAT('CREATE VIEW `', REPLACE(TABLE_NAME, '`', '``'),"
			       " '` AS ', COALESCE(VIEW_DEFINITION, '')), CHARACTER_SET_CLIENT,"
			       " COLLATION_CONNECTION FROM (SELECT 1) AS one"
			       " LEFT JOIN information_schema.VIEWS"
			       " ON TABLE_SCHEMA = DATABASE() AND TABLE_NAME = _utf8mb4 x'");
	for (const char *p = name; *p; p++)
		sqlembic_buf_printf(sql, "%02x", (unsigned char)*p);
	sqlembic_buf_putc(sql, '\'');
}

/* Puts as many as it takes into a packet; what nobody reads is listed. */
static void fill(struct mysqldb_reading *r, struct sqlembic_buf *sql)
{
	for (; r->asked < r->n && sql->len < MYSQLDB_READ_PACKET && r->rc == 0; r->asked++) {
		const struct mysqldb_item *item = &r->items[r->asked];
		if (item->is_known)
			continue;
		if (!shows[item->kind].take) {
			mysqldb_read_unread(r, mysqldb_kinds[item->kind].name, item->values[0]);
			continue;
		}
		sqlembic_buf_puts(sql, sql->len ? ";" : "");
		if (item->kind == MYSQLDB_VIEW && !r->is_mariadb && mysqldb_read_is_broken_view(item)) {
			ask_for_broken_view(sql, item->values[0]);
			continue;
		}
		sqlembic_buf_printf(sql, "SHOW CREATE %s ", shows[item->kind].show);
		mysqldb_text_name(sql, item->values[0]);
	}
}

/* Whether nothing of that name and kind is there: somebody has dropped it behind the list.  0: we have seen that. */
static bool names_nothing(unsigned number)
{
	return number == 0 || number == ER_NO_SUCH_TABLE || number == ER_WRONG_OBJECT ||
	       number == ER_SP_DOES_NOT_EXIST || number == ER_TRG_DOES_NOT_EXIST ||
	       number == ER_EVENT_DOES_NOT_EXIST || number == 4089 /* MariaDB: no sequence */;
}

/* `said`: what the server's error has as its hint, whatever cannot be read. */
static void hint_unshown(struct sqlembic_error *err, const struct mysqldb_item *item, bool is_gone,
			 const char *said)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	mysqldb_text_name(&name, item->values[0]);
	if (is_gone)
		(void)sqlembic_fail_hint(err, "it was dropped meanwhile: run the same command again");
	else if (said[0])
		(void)sqlembic_fail_hint(err, "%s", said);
	else if (item->kind == MYSQLDB_TABLE)
		(void)sqlembic_fail_hint(
			err, "CHECK TABLE %s says why: mend it or drop it, then run the same command again",
			sqlembic_buf_text(&name));
	else
		(void)sqlembic_fail_hint(err, "mend %s or drop it, then run the same command again",
					 sqlembic_buf_text(&name));
	sqlembic_buf_release(&name);
}

/* The server has answered for those before it. */
static void name_unshown(struct mysqldb_reading *r)
{
	size_t at = r->answered;
	struct sqlembic_error *err = r->err;
	while (at < r->asked && !is_shown(&r->items[at]))
		at++;
	if (!err || err->code != SQLEMBIC_E_FAILED || at == r->asked)
		return;
	const struct mysqldb_item *item = &r->items[at];
	const struct sqlembic_error said = *err;
	const bool is_gone = names_nothing(mysql_errno(r->session->db));
	(void)sqlembic_fail(err, said.code, "%s %s cannot be read: %s", mysqldb_kinds[item->kind].name,
			    item->values[0], said.message);
	(void)sqlembic_fail_detail(err, "%s", said.detail);
	(void)sqlembic_fail_sqlstate(err, said.sqlstate);
	hint_unshown(err, item, is_gone, said.hint);
}

static int show_all(struct mysqldb_reading *r)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	while (r->rc == 0 && r->asked < r->n) {
		sqlembic_buf_clear(&sql);
		fill(r, &sql);
		if (sql.failed)
			r->rc = sqlembic_fail_memory(r->err);
		if (r->rc == 0 && sql.len > 0 && mysqldb_read_send(r, sql.ptr, take_show) < 0)
			name_unshown(r);
	}
	sqlembic_buf_release(&sql);
	return r->rc;
}

static int show_hiding(struct mysqldb_reading *r)
{
	for (size_t i = 0; i < r->nhiding && r->rc == 0; i++) {
		const struct mysqldb_item *item = &r->items[r->hiding[i].item];
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		mysqldb_read_true_text(r, &text, item->values[0], r->hiding[i].text);
		const char *values[] = { item->values[0], sqlembic_buf_text(&text) };
		if (r->rc == 0)
			take(r, item, values, 2);
		sqlembic_buf_release(&text);
	}
	return r->rc;
}

static void release_hiding(struct mysqldb_reading *r)
{
	for (size_t i = 0; i < r->nhiding; i++)
		free(r->hiding[i].text);
	free(r->hiding);
}

/* `sql`, and what the promise becomes with it, in one message. */
static int set_session(struct mysqldb_reading *r, const char *sql, const char *promise)
{
	struct sqlembic_buf all = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&all, sql);
	if (r->is_mariadb && r->session->read_only)
		sqlembic_buf_printf(&all, ";%s", promise);
	struct sqlembic_error unheard = { 0 }, *err = r->rc < 0 ? &unheard : r->err;
	int rc = all.failed ? sqlembic_fail_memory(err) : mysqldb_run(r->session, all.ptr, err);
	sqlembic_buf_release(&all);
	return rc;
}

static int read_all(struct mysqldb_reading *r)
{
	mysqldb_read_note_own(r);
	if (r->rc == 0)
		r->rc = set_session(r, settings_sql, unpromised_sql);
	if (r->rc == 0)
		r->rc = mysqldb_read_list(r);
	if (r->rc == 0)
		r->rc = show_all(r);
	if (r->rc == 0)
		r->rc = show_hiding(r);
	int restored = set_session(r, restore_sql, promised_sql);
	return r->rc < 0 ? r->rc : restored;
}

static int expect_database(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL names no database, and a schema is one");
	return sqlembic_fail_hint(err, "let the name of the database stand behind the host: "
				       "mysql://USER@HOST/DATABASE");
}

int mysqldb_read_schema(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			const struct sqlembic_catalog_sink *out, struct sqlembic_error *err)
{
	struct mysqldb_reading r = {
		.session = mysqldb_session(session), .scope = scope, .out = out, .err = err
	};
	/* A statement of the user's may have turned off that a packet holds several. */
	int rc = mysqldb_allow_many(r.session, true, err);
	if (rc == 0)
		rc = mysqldb_read_send(&r, server_sql, take_server);
	if (rc == 0 && (!r.database || !*r.database))
		rc = expect_database(err);
	if (rc == 0)
		rc = out->server(out->payload, r.version, err);
	if (rc == 0)
		rc = out->default_collation(out->payload, r.session_values[MYSQLDB_SESSION_DATABASE], err);
	if (rc == 0)
		rc = read_all(&r);
	mysqldb_read_release_items(&r);
	release_hiding(&r);
	sqlembic_buf_release(&r.own);
	sqlembic_buf_release(&r.views);
	for (size_t i = 0; i < MYSQLDB_SESSION_VALUES; i++)
		free(r.session_values[i]);
	free(r.database);
	return rc;
}
