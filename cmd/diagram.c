/* diagram.c: see diagram.h. */
#include "diagram.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "term.h"

enum {
	CHARACTER = 7,
	PADDING = 22,
	NARROW = 130,
	WIDE = 330,
	GAP_X = 80,
	GAP_Y = 22,
	COLUMNS = 16,
	RANKS = 7
};

const struct diagram_box *diagram_target(const struct diagram *diagram,
					 const struct sqlembic_outline_reference *reference)
{
	size_t box = reference->table ? diagram->box_of[reference->table->index] : DIAGRAM_NONE;
	return box == DIAGRAM_NONE ? NULL : &diagram->boxes[box];
}

/* ---- which tables, and how large ------------------------------------------------------------------------- */

static void measure(struct diagram_box *box)
{
	const struct sqlembic_outline_table *table = box->table;
	size_t columns = term_text_width(table->name, strlen(table->name));
	box->shown = table->ncolumns > COLUMNS ? COLUMNS - 1 : table->ncolumns;
	for (size_t i = 0; i < box->shown; i++) {
		const struct sqlembic_outline_column *c = table->columns[i];
		size_t n = term_text_width(c->name, strlen(c->name)) + 4 +
			   term_text_width(c->type, strlen(c->type));
		columns = n > columns ? n : columns;
	}
	double width = (double)(columns * CHARACTER + PADDING);
	box->width = width < NARROW ? NARROW : width > WIDE ? WIDE : width;
	box->height = (double)(DIAGRAM_HEAD + (box->shown + (box->shown < table->ncolumns)) * DIAGRAM_ROW +
			       6);
}

static int by_degree(const void *a, const void *b)
{
	const struct diagram_box *x = a, *y = b;
	if (x->degree != y->degree)
		return x->degree < y->degree ? 1 : -1;
	return x->table->index > y->table->index ? 1 : -1;
}

static int by_place(const void *a, const void *b)
{
	const struct diagram_box *x = a, *y = b;
	bool x_alone = x->degree == 0, y_alone = y->degree == 0;
	if (x_alone != y_alone)
		return x_alone ? 1 : -1;
	if (x->rank != y->rank)
		return x->rank > y->rank ? 1 : -1;
	if (x->order < y->order || x->order > y->order)
		return x->order > y->order ? 1 : -1;
	return x->table->index > y->table->index ? 1 : -1;
}

static void sort(struct diagram *d, int (*compare)(const void *, const void *))
{
	qsort(d->boxes, d->n, sizeof(*d->boxes), compare);
	for (size_t i = 0; i < d->n; i++)
		d->box_of[d->boxes[i].table->index] = i;
}

static void count_keys(struct diagram *d)
{
	for (size_t i = 0; i < d->n; i++)
		d->boxes[i].degree = 0;
	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; k < d->boxes[i].table->nreferences; k++) {
			const struct diagram_box *to = diagram_target(d, d->boxes[i].table->references[k]);
			if (!to)
				continue;
			d->boxes[i].degree++;
			d->boxes[to - d->boxes].degree++;
		}
}

/* ---- ranks and the order in them ------------------------------------------------------------------------- */

/* Behind all that a table refers to; a circle of keys ends when the rounds do. */
static void rank(struct diagram *d)
{
	bool used[RANKS + 1] = { false };
	size_t place[RANKS + 1] = { 0 }, n = 0;
	for (size_t round = 0; round < RANKS; round++)
		for (size_t i = 0; i < d->n; i++)
			for (size_t k = 0; k < d->boxes[i].table->nreferences; k++) {
				const struct diagram_box *to = diagram_target(
					d, d->boxes[i].table->references[k]);
				if (to && to != &d->boxes[i] && to->rank >= d->boxes[i].rank &&
				    to->rank < RANKS)
					d->boxes[i].rank = to->rank + 1;
			}
	for (size_t i = 0; i < d->n; i++)
		used[d->boxes[i].rank] = true;
	for (size_t i = 0; i <= RANKS; i++) {
		place[i] = n;
		n += used[i];
	}
	for (size_t i = 0; i < d->n; i++)
		d->boxes[i].rank = place[d->boxes[i].rank];
}

