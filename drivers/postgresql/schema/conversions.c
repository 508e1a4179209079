/* conversions.c: see conversions.h.  ALTER COLUMN TYPE casts as an assignment does: it rounds numbers, cuts off times and digits
 * of seconds without a word, and stops at a value that is too large or too long. */
#include "conversions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- types, as format_type() writes them ---- */

struct type {
	char text[320];     /* of an array: of its elements */
	char word[64];      /* without what stands in parentheses: "timestamp without time zone" */
	long first, second; /* of the latter; -1: there is none */
	bool is_array;
	bool is_domain, has_conditions;
	const struct sqlembic_fact *enumeration; /* NULL: it is none */
};

/* A domain is what it is made of, and may have conditions. */
static void take_domains(struct type *type, const struct sqlembic_side *side)
{
	const struct sqlembic_fact *domain;
	while ((domain = side->find(side, POSTGRES_DOMAIN, type->text))) {
		const char *base = postgres_value(domain, DOMAIN_TYPE), *brackets = strstr(base, "[]");
		type->is_domain = true;
		type->has_conditions |= postgres_value(domain, DOMAIN_CONSTRAINTS) ||
					postgres_value(domain, DOMAIN_NOT_NULL);
		if (brackets && type->is_array)
			return;
		type->is_array |= brackets != NULL;
		(void)snprintf(type->text, sizeof(type->text), "%.*s",
			       brackets ? (int)(brackets - base) : (int)strlen(base), base);
	}
}

static struct type type_of(const struct sqlembic_side *side, const struct sqlembic_fact *column)
{
	const char *said = postgres_value(column, COLUMN_TYPE), *brackets = strstr(said, "[]");
	struct type type = { .first = -1, .second = -1, .is_array = brackets };
	(void)snprintf(type.text, sizeof(type.text), "%.*s",
		       brackets ? (int)(brackets - said) : (int)strlen(said), said);
	take_domains(&type, side);
	type.enumeration = side->find(side, POSTGRES_ENUM, type.text);
	const char *open = strchr(type.text, '('), *close = open ? strchr(open, ')') : NULL;
	char *end;
	(void)snprintf(type.word, sizeof(type.word), "%.*s%s",
		       close ? (int)(open - type.text) : (int)strlen(type.text), type.text,
		       close ? close + 1 : "");
	if (!close)
		return type;
	type.first = strtol(open + 1, &end, 10);
	if (*end == ',')
		type.second = strtol(end + 1, NULL, 10);
	return type;
}

static bool is(const struct type *type, const char *word)
{
	return strcmp(type->word, word) == 0;
}

static const struct {
	const char *word;
	const char *from, *to;
	long digits; /* that every number of it may have */
} integers[] = {
	{ "smallint", "-32768", "32767", 5 },
	{ "integer", "-2147483648", "2147483647", 10 },
	{ "bigint", "-9223372036854775808", "9223372036854775807", 19 },
};

#define NINTEGERS (sizeof(integers) / sizeof(integers[0]))

/* Its number, counted from 1; 0: it is none. */
static size_t integer(const struct type *type)
{
	for (size_t i = 0; i < NINTEGERS; i++)
		if (is(type, integers[i].word))
			return i + 1;
	return 0;
}

static bool is_binary(const struct type *type)
{
	return is(type, "real") || is(type, "double precision");
}

static bool is_number(const struct type *type)
{
	return integer(type) || is(type, "numeric") || is_binary(type);
}

static bool is_text(const struct type *type)
{
	return is(type, "text") || is(type, "character varying") || is(type, "character");
}

static bool is_date(const struct type *type)
{
	return strncmp(type->word, "timestamp", 9) == 0;
}

/* "interval day to second" is another word. */
static bool is_interval(const struct type *type)
{
	return strncmp(type->word, "interval", 8) == 0;
}

/* ---- what is said ---- */

struct telling {
	const struct sqlembic_action_sink *out;
	const struct sqlembic_change *change;
	struct type from, to;
	const char *name;           /* of what conditions are about: the column, or an element of it */
	const char *column, *table; /* in the live database */
	struct sqlembic_error *err;
	int rc;
	bool has_elements; /* both are arrays */
	bool is_judged;    /* nothing is left to be said in general */
};

