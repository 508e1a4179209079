/* roster.c: see roster.h. */
#include "many/roster.h"

#include <fnmatch.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>

#include "base/characters.h"
#include "base/fs.h"
#include "base/order.h"
#include "config/sections.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* ---- adding ---------------------------------------------------------------------------------------------- */

static int add(struct roster *list, const struct roster_entry *target, struct sqlembic_error *err)
{
	if (list->n == list->cap) {
		const size_t cap = list->cap ? list->cap * 2 : 64;
		struct roster_entry *items = arena_alloc(list->arena, cap, sizeof(*items));
		if (!items)
			return sqlembic_fail_memory(err);
		if (list->n)
			memcpy(items, list->items, list->n * sizeof(*items));
		list->items = items;
		list->cap = cap;
	}
	list->items[list->n++] = *target;
	return 0;
}

static int refuse_at(const char *file, int line, struct sqlembic_error *err)
{
	if (line > 0)
		return sqlembic_fail_at(err, file, line, 0);
	return sqlembic_fail_detail(err, "the target is from %s", file);
}

static int add_url(struct roster *list, const char *text, const char *file, int line,
		   struct sqlembic_error *err)
{
	struct sqlembic_url url;
	int rc = url_parse(&url, list->arena, text, err);
	if (rc < 0 || !url_engine(&url, err))
		return refuse_at(file, line, err);
	const char *masked = url_mask(list->arena, text);
	const struct roster_entry target = {
		.shown = { .name = masked, .url = masked },
		.place = { .url = text, .origin = file, .file = line > 0 ? file : NULL, .line = line },
	};
	return masked ? add(list, &target, err) : sqlembic_fail_memory(err);
}

/* ---- patterns of files ----------------------------------------------------------------------------------- */

/* An SQLite URL taken apart: prefix, path, query. */
struct pattern {
	size_t prefix, path;
};

static bool find_pattern(struct pattern *out, const char *text)
{
	const char *path = strstr(text, ":///");
	if (strncmp(text, "sqlite", 6) != 0 || !path)
		return false;
	path += 4;
	*out = (struct pattern){ (size_t)(path - text), strcspn(path, "?") };
	return memchr(path, '*', out->path) || memchr(path, '[', out->path);
}

/* What SQLite keeps beside a database. */
static bool is_companion(const char *path)
{
	static const char *const ends[] = { "-journal", "-wal", "-shm" };
	const size_t length = strlen(path);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		const size_t n = strlen(ends[i]);
		if (length > n && strcmp(path + length - n, ends[i]) == 0)
			return true;
	}
	return false;
}

/* A URL would have it that the name ends there: another file would be made. */
static int refuse_name(const char *path, const char *file, int line, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the name of the file %s holds a \"?\", which a URL cannot name", path);
	(void)refuse_at(file, line, err);
	return sqlembic_fail_hint(err, "rename it, or let the pattern leave it out");
}

static int add_matches(struct roster *list, const glob_t *found, const char *text,
		       const struct pattern *pattern, const char *file, int line, struct sqlembic_error *err)
{
	const size_t before = list->n;
	for (size_t i = 0; i < found->gl_pathc; i++) {
		const char *path = found->gl_pathv[i];
		const char *url = arena_printf(list->arena, "%.*s%s%s", (int)pattern->prefix, text, path,
					       text + pattern->prefix + pattern->path);
		if (!url)
			return sqlembic_fail_memory(err);
		if (is_companion(path) || path[strlen(path) - 1] == '/')
			continue;
		if (strchr(path, '?'))
			return refuse_name(path, file, line, err);
		int rc = add_url(list, url, file, line, err);
		if (rc < 0)
			return rc;
	}
	if (list->n > before)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "no file matches %s", text);
	(void)refuse_at(file, line, err);
	return sqlembic_fail_hint(
		err, "a path is relative to the current directory; %%(here)s is that of the ini file");
}

static int add_files(struct roster *list, const char *text, const struct pattern *pattern, const char *file,
		     int line, struct sqlembic_error *err)
{
	glob_t found = { 0 };
	const char *path = arena_copy(list->arena, text + pattern->prefix, pattern->path);
	if (!path)
		return sqlembic_fail_memory(err);
	int status = glob(path, GLOB_MARK, NULL, &found);
	int rc = status == GLOB_NOSPACE ? sqlembic_fail_memory(err)
					: add_matches(list, &found, text, pattern, file, line, err);
	globfree(&found);
	return rc;
}

/* ---- sections -------------------------------------------------------------------------------------------- */

