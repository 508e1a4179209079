/* traces_catalogs.c: see traces_catalogs.h.
 *
 * What counts is what a fact could be made of.  Not so: what VACUUM and ANALYZE write, flags that stay when what they stand
 * for is gone, the table for long values, but for its parameters, that stays when its last column is dropped, and columns that are
 * dropped. */
#include "traces_catalogs.h"

#include <string.h>

#define IS_TOAST(oid) \
	"exists (select from pg_catalog.pg_class x where x.oid = " oid " and x.relnamespace = 99)"
#define HOLDS_DATA "relkind in ('r', 'p', 'f', 'm', 'S')"
#define HERE       "(select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())"

static const struct postgres_catalog catalogs[] = {
	{ .name = "pg_class",
	  .object = "oid",
	  .counts = "(c.relnamespace <> 99 or c.reloptions is not null)",
	  .is_data = "c." HOLDS_DATA,
	  .content = "(pg_catalog.to_jsonb(c) - '{relpages,reltuples,relallvisible,relallfrozen,relhasindex,"
		     "relhasrules,relhastriggers,relhassubclass,relfrozenxid,relminmxid,relnatts,"
		     "reltoastrelid,relfilenode}'::text[])::text"
		     " || case when relkind = 'S' then relfilenode::text else '' end",
	  .file = "case when c.relkind in ('r', 'm') then (select pg_catalog.format('%I.%I %s', n.nspname, "
		  "c.relname, c.relfilenode) from pg_catalog.pg_namespace n where n.oid = c.relnamespace) "
		  "end" },
	{ .name = "pg_attribute",
	  .object = "attrelid",
	  .counts = "not attisdropped and not " IS_TOAST("attrelid"),
	  .is_data = "exists (select from pg_catalog.pg_class x where x.oid = attrelid and x." HOLDS_DATA ")",
	  .content = "(pg_catalog.to_jsonb(c) - '{attcacheoff,attmissingval,atthasmissing}'::text[])::text" },
	{ .name = "pg_index",
	  .object = "indexrelid",
	  .counts = "not " IS_TOAST("indrelid"),
	  .content = "(pg_catalog.to_jsonb(c) - '{indcheckxmin}'::text[])::text" },
	{ .name = "pg_depend", .counts = "not (classid = 1259 and " IS_TOAST("objid") ")" },
	{ .name = "pg_shdepend", .where = "dbid = " HERE },
	{ .name = "pg_type", .object = "oid" },
	{ .name = "pg_attrdef" },
	{ .name = "pg_constraint", .object = "oid" },
	{ .name = "pg_proc", .object = "oid" },
	{ .name = "pg_trigger" },
	{ .name = "pg_rewrite", .object = "oid" },
	{ .name = "pg_sequence" },
	{ .name = "pg_inherits" },
	{ .name = "pg_partitioned_table" },
	{ .name = "pg_description" },
	{ .name = "pg_enum" },
	{ .name = "pg_namespace" },
	{ .name = "pg_policy" },
	{ .name = "pg_range" },
	{ .name = "pg_aggregate" },
	{ .name = "pg_extension" },
	{ .name = "pg_init_privs" },
	{ .name = "pg_default_acl" },
	{ .name = "pg_event_trigger" },
	{ .name = "pg_publication" },
	{ .name = "pg_publication_rel" },
	{ .name = "pg_publication_namespace" },
	{ .name = "pg_statistic_ext" },
	{ .name = "pg_foreign_data_wrapper" },
	{ .name = "pg_foreign_server" },
	{ .name = "pg_foreign_table" },
	{ .name = "pg_cast" },
	{ .name = "pg_operator" },
	{ .name = "pg_opclass" },
	{ .name = "pg_opfamily" },
	{ .name = "pg_amop" },
	{ .name = "pg_amproc" },
	{ .name = "pg_language" },
	{ .name = "pg_collation" },
	{ .name = "pg_ts_config" },
	{ .name = "pg_ts_config_map" },
	{ .name = "pg_ts_dict" },
	{ .name = "pg_statistic", .is_passed_over = true },
	{ .name = "pg_statistic_ext_data", .is_passed_over = true },
};

/* The least number that an object of a user's has: an index finds those from there on. */
#define FIRST_OF_OURS "16384"

