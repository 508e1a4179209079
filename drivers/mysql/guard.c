/* guard.c: see guard.h.
 *
 * What a text does that a body puts together only the server can tell, in the moment before.  It lets pass what begins like a
 * statement that changes but the schema or rows, has no comment that is code, and names no other database.  Patterns and
 * names are read alike in any sql_mode, and without regard to case. */
#include "guard.h"

#include <string.h>

#include "rows.h"

#define BEGIN   "BEGIN/*sqlembic:"
#define BEHIND  "*/ "
#define END     "/*sqlembic;*/END"
#define SAY     "SIGNAL SQLSTATE '42501' SET MESSAGE_TEXT = '" MYSQLDB_GUARD_SAID "';"
#define TEXT    "@sqlembic_text"
#define READ    "CONVERT(" TEXT " USING utf8mb4) COLLATE utf8mb4_general_ci"
#define BLANKS  "(?:\\s|/\\*[^!M][\\s\\S]*?\\*/|(?:#|--\\s)[^\\n]*\\n)"
#define NAMED   "DEFINER\\s*=\\s*\\S+|ALGORITHM\\s*=\\s*\\w+|SQL\\s+SECURITY\\s+\\w+"
#define OPTIONS "(?:(?:OR\\s+REPLACE|TEMPORARY|ONLINE|IGNORE|UNIQUE|FULLTEXT|SPATIAL|VECTOR|" NAMED ")\\s+)*"

/* How it begins. */
static const char *const pattern_of_start =
	"^(?:[(]|" BLANKS ")*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|VALUES|DO|CALL|TRUNCATE|ANALYZE|"
	"OPTIMIZE|REPAIR|CHECK|CHECKSUM|SHOW|EXPLAIN|DESC|DESCRIBE|COMMIT|"
	"SET(?![\\s\\S]*(?:GLOBAL|PERSIST|PASSWORD|STATEMENT|ROLE))|"
	"DROP\\s+(?:PROCEDURE|FUNCTION|TRIGGER|EVENT)|"
	"(?:CREATE|ALTER|DROP|RENAME)\\s+" OPTIONS "(?:TABLES?|INDEX|VIEW|SEQUENCE))\\b";

/* What it has anywhere that leads elsewhere: a file, rows of another server, or a comment that is code. */
static const char *const pattern_of_doors =
	"/\\*M?!|\\b(?:OUTFILE|DUMPFILE|INFILE)\\b|"
	"\\bENGINE\\s*=?\\s*['\"`]?(?:FEDERATED|CONNECT|SPIDER|SPHINX)\\b";

/* The name of a database stands between these; the host of an account, and what a dot joins to another name, is none. */
static const char *const before_name = "(?<![\\w$@.])[`\"]?\\Q";
static const char *const behind_name = "\\E[`\"]?" BLANKS "*[.]";

static bool is_four_bytes(const char *at, const char *end)
{
	return end - at >= 4 && ((unsigned char)*at & 0xF8) == 0xF0 && (at[1] & 0xC0) == 0x80 &&
	       (at[2] & 0xC0) == 0x80 && (at[3] & 0xC0) == 0x80;
}

/* A comment ends with no "*.".  In one, MySQL refuses characters of four bytes, which a literal may have: they are "*" and digits. */
static void add_original(struct sqlembic_buf *out, struct sqlembic_span statement)
{
	const char *at = statement.ptr, *end = at + statement.len;
	sqlembic_buf_puts(out, BEGIN);
	for (; at < end; at++) {
		if (is_four_bytes(at, end)) {
			sqlembic_buf_printf(out, "*%02x%02x%02x%02x", (unsigned char)at[0],
					    (unsigned char)at[1], (unsigned char)at[2], (unsigned char)at[3]);
			at += 3;
			continue;
		}
		sqlembic_buf_putc(out, *at);
		if (*at == '*')
			sqlembic_buf_putc(out, '.');
	}
	sqlembic_buf_puts(out, BEHIND);
}

