/* kinds.h: the kinds of objects that PostgreSQL has, and what their files share.  A kind's attributes are in the order of its
 * enum below; a query of sql/ names its columns after them.  Inside of this folder only. */
#ifndef POSTGRESQL_SCHEMA_KINDS_H
#define POSTGRESQL_SCHEMA_KINDS_H

#include "emit.h"
#include "sqlembic/schema.h"

/* In the order in which they are created where nothing else decides: kinds.c has them as rows of a table. */
enum postgres_kind {
	POSTGRES_SCHEMA,
	POSTGRES_EXTENSION,
	POSTGRES_DEFAULT_PRIVILEGE, /* before what gets rights by it: what an object has not of it is read by the target's */
	POSTGRES_LANGUAGE,
	POSTGRES_ACCESS_METHOD,
	POSTGRES_COLLATION,
	POSTGRES_ENUM,
	POSTGRES_DOMAIN,
	POSTGRES_COMPOSITE,
	POSTGRES_ATTRIBUTE,
	POSTGRES_RANGE,
	POSTGRES_CONVERSION,
	POSTGRES_PARSER,
	POSTGRES_TEMPLATE,
	POSTGRES_DICTIONARY,
	POSTGRES_CONFIGURATION,
	POSTGRES_WRAPPER,
	POSTGRES_SERVER,
	POSTGRES_MAPPING,
	POSTGRES_CAST, /* before tables, whose defaults may need it without a word of it */
	POSTGRES_SEQUENCE,
	POSTGRES_TABLE,
	POSTGRES_COLUMN,
	POSTGRES_IDENTITY,
	POSTGRES_OWNED,
	POSTGRES_FUNCTION,
	POSTGRES_PROCEDURE,
	POSTGRES_AGGREGATE,
	POSTGRES_OPERATOR,
	POSTGRES_OPERATOR_SHELL,
	POSTGRES_OPERATOR_FAMILY,
	POSTGRES_OPERATOR_CLASS,
	POSTGRES_DOMAIN_CHECK,
	POSTGRES_PRIMARY_KEY,
	POSTGRES_UNIQUE,
	POSTGRES_EXCLUSION,
	POSTGRES_CHECK,
	POSTGRES_INDEX,
	POSTGRES_INDEX_PARTITION, /* before what is partitioned itself is attached */
	POSTGRES_PARTITION,
	POSTGRES_STATISTICS,
	POSTGRES_FOREIGN_KEY,
	POSTGRES_CLUSTER,
	POSTGRES_REPLICA_IDENTITY,
	POSTGRES_VIEW,
	POSTGRES_MATVIEW,
	POSTGRES_VIEW_COLUMN,
	POSTGRES_RULE,
	POSTGRES_TRIGGER,
	POSTGRES_TRIGGER_STATE,
	POSTGRES_POLICY,
	POSTGRES_PUBLICATION,
	POSTGRES_PUBLISHED_TABLE,
	POSTGRES_PUBLISHED_SCHEMA,
	POSTGRES_COMMENT,
	POSTGRES_OWNER,
	POSTGRES_PRIVILEGE,
	POSTGRES_COLUMN_PRIVILEGE,
	POSTGRES_EVENT_TRIGGER,
	POSTGRES_KINDS
};

/* Attributes of domains. */
enum { DOMAIN_DEFAULT, DOMAIN_TYPE, DOMAIN_COLLATION, DOMAIN_NOT_NULL, DOMAIN_CONSTRAINTS };

