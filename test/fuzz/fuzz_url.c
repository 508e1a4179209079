/* fuzz_url.c: any text as a URL, and as the password of one.  What is masked gives no password away. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "config/url.h"
#include "config/url_mask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
	if (!condition)
		abort();
}

static void check_encoded(struct arena *arena, const char *password)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_url url;
	sqlembic_buf_puts(&text, "postgresql://u:");
	url_encode(&text, password);
	sqlembic_buf_puts(&text, "@h:1/db?x=y");
	check(url_parse(&url, arena, sqlembic_buf_text(&text), NULL) == 0);
	check(strcmp(url.password, password) == 0 && strcmp(url.host, "h") == 0 && url.port == 1);
	sqlembic_buf_release(&text);
}

static void check_masked(struct arena *arena, const char *password)
{
	const char *text = arena_printf(arena, "postgresql://u:%s@h/db", password);
	check(strcmp(url_mask(arena, text), "postgresql://u:***@h/db") == 0);
	if (strchr(password, '&') || strchr(password, '@'))
		return;
	text = arena_printf(arena, "mysql://h/db?password=%s", password);
	check(strcmp(url_mask(arena, text), "mysql://h/db?password=***") == 0);
}

/* Whatever a URL is read as, its raw password is not in the masked text, unless other parts hold the same. */
static void check_parsed(struct arena *arena, const char *text)
{
	struct sqlembic_url url;
	struct sqlembic_error err = { 0 };
	if (url_parse(&url, arena, text, &err) < 0) {
		check(err.message[0] && (strlen(text) < 24 || !strstr(err.message, text)));
		return;
	}
	check(url.dialect && *url.dialect && url.port >= 0 && url.port <= 65535);
	const char *at = url.password ? strchr(text, ':') : NULL;
	const char *colon = at ? strchr(at + 3, ':') : NULL;
	if (!colon)
		return;
	size_t n = strcspn(colon + 1, "@");
	const char *raw = arena_copy(arena, colon + 1, n);
	size_t times_before = 0, times_after = 0;
	for (const char *p = text; n > 0 && (p = strstr(p, raw)); p++)
		times_before++;
	for (const char *p = url_mask(arena, text); n > 0 && (p = strstr(p, raw)); p++)
		times_after++;
	check(n == 0 || strchr(raw, '*') || times_after < times_before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	const char *text = arena_copy(&arena, (const char *)data, size);
	check(url_mask(&arena, text) != NULL);
	check_parsed(&arena, text);
	check_encoded(&arena, text);
	check_masked(&arena, text);
	arena_release(&arena);
	return 0;
}
