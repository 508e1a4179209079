/* conninfo.c: from a URL, as SQLAlchemy and the Python drivers write it, to libpq's parameters.  What a URL does not
 * say is left to libpq: PG* variables, service and password files. */
#include "conninfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "parameter.h"
#include "sqlembic/text.h"

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

static const char *default_of(const PQconninfoOption *options, const char *keyword)
{
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (strcmp(o->keyword, keyword) == 0)
			return o->val;
	return NULL;
}

static void note_setting(struct sqlembic_buf *out, const char *name, const char *value, const char *is_local)
{
	sqlembic_buf_printf(out, ", pg_catalog.set_config('%s', ", name);
	sqlembic_buf_quote(out, value, '\'');
	sqlembic_buf_printf(out, ", %s)", is_local);
}

/* Adds "-c name=value" to the options that the server gets with the connection, so that RESET gives them back, too; those
 * of PGOPTIONS stay.  A blank or backslash in the value needs a backslash. */
static void set_setting(struct postgres_conninfo *info, const PQconninfoOption *options, const char *name,
			const char *value, bool is_name)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, quoted = SQLEMBIC_BUF_INIT;
	const char *before = get(info, "options");
	if (!info->local.len)
		info->other_options = before;
	before = before ? before : default_of(options, "options");
	if (is_name)
		sqlembic_buf_quote(&quoted, value, '"');
	else
		sqlembic_buf_puts(&quoted, value);
	sqlembic_buf_printf(&text, "%s%s-c %s=", before ? before : "", before && *before ? " " : "", name);
	for (const char *p = sqlembic_buf_text(&quoted); *p; p++) {
		if (*p == '\\' || strchr(" \t\r\n", *p))
			sqlembic_buf_putc(&text, '\\');
		sqlembic_buf_putc(&text, *p);
	}
	note_setting(&info->local, name, sqlembic_buf_text(&quoted), "true");
	note_setting(&info->lasting, name, sqlembic_buf_text(&quoted), "false");
	if (strcmp(name, "search_path") == 0) {
		sqlembic_buf_clear(&info->path);
		sqlembic_buf_puts(&info->path, sqlembic_buf_text(&quoted));
	}
	text.failed = text.failed || quoted.failed || info->local.failed || info->lasting.failed ||
		      info->path.failed;
	sqlembic_buf_release(&quoted);
	postgres_conninfo_set(info, "options", keep(info, &text));
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

static int refuse(const struct sqlembic_connect *c, const char *key, const char *spelling,
		  struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the parameter \"%s\" of %s is not known", key,
			    c->masked_url);
	return sqlembic_fail_hint(err, "%s", spelling);
}

static int set_limit(long *out, const struct sqlembic_connect *c, const struct sqlembic_pair *pair,
		     struct sqlembic_error *err)
{
	if (postgres_parameter_time(out, pair->value))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s=%s in %s is no time such as 5000, 5s or 2min",
			    pair->key, pair->value, c->masked_url);
	return sqlembic_fail_hint(err, "correct %s in sqlalchemy.url", pair->key);
}

static int set_ssl_mode(struct postgres_conninfo *info, const struct sqlembic_connect *c,
			const struct sqlembic_pair *pair, struct sqlembic_error *err)
{
	const char *mode = postgres_parameter_ssl_mode(pair->value, strcmp(pair->key, "sslmode") != 0);
	postgres_conninfo_set(info, "sslmode", mode ? mode : "");
	if (mode)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s=%s in %s is not understood", pair->key, pair->value,
			    c->masked_url);
	return sqlembic_fail_hint(err,
				  "write sslmode=disable, allow, prefer, require, verify-ca or verify-full");
}

/* Before libpq 16 it is a file of this name, and one that is missing means that nothing is verified. */
static int check_authority(const struct sqlembic_pair *pair, struct sqlembic_error *err)
{
	if (strcmp(pair->key, "sslrootcert") != 0 || strcmp(pair->value, "system") != 0 ||
	    PQlibVersion() >= 160000)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "sslrootcert=system needs libpq 16; this is libpq %d",
			    PQlibVersion() / 10000);
	return sqlembic_fail_hint(err, "write sslmode=verify-full&sslrootcert=FILE; on Debian FILE is "
				       "/etc/ssl/certs/ca-certificates.crt");
}

static int set_parameter(struct postgres_conninfo *info, const struct sqlembic_connect *c,
			 const PQconninfoOption *options, const struct sqlembic_pair *pair,
			 struct sqlembic_error *err)
{
	const char *key = pair->key, *value = pair->value;
	const struct postgres_parameter meaning = postgres_parameter_meaning(key, is_keyword(options, key));
	switch (meaning.kind) {
	case POSTGRES_PARAMETER_KEYWORD:
		postgres_conninfo_set(info, key, value);
		return check_authority(pair, err);
	case POSTGRES_PARAMETER_SSL:
		return set_ssl_mode(info, c, pair, err);
	case POSTGRES_PARAMETER_SOCKET:
		set_socket(info, value);
		break;
	case POSTGRES_PARAMETER_TIMEOUT:
		set_default(info, "connect_timeout", value);
		break;
	case POSTGRES_PARAMETER_SETTING:
		set_setting(info, options, meaning.text, value, meaning.is_name);
		break;
	case POSTGRES_PARAMETER_STATEMENT_TIMEOUT:
		return set_limit(&info->statement_timeout_ms, c, pair, err);
	case POSTGRES_PARAMETER_LOCK_TIMEOUT:
		return set_limit(&info->lock_timeout_ms, c, pair, err);
	case POSTGRES_PARAMETER_REFUSED:
		return refuse(c, key, meaning.text, err);
	case POSTGRES_PARAMETER_UNKNOWN:
		warn(c, key);
		break;
	case POSTGRES_PARAMETER_NOTHING:
		break;
	}
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
	double seconds = postgres_parameter_number(text, &end);
	if (*end || !(seconds < 1e6)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "connect_timeout=%s in %s is no number of seconds", text, c->masked_url);
		return sqlembic_fail_hint(err, "correct connect_timeout in sqlalchemy.url");
	}
	info->connect_timeout_ms = seconds > 0 ? (long)(seconds * 1000) : 0;
	postgres_conninfo_set(info, "connect_timeout", "0");
	return 0;
}

