/* dump.c: see dump.h. */
#include "proof/dump.h"

#include <string.h>

#include "base/hash.h"
#include "proof/load.h"
#include "sqlembic/error.h"

/* What a database has that was just made is not repeated: proof->fresh is known. */
static int write_all(struct sqlembic_buf *out, const struct proof *proof, const struct catalog *catalog,
		     struct sqlembic_error *err)
{
	struct comparison comparison;
	struct action_list actions;
	struct arena arena = { 0 };
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	int rc = compare(&comparison, &proof->fresh, catalog, NULL, &arena, err);
	comparison.is_dump = true;
	if (rc == 0)
		rc = proof_arrange(&actions, &comparison, err);
	sqlembic_buf_clear(out);
	if (rc == 0)
		rc = write_dump(out, &comparison, &actions, proof->schema->prologue, dialect, err);
	arena_release(&arena);
	return rc == 0 && out->failed ? sqlembic_fail_memory(err) : rc;
}

/* Into an empty database. */
static int load(struct scratch *scratch, const char *text, const struct proof *proof,
		struct sqlembic_error *err)
{
	const bool has_begin = strstr(text, proof->live->engine->dialect->begin);
	return load_text(&scratch->database, (struct sqlembic_span){ text, strlen(text) }, "dump", !has_begin,
			 err);
}

/* include_name and exclude_name are for comparisons: a dump that has not all would not load. */
static int hint_at_all(struct sqlembic_error *err)
{
	return sqlembic_fail_hint(
		err, "a dump leaves nothing out: change or drop what cannot be made anew as it is, "
		     "or dump with the server's own tool");
}

/* The text is loaded, and has to be the schema. */
static int prove(const char *text, struct proof *proof, const struct catalog *catalog,
		 struct sqlembic_error *err)
{
	struct scratch scratch;
	struct catalog loaded;
	struct comparison comparison;
	struct arena arena = { 0 };
	catalog_init(&loaded, proof->schema->kinds);
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = load(&scratch, text, proof, err);
	if (rc == 0)
		rc = proof_read(&loaded, proof, &scratch.database, err);
	if (rc == 0)
		rc = compare(&comparison, catalog, &loaded, NULL, &arena, err);
	for (size_t i = 0; rc == 0 && i < comparison.n; i++) {
		struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
		if (!compare_is_told(&comparison, &comparison.pairs[i]))
			continue;
		write_difference(&line, &comparison, &comparison.pairs[i]);
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "a dump of this schema is another one when it is loaded: %s",
				   sqlembic_buf_text(&line));
		(void)hint_at_all(err);
		sqlembic_buf_release(&line);
	}
	arena_release(&arena);
	catalog_release(&loaded);
	scratch_close(&scratch);
	return rc;
}

/* ---- whether all is there ---- */

/* What a fact has for parts: those that were told with it, and those that it is folded over. */
struct parts {
	const struct catalog *of;
	size_t entry;
	struct catalog unfolded;
};

static int unfold_parts(struct parts *out, const struct catalog *of, size_t entry, struct sqlembic_error *err)
{
	*out = (struct parts){ .of = of, .entry = entry };
	catalog_init(&out->unfolded, of->kinds);
	const struct sqlembic_fact *fact = &of->entries[entry].fact;
	struct sqlembic_catalog_sink sink = catalog_sink(&out->unfolded);
	return fact->flags & SQLEMBIC_FACT_FOLDED ? of->kinds[fact->kind].unfold(&sink, &of->side, fact, err)
						  : 0;
}

/* By number; NULL: there are no more. */
static const struct sqlembic_fact *part_at(const struct parts *parts, size_t i)
{
	size_t n;
	const size_t *told = catalog_row(&parts->of->parts, parts->entry, &n);
	if (i < n)
		return &parts->of->entries[told[i]].fact;
	return i - n < parts->unfolded.n ? &parts->unfolded.entries[i - n].fact : NULL;
}

static bool has_part(const struct parts *parts, const struct sqlembic_fact *wanted)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = part_at(parts, i)); i++)
		if (part->kind == wanted->kind && strcmp(part->identity, wanted->identity) == 0)
			return true;
	return false;
}

static int refuse_lost(const struct catalog *catalog, const struct sqlembic_fact *fact,
		       struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s cannot be dumped: made anew it is not there",
			    catalog->kinds[fact->kind].name, fact->shown);
	return hint_at_all(err);
}

