/* target.c: from a URL to what connecting needs.  The query of the URL is read as the drivers of Python read
 * theirs (mysqlclient, pymysql, asyncmy, mariadbconnector), so that an application's URL works unchanged.  A parameter
 * that says where, or how safely, is understood in the words of other languages' drivers, too, or refused; only one that
 * says neither may be a warning. */
#include "target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sqlembic/distance.h"
#include "sqlembic/text.h"
#include "tls.h"

enum kind {
	P_IGNORE, /* has a meaning to the application's driver only, or is governed by our own settings */
	P_OPTION, /* handed to the client library as it is */
	P_FILE,   /* the same, of a file that must be there */
	P_HOST,
	P_PORT,
	P_USER,
	P_PASSWORD,
	P_DATABASE,
	P_SOCKET,
	P_CHARSET,
	P_CONNECT_TIMEOUT,
	P_LOCAL_INFILE,
	P_COMPRESS,
	P_SQL_MODE,
	P_TLS,
	P_TLS_VERSION,
	P_TLS_OPTION, /* P_OPTION that is about encryption */
	P_KEY,        /* whether the server may be asked for the key that a password is sent with */
	P_REFUSED     /* says where or how safely, in a way that is not understood: `hint` is */
};

static const char hint_host[] =
	"write mysql://user@host:port/name, or host=, port=, user= and password= as parameters";
static const char hint_key[] =
	"write ssl_mode=VERIFY_CA with ssl_ca=FILE, or server_public_key_path=FILE: then it is not asked for";
static const char hint_write[] = "leave it out: migrating writes, and looking never does";
static const char hint_database[] = "write the database's name behind the host: mysql://user@host/name";
static const char hint_tls[] =
	"use ssl_mode, ssl_ca, ssl_cert and ssl_key, which name files in the PEM format";

