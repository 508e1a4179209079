/* traces.c: what two scripts in one transaction leave behind, seen without reading the catalog.
 *
 * The server counts the rows that a session inserts, updates and deletes in each table, those of the catalog too: what has
 * none is as it was.  In the others a row that is new is one of this transaction, and is found by its xmin.  Where no such row
 * is left, and as many were deleted as were inserted, everything is as it was.  Else the new rows are compared with those that
 * the transaction has deleted or replaced, which another session sees, for which it has not happened yet, and finds by their
 * xmax; what the server's own bookkeeping changes in them is left out, and so are columns that are no more. */
#include "traces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../setup.h"
#include "compose.h"
#include "narrow.h"
#include "sqlembic/error.h"
#include "traces_catalogs.h"
#include "traces_joins.h"
#include "traces_names.h"
#include "traces_rows.h"
#include "traces_tally.h"

#define SAVEPOINT    "sqlembic_first_script"
#define ROWS_AT_MOST 64 /* tables whose rows are looked at */

struct changed_table {
	char *name; /* as SQL writes it */
	char *digest;
};

/* Of one session. */
struct postgres_traces {
	struct postgres_tallies tallies; /* at begin() */
	struct changed_table
		tables[ROWS_AT_MOST]; /* whose rows the scripts have changed, and what is in them then */
	size_t ntables;
};

/* What find() finds. */
struct finding {
	struct postgres_session *s, *witness;
	struct postgres_traces *traces;
	const struct sqlembic_traces_order *order;
	enum sqlembic_traces_found found;
	struct postgres_touched touched[POSTGRES_TOUCHED];
	size_t n;
	char xid[24];    /* of the transaction, as rows have it */
	bool had_undone; /* a part of it may have been rolled back: its rows were counted all the same */
};

static const char *value(const PGresult *row, int column)
{
	return PQgetisnull(row, 0, column) ? "" : PQgetvalue(row, 0, column);
}

/* ---- counting ---- */

static void forget(struct postgres_traces *traces)
{
	for (size_t i = 0; i < traces->ntables; i++) {
		free(traces->tables[i].name);
		free(traces->tables[i].digest);
	}
	traces->tallies.n = traces->ntables = 0;
}

void postgres_traces_release(struct postgres_session *s)
{
	if (!s->traces)
		return;
	forget(s->traces);
	postgres_tallies_release(&s->traces->tallies);
	free(s->traces);
	s->traces = NULL;
}

/* Plans are made once, and not for each of the numbers that come. */
static void add_plan_mode(struct postgres_session *s)
{
	if (PQserverVersion(s->conn) >= 120000)
		sqlembic_buf_puts(&s->text, "SET LOCAL plan_cache_mode = force_generic_plan;");
}

static void add_count(struct postgres_session *s)
{
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_COUNT];
	if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u AS ", *name);
		postgres_compose_text(&s->text, "changed.sql", PQserverVersion(s->conn) / 10000);
		sqlembic_buf_puts(&s->text, ";");
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u;", *name);
}

static int begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	if (s->pooled)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "behind a pooler queries have no names");
	if (!s->traces && !(s->traces = calloc(1, sizeof(*s->traces))))
		return sqlembic_fail_memory(err);
	forget(s->traces);
	const size_t ahead = postgres_text_begin(s);
	add_count(s);
	int rc = postgres_take_rows(s, ahead, postgres_tally_keep, &s->traces->tallies, err);
	/* The query itself has looked into pg_class. */
	if (rc == 0 && s->traces->tallies.n == 0)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server counts nothing: track_counts is off");
	return rc == 0 ? postgres_narrow_begin(s, &s->traces->tallies, err) : rc;
}

/* ---- between the scripts ---- */

static int turn(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	size_t ahead = postgres_text_begin(s);
	if (PQtransactionStatus(s->conn) != PQTRANS_INTRANS)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the script has left its transaction");
	sqlembic_buf_puts(&s->text, "SET CONSTRAINTS ALL IMMEDIATE;");
	if (s->maybe_changed)
		(void)postgres_add_reset(&s->text, s);
	postgres_add_deallocate(&s->text, s);
	sqlembic_buf_puts(&s->text, "SAVEPOINT " SAVEPOINT);
	return postgres_take_rows(s, ahead, NULL, NULL, err);
}

static int undo(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return postgres_run(postgres_session(session),
			    "ROLLBACK TO SAVEPOINT " SAVEPOINT ";RELEASE SAVEPOINT " SAVEPOINT, NULL, 0, err);
}

static int back(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return postgres_run(postgres_session(session), "ROLLBACK TO SAVEPOINT " SAVEPOINT ";COMMIT", NULL, 0,
			    err);
}

/* ---- behind them ---- */

