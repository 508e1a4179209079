/* site.c: see site.h. */
#include "proof/site.h"

#include <string.h>

#include "proof/holds.h"
#include "sqlembic/error.h"

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

static void end_expecting(struct site *site)
{
	site->known = (struct known){ 0 };
	reach_release(&site->leading);
	site->is_expecting = false;
}

void site_forget(struct site *site)
{
	forget_catalog(site);
	forget_rows(site);
	end_expecting(site);
}

void site_keep(struct site *site, struct catalog *catalog)
{
	forget_catalog(site);
	site->now = *catalog;
	site->has_now = true;
	*catalog = (struct catalog){ 0 };
}

/* ---- what is known behind scripts ---- */

/* What of `now` was taken from an earlier catalog, and is not known (NULL: nothing is); NULL: nothing is such. */
static bool *find_taken(const struct site *site, const bool *known, struct arena *arena, bool *failed)
{
	bool *taken = NULL;
	for (size_t i = 0; i < site->now.n; i++) {
		const struct catalog_entry *entry = &site->now.entries[i];
		if (!(entry->fact.flags & CATALOG_FACT_TAKEN) || entry->parent != CATALOG_NONE ||
		    (known && known[i]))
			continue;
		if (!taken && !(taken = arena_alloc(arena, site->now.n, sizeof(*taken)))) {
			*failed = true;
			return NULL;
		}
		taken[i] = true;
	}
	return taken;
}

/* The same of the rows that were counted, as far as they should be what they were then. */
static bool *find_taken_rows(const struct site *site, const bool *known, struct arena *arena, bool *failed)
{
	struct reach reach = { 0 };
	bool is_any = false;
	reach_join(&reach, &site->leading);
	reach_join(&reach, &site->since);
	bool *unchanged = site->is_counted ? reach_find_known(&site->now, &reach, arena) : NULL;
	reach_release(&reach);
	bool *taken = unchanged ? arena_alloc(arena, site->now.n, sizeof(*taken)) : NULL;
	*failed |= unchanged && !taken;
	for (size_t i = 0; taken && i < site->counted.n; i++) {
		const struct census_table *table = &site->counted.tables[i];
		const size_t at = catalog_find(&site->now, table->kind, table->identity);
		if (!table->is_taken || at == CATALOG_NONE || !unchanged[at] || (known && known[at]))
			continue;
		is_any = taken[at] = true;
	}
	return is_any ? taken : NULL;
}

static int confirm_catalog(bool *holds, const struct site *site, const struct proof *proof, const bool *flags,
			   const bool *known, struct sqlembic_error *err)
{
	const struct known rest = { .catalog = &site->now, .flags = known, .is_passed_over = true };
	struct catalog is = { 0 };
	int rc = proof_read_rest(&is, proof, &site->scratch.database, !site->needs_edges, &rest, err);
	*holds = rc == 0 && holds_tables(&site->now, flags, &is);
	catalog_release(&is);
	return rc;
}

static int confirm_rows(bool *holds, const struct site *site, const struct proof *proof, const bool *flags,
			const bool *known, struct sqlembic_error *err)
{
	const struct known rest = {
		.catalog = &site->now, .flags = known, .rows = &site->counted, .is_passed_over = true
	};
	struct sqlembic_session *session = site->scratch.database.session;
	struct census is = { 0 };
	int rc = census_take_rest(&is, proof->schema, session, proof->texts, &rest, err);
	if (rc == 0)
		rc = holds_rows(holds, &site->now, flags, &site->counted, &is, err);
	census_release(&is);
	return rc;
}

/* Reads what of the flagged is not known; NULL: nothing is flagged, or known. */
static int confirm(struct site *site, const struct proof *proof, const bool *tables, const bool *rows,
		   const bool *known, struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	bool holds = true;
	int rc = tables ? confirm_catalog(&holds, site, proof, tables, known, &said) : 0;
	if (rc == 0 && holds && rows)
		rc = confirm_rows(&holds, site, proof, rows, known, &said);
	/* Behind a script that has made something which cannot be read, whether it holds is not known. */
	if (rc == SQLEMBIC_E_FAILED && site->is_dirty)
		holds = false;
	else if (rc < 0)
		return sqlembic_fail_copy(err, &said);
	site->was_misled |= !holds;
	return 0;
}

/* It was asked for now. */
static void note_asked(struct site *site, const bool *tables, const bool *rows)
{
	for (size_t i = 0; tables && i < site->now.n; i++)
		if (tables[i])
			site->now.entries[i].fact.flags &= ~CATALOG_FACT_TAKEN;
	for (size_t i = 0; rows && i < site->counted.n; i++) {
		struct census_table *table = &site->counted.tables[i];
		const size_t at = catalog_find(&site->now, table->kind, table->identity);
		table->is_taken &= at == CATALOG_NONE || !rows[at];
	}
}