static int add_sections(struct roster *list, struct config *config, const char *pattern, const char *origin,
			struct sqlembic_error *err)
{
	const char *const *names;
	size_t n;
	const size_t before = list->n;
	int rc = sections_list(config, &names, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct roster_entry target = { .shown = { .name = names[i], .section = names[i] },
						     .place = { .section = names[i], .origin = origin } };
		if (fnmatch(pattern, names[i], 0) == 0)
			rc = add(list, &target, err);
	}
	if (rc < 0 || list->n > before)
		return rc;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "no section of %s matches \"%s\"",
		      config_file(config) ? config_file(config) : "the configuration, which has no ini file,",
		      pattern);
	(void)sqlembic_fail_hint(err, "name a section of the ini file, or a pattern of such: tenant_*");
	return sqlembic_fail_detail(err, "the pattern is from %s", origin);
}

static int add_section_line(struct roster *list, struct config *config, const char *text, const char *file,
			    int line, struct sqlembic_error *err)
{
	const size_t length = strlen(text);
	if (length < 3 || text[length - 1] != ']') {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the target \"%s\" is no [section]", text);
		return refuse_at(file, line, err);
	}
	const char *pattern = arena_copy(list->arena, text + 1, length - 2);
	const char *origin = line > 0 ? arena_printf(list->arena, "%s:%d", file, line) : file;
	return pattern && origin ? add_sections(list, config, pattern, origin, err)
				 : sqlembic_fail_memory(err);
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

static int add_line(struct roster *list, struct config *config, const char *text, const char *file, int line,
		    struct sqlembic_error *err)
{
	struct pattern pattern;
	if (text[0] == '[')
		return add_section_line(list, config, text, file, line, err);
	if (find_pattern(&pattern, text))
		return add_files(list, text, &pattern, file, line, err);
	if (strstr(text, "://"))
		return add_url(list, text, file, line, err);
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "a target is neither a URL nor a [section]");
	(void)refuse_at(file, line, err);
	return sqlembic_fail_hint(err, "each line is one target: sqlite:///tenants/*.db, "
				       "postgresql://app@db/one, [tenant_*]");
}

static int add_text(struct roster *list, struct config *config, const char *text, const char *file,
		    struct sqlembic_error *err)
{
	static const char blanks[] = " \t\r\v\f";
	int rc = 0;
	for (int line = 1; rc == 0 && *text; line++) {
		const size_t whole = strcspn(text, "\n");
		const char *start = text + strspn(text, blanks), *end = text + whole;
		while (end > start && strchr(blanks, end[-1]))
			end--;
		text += whole + (text[whole] == '\n');
		if (start >= end || *start == '#')
			continue;
		const char *copy = arena_copy(list->arena, start, (size_t)(end - start));
		rc = copy ? add_line(list, config, copy, file, line, err) : sqlembic_fail_memory(err);
	}
	return rc;
}

/* ---- what is offered: a "?" of a pattern is one character ---------------------------------------------------- */

int roster_add_lines(struct roster *list, struct config *config, const char *const *lines, size_t n,
		     const char *file, int line, struct sqlembic_error *err)
{
	const struct characters characters = characters_begin();
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add_line(list, config, lines[i], file, line, err);
	characters_end(characters);
	return rc;
}

int roster_add_text(struct roster *list, struct config *config, const char *text, const char *file,
		    struct sqlembic_error *err)
{
	const struct characters characters = characters_begin();
	int rc = add_text(list, config, text, file, err);
	characters_end(characters);
	return rc;
}

int roster_add_sections(struct roster *list, struct config *config, const char *pattern, const char *origin,
			struct sqlembic_error *err)
{
	const struct characters characters = characters_begin();
	int rc = add_sections(list, config, pattern, origin, err);
	characters_end(characters);
	return rc;
}

int roster_add_tenant(struct roster *list, const char *name, struct sqlembic_error *err)
{
	const char *copy = arena_dup(list->arena, name);
	/* Tenants may be known by whole URLs. */
	const char *shown = strstr(name, "://") ? url_mask(list->arena, name) : copy;
	const struct roster_entry target = { .shown = { .name = shown, .tenant = shown },
					     .place = { .tenant = copy } };
	return copy && shown ? add(list, &target, err) : sqlembic_fail_memory(err);
}

/* ---- checking -------------------------------------------------------------------------------------------- */

static bool is_any(const char *const *keys, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(keys[i], key) == 0)
			return true;
	}
	return false;
}

