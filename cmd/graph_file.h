/* graph_file.h: the revision graph in formats that other programs draw or show. */
#ifndef GRAPH_FILE_H
#define GRAPH_FILE_H

#include "lanes.h"
#include "sqlembic/buf.h"

/* "`row` depends on `used`", beside the lines to parents. */
struct graph_file_dependency {
	size_t row, used;
};

struct graph_file {
	const struct lanes *lanes;
	const struct graph_file_dependency *dependencies;
	size_t ndependencies;
};

/* One format: appends the whole file. */
struct graph_file_format {
	const char *name;
	const char *const *endings; /* of file names, ".dot"; NULL ends */
	void (*write)(struct sqlembic_buf *out, const struct graph_file *graph);
};

/* All formats; ends with a NULL name. */
extern const struct graph_file_format graph_file_formats[];

/* "id, first line of the message": what is said of a revision where there is room for one line. */
void graph_file_caption(struct sqlembic_buf *out, const struct sqlembic_revision *revision);

#endif
