/* origin.c: see origin.h. */
#include "proof/origin.h"

#include <string.h>

#include "graph/fold.h"
#include "proof/beyond.h"
#include "proof/models_load.h"
#include "proof/rehearse.h"
#include "run/changed.h"
#include "run/half.h"
#include "sqlembic/error.h"

int origin_describe(struct origin *out, struct arena *arena, struct config *config, const struct graph *graph,
		    const struct sqlembic_options *options, bool needs_target, struct sqlembic_error *err)
{
	struct target target;
	*out = (struct origin){ .config = config, .graph = graph, .options = options };
	int rc = needs_target ? target_configured(&target, arena, config, err) : 0;
	if (rc == 0)
		rc = database_describe(&out->live, arena, config, options, err);
	if (rc == 0)
		rc = records_describe(&out->records, arena, config, out->live.engine->dialect, options, NULL,
				      false, err);
	if (rc < 0)
		return rc;
	rc = proof_describe(&out->proof, &out->live, out->records.ledger.qualified,
			    out->records.journal.qualified, config, arena, err);
	out->proof.program = options;
	return rc;
}

void origin_leave(struct origin *origin)
{
	proof_leave(&origin->proof);
	database_close(&origin->live);
}

static int fail(const struct origin *origin, const char *state, struct sqlembic_error *err)
{
	const bool makes_scratch = origin->proof.home.server.session;
	if ((origin->live.session || makes_scratch) && !err->state[0])
		(void)sqlembic_fail_state(err, "%s", state);
	/* Nobody could drop them. */
	if (makes_scratch && err->code == SQLEMBIC_E_UNREACHABLE && !err->hint[0])
		(void)sqlembic_fail_hint(err, "run the same command again, which drops the scratch databases "
					      "that this one has left");
	database_end_hint(&origin->live, err);
	return err->code;
}

int origin_end(const struct origin *origin, int rc, const char *state, struct sqlembic_error *err)
{
	/* What was told to stop need not have failed: a function may just have ended early. */
	if (rc == 0 && caller_is_cancelled(&origin->live.caller))
		rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	return rc < 0 ? fail(origin, state, err) : rc;
}

/* Names of our tables are known in full once there is a session. */
static void take_names(struct proof *proof, const struct records *records)
{
	proof->own[0] = records->ledger.qualified;
	proof->own[1] = records->journal.qualified;
}

int origin_connect(struct origin *origin, struct sqlembic_error *err)
{
	if (origin->live.session)
		return 0;
	/* Of a server nothing is made: what counts its rows may call the users' functions, which may write. */
	const bool makes_file = origin->may_make && !origin->live.engine->dialect->capacities;
	int rc = records_connect(&origin->records, &origin->live, !makes_file, err);
	if (rc == 0)
		take_names(&origin->proof, &origin->records);
	return rc;
}

struct caller origin_hush(struct origin *origin)
{
	const struct caller caller = origin->live.caller;
	origin->live.caller = (struct caller){ .cancel = caller.cancel };
	return caller;
}

/* ---- what revisions build ---- */

int origin_run(const struct origin *origin, struct run_order *order, struct proof *reader,
	       struct sqlembic_error *err)
{
	struct rows after = { NULL, 0 };
	struct records records;
	order->graph = origin->graph;
	order->records = &records;
	int rc = records_describe(&records, order->arena, origin->config, origin->live.engine->dialect,
				  origin->options, NULL, false, err);
	/* Another database that version_table_schema names is one of live rows. */
	if (rc == 0)
		rc = records_keep_home(&records, err);
	if (rc == 0)
		rc = run_describe(order, origin->config, err);
	records.create_schema = true;
	if (rc == 0)
		rc = run_execute(&after, order, err);
	take_names(reader, &records);
	order->records = NULL;
	database_close(order->database);
	return rc;
}

/* What was not run: the first statement, and how many there are. */
struct left_out {
	const char *path;
	int line;
	size_t n;
};

/* Of all heads: what one makes the next one may need. */
struct replaying {
	struct rehearsal rehearsal;
	struct left_out *left;
};

/* The server may be that of the live database, which USE would lead to, and whose roles and settings these are. */
static bool leaves_out(void *payload, const char *path, const struct statement *statement)
{
	struct replaying *r = payload;
	if (!rehearse_passes_over(&r->rehearsal, statement))
		return false;
	if (r->left->n++ == 0) {
		r->left->path = path;
		r->left->line = statement->line;
	}
	return true;
}

