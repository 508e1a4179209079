/* scan_copy.c: the rows behind COPY ... FROM stdin, which are no SQL: lines up to one that is "\.". */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/error.h"

/* The rows begin on the line after the statement; what stands behind it on its own line psql would run
 * after the rows, an order that nobody means. */
static int skip_statement_line(struct scan *s, struct sqlembic_error *err)
{
	size_t length;
	int rc = scan_window_need_line(s, &length, err);
	if (rc < 0)
		return rc;
	const char *line = s->buf + s->pos;
	size_t at = 0;
	while (at < length && sqlembic_is_blank(line[at]))
		at++;
	if (at < length && !(length - at >= 2 && line[at] == '-' && line[at + 1] == '-')) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "text follows COPY ... FROM stdin; on its line, where its rows should");
		return scan_window_fail(s, scan_window_place(s, s->pos + at),
					"put it behind the line \"\\.\"", err);
	}
	const char *nl = memchr(line + length, '\n', s->end - s->pos - length);
	s->pos = nl ? (size_t)(nl - s->buf) + 1 : s->end;
	s->copy_started = true;
	return 0;
}

static bool is_last_line(const char *line, size_t length)
{
	return length >= 2 && line[0] == '\\' && line[1] == '.' &&
	       (length == 2 || (length == 3 && line[2] == '\r'));
}

/* Takes as many whole lines as the window has.  *at_end: pos is behind the last line, "\.". */
static void take_lines(struct scan *s, struct sqlembic_span *chunk, bool *at_end)
{
	const char *begin = s->buf + s->pos, *line = begin;
	chunk->ptr = begin;
	*at_end = false;
	for (;;) {
		const char *end = s->buf + s->end;
		const char *nl = memchr(line, '\n', (size_t)(end - line));
		if (!nl && !s->eof)
			break;
		*at_end = is_last_line(line, (size_t)((nl ? nl : end) - line));
		if (!nl || *at_end) {
			chunk->len = (size_t)(line - begin);
			s->pos = *at_end ? (size_t)((nl ? nl : end) - s->buf) : s->pos + chunk->len;
			return;
		}
		line = nl + 1;
	}
	chunk->len = (size_t)(line - begin);
	s->pos += chunk->len;
}

int scan_copy_data(struct scan *s, struct sqlembic_span *chunk, struct sqlembic_error *err)
{
	*chunk = (struct sqlembic_span){ "", 0 };
	if (!s->copy_pending)
		return 0;
	s->inside = false;
	int rc = s->copy_started ? 0 : skip_statement_line(s, err);
	while (rc >= 0) {
		bool whole = s->eof, at_end;
		take_lines(s, chunk, &at_end);
		s->copy_pending = !at_end;
		if (chunk->len > 0 || at_end)
			return chunk->len > 0;
		if (whole) {
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
					    "the rows of this COPY ... FROM stdin do not end with \"\\.\"");
			return scan_window_fail(s, s->copy_place, NULL, err);
		}
		rc = scan_window_fill(s, err);
	}
	return rc;
}
