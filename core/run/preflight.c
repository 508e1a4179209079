/* preflight.c: see preflight.h. */
#include "run/preflight.h"

#include <stdio.h>
#include <string.h>

#include "run/own_tables.h"
#include "scripts/script.h"
#include "sql/checksum.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

/* Small scripts are many: reading them a second time would cost more than keeping them does. */
#define KEEP_EACH ((size_t)16 << 10)
#define KEEP_ALL  ((size_t)4 << 20)

const char *preflight_path(const struct step *step)
{
	return step->direction == SQLEMBIC_UPGRADE ? step->revision->up_path : step->revision->down_path;
}

struct script_facts *preflight_facts(const struct preflight *preflight, const struct step *step)
{
	return &preflight->facts[step->revision->index];
}

bool preflight_is_stepwise(const struct preflight *preflight, const struct step *step)
{
	return !preflight->dialect->transactional_ddl ||
	       preflight_facts(preflight, step)->transaction != SCRIPT_TRANSACTION_ON;
}

int preflight_open(struct preflight *preflight, const struct step *step, struct sqlembic_error *err)
{
	const char *path = preflight_path(step);
	const struct script_facts *facts = preflight_facts(preflight, step);
	if (!preflight->scan && !(preflight->scan = scan_open(preflight->dialect, path, NULL, NULL)))
		return sqlembic_fail_memory(err);
	if (!facts->text.ptr)
		return scan_begin_file(preflight->scan, path, err);
	if (facts->only)
		scan_begin_cut(preflight->scan, path, facts->text, facts->only);
	else
		scan_begin_text(preflight->scan, path, facts->text);
	return 0;
}

int preflight_check_same(const struct preflight *preflight, const struct step *step,
			 struct sqlembic_error *err)
{
	const struct script_facts *facts = preflight_facts(preflight, step);
	if (facts->text.ptr || scan_fingerprint(preflight->scan) == facts->fingerprint)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the script was changed while the command ran: what was looked through is not what has "
		      "been run");
	return sqlembic_fail_at(err, preflight_path(step), 0, 0);
}

static int keep_text(struct script_facts *facts, struct preflight *preflight, struct sqlembic_error *err)
{
	struct sqlembic_span text;
	if (facts->text.ptr)
		return 0;
	if (!scan_whole_text(preflight->scan, &text) || text.len > KEEP_EACH ||
	    text.len > KEEP_ALL - preflight->kept)
		return 0;
	const char *copy = arena_copy(preflight->arena, text.ptr, text.len);
	if (!copy)
		return sqlembic_fail_memory(err);
	facts->text = (struct sqlembic_span){ copy, text.len };
	preflight->kept += text.len;
	return 0;
}

/* Of `text`, unless the scanner has read it otherwise.  `first` is empty where there is more to say of it. */
static int keep_only(struct script_facts *facts, const struct preflight *preflight,
		     const struct statement *first, struct sqlembic_error *err)
{
	struct sqlembic_span read;
	const struct sqlembic_span text = facts->text;
	if (facts->statements != 1 || !first->sql.ptr || !text.ptr ||
	    !scan_whole_text(preflight->scan, &read) || read.len != text.len ||
	    memcmp(read.ptr, text.ptr, text.len) != 0)
		return 0;
	struct statement *only = arena_alloc(preflight->arena, 1, sizeof(*only));
	const char *words = arena_copy(preflight->arena, first->words.ptr, first->words.len);
	if (!only || !words)
		return sqlembic_fail_memory(err);
	*only = *first;
	only->sql.ptr = only->text.ptr = text.ptr + first->begin;
	only->words.ptr = words;
	facts->only = only;
	return 0;
}

/* What a look through all scripts finds. */
struct findings {
	size_t n;
	struct sqlembic_error first;
};

/* More of them would only hide the first. */
#define FINDINGS_TOLD 200

/* Takes a refusal from `err` and lets the look go on; any other failure ends it. */
static int note(struct findings *findings, const struct preflight *preflight, struct sqlembic_error *err)
{
	if (err->code != SQLEMBIC_E_FAILED)
		return err->code;
	const struct sqlembic_error found = *err;
	*err = (struct sqlembic_error){ 0 };
	if (findings->n++ == 0)
		findings->first = found;
	if (findings->n == 1 || findings->n > FINDINGS_TOLD)
		return 0;
	char place[sizeof(found.file) + 32] = "";
	if (found.column)
		(void)snprintf(place, sizeof(place), "%s:%d:%d: ", found.file, found.line, found.column);
	else if (found.file[0])
		(void)snprintf(place, sizeof(place), "%s:%d: ", found.file, found.line);
	char text[sizeof(place) + sizeof(found.message)];
	(void)snprintf(text, sizeof(text), "%s%s", place, found.message);
	return caller_tell(preflight->caller, SQLEMBIC_EVENT_WARNING, text, err);
}

