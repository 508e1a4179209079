/* journal_read.c: see journal_read.h. */
#include "records/journal_read.h"

#include <stdlib.h>
#include <string.h>

#include "records/misread.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"

#define NCOLUMNS 21

struct reading {
	struct arena *arena;
	struct journal_entry *entries;
	size_t n, cap;
	bool failed;
};

static long long to_number(const char *text, long long missing)
{
	return text ? strtoll(text, NULL, 10) : missing;
}

static bool fill(struct journal_entry *out, struct arena *arena, const char *const *v)
{
	const char *text[NCOLUMNS];
	for (size_t i = 0; i < NCOLUMNS; i++) {
		text[i] = v[i] ? arena_dup(arena, v[i]) : NULL;
		if (v[i] && !text[i])
			return false;
	}
	const bool runs = text[5] && text[5][0] == 'r';
	const long long format = to_number(text[1], 0);
	const bool announces = !runs && format == JOURNAL_FORMAT_ANNOUNCES && text[20];
	long long since = 0;
	/* A row that runs has the time at which it was taken over where others have that at which they ended. */
	if (runs)
		(void)sqlembic_clock_read(&since, text[9] ? text[9] : text[8] ? text[8] : "");
	const char *mark = text[14] ? strchr(text[14], JOURNAL_INTENDED) : NULL;
	const char *intended = mark && runs ? mark + 1 : "";
	if (mark && !(text[14] = arena_copy(arena, text[14], (size_t)(mark - text[14]))))
		return false;
	const long long done = to_number(text[12], 0), intent = announces ? 0 : to_number(text[13], 0);
	*out = (struct journal_entry){
		.id = to_number(text[0], 0),
		.format = format,
		.intent = intent,
		.intended = intended,
		.done_hash = text[14] ? text[14] : "",
		.connection = text[15] ? text[15] : "",
		.since_us = since,
		.announces = announces ? text[20] : NULL,
		.view = {
			.run = text[2],
			.revision = text[3],
			.direction = text[4],
			.status = text[5] ? text[5] : "",
			.from = text[6],
			.to = text[7],
			.started_at = text[8] ? text[8] : "",
			.finished_at = text[9] && !runs ? text[9] : "",
			.milliseconds = to_number(text[10], -1),
			.statements = to_number(text[11], 0),
			.statements_done = done,
			.checksum = text[14] ? text[14] : "",
			.os_user = text[16],
			.host = text[17],
			.program = text[18],
			.tag = text[19],
			.error = announces ? NULL : text[20],
			.in_doubt = intent > done ? intent : 0,
		},
	};
	return true;
}

static int keep_entry(void *payload, const char *const *values, size_t n)
{
	struct reading *reading = payload;
	if (n < NCOLUMNS)
		return reading->failed = true;
	if (reading->n == reading->cap) {
		size_t cap = reading->cap ? reading->cap * 2 : 1;
		struct journal_entry *entries = arena_alloc(reading->arena, cap, sizeof(*entries));
		if (!entries)
			return reading->failed = true;
		if (reading->n)
			memcpy(entries, reading->entries, reading->n * sizeof(*entries));
		reading->entries = entries;
		reading->cap = cap;
	}
	if (!fill(&reading->entries[reading->n], reading->arena, values))
		return reading->failed = true;
	reading->n++;
	return 0;
}

/* A newer program may mean something else by the same columns: writing, or deciding by them, would be a guess. */
static int check_format(const struct journal *journal, const struct journal_entry *entry,
			struct sqlembic_error *err)
{
	if (entry->format <= JOURNAL_FORMAT)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the log table %s has format %lld, written by %s; this is sqlembic " SQLEMBIC_VERSION
		      ", which knows format %d",
		      journal->qualified, entry->format, entry->view.program, JOURNAL_FORMAT);
	sqlembic_fail_state(err, "nothing was changed");
	return sqlembic_fail_hint(err, "run this command with %s or newer", entry->view.program);
}

