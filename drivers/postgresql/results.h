/* results.h: what the server answers to a message. */
#ifndef POSTGRESQL_RESULTS_H
#define POSTGRESQL_RESULTS_H

#include "parts.h"

/* A message under way. */
struct postgres_sending {
	struct postgres_session *s;
	const struct sqlembic_part *parts;
	struct postgres_mark *marks;
	size_t n, all;    /* of them, and with those that could not be sent yet */
	size_t ahead;     /* pending statements ahead of them */
	size_t start;     /* byte in the text where the first part begins */
	size_t completed; /* results, those of the pending statements included */
	size_t at;        /* the part that the last of them belongs to */
	bool failed, committed;
	size_t position; /* byte in the text, from 1; 0: unknown */
	long long rows;  /* that a failed part has hit, when that is why; -1: it is not */
	struct sqlembic_error *err;
	int code;
};

/* Reads the answer to what was sent; *done counts the parts that have succeeded. */
int postgres_take_answer(struct postgres_sending *m, size_t *done);
/* Runs one statement outside of a transaction. */
int postgres_exec_alone(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err);

#endif