static void find_at_least(struct finding *f, enum sqlembic_traces_found found)
{
	f->found = f->found < found ? found : f->found;
}

static int add_table(struct finding *f, const char *name)
{
	struct postgres_traces *traces = f->traces;
	if (traces->ntables == ROWS_AT_MOST) {
		find_at_least(f, SQLEMBIC_TRACES_SOME);
		return 0;
	}
	for (size_t i = 0; i < traces->ntables; i++)
		if (strcmp(traces->tables[i].name, name) == 0)
			return 0;
	char *copy = strdup(name);
	if (!copy)
		return -1;
	traces->tables[traces->ntables++] = (struct changed_table){ .name = copy };
	return 0;
}

static int touch(struct finding *f, const PGresult *row, long long net)
{
	const struct postgres_catalog *catalog = postgres_catalog_named(value(row, 2));
	if (catalog && catalog->is_passed_over)
		return 0;
	if (!catalog || f->n == POSTGRES_TOUCHED) {
		find_at_least(f, SQLEMBIC_TRACES_SOME);
		return 0;
	}
	f->touched[f->n++] = (struct postgres_touched){ .catalog = catalog, .net = net };
	return 0;
}

/* One table that rows of were changed, as the numbers say. */
static int take_tally(void *payload, const PGresult *row)
{
	struct finding *f = payload;
	const struct postgres_tally is = postgres_tally_of(row);
	const struct postgres_tally was = postgres_tally_before(&f->traces->tallies, is.oid);
	long long inserted = is.inserted - was.inserted, updated = is.updated - was.updated,
		  deleted = is.deleted - was.deleted;
	bool is_changed = inserted || updated || deleted;
	long long xid = postgres_tally_number(row, 8);
	(void)snprintf(f->xid, sizeof(f->xid), "%lld", xid & 0xffffffff);
	f->had_undone = xid > 0 && postgres_tally_number(row, 9) > xid + 1;
	if (is.looks != was.looks || (is_changed && postgres_tally_number(row, 7)))
		find_at_least(f, SQLEMBIC_TRACES_SOME);
	if (!is_changed)
		return 0;
	/* Each table has a type for its rows. */
	*f->order->makes_tables |= inserted > 0 && is.oid < 16384 && strcmp(value(row, 2), "pg_type") == 0;
	return is.oid < 16384 ? touch(f, row, inserted - deleted) : add_table(f, value(row, 2));
}

/* ---- catalogs ---- */

struct contents {
	struct finding *f;
	bool is_before;
};

static int take_content(void *payload, const PGresult *row)
{
	const struct contents *c = payload;
	struct postgres_touched *t = &c->f->touched[postgres_tally_number(row, 0)];
	struct postgres_content *content = c->is_before ? &t->before : &t->after;
	content->rows = postgres_tally_number(row, 1);
	content->counted = postgres_tally_number(row, 2);
	sqlembic_buf_puts(&content->text, value(row, 3));
	sqlembic_buf_puts(&content->data, value(row, 4));
	sqlembic_buf_puts(&content->files, value(row, 5));
	return content->text.failed || content->data.failed || content->files.failed ? -1 : 0;
}

static int take_size(void *payload, const PGresult *row)
{
	const struct contents *c = payload;
	struct postgres_touched *t = &c->f->touched[postgres_tally_number(row, 0)];
	struct postgres_content *content = c->is_before ? &t->before : &t->after;
	content->all = postgres_tally_number(row, 1);
	return 0;
}

static int take_names(void *payload, const PGresult *row)
{
	const struct contents *c = payload;
	struct postgres_touched *t = &c->f->touched[postgres_tally_number(row, 0)];
	struct postgres_content *content = c->is_before ? &t->before : &t->after;
	sqlembic_buf_puts(&content->names, value(row, 1));
	return content->names.failed ? -1 : 0;
}

/* How many rows there are more than before tells how many new ones stand for none, unless some were counted that were undone. */
static bool may_have_replaced(const struct finding *f, const struct postgres_touched *t)
{
	return f->had_undone || t->net != t->after.rows;
}

/* What one of the two sessions sees: of the rows that the transaction has changed, or how many rows there are. */
static int read_contents(struct finding *f, bool is_before, bool sizes, struct sqlembic_error *err)
{
	struct contents contents = { f, is_before };
	struct postgres_session *s = is_before ? f->witness : f->s;
	size_t ahead = postgres_text_begin(s);
	/* A script can have locked a catalog. */
	if (is_before) {
		sqlembic_buf_puts(&s->text, "BEGIN READ ONLY;SET LOCAL lock_timeout = 500;");
		add_plan_mode(s);
	}
	for (size_t i = 0; i < f->n; i++) {
		const struct postgres_touched *t = &f->touched[i];
		if (sizes)
			postgres_catalog_add_size(s, t->catalog, i);
		else if (!is_before || may_have_replaced(f, t))
			postgres_catalog_add_changed(s, t->catalog, is_before, i, f->xid);
	}
	sqlembic_buf_puts(&s->text, is_before ? "COMMIT" : "");
	return postgres_take_rows(s, ahead, sizes ? take_size : take_content, &contents, err);
}

