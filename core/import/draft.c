/* draft.c: see draft.h. */
#include "import/draft.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

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

const char *draft_path(const struct draft *draft)
{
	return draft->up_file ? draft->up_file->path : draft->down_file ? draft->down_file->path : "";
}

static int by_number(const void *a, const void *b)
{
	const struct draft *first = a, *second = b;
	return first->number < second->number ? -1 : first->number > second->number;
}

int draft_sort(struct drafts *drafts, struct sqlembic_error *err)
{
	if (drafts->n)
		qsort(drafts->items, drafts->n, sizeof(*drafts->items), by_number);
	for (size_t i = 1; i < drafts->n; i++) {
		const struct draft *before = &drafts->items[i - 1], *draft = &drafts->items[i];
		if (before->number != draft->number)
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s are both version %llu",
				    draft_path(before), draft_path(draft), (unsigned long long)draft->number);
		return sqlembic_fail_hint(err, "give one of them another number");
	}
	return 0;
}

struct draft *draft_find(const struct drafts *drafts, uint64_t number)
{
	for (size_t i = drafts->n; i > 0; i--)
		if (drafts->items[i - 1].number == number)
			return &drafts->items[i - 1];
	return NULL;
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

void draft_date(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->n; i++) {
		struct draft *draft = &drafts->items[i];
		const char *v = draft->version;
		size_t digits = strspn(v, "0123456789");
		if (draft->create_date || v[digits] || (digits != 14 && digits != 8) || !is_date(v) ||
		    (digits == 14 && !is_time(v + 8)))
			continue;
		const char *time = digits == 14 ? v + 8 : "000000";
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

const char *draft_text(struct arena *arena, struct sqlembic_span text)
{
	return arena_copy(arena, text.len ? text.ptr : "", text.len);
}
