/* scan.c: the statements of a script, one by one.  It opens the file and puts the parts together; how
 * text is cut is the business of scan_lex.c. */
#include "sql/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sqlembic/error.h"

#define LARGEST_JOINED ((size_t)256 * 1024)

/* Memory stays, and so does the table of classes while it is that of the first delimiter. */
void scan_begin(struct scan *s, const char *path, scan_read_fn *read, void *payload)
{
	if (s->fd >= 0)
		close(s->fd);
	memset((char *)s + SCAN_KEPT, 0, sizeof(*s) - SCAN_KEPT);
	s->buf[0] = '\0';
	sqlembic_buf_clear(&s->words);
	sqlembic_buf_clear(&s->head);
	s->path = path;
	s->read = read;
	s->payload = payload;
	s->fd = -1;
	s->marked = (struct scan_place){ 1, 1 };
	s->backslash = scan_has(s, SQLEMBIC_LEX_BACKSLASH);
	if (strcmp(s->delimiter, ";") != 0 || s->classes_encoding != s->encoding) {
		memcpy(s->delimiter, ";", 2);
		scan_classes_build(s);
	}
}

struct scan *scan_open(const struct sqlembic_dialect *dialect, const char *path, scan_read_fn *read,
		       void *payload)
{
	struct scan *s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	s->buf = calloc(1, 1);
	if (!s->buf) {
		free(s);
		return NULL;
	}
	s->dialect = dialect;
	s->fd = -1;
	scan_begin(s, path, read, payload);
	return s;
}

