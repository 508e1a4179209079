/* url_mask.h: hides passwords. */
#ifndef URL_MASK_H
#define URL_MASK_H

#include <stdbool.h>

#include "base/arena.h"

/* The same URL with every password (user part and secret query parameters) replaced by "***"; also for text
 * that url_parse refuses.  In the arena, NULL when out of memory. */
char *url_mask(struct arena *arena, const char *text);
/* True for names of parameters and keys whose values are secrets, such as "sslpassword" or "api_token". */
bool url_mask_hides(const char *name);

#endif
