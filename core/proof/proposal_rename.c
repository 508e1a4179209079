/* proposal_rename.c: objects that people say have another name now.
 *
 * The server renames them in a scratch copy, and its own print of the result is compared: views and triggers that
 * follow a rename, or do not, are what the server makes of them. */
#include <stdlib.h>
#include <string.h>

#include "proof/load.h"
#include "proof/proposal.h"
#include "schema/rename.h"
#include "sqlembic/error.h"

struct renaming {
	struct proposal *proposal;
	struct proof *proof;
	const struct catalog *wanted;
	struct filter filter;
	const struct sqlembic_fact *stepping; /* what steps aside now; NULL: people say how it is called */
	const char **aside;                   /* identities of what has done so; the filter's */
	size_t naside;
	struct scratch scratch;
	struct catalog
		*past; /* catalogs between the original and the last: facts of theirs are still looked at */
	size_t npast;
	struct sqlembic_buf up, down, text; /* text: of one statement */
	struct sqlembic_error *err;
};

static int keep(void *payload, const struct sqlembic_action *action, struct sqlembic_error *err)
{
	struct renaming *r = payload;
	(void)err;
	sqlembic_buf_printf(&r->text, "%s;\n", action->sql);
	return 0;
}

/* "renamed table 'a' to 'b'" for people. */
static int tell(struct renaming *r, const struct sqlembic_kind *kind, const struct sqlembic_fact *old_fact,
		const struct sqlembic_fact *new_fact)
{
	const char **grown = arena_alloc(r->proof->arena, r->proposal->nrenamed + 1, sizeof(*grown));
	if (!grown)
		return sqlembic_fail_memory(r->err);
	if (r->proposal->nrenamed > 0)
		memcpy(grown, r->proposal->renamed, r->proposal->nrenamed * sizeof(*grown));
	r->proposal->renamed = grown;
	grown[r->proposal->nrenamed] = arena_printf(r->proof->arena, "renamed %s '%s' to '%s'", kind->name,
						    old_fact->shown, new_fact->name);
	return grown[r->proposal->nrenamed++] ? 0 : sqlembic_fail_memory(r->err);
}

/* What is in `now` but was not in `before`: the fact of this kind under its other name; NULL: there is none. */
static const struct sqlembic_fact *find_new(const struct catalog *now, const struct catalog *before,
					    unsigned kind)
{
	const struct sqlembic_fact *fact;
	for (size_t i = 0; (fact = now->side.fact(&now->side, kind, i)); i++)
		if (catalog_find(before, kind, fact->identity) == CATALOG_NONE)
			return fact;
	return NULL;
}

/* Its name is ours: the lists of names mean the one that it had. */
static int keep_aside(struct renaming *r, const struct catalog *now)
{
	const struct sqlembic_fact *renamed = find_new(now, &r->proposal->from, r->stepping->kind);
	if (!renamed)
		return sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "%s is not there after it was renamed",
				     r->stepping->shown);
	const char *identity = arena_dup(r->proof->arena, renamed->identity);
	if (!identity)
		return sqlembic_fail_memory(r->err);
	r->aside[r->naside++] = identity;
	return 0;
}

/* Takes over what the copy is now. */
static int read_again(struct renaming *r)
{
	struct catalog now;
	int rc = proof_read(&now, r->proof, &r->scratch.database, r->err);
	if (rc == 0 && r->stepping)
		rc = keep_aside(r, &now);
	if (rc < 0) {
		catalog_release(&now);
		return rc;
	}
	struct catalog before = r->proposal->from;
	r->proposal->from = now;
	if (r->proposal->original.n == 0)
		r->proposal->original = before;
	else
		r->past[r->npast++] = before;
	catalog_release(&r->proposal->to);
	return filter_apply(&r->proposal->to, &r->proposal->from, r->wanted, &r->filter, r->err);
}

/* The statement back goes in front of those of earlier renames. */
static void put_back(struct renaming *r)
{
	sqlembic_buf_puts(&r->text, sqlembic_buf_text(&r->down));
	struct sqlembic_buf swap = r->down;
	r->down = r->text;
	r->text = swap;
}

static bool is_none(void *payload, const struct sqlembic_fact *fact)
{
	(void)payload;
	(void)fact;
	return false;
}

/* Appends what finds `used` by name, and what uses that: each once, in front of what it uses. */
static void list_followers(const struct sqlembic_fact **list, size_t *n, bool *is_listed,
			   const struct catalog *catalog, const struct sqlembic_fact *used)
{
	const struct sqlembic_side *side = &catalog->side;
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = side->user(side, used, i)); i++) {
		size_t entry = catalog_index(catalog, user);
		if (is_listed[entry] || !(catalog->kinds[user->kind].flags & SQLEMBIC_KIND_BY_NAME) ||
		    user->flags & SQLEMBIC_FACT_BROKEN)
			continue;
		is_listed[entry] = true;
		list_followers(list, n, is_listed, catalog, user);
		list[(*n)++] = user;
	}
}

