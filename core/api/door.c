/* door.c: see door.h. */
#include "api/door.h"

#include <string.h>

#include "sqlembic/error.h"

/* No structure of ours comes near: a larger size is a structure that was not initialised. */
#define LARGEST_SIZE 4096

int door_enter(struct sqlembic_error **err, struct sqlembic_error *spare, const char *function,
	       const struct door_argument *arguments)
{
	if (!*err) {
		*spare = (struct sqlembic_error){ 0 };
		*err = spare;
	}
	for (; arguments->name; arguments++) {
		if (!arguments->value)
			return sqlembic_fail(*err, SQLEMBIC_E_USAGE, "%s: %s is NULL", function,
					     arguments->name);
	}
	return 0;
}

int door_check_texts(const char *const *texts, size_t n, const char *name, struct sqlembic_error *err)
{
	if (n > 0 && !texts)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s is NULL", name);
	for (size_t i = 0; i < n; i++) {
		if (!texts[i])
			return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s[%zu] is NULL", name, i);
	}
	return 0;
}

int door_options(void *out, size_t size, const size_t *given, const char *name, struct sqlembic_error *err)
{
	memset(out, 0, size);
	if (given && (*given < sizeof(*given) || *given > LARGEST_SIZE))
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "%s.size is not set", name);
	if (given)
		memcpy(out, given, *given < size ? *given : size);
	memcpy(out, &size, sizeof(size));
	return 0;
}
