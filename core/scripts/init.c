/* init.c: makes a script directory and an ini file from what is compiled in. */
#include "scripts/init.h"

#include <string.h>

#include "base/arena.h"
#include "scripts/embedded.h"
#include "base/fs.h"
#include "scripts/newfiles.h"
#include "sqlembic/error.h"

static const char SAMPLE[] = "alembic.ini.sample";

static const struct sqlembic_template templates[] = {
	{ "generic", "one database, plain SQL scripts" },
	{ NULL, NULL },
};

const struct sqlembic_template *init_templates(void)
{
	return templates;
}

/* A script directory that is being made. */
struct project {
	struct newfiles files;
	const char *template_name;
	const char *directory; /* absolute */
	const char *ini;       /* absolute */
	const char *location;  /* value of script_location, not escaped */
	bool package;
};

/* ---- the ini file ---- */

static bool sets_location(const char *line, size_t length)
{
	static const char key[] = "script_location";
	size_t n = sizeof(key) - 1;
	if (length <= n || memcmp(line, key, n) != 0)
		return false;
	while (n < length && (line[n] == ' ' || line[n] == '\t'))
		n++;
	return n < length && line[n] == '=';
}

int init_render_ini(struct sqlembic_buf *out, struct sqlembic_span sample, const char *script_location,
		    struct sqlembic_error *err)
{
	for (size_t at = 0; at < sample.len;) {
		const char *line = sample.ptr + at;
		const char *end = memchr(line, '\n', sample.len - at);
		size_t length = end ? (size_t)(end - line) + 1 : sample.len - at;
		if (sets_location(line, length))
			sqlembic_buf_printf(out, "script_location = %s\n", script_location);
		else
			sqlembic_buf_add(out, line, length);
		at += length;
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}

/* "%" and "${" mean something in an ini file. */
static char *escape(struct arena *arena, const char *path)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	for (; *path; path++) {
		if (*path == '%' || (path[0] == '$' && path[1] == '{'))
			sqlembic_buf_putc(&out, *path);
		sqlembic_buf_putc(&out, *path);
	}
	char *escaped = out.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
	return escaped;
}

/* `to` as seen from the directory `from`; both are absolute. */
static char *relative(struct arena *arena, const char *from, const char *to)
{
	size_t common = 0;
	for (size_t i = 0;; i++) {
		bool from_ends = from[i] == '/' || from[i] == '\0', to_ends = to[i] == '/' || to[i] == '\0';
		if (from_ends && to_ends)
			common = i;
		if (from[i] != to[i] || from[i] == '\0')
			break;
	}
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	for (const char *p = from + common; *p; p++) {
		if (*p == '/' && p[1])
			sqlembic_buf_puts(&out, "../");
	}
	sqlembic_buf_puts(&out, to[common] == '/' ? to + common + 1 : to + common);
	while (out.len > 0 && out.ptr[out.len - 1] == '/')
		out.ptr[--out.len] = '\0';
	char *path = out.failed ? NULL : arena_dup(arena, out.len ? sqlembic_buf_text(&out) : ".");
	sqlembic_buf_release(&out);
	return path;
}

/* ---- paths ---- */

/* The absolute path of something that need not exist, with the links in what exists of it resolved. */
static char *resolve(struct arena *arena, const char *path)
{
	if (fs_exists(path))
		return fs_absolute(arena, path);
	const char *parent = fs_directory(arena, path);
	const char *base = parent ? (strcmp(parent, path) == 0 ? parent : resolve(arena, parent)) : NULL;
	return base ? fs_join(arena, base, fs_basename(path)) : NULL;
}

static char *without_slashes(struct arena *arena, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_copy(arena, path, n);
}

static int find_paths(struct project *p, const struct sqlembic_init_options *options,
		      struct sqlembic_error *err)
{
	struct arena *arena = p->files.arena;
	const char *given = without_slashes(arena, options->directory);
	p->directory = given ? resolve(arena, given) : NULL;
	p->ini = resolve(arena, options->config_file ? options->config_file : "alembic.ini");
	const char *here = p->ini ? fs_directory(arena, p->ini) : NULL;
	if (!p->directory || !here)
		return sqlembic_fail_memory(err);
	if (!fs_is_directory(here)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write %s: there is no such directory",
				    p->ini);
		return sqlembic_fail_command(err, "make it, then run the same command again: ", "mkdir -p %s",
					     here);
	}
	if (given[0] == '/') {
		p->location = escape(arena, given);
	} else {
		const char *way = relative(arena, here, p->directory);
		const char *escaped = way ? escape(arena, way) : NULL;
		bool is_here = escaped && strcmp(escaped, ".") == 0;
		p->location = is_here   ? "%(here)s"
			      : escaped ? arena_printf(arena, "%%(here)s/%s", escaped)
					: NULL;
	}
	return p->location ? 0 : sqlembic_fail_memory(err);
}