/* Drops what would not follow the rename of `fact`; `made` gets the statements that make it again.  A comparison makes it
 * again as it is wanted. */
static int drop_followers(struct renaming *r, const struct sqlembic_action_sink *sink,
			  const struct sqlembic_fact *fact, struct sqlembic_buf *made)
{
	const struct catalog *catalog = &r->proposal->from;
	const struct sqlembic_side *side = &catalog->side;
	const struct sqlembic_fact *parent = side->parent(side, fact);
	const struct sqlembic_fact **list = arena_alloc(r->proof->arena, catalog->n, sizeof(*list));
	bool *is_listed = arena_alloc(r->proof->arena, catalog->n, sizeof(*is_listed));
	struct sqlembic_buf dropped = r->text;
	size_t n = 0;
	int rc = 0;
	if (!list || !is_listed)
		return sqlembic_fail_memory(r->err);
	list_followers(list, &n, is_listed, catalog, parent ? parent : fact);
	r->text = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
	for (size_t i = n; rc == 0 && i > 0; i--)
		rc = catalog->kinds[list[i - 1]->kind].create(sink, side, list[i - 1], r->err);
	*made = r->text;
	r->text = dropped;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = catalog->kinds[list[i]->kind].drop(sink, side, list[i], r->err);
	return rc;
}

/* The statements in `text`, in scratch and in the up script. */
static int run_in_scratch(struct renaming *r)
{
	int rc = load_text(&r->scratch.database,
			   (struct sqlembic_span){ sqlembic_buf_text(&r->text), r->text.len }, "rename", true,
			   r->err);
	sqlembic_buf_puts(&r->up, sqlembic_buf_text(&r->text));
	return rc == 0 ? read_again(r) : rc;
}

/* All is done to what there is. */
static struct sqlembic_action_sink sink_of(struct renaming *r)
{
	const struct sqlembic_side *side = &r->proposal->from.side;
	return (struct sqlembic_action_sink){ .action = keep,
					      .payload = r,
					      .is_dropped = is_none,
					      .is_created = is_none,
					      .from = side,
					      .to = side };
}

/* The way back from what the object is called now: `made` follows it. */
static int rename_back(struct renaming *r, const struct sqlembic_action_sink *sink,
		       const struct sqlembic_kind *kind, const struct sqlembic_fact *old_fact,
		       unsigned number, const char *identity, const struct sqlembic_buf *made)
{
	const struct sqlembic_side *side = &r->proposal->from.side;
	const struct sqlembic_fact *renamed = side->find(side, number, identity);
	if (!renamed)
		return sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "%s %s is not there after it was renamed",
				     kind->name, identity);
	sqlembic_buf_clear(&r->text);
	int rc = kind->rename(sink, side, renamed, old_fact, r->err);
	sqlembic_buf_puts(&r->text, sqlembic_buf_text(made));
	put_back(r);
	return rc;
}

static int rename_one(struct renaming *r, const char *old_name, const char *new_name)
{
	struct comparison c;
	struct rename found = { 0 };
	struct sqlembic_buf made = SQLEMBIC_BUF_INIT;
	const struct sqlembic_action_sink sink = sink_of(r);
	int rc = compare(&c, &r->proposal->from, &r->proposal->to, &r->proof->options, r->proof->arena,
			 r->err);
	if (rc == 0)
		rc = rename_match(&found, &c, old_name, new_name, r->err);
	if (rc < 0)
		return rc;
	const struct sqlembic_kind *kind = compare_kind(&c, &c.pairs[found.old_pair]);
	const struct sqlembic_fact *old_fact = compare_before(&c, &c.pairs[found.old_pair]);
	const struct sqlembic_fact *new_fact = compare_after(&c, &c.pairs[found.new_pair]);
	/* The catalog that it is in is made again. */
	const char *identity = arena_dup(r->proof->arena, new_fact->identity);
	unsigned number = new_fact->kind;
	if (!identity)
		return sqlembic_fail_memory(r->err);
	sqlembic_buf_clear(&r->text);
	rc = drop_followers(r, &sink, old_fact, &made);
	if (rc == 0)
		rc = kind->rename(&sink, &r->proposal->from.side, old_fact, new_fact, r->err);
	if (rc == 0)
		rc = tell(r, kind, old_fact, new_fact);
	if (rc == 0)
		rc = run_in_scratch(r);
	if (rc == 0)
		rc = rename_back(r, &sink, kind, old_fact, number, identity, &made);
	if (rc == 0 && made.failed)
		rc = sqlembic_fail_memory(r->err);
	sqlembic_buf_release(&made);
	return rc;
}

