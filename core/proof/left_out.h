/* left_out.h: scripts that fail where statements were left out of the scratch database. */
#ifndef LEFT_OUT_H
#define LEFT_OUT_H

#include "proof/ascent.h"
#include "proof/suite.h"

/* They may need what was left out, of their own revision or of one of `goal`, which it is tested upon: the case is
 * skipped then, and what was found becomes notes.  What a down script has left, or a missing one, is blamed on that
 * script unless something was left out of it.  `arena`: of what is found. */
int left_out_excuse(struct suite_case *c, struct ascent *ascent, const bool *goal, struct arena *arena,
		    struct sqlembic_error *err);

#endif
