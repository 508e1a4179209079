/* liquibase.c: Liquibase's formatted SQL: files that begin with "--liquibase formatted sql", of several change sets each.
 *
 * They run in the order in which a changelog lists their files, or where none does in the byte order of the names. */
#include <nettle/sha2.h>
#include <stdio.h>

#include "import/fill.h"
#include "import/line.h"
#include "import/liquibase_text.h"
#include "import/tool.h"
#include "sqlembic/error.h"

/* Hexadecimal digits of a revision's id: ids of change sets are unique in their file only. */
#define ID_LENGTH 12

static bool is_changelog(const struct source_file *file)
{
	return source_ends(file, ".xml") || source_ends(file, ".yaml") || source_ends(file, ".yml") ||
	       source_ends(file, ".json");
}

static bool takes(const struct source_file *file)
{
	return source_ends(file, ".sql");
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return takes(file) && liquibase_text_is_formatted(file->text);
}

/* ---- files ---- */

static const char *make_version(struct arena *arena, const char *file, const char *id, const char *author)
{
	return arena_printf(arena, "%s::%s::%s", file, id, author);
}

static const char *make_id(struct arena *arena, const char *version)
{
	struct sha256_ctx hash;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[ID_LENGTH + 1];
	sha256_init(&hash);
	sha256_update(&hash, strlen(version), (const uint8_t *)version);
	sha256_digest(&hash, sizeof(digest), digest);
	for (size_t i = 0; i < ID_LENGTH / 2; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return arena_copy(arena, text, ID_LENGTH);
}

static int add_set(struct drafts *out, const struct source_file *file, const struct liquibase_set *set,
		   size_t number, struct sqlembic_error *err)
{
	struct arena *arena = out->arena;
	struct draft *draft = draft_add(out);
	const char *version = make_version(arena, set->file, set->id, set->author);
	if (!draft || !version || !(draft->id = make_id(arena, version)) ||
	    !(draft->key = arena_printf(arena, "%s\t%08zu", file->name, number)))
		return sqlembic_fail_memory(err);
	draft->version = version;
	draft->message = set->comment[0] ? set->comment
					 : arena_printf(arena, "%s by %s", set->id, set->author);
	draft->up_file = file;
	draft->down_file = set->down ? file : NULL;
	draft->up = set->up;
	draft->down = set->down;
	draft->up_off = draft->down_off = set->off;
	return draft->message ? 0 : sqlembic_fail_memory(err);
}

static int tell_set(const struct drafts *out, const struct source_file *file, const struct liquibase_set *set,
		    const char *what, struct sqlembic_error *err)
{
	const char *text = arena_printf(out->arena, "%s: the change set %s:%s %s", file->path, set->author,
					set->id, what);
	return caller_tell(out->caller, SQLEMBIC_EVENT_WARNING, text, err);
}

static int take_set(struct drafts *out, const struct source_file *file, const struct liquibase_set *set,
		    size_t number, struct sqlembic_error *err)
{
	int rc = 0;
	if (set->left_out)
		return tell_set(out, file, set, set->left_out, err);
	if (set->runs_again)
		rc = tell_set(out, file, set, "is run by Liquibase again and again; its revision runs once",
			      err);
	if (rc == 0 && set->may_fail)
		rc = tell_set(out, file, set, "may fail in Liquibase; its revision must not", err);
	return rc < 0 ? rc : add_set(out, file, set, number, err);
}

/* A file without the first line is one change set. */
static int read_raw(struct drafts *out, const struct source_file *file, struct sqlembic_error *err)
{
	const struct liquibase_set set = { .author = "includeAll",
					   .id = "raw",
					   .file = file->name,
					   .comment = draft_message(out->arena, file->name,
								    strlen(file->name) - 4),
					   .up = draft_text(out->arena, file->text) };
	return set.comment && set.up ? add_set(out, file, &set, 0, err) : sqlembic_fail_memory(err);
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	struct liquibase_text sets;
	int rc = source_read(&text, source, file, err);
	if (rc == 0 && !liquibase_text_is_formatted(text))
		return read_raw(out, file, err);
	if (rc == 0)
		rc = liquibase_text_read(&sets, out, file, err);
	for (size_t i = 0; rc == 0 && i < sets.n; i++)
		rc = take_set(out, file, &sets.sets[i], i, err);
	return rc;
}

/* ---- a changelog that lists the files ---- */

static bool is_of_path(char c)
{
	return sqlembic_is_word_byte(c) || c == '.' || c == '/' || c == '-' || c == '+';
}

/* The next word of the text that ends in ".sql"; its `len` 0: there is none. */
static struct sqlembic_span next_path(struct sqlembic_span *text)
{
	const char *found = memmem(text->ptr, text->len, ".sql", 4);
	if (!found)
		return (struct sqlembic_span){ text->ptr, 0 };
	const char *begin = found;
	while (begin > text->ptr && is_of_path(begin[-1]))
		begin--;
	size_t used = (size_t)(found + 4 - text->ptr);
	*text = (struct sqlembic_span){ text->ptr + used, text->len - used };
	return (struct sqlembic_span){ begin, (size_t)(found + 4 - begin) };
}

/* Whether a path ends with the other one, part by part. */
static bool ends_with_path(struct sqlembic_span path, const char *name)
{
	size_t length = strlen(name);
	return path.len >= length && memcmp(path.ptr + path.len - length, name, length) == 0 &&
	       (path.len == length || path.ptr[path.len - length - 1] == '/');
}

static bool same_path(struct sqlembic_span path, const char *name)
{
	const char *own = memchr(path.ptr, '/', path.len) ? NULL : strrchr(name, '/');
	return ends_with_path(path, name) || (own && ends_with_path(path, own + 1));
}

static int refuse_change_set(const struct source_file *file, const char *at, struct sqlembic_error *err)
{
	return fill_refuse(file, at, "a change set that is not SQL",
			   "write it as formatted SQL in a file of its own, and import that", err);
}

/* Numbers the files as they are listed: keys begin with "+" and their place. */
static int apply_list(bool *is_list, struct drafts *drafts, struct sqlembic_span text,
		      struct sqlembic_error *err)
{
	struct sqlembic_span path;
	size_t place = 0;
	while ((path = next_path(&text)).len) {
		*is_list = true;
		place++;
		for (size_t i = 0; i < drafts->n; i++) {
			struct draft *draft = &drafts->items[i];
			if (draft->key[0] == '+' || !same_path(path, draft->up_file->name))
				continue;
			draft->key = arena_printf(drafts->arena, "+%08zu %s", place, draft->key);
			if (!draft->key)
				return sqlembic_fail_memory(err);
		}
	}
	return 0;
}

/* What a changelog leaves out is not run. */
static int leave_out(struct drafts *drafts, struct sqlembic_error *err)
{
	const struct source_file *told = NULL;
	size_t kept = 0;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < drafts->n; i++) {
		struct draft *draft = &drafts->items[i];
		if (draft->key[0] == '+') {
			drafts->items[kept++] = *draft;
			continue;
		}
		if (told != draft->up_file)
			rc = draft_tell(drafts, draft->up_file, "is listed by no changelog, and left out",
					err);
		told = draft->up_file;
	}
	drafts->n = kept;
	return rc;
}

