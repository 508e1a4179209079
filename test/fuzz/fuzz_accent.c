/* fuzz_accent.c: a statement of any bytes, in the dialect that the first byte chooses, where the server has stopped at the byte
 * that the second one names.  What is found is of the statement, and round that place. */
#include <stdint.h>
#include <stdlib.h>

#include "sql/accent.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t dialects = 0;
	struct accent accent;
	while (sqlembic_engines[dialects].name)
		dialects++;
	if (size < 2)
		return 0;
	const struct sqlembic_dialect *dialect = sqlembic_engines[data[0] % dialects].dialect;
	const struct sqlembic_span sql = { (const char *)data + 2, size - 2 };
	const size_t position = data[1];
	if (!accent_find(&accent, dialect, sql, position))
		return 0;
	size_t place = position > 0 ? position - 1 : 0;
	place = place < sql.len ? place : sql.len - 1;
	const size_t begin = (size_t)(accent.text.ptr - sql.ptr);
	if (!accent.pattern || begin > place || place >= begin + accent.text.len ||
	    begin + accent.text.len > sql.len)
		abort();
	return 0;
}
