/* url_mask.c: see url_mask.h. */
#include "config/url_mask.h"

#include "sqlembic/mask.h"

char *url_mask(struct arena *arena, const char *text)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	sqlembic_mask(&out, text);
	char *masked = out.failed ? NULL : arena_copy(arena, sqlembic_buf_text(&out), out.len);
	sqlembic_buf_release(&out);
	return masked;
}
