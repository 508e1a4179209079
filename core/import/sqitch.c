/* sqitch.c: Sqitch's projects: sqitch.plan lists the changes, deploy/NAME.sql makes one, revert/NAME.sql takes it back.
 *
 * Sqitch deploys in the order of the plan, so each revision follows the one before; what a change requires is kept in
 * depends_on.  A change that was reworked is a revision each time that it stands in the plan. */
#include <nettle/sha1.h>
#include <stdio.h>

#include "base/names.h"
#include "import/fill.h"
#include "import/line.h"
#include "import/sqitch_plan.h"
#include "import/tool.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

static const char plan_name[] = "sqitch.plan";

static const char *base_name(const struct source_file *file)
{
	const char *slash = strrchr(file->name, '/');
	return slash ? slash + 1 : file->name;
}

static bool takes(const struct source_file *file)
{
	return strcmp(base_name(file), plan_name) == 0;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return takes(file);
}

/* ---- dependencies ---- */

static int refuse(const struct source_file *plan, const struct sqitch_change *change, const char *what,
		  struct sqlembic_span dependency, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the change '%.*s' %s '%.*s'", (int)change->name.len,
			    change->name.ptr, what, (int)dependency.len, dependency.ptr);
	return sqitch_plan_refuse(plan, change->line, hint, err);
}

static int take_dependency(const char **depends, size_t *n, const struct drafts *drafts,
			   const struct source_file *file, const struct sqitch_plan *plan, size_t index,
			   struct sqlembic_span word, struct sqlembic_error *err)
{
	const struct sqitch_change *change = &plan->changes[index];
	struct sqlembic_span name = word;
	bool is_conflict = line_take(&name, "!");
	const char *colon = memchr(name.ptr, ':', name.len);
	if (colon && (strlen(plan->project) != (size_t)(colon - name.ptr) ||
		      memcmp(plan->project, name.ptr, strlen(plan->project)) != 0))
		return refuse(file, change,
			      is_conflict ? "conflicts with a change of another project:"
					  : "requires a change of another project:",
			      name,
			      "import that project first, and take the dependency out of a copy of the plan",
			      err);
	if (colon) {
		name.len -= (size_t)(colon + 1 - name.ptr);
		name.ptr = colon + 1;
	}
	if (line_begins(name, "@")) /* all before a tag: they come before anyway */
		return 0;
	const struct sqitch_change *found;
	int rc = sqitch_plan_find(&found, plan, drafts->arena, index, name, err);
	if (rc < 0)
		return rc;
	if (is_conflict)
		return refuse(
			file, change, "conflicts with", name,
			"no revision can say that; take it out of a copy of the plan, and import the copy",
			err);
	if (!found)
		return refuse(file, change, "requires what does not come before it:", name,
			      "Sqitch refuses the plan, too", err);
	const char *id = drafts->items[found - plan->changes].id;
	for (size_t i = 0; i < *n; i++)
		if (depends[i] == id)
			return 0;
	depends[(*n)++] = id;
	return 0;
}

static int set_dependencies(struct draft *draft, const struct drafts *drafts, const struct source_file *file,
			    const struct sqitch_plan *plan, size_t index, struct sqlembic_error *err)
{
	struct sqlembic_span rest = plan->changes[index].dependencies, word;
	const char **depends = arena_alloc(drafts->arena, rest.len / 2 + 1, sizeof(*depends));
	int rc = depends ? 0 : sqlembic_fail_memory(err);
	while (rc == 0 && (word = line_word(&rest)).len)
		rc = take_dependency(depends, &draft->ndepends, drafts, file, plan, index, word, err);
	draft->depends = depends;
	return rc;
}

/* ---- scripts ---- */

/* psql replaces :name and :'name' by its variables, which are not in the file. */
static const char *find_variable(struct sqlembic_span text)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(text, SQLEMBIC_LEX_DOLLAR_QUOTE);
	struct sqlembic_token token;
	const char *colon = NULL, *before = NULL; /* the last colon, and what stood before it */
	while (sqlembic_token_next(&tokens, &token)) {
		bool may_be_name = token.kind == SQLEMBIC_TOKEN_WORD || token.kind == SQLEMBIC_TOKEN_STRING ||
				   token.kind == SQLEMBIC_TOKEN_NAME;
		if (colon && may_be_name && token.text.ptr == colon + 1 && before != colon &&
		    (colon == text.ptr || !sqlembic_is_word_byte(colon[-1])))
			return colon;
		bool is_colon = sqlembic_token_is_mark(&token, ':');
		before = is_colon && colon ? colon + 1 : NULL;
		colon = is_colon ? token.text.ptr : NULL;
	}
	return NULL;
}

static int read_script(const char **script, struct source_file **file, struct drafts *out,
		       struct source *source, const struct source_file *plan, const char *folder,
		       const char *files, struct sqlembic_error *err)
{
	struct sqlembic_span text;
	int top = (int)(base_name(plan) - plan->name);
	const char *name = arena_printf(out->arena, "%.*s%s/%s.sql", top, plan->name, folder, files);
	*file = name ? source_find(source, name) : NULL;
	if (!name || !*file)
		return name ? 0 : sqlembic_fail_memory(err);
	int rc = source_read(&text, source, *file, err);
	const char *variable = rc == 0 && out->settings->has_variables ? find_variable(text) : NULL;
	if (variable)
		return fill_refuse(*file, variable, "a variable that the database's client replaces",
				   "put its value into a copy of the file, and import the copy", err);
	return rc < 0 ? rc : draft_set(script, out, text, err);
}

