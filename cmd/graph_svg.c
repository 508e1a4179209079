/* graph_svg.c: see graph_svg.h.  The grid of lanes.h in pixels: a line leaves its revision for the parent's lane within one
 * row, and runs down in it. */
#include "graph_svg.h"

#include "term.h"
#include "xml.h"

enum { ROW = 26, LANE = 20, MARGIN = 16, RADIUS = 5, CHARACTER = 8 };

static const char *const colours[] = { "#1f77b4", "#d95f02", "#2ca02c", "#9467bd", "#8c564b", "#d6278f" };

static size_t x_of(size_t lane)
{
	return MARGIN + lane * LANE;
}

static size_t y_of(size_t row)
{
	return MARGIN + row * ROW;
}

/* The colour of a lane, as `name` of the element: "stroke" or "fill". */
static void put_colour(struct sqlembic_buf *out, const struct graph_svg_page *page, const char *name,
		       size_t lane)
{
	size_t which = lane % (sizeof(colours) / sizeof(colours[0]));
	if (page)
		sqlembic_buf_printf(out, " class=\"lane%zu", which);
	else
		sqlembic_buf_printf(out, " %s=\"%s", name, colours[which]);
}

static void put_line(struct sqlembic_buf *out, const struct graph_svg_page *page,
		     const struct lanes_point *child, size_t row, const struct lanes_point *parent,
		     size_t parent_row)
{
	size_t x = x_of(child->lane), y = y_of(row), to_x = x_of(parent->lane), turn = y_of(row + 1);
	sqlembic_buf_puts(out, "<path");
	put_colour(out, page, "stroke", parent->lane);
	sqlembic_buf_printf(out, "\" d=\"M%zu %zu", x, y);
	if (x != to_x)
		sqlembic_buf_printf(out, "C%zu %zu %zu %zu %zu %zu", x, turn, to_x, y, to_x, turn);
	sqlembic_buf_printf(out, "V%zu\"/>\n", y_of(parent_row));
}

static void put_dependency(struct sqlembic_buf *out, const struct graph_svg_page *page,
			   const struct graph_file *graph, const struct graph_file_dependency *dependency)
{
	const struct lanes_point *points = graph->lanes->points;
	size_t x = x_of(points[dependency->row].lane), y = y_of(dependency->row);
	size_t to_x = x_of(points[dependency->used].lane), to_y = y_of(dependency->used);
	size_t bend = (x > to_x ? x : to_x) + LANE;
	sqlembic_buf_printf(
		out, "<path %s stroke-dasharray=\"3 3\" d=\"M%zu %zuC%zu %zu %zu %zu %zu %zu\"/>\n",
		page ? "class=\"dependency\"" : "stroke=\"#888\"", x, y, bend, y, bend, to_y, to_x, to_y);
}

static void put_circle(struct sqlembic_buf *out, const struct graph_svg_page *page,
		       const struct lanes_point *point, size_t row)
{
	bool is_current = point->revision->is_current;
	sqlembic_buf_printf(out, "<circle cx=\"%zu\" cy=\"%zu\" r=\"%d\"", x_of(point->lane), y_of(row),
			    RADIUS);
	put_colour(out, page, "fill", point->lane);
	if (page)
		sqlembic_buf_printf(out, "%s%s", page->is_pending && page->is_pending[row] ? " pending" : "",
				    is_current ? " current" : "");
	else if (is_current)
		sqlembic_buf_puts(out, "\" stroke=\"#000\" stroke-width=\"2");
	sqlembic_buf_puts(out, "\"/>\n");
}

static void put_point(struct sqlembic_buf *out, const struct graph_svg_page *page, const struct lanes *lanes,
		      size_t row)
{
	const struct lanes_point *point = &lanes->points[row];
	struct sqlembic_buf caption = SQLEMBIC_BUF_INIT;
	put_circle(out, page, point, row);
	sqlembic_buf_printf(out, "<text x=\"%zu\" y=\"%zu\"%s>", x_of(lanes->width) + LANE / 2, y_of(row) + 4,
			    point->revision->is_current ? " font-weight=\"bold\"" : "");
	graph_file_caption(&caption, point->revision);
	xml_text(out, sqlembic_buf_text(&caption));
	if (page && page->is_pending && page->is_pending[row])
		sqlembic_buf_puts(out, "<tspan class=\"pending\"> (pending)</tspan>");
	if (page && point->revision->is_current)
		sqlembic_buf_puts(out, "<tspan class=\"current\"> (current)</tspan>");
	sqlembic_buf_puts(out, "</text>\n");
	out->failed |= caption.failed;
	sqlembic_buf_release(&caption);
}

/* Columns of the longest caption. */
static size_t measure(const struct lanes *lanes)
{
	size_t longest = 0;
	struct sqlembic_buf caption = SQLEMBIC_BUF_INIT;
	for (size_t row = 0; row < lanes->n; row++) {
		sqlembic_buf_clear(&caption);
		graph_file_caption(&caption, lanes->points[row].revision);
		size_t columns = term_text_width(sqlembic_buf_text(&caption), caption.len);
		longest = columns > longest ? columns : longest;
	}
	sqlembic_buf_release(&caption);
	return longest;
}

static void begin(struct sqlembic_buf *out, const struct graph_svg_page *page, const struct lanes *lanes)
{
	size_t width = x_of(lanes->width) + LANE + measure(lanes) * CHARACTER + MARGIN;
	size_t height = lanes->n ? y_of(lanes->n - 1) + MARGIN : MARGIN;
	if (page)
		width += sizeof(" (pending) (current)") * CHARACTER;
	sqlembic_buf_printf(out,
			    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"%zu\" "
			    "viewBox=\"0 0 %zu %zu\"",
			    width, height, width, height);
	if (!page) {
		sqlembic_buf_puts(out, ">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
		return;
	}
	sqlembic_buf_puts(out, " role=\"img\" class=\"graph\">\n<title>");
	xml_text(out, page->title);
	sqlembic_buf_puts(out, "</title>\n<desc>");
	xml_text(out, page->desc);
	sqlembic_buf_puts(out, "</desc>\n");
}

void graph_svg_in_page(struct sqlembic_buf *out, const struct graph_file *graph,
		       const struct graph_svg_page *page)
{
	const struct lanes *lanes = graph->lanes;
	begin(out, page, lanes);
	sqlembic_buf_puts(out, "<g fill=\"none\" stroke-width=\"2\">\n");
	for (size_t row = 0; row < lanes->n; row++)
		for (size_t i = 0; i < lanes->points[row].nparents; i++) {
			size_t parent = lanes->points[row].parents[i];
			put_line(out, page, &lanes->points[row], row, &lanes->points[parent], parent);
		}
	for (size_t i = 0; i < graph->ndependencies; i++)
		put_dependency(out, page, graph, &graph->dependencies[i]);
	sqlembic_buf_puts(out, "</g>\n<g font-family=\"monospace\" font-size=\"13\">\n");
	for (size_t row = 0; row < lanes->n; row++)
		put_point(out, page, lanes, row);
	sqlembic_buf_puts(out, "</g>\n</svg>\n");
}

void graph_svg(struct sqlembic_buf *out, const struct graph_file *graph)
{
	graph_svg_in_page(out, graph, NULL);
}
