/* stock.c: see stock.h. */
#include "database/stock.h"

#include <stdlib.h>
#include <string.h>

/* So many are kept at once: the next target takes one as soon as the last has done with it, and what is more is of databases
 * whose tenants have all been seen to. */
#define MOST_IDLE 8

void stock_init(struct stock *stock)
{
	*stock = (struct stock){ .items = NULL };
	(void)pthread_mutex_init(&stock->mutex, NULL);
}

static void release_item(struct stock_item *item)
{
	free(item->place);
	free(item);
}

void stock_release(struct stock *stock)
{
	while (stock->items) {
		struct stock_item *item = stock->items;
		stock->items = item->next;
		item->session->driver->close(item->session);
		release_item(item);
	}
	(void)pthread_mutex_destroy(&stock->mutex);
}

void stock_note_work(struct stock *stock)
{
	(void)pthread_mutex_lock(&stock->mutex);
	stock->has_work = true;
	(void)pthread_mutex_unlock(&stock->mutex);
}

bool stock_has_work(struct stock *stock)
{
	(void)pthread_mutex_lock(&stock->mutex);
	const bool has_work = stock->has_work;
	(void)pthread_mutex_unlock(&stock->mutex);
	return has_work;
}

struct sqlembic_session *stock_take(struct stock *stock, const char *place, bool read_only)
{
	struct sqlembic_session *session = NULL;
	(void)pthread_mutex_lock(&stock->mutex);
	struct stock_item **link = &stock->items;
	while (*link && ((*link)->read_only != read_only || strcmp((*link)->place, place) != 0))
		link = &(*link)->next;
	struct stock_item *found = *link;
	if (found) {
		*link = found->next;
		session = found->session;
	}
	(void)pthread_mutex_unlock(&stock->mutex);
	if (found)
		release_item(found);
	return session;
}

/* The oldest of too many; NULL: they are not too many. */
static struct stock_item *take_oldest(struct stock *stock)
{
	size_t n = 0;
	struct stock_item **last = NULL;
	for (struct stock_item **link = &stock->items; *link; link = &(*link)->next) {
		last = link;
		n++;
	}
	if (n <= MOST_IDLE)
		return NULL;
	struct stock_item *oldest = *last;
	*last = NULL;
	return oldest;
}

void stock_put(struct stock *stock, const char *place, bool read_only, struct sqlembic_session *session)
{
	struct stock_item *item = calloc(1, sizeof(*item));
	char *copy = item ? strdup(place) : NULL;
	if (!copy) {
		free(item);
		session->driver->close(session);
		return;
	}
	*item = (struct stock_item){ .place = copy, .read_only = read_only, .session = session };
	(void)pthread_mutex_lock(&stock->mutex);
	item->next = stock->items;
	stock->items = item;
	struct stock_item *oldest = take_oldest(stock);
	(void)pthread_mutex_unlock(&stock->mutex);
	if (oldest) {
		oldest->session->driver->close(oldest->session);
		release_item(oldest);
	}
}
