/* load_double.c: see load_double.h.  Statements that begin with the same words, up to what they say of it, make the same thing. */
#include "proof/load_double.h"

#include <string.h>

#include "sql/scan.h"
#include "sqlembic/error.h"

/* "CREATE TABLE T", "CREATE INDEX I": what is made. */
static struct sqlembic_span made_by(const struct statement *statement)
{
	static const char *const ends[] = { " AS ", " ON " };
	struct sqlembic_span made = statement->words;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = memmem(made.ptr, made.len, ends[i], strlen(ends[i]));
		made.len = end ? (size_t)(end - made.ptr) : made.len;
	}
	return made;
}

static bool is_made(const struct statement *statement, const struct sqlembic_buf *made)
{
	const struct sqlembic_span by = made_by(statement);
	return by.len == made->len && memcmp(by.ptr, made->ptr, by.len) == 0;
}

/* The statement that the error is at, and its line. */
static int find_failed(struct sqlembic_buf *made, const struct sqlembic_dialect *dialect,
		       const struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	struct statement statement;
	int line = 0;
	struct scan *scan = scan_open_file(dialect, err->file, &unheard);
	if (!scan)
		return 0;
	scan_as_wanted(scan);
	while (scan_next(scan, &statement, &unheard) > 0 && statement.line <= err->line) {
		const struct sqlembic_span by = made_by(&statement);
		sqlembic_buf_clear(made);
		sqlembic_buf_add(made, by.ptr, by.len);
		line = statement.line;
	}
	scan_close(scan);
	return line;
}

/* Whether it is made in a file, elsewhere than at the line `but` (0: anywhere). */
static bool find_other(struct sqlembic_buf *out, const char *path, int but, const struct sqlembic_buf *made,
		       const struct sqlembic_dialect *dialect)
{
	struct sqlembic_error unheard;
	struct statement statement;
	struct scan *scan = scan_open_file(dialect, path, &unheard);
	if (!scan)
		return false;
	scan_as_wanted(scan);
	while (!out->len && scan_next(scan, &statement, &unheard) > 0)
		if (statement.line != but && is_made(&statement, made))
			sqlembic_buf_printf(out, "%s:%d:%d", path, statement.line, statement.column);
	scan_close(scan);
	return out->len;
}

void load_double_explain(const struct target *target, const struct sqlembic_dialect *dialect,
			 struct sqlembic_error *err)
{
	struct sqlembic_buf made = SQLEMBIC_BUF_INIT, other = SQLEMBIC_BUF_INIT;
	if (!err->file[0] || !(dialect->complaints(err) & SQLEMBIC_COMPLAINT_EXISTS))
		return;
	const int line = find_failed(&made, dialect, err);
	for (size_t i = 0; line && made.len && i < target->n; i++)
		if (find_other(&other, target->paths[i], strcmp(target->paths[i], err->file) == 0 ? line : 0,
			       &made, dialect))
			break;
	if (other.len && !other.failed)
		(void)sqlembic_fail_detail(err, "%s%sit is made at %s, too", err->detail,
					   err->detail[0] ? "; " : "", other.ptr);
	sqlembic_buf_release(&made);
	sqlembic_buf_release(&other);
}
