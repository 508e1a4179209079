/* reading.c: what the readers of the families share: the objects that were named, and what is handed over to core. */
#include <stdlib.h>
#include <string.h>

#include "../lex.h"
#include "read.h"
#include "relations.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* ---- what readers hand over ---- */

void mysqldb_read_fact(struct mysqldb_reading *r, const struct sqlembic_fact *fact)
{
	if (r->rc == 0)
		r->rc = r->out->fact(r->out->payload, fact, r->err);
}

void mysqldb_read_edge(struct mysqldb_reading *r, const char *user, const char *used)
{
	if (r->rc == 0)
		r->rc = r->out->edge(r->out->payload, user, used, r->err);
}

void mysqldb_read_mention(struct mysqldb_reading *r, const char *user, const char *used)
{
	if (r->rc == 0)
		r->rc = r->out->mention(r->out->payload, user, used, r->err);
}

void mysqldb_read_unread(struct mysqldb_reading *r, const char *kind, const char *name)
{
	struct sqlembic_buf shown = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&shown, "%s %s", kind, name);
	if (r->rc == 0)
		r->rc = shown.failed ? sqlembic_fail_memory(r->err)
				     : r->out->unread(r->out->payload, shown.ptr, r->err);
	sqlembic_buf_release(&shown);
}

void mysqldb_read_relation_id(const struct mysqldb_reading *r, struct sqlembic_buf *out, const char *name)
{
	sqlembic_buf_puts(out, "relation ");
	mysqldb_text_identity(out, name, r->folds);
}

/* ---- items ---- */

/* Names of triggers are told apart as those of tables are. */
bool mysqldb_read_wants(struct mysqldb_reading *r, enum mysqldb_kind kind, const char *name)
{
	static const unsigned like_tables = 1U << MYSQLDB_TABLE | 1U << MYSQLDB_VIEW |
					    1U << MYSQLDB_SEQUENCE | 1U << MYSQLDB_TRIGGER;
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	if (!r->scope->wants)
		return true;
	mysqldb_text_identity(&identity, name, r->folds || !(like_tables >> kind & 1));
	bool wants = r->scope->wants(r->scope, kind, sqlembic_buf_text(&identity));
	if (identity.failed)
		r->rc = sqlembic_fail_memory(r->err);
	sqlembic_buf_release(&identity);
	return wants;
}

void mysqldb_read_add(struct mysqldb_reading *r, enum mysqldb_kind kind, const char *const *values, size_t n)
{
	if (!mysqldb_read_wants(r, kind, values[0]))
		return;
	if (r->rc == 0 && r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		void *grown = reallocarray(r->items, cap, sizeof(*r->items));
		if (!grown)
			r->rc = sqlembic_fail_memory(r->err);
		else
			r->items = grown;
		r->cap = grown ? cap : r->cap;
	}
	if (r->rc < 0)
		return;
	struct mysqldb_item *item = &r->items[r->n++];
	*item = (struct mysqldb_item){ .kind = kind };
	for (size_t i = 0; i < n && i < MYSQLDB_ITEM_VALUES; i++) {
		item->values[i] = values[i] ? strdup(values[i]) : NULL;
		if (values[i] && !item->values[i])
			r->rc = sqlembic_fail_memory(r->err);
	}
}

void mysqldb_read_release_items(struct mysqldb_reading *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < MYSQLDB_ITEM_VALUES; k++)
			free(r->items[i].values[k]);
	free(r->items);
}

static int compare_items(const void *a, const void *b)
{
	const struct mysqldb_item *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->values[0], y->values[0]);
}

/* Puts one among those before it, which are sorted. */
static void insert(struct mysqldb_item *items, size_t at)
{
	const struct mysqldb_item item = items[at];
	while (at > 0 && compare_items(&items[at - 1], &item) > 0) {
		items[at] = items[at - 1];
		at--;
	}
	items[at] = item;
}

/* The server has listed them so, as a rule; behind what core knows the few come that it does not. */
void mysqldb_read_sort_items(struct mysqldb_reading *r)
{
	size_t sorted = 1;
	while (sorted < r->n && compare_items(&r->items[sorted - 1], &r->items[sorted]) <= 0)
		sorted++;
	if (r->n > sorted + MYSQLDB_FEW_RELATIONS)
		qsort(r->items, r->n, sizeof(*r->items), compare_items);
	else
		for (; sorted < r->n; sorted++)
			insert(r->items, sorted);
}

const struct mysqldb_item *mysqldb_read_find(const struct mysqldb_reading *r, enum mysqldb_kind kind,
					     const char *name)
{
	const struct mysqldb_item key = { .kind = kind, .values = { (char *)name } };
	return r->n > 0 ? bsearch(&key, r->items, r->n, sizeof(key), compare_items) : NULL;
}

/* The server may know a trigger's table by another case of letters: then none is folded. */
void mysqldb_read_note_triggers(struct mysqldb_reading *r)
{
	r->folds_tables = r->scope->folds;
	for (size_t i = 0; r->folds_tables && i < r->n; i++) {
		if (r->items[i].kind != MYSQLDB_TRIGGER)
			continue;
		const struct mysqldb_item *table = mysqldb_read_find(r, MYSQLDB_TABLE, r->items[i].values[1]);
		if (table)
			r->items[table - r->items].has_trigger = true;
		else
			r->folds_tables = false;
	}
}

/* Names of ours may come with a database and quotes. */
void mysqldb_read_note_own(struct mysqldb_reading *r)
{
	for (const char *const *own = r->scope->own; own && *own; own++) {
		struct sqlembic_tokens tokens = mysqldb_text_tokens(*own);
		struct sqlembic_token token, last = { 0 };
		while (sqlembic_token_next(&tokens, &token))
			if (token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_NAME)
				last = token;
		struct sqlembic_span name = last.kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(&last)
									     : last.text;
		sqlembic_buf_add(&r->own, name.ptr, name.len);
		sqlembic_buf_putc(&r->own, '\0');
	}
	sqlembic_buf_add(&r->own, MYSQLDB_LOCK_TABLE, sizeof(MYSQLDB_LOCK_TABLE));
	if (r->own.failed)
		r->rc = sqlembic_fail_memory(r->err);
}

/* The server may have them in lower case. */
bool mysqldb_read_is_own(const struct mysqldb_reading *r, const char *table)
{
	const char *own = sqlembic_buf_text(&r->own), *end = own + r->own.len;
	while (own < end && (r->folds ? sqlembic_casecmp : strcmp)(own, table) != 0)
		own += strlen(own) + 1;
	return own < end;
}
