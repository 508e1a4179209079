/* orders.c: see orders.h. */
#include "proof/orders.h"

#include "sqlembic/error.h"

/* Applies both, and reads what that has made; not where one of them fails, which is found. */
static int apply(struct catalog *out, struct ascent *ascent, const struct revision *first,
		 const struct revision *second, struct finding_list *findings, struct sqlembic_error *err)
{
	const size_t n = ascent->origin->graph->n;
	struct finding_list why = { .arena = findings->arena };
	bool *goal = arena_alloc(ascent->arena, n, sizeof(*goal));
	if (!goal)
		return sqlembic_fail_memory(err);
	int rc = ascent_enter(ascent, false, err);
	if (rc == 0)
		rc = ascent_closure(goal, ascent, first, err);
	if (rc == 0)
		rc = ascent_build(ascent, goal, &why, err);
	if (rc == 0)
		rc = ascent_closure(goal, ascent, second, err);
	if (rc == 0)
		rc = ascent_build(ascent, goal, &why, err);
	if (rc < 0 || why.failures == 0)
		return rc < 0 ? rc
			      : proof_read(out, &ascent->origin->proof, &ascent->site.scratch.database, err);
	struct sqlembic_test_finding finding = *why.items[why.n - 1];
	finding.stage = "order";
	finding.text = arena_printf(findings->arena, "%s before %s: %s", first->id, second->id, finding.text);
	return finding.text ? finding_add(findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

static int judge(struct ascent *ascent, const struct catalog *one, const struct catalog *other,
		 const struct revision *a, const struct revision *b, struct finding_list *findings,
		 struct sqlembic_error *err)
{
	struct finding_difference d;
	int rc = finding_compare(&d, &ascent->origin->proof, one, other, ascent->arena, err);
	if (rc == 0 && d.n > 0) {
		const struct sqlembic_test_finding finding = {
			.stage = "order",
			.is_failure = true,
			.text = arena_printf(findings->arena,
					     "%s before %s does not lead where %s before %s does", b->id,
					     a->id, a->id, b->id),
		};
		rc = finding.text ? finding_add(findings, &finding, &d, err) : sqlembic_fail_memory(err);
	}
	finding_release(&d);
	return rc;
}

int orders_run(struct ascent *ascent, const struct revision *a, const struct revision *b,
	       struct finding_list *findings, struct sqlembic_error *err)
{
	const struct sqlembic_kind *kinds = ascent->origin->proof.schema->kinds;
	struct catalog one, other;
	catalog_init(&one, kinds);
	catalog_init(&other, kinds);
	int rc = apply(&one, ascent, a, b, findings, err);
	if (rc == 0)
		rc = apply(&other, ascent, b, a, findings, err);
	if (rc == 0 && findings->failures == 0)
		rc = judge(ascent, &one, &other, a, b, findings, err);
	catalog_release(&one);
	catalog_release(&other);
	return rc;
}
