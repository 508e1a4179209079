/* test_schema.c: two catalogs of a toy driver become ordered statements. */
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "schema/action.h"
#include "schema/filter.h"
#include "schema/rename.h"
#include "schema/write.h"

/* ---- a driver whose statements are "create table t (a)" ---- */

enum { TABLE, COLUMN, VIEW, INDEX, FOREIGN_KEY, COMMENT, ENUM, MARK, KINDS };

static const struct sqlembic_kind toy_kinds[KINDS + 1];

SQLEMBIC_PRINTF(4, 5)
static int say(const struct sqlembic_action_sink *out, unsigned flags, struct sqlembic_error *err,
	       const char *format, ...)
{
	char sql[512];
	va_list args;
	va_start(args, format);
	vsnprintf(sql, sizeof(sql), format, args);
	va_end(args);
	struct sqlembic_action action = { .sql = sql, .flags = flags, .reason = flags ? sql : NULL };
	return out->action(out->payload, &action, err);
}

static int create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		  const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	char parts[256] = "";
	for (size_t i = 0; to->part(to, fact, i); i++)
		if (to->part(to, fact, i)->kind == COLUMN)
			snprintf(parts + strlen(parts), sizeof(parts) - strlen(parts), " %s",
				 to->part(to, fact, i)->name);
	return say(out, 0, err, "create %s %s%s", toy_kinds[fact->kind].name, fact->identity, parts);
}

static int drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	(void)from;
	return say(out, fact->flags & SQLEMBIC_FACT_HOLDS_ROWS ? SQLEMBIC_ACTION_LOSES_DATA : 0, err,
		   "drop %s %s", toy_kinds[fact->kind].name, fact->identity);
}

static int alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		 struct sqlembic_error *err)
{
	return say(out, 0, err, "alter %s %s", toy_kinds[change->after->kind].name, change->after->identity);
}

/* An enum that begins with "+" only gets a value, which a COMMIT makes usable. */
static int alter_enum(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		      struct sqlembic_error *err)
{
	if (change->after->values[0][0] == '+')
		return say(out, SQLEMBIC_ACTION_COMMITS, err, "add value to %s", change->after->identity);
	int rc = say(out, 0, err, "renew enum %s", change->after->identity);
	return rc < 0 ? rc
		      : say(out, SQLEMBIC_ACTION_FINISHES, err, "drop old enum %s", change->after->identity);
}

static uint64_t enum_spreads(const struct sqlembic_change *change, const struct sqlembic_fact *user)
{
	return user->kind == COLUMN && change->after->values[0][0] != '+' ? 1 : 0;
}

static bool column_is_held(const struct sqlembic_change *change, unsigned user)
{
	(void)change;
	return user == VIEW;
}

/* A table whose value begins with "!" is made anew with its rows, one with "x" cannot be changed. */
static enum sqlembic_way judge_table(const struct sqlembic_change *change)
{
	char first = change->after->values[0] ? change->after->values[0][0] : '\0';
	return first == '!' ? SQLEMBIC_WAY_REPLACE : first == 'x' ? SQLEMBIC_WAY_NONE : SQLEMBIC_WAY_ALTER;
}

static int rename_table(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			struct sqlembic_error *err)
{
	(void)side;
	return say(out, 0, err, "rename %s to %s", before->identity, after->name);
}

/* A table whose columns have got other places says their order. */
static void reorder_table(struct sqlembic_buf *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *fact, unsigned number)
{
	(void)number;
	for (size_t i = 0; side->part(side, fact, i); i++)
		sqlembic_buf_printf(out, "%s%s", i ? " " : "", side->part(side, fact, i)->name);
}

static const struct sqlembic_attribute toy_value[] = { { "value", 0 }, { NULL, 0 } };
static const struct sqlembic_attribute toy_type[] = { { "type", SQLEMBIC_ATTRIBUTE_TYPE }, { NULL, 0 } };

static const struct sqlembic_attribute toy_printed[] = { { "value", SQLEMBIC_ATTRIBUTE_DEPARSED },
							 { NULL, 0 } };

