/* models_load.c: see models_load.h.
 *
 * Metadata was seldom loaded as a whole before: Alembic compares it without a server.  So a statement that fails is named
 * with its table, and a table that is left out of the comparison may fail. */
#include "proof/models_load.h"

#include <string.h>

#include "proof/load.h"
#include "proof/models.h"
#include "schema/ground.h"
#include "sqlembic/error.h"

/* How it is tried; the later ways only where an earlier one failed. */
struct attempt {
	bool has_ground;        /* behind the extensions that the database has */
	bool has_home;          /* with the schema of unqualified names, which a listener may make */
	bool leaves_out;        /* without the tables that exclude_name and include_name leave out */
	bool can_leave_out;     /* out: there are such tables */
	bool is_refused;        /* out: the server did not take the metadata */
	bool is_without_ground; /* out: the server did not take the ground */
};

static int fail_load(const char *sql, struct proof *proof, struct sqlembic_error *err)
{
	struct sqlembic_error named;
	const char *table = models_table_at(proof->arena, sql, err->line);
	if (!table || err->code != SQLEMBIC_E_FAILED)
		return err->code;
	(void)sqlembic_fail(&named, err->code, "table %s of the models cannot be made: %.900s", table,
			    err->message);
	memcpy(err->message, named.message, sizeof(err->message));
	return sqlembic_fail_hint(
		err,
		"correct the model, make what it needs in scratch_setup, or leave the table "
		"out: exclude_name = %s",
		table);
}

static int load(struct scratch *scratch, struct attempt *attempt, struct proof *proof, const char *targets,
		struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, shorter = SQLEMBIC_BUF_INIT;
	int rc = models_write(&sql, targets, proof, &scratch->database, err);
	if (rc == 0)
		attempt->can_leave_out = models_leave_out(&shorter, proof->arena, sqlembic_buf_text(&sql),
							  &proof->filter);
	const struct sqlembic_buf *taken = attempt->leaves_out ? &shorter : &sql;
	if (rc == 0 && (sql.failed || shorter.failed))
		rc = sqlembic_fail_memory(err);
	if (rc == 0) {
		rc = load_target_text(&scratch->database,
				      (struct sqlembic_span){ sqlembic_buf_text(taken), taken->len }, targets,
				      &proof->live->caller, err);
		attempt->is_refused = rc == SQLEMBIC_E_FAILED;
		if (rc < 0)
			rc = fail_load(sqlembic_buf_text(taken), proof, err);
	}
	sqlembic_buf_release(&shorter);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Extensions that the database has, and where they are. */
static int lay_ground(struct scratch *scratch, struct attempt *attempt, struct proof *proof,
		      struct sqlembic_error *err)
{
	struct catalog ground;
	size_t n;
	if (!attempt->has_ground || !proof->ground)
		return 0;
	int rc = ground_take(&ground, &n, proof->ground, &proof->fresh, err);
	if (rc == 0 && n > 0)
		rc = proof_build(proof, &scratch->database, &ground, err);
	attempt->is_without_ground = rc == SQLEMBIC_E_FAILED;
	catalog_release(&ground);
	return rc;
}

static int try(struct catalog *out, struct attempt *attempt, struct proof *proof, const char *targets,
	       struct sqlembic_error *err)
{
	struct scratch scratch;
	catalog_init(out, proof->schema->kinds);
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = proof_read_fresh(proof, &scratch.database, proof->ground, err);
	if (rc == 0)
		rc = lay_ground(&scratch, attempt, proof, err);
	if (rc == 0 && attempt->has_home)
		rc = scratch_make_home(&scratch, err);
	if (rc == 0)
		rc = load(&scratch, attempt, proof, targets, err);
	if (rc == 0)
		rc = proof_read(out, proof, &scratch.database, err);
	scratch_close(&scratch);
	return rc;
}

int models_load_read(struct catalog *out, struct proof *proof, const char *targets,
		     struct sqlembic_error *err)
{
	struct attempt attempt = { .has_ground = true, .has_home = true };
	int rc = try(out, &attempt, proof, targets, err);
	if (rc < 0 && attempt.is_without_ground) {
		catalog_release(out);
		attempt = (struct attempt){ .has_home = true };
		rc = try(out, &attempt, proof, targets, err);
	}
	if (rc < 0 && scratch_home_was_in_the_way(&proof->home, err)) {
		catalog_release(out);
		*err = (struct sqlembic_error){ 0 };
		attempt = (struct attempt){ .has_ground = attempt.has_ground };
		rc = try(out, &attempt, proof, targets, err);
	}
	if (rc < 0 && attempt.is_refused && attempt.can_leave_out) {
		catalog_release(out);
		attempt = (struct attempt){ .has_ground = attempt.has_ground,
					    .has_home = attempt.has_home,
					    .leaves_out = true };
		rc = try(out, &attempt, proof, targets, err);
	}
	return rc;
}
