/* test_lanes.c: revisions in a grid, and the drawing of it. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "graph_text.h"
#include "lanes.h"

#define MOST 40

/* Random revisions, newest first: each comes after up to three of those behind it. */
struct sample {
	struct sqlembic_revision revisions[MOST];
	const struct sqlembic_revision *items[MOST];
	char ids[MOST][8];
	const char *down[MOST][3];
	size_t n;
};

static void make_sample(struct sample *s, unsigned seed)
{
	srandom(seed);
	*s = (struct sample){ .n = 1 + (size_t)random() % MOST };
	for (size_t row = 0; row < s->n; row++) {
		struct sqlembic_revision *r = &s->revisions[row];
		size_t left = s->n - row - 1, wanted = (size_t)random() % 4;
		snprintf(s->ids[row], sizeof(s->ids[row]), "r%zu", row);
		*r = (struct sqlembic_revision){ .id = s->ids[row], .message = "", .down = s->down[row] };
		for (size_t i = 0; i < wanted && i < left; i++) {
			size_t parent = row + 1 + (size_t)random() % left;
			bool is_new = true;
			for (size_t k = 0; k < r->ndown; k++)
				is_new = is_new && s->down[row][k] != s->ids[parent];
			if (is_new)
				s->down[row][r->ndown++] = s->ids[parent];
		}
		s->items[row] = r;
	}
}

/* A line to a revision runs in that one's lane, and nothing else is there meanwhile. */
static void check_sample(const struct sample *s, unsigned seed)
{
	struct lanes lanes;
	struct sqlembic_error err;
	const struct sqlembic_revisions revisions = { s->items, s->n };
	cr_assert_eq(lanes_place(&lanes, &revisions, &err), 0);
	for (size_t row = 0; row < s->n; row++) {
		const struct lanes_point *point = &lanes.points[row];
		cr_assert_eq(point->nparents, s->revisions[row].ndown, "seed %u row %zu", seed, row);
		cr_assert_lt(point->lane, lanes.width);
		cr_assert_leq(point->opened, row);
		if (row + 1 < s->n && point->nparents == 0)
			cr_assert_neq(lanes.points[row + 1].lane, point->lane, "seed %u row %zu", seed, row);
		for (size_t other = point->opened + 1; other < row; other++)
			cr_assert_neq(lanes.points[other].lane, point->lane, "seed %u row %zu", seed, row);
		for (size_t other = row + 1; other < s->n; other++)
			if (lanes.points[other].lane == point->lane)
				cr_assert_geq(lanes.points[other].opened, row, "seed %u row %zu", seed, row);
	}
	lanes_release(&lanes);
}

Test(lanes, no_two_lines_share_a_lane)
{
	for (unsigned seed = 0; seed < 500; seed++) {
		struct sample sample;
		make_sample(&sample, seed);
		check_sample(&sample, seed);
	}
}

static void say_id(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
}

Test(lanes, lines_are_cut_to_the_terminal)
{
	struct sqlembic_revision r = { .id = "0123456789012345678901234567890123456789", .message = "" };
	const struct sqlembic_revision *items[] = { &r };
	const struct sqlembic_revisions revisions = { items, 1 };
	const struct graph_text_style style = { .width = 30 };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct lanes lanes;
	struct sqlembic_error err;
	cr_assert_eq(lanes_place(&lanes, &revisions, &err), 0);
	graph_text(&out, &lanes, &style, say_id);
	cr_expect_str_eq(sqlembic_buf_text(&out), "*  012345678901234567890123...\n");
	sqlembic_buf_release(&out);
	lanes_release(&lanes);
}

Test(lanes, each_lane_has_its_colour)
{
	struct sqlembic_revision r = { .id = "a", .message = "", .is_current = true };
	const struct sqlembic_revision *items[] = { &r };
	const struct sqlembic_revisions revisions = { items, 1 };
	const struct graph_text_style style = { .colour = true };
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct lanes lanes;
	struct sqlembic_error err;
	cr_assert_eq(lanes_place(&lanes, &revisions, &err), 0);
	graph_text(&out, &lanes, &style, say_id);
	cr_expect_str_eq(sqlembic_buf_text(&out), "\033[31m@\033[0m  a\n");
	sqlembic_buf_release(&out);
	lanes_release(&lanes);
}