static const struct sqlembic_kind toy_kinds[KINDS + 1] = {
	[TABLE] = { .name = "table",
		    .rank = 2,
		    .attributes = toy_value,
		    .create = create,
		    .drop = drop,
		    .alter = alter,
		    .judge = judge_table,
		    .reordered = reorder_table,
		    .rename = rename_table,
		    .flags = SQLEMBIC_KIND_IN_MODELS },
	[COLUMN] = { .name = "column",
		     .flags = SQLEMBIC_KIND_WITH_PARENT | SQLEMBIC_KIND_IN_MODELS | SQLEMBIC_KIND_ORDERED,
		     .rank = 3,
		     .attributes = toy_type,
		     .create = create,
		     .drop = drop,
		     .alter = alter,
		     .is_held_by = column_is_held,
		     .rename = rename_table },
	[VIEW] = { .name = "view", .rank = 5, .attributes = toy_value, .create = create, .drop = drop },
	[INDEX] = { .name = "index", .rank = 4, .attributes = toy_value, .create = create, .drop = drop },
	[FOREIGN_KEY] = { .name = "key", .rank = 6, .attributes = toy_value, .create = create, .drop = drop },
	[COMMENT] = { .name = "comment",
		      .rank = 7,
		      .attributes = toy_value,
		      .create = create,
		      .drop = drop,
		      .alter = alter },
	[ENUM] = { .name = "enum",
		   .rank = 1,
		   .attributes = toy_value,
		   .create = create,
		   .drop = drop,
		   .alter = alter_enum,
		   .spreads_to = enum_spreads },
	[MARK] = { .name = "mark", .flags = SQLEMBIC_KIND_BY_PARENT, .rank = 8, .attributes = toy_printed },
};

/* ---- catalogs as lists ---- */

struct toy {
	unsigned kind;
	const char *identity, *value, *parent,
		*uses;     /* parent and uses: "kind:identity", several with blanks */
	const char *takes; /* a name */
};

