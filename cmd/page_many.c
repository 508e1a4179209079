/* page_many.c: see page_many.h. */
#include "page_many.h"

#include <stdlib.h>
#include <string.h>

#include "quantity.h"
#include "xml.h"

/* As much as a reader looks at, and a browser shows without effort. */
#define SLOW  ((size_t)20)
#define NAMED ((size_t)8)
#define LOGS  ((size_t)200)

static const char *style_of(const struct page_many_target *target)
{
	if (!target->current || target->is_bad)
		return "bad";
	return target->pending ? "warn" : "good";
}

static size_t count(const struct page_many *page, const char *style, bool is_reached)
{
	size_t n = 0;
	for (size_t i = 0; i < page->n; i++)
		n += strcmp(style_of(&page->targets[i]), style) == 0 &&
		     (page->targets[i].current != NULL) == is_reached;
	return n;
}

static void put_cards(struct sqlembic_buf *out, const struct page_many *page)
{
	const size_t behind = count(page, "warn", true), wrong = count(page, "bad", true),
		     failed = count(page, "bad", false);
	sqlembic_buf_puts(out, "<ul class=\"cards\">\n");
	page_count(out, "", page->n, "targets");
	page_count(out, "good", count(page, "good", true), "up to date");
	page_count(out, behind ? "warn" : "", behind, "behind");
	page_count(out, wrong ? "bad" : "", wrong, "to be settled");
	page_count(out, failed ? "bad" : "", failed, "not read");
	sqlembic_buf_puts(out, "</ul>\n");
}

/* ---- where they are -------------------------------------------------------------------------------------- */

/* The targets by an order of qsort's; NULL: no memory, which `out` knows. */
static const struct page_many_target **sorted_by(int (*order)(const void *, const void *),
						 struct sqlembic_buf *out, const struct page_many *page)
{
	const struct page_many_target **sorted = calloc(page->n + 1, sizeof(*sorted));
	out->failed |= !sorted;
	for (size_t i = 0; sorted && i < page->n; i++)
		sorted[i] = &page->targets[i];
	if (sorted)
		qsort(sorted, page->n, sizeof(*sorted), order);
	return sorted;
}

static int by_place(const void *a, const void *b)
{
	const struct page_many_target *const *one = a, *const *two = b;
	const char *const left = (*one)->current, *const right = (*two)->current;
	const int order = left && right ? strcmp(left, right) : (right != NULL) - (left != NULL);
	return order ? order : (*one > *two) - (*one < *two);
}

/* Targets at one revision may differ in what is wrong with them. */
static const char *worst_style(const struct page_many_target *const *first, size_t n)
{
	const char *worst = style_of(first[0]);
	for (size_t i = 1; i < n && strcmp(worst, "bad") != 0; i++)
		if (strcmp(style_of(first[i]), "good") != 0)
			worst = style_of(first[i]);
	return worst;
}

static void put_place(struct sqlembic_buf *out, const struct page_many_target *const *first, size_t n)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(out, "<tr>");
	page_cell(out, "code", first[0]->current ? first[0]->current : "not read");
	sqlembic_buf_printf(out, "<td class=\"number %s\">%zu</td>", worst_style(first, n), n);
	for (size_t i = 0; i < n && i < NAMED; i++)
		sqlembic_buf_printf(&text, "%s%s", i ? ", " : "", first[i]->name);
	if (n > NAMED)
		sqlembic_buf_printf(&text, " and %zu more", n - NAMED);
	page_cell(out, NULL, sqlembic_buf_text(&text));
	sqlembic_buf_puts(out, "</tr>\n");
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void put_places(struct sqlembic_buf *out, const struct page_many *page)
{
	const struct page_many_target **sorted = sorted_by(by_place, out, page);
	page_open(out, "where", "Where the targets are");
	page_heading(out, "How many are at which revision.", "current\ttargets\twhich");
	for (size_t at = 0, end; sorted && at < page->n; at = end) {
		for (end = at + 1; end < page->n; end++) {
			const char *one = sorted[at]->current, *two = sorted[end]->current;
			if (one != two && (!one || !two || strcmp(one, two) != 0))
				break;
		}
		put_place(out, sorted + at, end - at);
	}
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	page_close(out);
	free(sorted);
}

static void put_failed(struct sqlembic_buf *out, const struct page_many *page)
{
	page_open(out, "failed", "Not read");
	if (count(page, "bad", false) == 0) {
		page_note(out, "Every target has answered.");
		page_close(out);
		return;
	}
	page_heading(out, "Targets that could not be looked at.", "target\twhat happened\tnext");
	for (size_t i = 0; i < page->n; i++) {
		const struct page_many_target *target = &page->targets[i];
		if (target->current)
			continue;
		sqlembic_buf_puts(out, "<tr>");
		page_cell(out, "code", target->name);
		page_cell(out, "bad", target->failure);
		page_cell(out, NULL, target->hint);
		sqlembic_buf_puts(out, "</tr>\n");
	}
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	page_close(out);
}

