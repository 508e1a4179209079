/* trial.c: see trial.h. */
#include "proof/trial.h"

#include <stdlib.h>
#include <string.h>

#include "proof/course.h"
#include "proof/left_out.h"
#include "proof/losses.h"
#include "proof/mend.h"
#include "proof/roundtrip.h"
#include "sqlembic/error.h"

/* ---- what is found ---- */

/* A failure that belongs to the script; others end the command. */
static bool is_of_script(const struct sqlembic_error *said)
{
	return said->code == SQLEMBIC_E_FAILED || said->code == SQLEMBIC_E_LOCKED;
}

static int add_error(struct trial *trial, const char *stage, const char *what,
		     const struct sqlembic_error *said, struct sqlembic_error *err)
{
	if (!is_of_script(said))
		return sqlembic_fail_copy(err, said);
	struct sqlembic_error room = *said;
	if (scratch_is_without_room(&trial->site->scratch, &room))
		return sqlembic_fail_copy(err, &room);
	const unsigned complaints = trial->rehearsal->dialect->complaints(said);
	trial->is_malformed |= complaints & SQLEMBIC_COMPLAINT_SYNTAX;
	trial->may_be_of_rows |= !(complaints & SQLEMBIC_COMPLAINT_NAMES);
	trial->may_lack |= !(complaints & (SQLEMBIC_COMPLAINT_EXISTS | SQLEMBIC_COMPLAINT_SCHEMA));
	return finding_add_error(trial->findings, stage, what, said, err);
}

/* Where what to do is true here, too: of a script that would be refused, or of a table that it leads to. */
static int add_error_with_hint(struct trial *trial, const char *stage, const char *what,
			       const struct sqlembic_error *said, struct sqlembic_error *err)
{
	const struct sqlembic_test_finding what_to_do = { .stage = stage, .text = said->hint };
	int rc = add_error(trial, stage, what, said, err);
	return rc == 0 && said->hint[0] ? finding_add(trial->findings, &what_to_do, NULL, err) : rc;
}

/* It could be read before: a table is there that the server cannot open, or an expression that fails.  Nothing can be said of what
 * is behind it. */
static int fail_unread(struct course *c, const char *stage, const char *path, struct sqlembic_error *said,
		       struct sqlembic_error *err)
{
	c->trial->site->is_dirty = c->trial->is_unreadable = c->trial->may_be_of_rows = true;
	(void)sqlembic_fail_at(said, path, 0, 0);
	return add_error_with_hint(c->trial, stage, "what it leads to cannot be compared", said, err);
}

/* ---- the second up ---- */

static int fail_again(struct trial *trial, const struct sqlembic_error *said, struct sqlembic_error *err)
{
	return add_error(trial, "again", "the up script fails after the down script", said, err);
}

/* Leaves the site dirty, or as the first up has left it. */
static int mend_site(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	const struct mend_goal goal = { &c->first, &c->rows };
	bool mended = false;
	site->is_dirty = true;
	int rc = trial->may_mend ? mend(&mended, site, trial->proof, &goal, err) : 0;
	if (!mended)
		return rc;
	site->is_dirty = false;
	site->is_applied[trial->revision->index] = true;
	site_keep(site, &c->first);
	return rc;
}

static int go_up_again(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	struct sqlembic_error said = { 0 };
	struct catalog second = { 0 };
	bool is_undone, differs = false;
	int rc = rehearse_run(trial->rehearsal, &c->up, &site->scratch.database, &is_undone, &said);
	if (rc < 0) {
		rc = fail_again(trial, &said, err);
		return rc < 0 ? rc : mend_site(c, err);
	}
	rc = site_read(&second, site, trial->proof, &said);
	if (rc < 0)
		return fail_unread(c, "again", trial->revision->up_path, &said, err);
	rc = course_judge_again(c, &second, &differs, err);
	site->is_dirty = rc < 0 || differs;
	if (rc == 0)
		site->is_applied[trial->revision->index] = true;
	if (rc == 0 && !differs)
		site_keep(site, &second);
	catalog_release(&second);
	return rc == 0 && differs && !trial->is_open ? mend_site(c, err) : rc;
}