static int expect_parts(const struct catalog *catalog, size_t entry, const struct catalog *settled,
			size_t other, struct sqlembic_error *err)
{
	struct parts wanted, found = { 0 };
	const struct sqlembic_fact *part;
	int rc = unfold_parts(&wanted, catalog, entry, err);
	if (rc == 0)
		rc = unfold_parts(&found, settled, other, err);
	for (size_t i = 0; rc == 0 && (part = part_at(&wanted, i)); i++)
		if (!has_part(&found, part))
			rc = refuse_lost(catalog, part, err);
	catalog_release(&wanted.unfolded);
	catalog_release(&found.unfolded);
	return rc;
}

/* Table by table: the columns of a large schema take a hundred megabytes. */
static int expect_all(const struct catalog *catalog, const struct catalog *settled,
		      struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < catalog->n; i++) {
		const struct sqlembic_fact *fact = &catalog->entries[i].fact;
		const size_t parent = catalog->entries[i].parent;
		const size_t other = catalog_find(settled, fact->kind, fact->identity);
		/* A part of what can be folded is looked for with all others of that. */
		if (parent != CATALOG_NONE && catalog->kinds[catalog->entries[parent].fact.kind].unfold)
			continue;
		if (other == CATALOG_NONE)
			rc = refuse_lost(catalog, fact, err);
		else if (catalog->kinds[fact->kind].unfold)
			rc = expect_parts(catalog, i, settled, other, err);
	}
	return rc;
}

/* ---- all ---- */

/* A text of megabytes is told by its hash. */
struct loaded {
	bool is_known;
	char hash[HASH_TEXT_SIZE];
};

static void hash_dump(char hash[HASH_TEXT_SIZE], const struct sqlembic_buf *text)
{
	hash_bytes((struct sqlembic_span){ sqlembic_buf_text(text), text->len }, hash);
}

/* What the server makes of a dump, unless it cannot be loaded. */
static int settle_by_loading(struct catalog *out, struct loaded *loaded, struct proof *proof,
			     const struct catalog *catalog, struct sqlembic_error *err)
{
	struct scratch scratch;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	catalog_init(out, proof->schema->kinds);
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = proof_read_fresh(proof, &scratch.database, catalog, err);
	if (rc == 0)
		rc = write_all(&text, proof, catalog, err);
	if (rc == 0)
		rc = load(&scratch, sqlembic_buf_text(&text), proof, err);
	hash_dump(loaded->hash, &text);
	sqlembic_buf_release(&text);
	if (rc == 0)
		rc = proof_read(out, proof, &scratch.database, err);
	loaded->is_known = rc == 0;
	scratch_close(&scratch);
	if (rc != SQLEMBIC_E_FAILED)
		return rc;
	catalog_release(out);
	*err = (struct sqlembic_error){ 0 };
	return 0;
}

/* Settled as the server prints it; the dump of that has to be the schema, which what was loaded has shown of itself. */
static int write_settled(struct sqlembic_buf *text, struct proof *proof, const struct catalog *settled,
			 const struct loaded *loaded, struct sqlembic_error *err)
{
	char hash[HASH_TEXT_SIZE];
	int rc = write_all(text, proof, settled, err);
	hash_dump(hash, text);
	if (rc == 0 && (!loaded->is_known || strcmp(loaded->hash, hash) != 0))
		rc = prove(sqlembic_buf_text(text), proof, settled, err);
	return rc;
}

/* The server's print of its own print is the one that does not depend on how the schema came about.  Where that takes a copy of the
 * schema which cannot be undone, the copy is made by a dump, and proves it: as a rule it is the one to write, too. */
int dump_write(const char **out, struct proof *proof, struct catalog *catalog, struct sqlembic_error *err)
{
	struct catalog settled;
	struct loaded loaded = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const bool is_undone = proof->live->engine->dialect->transactional_ddl;
	*out = NULL;
	int rc = is_undone ? 0 : settle_by_loading(&settled, &loaded, proof, catalog, err);
	if (rc == 0 && !loaded.is_known)
		rc = proof_settle(&settled, proof, catalog, false, err);
	if (rc < 0)
		rc = proof_fail_copy(err);
	if (rc == 0)
		rc = expect_all(catalog, &settled, err);
	catalog_release(catalog);
	if (rc == 0)
		rc = write_settled(&text, proof, &settled, &loaded, err);
	catalog_release(&settled);
	if (rc == 0 && !(*out = arena_dup(proof->arena, sqlembic_buf_text(&text))))
		rc = sqlembic_fail_memory(err);
	sqlembic_buf_release(&text);
	return rc;
}
