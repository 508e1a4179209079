/* export.c: see export.h.
 *
 * Every script is made twice: once to look whether all of them can be written, then to write them.  So no more than one is
 * in memory. */
#include "export/export.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/fs.h"
#include "base/names.h"
#include "export/plain.h"
#include "graph/plan.h"
#include "scripts/newfiles.h"
#include "scripts/template_name.h"
#include "sqlembic/error.h"

#define SLUG_LIMIT 60

/* ---- names ---- */

/* A file is named after the message, or, without one, after the revision. */
static int name_item(struct export_item *item, const struct export_order *order, size_t number,
		     struct sqlembic_error *err)
{
	struct sqlembic_buf slug = SQLEMBIC_BUF_INIT;
	const struct revision *r = item->revision;
	template_name_slug(&slug, r->message ? r->message : "", SLUG_LIMIT);
	if (!slug.len)
		template_name_slug(&slug, r->id, SLUG_LIMIT);
	item->stem = slug.failed ? NULL
				 : arena_printf(order->arena, "%04zu_%s", number,
						slug.len ? sqlembic_buf_text(&slug) : "revision");
	sqlembic_buf_release(&slug);
	if (!item->stem)
		return sqlembic_fail_memory(err);
	item->up = arena_printf(order->arena, "%s/%s.up.sql", order->directory, item->stem);
	item->down = r->down_path ? arena_printf(order->arena, "%s/%s.down.sql", order->directory, item->stem)
				  : NULL;
	return item->up && (item->down || !r->down_path) ? 0 : sqlembic_fail_memory(err);
}

/* The order of a new database: a squash stands for what it replaces. */
static int list_items(struct export *out, const struct export_order *order, struct sqlembic_error *err)
{
	const struct rows none = { NULL, 0 };
	struct plan plan = { .n = 0 };
	int rc = order->graph->n ? plan_upgrade(&plan, order->graph, &none, "heads", err) : 0;
	out->items = rc == 0 ? arena_alloc(order->arena, plan.n, sizeof(*out->items)) : NULL;
	if (rc == 0 && !out->items)
		rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < plan.n; i++) {
		out->items[i] = (struct export_item){ .revision = plan.steps[i].revision };
		rc = name_item(&out->items[i], order, i + 1, err);
		out->n++;
	}
	return rc;
}

static int index_items(const size_t **out, const struct export *export, const struct export_order *order,
		       struct sqlembic_error *err)
{
	size_t *item_of = arena_alloc(order->arena, order->graph->n, sizeof(*item_of));
	if (!item_of)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < export->n; i++)
		item_of[export->items[i].revision->index] = i;
	*out = item_of;
	return 0;
}

/* ---- what is there ---- */

static int refuse_location(const struct export_order *order, struct sqlembic_error *err)
{
	const char *wanted = fs_absolute(order->arena, order->directory);
	for (size_t i = 0; wanted && i < order->nlocations; i++) {
		const char *location = fs_absolute(order->arena, order->locations[i]);
		size_t length = location ? strlen(location) : 0;
		if (!length || strncmp(wanted, location, length) != 0 ||
		    (wanted[length] != '/' && wanted[length] != '\0'))
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s lies in the version location %s: what is exported there would be "
				    "read as revisions",
				    order->directory, order->locations[i]);
		return sqlembic_fail_hint(err, "export into a directory of its own");
	}
	return wanted ? 0 : sqlembic_fail_memory(err);
}

static bool is_script(const char *name)
{
	size_t length = strlen(name);
	return name[0] != '.' && length > 4 && strcmp(name + length - 4, ".sql") == 0;
}

static int refuse_stranger(const struct export_order *order, const char *name, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s/%s is there, and is no file of this export",
			    order->directory, name);
	return sqlembic_fail_hint(err, "numbers change where a branch has been added in between: export into "
				       "a new directory, or delete what is in this one");
}

static int put_names(struct names *names, const struct export *export, const struct export_order *order,
		     struct sqlembic_error *err)
{
	bool failed = false;
	for (size_t i = 0; !failed && i < export->n; i++) {
		const struct export_item *item = &export->items[i];
		failed |= !names_put(names, order->arena, 0, fs_basename(item->up), i);
		failed |= item->down && !names_put(names, order->arena, 0, fs_basename(item->down), i);
	}
	return failed ? sqlembic_fail_memory(err) : 0;
}

