/* many_junit.h: what became of many databases, for programs that read test results. */
#ifndef MANY_JUNIT_H
#define MANY_JUNIT_H

#include "sqlembic.h"

int many_junit_write(const char *path, const char *command, const struct sqlembic_many_report *report,
		     struct sqlembic_error *err);

#endif
