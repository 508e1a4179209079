/* fill.h: names in a migration that its tool replaces by values. */
#ifndef FILL_H
#define FILL_H

#include "import/tool.h"

/* How a tool writes them: "${name}". */
struct fill {
	const char *tool, *open, *close;
	const struct draft_settings *settings;
	struct arena *arena;
};

/* Puts the values of `-x` in; a name without one is an error with its place. */
int fill_text(struct sqlembic_span *text, const struct fill *fill, const struct source_file *file,
	      struct sqlembic_error *err);
/* Refuses `what`, which stands at a place of a file's text. */
int fill_refuse(const struct source_file *file, const char *at, const char *what, const char *hint,
		struct sqlembic_error *err);

#endif
