/* write.h: ordered actions as the text of a script, and differences as lines for people. */
#ifndef WRITE_H
#define WRITE_H

#include "schema/action.h"
#include "sqlembic/driver.h"

enum write_transaction { WRITE_ON, WRITE_OFF, WRITE_OWN };

/* What the header's `transaction:` has to say. */
enum write_transaction write_mode(const struct action_list *actions);
/* Statements with their terminators; those that lose data, or may fail for what is in the rows, say so in a comment.
 * The dialect says how transactions begin and end, for WRITE_OWN, and whether bodies need a DELIMITER. */
void write_script(struct sqlembic_buf *out, const struct action_list *actions, const char *prologue,
		  const struct sqlembic_dialect *dialect);
/* The same for a schema as a whole: a blank line between statements, and no warnings. */
int write_dump(struct sqlembic_buf *out, const struct comparison *comparison,
	       const struct action_list *actions, const char *prologue,
	       const struct sqlembic_dialect *dialect, struct sqlembic_error *err);
/* Appends a comment on a line of its own. */
void write_comment(struct sqlembic_buf *out, const char *label, const char *reason);
/* Appends "added table 'account'", without a line end. */
void write_difference(struct sqlembic_buf *out, const struct comparison *comparison, const struct pair *pair);

#endif
