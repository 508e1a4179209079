/* page_hazards.c: what is pending may do to rows, and to others who use the database. */
#include <string.h>

#include "page.h"
#include "quantity.h"
#include "xml.h"

#define LISTED ((size_t)1000)

/* What a kind means, and its colour. */
static const char *const kinds[][3] = { { "loss", "loses data", "bad" },
					{ "rewrite", "writes the table anew", "warn" },
					{ "lock", "makes others wait", "warn" },
					{ "remains", "is not rolled back", "dim" } };

static void put_kind(struct sqlembic_buf *out, const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i][0], kind) == 0) {
			page_cell(out, kinds[i][2], kinds[i][1]);
			return;
		}
	page_cell(out, NULL, kind);
}

/* Of a file, without its directory. */
static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void put_hazard(struct sqlembic_buf *out, const struct sqlembic_hazard *hazard)
{
	struct sqlembic_buf place = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&place, "%s:%d", name_of(hazard->path), hazard->line);
	sqlembic_buf_puts(out, "<tr>");
	put_kind(out, hazard->kind);
	page_cell(out, "code", hazard->statement[0] ? hazard->statement : "(the script)");
	page_cell(out, NULL, hazard->text);
	page_cell(out, "code place", sqlembic_buf_text(&place));
	sqlembic_buf_puts(out, "</tr>\n");
	out->failed |= place.failed;
	sqlembic_buf_release(&place);
}

static void put_list(struct sqlembic_buf *out, const struct sqlembic_hazards *hazards)
{
	size_t n = hazards->n > LISTED ? LISTED : hazards->n;
	page_heading(out, "In the order in which the scripts would run.",
		     "kind\tstatement\twhat it may do\tplace");
	for (size_t i = 0; i < n; i++)
		put_hazard(out, hazards->items[i]);
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	if (n < hazards->n)
		page_note(out, "%zu more are left out.", hazards->n - n);
}

void page_hazards(struct sqlembic_buf *out, const struct page *page)
{
	struct sqlembic_buf pending = SQLEMBIC_BUF_INIT;
	size_t n = page->status->pending.n;
	page_open(out, "hazards", "Hazards of what is pending");
	quantity_count(&pending, n, "revision");
	if (page->status->current.nunknown)
		page_note(out, "What is pending is not known.");
	else if (n == 0)
		page_note(out, "Nothing is pending.");
	else if (!page->hazards)
		page_note(out, "A script could not be read: %s (%s:%d)", page->no_hazards->message,
			  name_of(page->no_hazards->file), page->no_hazards->line);
	else if (page->hazards->n == 0)
		page_note(out,
			  "Nothing was found in %s. Statements are known by their words: how many rows there "
			  "are, and what a function does, is not looked at.",
			  sqlembic_buf_text(&pending));
	else
		page_note(out,
			  "Found in %s by the words of statements: how many rows there are, and what a "
			  "function does, is not looked at.",
			  sqlembic_buf_text(&pending));
	if (n && page->furthest)
		page_note(out, "This is of %s, which is furthest behind.", page->furthest);
	if (n && page->hazards && page->hazards->n)
		put_list(out, page->hazards);
	page_close(out);
	out->failed |= pending.failed;
	sqlembic_buf_release(&pending);
}
