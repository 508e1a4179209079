/* sides.c: see sides.h. */
#include "proof/sides.h"

#include <string.h>

#include "proof/target.h"
#include "schema/compare.h"
#include "sqlembic/error.h"

int sides_expect_same(const struct catalog *before, const struct catalog *now, const struct origin *origin,
		      struct sqlembic_error *err)
{
	struct comparison c = { 0 };
	int rc = compare(&c, before, now, NULL, origin->proof.arena, err);
	if (rc < 0 || compare_count(&c) == 0)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the schema was changed while it was compared");
	return sqlembic_fail_hint(err, "run the same command again");
}

static bool is_live(const char *word)
{
	return word && strcmp(word, ORIGIN_LIVE) == 0;
}

/* Reads the side again that was read without its edges, or with digests: a script is going to be made of it. */
static int complete(struct catalog *side, struct origin *origin, const char *word, struct sqlembic_error *err)
{
	struct catalog before = *side;
	if (!side->without_edges && !side->has_digests)
		return 0;
	*side = (struct catalog){ 0 };
	origin->proof.reads_again = true;
	int rc = origin_read(side, origin, word, err);
	origin->proof.reads_again = false;
	if (rc == 0 && !before.has_digests)
		rc = sides_expect_same(&before, side, origin, err);
	if (before.has_digests && is_live(word)) {
		origin->proof.digests->live = before;
		origin->proof.digests->has_live = true;
	} else {
		catalog_release(&before);
	}
	return rc;
}

/* What extensions and types a model's tables need is made of the database's own catalog. */
static bool is_of_models(struct origin *origin, const char *word)
{
	struct target target = { 0 };
	struct sqlembic_error unheard = { 0 };
	int rc = word ? target_describe(&target, origin->proof.arena, word, "", &unheard)
		      : target_configured(&target, origin->proof.arena, origin->config, &unheard);
	return rc == 0 && target.kind == TARGET_MODELS;
}

/* Where both sides were read so, they are equal: the second would have been read in full. */
static bool are_equal_digests(const struct catalog *a, const struct catalog *b)
{
	return a->has_digests && b->has_digests;
}

/* To tell differences takes no edges, but to have both printed alike takes copies of them. */
static int ask_edges(bool *out, const struct catalog *a, const struct catalog *b, const struct origin *origin,
		     struct sqlembic_error *err)
{
	struct arena arena = { 0 }; /* what is compared for this question alone is as long as both catalogs */
	struct comparison c;
	int rc = compare(&c, a, b, &origin->proof.options, &arena, err);
	*out = rc == 0 && !compare_is_equal(&c) && compare_differs_in_print(&c);
	arena_release(&arena);
	return rc;
}

/* Reads again what was read to see only whether anything has changed, where it has. */
static int complete_both(struct catalog *a, struct catalog *b, struct origin *origin, const char *from,
			 const char *to, struct sqlembic_error *err)
{
	const bool has_digests = a->has_digests || b->has_digests;
	if (!a->without_edges && !b->without_edges && !has_digests)
		return 0;
	if (!has_digests) {
		bool needs_edges = false;
		int rc = ask_edges(&needs_edges, a, b, origin, err);
		if (rc < 0 || !needs_edges)
			return rc;
	}
	int rc = complete(a, origin, from, err);
	return rc == 0 ? complete(b, origin, to, err) : rc;
}

static bool is_lasting(const char *word)
{
	return is_live(word) || (word && target_is_url(word));
}

#define COMPARE_ALL "; include_schemas = true compares all"

