/* site.c: see site.h. */
#include "proof/site.h"

#include <string.h>

void site_forget(struct site *site)
{
	if (site->has_now)
		catalog_release(&site->now);
	site->has_now = false;
}

void site_keep(struct site *site, struct catalog *catalog)
{
	site_forget(site);
	site->now = *catalog;
	site->has_now = true;
	*catalog = (struct catalog){ 0 };
}

int site_read(struct catalog *out, const struct site *site, const struct proof *proof,
	      struct sqlembic_error *err)
{
	return site->needs_edges ? proof_read(out, proof, &site->scratch.database, err)
				 : proof_read_facts(out, proof, &site->scratch.database, err);
}

int site_look(struct site *site, const struct proof *proof, struct sqlembic_error *err)
{
	if (site->has_now)
		return 0;
	int rc = site_read(&site->now, site, proof, err);
	site->has_now = rc == 0;
	if (rc < 0)
		catalog_release(&site->now);
	return rc;
}

void site_set_mark(struct site *site, const struct proof *proof)
{
	struct sqlembic_error unheard;
	site->mark.is_set = proof->schema->scratch_mark &&
			    proof->schema->scratch_mark(site->scratch.database.session, &unheard) == 0;
	site->mark.was_down = site->was_down;
	memcpy(site->mark.is_applied, site->is_applied, site->n * sizeof(*site->is_applied));
}

bool site_return(struct site *site, const struct proof *proof)
{
	struct sqlembic_error unheard;
	if (!site->mark.is_set || proof->schema->scratch_return(site->scratch.database.session, &unheard) < 0)
		return false;
	site_forget(site);
	memcpy(site->is_applied, site->mark.is_applied, site->n * sizeof(*site->is_applied));
	site->was_down = site->mark.was_down;
	site->wants_rows = site->has_rows;
	site->is_dirty = false;
	return true;
}

int site_call_witness(struct site *site, struct sqlembic_error *err)
{
	if (site->witness.session)
		return 0;
	database_describe_second(&site->witness, &site->scratch.database);
	/* It waits for nothing that the other session holds, which waits for it. */
	site->witness.lock_timeout_ms = 500;
	return database_connect(&site->witness, true, err);
}

void site_leave(struct site *site)
{
	site_forget(site);
	database_close(&site->witness);
	scratch_close(&site->scratch);
	*site = (struct site){ .is_applied = site->is_applied,
			       .mark = { .is_applied = site->mark.is_applied },
			       .n = site->n,
			       .is_seeded = site->is_seeded,
			       .needs_edges = site->needs_edges };
}

int site_enter(struct site *site, struct proof *proof, const struct site_start *start,
	       struct sqlembic_error *err)
{
	site_leave(site);
	memcpy(site->is_applied, start->is_applied, site->n * sizeof(*site->is_applied));
	site->has_rows = site->wants_rows = start->with_rows;
	site->is_inherited = start->catalog != NULL;
	int rc = scratch_open(&site->scratch, &proof->home, false, err);
	if (rc == 0 && start->catalog)
		rc = proof_build(proof, &site->scratch.database, start->catalog, err);
	site->is_open = rc == 0;
	return rc;
}