/* Those with one of the keys. */
static void put_params(struct sqlembic_buf *out, const struct sqlembic_url *url, const char *const *keys,
		       size_t n)
{
	for (size_t i = 0; i < url->nparams; i++) {
		const struct sqlembic_pair *param = &url->params[i];
		if (is_any(keys, n, param->key))
			sqlembic_buf_printf(out, " %s=%s", param->key, param->value ? param->value : "");
	}
}

/* A file may have several names; one that is still to be made is known by its directory. */
static const char *describe_file(struct arena *arena, const char *path)
{
	struct stat found;
	if (stat(path, &found) == 0)
		return arena_printf(arena, "file %llu:%llu", (unsigned long long)found.st_dev,
				    (unsigned long long)found.st_ino);
	const char *directory = fs_directory(arena, path);
	if (!directory || stat(directory, &found) < 0)
		return directory ? path : NULL;
	return arena_printf(arena, "new %llu:%llu/%s", (unsigned long long)found.st_dev,
			    (unsigned long long)found.st_ino, fs_basename(path));
}

static void put_server(struct sqlembic_buf *out, const struct sqlembic_engine *engine,
		       const struct sqlembic_url *url)
{
	const char *host = url->host ? url->host : "";
	const int usual = strcmp(engine->name, "postgresql") == 0 ? 5432 : 3306;
	if (strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0)
		host = "localhost";
	sqlembic_buf_printf(out, "%s ", engine->name);
	for (const char *c = host; *c; c++)
		sqlembic_buf_putc(out, sqlembic_lower(*c));
	sqlembic_buf_printf(out, ":%d", url->port || !*host ? url->port : usual);
}

static const struct sqlembic_engine *read_url(struct sqlembic_url *out, struct arena *arena, const char *text)
{
	return url_parse(out, arena, text, NULL) == 0 ? url_engine(out, NULL) : NULL;
}

const struct sqlembic_engine *roster_engine(struct arena *arena, const char *text)
{
	struct sqlembic_url url;
	return read_url(&url, arena, text);
}

/* Of the server, a database there (""), and the parameters with one of the keys. */
static const char *describe_server(struct arena *arena, const struct sqlembic_engine *engine,
				   const struct sqlembic_url *url, const char *database,
				   const char *const *keys, size_t n)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	put_server(&out, engine, url);
	sqlembic_buf_printf(&out, "/%s", database);
	put_params(&out, url, keys, n);
	const char *text = out.failed ? NULL : arena_copy(arena, sqlembic_buf_text(&out), out.len);
	sqlembic_buf_release(&out);
	return text;
}

/* The same text for the same database: user, password and ways to connect are left out. */
static const char *describe_place(struct arena *arena, const char *text)
{
	static const char *const keys[] = { "host",      "port",    "unix_socket",
					    "unix_sock", "service", "search_path",
					    "options",   "schema",  "currentSchema" };
	struct sqlembic_url url;
	const struct sqlembic_engine *engine = read_url(&url, arena, text);
	if (!engine)
		return text;
	const char *database = url.database ? url.database : "";
	if (strcmp(engine->name, "sqlite") == 0)
		return describe_file(arena, database);
	return describe_server(arena, engine, &url, database, keys, sizeof(keys) / sizeof(keys[0]));
}

const char *roster_server(struct arena *arena, const char *text)
{
	static const char *const keys[] = { "host", "port", "service", "unix_sock", "unix_socket" };
	struct sqlembic_url url;
	const struct sqlembic_engine *engine = read_url(&url, arena, text);
	return engine && engine->dialect->capacities
		       ? describe_server(arena, engine, &url, "", keys, sizeof(keys) / sizeof(keys[0]))
		       : NULL;
}

/* Which tables `own` means: the same database with another version table is another target. */
static int find_tables(const char **out, struct config *own, struct arena *arena, struct sqlembic_error *err)
{
	const char *table = NULL, *schema = NULL;
	int rc = config_string(own, "version_table", &table, err);
	if (rc == 0)
		rc = config_string(own, "version_table_schema", &schema, err);
	if (rc < 0)
		return rc;
	*out = arena_printf(arena, "%s.%s", schema ? schema : "", table ? table : "");
	return *out ? 0 : sqlembic_fail_memory(err);
}

static int describe_target(const char **out, const char *url, const char *tables, struct arena *arena,
			   struct sqlembic_error *err)
{
	const char *place = describe_place(arena, url);
	*out = place ? arena_printf(arena, "%s\n%s", place, tables) : NULL;
	return *out ? 0 : sqlembic_fail_memory(err);
}