/* `loose`: drivers write it in several ways, as ssl_mode, ssl-mode, sslmode and sslMode. */
static const struct parameter {
	const char *key;
	bool loose;
	enum kind kind;
	enum mysql_option option;
	enum mysqldb_tls_parameter tls;
	const char *hint;
} parameters[] = {
	{ "host", true, P_HOST, 0, 0, NULL },
	{ "hostname", true, P_HOST, 0, 0, NULL },
	{ "port", true, P_PORT, 0, 0, NULL },
	{ "user", true, P_USER, 0, 0, NULL },
	{ "username", true, P_USER, 0, 0, NULL },
	{ "password", true, P_PASSWORD, 0, 0, NULL },
	{ "passwd", true, P_PASSWORD, 0, 0, NULL },
	{ "database", true, P_DATABASE, 0, 0, NULL },
	{ "dbname", true, P_DATABASE, 0, 0, NULL },
	{ "db", true, P_DATABASE, 0, 0, NULL },
	{ "unix_socket", true, P_SOCKET, 0, 0, NULL },
	{ "socket", true, P_SOCKET, 0, 0, NULL },
	{ "socket_path", true, P_SOCKET, 0, 0, NULL },
	{ "local_socket", true, P_SOCKET, 0, 0, NULL },
	{ "charset", false, P_CHARSET, 0, 0, NULL },
	{ "connect_timeout", false, P_CONNECT_TIMEOUT, 0, 0, NULL },
	{ "connection_timeout", false, P_CONNECT_TIMEOUT, 0, 0, NULL },
	{ "local_infile", false, P_LOCAL_INFILE, 0, 0, NULL },
	{ "allow_local_infile", false, P_LOCAL_INFILE, 0, 0, NULL },
	{ "compress", false, P_COMPRESS, 0, 0, NULL },
	{ "sql_mode", false, P_SQL_MODE, 0, 0, NULL },
	{ "init_command", false, P_OPTION, MYSQL_INIT_COMMAND, 0, NULL },
	{ "read_default_file", true, P_FILE, MYSQL_READ_DEFAULT_FILE, 0, NULL },
	{ "default_file", true, P_FILE, MYSQL_READ_DEFAULT_FILE, 0, NULL },
	{ "read_default_group", true, P_OPTION, MYSQL_READ_DEFAULT_GROUP, 0, NULL },
	{ "default_group", true, P_OPTION, MYSQL_READ_DEFAULT_GROUP, 0, NULL },
	{ "plugin_dir", false, P_OPTION, MYSQL_PLUGIN_DIR, 0, NULL },
	{ "default_auth", true, P_OPTION, MYSQL_DEFAULT_AUTH, 0, NULL },
	{ "auth_plugin", true, P_OPTION, MYSQL_DEFAULT_AUTH, 0, NULL },
	{ "server_public_key_path", true, P_FILE, MYSQL_SERVER_PUBLIC_KEY, 0, NULL },
	{ "server_rsa_public_key_file", true, P_FILE, MYSQL_SERVER_PUBLIC_KEY, 0, NULL },
	{ "allow_public_key_retrieval", true, P_KEY, 0, 0, hint_key },
	{ "ssl", true, P_TLS, 0, MYSQLDB_TLS_SWITCH, NULL },
	{ "ssl_mode", true, P_TLS, 0, MYSQLDB_TLS_MODE, NULL },
	{ "ssl_accept", true, P_TLS, 0, MYSQLDB_TLS_ACCEPT, NULL },
	{ "tls", true, P_TLS, 0, MYSQLDB_TLS_GO, NULL },
	{ "use_ssl", true, P_TLS, 0, MYSQLDB_TLS_SWITCH, NULL },
	{ "require_ssl", true, P_TLS, 0, MYSQLDB_TLS_REQUIRE, NULL },
	{ "ssl_verify_cert", true, P_TLS, 0, MYSQLDB_TLS_VERIFY, NULL },
	{ "verify_server_certificate", true, P_TLS, 0, MYSQLDB_TLS_VERIFY, NULL },
	{ "ssl_verify_identity", true, P_TLS, 0, MYSQLDB_TLS_IDENTITY, NULL },
	{ "ssl_verify_server_cert", true, P_TLS, 0, MYSQLDB_TLS_IDENTITY, NULL },
	{ "ssl_check_hostname", true, P_TLS, 0, MYSQLDB_TLS_IDENTITY, NULL },
	{ "ssl_disabled", true, P_TLS, 0, MYSQLDB_TLS_DISABLE, NULL },
	{ "trust_server_certificate", true, P_TLS, 0, MYSQLDB_TLS_TRUST, NULL },
	{ "ssl_ca", true, P_TLS_OPTION, MYSQL_OPT_SSL_CA, MYSQLDB_TLS_AUTHORITY, NULL },
	{ "ssl_capath", true, P_TLS_OPTION, MYSQL_OPT_SSL_CAPATH, MYSQLDB_TLS_AUTHORITY, NULL },
	{ "ssl_cert", true, P_TLS_OPTION, MYSQL_OPT_SSL_CERT, MYSQLDB_TLS_DETAIL, NULL },
	{ "ssl_key", true, P_TLS_OPTION, MYSQL_OPT_SSL_KEY, MYSQLDB_TLS_DETAIL, NULL },
	{ "ssl_cipher", true, P_TLS_OPTION, MYSQL_OPT_SSL_CIPHER, MYSQLDB_TLS_DETAIL, NULL },
	{ "ssl_crl", true, P_TLS_OPTION, MYSQL_OPT_SSL_CRL, MYSQLDB_TLS_DETAIL, NULL },
	{ "tls_version", true, P_TLS_VERSION, MYSQL_OPT_TLS_VERSION, MYSQLDB_TLS_DETAIL, NULL },
	{ "tls_versions", true, P_TLS_VERSION, MYSQL_OPT_TLS_VERSION, MYSQLDB_TLS_DETAIL, NULL },
	{ "schema", true, P_REFUSED, 0, 0, hint_database },
	{ "current_schema", true, P_REFUSED, 0, 0, hint_database },
	{ "search_path", true, P_REFUSED, 0, 0, hint_database },
	{ "catalog", true, P_REFUSED, 0, 0, hint_database },
	{ "initial_catalog", true, P_REFUSED, 0, 0, hint_database },
	{ "namespace", true, P_REFUSED, 0, 0, hint_database },
	{ "server", true, P_REFUSED, 0, 0, hint_host },
	{ "data_source", true, P_REFUSED, 0, 0, hint_host },
	{ "address", true, P_REFUSED, 0, 0, hint_host },
	{ "uid", true, P_REFUSED, 0, 0, hint_host },
	{ "pwd", true, P_REFUSED, 0, 0, hint_host },
	{ "secure", true, P_REFUSED, 0, 0, hint_tls },
	{ "ca", true, P_REFUSED, 0, 0, hint_tls },
	{ "ca_file", true, P_REFUSED, 0, 0, hint_tls },
	{ "read_only", true, P_REFUSED, 0, 0, hint_write },
	{ "statement_timeout", true, P_REFUSED, 0, 0, "write statement_timeout = ... into [alembic]" },
	{ "lock_timeout", true, P_REFUSED, 0, 0, "write lock_timeout = ... into [alembic]" },
	{ "use_unicode", false, P_IGNORE, 0, 0, NULL },
	{ "use_pure", false, P_IGNORE, 0, 0, NULL },
	{ "autocommit", false, P_IGNORE, 0, 0, NULL },
	{ "binary_prefix", false, P_IGNORE, 0, 0, NULL },
	{ "client_flag", false, P_IGNORE, 0, 0, NULL },
	{ "buffered", false, P_IGNORE, 0, 0, NULL },
	{ "raise_on_warnings", false, P_IGNORE, 0, 0, NULL },
	{ "get_warnings", false, P_IGNORE, 0, 0, NULL },
	{ "collation", false, P_IGNORE, 0, 0, NULL },
	{ "auth_plugin_map", false, P_IGNORE, 0, 0, NULL },
	{ "max_allowed_packet", false, P_IGNORE, 0, 0, NULL },
	{ "program_name", false, P_IGNORE, 0, 0, NULL },
	{ "read_timeout", false, P_IGNORE, 0, 0, NULL },
	{ "write_timeout", false, P_IGNORE, 0, 0, NULL },
	{ "pool_name", false, P_IGNORE, 0, 0, NULL },
	{ "pool_size", false, P_IGNORE, 0, 0, NULL },
	{ "reconnect", false, P_IGNORE, 0, 0, NULL },
};

