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

static const char *colour_of(size_t lane)
{
	return colours[lane % (sizeof(colours) / sizeof(colours[0]))];
}

static void put_line(struct sqlembic_buf *out, const struct lanes_point *child, size_t row,
		     const struct lanes_point *parent, size_t parent_row)
{
	size_t x = x_of(child->lane), y = y_of(row), to_x = x_of(parent->lane), turn = y_of(row + 1);
	sqlembic_buf_printf(out, "<path stroke=\"%s\" d=\"M%zu %zu", colour_of(parent->lane), x, y);
	if (x != to_x)
		sqlembic_buf_printf(out, "C%zu %zu %zu %zu %zu %zu", x, turn, to_x, y, to_x, turn);
	sqlembic_buf_printf(out, "V%zu\"/>\n", y_of(parent_row));
}

static void put_dependency(struct sqlembic_buf *out, const struct graph_file *graph,
			   const struct graph_file_dependency *dependency)
{
	const struct lanes_point *points = graph->lanes->points;
	size_t x = x_of(points[dependency->row].lane), y = y_of(dependency->row);
	size_t to_x = x_of(points[dependency->used].lane), to_y = y_of(dependency->used);
	size_t bend = (x > to_x ? x : to_x) + LANE;
	sqlembic_buf_printf(
		out,
		"<path stroke=\"#888\" stroke-dasharray=\"3 3\" d=\"M%zu %zuC%zu %zu %zu %zu %zu %zu\"/>\n",
		x, y, bend, y, bend, to_y, to_x, to_y);
}

static void put_point(struct sqlembic_buf *out, const struct lanes *lanes, size_t row)
{
	const struct lanes_point *point = &lanes->points[row];
	struct sqlembic_buf caption = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(out, "<circle cx=\"%zu\" cy=\"%zu\" r=\"%d\" fill=\"%s\"%s/>\n",
			    x_of(point->lane), y_of(row), RADIUS, colour_of(point->lane),
			    point->revision->is_current ? " stroke=\"#000\" stroke-width=\"2\"" : "");
	sqlembic_buf_printf(out, "<text x=\"%zu\" y=\"%zu\"%s>", x_of(lanes->width) + LANE / 2, y_of(row) + 4,
			    point->revision->is_current ? " font-weight=\"bold\"" : "");
	graph_file_caption(&caption, point->revision);
	xml_text(out, sqlembic_buf_text(&caption));
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

void graph_svg(struct sqlembic_buf *out, const struct graph_file *graph)
{
	const struct lanes *lanes = graph->lanes;
	size_t width = x_of(lanes->width) + LANE + measure(lanes) * CHARACTER + MARGIN;
	size_t height = lanes->n ? y_of(lanes->n - 1) + MARGIN : MARGIN;
	sqlembic_buf_printf(out,
			    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"%zu\" "
			    "viewBox=\"0 0 %zu %zu\">\n"
			    "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
			    "<g fill=\"none\" stroke-width=\"2\">\n",
			    width, height, width, height);
	for (size_t row = 0; row < lanes->n; row++)
		for (size_t i = 0; i < lanes->points[row].nparents; i++) {
			size_t parent = lanes->points[row].parents[i];
			put_line(out, &lanes->points[row], row, &lanes->points[parent], parent);
		}
	for (size_t i = 0; i < graph->ndependencies; i++)
		put_dependency(out, graph, &graph->dependencies[i]);
	sqlembic_buf_puts(out, "</g>\n<g font-family=\"monospace\" font-size=\"13\">\n");
	for (size_t row = 0; row < lanes->n; row++)
		put_point(out, lanes, row);
	sqlembic_buf_puts(out, "</g>\n</svg>\n");
}
