/* header.c: the lines of a script's header.
 *
 * A comment that is nearly a key is an error, because a misspelt key would silently change the graph; a
 * comment that merely looks like "Word: text" is prose, because real scripts are full of them.  So
 * identifiers (no blank before the colon) are compared with a small edit distance, and words with blanks
 * only letter by letter. */
#include "scripts/header.h"

#include <string.h>

#include "base/ascii.h"
#include "sqlembic/distance.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define LONGEST_LABEL 24

static const struct key {
	const char *name; /* as it is written */
	size_t length;
	const char *squeezed; /* without "_" */
	const char *aliases;  /* squeezed spellings that mean this key, each between blanks */
	size_t distance;      /* edits that still mean this key: as many as make no English word of it */
	const char *words;    /* English words within them, each between blanks; NULL: there are none */
} keys[HEADER_NKEYS] = {
	[HEADER_REVISION] = { "revision", 8, "revision", " revisionid ", 1, NULL },
	[HEADER_DOWN_REVISION] = { "down_revision", 13, "downrevision", " revises downrevisions ", 2, NULL },
	[HEADER_DEPENDS_ON] = { "depends_on", 10, "dependson", " ", 2, NULL },
	[HEADER_BRANCH_LABELS] = { "branch_labels", 13, "branchlabels", " branchlabel ", 2, NULL },
	[HEADER_CREATE_DATE] = { "create_date", 11, "createdate", " ", 1, NULL },
	[HEADER_TRANSACTION] = { "transaction", 11, "transaction", " ", 1, NULL },
	[HEADER_REPLACES] = { "replaces", 8, "replaces", " ", 1, " replace replaced replacer " },
};

const char *header_key_name(enum header_key key)
{
	return keys[key].name;
}

static inline bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n');
}

static const struct ascii_set label_set = {
	.low = ASCII_RANGE('0', '9') | ASCII_BIT('-'),
	.high = ASCII_RANGE('A', 'Z') | ASCII_RANGE('a', 'z') | ASCII_BIT('_'),
};

static inline bool is_label(char c)
{
	return ascii_in(label_set, c);
}

