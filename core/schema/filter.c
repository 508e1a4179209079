/* filter.c: which objects are compared.
 *
 * An object that is left out is not taken out of both catalogs: then what uses it could not be put in order.  It is
 * put into the target as the database has it, so that nothing is to be done with it. */
#include "schema/filter.h"

#include <stdlib.h>
#include <string.h>

#include "schema/grantee.h"
#include "schema/places.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static const char *next_character(const char *name)
{
	do {
		name++;
	} while (((unsigned char)*name & 0xC0) == 0x80);
	return name;
}

/* Linear in practice: a "*" is tried again from one place only. */
static bool glob(const char *pattern, const char *name)
{
	const char *star = NULL, *again = NULL;
	while (*name) {
		if (*pattern == '*') {
			star = pattern++;
			again = name;
		} else if (*pattern == '?') {
			pattern++;
			name = next_character(name);
		} else if (*pattern && sqlembic_ncasecmp(pattern, name, 1) == 0) {
			pattern++;
			name++;
		} else if (star) {
			pattern = star + 1;
			name = again = next_character(again);
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

static bool matches(const char *const *patterns, const char *name, const char *qualified)
{
	for (; *patterns; patterns++)
		if (glob(*patterns, name) || (qualified && glob(*patterns, qualified)))
			return true;
	return false;
}

bool filter_matches(const struct filter *filter, const char *schema, const char *name)
{
	struct sqlembic_buf qualified = SQLEMBIC_BUF_INIT;
	if (schema)
		sqlembic_buf_printf(&qualified, "%s.%s", schema, name);
	bool is_in = !filter->include || matches(filter->include, name, qualified.ptr);
	if (is_in && filter->exclude)
		is_in = !matches(filter->exclude, name, qualified.ptr);
	sqlembic_buf_release(&qualified);
	return is_in;
}

struct merging {
	struct catalog *out;
	const struct catalog *from, *to;
	const struct filter *filter;
};

static bool is_beyond_models(const struct merging *m, const struct sqlembic_fact *fact)
{
	return m->filter->models && !(m->to->kinds[fact->kind].flags & SQLEMBIC_KIND_IN_MODELS) &&
	       catalog_find(m->to, fact->kind, fact->identity) == CATALOG_NONE;
}

static bool is_unwanted(const struct merging *m, const struct sqlembic_fact *fact)
{
	return m->to->kinds[fact->kind].flags & SQLEMBIC_KIND_IF_WANTED &&
	       m->to->kind_at[fact->kind] == m->to->kind_at[fact->kind + 1];
}

/* Whether what it is a part of stays, too. */
static bool has_home(const struct merging *m, size_t entry)
{
	size_t parent = m->from->entries[entry].parent;
	const struct sqlembic_fact *fact = parent == CATALOG_NONE ? NULL : &m->from->entries[parent].fact;
	return !fact || is_beyond_models(m, fact) ||
	       catalog_find(m->to, fact->kind, fact->identity) != CATALOG_NONE;
}

static bool is_aside(const struct filter *filter, const struct sqlembic_fact *fact)
{
	for (const char *const *identity = filter->aside; identity && *identity; identity++)
		if (strcmp(*identity, fact->identity) == 0)
			return true;
	return false;
}

/* On either side: the other one may have it for others, or for all. */
static bool is_for_absent(const struct merging *m, const struct sqlembic_fact *fact)
{
	const struct sqlembic_kind *kind = &m->to->kinds[fact->kind];
	const struct catalog *const sides[] = { m->from, m->to };
	bool is = false;
	for (size_t i = 0; m->filter->roles && !is && i < 2; i++) {
		const size_t at = catalog_find(sides[i], fact->kind, fact->identity);
		is = at != CATALOG_NONE &&
		     grantee_is_any(kind, &sides[i]->entries[at].fact, m->filter->roles);
	}
	return is;
}

static bool is_left_out(const struct merging *m, const struct catalog *catalog, size_t entry)
{
	const struct sqlembic_fact *fact = &catalog->entries[entry].fact;
	size_t root = entry;
	while (catalog->entries[root].parent != CATALOG_NONE)
		root = catalog->entries[root].parent;
	const struct sqlembic_fact *owner = &catalog->entries[root].fact;
	if ((m->filter->include || m->filter->exclude) && owner->name && !is_aside(m->filter, owner) &&
	    !filter_matches(m->filter, owner->schema, owner->name))
		return true;
	if (catalog == m->to)
		return is_for_absent(m, fact);
	return (is_beyond_models(m, fact) || is_unwanted(m, fact) || is_for_absent(m, fact)) &&
	       has_home(m, entry);
}

static int refuse(const struct merging *m, size_t user, unsigned kind, const char *used,
		  struct sqlembic_error *err)
{
	const struct sqlembic_fact *fact = &m->to->entries[user].fact;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"%s %s of the target uses %s %s, which include_name or exclude_name leaves out and the "
		"database does not have",
		m->to->kinds[fact->kind].name, fact->shown, m->to->kinds[kind].name, used);
	return sqlembic_fail_hint(err, "leave out both of them, or none");
}

/* What a fact needs though no edge says so, and the kind of that; NULL: nothing. */
static const char *needed_by(const struct catalog *catalog, size_t entry, unsigned *kind)
{
	const struct sqlembic_fact *fact = &catalog->entries[entry].fact;
	const struct sqlembic_attribute *attributes = catalog->kinds[fact->kind].attributes;
	size_t parent = catalog->entries[entry].parent;
	if (parent == CATALOG_NONE)
		return NULL;
	*kind = catalog->entries[parent].fact.kind;
	for (size_t i = 0; fact->values && attributes && attributes[i].name; i++)
		if (attributes[i].flags & SQLEMBIC_ATTRIBUTE_NEEDS)
			return fact->values[i];
	return NULL;
}

/* The server would make it without what it needs: so that may be missing in the target, too. */
static int refuse_needy(const struct merging *m, size_t entry, struct sqlembic_error *err)
{
	unsigned kind;
	const char *needed = needed_by(m->to, entry, &kind);
	if (!needed || catalog_find(m->from, kind, needed) != CATALOG_NONE)
		return 0;
	size_t found = catalog_find(m->to, kind, needed);
	bool is_out = found == CATALOG_NONE ? !filter_matches(m->filter, NULL, needed)
					    : is_left_out(m, m->to, found);
	return is_out ? refuse(m, entry, kind, needed, err) : 0;
}

static int refuse_left_out(const struct merging *m, size_t entry, struct sqlembic_error *err)
{
	size_t n;
	const size_t *used = catalog_row(&m->to->used, entry, &n);
	for (size_t i = 0; i < n; i++) {
		const struct sqlembic_fact *other = &m->to->entries[used[i]].fact;
		if (is_left_out(m, m->to, used[i]) &&
		    catalog_find(m->from, other->kind, other->identity) == CATALOG_NONE)
			return refuse(m, entry, other->kind, other->shown, err);
	}
	return refuse_needy(m, entry, err);
}

static int take_wanted(const struct merging *m, size_t entry, struct sqlembic_error *err)
{
	int rc = refuse_left_out(m, entry, err);
	return rc == 0 ? catalog_copy(m->out, m->to, entry, err) : rc;
}

bool filter_keeps_all(const struct catalog *from, const struct catalog *to, const struct filter *filter)
{
	if (filter->include || filter->exclude || filter->models || filter->roles)
		return false;
	for (size_t i = 0; i < to->nkinds; i++)
		if (to->kinds[i].flags & SQLEMBIC_KIND_IF_WANTED && to->kind_at[i] == to->kind_at[i + 1] &&
		    from->kind_at[i] != from->kind_at[i + 1])
			return false;
	return true;
}

int filter_apply(struct catalog *out, const struct catalog *from, const struct catalog *to,
		 const struct filter *filter, struct sqlembic_error *err)
{
	struct merging m = { out, from, to, filter };
	catalog_init(out, to->kinds);
	out->texts = to->texts;
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	int rc = sink.server(sink.payload, to->side.version, err);
	if (rc == 0)
		rc = catalog_take_default(out, from, err);
	for (size_t i = 0; rc == 0 && i < to->n; i++)
		if (!is_left_out(&m, to, i))
			rc = take_wanted(&m, i, err);
	for (size_t i = 0; rc == 0 && i < from->n; i++)
		if (is_left_out(&m, from, i))
			rc = catalog_copy(out, from, i, err);
	for (size_t i = 0; rc == 0 && i < to->unread.n; i++)
		rc = sink.unread(sink.payload, to->unread.items[i], err);
	for (size_t i = 0; rc == 0 && i < to->elsewhere.n; i++)
		rc = sink.elsewhere(sink.payload, to->elsewhere.items[i], err);
	for (size_t i = 0; rc == 0 && i < to->path.n; i++)
		rc = sink.path(sink.payload, to->path.items[i], err);
	if (rc == 0)
		rc = catalog_finish(out, err);
	return rc == 0 && filter->models ? places_follow(out, from, err) : rc;
}

static int refuse_orphan_of(const struct merging *m, size_t entry, size_t used, struct sqlembic_error *err)
{
	const struct sqlembic_fact *fact = &m->from->entries[entry].fact,
				   *gone = &m->from->entries[used].fact;
	if (!(gone->flags & SQLEMBIC_FACT_HOLDS_ROWS) || is_left_out(m, m->from, used) ||
	    catalog_find(m->to, gone->kind, gone->identity) != CATALOG_NONE)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "%s %s stays as it is, but uses %s %s, which the target does not have",
			    m->from->kinds[fact->kind].name, fact->shown, m->from->kinds[gone->kind].name,
			    gone->shown);
	return sqlembic_fail_hint(err,
				  "leave out both of them with exclude_name, or none; or drop %s "
				  "%s in a revision before",
				  m->from->kinds[fact->kind].name, fact->shown);
}

static int refuse_orphan(const struct merging *m, size_t entry, struct sqlembic_error *err)
{
	size_t n;
	int rc = 0;
	const size_t *used = catalog_row(&m->from->used, entry, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = refuse_orphan_of(m, entry, used[i], err);
	unsigned kind;
	const char *needed = rc == 0 ? needed_by(m->from, entry, &kind) : NULL;
	size_t found = needed ? catalog_find(m->from, kind, needed) : CATALOG_NONE;
	return found != CATALOG_NONE ? refuse_orphan_of(m, entry, found, err) : rc;
}

int filter_refuse_orphans(const struct catalog *from, const struct catalog *to, const struct filter *filter,
			  struct sqlembic_error *err)
{
	const struct merging m = { NULL, from, to, filter };
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < from->n; i++) {
		size_t parent = from->entries[i].parent;
		/* A part goes with what it is a part of. */
		if (!(from->entries[i].fact.flags & (SQLEMBIC_FACT_HOLDS_ROWS | SQLEMBIC_FACT_BROKEN)) &&
		    is_left_out(&m, from, i) && (parent == CATALOG_NONE || is_left_out(&m, from, parent)))
			rc = refuse_orphan(&m, i, err);
	}
	return rc;
}