/* ---- down ---- */

static int go_down(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	struct sqlembic_error said = { 0 };
	struct catalog is = { 0 };
	struct census rows = { 0 };
	bool is_undone = true;
	int rc = rehearse_run(trial->rehearsal, &c->down, &site->scratch.database, &is_undone, &said);
	if (rc < 0) {
		site->is_applied[trial->revision->index] = true;
		rc = add_error(trial, "down", "the down script fails", &said, err);
		if (!is_undone)
			return rc < 0 ? rc : mend_site(c, err);
		site_keep(site, &c->first);
		return rc;
	}
	site->was_down = site->may_be_reordered = true;
	rc = site_read(&is, site, trial->proof, &said);
	if (rc == 0)
		rc = losses_count(&rows, &c->losses, &said);
	rc = rc == 0 ? course_judge_down(c, &is, &rows, err)
		     : fail_unread(c, "down", trial->revision->down_path, &said, err);
	census_release(&rows);
	catalog_release(&is);
	return rc < 0 || trial->is_open || trial->is_unreadable ? rc : go_up_again(c, err);
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

/* A history that begins at nothing makes all that it needs; others begin in a database, which may have more than it says. */
static const char *advise(const struct trial *trial, unsigned complaints, const struct sqlembic_error *said)
{
	const struct revision *revision = trial->revision;
	if (complaints & SQLEMBIC_COMPLAINT_LACKS && said->hint[0])
		return said->hint;
	if (trial->site->is_inherited)
		return complaints & SQLEMBIC_COMPLAINT_EXISTS
			       ? "where the database of --from has the schema of this revision without "
				 "saying so, say of which it has all: sqlembic stamp REVISION"
			       : NULL;
	if (revision->nparents + revision->ndeps > 0 || !(complaints & SQLEMBIC_COMPLAINT_NO_TABLE))
		return NULL;
	return "where no revision makes that table, begin with a schema that has it (--from live, or "
	       "--from URL), or have scratch_setup make it";
}

static int fail_up(struct trial *trial, const struct sqlembic_error *said, struct sqlembic_error *err)
{
	const unsigned complaints = trial->rehearsal->dialect->complaints(said);
	const struct sqlembic_test_finding what_to_do = { .stage = "up",
							  .text = advise(trial, complaints, said) };
	int rc = add_error(trial, "up", "the up script fails", said, err);
	return rc == 0 && what_to_do.text ? finding_add(trial->findings, &what_to_do, NULL, err) : rc;
}

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
		return fail_up(trial, &said, err);
	}
	rc = site_read(&c->first, site, trial->proof, &said);
	if (rc == 0)
		rc = losses_count(&c->rows, &c->losses, &said);
	if (rc < 0)
		return fail_unread(c, "up", trial->revision->up_path, &said, err);
	trial->is_applicable = true;
	rc = course_judge_up(c, &d, &c->rows, err);
	if (rc == 0 && trial->may_mend && !c->losses.are_counted)
		rc = site_count(&c->rows, site, trial->proof, err);
	if (!trial->may_mend)
		census_release(&c->rows);
	if (rc == 0 && !trial->is_open && !trial->revision->down_path)
		rc = miss_down(c, &d, err);
	/* Ahead of what follows: a large schema's takes memory. */
	finding_release(&d);
	return rc == 0 && !trial->is_open && trial->revision->down_path ? go_down(c, err) : rc;
}

/* ---- what one transaction has shown ---- */

/* Nothing is to blame: where the last script has failed, or has led elsewhere, a transaction for each script has to show that it is
 * not the one that they shared. */
static int judge_passing(struct course *c, const struct roundtrip_remains *r, bool *is_sure,
			 struct sqlembic_error *err)
{
	bool differs = true;
	int rc = r->may_pass && r->again.code == 0 ? course_judge_again(c, &r->second, &differs, err) : 0;
	*is_sure = rc == 0 && !c->trial->is_open && !differs;
	return rc;
}

