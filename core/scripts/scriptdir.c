/* scriptdir.c: finds the scripts of the version locations and pairs them by name.
 * Knows the names of files, not what stands in them: script.c reads that. */
#include "scripts/scriptdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fnv.h"
#include "base/fs.h"
#include "base/order.h"
#include "scripts/parts.h"
#include "scripts/unread_read.h"
#include "sqlembic/error.h"

static const char UP[] = ".up.sql";
static const char DOWN[] = ".down.sql";

struct listing {
	const char *path;
	size_t name_at;         /* where the name begins in the path of a script */
	struct order_item *ups; /* the names; each stands in its path, in the revisions' arena */
	char **down_of;         /* path of each one's down script or NULL; NULL: there are none */
	char **downs;           /* paths, in the order in which they were found */
	const char **directories;
	const char **unread; /* paths, in the revisions' arena */
	size_t nunread, unread_cap;
	size_t nups, ups_cap, ndowns, downs_cap, ndirectories, directories_cap;
};

struct directory {
	struct directory *next;
	const char *path;
	dev_t device;
	ino_t inode;
	bool is_location;
};

struct loader {
	struct arena *arena;   /* of the revisions */
	struct arena *scratch; /* of this load */
	struct revision *revisions;
	size_t n, cap;
	struct unread *unread; /* in scratch until the end */
	size_t nunread, unread_cap;
	struct directory *seen;
	bool recursive;
	const struct caller *caller;
};

/* ---- names ---- */

/* `n` items in `*items`, grown to hold one more; in the scratch arena. */
static bool grow(void *items, size_t n, size_t *cap, size_t size, struct arena *scratch)
{
	if (n < *cap)
		return true;
	size_t more = *cap ? *cap * 4 : 64;
	void *old = *(void **)items, *new = arena_alloc(scratch, more, size);
	if (!new)
		return false;
	if (n)
		memcpy(new, old, n * size);
	*(void **)items = new;
	*cap = more;
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_suffix(const char *name, size_t length, const char *suffix, size_t suffix_length)
{
	return length > suffix_length && memcmp(name + length - suffix_length, suffix, suffix_length) == 0;
}

/* <directory>/<name>, by hand because it is done twice for every revision. */
static char *path_of(struct arena *arena, const char *directory, const char *name, size_t length)
{
	size_t n = strlen(directory);
	char *path = arena_alloc(arena, n + 1 + length + 1, 1);
	if (!path)
		return NULL;
	memcpy(path, directory, n);
	path[n] = '/';
	memcpy(path + n + 1, name, length);
	return path;
}

/* ---- one directory ---- */

static unsigned char type_of(int fd, const struct dirent *entry)
{
	struct stat st;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return DT_UNKNOWN;
	return (unsigned char)IFTODT(st.st_mode);
}

static int add_directory(struct listing *listing, struct loader *l, const char *name,
			 struct sqlembic_error *err)
{
	const char *copy = arena_dup(l->scratch, name);
	if (!copy || !grow(&listing->directories, listing->ndirectories, &listing->directories_cap,
			   sizeof(*listing->directories), l->scratch))
		return sqlembic_fail_memory(err);
	listing->directories[listing->ndirectories++] = copy;
	return 0;
}

static int add_up(struct listing *listing, struct loader *l, const char *name, size_t length,
		  struct sqlembic_error *err)
{
	char *path = path_of(l->arena, listing->path, name, length);
	if (!path ||
	    !grow(&listing->ups, listing->nups, &listing->ups_cap, sizeof(*listing->ups), l->scratch))
		return sqlembic_fail_memory(err);
	listing->ups[listing->nups++] = (struct order_item){ .name = path + listing->name_at };
	return 0;
}

static int add_down(struct listing *listing, struct loader *l, const char *name, size_t length,
		    struct sqlembic_error *err)
{
	char *path = path_of(l->arena, listing->path, name, length);
	if (!path ||
	    !grow(&listing->downs, listing->ndowns, &listing->downs_cap, sizeof(*listing->downs), l->scratch))
		return sqlembic_fail_memory(err);
	listing->downs[listing->ndowns++] = path;
	return 0;
}

static int add_unread(struct listing *listing, struct loader *l, const char *name, size_t length,
		      struct sqlembic_error *err)
{
	char *path = path_of(l->arena, listing->path, name, length);
	if (!path || !grow(&listing->unread, listing->nunread, &listing->unread_cap, sizeof(*listing->unread),
			   l->scratch))
		return sqlembic_fail_memory(err);
	listing->unread[listing->nunread++] = path;
	return 0;
}

static int add_name(struct listing *listing, struct loader *l, int fd, const struct dirent *entry,
		    struct sqlembic_error *err)
{
	const char *name = entry->d_name;
	if (name[0] == '.')
		return 0;
	size_t length = strlen(name);
	bool is_up = has_suffix(name, length, UP, sizeof(UP) - 1);
	bool is_down = has_suffix(name, length, DOWN, sizeof(DOWN) - 1);
	bool is_unread = !is_up && !is_down && unread_read_concerns(name, length);
	if (!is_up && !is_down && !is_unread && !l->recursive)
		return 0;
	unsigned char type = type_of(fd, entry);
	if (type == DT_DIR && l->recursive)
		return add_directory(listing, l, name, err);
	if (type != DT_REG && type != DT_LNK)
		return 0;
	if (is_up)
		return add_up(listing, l, name, length, err);
	if (is_unread)
		return add_unread(listing, l, name, length, err);
	return is_down ? add_down(listing, l, name, length, err) : 0;
}

static int list(struct listing *listing, struct loader *l, DIR *dir, struct sqlembic_error *err)
{
	errno = 0;
	for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		int rc = add_name(listing, l, dirfd(dir), entry, err);
		if (rc < 0)
			return rc;
		errno = 0;
	}
	if (errno)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot list %s: %s", listing->path,
				     strerror(errno));
	struct order_item *spare = arena_alloc(l->scratch, listing->nups, sizeof(*spare));
	if (!spare)
		return sqlembic_fail_memory(err);
	order_names(listing->ups, spare, listing->nups);
	if (listing->nunread > 1)
		qsort(listing->unread, listing->nunread, sizeof(*listing->unread), compare_names);
	if (listing->ndirectories > 1)
		qsort(listing->directories, listing->ndirectories, sizeof(*listing->directories),
		      compare_names);
	return 0;
}

