/* shelf.c: see shelf.h. */
#include "api/shelf.h"

#include <string.h>

#include "sqlembic/error.h"

void shelf_init(struct shelf *shelf)
{
	*shelf = (struct shelf){ .entries = NULL };
	(void)pthread_mutex_init(&shelf->mutex, NULL);
}

void shelf_release(struct shelf *shelf)
{
	for (struct shelf_entry *entry = shelf->entries; entry; entry = entry->next)
		shared_release(&entry->shared);
	(void)pthread_mutex_destroy(&shelf->mutex);
	arena_release(&shelf->arena);
}

static int make_key(struct sqlembic_buf *out, const char *const *locations, size_t n, bool recursive,
		    struct sqlembic_error *err)
{
	sqlembic_buf_puts(out, recursive ? "below" : "in");
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(out, "\n%s", locations[i]);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

static int add(struct shelf_entry **out, struct shelf *shelf, const char *key,
	       int (*load)(struct graph *graph, struct arena *arena, void *payload,
			   struct sqlembic_error *err),
	       void *payload, struct sqlembic_error *err)
{
	struct shelf_entry *entry = arena_alloc(&shelf->arena, 1, sizeof(*entry));
	if (!entry || !(entry->key = arena_dup(&shelf->arena, key)))
		return sqlembic_fail_memory(err);
	int rc = load(&entry->graph, &shelf->arena, payload, err);
	if (rc < 0)
		return rc;
	shared_init(&entry->shared);
	entry->next = shelf->entries;
	shelf->entries = *out = entry;
	return 0;
}

int shelf_find(struct shelf_entry **out, struct shelf *shelf, const char *const *locations, size_t n,
	       bool recursive,
	       int (*load)(struct graph *graph, struct arena *arena, void *payload,
			   struct sqlembic_error *err),
	       void *payload, struct sqlembic_error *err)
{
	struct sqlembic_buf key = SQLEMBIC_BUF_INIT;
	int rc = make_key(&key, locations, n, recursive, err);
	(void)pthread_mutex_lock(&shelf->mutex);
	struct shelf_entry *entry = shelf->entries;
	while (rc == 0 && entry && strcmp(entry->key, sqlembic_buf_text(&key)) != 0)
		entry = entry->next;
	if (rc == 0 && entry)
		*out = entry;
	else if (rc == 0)
		rc = add(out, shelf, sqlembic_buf_text(&key), load, payload, err);
	(void)pthread_mutex_unlock(&shelf->mutex);
	sqlembic_buf_release(&key);
	return rc;
}
