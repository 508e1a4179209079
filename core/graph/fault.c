/* fault.c: errors about scripts name their files. */
#include "graph/parts.h"

#include "sqlembic/error.h"

int fault_point(struct sqlembic_error *err, const struct revision *r, int line)
{
	return r->up_path ? sqlembic_fail_at(err, r->up_path, line ? line : r->line, 0) : SQLEMBIC_E_FAILED;
}

int fault_list(struct sqlembic_error *err, struct revision *const *revisions, size_t n, int line)
{
	struct sqlembic_buf files = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < n; i++) {
		if (revisions[i]->up_path)
			sqlembic_buf_printf(&files, "%s%s: %s", files.len ? "\n" : "", revisions[i]->id,
					    revisions[i]->up_path);
	}
	int code = sqlembic_fail_detail(err, "%s", sqlembic_buf_text(&files));
	sqlembic_buf_release(&files);
	if (n)
		fault_point(err, revisions[n - 1], line);
	return code;
}