static int adapt(void *payload, struct statement *statement, struct sqlembic_error *err)
{
	struct replaying *r = payload;
	return rehearse_adapt(&r->rehearsal, statement, err);
}

/* A revision that is not there, or a script that would be refused everywhere: who says so says what to do. */
static int fail_refused(struct sqlembic_error *err)
{
	(void)sqlembic_fail_state(err, "the database was not touched");
	return err->hint[0] || !err->file[0]
		       ? err->code
		       : sqlembic_fail_hint(err, "correct the script, then run the same command again");
}

/* Revisions that ran in the database fail here where they need what was made without them. */
static int fail_replay(const struct origin *origin, const struct scratch *scratch, bool has_begun,
		       struct sqlembic_error *err)
{
	if (scratch_is_without_room(scratch, err))
		return err->code;
	if (!has_begun && err->code == SQLEMBIC_E_FAILED)
		return fail_refused(err);
	(void)sqlembic_fail_state(err, "this happened in a scratch database; the database was not touched");
	const unsigned complaints = origin->live.engine->dialect->complaints(err);
	if (complaints & SQLEMBIC_COMPLAINT_LACKS && err->hint[0])
		return err->code;
	err->hint[0] = '\0';
	if (err->code != SQLEMBIC_E_FAILED)
		return err->code;
	if (complaints & SQLEMBIC_COMPLAINT_SYNTAX)
		return sqlembic_fail_hint(err, "correct the script, then run the same command again");
	return sqlembic_fail_hint(
		err, "%s what the revisions expect to be there before them, or correct the script",
		origin->proof.home.setup ? "add to scratch_setup"
					 : "set scratch_setup in the ini file to an SQL file that makes");
}

static int upgrade(struct scratch *scratch, const struct origin *origin, const char *target,
		   struct proof *reader, struct replaying *replaying, struct sqlembic_error *err)
{
	bool has_begun = false;
	struct run_order order = { .arena = origin->proof.arena,
				   .database = &scratch->database,
				   .direction = SQLEMBIC_UPGRADE,
				   .targets = &target,
				   .ntargets = 1,
				   .adapt = adapt,
				   .leaves_out = leaves_out,
				   .payload = replaying,
				   .is_trial = true,
				   .has_begun = &has_begun };
	int rc = origin_run(origin, &order, reader, err);
	return rc < 0 ? fail_replay(origin, scratch, has_begun, err) : rc;
}

