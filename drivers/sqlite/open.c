/* open.c: from a URL to an open file.  SQLite opens lazily and says little when it cannot, so the file
 * system is asked here for the reason; what is inside the file is found out by the first statement. */
#include "open.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fail.h"
#include "foreign.h"
#include "observe.h"
#include "query.h"
#include "schema/known.h"
#include "schema/mark.h"
#include "script.h"
#include "watch.h"

static bool is_one_of(const char *key, const char *const *keys)
{
	while (*keys && strcmp(key, *keys) != 0)
		keys++;
	return *keys;
}

/* Parameters of the application's Python driver: they have no meaning here, or, as `timeout`, a setting of our own. */
static bool is_python_parameter(const char *key)
{
	static const char *const keys[] = { "check_same_thread",
					    "cached_statements",
					    "detect_types",
					    "isolation_level",
					    "timeout",
					    "uri",
					    NULL };
	return is_one_of(key, keys);
}

/* Our own: see check.c. */
static bool is_check_parameter(const char *key)
{
	return strcmp(key, "foreign_key_check") == 0;
}

static bool is_true(const char *value)
{
	return value && (sqlite3_stricmp(value, "true") == 0 || sqlite3_stricmp(value, "yes") == 0 ||
			 sqlite3_stricmp(value, "on") == 0 || strcmp(value, "1") == 0);
}

static const char *find_parameter(const struct sqlembic_url *url, const char *key)
{
	for (size_t i = 0; i < url->nparams; i++)
		if (strcmp(url->params[i].key, key) == 0)
			return url->params[i].value;
	return NULL;
}

static bool is_file_uri(const struct sqlembic_url *url)
{
	return url->database && strncmp(url->database, "file:", 5) == 0;
}

static bool wants_uri(const struct sqlembic_url *url)
{
	return is_file_uri(url) || is_true(find_parameter(url, "uri"));
}

static void add_encoded(struct sqlembic_buf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("%&=#?", *text))
			sqlembic_buf_printf(out, "%%%02X", (unsigned char)*text);
		else
			sqlembic_buf_putc(out, *text);
	}
}

/* The name that SQLite opens: the parameters that are not Python's go into it, as SQLAlchemy does it. */
static void make_uri(struct sqlembic_buf *out, const struct sqlembic_url *url, bool read_only)
{
	if (!is_file_uri(url))
		sqlembic_buf_puts(out, "file:");
	sqlembic_buf_puts(out, url->database);
	char separator = strchr(url->database, '?') ? '&' : '?';
	for (size_t i = 0; i < url->nparams; i++) {
		const struct sqlembic_pair *p = &url->params[i];
		/* SQLite refuses a mode that asks for more than its flags allow. */
		bool creates = strcmp(p->key, "mode") == 0 && p->value && strcmp(p->value, "rwc") == 0;
		if (is_python_parameter(p->key) || is_check_parameter(p->key) || (read_only && creates))
			continue;
		sqlembic_buf_putc(out, separator);
		add_encoded(out, p->key);
		sqlembic_buf_putc(out, '=');
		add_encoded(out, p->value ? p->value : "");
		separator = '&';
	}
}

/* The path inside a "file:" name, for looking at the file before SQLite does. */
static void uri_path(struct sqlembic_buf *out, const char *uri)
{
	const char *p = uri + strlen("file:");
	if (strncmp(p, "//", 2) == 0) {
		p += 2;
		p += strcspn(p, "/");
	}
	for (; *p && *p != '?' && *p != '#'; p++) {
		char hex[3] = { 0 };
		if (*p == '%' && p[1] && p[2]) {
			hex[0] = p[1];
			hex[1] = p[2];
		}
		char *end = hex;
		unsigned long c = strtoul(hex, &end, 16);
		if (hex[0] && end == hex + 2) {
			sqlembic_buf_putc(out, (char)c);
			p += 2;
		} else {
			sqlembic_buf_putc(out, *p);
		}
	}
}

static bool is_memory(const struct sqlembic_url *url)
{
	if (!url->database || !*url->database || strcmp(url->database, ":memory:") == 0 ||
	    strcmp(url->database, "file::memory:") == 0)
		return true;
	const char *mode = wants_uri(url) ? find_parameter(url, "mode") : NULL;
	return mode && strcmp(mode, "memory") == 0;
}

struct place {
	struct sqlembic_buf name; /* what sqlite3_open_v2 gets */
	struct sqlembic_buf path; /* of the file; "" in memory */
	int flags;
};

static void release_place(struct place *place)
{
	sqlembic_buf_release(&place->name);
	sqlembic_buf_release(&place->path);
}

/* What says where the data is, or how safely, must not quietly mean nothing: SQLite itself reads its parameters in a URI
 * only, and passes over a key that it does not know. */
