/* census.c: see census.h. */
#include "proof/census.h"

#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "base/sort.h"
#include "proof/known.h"
#include "schema/unfold.h"
#include "sqlembic/error.h"

/* ---- taking one ---- */

/* Room for one more item; the array, NULL: out of memory. */
static void *grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	const size_t more = *cap ? *cap * 2 : 64;
	void *grown = reallocarray(items, more, size);
	if (grown)
		*cap = more;
	return grown;
}

static const char *keep_text(const struct census *census, const char *text)
{
	return census->are_kept ? text : texts_keep(census->texts, text);
}

static void keep_table(struct census *census, unsigned kind, const char *const *values, size_t n,
		       uint64_t digest)
{
	struct census_table *tables = grow(census->tables, census->n, &census->cap, sizeof(*tables));
	if (!tables) {
		census->failed = true;
		return;
	}
	census->tables = tables;
	const char *above = n > 4 ? values[4] : NULL;
	const struct census_table table = { .kind = kind,
					    .identity = keep_text(census, values[1]),
					    .count = keep_text(census, values[2]),
					    .above = above ? keep_text(census, above) : NULL,
					    .digest = digest,
					    .first = census->ncolumns };
	census->failed |= !table.identity || !table.count || (above && !table.above);
	tables[census->n++] = table;
}

static void keep_column(struct census *census, struct census_table *table, unsigned kind, const char *name,
			uint64_t digest)
{
	struct census_column *columns = grow(census->columns, census->ncolumns, &census->columns_cap,
					     sizeof(*columns));
	if (!columns) {
		census->failed = true;
		return;
	}
	census->columns = columns;
	const struct census_column column = { keep_text(census, name), digest };
	census->failed |= !column.name;
	columns[census->ncolumns++] = column;
	table->column_kind = kind;
	table->n++;
}

/* Columns are told behind their table, whose identity theirs begin with. */
static int keep(void *payload, const char *const *values, size_t n)
{
	struct census *census = payload;
	if (n < 4)
		return 1;
	const unsigned kind = (unsigned)strtoul(values[0], NULL, 10);
	const uint64_t digest = fnv_add(FNV_START, values[3] ? values[3] : "");
	struct census_table *table = census->n > 0 ? &census->tables[census->n - 1] : NULL;
	const size_t length = table ? strlen(table->identity) : 0;
	if (table && kind != table->kind && strncmp(values[1], table->identity, length) == 0 &&
	    values[1][length] == '.')
		keep_column(census, table, kind, values[1] + length + 1, digest);
	else
		keep_table(census, kind, values, n, digest);
	return census->failed;
}

static int compare_tables(const void *a, const void *b)
{
	const struct census_table *x = *(const struct census_table *const *)a;
	const struct census_table *y = *(const struct census_table *const *)b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->identity == y->identity ? 0 : strcmp(x->identity, y->identity);
}

static int sort(struct census *census, struct sqlembic_error *err)
{
	census->sorted = calloc(census->n + 1, sizeof(*census->sorted));
	if (!census->sorted || census->failed)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < census->n; i++)
		census->sorted[i] = &census->tables[i];
	sort_rest(census->sorted, census->n, sizeof(*census->sorted), compare_tables);
	return 0;
}

int census_take(struct census *out, const struct sqlembic_schema *schema, struct sqlembic_session *session,
		struct texts *texts, struct sqlembic_error *err)
{
	*out = (struct census){ .texts = texts };
	int rc = schema->rows(session, keep, out, err);
	return rc == 0 ? sort(out, err) : rc;
}

/* Of a table as it was counted before. */
static void copy_table(struct census *out, const struct census *from, const struct census_table *table)
{
	const char *const values[] = { NULL, table->identity, table->count, NULL, table->above };
	keep_table(out, table->kind, values, sizeof(values) / sizeof(values[0]), table->digest);
	if (!out->failed)
		out->tables[out->n - 1].is_taken = true;
	for (size_t i = 0; i < table->n && !out->failed; i++) {
		const struct census_column *column = &from->columns[table->first + i];
		keep_column(out, &out->tables[out->n - 1], table->column_kind, column->name, column->digest);
	}
}

int census_take_rest(struct census *out, const struct sqlembic_schema *schema,
		     struct sqlembic_session *session, struct texts *texts, const struct known *known,
		     struct sqlembic_error *err)
{
	struct sqlembic_scope scope = { .size = sizeof(scope) };
	struct known_reading reading;
	*out = (struct census){ .texts = texts };
	known_begin(&reading, &scope, known);
	int rc = schema->rows_rest(session, &scope, keep, out, err);
	const bool takes = reading.is_there && !known->is_passed_over;
	out->are_kept = takes && known->rows->texts == texts;
	for (size_t i = 0, next = 0; rc == 0 && takes && i < known->rows->n && !out->failed; i++) {
		const struct census_table *table = known->rows->sorted[i];
		if (known_has(known, &next, table->kind, table->identity))
			copy_table(out, known->rows, table);
	}
	known_end(&reading);
	return rc == 0 ? sort(out, err) : rc;
}

