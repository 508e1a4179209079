/* test_junit.h: the report of a test as JUnit's XML, which CI servers read.  Pure: text is appended. */
#ifndef TEST_JUNIT_H
#define TEST_JUNIT_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

void test_junit_render(struct sqlembic_buf *out, const struct sqlembic_test_report *report);

#endif
