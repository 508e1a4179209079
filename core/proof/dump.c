/* dump.c: see dump.h. */
#include "proof/dump.h"

#include <string.h>

#include "proof/load.h"
#include "sqlembic/error.h"

/* What a database has that was just made is not repeated.  proof->fresh is known: something was settled before. */
static int write_all(struct sqlembic_buf *text, const struct proof *proof, const struct catalog *catalog,
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
	if (rc == 0) {
		write_dump(text, &actions, proof->schema->prologue, dialect);
		rc = text->failed ? sqlembic_fail_memory(err) : 0;
	}
	arena_release(&arena);
	return rc;
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
		rc = load_text(&scratch.database, (struct sqlembic_span){ text, strlen(text) }, "dump",
			       !strstr(text, proof->live->engine->dialect->begin), err);
	if (rc == 0)
		rc = proof_read(&loaded, proof, &scratch.database, err);
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

int dump_write(const char **out, struct proof *proof, const struct catalog *catalog,
	       struct sqlembic_error *err)
{
	struct catalog settled;
	struct comparison comparison;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	/* The server's print of its own print is the one that does not depend on how the schema came about. */
	int rc = proof_settle(&settled, proof, catalog, false, err);
	if (rc == 0)
		rc = compare(&comparison, catalog, &settled, &proof->options, proof->arena, err);
	for (size_t i = 0; rc == 0 && i < comparison.n; i++) {
		const struct pair *pair = &comparison.pairs[i];
		const struct sqlembic_fact *fact = compare_before(&comparison, pair);
		if (pair->after == CATALOG_NONE)
			rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
					   "%s %s cannot be dumped: made anew it is not there",
					   compare_kind(&comparison, pair)->name, fact->shown);
	}
	if (rc == 0)
		rc = write_all(&text, proof, &settled, err);
	*out = rc == 0 ? arena_dup(proof->arena, sqlembic_buf_text(&text)) : NULL;
	sqlembic_buf_release(&text);
	if (rc == 0)
		rc = *out ? prove(*out, proof, &settled, err) : sqlembic_fail_memory(err);
	catalog_release(&settled);
	return rc;
}
