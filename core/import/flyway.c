/* flyway.c: Flyway's files: "V1_2__name.sql", undone by "U1_2__name.sql"; repeatable "R__name.sql" behind them. */
#include "import/fill.h"
#include "import/flyway_history.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

struct name {
	char prefix;
	struct sqlembic_span version, text; /* the description */
};

static bool ends_as_sql(const char *name)
{
	size_t length = strlen(name);
	return length > 4 && sqlembic_casecmp(name + length - 4, ".sql") == 0;
}

static bool read_name(struct name *out, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	if (!*name || !strchr("VURB", name[0]) || !ends_as_sql(name))
		return false;
	const char *border = strstr(name, "__"), *end = name + strlen(name) - 4;
	const char *text = border ? border + 2 : end;
	out->prefix = name[0];
	out->version = (struct sqlembic_span){ name + 1, (size_t)((border ? border : end) - name - 1) };
	out->text = (struct sqlembic_span){ text, (size_t)(end - text) };
	size_t digits = strspn(out->version.ptr, "0123456789._");
	return name[0] == 'R' ? border && out->version.len == 0
			      : out->version.len > 0 && digits >= out->version.len &&
					sqlembic_is_digit(out->version.ptr[0]);
}

static bool claims(const struct source *source, const struct source_file *file)
{
	struct name name;
	return read_name(&name, file->name) && !source->has_cargo;
}

static bool is_code(const struct source_file *file)
{
	const char *slash = strrchr(file->name, '/'), *name = slash ? slash + 1 : file->name;
	return strchr("VR", name[0]) && strstr(name, "__") && source_ends(file, ".java");
}

static bool takes(const struct source_file *file)
{
	struct name name;
	return is_code(file) || read_name(&name, file->name);
}

/* ---- the settings beside a file ---- */

struct conf {
	bool off, is_plain; /* no transaction; nothing is replaced */
};

static bool take_setting(struct sqlembic_span line, const char *key, const char *value)
{
	line = line_trim(line);
	if (!line_take(&line, key))
		return false;
	line = line_trim(line);
	return line_take(&line, "=") && line_is(line_trim(line), value);
}

static int read_conf(struct conf *out, struct source *source, const struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text, line;
	const char *name = arena_printf(source->arena, "%s.conf", file->name);
	struct source_file *conf = name ? source_find(source, name) : NULL;
	*out = (struct conf){ 0 };
	int rc = conf ? source_read(&text, source, conf, err) : 0;
	while (rc == 0 && conf && line_next(&line, &text)) {
		out->off = out->off || take_setting(line, "executeInTransaction", "false");
		out->is_plain = out->is_plain || take_setting(line, "placeholderReplacement", "false");
		if (take_setting(line, "shouldExecute", "false"))
			rc = fill_refuse(conf, line.ptr, "a migration that Flyway does not execute",
					 "import a directory without it", err);
	}
	return rc;
}

/* ---- files ---- */

static int read_text(struct sqlembic_span *text, struct conf *conf, struct source *source,
		     struct source_file *file, const struct draft_settings *settings,
		     struct sqlembic_error *err)
{
	const struct fill fill = {
		.tool = "Flyway", .open = "${", .close = "}", .settings = settings, .arena = source->arena
	};
	int rc = source_read(text, source, file, err);
	if (rc == 0)
		rc = read_conf(conf, source, file, err);
	return rc < 0 || conf->is_plain ? rc : fill_text(text, &fill, file, err);
}

static struct draft *add_version(struct drafts *out, const struct source_file *file, const struct name *name)
{
	struct draft *draft = draft_from(out, file, name->version, name->text);
	char *version = draft ? arena_copy(out->arena, name->version.ptr, name->version.len) : NULL;
	for (char *p = version; p && *p; p++)
		*p = *p == '_' ? '.' : *p;
	if (!version || !(draft->key = flyway_history_key(out->arena, name->version)))
		return NULL;
	draft->id = draft->version = version;
	return draft_name(out, draft, draft->key) ? draft : NULL;
}

/* Behind all versions, by description. */
static struct draft *add_repeatable(struct drafts *out, const struct source_file *file,
				    const struct name *name)
{
	struct draft *draft = draft_from(out, file, name->text, name->text);
	const char *text = arena_printf(out->arena, "R_%.*s", (int)name->text.len, name->text.ptr);
	const char *id = text ? draft_id(out->arena, text, strlen(text)) : NULL;
	if (!draft || !id ||
	    !(draft->key = arena_printf(out->arena, "R%.*s", (int)name->text.len, name->text.ptr)))
		return NULL;
	draft->id = id;
	draft->version = flyway_history_repeatable(out->arena, name->text);
	return draft->version ? draft : NULL;
}

