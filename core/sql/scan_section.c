/* scan_section.c: lines by which other tools' files tell their way up from their way down.  Such a file, given the name
 * of an up script, would run both. */
#include <string.h>

#include "sql/parts.h"

#include "sqlembic/text.h"

/* The longest marker with its options; a line that is longer is none. */
#define LONGEST 80

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static const char *skip_spaces(const char *p)
{
	while (is_space(*p))
		p++;
	return p;
}

/* Behind `word`, when the text begins so in any case of letters; else NULL.  The first letter excludes nearly all texts. */
static const char *behind(const char *text, const char *word)
{
	if ((*text | 0x20) != (*word | 0x20))
		return NULL;
	size_t n = strlen(word);
	return sqlembic_ncasecmp(text, word, n) == 0 ? text + n : NULL;
}

/* The end of the line, or the one option that sql-migrate has: prose goes on with other words. */
static bool ends_tag(const char *text)
{
	return !*text || (is_space(*text) && sqlembic_casecmp(skip_spaces(text), "notransaction") == 0);
}

/* "<prefix> up" and "<prefix> down". */
static enum scan_section tagged(const char *text, const char *prefix)
{
	const char *word = behind(text, prefix);
	if (!word || !is_space(*word))
		return SCAN_SECTION_NONE;
	word = skip_spaces(word);
	const char *up = behind(word, "up"), *down = behind(word, "down");
	if (up && ends_tag(up))
		return SCAN_SECTION_UP;
	return down && ends_tag(down) ? SCAN_SECTION_DOWN : SCAN_SECTION_NONE;
}

/* "up migration" and "down migration", alone on the line: prose goes on behind it. */
static enum scan_section titled(const char *text)
{
	text += strspn(text, " \t-");
	const char *up = behind(text, "up"), *down = behind(text, "down");
	const char *rest = up ? up : down;
	if (!rest || !is_space(*rest))
		return SCAN_SECTION_NONE;
	rest = behind(skip_spaces(rest), "migration");
	if (!rest || rest[strspn(rest, " \t-")])
		return SCAN_SECTION_NONE;
	return up ? SCAN_SECTION_UP : SCAN_SECTION_DOWN;
}

/* Words that nobody writes by chance; they stand alone, or before options. */
static enum scan_section named(const char *text)
{
	static const struct {
		const char *word;
		enum scan_section section;
	} words[] = {
		{ "migrate:up", SCAN_SECTION_UP },   { "migrate:down", SCAN_SECTION_DOWN },
		{ "!Ups", SCAN_SECTION_UP },         { "!Downs", SCAN_SECTION_DOWN },
		{ "//@UNDO", SCAN_SECTION_DOWN },    { "create above / drop below", SCAN_SECTION_DOWN },
		{ "==== UP ====", SCAN_SECTION_UP }, { "==== DOWN ====", SCAN_SECTION_DOWN },
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *rest = behind(text, words[i].word);
		if (rest && (!*rest || is_space(*rest)))
			return words[i].section;
	}
	return SCAN_SECTION_NONE;
}

/* `text` stands behind the sign of the comment. */
static enum scan_section classify(const char *text)
{
	static const char *const prefixes[] = { "+goose", "+migrate", "+micrate", "rambler" };
	const char *word = skip_spaces(text);
	enum scan_section section = titled(text);
	if (section == SCAN_SECTION_NONE)
		section = named(word[0] == '-' ? skip_spaces(word + strspn(word, "-")) : word);
	for (size_t i = 0; section == SCAN_SECTION_NONE && i < sizeof(prefixes) / sizeof(*prefixes); i++)
		section = tagged(word, prefixes[i]);
	return section;
}

static bool begins_line(const struct scan *s)
{
	size_t at = s->pos;
	while (at > 0 && is_space(s->buf[at - 1]))
		at--;
	return at == 0 || s->buf[at - 1] == '\n' || s->buf[at - 1] == '\r';
}

int scan_section_look(struct scan *s, struct sqlembic_error *err)
{
	char text[LONGEST + 1] = { 0 };
	int rc = begins_line(s) ? scan_window_need(s, LONGEST + 1, err) : 0;
	if (rc < 0 || !begins_line(s))
		return rc;
	size_t sign = s->buf[s->pos] == '#' ? 1 : 2;
	size_t length = strcspn(s->buf + s->pos, "\r\n");
	if (length < sign || length > LONGEST)
		return 0;
	while (length > sign && is_space(s->buf[s->pos + length - 1]))
		length--;
	memcpy(text, s->buf + s->pos + sign, length - sign);
	text[length - sign] = '\0';
	enum scan_section section = classify(text);
	if (section == SCAN_SECTION_NONE)
		return 0;
	s->section = section;
	s->section_place = scan_window_place(s, s->pos);
	memcpy(s->section_text, s->buf + s->pos, length);
	s->section_text[length] = '\0';
	return 0;
}
