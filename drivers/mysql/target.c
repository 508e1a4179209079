/* target.c: from a URL to what connecting needs.  The query of the URL is read as the drivers of Python read
 * theirs (mysqlclient, pymysql, asyncmy, mariadbconnector), so that an application's URL works unchanged. */
#include "target.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum kind {
	P_IGNORE, /* means something to Python only, or is governed by our own settings */
	P_OPTION, /* handed to the client library as it is */
	P_SOCKET,
	P_CHARSET,
	P_CONNECT_TIMEOUT,
	P_LOCAL_INFILE,
	P_COMPRESS,
	P_SQL_MODE,
	P_SSL, /* ssl=true, as pymysql and mariadbconnector have it */
	P_SSL_MODE,
	P_SSL_CA, /* P_OPTION, and verification is asked for */
	P_SSL_VERIFY,
	P_SSL_IDENTITY,
	P_SSL_DISABLED
};

static const struct parameter {
	const char *key;
	enum kind kind;
	enum mysql_option option;
} parameters[] = {
	{ "unix_socket", P_SOCKET, 0 },
	{ "charset", P_CHARSET, 0 },
	{ "connect_timeout", P_CONNECT_TIMEOUT, 0 },
	{ "connection_timeout", P_CONNECT_TIMEOUT, 0 },
	{ "local_infile", P_LOCAL_INFILE, 0 },
	{ "allow_local_infile", P_LOCAL_INFILE, 0 },
	{ "compress", P_COMPRESS, 0 },
	{ "sql_mode", P_SQL_MODE, 0 },
	{ "init_command", P_OPTION, MYSQL_INIT_COMMAND },
	{ "read_default_file", P_OPTION, MYSQL_READ_DEFAULT_FILE },
	{ "default_file", P_OPTION, MYSQL_READ_DEFAULT_FILE },
	{ "read_default_group", P_OPTION, MYSQL_READ_DEFAULT_GROUP },
	{ "default_group", P_OPTION, MYSQL_READ_DEFAULT_GROUP },
	{ "plugin_dir", P_OPTION, MYSQL_PLUGIN_DIR },
	{ "default_auth", P_OPTION, MYSQL_DEFAULT_AUTH },
	{ "auth_plugin", P_OPTION, MYSQL_DEFAULT_AUTH },
	{ "server_public_key_path", P_OPTION, MYSQL_SERVER_PUBLIC_KEY },
	{ "ssl", P_SSL, 0 },
	{ "ssl_mode", P_SSL_MODE, 0 },
	{ "ssl_ca", P_SSL_CA, MYSQL_OPT_SSL_CA },
	{ "ssl_capath", P_SSL_CA, MYSQL_OPT_SSL_CAPATH },
	{ "ssl_cert", P_OPTION, MYSQL_OPT_SSL_CERT },
	{ "ssl_key", P_OPTION, MYSQL_OPT_SSL_KEY },
	{ "ssl_cipher", P_OPTION, MYSQL_OPT_SSL_CIPHER },
	{ "ssl_crl", P_OPTION, MYSQL_OPT_SSL_CRL },
	{ "tls_version", P_OPTION, MYSQL_OPT_TLS_VERSION },
	{ "tls_versions", P_OPTION, MYSQL_OPT_TLS_VERSION },
	{ "ssl_verify_cert", P_SSL_VERIFY, 0 },
	{ "ssl_verify_identity", P_SSL_IDENTITY, 0 },
	{ "ssl_check_hostname", P_SSL_IDENTITY, 0 },
	{ "ssl_disabled", P_SSL_DISABLED, 0 },
	{ "use_unicode", P_IGNORE, 0 },
	{ "use_pure", P_IGNORE, 0 },
	{ "autocommit", P_IGNORE, 0 },
	{ "binary_prefix", P_IGNORE, 0 },
	{ "client_flag", P_IGNORE, 0 },
	{ "buffered", P_IGNORE, 0 },
	{ "raise_on_warnings", P_IGNORE, 0 },
	{ "get_warnings", P_IGNORE, 0 },
	{ "collation", P_IGNORE, 0 },
	{ "auth_plugin_map", P_IGNORE, 0 },
	{ "max_allowed_packet", P_IGNORE, 0 },
	{ "program_name", P_IGNORE, 0 },
	{ "read_timeout", P_IGNORE, 0 },
	{ "write_timeout", P_IGNORE, 0 },
	{ "pool_name", P_IGNORE, 0 },
	{ "pool_size", P_IGNORE, 0 },
	{ "reconnect", P_IGNORE, 0 },
};

static const struct parameter *find_parameter(const char *key)
{
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (strcmp(parameters[i].key, key) == 0)
			return &parameters[i];
	return NULL;
}

