/* beyond.c: see beyond.h. */
#include "proof/beyond.h"

#include "sqlembic/buf.h"
#include "sqlembic/error.h"

int beyond_tell(const struct caller *listener, const char *what, const char *path, int line, size_t more,
		struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "%s:%d: left out of %s: this statement reaches beyond its database", path,
			    line, what);
	if (more > 0)
		sqlembic_buf_printf(&text, "; so %s %zu more", more == 1 ? "is" : "are", more);
	return caller_tell_line(listener, SQLEMBIC_EVENT_WARNING, &text, err);
}
