/* source.h: another tool's directory: which files lie in it, and their texts.  Nothing in it is ever written. */
#ifndef SOURCE_H
#define SOURCE_H

#include "base/arena.h"
#include "base/caller.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct source_file {
	const char *name; /* below the directory: "sub/V2__b.sql" */
	const char *path; /* for messages: the directory as it was given, and the name */
	bool is_read;
	struct sqlembic_span bytes; /* once it is read */
	struct sqlembic_span text;  /* the same without a byte order mark */
};

struct source {
	struct arena *arena;
	const struct caller *caller;
	const char *path;          /* as given */
	struct source_file *files; /* by name, byte by byte */
	size_t n;
	bool has_cargo; /* a Rust project is around it: sqlx names its files as golang-migrate does, refinery as Flyway */
};

/* Lists the directory and those below it.  Names that begin with '.' are left out. */
int source_open(struct source *out, struct arena *arena, const char *path, const struct caller *caller,
		struct sqlembic_error *err);
/* Reads a file once; it must be UTF-8. */
int source_read(struct sqlembic_span *out, const struct source *source, struct source_file *file,
		struct sqlembic_error *err);
/* The file of that name; NULL: there is none. */
struct source_file *source_find(const struct source *source, const char *name);
/* Whether the directory above holds a file of that name: what a project of one language has at its top. */
bool source_is_beside(const struct source *source, const char *name);
/* Whether the file lies in the directory itself. */
bool source_is_at_top(const struct source_file *file);
bool source_ends(const struct source_file *file, const char *suffix);

#endif
