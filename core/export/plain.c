/* plain.c: see plain.h.
 *
 * The header stays, being comments: it says to people what it says to us.  A comment of the other kind behind it puts the
 * same into words, and ends the header for a reader with us. */
#include "export/plain.h"

#include <string.h>

#include "base/fs.h"
#include "scripts/header.h"
#include "scripts/script.h"
#include "sql/scan.h"
#include "sqlembic/error.h"

/* What a script needs of the program that runs it. */
struct needs {
	bool delimiter, rows; /* commands of the mysql client, rows behind a COPY of psql */
};

static int scan_as(struct needs *out, const struct sqlembic_dialect *dialect, const char *path,
		   struct sqlembic_span text, struct sqlembic_error *err)
{
	struct statement statement;
	struct scan *scan = scan_open(dialect, path, NULL, NULL);
	if (!scan)
		return sqlembic_fail_memory(err);
	scan_begin_text(scan, path, text);
	*out = (struct needs){ false, false };
	int rc;
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		out->delimiter |= strcmp(statement.delimiter, ";") != 0;
		out->rows |= statement.has_copy_data;
	}
	scan_close(scan);
	return rc;
}

/* Where no database is named, a script is read as the first one that can read it. */
static int find_needs(struct needs *out, const struct export_order *order, const char *path,
		      struct sqlembic_span text, struct sqlembic_error *err)
{
	if (order->dialect)
		return scan_as(out, order->dialect, path, text, err);
	int rc = SQLEMBIC_E_FAILED;
	for (const struct sqlembic_engine *engine = sqlembic_engines; rc < 0 && engine->name; engine++) {
		*err = (struct sqlembic_error){ 0 };
		rc = scan_as(out, engine->dialect, path, text, err);
	}
	return rc;
}

/* ---- the comment ---- */

/* Nothing in a comment may end it. */
static void put_quietly(struct sqlembic_buf *out, const char *text)
{
	for (; *text; text++)
		sqlembic_buf_putc(out, *text == '*' ? '_' : *text);
}

static void put_earlier(struct sqlembic_buf *out, const struct plain *plain)
{
	const struct revision *r = plain->export->items[plain->at].revision;
	size_t n = 0;
	for (size_t i = 0; i < (size_t)r->nparents + r->ndeps; i++) {
		const struct revision *earlier = i < r->nparents ? r->parents[i] : r->deps[i - r->nparents];
		sqlembic_buf_puts(out, n++ ? " and " : ", after ");
		put_quietly(out, plain->export->items[plain->item_of[earlier->index]].stem);
	}
}

/* Where the database has no transactions round such statements, the word on them would be wrong. */
static const char *say_mode(enum script_transaction mode, const struct sqlembic_dialect *dialect)
{
	if (mode == SCRIPT_TRANSACTION_OWN)
		return " It begins and ends its transactions by itself.";
	if (dialect && !dialect->transactional_ddl)
		return "";
	return mode == SCRIPT_TRANSACTION_OFF ? " Outside of a transaction, statement by statement."
					      : " In one transaction.";
}

static void put_comment(struct sqlembic_buf *out, const struct plain *plain, const struct export_order *order,
			enum script_transaction mode, const struct needs *needs)
{
	bool up = plain->direction == SQLEMBIC_UPGRADE;
	sqlembic_buf_printf(out, "/* %zu: %s revision ", plain->at + 1, up ? "makes" : "takes back");
	put_quietly(out, plain->export->items[plain->at].revision->id);
	if (up)
		put_earlier(out, plain);
	sqlembic_buf_printf(out, ".%s", say_mode(mode, order->dialect));
	if (needs->delimiter)
		sqlembic_buf_puts(out, " For the mysql client, which knows DELIMITER.");
	if (needs->rows)
		sqlembic_buf_puts(out, " For psql, which reads the rows of COPY.");
	sqlembic_buf_puts(out, " */\n");
}

/* ---- the text ---- */

static int find_header(struct header *header, struct sqlembic_span text, const char *path,
		       struct sqlembic_error *err)
{
	struct header_line line;
	int rc = header_open(header, text, true, path, err);
	while (rc == 0 && (rc = header_next(&line, header, err)) > 0)
		rc = 0;
	return rc;
}

static int put_script(struct sqlembic_buf *out, const struct plain *plain, const struct export_order *order,
		      struct sqlembic_span script, enum script_transaction mode, const char *path,
		      struct sqlembic_error *err)
{
	struct header header;
	struct needs needs = { false, false };
	int rc = find_header(&header, script, path, err);
	if (rc == 0)
		rc = find_needs(&needs, order, path, script, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_add(out, header.text.ptr, header.at);
	if (out->len && out->ptr[out->len - 1] != '\n')
		sqlembic_buf_putc(out, '\n');
	put_comment(out, plain, order, mode, &needs);
	sqlembic_buf_add(out, header.text.ptr + header.at, header.text.len - header.at);
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

int plain_make(struct sqlembic_buf *out, const struct plain *plain, const struct export_order *order,
	       struct sqlembic_error *err)
{
	const struct revision *r = plain->export->items[plain->at].revision;
	bool up = plain->direction == SQLEMBIC_UPGRADE;
	const char *path = up ? r->up_path : r->down_path;
	enum script_transaction mode = r->transaction;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = up ? 0 : script_read_down(&mode, order->arena, path, r->id, err);
	if (rc == 0)
		rc = fs_read(&text, path, order->caller, err);
	if (rc == 0)
		rc = put_script(out, plain, order,
				(struct sqlembic_span){ sqlembic_buf_text(&text), text.len }, mode, path,
				err);
	sqlembic_buf_release(&text);
	return rc;
}
