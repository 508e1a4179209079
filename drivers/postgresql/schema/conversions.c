/* conversions.c: see conversions.h.  ALTER COLUMN TYPE casts as an assignment does: it rounds numbers, cuts off times and digits
 * of seconds without a word, and stops at a value that is too large or too long. */
#include "conversions.h"

#include <string.h>

#include "conversion_telling.h"

static bool is_date(const struct postgres_type *type)
{
	return strncmp(type->word, "timestamp", 9) == 0;
}

/* "interval day to second" is another word. */
static bool is_interval(const struct postgres_type *type)
{
	return strncmp(type->word, "interval", 8) == 0;
}

/* ---- texts and times ---- */

static void judge_to_text(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (t->to.first < 0 ||
	    (postgres_type_is_text(&t->from) && t->from.first >= 0 && t->from.first <= t->to.first))
		return;
	/* Blanks at the end go without a word, as the standard has it. */
	sqlembic_buf_printf(&where, "char_length(rtrim(%s::text, ' ')) > %ld", t->name, t->to.first);
	postgres_conversion_may_fail(t, "does not take every text any more", &where);
}

#define IS_CUT "is cut to fewer digits of a second"

/* What a text says, and its new type drops without a word: it is read as the wide type for that. */
static void judge_from_text(struct postgres_conversion *t)
{
	static const struct {
		const char *to, *wide, *what;
		bool by_digits; /* only where these are given */
	} cuts[] = {
		{ "numeric", "numeric", "is rounded", true },
		{ "real", "numeric", "is rounded", false },
		{ "double precision", "numeric", "is rounded", false },
		{ "date", "timestamp without time zone", "loses its time", false },
		{ "timestamp without time zone", "timestamp with time zone", "loses its time zone", false },
		{ "timestamp with time zone", "timestamp with time zone", IS_CUT, true },
		{ "time without time zone", "time without time zone", IS_CUT, true },
		{ "time with time zone", "time with time zone", IS_CUT, true },
	};
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		const char *wide = cuts[i].wide, *to = t->to.text;
		if (!postgres_type_is(&t->to, cuts[i].to) || (cuts[i].by_digits && t->to.first < 0))
			continue;
		if (t->change->from->version >= 160000)
			sqlembic_buf_printf(&where,
					    "CASE WHEN pg_catalog.pg_input_is_valid(%s::text, '%s') AND "
					    "pg_catalog.pg_input_is_valid(%s::text, '%s') THEN ",
					    t->name, to, t->name, wide);
		sqlembic_buf_printf(&where, "%s::text::%s <> %s::text::%s::%s%s", t->name, wide, t->name, to,
				    wide, t->change->from->version >= 160000 ? " END" : "");
		postgres_conversion_loses(t, cuts[i].what, &where);
	}
	/* It may be none of the type's, too. */
	t->is_judged = false;
}

/* Types of the server's own, for a text of few bytes. */
static void judge_to_bytes(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&where, "octet_length(%s::text) > %d", t->name,
			    postgres_type_is(&t->to, "name") ? 63 : 1);
	postgres_conversion_loses(t, "is cut", &where);
}

/* Whether fewer digits of seconds are kept. */
static bool cuts_seconds(const struct postgres_conversion *t)
{
	long before = t->from.first < 0 ? 6 : t->from.first, after = t->to.first < 0 ? 6 : t->to.first;
	return after < before;
}

/* What the clock of the session shows is kept. */
static void loses_zone(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (!postgres_type_is(&t->from, "timestamp with time zone") ||
	    !postgres_type_is(&t->to, "timestamp without time zone"))
		return;
	sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
	postgres_conversion_loses(t, "loses its time zone", &where);
}

static void judge_intervals(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	bool has_all_fields = postgres_type_is(&t->to, "interval");
	t->is_judged = true;
	if (has_all_fields && !cuts_seconds(t))
		return;
	postgres_conversion_add_changed(&where, t);
	postgres_conversion_loses(t, has_all_fields ? IS_CUT : "is cut to fewer fields", &where);
}

