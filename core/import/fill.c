/* fill.c: see fill.h. */
#include "import/fill.h"

#include <string.h>

#include "scripts/template.h"
#include "sqlembic/error.h"

int fill_refuse(const struct source_file *file, const char *at, const char *what, const char *hint,
		struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", what);
	(void)template_fail_at(file->text, at, file->path, err);
	return sqlembic_fail_hint(err, "%s", hint);
}

static const char *find_value(const struct draft_settings *settings, struct sqlembic_span name)
{
	for (size_t i = settings->nvalues; i > 0; i--) {
		const struct sqlembic_pair *pair = &settings->values[i - 1];
		if (strlen(pair->key) == name.len && memcmp(pair->key, name.ptr, name.len) == 0)
			return pair->value;
	}
	return NULL;
}

static int refuse_name(const struct fill *fill, const struct source_file *file, struct sqlembic_span name,
		       struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'%s%.*s%s' is a placeholder that %s replaces",
			    fill->open, (int)name.len, name.ptr, fill->close, fill->tool);
	(void)template_fail_at(file->text, name.ptr - strlen(fill->open), file->path, err);
	return sqlembic_fail_hint(err, "give its value: sqlembic -x %.*s=VALUE import ...", (int)name.len,
				  name.ptr);
}

int fill_text(struct sqlembic_span *text, const struct fill *fill, const struct source_file *file,
	      struct sqlembic_error *err)
{
	const char *end = text->ptr + text->len, *at = text->ptr, *found;
	size_t open = strlen(fill->open), close = strlen(fill->close);
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	int rc = 0;
	while (rc == 0 && (found = memmem(at, (size_t)(end - at), fill->open, open)) != NULL) {
		const char *stop = memmem(found, (size_t)(end - found), fill->close, close);
		if (!stop)
			break;
		struct sqlembic_span name = { found + open, (size_t)(stop - found) - open };
		const char *value = find_value(fill->settings, name);
		if (!value)
			rc = refuse_name(fill, file, name, err);
		sqlembic_buf_add(&out, at, (size_t)(found - at));
		sqlembic_buf_puts(&out, value ? value : "");
		at = stop + close;
	}
	if (rc == 0 && at != text->ptr) {
		sqlembic_buf_add(&out, at, (size_t)(end - at));
		const char *copy = out.failed ? NULL
					      : arena_copy(fill->arena, sqlembic_buf_text(&out), out.len);
		*text = (struct sqlembic_span){ copy, out.len };
		rc = copy ? 0 : sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&out);
	return rc;
}
