/* conformance_locks.c: the lock, who holds it, and whether the process behind a connection is there. */
#include "conformance.h"

#include <criterion/criterion.h>

#include <unistd.h>

/* ---- the lock ---- */

static void expect_locked(struct sqlembic_session *session)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_lock(session, &err), SQLEMBIC_E_LOCKED, "%d: %s", err.code, err.message);
	cr_assert_neq(err.message[0], '\0');
	cr_assert_not(session->driver->in_transaction(session));
}

void conformance_lock_excludes_a_second_session(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	cr_assert_eq(conformance_lock(p.one, NULL), 0);
	expect_locked(p.two);
	expect_locked(p.two);
	target->driver->close(p.one);
	cr_assert_eq(conformance_lock(p.two, NULL), 0);
	p.one = conformance_open(target, &p.url, NULL);
	expect_locked(p.one);
	conformance_pair_close(&p);
}

void conformance_lock_excludes_another_process(const struct conformance_target *target)
{
	struct conformance_other other;
	struct sqlembic_url url = { 0 };
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	target->create(&url);
	conformance_other_start(&other, target, &url, NULL);

	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	expect_locked(session);
	cr_assert_eq(target->driver->lock_holder(session, "sqlembic conformance", &holder, NULL), 0);
	cr_assert_gt(holder.len, 0, "nobody is named");
	sqlembic_buf_release(&holder);
	conformance_other_finish(&other);
	cr_assert_eq(conformance_lock(session, NULL), 0);
	target->driver->close(session);
	target->drop(&url);
}

void conformance_lock_dies_with_its_process(const struct conformance_target *target)
{
	struct conformance_other other;
	struct sqlembic_url url = { 0 };
	struct sqlembic_error err = { 0 };
	target->create(&url);
	conformance_other_start(&other, target, &url, "CREATE TABLE half (id INTEGER)");
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	expect_locked(session);
	conformance_other_kill(&other);
	/* A server notices a broken connection after a moment. */
	int rc = SQLEMBIC_E_LOCKED;
	for (int i = 0; i < 500 && rc == SQLEMBIC_E_LOCKED; i++) {
		rc = conformance_lock(session, &err);
		if (rc < 0)
			(void)usleep(10000);
	}
	cr_assert_eq(rc, 0, "%s", err.message);
	if (target->dialect->transactional_ddl && (target->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS)) {
		struct sqlembic_query query = { .sql = "SELECT id FROM half", .missing_ok = true };
		cr_assert_eq(target->driver->query(session, &query, NULL), 0);
		cr_assert(query.missing, "what the killed process did is still there");
	}
	target->driver->close(session);
	target->drop(&url);
}

void conformance_lock_holder_is_empty_when_free(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	struct sqlembic_buf holder = SQLEMBIC_BUF_INIT;
	cr_assert_eq(target->driver->lock_holder(p.one, "sqlembic conformance", &holder, NULL), 0);
	cr_assert_eq(holder.len, 0, "%s", sqlembic_buf_text(&holder));
	sqlembic_buf_release(&holder);
	conformance_pair_close(&p);
}

/* ---- the processes behind connections ---- */

void conformance_connection_is_alive_while_it_is_open(const struct conformance_target *target)
{
	struct conformance_pair p = conformance_pair_open(target, NULL);
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	cr_assert_eq(target->driver->connection_id(p.one, &id, NULL), 0);
	cr_assert_gt(id.len, 0);
	cr_assert_eq(target->driver->connection_alive(p.two, id.ptr, NULL), 1);
	sqlembic_buf_release(&id);
	conformance_pair_close(&p);
}

void conformance_connection_is_gone_with_its_process(const struct conformance_target *target)
{
	struct conformance_other other;
	struct sqlembic_url url = { 0 };
	struct sqlembic_error err = { 0 };
	target->create(&url);
	conformance_other_start(&other, target, &url, NULL);
	struct sqlembic_session *session = conformance_open(target, &url, NULL);
	cr_assert_eq(target->driver->connection_alive(session, other.id, &err), 1, "%s", err.message);
	conformance_other_kill(&other);
	int alive = 1;
	for (int i = 0; i < 500 && alive == 1; i++) {
		alive = target->driver->connection_alive(session, other.id, &err);
		if (alive == 1)
			(void)usleep(10000);
	}
	cr_assert_eq(alive, 0, "%s", err.message);
	target->driver->close(session);
	target->drop(&url);
}

void conformance_connection_id_that_is_none_is_refused(const struct conformance_target *target)
{
	static const char *const ids[] = { "", "nonsense", "-1", "12x" };
	struct conformance_pair p = conformance_pair_open(target, NULL);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct sqlembic_error err = { 0 };
		cr_assert_eq(target->driver->connection_alive(p.one, ids[i], &err), SQLEMBIC_E_FAILED, "%s",
			     ids[i]);
		cr_assert_neq(err.message[0], '\0');
	}
	conformance_pair_close(&p);
}