/* ---- a step that is announced ---------------------------------------------------------------------------- */

/* What stands before `mark`, behind which *text goes on. */
static const char *take_before(const char **text, const char *mark, struct arena *arena)
{
	const char *end = strstr(*text, mark);
	const size_t n = end ? (size_t)(end - *text) : strlen(*text);
	const char *start = *text;
	*text += end ? n + strlen(mark) : n;
	return arena_copy(arena, start, n);
}

/* The step that `row` announces, as if it had a row of its own. */
static int read_announced(struct journal_entry *out, const struct journal_entry *row, struct arena *arena,
			  struct sqlembic_error *err)
{
	const char *text = row->announces;
	if (strncmp(text, JOURNAL_NEXT, strlen(JOURNAL_NEXT)) == 0)
		text += strlen(JOURNAL_NEXT);
	const char *revision = take_before(&text, " (", arena);
	const char *statements = take_before(&text, "): ", arena);
	const char *from = take_before(&text, JOURNAL_TO, arena);
	if (!revision || !statements || !from)
		return sqlembic_fail_memory(err);
	const char *hash = strchr(statements, ' ');
	*out = *row;
	out->intended = hash ? hash_digits(hash + 1) : "";
	out->id = row->id + 1;
	out->format = JOURNAL_FORMAT_PLAIN;
	out->intent = out->view.in_doubt = 1;
	out->done_hash = out->view.checksum = "";
	out->announces = NULL;
	out->is_announced = true;
	(void)sqlembic_clock_read(&out->since_us, row->view.finished_at);
	out->view.revision = revision;
	out->view.status = "running";
	out->view.from = from;
	out->view.to = text;
	out->view.started_at = row->view.finished_at;
	out->view.finished_at = "";
	out->view.milliseconds = -1;
	out->view.statements = to_number(statements, 0);
	out->view.statements_done = 0;
	return 0;
}

static int fail_read(const struct journal *journal, int rc, struct sqlembic_error *err)
{
	return misread_explain(rc, journal->qualified, "log_table", err);
}

static int read_entries(struct reading *reading, bool *exists, const struct journal *journal,
			struct sqlembic_session *session, const char *sql, struct sqlembic_error *err)
{
	struct sqlembic_query query = {
		.sql = sql, .row = keep_entry, .payload = reading, .missing_ok = true
	};
	int rc = session->driver->query(session, &query, err);
	if (rc < 0)
		return fail_read(journal, rc, err);
	*exists = !query.missing;
	if (reading->failed)
		return sqlembic_fail_memory(err);
	return reading->n ? check_format(journal, &reading->entries[0], err) : 0;
}

int journal_read_last(struct journal_entry **out, bool *exists, const struct journal *journal,
		      struct sqlembic_session *session, struct arena *arena, struct sqlembic_error *err)
{
	struct reading reading = { .arena = arena };
	*out = NULL;
	*exists = false;
	if (!journal->qualified)
		return 0;
	int rc = read_entries(&reading, exists, journal, session, journal->last, err);
	if (rc < 0 || reading.n == 0)
		return rc;
	*out = &reading.entries[0];
	if (!(*out)->announces)
		return 0;
	const struct journal_entry row = **out;
	return read_announced(*out, &row, arena, err);
}

static int look_at_state(void *payload, const char *const *values, size_t n)
{
	struct journal_look *look = payload;
	if (n < 3)
		return 0;
	look->matters = !values[0] || values[0][0] == 'r' || to_number(values[1], 0) > JOURNAL_FORMAT_PLAIN;
	look->newest = to_number(values[2], 0);
	return 0;
}

void journal_read_begin(struct journal_look *look, const struct journal *journal)
{
	*look = (struct journal_look){ .newest = 0 };
	look->query = (struct sqlembic_query){
		.sql = journal->state, .row = look_at_state, .payload = look, .missing_ok = true
	};
}