/* A table whose file is another one has been written anew: "name file", a line each. */
static int compare_files(struct finding *f, struct postgres_touched *t)
{
	char *saved = NULL;
	const char *before = sqlembic_buf_text(&t->before.files);
	if (t->after.files.len == 0 || strcmp(before, sqlembic_buf_text(&t->after.files)) == 0)
		return 0;
	for (char *line = strtok_r(t->after.files.ptr, "\n", &saved); line;
	     line = strtok_r(NULL, "\n", &saved)) {
		char *file = strrchr(line, ' ');
		const char *found = strstr(before, line);
		if (found && (found[strlen(line)] == '\n' || !found[strlen(line)]))
			continue;
		if (file)
			*file = '\0';
		if (add_table(f, line) < 0)
			return -1;
	}
	return 0;
}

static bool is_same(const struct sqlembic_buf *a, const struct sqlembic_buf *b)
{
	return strcmp(sqlembic_buf_text(a), sqlembic_buf_text(b)) == 0;
}

/* Columns that were made anew are of tables whose own row is new. */
static void check_columns(struct finding *f)
{
	for (size_t i = 0; i < f->n; i++) {
		char *saved = NULL, *files = f->touched[i].before.files.ptr;
		for (char *line = files ? strtok_r(files, "\n", &saved) : NULL; line;
		     line = strtok_r(NULL, "\n", &saved)) {
			char *file = strrchr(line, ' ');
			if (file)
				*file = '\0';
			if (!f->order->may_change(f->order->payload, line))
				find_at_least(f, SQLEMBIC_TRACES_SOME);
		}
	}
}

/* Rows that are gone have left no trace but their number.  True: some are, or have come. */
static bool has_other_sizes(struct finding *f)
{
	bool differ = false;
	for (size_t i = 0; i < f->n; i++) {
		if (f->touched[i].before.all == f->touched[i].after.all)
			continue;
		differ = true;
		find_at_least(f, f->touched[i].catalog->is_data ? SQLEMBIC_TRACES_SOME
								: SQLEMBIC_TRACES_OBJECTS);
	}
	return differ;
}

static bool has_other_text(const struct postgres_touched *t)
{
	return !is_same(&t->before.text, &t->after.text);
}

/* Objects and columns that were made anew, and are what they were but for their numbers, are as good as the old ones. */
static int compare_names(struct finding *f, struct sqlembic_error *err)
{
	const bool are_columns = f->found == SQLEMBIC_TRACES_COLUMNS;
	bool are_same = true;
	for (size_t i = 0; i < f->n; i++)
		if (has_other_text(&f->touched[i]) && !postgres_names_are_known(f->touched[i].catalog))
			return 0;
	for (int is_before = 0; is_before < 2; is_before++) {
		struct postgres_session *s = is_before ? f->witness : f->s;
		struct contents contents = { f, is_before };
		size_t ahead = postgres_text_begin(s);
		if (is_before)
			sqlembic_buf_puts(&s->text, "BEGIN READ ONLY;SET LOCAL lock_timeout = 500;");
		for (size_t i = 0; i < f->n; i++)
			if (has_other_text(&f->touched[i]))
				postgres_names_add(s, f->touched[i].catalog, is_before, i, f->xid);
		sqlembic_buf_puts(&s->text, is_before ? "COMMIT" : "");
		int rc = postgres_take_rows(s, ahead, take_names, &contents, err);
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; i < f->n; i++)
		are_same &= is_same(&f->touched[i].before.names, &f->touched[i].after.names);
	/* Columns may have come back in another order, which only the catalog tells. */
	if (are_same)
		f->found = are_columns ? SQLEMBIC_TRACES_VALUES : SQLEMBIC_TRACES_NONE;
	else if (!are_columns)
		f->found = SQLEMBIC_TRACES_SOME;
	return 0;
}