static void load(struct catalog *catalog, const struct toy *list)
{
	catalog_init(catalog, toy_kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(catalog);
	for (unsigned position = 0; list->identity; list++, position++) {
		char id[64], uses[256];
		snprintf(id, sizeof(id), "%u:%s", list->kind, list->identity);
		const char *values[] = { list->value };
		const char *names[] = { list->takes, NULL };
		const char *dot = strrchr(list->identity, '.');
		struct sqlembic_fact fact = { .kind = list->kind,
					      .flags = list->kind == TABLE || list->kind == COLUMN
							       ? SQLEMBIC_FACT_HOLDS_ROWS
							       : 0,
					      .identity = list->identity,
					      .name = dot ? dot + 1 : list->identity,
					      .shown = list->identity,
					      .values = values,
					      .server_id = id,
					      .parent_id = list->parent,
					      .position = position,
					      .names = names };
		cr_assert_eq(sink.fact(sink.payload, &fact, NULL), 0);
		snprintf(uses, sizeof(uses), "%s", list->uses ? list->uses : "");
		char *rest = uses, *word;
		while ((word = strsep(&rest, " ")) && *word)
			cr_assert_eq(sink.edge(sink.payload, id, word, NULL), 0);
	}
	cr_assert_eq(catalog_finish(catalog, NULL), 0);
}

/* The statements from one list to the other, a line each; or the error. */
static const char *way(const struct toy *a, const struct toy *b)
{
	static char text[4096];
	struct catalog from, to;
	struct comparison comparison;
	struct action_list actions;
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	load(&from, a);
	load(&to, b);
	int rc = compare(&comparison, &from, &to, NULL, &arena, &err);
	rc = rc == 0 ? fate_decide(&comparison, &err) : rc;
	rc = rc == 0 ? arrange(&actions, &comparison, &err) : rc;
	snprintf(text, sizeof(text), "%s", err.message);
	for (size_t i = 0, used = 0; rc == 0 && i < actions.n; i++)
		used += (size_t)snprintf(
			text + used, sizeof(text) - used, "%s%s%s", i ? "\n" : "",
			i > 0 && actions.items[i]->segment != actions.items[i - 1]->segment ? "--\n" : "",
			actions.items[i]->sql);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return text;
}

#define END                                     \
	{                                       \
		0, NULL, NULL, NULL, NULL, NULL \
	}
#define CHECK(a, b, want) cr_expect_str_eq(way(a, b), want)

static const struct toy empty[] = { END };

static const struct toy view_on_column[] = {
	{ TABLE, "t", "", NULL, NULL, NULL },
	{ COLUMN, "t.a", "int", "0:t", NULL, NULL },
	{ VIEW, "v", "1", NULL, "1:t.a", NULL },
	{ VIEW, "a_over_v", "1", NULL, "2:v", NULL },
	{ COMMENT, "on a_over_v", "hello", "2:a_over_v", NULL, NULL },
	END,
};

Test(schema, what_uses_comes_behind_what_it_uses)
{
	CHECK(empty, view_on_column,
	      "create table t a\ncreate view v\ncreate view a_over_v\ncreate comment on a_over_v");
	CHECK(view_on_column, empty, "drop view a_over_v\ndrop view v\ndrop table t");
	CHECK(view_on_column, view_on_column, "");
}

Test(schema, views_that_hold_a_column_are_made_again_with_what_is_on_them)
{
	const struct toy wider[] = {
		{ TABLE, "t", "", NULL, NULL, NULL },
		{ COLUMN, "t.a", "bigint", "0:t", NULL, NULL },
		{ VIEW, "v", "1", NULL, "1:t.a", NULL },
		{ VIEW, "a_over_v", "1", NULL, "2:v", NULL },
		{ COMMENT, "on a_over_v", "hello", "2:a_over_v", NULL, NULL },
		END,
	};
	CHECK(view_on_column, wider,
	      "drop view a_over_v\ndrop view v\nalter column t.a\ncreate view v\ncreate view a_over_v\n"
	      "create comment on a_over_v");
}

Test(schema, a_new_column_of_a_kept_table_has_its_own_statement)
{
	const struct toy a[] = { { TABLE, "t", "", NULL, NULL, NULL }, END };
	const struct toy b[] = { { TABLE, "t", "", NULL, NULL, NULL },
				 { COLUMN, "t.a", "int", "0:t", NULL, NULL },
				 { INDEX, "i", "t(a)", "0:t", "1:t.a", NULL },
				 END };
	CHECK(a, b, "create column t.a\ncreate index i");
	CHECK(b, a, "drop index i\ndrop column t.a");
}

Test(schema, a_table_made_anew_gets_its_indexes_back)
{
	const struct toy a[] = { { TABLE, "t", "", NULL, NULL, NULL },
				 { INDEX, "i", "t(a)", "0:t", NULL, NULL },
				 { INDEX, "gone", "t(b)", "0:t", NULL, NULL },
				 END };
	const struct toy b[] = { { TABLE, "t", "!", NULL, NULL, NULL },
				 { INDEX, "i", "t(a)", "0:t", NULL, NULL },
				 END };
	CHECK(a, b, "alter table t\ncreate index i");
}

Test(schema, foreign_keys_open_the_loop_of_two_dropped_tables)
{
	const struct toy a[] = { { TABLE, "s", "", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, NULL, NULL },
				 { FOREIGN_KEY, "s.k", "", "0:s", "0:t", NULL },
				 { FOREIGN_KEY, "t.k", "", "0:t", "0:s", NULL },
				 END };
	CHECK(a, empty, "drop key s.k\ndrop key t.k\ndrop table s\ndrop table t");
	CHECK(empty, a, "create table s\ncreate table t\ncreate key s.k\ncreate key t.k");
}

Test(schema, a_loop_is_opened_where_it_is_tied_alone)
{
	const struct toy a[] = { { TABLE, "s", "", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, NULL, NULL },
				 { TABLE, "u", "", NULL, NULL, NULL },
				 { FOREIGN_KEY, "s.k", "", "0:s", "0:t", NULL },
				 { FOREIGN_KEY, "t.k", "", "0:t", "0:s", NULL },
				 { FOREIGN_KEY, "t.u", "", "0:t", "0:u", NULL },
				 END };
	CHECK(a, empty, "drop key s.k\ndrop key t.k\ndrop table s\ndrop table t\ndrop table u");
}

Test(schema, a_loop_that_cannot_be_opened_prints_itself)
{
	const struct toy a[] = { { VIEW, "v", "", NULL, "2:w", NULL },
				 { VIEW, "w", "", NULL, "2:v", NULL },
				 END };
	CHECK(empty, a, "no order was found for these statements");
}

Test(schema, tables_that_take_names_from_each_other_are_told_so)
{
	const struct toy a[] = { { TABLE, "s", "", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, NULL, NULL },
				 { MARK, "s.one", "", "0:s", NULL, "mark one" },
				 { MARK, "t.two", "", "0:t", NULL, "mark two" },
				 END };
	const struct toy b[] = { { TABLE, "s", "", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, NULL, NULL },
				 { MARK, "s.two", "", "0:s", NULL, "mark two" },
				 { MARK, "t.one", "", "0:t", NULL, "mark one" },
				 END };
	const struct toy one_way[] = { { TABLE, "s", "", NULL, NULL, NULL },
				       { TABLE, "t", "", NULL, NULL, NULL },
				       { MARK, "t.one", "", "0:t", NULL, "mark one" },
				       END };
	CHECK(a, b,
	      "no order was found for these statements: one gives up the name 'mark one' to another, and "
	      "takes one "
	      "of that");
	CHECK(a, one_way, "alter table s\nalter table t");
}

Test(schema, a_name_is_freed_before_it_is_taken)
{
	const struct toy a[] = { { VIEW, "x", "", NULL, NULL, "relation x" }, END };
	const struct toy b[] = { { TABLE, "x", "", NULL, NULL, "relation x" }, END };
	CHECK(a, b, "drop view x\ncreate table x");
	CHECK(b, a, "drop table x\ncreate view x");
}

static const struct toy enum_of_column[] = {
	{ ENUM, "e", "a,b", NULL, NULL, NULL },
	{ TABLE, "t", "", NULL, NULL, NULL },
	{ COLUMN, "t.a", "e", "0:t", "6:e", NULL },
	{ VIEW, "v", "", NULL, "1:t.a", NULL },
	END,
};

Test(schema, an_enum_made_anew_reaches_columns_and_the_views_on_them)
{
	struct toy b[5];
	memcpy(b, enum_of_column, sizeof(b));
	b[0].value = "a";
	CHECK(enum_of_column, b,
	      "drop view v\nrenew enum e\nalter column t.a\ncreate view v\ndrop old enum e");
}

Test(schema, what_uses_a_new_value_comes_in_a_later_transaction)
{
	struct toy b[6];
	memcpy(b, enum_of_column, sizeof(enum_of_column));
	b[0].value = "+a,b,c";
	b[4] = (struct toy){ COMMENT, "c", "c", NULL, "6:e", NULL };
	b[5] = (struct toy)END;
	CHECK(enum_of_column, b, "add value to e\n--\ncreate comment c");
}

Test(schema, rows_are_never_dropped_by_the_way)
{
	const struct toy a[] = { { VIEW, "v", "1", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, "2:v", NULL },
				 END };
	const struct toy b[] = { { VIEW, "v", "2", NULL, NULL, NULL },
				 { TABLE, "t", "", NULL, "2:v", NULL },
				 END };
	CHECK(a, b, "table t cannot be dropped and made again, and view v, which it uses, has to be");
	const struct toy c[] = { { TABLE, "t", "", NULL, NULL, NULL }, END };
	const struct toy d[] = { { TABLE, "t", "x", NULL, NULL, NULL }, END };
	CHECK(c, d, "table t cannot be changed as the target wants it");
}

Test(schema, who_lets_go_is_altered_before_the_drop)
{
	const struct toy a[] = { { VIEW, "v", "", NULL, NULL, NULL },
				 { COMMENT, "c", "1", NULL, "2:v", NULL },
				 END };
	const struct toy b[] = { { COMMENT, "c", "2", NULL, NULL, NULL }, END };
	CHECK(a, b, "alter comment c\ndrop view v");
}

/* ---- filters ---- */

static bool is_in(const char *pattern, const char *schema, const char *name)
{
	const char *const list[] = { pattern, NULL };
	return filter_matches(&(struct filter){ .include = list }, schema, name);
}

Test(schema, patterns_match_names_with_and_without_schema)
{
	cr_expect(is_in("acc*", NULL, "account"));
	cr_expect(is_in("ACC*T", NULL, "account"));
	cr_expect(is_in("a?c*", "s", "abc"));
	cr_expect(is_in("t_?", NULL, "t_ä"));
	cr_expect(!is_in("t_*??", NULL, "t_ä"));
	cr_expect(is_in("s.*", "s", "abc"));
	cr_expect(!is_in("s.*", "t", "abc"));
	cr_expect(!is_in("acc", NULL, "account"));
	cr_expect(!is_in("*x", NULL, "account"));
	cr_expect(is_in("*a*a*", NULL, "banana"));
	cr_expect(!is_in("", NULL, "a"));
}

static const char *filtered(const struct toy *a, const struct toy *b, const struct filter *filter)
{
	static char text[1024];
	struct catalog from, to, meant;
	struct comparison comparison;
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	load(&from, a);
	load(&to, b);
	if (filter_apply(&meant, &from, &to, filter, &err) == 0 &&
	    compare(&comparison, &from, &meant, NULL, &arena, &err) == 0) {
		for (size_t i = 0; i < comparison.n; i++) {
			if (!compare_is_told(&comparison, &comparison.pairs[i]))
				continue;
			write_difference(&buf, &comparison, &comparison.pairs[i]);
			sqlembic_buf_putc(&buf, ';');
		}
	}
	snprintf(text, sizeof(text), "%s", err.code ? err.message : sqlembic_buf_text(&buf));
	sqlembic_buf_release(&buf);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	catalog_release(&meant);
	return text;
}

Test(schema, what_is_left_out_stays_as_it_is)
{
	const struct toy a[] = { { TABLE, "keep", "", NULL, NULL, NULL },
				 { TABLE, "old", "", NULL, NULL, NULL },
				 { COLUMN, "keep.a", "int", "0:keep", NULL, NULL },
				 { VIEW, "v", "", NULL, NULL, NULL },
				 END };
	const struct toy b[] = { { TABLE, "new", "", NULL, NULL, NULL }, END };
	const char *const out[] = { "keep", NULL };
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .exclude = out }),
			 "added table 'new';removed table 'old';removed view 'v';");
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .models = true }),
			 "removed table 'keep';added table 'new';removed table 'old';");
	cr_expect_str_eq(filtered(a, b, &(struct filter){ .include = out }), "removed table 'keep';");
}

