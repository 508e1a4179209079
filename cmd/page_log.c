/* page_log.c: the log as a timeline, and as a table.
 *
 * The axis on top has each run at the time when it began.  Below it a run has a line of its own, with a bar for each step:
 * they take milliseconds or hours, so that their length is the logarithm of that. */
#include <string.h>

#include "quantity.h"
#include "page.h"
#include "sqlembic/clock.h"
#include "xml.h"

enum { WIDTH = 1180, AXIS = 34, FIRST = 74, LINE = 22, BARS = 330, BARS_WIDTH = 640, BAR = 12 };

/* Runs and bars that are drawn; the table has the rest. */
#define RUNS  ((size_t)60)
#define STEPS ((size_t)200)

/* One invocation: `n` entries of the log from `first`, which is its last step: the log is newest first. */
struct run {
	const struct sqlembic_log_entry *first;
	size_t n;
	long long began_us; /* 0: not known */
};

static struct run run_at(const struct sqlembic_log *log, size_t at)
{
	struct run run = { &log->items[at], 1, 0 };
	while (at + run.n < log->n && strcmp(run.first[run.n].run, run.first->run) == 0)
		run.n++;
	const char *began = run.first[run.n - 1].started_at;
	if (began && !sqlembic_clock_read(&run.began_us, began))
		run.began_us = 0;
	return run;
}

/* The class that gives an entry its colour.  Words that are none of ours have no colour: they may be any text. */
static const char *style_of(const struct sqlembic_log_entry *entry)
{
	static const char *const styles[] = {
		"failed", "running", "abandoned", "downgrade", "stamp", "done"
	};
	const bool is_done = strcmp(entry->status, "done") == 0;
	const char *word = !is_done                                   ? entry->status
			   : strcmp(entry->direction, "upgrade") == 0 ? "done"
								      : entry->direction;
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (strcmp(styles[i], word) == 0)
			return styles[i];
	return "";
}

static bool is_bad(const struct sqlembic_log_entry *entry)
{
	return strcmp(entry->status, "failed") == 0 || strcmp(entry->status, "running") == 0;
}

/* The step of a run that matters most. */
static const struct sqlembic_log_entry *worst_of(const struct run *run)
{
	const struct sqlembic_log_entry *worst = run->first;
	for (size_t i = 0; i < run->n; i++)
		if (is_bad(&run->first[i]))
			worst = &run->first[i];
	return worst;
}

