/* test_listing.c: Alembic's line formats, events in words. */
#include <criterion/criterion.h>

#include <string.h>

#include "listing.h"
#include "events.h"
#include "quantity.h"

static const char *const one[] = { "1975ea83b712" };
static const char *const two[] = { "ae1027a6acf1", "27c6a30d7c24" };
static const char *const label[] = { "shoppingcart" };
static const char *const dependency[] = { "55af2cb1c267" };

static const struct sqlembic_revision base = {
	.id = "1975ea83b712",
	.message = "create account table",
	.text = "create account table\n\nrevision: 1975ea83b712\n",
	.up_path = "/abs/versions/1975.up.sql",
	.children = two,
	.nchildren = 2,
	.is_branch_point = true,
};
static const struct sqlembic_revision merge = {
	.id = "53fffde5ad5a",
	.message = "merge ae1 and 27c",
	.text = "merge ae1 and 27c",
	.up_path = "/abs/versions/53ff.up.sql",
	.down = two,
	.ndown = 2,
	.labels = label,
	.nlabels = 1,
	.is_head = true,
	.is_merge_point = true,
	.is_current = true,
};
static const struct sqlembic_revision dependent = {
	.id = "2a95102259be",
	.message = "add ip account table",
	.text = "",
	.up_path = "/abs/versions/2a95.up.sql",
	.down = one,
	.ndown = 1,
	.depends = dependency,
	.ndepends = 1,
	.is_head = true,
	.is_effective_head = true,
};

#define EXPECT(call, want)                                       \
	do {                                                     \
		struct sqlembic_buf out = SQLEMBIC_BUF_INIT;     \
		call;                                            \
		cr_expect_str_eq(sqlembic_buf_text(&out), want); \
		sqlembic_buf_release(&out);                      \
	} while (0)

Test(listing, history_line)
{
	EXPECT(listing_history(&out, &base), "<base> -> 1975ea83b712 (branchpoint), create account table\n");
	EXPECT(listing_history(&out, &merge),
	       "ae1027a6acf1, 27c6a30d7c24 -> 53fffde5ad5a (shoppingcart) (head) (current) (mergepoint), "
	       "merge ae1 and 27c\n");
	EXPECT(listing_history(&out, &dependent),
	       "1975ea83b712 (55af2cb1c267) -> 2a95102259be (effective head), add ip account table\n");
}

Test(listing, an_empty_message_leaves_the_comma)
{
	struct sqlembic_revision silent = base;
	silent.message = "";
	EXPECT(listing_history(&out, &silent), "<base> -> 1975ea83b712 (branchpoint), \n");
}

Test(listing, head_line_has_labels_but_no_tree_marks)
{
	EXPECT(listing_head(&out, &merge), "53fffde5ad5a (shoppingcart) (head)\n");
	EXPECT(listing_head(&out, &dependent), "2a95102259be (effective head)\n");
}

Test(listing, current_line_has_tree_marks_but_no_labels)
{
	EXPECT(listing_current(&out, &merge), "53fffde5ad5a (head) (mergepoint)\n");
}

Test(listing, branch_points_and_their_children_are_aligned)
{
	EXPECT(listing_branch_point(&out, &base), "1975ea83b712 (branchpoint)\n");
	EXPECT(listing_branch_child(&out, &base, &merge, false),
	       "             -> 53fffde5ad5a (shoppingcart) (head) (mergepoint)\n");
	EXPECT(listing_branch_child(&out, &base, &dependent, true),
	       "             -> 2a95102259be (effective head), add ip account table\n");
}

Test(listing, a_step_down_is_written_the_other_way)
{
	EXPECT(listing_step(&out, &base, SQLEMBIC_UPGRADE), "<base> -> 1975ea83b712, create account table\n");
	EXPECT(listing_step(&out, &base, SQLEMBIC_DOWNGRADE),
	       "1975ea83b712 -> <base>, create account table\n");
}

Test(listing, entry_of_a_branch_point_indents_empty_lines)
{
	EXPECT(listing_entry(&out, &base), "Rev: 1975ea83b712 (branchpoint)\n"
					   "Parent: <base>\n"
					   "Branches into: ae1027a6acf1, 27c6a30d7c24\n"
					   "Path: /abs/versions/1975.up.sql\n"
					   "\n"
					   "    create account table\n"
					   "    \n"
					   "    revision: 1975ea83b712\n"
					   "\n");
}

Test(listing, entry_of_a_merge_and_of_an_effective_head)
{
	EXPECT(listing_entry_marked(&out, &merge), "Rev: 53fffde5ad5a (head) (mergepoint) (current)\n"
						   "Merges: ae1027a6acf1, 27c6a30d7c24\n"
						   "Branch names: shoppingcart\n"
						   "Path: /abs/versions/53ff.up.sql\n"
						   "\n"
						   "    merge ae1 and 27c\n"
						   "\n");
	EXPECT(listing_entry(&out, &dependent), "Rev: 2a95102259be (head)\n"
						"Parent: 1975ea83b712\n"
						"Also depends on: 55af2cb1c267\n"
						"Path: /abs/versions/2a95.up.sql\n"
						"\n"
						"    \n"
						"\n");
}