static int judge_remains(struct course *c, const struct roundtrip_remains *r, bool *is_sure,
			 struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct finding_difference d = { 0 };
	bool differs = false;
	int rc = course_judge_up(c, &d, &r->rows_first, err);
	finding_release(&d);
	if (rc == 0 && !trial->is_open && !r->failed)
		rc = r->stays_up ? course_judge_down(c, &c->first, &r->rows_first, err)
				 : course_judge_down(c, &r->down, &r->rows_down, err);
	*is_sure = rc == 0 && !trial->is_open;
	if (rc < 0 || !*is_sure)
		return rc;
	if (r->failed)
		return add_error(trial, "down", "the down script fails", &r->said, err);
	if (trial->findings->failures == 0)
		return judge_passing(c, r, is_sure, err);
	rc = r->again.code < 0 ? fail_again(trial, &r->again, err)
			       : course_judge_again(c, &r->second, &differs, err);
	*is_sure = !trial->is_open;
	return rc;
}

/* Nothing of the scripts is in effect.  *told: all is found, and the up script is run for those that follow, if any do; else
 * nothing is known. */
static int tell_remains(struct course *c, struct roundtrip_remains *r, bool *told, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	const struct finding_list found = *trial->findings;
	*told = false;
	int rc = site_look(site, trial->proof, err);
	if (rc == 0)
		rc = losses_begin(&c->losses, trial, &c->up.says, &c->down.says, err);
	c->first = r->first;
	r->first = (struct catalog){ 0 };
	if (rc == 0)
		rc = judge_remains(c, r, told, err);
	const bool is_whole = !site->is_narrow;
	site_widen(site, trial->proof);
	if (rc == 0 && *told && trial->is_last) {
		trial->is_applicable = true;
		return 0;
	}
	const bool passes = trial->findings->failures == 0, wants_rows = site->wants_rows;
	if (rc == 0 && *told && (rc = trial_advance(trial, err)) == 0) {
		if (is_whole && site->is_applied[trial->revision->index])
			site_keep(site, &c->first);
		site->wants_rows = wants_rows || (!passes && !r->failed);
		return 0;
	}
	/* The same place is good for another try. */
	trial->is_open = site->is_dirty = rc < 0;
	*trial->findings = found;
	site_forget(site);
	losses_end(&c->losses);
	catalog_release(&c->first);
	c->first = (struct catalog){ 0 };
	return rc;
}

/* Nothing is in effect, and nothing of it was. */
static int tell_failed(struct trial *trial, const struct roundtrip_remains *r, bool *told,
		       struct sqlembic_error *err)
{
	*told = true;
	return fail_up(trial, &r->said, err);
}

/* ---- all ---- */

/* What an upgrade or a downgrade would refuse is refused here. */
enum look { LOOK_FINE, LOOK_REFUSES_UP, LOOK_REFUSES_DOWN };

static int look(struct course *c, enum look *out, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	const struct revision *revision = trial->revision;
	struct sqlembic_error said = { 0 };
	*out = LOOK_REFUSES_UP;
	if (rehearse_look(&c->up, trial->rehearsal, revision, SQLEMBIC_UPGRADE, &said) < 0)
		return add_error_with_hint(trial, "up", "the up script is refused", &said, err);
	*out = LOOK_REFUSES_DOWN;
	if (revision->down_path &&
	    rehearse_look(&c->down, trial->rehearsal, revision, SQLEMBIC_DOWNGRADE, &said) < 0)
		return add_error_with_hint(trial, "down", "the down script is refused", &said, err);
	*out = LOOK_FINE;
	trial->lacks_role = c->up.for_role.line || c->down.for_role.line;
	int rc = left_out_note(trial->findings, &c->up, "up", err);
	return rc < 0 ? rc : left_out_note(trial->findings, &c->down, "down", err);
}

