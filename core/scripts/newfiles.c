/* newfiles.c: makes files and remembers them, so that a failure leaves nothing behind. */
#include "scripts/newfiles.h"

#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

struct newfile {
	struct newfile *before;
	const char *path;
	bool is_directory;
};

int newfiles_report(const struct newfiles *files, const struct sqlembic_event *event,
		    struct sqlembic_error *err)
{
	if (!files->on_event || files->on_event(event, files->payload) == 0)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "stopped on request; no file was made");
}

static int report_path(const struct newfiles *files, enum sqlembic_event_kind kind, const char *path,
		       struct sqlembic_error *err)
{
	const struct sqlembic_event event = { .kind = kind, .path = path };
	return newfiles_report(files, &event, err);
}

/* Memory is taken before the file is made, so that no file is forgotten. */
static struct newfile *prepare(const struct newfiles *files, const char *path, bool is_directory)
{
	struct newfile *file = arena_alloc(files->arena, 1, sizeof(*file));
	char *copy = arena_dup(files->arena, path);
	if (!file || !copy)
		return NULL;
	*file = (struct newfile){ NULL, copy, is_directory };
	return file;
}

static void remember(struct newfiles *files, struct newfile *file)
{
	file->before = files->last;
	files->last = file;
}

static int make_directory(struct newfiles *files, const char *path, struct sqlembic_error *err)
{
	struct newfile *file = prepare(files, path, true);
	if (!file)
		return sqlembic_fail_memory(err);
	int rc = report_path(files, SQLEMBIC_EVENT_CREATING, path, err);
	bool made = false;
	if (rc == 0)
		rc = fs_make_directories(path, &made, err);
	if (rc < 0)
		return rc;
	if (made)
		remember(files, file);
	return report_path(files, SQLEMBIC_EVENT_CREATED, path, err);
}

int newfiles_directory(struct newfiles *files, const char *path, struct sqlembic_error *err)
{
	if (fs_is_directory(path))
		return 0;
	const char *parent = fs_directory(files->arena, path);
	if (!parent)
		return sqlembic_fail_memory(err);
	int rc = strcmp(parent, path) == 0 ? 0 : newfiles_directory(files, parent, err);
	return rc < 0 ? rc : make_directory(files, path, err);
}

int newfiles_write(struct newfiles *files, const char *path, const char *text, size_t length,
		   struct sqlembic_error *err)
{
	struct newfile *file = prepare(files, path, false);
	if (!file)
		return sqlembic_fail_memory(err);
	int rc = report_path(files, SQLEMBIC_EVENT_CREATING, path, err);
	if (rc == 0)
		rc = sqlembic_file_write(path, files->are_many ? SQLEMBIC_FILE_AMONG_MANY : SQLEMBIC_FILE_NEW,
					 text, length, err);
	if (rc < 0)
		return rc;
	remember(files, file);
	return report_path(files, SQLEMBIC_EVENT_CREATED, path, err);
}

int newfiles_settle(const struct newfiles *files, struct sqlembic_error *err)
{
	return files->last ? sqlembic_file_settle(files->last->path, err) : 0;
}

void newfiles_undo(struct newfiles *files)
{
	for (const struct newfile *file = files->last; file; file = file->before)
		(void)(file->is_directory ? rmdir(file->path) : unlink(file->path));
	files->last = NULL;
}
