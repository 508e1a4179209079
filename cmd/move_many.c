/* move_many.c: see move_many.h. */
#include "move_many.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "again.h"
#include "listing.h"
#include "quantity.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"
#include "sqlembic/text.h"
#include "tojson.h"

static const char *const verbs[] = { "upgrade", "downgrade", "stamp" };

/* ---- scripts --------------------------------------------------------------------------------------------- */

struct script {
	struct sqlembic_file file;
	struct sqlembic_error failure; /* to write it */
};

static int write_file(void *payload, const char *text, size_t length)
{
	struct script *script = payload;
	return sqlembic_file_add(&script->file, text, length, &script->failure);
}

/* A name that no file system minds; the number keeps two apart that look alike then. */
static void name_file(struct sqlembic_buf *out, const char *directory, const struct sqlembic_outcome *outcome)
{
	const char *name = outcome->target->name;
	const char *slash = outcome->target->url ? strrchr(name, '/') : NULL;
	sqlembic_buf_printf(out, "%s/%04zu_", directory, outcome->index + 1);
	for (const char *c = slash ? slash + 1 : name; *c && *c != '?'; c++)
		sqlembic_buf_putc(out, sqlembic_is_alphanumeric(*c) || strchr("_-.", *c) ? *c : '_');
	sqlembic_buf_puts(out, ".sql");
}

static int move_one(sqlembic *ctx, const struct move_many *move, const struct sqlembic_run_options *options,
		    struct sqlembic_error *err)
{
	switch (move->direction) {
	case SQLEMBIC_UPGRADE:
		return sqlembic_upgrade(ctx, move->revisions[0], options, err);
	case SQLEMBIC_DOWNGRADE:
		return sqlembic_downgrade(ctx, move->revisions[0], options, err);
	case SQLEMBIC_STAMP:
		break;
	}
	return sqlembic_stamp(ctx, move->revisions, move->nrevisions, options, err);
}

/* Half a script is worse than none: the file has its name when it is whole. */
static int write_script(const char *path, sqlembic *ctx, const struct move_many *move,
			struct sqlembic_error *err)
{
	struct sqlembic_run_options options = move->options;
	struct script script = { .failure = { .code = 0 } };
	int rc = sqlembic_file_open(&script.file, path, SQLEMBIC_FILE_NEW, err);
	options.write = write_file;
	options.write_payload = &script;
	if (rc == 0)
		rc = move_one(ctx, move, &options, err);
	if (rc == 0)
		rc = sqlembic_file_place(&script.file, err);
	if (rc == 0)
		rc = sqlembic_file_close(&script.file, err);
	sqlembic_file_drop(&script.file);
	if (script.failure.code < 0)
		rc = sqlembic_fail_copy(err, &script.failure);
	if (script.file.number != EEXIST)
		return rc;
	(void)sqlembic_fail_state(err, "the file is as it was");
	return sqlembic_fail_hint(err, "no file is overwritten: take it away, or name another directory: "
				       "--output DIRECTORY");
}

static int print_script(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
			const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct move_many *move = job->args;
	struct sqlembic_buf *path = &slot->text;
	name_file(path, job->output, outcome);
	int rc = path->failed ? sqlembic_fail_memory(err)
			      : write_script(sqlembic_buf_text(path), ctx, move, err);
	if (rc < 0 || !job->app->globals.json)
		return rc;
	slot->json = json_object();
	return tojson_put(slot->json, "script", tojson_text(sqlembic_buf_text(path)))
		       ? sqlembic_fail_memory(err)
		       : 0;
}

/* ---- plans ----------------------------------------------------------------------------------------------- */

static int print_plan(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		      const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct move_many *move = job->args;
	struct sqlembic_revisions plan = { NULL, 0 };
	(void)outcome;
	int rc = sqlembic_plan(ctx, move->direction, move->revisions[0], &plan, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < plan.n; i++)
		listing_step(&slot->text, plan.items[i], move->direction);
	if (!job->app->globals.json)
		return 0;
	slot->json = json_object();
	return tojson_put(slot->json, "plan", tojson_revisions(&plan)) ? sqlembic_fail_memory(err) : 0;
}

