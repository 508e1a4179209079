/* orders.c: see orders.h. */
#include "proof/orders.h"

#include "graph/plan.h"
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
	int rc = finding_compare(&d, &ascent->origin->proof, one, other, err);
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

/* ---- the order of an upgrade ---- */

/* What `upgrade heads` runs in an empty database.  *differs: it is another order than that of the ascent. */
static int plan_order(const struct revision ***out, bool *differs, const struct ascent *ascent,
		      struct sqlembic_error *err)
{
	const struct rows none = { 0 };
	struct plan plan;
	size_t n = 0;
	*differs = false;
	int rc = ascent->n > 0 ? plan_upgrade(&plan, ascent->origin->graph, &none, "heads", err) : 0;
	if (rc < 0 || ascent->n == 0)
		return rc;
	*out = arena_alloc(ascent->arena, ascent->n, sizeof(**out));
	if (!*out)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < plan.n && n < ascent->n; i++) {
		if (plan.steps[i].direction != SQLEMBIC_UPGRADE)
			continue;
		*differs |= plan.steps[i].revision != ascent->sequence[n];
		(*out)[n++] = plan.steps[i].revision;
	}
	*differs &= n == ascent->n;
	return 0;
}

static bool has_all(const struct ascent *ascent)
{
	const struct site *site = &ascent->site;
	bool has = site->is_open && !site->is_dirty;
	for (size_t i = 0; has && i < ascent->n; i++)
		has = site->is_applied[ascent->sequence[i]->index];
	return has;
}

static int build(struct ascent *ascent, struct finding_list *why, struct sqlembic_error *err)
{
	bool *goal = arena_alloc(ascent->arena, ascent->origin->graph->n, sizeof(*goal));
	if (!goal)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < ascent->n; i++)
		goal[ascent->sequence[i]->index] = true;
	return ascent_build(ascent, goal, why, err);
}

/* All revisions, in the order of the sequence, without rows. */
static int build_all(struct ascent *ascent, struct finding_list *why, struct sqlembic_error *err)
{
	int rc = ascent_enter(ascent, false, err);
	return rc == 0 ? build(ascent, why, err) : rc;
}

/* The revision that was tested last may be applied nowhere yet, or its second up has failed and left something. */
static int complete(bool *is_known, struct ascent *ascent, struct sqlembic_error *err)
{
	struct finding_list unheard = { .arena = ascent->arena };
	int rc = ascent->site.is_open && !ascent->site.is_dirty ? build(ascent, &unheard, err)
								: build_all(ascent, &unheard, err);
	*is_known = rc == 0 && has_all(ascent);
	return rc;
}

/* `why`: where it has ended. */
static int find_stop(const struct ascent *ascent, const struct finding_list *why, const struct revision **at,
		     struct finding_list *findings, struct sqlembic_error *err)
{
	size_t i = 0;
	while (i + 1 < ascent->n && ascent->site.is_applied[ascent->sequence[i]->index])
		i++;
	struct sqlembic_test_finding finding = *why->items[why->n - 1];
	*at = ascent->sequence[i];
	finding.stage = "order";
	finding.text = arena_printf(findings->arena, "upgrade heads runs it behind %s, and there %s",
				    i > 0 ? ascent->sequence[i - 1]->id : "nothing", finding.text);
	return finding.text ? finding_add(findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

static int find_difference(const struct ascent *ascent, const struct catalog *wanted,
			   const struct revision **at, struct finding_list *findings,
			   struct sqlembic_error *err)
{
	struct proof *proof = &ascent->origin->proof;
	struct finding_difference d = { 0 };
	struct catalog is;
	catalog_init(&is, proof->schema->kinds);
	int rc = proof_read(&is, proof, &ascent->site.scratch.database, err);
	if (rc == 0)
		rc = finding_compare(&d, proof, wanted, &is, err);
	if (rc == 0 && d.n > 0) {
		const struct sqlembic_test_finding finding = {
			.stage = "order",
			.is_failure = true,
			.text = "the order of upgrade heads does not lead where that of the files does",
		};
		*at = ascent->sequence[ascent->n - 1];
		rc = finding_add(findings, &finding, &d, err);
	}
	finding_release(&d);
	catalog_release(&is);
	return rc;
}

int orders_planned(struct ascent *ascent, const struct revision **at, struct finding_list *findings,
		   struct sqlembic_error *err)
{
	const struct revision **planned = NULL, **sequence = ascent->sequence;
	struct finding_list why = { .arena = findings->arena };
	struct catalog wanted;
	bool differs;
	*at = NULL;
	int rc = plan_order(&planned, &differs, ascent, err);
	if (rc < 0 || !differs)
		return rc;
	bool is_known = has_all(ascent);
	if (!is_known && (rc = complete(&is_known, ascent, err)) < 0)
		return rc;
	catalog_init(&wanted, ascent->origin->proof.schema->kinds);
	if (is_known)
		rc = proof_read(&wanted, &ascent->origin->proof, &ascent->site.scratch.database, err);
	ascent->sequence = planned;
	if (rc == 0)
		rc = build_all(ascent, &why, err);
	if (rc == 0 && why.failures > 0)
		rc = find_stop(ascent, &why, at, findings, err);
	else if (rc == 0 && is_known)
		rc = find_difference(ascent, &wanted, at, findings, err);
	ascent->sequence = sequence;
	catalog_release(&wanted);
	return rc;
}