/* ---- times ----------------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	const struct page_many_target *const *one = a, *const *two = b;
	const double left = (*one)->slowest ? (*one)->milliseconds : -1,
		     right = (*two)->slowest ? (*two)->milliseconds : -1;
	const int order = (left < right) - (left > right);
	return order ? order : (*one > *two) - (*one < *two);
}

static void put_time(struct sqlembic_buf *out, double milliseconds)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	quantity_time(&text, milliseconds);
	page_cell(out, "number", sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void put_slow(struct sqlembic_buf *out, const struct page_many *page)
{
	const struct page_many_target **sorted = sorted_by(by_time, out, page);
	page_open(out, "slow", "The slowest");
	page_heading(out, "The step that took longest in a target, among its newest ones.",
		     "target\tstep\ttook");
	for (size_t i = 0; sorted && i < page->n && i < SLOW && sorted[i]->slowest; i++) {
		sqlembic_buf_puts(out, "<tr>");
		page_cell(out, "code", sorted[i]->name);
		page_cell(out, "code", sorted[i]->slowest);
		put_time(out, sorted[i]->milliseconds);
		sqlembic_buf_puts(out, "</tr>\n");
	}
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	page_close(out);
	free(sorted);
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

static void put_target(struct sqlembic_buf *out, const struct page_many_target *target)
{
	sqlembic_buf_puts(out, "<tr>");
	page_cell(out, "code", target->name);
	page_cell(out, target->current ? "code" : "bad", target->current ? target->current : "not read");
	sqlembic_buf_printf(out, "<td class=\"number %s\">", style_of(target));
	if (target->current && target->is_known)
		sqlembic_buf_printf(out, "%zu", target->pending);
	else
		sqlembic_buf_puts(out, "unknown");
	sqlembic_buf_puts(out, "</td>");
	page_cell(out, "time", target->last);
	page_cell(out, target->is_bad ? "bad" : NULL, target->remarks);
	sqlembic_buf_puts(out, "</tr>\n");
}

static void put_targets(struct sqlembic_buf *out, const struct page_many *page)
{
	page_open(out, "targets", "Targets");
	page_heading(out, "In their order. Times are UTC.",
		     "target\tcurrent\tpending\tlast step began\tremarks");
	for (size_t i = 0; i < page->n; i++)
		put_target(out, &page->targets[i]);
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	page_close(out);
}

static void put_log(struct sqlembic_buf *out, const struct page_many_target *target)
{
	sqlembic_buf_puts(out, "<details><summary>");
	xml_text(out, target->name);
	sqlembic_buf_puts(out, "</summary>\n");
	sqlembic_buf_puts(out, target->log);
	sqlembic_buf_puts(out, "</details>\n");
}

/* Those that want looking at come first. */
static void put_logs(struct sqlembic_buf *out, const struct page_many *page)
{
	static const char *const styles[] = { "bad", "warn", "good" };
	size_t put = 0, all = 0;
	page_open(out, "log", "Logs");
	for (size_t style = 0; style < sizeof(styles) / sizeof(*styles); style++) {
		for (size_t i = 0; i < page->n; i++) {
			const struct page_many_target *target = &page->targets[i];
			if (!target->log || strcmp(style_of(target), styles[style]) != 0)
				continue;
			all++;
			if (put < LOGS) {
				put_log(out, target);
				put++;
			}
		}
	}
	if (all == 0)
		page_note(out, "Nothing has run yet, or no log is kept.");
	else if (put < all)
		page_note(out, "%zu of %zu logs. All of them: %s", put, all, page->log_command);
	page_close(out);
}

static void put_hazards(struct sqlembic_buf *out, const struct page_many *page)
{
	if (page->hazards) {
		sqlembic_buf_puts(out, page->hazards);
		return;
	}
	page_open(out, "hazards", "Hazards of what is pending");
	page_note(out, "Nothing is pending.");
	page_close(out);
}

void page_many_write(struct sqlembic_buf *out, const struct page_many *page)
{
	static const char *const sections[][2] = { { "where", "Where they are" },
						   { "failed", "Not read" },
						   { "graph", "Revisions" },
						   { "hazards", "Hazards" },
						   { "slow", "The slowest" },
						   { "targets", "Targets" },
						   { "log", "Logs" } };
	struct sqlembic_buf title = SQLEMBIC_BUF_INIT;
	quantity_count(&title, page->n, "database");
	page_begin(out, sqlembic_buf_text(&title));
	sqlembic_buf_puts(out, "<p>Migrations of these databases, as sqlembic " SQLEMBIC_VERSION
			       " found them at ");
	page_text(out, "time", page->made_at);
	sqlembic_buf_puts(out, ".</p>\n");
	page_links(out, sections, sizeof(sections) / sizeof(*sections));
	sqlembic_buf_puts(out, "</header>\n<main>\n");
	put_cards(out, page);
	put_places(out, page);
	put_failed(out, page);
	if (page->project)
		page_graph(out, page->project);
	put_hazards(out, page);
	put_slow(out, page);
	put_targets(out, page);
	put_logs(out, page);
	page_end(out);
	out->failed |= title.failed;
	sqlembic_buf_release(&title);
}
