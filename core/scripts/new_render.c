/* new_render.c: from templates to scripts.  Writes no file. */
#include "scripts/new_render.h"

#include <stdio.h>
#include <string.h>

#include "scripts/embedded.h"
#include "base/fs.h"
#include "scripts/header.h"
#include "scripts/script.h"
#include "sqlembic/error.h"
#include "scripts/template.h"

enum { NVALUES = 8 };

struct rendering {
	struct arena *arena;
	const struct new_draft *draft;
	struct sqlembic_pair values[NVALUES];
};

/* ---- the message ---- */

static int check_line(struct sqlembic_span line, struct sqlembic_error *err)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		if ((c < ' ' && c != '\t') || c == 0x7F)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "the message contains a control character (%d)", c);
	}
	int rc = header_check_prose(line, err);
	if (rc < 0)
		(void)sqlembic_fail_hint(err, "word the message '%.*s' differently", (int)line.len, line.ptr);
	return rc;
}

/* Makes comment lines of a message's lines, for a place behind "-- ". */
static int comment_message(struct sqlembic_buf *out, const char *message, struct sqlembic_error *err)
{
	while (*message) {
		struct sqlembic_span line = { message, strcspn(message, "\r\n") };
		int rc = check_line(line, err);
		if (rc < 0)
			return rc;
		sqlembic_buf_add(out, line.ptr, line.len);
		message += line.len;
		message += message[0] == '\r' && message[1] == '\n' ? 2 : message[0] != '\0';
		if (*message)
			sqlembic_buf_puts(out, "\n-- ");
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* ---- values ---- */

static char *join(struct arena *arena, const char *const *names, size_t n)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&text, "%s%s", i ? ", " : "", names[i]);
	char *joined = text.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return joined;
}

static int fill_values(struct rendering *r, struct sqlembic_error *err)
{
	const struct new_request *request = r->draft->request;
	const char *message = request->message && request->message[0] ? request->message : "empty message";
	struct sqlembic_buf lines = SQLEMBIC_BUF_INIT;
	int rc = comment_message(&lines, message, err);
	const char *commented = rc == 0 ? arena_dup(r->arena, sqlembic_buf_text(&lines)) : "";
	sqlembic_buf_release(&lines);
	if (rc < 0)
		return rc;
	const struct sqlembic_pair values[NVALUES] = {
		{ "message", commented },
		{ "up_revision", r->draft->rev_id },
		{ "down_revision", join(r->arena, request->down, request->ndown) },
		{ "branch_labels", join(r->arena, request->labels, request->nlabels) },
		{ "depends_on", join(r->arena, request->depends, request->ndepends) },
		{ "create_date", r->draft->create_date },
		{ "upgrades", request->upgrades ? request->upgrades : "" },
		{ "downgrades", request->downgrades ? request->downgrades : "" },
	};
	for (size_t i = 0; i < NVALUES; i++) {
		if (!values[i].value)
			return sqlembic_fail_memory(err);
		r->values[i] = values[i];
	}
	return 0;
}

/* ---- templates ---- */

/* A message may say anything, so it is let into comments only. */
static int check_message_place(struct sqlembic_span text, const char *path, struct sqlembic_error *err)
{
	for (size_t at = 0; at < text.len;) {
		const char *start = text.ptr + at;
		const char *end = memchr(start, '\n', text.len - at);
		size_t length = end ? (size_t)(end - start) : text.len - at;
		struct sqlembic_span line = header_trim((struct sqlembic_span){ start, length });
		const char *message = memmem(line.ptr, line.len, "${message}", 10);
		if (message && (line.len < 2 || memcmp(line.ptr, "--", 2) != 0)) {
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
					    "${message} stands outside of a '--' comment");
			return template_fail_at(text, message, path, err);
		}
		at += length + 1;
	}
	return 0;
}

static void trim_end(struct sqlembic_buf *text)
{
	while (text->len > 0 && strchr(" \t\r\n", text->ptr[text->len - 1]))
		text->ptr[--text->len] = '\0';
}

