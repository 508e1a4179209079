/* test.c: the public call that tests revisions. */
#include "api/schema.h"
#include "api/view.h"
#include "proof/suite.h"
#include "sqlembic/error.h"

static int view_case(const struct sqlembic_test_case **out, sqlembic *ctx, const struct suite_case *c,
		     struct sqlembic_error *err)
{
	struct sqlembic_test_case *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	if (!view)
		return sqlembic_fail_memory(err);
	*view = (struct sqlembic_test_case){ .revision = view_revision(ctx, c->revision),
					     .other = c->other ? view_revision(ctx, c->other) : NULL,
					     .outcome = c->outcome,
					     .findings = c->findings.items,
					     .nfindings = c->findings.n,
					     .milliseconds = c->milliseconds };
	*out = view;
	return view->revision && (!c->other || view->other) ? 0 : sqlembic_fail_memory(err);
}

static int view_report(const struct sqlembic_test_report **out, sqlembic *ctx,
		       const struct suite_report *report, struct sqlembic_error *err)
{
	struct sqlembic_test_report *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	const struct sqlembic_test_case **cases = arena_alloc(&ctx->arena, report->n, sizeof(*cases));
	int rc = view && cases ? 0 : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < report->n; i++)
		rc = view_case(&cases[i], ctx, &report->cases[i], err);
	if (rc < 0)
		return rc;
	*view = (struct sqlembic_test_report){
		.cases = cases, .ncases = report->n, .failed = report->failed, .skipped = report->skipped
	};
	*out = view;
	return 0;
}

int sqlembic_test(sqlembic *ctx, const struct sqlembic_test_options *options,
		  const struct sqlembic_test_report **out, struct sqlembic_error *err)
{
	struct sqlembic_test_options own = { 0 };
	struct sqlembic_error spare;
	struct suite_report report;
	struct origin origin;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "ctx", ctx }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), options ? &options->size : NULL, "options", err);
	if (rc == 0)
		rc = door_check_texts(own.data, own.ndata, "options.data", err);
	if (rc == 0 && own.kill && own.from)
		rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "--kill and --from exclude each other");
	if (rc == 0)
		rc = schema_origin(&origin, ctx, SCHEMA_NEEDS_REVISIONS, err);
	if (rc < 0)
		return rc;
	const struct suite_order order = { .origin = &origin,
					   .arena = &ctx->arena,
					   .revisions = own.revisions,
					   .from = own.from,
					   .data = own.data,
					   .ndata = own.ndata,
					   .kill = own.kill };
	rc = suite_run(&report, &order, err);
	rc = origin_end(&origin, rc, "the database was not touched", err);
	if (rc == 0)
		rc = view_report(out, ctx, &report, err);
	origin_leave(&origin);
	return rc;
}
