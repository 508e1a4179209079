/* fail.c: SQLite's result codes in words that a user can act on.  It only describes: what to do about an
 * error is decided by the caller. */
#include "fail.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define NAME(code)          \
	{                   \
		code, #code \
	}

static const struct {
	int rc;
	const char *name;
} names[] = {
	NAME(SQLITE_ERROR),
	NAME(SQLITE_INTERNAL),
	NAME(SQLITE_PERM),
	NAME(SQLITE_ABORT),
	NAME(SQLITE_BUSY),
	NAME(SQLITE_LOCKED),
	NAME(SQLITE_NOMEM),
	NAME(SQLITE_READONLY),
	NAME(SQLITE_INTERRUPT),
	NAME(SQLITE_IOERR),
	NAME(SQLITE_CORRUPT),
	NAME(SQLITE_FULL),
	NAME(SQLITE_CANTOPEN),
	NAME(SQLITE_PROTOCOL),
	NAME(SQLITE_SCHEMA),
	NAME(SQLITE_TOOBIG),
	NAME(SQLITE_CONSTRAINT),
	NAME(SQLITE_MISMATCH),
	NAME(SQLITE_MISUSE),
	NAME(SQLITE_NOLFS),
	NAME(SQLITE_AUTH),
	NAME(SQLITE_RANGE),
	NAME(SQLITE_NOTADB),
	NAME(SQLITE_ERROR_MISSING_COLLSEQ),
	NAME(SQLITE_ERROR_RETRY),
	NAME(SQLITE_ERROR_SNAPSHOT),
	NAME(SQLITE_ABORT_ROLLBACK),
	NAME(SQLITE_BUSY_RECOVERY),
	NAME(SQLITE_BUSY_SNAPSHOT),
	NAME(SQLITE_BUSY_TIMEOUT),
	NAME(SQLITE_LOCKED_SHAREDCACHE),
	NAME(SQLITE_LOCKED_VTAB),
	NAME(SQLITE_READONLY_RECOVERY),
	NAME(SQLITE_READONLY_CANTLOCK),
	NAME(SQLITE_READONLY_ROLLBACK),
	NAME(SQLITE_READONLY_DBMOVED),
	NAME(SQLITE_READONLY_CANTINIT),
	NAME(SQLITE_READONLY_DIRECTORY),
	NAME(SQLITE_IOERR_READ),
	NAME(SQLITE_IOERR_SHORT_READ),
	NAME(SQLITE_IOERR_WRITE),
	NAME(SQLITE_IOERR_FSYNC),
	NAME(SQLITE_IOERR_DIR_FSYNC),
	NAME(SQLITE_IOERR_TRUNCATE),
	NAME(SQLITE_IOERR_FSTAT),
	NAME(SQLITE_IOERR_UNLOCK),
	NAME(SQLITE_IOERR_RDLOCK),
	NAME(SQLITE_IOERR_DELETE),
	NAME(SQLITE_IOERR_NOMEM),
	NAME(SQLITE_IOERR_ACCESS),
	NAME(SQLITE_IOERR_CHECKRESERVEDLOCK),
	NAME(SQLITE_IOERR_LOCK),
	NAME(SQLITE_IOERR_CLOSE),
	NAME(SQLITE_IOERR_SHMOPEN),
	NAME(SQLITE_IOERR_SHMSIZE),
	NAME(SQLITE_IOERR_SHMLOCK),
	NAME(SQLITE_IOERR_SHMMAP),
	NAME(SQLITE_IOERR_SEEK),
	NAME(SQLITE_IOERR_DELETE_NOENT),
	NAME(SQLITE_IOERR_MMAP),
	NAME(SQLITE_IOERR_GETTEMPPATH),
	NAME(SQLITE_IOERR_VNODE),
	NAME(SQLITE_IOERR_CORRUPTFS),
	NAME(SQLITE_CORRUPT_VTAB),
	NAME(SQLITE_CORRUPT_SEQUENCE),
	NAME(SQLITE_CORRUPT_INDEX),
	NAME(SQLITE_CANTOPEN_NOTEMPDIR),
	NAME(SQLITE_CANTOPEN_ISDIR),
	NAME(SQLITE_CANTOPEN_FULLPATH),
	NAME(SQLITE_CANTOPEN_SYMLINK),
	NAME(SQLITE_CONSTRAINT_CHECK),
	NAME(SQLITE_CONSTRAINT_COMMITHOOK),
	NAME(SQLITE_CONSTRAINT_DATATYPE),
	NAME(SQLITE_CONSTRAINT_FOREIGNKEY),
	NAME(SQLITE_CONSTRAINT_FUNCTION),
	NAME(SQLITE_CONSTRAINT_NOTNULL),
	NAME(SQLITE_CONSTRAINT_PINNED),
	NAME(SQLITE_CONSTRAINT_PRIMARYKEY),
	NAME(SQLITE_CONSTRAINT_ROWID),
	NAME(SQLITE_CONSTRAINT_TRIGGER),
	NAME(SQLITE_CONSTRAINT_UNIQUE),
	NAME(SQLITE_CONSTRAINT_VTAB),
};