/* ---- moving ---------------------------------------------------------------------------------------------- */

static void say_where(struct sqlembic_buf *text, const struct sqlembic_current *current)
{
	for (size_t i = 0; i < current->applied.n; i++) {
		sqlembic_buf_puts(text, i ? ", " : "");
		listing_name(text, current->applied.items[i]);
	}
	if (current->applied.n == 0)
		sqlembic_buf_puts(text, "base");
}

static int run(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
	       const struct sqlembic_outcome *outcome, struct sqlembic_error *err)
{
	const struct move_many *move = job->args;
	struct sqlembic_current after = { 0 };
	struct sqlembic_run_options options = move->options;
	options.after = &after;
	int rc = move_one(ctx, move, &options, err);
	if (rc < 0)
		return rc;
	slot->is_idle = outcome->steps == 0 && move->direction != SQLEMBIC_STAMP;
	if (job->app->globals.json) {
		slot->json = json_object();
		return tojson_put(slot->json, "rows", tojson_texts(after.rows, after.nrows))
			       ? sqlembic_fail_memory(err)
			       : 0;
	}
	if (move->direction != SQLEMBIC_STAMP) {
		quantity_count(&slot->text, outcome->steps, "revision");
		sqlembic_buf_puts(&slot->text, ", ");
		quantity_count(&slot->text, outcome->statements, "statement");
		sqlembic_buf_puts(&slot->text, "; ");
	}
	sqlembic_buf_puts(&slot->text, "now at ");
	say_where(&slot->text, &after);
	return slot->text.failed ? sqlembic_fail_memory(err) : 0;
}

/* ---- all ------------------------------------------------------------------------------------------------- */

static int make_directory(const char *path, struct sqlembic_error *err)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the directory %s cannot be made: %s", path,
			    strerror(errno));
	return sqlembic_fail_hint(err, "name another one: --output DIRECTORY");
}

static int check(const struct many_args *args, const struct move_many *move, struct sqlembic_error *err)
{
	if (move->sql && !args->output) {
		sqlembic_fail(err, SQLEMBIC_E_USAGE, "--sql for many databases writes a script for each");
		return sqlembic_fail_hint(err, "say where: --output DIRECTORY");
	}
	if (!move->sql && args->output)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "--output is where --sql writes its scripts");
	return args->output ? make_directory(args->output, err) : 0;
}

/* What a command for the rest has to say again. */
static void put_options(struct sqlembic_buf *out, const struct move_many *move)
{
	sqlembic_buf_puts(out, move->options.purge ? " --purge" : "");
	sqlembic_buf_puts(out, move->create_schema ? " --create-schema" : "");
	again_put_word(out, "--tag", move->options.tag);
}

int move_many(struct app *app, const struct many_args *args, const struct move_many *move,
	      struct sqlembic_error *err)
{
	struct sqlembic_buf target = SQLEMBIC_BUF_INIT, more = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < move->nrevisions; i++)
		sqlembic_buf_printf(&target, "%s%s", i ? " " : "", move->revisions[i]);
	put_options(&more, move);
	struct many_job job = { .command = verbs[move->direction],
				.target = sqlembic_buf_text(&target),
				.mode = move->sql       ? "--sql"
					: move->dry_run ? "--dry-run"
							: NULL,
				.more = sqlembic_buf_text(&more),
				.moves = !move->dry_run || move->sql,
				.tells_steps = move->verbose,
				.output = args->output,
				.work = move->sql       ? print_script
					: move->dry_run ? print_plan
							: run,
				.args = move };
	int rc = target.failed || more.failed ? sqlembic_fail_memory(err) : check(args, move, err);
	if (rc == 0)
		rc = many_run(app, args, &job, err);
	sqlembic_buf_release(&target);
	sqlembic_buf_release(&more);
	return rc;
}
