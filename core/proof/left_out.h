/* left_out.h: scripts that fail where statements were left out of the scratch database. */
#ifndef LEFT_OUT_H
#define LEFT_OUT_H

#include "proof/ascent.h"
#include "proof/suite.h"

/* Names the first statement of a script that is left out, for each reason. */
int left_out_note(struct finding_list *list, const struct rehearse_script *script, const char *stage,
		  struct sqlembic_error *err);
/* They may need what was left out, of their own revision or of one of `goal`, which it is tested upon: the case is
 * skipped then, and what was found becomes notes.  What a down script has left, or a missing one, is blamed on that
 * script unless something was left out of it.  `arena`: of what is found. */
int left_out_excuse(struct suite_case *c, struct ascent *ascent, const bool *goal, struct arena *arena,
		    struct sqlembic_error *err);
/* Nothing was found of a revision, but what is for a role that is not there was not tried: skipped. */
int left_out_skip(struct suite_case *c, struct sqlembic_error *err);

#endif
