/* known.c: see known.h. */
#include "known.h"

#include <stdlib.h>
#include <string.h>

struct sqlite_known {
	struct sqlite_known_table *items; /* by name */
	size_t n, cap;
};

static void release(struct sqlite_known_table *table)
{
	free(table->name);
	free(table->sql);
	free(table->columns);
	sqlembic_buf_release(&table->rows);
}

/* The table's entry, or NULL; *place is where it is, or would be. */
static struct sqlite_known_table *find(const struct sqlite_known *known, const char *table, size_t *place)
{
	size_t low = 0, high = known->items ? known->n : 0;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = sqlite3_stricmp(known->items[middle].name, table);
		*place = middle;
		if (order == 0)
			return &known->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return NULL;
}

/* Room for one more at `place`; NULL: out of memory. */
static struct sqlite_known_table *make_room(struct sqlite_known *known, size_t place)
{
	const size_t cap = known->n < known->cap ? known->cap : known->cap * 2 + 64;
	struct sqlite_known_table *items = known->items;
	if ((!items || cap > known->cap) && !(items = reallocarray(items, cap, sizeof(*items))))
		return NULL;
	known->items = items;
	known->cap = cap;
	memmove(&items[place + 1], &items[place], (known->n++ - place) * sizeof(*items));
	return &items[place];
}

struct sqlite_known_table *sqlite_known_find(struct sqlite_session *s, const char *table, const char *sql)
{
	size_t at;
	/* Others may write a file. */
	if (s->path[0] || (!s->known && !(s->known = calloc(1, sizeof(*s->known)))))
		return NULL;
	struct sqlite_known_table *found = find(s->known, table, &at);
	if (found && strcmp(found->sql, sql) == 0)
		return found;
	struct sqlite_known_table fresh = { .name = strdup(table), .sql = strdup(sql) };
	const bool is_whole = fresh.name && fresh.sql;
	struct sqlite_known_table *place = !is_whole || found ? found : make_room(s->known, at);
	if (!is_whole || !place) {
		release(&fresh);
		return NULL;
	}
	if (found)
		release(found);
	*place = fresh;
	return place;
}

void sqlite_known_touch(struct sqlite_session *s, const char *table)
{
	size_t at;
	struct sqlite_known_table *found = s->known ? find(s->known, table, &at) : NULL;
	if (!found)
		return;
	sqlembic_buf_clear(&found->rows);
	found->is_seeded = false;
}

void sqlite_known_forget(struct sqlite_session *s)
{
	if (!s->known)
		return;
	for (size_t i = 0; i < s->known->n; i++)
		release(&s->known->items[i]);
	free(s->known->items);
	free(s->known);
	s->known = NULL;
}
