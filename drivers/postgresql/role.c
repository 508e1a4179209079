/* role.c: see role.h. */
#include "role.h"

size_t postgres_leave_role(struct postgres_session *s)
{
	if (!s->may_have_role && !s->may_be_other_user)
		return 0;
	sqlembic_buf_puts(&s->text,
			  "SELECT pg_catalog.set_config('sqlembic.role', current_setting('role'), true),"
			  " pg_catalog.set_config('sqlembic.session_user', session_user, true);");
	if (s->may_be_other_user)
		sqlembic_buf_puts(&s->text, "SET LOCAL SESSION AUTHORIZATION DEFAULT;");
	sqlembic_buf_printf(&s->text, "SET LOCAL ROLE %s;", s->role ? s->role : "NONE");
	return s->may_be_other_user ? 3 : 2;
}

size_t postgres_take_role(struct postgres_session *s)
{
	if (!s->may_have_role && !s->may_be_other_user)
		return 0;
	sqlembic_buf_puts(&s->text, ";SELECT ");
	if (s->may_be_other_user)
		sqlembic_buf_puts(&s->text, "pg_catalog.set_config('session_authorization',"
					    " current_setting('sqlembic.session_user'), true), ");
	sqlembic_buf_puts(&s->text, "pg_catalog.set_config('role', current_setting('sqlembic.role'), true)");
	return 1;
}