/* Of columns, for those that look at them from elsewhere. */
enum postgres_column_attribute {
	COLUMN_WORD,
	COLUMN_NAME,
	COLUMN_TYPE,
	COLUMN_COLLATION,
	COLUMN_NOT_NULL,
	COLUMN_DEFAULT,
	COLUMN_GENERATED,
	COLUMN_STORAGE,
	COLUMN_COMPRESSION,
	COLUMN_STATISTICS,
	COLUMN_OPTIONS,
	COLUMN_FOREIGN_OPTIONS,
	COLUMN_INHERITED,
	COLUMN_CATEGORY,
	COLUMN_USUAL_STORAGE,
	COLUMN_EXPRESSION,         /* of a generated one */
	COLUMN_INHERITED_NOT_NULL, /* as COLUMN_INHERITED (18) */
	COLUMN_NOT_NULL_NAME,  /* of the constraint, where that is not the one that the server chooses (18) */
	COLUMN_NOT_NULL_ACTUAL /* name, whoever has chosen it (18) */
};

/* Of routines. */
enum {
	ROUTINE_DEFINITION,
	ROUTINE_ARGUMENTS,
	ROUTINE_RESULT,
	ROUTINE_NAMES,
	ROUTINE_DEFAULTS,
	ROUTINE_CLASS
};

/* Of range types. */
enum { RANGE_DEFINITION, RANGE_SUBTYPE, RANGE_MULTIRANGE, RANGE_MULTIRANGE_NAME };

/* Of attributes of composite types. */
enum { ATTRIBUTE_NAME, ATTRIBUTE_TYPE, ATTRIBUTE_COLLATION, ATTRIBUTE_PLACE };

#define BIT(attribute) ((uint64_t)1 << (attribute))

static inline const char *postgres_value(const struct sqlembic_fact *fact, unsigned attribute)
{
	return fact->values[attribute];
}

/* ---- kinds.c ---- */
extern const struct sqlembic_kind postgres_kinds[];

#define POSTGRES_CREATE(name)                                                                              \
	int postgres_create_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *to, \
				   const struct sqlembic_fact *fact, struct sqlembic_error *err)
#define POSTGRES_DROP(name)                                                                                \
	int postgres_drop_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *from, \
				 const struct sqlembic_fact *fact, struct sqlembic_error *err)
#define POSTGRES_ALTER(name)                                              \
	int postgres_alter_##name(const struct sqlembic_action_sink *out, \
				  const struct sqlembic_change *change, struct sqlembic_error *err)
#define POSTGRES_JUDGE(name) enum sqlembic_way postgres_judge_##name(const struct sqlembic_change *change)
#define POSTGRES_HELD(name)  bool postgres_held_by_##name(const struct sqlembic_change *change, unsigned user)
#define POSTGRES_SPREAD(name)                                                 \
	uint64_t postgres_spread_##name(const struct sqlembic_change *change, \
					const struct sqlembic_fact *user)
#define POSTGRES_STAY(name) \
	bool postgres_stay_##name(const struct sqlembic_fact *user, const struct sqlembic_fact *used)
#define POSTGRES_ATTRIBUTES(name) extern const struct sqlembic_attribute postgres_##name##_attributes[]
#define POSTGRES_RENAME(name)                                                                                \
	int postgres_rename_##name(const struct sqlembic_action_sink *out, const struct sqlembic_side *side, \
				   const struct sqlembic_fact *before, const struct sqlembic_fact *after,    \
				   struct sqlembic_error *err)

/* ---- tables.c, columns.c, partitions.c ---- */
POSTGRES_ATTRIBUTES(table);
POSTGRES_CREATE(table);
POSTGRES_DROP(table);
POSTGRES_ALTER(table);
POSTGRES_JUDGE(table);
POSTGRES_STAY(table);
POSTGRES_RENAME(table);
POSTGRES_ATTRIBUTES(column);
POSTGRES_CREATE(column);
POSTGRES_DROP(column);
POSTGRES_ALTER(column);
POSTGRES_JUDGE(column);
POSTGRES_HELD(column);
POSTGRES_SPREAD(column);
POSTGRES_STAY(column);
POSTGRES_RENAME(column);
/* A column as CREATE TABLE and ADD COLUMN have it, and what needs statements of its own behind that. */
void postgres_add_column(struct sqlembic_buf *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *column);
/* The same in CREATE TABLE, where its parents have what it has from above. */
void postgres_add_element(struct sqlembic_buf *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *column);
int postgres_finish_column(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			   const struct sqlembic_fact *column, struct sqlembic_error *err);
/* From the parents `before` to the parents `after`, lists as INHERITS has them. */
int postgres_alter_inheritance(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			       const char *before, const char *after, struct sqlembic_error *err);
/* The table of a column, trigger ...: whose part it is. */
const char *postgres_table_of(const struct sqlembic_side *side, const struct sqlembic_fact *part);
/* Whether the table that it is a partition of has a foreign key of this definition, and keeps it all the time: else that is dropped
 * before the partition is let go, and from all partitions. */
