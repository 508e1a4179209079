/* import.c: see import.h. */
#include "import/import.h"

#include <string.h>

#include "base/fs.h"
#include "base/names.h"
#include "import/bodies.h"
#include "import/modes.h"
#include "scripts/init.h"
#include "scripts/newfiles.h"
#include "scripts/script.h"
#include "sqlembic/error.h"

/* ---- which tool ---- */

static int refuse_tool(const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf names = SQLEMBIC_BUF_INIT;
	for (const struct tool *const *tool = tools_all; *tool; tool++)
		sqlembic_buf_printf(&names, "%s%s", tool == tools_all ? "" : ", ", (*tool)->name);
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "'%s' is no tool whose migrations can be imported", name);
	(void)sqlembic_fail_hint(err, "--tool is one of %s", sqlembic_buf_text(&names));
	sqlembic_buf_release(&names);
	return SQLEMBIC_E_USAGE;
}

static const struct {
	const char *suffix, *language;
} languages[] = {
	{ ".java", "Java" },      { ".js", "JavaScript" }, { ".ts", "TypeScript" }, { ".mjs", "JavaScript" },
	{ ".cjs", "JavaScript" }, { ".py", "Python" },     { ".go", "Go" },         { ".rs", "Rust" },
	{ ".rb", "Ruby" },        { ".php", "PHP" },       { ".kt", "Kotlin" },     { ".cs", "C#" },
	{ ".xml", "XML" },        { ".yaml", "YAML" },     { ".yml", "YAML" },      { ".json", "JSON" },
};

static const char *language_of(const struct source_file *file)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		if (source_ends(file, languages[i].suffix))
			return languages[i].language;
	return NULL;
}

static int refuse_unknown(const struct source *source, struct sqlembic_error *err)
{
	const struct source_file *code = NULL, *first = NULL;
	bool has_sql = false;
	for (size_t i = 0; i < source->n; i++) {
		const struct source_file *file = &source->files[i];
		bool is_sql = source_ends(file, ".sql");
		code = code ? code : language_of(file) ? file : NULL;
		first = !first || (is_sql && !has_sql) ? file : first;
		has_sql = has_sql || is_sql;
	}
	if (!first)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is empty", source->path);
	else if (!has_sql && code)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s holds %s (%s) and no SQL: only SQL can be imported", source->path,
				    code->name, language_of(code));
	else
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s holds migrations of no tool that is known; the first of %zu %s is %s",
				    source->path, source->n, source->n == 1 ? "file" : "files", first->name);
	if (code && source_ends(code, ".py"))
		return sqlembic_fail_hint(err, "of Alembic, name the directory that has env.py");
	return sqlembic_fail_hint(err, "name the directory that holds the migrations themselves; "
				       "docs/import.md says how each tool's are recognised");
}

static int refuse_two(const struct source *source, const struct tool *const *tools,
		      const struct source_file *const *files, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s holds migrations of two tools: %s (%s) and %s (%s)",
			    source->path, tools[0]->name, files[0]->name, tools[1]->name, files[1]->name);
	return sqlembic_fail_command(err, "say which tool ran them: ",
				     "sqlembic import --tool %s %s; or give each a directory of its own",
				     tools[0]->name, source->path);
}

/* Tools with the first file that each claims. */
struct claims {
	const struct tool *tools[2];
	const struct source_file *files[2];
	size_t n;
};

static bool add_claims(struct claims *claims, const struct source *source, const struct source_file *file,
		       bool by_name)
{
	bool found = false;
	for (const struct tool *const *tool = tools_all; *tool; tool++) {
		if ((*tool)->by_name != by_name || !(*tool)->claims(source, file))
			continue;
		found = true;
		if (claims->n == 2 || (claims->n == 1 && claims->tools[0] == *tool))
			continue;
		claims->tools[claims->n] = *tool;
		claims->files[claims->n++] = file;
	}
	return found;
}

static int find_tool(const struct tool **out, const struct source *source, struct sqlembic_error *err)
{
	struct claims claims = { { NULL, NULL }, { NULL, NULL }, 0 };
	for (size_t i = 0; i < source->n; i++)
		if (!add_claims(&claims, source, &source->files[i], false))
			(void)add_claims(&claims, source, &source->files[i], true);
	if (!claims.tools[0])
		return refuse_unknown(source, err);
	*out = claims.tools[0];
	return claims.n == 1 ? 0 : refuse_two(source, claims.tools, claims.files, err);
}

