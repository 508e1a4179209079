/* test_outline.c: the catalog of a toy driver becomes tables, columns and foreign keys. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "schema/outline.h"
#include "sqlembic/driver.h"

enum { TABLE, COLUMN, CONSTRAINT, VIEW };

static const struct sqlembic_attribute column_attributes[] = { { "type", SQLEMBIC_ATTRIBUTE_TYPE },
							       { "not null", SQLEMBIC_ATTRIBUTE_NOT_NULL },
							       { NULL, 0 } };
static const struct sqlembic_attribute constraint_attributes[] = {
	{ "text", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_KEY },
	{ "column", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_KEY_COLUMN },
	{ NULL, 0 }
};
static const struct sqlembic_kind kinds[] = {
	[TABLE] = { .name = "table" },
	[COLUMN] = { .name = "column", .attributes = column_attributes },
	[CONSTRAINT] = { .name = "constraint", .attributes = constraint_attributes },
	[VIEW] = { .name = "view" },
	{ .name = NULL }
};

struct toy {
	unsigned kind;
	const char *schema, *name, *table; /* `table`: what it is a part of, with its schema */
	const char *values[2];
};

static void load(struct catalog *catalog, const struct toy *list)
{
	catalog_init(catalog, kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(catalog);
	for (unsigned position = 0; list->name; list++, position++) {
		char identity[64];
		snprintf(identity, sizeof(identity), "%s.%s", list->table ? list->table : list->schema,
			 list->name);
		const struct sqlembic_fact fact = {
			.kind = list->kind,
			.flags = list->kind == TABLE || list->kind == COLUMN ? SQLEMBIC_FACT_HOLDS_ROWS : 0,
			.identity = identity,
			.schema = list->schema,
			.name = list->name,
			.shown = identity,
			.values = list->kind == TABLE || list->kind == VIEW ? NULL : list->values,
			.server_id = identity,
			.parent_id = list->table,
			.position = position
		};
		cr_assert_eq(sink.fact(sink.payload, &fact, NULL), 0);
	}
	cr_assert_eq(catalog_finish(catalog, NULL), 0);
}

/* "public.a: id* int!, x int; x -> public.b" for each table. */
static const char *outline(const struct toy *list, unsigned lex)
{
	static char text[2048];
	struct catalog catalog;
	struct arena arena = { 0 };
	const struct sqlembic_outline *out = NULL;
	size_t n = 0;
	load(&catalog, list);
	cr_assert_eq(outline_make(&out, &catalog, lex, &arena, NULL), 0);
	text[0] = '\0';
	for (size_t i = 0; i < out->ntables; i++) {
		const struct sqlembic_outline_table *t = out->tables[i];
		cr_expect_eq(t->index, i);
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s:", i ? "\n" : "", t->name);
		for (size_t k = 0; k < t->ncolumns; k++)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%s %s%s %s%s", k ? "," : "",
					      t->columns[k]->name, t->columns[k]->is_primary ? "*" : "",
					      t->columns[k]->type, t->columns[k]->is_not_null ? "!" : "");
		for (size_t k = 0; k < t->nreferences; k++) {
			const struct sqlembic_outline_reference *r = t->references[k];
			n += (size_t)snprintf(text + n, sizeof(text) - n, ";");
			for (size_t c = 0; c < r->ncolumns; c++)
				n += (size_t)snprintf(text + n, sizeof(text) - n, " %s", r->columns[c]->name);
			n += (size_t)snprintf(text + n, sizeof(text) - n, " -> %s",
					      r->table ? r->table->name : r->name);
		}
	}
	catalog_release(&catalog);
	arena_release(&arena);
	return text;
}

#define A                                   \
	{                                   \
		TABLE, "public", "a", NULL, \
		{                           \
			NULL, NULL          \
		}                           \
	}
#define B                                   \
	{                                   \
		TABLE, "public", "b", NULL, \
		{                           \
			NULL, NULL          \
		}                           \
	}
