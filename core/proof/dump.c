/* dump.c: see dump.h. */
#include "proof/dump.h"

#include "proof/load.h"
#include "sqlembic/error.h"

/* What a database has that was just made is not repeated.  proof->fresh is known: something was settled before. */
static int write_all(struct sqlembic_buf *text, const struct proof *proof, const struct catalog *catalog,
		     struct sqlembic_error *err)
{
	struct comparison comparison;
	struct action_list actions;
	const struct sqlembic_dialect *dialect = proof->live->engine->dialect;
	int rc = proof_compare(&comparison, &actions, proof, &proof->fresh, catalog, err);
	if (rc < 0)
		return rc;
	write_dump(text, &actions, proof->schema->prologue, dialect->begin, dialect->commit);
	return text->failed ? sqlembic_fail_memory(err) : 0;
}

int dump_write(const char **out, struct proof *proof, const struct catalog *catalog,
	       struct sqlembic_error *err)
{
	struct catalog settled;
	struct comparison comparison;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	/* The server's print of its own print is the one that does not depend on how the schema came about. */
	int rc = proof_settle(&settled, proof, catalog, err);
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
	catalog_release(&settled);
	return rc == 0 && !*out ? sqlembic_fail_memory(err) : rc;
}
