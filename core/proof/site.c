/* site.c: see site.h. */
#include "proof/site.h"

#include <string.h>

static void forget_catalog(struct site *site)
{
	if (site->has_now)
		catalog_release(&site->now);
	site->has_now = false;
	site->known = (struct known){ 0 };
}

static void forget_rows(struct site *site)
{
	census_release(&site->counted);
	reach_release(&site->since);
	site->is_counted = false;
}

void site_forget(struct site *site)
{
	forget_catalog(site);
	forget_rows(site);
}

void site_keep(struct site *site, struct catalog *catalog)
{
	forget_catalog(site);
	site->now = *catalog;
	site->has_now = true;
	*catalog = (struct catalog){ 0 };
}

/* ---- what is known behind scripts ---- */

void site_expect(struct site *site, const struct proof *proof, const struct reach *const scripts[2],
		 struct arena *arena)
{
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	struct reach reach = { 0 };
	site->known = (struct known){ 0 };
	if (!proof->schema->rows_rest || !site->has_now)
		return;
	reach_join(&reach, &site->since);
	for (size_t i = 0; i < 2; i++)
		reach_join(&reach, scripts[i]);
	site->known = (struct known){ .catalog = &site->now,
				      .flags = reach_find_known(&site->now, &reach, dialect, arena) };
	reach_release(&reach);
}

void site_settle(struct site *site, const struct reach *const scripts[2], struct census *counted)
{
	site->known = (struct known){ 0 };
	if (!site->has_now || site->is_dirty) {
		forget_rows(site);
		return;
	}
	if (counted) {
		forget_rows(site);
		site->counted = *counted;
		site->is_counted = true;
		*counted = (struct census){ 0 };
	}
	for (size_t i = 0; i < 2; i++)
		reach_join(&site->since, scripts[i]);
}

int site_read(struct catalog *out, const struct site *site, const struct proof *proof,
	      struct sqlembic_error *err)
{
	return proof_read_rest(out, proof, &site->scratch.database, !site->needs_edges, &site->known, err);
}

int site_count(struct census *out, const struct site *site, const struct proof *proof,
	       struct sqlembic_error *err)
{
	struct sqlembic_session *session = site->scratch.database.session;
	struct known known = site->known;
	known.rows = &site->counted;
	return known.flags && site->is_counted
		       ? census_take_rest(out, proof->schema, session, proof->texts, &known, err)
		       : census_take(out, proof->schema, session, proof->texts, err);
}

/* Those that were not changed since rows were counted have had theirs put into them, or take none. */
int site_seed(struct site *site, const struct proof *proof, struct sqlembic_error *err)
{
	struct sqlembic_session *session = site->scratch.database.session;
	struct sqlembic_scope scope = { .size = sizeof(scope) };
	struct known_reading reading;
	if (!site->has_rows || !site->is_seeded || !site->wants_rows)
		return 0;
	known_begin(&reading, &scope, &site->known);
	int rc = site->is_counted && scope.is_known ? proof->schema->seed_rest(session, &scope, err)
						    : proof->schema->seed(session, err);
	known_end(&reading);
	site->wants_rows = rc < 0;
	return rc;
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
