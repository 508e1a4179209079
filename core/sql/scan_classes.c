/* scan_classes.c: the table of what a byte may begin, made from the dialect's flags.  It must not know a database's name. */
#include "sql/parts.h"

#include <string.h>

static void set_class(struct scan *s, const char *bytes, enum scan_class class)
{
	for (; *bytes; bytes++)
		s->classes[0][(unsigned char)*bytes] = s->classes[1][(unsigned char)*bytes] =
			(unsigned char)class;
}

/* The second table is for statements whose words and, with trigger bodies, whose every token matters. */
static void set_watched(struct scan *s)
{
	for (int c = 1; c < 256; c++) {
		unsigned char *class = &s->classes[1][c];
		if (*class == SCAN_PLAIN && sqlembic_is_word_byte((char)c))
			*class = SCAN_WORD;
		else if (*class == SCAN_PLAIN && scan_has(s, SQLEMBIC_LEX_TRIGGER_BODY) &&
			 !sqlembic_is_blank((char)c))
			*class = SCAN_TEXT;
	}
}

void scan_classes_build(struct scan *s)
{
	memset(s->classes, SCAN_PLAIN, sizeof(s->classes));
	s->classes[0][0] = s->classes[1][0] = SCAN_WINDOW_END;
	set_class(s, "'\"", SCAN_QUOTE);
	set_class(s, "-/", SCAN_COMMENT);
	if (scan_has(s, SQLEMBIC_LEX_BACKTICK))
		set_class(s, "`", SCAN_QUOTE);
	if (scan_has(s, SQLEMBIC_LEX_BRACKET))
		set_class(s, "[", SCAN_BRACKET);
	if (scan_has(s, SQLEMBIC_LEX_HASH_COMMENT))
		set_class(s, "#", SCAN_COMMENT);
	if (scan_has(s, SQLEMBIC_LEX_CONDITIONAL_COMMENT))
		set_class(s, "*", SCAN_STAR);
	if (scan_has(s, SQLEMBIC_LEX_DOLLAR_QUOTE))
		set_class(s, "$", SCAN_DOLLAR);
	if (scan_has(s, SQLEMBIC_LEX_PSQL | SQLEMBIC_LEX_MYSQL_CLIENT))
		set_class(s, "\\", SCAN_BACKSLASH);
	if (scan_has(s, SQLEMBIC_LEX_PAREN)) {
		set_class(s, "(", SCAN_OPEN);
		set_class(s, ")", SCAN_CLOSE);
	}
	const char first[] = { s->delimiter[0], '\0' };
	if (s->classes[0][(unsigned char)first[0]] == SCAN_PLAIN)
		set_class(s, first, SCAN_TEXT);
	set_watched(s);
}
