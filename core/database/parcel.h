/* parcel.h: what goes to the session together: statements of a script, what we write ourselves, BEGIN and COMMIT.
 *
 * Over a network each message costs a round trip, so that a small revision is one message.  Statements are copied, since
 * the scanner's memory is for one at a time: up to 64 KiB, which is where sending more at once stops paying; memory does
 * not grow with the script. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "base/arena.h"
#include "base/hash.h"
#include "sql/scan.h"
#include "sqlembic/driver.h"

#define MESSAGE_BYTES      65536
#define MESSAGE_STATEMENTS 1024

/* Zero it to begin with; memory comes with the first part. */
struct message {
	struct sqlembic_session *session;
	const char *path; /* of the script whose statements it holds; NULL: none */
	struct message_content *content;
	size_t n, used; /* parts, and bytes of statements */
	size_t statements;
	struct arena arena; /* of what we write */
	/* Since message_begin: what has failed, and the last of the marked statements that is done. */
	enum sqlembic_part_kind failed;
	size_t failed_number; /* of the statement; 0: it was none */
	size_t done_number;   /* 0: none */
	char done_mark[HASH_TEXT_SIZE];
};

/* Empties it, for parts that go to `session`. */
void message_begin(struct message *message, struct sqlembic_session *session, const char *path);
/* Whether the statement has room, and some parts round it; one that has none in an empty message has to go alone. */
bool message_fits(const struct message *message, const struct statement *statement);
/* `mark`: its checksum, if it takes effect when it is done, and not only with a transaction; else NULL. */
int message_add_statement(struct message *message, const struct statement *statement, const char *mark,
			  struct sqlembic_error *err);
/* The following send what is there when there is no room for more.
 *
 * One of our own statements, with a copy of its arguments.  `expects`, where it is not NULL, says what must hit exactly one
 * row ("updating 'a' in 't'"); `code` is the error if it does not. */
int message_add_query(struct message *message, const char *sql, const char *const *args, size_t nargs,
		      const char *expects, int code, struct sqlembic_error *err);
/* BEGIN, CHECK, COMMIT. */
int message_add(struct message *message, enum sqlembic_part_kind kind, struct sqlembic_error *err);
/* Sends the parts and empties the message, also when it fails; an error says which statement of the script it was. */
int message_send(struct message *message, struct sqlembic_error *err);
/* Sends one statement from the scanner's own memory, COPY data and all; the message is empty. */
int message_send_alone(struct message *message, struct scan *scan, const struct statement *statement,
		       const char *mark, struct sqlembic_error *err);
void message_release(struct message *message);

#endif