static void end(struct course *c)
{
	rehearse_release_script(&c->up);
	rehearse_release_script(&c->down);
	catalog_release(&c->first);
	census_release(&c->rows);
	losses_end(&c->losses);
}

/* Where rows were not counted before the first up they may have been behind it. */
static void settle(struct course *c)
{
	struct census *counted = c->losses.are_counted ? &c->losses.before : c->rows.sorted ? &c->rows : NULL;
	if (!c->trial->proof->schema->rows_rest)
		return;
	site_settle(c->trial->site, c->reaches, counted);
}

static int go_round(struct course *c, bool *told, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	struct site *site = trial->site;
	const struct roundtrip roundtrip = { trial->proof, trial->rehearsal, site, &c->up, &c->down };
	struct roundtrip_remains remains = { 0 };
	bool passed = false;
	int rc = site_seed(site, trial->proof, false, err);
	*told = false;
	if (rc == 0)
		rc = roundtrip_try(&roundtrip, &passed, &remains, err);
	if (rc == 0 && remains.are_known)
		rc = tell_remains(c, &remains, told, err);
	else if (rc == 0 && remains.failed)
		rc = tell_failed(trial, &remains, told, err);
	roundtrip_release(&remains);
	site_widen(site, trial->proof);
	if (rc < 0 || !passed)
		return rc;
	*told = true;
	site_forget(site);
	site->is_applied[trial->revision->index] = true;
	return 0;
}

static int go(struct course *c, struct sqlembic_error *err)
{
	struct trial *trial = c->trial;
	int rc = 0;
	/* What will be found is likely to need edges: to read them at once costs less than a site made anew. */
	if (trial->site->is_unexplained && !trial->site->needs_edges) {
		rc = site_confirm(trial->site, trial->proof, err);
		trial->site->needs_edges = true;
		site_forget(trial->site);
	}
	if (rc == 0)
		rc = site_look(trial->site, trial->proof, err);
	if (rc == 0)
		rc = losses_begin(&c->losses, trial, &c->up.says, &c->down.says, err);
	return rc == 0 ? go_up(c, err) : rc;
}

/* What it leaves in a place that will be read of the scripts that follow. */
static void note_script(struct site *site, const struct rehearse_script *script)
{
	site->has_own_rows |= script->says.may_put_rows;
	sqlembic_buf_add(&site->code, sqlembic_buf_text(&script->code), script->code.len);
	site->code.failed |= script->code.failed;
}

int trial_run(struct trial *trial, struct sqlembic_error *err)
{
	struct course c = { .trial = trial, .reaches = { &c.up.reach, &c.down.reach } };
	enum look looked;
	bool told;
	int rc = look(&c, &looked, err);
	trial->has_code = c.up.says.has_code || c.down.says.has_code;
	note_script(trial->site, &c.up);
	note_script(trial->site, &c.down);
	if (rc == 0 && looked == LOOK_FINE) {
		rc = site_expect(trial->site, trial->proof, c.reaches, trial->arena, err);
		if (rc == 0)
			rc = go_round(&c, &told, err);
		if (rc == 0 && !told)
			rc = go(&c, err);
	} else if (rc == 0 && looked == LOOK_REFUSES_DOWN) {
		rc = trial_advance(trial, err);
	}
	if (rc == 0 && trial->site->is_dirty)
		rc = site_confirm(trial->site, trial->proof, err);
	trial->site->is_dirty |= rc < 0;
	settle(&c);
	trial->is_applicable |= trial->site->is_applied[trial->revision->index];
	end(&c);
	return rc;
}

int trial_advance(struct trial *trial, struct sqlembic_error *err)
{
	struct site *site = trial->site;
	struct rehearse_script up;
	struct sqlembic_error said = { 0 };
	bool is_undone = true;
	int rc = site_confirm(site, trial->proof, err);
	if (rc < 0)
		return rc;
	rc = rehearse_look(&up, trial->rehearsal, trial->revision, SQLEMBIC_UPGRADE, &said);
	if (rc == 0) {
		site_forget(site);
		site->wants_rows = true;
		note_script(site, &up);
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
