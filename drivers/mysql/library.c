/* library.c: see library.h. */
#include "library.h"

#include <pthread.h>
#include <time.h>

MYSQL *mysqldb_new_handle(void)
{
	struct sigaction before, after;
	const int known = sigaction(SIGPIPE, NULL, &before);
	MYSQL *handle = mysql_init(NULL);
	/* A thread that came second finds the signal ignored for a moment and leaves it to the first. */
	if (known == 0 && before.sa_handler != SIG_IGN && sigaction(SIGPIPE, NULL, &after) == 0 &&
	    after.sa_handler == SIG_IGN)
		(void)sigaction(SIGPIPE, &before, NULL);
	return handle;
}

void mysqldb_prepare_threads(bool owns_process)
{
	(void)owns_process;
	mysqldb_close_handle(mysqldb_new_handle());
}

static bool is_pending(void)
{
	sigset_t pending;
	return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

void mysqldb_quiet_begin(struct mysqldb_quiet *quiet)
{
	sigset_t pipe;
	(void)sigemptyset(&pipe);
	(void)sigaddset(&pipe, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &pipe, &quiet->mask);
	/* Where the program blocks it, one that waits is the program's. */
	quiet->was_pending = sigismember(&quiet->mask, SIGPIPE) == 1 && is_pending();
}

void mysqldb_quiet_end(const struct mysqldb_quiet *quiet)
{
	const struct timespec at_once = { 0 };
	sigset_t pipe;
	(void)sigemptyset(&pipe);
	(void)sigaddset(&pipe, SIGPIPE);
	if (!quiet->was_pending && is_pending())
		(void)sigtimedwait(&pipe, NULL, &at_once);
	(void)pthread_sigmask(SIG_SETMASK, &quiet->mask, NULL);
}

bool mysqldb_send_text(MYSQL *db, const char *sql, size_t length)
{
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const bool ok = mysql_real_query(db, sql, length) == 0;
	mysqldb_quiet_end(&quiet);
	return ok;
}

bool mysqldb_post_text(MYSQL *db, const char *sql, size_t length)
{
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const bool ok = mysql_send_query(db, sql, length) == 0;
	mysqldb_quiet_end(&quiet);
	return ok;
}

bool mysqldb_take_answer(MYSQL *db)
{
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const bool ok = mysql_read_query_result(db) == 0;
	mysqldb_quiet_end(&quiet);
	return ok;
}

MYSQL_RES *mysqldb_list_fields(MYSQL *db, const char *table)
{
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	MYSQL_RES *fields = mysql_list_fields(db, table, NULL);
	mysqldb_quiet_end(&quiet);
	return fields;
}

void mysqldb_close_handle(MYSQL *db)
{
	struct mysqldb_quiet quiet;
	if (!db)
		return;
	mysqldb_quiet_begin(&quiet);
	mysql_close(db);
	mysqldb_quiet_end(&quiet);
}