bool postgres_parent_keeps_key(const struct sqlembic_action_sink *out, const char *identity,
			       struct sqlembic_span definition);
/* Whether it is a partition of the same table on both sides, and let go by none. */
bool postgres_stays_partition(const struct sqlembic_side *from, const struct sqlembic_side *to,
			      const char *identity);
/* What a partition is a partition of. */
const char *postgres_partition_parent(const struct sqlembic_fact *partition);
/* What changes of a table when this type, or collation, is made anew; 0: nothing. */
uint64_t postgres_key_spread(const struct sqlembic_fact *table, const char *identity);
/* Whether it uses a type or a collation that is made anew under its name. */
bool postgres_uses_replaced(const struct sqlembic_side *from, const struct sqlembic_side *to,
			    const struct sqlembic_fact *fact);
/* Whether a partition's rows are those of `table`, too, be it by others between. */
bool postgres_is_below(const struct sqlembic_side *side, const struct sqlembic_fact *partition,
		       const char *table);
/* Whether values of a column have attributes inside of them that get other places. */
bool postgres_converts_by_names(const struct sqlembic_change *column);
/* Whether a table is partitioned by something else, or by columns of other types, for which it is made anew. */
bool postgres_partitions_otherwise(const struct sqlembic_side *from, const struct sqlembic_side *to,
				   const char *identity);
POSTGRES_ATTRIBUTES(partition);
POSTGRES_CREATE(partition);
POSTGRES_DROP(partition);
POSTGRES_ALTER(partition);
POSTGRES_JUDGE(partition);
POSTGRES_HELD(partition);
POSTGRES_STAY(partition);
POSTGRES_ATTRIBUTES(replica_identity);
POSTGRES_CREATE(replica_identity);
POSTGRES_DROP(replica_identity);
POSTGRES_ALTER(replica_identity);
POSTGRES_JUDGE(replica_identity);
POSTGRES_ATTRIBUTES(cluster);
POSTGRES_CREATE(cluster);
POSTGRES_DROP(cluster);

/* ---- sequences.c ---- */
POSTGRES_ATTRIBUTES(sequence);
POSTGRES_CREATE(sequence);
POSTGRES_DROP(sequence);
POSTGRES_ALTER(sequence);
POSTGRES_ATTRIBUTES(owned);
POSTGRES_CREATE(owned);
POSTGRES_DROP(owned);
POSTGRES_ATTRIBUTES(identity);
POSTGRES_CREATE(identity);
POSTGRES_DROP(identity);
POSTGRES_ALTER(identity);
/* " GENERATED ALWAYS AS IDENTITY (...)" */
void postgres_add_identity(struct sqlembic_buf *out, const struct sqlembic_fact *identity);

/* ---- constraints.c, indexes.c ---- */
POSTGRES_ATTRIBUTES(constraint);
POSTGRES_CREATE(constraint);
POSTGRES_DROP(constraint);
POSTGRES_ALTER(constraint);
POSTGRES_JUDGE(constraint);
POSTGRES_RENAME(constraint);
POSTGRES_ATTRIBUTES(domain_check);
POSTGRES_CREATE(domain_check);
POSTGRES_DROP(domain_check);
POSTGRES_ALTER(domain_check);
POSTGRES_JUDGE(domain_check);
/* What it checks, "(VALUE > 0)", as a condition over `value`; false: it uses more than its domain, which may not be there yet. */
bool postgres_domain_check_add_condition(struct sqlembic_buf *out, const struct sqlembic_side *side,
					 const struct sqlembic_fact *check, const char *value);
