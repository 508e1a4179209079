/* script.c: from the lines of a header to a revision.  Knows neither files nor the graph. */
#include "scripts/script.h"

#include <string.h>

#include "base/ascii.h"
#include "base/names.h"
#include "graph/reserved.h"
#include "scripts/header.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define SCRIPT_ROOM 4096 /* as much as is read of a script at first */
#define KEEP_EACH   1024
#define KEEP_ALL    ((size_t)4 << 20) /* of the arena, in which little else is */

static const char ID[] = "revision identifier";
static const char LABEL[] = "branch label";

/* ---- names ---- */

/* The characters of nearly all ids. */
static const struct ascii_set plain_set = {
	.low = ASCII_RANGE('0', '9'),
	.high = ASCII_RANGE('A', 'Z') | ASCII_RANGE('a', 'z') | ASCII_BIT('_'),
};

static bool is_allowed(char c)
{
	static const char not_allowed[] = "+-,'\":@\x7F";
	return ascii_in(plain_set, c) || ((unsigned char)c > ' ' && !strchr(not_allowed, c));
}

size_t script_characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

/* Neither the header nor a command line could hold it. */
static int refuse_character(char found, const char *id, const char *what, struct sqlembic_error *err)
{
	const unsigned char c = (unsigned char)found;
	if (c < ' ' || c == 0x7F)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "a control character (%d) in the %s", c, what);
	else
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "character '%c' is not allowed in the %s '%s'", c,
				    what, id);
	return sqlembic_fail_hint(err, "choose a %s without blanks and + - : @ , ' \"", what);
}

int script_check_id(const char *id, const char *what, struct sqlembic_error *err)
{
	if (!id[0]) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the %s is empty", what);
		return sqlembic_fail_hint(err, "give it a name, or leave it out");
	}
	const char *p = id;
	while (*p && is_allowed(*p))
		p++;
	if (*p)
		return refuse_character(*p, id, what, err);
	if (reserved_is_word(id)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "'%s' cannot be a %s: the word has a meaning of its own", id, what);
		return sqlembic_fail_hint(err, "choose another one");
	}
	if (p - id > SCRIPT_ID_LIMIT && strcmp(what, ID) == 0 && script_characters(id) > SCRIPT_ID_LIMIT) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the %s '%s' has %zu characters; the version table holds %d", what, id,
				    script_characters(id), SCRIPT_ID_LIMIT);
		return sqlembic_fail_hint(err, "choose a shorter one");
	}
	return 0;
}

/* ---- one header ---- */

struct parser {
	struct arena *arena;
	struct header header;
	struct header_line line;
	int seen[HEADER_NKEYS]; /* the line in which each key stands */
	char *message;          /* the first paragraph; room for as much as was read */
	size_t length;
	bool message_ended;
};

static int fail_here(const struct parser *p, const char *at, struct sqlembic_error *err)
{
	return sqlembic_fail_at(err, p->header.path, p->line.line, header_column(&p->line, at));
}

static int note_key(struct parser *p, struct sqlembic_error *err)
{
	enum header_key key = p->line.key;
	if (p->seen[key]) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'%s:' is given twice, first in line %d",
				    header_key_name(key), p->seen[key]);
		(void)sqlembic_fail_hint(err, "take one of the two lines out");
		return fail_here(p, p->line.text.ptr, err);
	}
	p->seen[key] = p->line.line;
	return 0;
}

/* A copy of one name of the current line's value, checked. */
static int copy_name(const char **out, const struct parser *p, struct sqlembic_span name, const char *what,
		     struct sqlembic_error *err)
{
	char *copy = arena_copy(p->arena, name.ptr, name.len);
	if (!copy)
		return sqlembic_fail_memory(err);
	*out = copy;
	int rc = script_check_id(copy, what, err);
	return rc < 0 ? fail_here(p, name.ptr, err) : 0;
}

static int parse_id(const char **out, const struct parser *p, struct sqlembic_error *err)
{
	if (p->line.value.len > 0)
		return copy_name(out, p, p->line.value, ID, err);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'revision:' has no value");
	(void)sqlembic_fail_hint(err, "write the id of the revision behind it");
	return fail_here(p, p->line.text.ptr, err);
}

static size_t count_commas(struct sqlembic_span text)
{
	size_t n = 0;
	const char *end = text.ptr + text.len;
	for (const char *at = text.ptr; (at = memchr(at, ',', (size_t)(end - at))) != NULL; at++)
		n++;
	return n;
}

static int refuse_item(const struct parser *p, struct sqlembic_span name, const char *why,
		       struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s in '%s:'", why, header_key_name(p->line.key));
	(void)fail_here(p, name.ptr, err);
	return sqlembic_fail_hint(err,
				  "separate the names by single commas, or leave the value empty for none");
}