static void judge_times(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (is_date(&t->from) && postgres_type_is(&t->to, "date")) {
		postgres_conversion_add_changed(&where, t);
		postgres_conversion_loses(t, "loses its time", &where);
	} else if (is_date(&t->from) && strncmp(t->to.word, "time ", 5) == 0) {
		sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
		postgres_conversion_loses(t, "loses its date", &where);
	} else if (is_interval(&t->from) && is_interval(&t->to)) {
		judge_intervals(t);
	} else if ((is_date(&t->from) && is_date(&t->to)) || strcmp(t->from.word, t->to.word) == 0) {
		t->is_judged = true;
		loses_zone(t);
		if (!cuts_seconds(t))
			return;
		postgres_conversion_add_changed(&where, t);
		postgres_conversion_loses(t, IS_CUT, &where);
	} else if (postgres_type_is(&t->from, "time with time zone") &&
		   postgres_type_is(&t->to, "time without time zone")) {
		sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
		postgres_conversion_loses(t, "loses its time zone", &where);
	} else {
		t->is_judged = postgres_type_is(&t->from, "date") && is_date(&t->to);
	}
}

/* ---- enums ---- */

/* Casts of the user's own may make any value of another one. */
static bool has_cast(const struct sqlembic_side *side, const struct sqlembic_fact *type)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; type && (user = side->user(side, type, i)); i++)
		if (user->kind == POSTGRES_CAST)
			return true;
	return false;
}

/* A value as the enum reads it.  Of other types than texts what they print: no cast is called. */
static void add_label(struct sqlembic_buf *where, const struct postgres_conversion *t)
{
	if (postgres_type_is_text(&t->from))
		sqlembic_buf_printf(where, "%s::text", t->name);
	else
		sqlembic_buf_printf(
			where, "CASE WHEN pg_catalog.num_nulls(%s) = 0 THEN pg_catalog.format('%%s', %s) END",
			t->name, t->name);
}

/* Labels in another order, or more of them, take every value that is there. */
static void judge_to_enum(struct postgres_conversion *t)
{
	const struct sqlembic_fact *from = t->from.enumeration, *to = t->to.enumeration;
	const char *labels = postgres_enum_labels(to);
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const bool calls_casts = has_cast(t->change->from, from) || has_cast(t->change->to, to);
	t->is_judged = true;
	if (from && !calls_casts && postgres_enum_takes_all(to, from))
		return;
	if (!calls_casts && !labels) {
		sqlembic_buf_printf(&where, "pg_catalog.num_nulls(%s) = 0", t->name);
	} else if (!calls_casts) {
		sqlembic_buf_putc(&where, '(');
		add_label(&where, t);
		/* A collation of the column's may take two texts for the same. */
		sqlembic_buf_printf(&where, ") COLLATE pg_catalog.\"C\" NOT IN (%s)", labels);
	}
	postgres_conversion_may_fail(t, "does not take every value any more", &where);
}

/* ---- all others ---- */

/* The server can be asked whether it reads a text since 16; of a type that is not its own there may be another one yet. */
static bool can_ask(const struct postgres_conversion *t)
{
	return t->from.is_array == t->to.is_array && postgres_type_is_text(&t->from) &&
	       t->change->from->version >= 160000 && !strchr(t->to.text, '.');
}

/* A value as what its new domain is made of, which is none of the user's casts.  False: that may fail. */
static bool add_value(struct sqlembic_buf *value, const struct postgres_conversion *t)
{
	bool is_same = strcmp(t->from.text, t->to.text) == 0 ||
		       (postgres_integer_rank(&t->from) &&
			postgres_integer_rank(&t->from) <= postgres_integer_rank(&t->to));
	if (t->from.is_array != t->to.is_array)
		return false;
	if (postgres_type_is_text(&t->from) && postgres_type_is_text(&t->to))
		sqlembic_buf_printf(value, "(%s::%s)", t->name,
				    postgres_type_is(&t->to, "character") ? "pg_catalog.bpchar" : t->to.word);
	else if (can_ask(t))
		sqlembic_buf_printf(value, "(%s::text::%s)", t->name, t->to.text);
	else if (is_same)
		sqlembic_buf_printf(value, "(%s::%s)", t->name, t->to.text);
	return value->len > 0;
}

/* Whether it can be told which rows the conditions of the new domain are about; those of a domain over arrays are not about an
 * element. */
