/* conformance.h: what the driver contract promises, as tests that any driver can be put through.
 *
 * A test program describes its database in a struct conformance_target named `target` and makes one
 * Criterion test of each case:
 *
 *	#define CASE(name) Test(mydatabase, name, .timeout = 60) { conformance_##name(&target); }
 *	CONFORMANCE_CASES(CASE)
 *
 * The cases know the contract and common SQL only, nothing of any one database. */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <sys/types.h>

#include "sqlembic/driver.h"

struct conformance_target {
	const struct sqlembic_driver *driver;
	const struct sqlembic_dialect *dialect;
	/* Makes an empty database and says how to reach it; the strings live until drop(). */
	void (*create)(struct sqlembic_url *url);
	void (*drop)(struct sqlembic_url *url);
	/* Says how to reach a database that is not there. */
	void (*point_nowhere)(struct sqlembic_url *url);
	const char *slow;           /* runs for minutes when nobody stops it; no semicolon inside */
	const char *text_type;      /* of a column that takes a megabyte; NULL: TEXT */
	const char *unique_said;    /* sqlstate, or the beginning of detail, of a duplicate key */
	const char *const *leaks;   /* statements that work once in a session; NULL-terminated */
	const char *setting_change; /* changes the session ... */
	const char *setting_read;   /* ... so that the value of this differs */
};

#define CONFORMANCE_CASES(CASE)                          \
	CASE(driver_has_every_slot)                      \
	CASE(open_says_what_cannot_be_reached)           \
	CASE(open_answers_with_its_own_message)          \
	CASE(open_leaves_what_stands_in_the_way)         \
	CASE(close_accepts_null)                         \
	CASE(server_tells_how_many_connections_it_takes) \
	CASE(close_rolls_back)                           \
	CASE(signals_stay_as_the_program_has_them)       \
	CASE(read_only_session_writes_nothing)           \
	CASE(exec_runs_nothing)                          \
	CASE(exec_counts_what_is_done)                   \
	CASE(exec_reports_the_position)                  \
	CASE(exec_says_what_the_server_said)             \
	CASE(exec_refuses_two_statements)                \
	CASE(exec_drops_rows)                            \
	CASE(exec_takes_a_megabyte)                      \
	CASE(exec_keeps_utf8)                            \
	CASE(exec_takes_comments_inside)                 \
	CASE(errors_may_be_ignored)                      \
	CASE(message_runs_parts_in_order)                \
	CASE(message_may_leave_a_transaction_open)       \
	CASE(message_stops_at_a_failed_statement)        \
	CASE(message_keeps_what_it_did)                  \
	CASE(message_stops_at_a_missed_row)              \
	CASE(message_counts_rows_that_stay_the_same)     \
	CASE(message_reports_the_position)               \
	CASE(message_blames_the_part_that_failed)        \
	CASE(message_refuses_two_statements)             \
	CASE(message_checks_the_transaction)             \
	CASE(message_refuses_a_second_begin)             \
	CASE(query_binds_text_and_null)                  \
	CASE(query_yields_every_row)                     \
	CASE(query_stops_when_told)                      \
	CASE(query_forgives_a_missing_table)             \
	CASE(query_sees_a_table_come_and_go)             \
	CASE(query_counts_changed_rows)                  \
	CASE(query_refuses_wrong_arguments)              \
	CASE(commit_makes_changes_visible)               \
	CASE(rollback_undoes)                            \
	CASE(rollback_is_safe_without_a_transaction)     \
	CASE(begin_twice_is_refused)                     \
	CASE(failed_statement_can_be_rolled_back)        \
	CASE(lock_excludes_a_second_session)             \
	CASE(lock_excludes_another_process)              \
	CASE(lock_dies_with_its_process)                 \
	CASE(lock_holder_is_empty_when_free)             \
	CASE(cancel_stops_a_running_statement)           \
	CASE(cancel_stops_before_the_next_statement)     \
	CASE(timeout_stops_a_statement)                  \
	CASE(script_leaves_no_settings)                  \
	CASE(script_leaks_nothing)                       \
	CASE(script_check_accepts_sound_data)            \
	CASE(reset_path_keeps_our_tables_reachable)      \
	CASE(connection_is_alive_while_it_is_open)       \
	CASE(connection_is_gone_with_its_process)        \
	CASE(connection_id_that_is_none_is_refused)      \
	CASE(dialect_expressions_work)                   \
	CASE(dialect_transaction_statements_work)

#define CONFORMANCE_DECLARE(name) void conformance_##name(const struct conformance_target *target);
CONFORMANCE_CASES(CONFORMANCE_DECLARE)

/* ---- for the cases and for tests of one driver ---- */

/* Opens the database or fails the test; `change` may adjust the settings first, and may be NULL. */
struct sqlembic_session *conformance_open(const struct conformance_target *target,
					  const struct sqlembic_url *url,
					  void (*change)(struct sqlembic_connect *connect));
/* What such a session is opened with. */
struct sqlembic_connect conformance_connect(const struct sqlembic_url *url);

/* Two sessions of a database that has the table t (id); the first one's settings are adjusted by `change`, as above. */
struct conformance_pair {
	const struct conformance_target *target;
	struct sqlembic_url url;
	struct sqlembic_session *one, *two;
};
struct conformance_pair conformance_pair_open(const struct conformance_target *target,
					      void (*change)(struct sqlembic_connect *connect));
void conformance_pair_close(struct conformance_pair *p);

/* Sends statements; they and `done` are as in struct sqlembic_driver's send(). */
int conformance_send(struct sqlembic_session *session, const struct sqlembic_span *sql, size_t n,
		     size_t *done, struct sqlembic_error *err);
/* Runs one statement: the driver's result, or a failed test. */
int conformance_try(struct sqlembic_session *session, const char *sql, struct sqlembic_error *err);
void conformance_exec(struct sqlembic_session *session, const char *sql);
/* The first column of the first row as text, in malloc'ed memory; NULL for NULL or no row. */
char *conformance_text(struct sqlembic_session *session, const char *sql);
long long conformance_number(struct sqlembic_session *session, const char *sql);
void conformance_begin(struct sqlembic_session *session);
void conformance_commit(struct sqlembic_session *session);
/* A port where connections are accepted and nobody ever answers, until *fd is closed. */
int conformance_silent_port(int *fd);
/* After how many seconds of silence something is said on this process's TCP connection, so that no gateway forgets it; 0:
 * never. */
int conformance_keepalive(void);
/* The migration lock, whatever it is. */
int conformance_lock(struct sqlembic_session *session, struct sqlembic_error *err);

/* A process of its own that holds the lock until it is let go.  Started before this process opens the
 * database: no connection may be carried over a fork. */
struct conformance_other {
	pid_t pid;
	int go;       /* write end: one byte lets it end */
	char id[512]; /* its connection_id */
};
/* `sql` (may be NULL) is run under the lock.  Returns when the lock is held. */
void conformance_other_start(struct conformance_other *out, const struct conformance_target *target,
			     const struct sqlembic_url *url, const char *sql);
/* Commits and ends properly. */
void conformance_other_finish(struct conformance_other *other);
/* Ends without a word, as SIGKILL does. */
void conformance_other_kill(struct conformance_other *other);

#endif