static int follow_changelogs(struct drafts *drafts, struct source *source, struct sqlembic_error *err)
{
	bool is_list = false;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < source->n; i++) {
		struct source_file *file = &source->files[i];
		struct sqlembic_span text;
		if (!is_changelog(file) || (rc = source_read(&text, source, file, err)) < 0 ||
		    !memmem(text.ptr, text.len, "databaseChangeLog", strlen("databaseChangeLog")))
			continue;
		const char *set = memmem(text.ptr, text.len, "changeSet", strlen("changeSet"));
		rc = set ? refuse_change_set(file, set, err) : apply_list(&is_list, drafts, text, err);
	}
	return rc == 0 && is_list ? leave_out(drafts, err) : rc;
}

/* ---- the history ---- */

/* The table has paths below a search path, which may be longer than ours: its directories are taken off. */
static const struct draft *find_set(const struct history *history, const char *file, const char *id,
				    const char *author)
{
	for (const char *path = file; path; path = strchr(path, '/') ? strchr(path, '/') + 1 : NULL) {
		const char *version = make_version(history_drafts(history)->arena, path, id, author);
		const struct draft *draft = version ? history_find(history, version) : NULL;
		if (draft)
			return draft;
	}
	return NULL;
}

/* filename, id, author, dateexecuted.  A row of MARK_RAN says that nothing is to be run any more, too. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	const char *file = values[0], *id = values[1], *author = values[2];
	if (!file || !id || !author)
		return 0;
	const struct draft *draft = find_set(history, file, id, author);
	const char *shown = make_version(history_drafts(history)->arena, file, id, author);
	if (!shown)
		return sqlembic_fail_memory(err);
	return draft ? history_apply(history, draft->version, values[3], -1, err)
		     : history_stray(history, shown, err);
}

const struct tool liquibase_tool = {
	.name = "liquibase",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = follow_changelogs,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "databasechangelog", "DATABASECHANGELOG" },
		     .others = { "databasechangeloglock", "DATABASECHANGELOGLOCK" },
		     .columns = "filename, id, author, dateexecuted",
		     .order = "orderexecuted",
		     .take = take },
};
