/* scan_source.h: scripts for tests of the scanner, which come in pieces, and the dialects that read them. */
#ifndef TEST_SCAN_SOURCE_H
#define TEST_SCAN_SOURCE_H

#include <string.h>

#include "sql/scan.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

#define SQLITE     (&sqlembic_sqlite_dialect)
#define POSTGRESQL (&sqlembic_postgresql_dialect)
#define MYSQL      (&sqlembic_mysql_dialect)

struct scan_source {
	const char *text;
	size_t size, chunk;
};

static inline long scan_source_read(void *payload, char *out, size_t size, struct sqlembic_error *err)
{
	(void)err;
	struct scan_source *source = payload;
	size_t n = source->chunk < size ? source->chunk : size;
	n = n < source->size ? n : source->size;
	memcpy(out, source->text, n);
	source->text += n;
	source->size -= n;
	return (long)n;
}

#endif