static int rename_all(struct renaming *r, const char *const *renames, size_t n)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const char *sign = strchr(renames[i], '=');
		if (!sign || sign == renames[i] || !sign[1])
			return sqlembic_fail(r->err, SQLEMBIC_E_USAGE, "--rename %s: it has to be OLD=NEW",
					     renames[i]);
		const char *old_name = arena_copy(r->proof->arena, renames[i], (size_t)(sign - renames[i]));
		rc = old_name ? rename_one(r, old_name, sign + 1) : sqlembic_fail_memory(r->err);
	}
	return rc;
}

/* Statements of this proposal's earlier renames stay: first in the up script, last in the down script. */
static int keep_statements(struct renaming *r)
{
	struct proposal_script *up = &r->proposal->up, *down = &r->proposal->down;
	up->renames = arena_printf(r->proof->arena, "%s%s", up->renames ? up->renames : "",
				   sqlembic_buf_text(&r->up));
	down->renames = arena_printf(r->proof->arena, "%s%s", sqlembic_buf_text(&r->down),
				     down->renames ? down->renames : "");
	bool failed = r->up.failed || r->down.failed || r->text.failed;
	return failed || !up->renames || !down->renames ? sqlembic_fail_memory(r->err) : 0;
}

/* A copy in which at most `n` statements rename something. */
static int begin(struct renaming *r, size_t n)
{
	int rc = scratch_open(&r->scratch, &r->proof->home, false, r->err);
	if (rc == 0 && !(r->past = calloc(n, sizeof(*r->past))))
		rc = sqlembic_fail_memory(r->err);
	return rc == 0 ? proof_build(r->proof, &r->scratch.database, &r->proposal->from, r->err) : rc;
}

static void end(struct renaming *r)
{
	sqlembic_buf_release(&r->up);
	sqlembic_buf_release(&r->down);
	sqlembic_buf_release(&r->text);
	for (size_t i = 0; i < r->npast; i++)
		catalog_release(&r->past[i]);
	free(r->past);
	scratch_close(&r->scratch);
}

int proposal_rename(struct proposal *proposal, struct proof *proof, const struct catalog *wanted,
		    const char *const *renames, size_t n, struct sqlembic_error *err)
{
	struct renaming r = {
		.proposal = proposal, .proof = proof, .wanted = wanted, .filter = proof->filter, .err = err
	};
	int rc = begin(&r, n);
	if (rc == 0)
		rc = rename_all(&r, renames, n);
	if (rc == 0)
		rc = keep_statements(&r);
	end(&r);
	return rc;
}

/* ---- names that pass to another kind ---- */

/* The way back has the old name, which is gone from the catalogs that are read next. */
static int step_aside(struct renaming *r, const struct comparison *c, const struct pair *pair)
{
	const struct sqlembic_action_sink sink = sink_of(r);
	const struct sqlembic_kind *kind = compare_kind(c, pair);
	const struct sqlembic_fact *old_fact = compare_before(c, pair);
	const struct sqlembic_buf nothing = SQLEMBIC_BUF_INIT;
	sqlembic_buf_clear(&r->text);
	r->stepping = old_fact;
	int rc = kind->rename(&sink, &r->proposal->from.side, old_fact, NULL, r->err);
	if (rc == 0)
		rc = run_in_scratch(r);
	if (rc < 0)
		return rc;
	const char *identity = r->aside[r->naside - 1];
	const struct sqlembic_side *side = &r->proposal->from.side;
	rc = tell(r, kind, old_fact, side->find(side, old_fact->kind, identity));
	return rc == 0 ? rename_back(r, &sink, kind, old_fact, old_fact->kind, identity, &nothing) : rc;
}

static int step_aside_all(struct renaming *r, struct catalog *wanted)
{
	int n = 0;
	for (;; n++) {
		struct comparison c;
		int rc = compare(&c, &r->proposal->from, &r->proposal->to, &r->proof->options,
				 r->proof->arena, r->err);
		const struct pair *pair = rc == 0 ? rename_find_aside(&c) : NULL;
		if (rc < 0 || !pair)
			return rc < 0 ? rc : n;
		/* Sides are read and narrowed again: what is wanted is what was found to be so before. */
		if (n == 0) {
			*wanted = r->proposal->to;
			r->proposal->to = (struct catalog){ 0 };
		}
		rc = step_aside(r, &c, pair);
		if (rc < 0)
			return rc;
	}
}