Test(schema, columns_stand_as_the_database_has_them_where_metadata_is_the_target)
{
	const struct toy a[] = { { TABLE, "t", "b a", NULL, NULL, NULL },
				 { COLUMN, "t.b", "int", "0:t", NULL, NULL },
				 { COLUMN, "t.a", "int", "0:t", NULL, NULL },
				 END };
	const struct toy other[] = { { TABLE, "t", "a b", NULL, NULL, NULL },
				     { COLUMN, "t.a", "int", "0:t", NULL, NULL },
				     { COLUMN, "t.b", "int", "0:t", NULL, NULL },
				     END };
	const struct toy more[] = { { TABLE, "t", "c a b", NULL, NULL, NULL },
				    { COLUMN, "t.c", "int", "0:t", NULL, NULL },
				    { COLUMN, "t.a", "int", "0:t", NULL, NULL },
				    { COLUMN, "t.b", "int", "0:t", NULL, NULL },
				    END };
	const struct filter models = { .models = true };
	const char *const none[] = { "none", NULL };
	cr_expect_str_eq(filtered(a, other, &models), "");
	cr_expect_str_eq(filtered(a, more, &models), "changed value on table 't';added column 't.c';");
	cr_expect_str_eq(filtered(a, other, &(struct filter){ .exclude = none }),
			 "changed value on table 't';");
}