/* `side`, which `word` names, has no schema `missing`, or another one before that. */
static int hint_home(const struct catalog *side, const char *word, const char *missing,
		     const char *other_word, struct sqlembic_error *err)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	const char *home = catalog_home(side);
	sqlembic_buf_quote(&name, missing, '"');
	const char *quoted = sqlembic_buf_text(&name);
	if (catalog_list_has(&side->path, missing))
		(void)sqlembic_fail_hint(err, "let the search_path begin with %s on both sides" COMPARE_ALL,
					 quoted);
	else if (!is_lasting(word) && (is_live(other_word) || !home))
		(void)sqlembic_fail_hint(
			err, "let scratch_setup name an SQL file that makes it: CREATE SCHEMA %s;", quoted);
	else if (!is_lasting(word))
		(void)sqlembic_fail_hint(err, "let the search_path of the URL begin with %s" COMPARE_ALL,
					 home);
	else if (!home)
		(void)sqlembic_fail_hint(err, "make schema %s there" COMPARE_ALL, quoted);
	else
		(void)sqlembic_fail_hint(
			err,
			"let the search_path (of sqlalchemy.url, the role or the database) begin "
			"with %s, or make schema %s there" COMPARE_ALL,
			home, quoted);
	sqlembic_buf_release(&name);
	return err->code;
}

/* Of all schemas those of unqualified names are compared: were it two, everything would go from one and come in the other.  A side
 * that has none yet may get one. */
static int expect_one_home(const struct catalog *a, const struct catalog *b, const struct origin *origin,
			   const char *from, const char *to, struct sqlembic_error *err)
{
	const char *home = catalog_home(a), *other = catalog_home(b);
	if (origin->proof.all_schemas || !home || (other && strcmp(home, other) == 0))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "unqualified names mean schema %s on one side, and %s%s on the other", home,
			    other ? "schema " : "none", other ? other : "");
	if (!other || !catalog_list_has(&b->path, home))
		return hint_home(b, to, home, from, err);
	return hint_home(a, from, other, to, err);
}

/* ---- one after the other, or side by side ---- */

/* In which order they are read, as far as one of them needs the other. */
struct turns {
	struct catalog *first, *second;
	const char *first_word, *second_word;
	const struct catalog *ground; /* the first, where the second is to become like it; else NULL */
	bool with_digests;            /* the first, as far as it lasts */
};

/* What is built in scratch is gone before it could be read again: it is read second, where the first one is read with digests. */
static struct turns choose_turns(struct catalog *a, struct catalog *b, const struct proof *proof,
				 const char *from, const char *to)
{
	const bool with_digests = proof->wants_digests && proof->schema->reads_digests;
	const bool is_turned = with_digests && !is_lasting(from) && is_lasting(to);
	return is_turned ? (struct turns){ b, a, to, from, NULL, with_digests }
			 : (struct turns){ a, b, from, to, a, with_digests };
}

static int read_in_turn(const struct turns *turns, struct origin *origin, struct sqlembic_error *err)
{
	struct proof *proof = &origin->proof;
	int rc = origin_read(turns->first, origin, turns->first_word, err);
	proof->wants_digests = false;
	proof->first = turns->first->has_digests ? turns->first : NULL;
	proof->ground = turns->ground;
	return rc == 0 ? origin_read(turns->second, origin, turns->second_word, err) : rc;
}

/* The live database, which a thread reads. */
struct live_reading {
	struct catalog *out;
	struct proof proof;
};

static int read_live(void *payload, struct sqlembic_error *err)
{
	const struct live_reading *reading = payload;
	return proof_read_live(reading->out, &reading->proof, err);
}

/* Who is stopped while a script runs says what that was. */
static int choose_error(int rc, int live_rc, const struct sqlembic_error *said, struct sqlembic_error *err)
{
	const bool is_of_live = live_rc < 0 && (rc == 0 || live_rc != SQLEMBIC_E_INTERRUPTED);
	return is_of_live ? sqlembic_fail_copy(err, said) : rc;
}

