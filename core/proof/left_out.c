/* left_out.c: see left_out.h. */
#include "proof/left_out.h"

#include "sqlembic/error.h"

/* The last revision that is needed here, or is tested, and whose up script is not run as a whole; NULL: there is none. */
static const struct revision *find(struct ascent *ascent, const struct revision *tested, const bool *goal)
{
	const struct revision *found = NULL;
	for (size_t i = ascent->n; !found && i > 0; i--) {
		const struct revision *needed = ascent->sequence[i - 1];
		struct rehearse_script script;
		struct sqlembic_error unheard = { 0 };
		if (!goal[needed->index] && needed != tested)
			continue;
		/* One that is refused is blamed for that. */
		if (rehearse_look(&script, &ascent->rehearsal, needed, SQLEMBIC_UPGRADE, &unheard) == 0 &&
		    script.left_out_line)
			found = needed;
		rehearse_release_script(&script);
	}
	return found;
}

int left_out_excuse(struct suite_case *c, struct ascent *ascent, const bool *goal, struct arena *arena,
		    struct sqlembic_error *err)
{
	const struct finding_list found = c->findings;
	bool has_failed = false;
	for (size_t i = 0; i < found.n; i++)
		has_failed |= found.items[i]->is_failure && found.items[i]->line > 0;
	const struct revision *without = has_failed ? find(ascent, c->revision, goal) : NULL;
	if (!without)
		return 0;
	const char *before = arena_printf(arena, "it may need what is left out of %s: ", without->id);
	if (!before)
		return sqlembic_fail_memory(err);
	c->findings = (struct finding_list){ .arena = arena };
	c->outcome = "skipped";
	return finding_join(&c->findings, &found, before, err);
}