/* Whatever else is about encryption, or about a place, must not be passed over. */
static const struct parameter unknown_tls = { "", true, P_REFUSED, 0, 0, hint_tls },
			      unknown_place = { "", true, P_REFUSED, 0, 0, hint_database };

static bool is_about_tls(const char *key)
{
	static const char *const words[] = { "ssl",        "tls",     "certificate", "keystore",
					     "truststore", "encrypt", "verify" };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (sqlembic_casestr(key, words[i]))
			return true;
	return false;
}

static const struct parameter *find_parameter(const char *key)
{
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++) {
		const struct parameter *p = &parameters[i];
		if (p->loose ? sqlembic_is_same_name(p->key, key) : strcmp(p->key, key) == 0)
			return p;
	}
	if (is_about_tls(key))
		return &unknown_tls;
	return sqlembic_casestr(key, "schema") ? &unknown_place : NULL;
}

static bool is_true(const char *value)
{
	return sqlembic_casecmp(value, "true") == 0 || sqlembic_casecmp(value, "yes") == 0 ||
	       sqlembic_casecmp(value, "on") == 0 || strcmp(value, "1") == 0;
}

/* Empty counts as absent, as it does for the client library. */
static bool keep(char **out, const char *text)
{
	free(*out);
	*out = text && *text ? strdup(text) : NULL;
	return *out || !text || !*text;
}

static int set_option(struct mysqldb_target *t, enum mysql_option option, const char *text,
		      struct sqlembic_error *err)
{
	if (t->noptions == MYSQLDB_OPTIONS) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL has too many parameters");
		return sqlembic_fail_hint(err, "take some of them out of sqlalchemy.url");
	}
	struct mysqldb_option *out = &t->options[t->noptions];
	out->option = option;
	out->text = strdup(text);
	if (!out->text)
		return sqlembic_fail_memory(err);
	t->noptions++;
	return 0;
}

static int refuse_value(const char *key, const char *value, const char *wanted, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's %s is \"%s\", and has to be %s", key, value,
			    wanted);
	return sqlembic_fail_hint(err, "correct %s in sqlalchemy.url", key);
}