int proposal_rename_aside(struct proposal *proposal, struct proof *proof, struct sqlembic_error *err)
{
	struct catalog wanted = { 0 };
	struct renaming r = {
		.proposal = proposal, .proof = proof, .wanted = &wanted, .filter = proof->filter, .err = err
	};
	size_t n = rename_count_aside(&proposal->up.comparison);
	if (n == 0)
		return 0;
	/* The copy is made of what was settled; `read` is what the database has. */
	if (proposal->original.n == 0 && proposal->read.n > 0) {
		proposal->original = proposal->read;
		proposal->read = (struct catalog){ 0 };
	}
	int rc = begin(&r, n), kept = 0;
	r.aside = arena_alloc(proof->arena, n + 1, sizeof(*r.aside));
	r.filter.aside = r.aside;
	if (rc == 0 && !r.aside)
		rc = sqlembic_fail_memory(err);
	if (rc == 0)
		rc = step_aside_all(&r, &wanted);
	if (rc > 0)
		kept = keep_statements(&r);
	end(&r);
	catalog_release(&wanted);
	return kept < 0 ? kept : rc;
}

/* ---- offering ---- */

/* Appends OLD=NEW as the option takes it. */
static void add_rename(struct sqlembic_buf *out, const struct comparison *c, const struct rename *found)
{
	sqlembic_buf_printf(out, "%s=%s", compare_before(c, &c->pairs[found->old_pair])->shown,
			    compare_after(c, &c->pairs[found->new_pair])->name);
}

static void add_question(struct sqlembic_buf *out, const struct comparison *c, const struct rename *found)
{
	const struct pair *gone = &c->pairs[found->old_pair], *made = &c->pairs[found->new_pair];
	sqlembic_buf_printf(out, "%s '%s' could be '%s' under a new name", compare_kind(c, gone)->name,
			    compare_before(c, gone)->shown, compare_after(c, made)->shown);
}

int proposal_rename_offer(const struct proposal *proposal, const struct proof *proof,
			  struct sqlembic_error *err)
{
	const struct comparison *c = &proposal->up.comparison;
	struct rename *found;
	size_t n = 0;
	int rc = rename_find(&found, &n, c, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct sqlembic_buf line = SQLEMBIC_BUF_INIT, word = SQLEMBIC_BUF_INIT;
		add_question(&line, c, &found[i]);
		add_rename(&word, c, &found[i]);
		sqlembic_buf_puts(&line, ": --rename ");
		sqlembic_buf_word(&line, sqlembic_buf_text(&word));
		sqlembic_buf_puts(&line, " says that it is");
		line.failed |= word.failed;
		rc = caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_INFO, &line, err);
		sqlembic_buf_release(&word);
	}
	return rc;
}

/* ---- asking ---- */

static bool is_among(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

static int add(struct arena *arena, const char *const **list, size_t *n, const char *text,
	       struct sqlembic_error *err)
{
	const char **grown = arena_alloc(arena, *n + 1, sizeof(*grown));
	if (!grown)
		return sqlembic_fail_memory(err);
	if (*n > 0)
		memcpy(grown, *list, *n * sizeof(*grown));
	grown[(*n)++] = text;
	*list = grown;
	return 0;
}

static int ask_one(struct rename_answers *answers, const struct comparison *c, const struct rename *found,
		   struct sqlembic_error *err)
{
	struct sqlembic_buf word = SQLEMBIC_BUF_INIT, question = SQLEMBIC_BUF_INIT;
	add_rename(&word, c, found);
	add_question(&question, c, found);
	const char *rename = word.failed || question.failed ? NULL : arena_dup(c->arena, word.ptr);
	int rc = rename ? 0 : sqlembic_fail_memory(err);
	if (rc == 0 && !is_among(answers->no, answers->nno, rename)) {
		int answer = answers->ask(answers->payload, question.ptr, rename);
		if (answer < 0) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
			(void)sqlembic_fail_state(err, "no file was written; the database was not touched");
		}
		if (answer > 0)
			rc = add(c->arena, &answers->yes, &answers->nyes, rename, err);
		else if (answer == 0)
			rc = add(c->arena, &answers->no, &answers->nno, rename, err);
	}
	sqlembic_buf_release(&word);
	sqlembic_buf_release(&question);
	return rc;
}

int proposal_rename_ask(struct rename_answers *answers, const struct proposal *proposal,
			struct sqlembic_error *err)
{
	struct rename *found;
	size_t n = 0;
	int rc = rename_find(&found, &n, &proposal->up.comparison, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = ask_one(answers, &proposal->up.comparison, &found[i], err);
	return rc;
}
