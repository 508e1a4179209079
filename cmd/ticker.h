/* ticker.h: a thread that redraws a line of the terminal while the program waits for something else. */
#ifndef TICKER_H
#define TICKER_H

struct ticker;

/* Calls `tick` ten times a second, with the ticker locked, until ticker_stop.  NULL where there is no thread to be had:
 * nothing is redrawn then. */
struct ticker *ticker_start(void (*tick)(void *payload), void *payload);
/* Round what `tick` reads and writes.  NULL is allowed, here and below. */
void ticker_lock(struct ticker *ticker);
void ticker_unlock(struct ticker *ticker);
void ticker_stop(struct ticker *ticker);

#endif
