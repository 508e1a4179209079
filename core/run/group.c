/* group.c: revisions that share a COMMIT.
 *
 * Where a COMMIT waits for the disk, it costs more than a small revision does.  So several commit together, each behind
 * a savepoint of its own, until about 50 ms of them have gathered or `commit_group` is reached: the migration lock is
 * the transaction, and other runs wait for it.  A revision that fails is undone to its savepoint, and those before it
 * are committed.  A process that dies takes one group along, whole revisions with their version and log rows.
 *
 * A script that changes its session stays alone: its settings could not be put back before the next script begins. */
#include "run/parts.h"

#include "sqlembic/error.h"

/* Readers see what came before a long script, and a script that is alone needs no savepoint. */
#define LARGE_SCRIPT 65536

static bool may_share(const struct run *run)
{
	const struct run_order *order = run->order;
	return order->transaction_per_migration && order->commit_group > 1 &&
	       run_session(run)->driver->savepoint;
}

static const struct script_facts *facts_at(const struct run *run, size_t at)
{
	return preflight_facts(&run->preflight, &run->plan.steps[at]);
}

int group_begin(struct run *run, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	size_t n = run->plan.n - run->at;
	size_t most = may_share(run) ? (size_t)order->commit_group : 1;
	if (order->transaction_per_migration && n > most)
		n = most;
	run->group.first = run->at;
	run->group.began = sqlembic_clock_us();
	run->group.milliseconds = arena_alloc(&run->scratch, n, sizeof(*run->group.milliseconds));
	return run->group.milliseconds ? 0 : sqlembic_fail_memory(err);
}

bool group_ends(const struct run *run)
{
	const struct run_order *order = run->order;
	const struct group *group = &run->group;
	size_t next = run->at + 1;
	if (next == run->plan.n || preflight_is_stepwise(&run->preflight, &run->plan.steps[next]))
		return true;
	if (!may_share(run))
		return order->transaction_per_migration;
	const struct script_facts *coming = facts_at(run, next);
	return next - group->first >= (size_t)order->commit_group ||
	       facts_at(run, run->at)->changes_session || coming->changes_session ||
	       coming->bytes > LARGE_SCRIPT || run->plan.steps[next].revision == group->alone ||
	       caller_is_cancelled(run_caller(run)) || sqlembic_clock_us() - group->began >= GROUP_US;
}

static bool has_savepoint(const struct run *run)
{
	return run->at > run->group.first && may_share(run);
}

static int savepoint(const struct run *run, enum sqlembic_savepoint what, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	return session->driver->savepoint(session, what, err);
}

int group_enter(struct run *run, bool *told, struct sqlembic_error *err)
{
	*told = run->group.alone != NULL;
	if (run->plan.steps[run->at].revision == run->group.alone)
		run->group.alone = NULL;
	return has_savepoint(run) ? savepoint(run, SQLEMBIC_SAVEPOINT_SET, err) : 0;
}

int group_leave(struct run *run, bool ended, struct sqlembic_error *err)
{
	run->group.milliseconds[run->at - run->group.first] = (double)(sqlembic_clock_us() -
								       run->watch.ticks) /
							      1000.0;
	return has_savepoint(run) && !ended ? savepoint(run, SQLEMBIC_SAVEPOINT_RELEASE, err) : 0;
}

bool group_keep(struct run *run, size_t failed_at)
{
	struct sqlembic_session *session = run_session(run);
	struct sqlembic_error unheard;
	return failed_at > run->group.first && may_share(run) && session->driver->in_transaction(session) &&
	       savepoint(run, SQLEMBIC_SAVEPOINT_ROLLBACK, &unheard) == 0 &&
	       database_commit(run->order->database, &unheard) == 0;
}

bool group_repeats(struct run *run, size_t failed_at, struct sqlembic_error *err)
{
	if (failed_at == run->group.first || !may_share(run) || err->code != SQLEMBIC_E_FAILED ||
	    caller_is_cancelled(run_caller(run)))
		return false;
	run->group.alone = run->plan.steps[failed_at].revision;
	*err = (struct sqlembic_error){ 0 };
	return true;
}
