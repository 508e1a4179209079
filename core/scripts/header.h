/* header.h: the grammar of a script's header: which lines belong to it, and which of them are keys.
 * Knows neither files nor revisions. */
#ifndef HEADER_H
#define HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

enum header_key {
	HEADER_REVISION,
	HEADER_DOWN_REVISION,
	HEADER_DEPENDS_ON,
	HEADER_BRANCH_LABELS,
	HEADER_CREATE_DATE,
	HEADER_TRANSACTION,
	HEADER_REPLACES,
	HEADER_NKEYS,
	HEADER_PROSE = HEADER_NKEYS
};

/* One line; the spans point into the script. */
struct header_line {
	enum header_key key;
	struct sqlembic_span text;  /* behind "-- ", without blanks at its end; empty for a blank line */
	struct sqlembic_span value; /* of a key, without blanks around it */
	const char *start;          /* of the line as it stands in the script */
	int line;
};

struct header {
	struct sqlembic_span text; /* of the script or of its beginning, without a byte order mark */
	const char *path;
	size_t at; /* behind the last line that was read */
	int line;
	bool at_end;   /* there is no more than `text` */
	bool complete; /* the end of the header has been seen */
};

/* NUL bytes anywhere in `text` are an error. */
int header_open(struct header *out, struct sqlembic_span text, bool at_end, const char *path,
		struct sqlembic_error *err);
/* 1: *out is the next line; 0: there is none, or, where header->complete is not set, it may go on behind the text;
 * negative: the line is nearly a key. */
int header_next(struct header_line *out, struct header *header, struct sqlembic_error *err);

/* Refuses prose that would be read as a key, or as nearly one, when it stood in a header. */
int header_check_prose(struct sqlembic_span text, struct sqlembic_error *err);

const char *header_key_name(enum header_key key);
struct sqlembic_span header_trim(struct sqlembic_span text);
/* The column of `at`, a place inside the line. */
int header_column(const struct header_line *line, const char *at);

#endif
