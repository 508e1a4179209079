/* mend.c: see mend.h. */
#include "proof/mend.h"

#include <string.h>

#include "proof/finding.h"
#include "proof/load.h"
#include "sqlembic/error.h"

/* ---- what differs ---- */

/* The statements that lead to the goal; none where nothing differs. */
static int write_statements(struct sqlembic_buf *out, bool *in_transaction, const struct site *site,
			    const struct proof *proof, const struct mend_goal *goal, const struct catalog *is,
			    struct arena *arena, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = site->scratch.database.engine->dialect;
	struct comparison comparison;
	struct action_list actions;
	int rc = compare(&comparison, is, goal->catalog, NULL, arena, err);
	if (rc < 0 || compare_is_equal(&comparison))
		return rc;
	/* What depends on what was not read. */
	if (is->without_edges || goal->catalog->without_edges)
		return SQLEMBIC_E_FAILED;
	rc = proof_arrange(&actions, &comparison, err);
	if (rc < 0)
		return rc;
	write_script(out, &actions, proof->schema->prologue, dialect);
	*in_transaction = write_mode(&actions) == WRITE_ON;
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

static int run_statements(struct site *site, const struct proof *proof, const struct mend_goal *goal,
			  struct arena *arena, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct catalog is = { 0 };
	bool in_transaction = false;
	int rc = site_read(&is, site, proof, err);
	if (rc == 0)
		rc = write_statements(&text, &in_transaction, site, proof, goal, &is, arena, err);
	if (rc == 0 && text.len > 0)
		rc = load_text(&site->scratch.database,
			       (struct sqlembic_span){ sqlembic_buf_text(&text), text.len }, "mending",
			       in_transaction, err);
	sqlembic_buf_release(&text);
	catalog_release(&is);
	return rc;
}

/* ---- what has come of it ---- */

static int compare_catalog(bool *equal, const struct site *site, const struct proof *proof,
			   const struct mend_goal *goal, struct sqlembic_error *err)
{
	struct finding_difference d = { 0 };
	struct catalog is = { 0 };
	int rc = site_read(&is, site, proof, err);
	if (rc == 0)
		rc = finding_compare_texts(&d, goal->catalog, &is, err);
	*equal = rc == 0 && d.n == 0 && !d.reordered;
	finding_release(&d);
	catalog_release(&is);
	return rc;
}

static int compare_rows(bool *equal, const struct site *site, const struct proof *proof,
			const struct census *wanted, struct sqlembic_error *err)
{
	struct census is = { 0 };
	int rc = site_count(&is, site, proof, err);
	struct census_walk walk = census_compare(wanted, &is);
	struct census_change change;
	if (rc == 0)
		rc = census_next(&walk, &change, err);
	*equal = rc == 0 && is.n == wanted->n && is.ncolumns == wanted->ncolumns;
	census_end(&walk);
	census_release(&is);
	return rc < 0 ? rc : 0;
}

/* ---- all ---- */

int mend(bool *mended, struct site *site, const struct proof *proof, const struct mend_goal *goal,
	 struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	struct arena arena = { 0 };
	*mended = false;
	int rc = run_statements(site, proof, goal, &arena, &said);
	if (rc == 0)
		rc = compare_catalog(mended, site, proof, goal, &said);
	if (rc == 0 && *mended)
		rc = compare_rows(mended, site, proof, goal->rows, &said);
	arena_release(&arena);
	return rc == SQLEMBIC_E_INTERRUPTED ? sqlembic_fail_copy(err, &said) : 0;
}
