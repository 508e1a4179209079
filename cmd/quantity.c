/* quantity.c: see quantity.h. */
#include "quantity.h"

void quantity_count(struct sqlembic_buf *out, unsigned long long n, const char *noun)
{
	sqlembic_buf_printf(out, "%llu %s%s", n, noun, n == 1 ? "" : "s");
}

void quantity_time(struct sqlembic_buf *out, double milliseconds)
{
	if (milliseconds < 999.5)
		sqlembic_buf_printf(out, "%.0f ms", milliseconds);
	else if (milliseconds < 59995)
		sqlembic_buf_printf(out, "%.2f s", milliseconds / 1000);
	else {
		unsigned long long seconds = (unsigned long long)(milliseconds / 1000 + 0.5);
		sqlembic_buf_printf(out, "%llu min %llu s", seconds / 60, seconds % 60);
	}
}
