/* read_view.c: views and sequences as facts.
 *
 * How the server prints a view depends on the session's database, and MariaDB names the view's own one where another is used,
 * too: it is taken out, so that the text means the same in every database. */
#include <string.h>

#include "../rows.h"
#include "misread.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

/* values: its name; what the server says of it, which is "VIEW" where it works. */
void mysqldb_read_list_view(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	(void)n;
	mysqldb_read_add(r, MYSQLDB_VIEW, values + 1, 2);
}

bool mysqldb_read_is_broken_view(const struct mysqldb_item *item)
{
	return item->values[1] && strcmp(item->values[1], "VIEW") != 0;
}

/* ---- the text of a view ---- */

struct view_text {
	struct mysqldb_reading *r;
	struct sqlembic_tokens tokens;
	struct sqlembic_buf *out;
	const char *copied; /* the text up to here is in `out` */
	bool at_relation;   /* the next name is that of a table or view */
	const char *id;     /* the view's; NULL: it uses nothing */
};

/* Up to three names that are joined by dots. */
struct chain {
	struct sqlembic_token names[3];
	size_t n;
};

static bool is_name(const struct sqlembic_token *token)
{
	return token->kind == SQLEMBIC_TOKEN_NAME && token->text.len > 0 && token->text.ptr[0] == '`';
}

static void take_chain(struct chain *out, struct view_text *text, const struct sqlembic_token *first)
{
	struct sqlembic_tokens ahead = text->tokens;
	struct sqlembic_token token;
	*out = (struct chain){ { *first }, 1 };
	while (out->n < 3 && sqlembic_token_take_mark(&ahead, '.') && sqlembic_token_next(&ahead, &token) &&
	       is_name(&token)) {
		out->names[out->n++] = token;
		text->tokens = ahead;
	}
}

/* The name without its quotes. */
static void add_bare(struct sqlembic_buf *out, const struct sqlembic_token *name)
{
	struct sqlembic_span inside = sqlembic_token_inside(name);
	for (size_t i = 0; i < inside.len; i++) {
		sqlembic_buf_putc(out, inside.ptr[i]);
		i += inside.ptr[i] == '`';
	}
}

static bool is_database(const struct view_text *text, const struct sqlembic_token *name)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	add_bare(&bare, name);
	bool is = strcmp(sqlembic_buf_text(&bare), text->r->database) == 0;
	sqlembic_buf_release(&bare);
	return is;
}

static void use_relation(struct view_text *text, const struct sqlembic_token *name)
{
	static const enum mysqldb_kind kinds[] = { MYSQLDB_TABLE, MYSQLDB_VIEW, MYSQLDB_SEQUENCE };
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT;
	add_bare(&bare, name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (id.len > 0 || !mysqldb_read_find(text->r, kinds[i], sqlembic_buf_text(&bare)))
			continue;
		mysqldb_read_relation_id(text->r, &id, sqlembic_buf_text(&bare));
		mysqldb_read_edge(text->r, text->id, sqlembic_buf_text(&id));
	}
	sqlembic_buf_release(&bare);
	sqlembic_buf_release(&id);
}

/* A function that is called so has quotes, unless it is the server's own. */
static void use_function(struct view_text *text, const struct sqlembic_token *name)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT;
	add_bare(&bare, name);
	sqlembic_buf_printf(&id, "%s ", mysqldb_kinds[MYSQLDB_FUNCTION].name);
	mysqldb_text_identity(&id, sqlembic_buf_text(&bare), true);
	mysqldb_read_edge(text->r, text->id, sqlembic_buf_text(&id));
	sqlembic_buf_release(&bare);
	sqlembic_buf_release(&id);
}

static void take_names(struct view_text *text, const struct sqlembic_token *first)
{
	struct chain chain;
	take_chain(&chain, text, first);
	struct sqlembic_tokens ahead = text->tokens;
	bool is_call = sqlembic_token_take_mark(&ahead, '(');
	bool may_have = chain.n == 3 || (chain.n == 2 && (text->at_relation || is_call));
	bool has = may_have && is_database(text, &chain.names[0]);
	if (has) {
		sqlembic_buf_add(text->out, text->copied, (size_t)(first->text.ptr - text->copied));
		text->copied = chain.names[1].text.ptr;
	}
	if (!text->id || chain.n != (has ? 2U : 1U))
		return;
	if (text->at_relation)
		use_relation(text, &chain.names[chain.n - 1]);
	else if (is_call)
		use_function(text, &chain.names[chain.n - 1]);
}

/* Appends the text without the name of its own database, and hands over which relations it uses.  Sequences stand in the
 * parentheses of what asks for their numbers. */
static void read_text(struct view_text *text)
{
	static const char *const before[] = { "FROM",    "JOIN",    "STRAIGHT_JOIN", "VIEW",
					      "NEXTVAL", "LASTVAL", "SETVAL" };
	struct sqlembic_token token;
	while (sqlembic_token_next(&text->tokens, &token)) {
		if (is_name(&token))
			take_names(text, &token);
		bool stays = text->at_relation && sqlembic_token_is_mark(&token, '(');
		text->at_relation = stays;
		for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
			text->at_relation |= token.kind == SQLEMBIC_TOKEN_WORD &&
					     sqlembic_token_is(&token, before[i]);
	}
	sqlembic_buf_puts(text->out, text->copied);
}

