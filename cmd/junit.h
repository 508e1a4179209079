/* junit.h: what all reports in JUnit's XML, which CI servers read, have alike. */
#ifndef JUNIT_H
#define JUNIT_H

#include <stddef.h>

#include "sqlembic/buf.h"
#include "sqlembic/error.h"

struct junit_suite {
	const char *command; /* of ours */
	size_t tests, failed, skipped;
	double milliseconds;
};

/* Round the cases, each a testcase. */
void junit_begin(struct sqlembic_buf *out, const struct junit_suite *suite);
void junit_end(struct sqlembic_buf *out);
/* Writes the report to a file; the text is released. */
int junit_write(const char *path, struct sqlembic_buf *text, struct sqlembic_error *err);

#endif