static bool is_true(const char *value)
{
	return strcasecmp(value, "true") == 0 || strcasecmp(value, "yes") == 0 ||
	       strcasecmp(value, "on") == 0 || strcmp(value, "1") == 0;
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
	if (t->noptions == MYSQLDB_OPTIONS)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL has too many parameters");
	struct mysqldb_option *out = &t->options[t->noptions];
	out->option = option;
	out->text = strdup(text);
	if (!out->text)
		return sqlembic_fail_memory(err);
	t->noptions++;
	return 0;
}

static int set_ssl_mode(struct mysqldb_target *t, const char *value, struct sqlembic_error *err)
{
	static const char *const names[] = { "DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA",
					     "VERIFY_IDENTITY" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcasecmp(value, names[i]) == 0) {
			t->tls = MYSQLDB_TLS_DISABLED + (enum mysqldb_tls)i;
			return 0;
		}
	}
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's ssl_mode is \"%s\"", value);
	return sqlembic_fail_hint(err,
				  "use one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY");
}

static void at_least(struct mysqldb_target *t, enum mysqldb_tls tls)
{
	if (t->tls < tls)
		t->tls = tls;
}

static void verify_no_more_than(struct mysqldb_target *t, enum mysqldb_tls tls)
{
	if (t->tls > tls)
		t->tls = tls;
}

static int set_seconds(unsigned *out, const char *key, const char *value, struct sqlembic_error *err)
{
	char *end = NULL;
	unsigned long seconds = strtoul(value, &end, 10);
	if (!isdigit((unsigned char)*value) || *end || seconds > 86400)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's %s is no number of seconds: \"%s\"",
				     key, value);
	*out = (unsigned)seconds;
	return 0;
}

/* The value becomes part of a statement: only characters that a mode can have are accepted. */
static int set_sql_mode(struct mysqldb_target *t, const char *value, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (value[strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_, ")])
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the URL's sql_mode is \"%s\"", value);
	sqlembic_buf_printf(&sql, "SET SESSION sql_mode = '%s'", value);
	int rc = sql.failed ? sqlembic_fail_memory(err) : set_option(t, MYSQL_INIT_COMMAND, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

static int set_parameter(struct mysqldb_target *t, const struct parameter *p, const char *value,
			 struct sqlembic_error *err)
{
	switch (p->kind) {
	case P_IGNORE:
		break;
	case P_OPTION:
		return set_option(t, p->option, value, err);
	case P_SOCKET:
		return keep(&t->socket, value) ? 0 : sqlembic_fail_memory(err);
	case P_CHARSET:
		return keep(&t->charset, value) ? 0 : sqlembic_fail_memory(err);
	case P_CONNECT_TIMEOUT:
		return set_seconds(&t->connect_timeout_s, p->key, value, err);
	case P_LOCAL_INFILE:
		t->local_infile = is_true(value);
		break;
	case P_COMPRESS:
		t->compress = is_true(value);
		break;
	case P_SQL_MODE:
		return set_sql_mode(t, value, err);
	case P_SSL_MODE:
		return set_ssl_mode(t, value, err);
	case P_SSL:
		if (is_true(value))
			at_least(t, MYSQLDB_TLS_REQUIRED);
		else
			t->tls = MYSQLDB_TLS_DISABLED;
		break;
	case P_SSL_DISABLED:
		if (is_true(value))
			t->tls = MYSQLDB_TLS_DISABLED;
		else
			at_least(t, MYSQLDB_TLS_REQUIRED);
		break;
	case P_SSL_CA:
		at_least(t, MYSQLDB_TLS_VERIFY_IDENTITY);
		return set_option(t, p->option, value, err);
	case P_SSL_VERIFY:
	case P_SSL_IDENTITY: {
		bool identity = p->kind == P_SSL_IDENTITY;
		t->unverified = t->unverified || (!identity && !is_true(value));
		if (is_true(value))
			at_least(t, identity ? MYSQLDB_TLS_VERIFY_IDENTITY : MYSQLDB_TLS_VERIFY_CA);
		else
			verify_no_more_than(t, identity ? MYSQLDB_TLS_VERIFY_CA : MYSQLDB_TLS_REQUIRED);
		break;
	}
	}
	return 0;
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
			int turn = !p                                                     ? 0
				   : p->kind == P_SSL_MODE                                ? 2
				   : p->kind == P_SSL_VERIFY || p->kind == P_SSL_IDENTITY ? 1
											  : 0;
			int rc = 0;
			if (turn != pass)
				continue;
			if (p)
				rc = set_parameter(t, p, pair->value ? pair->value : "", err);
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