/* Appends "NAME=WORD " or "NAME WORD " unless the word is the default; the text behind it. */
static const char *take_clause(struct sqlembic_buf *out, const char *text, const char *name,
			       const char *usual)
{
	size_t length = strlen(name),
	       word = strcspn(text + (strncmp(text, name, length) == 0 ? length : 0), " ");
	if (strncmp(text, name, length) != 0)
		return text;
	if (word != strlen(usual) || strncmp(text + length, usual, word) != 0)
		sqlembic_buf_printf(out, "%.*s ", (int)(length + word), text);
	return text + length + word + (text[length + word] == ' ');
}

static void tell_broken(struct mysqldb_reading *r, const struct mysqldb_item *item)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&line, "view %s does not work: %s", item->values[0], item->values[1]);
	if (r->session->notice && !line.failed && !r->scope->again)
		r->session->notice(r->session->payload, line.ptr);
	sqlembic_buf_release(&line);
}

static void hand_over(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *id,
		      const char *const *values, bool is_broken)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	const char *const names[] = { id, NULL };
	mysqldb_text_identity(&identity, item->values[0], r->folds);
	const unsigned broken = SQLEMBIC_FACT_BROKEN | SQLEMBIC_FACT_UNMADE;
	const struct sqlembic_fact fact = { .kind = item->kind,
					    .flags = is_broken ? broken : 0,
					    .identity = sqlembic_buf_text(&identity),
					    .name = item->values[0],
					    .shown = item->values[0],
					    .values = values,
					    .server_id = id,
					    .names = names };
	if (identity.failed)
		r->rc = sqlembic_fail_memory(r->err);
	mysqldb_read_fact(r, &fact);
	sqlembic_buf_release(&identity);
}

void mysqldb_read_view(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
		       size_t n)
{
	struct sqlembic_buf definition = SQLEMBIC_BUF_INIT, definer = SQLEMBIC_BUF_INIT,
			    id = SQLEMBIC_BUF_INIT, misread = SQLEMBIC_BUF_INIT;
	const char *text = n > 3 && row[1] ? row[1] : "";
	bool is_broken = mysqldb_read_is_broken_view(item);
	mysqldb_read_relation_id(r, &id, item->values[0]);
	text += strncmp(text, "CREATE ", 7) == 0 ? 7 : 0;
	text = take_clause(&definition, text, "ALGORITHM=", "UNDEFINED");
	text = mysqldb_read_definer(r, &definer, text);
	text = take_clause(&definition, text, "SQL SECURITY ", "DEFINER");
	struct view_text reading = { .r = r,
				     .tokens = mysqldb_text_tokens(text),
				     .out = &definition,
				     .copied = text,
				     .id = is_broken ? NULL : sqlembic_buf_text(&id) };
	read_text(&reading);
	mysqldb_misread_add(&misread, r->session_values[MYSQLDB_SESSION_ALL_MODES], text);
	const char *values[MYSQLDB_PROGRAM_VALUES] = {
		[MYSQLDB_PROGRAM_DEFINITION] = sqlembic_buf_text(&definition),
		/* It is printed for this one, and no view keeps it. */
		[MYSQLDB_PROGRAM_MODE] = misread.len ? "" : NULL,
		[MYSQLDB_PROGRAM_COLLATION] = n > 3 ? mysqldb_read_collation(r, row[3], text) : NULL,
		[MYSQLDB_PROGRAM_DEFINER] = definer.len ? definer.ptr : NULL,
		[MYSQLDB_PROGRAM_STATE] = is_broken ? "does not work" : NULL,
	};
	if (definition.failed || definer.failed || id.failed || misread.failed)
		r->rc = sqlembic_fail_memory(r->err);
	if (is_broken)
		tell_broken(r, item);
	hand_over(r, item, sqlembic_buf_text(&id), values, is_broken);
	sqlembic_buf_release(&misread);
	sqlembic_buf_release(&definition);
	sqlembic_buf_release(&definer);
	sqlembic_buf_release(&id);
}

/* ---- sequences ---- */

/* "CREATE SEQUENCE `s` start with 1 ... nocycle ENGINE=InnoDB". */
void mysqldb_read_sequence(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
			   size_t n)
{
	struct sqlembic_buf definition = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(n > 1 && row[1] ? row[1] : "");
	struct sqlembic_token token;
	(void)sqlembic_token_take(&tokens, "CREATE SEQUENCE");
	(void)sqlembic_token_next_name(&tokens, &token);
	const char *begin = tokens.at + strspn(tokens.at, " "), *engine = strstr(begin, " ENGINE=");
	mysqldb_read_relation_id(r, &id, item->values[0]);
	sqlembic_buf_add(&definition, begin, engine ? (size_t)(engine - begin) : strlen(begin));
	const char *values[MYSQLDB_SEQUENCE_VALUES] = { sqlembic_buf_text(&definition),
							engine ? engine + 8 : NULL };
	if (definition.failed || id.failed)
		r->rc = sqlembic_fail_memory(r->err);
	hand_over(r, item, sqlembic_buf_text(&id), values, false);
	sqlembic_buf_release(&definition);
	sqlembic_buf_release(&id);
}
