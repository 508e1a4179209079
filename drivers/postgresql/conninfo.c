/* conninfo.c: from a URL, as SQLAlchemy and the Python drivers write it, to libpq's parameters.  What a URL does not
 * say is left to libpq: PG* variables, service and password files. */
#include "conninfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Of the application's Python drivers; without a meaning here. */
static const char *const python_parameters[] = {
	"async_fallback",
	"autocommit",
	"command_timeout",
	"cursor_factory",
	"direct_tls",
	"max_cacheable_statement_size",
	"max_cached_statement_lifetime",
	"prepare_threshold",
	"prepared_statement_cache_size",
	"prepared_statement_name_func",
	"row_factory",
	"server_settings",
	"ssl_context",
	"statement_cache_size",
	"tcp_keepalive",
};

static bool is_python_parameter(const char *key)
{
	for (size_t i = 0; i < sizeof(python_parameters) / sizeof(python_parameters[0]); i++)
		if (strcmp(key, python_parameters[i]) == 0)
			return true;
	return false;
}

static bool is_keyword(const PQconninfoOption *options, const char *key)
{
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (strcmp(o->keyword, key) == 0)
			return true;
	return false;
}

void postgres_conninfo_set(struct postgres_conninfo *info, const char *keyword, const char *value)
{
	size_t i = 0;
	while (info->keywords[i] && strcmp(info->keywords[i], keyword) != 0)
		i++;
	info->keywords[i] = keyword;
	info->values[i] = value;
}

static const char *get(const struct postgres_conninfo *info, const char *keyword)
{
	for (size_t i = 0; info->keywords[i]; i++)
		if (strcmp(info->keywords[i], keyword) == 0)
			return info->values[i];
	return NULL;
}

static void set_default(struct postgres_conninfo *info, const char *keyword, const char *value)
{
	if (!get(info, keyword))
		postgres_conninfo_set(info, keyword, value);
}

/* Keeps what a buffer holds, and empties it. */
static const char *keep(struct postgres_conninfo *info, struct sqlembic_buf *buf)
{
	if (!buf->ptr)
		sqlembic_buf_puts(buf, "");
	if (buf->failed || info->nmade == POSTGRES_MADE) {
		info->failed = true;
		sqlembic_buf_release(buf);
		return "";
	}
	char *text = buf->ptr;
	info->made[info->nmade++] = text;
	*buf = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
	return text;
}

/* One host of a list; "name:port" sets its port, too, unless it is a directory or an IPv6 address. */
static void add_host(struct sqlembic_buf *hosts, struct sqlembic_buf *ports, bool *has_port, const char *host,
		     size_t n)
{
	const char *close = *host == '[' ? memchr(host, ']', n) : NULL;
	const char *colon = memchr(close ? close : host, ':', close ? n - (size_t)(close - host) : n);
	bool port = colon && *host != '/' && !memchr(colon + 1, ':', n - (size_t)(colon + 1 - host));
	if (hosts->ptr) {
		sqlembic_buf_putc(hosts, ',');
		sqlembic_buf_putc(ports, ',');
	}
	if (close)
		sqlembic_buf_add(hosts, host + 1, (size_t)(close - host) - 1);
	else
		sqlembic_buf_add(hosts, host, port ? (size_t)(colon - host) : n);
	sqlembic_buf_add(ports, port ? colon + 1 : "", port ? n - (size_t)(colon + 1 - host) : 0);
	*has_port = *has_port || port;
}

static void add_hosts(struct sqlembic_buf *hosts, struct sqlembic_buf *ports, bool *has_port,
		      const char *list)
{
	for (const char *p = list;; p++) {
		size_t n = strcspn(p, ",");
		add_host(hosts, ports, has_port, p, n);
		p += n;
		if (!*p)
			break;
	}
}

/* ?host=a:5432&host=b:5433 and ?host=a,b&port=5432,5433 are the two ways of SQLAlchemy, a:5432,b:5433 in front of the
 * database is libpq's. */
static void set_hosts(struct postgres_conninfo *info, const struct sqlembic_url *url)
{
	struct sqlembic_buf hosts = SQLEMBIC_BUF_INIT, ports = SQLEMBIC_BUF_INIT;
	bool has_port = false, given = false;
	for (size_t i = 0; i < url->nparams; i++) {
		if (strcmp(url->params[i].key, "host") != 0)
			continue;
		given = true;
		add_hosts(&hosts, &ports, &has_port, url->params[i].value);
	}
	if (!given && url->host && strchr(url->host, ',')) {
		given = true;
		add_hosts(&hosts, &ports, &has_port, url->host);
	}
	if (given)
		postgres_conninfo_set(info, "host", keep(info, &hosts));
	if (given && has_port)
		postgres_conninfo_set(info, "port", keep(info, &ports));
	sqlembic_buf_release(&hosts);
	sqlembic_buf_release(&ports);
}

/* asyncpg's ssl= is libpq's sslmode, or a boolean. */
static const char *ssl_mode(const char *value)
{
	static const char *const yes[] = { "true", "1", "on", "yes" }, *const no[] = { "false", "0", "off",
										       "no" };
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		if (strcasecmp(value, yes[i]) == 0)
			return "require";
		if (strcasecmp(value, no[i]) == 0)
			return "disable";
	}
	return value;
}