/* ---- pairs ---- */

/* The up scripts of a listing by the hash of their stem; 0 is an empty slot, else an index plus one. */
struct stems {
	uint32_t *slots;
	size_t mask;
};

static size_t hash_stem(const char *stem, size_t length)
{
	return fnv_place(fnv_add_bytes(FNV_START, stem, length));
}

static int stems_build(struct stems *out, const struct listing *listing, struct loader *l,
		       struct sqlembic_error *err)
{
	size_t size = 16;
	while (size < listing->nups * 2)
		size *= 2;
	out->slots = arena_alloc(l->scratch, size, sizeof(*out->slots));
	if (!out->slots)
		return sqlembic_fail_memory(err);
	out->mask = size - 1;
	for (size_t i = 0; i < listing->nups; i++) {
		const char *name = listing->ups[i].name;
		size_t at = hash_stem(name, strlen(name) - (sizeof(UP) - 1)) & out->mask;
		while (out->slots[at])
			at = (at + 1) & out->mask;
		out->slots[at] = (uint32_t)i + 1;
	}
	return 0;
}

/* The index of the up script that a down script belongs to; -1: none. */
static long stems_find(const struct stems *stems, const struct listing *listing, const char *down)
{
	const char *name = down + listing->name_at;
	size_t length = strlen(name) - (sizeof(DOWN) - 1);
	for (size_t at = hash_stem(name, length) & stems->mask; stems->slots[at];
	     at = (at + 1) & stems->mask) {
		const char *found = listing->ups[stems->slots[at] - 1].name;
		if (strncmp(found, name, length) == 0 && strcmp(found + length, UP) == 0)
			return (long)stems->slots[at] - 1;
	}
	return -1;
}

static int refuse_orphan(const char *down, struct sqlembic_error *err)
{
	int stem = (int)(strlen(down) - (sizeof(DOWN) - 1));
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the down script %s has no up script", down);
	return sqlembic_fail_hint(err, "restore %.*s%s, or remove the down script", stem, down, UP);
}

static int pair(struct listing *listing, struct loader *l, struct sqlembic_error *err)
{
	struct stems stems = { NULL, 0 };
	const char *orphan = NULL;
	int rc = stems_build(&stems, listing, l, err);
	if (rc < 0)
		return rc;
	listing->down_of = arena_alloc(l->scratch, listing->nups, sizeof(*listing->down_of));
	if (!listing->down_of)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < listing->ndowns; i++) {
		char *down = listing->downs[i];
		long up = stems_find(&stems, listing, down);
		if (up >= 0)
			listing->down_of[up] = down;
		else if (!orphan || strcmp(down, orphan) < 0)
			orphan = down;
	}
	return orphan ? refuse_orphan(orphan, err) : 0;
}

/* ---- revisions ---- */

static int reserve(struct loader *l, size_t more, struct sqlembic_error *err)
{
	if (more <= l->cap - l->n)
		return 0;
	/* With one location, which is the rule, its revisions are the answer as they are. */
	size_t cap = l->n + more;
	struct revision *grown = arena_alloc(l->arena, cap, sizeof(*grown));
	if (!grown)
		return sqlembic_fail_memory(err);
	if (l->n)
		memcpy(grown, l->revisions, l->n * sizeof(*grown));
	l->revisions = grown;
	l->cap = cap;
	return 0;
}

