/* dialect.c: SQLite's SQL, as far as cutting, classifying and printing scripts needs it.  It must not
 * know the library sqlite3. */
#include "accents.h"
#include "hazards.h"
#include "lex.h"

#include <string.h>

#define TXN     SQLEMBIC_CLASS_TXN
#define NO_TXN  SQLEMBIC_CLASS_NO_TXN
#define SESSION SQLEMBIC_CLASS_SESSION
#define DDL     SQLEMBIC_CLASS_DDL
#define AGAIN   SQLEMBIC_CLASS_REPEATABLE

static const struct sqlembic_rule rules[] = {
	{ "BEGIN", TXN },
	{ "COMMIT", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "END", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "SAVEPOINT", SQLEMBIC_CLASS_IN_TXN },
	{ "RELEASE", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK TRANSACTION TO", SQLEMBIC_CLASS_IN_TXN },
	{ "ROLLBACK", TXN | SQLEMBIC_CLASS_IN_TXN },
	{ "VACUUM INTO", NO_TXN | SQLEMBIC_CLASS_SERVER }, /* refuses a file that is there already */
	{ "VACUUM * INTO", NO_TXN | SQLEMBIC_CLASS_SERVER },
	{ "VACUUM", NO_TXN | AGAIN },
	/* BEGIN IMMEDIATE locks all attached databases, and a locked one cannot be detached. */
	{ "DETACH", NO_TXN | SESSION | SQLEMBIC_CLASS_SERVER },
	{ "ATTACH", SESSION | SQLEMBIC_CLASS_SERVER },
	/* Silently ignored inside a transaction. */
	{ "PRAGMA FOREIGN_KEYS", NO_TXN | SESSION },
	/* Changes where temporary tables live, which fails there once they are in use. */
	{ "PRAGMA TEMP_STORE", NO_TXN | SESSION },
	/* These always fail there; so does leaving WAL, but that needs the file to be in it. */
	{ "PRAGMA JOURNAL_MODE WAL", NO_TXN | AGAIN },
	{ "PRAGMA SYNCHRONOUS", NO_TXN | AGAIN },
	{ "PRAGMA WAL_CHECKPOINT", NO_TXN | AGAIN },
	/* Part of the database file, and of the transaction. */
	{ "PRAGMA USER_VERSION", 0 },
	{ "PRAGMA APPLICATION_ID", 0 },
	{ "PRAGMA OPTIMIZE", 0 },
	{ "PRAGMA INCREMENTAL_VACUUM", 0 },
	{ "PRAGMA FOREIGN_KEY_CHECK", 0 },
	{ "PRAGMA INTEGRITY_CHECK", 0 },
	{ "PRAGMA QUICK_CHECK", 0 },
	{ "PRAGMA", SESSION },
	{ "CREATE", DDL },
	{ "ALTER", DDL },
	{ "DROP", DDL },
	{ NULL, 0 },
};

/* Words that are no names of tables unless they are quoted. */
static const char reserved[] =
	" add all alter and as autoincrement between case check collate commit constraint create cross"
	" current_date current_time current_timestamp default deferrable delete distinct drop else end"
	" escape except exists foreign from full group having if in index inner insert intersect into is"
	" isnull join left limit natural not nothing notnull null on or order outer primary references"
	" returning right select set table then to transaction trigger union unique update using values"
	" when where with ";

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), of_end = strlen(end);
	return length >= of_end && strcmp(text + length - of_end, end) == 0;
}

/* By SQLite's words, which are the same in every language, where it has no code of its own. */
static unsigned complaints(const struct sqlembic_error *err)
{
	if (ends_with(err->message, " already exists"))
		return SQLEMBIC_COMPLAINT_EXISTS;
	if (ends_with(err->message, ": syntax error") || strcmp(err->message, "incomplete input") == 0)
		return SQLEMBIC_COMPLAINT_SYNTAX;
	if (strncmp(err->message, "unrecognized token: ", 20) == 0)
		return SQLEMBIC_COMPLAINT_SYNTAX;
	if (strncmp(err->message, "no such function: ", 18) == 0)
		return SQLEMBIC_COMPLAINT_UNKNOWN;
	if (strncmp(err->detail, "SQLITE_READONLY", 15) == 0)
		return SQLEMBIC_COMPLAINT_READ_ONLY;
	if (strncmp(err->detail, "SQLITE_FULL", 11) == 0 || strncmp(err->detail, "SQLITE_IOERR", 12) == 0)
		return SQLEMBIC_COMPLAINT_NO_ROOM;
	return strncmp(err->message, "no such table: ", 15) == 0 ? SQLEMBIC_COMPLAINT_NO_TABLE : 0;
}

const char *const sqlembic_sqlite_schemes[] = { "sqlite", NULL };

const struct sqlembic_dialect sqlembic_sqlite_dialect = {
	.name = "sqlite",
	.title = "SQLite",
	.lex = SQLITE_LEX,
	.transactional_ddl = true,
	.identifier_quote = '"',
	.literal_backslash = false,
	.rules = rules,
	.begin = "BEGIN IMMEDIATE",
	.commit = "COMMIT",
	/* Scripts run with foreign_keys off, whatever the shell was built with or its sqliterc says.
	 * Nothing turns it on again: what it was before cannot be asked in plain SQL, and off is the
	 * default. */
	.script_begin = "PRAGMA foreign_keys = OFF",
	.script_end = "",
	.now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
	/* There are no users. */
	.default_schema = NULL,
	.reserved = reserved,
	.dump_without = "sqlite3 FILE \".dump NAMES\", with the names of all tables but ?",
	.next_number = "(SELECT COALESCE(MAX(id), 0) + 1 FROM ?)",
	.complaints = complaints,
	.hazards = sqlite_hazards,
	.accents = sqlite_accents,
};
