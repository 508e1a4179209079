/* junit.c: see junit.h. */
#include "junit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "whole_file.h"

void junit_begin(struct sqlembic_buf *out, const struct junit_suite *suite)
{
	sqlembic_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	sqlembic_buf_printf(out,
			    "  <testsuite name=\"sqlembic %s\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
			    "skipped=\"%zu\" time=\"%.3f\">\n",
			    suite->command, suite->tests, suite->failed, suite->skipped,
			    suite->milliseconds / 1000.0);
}

void junit_end(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, "  </testsuite>\n</testsuites>\n");
}

int junit_write(const char *path, struct sqlembic_buf *text, struct sqlembic_error *err)
{
	if (text->failed) {
		sqlembic_buf_release(text);
		return sqlembic_fail_memory(err);
	}
	FILE *file = fopen(path, "we");
	bool is_written = file && fwrite(text->ptr, 1, text->len, file) == text->len;
	int saved = errno;
	if (file && fclose(file) != 0) {
		saved = errno;
		is_written = false;
	}
	sqlembic_buf_release(text);
	if (is_written)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the report cannot be written to %s: %s", path,
			    strerror(saved));
	return whole_file_hint(err, saved, "let --junit name a file that can be written");
}
