/* hazards.c: the public call that says what scripts may do, before they run. */
#include <string.h>

#include "api/context.h"
#include "sql/excerpt.h"
#include "sql/hazard.h"
#include "sqlembic/error.h"

struct search {
	sqlembic *ctx;
	const struct sqlembic_revision *view;
	const struct revision *revision;
	const struct statement *statement; /* that is looked at; NULL: the script as a whole */
	const struct sqlembic_hazard **items;
	size_t n, cap;
};

static int add(struct search *search, const char *kind, const char *text, size_t position,
	       struct sqlembic_error *err)
{
	struct arena *arena = &search->ctx->arena;
	if (search->n == search->cap) {
		size_t cap = search->cap ? search->cap * 2 : 64;
		const struct sqlembic_hazard **grown = arena_alloc(arena, cap, sizeof(*grown));
		if (!grown)
			return sqlembic_fail_memory(err);
		if (search->n)
			memcpy(grown, search->items, search->n * sizeof(*grown));
		search->items = grown;
		search->cap = cap;
	}
	struct sqlembic_hazard *hazard = arena_alloc(arena, 1, sizeof(*hazard));
	if (!hazard)
		return sqlembic_fail_memory(err);
	*hazard = (struct sqlembic_hazard){ .revision = search->view,
					    .path = search->view->up_path,
					    .line = 1,
					    .column = 1,
					    .statement = "",
					    .kind = kind,
					    .text = text };
	if (search->statement) {
		scan_locate(search->statement, position, &hazard->line, &hazard->column);
		hazard->statement = excerpt_short(arena, search->statement->sql);
	}
	if (!hazard->statement)
		return sqlembic_fail_memory(err);
	search->items[search->n++] = hazard;
	return 0;
}

static int found(void *payload, const struct sqlembic_hazard_rule *rule, size_t position,
		 struct sqlembic_error *err)
{
	return add(payload, rule->kind, rule->text, position, err);
}

/* A script that is no transaction leaves behind what it has done when it fails. */
static int look_at_mode(struct search *search, struct sqlembic_error *err)
{
	search->statement = NULL;
	switch (search->revision->transaction) {
	case SCRIPT_TRANSACTION_OFF:
		return add(
			search, "remains",
			"transaction: off: statements are committed one by one, and those ahead of one that "
			"fails stay",
			1, err);
	case SCRIPT_TRANSACTION_OWN:
		return add(
			search, "remains",
			"transaction: own: what the script has committed stays when a later statement fails",
			1, err);
	default:
		return 0;
	}
}

static int look_at_statements(struct search *search, const struct sqlembic_dialect *dialect,
			      struct scan *scan, struct sqlembic_error *err)
{
	struct statement statement;
	bool told = dialect->transactional_ddl || search->revision->transaction != SCRIPT_TRANSACTION_ON;
	int rc = 0, failed = 0;
	while (failed == 0 && (rc = scan_next(scan, &statement, err)) > 0) {
		search->statement = &statement;
		if (!told && (statement.classes & SQLEMBIC_CLASS_DDL)) {
			told = true;
			failed = add(search, "remains",
				     "it commits by itself, with all that stands ahead of it: where a later "
				     "statement fails, that stays",
				     1, err);
		}
		if (failed == 0)
			failed = hazard_find(dialect->hazards, statement.sql, dialect->lex, found, search,
					     err);
	}
	search->statement = NULL;
	return failed < 0 ? failed : rc;
}

static int look_through(struct search *search, const struct sqlembic_dialect *dialect,
			const struct sqlembic_revisions *revisions, struct sqlembic_error *err)
{
	struct scan *scan = scan_open(dialect, "", NULL, NULL);
	int rc = scan ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < revisions->n; i++) {
		search->view = revisions->items[i];
		search->revision = graph_find(&search->ctx->graph, search->view->id);
		if (!search->revision)
			continue;
		rc = look_at_mode(search, err);
		if (rc == 0)
			rc = scan_begin_file(scan, search->revision->up_path, err);
		if (rc == 0)
			rc = look_at_statements(search, dialect, scan, err);
	}
	if (scan)
		scan_close(scan);
	return rc;
}

int sqlembic_hazards(sqlembic *ctx, const struct sqlembic_revisions *revisions,
		     const struct sqlembic_hazards **out, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	struct database database;
	struct records records;
	int rc = door_enter(
		&err, &spare, __func__,
		(const struct door_argument[]){
			{ "ctx", ctx }, { "revisions", revisions }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = context_graph(ctx, err);
	if (rc == 0)
		rc = context_describe(&database, &records, ctx, &ctx->arena, err);
	if (rc != 0)
		return rc;
	struct search search = { .ctx = ctx };
	rc = look_through(&search, database.engine->dialect, revisions, err);
	if (rc < 0)
		return rc;
	struct sqlembic_hazards *list = arena_alloc(&ctx->arena, 1, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	*list = (struct sqlembic_hazards){ search.items, search.n };
	*out = list;
	return 0;
}