/* `%s` in a message is the database.  An empty message leaves the words to SQLite. */
static const struct meaning {
	int rc;
	enum sqlembic_code code;
	const char *message, *hint;
} meanings[] = {
	{ SQLITE_BUSY, SQLEMBIC_E_LOCKED, "%s is locked by another process",
	  "wait until it has finished, or raise lock_timeout" },
	{ SQLITE_PROTOCOL, SQLEMBIC_E_LOCKED, "%s is locked by another process",
	  "wait until it has finished, or raise lock_timeout" },
	{ SQLITE_LOCKED_SHAREDCACHE, SQLEMBIC_E_LOCKED, "%s is locked by another connection",
	  "wait until it has finished, or raise lock_timeout" },
	{ SQLITE_READONLY_ROLLBACK, SQLEMBIC_E_FAILED,
	  "%s holds an interrupted transaction that must be rolled back, and it cannot be written",
	  "run the command once as a user who may write to the file and its directory" },
	{ SQLITE_READONLY_RECOVERY, SQLEMBIC_E_FAILED,
	  "the write-ahead log of %s must be recovered, and it cannot be written",
	  "run the command once as a user who may write to the file and its directory" },
	{ SQLITE_READONLY_CANTINIT, SQLEMBIC_E_FAILED,
	  "the -shm file that the write-ahead log of %s needs cannot be written",
	  "run the command as a user who may write to the file and its directory" },
	{ SQLITE_READONLY_CANTLOCK, SQLEMBIC_E_FAILED,
	  "the -shm file that the write-ahead log of %s needs cannot be locked",
	  "run the command as a user who may write to the file and its directory" },
	{ SQLITE_READONLY_DIRECTORY, SQLEMBIC_E_FAILED,
	  "the directory of %s cannot be written, so there is no place for a journal",
	  "give the user who runs this write permission on the directory, not on the file alone" },
	{ SQLITE_READONLY_DBMOVED, SQLEMBIC_E_FAILED, "%s was moved or deleted while it was open",
	  "put the file back and run the command again" },
	{ SQLITE_FULL, SQLEMBIC_E_FAILED, "there is no room left to write %s",
	  "free space on its file system (the journal needs some too) or lift PRAGMA max_page_count, and run "
	  "the command again" },
	{ SQLITE_IOERR, SQLEMBIC_E_FAILED, "reading or writing %s failed",
	  "see to the disk, its quota and the limits of this process, and run the command again" },
	{ SQLITE_CORRUPT, SQLEMBIC_E_FAILED, "%s is damaged",
	  "restore a backup, or save what can be read with the command .recover of sqlite3" },
	{ SQLITE_NOTADB, SQLEMBIC_E_FAILED, "%s is not an SQLite database, or it is encrypted",
	  "check the path in sqlalchemy.url" },
	{ SQLITE_SCHEMA, SQLEMBIC_E_FAILED, "another process kept changing the schema of %s",
	  "run the command again when the other process has finished" },
	{ SQLITE_TOOBIG, SQLEMBIC_E_FAILED, "a text or blob is longer than this SQLite allows in %s",
	  "split the statement or the value" },
	{ SQLITE_LOCKED, SQLEMBIC_E_FAILED, "", "the statement changes a table that it is reading" },
	{ SQLITE_CANTOPEN, SQLEMBIC_E_FAILED, "cannot open %s or a file beside it",
	  "check the path, and that its directory can be read and written" },
	{ SQLITE_NOLFS, SQLEMBIC_E_FAILED, "the file system of %s does not take files of this size",
	  "move the database to another file system" },
};

