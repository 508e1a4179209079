/* new.c: the public call that makes a revision: finds out in the graph what new.c is to write. */
#include <string.h>

#include "api/context.h"
#include "base/fs.h"
#include "scripts/new.h"
#include "scripts/script.h"
#include "sqlembic/error.h"

/* What the new revision is based on. */
struct basis {
	struct revision_list heads;
	const char **down;
};

static int multiple_heads(const struct graph *graph, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "Multiple heads are present; please specify the head revision on which the new "
		      "revision should "
		      "be based, or perform a merge.");
	return sqlembic_fail_hint(err, "sqlembic merge heads, or sqlembic revision --head %s",
				  graph->heads.items[0]->id);
}

static int add_head(struct basis *basis, struct revision *revision, bool splice, struct sqlembic_error *err)
{
	for (size_t i = 0; i < basis->heads.n; i++) {
		if (basis->heads.items[i] == revision)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED, "Duplicate head revisions specified: %s",
					     revision->id);
	}
	if (!splice && !revision_is_head(revision)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Revision %s is not a head revision; please specify --splice to create a new "
			      "branch from "
			      "this revision",
			      revision->id);
		return sqlembic_fail_hint(err, "sqlembic heads lists the heads");
	}
	basis->down[basis->heads.n] = revision->id;
	basis->heads.items[basis->heads.n++] = revision;
	return 0;
}

static int find_basis(struct basis *basis, sqlembic *ctx, const struct sqlembic_new_revision *options,
		      struct sqlembic_error *err)
{
	static const char *const head[] = { "head" };
	const char *const *names = options->nheads ? options->heads : head;
	size_t n = options->nheads ? options->nheads : 1;
	basis->heads.items = arena_alloc(&ctx->arena, ctx->graph.n + n, sizeof(struct revision *));
	basis->down = arena_alloc(&ctx->arena, ctx->graph.n + n, sizeof(char *));
	if (!basis->heads.items || !basis->down)
		return sqlembic_fail_memory(err);
	if (options->nheads == 0 && ctx->graph.heads.n > 1)
		return multiple_heads(&ctx->graph, err);
	for (size_t i = 0; i < n; i++) {
		struct revision_list found = { NULL, 0 };
		int rc = 0;
		if (ctx->graph.n || options->nheads)
			rc = plan_show(&found, &ctx->graph, NULL, names[i], err);
		for (size_t k = 0; rc == 0 && k < found.n; k++)
			rc = add_head(basis, found.items[k], options->splice, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Ids in full; a branch label stays one, so that it goes on meaning the branch. */
static int find_depends(const char ***out, sqlembic *ctx, const struct sqlembic_new_revision *options,
			struct sqlembic_error *err)
{
	const char **depends = arena_alloc(&ctx->arena, options->ndepends_on + 1, sizeof(*depends));
	if (!depends)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < options->ndepends_on; i++) {
		const char *name = options->depends_on[i];
		struct revision_list found;
		int rc = plan_show(&found, &ctx->graph, NULL, name, err);
		if (rc < 0)
			return rc;
		if (found.n != 1)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "--depends-on %s means %zu revisions, not one", name, found.n);
		bool is_label = false;
		for (size_t k = 0; k < found.items[0]->nlabels; k++)
			is_label = is_label || strcmp(found.items[0]->labels[k], name) == 0;
		depends[i] = is_label ? name : found.items[0]->id;
	}
	*out = depends;
	return 0;
}

/* Taken names are found before a file is written. */
static int check_names(sqlembic *ctx, const struct sqlembic_new_revision *options, struct sqlembic_error *err)
{
	const char *names[] = { options->rev_id, options->branch_label };
	static const char *const what[] = { "revision identifier", "branch label" };
	for (size_t i = 0; i < 2; i++) {
		if (!names[i])
			continue;
		int rc = script_check_id(names[i], what[i], err);
		if (rc < 0)
			return rc;
		for (size_t k = 0; k < ctx->graph.nnames; k++) {
			const struct graph_name *taken = &ctx->graph.names[k];
			if (strcmp(taken->name, names[i]) != 0)
				continue;
			sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s is already used by revision %s (%s)",
				      what[i], names[i], taken->revision->id, taken->revision->up_path);
			return sqlembic_fail_hint(err, "choose another one%s",
						  i == 0 ? ", or leave --rev-id out" : "");
		}
	}
	return 0;
}

static int given_directory(const char **out, sqlembic *ctx, const char *path, const char *const *locations,
			   size_t n, struct sqlembic_error *err)
{
	const char *wanted = fs_absolute(&ctx->arena, path);
	for (size_t i = 0; wanted && i < n; i++) {
		const char *location = fs_absolute(&ctx->arena, locations[i]);
		if (location && strcmp(location, wanted) == 0) {
			*out = locations[i];
			return 0;
		}
	}
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(&list, "%s%s", i ? ", " : "", locations[i]);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "Path %s is not represented in current version locations",
		      path);
	sqlembic_fail_detail(err, "the version locations are %s", sqlembic_buf_text(&list));
	sqlembic_buf_release(&list);
	return sqlembic_fail_hint(err, "name one of them, or add it to version_locations");
}

