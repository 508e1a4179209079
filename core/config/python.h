/* python.h: which Python runs the user's own code. */
#ifndef PYTHON_H
#define PYTHON_H

#include "config/config.h"

/* The key `python`, else that of a virtual environment: active, or .venv beside the ini file; else "python3". */
int python_find(const char **out, struct config *config, struct arena *arena,
		const struct sqlembic_options *program, struct sqlembic_error *err);

#endif