static int confirm_taken(struct site *site, const struct proof *proof, const bool *known,
			 struct sqlembic_error *err)
{
	struct arena arena = { 0 };
	bool failed = false;
	const bool *tables = find_taken(site, known, &arena, &failed);
	const bool *rows = find_taken_rows(site, known, &arena, &failed);
	int rc = failed ? sqlembic_fail_memory(err) : confirm(site, proof, tables, rows, known, err);
	if (rc == 0)
		note_asked(site, tables, rows);
	arena_release(&arena);
	return rc;
}

int site_confirm(struct site *site, const struct proof *proof, struct sqlembic_error *err)
{
	if (!proof->schema->rows_rest || !site->has_now || site->takes_nothing || site->was_misled)
		return 0;
	/* Of a trial that has left it in no state at all: what its scripts do not reach is what it was before. */
	if (site->is_dirty)
		return site->known.flags ? confirm(site, proof, site->known.flags,
						   site->is_counted ? site->known.flags : NULL, NULL, err)
					 : 0;
	return confirm_taken(site, proof, NULL, err);
}

int site_expect(struct site *site, const struct proof *proof, const struct reach *const scripts[2],
		struct arena *arena, struct sqlembic_error *err)
{
	struct reach reach = { 0 };
	end_expecting(site);
	if (!proof->schema->rows_rest || !site->has_now || site->takes_nothing)
		return 0;
	site->is_expecting = true;
	reach_add_leading(&site->leading, &site->now, proof->live->engine->dialect);
	reach_join(&reach, &site->leading);
	reach_join(&reach, &site->since);
	for (size_t i = 0; i < 2; i++)
		reach_join(&reach, scripts[i]);
	site->known = (struct known){ .catalog = &site->now,
				      .flags = reach_find_known(&site->now, &reach, arena) };
	reach_release(&reach);
	return confirm_taken(site, proof, site->known.flags, err);
}

void site_settle(struct site *site, const struct reach *const scripts[2], struct census *counted)
{
	/* A trigger that is gone now was there for the scripts. */
	if (site->is_expecting)
		reach_join(&site->since, &site->leading);
	if (!site->has_now || site->is_dirty || !site->is_expecting) {
		forget_rows(site);
		end_expecting(site);
		return;
	}
	if (counted) {
		forget_rows(site);
		site->counted = *counted;
		site->is_counted = true;
		*counted = (struct census){ 0 };
		reach_join(&site->since, &site->leading);
	}
	for (size_t i = 0; i < 2; i++)
		reach_join(&site->since, scripts[i]);
	end_expecting(site);
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
int site_seed(struct site *site, const struct proof *proof, bool only_new, struct sqlembic_error *err)
{
	struct sqlembic_session *session = site->scratch.database.session;
	struct sqlembic_scope scope = { .size = sizeof(scope) };
	struct known_reading reading;
	if (!site->has_rows || !site->is_seeded || !site->wants_rows)
		return 0;
	known_begin(&reading, &scope, &site->known);
	int rc = site->is_counted && scope.is_known ? proof->schema->seed_rest(session, &scope, err)
						    : proof->schema->seed(session, only_new, err);
	known_end(&reading);
	site->wants_rows = rc < 0;
	return rc;
}

bool site_empty(struct site *site, const struct proof *proof)
{
	struct sqlembic_error unheard;
	const bool are_made_up = site->has_rows && site->is_seeded && !site->has_own_rows;
	if (!site->is_open || site->is_dirty || !are_made_up || site->may_be_reordered ||
	    !proof->schema->unseed || proof->schema->unseed(site->scratch.database.session, &unheard) < 0)
		return false;
	site_forget(site);
	site->has_rows = site->wants_rows = site->was_down = false;
	return true;
}

void site_fill(struct site *site)
{
	site_forget(site);
	site->mark.is_set = false;
	site->has_rows = site->wants_rows = true;
}

/* ---- what a transaction has touched ---- */

/* Where edges are asked for all is read. */
static bool can_note(const struct site *site, const struct proof *proof)
{
	return proof->schema->traces && proof->schema->traces->note && !site->needs_edges;
}

int site_note(const struct site *site, const struct proof *proof, struct sqlembic_error *err)
{
	return can_note(site, proof) ? proof->schema->traces->note(site->scratch.database.session, err) : 0;
}

void site_narrow(struct site *site, const struct proof *proof)
{
	if (!can_note(site, proof))
		return;
	site_forget(site);
	site->is_narrow = true;
	proof->schema->traces->narrow(site->scratch.database.session, true);
}

void site_widen(struct site *site, const struct proof *proof)
{
	if (!site->is_narrow)
		return;
	site_forget(site);
	site->is_narrow = false;
	proof->schema->traces->narrow(site->scratch.database.session, false);
}

/* ---- all ---- */

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
	sqlembic_buf_release(&site->code);
	*site = (struct site){ .is_applied = site->is_applied,
			       .mark = { .is_applied = site->mark.is_applied },
			       .n = site->n,
			       .is_seeded = site->is_seeded,
			       .needs_edges = site->needs_edges,
			       .takes_nothing = site->takes_nothing,
			       .was_misled = site->was_misled };
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
	if (rc < 0 && site->scratch.database.session)
		rc = proof_fail_copy(err);
	site->is_open = rc == 0;
	return rc;
}
