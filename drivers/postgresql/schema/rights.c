/* rights.c: comments, owners and privileges.  What they are on is a text that stands in their statements as it is. */
#include "kinds.h"

#include <string.h>

/* ---- comments ---- */

enum { COMMENT_TEXT };

const struct sqlembic_attribute postgres_comment_attributes[] = {
	[COMMENT_TEXT] = { "text", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(comment)
{
	(void)to;
	return postgres_emit(out, err, "COMMENT ON %s IS %s", fact->identity,
			     postgres_value(fact, COMMENT_TEXT));
}

POSTGRES_ALTER(comment)
{
	return postgres_create_comment(out, change->to, change->after, err);
}

/* The one that initdb gives to `public` is no fact: without it pg_dump would write an empty one. */
POSTGRES_DROP(comment)
{
	(void)from;
	return postgres_emit(out, err, "COMMENT ON %s IS %s", fact->identity,
			     strcmp(fact->identity, "SCHEMA public") == 0 ? "'standard public schema'"
									  : "NULL");
}

/* ---- privileges ---- */

enum {
	PRIVILEGE_TARGET,
	PRIVILEGE_GRANTEE,
	PRIVILEGE_PLAIN,
	PRIVILEGE_GRANTABLE,
	PRIVILEGE_INITIAL,
	PRIVILEGE_GIVEN,
	PRIVILEGE_GRANTORS
};

const struct sqlembic_attribute postgres_privilege_attributes[] = {
	[PRIVILEGE_TARGET] = { "target", SQLEMBIC_ATTRIBUTE_SILENT },
	[PRIVILEGE_GRANTEE] = { "grantee", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_ROLES },
	[PRIVILEGE_PLAIN] = { "privileges", 0 },
	[PRIVILEGE_GRANTABLE] = { "grantable", 0 },
	[PRIVILEGE_INITIAL] = { "by default", SQLEMBIC_ATTRIBUTE_SILENT },
	[PRIVILEGE_GIVEN] = { "given when new", SQLEMBIC_ATTRIBUTE_SILENT },
	[PRIVILEGE_GRANTORS] = { "given by others", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* Empty texts say: none. */
static int grant(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		 const char *privileges, const char *option, struct sqlembic_error *err)
{
	if (!*privileges)
		return 0;
	return postgres_emit(out, err, "GRANT %s ON %s TO %s%s", privileges,
			     postgres_value(fact, PRIVILEGE_TARGET), postgres_value(fact, PRIVILEGE_GRANTEE),
			     option);
}

static int grant_all(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		     struct sqlembic_error *err)
{
	int rc = grant(out, fact, postgres_value(fact, PRIVILEGE_PLAIN), "", err);
	return rc == 0 ? grant(out, fact, postgres_value(fact, PRIVILEGE_GRANTABLE), " WITH GRANT OPTION",
			       err)
		       : rc;
}

static int take(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact, const char *what,
		const char *grantee, const char *behavior, struct sqlembic_error *err)
{
	return postgres_emit(out, err, "REVOKE %s ON %s FROM %s%s", what,
			     postgres_value(fact, PRIVILEGE_TARGET), grantee, behavior);
}

static int revoke_all(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		      struct sqlembic_error *err)
{
	return take(out, fact, "ALL", postgres_value(fact, PRIVILEGE_GRANTEE), "", err);
}

/* What the others on the same object have on both sides, once more: from the object's owner, where they had it from one who has lost
 * it.  What they already have does no harm. */
static int grant_again(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		       struct sqlembic_error *err)
{
	const struct sqlembic_fact *object = out->from->parent(out->from, fact), *part, *after;
	int rc = 0;
	for (size_t i = 0; rc == 0 && object && (part = out->from->part(out->from, object, i)); i++) {
		after = part->kind == POSTGRES_PRIVILEGE && strcmp(part->identity, fact->identity) != 0
				? out->to->find(out->to, POSTGRES_PRIVILEGE, part->identity)
				: NULL;
		if (after && postgres_value(part, PRIVILEGE_GRANTORS))
			rc = grant_all(out, after, err);
		if (rc == 0 && after && *postgres_value(part, PRIVILEGE_GRANTABLE) &&
		    postgres_is_in_list(postgres_value(fact, PRIVILEGE_GRANTORS),
					postgres_value(after, PRIVILEGE_GRANTEE),
					strlen(postgres_value(after, PRIVILEGE_GRANTEE))))
			rc = grant_all(out, after, err);
	}
	return rc;
}

/* Whether others have from this one what they have.  What an extension's object is no fact for has no parts. */
static bool has_granted(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *object = side->parent(side, fact), *part;
	const char *name = postgres_value(fact, PRIVILEGE_GRANTEE);
	for (size_t i = 0; object && (part = side->part(side, object, i)); i++)
		if (part->kind == POSTGRES_PRIVILEGE &&
		    postgres_is_in_list(postgres_value(part, PRIVILEGE_GRANTORS), name, strlen(name)))
			return true;
	return false;
}

/* Of what is there.  REVOKE takes only what its owner has given: what one has from another goes with that one's right to give it, and
 * no right goes before those that depend on it. */
static int take_all(const struct sqlembic_action_sink *out, const struct sqlembic_fact *before,
		    struct sqlembic_error *err)
{
	const char *grantors = postgres_value(before, PRIVILEGE_GRANTORS);
	bool has = has_granted(out->from, before), again = has || grantors;
	struct sqlembic_span one;
	int rc = 0;
	while (rc == 0 && grantors && (one = postgres_next_in_list(&grantors)).len > 0) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		sqlembic_buf_add(&name, one.ptr, one.len);
		rc = take(out, before, "GRANT OPTION FOR ALL", sqlembic_buf_text(&name), " CASCADE", err);
		sqlembic_buf_release(&name);
	}
	if (rc == 0)
		rc = take(out, before, "ALL", postgres_value(before, PRIVILEGE_GRANTEE),
			  has ? " CASCADE" : "", err);
	return rc == 0 && again ? grant_again(out, before, err) : rc;
}

POSTGRES_CREATE(privilege)
{
	(void)to;
	bool has_some = *postgres_value(fact, PRIVILEGE_INITIAL) || postgres_value(fact, PRIVILEGE_GIVEN);
	int rc = has_some ? revoke_all(out, fact, err) : 0;
	return rc == 0 ? grant_all(out, fact, err) : rc;
}

POSTGRES_ALTER(privilege)
{
	int rc = take_all(out, change->before, err);
	return rc == 0 ? grant_all(out, change->after, err) : rc;
}

POSTGRES_DROP(privilege)
{
	(void)from;
	int rc = take_all(out, fact, err);
	return rc == 0 ? grant(out, fact, postgres_value(fact, PRIVILEGE_INITIAL), "", err) : rc;
}

/* REVOKE takes the privileges on the columns, too. */
POSTGRES_HELD(privilege)
{
	(void)change;
	return user == POSTGRES_COLUMN_PRIVILEGE;
}

/* ---- owners ---- */

enum { OWNER_OWNER };

const struct sqlembic_attribute postgres_owner_attributes[] = {
	[OWNER_OWNER] = { "owner", SQLEMBIC_ATTRIBUTE_ROLES },
	{ NULL, 0 },
};

const char *postgres_owner(const struct sqlembic_fact *owner)
{
	return postgres_value(owner, OWNER_OWNER);
}

/* What one of its owners has taken from himself would be taken from the next one: the server calls him by that one's name in the
 * list of rights.  So he has all of it when he goes. */
static int give_back(const struct sqlembic_action_sink *out, const struct sqlembic_fact *object,
		     struct sqlembic_error *err)
{
	const struct sqlembic_fact *before = object ? out->from->find(out->from, object->kind,
								      object->identity)
						    : NULL;
	const struct sqlembic_fact *part;
	int rc = 0;
	for (size_t i = 0; rc == 0 && before && (part = out->from->part(out->from, before, i)); i++)
		if (part->kind == POSTGRES_PRIVILEGE &&
		    strcmp(postgres_value(part, PRIVILEGE_GRANTEE), "PUBLIC") != 0)
			rc = grant(out, part, postgres_value(part, PRIVILEGE_INITIAL), "", err);
	return rc;
}

POSTGRES_CREATE(owner)
{
	int rc = give_back(out, to->parent(to, fact), err);
	return rc < 0 ? rc
		      : postgres_emit(out, err, "ALTER %s OWNER TO %s", fact->identity,
				      postgres_value(fact, OWNER_OWNER));
}

POSTGRES_ALTER(owner)
{
	return postgres_create_owner(out, change->to, change->after, err);
}

POSTGRES_DROP(owner)
{
	int rc = give_back(out, from->parent(from, fact), err);
	return rc < 0 ? rc : postgres_emit(out, err, "ALTER %s OWNER TO CURRENT_USER", fact->identity);
}

/* ---- on columns ---- */

enum {
	COLUMN_PRIVILEGE_TABLE,
	COLUMN_PRIVILEGE_COLUMN,
	COLUMN_PRIVILEGE_GRANTEE,
	COLUMN_PRIVILEGE_PLAIN,
	COLUMN_PRIVILEGE_GRANTABLE
};

const struct sqlembic_attribute postgres_column_privilege_attributes[] = {
	[COLUMN_PRIVILEGE_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_PRIVILEGE_COLUMN] = { "column", SQLEMBIC_ATTRIBUTE_SILENT },
	[COLUMN_PRIVILEGE_GRANTEE] = { "grantee", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_ROLES },
	[COLUMN_PRIVILEGE_PLAIN] = { "privileges", 0 },
	[COLUMN_PRIVILEGE_GRANTABLE] = { "grantable", 0 },
	{ NULL, 0 },
};

/* "SELECT, UPDATE" as "SELECT (a), UPDATE (a)". */
static void add_each(struct sqlembic_buf *sql, const char *privileges, const char *column)
{
	const char *separator = "";
	while (*privileges) {
		size_t n = strcspn(privileges, ",");
		sqlembic_buf_printf(sql, "%s%.*s (%s)", separator, (int)n, privileges, column);
		privileges += n + (privileges[n] ? 2 : 0);
		separator = ", ";
	}
}

static int change_column(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			 unsigned attribute, const char *verb, const char *option, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const char *privileges = postgres_value(fact, attribute);
	if (!*privileges)
		return 0;
	sqlembic_buf_printf(&sql, "%s ", verb);
	add_each(&sql, privileges, postgres_value(fact, COLUMN_PRIVILEGE_COLUMN));
	sqlembic_buf_printf(&sql, " ON TABLE %s %s %s%s", postgres_value(fact, COLUMN_PRIVILEGE_TABLE),
			    *verb == 'G' ? "TO" : "FROM", postgres_value(fact, COLUMN_PRIVILEGE_GRANTEE),
			    option);
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_CREATE(column_privilege)
{
	(void)to;
	int rc = change_column(out, fact, COLUMN_PRIVILEGE_PLAIN, "GRANT", "", err);
	return rc == 0 ? change_column(out, fact, COLUMN_PRIVILEGE_GRANTABLE, "GRANT", " WITH GRANT OPTION",
				       err)
		       : rc;
}

POSTGRES_DROP(column_privilege)
{
	(void)from;
	int rc = change_column(out, fact, COLUMN_PRIVILEGE_PLAIN, "REVOKE", "", err);
	return rc == 0 ? change_column(out, fact, COLUMN_PRIVILEGE_GRANTABLE, "REVOKE", "", err) : rc;
}

/* ---- of objects that are yet to be made ---- */

enum {
	DEFAULT_ROLE,
	DEFAULT_SCHEMA,
	DEFAULT_OBJECTS,
	DEFAULT_GRANTEE,
	DEFAULT_PLAIN,
	DEFAULT_GRANTABLE,
	DEFAULT_INITIAL
};

const struct sqlembic_attribute postgres_default_privilege_attributes[] = {
	[DEFAULT_ROLE] = { "role", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_ROLES },
	[DEFAULT_SCHEMA] = { "in schema", SQLEMBIC_ATTRIBUTE_SILENT },
	[DEFAULT_OBJECTS] = { "objects", SQLEMBIC_ATTRIBUTE_SILENT },
	[DEFAULT_GRANTEE] = { "grantee", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_ROLES },
	[DEFAULT_PLAIN] = { "privileges", 0 },
	[DEFAULT_GRANTABLE] = { "grantable", 0 },
	[DEFAULT_INITIAL] = { "by default", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

static int change_default(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			  const char *verb, const char *privileges, const char *option,
			  struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!*privileges)
		return 0;
	sqlembic_buf_printf(&sql, "ALTER DEFAULT PRIVILEGES FOR ROLE %s", postgres_value(fact, DEFAULT_ROLE));
	if (postgres_value(fact, DEFAULT_SCHEMA))
		sqlembic_buf_printf(&sql, " IN SCHEMA %s", postgres_value(fact, DEFAULT_SCHEMA));
	sqlembic_buf_printf(&sql, " %s %s ON %s %s %s%s", verb, privileges,
			    postgres_value(fact, DEFAULT_OBJECTS), *verb == 'G' ? "TO" : "FROM",
			    postgres_value(fact, DEFAULT_GRANTEE), option);
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_CREATE(default_privilege)
{
	(void)to;
	int rc = *postgres_value(fact, DEFAULT_INITIAL) ? change_default(out, fact, "REVOKE", "ALL", "", err)
							: 0;
	if (rc == 0)
		rc = change_default(out, fact, "GRANT", postgres_value(fact, DEFAULT_PLAIN), "", err);
	return rc == 0 ? change_default(out, fact, "GRANT", postgres_value(fact, DEFAULT_GRANTABLE),
					" WITH GRANT OPTION", err)
		       : rc;
}

POSTGRES_DROP(default_privilege)
{
	(void)from;
	int rc = change_default(out, fact, "REVOKE", "ALL", "", err);
	return rc == 0 ? change_default(out, fact, "GRANT", postgres_value(fact, DEFAULT_INITIAL), "", err)
		       : rc;
}

POSTGRES_ALTER(default_privilege)
{
	int rc = postgres_drop_default_privilege(out, change->from, change->before, err);
	return rc == 0 ? postgres_create_default_privilege(out, change->to, change->after, err) : rc;
}

/* Those that go altogether are gone by then. */
static int for_each_in_force(const struct sqlembic_action_sink *out,
			     int (*act)(const struct sqlembic_action_sink *out,
					const struct sqlembic_side *side, const struct sqlembic_fact *fact,
					struct sqlembic_error *err),
			     struct sqlembic_error *err)
{
	const struct sqlembic_fact *fact;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (fact = out->from->fact(out->from, POSTGRES_DEFAULT_PRIVILEGE, i)); i++)
		if (out->to->find(out->to, POSTGRES_DEFAULT_PRIVILEGE, fact->identity))
			rc = act(out, out->from, fact, err);
	return rc;
}

int postgres_lift_default_privileges(const struct sqlembic_action_sink *out, struct sqlembic_error *err)
{
	return for_each_in_force(out, postgres_drop_default_privilege, err);
}

int postgres_restore_default_privileges(const struct sqlembic_action_sink *out, struct sqlembic_error *err)
{
	return for_each_in_force(out, postgres_create_default_privilege, err);
}
