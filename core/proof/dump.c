/* dump.c: see dump.h. */
#include "proof/dump.h"

#include <string.h>

#include "proof/load.h"
#include "sqlembic/error.h"

/* What a database has that was just made is not repeated: proof->fresh is known. */
static int write_all(const char **out, const struct proof *proof, const struct catalog *catalog,
		     struct sqlembic_error *err)
{
	struct comparison comparison;
	struct action_list actions;
	struct arena arena = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	int rc = compare(&comparison, &proof->fresh, catalog, NULL, &arena, err);
	comparison.is_dump = true;
	if (rc == 0)
		rc = proof_arrange(&actions, &comparison, err);
	if (rc == 0) {
		write_dump(&text, &actions, proof->schema->prologue, dialect);
		*out = text.failed ? NULL : arena_dup(proof->arena, sqlembic_buf_text(&text));
		rc = *out ? 0 : sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&text);
	arena_release(&arena);
	return rc;
}

/* Into an empty database, and reads what that is then. */
static int load(struct catalog *out, struct scratch *scratch, const char *text, const struct proof *proof,
		struct sqlembic_error *err)
{
	const bool has_begin = strstr(text, proof->live->engine->dialect->begin);
	int rc = load_text(&scratch->database, (struct sqlembic_span){ text, strlen(text) }, "dump",
			   !has_begin, err);
	return rc == 0 ? proof_read(out, proof, &scratch->database, err) : rc;
}

/* The text is loaded, and has to be the schema. */
static int prove(const char *text, struct proof *proof, const struct catalog *catalog,
		 struct sqlembic_error *err)
{
	struct scratch scratch;
	struct catalog loaded;
	struct comparison comparison;
	catalog_init(&loaded, proof->schema->kinds);
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = load(&loaded, &scratch, text, proof, err);
	if (rc == 0)
		rc = compare(&comparison, catalog, &loaded, NULL, proof->arena, err);
	for (size_t i = 0; rc == 0 && i < comparison.n; i++) {
		struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
		if (!compare_is_told(&comparison, &comparison.pairs[i]))
			continue;
		write_difference(&line, &comparison, &comparison.pairs[i]);
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "a dump of this schema is another one when it is loaded: %s",
				   sqlembic_buf_text(&line));
		sqlembic_buf_release(&line);
	}
	catalog_release(&loaded);
	scratch_close(&scratch);
	return rc;
}

static int expect_all(const struct catalog *catalog, const struct catalog *settled, const struct proof *proof,
		      struct sqlembic_error *err)
{
	struct comparison comparison;
	int rc = compare(&comparison, catalog, settled, &proof->options, proof->arena, err);
	for (size_t i = 0; rc == 0 && i < comparison.n; i++) {
		const struct pair *pair = &comparison.pairs[i];
		const struct sqlembic_fact *fact = compare_before(&comparison, pair);
		if (pair->after == CATALOG_NONE)
			rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
					   "%s %s cannot be dumped: made anew it is not there",
					   compare_kind(&comparison, pair)->name, fact->shown);
	}
	return rc;
}

/* What the server makes of a dump.  *text is that; NULL: it cannot be loaded. */
static int settle_by_loading(struct catalog *out, const char **text, struct proof *proof,
			     const struct catalog *catalog, struct sqlembic_error *err)
{
	struct scratch scratch;
	catalog_init(out, proof->schema->kinds);
	int rc = scratch_open(&scratch, &proof->home, false, err);
	if (rc == 0)
		rc = proof_read_fresh(proof, &scratch.database, err);
	if (rc == 0)
		rc = write_all(text, proof, catalog, err);
	if (rc == 0)
		rc = load(out, &scratch, *text, proof, err);
	scratch_close(&scratch);
	if (rc != SQLEMBIC_E_FAILED)
		return rc;
	catalog_release(out);
	*text = NULL;
	*err = (struct sqlembic_error){ 0 };
	return 0;
}

/* The server's print of its own print is the one that does not depend on how the schema came about.  Where that takes a copy of the
 * schema which cannot be undone, the copy is made by a dump, and proves it: as a rule it is the one to write, too. */
int dump_write(const char **out, struct proof *proof, const struct catalog *catalog,
	       struct sqlembic_error *err)
{
	struct catalog settled;
	const char *loaded = NULL;
	const bool is_undone = proof->live->engine->dialect->transactional_ddl;
	*out = NULL;
	int rc = is_undone ? 0 : settle_by_loading(&settled, &loaded, proof, catalog, err);
	if (rc == 0 && !loaded)
		rc = proof_settle(&settled, proof, catalog, false, err);
	if (rc == 0)
		rc = expect_all(catalog, &settled, proof, err);
	if (rc == 0)
		rc = write_all(out, proof, &settled, err);
	if (rc == 0 && (!loaded || strcmp(loaded, *out) != 0))
		rc = prove(*out, proof, &settled, err);
	catalog_release(&settled);
	return rc;
}
