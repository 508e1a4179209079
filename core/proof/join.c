/* join.c: see join.h.
 *
 * Scripts are joined as text, and not made anew from the schema that they build: rows that they insert, grants, comments
 * and what no catalog reads stay what they are. */
#include "proof/join.h"

#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "scripts/header.h"
#include "scripts/script.h"
#include "sql/scan.h"
#include "sqlembic/error.h"

/* A script that is to be joined. */
struct piece {
	const struct revision *revision;
	const char *path;
	enum script_transaction mode;
	const char *body; /* behind its header */
	size_t length;
	size_t statements;
	const char *delimiter; /* behind its last statement, where that is not ";" */
	bool changes_session;  /* for what comes behind it */
};

struct joining {
	struct arena *arena;
	const struct sqlembic_dialect *dialect;
	const struct caller *caller;
	enum sqlembic_direction direction;
	struct piece *pieces;
	size_t n;
	struct hash hash; /* over the statements of all */
};

/* ---- reading ---- */

static int read_body(struct piece *piece, const struct joining *j, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct header header;
	struct header_line line;
	int rc = fs_read(&text, piece->path, j->caller, err);
	if (rc == 0)
		rc = header_open(&header, (struct sqlembic_span){ sqlembic_buf_text(&text), text.len }, true,
				 piece->path, err);
	while (rc == 0 && (rc = header_next(&line, &header, err)) > 0)
		rc = 0;
	if (rc == 0) {
		piece->length = header.text.len - header.at;
		piece->body = arena_copy(j->arena, header.text.ptr + header.at, piece->length);
		rc = piece->body ? 0 : sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&text);
	while (rc == 0 && piece->length && strchr(" \t\r\n", piece->body[piece->length - 1]))
		piece->length--;
	return rc;
}

static int open_text(struct scan **scan, const struct joining *j, const char *path, struct sqlembic_span text,
		     struct sqlembic_error *err)
{
	*scan = scan_open(j->dialect, path, NULL, NULL);
	if (!*scan)
		return sqlembic_fail_memory(err);
	scan_begin_text(*scan, path, text);
	return 0;
}

static int count(struct piece *piece, struct joining *j, struct sqlembic_error *err)
{
	struct scan *scan;
	struct statement statement;
	int rc = open_text(&scan, j, piece->path, (struct sqlembic_span){ piece->body, piece->length }, err);
	if (rc < 0)
		return rc;
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		hash_statement(&j->hash, statement.sql);
		piece->statements++;
		piece->changes_session |= (statement.classes & SQLEMBIC_CLASS_SESSION) != 0;
		piece->delimiter = strcmp(statement.delimiter, ";") == 0
					   ? NULL
					   : arena_dup(j->arena, statement.delimiter);
	}
	scan_close(scan);
	return rc;
}

static int read_piece(struct piece *piece, struct joining *j, struct sqlembic_error *err)
{
	const struct revision *r = piece->revision;
	bool up = j->direction == SQLEMBIC_UPGRADE;
	piece->path = up ? r->up_path : r->down_path;
	piece->mode = r->transaction;
	int rc = up ? 0 : script_read_down(&piece->mode, j->arena, piece->path, r->id, err);
	if (rc == 0)
		rc = read_body(piece, j, err);
	return rc == 0 ? count(piece, j, err) : rc;
}

/* ---- modes ---- */

static const char *mode_word(enum script_transaction mode)
{
	return mode == SCRIPT_TRANSACTION_OFF ? "off" : mode == SCRIPT_TRANSACTION_OWN ? "own" : "on";
}

static int refuse_mode(const struct joining *j, const struct piece *first, const struct piece *other,
		       struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "%s runs with transaction: %s and %s with transaction: %s, and one script has one of "
		      "them",
		      first->revision->id, mode_word(first->mode), other->revision->id,
		      mode_word(other->mode));
	sqlembic_fail_at(err, other->path, 0, 0);
	if (j->direction == SQLEMBIC_DOWNGRADE)
		return sqlembic_fail_hint(err,
					  "squash ranges whose down scripts run alike, or leave the down "
					  "script out: --irreversible");
	return sqlembic_fail_hint(err,
				  "squash what comes before %s, and what follows it, each by itself: a range "
				  "ends where the mode changes",
				  other->revision->id);
}

/* A script without statements, as of a merge, runs in any mode. */
static int find_mode(struct join *out, const struct joining *j, struct sqlembic_error *err)
{
	const struct piece *first = NULL;
	for (size_t i = 0; i < j->n; i++) {
		const struct piece *piece = &j->pieces[i];
		if (piece->statements == 0)
			continue;
		first = first ? first : piece;
		if (piece->mode != first->mode)
			return refuse_mode(j, first, piece, err);
	}
	out->transaction = first && first->mode != SCRIPT_TRANSACTION_ON ? mode_word(first->mode) : NULL;
	return 0;
}

/* What a script sets is put back behind it; in a longer script it stays for what follows. */
static int warn_of_session(const struct joining *j, struct sqlembic_error *err)
{
	size_t last = j->n;
	int rc = 0;
	while (last > 0 && j->pieces[last - 1].statements == 0)
		last--;
	for (size_t i = 0; rc == 0 && i + 1 < last; i++) {
		const struct piece *piece = &j->pieces[i];
		if (!piece->changes_session)
			continue;
		const char *text = arena_printf(
			j->arena,
			"%s changes settings of its session: in the squash they stay for what "
			"follows; put them back at its end, or leave them out",
			piece->path);
		rc = caller_tell(j->caller, SQLEMBIC_EVENT_WARNING, text, err);
	}
	return rc;
}

