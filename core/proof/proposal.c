/* proposal.c: compares two catalogs as they are meant, and writes the scripts. */
#include "proof/proposal.h"

#include <string.h>

#include "schema/grantee.h"
#include "sqlembic/error.h"

void proposal_release(struct proposal *proposal)
{
	catalog_release(&proposal->from);
	catalog_release(&proposal->to);
	catalog_release(&proposal->original);
	catalog_release(&proposal->read);
}

/* ---- comparing ---- */

/* Servers that keep no dependencies of views find out only here that one which is left out uses what is to go. */
static int fail_unsettled(const struct proof *proof, struct sqlembic_error *err)
{
	const bool is_narrowed = proof->filter.include || proof->filter.exclude;
	if (err->hint[0] || !is_narrowed)
		return proof_fail_copy(err);
	return sqlembic_fail_hint(
		err, "what include_name or exclude_name leaves out stays as it is, and uses what "
		     "the target does not have: leave out both of them with exclude_name, or none");
}

/* `before` takes what the catalog was. */
static int settle(struct catalog *catalog, struct catalog *before, struct proof *proof,
		  struct sqlembic_error *err)
{
	struct catalog settled;
	int rc = proof_settle(&settled, proof, catalog, false, err);
	if (rc < 0) {
		catalog_release(&settled);
		return rc == SQLEMBIC_E_FAILED ? fail_unsettled(proof, err) : rc;
	}
	*before = *catalog;
	*catalog = settled;
	return 0;
}

/* The same statement may be printed otherwise by another version, or not be there. */
static int tell_versions(const struct proof *proof, const struct catalog *from, const struct catalog *to,
			 struct sqlembic_error *err)
{
	if (catalog_is_of_same_release(from, to))
		return 0;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(
		&line,
		"the schemas are compared on servers of different versions (%ld and %ld): what they "
		"print differently counts as a difference; let scratch_url name a server of the same",
		from->side.version, to->side.version);
	return caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
}

/* It stays as it is: what programs and tables have of it is compared. */
static int tell_collations(const struct proof *proof, const struct catalog *from, const struct catalog *to,
			   struct sqlembic_error *err)
{
	const char *is = from->side.default_collation, *wanted = to->side.default_collation;
	if (!is || !wanted || strcmp(is, wanted) == 0)
		return 0;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(
		&line,
		"not compared: the collation that new tables get: %s, and %s in what it is compared with", is,
		wanted);
	return caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
}

static bool has_for(const struct catalog *catalog, const char *role, const char *const *roles)
{
	bool has = false;
	for (size_t i = 0; !has && i < catalog->n; i++) {
		const struct sqlembic_fact *fact = &catalog->entries[i].fact;
		has = grantee_is(&catalog->kinds[fact->kind], fact, role, roles);
	}
	return has;
}

/* Scripts make them, but not on a server of scratch databases, which may be another one than that of the live database. */
static int tell_roles(const struct proof *proof, const struct catalog *from, const struct catalog *to,
		      struct sqlembic_error *err)
{
	const char *const *roles = proof->filter.roles;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	for (const char *const *role = roles; role && *role; role++) {
		if (!has_for(from, *role, roles) && !has_for(to, *role, roles))
			continue;
		sqlembic_buf_puts(
			&line, line.len == 0 ? "not compared: what is for roles that the server of scratch "
					       "databases does not have: "
					     : ", ");
		sqlembic_buf_printf(&line, "'%s'", *role);
	}
	if (line.len == 0 && !line.failed)
		return 0;
	return caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
}

/* The target is the wanted schema, as far as it is compared, and what is left out as it was. */
static int narrow(struct proposal *out, struct proof *proof, const struct catalog *wanted,
		  const char *const *renames, size_t nrenames, struct sqlembic_error *err)
{
	int rc = filter_apply(&out->to, &out->from, wanted, &proof->filter, err);
	if (rc == 0 && nrenames > 0)
		rc = proposal_rename(out, proof, wanted, renames, nrenames, err);
	if (rc == 0)
		(void)filter_refuse_orphans(&out->from, wanted, &proof->filter, &out->refusal);
	return rc;
}

