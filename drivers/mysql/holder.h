/* holder.h: the row that is the migration lock of a cluster, and whom it names. */
#ifndef MYSQL_HOLDER_H
#define MYSQL_HOLDER_H

#include "lex.h"
#include "name.h"

/* "connection@start@node lease user", or "" where nobody holds the lock. */
struct mysqldb_row {
	char *holder, *beat; /* owned; NULL: there is no row */
	bool no_table;
};

/* Appends the table's name: it is in our own database, whichever a script has chosen. */
void mysqldb_row_table(struct sqlembic_buf *out, const struct mysqldb *s);
/* Reads the row of the lock that has `name`, a literal. */
int mysqldb_row_read(struct mysqldb_row *row, struct mysqldb *s, const char *name,
		     struct sqlembic_error *err);
void mysqldb_row_release(struct mysqldb_row *row);

struct mysqldb_holder {
	char id[512];
	struct mysqldb_name name;
	long lease_ms;
	const char *user;
};

/* False where the text is none that we have written. */
bool mysqldb_holder_read(struct mysqldb_holder *out, const char *text);
/* Appends the name of our own connection, and takes it apart. */
int mysqldb_holder_name_us(struct sqlembic_buf *out, struct mysqldb_name *name, struct mysqldb *s,
			   struct sqlembic_error *err);
/* 1 the node that we are connected to has that connection, 0 it has it no more, negative: another node's, or an error. */
int mysqldb_holder_is_here(struct mysqldb *s, const char *lock, const struct mysqldb_holder *holder,
			   bool *elsewhere, struct sqlembic_error *err);
/* Whether this node has something left to do that others have sent: what it knows of a holder may be old.  A change of the schema
 * holds up all nodes of a Galera cluster, and the beats of who has sent it wait behind it. */
int mysqldb_holder_may_be_behind(bool *behind, struct mysqldb *s, struct sqlembic_error *err);
/* Appends who holds the lock, if anybody does. */
int mysqldb_holder_describe(struct mysqldb *s, const char *name, struct sqlembic_buf *out,
			    struct sqlembic_error *err);
/* Of a run that another node has written into the log as `id`: 1 it holds the lock, and was heard of just now; else
 * SQLEMBIC_E_HALF: where the lock is ours, nothing it has not sent before can take effect. */
int mysqldb_holder_is_alive(struct mysqldb *s, const char *id, struct sqlembic_error *err);

#endif
