/* checksum.c: see checksum.h. */
#include "sql/checksum.h"

#include "sql/scan.h"

static int compute(char out[HASH_TEXT_SIZE], struct scan *scan, struct sqlembic_error *err)
{
	struct hash hash;
	struct statement statement;
	int rc;
	hash_init(&hash);
	while ((rc = scan_next(scan, &statement, err)) > 0)
		hash_statement(&hash, statement.sql);
	hash_text(&hash, out);
	scan_close(scan);
	return rc;
}

int checksum_file(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect, const char *path,
		  struct sqlembic_error *err)
{
	struct scan *scan = scan_open_file(dialect, path, err);
	return scan ? compute(out, scan, err) : SQLEMBIC_E_FAILED;
}

int checksum_text(char out[HASH_TEXT_SIZE], const struct sqlembic_dialect *dialect, const char *path,
		  struct sqlembic_span text, struct sqlembic_error *err)
{
	struct scan *scan = scan_open(dialect, path, NULL, NULL);
	if (!scan)
		return sqlembic_fail_memory(err);
	scan_begin_text(scan, path, text);
	return compute(out, scan, err);
}

void checksum_statement(char out[HASH_TEXT_SIZE], struct sqlembic_span sql)
{
	struct hash hash;
	hash_init(&hash);
	hash_statement(&hash, sql);
	hash_text(&hash, out);
}
