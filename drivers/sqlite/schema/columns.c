/* columns.c: see columns.h. */
#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "../query.h"
#include "known.h"
#include "schema.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

/* ---- packing: "4:name", and "-" for none ---- */

static void pack(struct sqlembic_buf *out, const char *text)
{
	if (text)
		sqlembic_buf_printf(out, "%zu:%s", strlen(text), text);
	else
		sqlembic_buf_putc(out, '-');
}

static char *unpack(const char **at, bool *failed)
{
	if (**at == '-') {
		++*at;
		return NULL;
	}
	char *begin;
	const size_t length = strtoul(*at, &begin, 10);
	char *text = strndup(begin + 1, length);
	*failed |= !text;
	*at = begin + 1 + length;
	return text;
}

enum { NOT_NULL = 1 << 0, GENERATED = 1 << 1 };

static int pack_column(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	(void)n;
	sqlembic_buf_printf(out, "%d",
			    (values[2][0] == '0' ? 0 : NOT_NULL) | (values[4][0] == '0' ? 0 : GENERATED));
	pack(out, values[0]);
	pack(out, values[1]);
	pack(out, values[3]);
	return out->failed;
}

static int ask(struct sqlembic_buf *out, struct sqlite_session *s, const char *table,
	       struct sqlembic_error *err)
{
	const char *args[] = { table };
	struct sqlembic_query query = { .sql = "SELECT name, type, \"notnull\", dflt_value, hidden FROM "
					       "pragma_table_xinfo(?, 'main') ORDER BY cid",
					.args = args,
					.nargs = 1,
					.row = pack_column,
					.payload = out };
	long long keys = 0;
	int rc = sqlite_query_number(s, &keys,
				     "SELECT count(*) FROM pragma_index_list(?, 'main') WHERE origin = 'pk'",
				     table, err);
	sqlembic_buf_putc(out, keys == 0 ? '1' : '0');
	if (rc == 0)
		rc = sqlite_query(&s->base, &query, err);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

int sqlite_columns_pack(struct sqlembic_buf *out, struct sqlite_session *s, const char *table,
			const char *sql, struct sqlembic_error *err)
{
	struct sqlite_known_table *known = sqlite_known_find(s, table, sql);
	if (known && known->columns) {
		sqlembic_buf_puts(out, known->columns);
		return out->failed ? sqlembic_fail_memory(err) : 0;
	}
	int rc = ask(out, s, table, err);
	/* Without memory for it it is asked once more. */
	if (rc == 0 && known)
		known->columns = strdup(sqlembic_buf_text(out));
	return rc;
}

static struct sqlite_listed_column *add_column(struct sqlite_columns *out)
{
	struct sqlite_listed_column *grown = reallocarray(out->items, out->n + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	out->items = grown;
	grown[out->n] = (struct sqlite_listed_column){ 0 };
	return &grown[out->n++];
}

int sqlite_columns_unpack(struct sqlite_columns *out, const char *packed, struct sqlembic_error *err)
{
	bool failed = false;
	*out = (struct sqlite_columns){ .is_rowid_alias = *packed == '1' };
	for (const char *at = packed + 1; *at && !failed;) {
		struct sqlite_listed_column *column = add_column(out);
		if (!column)
			return sqlembic_fail_memory(err);
		column->is_not_null = (*at - '0') & NOT_NULL;
		column->is_generated = (*at++ - '0') & GENERATED;
		column->name = unpack(&at, &failed);
		column->type = unpack(&at, &failed);
		column->default_value = unpack(&at, &failed);
	}
	return failed ? sqlembic_fail_memory(err) : 0;
}

static char *copy(const char *text, bool *failed)
{
	char *copied = text ? strdup(text) : NULL;
	*failed |= text && !copied;
	return copied;
}

static bool copy_column(struct sqlite_columns *out, const struct sqlembic_fact *fact)
{
	struct sqlite_listed_column *column = add_column(out);
	bool failed = !column;
	if (failed)
		return false;
	column->name = copy(fact->name, &failed);
	column->type = copy(fact->values[SQLITE_COLUMN_TYPE], &failed);
	column->default_value = copy(fact->values[SQLITE_COLUMN_DEFAULT], &failed);
	column->is_not_null = fact->values[SQLITE_COLUMN_NOT_NULL];
	column->is_generated = fact->values[SQLITE_COLUMN_GENERATED];
	return !failed;
}

bool sqlite_columns_of(struct sqlite_columns *out, const struct sqlembic_side *side,
		       const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *part;
	bool copied = true;
	*out = (struct sqlite_columns){ 0 };
	if (table->flags & SQLEMBIC_FACT_FOLDED)
		return sqlite_columns_unpack(out, table->values[SQLITE_TABLE_COLUMNS], NULL) == 0;
	for (size_t i = 0; copied && (part = side->part(side, table, i)); i++)
		copied = part->kind != SQLITE_KIND_COLUMN || copy_column(out, part);
	return copied;
}

void sqlite_columns_release(struct sqlite_columns *columns)
{
	for (size_t i = 0; i < columns->n; i++) {
		free(columns->items[i].name);
		free(columns->items[i].type);
		free(columns->items[i].default_value);
	}
	free(columns->items);
	*columns = (struct sqlite_columns){ 0 };
}
