/* checksum.c: see checksum.h. */
#include "sql/checksum.h"

#include "sql/scan.h"

int checksum_file(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect, const char *path,
		  struct sqlembic_error *err)
{
	struct hash hash;
	struct statement statement;
	struct scan *scan = scan_open_file(dialect, path, err);
	if (!scan)
		return SQLEMBIC_E_FAILED;
	int rc;
	hash_init(&hash);
	while ((rc = scan_next(scan, &statement, err)) > 0)
		hash_statement(&hash, statement.sql);
	hash_text(&hash, out);
	scan_close(scan);
	return rc;
}
