/* role.h: our own statements inside of a script, as who has logged in. */
#ifndef POSTGRESQL_ROLE_H
#define POSTGRESQL_ROLE_H

#include "session.h"

/* Round one of our own statements, while the script is in a role or a user that need not know our tables: append statements
 * that leave the role and take it again, inside of the same transaction, and return how many. */
size_t postgres_leave_role(struct postgres_session *s);
size_t postgres_take_role(struct postgres_session *s);

#endif