/* Marks in the texts say which tool it is. */
static int read_texts(const struct source *source, struct sqlembic_error *err)
{
	struct sqlembic_span text;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < source->n; i++)
		if (source_ends(&source->files[i], ".sql"))
			rc = source_read(&text, source, &source->files[i], err);
	return rc;
}

/* ---- reading ---- */

static int refuse_equal(const struct draft *before, const struct draft *draft, struct sqlembic_error *err)
{
	if (before->up_file && before->up_file == draft->up_file) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has two migrations %s", draft_path(draft),
				    draft->version);
		return sqlembic_fail_hint(err, "take one of them out of a copy of the file, and import the "
					       "copy");
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s would both be revision %s", draft_path(before),
			    draft_path(draft), draft->id);
	return sqlembic_fail_hint(err, "rename one of them, and its row in the tool's table");
}

/* A pair of names that links make one file: what makes a change would be run to take it back. */
static int check_sides(const struct draft *draft, struct sqlembic_error *err)
{
	const struct source_file *up = draft->up_file, *down = draft->down_file;
	if (!up || !down || up == down || !fs_is_same(up->path, down->path))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s and %s are one file, which both directions share",
			    up->path, down->path);
	return sqlembic_fail_hint(err, "give each direction a file of its own, or delete the one that goes "
				       "down: the migration is irreversible then");
}

static int check_ids(const struct import *import, struct sqlembic_error *err)
{
	struct names names = { 0 };
	for (size_t i = 0; i < import->drafts.n; i++) {
		const struct draft *draft = &import->drafts.items[i];
		int rc = script_check_id(draft->id, "revision identifier", err);
		if (rc < 0) {
			(void)sqlembic_fail_at(err, draft_path(draft), 0, 0);
			return sqlembic_fail_hint(err,
						  "give the migration another version, of at most 32 "
						  "characters without @ + - : , ' \" and blanks, and its "
						  "row in the tool's table");
		}
		size_t before = names_find(&names, 0, draft->id);
		if (before != NAMES_NONE)
			return refuse_equal(&import->drafts.items[before], draft, err);
		if (!names_put(&names, import->drafts.arena, 0, draft->id, i))
			return sqlembic_fail_memory(err);
		rc = check_sides(draft, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int read_files(struct import *out, struct sqlembic_error *err)
{
	const struct tool *tool = out->tool;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < out->source.n; i++) {
		if (tool->takes(&out->source.files[i]))
			rc = tool->read(&out->drafts, &out->source, &out->source.files[i], err);
		if (rc == 0 && caller_is_cancelled(out->drafts.caller))
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted; nothing was written");
	}
	if (rc == 0 && tool->finish)
		rc = tool->finish(&out->drafts, &out->source, err);
	if (rc == 0 && tool->order == TOOL_ORDER_NUMBER)
		rc = draft_sort(&out->drafts, err);
	if (rc == 0 && tool->order == TOOL_ORDER_KEY)
		rc = draft_sort_by_key(&out->drafts, err);
	return rc;
}

static int read_drafts(struct import *out, struct sqlembic_error *err)
{
	int rc = read_files(out, err);
	if (rc == 0 && out->drafts.n == 0) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s holds no migration of %s", out->source.path,
				    out->tool->name);
		return sqlembic_fail_hint(err, "name the directory that holds the migrations themselves");
	}
	if (rc == 0)
		rc = check_ids(out, err);
	return rc == 0 && out->tool->order != TOOL_ORDER_GRAPH ? draft_chain(&out->drafts, err) : rc;
}

