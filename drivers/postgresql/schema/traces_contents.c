/* traces_contents.c: see traces_contents.h. */
#include "traces_contents.h"

#include <string.h>

#include "../setup.h"
#include "traces_names.h"
#include "traces_rows.h"
#include "traces_tally.h"

void postgres_contents_add_plan_mode(struct postgres_session *s)
{
	if (PQserverVersion(s->conn) >= 120000)
		sqlembic_buf_puts(&s->text, "SET LOCAL plan_cache_mode = force_generic_plan;");
}

/* ---- the message ---- */

/* The one that sees what was before is not in a transaction.  A script can have locked a catalog. */
static size_t begin(struct postgres_session *s, bool is_before)
{
	const size_t ahead = postgres_text_begin(s);
	if (is_before) {
		sqlembic_buf_puts(&s->text, "BEGIN READ ONLY;SET LOCAL lock_timeout = 500;");
		postgres_contents_add_plan_mode(s);
	}
	return ahead;
}

static int end(struct postgres_session *s, size_t ahead, bool is_before, postgres_take_row *take,
	       void *payload, struct sqlembic_error *err)
{
	sqlembic_buf_puts(&s->text, is_before ? "COMMIT" : "");
	return postgres_take_rows(s, ahead, take, payload, err);
}

struct reading {
	struct postgres_contents *contents;
	bool is_before;
};

static struct postgres_content *content_of(const struct reading *r, const PGresult *row)
{
	struct postgres_touched *t = &r->contents->touched[postgres_tally_number(row, 0)];
	return r->is_before ? &t->before : &t->after;
}

/* ---- whether there is any ---- */

static int take_any(void *payload, const PGresult *row)
{
	(void)row;
	*(bool *)payload = false;
	return 0;
}

int postgres_contents_are_none(struct postgres_session *s, const struct postgres_contents *contents,
			       bool *are_none, struct sqlembic_error *err)
{
	const size_t ahead = begin(s, false);
	*are_none = true;
	for (size_t i = 0; i < contents->n; i++)
		postgres_catalog_add_any(s, contents->touched[i].catalog, i, contents->xid);
	return end(s, ahead, false, take_any, are_none, err);
}

/* ---- rows ---- */

static int take_content(void *payload, const PGresult *row)
{
	struct postgres_content *content = content_of(payload, row);
	content->rows = postgres_tally_number(row, 1);
	content->counted = postgres_tally_number(row, 2);
	sqlembic_buf_puts(&content->text, postgres_tally_text(row, 3));
	sqlembic_buf_puts(&content->data, postgres_tally_text(row, 4));
	sqlembic_buf_puts(&content->files, postgres_tally_text(row, 5));
	return content->text.failed || content->data.failed || content->files.failed ? -1 : 0;
}

/* How many rows there are more than before tells how many new ones stand for none, unless some were counted that were undone. */
static bool may_have_replaced(const struct postgres_contents *contents, const struct postgres_touched *t)
{
	return contents->had_undone || t->net != t->after.rows;
}

int postgres_contents_read(struct postgres_session *s, struct postgres_contents *contents, bool is_before,
			   struct sqlembic_error *err)
{
	struct reading r = { contents, is_before };
	const size_t ahead = begin(s, is_before);
	for (size_t i = 0; i < contents->n; i++) {
		const struct postgres_touched *t = &contents->touched[i];
		if (!is_before || may_have_replaced(contents, t))
			postgres_catalog_add_changed(s, t->catalog, is_before, i, contents->xid);
	}
	return end(s, ahead, is_before, take_content, &r, err);
}

/* ---- words ---- */

bool postgres_contents_differ(const struct postgres_touched *touched)
{
	return strcmp(sqlembic_buf_text(&touched->before.text), sqlembic_buf_text(&touched->after.text)) != 0;
}

static int take_names(void *payload, const PGresult *row)
{
	struct postgres_content *content = content_of(payload, row);
	sqlembic_buf_puts(&content->names, postgres_tally_text(row, 1));
	return content->names.failed ? -1 : 0;
}

int postgres_contents_read_names(struct postgres_session *s, struct postgres_contents *contents,
				 bool is_before, struct sqlembic_error *err)
{
	struct reading r = { contents, is_before };
	const size_t ahead = begin(s, is_before);
	for (size_t i = 0; i < contents->n; i++)
		if (postgres_contents_differ(&contents->touched[i]))
			postgres_names_add(s, contents->touched[i].catalog, is_before, i, contents->xid);
	return end(s, ahead, is_before, take_names, &r, err);
}

/* ---- all rows ---- */

static int take_size(void *payload, const PGresult *row)
{
	content_of(payload, row)->all = postgres_tally_number(row, 1);
	return 0;
}

int postgres_contents_count(struct postgres_session *s, struct postgres_contents *contents, bool is_before,
			    struct sqlembic_error *err)
{
	struct reading r = { contents, is_before };
	const size_t ahead = begin(s, is_before);
	for (size_t i = 0; i < contents->n; i++)
		postgres_catalog_add_size(s, contents->touched[i].catalog, i);
	return end(s, ahead, is_before, take_size, &r, err);
}
