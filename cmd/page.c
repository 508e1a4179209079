/* page.c: the page, and the pieces of HTML that its sections are made of. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "page.h"
#include "xml.h"

/* ---- pieces ---------------------------------------------------------------------------------------------- */

void page_open(struct sqlembic_buf *out, const char *id, const char *title)
{
	sqlembic_buf_printf(out,
			    "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n",
			    id, id, id, title);
}

void page_close(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, "</section>\n");
}

void page_heading(struct sqlembic_buf *out, const char *caption, const char *names)
{
	sqlembic_buf_printf(out, "<div class=\"wide\"><table>\n<caption>%s</caption>\n<thead><tr>", caption);
	while (*names) {
		size_t n = strcspn(names, "\t");
		sqlembic_buf_printf(out, "<th scope=\"col\">%.*s</th>", (int)n, names);
		names += n + (names[n] == '\t');
	}
	sqlembic_buf_puts(out, "</tr></thead>\n<tbody>\n");
}

void page_cell(struct sqlembic_buf *out, const char *style, const char *text)
{
	sqlembic_buf_puts(out, "<td");
	if (style)
		xml_attribute(out, "class", style);
	sqlembic_buf_putc(out, '>');
	xml_text(out, text ? text : "");
	sqlembic_buf_puts(out, "</td>");
}

void page_note(struct sqlembic_buf *out, const char *format, ...)
{
	char line[512];
	va_list args;
	va_start(args, format);
	(void)vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	sqlembic_buf_puts(out, "<p class=\"note\">");
	xml_text(out, line);
	sqlembic_buf_puts(out, "</p>\n");
}

void page_text(struct sqlembic_buf *out, const char *element, const char *text)
{
	sqlembic_buf_printf(out, "<%s>", element);
	xml_text(out, text);
	sqlembic_buf_printf(out, "</%s>", element);
}

/* ---- head and cards -------------------------------------------------------------------------------------- */

void page_begin(struct sqlembic_buf *out, const char *title)
{
	sqlembic_buf_puts(
		out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		     "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		     "<meta name=\"color-scheme\" content=\"light dark\">\n"
		     "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	xml_text(out, title);
	sqlembic_buf_puts(out, " - sqlembic</title>\n<style>\n");
	for (const char *const *line = page_style; *line; line++)
		sqlembic_buf_printf(out, "%s\n", *line);
	sqlembic_buf_puts(out, "</style>\n</head>\n<body>\n<header>\n<h1>");
	xml_text(out, title);
	sqlembic_buf_puts(out, "</h1>\n");
}

void page_end(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, "</main>\n</body>\n</html>\n");
}

void page_card(struct sqlembic_buf *out, const char *style, const char *value, const char *label)
{
	sqlembic_buf_printf(out, "<li class=\"%s\">", style);
	page_text(out, "strong", value);
	sqlembic_buf_printf(out, "<span>%s</span></li>\n", label);
}

void page_count(struct sqlembic_buf *out, const char *style, size_t n, const char *label)
{
	struct sqlembic_buf value = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&value, "%zu", n);
	page_card(out, style, sqlembic_buf_text(&value), label);
	sqlembic_buf_release(&value);
}

static void put_cards(struct sqlembic_buf *out, const struct page *page)
{
	const struct sqlembic_status *status = page->status;
	const bool is_known = status->current.nunknown == 0;
	const char *verdict = !is_known           ? "unknown"
			      : status->half      ? "half done"
			      : status->changed.n ? "changed"
			      : status->pending.n ? "behind"
			      : page->revisions   ? "up to date"
						  : "no scripts";
	const char *style = !is_known || status->half                ? "bad"
			    : status->changed.n || status->pending.n ? "warn"
								     : "good";
	sqlembic_buf_puts(out, "<ul class=\"cards\">\n");
	page_card(out, style, verdict, "the database");
	page_count(out, "", page->revisions, "revisions");
	if (is_known) {
		page_count(out, "", page->revisions - status->pending.n, "applied");
		page_count(out, status->pending.n ? "warn" : "", status->pending.n, "pending");
	}
	if (page->log && page->log->n)
		page_card(out, "", page->log->items[0].started_at, "last step began (UTC)");
	sqlembic_buf_puts(out, "</ul>\n");
}

void page_links(struct sqlembic_buf *out, const char *const (*sections)[2], size_t n)
{
	sqlembic_buf_puts(out, "<nav aria-label=\"Sections\">");
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(out, "<a href=\"#%s\">%s</a>", sections[i][0], sections[i][1]);
	sqlembic_buf_puts(out, "</nav>\n");
}

void page_write(struct sqlembic_buf *out, const struct page *page)
{
	static const char *const sections[][2] = { { "status", "Status" },
						   { "graph", "Revisions" },
						   { "hazards", "Hazards" },
						   { "log", "Log" },
						   { "schema", "Schema" } };
	page_begin(out, page->status->current.url);
	sqlembic_buf_puts(out,
			  "<p>Migrations of this database, as sqlembic " SQLEMBIC_VERSION " found it at ");
	page_text(out, "time", page->made_at);
	sqlembic_buf_puts(out, ".</p>\n");
	page_links(out, sections, sizeof(sections) / sizeof(*sections));
	sqlembic_buf_puts(out, "</header>\n<main>\n");
	put_cards(out, page);
	page_status(out, page);
	page_graph(out, page);
	page_hazards(out, page);
	page_log(out, page);
	page_schema(out, page);
	page_end(out);
}
