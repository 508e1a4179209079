/* inifile.c: inih, fed so that it means what ConfigParser means.  It knows no key and no value by name.
 *
 * inih cuts lines at the size of its buffer and takes the tail for a new line; it cannot tell a
 * continuation from a key given twice, does not report empty sections, shortens long section names, and
 * (as upstream builds it) ends values at " ;".  So it is given prepared pieces instead of the file's own
 * lines: the reader deals with encodings, comments, sections and indentation, and hands out each line in
 * pieces that fit the buffer, the later ones as continuations that the handler glues.  Two bytes that
 * never occur in UTF-8 travel with the pieces: one stands for ";", the other guards a piece's ends
 * against being stripped of blanks or a byte order mark. */
#include "config/inifile.h"

#include <ini.h>
#include <string.h>

#include "base/encoding.h"
#include "base/fs.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define SEMICOLON ((char)0xFF)
#define GUARD     ((char)0xFE)
#define BLANKS    " \t\f\v"

/* The part of an entry that inih's current piece belongs to; inih calls the handler before it asks for the next. */
enum piece { PIECE_NONE, PIECE_KEY, PIECE_LINE, PIECE_REST };

struct reader {
	struct inifile *out;
	struct arena *arena;
	struct sqlembic_error *err;
	int rc;
	struct sqlembic_span text;    /* lines that are still to be read */
	struct sqlembic_span pending; /* of the current line, still to be handed out */
	int line;
	size_t indent; /* of the last line that was a key or a section */
	size_t key_column;
	size_t blank_lines; /* since the last line of the current value */
	bool in_value;
	size_t section; /* index of the current one */
	enum piece piece;
	struct sqlembic_buf value; /* of the last entry, growing */
	size_t section_room, entry_room;
};

static int fail_here(struct reader *r, size_t column, const char *message, const char *hint)
{
	r->rc = sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "%s", message);
	(void)sqlembic_fail_hint(r->err, "%s", hint);
	(void)sqlembic_fail_at(r->err, r->out->path, r->line, (int)column);
	return r->rc;
}

static int fail_memory(struct reader *r)
{
	r->rc = sqlembic_fail_memory(r->err);
	return r->rc;
}

/* An array in the arena with room for one more item; the old copy stays behind until the arena is
 * released. */
static void *grow(struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return items;
	size_t more = *room ? *room * 2 : 16;
	void *bigger = arena_alloc(arena, more, size);
	if (!bigger)
		return NULL;
	if (n)
		memcpy(bigger, items, n * size);
	*room = more;
	return bigger;
}

static bool is_blank(char c)
{
	return c && strchr(BLANKS, c);
}