/* Nobody has asked for GSSAPI encryption: to look for it loads a library and its configuration, and on TCP costs a round
 * trip.  A service file may ask, and is not read here. */
static void skip_gss(struct postgres_conninfo *info, const PQconninfoOption *options)
{
	const char *service = default_of(options, "service");
	if (get(info, "service") || (service && *service))
		return;
	for (const PQconninfoOption *o = options; o->keyword; o++) {
		bool is_untouched = !o->val || (o->compiled && strcmp(o->val, o->compiled) == 0);
		if (strcmp(o->keyword, "gssencmode") == 0 && is_untouched)
			set_default(info, "gssencmode", "disable");
	}
}

/* Of several hosts the one that takes writes is meant, where nobody has said otherwise. */
static void choose_writer(struct postgres_conninfo *info, const PQconninfoOption *options)
{
	const char *host = get(info, "host"), *address = get(info, "hostaddr");
	const char *wanted = default_of(options, "target_session_attrs");
	host = host ? host : default_of(options, "host");
	address = address ? address : default_of(options, "hostaddr");
	const char *list = host ? host : address;
	info->wants_writer = list && strchr(list, ',') && !get(info, "target_session_attrs") &&
			     (!wanted || strcmp(wanted, "any") == 0);
	if (info->wants_writer)
		postgres_conninfo_set(info, "target_session_attrs", "read-write");
}

/* The search_path of the URL goes on behind the schema of the tenant. */
static void set_schema(struct postgres_conninfo *info, const struct sqlembic_connect *c,
		       const PQconninfoOption *options)
{
	struct sqlembic_buf path = SQLEMBIC_BUF_INIT;
	sqlembic_buf_quote(&path, c->schema, '"');
	sqlembic_buf_printf(&path, ",%s", info->path.len > 0 ? info->path.ptr : "public");
	info->failed = info->failed || path.failed;
	set_setting(info, options, "search_path", sqlembic_buf_text(&path), false);
	sqlembic_buf_release(&path);
}

/* The setting of an option that a parameter of the URL can say, too; NULL: none can. */
static const char *setting_of(const struct postgres_option *option)
{
	if (!option->name)
		return NULL;
	const struct postgres_parameter meaning = postgres_parameter_meaning(option->name, false);
	const bool is_same = meaning.kind == POSTGRES_PARAMETER_SETTING &&
			     sqlembic_casecmp(meaning.text, option->name) == 0;
	return is_same ? meaning.text : NULL;
}

/* What the options say and parameters could is taken as if these did: poolers refuse options, or drop them. */
static void take_options(struct postgres_conninfo *info, const PQconninfoOption *options, const char *given)
{
	struct postgres_option option = { 0 };
	struct sqlembic_buf others = SQLEMBIC_BUF_INIT;
	size_t n = 0;
	for (const char *p = given; postgres_option_next(&option, &p);) {
		if (setting_of(&option) && n++ < POSTGRES_MADE / 2)
			continue;
		sqlembic_buf_puts(&others, others.len ? " " : "");
		sqlembic_buf_add(&others, option.raw.ptr, option.raw.len);
	}
	postgres_conninfo_set(info, "options", keep(info, &others));
	n = 0;
	for (const char *p = given; postgres_option_next(&option, &p);) {
		const char *setting = setting_of(&option);
		if (setting && n++ < POSTGRES_MADE / 2)
			set_setting(info, options, setting, option.value, false);
	}
	info->failed = info->failed || option.text.failed;
	postgres_option_release(&option);
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
	const char *given = NULL;
	for (size_t i = 0; i < url->nparams; i++)
		if (strcmp(url->params[i].key, "options") == 0)
			given = url->params[i].value;
	if (given)
		take_options(info, options, given);
	for (size_t i = 0; i < url->nparams && rc == 0; i++)
		rc = set_parameter(info, c, options, &url->params[i], err);
	if (c->schema)
		set_schema(info, c, options);
	skip_gss(info, options);
	choose_writer(info, options);
	/* Firewalls forget connections that are silent, and a long ALTER TABLE is. */
	set_default(info, "keepalives_idle", "60");
	set_default(info, "keepalives_interval", "10");
	set_default(info, "keepalives_count", "6");
	set_default(info, "fallback_application_name", c->application ? c->application : "sqlembic");
	postgres_conninfo_set(info, "client_encoding", "UTF8");
	given = get(info, "options");
	info->has_statement_timeout = given && strstr(given, "statement_timeout");
	return rc < 0 ? rc : read_timeout(info, c, err);
}

int postgres_conninfo_make(struct postgres_conninfo *out, const struct sqlembic_connect *connect,
			   struct sqlembic_error *err)
{
	size_t most = connect->url->nparams * 2 + 24;
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
	sqlembic_buf_release(&info->local);
	sqlembic_buf_release(&info->lasting);
	sqlembic_buf_release(&info->path);
	free((void *)info->keywords);
	free((void *)info->values);
	*info = (struct postgres_conninfo){ 0 };
}
