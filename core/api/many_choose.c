/* many_choose.c: which databases a run has, and in which order they begin. */
#include <string.h>

#include "api/many.h"
#include "config/target_config.h"
#include "many/tenant.h"
#include "sqlembic/error.h"

const char *many_choose_url(struct config **config, const struct many *many,
			    const struct roster_entry *target, struct arena *arena)
{
	const char *text = NULL;
	struct sqlembic_error unheard;
	if (target_config_make(config, arena, many->ctx->config, &target->place, &unheard) < 0 ||
	    config_string(*config, "sqlalchemy.url", &text, &unheard) < 0)
		return NULL;
	return text;
}

static int add_configured(struct roster *list, sqlembic *ctx, struct sqlembic_error *err)
{
	const char *const *lines;
	const char *file = "", *query = NULL;
	size_t n = 0;
	int line = 0;
	struct database database = { 0 };
	int rc = target_config_lines(&lines, &n, &file, &line, ctx->config, err);
	if (rc == 0)
		rc = roster_add_lines(list, ctx->config, lines, n, file, line, err);
	if (rc == 0)
		rc = config_string(ctx->config, "targets_query", &query, err);
	if (rc == 0 && query && *query) {
		rc = target_config_check_tenants(ctx->config, err);
		if (rc == 0)
			rc = database_describe(&database, &ctx->arena, ctx->config, &ctx->options, err);
		return rc < 0 ? rc : tenant_add_all(list, &database, ctx->config, query, err);
	}
	if (rc < 0 || n)
		return rc;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "no targets: neither targets nor targets_query is set");
	return sqlembic_fail_hint(err,
				  "name databases by the key targets, or tenants by targets_query, of the "
				  "configuration; or give a file of URLs: --targets FILE");
}

/* Keeps those that take part; canaries come first, in the order of the list. */
static void choose(struct many *many)
{
	const struct sqlembic_many_options *options = &many->options;
	size_t n = 0;
	for (size_t i = 0; i < many->targets.n; i++) {
		const struct roster_entry *target = &many->targets.items[i];
		if (!options->wants || options->wants(options->payload, &target->shown))
			many->targets.items[n++] = *target;
	}
	many->targets.n = n;
}

static bool is_named(const struct many *many, const struct roster_entry *target)
{
	const struct sqlembic_many_options *options = &many->options;
	for (size_t i = 0; i < options->ncanaries; i++) {
		if (strcmp(options->canaries[i], target->shown.name) == 0)
			return true;
	}
	return false;
}

static int refuse_canary(const struct many *many, struct sqlembic_error *err)
{
	const struct sqlembic_many_options *options = &many->options;
	for (size_t i = 0; i < options->ncanaries; i++) {
		size_t at = 0;
		while (at < many->targets.n &&
		       strcmp(options->canaries[i], many->targets.items[at].shown.name) != 0)
			at++;
		if (at < many->targets.n)
			continue;
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no target %s, which is to go first",
			      options->canaries[i]);
		return sqlembic_fail_hint(err,
					  "--canary takes the name of a target as status --all prints it, or "
					  "how many are to go first");
	}
	return 0;
}

/* The order in which targets begin: many->order. */
static int set_order(struct many *many, struct sqlembic_error *err)
{
	const size_t n = many->targets.n;
	size_t at = 0;
	many->order = arena_alloc(&many->arena, n + 1, sizeof(*many->order));
	if (!many->order)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		if (is_named(many, &many->targets.items[i]))
			many->order[at++] = i;
	many->canaries = at;
	for (size_t i = 0; i < n; i++)
		if (!is_named(many, &many->targets.items[i]))
			many->order[at++] = i;
	if (many->options.canary > many->canaries)
		many->canaries = many->options.canary < n ? many->options.canary : n;
	return 0;
}

static int refuse_empty(const char *name, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s names no target", name ? name : "the list");
	return sqlembic_fail_hint(err, "write a URL a line into it");
}

int many_choose_targets(struct many *many, struct sqlembic_error *err)
{
	const struct sqlembic_many_options *options = &many->options;
	struct config *config = many->ctx->config;
	many->targets.arena = &many->ctx->arena;
	int rc;
	if (options->sections)
		rc = roster_add_sections(&many->targets, config, options->sections, "-n", err);
	else if (options->targets)
		rc = roster_add_text(&many->targets, config, options->targets,
				     options->targets_name ? options->targets_name : "targets", err);
	else
		rc = add_configured(&many->targets, many->ctx, err);
	if (rc == 0 && many->targets.n == 0)
		rc = refuse_empty(options->targets_name, err);
	if (rc == 0)
		rc = roster_check(&many->targets, config, err);
	/* A canary may be one that takes no part any more, since it is done. */
	if (rc == 0 && options->ncanaries)
		rc = refuse_canary(many, err);
	if (rc == 0)
		choose(many);
	return rc == 0 ? set_order(many, err) : rc;
}
