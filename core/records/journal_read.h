/* journal_read.h: reading the log table back. */
#ifndef JOURNAL_READ_H
#define JOURNAL_READ_H

#include "records/journal.h"

/* The newest row, in `arena`: *out NULL when there is none.  *exists is false when there is no table.  Refuses a table
 * that a newer program has written. */
int journal_read_last(struct journal_entry **out, bool *exists, const struct journal *journal,
		      struct sqlembic_session *session, struct arena *arena, struct sqlembic_error *err);
/* The same, but *out is NULL unless the row is running: that is asked before each step, and nearly never so.  Sets
 * journal->newest. */
int journal_read_running(struct journal_entry **out, bool *exists, struct journal *journal,
			 struct sqlembic_session *session, struct arena *arena, struct sqlembic_error *err);
/* The newest row as far as it is looked at before each step. */
struct journal_look {
	struct sqlembic_query query;
	long long newest; /* its number; 0: there is none */
	bool matters;     /* it is running, or may mean something else than we know */
};

/* Makes the query of journal_read_running(), and goes on from what it has yielded: for those who send it together with others.
 * The log must be turned on. */
void journal_read_begin(struct journal_look *look, const struct journal *journal);
int journal_read_end(struct journal_entry **out, bool *exists, struct journal *journal,
		     const struct journal_look *look, struct sqlembic_session *session, struct arena *arena,
		     struct sqlembic_error *err);
/* The newest `limit` rows (0: all), newest first, in `arena`. */
int journal_read_newest(struct sqlembic_log *out, const struct journal *journal,
			struct sqlembic_session *session, size_t limit, struct arena *arena,
			struct sqlembic_error *err);
/* The question for (revision, checksum) of every upgrade that was completed, oldest first, without where its rows go; NULL when
 * the log is turned off, or out of memory. */
const char *journal_read_checksums(const struct journal *journal);
/* Whether by the log a revision is applied: its last step went up or was a stamp, and no other stamp came after it. */
int journal_read_applied(bool *out, const struct journal *journal, struct sqlembic_session *session,
			 const char *revision, struct sqlembic_error *err);

#endif