/* ---- writing ---- */

/* Nothing of a message may end the comment, nor begin one in it. */
static void write_banner(struct sqlembic_buf *out, const struct piece *piece)
{
	const char *message = piece->revision->message ? piece->revision->message : "";
	sqlembic_buf_printf(out, "%s/* %s", out->len ? "\n" : "", piece->revision->id);
	sqlembic_buf_puts(out, *message ? ": " : "");
	for (const char *p = message; *p && *p != '\n'; p++)
		sqlembic_buf_putc(out, *p == '*' || (unsigned char)*p < ' ' ? '_' : *p);
	sqlembic_buf_puts(out, " */\n");
}

/* Whether the last line of a body may be a comment, which would take in what follows. */
static bool may_end_in_comment(const struct piece *piece)
{
	const char *line = piece->body + piece->length;
	while (line > piece->body && line[-1] != '\n')
		line--;
	size_t length = (size_t)(piece->body + piece->length - line);
	return memmem(line, length, "--", 2) || memchr(line, '#', length);
}

/* Whether a statement behind the body would be one of its own. */
static int find_terminated(bool *out, const struct joining *j, const struct piece *piece,
			   struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct scan *scan = NULL;
	struct statement statement;
	size_t n = 0;
	sqlembic_buf_add(&text, piece->body, piece->length);
	sqlembic_buf_puts(&text, "\nSELECT 1");
	int rc = text.failed ? sqlembic_fail_memory(err)
			     : open_text(&scan, j, piece->path,
					 (struct sqlembic_span){ sqlembic_buf_text(&text), text.len }, err);
	while (rc == 0 && (rc = scan_next(scan, &statement, err)) > 0) {
		n++;
		rc = 0;
	}
	*out = n > piece->statements;
	scan_close(scan);
	sqlembic_buf_release(&text);
	return rc;
}

static int write_piece(struct sqlembic_buf *out, const struct joining *j, const struct piece *piece,
		       struct sqlembic_error *err)
{
	bool terminated = true;
	int rc = piece->statements ? find_terminated(&terminated, j, piece, err) : 0;
	if (rc < 0)
		return rc;
	write_banner(out, piece);
	if (piece->length) {
		sqlembic_buf_add(out, piece->body, piece->length);
		if (!terminated)
			sqlembic_buf_printf(out, "%s%s", may_end_in_comment(piece) ? "\n" : "",
					    piece->delimiter ? piece->delimiter : ";");
		sqlembic_buf_putc(out, '\n');
	}
	if (piece->delimiter)
		sqlembic_buf_puts(out, "DELIMITER ;\n");
	return 0;
}

static int refuse_cut(const struct joining *j, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the scripts from %s to %s have other statements when they are joined than one by one",
		      j->pieces[0].path, j->pieces[j->n - 1].path);
	return sqlembic_fail_hint(err, "end each script with a complete statement and the usual delimiter");
}

static int expect_same(const struct joining *j, const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	struct scan *scan;
	struct statement statement;
	struct hash hash;
	char joined[HASH_TEXT_SIZE], apart[HASH_TEXT_SIZE];
	int rc = open_text(&scan, j, "the squash",
			   (struct sqlembic_span){ sqlembic_buf_text(text), text->len }, err);
	hash_init(&hash);
	while (rc == 0 && (rc = scan_next(scan, &statement, err)) > 0) {
		hash_statement(&hash, statement.sql);
		rc = 0;
	}
	hash_text(&hash, joined);
	hash_text(&j->hash, apart);
	scan_close(scan);
	return rc < 0 ? rc : strcmp(joined, apart) != 0 ? refuse_cut(j, err) : 0;
}

static int join(struct join *out, struct joining *j, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = 0;
	hash_init(&j->hash);
	for (size_t i = 0; rc == 0 && i < j->n; i++)
		rc = read_piece(&j->pieces[i], j, err);
	if (rc == 0)
		rc = find_mode(out, j, err);
	if (rc == 0)
		rc = warn_of_session(j, err);
	for (size_t i = 0; rc == 0 && i < j->n; i++)
		rc = write_piece(&text, j, &j->pieces[i], err);
	if (rc == 0 && text.failed)
		rc = sqlembic_fail_memory(err);
	if (rc == 0)
		rc = expect_same(j, &text, err);
	out->text = rc == 0 ? arena_dup(j->arena, sqlembic_buf_text(&text)) : NULL;
	if (rc == 0 && !out->text)
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&text);
	return rc;
}

int join_scripts(struct join *out, struct arena *arena, const struct revision_list *members,
		 enum sqlembic_direction direction, const struct sqlembic_dialect *dialect,
		 const struct caller *caller, struct sqlembic_error *err)
{
	struct joining j = { .arena = arena,
			     .dialect = dialect,
			     .caller = caller,
			     .direction = direction,
			     .pieces = arena_alloc(arena, members->n, sizeof(*j.pieces)),
			     .n = members->n };
	*out = (struct join){ NULL, NULL };
	if (!j.pieces)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < j.n; i++) {
		bool up = direction == SQLEMBIC_UPGRADE;
		j.pieces[i].revision = members->items[up ? i : j.n - 1 - i];
		if (!up && !j.pieces[i].revision->down_path)
			return 0;
	}
	return join(out, &j, err);
}