static int parse_list(const char *const **out, uint32_t *n, const struct parser *p, const char *what,
		      struct sqlembic_error *err)
{
	struct sqlembic_span value = p->line.value;
	*n = 0;
	if (value.len == 0)
		return 0;
	size_t most = count_commas(value) + 1;
	const char **names = arena_alloc(p->arena, most, sizeof(*names));
	struct names seen = { 0 };
	if (!names)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < most; i++) {
		const char *comma = memchr(value.ptr, ',', value.len);
		size_t length = comma ? (size_t)(comma - value.ptr) : value.len;
		struct sqlembic_span name = header_trim((struct sqlembic_span){ value.ptr, length });
		if (name.len == 0)
			return refuse_item(p, name, "an empty name", err);
		if (most == 1 && name.len == 4 && memcmp(name.ptr, "None", 4) == 0)
			return refuse_item(p, name, "Python's None", err);
		int rc = copy_name(&names[i], p, name, what, err);
		if (rc < 0)
			return rc;
		if (names_find(&seen, 0, names[i]) != NAMES_NONE)
			return refuse_item(p, name, "the same name twice", err);
		/* Most lists are of one name. */
		if (most > 1 && !names_put(&seen, p->arena, 0, names[i], i))
			return sqlembic_fail_memory(err);
		value.ptr += length + (comma != NULL);
		value.len -= length + (comma != NULL);
	}
	*out = names;
	*n = (uint32_t)most;
	return 0;
}

static int parse_transaction(enum script_transaction *out, const struct parser *p, struct sqlembic_error *err)
{
	static const struct {
		const char *word;
		enum script_transaction mode;
	} modes[] = {
		{ "on", SCRIPT_TRANSACTION_ON },
		{ "off", SCRIPT_TRANSACTION_OFF },
		{ "own", SCRIPT_TRANSACTION_OWN },
	};
	struct sqlembic_span value = p->line.value;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		if (strlen(modes[i].word) == value.len &&
		    sqlembic_ncasecmp(modes[i].word, value.ptr, value.len) == 0) {
			*out = modes[i].mode;
			return 0;
		}
	}
	if (value.len == 0)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'transaction:' has no value");
	else
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "'%.*s' is no value of 'transaction:'",
				    (int)value.len, value.ptr);
	(void)fail_here(p, value.len ? value.ptr : p->line.text.ptr, err);
	return sqlembic_fail_hint(
		err, "use on (the default), off (statement by statement) or own (the script begins "
		     "and commits by itself)");
}

/* ---- prose ---- */

/* "-----" and "=====" are decoration: they end a paragraph and are never part of one. */
static bool says_nothing(struct sqlembic_span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!strchr(" \t-=*#_~", text.ptr[i]))
			return false;
	}
	return true;
}

/* The message is the first paragraph, with its indentation taken out. */
static void add_to_message(struct parser *p)
{
	struct sqlembic_span line = p->line.text;
	bool prose = p->line.key == HEADER_PROSE && !says_nothing(line);
	p->message_ended = p->message_ended || (p->length > 0 && !prose);
	if (!prose || p->message_ended)
		return;
	while (*line.ptr == ' ' || *line.ptr == '\t') {
		line.ptr++;
		line.len--;
	}
	if (p->length > 0)
		p->message[p->length++] = '\n';
	memcpy(p->message + p->length, line.ptr, line.len);
	p->length += line.len;
}

char *script_text(struct arena *arena, struct sqlembic_span raw)
{
	struct header header;
	struct header_line line;
	char *out = arena_alloc(arena, raw.len + 1, 1);
	size_t length = 0;
	if (!out || header_open(&header, raw, true, "", NULL) < 0)
		return out;
	while (header_next(&line, &header, NULL) > 0) {
		if (length > 0)
			out[length++] = '\n';
		if (line.text.len > 0)
			memcpy(out + length, line.text.ptr, line.text.len);
		length += line.text.len;
	}
	while (length > 0 && out[length - 1] == '\n')
		out[--length] = '\0';
	return out;
}

/* ---- scripts ---- */

/* The message is gathered in `room` where it fits: how long it is shows at its end. */
static int parser_open(struct parser *p, struct arena *arena, struct sqlembic_span text, bool at_end,
		       const char *path, char room[SCRIPT_ROOM], struct sqlembic_error *err)
{
	char *message = text.len > SCRIPT_ROOM ? arena_alloc(arena, text.len, 1) : room;
	if (!message)
		return sqlembic_fail_memory(err);
	*p = (struct parser){ .arena = arena, .message = message };
	return header_open(&p->header, text, at_end, path, err);
}