static int compare_contents(struct finding *f, struct sqlembic_error *err)
{
	bool is_uneven = f->had_undone;
	for (size_t i = 0; i < f->n; i++) {
		struct postgres_touched *t = &f->touched[i];
		is_uneven |= t->net != t->after.rows - t->before.rows;
		/* What was made anew has come in the place of as much. */
		if (t->before.counted != t->after.counted)
			find_at_least(f, SQLEMBIC_TRACES_SOME);
		else if (!is_same(&t->before.data, &t->after.data))
			find_at_least(f, strcmp(t->catalog->name, "pg_attribute") == 0
						 ? SQLEMBIC_TRACES_COLUMNS
						 : SQLEMBIC_TRACES_SOME);
		else if (has_other_text(t))
			find_at_least(f, SQLEMBIC_TRACES_OBJECTS);
		if (compare_files(f, t) < 0)
			return sqlembic_fail_memory(err);
	}
	if (f->found == SQLEMBIC_TRACES_COLUMNS)
		check_columns(f);
	int rc = 0;
	bool may_be_same = true;
	if (is_uneven && f->found != SQLEMBIC_TRACES_SOME) {
		rc = read_contents(f, false, true, err);
		if (rc == 0)
			rc = read_contents(f, true, true, err);
		if (rc == 0)
			may_be_same = !has_other_sizes(f);
	}
	may_be_same = may_be_same && (f->found == SQLEMBIC_TRACES_OBJECTS ||
				      (f->found == SQLEMBIC_TRACES_COLUMNS && !f->order->runs_code));
	return rc == 0 && may_be_same ? compare_names(f, err) : rc;
}

static int find_in_catalogs(struct finding *f, struct sqlembic_error *err)
{
	bool is_even = !f->had_undone;
	int rc = read_contents(f, false, false, err);
	for (size_t i = 0; i < f->n; i++)
		is_even &= f->touched[i].after.rows == 0 && f->touched[i].net == 0;
	if (rc < 0 || is_even)
		return rc;
	if (!f->witness) {
		f->found = SQLEMBIC_TRACES_UNSEEN;
		return 0;
	}
	rc = read_contents(f, true, false, err);
	return rc == 0 ? compare_contents(f, err) : rc;
}

/* ---- all ---- */

static int digest_all(struct finding *f, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < f->traces->ntables; i++)
		rc = postgres_digest_table(f->s, f->traces->tables[i].name, &f->traces->tables[i].digest,
					   err);
	return rc;
}

static int find(struct sqlembic_session *session, struct sqlembic_session *witness,
		const struct sqlembic_traces_order *order, enum sqlembic_traces_found *found,
		struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct finding f = { .s = s, .traces = s->traces, .order = order };
	f.witness = witness ? postgres_session(witness) : NULL;
	size_t ahead = postgres_text_begin(s);
	sqlembic_buf_puts(&s->text, "SET CONSTRAINTS ALL IMMEDIATE;");
	add_plan_mode(s);
	add_count(s);
	int rc = postgres_take_rows(s, ahead, take_tally, &f, err);
	if (rc == 0 && f.n > 0 && f.found == SQLEMBIC_TRACES_NONE)
		rc = find_in_catalogs(&f, err);
	if (f.found >= SQLEMBIC_TRACES_OBJECTS && f.found < SQLEMBIC_TRACES_UNSEEN && f.traces->ntables > 0)
		find_at_least(&f, SQLEMBIC_TRACES_SOME);
	for (size_t i = 0; rc == 0 && f.found <= SQLEMBIC_TRACES_VALUES && i < f.traces->ntables; i++)
		if (!order->may_change(order->payload, f.traces->tables[i].name))
			find_at_least(&f, SQLEMBIC_TRACES_SOME);
	if (rc == 0 && f.found == SQLEMBIC_TRACES_NONE && f.traces->ntables > 0) {
		f.found = SQLEMBIC_TRACES_ROWS;
		rc = digest_all(&f, err);
	}
	for (size_t i = 0; i < f.n; i++)
		postgres_touched_release(&f.touched[i]);
	/* Two scripts, of which nothing is left, and one of them commits. */
	if (rc == 0 && f.found == SQLEMBIC_TRACES_NONE && s->unseen_scripts > 0)
		s->unseen_scripts--;
	*found = f.found;
	return rc;
}

static int compare_rows(struct sqlembic_session *session, bool *equal, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	int rc = 0;
	*equal = true;
	for (size_t i = 0; rc == 0 && *equal && i < s->traces->ntables; i++) {
		const struct changed_table *table = &s->traces->tables[i];
		char *is = NULL;
		rc = postgres_digest_table(s, table->name, &is, err);
		*equal = rc == 0 && is && table->digest && strcmp(is, table->digest) == 0;
		free(is);
	}
	return rc;
}

const struct sqlembic_traces postgres_traces = { .joins = postgres_traces_joins,
						 .begin = begin,
						 .turn = turn,
						 .find = find,
						 .undo = undo,
						 .back = back,
						 .compare_rows = compare_rows,
						 .note = postgres_narrow_note,
						 .narrow = postgres_narrow_switch };
