/* many_junit.c: see many_junit.h. */
#include "many_junit.h"

#include "error_text.h"
#include "junit.h"
#include "many_groups.h"
#include "sqlembic/buf.h"
#include "xml.h"

static void put_failure(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome)
{
	struct sqlembic_buf place = SQLEMBIC_BUF_INIT;
	many_groups_place(&place, outcome);
	sqlembic_buf_puts(out, "      <failure");
	xml_attribute(out, "type", error_text_code(outcome->code));
	xml_attribute(out, "message", outcome->message ? outcome->message : error_text_code(outcome->code));
	sqlembic_buf_putc(out, '>');
	xml_text(out, sqlembic_buf_text(&place));
	xml_text(out, outcome->detail ? outcome->detail : "");
	xml_text(out, outcome->detail && outcome->state ? "; " : "");
	xml_text(out, outcome->state ? outcome->state : "");
	sqlembic_buf_puts(out, "</failure>\n");
	out->failed = out->failed || place.failed;
	sqlembic_buf_release(&place);
}

static void put_case(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome)
{
	sqlembic_buf_puts(out, "    <testcase classname=\"sqlembic\"");
	xml_attribute(out, "name", outcome->target->name);
	sqlembic_buf_printf(out, " time=\"%.3f\">\n", outcome->milliseconds / 1000.0);
	if (!outcome->has_begun)
		sqlembic_buf_puts(out, "      <skipped message=\"not begun\"/>\n");
	else if (outcome->code < 0)
		put_failure(out, outcome);
	sqlembic_buf_puts(out, "    </testcase>\n");
}

static void render(struct sqlembic_buf *out, const char *command, const struct sqlembic_many_report *report)
{
	double milliseconds = 0;
	for (size_t i = 0; i < report->n; i++)
		milliseconds += report->outcomes[i]->milliseconds;
	const struct junit_suite suite = { command, report->n, report->failed, report->not_begun,
					   milliseconds };
	junit_begin(out, &suite);
	for (size_t i = 0; i < report->n; i++)
		put_case(out, report->outcomes[i]);
	junit_end(out);
}

int many_junit_write(const char *path, const char *command, const struct sqlembic_many_report *report,
		     struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	render(&text, command, report);
	return junit_write(path, &text, err);
}
