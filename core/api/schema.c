/* schema.c: the public calls that compare schemas. */
#include "api/schema.h"

#include <string.h>

#include "api/context.h"
#include "api/omitted.h"
#include "config/target_config.h"
#include "config/url_mask.h"
#include "proof/dump.h"
#include "proof/sides.h"
#include "proof/target.h"
#include "schema/write.h"
#include "sqlembic/error.h"

#define UNTOUCHED "the database was not touched"

/* ---- views ---- */

static void add_values(struct sqlembic_buf *out, const struct sqlembic_kind *kind,
		       const struct sqlembic_fact *fact, uint64_t which)
{
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++) {
		const char *value = fact->values ? fact->values[i] : NULL;
		if (!(which >> i & 1))
			continue;
		sqlembic_buf_printf(out, "%s%s: %s", out->len ? ", " : "", kind->attributes[i].name,
				    value ? value : "none");
	}
}

/* Of what is only on one side, everything that is not NULL. */
static uint64_t told_values(const struct sqlembic_kind *kind, const struct sqlembic_fact *fact)
{
	uint64_t which = 0;
	for (size_t i = 0; kind->attributes && kind->attributes[i].name; i++)
		if (fact->values && fact->values[i] &&
		    !(kind->attributes[i].flags & SQLEMBIC_ATTRIBUTE_SILENT))
			which |= (uint64_t)1 << i;
	return which;
}

static const char *side_text(sqlembic *ctx, const struct sqlembic_kind *kind,
			     const struct sqlembic_fact *fact, uint64_t differs)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!fact)
		return NULL;
	add_values(&text, kind, fact, differs ? differs : told_values(kind, fact));
	const char *copy = text.failed ? NULL : arena_dup(&ctx->arena, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return copy;
}

static int view_difference(struct sqlembic_difference *out, sqlembic *ctx, const struct comparison *c,
			   const struct pair *pair, struct sqlembic_error *err)
{
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	const struct sqlembic_fact *before = compare_before(c, pair), *after = compare_after(c, pair);
	const struct sqlembic_fact *fact = after ? after : before;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!fact)
		return 0;
	write_difference(&text, c, pair);
	*out = (struct sqlembic_difference){ .action = !before  ? "added"
						       : !after ? "removed"
								: "changed",
					     .kind = kind->name,
					     .object = arena_dup(&ctx->arena,
								 after ? after->shown : before->shown),
					     .text = arena_dup(&ctx->arena, sqlembic_buf_text(&text)),
					     .before = side_text(ctx, kind, before, pair->differs),
					     .after = side_text(ctx, kind, after, pair->differs) };
	bool failed = text.failed || !out->object || !out->text || (before && !out->before) ||
		      (after && !out->after);
	sqlembic_buf_release(&text);
	return failed ? sqlembic_fail_memory(err) : 0;
}

static int view_comparison(const struct sqlembic_comparison **out, sqlembic *ctx,
			   const struct proposal *proposal, const struct origin *origin,
			   struct sqlembic_error *err)
{
	const struct comparison *c = &proposal->up.comparison;
	struct sqlembic_comparison *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	struct sqlembic_difference *list = arena_alloc(&ctx->arena, proposal->changes, sizeof(*list));
	if (!view || !list)
		return sqlembic_fail_memory(err);
	view->differences = list;
	for (size_t i = 0; i < proposal->nrenamed; i++)
		list[view->ndifferences++] = (struct sqlembic_difference){
			.action = "renamed", .kind = "", .object = "", .text = proposal->renamed[i]
		};
	view->up = proposal->up.text;
	view->down = proposal->down.text;
	view->nedited = origin->nedited;
	for (size_t i = 0; i < c->n; i++) {
		if (!compare_is_told(c, &c->pairs[i]))
			continue;
		int rc = view_difference(&list[view->ndifferences++], ctx, c, &c->pairs[i], err);
		if (rc < 0)
			return rc;
	}
	*out = view;
	return omitted_list(&view->unread, &view->nunread, &ctx->arena, &proposal->from, &proposal->to, err);
}

/* ---- comparing ---- */

static int describe_origin(struct origin *out, sqlembic *ctx, struct config *config, unsigned needs,
			   struct sqlembic_error *err)
{
	const bool needs_graph = needs & SCHEMA_NEEDS_REVISIONS;
	int rc = needs_graph ? context_graph(ctx, err) : 0;
	return rc < 0 ? rc
		      : origin_describe(out, &ctx->arena, config, needs_graph ? &ctx->graph : NULL,
					&ctx->options, needs & SCHEMA_NEEDS_TARGET, err);
}

int schema_origin(struct origin *out, sqlembic *ctx, unsigned needs, struct sqlembic_error *err)
{
	return describe_origin(out, ctx, ctx->config, needs, err);
}

