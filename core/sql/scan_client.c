/* scan_client.c: what a script says to the client instead of the server.  A few commands that dumps
 * contain are obeyed (DELIMITER, USE, \restrict), all others are refused with what to write instead. */
#include "sql/parts.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* `wanted`: what to do about it in a wanted schema, where that is something else than in a script. */
struct command {
	const char *name, *hint, *wanted;
};

#define HINT_OUTPUT "take it out: nothing is printed", NULL
#define HINT_INCLUDE \
	"put that file's statements here, or take the line out where that file is read anyway", NULL
#define WANTED_CONNECT "take it out: a wanted schema is that of one database, whatever its name"
#define HINT_CONNECT   "take it out: the database is named by sqlalchemy.url", WANTED_CONNECT
#define HINT_PROGRAM                          \
	"run programs outside of migrations", \
		"take it out; where a program makes the schema, exec:PROGRAM is the target"
#define HINT_GO    "end the statement with the delimiter instead", NULL
#define HINT_OTHER "take it out, or write what it does in SQL", NULL

#define WANTED_ROWS "take it out: rows are no part of a schema"

static const struct command psql_commands[] = {
	{ "copy", "write COPY ... FROM stdin; with the rows and a line \"\\.\" below it", WANTED_ROWS },
	{ "i", HINT_INCLUDE },
	{ "ir", HINT_INCLUDE },
	{ "include", HINT_INCLUDE },
	{ "include_relative", HINT_INCLUDE },
	{ "c", HINT_CONNECT },
	{ "connect", HINT_CONNECT },
	{ "set", "write the value itself where the variable is used", NULL },
	{ "echo", HINT_OUTPUT },
	{ "qecho", HINT_OUTPUT },
	{ "o", HINT_OUTPUT },
	{ "g", HINT_GO },
	{ "gexec", "write the statements themselves, or EXECUTE them in a DO block", NULL },
	{ ";", "end each statement with a semicolon of its own", NULL },
	{ "!", HINT_PROGRAM },
	{ ".", "it ends the rows of a COPY ... FROM stdin, and no such statement stands before it", NULL },
	{ NULL, HINT_OTHER },
};

/* pg_dump writes it first: what follows is written for another engine. */
static const struct command foreign_dump = {
	"restrict", "the file is a dump of PostgreSQL: give this database one that was written for it", NULL
};

static const struct command mysql_letters[] = {
	{ ".", HINT_INCLUDE }, { "u", "write USE name; instead", WANTED_CONNECT },
	{ "g", HINT_GO },      { "d", "write DELIMITER on a line of its own", NULL },
	{ "!", HINT_PROGRAM }, { "r", HINT_CONNECT },
	{ NULL, HINT_OTHER },
};

static const struct command mysql_commands[] = {
	{ "?", HINT_OUTPUT },      { "charset", "write SET NAMES ...; instead", NULL },
	{ "clear", HINT_OTHER },   { "connect", HINT_CONNECT },
	{ "costs", HINT_OUTPUT },  { "edit", HINT_OTHER },
	{ "ego", HINT_GO },        { "exit", HINT_OTHER },
	{ "go", HINT_GO },         { "nopager", HINT_OUTPUT },
	{ "notee", HINT_OUTPUT },  { "nowarning", HINT_OUTPUT },
	{ "pager", HINT_OUTPUT },  { "print", HINT_OUTPUT },
	{ "prompt", HINT_OUTPUT }, { "quit", HINT_OTHER },
	{ "rehash", HINT_OTHER },  { "resetconnection", HINT_CONNECT },
	{ "sandbox", HINT_OTHER }, { "source", HINT_INCLUDE },
	{ "status", HINT_OUTPUT }, { "system", HINT_PROGRAM },
	{ "tee", HINT_OUTPUT },    { "warnings", HINT_OUTPUT },
	{ NULL, HINT_OTHER },
};

static const struct command sqlite_commands[] = {
	{ "read", HINT_INCLUDE },   { "import", "write INSERT statements", WANTED_ROWS },
	{ "open", HINT_CONNECT },   { "shell", HINT_PROGRAM },
	{ "system", HINT_PROGRAM }, { NULL, HINT_OTHER },
};

/* The row of a name, or the last one, whose name is NULL. */
static const struct command *find(const struct command *commands, const char *name, size_t length)
{
	for (; commands->name; commands++) {
		if (((commands->name[0] ^ name[0]) & ~('a' ^ 'A')) == 0 && strlen(commands->name) == length &&
		    sqlembic_ncasecmp(commands->name, name, length) == 0)
			break;
	}
	return commands;
}

static int refuse(const struct scan *s, const char *client, size_t length, const struct command *command,
		  struct sqlembic_error *err)
{
	const char *hint = s->is_wanted && command->wanted ? command->wanted : command->hint;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%.*s is a command of the %s client, not SQL",
			    (int)length, s->buf + s->pos, client);
	return scan_window_fail(s, scan_window_place(s, s->pos), hint, err);
}

/* Length of the command's name in the window; a sign is a name of one byte. */
static size_t name_length(const struct scan *s, size_t from)
{
	size_t n = from;
	while (n < 64 && (sqlembic_is_letter(scan_peek(s, n)) || scan_peek(s, n) == '_'))
		n++;
	return n > from ? n - from : scan_peek(s, from) > ' ';
}

static bool marks_dump(const char *name, size_t length)
{
	return (length == 8 && memcmp(name, "restrict", 8) == 0) ||
	       (length == 10 && memcmp(name, "unrestrict", 10) == 0);
}

