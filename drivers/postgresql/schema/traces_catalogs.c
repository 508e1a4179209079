/* traces_catalogs.c: see traces_catalogs.h.
 *
 * What counts is what a fact could be made of.  Not so: what VACUUM and ANALYZE write, flags that stay when what they stand
 * for is gone, the table for long values that stays when its last column is dropped, and columns that are dropped. */
#include "traces_catalogs.h"

#include <string.h>

#define IS_TOAST(oid) \
	"exists (select from pg_catalog.pg_class x where x.oid = " oid " and x.relnamespace = 99)"
#define HOLDS_DATA "relkind in ('r', 'p', 'f', 'm', 'S')"
#define HERE       "(select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())"

static const struct postgres_catalog catalogs[] = {
	{ .name = "pg_class",
	  .is_large = true,
	  .object = "oid",
	  .counts = "c.relnamespace <> 99",
	  .is_data = "c." HOLDS_DATA,
	  .content = "(pg_catalog.to_jsonb(c) - '{relpages,reltuples,relallvisible,relallfrozen,relhasindex,"
		     "relhasrules,relhastriggers,relhassubclass,relfrozenxid,relminmxid,relnatts,"
		     "reltoastrelid,relfilenode}'::text[])::text"
		     " || case when relkind = 'S' then relfilenode::text else '' end",
	  .file = "case when c.relkind in ('r', 'm') then (select pg_catalog.format('%I.%I %s', n.nspname, "
		  "c.relname, c.relfilenode) from pg_catalog.pg_namespace n where n.oid = c.relnamespace) "
		  "end" },
	{ .name = "pg_attribute",
	  .is_large = true,
	  .object = "attrelid",
	  .counts = "not attisdropped and not " IS_TOAST("attrelid"),
	  .is_data = "exists (select from pg_catalog.pg_class x where x.oid = attrelid and x." HOLDS_DATA ")",
	  .content = "(pg_catalog.to_jsonb(c) - '{attcacheoff,attmissingval,atthasmissing}'::text[])::text" },
	{ .name = "pg_index",
	  .is_large = true,
	  .object = "indexrelid",
	  .counts = "not " IS_TOAST("indrelid"),
	  .content = "(pg_catalog.to_jsonb(c) - '{indcheckxmin}'::text[])::text" },
	{ .name = "pg_depend",
	  .object = "objid",
	  .counts = "not (classid = 1259 and " IS_TOAST("objid") ")" },
	{ .name = "pg_shdepend", .object = "objid", .where = "dbid = " HERE },
	{ .name = "pg_type", .object = "oid", .is_large = true },
	{ .name = "pg_attrdef", .object = "oid" },
	{ .name = "pg_constraint", .object = "oid", .is_large = true },
	{ .name = "pg_proc", .object = "oid", .is_large = true },
	{ .name = "pg_trigger", .object = "oid" },
	{ .name = "pg_rewrite", .object = "oid", .is_large = true },
	{ .name = "pg_sequence", .object = "seqrelid" },
	{ .name = "pg_inherits", .object = "inhrelid" },
	{ .name = "pg_partitioned_table", .object = "partrelid" },
	{ .name = "pg_description", .object = "objoid" },
	{ .name = "pg_enum", .object = "oid" },
	{ .name = "pg_namespace", .object = "oid" },
	{ .name = "pg_policy", .object = "oid" },
	{ .name = "pg_range", .object = "rngtypid" },
	{ .name = "pg_aggregate", .object = "aggfnoid" },
	{ .name = "pg_extension", .object = "oid" },
	{ .name = "pg_init_privs", .object = "objoid" },
	{ .name = "pg_default_acl", .object = "oid" },
	{ .name = "pg_event_trigger", .object = "oid" },
	{ .name = "pg_publication", .object = "oid" },
	{ .name = "pg_publication_rel", .object = "oid" },
	{ .name = "pg_publication_namespace", .object = "oid" },
	{ .name = "pg_statistic_ext", .object = "oid" },
	{ .name = "pg_foreign_data_wrapper", .object = "oid" },
	{ .name = "pg_foreign_server", .object = "oid" },
	{ .name = "pg_foreign_table", .object = "ftrelid" },
	{ .name = "pg_cast", .object = "oid" },
	{ .name = "pg_operator", .object = "oid" },
	{ .name = "pg_opclass", .object = "oid" },
	{ .name = "pg_opfamily", .object = "oid" },
	{ .name = "pg_amop", .object = "oid" },
	{ .name = "pg_amproc", .object = "oid" },
	{ .name = "pg_language", .object = "oid" },
	{ .name = "pg_collation", .object = "oid" },
	{ .name = "pg_ts_config", .object = "oid" },
	{ .name = "pg_ts_config_map", .object = "mapcfg" },
	{ .name = "pg_ts_dict", .object = "oid" },
	{ .name = "pg_statistic", .is_passed_over = true },
	{ .name = "pg_statistic_ext_data", .is_passed_over = true },
};

