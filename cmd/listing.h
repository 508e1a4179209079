/* listing.h: revisions as lines of text, to the byte as Alembic prints them: scripts read these; only a drawing's are ours.
 * Pure: text is appended, nothing is written.  Lines end with a line break. */
#ifndef LISTING_H
#define LISTING_H

#include <stdbool.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* "<base> -> 1975ea83b712 (label) (branchpoint), message". */
void listing_history(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* "53fffde5ad5a (label) (head)". */
void listing_head(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* "53fffde5ad5a (head) (mergepoint)". */
void listing_current(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* The same without its line break, for the middle of a sentence. */
void listing_name(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* "1975ea83b712 (label) (head) (current), message": what no line of a drawing shows. */
void listing_point(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* "1975ea83b712 (branchpoint)". */
void listing_branch_point(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* "             -> ae1027a6acf1 (head)" below its branch point. */
void listing_branch_child(struct sqlembic_buf *out, const struct sqlembic_revision *point,
			  const struct sqlembic_revision *child, bool with_message);
/* "1975ea83b712 -> ae1027a6acf1, message", or the other way when it goes down. */
void listing_step(struct sqlembic_buf *out, const struct sqlembic_revision *revision,
		  enum sqlembic_direction direction);
/* Several lines: what is known of a revision, its header's text, an empty line. */
void listing_entry(struct sqlembic_buf *out, const struct sqlembic_revision *revision);
/* The same with the mark of the current revisions, which Alembic gives in its history only. */
void listing_entry_marked(struct sqlembic_buf *out, const struct sqlembic_revision *revision);

#endif