/* A key without a value, or the transaction of the template where another one is wanted. */
static bool is_left_out(const struct header_line *line, const char *transaction)
{
	if (line->key == HEADER_TRANSACTION && transaction)
		return true;
	bool optional = line->key == HEADER_BRANCH_LABELS || line->key == HEADER_DEPENDS_ON ||
			line->key == HEADER_CREATE_DATE || line->key == HEADER_REPLACES;
	return optional && line->value.len == 0;
}

/* Lines that follow the last key of the header; empty: none do. */
static void insert_keys(struct sqlembic_buf *out, size_t at, const char *keys)
{
	struct sqlembic_buf rest = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&rest, sqlembic_buf_text(out) + at);
	out->len = out->len < at ? out->len : at;
	sqlembic_buf_printf(out, "%s%s", keys, sqlembic_buf_text(&rest));
	out->failed |= rest.failed;
	sqlembic_buf_release(&rest);
}

/* What is wanted of a script beyond its template. */
struct extras {
	const char *transaction; /* NULL: as in the template */
	const char *replaces;    /* NULL: none */
};

static const char *extra_keys(struct arena *arena, const struct extras *extras)
{
	const char *replaces = extras->replaces ? arena_printf(arena, "-- replaces: %s\n", extras->replaces)
						: "";
	if (!extras->transaction || !replaces)
		return replaces;
	return arena_printf(arena, "%s-- transaction: %s\n", replaces, extras->transaction);
}

/* Copies a rendered script without the keys that came out empty and without blanks at the ends of header lines; lines
 * that are wanted beyond the template follow the last key. */
static int tidy(struct sqlembic_buf *out, const struct sqlembic_buf *text, struct arena *arena,
		const struct extras *extras, const char *path, struct sqlembic_error *err)
{
	const char *keys = extra_keys(arena, extras);
	if (!keys)
		return sqlembic_fail_memory(err);
	struct header header;
	struct header_line line;
	struct sqlembic_span all = { sqlembic_buf_text(text), text->len };
	int rc = header_open(&header, all, true, path, err);
	if (rc < 0)
		return rc;
	const char *end = all.ptr + all.len;
	size_t keys_end = 0;
	for (;;) {
		const char *start = header.text.ptr + header.at;
		rc = header_next(&line, &header, err);
		if (rc <= 0)
			break;
		if (is_left_out(&line, extras->transaction))
			continue;
		const char *stop = header.text.ptr + header.at;
		while (stop > start && strchr(" \t\r\n", stop[-1]))
			stop--;
		sqlembic_buf_add(out, start, (size_t)(stop - start));
		sqlembic_buf_putc(out, '\n');
		keys_end = line.key == HEADER_PROSE ? keys_end : out->len;
	}
	if (rc < 0)
		return rc;
	if (*keys)
		insert_keys(out, keys_end, keys);
	const char *body = header.text.ptr + header.at;
	sqlembic_buf_add(out, body, (size_t)(end - body));
	trim_end(out);
	sqlembic_buf_putc(out, '\n');
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* A script directory that was not made by us, as Alembic's, has no templates of ours: then it gets the usual ones. */
static int read_template(struct sqlembic_buf *out, const struct rendering *r, const char *path,
			 struct sqlembic_error *err)
{
	char name[64];
	(void)snprintf(name, sizeof(name), "generic/%s", fs_basename(path));
	const struct embedded_file *file = embedded_files;
	while (file->name && strcmp(file->name, name) != 0)
		file++;
	if (!file->name || fs_exists(path) || !fs_is_directory(r->draft->request->script_location))
		return fs_read(out, path, NULL, err);
	sqlembic_buf_add(out, file->text, file->length);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

static int render_file(struct sqlembic_buf *out, const struct rendering *r, const struct extras *extras,
		       const char *path, struct sqlembic_error *err)
{
	struct sqlembic_buf source = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT;
	int rc = read_template(&source, r, path, err);
	if (rc < 0) {
		(void)sqlembic_fail_hint(err, "make a script directory with: sqlembic init DIRECTORY");
	} else {
		struct sqlembic_span span = { sqlembic_buf_text(&source), source.len };
		rc = check_message_place(span, path, err);
		if (rc == 0)
			rc = template_render(&text, span, r->values, NVALUES, path, err);
	}
	if (rc == 0)
		rc = tidy(out, &text, r->arena, extras, path, err);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&source);
	return rc;
}

/* ---- proof ---- */

/* A template without the place for it would lose the script. */
static int check_body(const struct sqlembic_buf *text, const char *body, const char *variable,
		      const char *path, struct sqlembic_error *err)
{
	struct sqlembic_span all = { sqlembic_buf_text(text), text->len };
	size_t length = body ? strlen(body) : 0;
	while (length > 0 && strchr(" \t\r\n", body[length - 1]))
		length--;
	if (length == 0 || memmem(all.ptr, all.len, body, length))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the template %s has no place for the SQL of the script",
			    path);
	return sqlembic_fail_hint(err, "it needs ${%s}, below its header", variable);
}