static int refuse_parameters(const struct sqlembic_url *url, struct sqlembic_error *err)
{
	static const char *const of_uri[] = { "mode", "vfs", "immutable", "nolock", NULL };
	static const char *const none[] = { "key", "hexkey", "textkey", "cipher", "password", NULL };
	static const char *const reading[] = { "readonly", "read_only", "readOnly", NULL };
	for (size_t i = 0; i < url->nparams; i++) {
		const char *key = url->params[i].key;
		const char *value = url->params[i].value ? url->params[i].value : "";
		const bool is_key = is_one_of(key, none), is_reading = is_one_of(key, reading);
		if (!is_key && !is_reading && (wants_uri(url) || !is_one_of(key, of_uri)))
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's parameter %s is not understood", key);
		if (is_key)
			return sqlembic_fail_hint(err,
						  "leave it out: SQLite writes files that are not encrypted");
		if (is_reading)
			key = "mode", value = "ro";
		return sqlembic_fail_hint(
			err, "write sqlite:///%s%s?%s=%s&uri=true",
			is_file_uri(url) ? "" : "file:", url->database ? url->database : "FILE", key, value);
	}
	return 0;
}

/* Two slashes, a slip for three, would mean a database in memory. */
static int refuse_host(const struct sqlembic_connect *c, struct sqlembic_error *err)
{
	const char *host = c->url->host ? c->url->host : "";
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has a host or a user, and SQLite has neither",
			    c->masked_url);
	return sqlembic_fail_hint(
		err, "sqlite:///%s is relative to the current directory, sqlite:////%s absolute", host, host);
}

static int find_place(struct place *out, const struct sqlembic_url *url, bool read_only,
		      struct sqlembic_error *err)
{
	/* Reading needs write access too, to recover what a killed process left behind; query_only keeps it from
	 * writing anything else. */
	/* One thread uses a session: SQLite need not lock itself. */
	out->flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
		     (read_only ? 0 : SQLITE_OPEN_CREATE);
	if (is_memory(url) && !wants_uri(url)) {
		sqlembic_buf_puts(&out->name, ":memory:");
	} else if (wants_uri(url)) {
		out->flags |= SQLITE_OPEN_URI;
		struct sqlembic_url named = *url;
		named.database = url->database ? url->database : "";
		make_uri(&out->name, &named, read_only);
		if (!is_memory(url))
			uri_path(&out->path, sqlembic_buf_text(&out->name));
	} else {
		sqlembic_buf_puts(&out->name, url->database);
		sqlembic_buf_puts(&out->path, url->database);
	}
	return out->name.failed || out->path.failed ? sqlembic_fail_memory(err) : 0;
}

static void warn_of_parameters(const struct sqlembic_connect *c)
{
	if (!c->notice || wants_uri(c->url))
		return;
	for (size_t i = 0; i < c->url->nparams; i++) {
		if (is_python_parameter(c->url->params[i].key) || is_check_parameter(c->url->params[i].key))
			continue;
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&text, "the parameter \"%s\" of the URL has no effect without uri=true",
				    c->url->params[i].key);
		if (!text.failed)
			c->notice(c->payload, text.ptr);
		sqlembic_buf_release(&text);
	}
}

/* Whether the directory of `path` is there; its name is appended in any case. */
static bool has_directory(const char *path, struct sqlembic_buf *directory)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (!slash)
		sqlembic_buf_puts(directory, ".");
	else
		sqlembic_buf_add(directory, path, slash == path ? 1 : (size_t)(slash - path));
	return !directory->failed && stat(directory->ptr, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Why the file cannot be opened.  Returns the errno of it; 0 where that may pass: a volume may be mounted late, while
 * permissions do not change by themselves. */
static int explain(struct sqlembic_buf *out, const char *path, int rc)
{
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	struct stat st;
	int why = stat(path, &st) == 0 ? 0 : errno;

	if (!*path) {
		sqlembic_buf_puts(out, sqlite3_errstr(rc));
		why = EINVAL;
	} else if (why == 0 && S_ISDIR(st.st_mode)) {
		sqlembic_buf_printf(out, "%s is a directory", path);
		why = EISDIR;
	} else if (why == 0) {
		why = access(path, R_OK) < 0 ? errno : EINVAL;
		sqlembic_buf_printf(out, "%s: %s", path, why == EINVAL ? sqlite3_errstr(rc) : strerror(why));
	} else if (why != ENOENT) {
		sqlembic_buf_printf(out, "%s: %s", path, strerror(why));
	} else if (!has_directory(path, &directory)) {
		sqlembic_buf_printf(out, "there is no directory %s", sqlembic_buf_text(&directory));
		why = 0;
	} else if (access(directory.ptr, W_OK) < 0) {
		why = errno;
		sqlembic_buf_printf(out, "%s cannot be created: %s", path, strerror(why));
	} else {
		sqlembic_buf_printf(out, "there is no file %s", path);
		why = 0;
	}
	sqlembic_buf_release(&directory);
	return why;
}

static int fail_to_open(const struct sqlembic_connect *c, const char *path, int rc,
			struct sqlembic_error *err)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;

	int why = explain(&reason, path, rc);
	const int code = why == 0 ? SQLEMBIC_E_UNREACHABLE : SQLEMBIC_E_FAILED;
	(void)sqlembic_fail(err, code, "cannot open %s: %s", c->masked_url, sqlembic_buf_text(&reason));
	(void)sqlembic_fail_detail(err, "%s", sqlite_result_name(rc));
	if (why == EACCES || why == EPERM || why == EROFS)
		(void)sqlembic_fail_hint(
			err, "give the user who runs this permission to write to the file and its directory");
	else
		(void)sqlembic_fail_hint(
			err, "check the path in sqlalchemy.url: three slashes begin a relative path, "
			     "four an absolute one");
	sqlembic_buf_release(&reason);
	return code;
}