static int set_seconds(unsigned *out, const char *key, const char *value, struct sqlembic_error *err)
{
	char *end = NULL;
	unsigned long seconds = strtoul(value, &end, 10);
	if (!sqlembic_is_digit(*value) || *end || seconds > 86400)
		return refuse_value(key, value, "a number of seconds, as 10", err);
	*out = (unsigned)seconds;
	return 0;
}

/* The value becomes part of a statement: only characters that a mode can have are accepted. */
static int set_sql_mode(struct mysqldb_target *t, const char *value, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (value[strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_, ")])
		return refuse_value("sql_mode", value, "names of modes with commas between", err);
	sqlembic_buf_printf(&sql, "SET SESSION sql_mode = '%s'", value);
	int rc = sql.failed ? sqlembic_fail_memory(err) : set_option(t, MYSQL_INIT_COMMAND, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* The client libraries pass over an option file that they cannot read. */
static int set_file(struct mysqldb_target *t, const struct parameter *p, const char *path,
		    struct sqlembic_error *err)
{
	if (access(path, R_OK) == 0)
		return set_option(t, p->option, path, err);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the file that the URL's %s names cannot be read: %s: %s",
			    p->key, path, strerror(errno));
	return sqlembic_fail_hint(err,
				  "correct %s in sqlalchemy.url, or let the user who runs the command "
				  "read that file",
				  p->key);
}

/* MariaDB's library passes over a version that it does not know. */
static int set_tls_version(struct mysqldb_target *t, const struct parameter *p, const char *value,
			   struct sqlembic_error *err)
{
	if (strncmp(value, "TLSv1", 5) == 0 && !value[strspn(value, "TLSv123., ")]) {
		(void)mysqldb_tls_set(t, p->tls, p->key, value, err);
		return set_option(t, p->option, value, err);
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's %s is \"%s\"", p->key, value);
	return sqlembic_fail_hint(err, "write %s=TLSv1.2,TLSv1.3", p->key);
}

static int set_port(struct mysqldb_target *t, const char *value, struct sqlembic_error *err)
{
	char *end = NULL;
	unsigned long port = strtoul(value, &end, 10);
	if (!sqlembic_is_digit(*value) || *end || port == 0 || port > 65535)
		return refuse_value("port", value, "a number from 1 to 65535", err);
	t->port = (unsigned)port;
	return 0;
}

/* Where the text of a parameter goes; NULL: it is none that is kept as it is. */
static char **text_of(struct mysqldb_target *t, enum kind kind)
{
	switch (kind) {
	case P_HOST:
		return &t->host;
	case P_USER:
		return &t->user;
	case P_PASSWORD:
		return &t->password;
	case P_DATABASE:
		return &t->database;
	case P_SOCKET:
		return &t->socket;
	case P_CHARSET:
		return &t->charset;
	default:
		return NULL;
	}
}

/* Of these a script has to say itself that it is written in them: where its statements end depends on it. */
static bool has_backslash_in_characters(const char *charset)
{
	static const char *const charsets[] = { "sjis", "cp932", "big5", "gbk", "gb18030" };
	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
		if (sqlembic_casecmp(charsets[i], charset) == 0)
			return true;
	}
	return false;
}

static int set_parameter(struct mysqldb_target *t, const struct parameter *p, const char *key,
			 const char *value, struct sqlembic_error *err)
{
	char **text = text_of(t, p->kind);
	if (p->kind == P_CHARSET && has_backslash_in_characters(value)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the URL says %s=%s, and scripts are read as UTF-8", key, value);
		return sqlembic_fail_hint(
			err,
			"leave that out of the URL, and begin a script that is not UTF-8 with: SET NAMES %s;",
			value);
	}
	if (p->kind == P_KEY && is_true(value))
		return 0;
	if (text)
		return keep(text, value) ? 0 : sqlembic_fail_memory(err);
	switch (p->kind) {
	case P_OPTION:
		return set_option(t, p->option, value, err);
	case P_FILE:
		return set_file(t, p, value, err);
	case P_PORT:
		return set_port(t, value, err);
	case P_CONNECT_TIMEOUT:
		return set_seconds(&t->connect_timeout_s, p->key, value, err);
	case P_LOCAL_INFILE:
		t->local_infile = is_true(value);
		return 0;
	case P_COMPRESS:
		t->compress = is_true(value);
		return 0;
	case P_SQL_MODE:
		return set_sql_mode(t, value, err);
	case P_TLS_VERSION:
		return set_tls_version(t, p, value, err);
	case P_TLS:
		return mysqldb_tls_set(t, p->tls, key, value, err);
	case P_TLS_OPTION:
		(void)mysqldb_tls_set(t, p->tls, key, value, err);
		return set_option(t, p->option, value, err);
	case P_KEY:
	case P_REFUSED:
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's parameter %s is not understood", key);
		return sqlembic_fail_hint(err, "%s", p->hint);
	default:
		return 0;
	}
}

static void warn_of(const struct sqlembic_connect *c, const char *key)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "the parameter \"%s\" of the URL is unknown and has no effect", key);
	if (c->notice && !text.failed)
		c->notice(c->payload, text.ptr);
	sqlembic_buf_release(&text);
}

/* The most explicit parameter comes last, in whatever order they are written: ssl_mode=REQUIRED beats ssl_ca=... . */
static int set_parameters(struct mysqldb_target *t, const struct sqlembic_connect *c,
			  struct sqlembic_error *err)
{
	for (int pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < c->url->nparams; i++) {
			const struct sqlembic_pair *pair = &c->url->params[i];
			const struct parameter *p = find_parameter(pair->key);
			int turn = p && p->kind == P_TLS ? mysqldb_tls_pass(p->tls) : 0;
			int rc = 0;
			if (turn != pass)
				continue;
			if (p)
				rc = set_parameter(t, p, pair->key, pair->value ? pair->value : "", err);
			else
				warn_of(c, pair->key);
			if (rc < 0)
				return rc;
		}
	}
	return 0;
}

