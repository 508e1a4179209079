/* dump_file.c: see dump_file.h. */
#include "api/dump_file.h"

#include <string.h>

#include "api/schema.h"
#include "base/fs.h"
#include "proof/target.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

static int refuse(const char *path, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "dump_file = %s would replace a file of the wanted schema (target_metadata)",
			    path);
	return sqlembic_fail_hint(err, "name another file in dump_file");
}

/* Whether a file that is not there yet would be one of the target's, too. */
static bool is_in_directory(struct arena *arena, const char *file, const char *text)
{
	const char *directory = fs_directory(arena, file), *target = fs_absolute(arena, text);
	size_t length = strlen(file);
	return directory && target && fs_is_directory(text) && strcmp(directory, target) == 0 && length > 4 &&
	       strcmp(file + length - 4, ".sql") == 0;
}

static int refuse_target(const char *path, sqlembic *ctx, struct sqlembic_error *err)
{
	struct target target = { 0 };
	struct sqlembic_error unheard;
	const char *file = fs_absolute(&ctx->arena, path);
	if (!file)
		return sqlembic_fail_memory(err);
	/* What is wrong with the target is told to those who compare. */
	int rc = target_configured(&target, &ctx->arena, ctx->config, &unheard);
	if (target.text && is_in_directory(&ctx->arena, file, target.text))
		return refuse(path, err);
	for (size_t i = 0; rc == 0 && i < target.n; i++) {
		const char *other = fs_absolute(&ctx->arena, target.paths[i]);
		if (other && strcmp(other, file) == 0)
			return refuse(path, err);
	}
	return 0;
}

int dump_file_find(const char **path, sqlembic *ctx, struct sqlembic_error *err)
{
	int rc = config_string(ctx->config, "dump_file", path, err);
	if (rc == 0 && *path && !**path)
		*path = NULL;
	return rc < 0 || !*path ? rc : refuse_target(*path, ctx, err);
}

int dump_file_write(sqlembic *ctx, const char *path, enum sqlembic_direction direction,
		    struct sqlembic_error *err)
{
	const char *sql;
	int rc = schema_dump(&sql, ctx, NULL, err);
	const bool is_known = rc == 0;
	if (rc == 0)
		rc = sqlembic_file_write(path, SQLEMBIC_FILE_REPLACED, sql, strlen(sql), err);
	if (rc == 0)
		return 0;
	(void)sqlembic_fail_state(err, "the %s is done; dump_file %s was not written",
				  direction == SQLEMBIC_UPGRADE ? "upgrade" : "downgrade", path);
	if (!is_known && err->hint[0])
		return rc;
	return sqlembic_fail_command(err, is_known ? "when it can be written: " : "", "sqlembic dump > %s",
				     path);
}