static int add_file(struct drafts *out, struct source *source, struct source_file *file,
		    const struct name *name, struct sqlembic_error *err)
{
	struct sqlembic_span text = { NULL, 0 };
	struct conf conf = { 0 };
	int rc = name->prefix == 'R'
			 ? draft_tell(out, file,
				      "is run by Flyway whenever it changes; its revision runs once", err)
			 : 0;
	if (rc == 0)
		rc = read_text(&text, &conf, source, file, out->settings, err);
	if (rc < 0)
		return rc;
	struct draft *draft = name->prefix == 'R' ? add_repeatable(out, file, name)
						  : add_version(out, file, name);
	if (!draft)
		return sqlembic_fail_memory(err);
	draft->up_off = conf.off;
	return draft_set(&draft->up, out, text, err);
}

/* Undo scripts and baselines wait until the versions are there. */
static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct name name;
	if (is_code(file))
		return draft_refuse_code(file, "Java", err);
	return read_name(&name, file->name) && strchr("VR", name.prefix)
		       ? add_file(out, source, file, &name, err)
		       : 0;
}

/* ---- behind the versions ---- */

static int read_undo(struct drafts *out, struct source *source, struct source_file *file,
		     const struct name *name, struct sqlembic_error *err)
{
	struct sqlembic_span text = { NULL, 0 };
	struct conf conf = { 0 };
	const char *key = flyway_history_key(out->arena, name->version);
	struct draft *draft = key ? draft_find(out, key) : NULL;
	if (!key)
		return sqlembic_fail_memory(err);
	if (!draft)
		return draft_tell(out, file, "undoes a version that no file has, and is left out", err);
	int rc = read_text(&text, &conf, source, file, out->settings, err);
	draft->down_file = file;
	draft->down_off = rc == 0 && conf.off;
	return rc < 0 ? rc : draft_set(&draft->down, out, text, err);
}

static bool has_version_up_to(const struct drafts *out, const char *key)
{
	for (size_t i = 0; i < out->n; i++)
		if (strcmp(out->items[i].key, key) <= 0)
			return true;
	return false;
}

/* The baseline of the highest version. */
static int find_baseline(struct source_file **out, struct name *latest, const struct drafts *drafts,
			 struct source *source, struct sqlembic_error *err)
{
	struct name name;
	const char *highest = NULL;
	*out = NULL;
	for (size_t i = 0; i < source->n; i++) {
		if (!read_name(&name, source->files[i].name) || name.prefix != 'B')
			continue;
		const char *key = flyway_history_key(drafts->arena, name.version);
		if (!key)
			return sqlembic_fail_memory(err);
		if (highest && strcmp(key, highest) <= 0)
			continue;
		highest = key;
		*latest = name;
		*out = &source->files[i];
	}
	return 0;
}

/* A baseline stands for the versions up to its own where a database begins with it: it is left out where their files are
 * there, and where there is a later one. */
static int read_baselines(struct drafts *out, struct source *source, struct sqlembic_error *err)
{
	struct name name, latest_name = { 0 };
	struct source_file *latest;
	int rc = find_baseline(&latest, &latest_name, out, source, err);
	if (rc < 0 || !latest)
		return rc;
	const char *key = flyway_history_key(out->arena, latest_name.version);
	if (!key)
		return sqlembic_fail_memory(err);
	bool is_needed = !has_version_up_to(out, key);
	for (size_t i = 0; rc == 0 && i < source->n; i++) {
		struct source_file *file = &source->files[i];
		if (!read_name(&name, file->name) || name.prefix != 'B')
			continue;
		rc = is_needed && file == latest
			     ? add_file(out, source, file, &name, err)
			     : draft_tell(out, file, "is a baseline, and left out: others build the same",
					  err);
	}
	return rc;
}

static int read_others(struct drafts *out, struct source *source, struct sqlembic_error *err)
{
	struct name name;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < source->n; i++) {
		struct source_file *file = &source->files[i];
		if (read_name(&name, file->name) && name.prefix == 'U')
			rc = read_undo(out, source, file, &name, err);
	}
	return rc < 0 ? rc : read_baselines(out, source, err);
}

const struct tool flyway_tool = {
	.name = "flyway",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = read_others,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "flyway_schema_history", "schema_version" },
		     .columns = "version, success, installed_on, execution_time, type, checksum, description",
		     .order = "installed_rank",
		     .take = flyway_history_take },
};
