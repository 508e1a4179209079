/* proof.c: see proof.h. */
#include "proof/proof.h"

#include <string.h>

#include "base/fs.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "proof/load.h"
#include "sqlembic/error.h"

/* A list of patterns, separated by commas and blanks. */
static int read_patterns(const char *const **out, const char *key, struct config *config, struct arena *arena,
			 struct sqlembic_error *err)
{
	const char *text;
	int rc = config_string(config, key, &text, err);
	*out = NULL;
	if (rc < 0 || !text || !*text)
		return rc;
	const char **list = arena_alloc(arena, strlen(text) / 2 + 2, sizeof(*list));
	size_t n = 0;
	if (!list)
		return sqlembic_fail_memory(err);
	for (const char *p = text; *p;) {
		size_t skip = strspn(p, ", \t\r\n"), length = strcspn(p + skip, ", \t\r\n");
		if (length > 0 && !(list[n++] = arena_copy(arena, p + skip, length)))
			return sqlembic_fail_memory(err);
		p += skip + length;
	}
	*out = n > 0 ? list : NULL;
	return 0;
}

int proof_describe(struct proof *out, struct database *live, const char *version_table, const char *log_table,
		   struct config *config, struct arena *arena, struct sqlembic_error *err)
{
	bool types = true, defaults = false;
	int rc;
	*out = (struct proof){
		.arena = arena, .live = live, .config = config, .own = { version_table, log_table }
	};
	struct texts *texts = arena_alloc(arena, 1, sizeof(*texts));
	out->digests = arena_alloc(arena, 1, sizeof(*out->digests));
	if (!texts || !out->digests)
		return sqlembic_fail_memory(err);
	texts_begin(texts);
	out->texts = texts;
	if ((rc = scratch_describe(&out->home, live, config, arena, err)) < 0 ||
	    (rc = config_bool(config, "include_schemas", &out->all_schemas, err)) < 0 ||
	    (rc = config_bool(config, "compare_type", &types, err)) < 0 ||
	    (rc = config_bool(config, "compare_server_default", &defaults, err)) < 0 ||
	    (rc = read_patterns(&out->filter.include, "include_name", config, arena, err)) < 0 ||
	    (rc = read_patterns(&out->filter.exclude, "exclude_name", config, arena, err)) < 0)
		return rc;
	out->schema = out->home.schema;
	out->options = (struct compare_options){ .ignore_type = !types, .ignore_default = !defaults };
	return 0;
}

void proof_forget_digests(struct proof *proof)
{
	if (proof->digests->has_live)
		catalog_release(&proof->digests->live);
	*proof->digests = (struct proof_digests){ 0 };
}

void proof_leave(struct proof *proof)
{
	scratch_close(&proof->settling);
	scratch_leave(&proof->home);
	if (proof->has_fresh)
		catalog_release(&proof->fresh);
	if (proof->digests)
		proof_forget_digests(proof);
	if (proof->texts)
		texts_release(proof->texts);
}

/* From as many objects on a difference is looked at by itself. */
#ifndef PORTION_OF_MANY
#define PORTION_OF_MANY 100
#endif

/* How a catalog is read. */
enum { WITHOUT_EDGES = 1 << 0, DIGESTS = 1 << 1, AGAIN = 1 << 2 };

static bool is_in_portion(const struct sqlembic_scope *scope, unsigned kind, const char *identity)
{
	return portion_has(scope->wanted, kind, identity);
}

static int read_rest(struct catalog *out, const struct proof *proof, const struct database *database,
		     unsigned how, const struct known *known, struct sqlembic_error *err)
{
	bool without_edges = how & WITHOUT_EDGES && proof->schema->reads_without_edges;
	bool digests = how & DIGESTS && proof->schema->reads_digests;
	bool again = how & AGAIN || proof->reads_again;
	struct known_reading reading;
	struct sqlembic_scope scope = { .size = sizeof(scope),
					.all_schemas = proof->all_schemas,
					.own = proof->own,
					.without_edges = without_edges,
					.digests = digests,
					.folds = proof->folds,
					.again = again,
					.by_meaning = proof->filter.models,
					.wants = again && proof->digests->has_portion ? is_in_portion : NULL,
					.wanted = &proof->digests->portion };
	catalog_init(out, proof->schema->kinds);
	/* Digests are forgotten as soon as they differ. */
	out->texts = digests ? NULL : proof->texts;
	out->without_edges = without_edges;
	out->has_digests = digests;
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	known_begin(&reading, &scope, known);
	int rc = proof->schema->read(database->session, &scope, &sink, err);
	if (rc == 0)
		rc = known_add_facts(&reading, out, err);
	known_end(&reading);
	return rc < 0 ? rc : catalog_finish(out, err);
}

