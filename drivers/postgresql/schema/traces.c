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

#include "../reach.h"
#include "../setup.h"
#include "compose.h"
#include "narrow.h"
#include "sqlembic/error.h"
#include "traces_contents.h"
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
	struct postgres_contents contents; /* the catalogs that it has changed */
	bool reaches;                      /* rows of a table were changed that is beyond the database */
};

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
	if (rc == 0)
		postgres_reach_count_from(s, &s->traces->tallies);
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
	const struct postgres_catalog *catalog = postgres_catalog_named(postgres_tally_text(row, 2));
	if (catalog && catalog->is_passed_over)
		return 0;
	if (!catalog || f->contents.n == POSTGRES_TOUCHED) {
		find_at_least(f, SQLEMBIC_TRACES_SOME);
		return 0;
	}
	f->contents.touched[f->contents.n++] = (struct postgres_touched){ .catalog = catalog, .net = net };
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
	(void)snprintf(f->contents.xid, sizeof(f->contents.xid), "%lld", xid & 0xffffffff);
	f->contents.had_undone = postgres_tally_number(row, 9);
	if (is.looks != was.looks || (is_changed && postgres_tally_number(row, 7)))
		find_at_least(f, SQLEMBIC_TRACES_SOME);
	if (!is_changed)
		return 0;
	f->reaches |= postgres_reach_is_beyond(is.oid);
	/* Each table has a type for its rows. */
	*f->order->makes_tables |= inserted > 0 && is.oid < 16384 &&
				   strcmp(postgres_tally_text(row, 2), "pg_type") == 0;
	return is.oid < 16384 ? touch(f, row, inserted - deleted) : add_table(f, postgres_tally_text(row, 2));
}

/* ---- catalogs ---- */

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
	for (size_t i = 0; i < f->contents.n; i++) {
		char *saved = NULL, *files = f->contents.touched[i].before.files.ptr;
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
	for (size_t i = 0; i < f->contents.n; i++) {
		if (f->contents.touched[i].before.all == f->contents.touched[i].after.all)
			continue;
		differ = true;
		find_at_least(f, f->contents.touched[i].catalog->is_data ? SQLEMBIC_TRACES_SOME
									 : SQLEMBIC_TRACES_OBJECTS);
	}
	return differ;
}

/* Objects and columns that were made anew, and are what they were but for their numbers, are as good as the old ones. */
static int compare_names(struct finding *f, struct sqlembic_error *err)
{
	const bool are_columns = f->found == SQLEMBIC_TRACES_COLUMNS;
	bool are_same = true;
	for (size_t i = 0; i < f->contents.n; i++)
		if (postgres_contents_differ(&f->contents.touched[i]) &&
		    !postgres_names_are_known(f->contents.touched[i].catalog))
			return 0;
	int rc = postgres_contents_read_names(f->s, &f->contents, false, err);
	if (rc == 0)
		rc = postgres_contents_read_names(f->witness, &f->contents, true, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < f->contents.n; i++)
		are_same &= is_same(&f->contents.touched[i].before.names,
				    &f->contents.touched[i].after.names);
	/* Columns may have come back in another order, which only the catalog tells. */
	if (are_same)
		f->found = are_columns ? SQLEMBIC_TRACES_VALUES : SQLEMBIC_TRACES_NONE;
	else if (!are_columns)
		f->found = SQLEMBIC_TRACES_SOME;
	return 0;
}

static int compare_contents(struct finding *f, struct sqlembic_error *err)
{
	bool is_uneven = f->contents.had_undone;
	for (size_t i = 0; i < f->contents.n; i++) {
		struct postgres_touched *t = &f->contents.touched[i];
		is_uneven |= t->net != t->after.rows - t->before.rows;
		/* What was made anew has come in the place of as much. */
		if (t->before.counted != t->after.counted)
			find_at_least(f, SQLEMBIC_TRACES_SOME);
		else if (!is_same(&t->before.data, &t->after.data))
			find_at_least(f, strcmp(t->catalog->name, "pg_attribute") == 0
						 ? SQLEMBIC_TRACES_COLUMNS
						 : SQLEMBIC_TRACES_SOME);
		else if (postgres_contents_differ(t))
			find_at_least(f, SQLEMBIC_TRACES_OBJECTS);
		if (compare_files(f, t) < 0)
			return sqlembic_fail_memory(err);
	}
	if (f->found == SQLEMBIC_TRACES_COLUMNS)
		check_columns(f);
	int rc = 0;
	bool may_be_same = true;
	if (is_uneven && f->found != SQLEMBIC_TRACES_SOME) {
		rc = postgres_contents_count(f->s, &f->contents, false, err);
		if (rc == 0)
			rc = postgres_contents_count(f->witness, &f->contents, true, err);
		if (rc == 0)
			may_be_same = !has_other_sizes(f);
	}
	may_be_same = may_be_same && (f->found == SQLEMBIC_TRACES_OBJECTS ||
				      (f->found == SQLEMBIC_TRACES_COLUMNS && !f->order->runs_code));
	return rc == 0 && may_be_same ? compare_names(f, err) : rc;
}

static int find_in_catalogs(struct finding *f, struct sqlembic_error *err)
{
	bool is_even = !f->contents.had_undone;
	for (size_t i = 0; i < f->contents.n; i++)
		is_even &= f->contents.touched[i].net == 0;
	int rc = is_even ? postgres_contents_are_none(f->s, &f->contents, &is_even, err) : 0;
	if (rc < 0 || is_even)
		return rc;
	if (!f->witness) {
		f->found = SQLEMBIC_TRACES_UNSEEN;
		return 0;
	}
	rc = postgres_contents_read(f->s, &f->contents, false, err);
	if (rc == 0)
		rc = postgres_contents_read(f->witness, &f->contents, true, err);
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

/* Scripts that follow are looked behind as any are. */
static int look_beyond(struct finding *f, struct sqlembic_error *err)
{
	struct postgres_session *s = f->s;
	int rc = 0;
	if (f->reaches && s->reach_start == POSTGRES_REACH_COUNTED) {
		const size_t ahead = postgres_text_begin(s);
		(void)postgres_reach_add_look(&s->text, s);
		rc = postgres_take_rows(s, ahead, NULL, NULL, err);
	}
	s->reach_lingers |= f->reaches;
	s->reach_start = POSTGRES_REACH_NONE;
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
	postgres_contents_add_plan_mode(s);
	add_count(s);
	int rc = postgres_take_rows(s, ahead, take_tally, &f, err);
	if (rc == 0)
		rc = look_beyond(&f, err);
	if (rc == 0 && f.contents.n > 0 && f.found == SQLEMBIC_TRACES_NONE)
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
	for (size_t i = 0; i < f.contents.n; i++)
		postgres_touched_release(&f.contents.touched[i]);
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