int scan_client_backslash(const struct scan *s, struct sqlembic_error *err)
{
	bool mysql = scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT);
	const char *name = s->buf + s->pos + 1;
	size_t length = name_length(s, 1);
	if (mysql && marks_dump(name, length))
		return refuse(s, "psql", length + 1, &foreign_dump, err);
	if (mysql && length > 1)
		length = 1;
	const struct command *command = find(mysql ? mysql_letters : psql_commands, name, length);
	return refuse(s, mysql ? "mysql" : "psql", length + 1, command, err);
}

bool scan_client_drops_backslash(const struct scan *s)
{
	char next = scan_peek(s, 1);
	return scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT) &&
	       (next == '\0' || next == '\n' || (next == '\r' && scan_peek(s, 2) == '\n'));
}

static int mysql_backslash(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 64, err);
	bool drop = rc == 0 && scan_client_drops_backslash(s);
	s->pos += drop;
	return rc < 0 ? rc : drop;
}

static int psql_command(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 64, err);
	if (rc < 0)
		return rc;
	if (!marks_dump(s->buf + s->pos + 1, name_length(s, 1)))
		return scan_client_backslash(s, err);
	size_t line;
	rc = scan_window_need_line(s, &line, err);
	s->pos += rc < 0 ? 0 : line;
	return rc < 0 ? rc : 1;
}

static int sqlite_command(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 64, err);
	if (rc < 0)
		return rc;
	size_t length = name_length(s, 1);
	if (length == 0 || !sqlembic_is_letter(scan_peek(s, 1)))
		return 0;
	return refuse(s, "sqlite3", length + 1, find(sqlite_commands, s->buf + s->pos + 1, length), err);
}

/* The argument of a command line as the mysql client takes it: quoted, or up to the next space. */
static struct sqlembic_span argument(const char *line, size_t length, size_t skip)
{
	while (skip < length && sqlembic_is_blank(line[skip]))
		skip++;
	char quote = skip < length && strchr("'\"`", line[skip]) ? line[skip] : '\0';
	skip += quote != '\0';
	const char *stop = memchr(line + skip, quote ? quote : ' ', length - skip);
	return (struct sqlembic_span){ line + skip, (stop ? (size_t)(stop - line) : length) - skip };
}

static int set_delimiter(struct scan *s, size_t length, struct sqlembic_error *err)
{
	struct sqlembic_span arg = argument(s->buf + s->pos, length, strlen("delimiter"));
	const char *wrong = NULL;
	if (s->line_used)
		wrong = "DELIMITER must be the first word on its line";
	else if (arg.len == 0)
		wrong = "DELIMITER without the text that is to end statements";
	else if (arg.len > SCAN_DELIMITER_MAX)
		wrong = "the delimiter is longer than 15 bytes";
	else if (memchr(arg.ptr, '\\', arg.len))
		wrong = "the delimiter has a backslash in it";
	if (wrong) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", wrong);
		return scan_window_fail(s, scan_window_place(s, s->pos), "write a line like DELIMITER //",
					err);
	}
	memcpy(s->delimiter, arg.ptr, arg.len);
	s->delimiter[arg.len] = '\0';
	scan_classes_build(s);
	s->pos += length;
	return 1;
}

/* USE without a delimiter on its line is a command, complete at the end of its argument. */
static int use_database(struct scan *s, size_t length)
{
	const char *line = s->buf + s->pos;
	struct sqlembic_span arg = argument(line, length, strlen("use"));
	if (s->line_used || arg.len == 0 || memmem(line, length, s->delimiter, strlen(s->delimiter)))
		return 0;
	const char *end = arg.ptr + arg.len;
	s->first = s->pos;
	s->last = (size_t)(end - s->buf) + (arg.ptr[-1] == *end && strchr("'\"`", *end) ? 1 : 0);
	s->pos += length;
	s->inside = true;
	return 2;
}

static int mysql_command(struct scan *s, struct sqlembic_error *err)
{
	int rc = scan_window_need(s, 64, err);
	if (rc < 0)
		return rc;
	size_t n = scan_peek(s, 0) == '?' ? 1 : name_length(s, 0);
	const char *name = s->buf + s->pos;
	bool delimiter = n == 9 && sqlembic_ncasecmp(name, "delimiter", 9) == 0;
	bool use = n == 3 && sqlembic_ncasecmp(name, "use", 3) == 0;
	const struct command *command = find(mysql_commands, name, n);
	char next = scan_peek(s, n);
	if (!delimiter && next != '\0' && !sqlembic_is_blank(next) && next != s->delimiter[0])
		return 0;
	if (!delimiter && !use)
		return command->name ? refuse(s, "mysql", n, command, err) : 0;
	size_t length;
	rc = scan_window_need_line(s, &length, err);
	if (rc < 0)
		return rc;
	return use ? use_database(s, length) : set_delimiter(s, length, err);
}

int scan_client_command(struct scan *s, struct sqlembic_error *err)
{
	char c = s->buf[s->pos];
	if (c == '\\' && scan_has(s, SQLEMBIC_LEX_PSQL))
		return psql_command(s, err);
	if (c == '\\' && scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT))
		return mysql_backslash(s, err);
	if (c == '.' && scan_has(s, SQLEMBIC_LEX_DOT))
		return sqlite_command(s, err);
	if ((sqlembic_is_letter(c) || c == '?') && scan_has(s, SQLEMBIC_LEX_MYSQL_CLIENT))
		return mysql_command(s, err);
	return 0;
}
