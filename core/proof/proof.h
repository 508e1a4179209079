/* proof.h: comparing schemas and proving scripts: what is compared, where, and how a catalog is read. */
#ifndef PROOF_H
#define PROOF_H

#include "base/task.h"
#include "proof/known.h"
#include "proof/scratch.h"
#include "proof/target.h"
#include "schema/filter.h"
#include "schema/portion.h"
#include "schema/write.h"

/* What digests of both sides have shown. */
struct proof_digests {
	bool has_portion;
	struct portion portion; /* what is read of both then */
	bool has_live;
	struct catalog live; /* to see later that it has not changed */
};

struct proof {
	struct arena *arena;
	struct texts *texts;   /* what catalogs say, which are many of one schema */
	struct database *live; /* described */
	struct scratch_home home;
	const struct sqlembic_schema *schema;
	struct config *config;
	const struct sqlembic_options *program; /* the environment of who called */
	struct filter filter;
	struct compare_options options;
	bool all_schemas;
	bool skips_edges; /* of databases that can be read once more */
	bool folds; /* what is the same on both sides is not looked at: no renames, no filter, no models */
	bool reads_again;   /* what was read with digests, or without edges */
	bool wants_digests; /* where both sides can be read so, and once more if they differ */
	bool is_whole;      /* not only what differs is read then, and what that needs */
	struct proof_digests *digests;
	const struct catalog *first; /* the side that is read first, with digests; NULL: it is not read so */
	struct task *reads_first;    /* that reads it meanwhile; NULL: it has been read */
	const char *own[3];          /* our tables, qualified */
	struct catalog
		fresh; /* of a database that was just made: schema public ...; read when it is needed */
	bool has_fresh;
	struct scratch
		settling; /* where catalogs are settled, one after the other; not open before it is needed */
	const struct catalog *ground; /* of the database that metadata is compared with; NULL: of none */
};

/* Reads the settings.  `version_table` and `log_table` (NULL: none) are names as SQL writes them. */
int proof_describe(struct proof *out, struct database *live, const char *version_table, const char *log_table,
		   struct config *config, struct arena *arena, struct sqlembic_error *err);
/* Before sides are read anew. */
void proof_forget_digests(struct proof *proof);
/* Ends what scratch databases needed. */
void proof_leave(struct proof *proof);
/* The catalog of a connected database; released by the caller also after a failure. */
int proof_read(struct catalog *out, const struct proof *proof, const struct database *database,
	       struct sqlembic_error *err);
/* That of the live database. */
int proof_read_live(struct catalog *out, const struct proof *proof, struct sqlembic_error *err);
/* The same with digests, to be compared with proof->digests->live. */
int proof_read_live_digests(struct catalog *out, const struct proof *proof, struct sqlembic_error *err);
/* As proof_read(), without edges, which costs less: to be compared only. */
int proof_read_facts(struct catalog *out, const struct proof *proof, const struct database *database,
		     struct sqlembic_error *err);
/* As proof_read(), or proof_read_facts(), but that what is known is not read again. */
int proof_read_rest(struct catalog *out, const struct proof *proof, const struct database *database,
		    bool without_edges, const struct known *known, struct sqlembic_error *err);
/* The other side of a comparison: with digests where proof->first is read so and they are equal; else in full, or of a large
 * schema the portion that the difference is about, which is kept in proof->digests. */
int proof_read_second(struct catalog *out, const struct proof *proof, const struct database *database,
		      struct sqlembic_error *err);
/* Before the side is looked at that is read first. */
int proof_await_first(const struct proof *proof, struct sqlembic_error *err);
/* Another database of the same engine, not connected yet.  `origin` says where the URL is from. */
int proof_describe_url(struct database *out, struct proof *proof, const char *url, const char *origin,
		       struct sqlembic_error *err);
/* The catalog of what a target names, which is not metadata (models_load.h), loaded in scratch. */
int proof_read_target(struct catalog *out, struct proof *proof, const struct target *target,
		      struct sqlembic_error *err);
/* The statements for what has been compared, in their order. */
int proof_arrange(struct action_list *actions, struct comparison *comparison, struct sqlembic_error *err);
/* Scripts from one catalog to the other.  All is in the proof's arena. */
int proof_compare(struct comparison *out, struct action_list *actions, const struct proof *proof,
		  const struct catalog *from, const struct catalog *to, struct sqlembic_error *err);
/* Reads proof->fresh from a database that is still empty, unless it is known: of the schemas that `like`
 * (NULL: nothing) was read from. */
int proof_read_fresh(struct proof *proof, const struct database *database, const struct catalog *like,
		     struct sqlembic_error *err);
/* Makes a catalog's objects in an empty database. */
int proof_build(struct proof *proof, struct database *database, const struct catalog *catalog,
		struct sqlembic_error *err);
/* Such a copy, or one that proof_settle() makes, has failed: adds what to do where nothing else says that. */
int proof_fail_copy(struct sqlembic_error *err);
/* What the server makes of its own print of a catalog: two of these are equal where the schemas are, whatever the
 * history of either is.  `to_compare`: it is read without edges. */
int proof_settle(struct catalog *out, struct proof *proof, const struct catalog *catalog, bool to_compare,
		 struct sqlembic_error *err);

#endif