static bool add_refused(struct sqlembic_buf *where, const struct postgres_conversion *t)
{
	const char *type = postgres_value(t->change->after, COLUMN_TYPE), *brackets = strstr(type, "[]");
	struct sqlembic_buf value = SQLEMBIC_BUF_INIT, domain = SQLEMBIC_BUF_INIT,
			    refused = SQLEMBIC_BUF_INIT;
	bool asks = can_ask(t) && !postgres_type_is_text(&t->to);
	sqlembic_buf_printf(&domain, "%.*s", brackets ? (int)(brackets - type) : (int)strlen(type), type);
	bool is_known = t->has_elements == (brackets != NULL) && add_value(&value, t) &&
			postgres_domain_add_refusal(&refused, t->change->to, sqlembic_buf_text(&domain),
						    sqlembic_buf_text(&value));
	if (is_known && asks)
		sqlembic_buf_printf(
			where,
			"CASE WHEN pg_catalog.pg_input_is_valid(%s::text, '%s') IS FALSE THEN true "
			"ELSE %s END",
			t->name, t->to.text, sqlembic_buf_text(&refused));
	else if (is_known)
		sqlembic_buf_puts(where, sqlembic_buf_text(&refused));
	where->failed |= value.failed || domain.failed || refused.failed;
	sqlembic_buf_release(&value);
	sqlembic_buf_release(&domain);
	sqlembic_buf_release(&refused);
	return is_known;
}

static void judge_conditions(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	(void)add_refused(&where, t);
	postgres_conversion_may_fail(t, "does not take every value any more", &where);
}

static void judge_others(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (t->from.is_array == t->to.is_array && postgres_type_is_number(&t->from) &&
	    postgres_type_is(&t->to, "boolean")) {
		sqlembic_buf_printf(&where, "%s NOT IN (0, 1)", t->name);
		if (postgres_type_is(&t->from, "integer") && !t->has_elements)
			postgres_conversion_loses(t, "becomes true or false", &where);
		else
			postgres_conversion_may_fail(t, "does not take every number any more", &where);
		return;
	}
	if (can_ask(t))
		sqlembic_buf_printf(&where, "NOT pg_catalog.pg_input_is_valid(%s::text, '%s')", t->name,
				    t->to.text);
	postgres_conversion_may_fail(t, "does not take every value any more", &where);
}

static void judge(struct postgres_conversion *t)
{
	const struct postgres_type *from = &t->from, *to = &t->to;
	if (from->is_array != to->is_array)
		return;
	if (to->enumeration) {
		judge_to_enum(t);
	} else if (postgres_type_is_number(from) && postgres_integer_rank(to)) {
		postgres_judge_to_integer(t);
	} else if (postgres_type_is_number(from) && postgres_type_is(to, "numeric")) {
		postgres_judge_to_numeric(t);
	} else if (postgres_type_is_number(from) && postgres_type_is_binary(to)) {
		postgres_judge_to_binary(t);
	} else if (postgres_type_is_text(to)) {
		judge_to_text(t);
	} else if (postgres_type_is_text(from) &&
		   (postgres_type_is(to, "name") || postgres_type_is(to, "\"char\""))) {
		judge_to_bytes(t);
	} else if (postgres_type_is_text(from)) {
		judge_from_text(t);
	} else if (is_date(from) || postgres_type_is(from, "date") || is_interval(from) ||
		   strncmp(from->word, "time ", 5) == 0) {
		judge_times(t);
	}
}

void postgres_conversion_add_type(struct sqlembic_buf *out, const struct sqlembic_side *side,
				  const struct sqlembic_fact *column)
{
	const struct postgres_type type = postgres_type_of(side, column);
	/* Only the server's own types have no schema. */
	const char *word = strchr(type.text, '.') ? type.text : type.word;
	if (type.is_domain)
		sqlembic_buf_printf(out, "%s%s", word, type.is_array ? "[]" : "");
	else
		sqlembic_buf_puts(out, postgres_value(column, COLUMN_TYPE));
}

int postgres_conversion_tell(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			     struct sqlembic_error *err)
{
	struct postgres_conversion t = { .out = out,
					 .change = change,
					 .from = postgres_type_of(change->from, change->before),
					 .to = postgres_type_of(change->to, change->after),
					 .column = postgres_value(change->before, COLUMN_NAME),
					 .table = postgres_table_of(change->from, change->before),
					 .err = err };
	/* Values of an expression can be had again.  Another collation changes none. */
	if (postgres_value(change->before, COLUMN_GENERATED) || !(change->changed & BIT(COLUMN_TYPE)))
		return 0;
	t.has_elements = t.from.is_array && t.to.is_array;
	t.name = t.has_elements ? "v" : t.column;
	judge(&t);
	if (!t.is_judged && (!t.to.has_conditions || postgres_type_is(&t.to, "boolean")))
		judge_others(&t);
	if (t.to.has_conditions)
		judge_conditions(&t);
	return t.rc;
}
