/* room.c: see room.h. */
#include "many/room.h"

#include <stdlib.h>

/* Over a network a job waits more than it works; on files it does not. */
#define USUAL_JOBS  8
#define FEWEST_JOBS 4
#define MOST_JOBS   64

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

static long long fewer(long long one, long long two)
{
	return one < 0 || (two >= 0 && two < one) ? two : one;
}

/* The connection that asks is free again behind it. */
static void add_capacity(struct room *room, const struct database *database,
			 const struct sqlembic_capacity *capacity)
{
	const long long most = read_number(database, capacity->most);
	const long long used = most < 0 ? -1 : read_number(database, capacity->used);
	if (used < 0)
		return;
	const long long unused = most >= used ? most - used + 1 : 0;
	if (capacity->is_own)
		room->own = fewer(room->own, unused);
	else
		room->shared = fewer(room->shared, unused);
}

struct room room_ask(struct database *database, bool is_one, long ms)
{
	const struct sqlembic_capacity *capacity = database->engine->dialect->capacities;
	struct sqlembic_error unheard;
	struct room room = { -1, -1 };
	if (!database->connect_timeout_ms || database->connect_timeout_ms > ms)
		database->connect_timeout_ms = ms;
	if (!capacity || database_connect(database, true, &unheard) < 0)
		return room;
	for (; capacity->most; capacity++) {
		if (is_one || !capacity->of_database)
			add_capacity(&room, database, capacity);
	}
	database_close(database);
	return room;
}

/* Half of what is shared stays for the others. */
size_t room_jobs(long cpus, bool is_remote, const struct room *room)
{
	long jobs = is_remote ? cpus * 2 : cpus;
	const long fewest = is_remote ? USUAL_JOBS : FEWEST_JOBS;
	jobs = jobs < fewest ? fewest : jobs;
	jobs = jobs > MOST_JOBS ? MOST_JOBS : jobs;
	if (room->shared >= 0 && room->shared / 2 < jobs)
		jobs = (long)(room->shared / 2);
	jobs = jobs < FEWEST_JOBS ? FEWEST_JOBS : jobs;
	if (room->own >= 0 && room->own < jobs)
		jobs = (long)room->own;
	return (size_t)(jobs < 1 ? 1 : jobs);
}
