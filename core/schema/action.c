/* action.c: asks a kind's functions for statements, and keeps them. */
#include "schema/action.h"

#include "sqlembic/error.h"

struct asked {
	const struct comparison *comparison;
	struct action **list, **finish;
	size_t pair;
	bool has_no_rows; /* yet: its table is new */
};

static const char *copy(struct arena *arena, const char *text, bool *failed)
{
	char *copied = text ? arena_dup(arena, text) : NULL;
	if (text && !copied)
		*failed = true;
	return copied;
}

static int keep(void *payload, const struct sqlembic_action *action, struct sqlembic_error *err)
{
	struct asked *asked = payload;
	bool failed = false;
	struct action *kept = arena_alloc(asked->comparison->arena, 1, sizeof(*kept));
	if (!kept)
		return sqlembic_fail_memory(err);
	kept->sql = copy(asked->comparison->arena, action->sql, &failed);
	kept->flags = action->flags;
	if (asked->has_no_rows)
		kept->flags &= ~(unsigned)SQLEMBIC_ACTION_MAY_FAIL;
	if (kept->flags &
	    (SQLEMBIC_ACTION_MAY_FAIL | SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_LOSES_GRANTS)) {
		kept->reason = copy(asked->comparison->arena, action->reason, &failed);
		kept->probe = copy(asked->comparison->arena, action->probe, &failed);
	}
	kept->pair = asked->pair;
	if (failed)
		return sqlembic_fail_memory(err);
	struct action **end = action->flags & SQLEMBIC_ACTION_FINISHES ? asked->finish : asked->list;
	while (*end)
		end = &(*end)->next;
	*end = kept;
	return 0;
}

static bool is_dropped(void *payload, const struct sqlembic_fact *fact)
{
	const struct comparison *c = ((const struct asked *)payload)->comparison;
	return c->pairs[c->of_before[catalog_index(c->from, fact)]].fate & PAIR_GONE;
}

int action_ask(struct action **list, struct action **finish, const struct comparison *comparison, size_t pair,
	       enum action_role role, struct sqlembic_error *err)
{
	const struct pair *p = &comparison->pairs[pair];
	const struct sqlembic_kind *kind = compare_kind(comparison, p);
	const struct pair *parent = role == ACTION_CREATE ? compare_parent(comparison, p, true) : NULL;
	struct asked asked = { comparison, list, finish, pair, parent && parent->fate & PAIR_MADE };
	struct sqlembic_action_sink sink = {
		keep, &asked, is_dropped, &comparison->from->side, &comparison->to->side, comparison->is_copy
	};
	struct sqlembic_change change = compare_change(comparison, p);
	if (role == ACTION_DROP)
		return kind->drop(&sink, &comparison->from->side, change.before, err);
	if (role == ACTION_CREATE && comparison->is_dump && kind->print)
		return kind->print(&sink, &comparison->to->side, change.after, err);
	if (role == ACTION_CREATE)
		return kind->create(&sink, &comparison->to->side, change.after, err);
	return kind->alter(&sink, &change, err);
}
