/* url.c: takes database URLs apart.  It knows how SQLAlchemy writes them, and of no database in
 * particular. */
#include "config/url.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define BLANKS "\t\n\v\f\r "

/* host[:port][,host[:port] ...][/database][?query], as written. */
struct location {
	struct sqlembic_span host, database, query;
	int port;
};

static struct sqlembic_span span_of(const char *from, const char *to)
{
	return (struct sqlembic_span){ from, (size_t)(to - from) };
}

/* Reads "host" or "[host]"; NULL when it holds what a host name cannot hold. */
static const char *read_host(struct location *out, const char *text, const char *end)
{
	if (text < end && *text == '[') {
		const char *close = memchr(text, ']', (size_t)(end - text));
		if (!close)
			return NULL;
		out->host = span_of(text + 1, close);
		return close + 1;
	}
	const char *p = text;
	while (p < end && !strchr(":,/?@#[]&=\\" BLANKS, *p))
		p++;
	out->host = span_of(text, p);
	return p;
}

/* Reads ":port" if it is there; NULL when it is no port.  A colon with nothing behind it is allowed. */
static const char *read_port(struct location *out, const char *p, const char *end)
{
	out->port = 0;
	if (p == end || *p != ':')
		return p;
	for (p++; p < end && sqlembic_is_digit(*p); p++) {
		out->port = out->port * 10 + (*p - '0');
		if (out->port > 65535)
			return NULL;
	}
	return p == end || strchr("/?,", *p) ? p : NULL;
}

/* Reads ",host:port ..." behind the first one: the host is the whole list then, and has no port of its own. */
static const char *read_more_hosts(struct location *out, const char *text, const char *p, const char *end)
{
	while (p && p < end && *p == ',') {
		p = read_host(out, p + 1, end);
		p = p && out->host.len ? read_port(out, p, end) : NULL;
		if (p)
			out->host = span_of(text, p);
		out->port = 0;
	}
	return p;
}

/* Every key of a query must look like one: this is how a "?" inside a password is told from a query. */
static bool has_sane_keys(struct sqlembic_span query)
{
	bool in_key = true;
	for (size_t i = 0; i < query.len; i++) {
		const char c = query.ptr[i];
		if (c == '&')
			in_key = true;
		else if (c == '=')
			in_key = false;
		else if (in_key && !sqlembic_is_alphanumeric(c) && !strchr("_-.%+", c))
			return false;
	}
	return true;
}

/* Reads what follows the user part.  Returns NULL, or why it cannot be that. */
static const char *read_location(struct location *out, const char *text, const char *end, bool has_user)
{
	const char *p = read_host(out, text, end);
	if (!p)
		return "the address has no closing \"]\"";
	p = read_port(out, p, end);
	if (!p)
		return "the port is not a number up to 65535 (an IPv6 address stands in [brackets])";
	p = read_more_hosts(out, text, p, end);
	if (!p)
		return "the list of hosts is not host:port,host:port";
	if (p < end && *p != '/' && *p != '?')
		return "the host name holds a character that it cannot hold";
	const char *question = memchr(p, '?', (size_t)(end - p));
	const char *path_end = question ? question : end;
	out->database = p < path_end ? span_of(p + 1, path_end) : span_of(p, p);
	out->query = question ? span_of(question + 1, end) : span_of(end, end);
	/* sqlite:///a@b.db has neither user nor host, so that its "@" can only be the path's. */
	bool is_file = !has_user && *text == '/';
	if (!is_file && memchr(out->database.ptr, '@', out->database.len))
		return "the database name holds an \"@\"";
	if (!has_sane_keys(out->query))
		return "the query is not a list of key=value";
	return NULL;
}

/* Whether user:12?k=v@host/db may be meant, with "12?k=v" the password, where a host with its port and a query was read.
 * An "@" in the value of a user or a password is usual, and so is one with nothing like a path behind it. */
