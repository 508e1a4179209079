/* paths.c: where the migration scripts are.  It looks at no directory. */
#include "config/paths.h"

#include <string.h>

#include "config/parts.h"
#include "base/fs.h"
#include "sqlembic/error.h"

static void tell_sections(struct config *config, struct sqlembic_error *err)
{
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	if (inifile_has_section(&config->ini, config->section) || sections_print(&list, config, NULL) < 0)
		return;
	(void)sqlembic_fail_detail(err, "there is no section [%s]%s%s", config->section,
				   list.len ? ", only " : "", sqlembic_buf_text(&list));
	sqlembic_buf_release(&list);
}

/* Alembic (1.16 and later) may have its settings in pyproject.toml, which is not read. */
static bool has_pyproject(struct config *config)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error ignored;
	const char *folder = config->file ? fs_directory(config->arena, config->file) : ".";
	const char *path = folder ? fs_join(config->arena, folder, "pyproject.toml") : NULL;
	bool found = path && fs_exists(path) && fs_read(&text, path, NULL, &ignored) == 0 &&
		     strstr(sqlembic_buf_text(&text), "[tool.alembic]");
	sqlembic_buf_release(&text);
	return found;
}

static int fail_no_location(struct config *config, struct sqlembic_error *err)
{
	if (has_pyproject(config)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "script_location is not set in [%s]%s",
				    config->section,
				    config->file ? "" : ", and there is no alembic.ini here");
		(void)sqlembic_fail_detail(err,
					   "Alembic's settings are in pyproject.toml, [tool.alembic], which "
					   "is not read");
		(void)sqlembic_fail_hint(
			err, "sqlembic import DIRECTORY, with the one that has env.py, takes them over into "
			     "alembic.ini; or set script_location there, without the quotation marks that "
			     "TOML has");
		return config->file ? sqlembic_fail_at(err, config->file, 0, 0) : SQLEMBIC_E_FAILED;
	}
	if (!config->file) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "script_location is not set, and there is no alembic.ini here");
		const char *variable = lookup_override_name(config, "script_location");
		(void)sqlembic_fail_hint(
			err, "start with \"sqlembic init migrations\", name an ini file with -c, or set %s",
			variable ? variable : "ALEMBIC_SCRIPT_LOCATION");
		return SQLEMBIC_E_FAILED;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "script_location is not set in [%s]", config->section);
	(void)sqlembic_fail_hint(err,
				 "add \"script_location = %%(here)s/migrations\", or make a new project with "
				 "\"sqlembic init migrations\"");
	tell_sections(config, err);
	return sqlembic_fail_at(err, config->file, 0, 0);
}

/* In Alembic "package.module:directory:directory" is a directory inside a Python package. */
static int check_path(struct config *config, const char *key, const char *path, struct sqlembic_error *err)
{
	const char *colon = strchr(path, ':');
	if (path[0] == '/' || !colon)
		return 0;
	char *directory = arena_dup(config->arena, path);
	if (!directory)
		return sqlembic_fail_memory(err);
	for (char *p = directory; *p; p++)
		if (*p == ':' || (*p == '.' && p - directory < colon - path))
			*p = '/';
	(void)config_refuse(config, key, path, "names a Python package; only directories can be read", err);
	return sqlembic_fail_hint(err, "write the directory itself: %%(here)s/%s", directory);
}

int paths_script_location(struct config *config, const char **out, struct sqlembic_error *err)
{
	const char *path;
	int rc = config_string(config, "script_location", &path, err);
	if (rc < 0)
		return rc;
	if (!path)
		return fail_no_location(config, err);
	rc = check_path(config, "script_location", path, err);
	if (rc < 0)
		return rc;
	*out = fs_join(config->arena, ".", path);
	return *out ? 0 : sqlembic_fail_memory(err);
}

/* The characters that separate locations; without a setting Alembic's old rule, commas or blanks. */
static int find_separators(const char **out, struct config *config, struct sqlembic_error *err)
{
	static const struct sqlembic_pair names[] = {
		{ "os", ":" }, { ":", ":" }, { ";", ";" }, { "space", " " }, { "newline", "\n" }
	};
	const char *key = "path_separator", *name;
	int rc = config_string(config, key, &name, err);
	if (rc == 0 && !name) {
		key = "version_path_separator";
		rc = config_string(config, key, &name, err);
	}
	if (rc < 0)
		return rc;
	*out = ", \t\n";
	if (!name || !*name)
		return 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i].key, name) == 0) {
			*out = names[i].value;
			return 0;
		}
	}
	return config_refuse(config, key, name, "is none of os, :, ;, space, newline", err);
}

static int default_location(struct config *config, const char *const **out, size_t *n,
			    struct sqlembic_error *err)
{
	const char *location;
	int rc = paths_script_location(config, &location, err);
	if (rc < 0)
		return rc;
	const char **items = arena_alloc(config->arena, 1, sizeof(*items));
	if (!items || !(items[0] = fs_join(config->arena, location, "versions")))
		return sqlembic_fail_memory(err);
	*out = items;
	*n = 1;
	return 0;
}

int paths_version_locations(struct config *config, const char *const **out, size_t *n,
			    struct sqlembic_error *err)
{
	const char *text, *separators;
	int rc = config_string(config, "version_locations", &text, err);
	if (rc < 0)
		return rc;
	if (!text)
		return default_location(config, out, n, err);
	rc = find_separators(&separators, config, err);
	const char *const *names = NULL;
	if (rc == 0)
		rc = config_split(&names, n, config, text, separators, err);
	if (rc < 0 || !names)
		return rc;
	const char **paths = arena_alloc(config->arena, *n, sizeof(*paths));
	if (!paths)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < *n; i++) {
		rc = check_path(config, "version_locations", names[i], err);
		if (rc < 0)
			return rc;
		paths[i] = fs_join(config->arena, ".", names[i]);
		if (!paths[i])
			return sqlembic_fail_memory(err);
	}
	*out = paths;
	return 0;
}

int paths_sys_path(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err)
{
	const char *text, *separators;
	int rc = config_string(config, "prepend_sys_path", &text, err);
	*out = NULL;
	*n = 0;
	if (rc < 0 || !text || !*text)
		return rc;
	rc = find_separators(&separators, config, err);
	return rc == 0 ? config_split(out, n, config, text, separators, err) : rc;
}
