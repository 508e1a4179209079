/* test_junit.c: see test_junit.h. */
#include "test_junit.h"

#include <string.h>

#include "junit.h"
#include "xml.h"

static void place(struct sqlembic_buf *out, const struct sqlembic_test_finding *finding)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (finding->path)
		sqlembic_buf_puts(&text, finding->path);
	if (finding->path && finding->line)
		sqlembic_buf_printf(&text, ":%d", finding->line);
	if (finding->path && finding->line && finding->column)
		sqlembic_buf_printf(&text, ":%d", finding->column);
	if (finding->detail)
		sqlembic_buf_printf(&text, "%s%s", text.len ? "\n" : "", finding->detail);
	out->failed |= text.failed;
	xml_text(out, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
}

/* A case has one result; a second failure of the same revision is a second element, as Jenkins and GitLab take it. */
static void results(struct sqlembic_buf *out, const struct sqlembic_test_case *c)
{
	bool is_skipped = strcmp(c->outcome, "skipped") == 0;
	for (size_t i = 0; i < c->nfindings; i++) {
		const struct sqlembic_test_finding *finding = c->findings[i];
		if (!finding->is_failure && !is_skipped)
			continue;
		sqlembic_buf_printf(out, "      <%s", is_skipped ? "skipped" : "failure");
		if (!is_skipped)
			xml_attribute(out, "type", finding->stage);
		xml_attribute(out, "message", finding->text);
		sqlembic_buf_putc(out, '>');
		place(out, finding);
		sqlembic_buf_printf(out, "</%s>\n", is_skipped ? "skipped" : "failure");
		if (is_skipped)
			return;
	}
}

static void notes(struct sqlembic_buf *out, const struct sqlembic_test_case *c)
{
	size_t n = 0;
	for (size_t i = 0; i < c->nfindings && strcmp(c->outcome, "skipped") != 0; i++) {
		if (c->findings[i]->is_failure)
			continue;
		sqlembic_buf_puts(out, n++ ? "&#10;" : "      <system-out>");
		xml_text(out, c->findings[i]->text);
	}
	if (n)
		sqlembic_buf_puts(out, "</system-out>\n");
}

static void test_case(struct sqlembic_buf *out, const struct sqlembic_test_case *c)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&name, c->revision->id);
	if (c->other)
		sqlembic_buf_printf(&name, " and %s in both orders", c->other->id);
	else if (c->revision->message[0])
		sqlembic_buf_printf(&name, " %s", c->revision->message);
	out->failed |= name.failed;
	sqlembic_buf_puts(out, "    <testcase classname=\"sqlembic\"");
	xml_attribute(out, "name", sqlembic_buf_text(&name));
	xml_attribute(out, "file", c->revision->up_path);
	sqlembic_buf_printf(out, " time=\"%.3f\">\n", c->milliseconds / 1000.0);
	results(out, c);
	notes(out, c);
	sqlembic_buf_puts(out, "    </testcase>\n");
	sqlembic_buf_release(&name);
}

void test_junit_render(struct sqlembic_buf *out, const struct sqlembic_test_report *report)
{
	double milliseconds = 0;
	for (size_t i = 0; i < report->ncases; i++)
		milliseconds += report->cases[i]->milliseconds;
	const struct junit_suite suite = { "test", report->ncases, report->failed, report->skipped,
					   milliseconds };
	junit_begin(out, &suite);
	for (size_t i = 0; i < report->ncases; i++)
		test_case(out, report->cases[i]);
	junit_end(out);
}
