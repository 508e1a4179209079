/* left_out.c: see left_out.h. */
#include "proof/left_out.h"

#include <string.h>

#include "sqlembic/error.h"

/* ---- what is left out ---- */

static int note_cut(struct finding_list *list, const struct rehearse_script *script, const char *stage,
		    const struct rehearse_cut *cut, struct sqlembic_error *err)
{
	const struct step step = { .direction = script->direction, .revision = script->revision };
	const char *why = "reaches beyond the scratch database";
	if (!cut->line)
		return 0;
	if (cut->role)
		why = arena_printf(list->arena, "%s the role '%s', which is not there",
				   cut->is_owner ? "without its owner," : "is for", cut->role);
	const struct sqlembic_test_finding finding = {
		.stage = stage,
		.text = why ? arena_printf(list->arena, "%s: %s %s", cut->is_owner ? "made" : "left out",
					   cut->words, why)
			    : NULL,
		.path = preflight_path(&step),
		.line = cut->line,
	};
	return finding.text ? finding_add(list, &finding, NULL, err) : sqlembic_fail_memory(err);
}

int left_out_note(struct finding_list *list, const struct rehearse_script *script, const char *stage,
		  struct sqlembic_error *err)
{
	int rc = note_cut(list, script, stage, &script->beyond, err);
	return rc == 0 ? note_cut(list, script, stage, &script->for_role, err) : rc;
}

/* ---- what that excuses ---- */

/* Whether what is left out of a script may be why the case has failed.  Where all that has failed is of the schema, and no code
 * runs, accounts and rights are not. */
static bool may_be_why(const struct suite_case *c, const struct rehearse_script *script)
{
	return rehearse_is_cut(script) && (script->changes_schema || c->may_lack || c->has_code);
}

/* The last revision that is needed here, or is tested, and of whose up script that is so; NULL: there is none. */
static const struct revision *find(const struct suite_case *c, struct ascent *ascent, const bool *goal)
{
	const struct revision *found = NULL;
	for (size_t i = ascent->n; !found && i > 0; i--) {
		const struct revision *needed = ascent->sequence[i - 1];
		struct rehearse_script script;
		struct sqlembic_error unheard = { 0 };
		if (!goal[needed->index] && needed != c->revision)
			continue;
		/* One that is refused is blamed for that. */
		if (rehearse_look(&script, &ascent->rehearsal, needed, SQLEMBIC_UPGRADE, &unheard) == 0 &&
		    may_be_why(c, &script))
			found = needed;
		rehearse_release_script(&script);
	}
	return found;
}

/* Whether it is so of the down script itself: the rest of it may take away what is left here. */
static bool is_cut_down(const struct suite_case *c, struct ascent *ascent)
{
	const struct revision *tested = c->revision;
	struct rehearse_script script = { 0 };
	struct sqlembic_error unheard = { 0 };
	bool is = tested->down_path &&
		  rehearse_look(&script, &ascent->rehearsal, tested, SQLEMBIC_DOWNGRADE, &unheard) == 0 &&
		  may_be_why(c, &script);
	rehearse_release_script(&script);
	return is;
}

/* Which revision is not run as a whole and may be why this one has failed; NULL: none.  A statement that fails may need what is
 * left out anywhere before it.  What a down script has left was made by statements that ran, whatever was left out of an
 * up script, and the second up fails over that. */
static const struct revision *find_cause(const struct suite_case *c, struct ascent *ascent, const bool *goal)
{
	bool has_left = false, has_failed = false;
	/* What code puts together may be no statement where something is missing. */
	if (c->is_malformed && !c->has_code)
		return NULL;
	for (size_t i = 0; i < c->findings.n; i++) {
		const struct sqlembic_test_finding *f = c->findings.items[i];
		const bool is_down = strcmp(f->stage, "down") == 0;
		const bool is_missing = is_down && !c->revision->down_path;
		if (!f->is_failure)
			continue;
		has_left |= is_down && (f->line == 0 || is_missing);
		has_failed |= f->line > 0 && !is_missing;
	}
	if ((has_left || has_failed) && is_cut_down(c, ascent))
		return c->revision;
	return has_failed && !has_left ? find(c, ascent, goal) : NULL;
}

int left_out_skip(struct suite_case *c, struct sqlembic_error *err)
{
	const struct sqlembic_test_finding finding = {
		.stage = "up",
		.text = "nothing was found in the rest; all of it is tested where the role is there: let an "
			"administrator make it (CREATE ROLE), or scratch_url name a server that has it",
	};
	c->outcome = "skipped";
	return finding_add(&c->findings, &finding, NULL, err);
}

int left_out_excuse(struct suite_case *c, struct ascent *ascent, const bool *goal, struct arena *arena,
		    struct sqlembic_error *err)
{
	const struct finding_list found = c->findings;
	const struct revision *without = find_cause(c, ascent, goal);
	if (!without)
		return 0;
	const char *before = arena_printf(arena, "it may need what is left out of %s: ", without->id);
	if (!before)
		return sqlembic_fail_memory(err);
	c->findings = (struct finding_list){ .arena = arena };
	c->outcome = "skipped";
	return finding_join(&c->findings, &found, before, err);
}