static bool may_be_password(const struct location *where)
{
	const char *query = where->query.ptr, *end = query + where->query.len;
	const char *at = memrchr(query, '@', where->query.len);
	if (!where->port || !at)
		return false;
	const char *pair = memrchr(query, '&', (size_t)(at - query));
	pair = pair ? pair + 1 : query;
	if (strncmp(pair, "user=", 5) == 0 || strncmp(pair, "password=", 9) == 0)
		return false;
	return where->database.len == 0 || memchr(at, '/', (size_t)(end - at));
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A percent-decoded copy; with `plus`, "+" is a blank. */
static const char *decode(struct arena *arena, struct sqlembic_span text, bool plus)
{
	char *out = arena_copy(arena, text.ptr, text.len);
	if (!out)
		return NULL;
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len && text.ptr[i] == '%' ? hex_digit(text.ptr[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text.ptr[i + 2]) : -1;
		if (low >= 0) {
			out[n++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[n++] = plus && text.ptr[i] == '+' ? ' ' : text.ptr[i];
		}
	}
	out[n] = '\0';
	return out;
}

/* The scheme's length in front of "://"; 0 when there is none. */
static size_t scheme_length(const char *text)
{
	size_t n = 0;
	while (sqlembic_is_alphanumeric(text[n]) || (text[n] && strchr("+-._", text[n])))
		n++;
	return sqlembic_is_ascii_letter(text[0]) && strncmp(text + n, "://", 3) == 0 ? n : 0;
}

static int read_scheme(struct sqlembic_url *out, struct arena *arena, const char *text, size_t n,
		       struct sqlembic_error *err)
{
	const char *plus = memchr(text, '+', n);
	char *dialect = arena_copy(arena, text, plus ? (size_t)(plus - text) : n);
	if (!dialect)
		return sqlembic_fail_memory(err);
	for (char *p = dialect; *p; p++)
		*p = sqlembic_lower(*p);
	out->dialect = dialect;
	return 0;
}

static int read_query(struct sqlembic_url *out, struct arena *arena, struct sqlembic_span query,
		      struct sqlembic_error *err)
{
	size_t most = 1;
	for (size_t i = 0; i < query.len; i++)
		most += query.ptr[i] == '&';
	struct sqlembic_pair *params = arena_alloc(arena, most, sizeof(*params));
	if (!params)
		return sqlembic_fail_memory(err);
	out->params = params;
	const char *end = query.ptr + query.len;
	for (const char *p = query.ptr; p < end; p++) {
		const char *stop = memchr(p, '&', (size_t)(end - p));
		stop = stop ? stop : end;
		const char *equals = memchr(p, '=', (size_t)(stop - p));
		if (stop > p && equals != p) {
			struct sqlembic_pair *pair = &params[out->nparams++];
			pair->key = decode(arena, span_of(p, equals ? equals : stop), true);
			pair->value = decode(arena, span_of(equals ? equals + 1 : stop, stop), true);
			if (!pair->key || !pair->value)
				return sqlembic_fail_memory(err);
		}
		p = stop;
	}
	return 0;
}

static int read_user(struct sqlembic_url *out, struct arena *arena, struct sqlembic_span user,
		     struct sqlembic_error *err)
{
	const char *end = user.ptr + user.len;
	const char *colon = memchr(user.ptr, ':', user.len);
	out->user = decode(arena, span_of(user.ptr, colon ? colon : end), false);
	out->password = colon ? decode(arena, span_of(colon + 1, end), false) : NULL;
	if (!out->user || (colon && !out->password))
		return sqlembic_fail_memory(err);
	if (!*out->user)
		out->user = NULL;
	return 0;
}

static int read_parts(struct sqlembic_url *out, struct arena *arena, const struct location *where,
		      bool is_file, struct sqlembic_error *err)
{
	out->port = where->port;
	if (where->host.len) {
		out->host = decode(arena, where->host, false);
		if (!out->host)
			return sqlembic_fail_memory(err);
	}
	if (where->database.len) {
		out->database = is_file ? arena_copy(arena, where->database.ptr, where->database.len)
					: decode(arena, where->database, false);
		if (!out->database)
			return sqlembic_fail_memory(err);
	}
	return read_query(out, arena, where->query, err);
}

/* Decoded, it would cut the string that it stands in. */
static bool holds_nul(const char *text, const char *end)
{
	for (; end - text >= 3; text++) {
		if (strncmp(text, "%00", 3) == 0)
			return true;
	}
	return false;
}

int url_parse(struct sqlembic_url *out, struct arena *arena, const char *text, struct sqlembic_error *err)
{
	*out = (struct sqlembic_url){ 0 };
	text += strspn(text, BLANKS);
	const char *end = text + strlen(text);
	while (end > text && strchr(BLANKS, end[-1]))
		end--;
	size_t n = scheme_length(text);
	if (n == 0 || holds_nul(text, end)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the database URL %s",
				    n ? "holds a NUL byte (%00)"
				      : "does not begin with a scheme and \"://\"");
		(void)sqlembic_fail_hint(err, "write it as postgresql://user:password@host:port/database "
					      "or sqlite:///file.db");
		return SQLEMBIC_E_FAILED;
	}
	const char *rest = text + n + 3, *at = NULL;
	struct location where;
	const char *why = read_location(&where, rest, end, false);
	for (const char *p = rest; why && (p = memchr(p, '@', (size_t)(end - p))); p++) {
		at = p;
		why = read_location(&where, p + 1, end, true);
	}
	if (!why && !at && may_be_password(&where))
		why = "it may be a port and a query, or a password, that stands behind the first colon";
	if (why) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the database URL cannot be read: %s", why);
		(void)sqlembic_fail_hint(err, "percent-encode special characters of the password "
					      "(@ is %%40, / is %%2F, ? is %%3F)");
		return SQLEMBIC_E_FAILED;
	}
	int rc = read_scheme(out, arena, text, n, err);
	if (rc == 0 && at)
		rc = read_user(out, arena, span_of(rest, at), err);
	if (rc == 0)
		rc = read_parts(out, arena, &where, !at && *rest == '/', err);
	return rc;
}