/* ---- files ---- */

static int write_in(struct project *p, const char *directory, const char *name, struct sqlembic_span text,
		    struct sqlembic_error *err)
{
	const char *path = fs_join(p->files.arena, directory, name);
	if (!path)
		return sqlembic_fail_memory(err);
	return newfiles_write(&p->files, path, text.ptr, text.len, err);
}

static int write_templates(struct project *p, struct sqlembic_error *err)
{
	size_t n = strlen(p->template_name);
	int rc = 0;
	for (const struct embedded_file *file = embedded_files; rc == 0 && file->name; file++) {
		if (strncmp(file->name, p->template_name, n) == 0 && file->name[n] == '/')
			rc = write_in(p, p->directory, file->name + n + 1,
				      (struct sqlembic_span){ file->text, file->length }, err);
	}
	return rc;
}

static int write_ini(struct project *p, struct sqlembic_error *err)
{
	if (fs_exists(p->ini)) {
		const struct sqlembic_event event = { .kind = SQLEMBIC_EVENT_SKIPPED, .path = p->ini };
		return newfiles_report(&p->files, &event, err);
	}
	const struct embedded_file *sample = embedded_files;
	while (sample->name && strcmp(sample->name, SAMPLE) != 0)
		sample++;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = init_render_ini(&text, (struct sqlembic_span){ sample->text, sample->length }, p->location,
				 err);
	if (rc == 0)
		rc = newfiles_write(&p->files, p->ini, sqlembic_buf_text(&text), text.len, err);
	sqlembic_buf_release(&text);
	return rc;
}

int init_add_templates(struct newfiles *files, const char *directory, struct sqlembic_error *err)
{
	static const char folder[] = "generic/", suffix[] = ".sql.in";
	int rc = 0;
	for (const struct embedded_file *file = embedded_files; rc == 0 && file->name; file++) {
		if (strncmp(file->name, folder, strlen(folder)) != 0 || !strstr(file->name, suffix))
			continue;
		const char *path = fs_join(files->arena, directory, file->name + strlen(folder));
		if (!path)
			return sqlembic_fail_memory(err);
		if (!fs_exists(path))
			rc = newfiles_write(files, path, file->text, file->length, err);
	}
	return rc;
}

static int make_project(struct project *p, struct sqlembic_error *err)
{
	static const char marker[] = "__init__.py";
	const struct sqlembic_span empty = { "", 0 };
	const char *versions = fs_join(p->files.arena, p->directory, "versions");
	int rc = versions ? newfiles_directory(&p->files, versions, err) : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = write_templates(p, err);
	if (rc == 0 && p->package)
		rc = write_in(p, p->directory, marker, empty, err);
	if (rc == 0 && p->package)
		rc = write_in(p, versions, marker, empty, err);
	return rc < 0 ? rc : write_ini(p, err);
}

/* ---- options ---- */

static int check_options(const struct sqlembic_init_options *options, struct sqlembic_error *err)
{
	const char *name = options->template_name ? options->template_name : templates[0].name;
	if (!options->directory || !options->directory[0])
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "init needs the name of a directory");
	for (const char *p = options->directory; *p; p++) {
		/* No ini file could name such a directory. */
		if ((unsigned char)*p < ' ')
			return sqlembic_fail(err, SQLEMBIC_E_USAGE,
					     "the directory's name has a control character (%d)", *p);
	}
	for (const struct sqlembic_template *t = templates; t->name; t++) {
		if (strcmp(t->name, name) == 0)
			return 0;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "there is no template '%s'", name);
	return sqlembic_fail_hint(err, "sqlembic list_templates shows those that there are");
}

static int check_directory(const char *path, struct sqlembic_error *err)
{
	if (!fs_exists(path) || fs_is_empty_directory(path))
		return 0;
	if (!fs_is_directory(path))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s exists and is not a directory", path);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "directory %s exists already and is not empty", path);
	return sqlembic_fail_hint(err, "name another directory, or make this one empty");
}

int init_project(const struct sqlembic_init_options *options, struct sqlembic_error *err)
{
	int rc = check_options(options, err);
	if (rc < 0)
		return rc;
	struct arena arena = { 0 };
	struct project p = {
		.files = { .arena = &arena, .on_event = options->on_event, .payload = options->payload },
		.template_name = options->template_name ? options->template_name : templates[0].name,
		.package = options->package,
	};
	rc = find_paths(&p, options, err);
	if (rc == 0)
		rc = check_directory(p.directory, err);
	if (rc == 0)
		rc = make_project(&p, err);
	if (rc < 0)
		newfiles_undo(&p.files);
	arena_release(&arena);
	return rc;
}
