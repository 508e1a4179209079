/* part.c: the parts of a message that every driver does alike when it does not send them with others. */
#include "sqlembic/driver.h"

static int run_query(struct sqlembic_session *session, struct sqlembic_query *query,
		     struct sqlembic_error *err)
{
	int rc = session->driver->query(session, query, err);
	query->missed = rc == 0 && query->one_row && query->changed != 1;
	if (!query->missed)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "expected to change one row, changed %lld",
			     query->changed);
}

static int end_script(struct sqlembic_session *session, struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = session->driver;
	if (!driver->in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script ended the transaction it ran in");
	int rc = driver->script_check(session, err);
	return rc < 0 ? rc : driver->reset_path(session, err);
}

int sqlembic_part_run(struct sqlembic_session *session, const struct sqlembic_part *part,
		      struct sqlembic_error *err)
{
	switch (part->kind) {
	case SQLEMBIC_PART_STATEMENT:
		break;
	case SQLEMBIC_PART_QUERY:
		return run_query(session, part->query, err);
	case SQLEMBIC_PART_BEGIN:
		return session->driver->begin(session, err);
	case SQLEMBIC_PART_CHECK:
		return end_script(session, err);
	case SQLEMBIC_PART_COMMIT:
		return session->driver->commit(session, err);
	}
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "a part of a message is a statement, and is not run as one");
}
