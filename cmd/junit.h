/* junit.h: the report of a test as JUnit's XML, which CI servers read.  Pure: text is appended. */
#ifndef JUNIT_H
#define JUNIT_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

void junit_render(struct sqlembic_buf *out, const struct sqlembic_test_report *report);

#endif
