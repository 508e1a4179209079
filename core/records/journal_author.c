/* journal_author.c: see journal_author.h.  Who only reads need not know: most runs on many databases have nothing to do. */
#include "records/journal_author.h"

#include <unistd.h>

#include "base/random.h"
#include "sqlembic/error.h"

#define PROGRAM "sqlembic " SQLEMBIC_VERSION

/* The password database is not asked: looking a user up may load half of the name service, and costs more than everything
 * else that a start does. */
static const char *find_user(const struct journal *journal)
{
	const char *user = journal->getenv ? journal->getenv("USER") : NULL;
	if ((!user || !*user) && journal->getenv)
		user = journal->getenv("LOGNAME");
	return user && *user ? arena_dup(journal->arena, user)
			     : arena_printf(journal->arena, "uid %ld", (long)geteuid());
}

int journal_author_find(struct journal *journal, struct sqlembic_error *err)
{
	char host[256];
	if (journal->run[0])
		return 0;
	if (gethostname(host, sizeof(host)) < 0)
		host[0] = '\0';
	host[sizeof(host) - 1] = '\0';
	journal->os_user = find_user(journal);
	journal->host = arena_dup(journal->arena, host);
	journal->program = PROGRAM;
	if (!journal->os_user || !journal->host)
		return sqlembic_fail_memory(err);
	return random_id(journal->run, err);
}
