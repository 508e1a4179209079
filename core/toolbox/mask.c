/* mask.c: hides passwords in URLs.  It works by the rules of thumb below and not by url_parse, so
 * that a text that cannot be parsed, or that was meant otherwise than it reads, gives nothing away: too
 * much hidden is no harm. */
#include "sqlembic/mask.h"

#include <string.h>

#include "sqlembic/text.h"

#define MASK "***"

/* Parts of the names of parameters whose values nobody shall see. */
static const char *const secret_words[] = { "password",   "passwd",     "passphrase", "pwd",     "secret",
					    "token",      "credential", "apikey",     "api_key", "api-key",
					    "access_key", "hexkey",     "textkey" };

static bool contains(const char *name, size_t n, const char *word)
{
	size_t len = strlen(word);
	for (size_t i = 0; i + len <= n; i++) {
		if (sqlembic_ncasecmp(name + i, word, len) == 0)
			return true;
	}
	return false;
}

/* "pass", "db_pass", "dbpass" and "pass_2": the word ends a part of the name. */
static bool has_pass(const char *name, size_t n)
{
	for (size_t i = 0; i + 4 <= n; i++) {
		if (sqlembic_ncasecmp(name + i, "pass", 4) == 0 &&
		    (i + 4 == n || !sqlembic_is_ascii_letter(name[i + 4])))
			return true;
	}
	return false;
}

static bool is_secret_name(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words); i++) {
		if (contains(name, n, secret_words[i]))
			return true;
	}
	/* Those of SQLite with encryption; "ssl_key" and the like name files. */
	const bool is_key = n == 3 && sqlembic_ncasecmp(name, "key", n) == 0;
	/* An encoded letter may be part of any of these words. */
	return is_key || has_pass(name, n) || memchr(name, '%', n);
}

bool sqlembic_mask_hides(const char *name)
{
	return is_secret_name(name, strlen(name));
}

/* Behind the last "@", if any: the colon of a password that lacks its "@host".  The colons of an IPv6
 * address, of a port and of a path are none. */
static const char *stray_password(const char *start)
{
	for (;;) {
		const char *close = *start == '[' ? strchr(start, ']') : NULL;
		const char *colon = strpbrk(close ? close : start, ":,/?#");
		if (!colon || strchr("/?#", *colon))
			return NULL;
		size_t n = *colon == ':' ? strspn(colon + 1, "0123456789") + 1 : 0;
		if (n > 6 || !strchr("/?,", colon[n]))
			return colon;
		if (colon[n] != ',')
			return NULL;
		/* The next one of a list of hosts. */
		start = colon + n + 1;
	}
}

/* Copies `text` with everything between the first colon and the last "@" hidden. */
static void mask_user(struct sqlembic_buf *out, const char *text)
{
	const char *scheme = strstr(text, "://");
	const char *start = scheme ? scheme + 3 : text;
	const char *colon = strchr(start, ':');
	const char *at = colon ? strrchr(colon, '@') : NULL;
	if (!at && scheme) {
		const char *user_end = strrchr(start, '@');
		colon = stray_password(user_end ? user_end + 1 : start);
	}
	if (!colon || (!at && !scheme)) {
		sqlembic_buf_puts(out, text);
		return;
	}
	sqlembic_buf_add(out, text, (size_t)(colon + 1 - text));
	sqlembic_buf_puts(out, MASK);
	sqlembic_buf_puts(out, at ? at : "");
}

/* The end of a secret value: the next "&" that begins key=value; in a text without "://" the end of the
 * text. */
static const char *secret_end(const char *value, bool is_url)
{
	const char *end = value + strlen(value);
	if (!is_url)
		return end;
	for (const char *p = strchr(value, '&'); p; p = strchr(p + 1, '&')) {
		size_t n = strcspn(p + 1, "&=");
		if (p[1 + n] == '=')
			return p;
	}
	return end;
}

/* Copies `text` with the values of secret parameters hidden. */
static void mask_params(struct sqlembic_buf *out, const char *text)
{
	bool is_url = strstr(text, "://");
	const char *separators = is_url ? "?&" : "?&; \t\n";
	const char *p = text;
	while (*p) {
		size_t n = strcspn(p, separators);
		const char *equals = memchr(p, '=', n);
		if (equals && is_secret_name(p, (size_t)(equals - p))) {
			sqlembic_buf_add(out, p, (size_t)(equals + 1 - p));
			sqlembic_buf_puts(out, MASK);
			p = secret_end(equals + 1, is_url);
		} else {
			sqlembic_buf_add(out, p, n);
			p += n;
		}
		if (*p)
			sqlembic_buf_putc(out, *p++);
	}
}

void sqlembic_mask(struct sqlembic_buf *out, const char *text)
{
	struct sqlembic_buf half = SQLEMBIC_BUF_INIT;
	mask_user(&half, text);
	mask_params(out, sqlembic_buf_text(&half));
	out->failed |= half.failed;
	sqlembic_buf_release(&half);
}