/* Whether CREATE DOMAIN may have it, and as that has it. */
bool postgres_domain_check_is_valid(const struct sqlembic_fact *check);
void postgres_add_domain_check(struct sqlembic_buf *out, const struct sqlembic_fact *check);
POSTGRES_ATTRIBUTES(index);
POSTGRES_CREATE(index);
POSTGRES_DROP(index);
POSTGRES_ALTER(index);
POSTGRES_JUDGE(index);
POSTGRES_STAY(index);
/* Of an index of a partitioned table, a list "index\ttable", one a line: whether one of the old ones is to be none of its any more,
 * though its table stays a partition.  No statement takes one off. */
bool postgres_index_loses_one(const struct sqlembic_change *change, unsigned attribute);
/* Whether the index of a partition, or its constraint, needs a statement to be dropped: its table stays, and what it belongs to,
 * which would take it along. */
bool postgres_index_is_left(const struct sqlembic_action_sink *out, const struct sqlembic_fact *before);
/* Whether an index of a partition, or its constraint, that is made anew with what it belongs to needs no statement for that: it
 * was let go with its table ahead of that, and is what it is to be. */
bool postgres_index_is_kept(const struct sqlembic_action_sink *out, const struct sqlembic_fact *after,
			    const struct sqlembic_attribute *attributes);
POSTGRES_RENAME(index);
POSTGRES_ATTRIBUTES(index_partition);
POSTGRES_CREATE(index_partition);
POSTGRES_DROP(index_partition);
POSTGRES_ATTRIBUTES(statistics);
POSTGRES_CREATE(statistics);
POSTGRES_DROP(statistics);
POSTGRES_ALTER(statistics);
POSTGRES_JUDGE(statistics);

/* ---- views.c ---- */
POSTGRES_ATTRIBUTES(view);
POSTGRES_CREATE(view);
POSTGRES_CREATE(matview);
POSTGRES_DROP(view);
POSTGRES_DROP(matview);
POSTGRES_ALTER(view);
POSTGRES_ALTER(matview);
POSTGRES_JUDGE(view);
POSTGRES_JUDGE(matview);
POSTGRES_ATTRIBUTES(view_column);
POSTGRES_CREATE(view_column);
POSTGRES_DROP(view_column);

/* ---- triggers.c: triggers, rules, policies ---- */
POSTGRES_ATTRIBUTES(rule);
POSTGRES_CREATE(rule);
POSTGRES_DROP(rule);
POSTGRES_ALTER(rule);
POSTGRES_JUDGE(rule);
POSTGRES_ATTRIBUTES(trigger);
POSTGRES_CREATE(trigger);
POSTGRES_DROP(trigger);
POSTGRES_ALTER(trigger);
POSTGRES_JUDGE(trigger);
POSTGRES_ATTRIBUTES(trigger_state);
POSTGRES_CREATE(trigger_state);
POSTGRES_DROP(trigger_state);
POSTGRES_ALTER(trigger_state);
POSTGRES_ATTRIBUTES(policy);
POSTGRES_CREATE(policy);
POSTGRES_DROP(policy);
POSTGRES_ALTER(policy);
POSTGRES_JUDGE(policy);
POSTGRES_ATTRIBUTES(event_trigger);
POSTGRES_CREATE(event_trigger);
POSTGRES_DROP(event_trigger);
POSTGRES_ALTER(event_trigger);
POSTGRES_JUDGE(event_trigger);

