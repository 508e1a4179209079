/* classify.c: see classify.h. */
#include "sql/classify.h"

#include "sql/scan.h"

unsigned classify_text(const struct sqlembic_dialect *dialect, struct sqlembic_span text)
{
	struct scan *scan = scan_open(dialect, "", NULL, NULL);
	struct statement statement;
	struct sqlembic_error unheard = { 0 };
	unsigned classes = 0;
	if (!scan)
		return 0;
	scan_begin_text(scan, "", text);
	scan_join_bodies(scan);
	while (scan_next(scan, &statement, &unheard) > 0)
		classes |= statement.classes;
	scan_close(scan);
	return classes;
}