/* The first finding is the error. */
static int conclude(const struct findings *findings, struct sqlembic_error *err)
{
	if (findings->n == 0)
		return 0;
	*err = findings->first;
	if (findings->n > 1)
		(void)sqlembic_fail_detail(err, "%s%s%zu more to correct: see the warnings above",
					   err->detail, err->detail[0] ? "\n" : "", findings->n - 1);
	return err->code;
}

static int refuse(const struct statement *statement, const char *path, struct sqlembic_error *err)
{
	sqlembic_fail_state(err, "nothing was changed");
	return excerpt_point(err, path, statement);
}

/* Statements of a class, unless they are of another, too, that do not fit the transaction mode of their script. */
static const struct misfit {
	unsigned modes; /* bits by enum script_transaction */
	unsigned classes, unless;
	const char *before, *after; /* what is said round its first words */
	const char *hint;
} misfits[] = {
	{ 1 << SCRIPT_TRANSACTION_OFF, SQLEMBIC_CLASS_TXN, 0,
	  "the script begins or ends a transaction by itself (", ")",
	  "make the header line \"-- transaction: own\", or take the statement out, since the script runs "
	  "statement by statement" },
	{ 1 << SCRIPT_TRANSACTION_ON, SQLEMBIC_CLASS_TXN, 0,
	  "the script begins or ends a transaction by itself (", ")",
	  "take the statement out, since the script runs in a transaction anyway, or add the header line "
	  "\"-- transaction: own\"" },
	/* A setting that is ignored inside a transaction does no harm there; a statement that fails does. */
	{ 1 << SCRIPT_TRANSACTION_ON, SQLEMBIC_CLASS_NO_TXN, SQLEMBIC_CLASS_SESSION, "",
	  " cannot run inside a transaction",
	  "add the header line \"-- transaction: off\" to run the script statement by statement" },
	{ 1 << SCRIPT_TRANSACTION_OFF, SQLEMBIC_CLASS_IN_TXN, 0, "",
	  " means nothing outside of a transaction, and this script runs statement by statement",
	  "make the header line \"-- transaction: own\" and let the script begin and commit, or take it "
	  "out" },
};

static int refuse_misfit(const struct misfit *misfit, const struct scan *scan,
			 const struct statement *statement, const char *path, struct sqlembic_error *err)
{
	struct sqlembic_buf words = SQLEMBIC_BUF_INIT;
	scan_words_show(&words, scan, statement->sql);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s%s%s", misfit->before, sqlembic_buf_text(&words),
		      misfit->after);
	sqlembic_buf_release(&words);
	sqlembic_fail_hint(err, "%s", misfit->hint);
	return refuse(statement, path, err);
}

/* One finding of a kind is enough for a script: one header line cures them all.  `told` has a bit for each. */
static int check_statement(const struct statement *statement, enum script_transaction mode,
			   const struct preflight *preflight, const char *path, unsigned *told,
			   struct sqlembic_error *err)
{
	const char *ours = own_tables_touched(preflight->records, preflight->scan, statement);
	if (ours) {
		(void)own_tables_refuse(preflight->records, ours, err);
		return refuse(statement, path, err);
	}
	/* Where no transaction of ours surrounds a script, it may have its own without saying so. */
	if (!preflight->dialect->transactional_ddl)
		return 0;
	for (size_t i = 0; i < sizeof(misfits) / sizeof(*misfits); i++) {
		const struct misfit *misfit = &misfits[i];
		if (!(misfit->modes & 1U << mode) || !(statement->classes & misfit->classes) ||
		    (statement->classes & misfit->unless) || (*told & 1U << i))
			continue;
		*told |= 1U << i;
		return refuse_misfit(misfit, preflight->scan, statement, path, err);
	}
	return 0;
}

bool preflight_steers(const struct statement *statement, bool *open)
{
	static const char chain[] = " AND CHAIN";
	struct sqlembic_span words = statement->words;
	if (!(statement->classes & SQLEMBIC_CLASS_TXN) || (statement->classes & SQLEMBIC_CLASS_SESSION))
		return false;
	*open = !(statement->classes & SQLEMBIC_CLASS_IN_TXN) ||
		memmem(words.ptr, words.len, chain, strlen(chain));
	return true;
}

/* The transactions of a script, as far as it was looked through. */
struct following {
	bool has_begun; /* a statement has begun or ended one: what comes before it stands inside if that has ended one */
	bool is_open;
	size_t steering;      /* statements that begin or end one */
	bool begins_plainly;  /* by the script's first statement, with no word on what it is to be */
	size_t ended_plainly; /* number of the statement that has ended one as plainly, the last of them */
	bool has_outside;     /* a savepoint may stand outside */
	struct sqlembic_error outside;
};