static int replay_in(struct catalog *out, struct origin *origin, const char *const *targets, size_t n,
		     bool with_home, struct left_out *left, struct sqlembic_error *err)
{
	struct scratch scratch;
	struct proof *proof = &origin->proof, reader = *proof;
	struct replaying replaying = { .left = left };
	rehearse_init(&replaying.rehearsal, origin->graph, &origin->records, origin->live.engine->dialect,
		      proof->schema, &proof->home.server, proof->arena, &origin->live.caller);
	int rc = scratch_open(&scratch, &proof->home, true, err);
	if (rc == 0 && with_home)
		rc = scratch_make_home(&scratch, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = upgrade(&scratch, origin, targets[i], &reader, &replaying, err);
	if (rc == 0)
		rc = database_connect(&scratch.database, false, err);
	if (rc == 0)
		rc = proof_read_second(out, &reader, &scratch.database, err);
	if (rc == 0)
		rc = absent_list(&proof->filter.roles, &replaying.rehearsal.absent, err);
	scratch_close(&scratch);
	rehearse_release(&replaying.rehearsal);
	return rc;
}

/* It is why the database may have more than what is compared with it, and may be why another statement has failed. */
static int tell_left_out(const struct origin *origin, const struct left_out *left, struct sqlembic_error *err)
{
	return left->n == 0 ? 0
			    : beyond_tell(&origin->live.caller, "the replay", left->path, left->line,
					  left->n - 1, err);
}

static int replay(struct catalog *out, struct origin *origin, const char *const *targets, size_t n,
		  struct sqlembic_error *err)
{
	struct left_out left = { 0 };
	struct sqlembic_error unheard;
	catalog_init(out, origin->proof.schema->kinds);
	int rc = replay_in(out, origin, targets, n, true, &left, err);
	if (rc < 0 && scratch_home_was_in_the_way(&origin->proof.home, err)) {
		*err = (struct sqlembic_error){ 0 };
		left = (struct left_out){ 0 };
		rc = replay_in(out, origin, targets, n, false, &left, err);
	}
	const int told = tell_left_out(origin, &left, rc < 0 ? &unheard : err);
	return rc < 0 ? rc : told;
}

/* It builds something else now than it has built in the database, which is no fault of that. */
static int tell_changed(struct origin *origin, const struct rows *rows, struct sqlembic_error *err)
{
	const struct run_order order = { .graph = origin->graph,
					 .arena = origin->proof.arena,
					 .database = &origin->live,
					 .records = &origin->records };
	struct changed changed = { .order = &order };
	/* It was told when the side was read for the first time. */
	if (origin->proof.reads_again)
		return 0;
	int rc = changed_warn(&changed, rows, "is replayed as it is now", err);
	origin->nedited = changed.nwarned;
	return rc;
}

static int ask_applied(struct origin *origin, struct sqlembic_error *err)
{
	if (origin->knows_applied)
		return 0;
	int rc = origin_connect(origin, err);
	if (rc == 0)
		rc = records_read_rows(&origin->applied, &origin->records, &origin->live, origin->proof.arena,
				       err);
	if (rc == 0)
		rc = tell_changed(origin, &origin->applied, err);
	origin->knows_applied = rc == 0;
	return rc;
}

static int read_applied(struct catalog *out, struct origin *origin, struct sqlembic_error *err)
{
	struct sqlembic_error unknown;
	bool *is_applied;
	catalog_init(out, origin->proof.schema->kinds);
	int rc = ask_applied(origin, err);
	if (rc < 0)
		return rc;
	const struct rows rows = origin->applied;
	origin->knows_applied = false;
	rc = replay(out, origin, rows.items, rows.n, err);
	/* A row that no script explains is a fault of the database, not of its copy. */
	return rc == SQLEMBIC_E_FAILED && plan_applied(&is_applied, origin->graph, &rows, &unknown) < 0
		       ? sqlembic_fail_copy(err, &unknown)
		       : rc;
}

/* ---- words ---- */

bool origin_asks_revisions(const char *word)
{
	const size_t n = sizeof(ORIGIN_HISTORY) - 1;
	return word && (strcmp(word, ORIGIN_APPLIED) == 0 ||
			(strncmp(word, ORIGIN_HISTORY, n) == 0 && (!word[n] || word[n] == ':')));
}

int origin_ask_live(struct origin *origin, const char *other, struct sqlembic_error *err)
{
	int rc = origin_connect(origin, err);
	if (rc == 0)
		rc = scratch_ask_live(&origin->proof.home, err);
	return rc == 0 && other && strcmp(other, ORIGIN_APPLIED) == 0 ? ask_applied(origin, err) : rc;
}

int origin_read(struct catalog *out, struct origin *origin, const char *word, struct sqlembic_error *err)
{
	const char *all = "heads";
	struct target target;
	int rc;
	catalog_init(out, origin->proof.schema->kinds);
	if (word && strcmp(word, ORIGIN_LIVE) == 0) {
		rc = origin_connect(origin, err);
		return rc == 0 ? proof_read_live(out, &origin->proof, err) : rc;
	}
	if (word && strcmp(word, ORIGIN_APPLIED) == 0)
		return read_applied(out, origin, err);
	if (word && strcmp(word, ORIGIN_HISTORY) == 0)
		return replay(out, origin, &all, 1, err);
	if (word && strncmp(word, ORIGIN_HISTORY ":", sizeof(ORIGIN_HISTORY)) == 0) {
		const char *revision = word + sizeof(ORIGIN_HISTORY);
		return replay(out, origin, &revision, 1, err);
	}
	rc = word ? target_describe(&target, origin->proof.arena, word, "the command line", err)
		  : target_configured(&target, origin->proof.arena, origin->config, err);
	if (rc < 0)
		return rc;
	return target.kind == TARGET_MODELS ? models_load_read(out, &origin->proof, target.text, err)
					    : proof_read_target(out, &origin->proof, &target, err);
}

static int inherit(struct catalog *out, bool **is_applied, struct origin *origin, struct database *database,
		   struct sqlembic_error *err)
{
	struct proof reader = origin->proof;
	struct records records;
	struct rows rows = { NULL, 0 };
	int rc = records_describe(&records, reader.arena, origin->config, database->engine->dialect,
				  origin->options, NULL, false, err);
	if (rc == 0)
		rc = records_connect(&records, database, true, err);
	if (rc < 0)
		return rc;
	take_names(&reader, &records);
	rc = records_read_rows(&rows, &records, database, reader.arena, err);
	/* A squash of which the database has a part is none there. */
	if (rc == 0)
		rc = fold_choose_text(&origin->graph, origin->graph, &rows, NULL, err);
	if (rc == 0)
		rc = plan_applied(is_applied, origin->graph, &rows, err);
	return rc == 0 ? proof_read(out, &reader, database, err) : rc;
}

/* What a revision does to the rows of a copy of such a table is done to those of the table itself. */
static int refuse_elsewhere(const struct catalog *catalog, struct sqlembic_error *err)
{
	for (size_t i = 0; i < catalog->n; i++) {
		const struct sqlembic_fact *fact = &catalog->entries[i].fact;
		if (!(fact->flags & SQLEMBIC_FACT_ELSEWHERE))
			continue;
		(void)sqlembic_fail(
			err, SQLEMBIC_E_FAILED,
			"%s %s cannot be copied: it leads to rows elsewhere, which revisions would "
			"change",
			catalog->kinds[fact->kind].name, fact->shown);
		return sqlembic_fail_hint(err, "sqlembic test, without --from");
	}
	return 0;
}

int origin_inherit(struct catalog *out, bool **is_applied, struct origin *origin, const char *word,
		   struct sqlembic_error *err)
{
	struct database from;
	int rc = 0;
	catalog_init(out, origin->proof.schema->kinds);
	if (strcmp(word, ORIGIN_LIVE) == 0)
		database_describe_second(&from, &origin->live);
	else
		rc = proof_describe_url(&from, &origin->proof, word, "--from", err);
	if (rc < 0)
		return rc;
	rc = inherit(out, is_applied, origin, &from, err);
	if (rc == 0)
		rc = refuse_elsewhere(out, err);
	if (rc == 0)
		rc = scratch_take_traits(&origin->proof.home, &from, err);
	if (rc < 0 && from.session && !err->state[0])
		(void)sqlembic_fail_state(err, "the database was not touched");
	database_close(&from);
	return rc;
}

static void put_path(struct sqlembic_buf *out, const struct catalog_list *path)
{
	for (size_t i = 0; i < path->n; i++)
		sqlembic_buf_printf(out, "%s%s", i ? ", " : "", path->items[i]);
	if (path->n == 0)
		sqlembic_buf_puts(out, "none");
}

static bool is_same_path(const struct catalog_list *a, const struct catalog_list *b)
{
	bool is = a->n == b->n;
	for (size_t i = 0; is && i < a->n; i++)
		is = strcmp(a->items[i], b->items[i]) == 0;
	return is;
}

int origin_expect_path(const struct origin *origin, const struct catalog *taken, const struct catalog *copied,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf there = SQLEMBIC_BUF_INIT, here = SQLEMBIC_BUF_INIT;
	const char *setting = origin->proof.home.server.setting;
	if (is_same_path(&taken->path, &copied->path))
		return 0;
	put_path(&there, &taken->path);
	put_path(&here, &copied->path);
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"unqualified names are looked for in other schemas with %s than in the database of --from",
		setting);
	(void)sqlembic_fail_detail(err,
				   "schemas of the search_path that are there: %s; in that of --from: %s",
				   sqlembic_buf_text(&here), sqlembic_buf_text(&there));
	sqlembic_buf_release(&there);
	sqlembic_buf_release(&here);
	return sqlembic_fail_hint(
		err,
		"say the same search_path in %s as in the URL of --from, or leave it out of "
		"%s, which then has that of --from",
		setting, setting);
}

