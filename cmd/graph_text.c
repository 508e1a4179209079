/* graph_text.c: see graph_text.h.
 *
 * Two lines a revision at the most: the point between the lines that pass it, and below it, where it has parents in other
 * lanes, a line that leads there.  Each cell is drawn by what leaves it to the four sides. */
#include "graph_text.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/text.h"
#include "term.h"

/* A cell: sides that a line leaves it to, what is in it, and whether a line runs in the gap behind it. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, POINT = 16, CURRENT = 32, JOINED = 64, GAP = 128 };

static const char *const boxes[16] = { " ", "│", "│", "│", "─", "╯", "╮", "┤",
				       "─", "╰", "╭", "├", "─", "┴", "┬", "┼" };
static const char *const ascii[16] = { " ", "|",  "|", "|", "-", "/", "\\", "|",
				       "-", "\\", "/", "|", "-", "-", "-",  "+" };
static const char *const colours[] = {
	"\033[31m", "\033[32m", "\033[33m", "\033[34m", "\033[35m", "\033[36m"
};

struct drawing {
	struct sqlembic_buf *out;
	const struct lanes *lanes;
	const struct graph_text_style *style;
	size_t *to;      /* where the line of each lane leads to; LANES_NONE: there is none */
	unsigned *cells; /* of the line that is being drawn */
	size_t used;     /* lanes up to here are drawn */
};

static const char *symbol(unsigned cell, bool unicode)
{
	if (cell & CURRENT)
		return unicode ? "◉" : "@";
	if (cell & POINT)
		return unicode ? "●" : "*";
	return unicode ? boxes[cell & 15] : ascii[cell & 15];
}

static void put(const struct drawing *d, size_t lane, const char *text)
{
	bool coloured = d->style->colour && text[0] != ' ';
	if (coloured)
		sqlembic_buf_puts(d->out, colours[lane % (sizeof(colours) / sizeof(colours[0]))]);
	sqlembic_buf_puts(d->out, text);
	if (coloured)
		sqlembic_buf_puts(d->out, "\033[0m");
}

/* A lane is two columns wide: its line, and the gap up to the next. */
static void put_cells(const struct drawing *d)
{
	for (size_t lane = 0; lane < d->used; lane++) {
		put(d, lane, symbol(d->cells[lane], d->style->unicode));
		if (lane + 1 < d->used)
			put(d, lane, d->cells[lane] & GAP ? symbol(LEFT | RIGHT, d->style->unicode) : " ");
	}
}

static void set_lines(struct drawing *d, unsigned sides)
{
	d->used = 0;
	for (size_t lane = 0; lane < d->lanes->width; lane++) {
		d->cells[lane] = d->to[lane] == LANES_NONE ? 0 : sides;
		if (d->cells[lane])
			d->used = lane + 1;
	}
}

/* ---- a point and what is said of it ---- */

#define TEXT_COLUMNS_MIN 20

/* Colours take no columns: the text alone is cut, to what the lanes leave. */
static void put_text(const struct drawing *d, const char *text, size_t length)
{
	size_t lanes = d->used * 2 + 1, start;
	sqlembic_buf_puts(d->out, length ? "  " : "");
	start = d->out->len;
	sqlembic_buf_add(d->out, text, length);
	if (d->style->width > 0)
		term_cut(d->out, start,
			 d->style->width > lanes + TEXT_COLUMNS_MIN ? d->style->width - lanes
								    : TEXT_COLUMNS_MIN);
}

static void draw_point(struct drawing *d, size_t row, const char *text)
{
	const struct lanes_point *point = &d->lanes->points[row];
	for (const char *line = text; *line;) {
		const char *end = strchrnul(line, '\n');
		set_lines(d, UP | DOWN);
		if (line == text) {
			d->cells[point->lane] = POINT | (point->revision->is_current ? (unsigned)CURRENT : 0);
			if (d->used <= point->lane)
				d->used = point->lane + 1;
		}
		put_cells(d);
		put_text(d, line, (size_t)(end - line));
		sqlembic_buf_putc(d->out, '\n');
		d->to[point->lane] = point->nparents ? row : LANES_NONE;
		line = *end ? end + 1 : end;
	}
}

/* ---- to the parents ---- */

static void connect_lanes(struct drawing *d, size_t a, size_t b)
{
	for (size_t lane = a < b ? a : b; lane < (a < b ? b : a); lane++)
		d->cells[lane] |= GAP;
}

/* A line that only passes is crossed, not joined. */
static void set_sides(struct drawing *d)
{
	for (size_t lane = 0; lane < d->lanes->width; lane++) {
		unsigned *cell = &d->cells[lane];
		bool passes = *cell & UP && *cell & DOWN && !(*cell & JOINED);
		if (!passes && *cell & GAP)
			*cell |= RIGHT;
		if (!passes && lane > 0 && d->cells[lane - 1] & GAP)
			*cell |= LEFT;
		if (*cell)
			d->used = lane + 1;
	}
}

static void draw_links(struct drawing *d, size_t row)
{
	const struct lanes_point *point = &d->lanes->points[row];
	bool turns = false;
	set_lines(d, UP | DOWN);
	d->cells[point->lane] = UP | JOINED;
	d->to[point->lane] = LANES_NONE;
	for (size_t i = 0; i < point->nparents; i++) {
		const struct lanes_point *parent = &d->lanes->points[point->parents[i]];
		turns |= parent->lane != point->lane;
		d->to[parent->lane] = point->parents[i];
		d->cells[parent->lane] |= DOWN | JOINED;
	}
	for (size_t i = 0; i < point->nparents; i++)
		connect_lanes(d, point->lane, d->lanes->points[point->parents[i]].lane);
	if (!turns)
		return;
	set_sides(d);
	put_cells(d);
	sqlembic_buf_putc(d->out, '\n');
}

void graph_text(struct sqlembic_buf *out, const struct lanes *lanes, const struct graph_text_style *style,
		void (*render)(struct sqlembic_buf *out, const struct sqlembic_revision *revision))
{
	struct drawing d = { .out = out,
			     .lanes = lanes,
			     .style = style,
			     .to = malloc((lanes->width + 1) * sizeof(*d.to)),
			     .cells = calloc(lanes->width + 1, sizeof(*d.cells)) };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	out->failed |= !d.to || !d.cells;
	for (size_t lane = 0; !out->failed && lane < lanes->width; lane++)
		d.to[lane] = LANES_NONE;
	for (size_t row = 0; !out->failed && row < lanes->n; row++) {
		sqlembic_buf_clear(&text);
		render(&text, lanes->points[row].revision);
		draw_point(&d, row, sqlembic_buf_text(&text));
		draw_links(&d, row);
		out->failed |= text.failed;
	}
	sqlembic_buf_release(&text);
	free(d.to);
	free(d.cells);
}