static bool asks_database(const char *word)
{
	return strcmp(word, ORIGIN_LIVE) == 0 || origin_asks_revisions(word);
}

/* Where no database is configured, and none is asked for, the URL of one side says which server has scratch databases. */
static int choose_config(struct config **out, sqlembic *ctx, const char *from, const char *to,
			 struct sqlembic_error *err)
{
	const char *configured, *url = target_is_url(from) ? from : to;
	*out = ctx->config;
	if (asks_database(from) || asks_database(to) || !target_is_url(url))
		return 0;
	int rc = config_string(ctx->config, "sqlalchemy.url", &configured, err);
	if (rc < 0 || (configured && *configured))
		return rc;
	const struct target_place place = { .url = url, .origin = url_mask(&ctx->arena, url) };
	if (!place.origin)
		return sqlembic_fail_memory(err);
	return target_config_make(out, &ctx->arena, ctx->config, &place, err);
}

/* Two databases are compared, and one is dumped, where there is no script directory. */
static unsigned needs_of(const struct sqlembic_compare_options *wanted)
{
	const bool revisions = wanted->at_heads || origin_asks_revisions(wanted->from) ||
			       origin_asks_revisions(wanted->to);
	return (revisions ? SCHEMA_NEEDS_REVISIONS : 0) | (wanted->to ? 0 : SCHEMA_NEEDS_TARGET);
}

/* All of both sides, read anew.  People are told nothing that they have been told. */
static int compare_whole(struct proposal *out, struct origin *origin,
			 const struct sqlembic_compare_options *wanted, struct sqlembic_error *err)
{
	struct catalog a = { 0 }, b = { 0 };
	const struct caller caller = origin_hush(origin);
	proposal_release(out);
	*out = (struct proposal){ 0 };
	*err = (struct sqlembic_error){ 0 };
	int rc = sides_read_whole(&a, &b, origin, wanted, err);
	if (rc == 0)
		rc = proposal_compare(out, &origin->proof, &a, &b, wanted->renames, wanted->nrenames, err);
	catalog_release(&a);
	catalog_release(&b);
	origin->live.caller = caller;
	return rc;
}

static bool is_of_portion(const struct origin *origin)
{
	return origin->proof.digests->has_portion;
}

/* Reads both sides and compares them; released by the caller in any case.  What fails with a portion of them may need more. */
static int read_and_compare(struct proposal *out, struct origin *origin,
			    const struct sqlembic_compare_options *wanted, struct sqlembic_error *err)
{
	struct catalog a = { 0 }, b = { 0 };
	*out = (struct proposal){ 0 };
	int rc = sides_read(&a, &b, origin, wanted, err);
	if (rc == 0)
		rc = proposal_compare(out, &origin->proof, &a, &b, wanted->renames, wanted->nrenames, err);
	catalog_release(&a);
	catalog_release(&b);
	return rc == SQLEMBIC_E_FAILED && is_of_portion(origin) ? compare_whole(out, origin, wanted, err)
								: rc;
}

/* `counted`: as proposal_write() is given it. */
static int write_and_prove(struct proposal *proposal, struct origin *origin, const struct database *counted,
			   struct sqlembic_error *err)
{
	int rc = proposal_write(proposal, &origin->proof, counted, err);
	return rc == 0 ? proposal_prove(proposal, &origin->proof, err) : rc;
}

/* A script that fails in the portion of a schema that it is about may need more of it than was seen: it is made and proven anew with
 * all.  What people are told of it they have been told, unless there was none. */
static int prove_whole(struct proposal *proposal, struct origin *origin,
		       const struct sqlembic_compare_options *wanted, const struct database *counted,
		       struct sqlembic_error *err)
{
	const bool was_written = proposal->up.text;
	int rc = compare_whole(proposal, origin, wanted, err);
	if (rc < 0)
		return rc;
	const struct caller caller = was_written ? origin_hush(origin) : origin->live.caller;
	rc = write_and_prove(proposal, origin, counted, err);
	origin->live.caller = caller;
	return rc;
}

static int prove(struct proposal *proposal, struct origin *origin,
		 const struct sqlembic_compare_options *wanted, const struct database *counted,
		 struct sqlembic_error *err)
{
	int rc = write_and_prove(proposal, origin, counted, err);
	return rc == SQLEMBIC_E_FAILED && is_of_portion(origin)
		       ? prove_whole(proposal, origin, wanted, counted, err)
		       : rc;
}