#define COLUMN_OF(table, name, type, not_null)       \
	{                                            \
		COLUMN, NULL, name, "public." table, \
		{                                    \
			type, not_null               \
		}                                    \
	}
#define KEY_OF(table, name, text, column)                \
	{                                                \
		CONSTRAINT, NULL, name, "public." table, \
		{                                        \
			text, column                     \
		}                                        \
	}
#define END                          \
	{                            \
		0, NULL, NULL, NULL, \
		{                    \
			NULL, NULL   \
		}                    \
	}

Test(outline, tables_have_columns_in_their_order_and_keys)
{
	const struct toy list[] = { B,
				    COLUMN_OF("b", "z", "text", NULL),
				    COLUMN_OF("b", "id", "int", "NOT NULL"),
				    KEY_OF("b", "b_pkey", "PRIMARY KEY (id)", NULL),
				    A,
				    COLUMN_OF("a", "b_id", "int", NULL),
				    KEY_OF("a", "fk",
					   "CONSTRAINT fk FOREIGN KEY (b_id) REFERENCES public.b (id)", NULL),
				    KEY_OF("a", "ck", "CHECK (b_id <> 'REFERENCES b')", NULL),
				    END };
	cr_expect_str_eq(outline(list, 0),
			 "public.a: b_id int; b_id -> public.b\npublic.b: z text, id* int!");
}

Test(outline, keys_behind_a_column_and_without_a_list_are_that_columns)
{
	const struct toy list[] = { A,
				    COLUMN_OF("a", "id", "integer", NULL),
				    COLUMN_OF("a", "up", "integer", NULL),
				    KEY_OF("a", "pk", "PRIMARY KEY AUTOINCREMENT", "id"),
				    KEY_OF("a", "fk", "REFERENCES \"A\"", "up"),
				    END };
	cr_expect_str_eq(outline(list, 0), "public.a: id* integer, up integer; up -> public.a");
}

Test(outline, quoted_names_lose_their_quotes_and_indexes_have_names)
{
	const struct toy list[] = {
		A,
		COLUMN_OF("a", "x`y", "int", NULL),
		COLUMN_OF("a", "z", "int", NULL),
		{ TABLE, "public", "b c", NULL, { NULL, NULL } },
		{ COLUMN, NULL, "id", "public.b c", { "int", NULL } },
		KEY_OF("a", "fk", "CONSTRAINT `f` FOREIGN KEY `i` (`x``y`,`z`) REFERENCES `b c` (`id`, `q`)",
		       NULL),
		END
	};
	cr_expect_str_eq(outline(list, SQLEMBIC_LEX_BACKTICK),
			 "public.a: x`y int, z int; x`y z -> public.b c\npublic.b c: id int");
}

Test(outline, a_name_without_a_schema_is_that_of_the_same_schema_first)
{
	const struct toy list[] = {
		{ TABLE, "a", "t", NULL, { NULL, NULL } },
		{ COLUMN, NULL, "id", "a.t", { "int", NULL } },
		{ TABLE, "public", "t", NULL, { NULL, NULL } },
		{ COLUMN, NULL, "id", "public.t", { "int", NULL } },
		{ CONSTRAINT, NULL, "fk", "public.t", { "FOREIGN KEY (id) REFERENCES t", NULL } },
		{ CONSTRAINT, NULL, "fk2", "public.t", { "FOREIGN KEY (id) REFERENCES a.t", NULL } },
		{ CONSTRAINT, NULL, "fk3", "public.t", { "FOREIGN KEY (id) REFERENCES c.t", NULL } },
		END
	};
	cr_expect_str_eq(outline(list, 0),
			 "a.t: id int\npublic.t: id int; id -> public.t; id -> a.t; id -> t");
}

Test(outline, what_has_no_columns_is_no_table)
{
	const struct toy list[] = { A, { VIEW, "public", "v", NULL, { NULL, NULL } }, END };
	cr_expect_str_eq(outline(list, 0), "");
}
