/* grantee.c: see grantee.h. */
#include "schema/grantee.h"

#include <string.h>

#include "sqlembic/buf.h"

/* Up to the comma between names as SQL writes them, or the end. */
static size_t length_of(const char *list)
{
	bool is_quoted = false;
	size_t n = 0;
	for (; list[n] && (is_quoted || list[n] != ','); n++)
		is_quoted ^= list[n] == '"';
	return n;
}

static bool is_name(const char *text, size_t n, const char *role)
{
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	bool is = strlen(role) == n && memcmp(role, text, n) == 0;
	if (!is && *text == '"') {
		sqlembic_buf_quote(&quoted, role, '"');
		is = quoted.len == n && memcmp(quoted.ptr, text, n) == 0;
	}
	sqlembic_buf_release(&quoted);
	return is;
}

static bool is_any_name(const char *text, size_t n, const char *const *roles)
{
	bool is = false;
	for (; !is && *roles; roles++)
		is = is_name(text, n, *roles);
	return is;
}

/* Whether `role` is in the list, all of which are of `roles`. */
static bool is_list_of(const char *list, const char *role, const char *const *roles)
{
	bool has = false;
	while (*list) {
		const size_t n = length_of(list);
		if (!is_any_name(list, n, roles))
			return false;
		has |= is_name(list, n, role);
		list += n;
		list += strspn(list, ", ");
	}
	return has;
}

bool grantee_is(const struct sqlembic_kind *kind, const struct sqlembic_fact *fact, const char *role,
		const char *const *roles)
{
	const struct sqlembic_attribute *attributes = kind->attributes;
	bool is = false;
	for (size_t i = 0; !is && fact->values && attributes && attributes[i].name; i++)
		if (attributes[i].flags & SQLEMBIC_ATTRIBUTE_ROLES && fact->values[i])
			is = is_list_of(fact->values[i], role, roles);
	return is;
}

bool grantee_is_any(const struct sqlembic_kind *kind, const struct sqlembic_fact *fact,
		    const char *const *roles)
{
	bool is = false;
	for (const char *const *role = roles; !is && *role; role++)
		is = grantee_is(kind, fact, *role, roles);
	return is;
}