void census_release(struct census *census)
{
	free(census->tables);
	free(census->columns);
	free(census->sorted);
	*census = (struct census){ 0 };
}

/* ---- two of them ---- */

static const struct census_table *find_table(const struct census *census, const struct census_table *table)
{
	const struct census_table **found = census->n == 0 ? NULL
							   : bsearch(&table, census->sorted, census->n,
								     sizeof(*census->sorted), compare_tables);
	return found ? *found : NULL;
}

static const struct census_column *column_at(const struct census *census, const struct census_table *table,
					     size_t i)
{
	return &census->columns[table->first + i];
}

/* At the same place, as a rule. */
static const struct census_column *find_column(const struct census *census, const struct census_table *table,
					       const struct census_column *column, size_t place)
{
	for (size_t i = 0; table && i < table->n; i++) {
		const struct census_column *found = column_at(census, table, (place + i) % table->n);
		if (strcmp(found->name, column->name) == 0)
			return found;
	}
	return NULL;
}

static bool has_same_columns(const struct census_walk *walk, const struct census_table *table)
{
	const struct census_table *other = walk->other;
	bool has = table->n == other->n;
	for (size_t i = 0; has && i < table->n; i++) {
		const struct census_column *a = column_at(walk->was, table, i);
		const struct census_column *b = column_at(walk->is, other, i);
		has = a->digest == b->digest && strcmp(a->name, b->name) == 0;
	}
	return has;
}

struct census_walk census_compare(const struct census *was, const struct census *is)
{
	return (struct census_walk){ .was = was, .is = is, .identity = SQLEMBIC_BUF_INIT };
}

/* Whether there is a change; most tables are what they were. */
static bool look_at_table(struct census_walk *walk, const struct census_table *table,
			  struct census_change *out)
{
	const struct census_table *other = walk->other = find_table(walk->is, table);
	const bool has_same_count = other && strcmp(table->count, other->count) == 0;
	*out = (struct census_change){ .kind = table->kind,
				       .identity = table->identity,
				       .count = table->count,
				       .count_now = other ? other->count : NULL,
				       .above = table->above,
				       .has_other_values = other && table->digest != other->digest };
	walk->column = 1;
	if (!has_same_count || out->has_other_values)
		return true;
	if (has_same_columns(walk, table))
		walk->column += table->n;
	return false;
}

static bool look_at_column(struct census_walk *walk, const struct census_table *table,
			   struct census_change *out, bool *failed)
{
	const size_t place = walk->column++ - 1;
	const struct census_column *column = column_at(walk->was, table, place);
	const struct census_column *found = find_column(walk->is, walk->other, column, place);
	*out = (struct census_change){ .kind = table->column_kind,
				       .count = table->count,
				       .count_now = found ? walk->other->count : NULL,
				       .above = table->above,
				       .has_other_values = found && column->digest != found->digest };
	if (found && !out->has_other_values && strcmp(out->count, out->count_now) == 0)
		return false;
	sqlembic_buf_clear(&walk->identity);
	sqlembic_buf_printf(&walk->identity, "%s.%s", table->identity, column->name);
	*failed |= walk->identity.failed;
	out->identity = sqlembic_buf_text(&walk->identity);
	return true;
}

int census_next(struct census_walk *walk, struct census_change *out, struct sqlembic_error *err)
{
	bool failed = false, found = false;
	while (!found && walk->at < walk->was->n) {
		const struct census_table *table = &walk->was->tables[walk->at];
		found = walk->column == 0
				? look_at_table(walk, table, out)
				: walk->column <= table->n && look_at_column(walk, table, out, &failed);
		if (walk->column <= table->n)
			continue;
		walk->at++;
		walk->column = 0;
	}
	return failed ? sqlembic_fail_memory(err) : found;
}

void census_end(struct census_walk *walk)
{
	sqlembic_buf_release(&walk->identity);
}

/* ---- and two catalogs ---- */

const struct pair *census_pair(const struct comparison *comparison, const struct census_change *change)
{
	size_t fact = change->kind < comparison->from->nkinds
			      ? catalog_find(comparison->from, change->kind, change->identity)
			      : CATALOG_NONE;
	/* A part of what does not differ is as good as that itself. */
	if (fact == CATALOG_NONE)
		fact = unfold_find_parent(comparison->from, change->identity);
	const struct pair *pair = fact == CATALOG_NONE ? NULL
						       : &comparison->pairs[comparison->of_before[fact]];
	return pair && pair->after != CATALOG_NONE ? pair : NULL;
}

const char *census_column(const struct comparison *comparison, const struct pair *pair,
			  const struct census_change *change)
{
	const struct sqlembic_fact *fact = compare_before(comparison, pair);
	if (fact->kind != change->kind)
		return change->identity + strlen(fact->identity) + 1;
	return compare_parent(comparison, pair, false) ? fact->name : NULL;
}