static int read_settled(struct records_state *out, struct origin *origin, struct sqlembic_error *err)
{
	return half_read_settled(out, &origin->records, &origin->live, origin->proof.arena, err);
}

int origin_require_settled(struct origin *origin, struct sqlembic_error *err)
{
	struct records_state state;
	int rc = origin_connect(origin, err);
	return rc == 0 ? read_settled(&state, origin, err) : rc;
}

int origin_require_heads(struct origin *origin, struct sqlembic_error *err)
{
	struct records_state state;
	struct run_order order = { .graph = origin->graph,
				   .arena = origin->proof.arena,
				   .database = &origin->live,
				   .records = &origin->records,
				   .direction = SQLEMBIC_UPGRADE };
	const char *all = "heads";
	struct plan plan = { 0 };
	order.targets = &all;
	order.ntargets = 1;
	int rc = read_settled(&state, origin, err);
	if (rc == 0)
		rc = run_plan(&plan, &order, &state.rows, err);
	if (rc < 0 || plan_scripts(&plan) == 0)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "Target database is not up to date.");
	(void)sqlembic_fail_state(err, "%zu revision%s to be applied", plan_scripts(&plan),
				  plan_scripts(&plan) == 1 ? " is" : "s are");
	return sqlembic_fail_hint(err, "sqlembic upgrade heads");
}