static int take_up_line(struct revision *out, struct parser *p, struct sqlembic_error *err)
{
	switch (p->line.key) {
	case HEADER_REVISION:
		out->line = p->line.line;
		return parse_id(&out->id, p, err);
	case HEADER_DOWN_REVISION:
		out->down_line = p->line.line;
		return parse_list(&out->down, &out->ndown, p, ID, err);
	case HEADER_DEPENDS_ON:
		/* May be labels, which have no limit. */
		out->depends_line = p->line.line;
		return parse_list(&out->depends, &out->ndepends, p, "name", err);
	case HEADER_BRANCH_LABELS:
		out->labels_line = p->line.line;
		return parse_list(&out->labels, &out->nlabels, p, LABEL, err);
	case HEADER_REPLACES:
		out->replaces_line = p->line.line;
		return parse_list(&out->replaces, &out->nreplaces, p, ID, err);
	case HEADER_TRANSACTION:
		return parse_transaction(&out->transaction, p, err);
	case HEADER_CREATE_DATE: {
		char *date = arena_copy(p->arena, p->line.value.ptr, p->line.value.len);
		if (!date)
			return sqlembic_fail_memory(err);
		out->create_date = date;
		return 0;
	}
	case HEADER_PROSE:
		break;
	}
	return 0;
}

static int refuse_missing(const struct parser *p, enum header_key key, bool more, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the header has no '%s:' line", header_key_name(key));
	int last = p->header.line;
	(void)sqlembic_fail_at(err, p->header.path, more ? last + 1 : 1, 1);
	if (more)
		return sqlembic_fail_hint(
			err,
			"put '-- %s: ...' before line %d, where the header ends because that line is "
			"neither blank nor a '--' comment",
			header_key_name(key), last + 1);
	return sqlembic_fail_hint(err, "add a line '-- %s: ...'", header_key_name(key));
}

/* Scripts that are small are kept whole, up to a sum: reading many of them again, when they are to run, would cost more
 * than anything that they do. */
static int keep_raw(struct revision *out, const struct parser *p, struct sqlembic_span text, bool at_end,
		    struct sqlembic_error *err)
{
	size_t mark = (size_t)(p->header.text.ptr - text.ptr);
	bool whole = at_end && text.len <= KEEP_EACH && p->arena->total < KEEP_ALL;
	out->header_length = (uint32_t)(mark + p->header.at);
	out->script_length = whole ? (uint32_t)text.len : 0;
	out->raw = arena_copy(p->arena, text.ptr, whole ? text.len : out->header_length);
	return out->raw ? 0 : sqlembic_fail_memory(err);
}

int script_parse_up(struct revision *out, bool *complete, struct arena *arena, struct sqlembic_span text,
		    bool at_end, const char *path, struct sqlembic_error *err)
{
	struct parser p;
	char room[SCRIPT_ROOM];
	*complete = true;
	int rc = parser_open(&p, arena, text, at_end, path, room, err);
	if (rc < 0)
		return rc;
	*out = (struct revision){ .create_date = "" };
	while ((rc = header_next(&p.line, &p.header, err)) > 0) {
		add_to_message(&p);
		if (p.line.key == HEADER_PROSE)
			continue;
		rc = note_key(&p, err);
		if (rc == 0)
			rc = take_up_line(out, &p, err);
		if (rc < 0)
			return rc;
	}
	*complete = rc < 0 || p.header.complete;
	if (rc < 0 || !*complete)
		return rc;
	bool more = p.header.at < p.header.text.len;
	for (int key = HEADER_REVISION; key <= HEADER_DOWN_REVISION; key++) {
		if (!p.seen[key])
			return refuse_missing(&p, (enum header_key)key, more, err);
	}
	out->message = arena_copy(arena, p.message, p.length);
	return out->message ? keep_raw(out, &p, text, at_end, err) : sqlembic_fail_memory(err);
}

static int take_down_line(enum script_transaction *out, struct parser *p, const char *id,
			  struct sqlembic_error *err)
{
	const char *said = "";
	int rc;
	switch (p->line.key) {
	case HEADER_TRANSACTION:
		return parse_transaction(out, p, err);
	case HEADER_REVISION:
		rc = parse_id(&said, p, err);
		if (rc < 0 || strcmp(said, id) == 0)
			return rc;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the down script says revision %s, its up script %s", said, id);
		(void)fail_here(p, p->line.value.ptr, err);
		return sqlembic_fail_hint(err,
					  "correct the id, or rename the script to that of its up script");
	default:
		/* A header copied whole from the up script does no harm. */
		return 0;
	}
}

int script_parse_down(enum script_transaction *out, bool *complete, struct arena *arena,
		      struct sqlembic_span text, bool at_end, const char *id, const char *path,
		      struct sqlembic_error *err)
{
	struct parser p;
	char room[SCRIPT_ROOM];
	*complete = true;
	int rc = parser_open(&p, arena, text, at_end, path, room, err);
	if (rc < 0)
		return rc;
	*out = SCRIPT_TRANSACTION_ON;
	while ((rc = header_next(&p.line, &p.header, err)) > 0) {
		if (p.line.key == HEADER_PROSE)
			continue;
		rc = note_key(&p, err);
		if (rc == 0)
			rc = take_down_line(out, &p, id, err);
		if (rc < 0)
			return rc;
	}
	*complete = rc < 0 || p.header.complete;
	return rc;
}