int journal_read_end(struct journal_entry **out, bool *exists, struct journal *journal,
		     const struct journal_look *look, struct sqlembic_session *session, struct arena *arena,
		     struct sqlembic_error *err)
{
	*out = NULL;
	*exists = !look->query.missing;
	journal->newest = look->newest;
	if (!look->matters)
		return 0;
	int rc = journal_read_last(out, exists, journal, session, arena, err);
	if (!journal_is_running(*out))
		*out = NULL;
	return rc;
}

int journal_read_running(struct journal_entry **out, bool *exists, struct journal *journal,
			 struct sqlembic_session *session, struct arena *arena, struct sqlembic_error *err)
{
	struct journal_look look;
	*out = NULL;
	*exists = false;
	if (!journal->qualified)
		return 0;
	journal_read_begin(&look, journal);
	int rc = session->driver->query(session, &look.query, err);
	return rc < 0 ? fail_read(journal, rc, err)
		      : journal_read_end(out, exists, journal, &look, session, arena, err);
}

int journal_read_newest(struct sqlembic_log *out, const struct journal *journal,
			struct sqlembic_session *session, size_t limit, struct arena *arena,
			struct sqlembic_error *err)
{
	struct reading reading = { .arena = arena };
	bool exists = false;
	*out = (struct sqlembic_log){ NULL, 0 };
	if (!journal->qualified)
		return 0;
	char *sql = limit ? arena_printf(arena,
					 "SELECT " JOURNAL_COLUMNS " FROM %s ORDER BY id DESC LIMIT %zu",
					 journal->qualified, limit)
			  : arena_printf(arena, "SELECT " JOURNAL_COLUMNS " FROM %s ORDER BY id DESC",
					 journal->qualified);
	int rc = sql ? read_entries(&reading, &exists, journal, session, sql, err)
		     : sqlembic_fail_memory(err);
	if (rc < 0 || reading.n == 0)
		return rc;
	struct sqlembic_log_entry *views = arena_alloc(arena, reading.n + 1, sizeof(*views));
	struct journal_entry coming;
	size_t n = 0;
	if (!views)
		return sqlembic_fail_memory(err);
	if (reading.entries[0].announces) {
		if ((rc = read_announced(&coming, &reading.entries[0], arena, err)) < 0)
			return rc;
		views[n++] = coming.view;
	}
	for (size_t i = 0; i < reading.n && (limit == 0 || n < limit); i++)
		views[n++] = reading.entries[i].view;
	*out = (struct sqlembic_log){ .items = views, .n = n };
	return 0;
}

const char *journal_read_checksums(const struct journal *journal)
{
	return journal->qualified
		       ? arena_printf(journal->arena,
				      "SELECT revision, checksum FROM %s"
				      " WHERE direction = 'upgrade' AND status = 'done' ORDER BY id",
				      journal->qualified)
		       : NULL;
}

struct last_step {
	const char *revision;
	bool applied;
};

static int look_at_step(void *payload, const char *const *values, size_t n)
{
	struct last_step *last = payload;
	last->applied = n > 1 && values[0] && values[1] && strcmp(values[0], last->revision) == 0 &&
			strcmp(values[1], "downgrade") != 0;
	return 1;
}

int journal_read_applied(bool *out, const struct journal *journal, struct sqlembic_session *session,
			 const char *revision, struct sqlembic_error *err)
{
	struct last_step last = { .revision = revision };
	const char *const args[] = { revision };
	*out = false;
	if (!journal->qualified)
		return 0;
	char *sql = arena_printf(journal->arena,
				 "SELECT revision, direction FROM %s WHERE status = 'done'"
				 " AND (revision = ? OR direction = 'stamp') ORDER BY id DESC LIMIT 1",
				 journal->qualified);
	if (!sql)
		return sqlembic_fail_memory(err);
	struct sqlembic_query query = { .sql = sql,
					.args = args,
					.nargs = 1,
					.row = look_at_step,
					.payload = &last,
					.missing_ok = true };
	int rc = session->driver->query(session, &query, err);
	*out = rc == 0 && last.applied;
	return rc;
}
