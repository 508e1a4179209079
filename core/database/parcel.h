/* parcel.h: what goes to the session together: statements of a script, what we write ourselves, BEGIN and COMMIT.
 *
 * Over a network each message costs a round trip, so that a small revision is one parcel.  Statements are copied, since
 * the scanner's memory is for one at a time: up to 64 KiB, which is where sending more at once stops paying; memory does
 * not grow with the script. */
#ifndef PARCEL_H
#define PARCEL_H

#include "base/arena.h"
#include "base/hash.h"
#include "sql/scan.h"
#include "sqlembic/driver.h"

#define PARCEL_BYTES      65536
#define PARCEL_STATEMENTS 1024

/* Told before statements are sent, of the first and the last of them; negative stops. */
struct parcel_listener {
	int (*sending)(void *payload, size_t first, size_t last, struct sqlembic_error *err);
	void *payload;
};

/* Zero it to begin with; memory comes with the first part. */
struct parcel {
	struct sqlembic_session *session;
	const char *path; /* of the script whose statements it holds; NULL: none */
	const struct sqlembic_dialect *dialect;
	struct parcel_listener listener; /* without a function: none */
	struct parcel_content *content;
	size_t n, used; /* parts, and bytes of statements */
	size_t statements;
	struct arena arena; /* of what we write */
	/* Since parcel_begin: what has failed, and the last of the marked statements that is done. */
	enum sqlembic_part_kind failed;
	size_t failed_number; /* of the statement; 0: it was none */
	size_t done_number;   /* 0: none */
	char done_mark[HASH_TEXT_SIZE];
	bool has_sent; /* a statement, whatever has become of it */
};

/* Empties it, for parts that go to `session`, in this dialect. */
void parcel_begin(struct parcel *parcel, struct sqlembic_session *session,
		  const struct sqlembic_dialect *dialect, const char *path);
/* Whether the statement has room, and some parts round it; one that has none in an empty parcel has to go alone. */
bool parcel_fits(const struct parcel *parcel, const struct statement *statement);
/* `mark`: checksum of a statement that takes effect by itself; NULL: only with a transaction. */
int parcel_add_statement(struct parcel *parcel, const struct statement *statement, const char *mark,
			 struct sqlembic_error *err);

/* A query that must change exactly one row. */
struct parcel_expectation {
	const char *what; /* "updating 'a' in 't'"; copied */
	bool *missed;     /* set when another number of rows was found; NULL: nobody asks */
};

/* The following send what is there when there is no room for more.
 *
 * One of our own statements, with a copy of its arguments.  `expected` is NULL where any number of rows will do. */
int parcel_add_query(struct parcel *parcel, const char *sql, const char *const *args, size_t nargs,
		     const struct parcel_expectation *expected, struct sqlembic_error *err);
/* BEGIN, CHECK, COMMIT. */
int parcel_add(struct parcel *parcel, enum sqlembic_part_kind kind, struct sqlembic_error *err);
/* Sends the parts and empties the parcel, also when it fails; an error says which statement of the script it was. */
int parcel_send(struct parcel *parcel, struct sqlembic_error *err);
/* Sends one statement from the scanner's own memory, COPY data and all; the parcel is empty. */
int parcel_send_alone(struct parcel *parcel, struct scan *scan, const struct statement *statement,
		      const char *mark, struct sqlembic_error *err);
void parcel_release(struct parcel *parcel);

#endif