/* ---- routines.c ---- */
POSTGRES_ATTRIBUTES(routine);
POSTGRES_CREATE(routine);
POSTGRES_DROP(function);
POSTGRES_DROP(procedure);
POSTGRES_ALTER(routine);
POSTGRES_JUDGE(routine);
POSTGRES_HELD(routine);
POSTGRES_SPREAD(routine);
/* Whether the old default calls a function that is gone for good: as long as it is there, a call can mean that one or the new
 * one. */
bool postgres_calls_another(const struct sqlembic_change *change);
POSTGRES_ATTRIBUTES(aggregate);
POSTGRES_CREATE(aggregate);
POSTGRES_DROP(aggregate);

/* ---- types.c, composites.c, domains.c, collations.c ---- */
POSTGRES_ATTRIBUTES(enum);
POSTGRES_CREATE(enum);
POSTGRES_DROP(type);
POSTGRES_ALTER(enum);
POSTGRES_JUDGE(enum);
/* Its labels in quotes, with commas; NULL: it has none. */
const char *postgres_enum_labels(const struct sqlembic_fact *enumeration);
/* Whether it has all labels of another one. */
bool postgres_enum_takes_all(const struct sqlembic_fact *enumeration, const struct sqlembic_fact *values);
POSTGRES_HELD(type);
POSTGRES_SPREAD(type);
POSTGRES_RENAME(type);
POSTGRES_RENAME(attribute);
POSTGRES_ATTRIBUTES(composite);
POSTGRES_CREATE(composite);
POSTGRES_ALTER(composite);
POSTGRES_JUDGE(composite);
POSTGRES_HELD(composite);
POSTGRES_ATTRIBUTES(attribute);
POSTGRES_ATTRIBUTES(range);
POSTGRES_CREATE(range);
POSTGRES_ALTER(range);
POSTGRES_JUDGE(range);
POSTGRES_ALTER(collation);
POSTGRES_JUDGE(collation);
POSTGRES_HELD(collation);
POSTGRES_SPREAD(collation);
POSTGRES_ATTRIBUTES(domain);
POSTGRES_CREATE(domain);
POSTGRES_DROP(domain);
POSTGRES_ALTER(domain);
POSTGRES_JUDGE(domain);
/* When the domain `type`, and those it is over, refuse a value: a condition over `value`, an expression of the type that they are
 * made of.  False: that cannot be asked, because a check uses what is the user's own, and may not be there yet. */
bool postgres_domain_add_refusal(struct sqlembic_buf *out, const struct sqlembic_side *side, const char *type,
				 const char *value);
/* Gives a type another name, so that one of its own can be made while columns still have the old one, and drops that when they
 * have the new one. */
int postgres_put_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		       const char *word, struct sqlembic_error *err);
/* What goes with it under a name of its own, and is dropped with it. */
int postgres_put_aside_as(const struct sqlembic_action_sink *out, const char *identity, const char *name,
			  const char *word, struct sqlembic_error *err);
/* Whether columns, or types that columns can have, are of this type, or have this collation. */
bool postgres_holds_values(const struct sqlembic_change *change);
/* Whether a changed type is put aside, and another one is made under its name; and whether that happens to a type at all
 * (composites.c). */
bool postgres_replaces_type(const struct sqlembic_change *change);
bool postgres_is_made_anew(const struct sqlembic_side *from, const struct sqlembic_side *to,
			   const struct sqlembic_fact *type);
/* Whether tables are of this type, or partitioned by it, and have to follow. */
bool postgres_has_tables(const struct sqlembic_side *side, const struct sqlembic_fact *type);
/* The name under which it waits, with its schema. */
void postgres_add_aside(struct sqlembic_buf *out, const struct sqlembic_fact *fact);
/* A text that names types which `user`, the change of what has it, uses: those that are put aside have the names that they have
 * there. */
void postgres_add_with_types_aside(struct sqlembic_buf *out, const struct sqlembic_change *user,
				   const char *text);
/* Of a function, with its "(arguments)". */
int postgres_drop_aside_with(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			     const char *arguments, const char *word, struct sqlembic_error *err);
int postgres_drop_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			const char *word, struct sqlembic_error *err);