const char *sqlite_result_name(int rc)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].rc == rc)
			return names[i].name;
	return (rc & ~0xff) ? sqlite_result_name(rc & 0xff) : "";
}

static const struct meaning *find_meaning(int rc)
{
	const struct meaning *found = NULL;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (meanings[i].rc == rc)
			return &meanings[i];
		if (meanings[i].rc == (rc & 0xff))
			found = &meanings[i];
	}
	return found;
}

static int fail_interrupted(const struct sqlite_session *s, struct sqlembic_error *err)
{
	if (!s->timed_out)
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the statement was stopped after the statement_timeout of %ld ms",
			    s->statement_timeout_ms);
	return sqlembic_fail_hint(err, "make the statement faster, or raise statement_timeout");
}

/* Why writing is refused, as far as the file system tells. */
static int fail_read_only(const struct sqlite_session *s, struct sqlembic_error *err)
{
	if (s->read_only)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s was opened for reading only", s->name);
	if (*s->path && access(s->path, W_OK) < 0) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be written: %s", s->name, strerror(errno));
		return sqlembic_fail_hint(
			err, "run the command as a user who may write to the file and its directory");
	}
	if (sqlite3_db_readonly(s->db, "main") == 1) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is opened for reading only by its URL", s->name);
		return sqlembic_fail_hint(err, "remove mode=ro or immutable=1 from sqlalchemy.url");
	}
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", sqlite3_errmsg(s->db));
}

/* In a script: the database itself was read before. */
static int fail_other_file(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "a file that the statement names is not an SQLite database, or it is encrypted");
	return sqlembic_fail_hint(err, "check its path in the statement");
}

static int fail_with(const struct sqlite_session *s, const struct meaning *meaning, const char *said,
		     bool specific, struct sqlembic_error *err)
{
	char text[SQLITE_SAID];
	enum sqlembic_code code = meaning ? meaning->code : SQLEMBIC_E_FAILED;

	if (!meaning || !*meaning->message || specific) {
		sqlembic_fail(err, code, "%s", said);
	} else {
		/* The one conversion of a message is the database's name. */
		const char *mark = strstr(meaning->message, "%s");
		sqlite3_snprintf(sizeof(text), text, "%.*s%s%s", (int)(mark - meaning->message),
				 meaning->message, s->name, mark + 2);
		sqlembic_fail(err, code, "%s", text);
	}
	if (meaning)
		(void)sqlembic_fail_hint(err, "%s", meaning->hint);
	return code;
}

static void add_detail(const struct sqlite_session *s, int rc, const char *said, struct sqlembic_error *err)
{
	int primary = rc & 0xff;
	int number = 0;
	if (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
		number = sqlite3_system_errno(s->db);
	sqlembic_fail_detail(err, "%s: %s%s%s", sqlite_result_name(rc), said, number ? ": " : "",
			     number ? strerror(number) : "");
}

int sqlite_fail(const struct sqlite_session *s, int rc, struct sqlembic_error *err)
{
	int primary = rc & 0xff;

	/* Copied, because asking for more can change what the connection says. */
	char said[SQLITE_SAID];
	bool from_server = (sqlite3_errcode(s->db) & 0xff) == primary;
	sqlite3_snprintf(sizeof(said), said, "%s", from_server ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
	bool specific = strcmp(said, sqlite3_errstr(primary)) != 0 && strcmp(said, sqlite3_errstr(rc)) != 0;
	/* So it is of a wrong statement, too, that is the first one, ahead of the schema being read. */
	const bool is_wrong = primary == SQLITE_SCHEMA && specific;

	int code;
	if (primary == SQLITE_NOMEM)
		return sqlembic_fail_memory(err);
	if (primary == SQLITE_INTERRUPT)
		code = fail_interrupted(s, err);
	else if (primary == SQLITE_BUSY && sqlite_cancelled(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while waiting for the lock");
	else if (rc == SQLITE_READONLY)
		code = fail_read_only(s, err);
	else if (primary == SQLITE_NOTADB && s->in_script)
		code = fail_other_file(err);
	else
		code = fail_with(s, is_wrong ? NULL : find_meaning(rc), said, specific, err);
	add_detail(s, rc, said, err);
	return code;
}
