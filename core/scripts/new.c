/* new.c: a new revision, from a request to two files. */
#include "scripts/new.h"

#include <string.h>

#include "base/fs.h"
#include "base/random.h"
#include "scripts/hooks.h"
#include "scripts/new_render.h"
#include "scripts/newfiles.h"
#include "scripts/place.h"
#include "scripts/script.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"
#include "scripts/template_name.h"
#include "config/hook_settings.h"

/* ---- names ---- */

/* A name that passes cannot break a line of the header, wherever the template puts it. */
static int check_names(const char *const *names, size_t n, const char *what, struct sqlembic_error *err)
{
	for (size_t i = 0; i < n; i++) {
		int rc = script_check_id(names[i], what, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int check_transaction(const char *mode, struct sqlembic_error *err)
{
	if (!mode || strcmp(mode, "on") == 0 || strcmp(mode, "off") == 0 || strcmp(mode, "own") == 0)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no transaction mode '%s'", mode);
	return sqlembic_fail_hint(err,
				  "on, off (statement by statement) or own (the script begins and commits)");
}

static int choose_id(const char **out, struct arena *arena, const struct new_request *request,
		     struct sqlembic_error *err)
{
	char random[RANDOM_ID_SIZE];
	int rc = request->rev_id ? script_check_id(request->rev_id, "revision identifier", err)
				 : random_id(random, err);
	if (rc < 0)
		return rc;
	*out = arena_dup(arena, request->rev_id ? request->rev_id : random);
	return *out ? 0 : sqlembic_fail_memory(err);
}

/* A name that the loader would not find again, or that leaves the version location, is refused. */
static int check_stem(const char *stem, bool recursive, struct sqlembic_error *err)
{
	if (strchr(stem, '/') && !recursive) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the file name '%s' contains a directory", stem);
		return sqlembic_fail_hint(err, "set recursive_version_locations = true, or take the '/' out "
					       "of file_template or --rev-id");
	}
	for (const char *part = stem; part;) {
		const char *slash = strchr(part, '/');
		if (*part == '\0' || *part == '.' || slash == part)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "file_template makes the name '%s', in which a part is empty or "
					     "begins with '.'",
					     stem);
		part = slash ? slash + 1 : NULL;
	}
	return 0;
}

static int build_stem(char **out, struct arena *arena, const struct new_request *request, const char *rev_id,
		      const struct date *date, struct sqlembic_error *err)
{
	struct sqlembic_buf slug = SQLEMBIC_BUF_INIT, stem = SQLEMBIC_BUF_INIT;
	const char *format = request->file_template ? request->file_template : "%(rev)s_%(slug)s";
	const char *title = request->title ? request->title : request->message;
	template_name_slug(&slug, title ? title : "", request->slug_limit);
	int rc = slug.failed ? sqlembic_fail_memory(err)
			     : template_name_file(&stem, format, rev_id, sqlembic_buf_text(&slug), date, err);
	if (rc == 0)
		rc = check_stem(sqlembic_buf_text(&stem), request->recursive, err);
	if (rc == 0) {
		*out = arena_dup(arena, sqlembic_buf_text(&stem));
		rc = *out ? 0 : sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&stem);
	sqlembic_buf_release(&slug);
	return rc;
}

static int check_free(const char *path, const struct new_request *request, struct sqlembic_error *err)
{
	if (!fs_exists(path))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s exists already", path);
	return sqlembic_fail_hint(err, request->files
					       ? "move it away"
					       : "choose another --rev-id or message, or move the file away");
}

/* The paths of the pair.  A forgotten down script would become part of an irreversible revision, too. */
static int build_paths(struct new_result *out, const char **spare, struct arena *arena,
		       const struct new_request *request, const struct date *date, struct sqlembic_error *err)
{
	char *stem = NULL;
	int rc = build_stem(&stem, arena, request, out->rev_id, date, err);
	if (rc < 0)
		return rc;
	const char *directory = fs_absolute(arena, request->directory);
	out->up_path = directory ? arena_printf(arena, "%s/%s.up.sql", directory, stem) : NULL;
	*spare = directory ? arena_printf(arena, "%s/%s.down.sql", directory, stem) : NULL;
	if (!out->up_path || !*spare)
		return sqlembic_fail_memory(err);
	out->down_path = request->irreversible ? NULL : *spare;
	rc = check_free(out->up_path, request, err);
	return rc < 0 ? rc : check_free(*spare, request, err);
}

/* ---- files ---- */

static int write_script(struct newfiles *files, const char *path, const struct sqlembic_buf *text,
			struct sqlembic_error *err)
{
	const char *directory = fs_directory(files->arena, path);
	if (!directory)
		return sqlembic_fail_memory(err);
	int rc = newfiles_directory(files, directory, err);
	return rc < 0 ? rc : newfiles_write(files, path, sqlembic_buf_text(text), text->len, err);
}

static int run_hooks(const struct new_request *request, const char *path, struct sqlembic_error *err)
{
	return hooks_run(request->hooks, request->nhooks, path, &request->caller, err);
}

static int write_all(const struct new_result *result, struct arena *arena, const struct new_request *request,
		     const struct sqlembic_buf *up, const struct sqlembic_buf *down,
		     struct sqlembic_error *err)
{
	struct newfiles own = { .arena = arena,
				.on_event = request->caller.on_event,
				.payload = request->caller.payload };
	struct newfiles *files = request->files ? request->files : &own;
	/* Alone the down script is no revision, whereas an up script without one would be one that cannot be undone. */
	int rc = result->down_path ? write_script(files, result->down_path, down, err) : 0;
	if (rc == 0)
		rc = write_script(files, result->up_path, up, err);
	if (rc == 0)
		rc = run_hooks(request, result->up_path, err);
	if (rc == 0 && result->down_path)
		rc = run_hooks(request, result->down_path, err);
	if (rc < 0 && !request->files) {
		newfiles_undo(files);
		if (!err->state[0])
			(void)sqlembic_fail_state(err, "no file is left");
	}
	return rc;
}

int new_read_settings(struct new_request *request, struct config *config, struct sqlembic_error *err)
{
	long limit = 0;
	int rc;
	if ((rc = place_script_directory(&request->script_location, config, err)) < 0 ||
	    (rc = config_bool(config, "recursive_version_locations", &request->recursive, err)) < 0 ||
	    (rc = config_string(config, "file_template", &request->file_template, err)) < 0 ||
	    (rc = config_string(config, "timezone", &request->timezone, err)) < 0 ||
	    (rc = config_number(config, "truncate_slug_length", &limit, err)) < 0 ||
	    (rc = hook_settings_read(config, &request->hooks, &request->nhooks, err)) < 0)
		return rc;
	request->slug_limit = (size_t)limit;
	return 0;
}

int new_revision(struct new_result *out, struct arena *arena, const struct new_request *request,
		 struct sqlembic_error *err)
{
	struct new_result result = { NULL, NULL, NULL };
	struct date date;
	const char *spare;
	int rc = check_transaction(request->up_transaction, err);
	if (rc == 0)
		rc = check_transaction(request->down_transaction, err);
	if (rc == 0)
		rc = choose_id(&result.rev_id, arena, request, err);
	if (rc == 0)
		rc = check_names(request->down, request->ndown, "revision identifier", err);
	if (rc == 0)
		rc = check_names(request->depends, request->ndepends, "name to depend on", err);
	if (rc == 0)
		rc = check_names(request->labels, request->nlabels, "branch label", err);
	if (rc == 0)
		rc = date_now(&date, request->timezone, err);
	if (rc == 0)
		rc = build_paths(&result, &spare, arena, request, &date, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf up = SQLEMBIC_BUF_INIT, down = SQLEMBIC_BUF_INIT;
	const struct new_draft draft = { request, result.rev_id,
					 request->create_date ? request->create_date : date.text };
	rc = new_render(&up, &down, arena, &draft, err);
	if (rc == 0)
		rc = write_all(&result, arena, request, &up, &down, err);
	sqlembic_buf_release(&up);
	sqlembic_buf_release(&down);
	if (rc == 0)
		*out = result;
	return rc;
}
