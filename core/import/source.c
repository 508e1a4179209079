/* source.c: see source.h. */
#include "import/source.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/encoding.h"
#include "base/fs.h"
#include "base/order.h"
#include "sqlembic/error.h"

/* Directories inside of one another, and how many directories above may hold a project's file. */
#define DEEPEST       16
#define PROJECT_ABOVE 3

struct lister {
	struct source *source;
	size_t cap;
};

static int add_file(struct lister *lister, const char *name, struct sqlembic_error *err)
{
	struct source *source = lister->source;
	if (source->n == lister->cap) {
		size_t cap = lister->cap ? lister->cap * 2 : 64;
		struct source_file *grown = arena_alloc(source->arena, cap, sizeof(*grown));
		if (!grown)
			return sqlembic_fail_memory(err);
		if (source->n)
			memcpy(grown, source->files, source->n * sizeof(*grown));
		source->files = grown;
		lister->cap = cap;
	}
	const char *path = fs_join(source->arena, source->path, name);
	if (!path)
		return sqlembic_fail_memory(err);
	source->files[source->n++] = (struct source_file){ .name = name, .path = path };
	return 0;
}

static int list_directory(struct lister *lister, const char *below, int depth, struct sqlembic_error *err);

static int list_entry(struct lister *lister, const char *below, const char *name, int depth,
		      struct sqlembic_error *err)
{
	struct arena *arena = lister->source->arena;
	const char *inner = *below ? arena_printf(arena, "%s/%s", below, name) : arena_dup(arena, name);
	const char *path = inner ? fs_join(arena, lister->source->path, inner) : NULL;
	if (!path)
		return sqlembic_fail_memory(err);
	if (!fs_is_directory(path))
		return add_file(lister, inner, err);
	if (depth < DEEPEST)
		return list_directory(lister, inner, depth + 1, err);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s lies in more than %d directories", path, DEEPEST);
	return sqlembic_fail_hint(err, "name the directory that holds the migrations themselves");
}

static int list_directory(struct lister *lister, const char *below, int depth, struct sqlembic_error *err)
{
	struct source *source = lister->source;
	const char *path = *below ? fs_join(source->arena, source->path, below) : source->path;
	DIR *directory = path ? opendir(path) : NULL;
	if (!directory)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read the directory %s: %s",
				     path ? path : below, strerror(errno));
	int rc = 0;
	const struct dirent *entry;
	while (rc == 0 && (entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] != '.')
			rc = list_entry(lister, below, entry->d_name, depth, err);
		if (rc == 0 && caller_is_cancelled(source->caller))
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted; nothing was written");
	}
	closedir(directory);
	return rc;
}

static int sort_files(struct source *source, struct sqlembic_error *err)
{
	struct order_item *items = arena_alloc(source->arena, source->n, sizeof(*items));
	struct order_item *spare = arena_alloc(source->arena, source->n, sizeof(*spare));
	struct source_file *sorted = arena_alloc(source->arena, source->n, sizeof(*sorted));
	if (!items || !spare || !sorted)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < source->n; i++)
		items[i] = (struct order_item){ .name = source->files[i].name, .index = i };
	order_names(items, spare, source->n);
	for (size_t i = 0; i < source->n; i++)
		sorted[i] = source->files[items[i].index];
	source->files = sorted;
	return 0;
}

int source_open(struct source *out, struct arena *arena, const char *path, const struct caller *caller,
		struct sqlembic_error *err)
{
	struct lister lister = { .source = out };
	*out = (struct source){ .arena = arena, .caller = caller, .path = path };
	if (!fs_is_directory(path)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is no directory", path);
		return sqlembic_fail_hint(err, "name the directory of the other tool's migrations: sqlembic "
					       "import DIRECTORY");
	}
	out->has_cargo = source_is_beside(out, "Cargo.toml");
	int rc = list_directory(&lister, "", 0, err);
	return rc < 0 ? rc : sort_files(out, err);
}

int source_read(struct sqlembic_span *out, const struct source *source, struct source_file *file,
		struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = 0;
	if (!file->is_read) {
		rc = fs_read(&text, file->path, source->caller, err);
		const char *copy = rc == 0 ? arena_copy(source->arena, sqlembic_buf_text(&text), text.len)
					   : NULL;
		if (rc == 0 && !copy)
			rc = sqlembic_fail_memory(err);
		file->bytes = (struct sqlembic_span){ copy, copy ? text.len : 0 };
		sqlembic_buf_release(&text);
		if (rc == 0)
			rc = encoding_check(file->bytes, file->path, err);
		if (rc == 0)
			file->text = encoding_skip_bom(file->bytes);
		file->is_read = rc == 0;
	}
	*out = file->text;
	return rc;
}

struct source_file *source_find(const struct source *source, const char *name)
{
	size_t low = 0, high = source->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(source->files[middle].name, name);
		if (order == 0)
			return &source->files[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool source_is_beside(const struct source *source, const char *name)
{
	const char *directory = fs_absolute(source->arena, source->path);
	for (int i = 0; directory && i < PROJECT_ABOVE; i++) {
		const char *path = fs_join(source->arena, directory, name);
		if (path && fs_exists(path))
			return true;
		directory = fs_directory(source->arena, directory);
	}
	return false;
}

bool source_is_at_top(const struct source_file *file)
{
	return !strchr(file->name, '/');
}

bool source_ends(const struct source_file *file, const char *suffix)
{
	size_t length = strlen(file->name), tail = strlen(suffix);
	return length >= tail && strcmp(file->name + length - tail, suffix) == 0;
}