/* Tables stand near the middle of those that their keys join them to. */
static void arrange(struct diagram *d)
{
	double *sum = calloc(d->n + 1, sizeof(*sum)), *n = calloc(d->n + 1, sizeof(*n));
	for (size_t round = 0; sum && n && round < 6; round++) {
		memset(sum, 0, d->n * sizeof(*sum));
		memset(n, 0, d->n * sizeof(*n));
		for (size_t i = 0; i < d->n; i++)
			for (size_t k = 0; k < d->boxes[i].table->nreferences; k++) {
				const struct diagram_box *to = diagram_target(
					d, d->boxes[i].table->references[k]);
				size_t other = to ? (size_t)(to - d->boxes) : i;
				sum[i] += d->boxes[other].order;
				sum[other] += d->boxes[i].order;
				n[i] += other != i;
				n[other] += other != i;
			}
		for (size_t i = 0; i < d->n; i++)
			if (n[i] > 0)
				d->boxes[i].order = sum[i] / n[i];
		sort(d, by_place);
		/* Counted from the top of its rank, in parts of it. */
		for (size_t first = 0, end; first < d->n; first = end) {
			for (end = first; end < d->n && d->boxes[end].rank == d->boxes[first].rank; end++)
				;
			for (size_t i = first; i < end; i++)
				d->boxes[i].order = (double)(i - first + 1) / (double)(end - first + 1);
		}
	}
	free(sum);
	free(n);
}

/* ---- places ---------------------------------------------------------------------------------------------- */

/* As high as makes the drawing somewhat wider than high. */
static double height_of_columns(const struct diagram *d)
{
	double area = 0, highest = 460, side = 100;
	for (size_t i = 0; i < d->n; i++) {
		area += (d->boxes[i].width + GAP_X) * (d->boxes[i].height + GAP_Y);
		highest = d->boxes[i].height > highest ? d->boxes[i].height : highest;
	}
	while (side * side * 1.3 < area)
		side += 20;
	return side > highest ? side : highest;
}

static void place_columns(struct diagram *d, double limit)
{
	double x = 4, y = 4, widest = 0;
	for (size_t i = 0; i < d->n && d->boxes[i].degree > 0; i++) {
		struct diagram_box *box = &d->boxes[i];
		bool is_new = i > 0 && box->rank != box[-1].rank;
		if (is_new || (y > 4 && y + box->height > limit)) {
			x += widest + GAP_X;
			y = 4;
			widest = 0;
		}
		box->x = x;
		box->y = y;
		y += box->height + GAP_Y;
		widest = box->width > widest ? box->width : widest;
		d->width = x + widest + GAP_X > d->width ? x + widest + GAP_X : d->width;
		d->height = y > d->height ? y : d->height;
	}
}

/* Tables without keys in rows below. */
static void place_rest(struct diagram *d)
{
	double x = 4, y = d->height + 10, highest = 0, width = d->width > 1100 ? d->width : 1100;
	for (size_t i = 0; i < d->n; i++) {
		struct diagram_box *box = &d->boxes[i];
		if (box->degree > 0)
			continue;
		if (x > 4 && x + box->width > width) {
			x = 4;
			y += highest + GAP_Y;
			highest = 0;
		}
		box->x = x;
		box->y = y;
		x += box->width + GAP_Y;
		highest = box->height > highest ? box->height : highest;
		d->width = x > d->width ? x : d->width;
		d->height = y + highest + GAP_Y;
	}
}

int diagram_place(struct diagram *out, const struct sqlembic_outline *outline, size_t max,
		  struct sqlembic_error *err)
{
	*out = (struct diagram){ .boxes = calloc(outline->ntables + 1, sizeof(*out->boxes)),
				 .box_of = calloc(outline->ntables + 1, sizeof(*out->box_of)),
				 .n = outline->ntables };
	if (!out->boxes || !out->box_of)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < out->n; i++) {
		out->boxes[i].table = outline->tables[i];
		out->box_of[i] = i;
		measure(&out->boxes[i]);
	}
	count_keys(out);
	if (out->n > max) {
		sort(out, by_degree);
		for (size_t i = max; i < out->n; i++)
			out->box_of[out->boxes[i].table->index] = DIAGRAM_NONE;
		out->n = max;
		count_keys(out);
	}
	rank(out);
	sort(out, by_place);
	arrange(out);
	place_columns(out, height_of_columns(out));
	place_rest(out);
	return 0;
}

void diagram_release(struct diagram *diagram)
{
	free(diagram->boxes);
	free(diagram->box_of);
	*diagram = (struct diagram){ NULL, 0, NULL, 0, 0 };
}