static bool same_names(const char *const *a, size_t na, const char *const *b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++) {
		if (strcmp(a[i], b[i]) != 0)
			return false;
	}
	return true;
}

static int check_up(const struct sqlembic_buf *text, const struct rendering *r, const char *path,
		    struct sqlembic_error *err)
{
	struct revision got;
	bool complete;
	const struct new_request *want = r->draft->request;
	struct sqlembic_span span = { sqlembic_buf_text(text), text->len };
	int rc = script_parse_up(&got, &complete, r->arena, span, true, path, err);
	if (rc < 0)
		return rc;
	const struct {
		const char *key, *variable;
		bool same;
	} checks[] = {
		{ "revision", "up_revision", strcmp(got.id, r->draft->rev_id) == 0 },
		{ "down_revision", "down_revision",
		  same_names(got.down, got.ndown, want->down, want->ndown) },
		{ "depends_on", "depends_on",
		  same_names(got.depends, got.ndepends, want->depends, want->ndepends) },
		{ "branch_labels", "branch_labels",
		  same_names(got.labels, got.nlabels, want->labels, want->nlabels) },
		{ "replaces", "replaces",
		  same_names(got.replaces, got.nreplaces, want->replaces, want->nreplaces) },
	};
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		if (checks[i].same)
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the template %s does not write the '%s' that was asked for", path,
				    checks[i].key);
		return sqlembic_fail_hint(err, "its header needs the line '-- %s: ${%s}'", checks[i].key,
					  checks[i].variable);
	}
	return check_body(text, want->upgrades, "upgrades", path, err);
}

static int check_down(const struct sqlembic_buf *text, const struct rendering *r, const char *path,
		      struct sqlembic_error *err)
{
	enum script_transaction transaction;
	bool complete;
	struct sqlembic_span span = { sqlembic_buf_text(text), text->len };
	int rc = script_parse_down(&transaction, &complete, r->arena, span, true, r->draft->rev_id, path,
				   err);
	return rc < 0 ? rc : check_body(text, r->draft->request->downgrades, "downgrades", path, err);
}

int new_render(struct sqlembic_buf *up, struct sqlembic_buf *down, struct arena *arena,
	       const struct new_draft *draft, struct sqlembic_error *err)
{
	struct rendering r = { .arena = arena, .draft = draft };
	const char *up_path = fs_join(arena, draft->request->script_location, "script.up.sql.in");
	const char *down_path = fs_join(arena, draft->request->script_location, "script.down.sql.in");
	const struct new_request *wanted = draft->request;
	const struct extras of_down = { wanted->down_transaction, NULL };
	struct extras of_up = { wanted->up_transaction, NULL };
	if (wanted->nreplaces)
		of_up.replaces = join(arena, wanted->replaces, wanted->nreplaces);
	if (!up_path || !down_path || (wanted->nreplaces && !of_up.replaces))
		return sqlembic_fail_memory(err);
	int rc = fill_values(&r, err);
	if (rc == 0)
		rc = render_file(up, &r, &of_up, up_path, err);
	if (rc == 0)
		rc = check_up(up, &r, up_path, err);
	if (rc < 0 || draft->request->irreversible)
		return rc;
	rc = render_file(down, &r, &of_down, down_path, err);
	return rc < 0 ? rc : check_down(down, &r, down_path, err);
}