/* Beside the first head; with recursive locations, in the location that holds it. */
static const char *location_of(sqlembic *ctx, const struct revision *revision, const char *const *locations,
			       size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *location = fs_absolute(&ctx->arena, locations[i]);
		size_t length = location ? strlen(location) : 0;
		if (length && strncmp(revision->up_path, location, length) == 0 &&
		    revision->up_path[length] == '/')
			return locations[i];
	}
	return locations[0];
}

static int find_directory(const char **out, sqlembic *ctx, const struct sqlembic_new_revision *options,
			  const struct basis *basis, struct sqlembic_error *err)
{
	const char *const *locations;
	size_t n;
	int rc = config_version_locations(ctx->config, &locations, &n, err);
	if (rc < 0)
		return rc;
	if (options->version_path)
		return given_directory(out, ctx, options->version_path, locations, n, err);
	if (basis->heads.n) {
		*out = location_of(ctx, basis->heads.items[0], locations, n);
		return 0;
	}
	if (n > 1) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Multiple version locations present, please specify --version-path");
		return sqlembic_fail_hint(err, "for example --version-path %s", locations[0]);
	}
	*out = locations[0];
	return 0;
}

/* The templates are there; a version location may be missing, and is made. */
static int check_script_directory(sqlembic *ctx, const char *path, struct sqlembic_error *err)
{
	if (fs_is_directory(path))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no script directory %s", path);
	(void)sqlembic_fail_detail(err, "script_location is from %s",
				   config_origin(ctx->config, "script_location"));
	return sqlembic_fail_hint(err, "make it: sqlembic init %s", path);
}

static int read_settings(struct new_request *request, sqlembic *ctx, struct sqlembic_error *err)
{
	long limit = 0;
	int rc;
	if ((rc = config_script_location(ctx->config, &request->script_location, err)) < 0 ||
	    (rc = check_script_directory(ctx, request->script_location, err)) < 0 ||
	    (rc = config_bool(ctx->config, "recursive_version_locations", &request->recursive, err)) < 0 ||
	    (rc = config_string(ctx->config, "file_template", &request->file_template, err)) < 0 ||
	    (rc = config_string(ctx->config, "timezone", &request->timezone, err)) < 0 ||
	    (rc = config_number(ctx->config, "truncate_slug_length", &limit, err)) < 0 ||
	    (rc = config_hooks(ctx->config, &request->hooks, &request->nhooks, err)) < 0)
		return rc;
	request->slug_limit = (size_t)limit;
	return 0;
}

static int make_view(const struct sqlembic_revision **out, sqlembic *ctx, const struct new_request *request,
		     const struct new_result *made, struct sqlembic_error *err)
{
	struct sqlembic_revision *view = arena_alloc(&ctx->arena, 1, sizeof(*view));
	const char **labels = arena_alloc(&ctx->arena, request->nlabels + 1, sizeof(*labels));
	const char *message = arena_dup(&ctx->arena, request->message ? request->message : "empty message");
	if (!view || !labels || !message)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < request->nlabels; i++)
		labels[i] = arena_dup(&ctx->arena, request->labels[i]);
	*view = (struct sqlembic_revision){
		.id = made->rev_id,
		.message = message,
		.text = message,
		.create_date = "",
		.up_path = made->up_path,
		.down_path = made->down_path,
		.down = request->down,
		.ndown = request->ndown,
		.depends = request->depends,
		.ndepends = request->ndepends,
		.labels = labels,
		.nlabels = request->nlabels,
		.is_head = true,
		.is_merge_point = request->ndown > 1,
	};
	*out = view;
	return 0;
}

int sqlembic_new(sqlembic *ctx, const struct sqlembic_new_revision *options,
		 const struct sqlembic_revision **out, struct sqlembic_error *err)
{
	struct sqlembic_new_revision own;
	struct basis basis = { { NULL, 0 }, NULL };
	const char **depends = NULL;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){
				    { "ctx", ctx }, { "options", options }, { "out", out }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	if (rc == 0)
		rc = door_check_texts(own.heads, own.nheads, "options.heads", err);
	if (rc == 0)
		rc = door_check_texts(own.depends_on, own.ndepends_on, "options.depends_on", err);
	if (rc < 0)
		return rc;
	struct new_request request = { .rev_id = own.rev_id,
				       .message = own.message,
				       .labels = &own.branch_label,
				       .nlabels = own.branch_label != NULL,
				       .irreversible = own.irreversible,
				       .on_event = ctx->options.on_event,
				       .payload = ctx->options.payload };
	ctx->new_locations_ok = true;
	if ((rc = context_graph(ctx, err)) < 0 || (rc = check_names(ctx, &own, err)) < 0 ||
	    (rc = find_basis(&basis, ctx, &own, err)) < 0 ||
	    (rc = find_depends(&depends, ctx, &own, err)) < 0 ||
	    (rc = find_directory(&request.directory, ctx, &own, &basis, err)) < 0 ||
	    (rc = read_settings(&request, ctx, err)) < 0)
		return rc;
	request.down = basis.down;
	request.ndown = basis.heads.n;
	request.depends = depends;
	request.ndepends = own.ndepends_on;
	struct new_result made;
	rc = new_revision(&made, &ctx->arena, &request, err);
	return rc < 0 ? rc : make_view(out, ctx, &request, &made, err);
}
