/* scan_window.c: the piece of the file that is in memory, and where in the file it is. It must not know
 * what the bytes mean; it refuses NUL, which no client sends, so that NUL can end the window. */
#include "sql/parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"

#define WINDOW_FIRST ((size_t)64 << 10)

void scan_window_advance(struct scan_place *place, const char *text, size_t length)
{
	const char *end = text + length;
	for (const char *nl; (nl = memchr(text, '\n', (size_t)(end - text))) != NULL; text = nl + 1) {
		place->line++;
		place->column = 1;
	}
	/* Bytes that continue a UTF-8 sequence are no characters. */
	int characters = 0;
	for (; text < end; text++)
		characters += !sqlembic_is_inside_character(*text);
	place->column += characters;
}

void scan_window_mark(struct scan *s, size_t at)
{
	if (at <= s->mark)
		return;
	scan_window_advance(&s->marked, s->buf + s->mark, at - s->mark);
	s->mark = at;
}

struct scan_place scan_window_place(const struct scan *s, size_t at)
{
	struct scan_place place = s->marked;
	if (at > s->mark)
		scan_window_advance(&place, s->buf + s->mark, at - s->mark);
	return place;
}

int scan_window_fail(const struct scan *s, struct scan_place place, const char *hint,
		     struct sqlembic_error *err)
{
	(void)sqlembic_fail_at(err, s->path, place.line, place.column);
	if (hint)
		(void)sqlembic_fail_hint(err, "%s", hint);
	return SQLEMBIC_E_FAILED;
}

static void shift(size_t *position, size_t by)
{
	*position = *position > by ? *position - by : 0;
}

/* Drops what is no longer needed.  One byte more is kept: the byte before a token decides what it is. */
static void slide(struct scan *s, size_t keep)
{
	scan_window_mark(s, keep);
	memmove(s->buf, s->buf + keep, s->end - keep + 1);
	s->base += keep;
	size_t *const positions[] = {
		&s->end,          &s->pos,    &s->mark,         &s->first,          &s->last,
		&s->floor,        &s->opened, &s->code_comment, &s->block.begin_at, &s->block.paren_at,
		&s->block.word_at
	};
	for (size_t i = 0; i < sizeof(positions) / sizeof(positions[0]); i++)
		shift(positions[i], keep);
}

/* Room for at least one byte and the NUL.  Sliding for less than half a window would copy the same bytes
 * over and over, so the window grows instead: only a statement of that size makes it. */
static int make_room(struct scan *s)
{
	if (s->cap > 0 && s->cap - s->end > 1)
		return 0;
	size_t keep = s->inside ? s->first : s->pos;
	keep -= keep > 0;
	if (keep > 0 && keep >= s->cap / 2) {
		slide(s, keep);
		return 0;
	}
	if (s->cap > SIZE_MAX / 4)
		return -1;
	size_t cap = s->cap ? s->cap * 2 : WINDOW_FIRST;
	char *buf = realloc(s->buf, cap);
	if (!buf)
		return -1;
	s->buf = buf;
	s->cap = cap;
	return 0;
}

static int fail_nul(const struct scan *s, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "a NUL byte is in the file");
	return scan_window_fail(s, scan_window_place(s, s->end), "save the file as UTF-8 text", err);
}

int scan_window_fill(struct scan *s, struct sqlembic_error *err)
{
	if (s->nul)
		return fail_nul(s, err);
	if (s->eof)
		return 0;
	if (make_room(s) < 0)
		return sqlembic_fail_memory(err);
	long n = s->read(s->payload, s->buf + s->end, s->cap - s->end - 1, err);
	if (n < 0)
		return (int)n;
	const char *nul = n > 0 ? memchr(s->buf + s->end, '\0', (size_t)n) : NULL;
	size_t got = nul ? (size_t)(nul - (s->buf + s->end)) : (size_t)n;
	s->eof = n == 0;
	s->nul = nul != NULL;
	s->end += got;
	s->buf[s->end] = '\0';
	if (s->nul && got == 0)
		return fail_nul(s, err);
	return got > 0;
}

int scan_window_need(struct scan *s, size_t n, struct sqlembic_error *err)
{
	while (s->end - s->pos < n) {
		int rc = scan_window_fill(s, err);
		if (rc <= 0)
			return rc;
	}
	return 0;
}

int scan_window_need_line(struct scan *s, size_t *length, struct sqlembic_error *err)
{
	for (size_t seen = 0;;) {
		const char *line = s->buf + s->pos;
		const char *nl = memchr(line + seen, '\n', s->end - s->pos - seen);
		seen = nl ? (size_t)(nl - line) : s->end - s->pos;
		int rc = nl ? 0 : scan_window_fill(s, err);
		if (rc < 0)
			return rc;
		if (rc > 0)
			continue;
		*length = seen > 0 && s->buf[s->pos + seen - 1] == '\r' ? seen - 1 : seen;
		return 0;
	}
}
