/* template.c: see template.h. */
#include "scripts/template.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

int template_fail_at(struct sqlembic_span text, const char *at, const char *path, struct sqlembic_error *err)
{
	int line = 1, column = 1;
	for (const char *p = text.ptr; p < at; p++) {
		column += !sqlembic_is_inside_character(*p);
		if (*p == '\n') {
			line++;
			column = 1;
		}
	}
	return sqlembic_fail_at(err, path, line, column);
}

static const char *find_value(struct sqlembic_span name, const struct sqlembic_pair *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strlen(values[i].key) == name.len && memcmp(values[i].key, name.ptr, name.len) == 0)
			return values[i].value;
	}
	return NULL;
}

static int refuse_name(struct sqlembic_span name, const struct sqlembic_pair *values, size_t n,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf known = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&known, "%s${%s}", i ? " " : "", values[i].key);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "unknown variable '${%.*s}'", (int)name.len, name.ptr);
	(void)sqlembic_fail_hint(err, "use one of %s, or $${ for a literal ${", sqlembic_buf_text(&known));
	sqlembic_buf_release(&known);
	return SQLEMBIC_E_FAILED;
}

/* Renders what begins with "${" at text.ptr[*at] and moves behind it. */
static int render_variable(struct sqlembic_buf *out, struct sqlembic_span text, size_t *at,
			   const struct sqlembic_pair *values, size_t n, struct sqlembic_error *err)
{
	struct sqlembic_span name = { text.ptr + *at + 2, 0 };
	size_t most = text.len - *at - 2;
	while (name.len < most && name.ptr[name.len] != '}' && name.ptr[name.len] != '\n')
		name.len++;
	if (name.len == most || name.ptr[name.len] != '}')
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "'${' without '}'");
	const char *value = find_value(name, values, n);
	if (!value)
		return refuse_name(name, values, n, err);
	sqlembic_buf_puts(out, value);
	*at += name.len + 3;
	return 0;
}

int template_render(struct sqlembic_buf *out, struct sqlembic_span text, const struct sqlembic_pair *values,
		    size_t n, const char *path, struct sqlembic_error *err)
{
	for (size_t at = 0; at < text.len;) {
		size_t left = text.len - at;
		const char *here = text.ptr + at;
		if (left >= 3 && memcmp(here, "$${", 3) == 0) {
			sqlembic_buf_puts(out, "${");
			at += 3;
		} else if (left >= 2 && memcmp(here, "${", 2) == 0) {
			int rc = render_variable(out, text, &at, values, n, err);
			if (rc < 0) {
				(void)template_fail_at(text, here, path, err);
				return rc;
			}
		} else {
			const char *dollar = memchr(here + 1, '$', left - 1);
			size_t length = dollar ? (size_t)(dollar - here) : left;
			sqlembic_buf_add(out, here, length);
			at += length;
		}
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}