/* Whether the statement is one of these and nothing else: words alone would not tell "COMMIT:", which is an error. */
static bool is_one_of(const struct scan *scan, const struct statement *statement, const char *const *list)
{
	bool is = false;
	for (size_t i = 0; !is && list[i]; i++) {
		struct sqlembic_tokens tokens = scan_words_tokens(scan, statement->sql);
		struct sqlembic_token token;
		is = sqlembic_token_take(&tokens, list[i]) && !sqlembic_token_next(&tokens, &token);
	}
	return is;
}

static void follow_wrapping(struct following *following, const struct scan *scan,
			    const struct statement *statement)
{
	static const char *const begins[] = { "BEGIN", "BEGIN WORK", "BEGIN TRANSACTION", "START TRANSACTION",
					      NULL };
	static const char *const commits[] = { "COMMIT", "COMMIT WORK", "COMMIT TRANSACTION",
					       "END",    "END WORK",    "END TRANSACTION",
					       NULL };
	following->steering++;
	if (statement->number == 1)
		following->begins_plainly = is_one_of(scan, statement, begins);
	else if (is_one_of(scan, statement, commits))
		following->ended_plainly = statement->number;
}

static void follow_transactions(struct script_facts *facts, const struct scan *scan,
				const struct statement *statement, struct following *following)
{
	bool open;
	if (!preflight_steers(statement, &open))
		return;
	bool ends = statement->classes & SQLEMBIC_CLASS_IN_TXN;
	if (!following->has_begun) {
		facts->begins_inside = ends;
		following->has_outside = following->has_outside && !ends;
	}
	facts->ends_inside = ends && open;
	following->has_begun = true;
	following->is_open = open;
	follow_wrapping(following, scan, statement);
}

/* SQLite would begin a transaction with a savepoint, which the statement's own transaction hides from it; PostgreSQL
 * refuses it half way. */
static void find_savepoint_outside(struct following *following, const struct preflight *preflight,
				   const struct statement *statement, const char *path)
{
	const unsigned steers = SQLEMBIC_CLASS_TXN | SQLEMBIC_CLASS_IN_TXN;
	if (following->is_open || following->has_outside ||
	    (statement->classes & steers) != SQLEMBIC_CLASS_IN_TXN)
		return;
	const struct misfit misfit = { .before = "",
				       .after = " stands outside of a transaction",
				       .hint = "begin one before the first savepoint, with BEGIN, and end it "
					       "with COMMIT" };
	following->has_outside = true;
	following->outside = (struct sqlembic_error){ 0 };
	(void)refuse_misfit(&misfit, preflight->scan, statement, path, &following->outside);
}

/* What another tool would run on the way back is not run on the way there, nor the other way round. */
static int check_section(const struct statement *statement, const struct step *step, unsigned *told,
			 struct sqlembic_error *err)
{
	const bool up = step->direction == SQLEMBIC_UPGRADE;
	const unsigned bit = 1U << sizeof(misfits) / sizeof(*misfits);
	if (statement->section != (up ? SCAN_SECTION_DOWN : SCAN_SECTION_UP) || (*told & bit))
		return 0;
	*told |= bit;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "'%s' begins the %s section of another tool's file; its statements would run "
			    "with this script",
			    statement->section_text, up ? "down" : "up");
	(void)sqlembic_fail_at(err, preflight_path(step), statement->section_line, statement->section_column);
	return sqlembic_fail_hint(
		err, up ? "move what stands below that line into the .down.sql beside this script"
			: "leave in this script only what takes the revision back");
}

/* The next run tells by the hash whether the first statement is the one that was announced (announce.c). */
static int note_first(struct script_facts *facts, const struct preflight *preflight,
		      const struct statement *statement, struct sqlembic_error *err)
{
	char hash[HASH_TEXT_SIZE];
	facts->first = statement->classes;
	if (preflight->dialect->transactional_ddl || !(statement->classes & SQLEMBIC_CLASS_DDL))
		return 0;
	checksum_statement(hash, statement->sql);
	facts->first_hash = arena_dup(preflight->arena, hash);
	return facts->first_hash ? 0 : sqlembic_fail_memory(err);
}

