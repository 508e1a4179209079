/* liquibase_set.h: one change set of formatted SQL: its attributes, and its text as this database's client reads it. */
#ifndef LIQUIBASE_SET_H
#define LIQUIBASE_SET_H

#include "import/liquibase_text.h"

/* While it is read.  Zero it to begin with. */
struct liquibase_set_text {
	struct liquibase_set made; /* as far as its first line says */
	struct sqlembic_span comment, delimiter;
	bool is_whole; /* splitStatements:false */
	bool has_down;
	struct sqlembic_buf up, down;
};

/* The next "key:value" of a line, the value perhaps in double quotes; false at its end. */
bool liquibase_set_attribute(struct sqlembic_span *key, struct sqlembic_span *value,
			     struct sqlembic_span *line);

/* `line`: what stands behind "changeset". */
int liquibase_set_begin(struct liquibase_set_text *set, const struct drafts *drafts,
			const struct source_file *file, struct sqlembic_span line,
			struct sqlembic_error *err);
void liquibase_set_line(struct liquibase_set_text *set, struct sqlembic_span line);
void liquibase_set_rollback(struct liquibase_set_text *set, struct sqlembic_span line);
int liquibase_set_end(struct liquibase_set *out, struct liquibase_set_text *set, struct arena *arena,
		      const struct source_file *file, bool has_delimiter, struct sqlembic_error *err);
void liquibase_set_release(struct liquibase_set_text *set);

#endif
