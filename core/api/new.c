/* new.c: the public call that makes a revision. */
#include "api/schema.h"
#include "api/view.h"
#include "scripts/basis.h"
#include "scripts/new.h"
#include "scripts/place.h"
#include "sqlembic/error.h"

static int find_basis_and_place(struct new_request *request, sqlembic *ctx,
				const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	struct basis basis;
	int rc = basis_find(&basis, &ctx->graph, &ctx->arena, wanted, err);
	if (rc == 0)
		rc = place_find(&request->directory, ctx->config, &ctx->arena, wanted->version_path,
				basis.heads.n ? basis.heads.items[0] : NULL, err);
	if (rc < 0)
		return rc;
	request->down = basis.down;
	request->ndown = basis.heads.n;
	request->depends = basis.depends;
	request->ndepends = basis.ndepends;
	return 0;
}

static const char *mode_word(enum write_transaction mode)
{
	return mode == WRITE_OFF ? "off" : mode == WRITE_OWN ? "own" : NULL;
}

/* The bodies of both scripts; none where nothing differs. */
static int generate(struct new_request *request, sqlembic *ctx, const struct sqlembic_new_revision *wanted,
		    struct sqlembic_error *err)
{
	struct schema_scripts scripts;
	int rc = schema_autogenerate(&scripts, ctx, wanted, err);
	if (rc < 0 || !scripts.differs)
		return rc;
	request->upgrades = scripts.up;
	request->downgrades = scripts.down;
	request->up_transaction = mode_word(scripts.up_mode);
	request->down_transaction = mode_word(scripts.down_mode);
	return 0;
}

/* A script is proven in the mode that its statements need. */
static int refuse_mode(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "a compared schema decides by itself how its scripts run");
	return sqlembic_fail_hint(err, "leave --transaction away");
}

int sqlembic_new(sqlembic *ctx, const struct sqlembic_new_revision *options,
		 const struct sqlembic_revision **out, struct sqlembic_error *err)
{
	struct sqlembic_new_revision own = { 0 };
	struct sqlembic_error spare;
	struct new_result made;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "options", options }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0 && own.autogenerate && own.transaction)
		rc = refuse_mode(err);
	if (rc == 0)
		rc = door_check_texts(own.heads, own.nheads, "options.heads", err);
	if (rc == 0)
		rc = door_check_texts(own.renames, own.nrenames, "options.renames", err);
	if (rc == 0)
		rc = door_check_texts(own.depends_on, own.ndepends_on, "options.depends_on", err);
	if (rc < 0)
		return rc;
	struct new_request request = { .rev_id = own.rev_id,
				       .message = own.message,
				       .labels = &own.branch_label,
				       .nlabels = own.branch_label != NULL,
				       .irreversible = own.irreversible,
				       .up_transaction = own.transaction,
				       .down_transaction = own.transaction,
				       .caller = caller_from(&ctx->options) };
	ctx->new_locations_ok = true;
	rc = context_graph(ctx, err);
	if (rc == 0)
		rc = find_basis_and_place(&request, ctx, &own, err);
	if (rc == 0 && own.autogenerate)
		rc = generate(&request, ctx, &own, err);
	if (rc == 0 && own.autogenerate && !request.upgrades && !own.empty) {
		*out = NULL;
		return 0;
	}
	if (rc == 0)
		rc = new_read_settings(&request, ctx->config, err);
	if (rc == 0)
		rc = new_revision(&made, &ctx->arena, &request, err);
	return rc < 0 ? rc : view_new(out, ctx, &request, &made, err);
}