/* `where` is empty where the rows cannot be asked for. */
static void tell(struct telling *t, unsigned flags, const char *what, const char *where)
{
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (*where && t->has_elements)
		sqlembic_buf_printf(&probe,
				    "SELECT count(*) FROM %s WHERE EXISTS (SELECT FROM pg_catalog.unnest(%s) "
				    "AS e (%s) WHERE %s)",
				    t->table, t->column, t->name, where);
	else if (*where)
		sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s WHERE %s", t->table, where);
	if (t->rc == 0)
		t->rc = postgres_tell(t->out, t->err, flags, &probe, "column %s %s", t->change->after->shown,
				      what);
	else
		sqlembic_buf_release(&probe);
}

/* A number that is too large for its new type stops the change as well. */
static void lose(struct telling *t, const char *what, struct sqlembic_buf *where)
{
	tell(t, SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_MAY_FAIL, what, sqlembic_buf_text(where));
	sqlembic_buf_release(where);
}

static void may_fail(struct telling *t, const char *what, struct sqlembic_buf *where)
{
	tell(t, SQLEMBIC_ACTION_MAY_FAIL, what, sqlembic_buf_text(where));
	sqlembic_buf_release(where);
}

/* One that comes back from the new type as another one. */
static void add_changed(struct sqlembic_buf *where, const struct telling *t)
{
	sqlembic_buf_printf(where, "%s::%s::%s <> %s", t->name, t->to.text, t->from.text, t->name);
}

/* ---- numbers ---- */

/* NaN is no number, and stops the change as well. */
static void judge_to_integer(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const size_t from = integer(&t->from), to = integer(&t->to);
	t->is_judged = true;
	if (from && from <= to)
		return;
	sqlembic_buf_printf(&where, from ? "%s NOT BETWEEN %s AND %s" : "round(%s) NOT BETWEEN %s AND %s",
			    t->name, integers[to - 1].from, integers[to - 1].to);
	may_fail(t, "does not take every number any more", &where);
	if (from)
		return;
	sqlembic_buf_printf(&where, "%s <> trunc(%s)", t->name, t->name);
	lose(t, "is rounded", &where);
}

static void judge_to_numeric(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const size_t from = integer(&t->from);
	const long scale = t->to.second > 0 ? t->to.second : 0, room = t->to.first - scale;
	/* Fewer than none: the digits in front of the point are as many more. */
	const long before = t->from.first >= 0 ? t->from.second : 0;
	bool is_counted = is(&t->from, "numeric") && t->from.first >= 0;
	long digits = from ? integers[from - 1].digits : is_counted ? t->from.first - before : -1;
	/* Fewer digits than none, of 15 and newer. */
	if (t->to.second < 0 && t->to.first >= 0 && strchr(t->to.text, ','))
		return;
	t->is_judged = true;
	if (t->to.first < 0 && !is_binary(&t->from))
		return;
	if (!from && !(is_counted && before <= scale)) {
		if (t->to.first >= 0)
			sqlembic_buf_printf(&where, "%s::numeric <> round(%s::numeric, %ld)", t->name,
					    t->name, scale);
		else
			add_changed(&where, t);
		lose(t, "is rounded", &where);
	}
	if (t->to.first < 0 || (digits >= 0 && digits <= room))
		return;
	sqlembic_buf_printf(&where, "abs(round(%s::numeric, %ld)) >= 1", t->name, scale);
	for (long i = 0; i < room; i++)
		sqlembic_buf_putc(&where, '0');
	/* This one is greater than all others, and fits. */
	if (!from)
		sqlembic_buf_printf(&where, " AND %s <> 'NaN'", t->name);
	may_fail(t, "does not take every number any more", &where);
}

/* Whether each number comes back from the new type as it was. */
static bool is_kept_in_binary(const struct telling *t)
{
	bool is_double = is(&t->to, "double precision");
	if (is(&t->from, "numeric"))
		return t->from.first >= 0 && t->from.first <= (is_double ? 15 : 6);
	return strcmp(t->from.word, t->to.word) == 0 || is(&t->from, "smallint") ||
	       (is_double && !is(&t->from, "bigint"));
}

/* An integer is asked for back; the last ones become a number that is none of its type. */
static void judge_to_binary(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (is_kept_in_binary(t))
		return;
	if (integer(&t->from))
		sqlembic_buf_printf(&where,
				    "CASE WHEN %s::%s >= 9223372036854775808 THEN true ELSE "
				    "%s::%s::bigint <> %s END",
				    t->name, t->to.word, t->name, t->to.word, t->name);
	else
		add_changed(&where, t);
	lose(t, "is rounded", &where);
}