/* Reading a file that is not there is reading an empty database. */
static bool is_absent(const char *path)
{
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	struct stat st;
	bool absent = *path && stat(path, &st) < 0 && errno == ENOENT && has_directory(path, &directory);
	sqlembic_buf_release(&directory);
	return absent;
}

static int open_database(struct sqlite_session *s, const struct sqlembic_connect *c,
			 struct sqlembic_error *err)
{
	struct place place = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT, 0 };
	int rc = c->url->host || c->url->user ? refuse_host(c, err) : 0;
	if (rc == 0)
		rc = find_place(&place, c->url, c->read_only, err);
	if (rc < 0)
		goto done;
	const char *path = sqlembic_buf_text(&place.path);
	bool absent = c->read_only && is_absent(path);
	const char *name = absent ? ":memory:" : place.name.ptr;
	int result = sqlite3_open_v2(name, &s->db, place.flags, NULL);
	if (!s->db || result == SQLITE_NOMEM) {
		rc = sqlembic_fail_memory(err);
	} else if (result != SQLITE_OK) {
		rc = fail_to_open(c, path, result, err);
	} else {
		/* Messages name the wanted path of a file that is absent. */
		const char *opened = sqlite3_db_filename(s->db, "main");
		s->path = strdup(opened ? opened : "");
		s->name = strdup(*path ? (opened && *opened ? opened : path) : "the database in memory");
		if (!s->path || !s->name)
			rc = sqlembic_fail_memory(err);
	}
done:
	release_place(&place);
	return rc;
}

/* Counting memory costs two mutexes an allocation, a third of the time that a small statement takes.  Refused, and
 * rightly so, once SQLite is in use. */
static void stop_counting_memory(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void sqlite_prepare_threads(bool owns_process)
{
	if (owns_process)
		stop_counting_memory();
	(void)sqlite3_initialize();
}

static int set_check(struct sqlite_session *s, const struct sqlembic_url *url, struct sqlembic_error *err)
{
	const char *value = find_parameter(url, "foreign_key_check");
	s->foreign_unchecked = value && sqlite3_stricmp(value, "off") == 0;
	if (!value || s->foreign_unchecked || sqlite3_stricmp(value, "on") == 0)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the URL's foreign_key_check is \"%s\", and can be on or off", value);
	return sqlembic_fail_hint(err, "correct foreign_key_check in sqlalchemy.url");
}

/* The program loads the library by now: late/sqlite3.c. */
static int refuse_without_library(struct sqlembic_error *err)
{
	if (sqlite3_libversion_number() > 0)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "SQLite's library cannot be loaded");
	sqlembic_fail_detail(err, "%s", sqlite3_libversion());
	return sqlembic_fail_hint(err, "install it, version 3.38 or newer (Debian: libsqlite3-0)");
}

int sqlite_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		struct sqlembic_error *err)
{
	struct sqlembic_connect c = { 0 };
	memcpy(&c, connect, connect->size < sizeof(c) ? connect->size : sizeof(c));

	int rc = refuse_without_library(err);
	if (rc < 0)
		return rc;
	struct sqlite_session *s = calloc(1, sizeof(*s));
	if (!s)
		return sqlembic_fail_memory(err);
	s->read_only = c.read_only;
	s->cancel = c.cancel;
	s->statement_timeout_ms = c.statement_timeout_ms;
	s->lock_timeout_ms = c.lock_timeout_ms;
	if (c.owns_process)
		stop_counting_memory();
	rc = refuse_parameters(c.url, err);
	if (rc == 0)
		rc = set_check(s, c.url, err);
	if (rc == 0)
		rc = open_database(s, &c, err);
	if (rc == 0) {
		sqlite_watch_install(s);
		sqlite_observe_install(s);
		warn_of_parameters(&c);
		if (s->read_only)
			rc = sqlite_run(s, "PRAGMA query_only = ON", err);
	}
	if (rc == 0)
		sqlite_answer(s, c.first, c.nfirst);
	if (rc < 0)
		sqlite_close(&s->base);
	else
		*out = &s->base;
	return rc;
}

void sqlite_close(struct sqlembic_session *session)
{
	struct sqlite_session *s = sqlite_session(session);

	if (!s)
		return;
	sqlite_cache_release(s);
	sqlite_observe_release(s);
	sqlite_foreign_forget(s);
	sqlite_script_release(s);
	sqlite_mark_release(s);
	sqlite_known_forget(s);
	/* An open transaction is rolled back by closing. */
	(void)sqlite3_close(s->db);
	free(s->path);
	free(s->name);
	free(s);
}