static int read_catalog(struct catalog *out, const struct proof *proof, const struct database *database,
			unsigned how, struct sqlembic_error *err)
{
	return read_rest(out, proof, database, how, NULL, err);
}

static unsigned first_way(const struct proof *proof)
{
	return (proof->skips_edges ? WITHOUT_EDGES : 0) | (proof->wants_digests ? DIGESTS : 0);
}

int proof_read(struct catalog *out, const struct proof *proof, const struct database *database,
	       struct sqlembic_error *err)
{
	return read_catalog(out, proof, database, 0, err);
}

int proof_read_live(struct catalog *out, const struct proof *proof, struct sqlembic_error *err)
{
	int rc = read_catalog(out, proof, proof->live, first_way(proof), err);
	/* Beside what is wanted, a database may have schemas of others. */
	out->elsewhere.n = 0;
	return rc;
}

int proof_read_live_digests(struct catalog *out, const struct proof *proof, struct sqlembic_error *err)
{
	return read_catalog(out, proof, proof->live, DIGESTS, err);
}

int proof_read_rest(struct catalog *out, const struct proof *proof, const struct database *database,
		    bool without_edges, const struct known *known, struct sqlembic_error *err)
{
	return read_rest(out, proof, database, without_edges ? WITHOUT_EDGES : 0, known, err);
}

int proof_read_facts(struct catalog *out, const struct proof *proof, const struct database *database,
		     struct sqlembic_error *err)
{
	return read_catalog(out, proof, database, WITHOUT_EDGES, err);
}

static int compare_with_first(bool *is_same, const struct proof *proof, const struct catalog *catalog,
			      struct sqlembic_error *err)
{
	struct comparison c;
	struct arena arena = { 0 };
	int rc = compare(&c, proof->first, catalog, &proof->options, &arena, err);
	*is_same = rc == 0 && compare_is_equal(&c);
	arena_release(&arena);
	return rc;
}

/* Of a small schema all is read: to look at more costs little then.  What scratch_setup makes is in each copy. */
static int find_portion(const struct proof *proof, const struct catalog *catalog, struct sqlembic_error *err)
{
	const size_t most = proof->first->n > catalog->n ? proof->first->n : catalog->n;
	struct proof_digests *found = proof->digests;
	if (proof->is_whole || proof->home.setup || most < PORTION_OF_MANY)
		return 0;
	int rc = portion_find(&found->portion, proof->first, catalog, proof->arena, err);
	found->has_portion = rc == 0 && found->portion.nwanted <= most / 2;
	return rc;
}

int proof_await_first(const struct proof *proof, struct sqlembic_error *err)
{
	return proof->reads_first ? task_end(proof->reads_first, err) : 0;
}

int proof_read_second(struct catalog *out, const struct proof *proof, const struct database *database,
		      struct sqlembic_error *err)
{
	bool is_same = false;
	if (!proof->first)
		return proof_read(out, proof, database, err);
	int rc = read_catalog(out, proof, database, DIGESTS, err);
	if (rc == 0)
		rc = proof_await_first(proof, err);
	if (rc < 0)
		return rc;
	/* Servers of different versions may print one schema in two ways, and two schemas in one. */
	bool prints_alike = proof->first->side.version == out->side.version;
	rc = compare_with_first(&is_same, proof, out, err);
	if (rc < 0 || (is_same && prints_alike))
		return rc;
	if (prints_alike)
		rc = find_portion(proof, out, err);
	catalog_release(out);
	return rc < 0 ? rc : read_catalog(out, proof, database, AGAIN, err);
}

/* ---- targets ---- */

int proof_describe_url(struct database *out, struct proof *proof, const char *url, const char *origin,
		       struct sqlembic_error *err)
{
	database_describe_second(out, proof->live);
	out->masked = url_mask(proof->arena, url);
	out->setting = out->masked ? arena_printf(proof->arena, "%s (%s)", out->masked, origin) : NULL;
	if (!out->setting)
		return sqlembic_fail_memory(err);
	int rc = url_parse(&out->url, proof->arena, url, err);
	if (rc < 0)
		return rc;
	const struct sqlembic_engine *engine = url_engine(&out->url, err);
	if (!engine)
		return err->code;
	if (engine != proof->live->engine) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is no %s database, as %s is", out->masked,
				    proof->live->engine->name, proof->live->setting);
		/* It is the other side itself where no setting says which kind is meant. */
		if (target_is_url(proof->live->setting))
			return sqlembic_fail_hint(
				err, "schemas are compared within one kind: name two URLs of one kind");
		return sqlembic_fail_hint(err,
					  "schemas are compared within one kind: name another URL, or set "
					  "%s to one of that kind",
					  proof->live->setting);
	}
	/* A file that is not there would be an empty schema, and everything dropped for a slip of the pen. */
	if (proof->schema->scratch_database && out->url.database && !fs_exists(out->url.database)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no database at %s", out->masked);
		return sqlembic_fail_hint(err, "correct the path; a relative one is relative to the current "
					       "directory");
	}
	return 0;
}

