/* unread_read.c: see unread_read.h.  Nothing of what is found here is ever run. */
#include "scripts/unread_read.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "graph/revision.h"
#include "scripts/script.h"
#include "sqlembic/text.h"

/* Docstring and imports of a revision of Alembic fit in. */
#define PYTHON_HEAD 16384

static bool ends_in(const char *name, size_t length, const char *suffix)
{
	size_t n = strlen(suffix);
	return length > n && sqlembic_casecmp(name + length - n, suffix) == 0;
}

bool unread_read_concerns(const char *name, size_t length)
{
	return ends_in(name, length, ".sql") || (ends_in(name, length, ".py") && name[0] != '_');
}

/* The text in quotes behind `revision = ` or `revision: str = ` at the beginning of a line. */
static const char *find_assignment(struct arena *arena, const char *text)
{
	static const char name[] = "revision";
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, sizeof(name) - 1) != 0 || !strchr(" =:", line[sizeof(name) - 1]))
			continue;
		const char *value = line + strcspn(line, "=\n");
		value += strspn(value, "= ");
		size_t length = *value == '\'' || *value == '"' ? strcspn(value + 1, "'\"\n") : 0;
		if (length)
			return arena_copy(arena, value + 1, length);
	}
	return NULL;
}

static void read_python(struct unread *out, struct arena *arena)
{
	char head[PYTHON_HEAD + 1];
	int fd = open(out->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : read(fd, head, PYTHON_HEAD);
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return;
	head[n] = '\0';
	out->id = find_assignment(arena, head);
}

static void read_header(struct unread *out, struct arena *arena)
{
	struct revision revision = { 0 };
	struct sqlembic_error unwanted;
	if (script_read_up(&revision, arena, AT_FDCWD, out->path, out->path, &unwanted) < 0 || !revision.id)
		return;
	out->kind = UNREAD_HEADER;
	out->id = revision.id;
}

void unread_read(struct unread *out, struct arena *arena)
{
	const char *name = fs_basename(out->path);
	if (!ends_in(name, strlen(name), ".py")) {
		out->kind = UNREAD_SQL;
		read_header(out, arena);
	} else {
		out->kind = UNREAD_PYTHON;
		read_python(out, arena);
	}
}
