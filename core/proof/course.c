/* course.c: see course.h. */
#include "proof/course.h"

#include <string.h>

#include "sqlembic/error.h"

/* Tables that are new have no rows yet. */
static void note_new_tables(struct site *site, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->n; i++) {
		const struct sqlembic_fact *after = compare_after(comparison, &comparison->pairs[i]);
		if (after && comparison->pairs[i].before == CATALOG_NONE &&
		    after->flags & SQLEMBIC_FACT_HOLDS_ROWS)
			site->wants_rows = true;
	}
}

/* Whether a difference tells nothing before the catalogs are read with their edges. */
static bool is_open(struct trial *trial, const struct finding_difference *d)
{
	trial->is_open |= d->needs_edges;
	trial->site->needs_edges |= d->needs_edges;
	trial->site->is_dirty |= d->needs_edges;
	return d->needs_edges;
}

int course_judge_up(struct course *c, struct finding_difference *d, const struct census *rows,
		    struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	int rc = trial->revision->down_path ? finding_compare_texts(d, &site->now, &c->first, err)
					    : finding_compare(d, trial->proof, &site->now, &c->first, err);
	if (rc < 0 || is_open(trial, d))
		return rc;
	note_new_tables(site, &d->comparison);
	return losses_judge(&c->losses, d, false, rows, err);
}

static int note_order(const struct course *c, const char *table, struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const struct sqlembic_test_finding finding = {
		.stage = "down",
		.text = arena_printf(trial->arena, "the columns of '%s' come back in another order", table),
		.path = trial->revision->down_path,
	};
	return finding.text ? finding_add(trial->findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

/* It is the database's own, and no difference of schemas: a note. */
static int note_collation(const struct course *c, const struct catalog *is, struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const char *before = trial->site->now.side.default_collation, *now = is->side.default_collation;
	if (!before || !now || strcmp(before, now) == 0)
		return 0;
	const struct sqlembic_test_finding finding = {
		.stage = "down",
		.text = arena_printf(trial->arena,
				     "new tables get the collation %s behind it, and not %s as before", now,
				     before),
		.path = trial->revision->down_path,
	};
	return finding.text ? finding_add(trial->findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

int course_judge_down(struct course *c, const struct catalog *is, const struct census *rows,
		      struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct finding_difference d;
	int rc = finding_compare(&d, trial->proof, &trial->site->now, is, err);
	if (rc < 0 || is_open(trial, &d)) {
		finding_release(&d);
		return rc;
	}
	if (d.n > 0) {
		const struct sqlembic_test_finding finding = {
			.stage = "down",
			.is_failure = true,
			.text = c->down.statements == 0 && !rehearse_is_cut(&c->down)
					? "the down script does nothing"
					: "the down script does not lead back",
			.path = trial->revision->down_path,
		};
		rc = finding_add(trial->findings, &finding, &d, err);
	}
	if (rc == 0 && d.reordered)
		rc = note_order(c, d.reordered, err);
	if (rc == 0)
		rc = note_collation(c, is, err);
	if (rc == 0)
		rc = losses_judge(&c->losses, &d, true, rows, err);
	finding_release(&d);
	return rc;
}

int course_judge_again(const struct course *c, const struct catalog *second, bool *differs,
		       struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct finding_difference d = { 0 };
	int rc = finding_compare(&d, trial->proof, &c->first, second, err);
	if (rc == 0 && d.n > 0 && !is_open(trial, &d)) {
		const struct sqlembic_test_finding finding = {
			.stage = "again",
			.is_failure = true,
			.text = "the second up does not lead where the first has led",
			.path = trial->revision->up_path,
		};
		rc = finding_add(trial->findings, &finding, &d, err);
	}
	*differs = d.n > 0;
	finding_release(&d);
	return rc;
}