static int refuse_missing(const struct source_file *plan, const struct sqitch_change *change,
			  struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the change '%.*s' has no file deploy/%s.sql",
			    (int)change->name.len, change->name.ptr, change->files);
	return sqitch_plan_refuse(plan, change->line,
				  "name the directory that has deploy, revert and the plan", err);
}

/* The version of a change: what tells it from the others in the registry.  No name has an "@". */
static const char *version_of(struct arena *arena, const char *project, struct sqlembic_span name, size_t nth)
{
	return nth == 1 ? arena_printf(arena, "%s:%.*s", project, (int)name.len, name.ptr)
			: arena_printf(arena, "%s:%.*s@%zu", project, (int)name.len, name.ptr, nth);
}

/* The first one keeps the bare name, so that it stays the revision that it is when it is reworked later. */
static const char *id_of(struct arena *arena, const struct sqitch_change *change)
{
	if (change->nth == 1)
		return draft_id(arena, change->name.ptr, change->name.len);
	const char *name = arena_printf(arena, "%.*s.%zu", (int)change->name.len, change->name.ptr,
					change->nth);
	return name ? draft_id(arena, name, strlen(name)) : NULL;
}

static int add_change(struct drafts *out, struct source *source, const struct source_file *file,
		      const struct sqitch_plan *plan, size_t index, struct sqlembic_error *err)
{
	const struct sqitch_change *change = &plan->changes[index];
	struct source_file *up = NULL, *down = NULL;
	struct draft *draft = draft_from(out, NULL, change->name, change->name);
	if (!draft || !(draft->id = id_of(out->arena, change)) ||
	    !(draft->version = version_of(out->arena, plan->project, change->name, change->nth)))
		return sqlembic_fail_memory(err);
	draft->create_date = change->date;
	if (change->note[0])
		draft->message = change->note;
	int rc = set_dependencies(draft, out, file, plan, index, err);
	if (rc == 0)
		rc = read_script(&draft->up, &up, out, source, file, "deploy", change->files, err);
	if (rc == 0 && !up)
		rc = refuse_missing(file, change, err);
	if (rc == 0)
		rc = read_script(&draft->down, &down, out, source, file, "revert", change->files, err);
	draft->up_file = up;
	draft->down_file = down;
	return rc;
}

static int refuse_second(const struct draft *draft, const struct source_file *file,
			 struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is a second plan beside that of %s", file->path,
			    draft_path(draft));
	return sqlembic_fail_hint(err, "name the directory of one of them");
}

static int read_plan(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text;
	struct sqitch_plan plan;
	if (!source_is_at_top(file) && source_find(source, plan_name))
		return draft_tell(out, file, "is the plan of another project; it is left out", err);
	if (out->n)
		return refuse_second(&out->items[0], file, err);
	int rc = source_read(&text, source, file, err);
	if (rc == 0)
		rc = sqitch_plan_read(&plan, source, file, err);
	for (size_t i = 0; rc == 0 && i < plan.n; i++)
		rc = add_change(out, source, file, &plan, i, err);
	return rc;
}

/* ---- the registry ---- */

static bool has_checksum(const struct draft *draft, const char *expected)
{
	struct sha1_ctx hash;
	uint8_t digest[SHA1_DIGEST_SIZE];
	char text[2 * SHA1_DIGEST_SIZE + 1];
	sha1_init(&hash);
	sha1_update(&hash, draft->up_file->bytes.len, (const uint8_t *)draft->up_file->bytes.ptr);
	sha1_digest(&hash, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		(void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return strcmp(text, expected) == 0;
}

/* A registry may have other projects. */
static bool is_of_project(const struct history *history, const char *project)
{
	const struct drafts *drafts = history_drafts(history);
	size_t length = strlen(project);
	return drafts->n && strncmp(drafts->items[0].version, project, length) == 0 &&
	       drafts->items[0].version[length] == ':';
}

/* project, change, committed_at, script_hash. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	if (!values[0] || !values[1] || !is_of_project(history, values[0]))
		return 0;
	const char *version;
	const struct draft *draft;
	size_t nth = 1;
	do { /* the rows of a change that was reworked come in the order of the plan */
		version = version_of(history_drafts(history)->arena, values[0],
				     (struct sqlembic_span){ values[1], strlen(values[1]) }, nth++);
		if (!version)
			return sqlembic_fail_memory(err);
		draft = history_find(history, version);
	} while (draft && draft->is_applied);
	if (draft && values[3] && !has_checksum(draft, values[3]))
		return history_change(history, values[1], err);
	return history_apply(history, version, values[2], -1, err);
}

const struct tool sqitch_tool = {
	.name = "sqitch",
	.claims = claims,
	.takes = takes,
	.read = read_plan,
	.history = { .tables = { "sqitch.changes", "changes" },
		     .columns = "project, change, committed_at, script_hash",
		     .order = "committed_at",
		     .take = take },
};
