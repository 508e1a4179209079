/* triggers.c: triggers, rules, policies, event triggers. */
#include "kinds.h"

#include <string.h>

/* ---- rules and triggers: a definition, and whether it fires ---- */

enum { PROGRAM_DEFINITION, PROGRAM_STATE, PROGRAM_TABLE, PROGRAM_NAME };

const struct sqlembic_attribute postgres_rule_attributes[] = {
	[PROGRAM_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[PROGRAM_STATE] = { "state", 0 },
	[PROGRAM_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[PROGRAM_NAME] = { "rule", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

const struct sqlembic_attribute postgres_trigger_attributes[] = {
	[PROGRAM_DEFINITION] = { "definition", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[PROGRAM_STATE] = { "state", 0 },
	[PROGRAM_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[PROGRAM_NAME] = { "trigger", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

static int set_state(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		     const char *word, struct sqlembic_error *err)
{
	const char *state = postgres_value(fact, PROGRAM_STATE);
	return postgres_emit(out, err, "ALTER TABLE %s %s %s %s", postgres_value(fact, PROGRAM_TABLE),
			     state ? state : "ENABLE", word, postgres_value(fact, PROGRAM_NAME));
}

static enum sqlembic_way judge_program(const struct sqlembic_change *change)
{
	return change->changed & BIT(PROGRAM_DEFINITION) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

static int create_program(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			  const char *word, struct sqlembic_error *err)
{
	int rc = postgres_emit(out, err, "%s", postgres_value(fact, PROGRAM_DEFINITION));
	return rc == 0 && postgres_value(fact, PROGRAM_STATE) ? set_state(out, fact, word, err) : rc;
}

static int drop_program(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			const char *word, struct sqlembic_error *err)
{
	return postgres_emit(out, err, "DROP %s %s ON %s", word, postgres_value(fact, PROGRAM_NAME),
			     postgres_value(fact, PROGRAM_TABLE));
}

POSTGRES_CREATE(rule)
{
	(void)to;
	return create_program(out, fact, "RULE", err);
}

POSTGRES_DROP(rule)
{
	(void)from;
	return drop_program(out, fact, "RULE", err);
}

POSTGRES_JUDGE(rule)
{
	return judge_program(change);
}

POSTGRES_ALTER(rule)
{
	return set_state(out, change->after, "RULE", err);
}

POSTGRES_CREATE(trigger)
{
	(void)to;
	return create_program(out, fact, "TRIGGER", err);
}

POSTGRES_DROP(trigger)
{
	(void)from;
	return drop_program(out, fact, "TRIGGER", err);
}

POSTGRES_JUDGE(trigger)
{
	return judge_program(change);
}

POSTGRES_ALTER(trigger)
{
	return set_state(out, change->after, "TRIGGER", err);
}

/* ---- the state of a trigger on a partition, where it is not as on the partitioned table ---- */

enum { STATE_STATE, STATE_OF_PARENT, STATE_TABLE, STATE_TRIGGER };

const struct sqlembic_attribute postgres_trigger_state_attributes[] = {
	[STATE_STATE] = { "state", 0 },
	[STATE_OF_PARENT] = { "state of the parent", SQLEMBIC_ATTRIBUTE_SILENT },
	[STATE_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[STATE_TRIGGER] = { "trigger", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

static int set_clone(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		     unsigned attribute, struct sqlembic_error *err)
{
	return postgres_emit(out, err, "ALTER TABLE %s %s TRIGGER %s", postgres_value(fact, STATE_TABLE),
			     postgres_value(fact, attribute), postgres_value(fact, STATE_TRIGGER));
}

POSTGRES_CREATE(trigger_state)
{
	(void)to;
	return set_clone(out, fact, STATE_STATE, err);
}

POSTGRES_DROP(trigger_state)
{
	(void)from;
	return set_clone(out, fact, STATE_OF_PARENT, err);
}

POSTGRES_ALTER(trigger_state)
{
	return set_clone(out, change->after, STATE_STATE, err);
}

/* ---- policies ---- */

enum { POLICY_COMMAND, POLICY_MODE, POLICY_ROLES, POLICY_USING, POLICY_CHECK, POLICY_TABLE, POLICY_NAME };

const struct sqlembic_attribute postgres_policy_attributes[] = {
	[POLICY_COMMAND] = { "command", 0 },
	[POLICY_MODE] = { "mode", 0 },
	[POLICY_ROLES] = { "roles", SQLEMBIC_ATTRIBUTE_ROLES },
	[POLICY_USING] = { "using", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[POLICY_CHECK] = { "check", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[POLICY_TABLE] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[POLICY_NAME] = { "policy", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

static void add_conditions(struct sqlembic_buf *sql, const struct sqlembic_fact *fact, uint64_t which)
{
	if (which & BIT(POLICY_ROLES))
		sqlembic_buf_printf(sql, " TO %s", postgres_value(fact, POLICY_ROLES));
	if (which & BIT(POLICY_USING) && postgres_value(fact, POLICY_USING))
		sqlembic_buf_printf(sql, " USING (%s)", postgres_value(fact, POLICY_USING));
	if (which & BIT(POLICY_CHECK) && postgres_value(fact, POLICY_CHECK))
		sqlembic_buf_printf(sql, " WITH CHECK (%s)", postgres_value(fact, POLICY_CHECK));
}

POSTGRES_CREATE(policy)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	sqlembic_buf_printf(&sql, "CREATE POLICY %s ON %s AS %s FOR %s", postgres_value(fact, POLICY_NAME),
			    postgres_value(fact, POLICY_TABLE), postgres_value(fact, POLICY_MODE),
			    postgres_value(fact, POLICY_COMMAND));
	add_conditions(&sql, fact, ~(uint64_t)0);
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_DROP(policy)
{
	(void)from;
	return postgres_emit(out, err, "DROP POLICY %s ON %s", postgres_value(fact, POLICY_NAME),
			     postgres_value(fact, POLICY_TABLE));
}

static bool loses(const struct sqlembic_change *change, unsigned attribute)
{
	return postgres_value(change->before, attribute) && !postgres_value(change->after, attribute);
}

/* A condition can be changed, not taken away. */
POSTGRES_JUDGE(policy)
{
	if (change->changed & (BIT(POLICY_COMMAND) | BIT(POLICY_MODE)) || loses(change, POLICY_USING) ||
	    loses(change, POLICY_CHECK))
		return SQLEMBIC_WAY_REBUILD;
	return SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(policy)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "ALTER POLICY %s ON %s", postgres_value(change->after, POLICY_NAME),
			    postgres_value(change->after, POLICY_TABLE));
	add_conditions(&sql, change->after, change->changed);
	return postgres_emit_buf(out, &sql, 0, err);
}

/* ---- event triggers ---- */

const struct sqlembic_attribute postgres_event_trigger_attributes[] = {
	[PROGRAM_DEFINITION] = { "definition", 0 },
	[PROGRAM_STATE] = { "state", 0 },
	{ NULL, 0 },
};

static int set_event_state(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			   struct sqlembic_error *err)
{
	const char *state = postgres_value(fact, PROGRAM_STATE);
	return postgres_emit(out, err, "ALTER EVENT TRIGGER %s %s", fact->identity, state ? state : "ENABLE");
}

POSTGRES_CREATE(event_trigger)
{
	(void)to;
	int rc = postgres_emit(out, err, "CREATE EVENT TRIGGER %s %s", fact->identity,
			       postgres_value(fact, PROGRAM_DEFINITION));
	return rc == 0 && postgres_value(fact, PROGRAM_STATE) ? set_event_state(out, fact, err) : rc;
}

POSTGRES_DROP(event_trigger)
{
	(void)from;
	return postgres_emit(out, err, "DROP EVENT TRIGGER %s", fact->identity);
}

POSTGRES_JUDGE(event_trigger)
{
	return judge_program(change);
}

POSTGRES_ALTER(event_trigger)
{
	return set_event_state(out, change->after, err);
}
