/* trial.c: see trial.h. */
#include "proof/trial.h"

#include <stdlib.h>
#include <string.h>

#include "proof/census.h"
#include "proof/roundtrip.h"
#include "sqlembic/error.h"

/* One trial as it goes on. */
struct course {
	struct trial *trial;
	struct rehearse_script up, down;
	struct catalog first;             /* what the first up has made */
	struct census before;             /* rows before it; empty: nothing was counted */
	const struct sqlembic_fact *lost; /* the table whose rows were found to be lost last */
	bool counts_rows;
};

static struct sqlembic_session *session_of(const struct trial *trial)
{
	return trial->site->scratch.database.session;
}

/* ---- what is found ---- */

static int note_left_out(const struct trial *trial, const struct rehearse_script *script, const char *stage,
			 struct sqlembic_error *err)
{
	if (!script->left_out_line)
		return 0;
	const struct step step = { .direction = script->direction, .revision = script->revision };
	const struct sqlembic_test_finding finding = {
		.stage = stage,
		.text = arena_printf(trial->arena, "left out: %s reaches beyond the scratch database",
				     script->left_out),
		.path = preflight_path(&step),
		.line = script->left_out_line,
	};
	return finding.text ? finding_add(trial->findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

/* A failure that belongs to the script; others end the command. */
static bool is_of_script(const struct sqlembic_error *said)
{
	return said->code == SQLEMBIC_E_FAILED || said->code == SQLEMBIC_E_LOCKED;
}

static int add_error(const struct trial *trial, const char *stage, const char *what,
		     const struct sqlembic_error *said, struct sqlembic_error *err)
{
	if (!is_of_script(said))
		return sqlembic_fail_copy(err, said);
	return finding_add_error(trial->findings, stage, what, said, err);
}

/* ---- rows ---- */

static int put_rows(const struct trial *trial, struct sqlembic_error *err)
{
	struct site *site = trial->site;
	if (!site->has_rows || !site->is_seeded || !site->wants_rows)
		return 0;
	int rc = trial->proof->schema->seed(session_of(trial), err);
	site->wants_rows = rc < 0;
	return rc;
}

static int count_rows(struct course *c, struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const struct sqlembic_schema *schema = trial->proof->schema;
	struct site *site = trial->site;
	c->counts_rows = site->has_rows && (says_anything(&c->up.says) || says_anything(&c->down.says));
	return c->counts_rows ? census_take(&c->before, schema, session_of(trial), trial->arena, err) : 0;
}

static bool is_said(const struct course *c, const struct comparison *comparison, const struct pair *pair,
		    bool both)
{
	const struct sqlembic_dialect *dialect = c->trial->rehearsal->dialect;
	const struct pair *parent = compare_parent(comparison, pair, false);
	const struct sqlembic_fact *table = compare_before(comparison, parent ? parent : pair);
	return says_of(&c->up.says, dialect, table->name) ||
	       (both && says_of(&c->down.says, dialect, table->name));
}

/* Told once for a table: what its rows lose, its columns lose. */
static int lose(struct course *c, const struct comparison *comparison, const struct pair *pair, bool is_down,
		struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const struct pair *parent = compare_parent(comparison, pair, false);
	const struct sqlembic_fact *table = compare_before(comparison, parent ? parent : pair);
	if (c->lost == table)
		return 0;
	c->lost = table;
	const struct sqlembic_test_finding finding = {
		.stage = "rows",
		.is_failure = true,
		.text = arena_printf(trial->arena,
				     "the %s script loses rows or values of %s '%s', and does not say so",
				     is_down ? "down" : "up", compare_kind(comparison, pair)->name,
				     compare_before(comparison, pair)->shown),
		.path = is_down ? trial->revision->down_path : trial->revision->up_path,
	};
	return finding.text ? finding_add(trial->findings, &finding, NULL, err) : sqlembic_fail_memory(err);
}

/* A text that the server prints otherwise leaves values as they are. */
static bool has_other_values(const struct comparison *comparison, const struct pair *pair)
{
	const struct sqlembic_attribute *attributes = compare_kind(comparison, pair)->attributes;
	uint64_t printed = 0;
	for (size_t i = 0; attributes && attributes[i].name; i++)
		if (attributes[i].flags & SQLEMBIC_ATTRIBUTE_DEPARSED)
			printed |= (uint64_t)1 << i;
	return pair->differs & ~printed;
}

/* Rows of what is on both sides are there as before, unless a script says otherwise; `both`: either may. */
static int expect_rows(struct course *c, const struct finding_difference *d, bool both,
		       struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const struct comparison *comparison = &d->comparison;
	struct census after = { 0 };
	if (!c->counts_rows)
		return 0;
	int rc = census_take(&after, trial->proof->schema, session_of(trial), trial->arena, err);
	for (size_t i = 0; rc == 0 && i < c->before.n; i++) {
		const struct census_entry *was = &c->before.items[i], *is = census_find(&after, was);
		const struct pair *pair = census_pair(comparison, was);
		if (!pair || !is || has_other_values(comparison, pair))
			continue;
		long long rows_before = strtoll(was->count, NULL, 10),
			  rows_after = strtoll(is->count, NULL, 10);
		/* Rows may come; values are the same only where none has. */
		bool is_lost = rows_after < rows_before ||
			       (rows_after == rows_before && strcmp(was->digest, is->digest) != 0);
		trial->site->wants_rows |= is_lost;
		if (is_lost && !is_said(c, comparison, pair, both))
			rc = lose(c, comparison, pair, both, err);
	}
	census_release(&after);
	return rc;
}

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

/* ---- the second up ---- */

static int go_up_again(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	struct sqlembic_error said = { 0 };
	struct finding_difference d = { 0 };
	struct catalog second = { 0 };
	bool is_undone;
	int rc = rehearse_run(trial->rehearsal, &c->up, &site->scratch.database, &is_undone, &said);
	if (rc < 0) {
		site->is_dirty = true;
		return add_error(trial, "again", "the up script fails after the down script", &said, err);
	}
	rc = site_read(&second, site, trial->proof, err);
	if (rc == 0)
		rc = finding_compare(&d, trial->proof, &c->first, &second, trial->arena, err);
	if (rc == 0 && d.n > 0 && !is_open(trial, &d)) {
		const struct sqlembic_test_finding finding = {
			.stage = "again",
			.is_failure = true,
			.text = "the second up does not lead where the first has led",
			.path = trial->revision->up_path,
		};
		rc = finding_add(trial->findings, &finding, &d, err);
	}
	site->is_dirty = rc < 0 || d.n > 0;
	if (rc == 0)
		site->is_applied[trial->revision->index] = true;
	finding_release(&d);
	if (rc == 0)
		site_keep(site, &second);
	else
		catalog_release(&second);
	return rc;
}

/* ---- down ---- */

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

static int judge_down(struct course *c, const struct catalog *is, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct finding_difference d;
	int rc = finding_compare(&d, trial->proof, &trial->site->now, is, trial->arena, err);
	if (rc < 0 || is_open(trial, &d)) {
		finding_release(&d);
		return rc;
	}
	if (d.n > 0) {
		const struct sqlembic_test_finding finding = {
			.stage = "down",
			.is_failure = true,
			.text = c->down.statements == 0 && !c->down.left_out_line
					? "the down script does nothing"
					: "the down script does not lead back",
			.path = trial->revision->down_path,
		};
		rc = finding_add(trial->findings, &finding, &d, err);
	}
	if (rc == 0 && d.reordered)
		rc = note_order(c, d.reordered, err);
	if (rc == 0)
		rc = expect_rows(c, &d, true, err);
	finding_release(&d);
	return rc;
}

static int go_down(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	struct sqlembic_error said = { 0 };
	struct catalog is = { 0 };
	bool is_undone = true;
	int rc = rehearse_run(trial->rehearsal, &c->down, &site->scratch.database, &is_undone, &said);
	if (rc < 0) {
		site->is_applied[trial->revision->index] = true;
		site->is_dirty = !is_undone;
		site_keep(site, &c->first);
		return add_error(trial, "down", "the down script fails", &said, err);
	}
	rc = site_read(&is, site, trial->proof, err);
	if (rc == 0)
		rc = judge_down(c, &is, err);
	catalog_release(&is);
	return rc < 0 || trial->is_open ? rc : go_up_again(c, err);
}

/* Nothing to go down by: what is up stays. */
static int miss_down(struct course *c, const struct finding_difference *made, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	const struct sqlembic_test_finding finding = {
		.stage = "down",
		.is_failure = true,
		.text = "there is no down script",
		.path = trial->revision->up_path,
		.line = trial->revision->line,
	};
	trial->site->is_applied[trial->revision->index] = true;
	int rc = finding_add(trial->findings, &finding, made, err);
	site_keep(trial->site, &c->first);
	return rc;
}

/* ---- up ---- */

static int go_up(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	struct sqlembic_error said = { 0 };
	struct finding_difference d = { 0 };
	bool is_undone = true;
	int rc = rehearse_run(trial->rehearsal, &c->up, &site->scratch.database, &is_undone, &said);
	if (rc < 0) {
		site->is_dirty = !is_undone;
		return add_error(trial, "up", "the up script fails", &said, err);
	}
	rc = site_read(&c->first, site, trial->proof, err);
	if (rc == 0)
		rc = trial->revision->down_path
			     ? finding_compare_texts(&d, &site->now, &c->first, trial->arena, err)
			     : finding_compare(&d, trial->proof, &site->now, &c->first, trial->arena, err);
	if (rc == 0 && !is_open(trial, &d)) {
		note_new_tables(site, &d.comparison);
		rc = expect_rows(c, &d, false, err);
	}
	if (rc == 0 && !trial->is_open)
		rc = trial->revision->down_path ? go_down(c, err) : miss_down(c, &d, err);
	finding_release(&d);
	return rc;
}

/* What an upgrade or a downgrade would refuse is refused here. */
enum look { LOOK_FINE, LOOK_REFUSES_UP, LOOK_REFUSES_DOWN };

static int look(struct course *c, enum look *out, struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	const struct revision *revision = trial->revision;
	struct sqlembic_error said = { 0 };
	*out = LOOK_REFUSES_UP;
	if (rehearse_look(&c->up, trial->rehearsal, revision, SQLEMBIC_UPGRADE, &said) < 0)
		return add_error(trial, "up", "the up script is refused", &said, err);
	*out = LOOK_REFUSES_DOWN;
	if (revision->down_path &&
	    rehearse_look(&c->down, trial->rehearsal, revision, SQLEMBIC_DOWNGRADE, &said) < 0)
		return add_error(trial, "down", "the down script is refused", &said, err);
	*out = LOOK_FINE;
	int rc = note_left_out(trial, &c->up, "up", err);
	return rc < 0 ? rc : note_left_out(trial, &c->down, "down", err);
}

static void end(struct course *c)
{
	rehearse_release_script(&c->up);
	rehearse_release_script(&c->down);
	catalog_release(&c->first);
	census_release(&c->before);
}

static int go_round(struct course *c, bool *passed, struct sqlembic_error *err)
{
	const struct trial *trial = c->trial;
	struct site *site = trial->site;
	const struct roundtrip roundtrip = { trial->proof, trial->rehearsal, site, &c->up, &c->down };
	int rc = put_rows(trial, err);
	*passed = false;
	if (rc == 0 && !trial->is_tried)
		rc = roundtrip_try(&roundtrip, passed, err);
	if (rc < 0 || !*passed)
		return rc;
	site_forget(site);
	site->is_applied[trial->revision->index] = true;
	return 0;
}

static int go(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	/* What will be found is likely to need edges: to read them at once costs less than a site made anew. */
	if (trial->site->is_unexplained && !trial->site->needs_edges) {
		trial->site->needs_edges = true;
		site_forget(trial->site);
	}
	trial->is_tried = true;
	int rc = site_look(trial->site, trial->proof, err);
	if (rc == 0)
		rc = count_rows(c, err);
	return rc == 0 ? go_up(c, err) : rc;
}

int trial_run(struct trial *trial, struct sqlembic_error *err)
{
	struct course c = { .trial = trial };
	enum look looked;
	bool passed;
	int rc = look(&c, &looked, err);
	trial->has_code = c.up.says.has_code || c.down.says.has_code;
	if (rc == 0 && looked == LOOK_FINE) {
		rc = go_round(&c, &passed, err);
		if (rc == 0 && !passed)
			rc = go(&c, err);
	} else if (rc == 0 && looked == LOOK_REFUSES_DOWN) {
		rc = trial_advance(trial, err);
	}
	trial->site->is_dirty |= rc < 0;
	end(&c);
	return rc;
}

int trial_advance(struct trial *trial, struct sqlembic_error *err)
{
	struct site *site = trial->site;
	struct rehearse_script up;
	struct sqlembic_error said = { 0 };
	bool is_undone = true;
	int rc = rehearse_look(&up, trial->rehearsal, trial->revision, SQLEMBIC_UPGRADE, &said);
	if (rc == 0) {
		site_forget(site);
		site->wants_rows = true;
		rc = rehearse_run(trial->rehearsal, &up, &site->scratch.database, &is_undone, &said);
	}
	rehearse_release_script(&up);
	if (rc == 0) {
		site->is_applied[trial->revision->index] = true;
		return 0;
	}
	site->is_dirty |= !is_undone;
	return add_error(trial, "up", "the up script fails", &said, err);
}
