/* checksum.h: whether a script is still the one that ran. */
#ifndef CHECKSUM_H
#define CHECKSUM_H

#include "base/hash.h"
#include "sqlembic/driver.h"

/* The hash over the statements of a file, as the log table keeps it. */
int checksum_file(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect, const char *path,
		  struct sqlembic_error *err);
/* The same over a text that was read already; `path` is for messages. */
int checksum_text(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect, const char *path,
		  struct sqlembic_span text, struct sqlembic_error *err);

/* The same over one statement. */
void checksum_statement(char out[HASH_TEXT_SIZE], struct sqlembic_span sql);

#endif