static int tell_differences(const struct proposal *proposal, const struct caller *caller,
			    struct sqlembic_error *err)
{
	const struct comparison *c = &proposal->up.comparison;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < proposal->nrenamed; i++) {
		sqlembic_buf_printf(&line, "Detected %s", proposal->renamed[i]);
		rc = caller_tell_line(caller, SQLEMBIC_EVENT_INFO, &line, err);
	}
	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		if (!compare_is_told(c, &c->pairs[i]))
			continue;
		sqlembic_buf_puts(&line, "Detected ");
		write_difference(&line, c, &c->pairs[i]);
		rc = caller_tell_line(caller, SQLEMBIC_EVENT_INFO, &line, err);
	}
	return rc;
}

int sqlembic_compare(sqlembic *ctx, const struct sqlembic_compare_options *options,
		     const struct sqlembic_comparison **out, struct sqlembic_error *err)
{
	struct sqlembic_compare_options own = { 0 };
	struct sqlembic_error spare;
	struct config *config = NULL;
	struct origin origin;
	struct proposal proposal;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0)
		rc = door_check_texts(own.renames, own.nrenames, "options.renames", err);
	if (rc == 0)
		rc = own.from && own.to ? choose_config(&config, ctx, own.from, own.to, err) : 0;
	if (rc == 0)
		rc = describe_origin(&origin, ctx, config ? config : ctx->config, needs_of(&own), err);
	if (rc < 0)
		return rc;
	proposal = (struct proposal){ 0 };
	if (own.at_heads && (rc = origin_connect(&origin, err)) == 0)
		rc = origin_require_heads(&origin, err);
	else if (!own.scripts && own.from && strcmp(own.from, ORIGIN_APPLIED) == 0)
		rc = origin_require_settled(&origin, err);
	if (rc == 0)
		rc = read_and_compare(&proposal, &origin, &own, err);
	if (rc == 0 && own.scripts && proposal.changes > 0)
		rc = prove(&proposal, &origin, &own, NULL, err);
	rc = origin_end(&origin, rc, UNTOUCHED, err);
	if (rc == 0)
		rc = view_comparison(out, ctx, &proposal, &origin, err);
	proposal_release(&proposal);
	origin_leave(&origin);
	return rc;
}

/* A table, and the sequences that its columns have. */
static int leave_out(struct filter *filter, struct arena *arena, const char *const *tables,
		     struct sqlembic_error *err)
{
	size_t n = 0, ntables = 0, at = 0;
	while (filter->exclude && filter->exclude[n])
		n++;
	while (tables[ntables])
		ntables++;
	const char **list = arena_alloc(arena, n + 2 * ntables + 1, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	for (; at < n; at++)
		list[at] = filter->exclude[at];
	for (size_t i = 0; i < ntables; i++) {
		list[at++] = tables[i];
		if (!(list[at++] = arena_printf(arena, "%s_*_seq", tables[i])))
			return sqlembic_fail_memory(err);
	}
	filter->exclude = list;
	return 0;
}

int schema_verify(const struct sqlembic_comparison **out, sqlembic *ctx, const char *const *tables,
		  struct sqlembic_error *err)
{
	static const struct sqlembic_compare_options wanted = { .size = sizeof(wanted),
								.from = ORIGIN_APPLIED,
								.to = ORIGIN_LIVE };
	struct origin origin;
	struct proposal proposal = { 0 };
	int rc = schema_origin(&origin, ctx, SCHEMA_NEEDS_REVISIONS, err);
	if (rc < 0)
		return rc;
	rc = leave_out(&origin.proof.filter, &ctx->arena, tables, err);
	if (rc == 0)
		rc = read_and_compare(&proposal, &origin, &wanted, err);
	if (rc == 0)
		rc = view_comparison(out, ctx, &proposal, &origin, err);
	proposal_release(&proposal);
	origin_leave(&origin);
	return rc;
}

int schema_dump(const char **out, sqlembic *ctx, const char *from, struct sqlembic_error *err)
{
	struct config *config = ctx->config;
	struct origin origin;
	struct catalog catalog;
	int rc = from ? choose_config(&config, ctx, from, from, err) : 0;
	if (rc < 0)
		return rc;
	rc = describe_origin(&origin, ctx, config, origin_asks_revisions(from) ? SCHEMA_NEEDS_REVISIONS : 0,
			     err);
	if (rc < 0)
		return rc;
	/* Where a dump is settled by loading it a table's text is all that is written of it.  It is another one in the copy, where its
	 * keys stand in order: what was read first goes before the dump is written. */
	if (!origin.live.engine->dialect->transactional_ddl) {
		origin.proof.folds = true;
		origin.proof.texts = NULL;
	}
	rc = origin_read(&catalog, &origin, from ? from : ORIGIN_LIVE, err);
	if (rc == 0)
		rc = omitted_tell_of_dump(&ctx->arena, &catalog, &origin.live.caller, err);
	if (rc == 0)
		rc = dump_write(out, &origin.proof, &catalog, err);
	rc = origin_end(&origin, rc, UNTOUCHED, err);
	catalog_release(&catalog);
	origin_leave(&origin);
	return rc;
}

int sqlembic_dump(sqlembic *ctx, const char *from, const char **out, struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	return rc < 0 ? rc : schema_dump(out, ctx, from, err);
}

/* ---- new revisions ---- */

static int prove_new(struct proposal *proposal, struct origin *origin,
		     const struct sqlembic_new_revision *wanted, const struct database *counted,
		     struct sqlembic_error *err)
{
	/* Who has answered questions of renames has had all compared. */
	const struct sqlembic_compare_options compared = { .from = wanted->from, .scripts = true };
	int rc = prove(proposal, origin, &compared, counted, err);
	if (rc == 0 || rc == SQLEMBIC_E_INTERRUPTED || !proposal->up.text)
		return rc;
	struct sqlembic_error said = *err;
	if (!wanted->unproven)
		return rc == SQLEMBIC_E_FAILED && said.hint[0]
			       ? sqlembic_fail_hint(err, "%s, or use --unproven and look at every statement",
						    said.hint)
			       : rc;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&line, "written without proof: %s", said.message);
	rc = caller_tell_line(&origin->live.caller, SQLEMBIC_EVENT_WARNING, &line, err);
	if (rc == 0)
		rc = proposal_mark_unproven(proposal, &origin->proof, said.message, err);
	return rc;
}

