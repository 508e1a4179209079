/* library.h: the client library as a guest in somebody else's process, whose signals stay as they are.
 *
 * A write to a connection that broke raises SIGPIPE where the library encrypts by OpenSSL, and would kill a program that
 * does not ignore it.  So everything that writes goes by these. */
#ifndef SQLEMBIC_MYSQL_LIBRARY_H
#define SQLEMBIC_MYSQL_LIBRARY_H

#include <mysql.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* A new handle.  The library's first one would leave SIGPIPE ignored in the whole process. */
MYSQL *mysqldb_new_handle(void);
/* Makes the first handle, which sets up the library: two threads at once must not. */
void mysqldb_prepare_threads(bool owns_process);
/* mysql_real_query: whether the text was sent and answered without an error. */
bool mysqldb_send_text(MYSQL *db, const char *sql, size_t length);
/* Both halves of it: whether the text was sent, and whether the answer is no error. */
bool mysqldb_post_text(MYSQL *db, const char *sql, size_t length);
bool mysqldb_take_answer(MYSQL *db);
/* mysql_list_fields of all columns. */
MYSQL_RES *mysqldb_list_fields(MYSQL *db, const char *table);
/* mysql_close; NULL is fine. */
void mysqldb_close_handle(MYSQL *db);

/* Around any other call that writes: SIGPIPE is held back from this thread, and forgotten. */
struct mysqldb_quiet {
	sigset_t mask;
	bool was_pending;
};
void mysqldb_quiet_begin(struct mysqldb_quiet *quiet);
void mysqldb_quiet_end(const struct mysqldb_quiet *quiet);

#endif
