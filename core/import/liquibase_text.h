/* liquibase_text.h: a file of Liquibase's formatted SQL, cut into its change sets. */
#ifndef LIQUIBASE_TEXT_H
#define LIQUIBASE_TEXT_H

#include "import/draft.h"

struct liquibase_set {
	const char *author, *id;
	const char *file;     /* its name in the table: logicalFilePath, or the file's */
	const char *comment;  /* "" : none */
	const char *up;       /* as this database's client reads it */
	const char *down;     /* NULL: irreversible */
	const char *left_out; /* why it becomes no revision; NULL: it does */
	bool off;
	bool runs_again; /* whenever it changes, or always */
	bool may_fail;   /* failOnError:false */
};

struct liquibase_text {
	struct liquibase_set *sets;
	size_t n;
};

bool liquibase_text_is_formatted(struct sqlembic_span text);
/* Into the drafts' arena. */
int liquibase_text_read(struct liquibase_text *out, const struct drafts *drafts,
			const struct source_file *file, struct sqlembic_error *err);

#endif
