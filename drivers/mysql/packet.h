/* packet.h: parts of a message as one text. */
#ifndef MYSQL_PACKET_H
#define MYSQL_PACKET_H

#include "session.h"

/* What stands round a part of a packet. */
struct mysqldb_packed {
	size_t start; /* of it, in the text */
	bool fenced;  /* a look at the lock stands ahead of it */
	bool shown;   /* its warnings are asked for */
	bool judged;  /* it must change one row, and a look whether it has stands behind it */
};

struct mysqldb_packet {
	struct sqlembic_buf text;
	struct mysqldb_packed *parts;
	size_t n, cap;
	size_t statements;   /* of the user's */
	bool in_transaction; /* behind the last part */
};

/* Whether parts may travel together, as the session is. */
bool mysqldb_packet_may_be_made(const struct mysqldb *s);
/* Takes as many of the parts as can be sent together, at least one; 0: the first one has to be sent alone. */
size_t mysqldb_packet_fill(struct mysqldb_packet *out, struct mysqldb *s, const struct sqlembic_part *parts,
			   size_t n);
/* Sends it and reads what the server says to each of the parts. */
int mysqldb_packet_send(const struct mysqldb_packet *packet, struct mysqldb *s,
			const struct sqlembic_part *parts, size_t *done, struct sqlembic_error *err);
void mysqldb_packet_release(struct mysqldb_packet *packet);

#endif