static int load_listing(struct loader *l, const struct listing *listing, int fd, struct sqlembic_error *err)
{
	const struct scriptdir_list list = { .fd = fd,
					     .name_at = listing->name_at,
					     .ups = listing->ups,
					     .down_of = listing->down_of,
					     .nups = listing->nups,
					     .caller = l->caller };
	int rc = reserve(l, listing->nups, err);
	if (rc == 0 && listing->nups > 0)
		rc = scriptdir_read(l->revisions + l->n, &list, l->arena, err);
	if (rc == 0)
		l->n += listing->nups;
	return rc;
}

static int look_at_unread(struct loader *l, const struct listing *listing, struct sqlembic_error *err)
{
	for (size_t i = 0; i < listing->nunread; i++) {
		if (!grow(&l->unread, l->nunread, &l->unread_cap, sizeof(*l->unread), l->scratch))
			return sqlembic_fail_memory(err);
		struct unread *unread = &l->unread[l->nunread++];
		*unread = (struct unread){ .path = listing->unread[i] };
		unread_read(unread, l->arena);
	}
	return 0;
}

/* ---- directories ---- */

/* 1: new, 0: the same location again (nothing to do), negative: scripts would be found twice. */
static int note_directory(struct loader *l, int fd, const char *path, bool is_location,
			  struct sqlembic_error *err)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot list %s: %s", path, strerror(errno));
	for (const struct directory *d = l->seen; d; d = d->next) {
		if (d->device != st.st_dev || d->inode != st.st_ino)
			continue;
		if (is_location && d->is_location)
			return 0;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s is reached twice, by another version location too", path);
		return sqlembic_fail_hint(err, "name only one of the two in version_locations, or turn "
					       "recursive_version_locations off");
	}
	struct directory *d = arena_alloc(l->scratch, 1, sizeof(*d));
	if (!d)
		return sqlembic_fail_memory(err);
	*d = (struct directory){ l->seen, path, st.st_dev, st.st_ino, is_location };
	l->seen = d;
	return 1;
}

static int fail_open(const char *path, struct sqlembic_error *err)
{
	int reason = errno;
	int code = sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read the version location %s: %s", path,
				 strerror(reason));
	if (reason == ENOENT)
		return sqlembic_fail_hint(err, "create it, correct the setting, or make a new script "
					       "directory: sqlembic init DIRECTORY");
	return reason == EACCES ? sqlembic_fail_hint(err, "let the user who runs the command read it") : code;
}

/* Loads the scripts of one directory; `listing` says which directories it holds. */
static int load_scripts(struct listing *listing, struct loader *l, bool is_location,
			struct sqlembic_error *err)
{
	DIR *dir = opendir(listing->path);
	if (!dir)
		return fail_open(listing->path, err);
	int rc = note_directory(l, dirfd(dir), listing->path, is_location, err);
	if (rc > 0)
		rc = list(listing, l, dir, err);
	if (rc == 0 && listing->ndowns > 0)
		rc = pair(listing, l, err);
	if (rc == 0)
		rc = load_listing(l, listing, dirfd(dir), err);
	if (rc == 0)
		rc = look_at_unread(l, listing, err);
	closedir(dir);
	return rc;
}

/* A directory's own scripts first, then those of its directories by name.  Links to directories are not
 * followed. */
static int load_directory(struct loader *l, const char *path, bool is_location, struct sqlembic_error *err)
{
	struct listing listing = { .path = path, .name_at = strlen(path) + 1 };
	int rc = load_scripts(&listing, l, is_location, err);
	for (size_t i = 0; rc == 0 && i < listing.ndirectories; i++) {
		const char *name = listing.directories[i];
		char *child = path_of(l->scratch, path, name, strlen(name));
		rc = child ? load_directory(l, child, false, err) : sqlembic_fail_memory(err);
	}
	return rc;
}

static int keep_unread(struct unread_list *out, const struct loader *l, struct sqlembic_error *err)
{
	struct unread *items = arena_alloc(l->arena, l->nunread, sizeof(*items));
	if (!items)
		return sqlembic_fail_memory(err);
	if (l->nunread)
		memcpy(items, l->unread, l->nunread * sizeof(*items));
	*out = (struct unread_list){ items, l->nunread };
	return 0;
}

int scriptdir_load(struct scriptdir *out, struct arena *arena, const char *const *locations,
		   size_t nlocations, bool recursive, const struct caller *caller, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	struct loader l = { .arena = arena, .scratch = &scratch, .recursive = recursive, .caller = caller };
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < nlocations; i++) {
		const char *path = fs_absolute(&scratch, locations[i]);
		rc = path ? load_directory(&l, path, true, err) : sqlembic_fail_memory(err);
	}
	if (rc == 0)
		rc = keep_unread(&out->unread, &l, err);
	arena_release(&scratch);
	if (rc < 0)
		return rc;
	out->revisions = l.revisions;
	out->n = l.n;
	return 0;
}
