/* unread.h: files beside the scripts that look like revisions and are not read, for messages. */
#ifndef UNREAD_H
#define UNREAD_H

#include <stddef.h>

enum unread_kind {
	UNREAD_PYTHON, /* a revision of Alembic */
	UNREAD_HEADER, /* it has our header, but its name does not end in .up.sql */
	UNREAD_SQL     /* any other .sql */
};

struct unread {
	const char *path; /* absolute */
	const char *id;   /* its revision; NULL: not found in it */
	enum unread_kind kind;
};

struct unread_list {
	const struct unread *items;
	size_t n;
};

#endif
