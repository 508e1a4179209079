/* url_mask.h: hides passwords. */
#ifndef URL_MASK_H
#define URL_MASK_H

#include "base/arena.h"

/* The same URL with every password (user part and secret query parameters) replaced by "***"; also for text
 * that url_parse refuses.  In the arena, NULL when out of memory. */
char *url_mask(struct arena *arena, const char *text);

#endif
