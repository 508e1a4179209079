/* page_graph.c: where the database is, as the graph of revisions. */
#include "graph_svg.h"
#include "quantity.h"
#include "page.h"

static void describe(struct sqlembic_buf *out, const struct page *page)
{
	quantity_count(out, page->graph->lanes->n, "revision");
	sqlembic_buf_printf(out, ", newest on top, with lines to those that they come after. ");
	if (page->status->current.nunknown)
		sqlembic_buf_puts(out, "What is applied is not known.");
	else if (page->status->pending.n == 0)
		sqlembic_buf_puts(out, "All are applied.");
	else
		sqlembic_buf_printf(out, "%zu pending.", page->status->pending.n);
}

void page_graph(struct sqlembic_buf *out, const struct page *page)
{
	struct sqlembic_buf desc = SQLEMBIC_BUF_INIT;
	size_t drawn = page->graph->lanes->n;
	page_open(out, "graph", "Revisions");
	if (drawn == 0)
		page_note(out, "There are no scripts.");
	else if (page->furthest)
		page_note(out, "Newest on top. A hollow point is pending in at least one of the targets, a "
			       "dashed line is a dependency.");
	else
		page_note(out, "Newest on top. A hollow point is pending, a ring is where the database is, a "
			       "dashed line is a dependency.");
	if (drawn < page->revisions)
		page_note(out, "The %zu newest of %zu revisions are drawn.", drawn, page->revisions);
	describe(&desc, page);
	const struct graph_svg_page drawing = { .is_pending = page->is_pending,
						.title = "Revision graph",
						.desc = sqlembic_buf_text(&desc) };
	sqlembic_buf_puts(out, "<div class=\"wide\">\n");
	if (drawn)
		graph_svg_in_page(out, page->graph, &drawing);
	sqlembic_buf_puts(out, "</div>\n");
	page_close(out);
	out->failed |= desc.failed;
	sqlembic_buf_release(&desc);
}