void url_encode(struct sqlembic_buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (sqlembic_is_alphanumeric(c) || strchr("-._~", c))
			sqlembic_buf_putc(out, (char)c);
		else
			sqlembic_buf_printf(out, "%%%02X", c);
	}
}

bool url_encodes_after(const char *prefix)
{
	const char *colon = strstr(prefix, "://");
	if (!colon)
		return false;
	return colon[3] != '/' || sqlembic_ncasecmp(prefix, "sqlite", 6) != 0 || strchr(colon + 3, '?');
}

static void list_schemes(struct sqlembic_buf *out)
{
	for (const struct sqlembic_engine *engine = sqlembic_engines; engine->name; engine++) {
		for (const char *const *scheme = engine->schemes; *scheme; scheme++)
			sqlembic_buf_printf(out, "%s%s", out->len ? ", " : "", *scheme);
	}
}

const struct sqlembic_engine *url_engine(const struct sqlembic_url *url, struct sqlembic_error *err)
{
	for (const struct sqlembic_engine *engine = sqlembic_engines; engine->name; engine++) {
		for (const char *const *scheme = engine->schemes; *scheme; scheme++) {
			if (strcmp(*scheme, url->dialect) == 0)
				return engine;
		}
	}
	struct sqlembic_buf known = SQLEMBIC_BUF_INIT;
	list_schemes(&known);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "unknown scheme \"%s\" in the database URL",
			    url->dialect);
	(void)sqlembic_fail_hint(err, "known schemes are %s", sqlembic_buf_text(&known));
	sqlembic_buf_release(&known);
	return NULL;
}