static int read_url(struct catalog *out, struct proof *proof, const struct target *target,
		    struct sqlembic_error *err)
{
	struct database database;
	int rc = proof_describe_url(&database, proof, target->text, target->origin, err);
	if (rc < 0)
		return rc;
	if ((rc = database_connect(&database, true, err)) == 0)
		rc = proof->first ? proof_read_second(out, proof, &database, err)
				  : read_catalog(out, proof, &database, first_way(proof), err);
	database_close(&database);
	return rc;
}

/* What the database has lived with is no news. */
static bool is_broken_before(const struct proof *proof, const struct sqlembic_fact *fact)
{
	const struct catalog *before = proof->ground;
	const size_t at = catalog_find(before, fact->kind, fact->identity);
	return at != CATALOG_NONE && before->entries[at].fact.flags & SQLEMBIC_FACT_BROKEN;
}

/* Servers that look into a view only when it is asked for make it of anything.  Told once, where the other side is known. */
static int tell_broken(const struct proof *proof, const struct catalog *wanted, struct sqlembic_error *err)
{
	int rc = proof->ground ? proof_await_first(proof, err) : 0;
	for (size_t i = 0; rc == 0 && proof->ground && i < wanted->n; i++) {
		struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
		const struct sqlembic_fact *fact = &wanted->entries[i].fact;
		if (!(fact->flags & SQLEMBIC_FACT_BROKEN) || is_broken_before(proof, fact))
			continue;
		sqlembic_buf_printf(
			&line, "%s %s of the wanted schema cannot be used: what it asks for is not there",
			wanted->kinds[fact->kind].name, fact->shown);
		rc = caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
	}
	return rc;
}

static int load_and_read(struct catalog *out, struct proof *proof, const struct target *target,
			 bool with_home, struct sqlembic_error *err)
{
	struct scratch scratch;
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0 && with_home)
		rc = scratch_make_home(&scratch, err);
	if (rc == 0)
		rc = load_target(&scratch.database, target, &proof->live->caller, proof->arena, err);
	if (rc == 0)
		rc = proof->first ? proof_read_second(out, proof, &scratch.database, err)
				  : read_catalog(out, proof, &scratch.database,
						 proof->skips_edges ? WITHOUT_EDGES : 0, err);
	scratch_close(&scratch);
	return rc;
}

int proof_read_target(struct catalog *out, struct proof *proof, const struct target *target,
		      struct sqlembic_error *err)
{
	catalog_init(out, proof->schema->kinds);
	if (target->kind == TARGET_URL)
		return read_url(out, proof, target, err);
	int rc = load_and_read(out, proof, target, true, err);
	if (rc < 0 && scratch_home_was_in_the_way(&proof->home, err)) {
		*err = (struct sqlembic_error){ 0 };
		rc = load_and_read(out, proof, target, false, err);
	}
	return rc < 0 ? rc : tell_broken(proof, out, err);
}

/* ---- scripts ---- */

int proof_arrange(struct action_list *actions, struct comparison *comparison, struct sqlembic_error *err)
{
	int rc = fate_decide(comparison, err);
	return rc == 0 ? arrange(actions, comparison, err) : rc;
}

int proof_compare(struct comparison *out, struct action_list *actions, const struct proof *proof,
		  const struct catalog *from, const struct catalog *to, struct sqlembic_error *err)
{
	int rc = compare(out, from, to, &proof->options, proof->arena, err);
	return rc == 0 ? proof_arrange(actions, out, err) : rc;
}

/* Of all schemas only that of unqualified names was read, which for `like` is another one. */
static bool is_of_another_home(const struct proof *proof, const struct catalog *like)
{
	const char *home = catalog_home(&proof->fresh), *other = like ? catalog_home(like) : NULL;
	return !proof->all_schemas && home && other && strcmp(home, other) != 0;
}

int proof_read_fresh(struct proof *proof, const struct database *database, const struct catalog *like,
		     struct sqlembic_error *err)
{
	if (proof->has_fresh)
		return 0;
	int rc = proof_read(&proof->fresh, proof, database, err);
	if (rc == 0 && is_of_another_home(proof, like))
		rc = catalog_forget_facts(&proof->fresh, err);
	proof->has_fresh = rc == 0;
	if (rc < 0)
		catalog_release(&proof->fresh);
	return rc;
}

