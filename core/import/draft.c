/* draft.c: see draft.h. */
#include "import/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "scripts/script.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* Digits of a hash that tell an id from others. */
#define SHORT_HASH 8

struct draft *draft_add(struct drafts *drafts)
{
	if (drafts->n == drafts->cap) {
		size_t cap = drafts->cap ? drafts->cap * 2 : 64;
		struct draft *grown = arena_alloc(drafts->arena, cap, sizeof(*grown));
		if (!grown)
			return NULL;
		if (drafts->n)
			memcpy(grown, drafts->items, drafts->n * sizeof(*grown));
		drafts->items = grown;
		drafts->cap = cap;
	}
	struct draft *draft = &drafts->items[drafts->n++];
	*draft = (struct draft){ .message = "" };
	return draft;
}

struct draft *draft_from(struct drafts *drafts, const struct source_file *file, struct sqlembic_span id,
			 struct sqlembic_span name)
{
	struct draft *draft = draft_add(drafts);
	if (!draft)
		return NULL;
	draft->id = draft->version = arena_copy(drafts->arena, id.ptr, id.len);
	draft->message = draft_message(drafts->arena, name.ptr, name.len);
	draft->up_file = file;
	draft->up = "";
	return draft->id && draft->message ? draft : NULL;
}

int draft_set(const char **script, struct drafts *drafts, struct sqlembic_span text,
	      struct sqlembic_error *err)
{
	*script = draft_text(drafts->arena, text);
	return *script ? 0 : sqlembic_fail_memory(err);
}

const char *draft_path(const struct draft *draft)
{
	return draft->up_file ? draft->up_file->path : draft->down_file ? draft->down_file->path : "";
}

int draft_refuse_code(const struct source_file *file, const char *language, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is a migration in %s, which cannot be imported",
			    file->path, language);
	return sqlembic_fail_hint(err, "write what it does as SQL, and import a directory without it");
}

int draft_tell(const struct drafts *drafts, const struct source_file *file, const char *what,
	       struct sqlembic_error *err)
{
	const char *text = arena_printf(drafts->arena, "%s %s", file->path, what);
	return caller_tell(drafts->caller, SQLEMBIC_EVENT_WARNING, text, err);
}

/* ---- order ---- */

static int by_number(const void *a, const void *b)
{
	const struct draft *first = a, *second = b;
	return first->number < second->number ? -1 : first->number > second->number;
}

static int refuse_equal(const struct draft *before, const struct draft *draft, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s are both version %s", draft_path(before),
			    draft_path(draft), draft->version);
	return sqlembic_fail_hint(err, "give one of them another number");
}

int draft_sort(struct drafts *drafts, struct sqlembic_error *err)
{
	if (drafts->n)
		qsort(drafts->items, drafts->n, sizeof(*drafts->items), by_number);
	for (size_t i = 1; i < drafts->n; i++)
		if (drafts->items[i - 1].number == drafts->items[i].number)
			return refuse_equal(&drafts->items[i - 1], &drafts->items[i], err);
	return 0;
}

static int by_key(const void *a, const void *b)
{
	const struct draft *first = a, *second = b;
	return strcmp(first->key, second->key);
}

int draft_sort_by_key(struct drafts *drafts, struct sqlembic_error *err)
{
	if (drafts->n)
		qsort(drafts->items, drafts->n, sizeof(*drafts->items), by_key);
	for (size_t i = 1; i < drafts->n; i++)
		if (strcmp(drafts->items[i - 1].key, drafts->items[i].key) == 0)
			return refuse_equal(&drafts->items[i - 1], &drafts->items[i], err);
	return 0;
}

bool draft_name(struct drafts *drafts, const struct draft *draft, const char *key)
{
	return draft_find(drafts, key) ||
	       names_put(&drafts->keys, drafts->arena, 0, key, (size_t)(draft - drafts->items));
}

struct draft *draft_find(const struct drafts *drafts, const char *key)
{
	const size_t index = names_find(&drafts->keys, 0, key);
	return index == NAMES_NONE ? NULL : &drafts->items[index];
}

int draft_chain(struct drafts *drafts, struct sqlembic_error *err)
{
	for (size_t i = 1; i < drafts->n; i++) {
		const char **parents = arena_alloc(drafts->arena, 1, sizeof(*parents));
		if (!parents)
			return sqlembic_fail_memory(err);
		parents[0] = drafts->items[i - 1].id;
		drafts->items[i].parents = parents;
		drafts->items[i].nparents = 1;
	}
	return 0;
}

/* ---- dates ---- */

static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* A plausible date of this or the last century. */
static bool is_date(const char *text)
{
	int century = two_digits(text), month = two_digits(text + 4), day = two_digits(text + 6);
	return (century == 19 || century == 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool is_time(const char *text)
{
	return two_digits(text) < 24 && two_digits(text + 2) < 60 && two_digits(text + 4) < 60;
}

/* How many digits of a date the version begins with: 8, 14 with its time; 0: it is none.  17 digits have milliseconds. */
static size_t date_length(const char *version)
{
	size_t digits = strspn(version, "0123456789"), length = digits == 17 ? 14 : digits;
	bool is_alone = !version[digits] || strchr("_-.", version[digits]);
	if (!is_alone || (length != 14 && length != 8) || !is_date(version))
		return 0;
	return length == 8 || is_time(version + 8) ? length : 0;
}

void draft_date(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->n; i++) {
		struct draft *draft = &drafts->items[i];
		const char *v = draft->version;
		size_t length = draft->create_date ? 0 : date_length(v);
		if (!length)
			continue;
		const char *time = length == 14 ? v + 8 : "000000";
		draft->create_date = arena_printf(drafts->arena, "%.4s-%.2s-%.2s %.2s:%.2s:%.2s", v, v + 4,
						  v + 6, time, time + 2, time + 4);
	}
}

/* ---- names ---- */

bool draft_number(uint64_t *out, const char *name, size_t length)
{
	uint64_t number = 0;
	for (size_t i = 0; i < length; i++) {
		unsigned digit = (unsigned)(name[i] - '0');
		if (number > ((uint64_t)INT64_MAX - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*out = number;
	return length > 0;
}

const char *draft_message(struct arena *arena, const char *name, size_t length)
{
	char *message = arena_copy(arena, name, length);
	for (char *p = message; p && *p; p++)
		if (*p == '_' || *p == '-')
			*p = ' ';
	return message;
}

/* What tells it from others that begin alike does not depend on these, so that it stays when there are more. */
static const char *shorten(struct arena *arena, const char *id, struct sqlembic_span name)
{
	char hash[HASH_TEXT_SIZE];
	size_t kept = sqlembic_text_cut(id, strlen(id), SCRIPT_ID_LIMIT - (strlen("_") + SHORT_HASH));
	hash_bytes(name, hash);
	return arena_printf(arena, "%.*s_%.*s", (int)kept, id, SHORT_HASH, hash + strlen("sha256:"));
}

const char *draft_id(struct arena *arena, const char *name, size_t length)
{
	struct sqlembic_error ignored;
	char *id = arena_copy(arena, name, length);
	for (char *p = id; p && *p; p++)
		if (!sqlembic_is_word_byte(*p) && *p != '.')
			*p = '_';
	return id && *id && script_check_id(id, "revision identifier", &ignored) < 0
		       ? shorten(arena, id, (struct sqlembic_span){ name, length })
		       : id;
}

const char *draft_text(struct arena *arena, struct sqlembic_span text)
{
	return arena_copy(arena, text.len ? text.ptr : "", text.len);
}