/* ---- texts and times ---- */

static void judge_to_text(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (t->to.first < 0 || (is_text(&t->from) && t->from.first >= 0 && t->from.first <= t->to.first))
		return;
	/* Blanks at the end go without a word, as the standard has it. */
	sqlembic_buf_printf(&where, "char_length(rtrim(%s::text, ' ')) > %ld", t->name, t->to.first);
	may_fail(t, "does not take every text any more", &where);
}

#define IS_CUT "is cut to fewer digits of a second"

/* What a text says, and its new type drops without a word: it is read as the wide type for that. */
static void judge_from_text(struct telling *t)
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
		if (!is(&t->to, cuts[i].to) || (cuts[i].by_digits && t->to.first < 0))
			continue;
		if (t->change->from->version >= 160000)
			sqlembic_buf_printf(&where,
					    "CASE WHEN pg_catalog.pg_input_is_valid(%s::text, '%s') AND "
					    "pg_catalog.pg_input_is_valid(%s::text, '%s') THEN ",
					    t->name, to, t->name, wide);
		sqlembic_buf_printf(&where, "%s::text::%s <> %s::text::%s::%s%s", t->name, wide, t->name, to,
				    wide, t->change->from->version >= 160000 ? " END" : "");
		lose(t, cuts[i].what, &where);
	}
	/* It may be none of the type's, too. */
	t->is_judged = false;
}

/* Types of the server's own, for a text of few bytes. */
static void judge_to_bytes(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&where, "octet_length(%s::text) > %d", t->name, is(&t->to, "name") ? 63 : 1);
	lose(t, "is cut", &where);
}

/* Whether fewer digits of seconds are kept. */
static bool cuts_seconds(const struct telling *t)
{
	long before = t->from.first < 0 ? 6 : t->from.first, after = t->to.first < 0 ? 6 : t->to.first;
	return after < before;
}

/* What the clock of the session shows is kept. */
static void loses_zone(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (!is(&t->from, "timestamp with time zone") || !is(&t->to, "timestamp without time zone"))
		return;
	sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
	lose(t, "loses its time zone", &where);
}

static void judge_intervals(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	bool has_all_fields = is(&t->to, "interval");
	t->is_judged = true;
	if (has_all_fields && !cuts_seconds(t))
		return;
	add_changed(&where, t);
	lose(t, has_all_fields ? IS_CUT : "is cut to fewer fields", &where);
}

