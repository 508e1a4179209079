/* mask.h: hides passwords. */
#ifndef SQLEMBIC_MASK_H
#define SQLEMBIC_MASK_H

#include <stdbool.h>

#include "sqlembic/buf.h"

/* Adds a URL, or text about one, with every password (user part and secret query parameters) replaced by "***"; also text
 * of the form name=value. */
SQLEMBIC_API void sqlembic_mask(struct sqlembic_buf *out, const char *text);
/* True for names of parameters and keys whose values are secrets, such as "sslpassword" or "api_token". */
SQLEMBIC_API bool sqlembic_mask_hides(const char *name);

#endif
