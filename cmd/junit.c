/* junit.c: see junit.h. */
#include "junit.h"

#include "sqlembic/file.h"

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
	const int rc = sqlembic_file_replace(path, text, err);
	sqlembic_buf_release(text);
	return rc;
}
