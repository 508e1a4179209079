/* room.c: see room.h. */
#include "many/room.h"

#include <stdlib.h>

/* Over a network a job waits more than it works; on files it does not. */
#define USUAL_JOBS  8
#define FEWEST_JOBS 4
#define MOST_JOBS   64
/* One that does not answer holds up nobody for longer. */
#define ASK_MS 2000

static int take_last(void *payload, const char *const *values, size_t n)
{
	if (n && values[n - 1])
		*(long long *)payload = strtoll(values[n - 1], NULL, 10);
	return 1;
}

static long long read_number(const struct database *database, const char *sql)
{
	struct sqlembic_error unheard;
	long long number = -1;
	struct sqlembic_query query = { .sql = sql, .row = take_last, .payload = &number };
	return database->driver->query(database->session, &query, &unheard) == 0 ? number : -1;
}

long long room_ask(struct database *database)
{
	const struct sqlembic_dialect *dialect = database->engine->dialect;
	struct sqlembic_error unheard;
	long long unused = -1;
	if (!database->connect_timeout_ms || database->connect_timeout_ms > ASK_MS)
		database->connect_timeout_ms = ASK_MS;
	if (!dialect->most_connections || database_connect(database, true, &unheard) < 0)
		return unused;
	const long long most = read_number(database, dialect->most_connections);
	const long long used = read_number(database, dialect->used_connections);
	if (most >= 0 && used >= 0)
		unused = most > used ? most - used : 0;
	database_close(database);
	return unused;
}

/* Half of what is free stays for those whom the databases are for. */
size_t room_jobs(long cpus, bool is_remote, long long unused)
{
	long jobs = is_remote ? cpus * 2 : cpus;
	const long fewest = is_remote ? USUAL_JOBS : FEWEST_JOBS;
	jobs = jobs < fewest ? fewest : jobs;
	jobs = jobs > MOST_JOBS ? MOST_JOBS : jobs;
	if (unused >= 0 && unused / 2 < jobs)
		jobs = (long)(unused / 2);
	return (size_t)(jobs < FEWEST_JOBS ? FEWEST_JOBS : jobs);
}