#define CATALOGS (sizeof(catalogs) / sizeof(*catalogs))
_Static_assert(POSTGRES_CATALOG_WAYS *CATALOGS + POSTGRES_TRACES_CATALOGS <= POSTGRES_TRACES_QUERIES,
	       "each query has a place");

const struct postgres_catalog *postgres_catalog_named(const char *name)
{
	for (size_t i = 0; i < CATALOGS; i++)
		if (strcmp(catalogs[i].name, name) == 0)
			return &catalogs[i];
	return NULL;
}

/* A condition, "true" where there is none. */
static const char *condition(const char *text)
{
	return text ? text : "true";
}

bool postgres_catalog_begin(struct postgres_session *s, const struct postgres_catalog *catalog,
			    enum postgres_catalog_query query, unsigned *name)
{
	const size_t place = POSTGRES_TRACES_CATALOGS + POSTGRES_CATALOG_WAYS * (size_t)(catalog - catalogs) +
			     query;
	unsigned *kept = &s->catalog_names.traces[place];
	bool is_new = !*kept;
	if (is_new) {
		*kept = ++s->last_prepared;
		sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u (int, xid) AS ", *kept);
	}
	*name = *kept;
	return is_new;
}

/* Which rows are the transaction's: new ones in its own session, for which they are of no age; in another one those that it has
 * deleted or replaced.  A part of it that was rolled back is a transaction with a higher number. */
void postgres_catalog_add_rows(struct postgres_session *s, const struct postgres_catalog *catalog,
			       bool is_before)
{
	sqlembic_buf_printf(&s->text, "pg_catalog.%s c where %s and %s", catalog->name,
			    is_before ? "pg_catalog.age(xmax) <= (select pg_catalog.age($2))"
				      : "pg_catalog.age(xmin) <= 0",
			    condition(catalog->where));
	if (catalog->object)
		sqlembic_buf_printf(&s->text, " and %s >= " FIRST_OF_OURS, catalog->object);
}

void postgres_catalog_add_changed(struct postgres_session *s, const struct postgres_catalog *catalog,
				  bool is_before, size_t number, const char *xid)
{
	unsigned name;
	if (postgres_catalog_begin(s, catalog,
				   is_before ? POSTGRES_CATALOG_CHANGED_BEFORE : POSTGRES_CATALOG_CHANGED,
				   &name)) {
		sqlembic_buf_printf(
			&s->text,
			"select $1, pg_catalog.count(*), pg_catalog.count(content), "
			"pg_catalog.md5(pg_catalog.string_agg(content, "
			"E'\\n' order by content)), pg_catalog.md5(pg_catalog.string_agg(content, E'\\n' "
			"order by content) filter (where is_data)), pg_catalog.string_agg(file, E'\\n' order "
			"by file) from (select case when %s then %s end as content, %s as is_data, %s as "
			"file from ",
			condition(catalog->counts), catalog->content ? catalog->content : "c::text",
			catalog->is_data ? catalog->is_data : "false",
			catalog->file ? catalog->file : "null::text");
		postgres_catalog_add_rows(s, catalog, is_before);
		sqlembic_buf_puts(&s->text, ") q;");
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u(%zu, '%s');", name, number, xid);
}

void postgres_catalog_add_any(struct postgres_session *s, const struct postgres_catalog *catalog,
			      size_t number, const char *xid)
{
	unsigned name;
	if (postgres_catalog_begin(s, catalog, POSTGRES_CATALOG_ANY, &name)) {
		sqlembic_buf_puts(&s->text, "select $1 from ");
		postgres_catalog_add_rows(s, catalog, false);
		sqlembic_buf_puts(&s->text, " limit 1;");
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u(%zu, '%s');", name, number, xid);
}

void postgres_catalog_add_size(struct postgres_session *s, const struct postgres_catalog *catalog,
			       size_t number)
{
	sqlembic_buf_printf(&s->text, "select %zu, pg_catalog.count(*) from pg_catalog.%s c where %s and %s;",
			    number, catalog->name, condition(catalog->where), condition(catalog->counts));
}

static void release(struct postgres_content *content)
{
	sqlembic_buf_release(&content->text);
	sqlembic_buf_release(&content->data);
	sqlembic_buf_release(&content->files);
	sqlembic_buf_release(&content->names);
}

void postgres_touched_release(struct postgres_touched *touched)
{
	release(&touched->before);
	release(&touched->after);
}
