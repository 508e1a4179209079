/* interpolate.c: replaces references in a value.  The scope finds the values. */
#include "config/interpolate.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "config/url.h"

#define DEPTH_MAX 10
/* Ten levels of references that double, or worse, at each would otherwise never end. */
#define REFERENCES_MAX 10000
#define LENGTH_MAX     ((size_t)16 << 20)
#define NAME_START     "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
#define NAME_CHARS     NAME_START "0123456789"

struct expansion {
	struct sqlembic_buf *out;
	const struct interpolate_scope *scope;
	struct sqlembic_error *err;
	size_t *references; /* followed so far */
};

static int expand(const struct expansion *e, const char *text, const char *end, int depth);

static int fail(const struct expansion *e, const char *message, const char *hint)
{
	(void)sqlembic_fail(e->err, SQLEMBIC_E_FAILED, "%s", message);
	(void)sqlembic_fail_hint(e->err, "%s", hint);
	return SQLEMBIC_E_FAILED;
}

static int count_reference(const struct expansion *e)
{
	if (++*e->references <= REFERENCES_MAX && e->out->len <= LENGTH_MAX)
		return 0;
	return fail(e, "the references of the value lead to too many others, or to too long a text",
		    "write the value out");
}

/* Inserts the value of the key `name`. */
static int expand_key(const struct expansion *e, const char *name, int depth)
{
	bool literal = false;
	int rc = count_reference(e);
	if (rc < 0)
		return rc;
	const char *value = e->scope->key(e->scope->payload, name, &literal);
	if (!value) {
		(void)sqlembic_fail(e->err, SQLEMBIC_E_FAILED, "%%(%s)s names a key that does not exist",
				    name);
		(void)sqlembic_fail_hint(e->err, "set %s in the same section or in [DEFAULT]", name);
		return SQLEMBIC_E_FAILED;
	}
	if (literal) {
		sqlembic_buf_puts(e->out, value);
		return 0;
	}
	if (depth == DEPTH_MAX)
		return sqlembic_fail(e->err, SQLEMBIC_E_FAILED,
				     "%%(%s)s goes more than %d references deep, or refers to itself", name,
				     DEPTH_MAX);
	return expand(e, value, value + strlen(value), depth + 1);
}

/* "%" and what follows; *text is moved behind it. */
static int expand_percent(const struct expansion *e, const char **text, const char *end, int depth)
{
	const char *p = *text + 1;
	if (p < end && *p == '%') {
		sqlembic_buf_putc(e->out, '%');
		*text = p + 1;
		return 0;
	}
	if (p >= end || *p != '(')
		return fail(e, "a \"%\" that is neither \"%%\" nor the beginning of \"%(key)s\"",
			    "write %% for a percent sign");
	const char *close = memchr(p, ')', (size_t)(end - p));
	if (!close || close + 1 >= end || close[1] != 's')
		return fail(e, "\"%(\" without \")s\" behind it", "write %% for a percent sign");
	char *name = strndup(p + 1, (size_t)(close - p) - 1);
	if (!name)
		return sqlembic_fail_memory(e->err);
	int rc = expand_key(e, name, depth);
	free(name);
	*text = close + 2;
	return rc;
}

/* The "}" that ends what was opened before `p`, or NULL. */
static const char *closing_brace(const char *p, const char *end)
{
	int open = 1;
	for (; p < end; p++) {
		if (p[0] == '$' && p + 1 < end && p[1] == '{')
			open++;
		else if (*p == '}' && --open == 0)
			return p;
	}
	return NULL;
}

static void add_variable(const struct expansion *e, const char *value)
{
	if (e->scope->is_url && url_encodes_after(sqlembic_buf_text(e->out)))
		url_encode(e->out, value);
	else
		sqlembic_buf_puts(e->out, value);
}

static int fail_unset(const struct expansion *e, const char *name, const char *message, const char *end)
{
	if (message)
		(void)sqlembic_fail(e->err, SQLEMBIC_E_FAILED, "variable %s is not set: %.*s", name,
				    (int)(end - message), message);
	else
		(void)sqlembic_fail(e->err, SQLEMBIC_E_FAILED, "variable %s is not set", name);
	(void)sqlembic_fail_hint(e->err, "set %s in the environment, or give -x %s=VALUE", name, name);
	return SQLEMBIC_E_FAILED;
}

/* ${name}, with the operator that begins at `rest` and ends before `end`: "", ":-default", ":?message". */
static int expand_named(const struct expansion *e, const char *name, const char *rest, const char *end,
			int depth)
{
	int rc = count_reference(e);
	if (rc < 0)
		return rc;
	const char *value = NULL;
	rc = e->scope->variable(&value, e->scope->payload, name, e->err);
	if (rc < 0)
		return rc;
	bool is_default = end - rest >= 2 && rest[1] == '-', is_demand = end - rest >= 2 && rest[1] == '?';
	if (value && (*value || !(is_default || is_demand))) {
		add_variable(e, value);
		return 0;
	}
	if (!is_default)
		return fail_unset(e, name, is_demand ? rest + 2 : NULL, end);
	if (depth == DEPTH_MAX)
		return sqlembic_fail(e->err, SQLEMBIC_E_FAILED,
				     "the default of variable %s is nested too deeply", name);
	return expand(e, rest + 2, end, depth + 1);
}

/* "${" and what follows; *text is moved behind the closing brace. */
static int expand_variable(const struct expansion *e, const char **text, const char *end, int depth)
{
	const char *start = *text + 2;
	const char *close = closing_brace(start, end);
	if (!close)
		return fail(e, "\"${\" without a closing \"}\"", "write $${ for a literal \"${\"");
	size_t n = strspn(start, NAME_START) ? strspn(start, NAME_CHARS) : 0;
	const char *rest = start + n;
	bool known = rest == close ||
		     (rest + 1 < close && rest[0] == ':' && (rest[1] == '-' || rest[1] == '?'));
	if (n == 0 || !known)
		return fail(e, "\"${\" that is none of ${NAME}, ${NAME:-default}, ${NAME:?message}",
			    "write $${ for a literal \"${\"");
	char *name = strndup(start, n);
	if (!name)
		return sqlembic_fail_memory(e->err);
	int rc = expand_named(e, name, rest, close, depth);
	free(name);
	*text = close + 1;
	return rc;
}

static int expand(const struct expansion *e, const char *text, const char *end, int depth)
{
	int rc = 0;
	while (rc == 0 && text < end) {
		size_t left = (size_t)(end - text);
		if (*text == '%') {
			rc = expand_percent(e, &text, end, depth);
		} else if (left >= 3 && strncmp(text, "$${", 3) == 0) {
			sqlembic_buf_puts(e->out, "${");
			text += 3;
		} else if (left >= 2 && strncmp(text, "${", 2) == 0) {
			rc = expand_variable(e, &text, end, depth);
		} else {
			sqlembic_buf_putc(e->out, *text++);
		}
	}
	return rc;
}

int interpolate_expand(struct sqlembic_buf *out, const struct interpolate_scope *scope, const char *text,
		       struct sqlembic_error *err)
{
	size_t references = 0;
	const struct expansion e = { out, scope, err, &references };
	int rc = expand(&e, text, text + strlen(text), 0);
	if (rc == 0 && out->failed)
		rc = sqlembic_fail_memory(err);
	return rc;
}