/* No script fills what is there, or empties it, for the target's sake: who leads back has to know how it is. */
static void take_filling(struct catalog *to, const struct catalog *from)
{
	for (size_t i = 0; i < to->n; i++) {
		struct sqlembic_fact *fact = &to->entries[i].fact;
		if (fact->flags & SQLEMBIC_FACT_UNFILLED &&
		    catalog_find(from, fact->kind, fact->identity) != CATALOG_NONE)
			fact->flags &= ~(unsigned)SQLEMBIC_FACT_UNFILLED;
	}
	for (size_t i = 0; i < from->n; i++) {
		const struct sqlembic_fact *fact = &from->entries[i].fact;
		const size_t found = fact->flags & SQLEMBIC_FACT_UNFILLED
					     ? catalog_find(to, fact->kind, fact->identity)
					     : CATALOG_NONE;
		if (found != CATALOG_NONE)
			to->entries[found].fact.flags |= SQLEMBIC_FACT_UNFILLED;
	}
}

static int compare_sides(struct proposal *proposal, const struct proof *proof, struct sqlembic_error *err)
{
	take_filling(&proposal->to, &proposal->from);
	return compare(&proposal->up.comparison, &proposal->from, &proposal->to, &proof->options,
		       proof->arena, err);
}

int proposal_compare(struct proposal *out, struct proof *proof, struct catalog *from, struct catalog *wanted,
		     const char *const *renames, size_t nrenames, struct sqlembic_error *err)
{
	struct catalog spare = { 0 };
	*out = (struct proposal){ .from = *from };
	*from = (struct catalog){ 0 };
	int rc = tell_versions(proof, &out->from, wanted, err);
	if (rc == 0)
		rc = tell_collations(proof, &out->from, wanted, err);
	if (rc == 0)
		rc = tell_roles(proof, &out->from, wanted, err);
	if (rc == 0 && nrenames == 0 && filter_keeps_all(&out->from, wanted, &proof->filter)) {
		out->to = *wanted;
		*wanted = (struct catalog){ 0 };
		rc = catalog_take_default(&out->to, &out->from, err);
	} else if (rc == 0) {
		rc = narrow(out, proof, wanted, renames, nrenames, err);
	}
	struct comparison *c = &out->up.comparison;
	if (rc == 0)
		rc = compare_sides(out, proof, err);
	if (rc == 0 && compare_differs_in_print(c)) {
		rc = settle(&out->from, &out->read, proof, err);
		if (rc == 0)
			rc = settle(&out->to, &spare, proof, err);
		if (rc == 0)
			rc = compare_sides(out, proof, err);
	}
	catalog_release(&spare);
	catalog_release(wanted);
	if (rc == 0)
		out->changes = compare_count(c) + out->nrenamed;
	return rc;
}

/* ---- writing ---- */

static int take_number(void *payload, const char *const *values, size_t n)
{
	long long *number = payload;
	*number = n > 0 && values[0] ? strtoll(values[0], NULL, 10) : 0;
	return 0;
}

/* How many rows of the live database, or grants, a statement concerns; -1: it cannot be asked. */
static long long count_rows(const struct database *live, const char *probe)
{
	long long n = -1;
	struct sqlembic_error unheard;
	/* Of a column that is yet to get its name all rows would seem to have the same. */
	struct sqlembic_query query = {
		.sql = probe, .row = take_number, .payload = &n, .exact_names = true
	};
	if (!live || !probe || live->driver->query(live->session, &query, &unheard) < 0)
		return -1;
	return n;
}

static bool loses(const struct action *action)
{
	return action->flags & (SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_LOSES_GRANTS);
}

/* What a probe counts. */
static const char *counted(const struct action *action, long long n)
{
	if (action->flags & SQLEMBIC_ACTION_LOSES_GRANTS)
		return n == 1 ? "grant" : "grants";
	return n == 1 ? "row" : "rows";
}

static const char *what_happens(const struct action *action, long long n)
{
	if (action->flags & SQLEMBIC_ACTION_LOSES_DATA)
		return "data is lost";
	if (action->flags & SQLEMBIC_ACTION_LOSES_GRANTS)
		return n < 0 ? "grants may be lost" : "grants are lost";
	return "the script will fail";
}

static int warn(const struct proof *proof, const struct database *live, struct action *action, long long n,
		struct sqlembic_error *err)
{
	if (!live || !action->reason || n == 0 || (n < 0 && !loses(action)))
		return 0;
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&line, "%s: %s", what_happens(action, n), action->reason);
	if (n > 0)
		sqlembic_buf_printf(&line, " (%lld %s%s)", n, counted(action, n),
				    loses(action) ? "" : " in the way");
	return caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
}

