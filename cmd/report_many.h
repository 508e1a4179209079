/* report_many.h: the page about many databases. */
#ifndef REPORT_MANY_H
#define REPORT_MANY_H

#include "many.h"

/* Looks at all of them and writes the file. */
int report_many(struct app *app, const struct many_args *args, const char *output,
		struct sqlembic_error *err);

#endif