int import_parse(struct import *import, const struct import_order *order, struct sqlembic_error *err)
{
	const struct draft_settings settings = {
		.values = order->values,
		.nvalues = order->nvalues,
		.python = order->python,
		.ini = order->ini,
		.section = order->section,
		.engine = order->dialect ? order->dialect->name : NULL,
		.has_delimiter = order->dialect && order->dialect->lex & SQLEMBIC_LEX_DELIMITER,
		.has_variables = !order->dialect || order->dialect->lex & SQLEMBIC_LEX_PSQL,
	};
	import->drafts = (struct drafts){ .arena = import->source.arena,
					  .caller = order->caller,
					  .settings = &settings };
	import->tool = order->tool ? tools_find(order->tool) : NULL;
	if (order->tool && !import->tool)
		return refuse_tool(order->tool, err);
	int rc = read_texts(&import->source, err);
	if (rc == 0 && !import->tool)
		rc = find_tool(&import->tool, &import->source, err);
	if (rc == 0)
		rc = read_drafts(import, err);
	import->drafts.settings = NULL;
	if (rc < 0)
		return rc;
	draft_date(&import->drafts);
	rc = bodies_wrap(&import->drafts, order->dialect, err);
	return rc < 0 ? rc : modes_set(&import->drafts, order->dialect, err);
}

int import_read(struct import *out, struct arena *arena, const struct import_order *order,
		struct sqlembic_error *err)
{
	*out = (struct import){ .drafts = { .arena = arena, .caller = order->caller } };
	int rc = source_open(&out->source, arena, order->from, order->caller, err);
	return rc < 0 ? rc : import_parse(out, order, err);
}

int import_history(struct import *import, const char *table, struct sqlembic_session *session,
		   const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	if (!import->tool->history.columns) {
		(void)sqlembic_fail(err, SQLEMBIC_E_USAGE,
				    "%s and sqlembic have one version table: there is no "
				    "history to take over",
				    import->tool->name);
		return sqlembic_fail_hint(err,
					  "import without it; sqlembic current shows where the database is");
	}
	return history_read(&import->drafts, &import->tool->history, import->tool->name, table, session,
			    dialect, err);
}

/* ---- writing ---- */

/* A comment that is no "--" line ends the header: what the script begins with is never read as a part of it. */
static const char *make_body(struct arena *arena, const struct tool *tool, const struct source_file *file,
			     const char *sql)
{
	char *name = arena_dup(arena, file ? file->name : "no file");
	for (char *p = name; p && *p; p++)
		*p = *p == '*' || (unsigned char)*p < ' ' ? '_' : *p;
	while (*sql == '\n' || *sql == '\r')
		sql++;
	return name ? arena_printf(arena, "/* %s: %s */\n%s", tool->name, name, sql) : NULL;
}

static int write_draft(const struct import *import, const struct draft *draft,
		       const struct new_request *settings, struct newfiles *files, struct sqlembic_error *err)
{
	struct arena *arena = import->drafts.arena;
	struct new_result made;
	struct new_request request = *settings;
	request.files = files;
	request.rev_id = draft->id;
	request.message = draft->message[0] ? draft->message : NULL;
	request.title = arena_copy(arena, draft->message, strcspn(draft->message, "\n"));
	request.create_date = draft->create_date ? draft->create_date : "";
	request.down = draft->parents;
	request.ndown = draft->nparents;
	request.depends = draft->depends;
	request.ndepends = draft->ndepends;
	request.labels = draft->labels;
	request.nlabels = draft->nlabels;
	request.up_transaction = draft->up_transaction;
	request.down_transaction = draft->down_transaction;
	request.irreversible = !draft->down;
	request.upgrades = make_body(arena, import->tool, draft->up_file, draft->up);
	request.downgrades = draft->down ? make_body(arena, import->tool, draft->down_file, draft->down) : "";
	if (!request.title || !request.upgrades || !request.downgrades)
		return sqlembic_fail_memory(err);
	int rc = new_revision(&made, arena, &request, err);
	return rc;
}

int import_write(const struct import *import, const struct new_request *settings, struct sqlembic_error *err)
{
	struct newfiles files = { .arena = import->drafts.arena, .are_many = true };
	/* A directory that Alembic has made has its own templates only. */
	bool is_alembic = import->tool == &alembic_tool;
	int rc = is_alembic ? init_add_templates(&files, settings->script_location, err) : 0;
	for (size_t i = 0; rc == 0 && i < import->drafts.n; i++) {
		const struct draft *draft = &import->drafts.items[i];
		if (!draft->is_there)
			rc = write_draft(import, draft, settings, &files, err);
		if (rc == 0 && caller_is_cancelled(import->drafts.caller))
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted; no file was written");
	}
	if (rc == 0)
		rc = newfiles_settle(&files, err);
	if (rc < 0)
		newfiles_undo(&files);
	return rc;
}