/* The number of rows goes into the comment, too. */
static int count_all(const struct proof *proof, const struct database *live, struct action_list *actions,
		     struct sqlembic_error *err)
{
	for (size_t i = 0; i < actions->n; i++) {
		struct action *action = actions->items[i];
		long long n = action->reason ? count_rows(live, action->probe) : -1;
		int rc = warn(proof, live, action, n, err);
		if (rc < 0)
			return rc;
		if (n > 0 && loses(action)) {
			action->reason = arena_printf(proof->arena, "%s (%lld %s)", action->reason, n,
						      counted(action, n));
			if (!action->reason)
				return sqlembic_fail_memory(err);
		}
	}
	return 0;
}

static int write_one(struct proposal_script *script, const struct proof *proof, bool is_down,
		     struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	const char *renames = script->renames ? script->renames : "";
	write_script(&text, &script->actions, proof->schema->prologue, dialect);
	script->body = text.failed ? NULL : arena_dup(proof->arena, sqlembic_buf_text(&text));
	script->text = !script->body ? NULL
				     : arena_printf(proof->arena, "%s%s", is_down ? script->body : renames,
						    is_down ? renames : script->body);
	script->mode = write_mode(&script->actions);
	sqlembic_buf_release(&text);
	return script->text ? 0 : sqlembic_fail_memory(err);
}

/* The sides are compared one way; the other way takes what that has unfolded. */
static int find_statements(struct proposal *proposal, const struct proof *proof, struct sqlembic_error *err)
{
	struct proposal_script *up = &proposal->up, *down = &proposal->down;
	int rc = proof_arrange(&up->actions, &up->comparison, err);
	return rc == 0 ? proof_compare(&down->comparison, &down->actions, proof, up->comparison.to,
				       up->comparison.from, err)
		       : rc;
}

/* Where there is no way, or no order, that may be because a name passes from one kind to another. */
static int find_way(struct proposal *proposal, struct proof *proof, struct sqlembic_error *err)
{
	struct sqlembic_error why = { 0 };
	int rc = find_statements(proposal, proof, &why);
	if (rc == 0)
		return 0;
	int moved = rc == SQLEMBIC_E_FAILED ? proposal_rename_aside(proposal, proof, err) : 0;
	if (moved < 0)
		return moved;
	if (moved == 0)
		return sqlembic_fail_copy(err, &why);
	/* Who is refused knows the name that was there. */
	if (compare(&proposal->up.comparison, &proposal->from, &proposal->to, &proof->options, proof->arena,
		    err) < 0 ||
	    find_statements(proposal, proof, err) < 0)
		return sqlembic_fail_copy(err, &why);
	proposal->changes = compare_count(&proposal->up.comparison) + proposal->nrenamed;
	return 0;
}

/* What stands for it is no worse than what the way back found, but nobody wants it in a database. */
static int refuse_unmade(const struct comparison *c, struct sqlembic_error *err)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct pair *pair = &c->pairs[i];
		const struct sqlembic_fact *wanted = compare_after(c, pair);
		if (!wanted || !(wanted->flags & SQLEMBIC_FACT_UNMADE) ||
		    (pair->before != CATALOG_NONE && pair->differs == 0))
			continue;
		const char *kind = compare_kind(c, pair)->name;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s %s cannot be made: what it asks for is not there", kind,
				    wanted->shown);
		return sqlembic_fail_hint(
			err, "correct %s %s in the schema that is wanted, or leave it out with exclude_name",
			kind, wanted->shown);
	}
	return 0;
}

int proposal_write(struct proposal *proposal, struct proof *proof, const struct database *live,
		   struct sqlembic_error *err)
{
	struct proposal_script *up = &proposal->up, *down = &proposal->down;
	if (proposal->refusal.code < 0)
		return sqlembic_fail_copy(err, &proposal->refusal);
	int rc = refuse_unmade(&up->comparison, err);
	if (rc == 0)
		rc = find_way(proposal, proof, err);
	if (rc == 0)
		rc = count_all(proof, live, &up->actions, err);
	if (rc == 0)
		rc = write_one(up, proof, false, err);
	return rc == 0 ? write_one(down, proof, true, err) : rc;
}

static int mark(struct proposal_script *script, const struct proof *proof, const char *why)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	write_comment(&text, "not proven", why);
	sqlembic_buf_puts(&text, script->text);
	script->text = text.failed ? NULL : arena_dup(proof->arena, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return script->text ? 0 : -1;
}

int proposal_mark_unproven(struct proposal *proposal, const struct proof *proof, const char *why,
			   struct sqlembic_error *err)
{
	if (mark(&proposal->up, proof, why) < 0 || mark(&proposal->down, proof, why) < 0)
		return sqlembic_fail_memory(err);
	return 0;
}