static int write_building(struct sqlembic_buf *text, bool *in_transaction, struct proof *proof,
			  const struct database *database, const struct catalog *catalog,
			  struct sqlembic_error *err)
{
	struct comparison comparison;
	struct action_list actions;
	struct arena arena = { 0 };
	/* A new database is not always empty: PostgreSQL's has a schema. */
	int rc = proof_read_fresh(proof, database, catalog, err);
	if (rc == 0)
		rc = compare(&comparison, &proof->fresh, catalog, &proof->options, &arena, err);
	comparison.is_copy = true;
	if (rc == 0)
		rc = proof_arrange(&actions, &comparison, err);
	if (rc == 0) {
		if (proof->schema->copy_prologue)
			sqlembic_buf_printf(text, "%s;\n", proof->schema->copy_prologue);
		write_script(text, &actions, proof->schema->prologue, database->engine->dialect);
		*in_transaction = write_mode(&actions) == WRITE_ON;
		rc = text->failed ? sqlembic_fail_memory(err) : 0;
	}
	arena_release(&arena);
	return rc;
}

static const char building[] = "copy of the schema";

static struct sqlembic_span span_of(const struct sqlembic_buf *text)
{
	return (struct sqlembic_span){ sqlembic_buf_text(text), text->len };
}

int proof_fail_copy(struct sqlembic_error *err)
{
	if (err->code != SQLEMBIC_E_FAILED || err->hint[0])
		return err->code;
	return sqlembic_fail_hint(err,
				  "let scratch_setup make what this needs to be there, or let scratch_url "
				  "name a server that is like the database's");
}

/* A copy has all schemas that are read, but what is in them may lead into others (a foreign key). */
static int fail_building(const struct proof *proof, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	if (proof->all_schemas || !(dialect->complaints(err) & SQLEMBIC_COMPLAINT_NO_SCHEMA))
		return err->code;
	return sqlembic_fail_hint(err, "set include_schemas = true in the ini file: this leads into a schema "
				       "that is not read");
}

int proof_build(struct proof *proof, struct database *database, const struct catalog *catalog,
		struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	bool in_transaction;
	int rc = write_building(&text, &in_transaction, proof, database, catalog, err);
	if (rc == 0)
		rc = load_text(database, span_of(&text), building, in_transaction, err);
	sqlembic_buf_release(&text);
	return rc == SQLEMBIC_E_FAILED ? fail_building(proof, err) : rc;
}

/* ---- what the server makes of its own print ---- */

struct settling {
	struct catalog *out;
	struct proof *proof;
	const struct database *database;
	bool to_compare;
};

static int read_settled(void *payload, struct sqlembic_error *err)
{
	const struct settling *s = payload;
	return read_catalog(s->out, s->proof, s->database, s->to_compare ? WITHOUT_EDGES : 0, err);
}

/* In a database that is kept for that and is empty again behind it: to make one costs more than to read it.  *fits: false where
 * that cannot be done. */
static int settle_in_kept(struct settling *s, const struct catalog *catalog, bool *fits,
			  struct sqlembic_error *err)
{
	struct proof *proof = s->proof;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = proof->settling.home ? 0 : scratch_open(&proof->settling, &proof->home, false, err);
	s->database = &proof->settling.database;
	if (rc == 0)
		rc = write_building(&text, fits, proof, s->database, catalog, err);
	if (rc == 0 && *fits)
		rc = load_for_a_look(&proof->settling.database, span_of(&text), building, fits, read_settled,
				     s, err);
	sqlembic_buf_release(&text);
	if (rc == SQLEMBIC_E_FAILED)
		rc = fail_building(proof, err);
	/* Who knows what is in it now. */
	if (rc < 0)
		scratch_close(&proof->settling);
	return rc;
}

int proof_settle(struct catalog *out, struct proof *proof, const struct catalog *catalog, bool to_compare,
		 struct sqlembic_error *err)
{
	struct scratch scratch;
	struct settling s = { out, proof, &scratch.database, to_compare };
	bool fits = proof->live->engine->dialect->transactional_ddl && !proof->schema->scratch_database;
	const bool was_kept = proof->settling.home;
	catalog_init(out, proof->schema->kinds);
	int rc = fits ? settle_in_kept(&s, catalog, &fits, err) : 0;
	/* A server may have ended a session that was not used for long. */
	if (rc < 0 && rc != SQLEMBIC_E_INTERRUPTED && was_kept) {
		catalog_release(out);
		*err = (struct sqlembic_error){ 0 };
		rc = settle_in_kept(&s, catalog, &fits, err);
	}
	if (rc < 0 || fits)
		return rc;
	rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = proof_build(proof, &scratch.database, catalog, err);
	s.database = &scratch.database;
	if (rc == 0)
		rc = read_settled(&s, err);
	scratch_close(&scratch);
	return rc;
}