static inline struct sqlembic_span trim(struct sqlembic_span text)
{
	while (text.len > 0 && is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len > 0 && is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

struct sqlembic_span header_trim(struct sqlembic_span text)
{
	return trim(text);
}

/* ---- places ---- */

static int count_characters(const char *from, const char *to)
{
	int n = 0;
	for (; from < to; from++)
		n += ((unsigned char)*from & 0xC0) != 0x80;
	return n;
}

int header_column(const struct header_line *line, const char *at)
{
	return count_characters(line->start, at) + 1;
}

static int refuse_nul(struct sqlembic_span text, const char *nul, const char *path,
		      struct sqlembic_error *err)
{
	int line = 1;
	const char *start = text.ptr;
	for (const char *p = text.ptr; p < nul; p++) {
		if (*p == '\n') {
			line++;
			start = p + 1;
		}
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script contains a NUL byte");
	(void)sqlembic_fail_at(err, path, line, count_characters(start, nul) + 1);
	return sqlembic_fail_hint(err, "save the file as plain text in UTF-8");
}

int header_open(struct header *out, struct sqlembic_span text, bool at_end, const char *path,
		struct sqlembic_error *err)
{
	if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0) {
		text.ptr += 3;
		text.len -= 3;
	}
	const char *nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
	if (nul)
		return refuse_nul(text, nul, path, err);
	*out = (struct header){ .text = text, .path = path, .at_end = at_end };
	return 0;
}

/* ---- lines ---- */

static bool is_comment(struct sqlembic_span line)
{
	return line.len >= 2 && line.ptr[0] == '-' && line.ptr[1] == '-';
}

/* The next line of the leading run of comments and blank lines, without blanks around it.  A line without its end may be
 * the beginning of one. */
static bool take_line(struct sqlembic_span *out, struct header *header)
{
	const char *start = header->text.ptr + header->at;
	size_t rest = header->text.len - header->at;
	const char *end = rest ? memchr(start, '\n', rest) : NULL;
	*out = trim((struct sqlembic_span){ start, end ? (size_t)(end - start) : rest });
	if (!end || !is_comment(*out)) {
		bool cut = !end && !header->at_end;
		bool dash = cut && out->len == 1 && out->ptr[0] == '-';
		bool other = out->len > 0 && !is_comment(*out) && !dash;
		header->complete = other || !cut;
		if (other || cut || rest == 0)
			return false;
	}
	header->at += end ? (size_t)(end + 1 - start) : rest;
	header->line++;
	return true;
}

/* ---- what a line is ---- */

/* Lower case without "_", "-" and blanks; false when it is too long to be nearly a key. */
static bool squeeze(char out[LONGEST_LABEL + 1], struct sqlembic_span label)
{
	size_t n = 0;
	for (size_t i = 0; i < label.len; i++) {
		char c = label.ptr[i];
		if (c == '_' || c == '-' || is_blank(c))
			continue;
		if (n == LONGEST_LABEL)
			return false;
		out[n++] = sqlembic_lower(c);
	}
	out[n] = '\0';
	return true;
}

/* Whether a list of words, each between blanks, has this one. */
static bool has_word(const char *words, const char *squeezed)
{
	size_t n = strlen(squeezed);
	const char *at = n && words ? strstr(words, squeezed) : NULL;
	while (at && !(at[-1] == ' ' && at[n] == ' '))
		at = strstr(at + 1, squeezed);
	return at != NULL;
}

static bool equals(struct sqlembic_span span, const char *word)
{
	return span.len == strlen(word) && sqlembic_ncasecmp(span.ptr, word, span.len) == 0;
}

static enum header_key exact_key(struct sqlembic_span label)
{
	for (int k = 0; k < HEADER_NKEYS; k++) {
		if (label.len == keys[k].length && sqlembic_ncasecmp(label.ptr, keys[k].name, label.len) == 0)
			return (enum header_key)k;
	}
	return HEADER_PROSE;
}

static enum header_key near_key(struct sqlembic_span label)
{
	char squeezed[LONGEST_LABEL + 1];
	if (!squeeze(squeezed, label))
		return HEADER_PROSE;
	bool words = memchr(label.ptr, ' ', label.len) || memchr(label.ptr, '\t', label.len);
	for (int k = 0; k < HEADER_NKEYS; k++) {
		size_t allowed = words ? 0 : keys[k].distance;
		if (has_word(keys[k].words, squeezed))
			return HEADER_PROSE;
		if (has_word(keys[k].aliases, squeezed) ||
		    sqlembic_distance(squeezed, keys[k].squeezed) <= allowed)
			return (enum header_key)k;
	}
	return HEADER_PROSE;
}

/* "depends_on x" and "transaction off": the colon was forgotten.  "revision of the table" is prose. */
static enum header_key key_without_colon(struct sqlembic_span text)
{
	struct sqlembic_span word = { text.ptr, 0 };
	while (word.len < text.len && is_label(text.ptr[word.len]))
		word.len++;
	enum header_key key = exact_key(word);
	if (key == HEADER_PROSE || (word.len < text.len && !is_blank(text.ptr[word.len])))
		return HEADER_PROSE;
	struct sqlembic_span rest = trim((struct sqlembic_span){ text.ptr + word.len, text.len - word.len });
	if (key == HEADER_TRANSACTION)
		return equals(rest, "on") || equals(rest, "off") || equals(rest, "own") ? key : HEADER_PROSE;
	return memchr(word.ptr, '_', word.len) ? key : HEADER_PROSE;
}

/* "key:" as nearly every line has it. */
static enum header_key plain_key(struct sqlembic_span *label, struct sqlembic_span text)
{
	for (int k = 0; k < HEADER_NKEYS; k++) {
		size_t n = keys[k].length;
		if (text.len > n && text.ptr[n] == ':' && sqlembic_ncasecmp(text.ptr, keys[k].name, n) == 0) {
			*label = (struct sqlembic_span){ text.ptr, n };
			return (enum header_key)k;
		}
	}
	return HEADER_PROSE;
}

/* The key that `text` begins with, up to its colon.  *near is set when the spelling differs. */
static enum header_key classify(struct sqlembic_span *label, bool *near, struct sqlembic_span text)
{
	enum header_key plain = plain_key(label, text);
	*near = false;
	if (plain != HEADER_PROSE)
		return plain;
	size_t n = 0;
	/* "- revision: x" is an item of a list. */
	bool item = text.len > 0 && text.ptr[0] == '-';
	while (n < text.len && (is_label(text.ptr[n]) || is_blank(text.ptr[n])) && !item)
		n++;
	*label = trim((struct sqlembic_span){ text.ptr, n });
	char mark = n < text.len ? text.ptr[n] : '\0';
	enum header_key key = mark == ':' || mark == '=' ? exact_key(*label) : HEADER_PROSE;
	*near = !(key != HEADER_PROSE && mark == ':');
	if (!*near || (key != HEADER_PROSE && mark == '='))
		return key;
	if (mark == ':' && label->len > 0)
		return near_key(*label);
	return key_without_colon(text);
}

static int refuse_near(struct sqlembic_span label, enum header_key key, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'%.*s' is nearly the key '%s:' of a script's header",
			    (int)label.len, label.ptr, keys[key].name);
	return sqlembic_fail_hint(err, "write '-- %s: ...', or reword the line when it is meant as prose",
				  keys[key].name);
}

int header_check_prose(struct sqlembic_span text, struct sqlembic_error *err)
{
	struct sqlembic_span label;
	bool near;
	enum header_key key = classify(&label, &near, trim(text));
	if (key == HEADER_PROSE)
		return 0;
	if (near)
		return refuse_near(label, key, err);
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "'%.*s:' at the beginning of a line is a key of a script's header",
			     (int)label.len, label.ptr);
}

int header_next(struct header_line *out, struct header *header, struct sqlembic_error *err)
{
	struct sqlembic_span line, label;
	bool near;
	const char *start = header->text.ptr + header->at;
	if (!take_line(&line, header))
		return 0;
	*out = (struct header_line){
		.key = HEADER_PROSE, .text = line, .start = start, .line = header->line
	};
	if (line.len == 0)
		return 1;
	line.ptr += 2;
	line.len -= 2;
	struct sqlembic_span said = line;
	while (said.len > 0 && is_blank(*said.ptr)) {
		said.ptr++;
		said.len--;
	}
	out->text = said;
	out->key = classify(&label, &near, said);
	if (out->key == HEADER_PROSE) {
		/* Only one blank belongs to the comment sign: indentation stays. */
		const char *first = line.len > 0 && is_blank(line.ptr[0]) ? line.ptr + 1 : line.ptr;
		if (said.len > 0 && first < said.ptr)
			out->text = (struct sqlembic_span){ first, said.len + (size_t)(said.ptr - first) };
		return 1;
	}
	if (near) {
		(void)refuse_near(label, out->key, err);
		return sqlembic_fail_at(err, header->path, out->line, header_column(out, said.ptr));
	}
	const char *value = label.ptr + label.len;
	while (*value != ':')
		value++;
	value++;
	out->value = trim((struct sqlembic_span){ value, said.len - (size_t)(value - said.ptr) });
	return 1;
}