/* The other side is read, or loaded first, in the caller's thread: to load a schema takes as long as to read one. */
static int read_beside(const struct turns *turns, struct origin *origin, struct sqlembic_error *err)
{
	struct proof *proof = &origin->proof;
	const bool is_first = is_live(turns->first_word);
	const char *other = is_first ? turns->second_word : turns->first_word;
	struct catalog *live = is_first ? turns->first : turns->second;
	struct live_reading reading = { .out = live };
	struct sqlembic_buf kept = SQLEMBIC_BUF_INIT;
	struct sqlembic_error said = { 0 }, unheard = { 0 };
	struct task task = { 0 };
	int rc = origin_ask_live(origin, other, err);
	if (rc < 0)
		return rc;
	if (proof->home.server.driver->prepare_threads)
		proof->home.server.driver->prepare_threads(origin->live.owns_process);
	reading.proof = *proof;
	proof->wants_digests = false;
	proof->first = is_first && turns->with_digests ? live : NULL;
	proof->ground = is_first ? turns->ground : NULL;
	proof->reads_first = &task;
	database_step_aside(&origin->live, &kept);
	task_begin(&task, read_live, &reading);
	rc = origin_read(is_first ? turns->second : turns->first, origin, other, err);
	const int live_rc = task_end(&task, &said);
	proof->reads_first = NULL;
	const int told = database_come_back(&origin->live, rc < 0 || live_rc < 0 ? &unheard : err);
	rc = choose_error(rc, live_rc, &said, err);
	return rc < 0 ? rc : told;
}

/* Where digests are wanted the live database can be read meanwhile only if it is the first one; models are written for what it has. */
static bool can_be_beside(const struct turns *turns, const struct proof *proof)
{
	const bool is_first = is_live(turns->first_word), is_second = is_live(turns->second_word);
	return is_first != is_second && (is_first || !turns->with_digests) && !proof->filter.models;
}

static int read_both(struct catalog *a, struct catalog *b, struct origin *origin, const char *from,
		     const char *to, struct sqlembic_error *err)
{
	struct proof *proof = &origin->proof;
	const struct turns turns = choose_turns(a, b, proof, from, to);
	int rc = can_be_beside(&turns, proof) ? read_beside(&turns, origin, err)
					      : read_in_turn(&turns, origin, err);
	proof->ground = proof->first = NULL;
	return rc == 0 ? expect_one_home(a, b, origin, from, to, err) : rc;
}

static const char *word_of_from(const struct sqlembic_compare_options *wanted)
{
	return wanted->from ? wanted->from : ORIGIN_LIVE;
}

int sides_read_whole(struct catalog *a, struct catalog *b, struct origin *origin,
		     const struct sqlembic_compare_options *wanted, struct sqlembic_error *err)
{
	struct proof *proof = &origin->proof;
	const struct caller caller = origin_hush(origin);
	catalog_release(a);
	catalog_release(b);
	proof_forget_digests(proof);
	proof->is_whole = proof->reads_again = true;
	int rc = read_both(a, b, origin, word_of_from(wanted), wanted->to, err);
	proof->reads_again = false;
	origin->live.caller = caller;
	return rc;
}

/* As a rule nothing has changed, but where a script is wanted.  That facts or digests are enough to show, and on PostgreSQL a
 * third of the work are edges. */
int sides_read(struct catalog *a, struct catalog *b, struct origin *origin,
	       const struct sqlembic_compare_options *wanted, struct sqlembic_error *err)
{
	const char *from = word_of_from(wanted);
	struct proof *proof = &origin->proof;
	proof->filter.models = is_of_models(origin, wanted->to) || is_of_models(origin, from);
	bool is_plain = !proof->filter.include && !proof->filter.exclude && wanted->nrenames == 0 &&
			!proof->filter.models;
	proof->skips_edges = is_plain && !wanted->scripts;
	proof->wants_digests = proof->folds = is_plain;
	proof_forget_digests(proof);
	int rc = read_both(a, b, origin, from, wanted->to, err);
	proof->skips_edges = false;
	if (rc < 0 || are_equal_digests(a, b))
		return rc;
	rc = complete_both(a, b, origin, from, wanted->to, err);
	const bool is_blind = rc == 0 && proof->digests->has_portion &&
			      !portion_is_shown(&proof->digests->portion, a, b);
	return is_blind ? sides_read_whole(a, b, origin, wanted, err) : rc;
}
