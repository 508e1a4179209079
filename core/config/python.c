/* python.c: see python.h. */
#include "config/python.h"

#include "base/fs.h"

int python_find(const char **out, struct config *config, struct arena *arena,
		const struct sqlembic_options *program, struct sqlembic_error *err)
{
	int rc = config_string(config, "python", out, err);
	if (rc < 0 || (*out && **out))
		return rc;
	const char *venv = program->getenv ? program->getenv("VIRTUAL_ENV") : NULL;
	const char *ini = config_file(config);
	const char *paths[2] = { NULL, NULL };
	if (venv && *venv)
		paths[0] = fs_join(arena, venv, "bin/python");
	if (ini)
		paths[1] = fs_join(arena, fs_directory(arena, ini), ".venv/bin/python");
	*out = "python3";
	for (size_t i = 2; i-- > 0;)
		if (paths[i] && fs_exists(paths[i]))
			*out = paths[i];
	return 0;
}