/* Scripts that are no part of the export would be run among those that are. */
static int check_directory(const struct export *export, const struct export_order *order,
			   struct sqlembic_error *err)
{
	struct names names = { 0 };
	if (!fs_exists(order->directory))
		return 0;
	int rc = put_names(&names, export, order, err);
	DIR *directory = rc == 0 ? opendir(order->directory) : NULL;
	if (rc == 0 && !directory)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read the directory %s: %s",
				     order->directory, strerror(errno));
	const struct dirent *entry;
	const char *stranger = NULL; /* the first by name: directories are listed in any order */
	while (rc == 0 && (entry = readdir(directory)) != NULL)
		if (is_script(entry->d_name) && names_find(&names, 0, entry->d_name) == NAMES_NONE &&
		    (!stranger || strcmp(entry->d_name, stranger) < 0) &&
		    !(stranger = arena_dup(order->arena, entry->d_name)))
			rc = sqlembic_fail_memory(err);
	if (directory)
		closedir(directory);
	return rc == 0 && stranger ? refuse_stranger(order, stranger, err) : rc;
}

/* Whether the file is there; refused where it holds something else. */
static int look_at(bool *is_there, const struct export_order *order, const char *path,
		   const struct sqlembic_buf *wanted, struct sqlembic_error *err)
{
	struct sqlembic_buf found = SQLEMBIC_BUF_INIT;
	*is_there = fs_exists(path);
	int rc = *is_there ? fs_read(&found, path, order->caller, err) : 0;
	if (rc == 0 && *is_there &&
	    (found.len != wanted->len ||
	     memcmp(sqlembic_buf_text(&found), sqlembic_buf_text(wanted), found.len) != 0)) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "%s is there already, and is not what would be written", path);
		rc = sqlembic_fail_hint(err, "export into a new directory, or delete it");
	}
	sqlembic_buf_release(&found);
	return rc;
}

/* ---- both sides of a revision ---- */

struct exporting {
	struct export *export;
	const struct export_order *order;
	const size_t *item_of;
	struct newfiles *files; /* NULL: only look */
};

static int do_side(const struct exporting *e, size_t at, enum sqlembic_direction direction,
		   struct sqlembic_error *err)
{
	struct export_item *item = &e->export->items[at];
	bool up = direction == SQLEMBIC_UPGRADE;
	const char *path = up ? item->up : item->down;
	bool *is_there = up ? &item->has_up : &item->has_down;
	const struct plain plain = { e->export, at, direction, e->item_of };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!path || (e->files && *is_there))
		return 0;
	int rc = plain_make(&text, &plain, e->order, err);
	if (rc == 0)
		rc = e->files ? newfiles_write(e->files, path, sqlembic_buf_text(&text), text.len, err)
			      : look_at(is_there, e->order, path, &text, err);
	sqlembic_buf_release(&text);
	if (rc == 0 && caller_is_cancelled(e->order->caller))
		rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted; no file was written");
	return rc;
}

static int do_all(const struct exporting *e, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < e->export->n; i++) {
		rc = do_side(e, i, SQLEMBIC_UPGRADE, err);
		if (rc == 0)
			rc = do_side(e, i, SQLEMBIC_DOWNGRADE, err);
	}
	return rc;
}

int export_choose(struct export *out, const struct export_order *order, struct sqlembic_error *err)
{
	struct exporting e = { .export = out, .order = order };
	*out = (struct export){ NULL, 0 };
	int rc = refuse_location(order, err);
	if (rc == 0)
		rc = list_items(out, order, err);
	if (rc == 0)
		rc = index_items(&e.item_of, out, order, err);
	if (rc == 0)
		rc = check_directory(out, order, err);
	return rc == 0 ? do_all(&e, err) : rc;
}

int export_write(struct export *export, const struct export_order *order, struct sqlembic_error *err)
{
	struct newfiles files = { .arena = order->arena, .are_many = true };
	struct exporting e = { .export = export, .order = order, .files = &files };
	int rc = index_items(&e.item_of, export, order, err);
	if (rc == 0)
		rc = newfiles_directory(&files, order->directory, err);
	if (rc == 0)
		rc = do_all(&e, err);
	if (rc == 0)
		rc = newfiles_settle(&files, err);
	if (rc < 0)
		newfiles_undo(&files);
	return rc;
}
