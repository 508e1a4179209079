/* scan.h: cuts a script into statements, as the database's own client would, without executing anything.
 * Memory is bounded by the longest statement, not by the file. */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "sqlembic/driver.h"
#include "sqlembic/token.h"

/* Yields up to `size` bytes into `out`; 0 at the end, negative: an error it has described. */
typedef long scan_read_fn(void *payload, char *out, size_t size, struct sqlembic_error *err);

struct scan;

/* The section of another tool's file: see scan_section.c. */
enum scan_section { SCAN_SECTION_NONE, SCAN_SECTION_UP, SCAN_SECTION_DOWN };
#define SCAN_SECTION_SIZE 81

struct statement {
	struct sqlembic_span
		sql; /* as written, from its first token to its last, without the terminator; borrowed
	                               * until the next call */
	struct sqlembic_span text; /* the same with the blanks and comments before the terminator: what the
	                               * vendor's client sends, and SQLite keeps with an index */
	struct sqlembic_span
		words;    /* its first words (at most 10), upper case, one blank between; quoted and qualified
	                               * names as written, signs left out; they end before a literal and before
	                               * a parenthesis that does not follow the first word; terminated; what
	                               * dialect rules are matched with */
	unsigned classes; /* enum sqlembic_class, by the dialect's rules */
	size_t number;    /* from 1 */
	int line, column; /* of the first token, from 1, columns in characters */
	unsigned long long begin, end; /* byte offsets of `sql` in the file */
	const char *delimiter;         /* what ends statements here: ";" or as set by DELIMITER; borrowed */
	enum scan_section section;     /* that the last marker line before it, or in it, has begun */
	int section_line, section_column;
	const char *section_text; /* the line; borrowed */
	bool has_copy_data; /* COPY ... FROM stdin: read the data with scan_copy_data, or the next call skips it */
};

/* `path` is for messages and must outlive the scanner. NULL: out of memory. */
struct scan *scan_open(const struct sqlembic_dialect *dialect, const char *path, scan_read_fn *read,
		       void *payload);
/* The same on a file. */
struct scan *scan_open_file(const struct sqlembic_dialect *dialect, const char *path,
			    struct sqlembic_error *err);
/* Begin again with another script: as new, but without the cost of making a scanner. */
void scan_begin(struct scan *scan, const char *path, scan_read_fn *read, void *payload);
int scan_begin_file(struct scan *scan, const char *path, struct sqlembic_error *err);
void scan_begin_text(struct scan *scan, const char *path, struct sqlembic_span text);
/* The same with a text that holds one statement, as it was cut before: one that scan_can_keep(). */
void scan_begin_cut(struct scan *scan, const char *path, struct sqlembic_span text,
		    const struct statement *only);
/* Whether its text and its words are all that is said of a statement: the usual delimiter ends it, no section has begun, and no
 * rows follow. */
bool scan_can_keep(const struct statement *statement);
/* Once begun: a body of a stored program is one statement without DELIMITER, too, which the vendor's client cuts. */
void scan_join_bodies(struct scan *scan);
/* Once begun: this is a wanted schema, which nobody else reads.  Bodies are joined, and hints are about a schema. */
void scan_as_wanted(struct scan *scan);
/* 1: *out is the next statement; 0: the end.  Errors have file:line:column: NUL bytes, client commands that cannot
 * be run, quotes and comments without end. */
int scan_next(struct scan *scan, struct statement *out, struct sqlembic_error *err);
/* Chunks of COPY data, line ends included, without the final "\." line: 1, then 0 at its end. */
int scan_copy_data(struct scan *scan, struct sqlembic_span *chunk, struct sqlembic_error *err);
/* The line in the file where the data of the last COPY begin; once some were read. */
int scan_copy_line(const struct scan *scan);
/* After the last statement: whether the script was so small that all of it is still in memory, and where; it is borrowed
 * until the next call. */
bool scan_whole_text(const struct scan *scan, struct sqlembic_span *out);
/* Of the bytes of a file that were read so far: after the last statement, of all. */
uint64_t scan_fingerprint(const struct scan *scan);
/* Bytes read so far, for progress. */
unsigned long long scan_offset(const struct scan *scan);
void scan_close(struct scan *scan);

/* The tokens of a statement, as the server reads them here. */
struct sqlembic_tokens scan_words_tokens(const struct scan *scan, struct sqlembic_span sql);
/* Appends the first words of a statement as they are written, for messages: those that statement->words has. */
void scan_words_show(struct sqlembic_buf *out, const struct scan *scan, struct sqlembic_span sql);

/* Line and column (characters) of byte `position` (from 1) of a statement that begins at line, column. */
void scan_locate(const struct statement *statement, size_t position, int *line, int *column);

#endif