/* The least number that an object of a user's has: an index finds those from there on. */
#define FIRST_OF_OURS "16384"

#define CATALOGS (sizeof(catalogs) / sizeof(*catalogs))
_Static_assert(2 * CATALOGS + 2 <= POSTGRES_TRACES_QUERIES, "each catalog has two queries");

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

/* The name of one of a catalog's two queries; true: it is not known to the server yet, and its text is to follow. */
static bool begin_named(struct postgres_session *s, const struct postgres_catalog *catalog, size_t which,
			const char *types, unsigned *name)
{
	unsigned *kept = &s->catalog_names.traces[2 + 2 * (size_t)(catalog - catalogs) + which];
	bool is_new = !*kept;
	if (is_new) {
		*kept = ++s->last_prepared;
		sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u (%s) AS ", *kept, types);
	}
	*name = *kept;
	return is_new;
}

void postgres_catalog_add_new(struct postgres_session *s, const struct postgres_catalog *catalog,
			      size_t number, const char *xid)
{
	unsigned name;
	if (begin_named(s, catalog, 0, "int, text", &name)) {
		sqlembic_buf_printf(&s->text,
				    "select distinct $1, %s::pg_catalog.oid from pg_catalog.%s c where "
				    "pg_catalog.age(xmin) <= pg_catalog.age(($2::int8 %% "
				    "4294967296)::text::xid) and %s",
				    catalog->object, catalog->name, condition(catalog->where));
		if (catalog->is_large)
			sqlembic_buf_printf(&s->text, " and %s >= " FIRST_OF_OURS, catalog->object);
		sqlembic_buf_puts(&s->text, ";");
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u(%zu, '%s');", name, number, xid);
}

void postgres_catalog_add_contents(struct postgres_session *s, const struct postgres_catalog *catalog,
				   size_t number, const char *objects)
{
	unsigned name;
	if (begin_named(s, catalog, 1, "int, oid[]", &name))
		sqlembic_buf_printf(
			&s->text,
			"select $1, pg_catalog.count(*), pg_catalog.md5(pg_catalog.string_agg(content, "
			"E'\\n' order by content)), pg_catalog.md5(pg_catalog.string_agg(content, E'\\n' "
			"order by content) filter (where is_data)), pg_catalog.string_agg(file, E'\\n' order "
			"by file) from (select case when counts then content end as content, is_data, file "
			"from (select %s as content, %s as counts, %s as is_data, %s as file from "
			"pg_catalog.%s c where %s::pg_catalog.oid = any ($2) and %s) q) r;",
			catalog->content ? catalog->content : "pg_catalog.to_jsonb(c)::text",
			condition(catalog->counts), catalog->is_data ? catalog->is_data : "false",
			catalog->file ? catalog->file : "null::text", catalog->name, catalog->object,
			condition(catalog->where));
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u(%zu, '{%s}');", name, number, objects);
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
}

void postgres_touched_release(struct postgres_touched *touched)
{
	sqlembic_buf_release(&touched->objects);
	release(&touched->before);
	release(&touched->after);
}