/* Reads the eight digits of four bytes. */
static bool take_four_bytes(struct sqlembic_buf *out, const char *digits)
{
	static const char all[] = "0123456789abcdef";
	char bytes[4];
	for (size_t i = 0; i < 4; i++) {
		const char *high = digits[2 * i] ? strchr(all, digits[2 * i]) : NULL;
		const char *low = high && digits[2 * i + 1] ? strchr(all, digits[2 * i + 1]) : NULL;
		if (!low)
			return false;
		bytes[i] = (char)((high - all) << 4 | (low - all));
	}
	sqlembic_buf_add(out, bytes, sizeof(bytes));
	return true;
}

/* What add_original() has made of one character, or byte; what is behind it. */
static const char *take_original(struct sqlembic_buf *out, const char *at)
{
	if (*at == '*' && take_four_bytes(out, at + 1))
		return at + 9;
	sqlembic_buf_putc(out, *at);
	return at + (*at == '*' ? 2 : 1);
}

static void add_idle(struct sqlembic_buf *out, struct sqlembic_span statement)
{
	sqlembic_buf_puts(out, "IF FALSE THEN ");
	sqlembic_buf_add(out, statement.ptr, statement.len);
	/* It may end in a comment. */
	sqlembic_buf_puts(out, "\n; END IF;");
}

void mysqldb_guard_refuse(struct sqlembic_buf *out, struct sqlembic_span statement, bool is_read)
{
	add_original(out, statement);
	sqlembic_buf_puts(out, SAY);
	if (is_read)
		add_idle(out, statement);
	sqlembic_buf_puts(out, END);
}

void mysqldb_guard_idle(struct sqlembic_buf *out, struct sqlembic_span statement)
{
	add_original(out, statement);
	add_idle(out, statement);
	sqlembic_buf_puts(out, END);
}

static void add_pattern(struct sqlembic_buf *out, const char *pattern)
{
	sqlembic_buf_puts(out, READ " REGEXP ");
	mysqldb_add_literal(out, pattern);
}

/* A quoted name has its own quotes twice. */
static void add_others(struct sqlembic_buf *out)
{
	sqlembic_buf_puts(out, "EXISTS (SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN"
			       " (DATABASE(), 'information_schema') AND " READ " REGEXP CONCAT(");
	mysqldb_add_literal(out, before_name);
	sqlembic_buf_puts(out, ", REPLACE(SCHEMA_NAME, '`', '``'), ");
	mysqldb_add_literal(out, behind_name);
	sqlembic_buf_puts(out, "))");
}

/* A handler that goes on does so behind the whole. */
void mysqldb_guard_ask(struct sqlembic_buf *out, struct sqlembic_span statement, struct sqlembic_span text)
{
	const char *behind = text.ptr + text.len;
	add_original(out, statement);
	sqlembic_buf_puts(out, "SET " TEXT " = (");
	sqlembic_buf_add(out, text.ptr, text.len);
	sqlembic_buf_puts(out, "\n); IF (");
	add_pattern(out, pattern_of_start);
	sqlembic_buf_puts(out, ") = 0 OR (");
	add_pattern(out, pattern_of_doors);
	sqlembic_buf_puts(out, ") OR ");
	add_others(out);
	sqlembic_buf_puts(out, " THEN " SAY " ELSE ");
	sqlembic_buf_add(out, statement.ptr, (size_t)(text.ptr - statement.ptr));
	sqlembic_buf_puts(out, " " TEXT " ");
	sqlembic_buf_add(out, behind, (size_t)(statement.ptr + statement.len - behind));
	sqlembic_buf_puts(out, "\n; END IF;" END);
}

bool mysqldb_guard_take_off(struct sqlembic_buf *out, const char *text)
{
	const char *copied = text, *begin;
	while ((begin = strstr(copied, BEGIN))) {
		const char *original = begin + strlen(BEGIN), *behind = strstr(original, BEHIND);
		const char *end = behind ? strstr(behind, END) : NULL;
		if (!end)
			break;
		sqlembic_buf_add(out, copied, (size_t)(begin - copied));
		for (const char *p = original; p < behind;)
			p = take_original(out, p);
		copied = end + strlen(END);
	}
	if (copied == text)
		return false;
	sqlembic_buf_puts(out, copied);
	return true;
}
