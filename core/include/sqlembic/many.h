/* many.h: many databases in one run.  A part of sqlembic.h. */
#ifndef SQLEMBIC_MANY_H
#define SQLEMBIC_MANY_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlembic_run_options;

/* One of many databases. */
struct sqlembic_target {
	const char *name;    /* its URL with the password masked, or the name of its section or its tenant */
	const char *url;     /* masked; NULL: that of its section, or made of its tenant's name */
	const char *section; /* NULL: that of the context */
	const char *tenant;  /* NULL: none */
};

/* What has become of a target.  Texts are those of struct sqlembic_error, NULL where that has none. */
struct sqlembic_outcome {
	const struct sqlembic_target *target;
	size_t index;   /* of the target */
	bool has_begun; /* false: others failed before, or the run was stopped */
	int code;       /* 0: done */
	const char *message, *detail, *file, *statement, *state, *hint;
	int line, column;
	size_t steps; /* that are committed */
	unsigned long long statements;
	double milliseconds;
};

struct sqlembic_many_report {
	const struct sqlembic_outcome *const *outcomes; /* in the order of the targets */
	size_t n, done, failed, not_begun;
};

struct sqlembic_many_options {
	size_t size;
	/* The targets, as the key `targets` has them: a line each, "#" begins a comment.  `targets_name` says in messages where
	 * they are from.  NULL: those that the configuration names (targets, targets_query). */
	const char *targets, *targets_name;
	const char *sections; /* instead: the sections whose names match this pattern */
	size_t jobs;          /* at once; 0: what this machine bears */
	/* Those that go first, each of which must succeed before any other begins: the first `canary`, or these names. */
	size_t canary;
	const char *const *canaries;
	size_t ncanaries;
	size_t max_failures; /* begin no other behind so many; 0: however many */
	long deadline_ms;    /* stop everything then; 0: never */
	/* Whether a target takes part; NULL: all do. */
	bool (*wants)(void *payload, const struct sqlembic_target *target);
	void *payload;
};

/* Works on one target, with a context of its own that is closed behind it.  Called by several threads at once. */
typedef int sqlembic_target_fn(sqlembic *ctx, const struct sqlembic_outcome *target, void *payload,
			       struct sqlembic_error *err);

/* The targets that such a run would have, checked: none of them is there twice.  `options` may be NULL. */
SQLEMBIC_API int sqlembic_targets(sqlembic *ctx, const struct sqlembic_many_options *options,
				  const struct sqlembic_target *const **out, size_t *n,
				  struct sqlembic_error *err);

/* Calls `work` for each target, several at once; scripts are read, checked and planned once for all of them.  Returns the
 * code of the worst outcome; *out is set whenever work has begun, also then.  Events are told one at a time, by any of the
 * threads, and name the target; the context itself must not be used meanwhile.  `options` may be NULL. */
SQLEMBIC_API int sqlembic_each(sqlembic *ctx, const struct sqlembic_many_options *options,
			       sqlembic_target_fn *work, void *payload,
			       const struct sqlembic_many_report **out, struct sqlembic_error *err);

/* sqlembic_upgrade for each target; `run` may be NULL, and its `write` and `after` must be. */
SQLEMBIC_API int sqlembic_upgrade_all(sqlembic *ctx, const char *target,
				      const struct sqlembic_run_options *run,
				      const struct sqlembic_many_options *options,
				      const struct sqlembic_many_report **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