static struct sqlembic_span trim(struct sqlembic_span text)
{
	while (text.len && is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len && is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

/* Takes the next line off the text; CR, LF and CRLF end one. */
static bool next_line(struct reader *r, struct sqlembic_span *line)
{
	if (r->text.len == 0)
		return false;
	size_t n = 0;
	while (n < r->text.len && r->text.ptr[n] != '\n' && r->text.ptr[n] != '\r')
		n++;
	*line = (struct sqlembic_span){ r->text.ptr, n };
	if (n + 1 < r->text.len && r->text.ptr[n] == '\r' && r->text.ptr[n + 1] == '\n')
		n++;
	if (n < r->text.len)
		n++;
	r->text.ptr += n;
	r->text.len -= n;
	r->line++;
	return true;
}

/* The last entry is complete: its value goes from the buffer to the arena. */
static int finish_entry(struct reader *r)
{
	if (!r->in_value)
		return 0;
	struct inifile_entry *entry = &r->out->entries[r->out->nentries - 1];
	entry->value = r->value.failed ? NULL
				       : arena_copy(r->arena, sqlembic_buf_text(&r->value), r->value.len);
	r->in_value = false;
	return entry->value ? 0 : fail_memory(r);
}

/* Sections never reach inih: it cuts their names at 49 bytes.  [DEFAULT] may come again, as in
 * ConfigParser. */
static int begin_section(struct reader *r, struct sqlembic_span line, size_t column)
{
	const char *end = memrchr(line.ptr, ']', line.len);
	if (!end)
		return fail_here(
			r, column, "section without a closing \"]\"",
			"close it, as in [alembic]; a \"[\" that belongs to the value of the line above "
			"it needs a blank in front of it");
	if (end == line.ptr + 1)
		return fail_here(r, column, "section without a name", "name it, as in [alembic]");
	struct inifile *ini = r->out;
	char *name = arena_copy(r->arena, line.ptr + 1, (size_t)(end - line.ptr) - 1);
	size_t line_room = r->section_room;
	ini->section_lines = grow(r->arena, ini->section_lines, ini->nsections, &line_room,
				  sizeof(*ini->section_lines));
	ini->sections = grow(r->arena, ini->sections, ini->nsections, &r->section_room,
			     sizeof(*ini->sections));
	if (!name || !ini->sections || !ini->section_lines)
		return fail_memory(r);
	r->section = names_find(&ini->by_name, 0, name);
	if (r->section != NAMES_NONE && strcmp(name, "DEFAULT") == 0)
		return 0;
	if (r->section != NAMES_NONE) {
		r->rc = sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "section [%s] comes twice", name);
		(void)sqlembic_fail_hint(r->err, "move its keys to the first one, in line %d",
					 ini->section_lines[r->section]);
		return sqlembic_fail_at(r->err, ini->path, r->line, (int)column);
	}
	r->section = ini->nsections++;
	ini->sections[r->section] = name;
	ini->section_lines[r->section] = r->line;
	return names_put(&ini->by_name, r->arena, 0, name, r->section) ? 0 : fail_memory(r);
}

/* Decides what a line is, and leaves in `pending` what inih shall see of it. */
static int take_line(struct reader *r, struct sqlembic_span raw)
{
	struct sqlembic_span line = trim(raw);
	if (line.len == 0) {
		r->blank_lines++;
		return 0;
	}
	if (line.ptr[0] == '#' || line.ptr[0] == ';')
		return 0;
	size_t indent = (size_t)(line.ptr - raw.ptr);
	if (r->in_value && indent > r->indent) {
		r->piece = PIECE_LINE;
		r->pending = line;
		return 0;
	}
	if (finish_entry(r) < 0)
		return r->rc;
	r->indent = indent;
	if (line.ptr[0] == '[')
		return begin_section(r, line, indent + 1);
	if (r->out->nsections == 0)
		return fail_here(r, indent + 1, "text before the first [section]",
				 "put a line [alembic] in front of it, or a \"#\" where it is a comment");
	r->key_column = indent + 1;
	r->piece = PIECE_KEY;
	r->pending = line;
	return 0;
}

/* inih takes a line for a key only if it has a delimiter, and says otherwise no more than a line number. */
static int check_key_was_taken(struct reader *r)
{
	if (r->rc < 0 || r->piece != PIECE_KEY)
		return r->rc;
	bool delimiter = memchr(r->pending.ptr, '=', r->pending.len) ||
			 memchr(r->pending.ptr, ':', r->pending.len);
	if (delimiter)
		return fail_here(r, r->key_column, "key is too long",
				 "no setting has such a name: correct it");
	return fail_here(
		r, r->key_column, "line without \"=\" or \":\" between key and value",
		"write key = value, a \"#\" in front of a comment, or blanks in front of what goes on "
		"with the value above it");
}

/* Hands out as much of the pending line as fits. */
static char *hand_out(char *out, int size, struct reader *r)
{
	size_t at = 0;
	if (r->piece != PIECE_KEY)
		out[at++] = ' ';
	out[at++] = GUARD;
	size_t n = (size_t)size - at - 3;
	if (n > r->pending.len)
		n = r->pending.len;
	for (size_t i = 0; i < n; i++)
		out[at++] = r->pending.ptr[i] == ';' ? SEMICOLON : r->pending.ptr[i];
	memcpy(out + at, (char[]){ GUARD, '\n', '\0' }, 3);
	r->pending.ptr += n;
	r->pending.len -= n;
	return out;
}

/* inih's reader: like fgets. */
static char *next_piece(char *out, int size, void *payload)
{
	struct reader *r = payload;
	if (size < 16 || check_key_was_taken(r) < 0)
		return NULL;
	while (r->rc == 0 && r->pending.len == 0) {
		struct sqlembic_span line;
		if (!next_line(r, &line))
			return NULL;
		if (take_line(r, line) < 0)
			return NULL;
	}
	return r->rc < 0 ? NULL : hand_out(out, size, r);
}

/* Copies a piece without its guards. */
static void add_piece(struct sqlembic_buf *out, const char *piece)
{
	for (; *piece; piece++) {
		if (*piece != GUARD)
			sqlembic_buf_putc(out, *piece == SEMICOLON ? ';' : *piece);
	}
}

static int begin_entry(struct reader *r, const char *name)
{
	struct inifile *ini = r->out;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	add_piece(&text, name);
	char *key = text.failed ? NULL : arena_copy(r->arena, sqlembic_buf_text(&text), text.len);
	sqlembic_buf_release(&text);
	ini->entries = grow(r->arena, ini->entries, ini->nentries, &r->entry_room, sizeof(*ini->entries));
	if (!key || !ini->entries)
		return fail_memory(r);
	for (char *p = key; *p; p++)
		*p = sqlembic_lower(*p);
	if (!*key)
		return fail_here(r, r->key_column, "value without a key",
				 "write the key in front of it: key = value");
	size_t twin = names_find(&ini->by_key, r->section, key);
	if (twin != NAMES_NONE) {
		r->rc = sqlembic_fail(r->err, SQLEMBIC_E_FAILED,
				      "key \"%s\" comes twice in [%s], first in line %d", key,
				      ini->sections[r->section], ini->entries[twin].line);
		(void)sqlembic_fail_hint(r->err, "take one of the two lines out");
		return sqlembic_fail_at(r->err, ini->path, r->line, (int)r->key_column);
	}
	if (!names_put(&ini->by_key, r->arena, r->section, key, ini->nentries))
		return fail_memory(r);
	ini->entries[ini->nentries++] = (struct inifile_entry){ r->section, key, "", r->line };
	sqlembic_buf_clear(&r->value);
	r->in_value = true;
	return 0;
}

/* inih's handler: one piece of one value. */
static int take_piece(void *payload, const char *section, const char *name, const char *value)
{
	(void)section;
	struct reader *r = payload;
	if (!value || (r->piece == PIECE_KEY && begin_entry(r, name) < 0))
		return 0;
	if (r->piece == PIECE_LINE) {
		for (size_t i = 0; i <= r->blank_lines; i++)
			sqlembic_buf_putc(&r->value, '\n');
	}
	/* The cut may be between the delimiter and the value. */
	value += *value == GUARD;
	if (r->piece == PIECE_REST && r->value.len == 0)
		value += strspn(value, BLANKS);
	add_piece(&r->value, value);
	r->blank_lines = 0;
	r->piece = PIECE_REST;
	return 1;
}

int inifile_parse(struct inifile *out, struct arena *arena, struct sqlembic_span text, const char *path,
		  struct sqlembic_error *err)
{
	*out = (struct inifile){ .path = arena_dup(arena, path) };
	if (!out->path)
		return sqlembic_fail_memory(err);
	int rc = encoding_check(text, path, err);
	if (rc < 0)
		return rc;
	struct reader r = { .out = out, .arena = arena, .err = err, .text = encoding_skip_bom(text) };
	int inih = ini_parse_stream(next_piece, &r, take_piece, &r);
	if (check_key_was_taken(&r) == 0)
		(void)finish_entry(&r);
	sqlembic_buf_release(&r.value);
	if (r.rc == 0 && inih != 0)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the ini parser failed on %s (%d)", path, inih);
	return r.rc;
}

int inifile_read(struct inifile *out, struct arena *arena, const char *path, const struct caller *caller,
		 struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = fs_read(&text, path, caller, err);
	if (rc == 0)
		rc = inifile_parse(out, arena, (struct sqlembic_span){ sqlembic_buf_text(&text), text.len },
				   path, err);
	sqlembic_buf_release(&text);
	return rc;
}

bool inifile_has_section(const struct inifile *ini, const char *section)
{
	return names_find(&ini->by_name, 0, section) != NAMES_NONE;
}

static const struct inifile_entry *find_own(const struct inifile *ini, const char *section, const char *key)
{
	size_t scope = names_find(&ini->by_name, 0, section);
	size_t at = scope == NAMES_NONE ? NAMES_NONE : names_find(&ini->by_key, scope, key);
	return at == NAMES_NONE ? NULL : &ini->entries[at];
}

const struct inifile_entry *inifile_find(const struct inifile *ini, const char *section, const char *key)
{
	const struct inifile_entry *own = find_own(ini, section, key);
	return own ? own : find_own(ini, "DEFAULT", key);
}
