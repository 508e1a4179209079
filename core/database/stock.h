/* stock.h: open connections that one target has done with and the next one of the same database takes over, since to make one
 * costs a server more than a small revision does.  Any thread may take and put. */
#ifndef STOCK_H
#define STOCK_H

#include <pthread.h>

#include "sqlembic/driver.h"

struct stock_item {
	char *place;
	bool read_only;
	struct sqlembic_session *session;
	struct stock_item *next;
};

struct stock {
	pthread_mutex_t mutex;
	struct stock_item *items;
	bool has_work; /* a target had something to do: the next one is likely to have, too */
};

void stock_init(struct stock *stock);
/* Closes what is left. */
void stock_release(struct stock *stock);
/* `place` is the URL that is connected to; NULL: there is none for it. */
struct sqlembic_session *stock_take(struct stock *stock, const char *place, bool read_only);
/* Takes note that a target has something to do, and tells. */
void stock_note_work(struct stock *stock);
bool stock_has_work(struct stock *stock);
/* The session is the stock's from here on, which keeps only the newest few. */
void stock_put(struct stock *stock, const char *place, bool read_only, struct sqlembic_session *session);

#endif
