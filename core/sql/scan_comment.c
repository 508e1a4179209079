/* scan_comment.c: which bytes are comments, and where they end.  Conditional comments of MySQL are code
 * and none of its business, except where the mysql client confuses the two. */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/error.h"

/* A sandbox mark, which mariadb-dump writes first: a comment to all servers, a command to its own client. */
static bool is_sandbox_mark(const struct scan *s)
{
	static const char mark[] = "/*M!999999\\-";
	return s->end - s->pos >= sizeof(mark) - 1 && memcmp(s->buf + s->pos, mark, sizeof(mark) - 1) == 0;
}

static bool is_code_comment(const struct scan *s)
{
	if (!scan_has(s, SQLEMBIC_LEX_CONDITIONAL_COMMENT))
		return false;
	return scan_peek(s, 2) == '!' ||
	       (scan_peek(s, 2) == 'M' && scan_peek(s, 3) == '!' && !is_sandbox_mark(s));
}

int scan_comment_at(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 12, err);
	if (rc < 0)
		return rc;
	char c = s->buf[s->pos];
	if (c == '#')
		return SCAN_LINE_COMMENT;
	if (c == '/' && scan_peek(s, 1) == '*')
		return is_code_comment(s) ? SCAN_NO_COMMENT : SCAN_BLOCK_COMMENT;
	if (c != '-' || scan_peek(s, 1) != '-')
		return SCAN_NO_COMMENT;
	char next = scan_peek(s, 2);
	/* The mysql client takes "--x" for a comment too where a statement would begin. */
	bool any = !scan_has(s, SQLEMBIC_LEX_DASH_BLANK) || !s->inside;
	return any || next == '\0' || sqlembic_is_blank(next) ? SCAN_LINE_COMMENT : SCAN_NO_COMMENT;
}

/* Stops before the line end.  psql takes a lone carriage return for one. */
static int skip_line_comment(struct scan *s, struct sqlembic_error *err)
{
	const char *stops = scan_has(s, SQLEMBIC_LEX_PSQL) ? "\r\n" : "\n";
	for (;;) {
		s->pos += strcspn(s->buf + s->pos, stops);
		int rc = s->pos < s->end ? 0 : scan_window_fill(s, err);
		if (rc <= 0)
			return rc;
	}
}

bool scan_comment_in_code(const struct scan *s)
{
	return s->code_comment > 0 && s->code_comment <= s->pos &&
	       !memchr(s->buf + s->code_comment, '\n', s->pos - s->code_comment);
}

/* One step inside a block comment; *code: a conditional comment was opened inside, whose end is not the
 * end. */
static void step_block_comment(struct scan *s, size_t *depth, bool *code)
{
	char c = s->buf[s->pos], next = scan_peek(s, 1);
	size_t length = 1;
	if (c == '\n') {
		*code = false;
	} else if (c == '*' && next == '/') {
		length = 2;
		if (*code)
			*code = false;
		else
			--*depth;
	} else if (c == '/' && next == '*' && scan_has(s, SQLEMBIC_LEX_NESTED_COMMENT)) {
		length = 2;
		++*depth;
	} else if (c == '/' && next == '*' && scan_has(s, SQLEMBIC_LEX_CONDITIONAL_COMMENT) &&
		   scan_peek(s, 2) == '!') {
		*code = true;
	}
	s->pos += length;
}

static int skip_block_comment(struct scan *s, struct sqlembic_error *err)
{
	bool code = scan_comment_in_code(s);
	/* Outside statements the opening is not kept in the window. */
	struct scan_place place = s->inside ? s->marked : scan_window_place(s, s->pos);
	s->opened = s->pos;
	s->pos += 2;
	for (size_t depth = 1; depth > 0;) {
		s->pos += strcspn(s->buf + s->pos, "*/\n");
		int rc = scan_window_need(s, 3, err);
		if (rc < 0)
			return rc;
		if (s->pos < s->end) {
			step_block_comment(s, &depth, &code);
			continue;
		}
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the comment opened here has no end");
		return scan_window_fail(s, s->inside ? scan_window_place(s, s->opened) : place, NULL, err);
	}
	return 0;
}

int scan_comment_skip(struct scan *s, enum scan_comment kind, struct sqlembic_error *err)
{
	if (kind == SCAN_BLOCK_COMMENT)
		return skip_block_comment(s, err);
	int rc = scan_section_look(s, err);
	return rc < 0 ? rc : skip_line_comment(s, err);
}