Test(schema, what_uses_something_left_out_and_missing_is_refused)
{
	const struct toy b[] = { { TABLE, "out", "", NULL, NULL, NULL },
				 { VIEW, "v", "", NULL, "0:out", NULL },
				 END };
	const char *const out[] = { "out", NULL };
	cr_expect_str_eq(
		filtered(empty, b, &(struct filter){ .exclude = out }),
		"view v of the target uses table out, which include_name or exclude_name leaves out and the "
		"database does not have");
}

static bool keeps_all(const struct toy *a, const struct toy *b, const struct filter *filter, bool *is_equal)
{
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	load(&from, a);
	load(&to, b);
	bool keeps = filter_keeps_all(&from, &to, filter);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	*is_equal = compare_is_equal(&c);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return keeps;
}

Test(schema, catalogs_are_equal_where_nothing_is_on_one_side_or_differs)
{
	const struct toy a[] = { { TABLE, "t", "", NULL, NULL, NULL },
				 { COLUMN, "t.a", "int", "0:t", NULL, NULL },
				 END };
	const struct toy b[] = { { TABLE, "t", "", NULL, NULL, NULL },
				 { COLUMN, "t.a", "text", "0:t", NULL, NULL },
				 END };
	const char *const out[] = { "keep", NULL };
	bool is_equal;
	cr_expect(keeps_all(a, a, &(struct filter){ 0 }, &is_equal) && is_equal);
	cr_expect(keeps_all(a, b, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(keeps_all(a, empty, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(keeps_all(empty, a, &(struct filter){ 0 }, &is_equal) && !is_equal);
	cr_expect(!keeps_all(a, a, &(struct filter){ .exclude = out }, &is_equal));
	cr_expect(!keeps_all(a, a, &(struct filter){ .include = out }, &is_equal));
	cr_expect(!keeps_all(a, a, &(struct filter){ .models = true }, &is_equal));
}

static bool differs_in_print(const char *before, const char *after)
{
	const struct toy a[] = { { TABLE, "t", "", NULL, NULL, NULL },
				 { MARK, "t.m", before, "0:t", NULL, NULL },
				 END };
	const struct toy b[] = { { TABLE, "t", "!", NULL, NULL, NULL },
				 { MARK, "t.m", after, "0:t", NULL, NULL },
				 END };
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	load(&from, a);
	load(&to, b);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	bool differs = compare_differs_in_print(&c);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
	return differs;
}

Test(schema, a_text_that_one_side_has_not_is_no_matter_of_print)
{
	cr_expect(differs_in_print("x IN (1)", "x = ANY (1)"));
	cr_expect(!differs_in_print("x", "x"));
	cr_expect(!differs_in_print("x", NULL));
	cr_expect(!differs_in_print(NULL, "x"));
}

/* ---- renames ---- */

Test(schema, one_candidate_of_the_same_definition_is_offered)
{
	const struct toy a[] = {
		{ TABLE, "old", "", NULL, NULL, NULL },       { COLUMN, "old.a", "int", "0:old", NULL, NULL },
		{ TABLE, "t", "", NULL, NULL, NULL },         { COLUMN, "t.x", "int", "0:t", NULL, NULL },
		{ COLUMN, "t.p", "text", "0:t", NULL, NULL }, END
	};
	const struct toy b[] = { { TABLE, "new", "", NULL, NULL, NULL },
				 { COLUMN, "new.a", "int", "0:new", NULL, NULL },
				 { TABLE, "t", "", NULL, NULL, NULL },
				 { COLUMN, "t.y", "int", "0:t", NULL, NULL },
				 { COLUMN, "t.q", "text", "0:t", NULL, NULL },
				 { COLUMN, "t.r", "text", "0:t", NULL, NULL },
				 END };
	struct catalog from, to;
	struct comparison c;
	struct arena arena = { 0 };
	struct rename *found, asked;
	size_t n;
	load(&from, a);
	load(&to, b);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	cr_assert_eq(rename_find(&found, &n, &c, NULL), 0);
	cr_expect_eq(n, 2, "%zu", n);
	cr_expect_str_eq(compare_before(&c, &c.pairs[found[0].old_pair])->identity, "old");
	cr_expect_str_eq(compare_after(&c, &c.pairs[found[0].new_pair])->identity, "new");
	cr_expect_str_eq(compare_before(&c, &c.pairs[found[1].old_pair])->identity, "t.x");
	cr_expect_eq(rename_match(&asked, &c, "t.p", "q", NULL), 0);
	cr_expect_str_eq(compare_after(&c, &c.pairs[asked.new_pair])->identity, "t.q");
	cr_expect_lt(rename_match(&asked, &c, "t.p", "nothing", NULL), 0);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
}

/* ---- text ---- */

static const struct sqlembic_dialect plain = { .begin = "BEGIN", .commit = "COMMIT" };
static const struct sqlembic_dialect with_delimiter = { .lex = SQLEMBIC_LEX_DELIMITER |
							       SQLEMBIC_LEX_BACKSLASH | SQLEMBIC_LEX_BACKTICK,
							.begin = "BEGIN",
							.commit = "COMMIT" };

Test(schema, scripts_say_what_they_lose_and_where_they_commit)
{
	struct action first = { .sql = "drop table \"*/\" -- gone",
				.flags = SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_PROLOGUE,
				.reason = "drops table */" };
	struct action then = { .sql = "second", .segment = 1 };
	struct action *items[] = { &first, &then };
	struct action_list list = { items, 2, false };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	cr_expect_eq(write_mode(&list), WRITE_OWN);
	write_script(&buf, &list, "set x", &plain);
	cr_expect_str_eq(sqlembic_buf_text(&buf), "set x;\nBEGIN;\n/* loses data: drops table * / */\ndrop "
						  "table \"*/\" -- gone\n;\nCOMMIT;\nBEGIN;\n"
						  "second;\nCOMMIT;\n");
	sqlembic_buf_release(&buf);
}

static void expect_written(const char *sql, const char *text)
{
	struct action action = { .sql = sql };
	struct action *items[] = { &action };
	struct action_list list = { items, 1, false };
	struct sqlembic_buf buf = SQLEMBIC_BUF_INIT;
	write_script(&buf, &list, NULL, &with_delimiter);
	cr_expect_str_eq(sqlembic_buf_text(&buf), text);
	sqlembic_buf_release(&buf);
}

Test(schema, bodies_get_a_delimiter_that_is_not_in_them)
{
	expect_written("create procedure p() begin select 1; end",
		       "DELIMITER ;;\ncreate procedure p() begin select 1; end\n;;\nDELIMITER ;\n");
	expect_written("begin ;; end", "DELIMITER ;;/\nbegin ;; end\n;;/\nDELIMITER ;\n");
	expect_written("begin ;;/ ;; end", "DELIMITER ;;/;\nbegin ;;/ ;; end\n;;/;\nDELIMITER ;\n");
	expect_written("create table t (a text default ';', `;` int) -- ;",
		       "create table t (a text default ';', `;` int) -- ;\n;\n");
	expect_written("select '\\'; end", "DELIMITER ;;\nselect '\\'; end\n;;\nDELIMITER ;\n");
}

/* Ten thousand tables with a view each: every step is linear but for sorting. */
Test(schema, many_objects, .timeout = 60)
{
	enum { N = 10000 };
	static struct toy list[2 * N + 1];
	static char names[2 * N][16], uses[N][16];
	for (size_t i = 0; i < N; i++) {
		snprintf(names[2 * i], 16, "t%zu", i);
		snprintf(names[2 * i + 1], 16, "v%zu", i);
		snprintf(uses[i], 16, "0:t%zu", N - 1 - i);
		list[2 * i] = (struct toy){ TABLE, names[2 * i], "", NULL, NULL, NULL };
		list[2 * i + 1] = (struct toy){ VIEW, names[2 * i + 1], "", NULL, uses[i], NULL };
	}
	struct catalog from, to;
	struct comparison c;
	struct action_list actions;
	struct arena arena = { 0 };
	load(&from, empty);
	load(&to, list);
	cr_assert_eq(compare(&c, &from, &to, NULL, &arena, NULL), 0);
	cr_assert_eq(fate_decide(&c, NULL), 0);
	cr_assert_eq(arrange(&actions, &c, NULL), 0);
	cr_expect_eq(actions.n, 2 * N);
	arena_release(&arena);
	catalog_release(&from);
	catalog_release(&to);
}

Test(schema, releases_differ_by_more_than_their_patches)
{
	static const struct {
		long a, b;
		bool same;
	} cases[] = { { 150018, 150003, true },  { 150018, 160018, false }, { 90624, 90603, true },
		      { 101119, 101103, true },  { 101119, 100619, false }, { 80036, 80400, false },
		      { 3040001, 3040001, true } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct catalog a = { .side.version = cases[i].a }, b = { .side.version = cases[i].b };
		cr_expect_eq(catalog_is_of_same_release(&a, &b), cases[i].same, "%ld, %ld", cases[i].a,
			     cases[i].b);
	}
}
