/* scratch.c: a test's own directory.  It uses nothing of the library, which it helps to test. */
#include "scratch.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[PATH_MAX];

const char *scratch_make(void)
{
	char template[PATH_MAX];
	const char *parent = getenv("TMPDIR");
	(void)snprintf(template, sizeof(template), "%s/scratch.XXXXXX",
		       parent && parent[0] ? parent : "/tmp");
	cr_assert_not_null(mkdtemp(template), "mkdtemp %s", template);
	cr_assert_not_null(realpath(template, root));
	return root;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

void scratch_remove(void)
{
	if (root[0])
		(void)nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_path(const char *name)
{
	static char paths[8][PATH_MAX + 256];
	static unsigned turn;
	char *path = paths[turn++ % 8];
	(void)snprintf(path, sizeof(paths[0]), "%s/%s", root, name);
	return path;
}

static void make_parents(char *path)
{
	for (char *p = path + strlen(root) + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		(void)mkdir(path, 0777);
		*p = '/';
	}
}

const char *scratch_write(const char *name, const char *text)
{
	const char *path = scratch_path(name);
	char copy[PATH_MAX + 256];
	(void)snprintf(copy, sizeof(copy), "%s", path);
	make_parents(copy);
	FILE *file = fopen(path, "wbe");
	cr_assert_not_null(file, "cannot create %s", path);
	cr_assert(fputs(text, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
	return path;
}

const char *scratch_read(const char *name)
{
	static char text[1 << 16];
	const char *path = scratch_path(name);
	FILE *file = fopen(path, "rbe");
	cr_assert_not_null(file, "cannot read %s", path);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	(void)fclose(file);
	return text;
}

bool scratch_exists(const char *name)
{
	return access(scratch_path(name), F_OK) == 0;
}

const char *scratch_mkdir(const char *name)
{
	const char *path = scratch_path(name);
	cr_assert_eq(mkdir(path, 0777), 0, "cannot make %s", path);
	return path;
}