static int expect_unchanged(struct origin *origin, const struct proposal *proposal,
			    struct sqlembic_error *err)
{
	struct catalog now;
	const struct catalog *before = proposal->original.n ? &proposal->original
				       : proposal->read.n   ? &proposal->read
							    : &proposal->from;
	const struct proof_digests *digests = origin->proof.digests;
	int rc = digests->has_live ? proof_read_live_digests(&now, &origin->proof, err)
				   : proof_read_facts(&now, &origin->proof, &origin->live, err);
	if (rc == 0)
		rc = sides_expect_same(digests->has_live ? &digests->live : before, &now, origin, err);
	catalog_release(&now);
	return rc;
}

/* A column can be asked about when its table has been: the schemas are compared again after each answer of yes. */
static int compare_asking(struct proposal *proposal, struct origin *origin,
			  const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	struct rename_answers answers = { .ask = wanted->ask_rename,
					  .payload = wanted->ask_payload,
					  .yes = wanted->renames,
					  .nyes = wanted->nrenames };
	for (;;) {
		const struct sqlembic_compare_options compared = { .from = wanted->from,
								   .scripts = true,
								   .renames = answers.yes,
								   .nrenames = answers.nyes };
		size_t before = answers.nyes;
		int rc = read_and_compare(proposal, origin, &compared, err);
		if (rc == 0 && answers.ask)
			rc = proposal_rename_ask(&answers, proposal, err);
		if (rc < 0 || answers.nyes == before)
			return rc;
		proposal_release(proposal);
	}
}

static int make_scripts(struct proposal *proposal, struct origin *origin,
			const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	const struct caller *caller = &origin->live.caller;
	bool is_live = !wanted->from;
	int rc = is_live ? origin_connect(origin, err) : 0;
	if (rc == 0 && is_live)
		rc = origin_require_heads(origin, err);
	if (rc == 0)
		rc = compare_asking(proposal, origin, wanted, err);
	if (rc == 0)
		rc = tell_differences(proposal, caller, err);
	if (rc == 0 && !wanted->ask_rename)
		rc = proposal_rename_offer(proposal, &origin->proof, err);
	if (rc == 0)
		rc = omitted_tell(origin->proof.arena, &proposal->from, &proposal->to, caller, err);
	if (rc < 0 || proposal->changes == 0)
		return rc;
	rc = prove_new(proposal, origin, wanted, is_live ? &origin->live : NULL, err);
	return rc == 0 && is_live ? expect_unchanged(origin, proposal, err) : rc;
}

int schema_autogenerate(struct schema_scripts *out, sqlembic *ctx, const struct sqlembic_new_revision *wanted,
			struct sqlembic_error *err)
{
	struct origin origin;
	struct proposal proposal = { 0 };
	*out = (struct schema_scripts){ 0 };
	int rc = schema_origin(&origin, ctx, SCHEMA_NEEDS_REVISIONS | SCHEMA_NEEDS_TARGET, err);
	if (rc < 0)
		return rc;
	origin.may_make = true;
	rc = make_scripts(&proposal, &origin, wanted, err);
	rc = origin_end(&origin, rc, "no file was written; " UNTOUCHED, err);
	if (rc == 0)
		*out = (struct schema_scripts){ .differs = proposal.changes > 0,
						.up = proposal.up.text,
						.down = proposal.down.text,
						.up_mode = proposal.up.mode,
						.down_mode = proposal.down.mode };
	proposal_release(&proposal);
	origin_leave(&origin);
	return rc;
}
