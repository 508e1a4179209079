/* graph_text.h: the revision graph as lines of text, beside what is said of each revision. */
#ifndef GRAPH_TEXT_H
#define GRAPH_TEXT_H

#include <stdbool.h>

#include "lanes.h"
#include "sqlembic/buf.h"

struct graph_text_style {
	bool unicode; /* lines of box drawing, else of ASCII */
	bool colour;  /* each lane in its own */
	size_t width; /* columns of the terminal, to which lines are cut; 0: they are not */
};

/* Appends all of it.  `render` writes what is said of a revision: one or more lines. */
void graph_text(struct sqlembic_buf *out, const struct lanes *lanes, const struct graph_text_style *style,
		void (*render)(struct sqlembic_buf *out, const struct sqlembic_revision *revision));

#endif