/* pg8000's unix_sock=/directory/.s.PGSQL.5432 is libpq's directory and port. */
static void set_socket(struct postgres_conninfo *info, const char *path)
{
	struct sqlembic_buf directory = SQLEMBIC_BUF_INIT;
	const char *name = strstr(path, "/.s.PGSQL.");
	sqlembic_buf_add(&directory, path, name ? (size_t)(name - path) : strlen(path));
	postgres_conninfo_set(info, "host", keep(info, &directory));
	if (name)
		postgres_conninfo_set(info, "port", name + strlen("/.s.PGSQL."));
}

static void warn(const struct sqlembic_connect *c, const char *key)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "the parameter \"%s\" of the URL is not known and has no effect", key);
	if (c->notice && !text.failed)
		c->notice(c->payload, text.ptr);
	sqlembic_buf_release(&text);
}

static int set_parameter(struct postgres_conninfo *info, const struct sqlembic_connect *c,
			 const PQconninfoOption *options, const struct sqlembic_pair *pair,
			 struct sqlembic_error *err)
{
	const char *key = pair->key, *value = pair->value;
	if (strcmp(key, "host") == 0 || strcmp(key, "client_encoding") == 0 ||
	    strcmp(key, "replication") == 0 || is_python_parameter(key))
		return 0;
	if (strcmp(key, "ssl") == 0)
		postgres_conninfo_set(info, "sslmode", ssl_mode(value));
	else if (strcmp(key, "unix_sock") == 0)
		set_socket(info, value);
	else if (strcmp(key, "timeout") == 0)
		set_default(info, "connect_timeout", value);
	else if (is_keyword(options, key))
		postgres_conninfo_set(info, key, value);
	else if (strncmp(key, "ssl", 3) == 0)
		/* Misspelt, it must not quietly mean "not encrypted". */
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the parameter \"%s\" of %s is not known", key,
				     c->masked_url);
	else
		warn(c, key);
	return 0;
}

/* The time limit is ours to watch, in milliseconds; a limit in the URL is nearer to the database than the one of
 * the configuration, which has a default. */
static int read_timeout(struct postgres_conninfo *info, const struct sqlembic_connect *c,
			struct sqlembic_error *err)
{
	const char *text = get(info, "connect_timeout");
	info->connect_timeout_ms = c->connect_timeout_ms;
	if (!text || !*text)
		return 0;
	char *end;
	double seconds = strtod(text, &end);
	if (*end || !(seconds < 1e6))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "connect_timeout=%s in %s is no number of seconds", text, c->masked_url);
	info->connect_timeout_ms = seconds > 0 ? (long)(seconds * 1000) : 0;
	postgres_conninfo_set(info, "connect_timeout", "0");
	return 0;
}

static int fill(struct postgres_conninfo *info, const struct sqlembic_connect *c,
		const PQconninfoOption *options, struct sqlembic_error *err)
{
	const struct sqlembic_url *url = c->url;
	struct sqlembic_buf port = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (url->user)
		postgres_conninfo_set(info, "user", url->user);
	if (url->password)
		postgres_conninfo_set(info, "password", url->password);
	if (url->host)
		postgres_conninfo_set(info, "host", url->host);
	if (url->database)
		postgres_conninfo_set(info, "dbname", url->database);
	if (url->port) {
		sqlembic_buf_printf(&port, "%d", url->port);
		postgres_conninfo_set(info, "port", keep(info, &port));
	}
	set_hosts(info, url);
	for (size_t i = 0; i < url->nparams && rc == 0; i++)
		rc = set_parameter(info, c, options, &url->params[i], err);
	/* Firewalls forget connections that are silent, and a long ALTER TABLE is. */
	set_default(info, "keepalives_idle", "60");
	set_default(info, "keepalives_interval", "10");
	set_default(info, "keepalives_count", "6");
	set_default(info, "fallback_application_name", c->application ? c->application : "sqlembic");
	postgres_conninfo_set(info, "client_encoding", "UTF8");
	return rc < 0 ? rc : read_timeout(info, c, err);
}

int postgres_conninfo_make(struct postgres_conninfo *out, const struct sqlembic_connect *connect,
			   struct sqlembic_error *err)
{
	size_t most = connect->url->nparams * 2 + 16;
	*out = (struct postgres_conninfo){ 0 };
	out->keywords = calloc(most, sizeof(*out->keywords));
	out->values = calloc(most, sizeof(*out->values));
	PQconninfoOption *options = PQconndefaults();
	int rc = 0;
	if (!out->keywords || !out->values || !options)
		rc = sqlembic_fail_memory(err);
	else if ((rc = fill(out, connect, options, err)) == 0 && out->failed)
		rc = sqlembic_fail_memory(err);
	PQconninfoFree(options);
	if (rc < 0)
		postgres_conninfo_release(out);
	return rc;
}

void postgres_conninfo_release(struct postgres_conninfo *info)
{
	for (size_t i = 0; i < info->nmade; i++)
		free(info->made[i]);
	free((void *)info->keywords);
	free((void *)info->values);
	*info = (struct postgres_conninfo){ 0 };
}
