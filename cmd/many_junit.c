/* many_junit.c: see many_junit.h. */
#include "many_junit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "error_text.h"
#include "many_groups.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"
#include "xml.h"

static void attribute(struct sqlembic_buf *out, const char *name, const char *text)
{
	sqlembic_buf_printf(out, " %s=\"", name);
	xml_text(out, text);
	sqlembic_buf_putc(out, '"');
}

static void put_failure(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome)
{
	struct sqlembic_buf place = SQLEMBIC_BUF_INIT;
	many_groups_place(&place, outcome);
	sqlembic_buf_puts(out, "      <failure");
	attribute(out, "type", error_text_code(outcome->code));
	attribute(out, "message", outcome->message ? outcome->message : error_text_code(outcome->code));
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
	attribute(out, "name", outcome->target->name);
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
	sqlembic_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	sqlembic_buf_printf(out,
			    "  <testsuite name=\"sqlembic %s\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
			    "skipped=\"%zu\" time=\"%.3f\">\n",
			    command, report->n, report->failed, report->not_begun, milliseconds / 1000.0);
	for (size_t i = 0; i < report->n; i++)
		put_case(out, report->outcomes[i]);
	sqlembic_buf_puts(out, "  </testsuite>\n</testsuites>\n");
}

int many_junit_write(const char *path, const char *command, const struct sqlembic_many_report *report,
		     struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	render(&text, command, report);
	FILE *file = text.failed ? NULL : fopen(path, "we");
	bool is_written = file && fwrite(text.ptr, 1, text.len, file) == text.len;
	int saved = text.failed ? ENOMEM : errno;
	if (file && fclose(file) != 0) {
		saved = errno;
		is_written = false;
	}
	sqlembic_buf_release(&text);
	return is_written ? 0
			  : sqlembic_fail(err, SQLEMBIC_E_FAILED, "the report cannot be written to %s: %s",
					  path, strerror(saved));
}
