/* action.c: asks a kind's functions for statements, and keeps them. */
#include "schema/action.h"

#include "sqlembic/error.h"

struct asked {
	const struct comparison *comparison;
	struct action **list, **finish;
	size_t pair;
	bool has_no_rows; /* yet: its table is new */
	bool is_recalled; /* when it is written */
	size_t n;         /* statements so far */
};

/* One statement that is asked for again. */
struct recalled {
	struct asked asked;
	size_t wanted;
	struct sqlembic_buf *out;
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
	asked->n++;
	if (asked->is_recalled && action->sql)
		kept->number = asked->n;
	else
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

static int recall(void *payload, const struct sqlembic_action *action, struct sqlembic_error *err)
{
	struct recalled *recalled = payload;
	if (++recalled->asked.n != recalled->wanted)
		return 0;
	sqlembic_buf_puts(recalled->out, action->sql);
	return recalled->out->failed ? sqlembic_fail_memory(err) : 0;
}

static bool is_dropped(void *payload, const struct sqlembic_fact *fact)
{
	const struct comparison *c = ((const struct asked *)payload)->comparison;
	return c->pairs[c->of_before[catalog_index(c->from, fact)]].fate & PAIR_GONE;
}

static bool is_created(void *payload, const struct sqlembic_fact *fact)
{
	const struct comparison *c = ((const struct asked *)payload)->comparison;
	return c->pairs[c->of_after[catalog_index(c->to, fact)]].fate & PAIR_MADE;
}

static struct sqlembic_action_sink sink_of(const struct comparison *comparison,
					   int (*action)(void *, const struct sqlembic_action *,
							 struct sqlembic_error *),
					   struct asked *payload)
{
	return (struct sqlembic_action_sink){ action,
					      payload,
					      is_dropped,
					      is_created,
					      &comparison->from->side,
					      &comparison->to->side,
					      comparison->is_copy };
}

static int create(const struct sqlembic_action_sink *sink, const struct comparison *comparison,
		  const struct pair *pair, struct sqlembic_error *err)
{
	const struct sqlembic_kind *kind = compare_kind(comparison, pair);
	const struct sqlembic_fact *fact = compare_after(comparison, pair);
	return comparison->is_dump && kind->print ? kind->print(sink, &comparison->to->side, fact, err)
						  : kind->create(sink, &comparison->to->side, fact, err);
}

int action_ask(struct action **list, struct action **finish, const struct comparison *comparison, size_t pair,
	       enum action_role role, struct sqlembic_error *err)
{
	const struct pair *p = &comparison->pairs[pair];
	const struct sqlembic_kind *kind = compare_kind(comparison, p);
	const struct pair *parent = role == ACTION_CREATE ? compare_parent(comparison, p, true) : NULL;
	struct asked asked = { .comparison = comparison,
			       .list = list,
			       .finish = finish,
			       .pair = pair,
			       .has_no_rows = parent && parent->fate & PAIR_MADE,
			       .is_recalled = role == ACTION_CREATE && comparison->is_dump };
	struct sqlembic_action_sink sink = sink_of(comparison, keep, &asked);
	struct sqlembic_change change = compare_change(comparison, p);
	if (role == ACTION_DROP)
		return kind->drop(&sink, &comparison->from->side, change.before, err);
	if (role == ACTION_CREATE)
		return create(&sink, comparison, p, err);
	return kind->alter(&sink, &change, err);
}

int action_recall(struct sqlembic_buf *out, const struct comparison *comparison, const struct action *action,
		  struct sqlembic_error *err)
{
	struct recalled recalled = { { .comparison = comparison }, action->number, out };
	struct sqlembic_action_sink sink = sink_of(comparison, recall, &recalled.asked);
	return create(&sink, comparison, &comparison->pairs[action->pair], err);
}