static void judge_times(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (is_date(&t->from) && is(&t->to, "date")) {
		add_changed(&where, t);
		lose(t, "loses its time", &where);
	} else if (is_date(&t->from) && strncmp(t->to.word, "time ", 5) == 0) {
		sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
		lose(t, "loses its date", &where);
	} else if (is_interval(&t->from) && is_interval(&t->to)) {
		judge_intervals(t);
	} else if ((is_date(&t->from) && is_date(&t->to)) || strcmp(t->from.word, t->to.word) == 0) {
		t->is_judged = true;
		loses_zone(t);
		if (!cuts_seconds(t))
			return;
		add_changed(&where, t);
		lose(t, IS_CUT, &where);
	} else if (is(&t->from, "time with time zone") && is(&t->to, "time without time zone")) {
		sqlembic_buf_printf(&where, "%s IS NOT NULL", t->name);
		lose(t, "loses its time zone", &where);
	} else {
		t->is_judged = is(&t->from, "date") && is_date(&t->to);
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
static void add_label(struct sqlembic_buf *where, const struct telling *t)
{
	if (is_text(&t->from))
		sqlembic_buf_printf(where, "%s::text", t->name);
	else
		sqlembic_buf_printf(
			where, "CASE WHEN pg_catalog.num_nulls(%s) = 0 THEN pg_catalog.format('%%s', %s) END",
			t->name, t->name);
}

/* Labels in another order, or more of them, take every value that is there. */
static void judge_to_enum(struct telling *t)
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
	may_fail(t, "does not take every value any more", &where);
}

/* ---- all others ---- */

/* The server can be asked whether it reads a text since 16; of a type that is not its own there may be another one yet. */
static bool can_ask(const struct telling *t)
{
	return t->from.is_array == t->to.is_array && is_text(&t->from) &&
	       t->change->from->version >= 160000 && !strchr(t->to.text, '.');
}

/* A value as what its new domain is made of, which is none of the user's casts.  False: that may fail. */
static bool add_value(struct sqlembic_buf *value, const struct telling *t)
{
	bool is_same = strcmp(t->from.text, t->to.text) == 0 ||
		       (integer(&t->from) && integer(&t->from) <= integer(&t->to));
	if (t->from.is_array != t->to.is_array)
		return false;
	if (is_text(&t->from) && is_text(&t->to))
		sqlembic_buf_printf(value, "(%s::%s)", t->name,
				    is(&t->to, "character") ? "pg_catalog.bpchar" : t->to.word);
	else if (can_ask(t))
		sqlembic_buf_printf(value, "(%s::text::%s)", t->name, t->to.text);
	else
		sqlembic_buf_printf(value, "(%s::%s)", t->name, t->to.text);
	return (is_text(&t->from) && is_text(&t->to)) || can_ask(t) || is_same;
}

/* Whether it can be told which rows the conditions of the new domain are about; those of a domain over arrays are not about an
 * element. */
static bool add_refused(struct sqlembic_buf *where, const struct telling *t)
{
	const char *type = postgres_value(t->change->after, COLUMN_TYPE), *brackets = strstr(type, "[]");
	struct sqlembic_buf value = SQLEMBIC_BUF_INIT, domain = SQLEMBIC_BUF_INIT,
			    refused = SQLEMBIC_BUF_INIT;
	bool asks = can_ask(t) && !is_text(&t->to);
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

static void judge_conditions(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	(void)add_refused(&where, t);
	may_fail(t, "does not take every value any more", &where);
}

static void judge_others(struct telling *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	if (t->from.is_array == t->to.is_array && is_number(&t->from) && is(&t->to, "boolean")) {
		sqlembic_buf_printf(&where, "%s NOT IN (0, 1)", t->name);
		if (is(&t->from, "integer") && !t->has_elements)
			lose(t, "becomes true or false", &where);
		else
			may_fail(t, "does not take every number any more", &where);
		return;
	}
	if (can_ask(t))
		sqlembic_buf_printf(&where, "NOT pg_catalog.pg_input_is_valid(%s::text, '%s')", t->name,
				    t->to.text);
	may_fail(t, "does not take every value any more", &where);
}

static void judge(struct telling *t)
{
	const struct type *from = &t->from, *to = &t->to;
	if (from->is_array != to->is_array)
		return;
	if (to->enumeration) {
		judge_to_enum(t);
	} else if (is_number(from) && integer(to)) {
		judge_to_integer(t);
	} else if (is_number(from) && is(to, "numeric")) {
		judge_to_numeric(t);
	} else if (is_number(from) && is_binary(to)) {
		judge_to_binary(t);
	} else if (is_text(to)) {
		judge_to_text(t);
	} else if (is_text(from) && (is(to, "name") || is(to, "\"char\""))) {
		judge_to_bytes(t);
	} else if (is_text(from)) {
		judge_from_text(t);
	} else if (is_date(from) || is(from, "date") || is_interval(from) ||
		   strncmp(from->word, "time ", 5) == 0) {
		judge_times(t);
	}
}

void postgres_conversion_add_type(struct sqlembic_buf *out, const struct sqlembic_side *side,
				  const struct sqlembic_fact *column)
{
	const struct type type = type_of(side, column);
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
	struct telling t = { .out = out,
			     .change = change,
			     .from = type_of(change->from, change->before),
			     .to = type_of(change->to, change->after),
			     .column = postgres_value(change->before, COLUMN_NAME),
			     .table = postgres_table_of(change->from, change->before),
			     .err = err };
	/* Values of an expression can be had again.  Another collation changes none. */
	if (postgres_value(change->before, COLUMN_GENERATED) || !(change->changed & BIT(COLUMN_TYPE)))
		return 0;
	t.has_elements = t.from.is_array && t.to.is_array;
	t.name = t.has_elements ? "v" : t.column;
	judge(&t);
	if (!t.is_judged && (!t.to.has_conditions || is(&t.to, "boolean")))
		judge_others(&t);
	if (t.to.has_conditions)
		judge_conditions(&t);
	return t.rc;
}
