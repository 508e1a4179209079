/* tojson.c: structures to jansson values to text. */
#include "tojson.h"

#include <string.h>

#include "error_text.h"
#include "utf8.h"

static json_t *repaired(const char *text)
{
	struct sqlembic_buf fixed = SQLEMBIC_BUF_INIT;
	while (*text) {
		size_t size = utf8_char(text);
		if (size)
			sqlembic_buf_add(&fixed, text, size);
		else
			sqlembic_buf_puts(&fixed, "\xEF\xBF\xBD");
		text += size ? size : 1;
	}
	json_t *value = fixed.failed ? NULL : json_string(sqlembic_buf_text(&fixed));
	sqlembic_buf_release(&fixed);
	return value;
}

json_t *tojson_text(const char *text)
{
	if (!text)
		return json_null();
	json_t *value = json_string(text);
	return value ? value : repaired(text);
}

json_t *tojson_texts(const char *const *texts, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; array && i < n; i++)
		if (json_array_append_new(array, tojson_text(texts[i]))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

int tojson_put(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value);
}

int tojson_put_text(json_t *object, const char *key, const char *text)
{
	return text && text[0] ? tojson_put(object, key, tojson_text(text)) : 0;
}

static json_t *unless(int failed, json_t *value)
{
	if (!failed)
		return value;
	json_decref(value);
	return NULL;
}

json_t *tojson_revision(const struct sqlembic_revision *r)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "id", tojson_text(r->id));
	failed |= tojson_put(o, "message", tojson_text(r->message));
	failed |= tojson_put_text(o, "text", r->text);
	failed |= tojson_put_text(o, "create_date", r->create_date);
	failed |= tojson_put(o, "down_revision", tojson_texts(r->down, r->ndown));
	failed |= tojson_put(o, "depends_on", tojson_texts(r->depends, r->ndepends));
	failed |= tojson_put(o, "branch_labels", tojson_texts(r->labels, r->nlabels));
	if (r->nreplaces)
		failed |= tojson_put(o, "replaces", tojson_texts(r->replaces, r->nreplaces));
	failed |= tojson_put(o, "children", tojson_texts(r->children, r->nchildren));
	failed |= tojson_put(o, "is_head", json_boolean(r->is_head));
	failed |= tojson_put(o, "is_effective_head", json_boolean(r->is_effective_head));
	failed |= tojson_put(o, "is_branch_point", json_boolean(r->is_branch_point));
	failed |= tojson_put(o, "is_merge_point", json_boolean(r->is_merge_point));
	failed |= tojson_put(o, "is_current", json_boolean(r->is_current));
	failed |= tojson_put(o, "up_path", tojson_text(r->up_path));
	failed |= tojson_put(o, "down_path", tojson_text(r->down_path));
	return unless(failed, o);
}

json_t *tojson_revisions(const struct sqlembic_revisions *revisions)
{
	json_t *array = json_array();
	int failed = 0;
	for (size_t i = 0; i < revisions->n && !failed; i++)
		failed = json_array_append_new(array, tojson_revision(revisions->items[i]));
	return unless(failed, array);
}

json_t *tojson_log_entry(const struct sqlembic_log_entry *e)
{
	const struct {
		const char *key, *text;
	} texts[] = {
		{ "run", e->run },
		{ "revision", e->revision },
		{ "direction", e->direction },
		{ "status", e->status },
		{ "from", e->from },
		{ "to", e->to },
		{ "started_at", e->started_at },
		{ "finished_at", e->finished_at },
		{ "checksum", e->checksum },
		{ "os_user", e->os_user },
		{ "host", e->host },
		{ "program", e->program },
		{ "tag", e->tag },
		{ "error", e->error },
	};
	json_t *o = json_object();
	int failed = 0;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		failed |= tojson_put_text(o, texts[i].key, texts[i].text);
	if (e->milliseconds >= 0)
		failed |= tojson_put(o, "duration_ms", json_integer(e->milliseconds));
	failed |= tojson_put(o, "statements", json_integer(e->statements));
	failed |= tojson_put(o, "statements_done", json_integer(e->statements_done));
	if (e->in_doubt)
		failed |= tojson_put(o, "in_doubt", json_integer(e->in_doubt));
	return unless(failed, o);
}

static json_t *difference(const struct sqlembic_difference *d)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "action", tojson_text(d->action));
	failed |= tojson_put(o, "kind", tojson_text(d->kind));
	failed |= tojson_put(o, "object", tojson_text(d->object));
	failed |= tojson_put(o, "text", tojson_text(d->text));
	failed |= tojson_put(o, "before", tojson_text(d->before));
	failed |= tojson_put(o, "after", tojson_text(d->after));
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

json_t *tojson_comparison(const struct sqlembic_comparison *comparison)
{
	json_t *o = json_object(), *list = json_array();
	int failed = list == NULL;
	for (size_t i = 0; i < comparison->ndifferences; i++)
		failed |= json_array_append_new(list, difference(&comparison->differences[i]));
	failed |= tojson_put(o, "differences", list);
	failed |= tojson_put(o, "not_compared", tojson_texts(comparison->unread, comparison->nunread));
	if (comparison->up) {
		failed |= tojson_put(o, "up", tojson_text(comparison->up));
		failed |= tojson_put(o, "down", tojson_text(comparison->down));
	}
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

json_t *tojson_current(const struct sqlembic_current *current)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "url", tojson_text(current->url));
	failed |= tojson_put(o, "current", tojson_revisions(&current->applied));
	failed |= tojson_put(o, "rows", tojson_texts(current->rows, current->nrows));
	failed |= tojson_put(o, "unknown", tojson_texts(current->unknown, current->nunknown));
	failed |= tojson_put(o, "at_heads", json_boolean(current->at_heads));
	return unless(failed, o);
}

static int dump_piece(const char *text, size_t size, void *payload)
{
	sqlembic_buf_add(payload, text, size);
	return 0;
}

/* Fifteen digits are what a double holds for certain: 1.551, not 1.5509999999999999. */
#define FORMAT (JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))

static void dump(struct sqlembic_buf *out, json_t *value, int failed, size_t flags)
{
	if (failed || !value || json_dump_callback(value, dump_piece, out, flags | FORMAT) != 0)
		out->failed = true;
	sqlembic_buf_putc(out, '\n');
	json_decref(value);
}

void tojson_document(struct sqlembic_buf *out, json_t *value, int failed)
{
	dump(out, value, failed, JSON_INDENT(2));
}

void tojson_line(struct sqlembic_buf *out, json_t *value, int failed)
{
	dump(out, value, failed, 0);
}

void tojson_error(struct sqlembic_buf *out, const struct sqlembic_error *err, const char *hint)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "error", tojson_text(error_text_code(err->code)));
	failed |= tojson_put(o, "status", json_integer(-err->code));
	failed |= tojson_put(o, "message", tojson_text(err->message));
	failed |= tojson_put_text(o, "file", err->file);
	if (err->line > 0)
		failed |= tojson_put(o, "line", json_integer(err->line));
	if (err->column > 0)
		failed |= tojson_put(o, "column", json_integer(err->column));
	failed |= tojson_put_text(o, "sqlstate", err->sqlstate);
	failed |= tojson_put_text(o, "statement", err->statement);
	if (err->position)
		failed |= tojson_put(o, "position", json_integer((json_int_t)err->position));
	failed |= tojson_put_text(o, "detail", err->detail);
	failed |= tojson_put_text(o, "state", err->state);
	failed |= tojson_put_text(o, "hint", hint);
	tojson_line(out, o, failed);
}