/* What is wrong with the name of a tenant is told as its own error. */
static int find_tenant(const char **out, const struct roster_entry *target, const struct config *config,
		       struct arena *arena, struct sqlembic_error *err)
{
	struct sqlembic_error unheard = { 0 };
	struct config *own;
	const char *url = NULL, *tables;
	*out = NULL;
	if (target_config_make(&own, arena, config, &target->place, &unheard) < 0 ||
	    target_config_schema(own) || config_string(own, "sqlalchemy.url", &url, &unheard) < 0 || !url)
		return 0;
	int rc = find_tables(&tables, own, arena, err);
	return rc < 0 ? rc : describe_target(out, url, tables, arena, err);
}

static int find_section(const char **out, const struct roster_entry *target, const struct config *config,
			struct arena *arena, struct sqlembic_error *err)
{
	struct config *own;
	const char *url = NULL, *tables = NULL;
	int rc = target_config_make(&own, arena, config, &target->place, err);
	if (rc == 0)
		rc = config_string(own, "sqlalchemy.url", &url, err);
	if (rc == 0 && (!url || !*url)) {
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "section [%s] sets no sqlalchemy.url",
				   target->shown.name);
		(void)sqlembic_fail_detail(err, "it is one of the targets because of %s",
					   target->place.origin);
	}
	if (rc == 0)
		rc = find_tables(&tables, own, arena, err);
	return rc < 0 ? rc : describe_target(out, url, tables, arena, err);
}

/* The database of a target; *out NULL: its name is enough.  *tables: of URLs, which all have the same; NULL: not known. */
static int find_place(const char **out, const char **tables, const struct roster_entry *target,
		      const struct config *config, struct arena *arena, struct sqlembic_error *err)
{
	struct config *own;
	int rc = 0;
	*out = NULL;
	if (target->place.tenant)
		return find_tenant(out, target, config, arena, err);
	if (!target->place.url)
		return find_section(out, target, config, arena, err);
	if (!*tables && (rc = target_config_make(&own, arena, config, &target->place, err)) == 0)
		rc = find_tables(tables, own, arena, err);
	return rc < 0 ? rc : describe_target(out, target->place.url, *tables, arena, err);
}

static int refuse_double(const struct roster_entry *one, const struct roster_entry *two,
			 struct config *config, struct sqlembic_error *err)
{
	const bool is_query = one->place.tenant && two->place.tenant;
	if (strcmp(one->shown.name, two->shown.name) == 0)
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the target %s is there twice", one->shown.name);
	else
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "the targets %s and %s are one database",
			      one->shown.name, two->shown.name);
	if (two->place.file && two->place.line > 0)
		(void)sqlembic_fail_at(err, two->place.file, two->place.line, 0);
	if (is_query)
		config_blame(config, "targets_query", err);
	return sqlembic_fail_hint(err, is_query ? "let targets_query give each name once: SELECT DISTINCT"
						: "leave one of them out");
}

static int check_doubles(const struct roster *list, struct order_item *items, struct order_item *spare,
			 size_t n, struct config *config, struct sqlembic_error *err)
{
	order_names(items, spare, n);
	for (size_t i = 1; i < n; i++) {
		if (strcmp(items[i - 1].name, items[i].name) == 0)
			return refuse_double(&list->items[items[i - 1].index], &list->items[items[i].index],
					     config, err);
	}
	return 0;
}

static bool has_other_than_tenants(const struct roster *list)
{
	for (size_t i = 0; i < list->n; i++) {
		if (!list->items[i].place.tenant)
			return true;
	}
	return false;
}

static int check(const struct roster *list, struct config *config, struct arena *scratch,
		 struct sqlembic_error *err)
{
	struct order_item *items = arena_alloc(scratch, list->n + 1, sizeof(*items));
	struct order_item *spare = arena_alloc(scratch, list->n + 1, sizeof(*spare));
	const char *tables = NULL;
	size_t n = 0;
	if (!items || !spare)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++)
		items[i] = (struct order_item){ .name = list->items[i].shown.name, .index = i };
	int rc = check_doubles(list, items, spare, list->n, config, err);
	/* Where there are tenants only, their names are enough. */
	const bool is_mixed = has_other_than_tenants(list);
	for (size_t i = 0; rc == 0 && is_mixed && i < list->n; i++) {
		items[n].index = i;
		rc = find_place(&items[n].name, &tables, &list->items[i], config, scratch, err);
		n += items[n].name != NULL;
	}
	return rc < 0 ? rc : check_doubles(list, items, spare, n, config, err);
}

int roster_check(const struct roster *list, struct config *config, struct sqlembic_error *err)
{
	struct arena scratch = { 0 };
	int rc = check(list, config, &scratch, err);
	arena_release(&scratch);
	return rc;
}
