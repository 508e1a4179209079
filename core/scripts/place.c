/* place.c: see place.h. */
#include "scripts/place.h"

#include <string.h>

#include "base/fs.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"
#include "config/paths.h"

static int given_directory(const char **out, struct arena *arena, const char *path,
			   const char *const *locations, size_t n, struct sqlembic_error *err)
{
	const char *wanted = fs_absolute(arena, path);
	for (size_t i = 0; wanted && i < n; i++) {
		const char *location = fs_absolute(arena, locations[i]);
		if (location && strcmp(location, wanted) == 0) {
			*out = locations[i];
			return 0;
		}
	}
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&list, "%s%s", i ? ", " : "", locations[i]);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Path %s is not represented in current version locations",
		      path);
	sqlembic_fail_detail(err, "the version locations are %s", sqlembic_buf_text(&list));
	sqlembic_buf_release(&list);
	return sqlembic_fail_hint(err, "name one of them, or add it to version_locations");
}

/* Beside the first head; with recursive locations, in the location that holds it. */
static const char *location_of(struct arena *arena, const struct revision *revision,
			       const char *const *locations, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *location = fs_absolute(arena, locations[i]);
		size_t length = location ? strlen(location) : 0;
		if (length && strncmp(revision->up_path, location, length) == 0 &&
		    revision->up_path[length] == '/')
			return locations[i];
	}
	return locations[0];
}

int place_find(const char **out, struct config *config, struct arena *arena, const char *version_path,
	       const struct revision *head, struct sqlembic_error *err)
{
	const char *const *locations;
	size_t n;
	int rc = paths_version_locations(config, &locations, &n, err);
	if (rc < 0)
		return rc;
	if (version_path)
		return given_directory(out, arena, version_path, locations, n, err);
	if (head) {
		*out = location_of(arena, head, locations, n);
		return 0;
	}
	if (n > 1) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Multiple version locations present, please specify --version-path");
		return sqlembic_fail_hint(err, "for example --version-path %s", locations[0]);
	}
	*out = locations[0];
	return 0;
}

int place_script_directory(const char **out, struct config *config, struct sqlembic_error *err)
{
	int rc = paths_script_location(config, out, err);
	if (rc < 0 || fs_is_directory(*out))
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no script directory %s", *out);
	(void)sqlembic_fail_detail(err, "script_location is from %s",
				   config_origin(config, "script_location"));
	return sqlembic_fail_command(err, "make it: ", "sqlembic init %s", *out);
}
