/* traces_names.c: see traces_names.h.
 *
 * An object that is dropped and made again has another number, and so has what belongs to it.  Here names stand in the place of
 * these numbers, with their schema, since search_path may be another one in the other session, and no function is called that
 * takes a lock on a table, which the other session holds.  An expression names objects by their numbers, too: one that has
 * changed because of that looks like another one, and the catalog is read then.  Rules, and so views, have no words. */
#include "traces_names.h"

#include <string.h>

#define OF_RELATION(oid) \
	"(select x.relnamespace || '.' || x.relname from pg_catalog.pg_class x where x.oid = " oid ")"
#define OF_TYPE(oid) \
	"(select x.typnamespace || '.' || x.typname from pg_catalog.pg_type x where x.oid = " oid ")"
#define OF_COLUMN(oid, number)                                                                               \
	"(select x.attname from pg_catalog.pg_attribute x where x.attrelid = " oid " and x.attnum = " number \
	")"
/* Of a column among those that are there: behind one that was dropped the numbers go on. */
#define PLACE                                                                                      \
	"(select pg_catalog.count(*) from pg_catalog.pg_attribute x where x.attrelid = c.attrelid" \
	" and x.attnum > 0 and not x.attisdropped and x.attnum <= c.attnum)"
#define OF_CONSTRAINT(oid) "(select x.conname from pg_catalog.pg_constraint x where x.oid = " oid ")"
/* Triggers of foreign keys have a number in their name. */
#define WITHOUT_NUMBER(name) \
	"pg_catalog.regexp_replace(" name "::text, 'RI_ConstraintTrigger_[ac]_[0-9]+', 'RI', 'g')"
#define OF_OBJECT(class, object, part)                                                            \
	WITHOUT_NUMBER("coalesce(pg_catalog.pg_identify_object(" class ", " object ", " part ") " \
								       "::text, '')")
/* An expression, wherever it stood in its statement. */
#define OF_EXPRESSION(tree) "pg_catalog.regexp_replace(" tree "::text, ' :[a-z_]*location -?[0-9]+', '', 'g')"
#define WITHOUT(columns)    "pg_catalog.to_jsonb(c) - '{" columns "}'::text[]"

static const struct {
	const char *name;
	const char *terms[8]; /* up to the first NULL */
} catalogs[] = {
	{ "pg_class",
	  { WITHOUT("oid,reltype,relpages,reltuples,relallvisible,relallfrozen,relhasindex,relhasrules,"
		    "relhastriggers,relhassubclass,relfrozenxid,relminmxid,relnatts,reltoastrelid,"
		    "relfilenode") } },
	{ "pg_attribute",
	  { WITHOUT("attrelid,atttypid,attnum,attcacheoff,attmissingval,atthasmissing"),
	    OF_RELATION("attrelid"), OF_TYPE("atttypid"), PLACE } },
	{ "pg_index",
	  { WITHOUT("indexrelid,indrelid,indexprs,indpred,indcheckxmin"), OF_RELATION("indexrelid"),
	    OF_RELATION("indrelid"), OF_EXPRESSION("indexprs"), OF_EXPRESSION("indpred") } },
	{ "pg_depend",
	  { "deptype", OF_OBJECT("classid", "objid", "objsubid"),
	    OF_OBJECT("refclassid", "refobjid", "refobjsubid") } },
	{ "pg_shdepend", { "deptype", "refclassid", "refobjid", OF_OBJECT("classid", "objid", "objsubid") } },
	{ "pg_type",
	  { WITHOUT("oid,typrelid,typelem,typarray,typbasetype,typdefaultbin"), OF_RELATION("typrelid"),
	    OF_TYPE("typelem"), OF_TYPE("typarray"), OF_TYPE("typbasetype"),
	    OF_EXPRESSION("typdefaultbin") } },
	{ "pg_attrdef", { OF_RELATION("adrelid"), OF_COLUMN("adrelid", "adnum"), OF_EXPRESSION("adbin") } },
	{ "pg_constraint",
	  { WITHOUT("oid,conrelid,contypid,conindid,confrelid,conbin"), OF_RELATION("conrelid"),
	    OF_TYPE("contypid"), OF_RELATION("conindid"), OF_RELATION("confrelid"),
	    OF_EXPRESSION("conbin") } },
	{ "pg_proc",
	  { WITHOUT("oid,prosqlbody,proargdefaults"), OF_EXPRESSION("proargdefaults"),
	    OF_EXPRESSION("(pg_catalog.to_jsonb(c) ->> 'prosqlbody')") } },
	{ "pg_trigger",
	  { WITHOUT("oid,tgrelid,tgname,tgfoid,tgconstrrelid,tgconstrindid,tgconstraint,tgqual"),
	    WITHOUT_NUMBER("tgname"), OF_RELATION("tgrelid"),
	    OF_OBJECT("'pg_catalog.pg_proc'::regclass", "tgfoid", "0"), OF_RELATION("tgconstrrelid"),
	    OF_RELATION("tgconstrindid"), OF_CONSTRAINT("tgconstraint"), OF_EXPRESSION("tgqual") } },
	{ "pg_description", { "description", OF_OBJECT("classoid", "objoid", "objsubid") } },
	{ "pg_enum", { WITHOUT("oid,enumtypid"), OF_TYPE("enumtypid") } },
	{ "pg_policy",
	  { WITHOUT("oid,polrelid,polqual,polwithcheck"), OF_RELATION("polrelid"), OF_EXPRESSION("polqual"),
	    OF_EXPRESSION("polwithcheck") } },
};

#define TERMS (sizeof(catalogs[0].terms) / sizeof(catalogs[0].terms[0]))

/* The terms of a catalog's words; NULL: its rows have none. */
static const char *const *terms_of(const struct postgres_catalog *catalog)
{
	for (size_t i = 0; i < sizeof(catalogs) / sizeof(*catalogs); i++)
		if (strcmp(catalogs[i].name, catalog->name) == 0)
			return catalogs[i].terms;
	return NULL;
}

bool postgres_names_are_known(const struct postgres_catalog *catalog)
{
	return terms_of(catalog);
}

void postgres_names_add(struct postgres_session *s, const struct postgres_catalog *catalog, bool is_before,
			size_t number, const char *xid)
{
	const enum postgres_catalog_query which = is_before ? POSTGRES_CATALOG_NAMES_BEFORE
							    : POSTGRES_CATALOG_NAMES;
	const char *const *terms = terms_of(catalog);
	unsigned name;
	if (postgres_catalog_begin(s, catalog, which, &name)) {
		sqlembic_buf_puts(&s->text,
				  "select $1, pg_catalog.md5(pg_catalog.string_agg(words, E'\\n' order by "
				  "words)) from (select pg_catalog.concat_ws('|'");
		for (size_t i = 0; i < TERMS && terms[i]; i++)
			sqlembic_buf_printf(&s->text, ", %s", terms[i]);
		sqlembic_buf_puts(&s->text, ") as words from ");
		postgres_catalog_add_rows(s, catalog, is_before);
		sqlembic_buf_printf(&s->text, " and %s) q;", catalog->counts ? catalog->counts : "true");
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u(%zu, '%s');", name, number, xid);
}
