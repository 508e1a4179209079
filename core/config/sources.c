/* sources.c: reads the ini file, and the dotenv file that it names. */
#include "config/parts.h"

#include <errno.h>
#include <string.h>

#include "base/fs.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define DEFAULT_FILE "alembic.ini"

static bool is_missing(const char *path)
{
	return !fs_exists(path) && errno == ENOENT;
}

static int read_ini(struct config *config, const char *named, struct sqlembic_error *err)
{
	const char *variable = config->getenv("ALEMBIC_CONFIG");
	const char *file = named ? named : variable && *variable ? variable : DEFAULT_FILE;
	bool is_default = !named && file != variable;
	if (is_default && is_missing(file))
		return 0;
	size_t n = strlen(file);
	if (n == 0)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "the name of the configuration file is empty");
	if (n > 5 && sqlembic_casecmp(file + n - 5, ".toml") == 0) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s is a TOML file; the configuration is read from an ini file", file);
		return sqlembic_fail_hint(err,
					  "write the keys of [tool.alembic] to [alembic] in an ini file");
	}
	config->file = arena_dup(config->arena, file);
	if (!config->file)
		return sqlembic_fail_memory(err);
	bool missing = is_missing(file);
	struct sqlembic_error failed = { 0 };
	int rc = inifile_read(&config->ini, config->arena, file, &config->caller, &failed);
	if (rc == 0)
		return rc;
	(void)sqlembic_fail_copy(err, &failed);
	if (is_default || failed.file[0])
		return rc;
	(void)sqlembic_fail_detail(err, "this configuration file is named by %s",
				   named ? "-c" : "ALEMBIC_CONFIG");
	if (missing)
		(void)sqlembic_fail_hint(
			err, "name a file that exists, or make this one: sqlembic -c %s init DIRECTORY",
			file);
	return rc;
}

/* Symbolic links are not followed: a mounted ini file is often a link out of its directory. */
static int find_here(struct config *config, struct sqlembic_error *err)
{
	const char *cwd = fs_absolute(config->arena, ".");
	const char *directory = config->file ? fs_directory(config->arena, config->file) : ".";
	config->here = cwd && directory ? fs_join(config->arena, cwd, directory) : NULL;
	return config->here ? 0 : sqlembic_fail_memory(err);
}

/* A section that was asked for by name must be there; [alembic] may be missing when the environment says
 * all. */
static int check_section(struct config *config, const char *named, struct sqlembic_error *err)
{
	if (!config->file || !named || inifile_has_section(&config->ini, named))
		return 0;
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	int rc = sections_print(&list, config, err);
	if (rc == 0) {
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no section [%s] in %s", named,
				   config->file);
		if (list.len)
			(void)sqlembic_fail_hint(err, "-n takes the name of a section that is there: %s",
						 sqlembic_buf_text(&list));
	}
	sqlembic_buf_release(&list);
	return rc;
}

/* A file that the ini names may be missing: it is for the developer's machine, and the ini is for all. */
int sources_read_env_file(struct config *config, struct sqlembic_error *err)
{
	struct config_value value;
	const char *path = NULL;
	int rc = lookup_find(&value, config, "env_file", err);
	if (rc == 0)
		rc = expand_value(&path, config, &value, config->section, "env_file", err);
	if (rc < 0 || !path || !*path)
		return rc;
	if (!value.is_literal) {
		const char *directory = fs_directory(config->arena, config->file);
		path = directory ? fs_join(config->arena, directory, path) : NULL;
		if (!path)
			return sqlembic_fail_memory(err);
		if (is_missing(path))
			return 0;
	}
	rc = dotenv_read(&config->dotenv, config->arena, path, &config->caller, err);
	if (rc < 0)
		(void)sqlembic_fail_detail(err, "this file is named by env_file (%s)", value.origin);
	return rc;
}

int sources_read(struct config *config, const struct sqlembic_options *options, struct sqlembic_error *err)
{
	int rc = read_ini(config, options->config_file, err);
	if (rc == 0)
		rc = find_here(config, err);
	if (rc == 0)
		rc = check_section(config, options->section, err);
	return rc ? rc : sources_read_env_file(config, err);
}