Test(listing, steps_are_announced_as_alembic_does)
{
	struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_STEP,
					.direction = SQLEMBIC_UPGRADE,
					.from = "",
					.to = "1975ea83b712",
					.message = "create account table" };
	EXPECT(events_text(&out, &event, 0), "Running upgrade  -> 1975ea83b712, create account table\n");
	event.message = "";
	EXPECT(events_text(&out, &event, 0), "Running upgrade  -> 1975ea83b712\n");
	event = (struct sqlembic_event){ .kind = SQLEMBIC_EVENT_STEP,
					 .direction = SQLEMBIC_STAMP,
					 .from = "a, b",
					 .to = "c",
					 .message = "not shown" };
	EXPECT(events_text(&out, &event, 0), "Running stamp_revision a, b -> c\n");
}

/* A paragraph of prose, wide characters, fifty heads: one line of a screen, or of a log. */
Test(listing, the_line_of_a_step_is_cut)
{
	char prose[600], ids[600];
	memset(prose, 'p', sizeof(prose) - 1);
	memset(ids, 'i', sizeof(ids) - 1);
	prose[sizeof(prose) - 1] = ids[sizeof(ids) - 1] = '\0';
	struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_STEP,
					.from = "",
					.to = "a1",
					.message = "gr\xc3\xbcne B\xc3\xa4ume pflanzen" };
	EXPECT(events_text(&out, &event, 38), "Running upgrade  -> a1, gr\xc3\xbcne B\xc3\xa4ume...\n");
	EXPECT(events_text(&out, &event, 44), "Running upgrade  -> a1, gr\xc3\xbcne B\xc3\xa4ume pflanzen\n");
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	event.message = prose;
	events_text(&out, &event, 0);
	cr_expect_eq(out.len, 201);
	cr_expect_str_eq(out.ptr + 190, "ppppppp...\n");
	sqlembic_buf_clear(&out);
	event.from = ids;
	events_text(&out, &event, 80);
	cr_expect_eq(out.len, 81);
	sqlembic_buf_release(&out);
}

Test(listing, control_characters_of_a_message_do_not_reach_the_terminal)
{
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_WARNING, .text = "a\033[2Jb\nc" };
	EXPECT(events_text(&out, &event, 0), "warning: a?[2Jb c\n");
	const struct sqlembic_event eight_bits = { .kind = SQLEMBIC_EVENT_WARNING,
						   .text = "a\xC2\x9B"
							   "2J\xC3\xA9\xC2\xA0\xC2" };
	EXPECT(events_text(&out, &eight_bits, 0), "warning: a?2J\xC3\xA9\xC2\xA0\xC2\n");
	const struct sqlembic_revision revision = {
		.id = "a1", .message = "a\033[2Jb\nc\r", .text = "a\033[2Jb\nc\r", .up_path = "/a1.up.sql"
	};
	EXPECT(listing_history(&out, &revision), "<base> -> a1, a?[2Jb\nc?\n");
	EXPECT(listing_step(&out, &revision, SQLEMBIC_UPGRADE), "<base> -> a1, a?[2Jb\nc?\n");
	EXPECT(listing_point(&out, &revision), "a1, a?[2Jb\n");
	EXPECT(listing_branch_child(&out, &base, &revision, true), "             -> a1, a?[2Jb\nc?\n");
	EXPECT(listing_entry(&out, &revision),
	       "Rev: a1\nParent: <base>\nPath: /a1.up.sql\n\n    a?[2Jb\n    c?\n\n");
}

Test(listing, an_event_is_one_json_line)
{
	const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_STEP_DONE,
					      .direction = SQLEMBIC_DOWNGRADE,
					      .revision = "a\xff",
					      .from = "a",
					      .statements = 2,
					      .milliseconds = 1.5 };
	EXPECT(events_json(&out, &event),
	       "{\"event\": \"step_done\", \"revision\": \"a\xEF\xBF\xBD\", \"direction\": \"downgrade\", "
	       "\"from\": \"a\", \"to\": \"\", \"statements\": 2, \"milliseconds\": 1.5}\n");
}

Test(listing, durations_are_short)
{
	EXPECT(quantity_time(&out, 0.4), "0 ms");
	EXPECT(quantity_time(&out, 999), "999 ms");
	EXPECT(quantity_time(&out, 999.9), "1.00 s");
	EXPECT(quantity_time(&out, 3412), "3.41 s");
	EXPECT(quantity_time(&out, 125000), "2 min 5 s");
}