static int look_through(struct script_facts *facts, struct preflight *preflight, const struct step *step,
			struct findings *findings, struct sqlembic_error *err)
{
	struct statement statement, first = { 0 };
	facts->only = NULL;
	int rc = preflight_open(preflight, step, err);
	if (rc < 0)
		return rc;
	struct following following = { .has_begun = false };
	const bool is_own = facts->transaction == SCRIPT_TRANSACTION_OWN &&
			    preflight->dialect->transactional_ddl;
	unsigned told = 0;
	facts->statements = facts->first = 0;
	facts->first_hash = NULL;
	facts->changes_session = false;
	facts->is_plain = preflight->is_plain != NULL;
	while ((rc = scan_next(preflight->scan, &statement, err)) > 0) {
		if (++facts->statements == 1) {
			if (scan_can_keep(&statement))
				first = statement;
			if ((rc = note_first(facts, preflight, &statement, err)) < 0)
				return rc;
		}
		follow_transactions(facts, preflight->scan, &statement, &following);
		if (is_own)
			find_savepoint_outside(&following, preflight, &statement, preflight_path(step));
		if (statement.classes & SQLEMBIC_CLASS_SESSION)
			facts->changes_session = true;
		facts->is_plain = facts->is_plain && preflight->is_plain(statement.text);
		rc = check_section(&statement, step, &told, err);
		if (rc == 0)
			rc = check_statement(&statement, facts->transaction, preflight, preflight_path(step),
					     &told, err);
		if (rc < 0) {
			sqlembic_fail_state(err, "nothing was changed");
			rc = note(findings, preflight, err);
		}
		if (rc < 0)
			return rc;
	}
	if (rc == 0 && following.has_outside) {
		*err = following.outside;
		rc = note(findings, preflight, err);
	}
	facts->is_wrapped = is_own && following.begins_plainly && following.steering == 2 &&
			    following.ended_plainly == facts->statements;
	facts->bytes = scan_offset(preflight->scan);
	facts->fingerprint = scan_fingerprint(preflight->scan);
	if (rc == 0)
		rc = keep_text(facts, preflight, err);
	return rc < 0 ? rc : keep_only(facts, preflight, &first, err);
}

bool preflight_is_plain(const struct preflight *preflight, const struct plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		const struct step *step = &plan->steps[i];
		if (step->direction != SQLEMBIC_STAMP && !preflight_facts(preflight, step)->is_plain)
			return false;
	}
	return true;
}

static int refuse_irreversible(const struct revision *revision, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "revision %s cannot be downgraded: it has no down script",
		      revision->id);
	sqlembic_fail_at(err, revision->up_path, revision->line, 0);
	sqlembic_fail_state(err, "nothing was changed");
	return sqlembic_fail_hint(
		err, "write its .down.sql, or restore a backup; a .down.sql of comments only is a "
		     "downgrade that does nothing");
}

static int read_down_header(struct script_facts *facts, const struct step *step, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	int rc = script_read_down(&facts->transaction, &scratch, step->revision->down_path,
				  step->revision->id, err);
	arena_release(&scratch);
	return rc;
}

static int check_step(struct preflight *preflight, const struct step *step, struct findings *findings,
		      struct sqlembic_error *err)
{
	struct script_facts *facts = preflight_facts(preflight, step);
	if (facts->checked)
		return 0;
	facts->transaction = step->revision->transaction;
	if (step->direction == SQLEMBIC_UPGRADE && step->revision->script_length)
		facts->text = (struct sqlembic_span){ step->revision->raw, step->revision->script_length };
	if (step->direction == SQLEMBIC_DOWNGRADE) {
		if (!step->revision->down_path)
			return refuse_irreversible(step->revision, err);
		int rc = read_down_header(facts, step, err);
		if (rc < 0)
			return rc;
	}
	size_t before = findings->n;
	int rc = look_through(facts, preflight, step, findings, err);
	facts->checked = rc == 0 && findings->n == before;
	return rc;
}

int preflight_scripts(struct preflight *preflight, const struct plan *plan, struct sqlembic_error *err)
{
	if (!preflight->facts) {
		preflight->facts = arena_alloc(preflight->arena, preflight->graph->n + 1,
					       sizeof(*preflight->facts));
		if (!preflight->facts)
			return sqlembic_fail_memory(err);
	}
	struct findings findings = { 0 };
	int rc = 0;
	/* Steps without a script first: no use in reading the others. */
	for (size_t i = 0; rc == 0 && i < plan->n; i++) {
		const struct step *step = &plan->steps[i];
		if (step->direction == SQLEMBIC_DOWNGRADE && !step->revision->down_path &&
		    refuse_irreversible(step->revision, err) < 0)
			rc = note(&findings, preflight, err);
	}
	bool irreversible = findings.n > 0;
	for (size_t i = 0; rc == 0 && !irreversible && i < plan->n; i++) {
		if (plan->steps[i].direction == SQLEMBIC_STAMP)
			continue;
		if (check_step(preflight, &plan->steps[i], &findings, err) < 0) {
			sqlembic_fail_state(err, "nothing was changed");
			rc = note(&findings, preflight, err);
		}
	}
	return rc ? rc : conclude(&findings, err);
}

void preflight_release(struct preflight *preflight)
{
	scan_close(preflight->scan);
	preflight->scan = NULL;
}