static long read_file(void *payload, char *out, size_t size, struct sqlembic_error *err)
{
	struct scan *s = payload;
	ssize_t n;
	do {
		n = read(s->fd, out, size);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read %s: %s", s->path, strerror(errno));
	fingerprint_add(&s->print, out, (size_t)n);
	return (long)n;
}

int scan_begin_file(struct scan *s, const char *path, struct sqlembic_error *err)
{
	scan_begin(s, path, read_file, s);
	s->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read %s: %s", path, strerror(errno));
	return 0;
}

struct scan *scan_open_file(const struct sqlembic_dialect *dialect, const char *path,
			    struct sqlembic_error *err)
{
	struct scan *s = scan_open(dialect, path, NULL, NULL);
	if (!s) {
		(void)sqlembic_fail_memory(err);
		return NULL;
	}
	if (scan_begin_file(s, path, err) < 0) {
		scan_close(s);
		return NULL;
	}
	return s;
}

static long read_text(void *payload, char *out, size_t size, struct sqlembic_error *err)
{
	struct scan *s = payload;
	(void)err;
	size_t n = s->text.len < size ? s->text.len : size;
	if (n > 0)
		memcpy(out, s->text.ptr, n);
	s->text.ptr += n;
	s->text.len -= n;
	return (long)n;
}

void scan_begin_text(struct scan *s, const char *path, struct sqlembic_span text)
{
	scan_begin(s, path, read_text, s);
	s->text = text;
}

void scan_begin_cut(struct scan *s, const char *path, struct sqlembic_span text, const struct statement *only)
{
	scan_begin(s, path, read_text, s);
	s->only = only;
	s->base = text.len;
	s->started = s->eof = true;
}

bool scan_can_keep(const struct statement *statement)
{
	return strcmp(statement->delimiter, ";") == 0 && !statement->section && !statement->has_copy_data;
}

void scan_close(struct scan *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	sqlembic_buf_release(&s->words);
	sqlembic_buf_release(&s->head);
	free(s->buf);
	free(s);
}

uint64_t scan_fingerprint(const struct scan *s)
{
	return fingerprint_value(&s->print);
}

unsigned long long scan_offset(const struct scan *s)
{
	return s->base + s->pos;
}

bool scan_whole_text(const struct scan *s, struct sqlembic_span *out)
{
	*out = (struct sqlembic_span){ s->buf, s->end };
	return s->eof && s->base == 0;
}

static int skip_byte_order_mark(struct scan *s, struct sqlembic_error *err)
{
	s->started = true;
	int rc = scan_window_need(s, 3, err);
	if (rc == 0 && s->end >= 3 && memcmp(s->buf, "\xEF\xBB\xBF", 3) == 0)
		s->pos = s->mark = 3;
	return rc;
}

/* A caller that has no use for the rows need not read them. */
static int skip_copy_data(struct scan *s, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc;
	while ((rc = scan_copy_data(s, &chunk, err)) > 0)
		continue;
	return rc;
}

static int report(struct scan *s, struct statement *out, struct sqlembic_error *err)
{
	scan_window_mark(s, s->first);
	size_t end = s->terminator > s->last ? s->terminator : s->last;
	*out = (struct statement){
		.sql = { s->buf + s->first, s->last - s->first },
		.text = { s->buf + s->first, end - s->first },
		.number = ++s->number,
		.line = s->marked.line,
		.column = s->marked.column,
		.begin = s->base + s->first,
		.end = s->base + s->last,
		.delimiter = s->delimiter,
		.section = s->section,
		.section_line = s->section_place.line,
		.section_column = s->section_place.column,
		.section_text = s->section_text,
	};
	int rc = scan_words_collect(s, out->sql, err);
	if (rc < 0)
		return rc;
	out->words = (struct sqlembic_span){ sqlembic_buf_text(&s->words), s->words.len };
	out->classes = s->matched;
	if (scan_has(s, SQLEMBIC_LEX_COPY_DATA) && scan_words_is_copy_in(s, out->sql)) {
		out->has_copy_data = s->copy_pending = true;
		s->copy_started = false;
		s->copy_place = s->marked;
	}
	scan_settings_follow(s, out->sql);
	return 1;
}

/* The next statement of those in front of one delimiter. */
static int next_of_unit(struct scan *s, struct statement *out, struct sqlembic_error *err)
{
	const struct sqlembic_span rest = { s->buf + s->pos, s->unit_last - s->pos };
	struct sqlembic_tokens tokens = scan_words_tokens(s, rest);
	struct sqlembic_token first;
	struct scan_cut cut;
	tokens.with_comments = true;
	while (sqlembic_token_next(&tokens, &first) &&
	       (first.kind == SQLEMBIC_TOKEN_COMMENT || sqlembic_token_is_mark(&first, ';')))
		continue;
	s->first = (size_t)(first.text.ptr - s->buf);
	tokens = scan_words_tokens(
		s, (struct sqlembic_span){ first.text.ptr, (size_t)(tokens.end - first.text.ptr) });
	if (scan_compound_cut(&cut, tokens)) {
		s->last = (size_t)(cut.last - s->buf);
		s->terminator = (size_t)(cut.semicolon - s->buf);
		s->pos = s->terminator + 1;
	} else {
		s->last = s->unit_last;
		s->terminator = s->unit_terminator;
		s->pos = s->unit_behind;
		s->unit_last = 0;
	}
	return report(s, out, err);
}

/* The mysql client sends all that stands in front of the delimiter at once, and the server cuts it. */
static bool is_unit(const struct scan *s)
{
	return scan_has(s, SQLEMBIC_LEX_DELIMITER) && strcmp(s->delimiter, ";") != 0 &&
	       memchr(s->buf + s->first, ';', s->last - s->first);
}

/* Semicolons and comments alone: no statement, as everywhere else. */
static bool is_empty_unit(const struct scan *s)
{
	const struct sqlembic_span sql = { s->buf + s->first, s->last - s->first };
	struct sqlembic_tokens tokens = scan_words_tokens(s, sql);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (!sqlembic_token_is_mark(&token, ';'))
			return false;
	return true;
}

static int begin_unit(struct scan *s, struct statement *out, struct sqlembic_error *err)
{
	s->unit_last = s->last;
	s->unit_terminator = s->terminator;
	s->unit_behind = s->pos;
	s->pos = s->first;
	return next_of_unit(s, out, err);
}

void scan_join_bodies(struct scan *scan)
{
	scan->joins_bodies = true;
}

void scan_as_wanted(struct scan *scan)
{
	scan->is_wanted = true;
	scan_join_bodies(scan);
}

/* Where the body begins that a semicolon of its own has ended; NULL: nowhere. */
static const char *find_open_body(const struct scan *s)
{
	if (!scan_has(s, SQLEMBIC_LEX_DELIMITER) || strcmp(s->delimiter, ";") != 0)
		return NULL;
	const struct sqlembic_span sql = { s->buf + s->first, s->last - s->first };
	return scan_compound_open(scan_words_tokens(s, sql));
}

/* Reads on to the end of the body, or of the file.  It is read again at each semicolon: one that is too large for that is
 * left to DELIMITER. */
static int join_body(struct scan *s, struct sqlembic_error *err)
{
	int rc = 1;
	while (rc > 0 && s->terminator > 0 && s->last - s->first < LARGEST_JOINED && find_open_body(s)) {
		s->terminator = 0;
		rc = scan_lex_run(s, err);
	}
	return rc;
}

static int refuse_open_body(struct scan *s, struct sqlembic_error *err)
{
	const char *open = find_open_body(s);
	if (!open)
		return 0;
	struct scan_place place = scan_window_place(s, (size_t)(open - s->buf));
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the body that begins here is cut at its first semicolon: put DELIMITER round it");
	return scan_window_fail(
		s, place,
		"write a line DELIMITER // in front of the statement, // behind its END, and a line "
		"DELIMITER ; below",
		err);
}

static int take_only(struct scan *s, struct statement *out)
{
	*out = *s->only;
	out->delimiter = s->delimiter;
	out->section_text = s->section_text;
	s->only = NULL;
	return 1;
}

/* Up to the next delimiter: 0 at the end of the file. */
static int read_statement(struct scan *s, struct sqlembic_error *err)
{
	int rc = s->started ? skip_copy_data(s, err) : skip_byte_order_mark(s, err);
	s->terminator = 0;
	if (rc == 0)
		rc = scan_lex_skip_gap(s, err);
	if (rc == 1) {
		s->inside = true;
		s->first = s->last = s->floor = s->pos;
		s->code_comment = 0;
		s->language = (struct sqlembic_language){ 0, 0 };
		scan_block_start(s);
		/* Positions of errors are counted from here: the mark stays inside what is kept. */
		scan_window_mark(s, s->first);
		rc = scan_lex_run(s, err);
		s->line_used = true;
	}
	return rc;
}

int scan_next(struct scan *s, struct statement *out, struct sqlembic_error *err)
{
	if (s->only)
		return take_only(s, out);
	if (s->unit_last)
		return next_of_unit(s, out, err);
	int rc;
	do {
		rc = read_statement(s, err);
	} while (rc > 0 && is_unit(s) && is_empty_unit(s));
	if (rc > 0 && s->joins_bodies)
		rc = join_body(s, err);
	if (rc > 0 && is_unit(s))
		return begin_unit(s, out, err);
	int refused = rc > 0 ? refuse_open_body(s, err) : 0;
	if (refused < 0)
		return refused;
	return rc > 0 ? report(s, out, err) : rc;
}

void scan_locate(const struct statement *statement, size_t position, int *line, int *column)
{
	struct scan_place place = { statement->line, statement->column };
	size_t before = position > 0 ? position - 1 : 0;
	if (before > statement->sql.len)
		before = statement->sql.len;
	scan_window_advance(&place, statement->sql.ptr, before);
	*line = place.line;
	*column = place.column;
}
