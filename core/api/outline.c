/* outline.c: the public call that lists the tables of a schema. */
#include "schema/outline.h"

#include "api/schema.h"

int sqlembic_outline(sqlembic *ctx, const char *from, const struct sqlembic_outline **out,
		     struct sqlembic_error *err)
{
	struct sqlembic_error spare;
	struct origin origin;
	struct catalog catalog = { 0 };
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = schema_origin(&origin, ctx, origin_asks_revisions(from) ? SCHEMA_NEEDS_REVISIONS : 0,
				   err);
	if (rc < 0)
		return rc;
	/* Keys say which tables they lead to. */
	origin.proof.skips_edges = true;
	rc = origin_read(&catalog, &origin, from ? from : ORIGIN_LIVE, err);
	if (rc == 0)
		rc = outline_make(out, &catalog, origin.live.engine->dialect->lex, &ctx->arena, err);
	catalog_release(&catalog);
	origin_leave(&origin);
	return rc;
}