static bool has_option(const struct mysqldb_target *t, enum mysql_option option)
{
	for (size_t i = 0; i < t->noptions; i++)
		if (t->options[i].option == option)
			return true;
	return false;
}

/* The client libraries use the host then, and drivers for Python the socket. */
static int refuse_two_places(const struct mysqldb_target *t, struct sqlembic_error *err)
{
	if (!t->socket || !t->host || sqlembic_casecmp(t->host, "localhost") == 0)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL names the host %s and the socket %s", t->host,
			    t->socket);
	return sqlembic_fail_hint(err,
				  "leave one of them out: mysql://user@%s/name, or "
				  "mysql://user@localhost/name?unix_socket=%s",
				  t->host, t->socket);
}

int mysqldb_target_init(struct mysqldb_target *out, const struct sqlembic_connect *c,
			struct sqlembic_error *err)
{
	const struct sqlembic_url *url = c->url;
	*out = (struct mysqldb_target){ .port = (unsigned)url->port };
	/* The library counts in seconds. */
	out->connect_timeout_s = (unsigned)((c->connect_timeout_ms + 999) / 1000);
	if (!keep(&out->host, url->host) || !keep(&out->user, url->user) ||
	    !keep(&out->password, url->password) || !keep(&out->database, url->database) ||
	    !keep(&out->charset, "utf8mb4") || !keep(&out->application, c->application))
		return sqlembic_fail_memory(err);
	int rc = set_parameters(out, c, err);
	if (rc == 0)
		rc = refuse_two_places(out, err);
	/* Option files fill in what the URL leaves open; a URL that leaves nothing open is not at their mercy. */
	if (has_option(out, MYSQL_READ_DEFAULT_FILE) || has_option(out, MYSQL_READ_DEFAULT_GROUP))
		out->option_files = false;
	else
		out->option_files = !out->user || !out->password || (!out->host && !out->socket);
	return rc;
}

void mysqldb_target_release(struct mysqldb_target *t)
{
	char **const texts[] = { &t->host,   &t->user,    &t->password,   &t->database,
				 &t->socket, &t->charset, &t->application };
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		free(*texts[i]);
		*texts[i] = NULL;
	}
	for (size_t i = 0; i < t->noptions; i++)
		free(t->options[i].text);
	t->noptions = 0;
}