/* "upgrade of a1: done, 3 statements, 12 ms". */
static void put_words(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "%s of %s: %s", entry->direction, entry->revision, entry->status);
	if (entry->statements >= 0 && entry->statements != entry->statements_done)
		sqlembic_buf_printf(&text, ", %lld of %lld statements", entry->statements_done,
				    entry->statements);
	if (entry->milliseconds >= 0) {
		sqlembic_buf_puts(&text, ", ");
		quantity_time(&text, (double)entry->milliseconds);
	}
	page_text(out, "title", sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

/* ---- the axis -------------------------------------------------------------------------------------------- */

/* A day, or where all runs are of two days a minute. */
static void put_tick(struct sqlembic_buf *out, double x, const char *anchor, long long us, bool is_short)
{
	char text[SQLEMBIC_CLOCK_SIZE];
	sqlembic_clock_write(text, us);
	text[10] = ' ';
	sqlembic_buf_printf(out,
			    "<path class=\"axis\" d=\"M%.0f %dv10\"/><text class=\"dim\" x=\"%.0f\" y=\"%d\" "
			    "text-anchor=\"%s\">%.*s</text>\n",
			    x, AXIS - 5, x, AXIS - 12, anchor, is_short ? 16 : 10, text);
}

static void put_axis(struct sqlembic_buf *out, const struct sqlembic_log *log)
{
	const int margin = 12;
	long long low = 0, high = 0;
	for (size_t at = 0; at < log->n;) {
		struct run run = run_at(log, at);
		at += run.n;
		low = run.began_us && (!low || run.began_us < low) ? run.began_us : low;
		high = run.began_us > high ? run.began_us : high;
	}
	if (!low)
		return;
	const double span = high > low ? (double)(high - low) : 1, room = WIDTH - 2 * margin;
	const bool is_short = high - low < 2LL * 24 * 3600 * 1000000;
	sqlembic_buf_printf(out, "<path class=\"axis\" d=\"M%d %dH%d\"/>\n", margin, AXIS, WIDTH - margin);
	put_tick(out, margin, "start", low, is_short);
	if (high > low) {
		put_tick(out, margin + room / 2, "middle", low + (high - low) / 2, is_short);
		put_tick(out, WIDTH - margin, "end", high, is_short);
	}
	for (size_t at = 0; at < log->n;) {
		struct run run = run_at(log, at);
		at += run.n;
		if (!run.began_us)
			continue;
		sqlembic_buf_printf(out, "<circle class=\"run %s\" cx=\"%.1f\" cy=\"%d\" r=\"6\"/>\n",
				    style_of(worst_of(&run)),
				    margin + room * (double)(run.began_us - low) / span, AXIS);
	}
}

/* ---- runs ------------------------------------------------------------------------------------------------ */

/* A logarithm with straight lines between the powers of two. */
static double length_of(const struct sqlembic_log_entry *entry)
{
	double value = 1 + (entry->milliseconds > 0 ? (double)entry->milliseconds : 0) / 5, length = 4;
	while (value >= 2) {
		value /= 2;
		length += 8;
	}
	return length + 8 * (value - 1);
}

static void put_bars(struct sqlembic_buf *out, const struct run *run, double y)
{
	size_t drawn = run->n > STEPS ? STEPS : run->n;
	double whole = 0, x = BARS;
	for (size_t i = 0; i < drawn; i++)
		whole += length_of(&run->first[run->n - 1 - i]) + 1;
	double scale = whole > BARS_WIDTH ? BARS_WIDTH / whole : 1;
	for (size_t i = 0; i < drawn; i++) {
		const struct sqlembic_log_entry *entry = &run->first[run->n - 1 - i];
		double width = length_of(entry) * scale;
		sqlembic_buf_printf(
			out,
			"<rect class=\"%s\" x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%d\" rx=\"2\">",
			style_of(entry), x, y - BAR + 2, width, BAR);
		put_words(out, entry);
		sqlembic_buf_puts(out, "</rect>\n");
		x += width + scale;
	}
}

/* What stands behind the bars: how long all of them took, and what went wrong. */
static void put_sum(struct sqlembic_buf *out, const struct run *run, double y)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	double milliseconds = 0;
	for (size_t i = 0; i < run->n; i++)
		milliseconds += run->first[i].milliseconds > 0 ? (double)run->first[i].milliseconds : 0;
	const struct sqlembic_log_entry *worst = worst_of(run);
	quantity_time(&text, milliseconds);
	if (strcmp(worst->status, "done") != 0)
		sqlembic_buf_printf(&text, ", %s: %s",
				    strcmp(worst->status, "running") == 0 ? "half done or running"
									  : worst->status,
				    worst->revision);
	sqlembic_buf_printf(out, "<text class=\"%s\" x=\"%d\" y=\"%.0f\">", is_bad(worst) ? "bad" : "dim",
			    BARS + BARS_WIDTH + 14, y);
	xml_text(out, sqlembic_buf_text(&text));
	sqlembic_buf_puts(out, "</text>\n");
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void put_run(struct sqlembic_buf *out, const struct run *run, double y)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *began = run->first[run->n - 1].started_at;
	/* Without the fraction of the second. */
	sqlembic_buf_printf(&text, "%.10s %.8s", began, strlen(began) > 19 ? began + 11 : "");
	sqlembic_buf_printf(out, "<text x=\"4\" y=\"%.0f\">", y);
	xml_text(out, sqlembic_buf_text(&text));
	sqlembic_buf_printf(out, "</text>\n<text class=\"dim\" x=\"172\" y=\"%.0f\">", y);
	xml_text(out, run->first->direction);
	sqlembic_buf_puts(out, ", ");
	quantity_count(out, run->n, "step");
	sqlembic_buf_puts(out, "</text>\n");
	put_bars(out, run, y);
	put_sum(out, run, y);
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static size_t count_runs(const struct sqlembic_log *log)
{
	size_t n = 0;
	for (size_t at = 0; at < log->n; n++)
		at += run_at(log, at).n;
	return n;
}

static void put_timeline(struct sqlembic_buf *out, const struct sqlembic_log *log)
{
	size_t runs = count_runs(log), drawn = runs > RUNS ? RUNS : runs;
	size_t height = FIRST + drawn * LINE;
	if (drawn < runs)
		page_note(out,
			  "The bars are those of the %zu newest of %zu runs; the points on top are all of "
			  "them.",
			  drawn, runs);
	sqlembic_buf_printf(
		out,
		"<div class=\"wide\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" "
		"height=\"%zu\" viewBox=\"0 0 %d %zu\" font-size=\"13\">\n"
		"<title>Timeline of runs</title>\n<desc>Each run at the time when it began, and the steps "
		"of each with the time that they took. The table below says the same.</desc>\n",
		WIDTH, height, WIDTH, height);
	put_axis(out, log);
	for (size_t at = 0, n = 0; n < drawn; n++) {
		struct run run = run_at(log, at);
		put_run(out, &run, (double)(FIRST + n * LINE));
		at += run.n;
	}
	sqlembic_buf_puts(out, "</svg></div>\n");
}

static void put_key(struct sqlembic_buf *out)
{
	static const char *const keys[][2] = { { "done", "upgrade" },
					       { "downgrade", "downgrade" },
					       { "stamp", "stamp" },
					       { "failed", "failed, half done or running" },
					       { "abandoned", "given up" } };
	sqlembic_buf_puts(out, "<div class=\"key\">");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		sqlembic_buf_printf(
			out,
			"<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"%s\" "
			"width=\"12\" height=\"12\" rx=\"2\"/></svg>%s</span>",
			keys[i][0], keys[i][1]);
	sqlembic_buf_puts(out, "</div>\n");
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static void put_took(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (entry->milliseconds >= 0)
		quantity_time(&text, (double)entry->milliseconds);
	page_cell(out, "number", sqlembic_buf_text(&text));
	sqlembic_buf_clear(&text);
	if (entry->statements >= 0 && entry->statements != entry->statements_done)
		sqlembic_buf_printf(&text, "%lld of %lld", entry->statements_done, entry->statements);
	else if (entry->statements >= 0)
		sqlembic_buf_printf(&text, "%lld", entry->statements);
	page_cell(out, "number", sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void put_who(struct sqlembic_buf *out, const struct sqlembic_log_entry *entry)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&text, entry->os_user ? entry->os_user : "");
	if (entry->host && entry->host[0])
		sqlembic_buf_printf(&text, "@%s", entry->host);
	page_cell(out, NULL, sqlembic_buf_text(&text));
	sqlembic_buf_clear(&text);
	sqlembic_buf_puts(&text, entry->tag ? entry->tag : "");
	if (entry->error && entry->error[0])
		sqlembic_buf_printf(&text, "%s%s", text.len ? ": " : "", entry->error);
	page_cell(out, NULL, sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

void page_log_steps(struct sqlembic_buf *out, const struct sqlembic_log *log, const char *caption)
{
	page_heading(out, caption, "began\tdirection\trevision\tstatus\ttook\tstatements\tby\ttag and error");
	for (size_t i = 0; i < log->n; i++) {
		const struct sqlembic_log_entry *entry = &log->items[i];
		sqlembic_buf_puts(out, "<tr>");
		page_cell(out, "time", entry->started_at ? entry->started_at : "");
		page_cell(out, NULL, entry->direction);
		page_cell(out, "code", entry->revision);
		page_cell(out, is_bad(entry) ? "bad" : NULL, entry->status);
		put_took(out, entry);
		put_who(out, entry);
		sqlembic_buf_puts(out, "</tr>\n");
	}
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
}

static void put_table(struct sqlembic_buf *out, const struct page *page)
{
	const struct sqlembic_log *log = page->log;
	sqlembic_buf_printf(out, "<details%s><summary>All steps as a table</summary>\n",
			    log->n <= 25 ? " open" : "");
	if (page->has_older)
		page_note(out, "The newest %zu steps. All of them: %s", log->n, page->log_command);
	page_log_steps(out, log, "Steps that ran, newest first. Times are UTC.");
	sqlembic_buf_puts(out, "</details>\n");
}

void page_log(struct sqlembic_buf *out, const struct page *page)
{
	page_open(out, "log", "Log");
	if (!page->log) {
		page_note(out, "No log is kept: log_table is set to nothing.");
	} else if (page->log->n == 0) {
		page_note(out, "Nothing has run yet.");
	} else {
		page_note(out, "A point for each run, and below a bar for each step: the longer it took, the "
			       "longer the bar, by the "
			       "logarithm of the time.");
		put_key(out);
		put_timeline(out, page->log);
		put_table(out, page);
	}
	page_close(out);
}
