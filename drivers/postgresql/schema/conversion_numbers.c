/* conversion_numbers.c: numbers that become others: they are rounded without a word, and stop the change where they are too large. */
#include <string.h>

#include "conversion_telling.h"

/* NaN is no number, and stops the change as well. */
void postgres_judge_to_integer(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const size_t from = postgres_integer_rank(&t->from), to = postgres_integer_rank(&t->to);
	t->is_judged = true;
	if (from && from <= to)
		return;
	sqlembic_buf_printf(&where, from ? "%s NOT BETWEEN %s AND %s" : "round(%s) NOT BETWEEN %s AND %s",
			    t->name, postgres_integers[to - 1].from, postgres_integers[to - 1].to);
	postgres_conversion_may_fail(t, "does not take every number any more", &where);
	if (from)
		return;
	sqlembic_buf_printf(&where, "%s <> trunc(%s)", t->name, t->name);
	postgres_conversion_loses(t, "is rounded", &where);
}

void postgres_judge_to_numeric(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	const size_t from = postgres_integer_rank(&t->from);
	const long scale = t->to.second > 0 ? t->to.second : 0, room = t->to.first - scale;
	/* Fewer than none: the digits in front of the point are as many more. */
	const long before = t->from.first >= 0 ? t->from.second : 0;
	bool is_counted = postgres_type_is(&t->from, "numeric") && t->from.first >= 0;
	long digits = from ? postgres_integers[from - 1].digits : is_counted ? t->from.first - before : -1;
	/* Fewer digits than none, of 15 and newer. */
	if (t->to.second < 0 && t->to.first >= 0 && strchr(t->to.text, ','))
		return;
	t->is_judged = true;
	if (t->to.first < 0 && !postgres_type_is_binary(&t->from))
		return;
	if (!from && !(is_counted && before <= scale)) {
		if (t->to.first >= 0)
			sqlembic_buf_printf(&where, "%s::numeric <> round(%s::numeric, %ld)", t->name,
					    t->name, scale);
		else
			postgres_conversion_add_changed(&where, t);
		postgres_conversion_loses(t, "is rounded", &where);
	}
	if (t->to.first < 0 || (digits >= 0 && digits <= room))
		return;
	sqlembic_buf_printf(&where, "abs(round(%s::numeric, %ld)) >= 1", t->name, scale);
	for (long i = 0; i < room; i++)
		sqlembic_buf_putc(&where, '0');
	/* This one is greater than all others, and fits. */
	if (!from)
		sqlembic_buf_printf(&where, " AND %s <> 'NaN'", t->name);
	postgres_conversion_may_fail(t, "does not take every number any more", &where);
}

/* Whether each number comes back from the new type as it was. */
static bool is_kept_in_binary(const struct postgres_conversion *t)
{
	bool is_double = postgres_type_is(&t->to, "double precision");
	if (postgres_type_is(&t->from, "numeric"))
		return t->from.first >= 0 && t->from.first <= (is_double ? 15 : 6);
	return strcmp(t->from.word, t->to.word) == 0 || postgres_type_is(&t->from, "smallint") ||
	       (is_double && !postgres_type_is(&t->from, "bigint"));
}

/* An integer is asked for back; the last ones become a number that is none of its type. */
void postgres_judge_to_binary(struct postgres_conversion *t)
{
	struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
	t->is_judged = true;
	if (is_kept_in_binary(t))
		return;
	if (postgres_integer_rank(&t->from))
		sqlembic_buf_printf(&where,
				    "CASE WHEN %s::%s >= 9223372036854775808 THEN true ELSE "
				    "%s::%s::bigint <> %s END",
				    t->name, t->to.word, t->name, t->to.word, t->name);
	else
		postgres_conversion_add_changed(&where, t);
	postgres_conversion_loses(t, "is rounded", &where);
}
