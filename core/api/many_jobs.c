/* many_jobs.c: how many targets at once, where nobody has said it: the servers are asked how many connections they have left. */
#include <string.h>
#include <unistd.h>

#include "api/many.h"
#include "config/target_config.h"
#include "many/room.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

/* Those that do not answer hold up nobody for longer, all together. */
#define ASK_MS 2000

/* The first of its targets stands for all of them. */
struct server {
	const char *name;
	size_t first, n;
	bool is_one; /* database */
	struct server *next;
};

static const char *find_name(const struct many *many, const struct roster_entry *target, struct arena *arena,
			     bool *is_one)
{
	struct config *config;
	const char *text = many_choose_url(&config, many, target, arena);
	if (!text)
		return NULL;
	*is_one = target_config_schema(config) != NULL;
	return roster_server(arena, text);
}

static struct server *add_target(struct server **list, const struct many *many, size_t index,
				 struct arena *arena)
{
	bool is_one = false;
	const char *name = find_name(many, &many->targets.items[index], arena, &is_one);
	struct server *server = *list;
	while (name && server && strcmp(server->name, name) != 0)
		server = server->next;
	if (!name || server) {
		if (server)
			server->n++;
		return server;
	}
	server = arena_alloc(arena, 1, sizeof(*server));
	if (!server)
		return NULL;
	*server = (struct server){ .name = name, .first = index, .n = 1, .is_one = is_one, .next = *list };
	return *list = server;
}

bool many_jobs_are_over(const struct many *many)
{
	return caller_is_cancelled(&many->caller) || (many->end_ms && sqlembic_clock_ms() >= many->end_ms);
}

/* Tenants by schema are all in one database. */
static struct server *find_servers(const struct many *many, struct arena *arena)
{
	struct server *list = NULL;
	for (size_t i = 0; i < many->targets.n && !many_jobs_are_over(many); i++) {
		const struct server *server = add_target(&list, many, many->order[i], arena);
		if (server && server->is_one) {
			list->n = many->targets.n;
			break;
		}
	}
	return list;
}

static struct room ask(const struct many *many, const struct server *server, long ms)
{
	struct database database;
	struct arena scratch = { 0 };
	struct config *config;
	struct sqlembic_error unheard;
	struct sqlembic_options options = many->ctx->options;
	const struct roster_entry *target = &many->targets.items[server->first];
	struct room room = { -1, -1 };
	options.on_event = NULL;
	if (target_config_make(&config, &scratch, many->ctx->config, &target->place, &unheard) == 0 &&
	    database_describe(&database, &scratch, config, &options, &unheard) == 0)
		room = room_ask(&database, server->is_one, ms);
	arena_release(&scratch);
	return room;
}

/* Before a deadline there is to be time for the targets themselves, which say what is wrong with a server. */
static long long choose_ask_ms(const struct many *many)
{
	const long long quarter = many->end_ms ? (many->end_ms - sqlembic_clock_ms()) / 4 : ASK_MS;
	return quarter < ASK_MS ? quarter : ASK_MS;
}

/* A server of fewer targets than jobs is in nobody's way: where it is full, its targets wait. */
static size_t ask_servers(const struct many *many, long cpus, size_t jobs)
{
	struct arena arena = { 0 };
	const long long end = sqlembic_clock_ms() + choose_ask_ms(many);
	for (const struct server *server = find_servers(many, &arena); server; server = server->next) {
		const long long left = end - sqlembic_clock_ms();
		if (server->n < jobs || left <= 0)
			continue;
		const struct room room = ask(many, server, (long)left);
		const size_t there = room_jobs(cpus, true, &room);
		jobs = there < jobs ? there : jobs;
	}
	arena_release(&arena);
	return jobs;
}

size_t many_jobs_count(struct many *many)
{
	static const struct room unknown = { -1, -1 };
	if (many->options.jobs)
		return many->options.jobs;
	const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	const size_t jobs = room_jobs(cpus, many->is_remote, &unknown);
	return many->is_remote && many->targets.n >= jobs ? ask_servers(many, cpus, jobs) : jobs;
}