/* ---- rights.c ---- */
POSTGRES_ATTRIBUTES(comment);
POSTGRES_CREATE(comment);
POSTGRES_DROP(comment);
POSTGRES_ALTER(comment);
/* Takes back what ALTER DEFAULT PRIVILEGES has said and is to say, and says it again: an extension's objects are to have what the
 * extension gives them, which is what their rights are compared with. */
int postgres_lift_default_privileges(const struct sqlembic_action_sink *out, struct sqlembic_error *err);
int postgres_restore_default_privileges(const struct sqlembic_action_sink *out, struct sqlembic_error *err);
/* Whom it says, as SQL writes the name. */
const char *postgres_owner(const struct sqlembic_fact *owner);
POSTGRES_ATTRIBUTES(owner);
POSTGRES_CREATE(owner);
POSTGRES_DROP(owner);
POSTGRES_ALTER(owner);
POSTGRES_ATTRIBUTES(privilege);
POSTGRES_CREATE(privilege);
POSTGRES_DROP(privilege);
POSTGRES_ALTER(privilege);
POSTGRES_HELD(privilege);
POSTGRES_ATTRIBUTES(column_privilege);
POSTGRES_CREATE(column_privilege);
POSTGRES_DROP(column_privilege);
POSTGRES_ALTER(column_privilege);
POSTGRES_ATTRIBUTES(default_privilege);
POSTGRES_CREATE(default_privilege);
POSTGRES_DROP(default_privilege);
POSTGRES_ALTER(default_privilege);

/* ---- rest.c, foreign.c ---- */
POSTGRES_ATTRIBUTES(schema);
POSTGRES_CREATE(schema);
POSTGRES_DROP(schema);
POSTGRES_ATTRIBUTES(extension);
POSTGRES_CREATE(extension);
POSTGRES_DROP(extension);
POSTGRES_ALTER(extension);
/* Kinds with one text for a definition. */
enum { WHOLE_DEFINITION, WHOLE_MORE };
POSTGRES_ATTRIBUTES(whole);
POSTGRES_CREATE(whole);
POSTGRES_DROP(whole);
POSTGRES_ATTRIBUTES(language);
POSTGRES_CREATE(language);
POSTGRES_ATTRIBUTES(conversion);
POSTGRES_CREATE(conversion);
POSTGRES_ATTRIBUTES(operator);
POSTGRES_CREATE(operator);
POSTGRES_ATTRIBUTES(shell);
POSTGRES_CREATE(shell);
POSTGRES_ATTRIBUTES(family);
POSTGRES_CREATE(family);
POSTGRES_CREATE(class);
POSTGRES_ATTRIBUTES(configuration);
POSTGRES_CREATE(configuration);
POSTGRES_ALTER(configuration);
POSTGRES_JUDGE(configuration);
POSTGRES_ATTRIBUTES(publication);
POSTGRES_CREATE(publication);
POSTGRES_ALTER(publication);
POSTGRES_JUDGE(publication);
POSTGRES_ATTRIBUTES(published_table);
POSTGRES_CREATE(published_table);
POSTGRES_DROP(published_table);
POSTGRES_ATTRIBUTES(published_schema);
POSTGRES_CREATE(published_schema);
POSTGRES_DROP(published_schema);
POSTGRES_ATTRIBUTES(wrapper);
POSTGRES_CREATE(wrapper);
POSTGRES_ALTER(wrapper);
POSTGRES_ATTRIBUTES(server);
POSTGRES_CREATE(server);
POSTGRES_ALTER(server);
POSTGRES_JUDGE(server);
POSTGRES_ATTRIBUTES(mapping);
POSTGRES_CREATE(mapping);
POSTGRES_DROP(mapping);
POSTGRES_ALTER(mapping);
/* foreign.c: whether a statement makes, changes or drops one. */
bool postgres_maps_user(struct sqlembic_span sql);

#endif
