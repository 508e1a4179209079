/* kinds.c: the table of kinds: what core knows of them. */
#include "kinds.h"

#define MODELS SQLEMBIC_KIND_IN_MODELS
#define WITH   SQLEMBIC_KIND_WITH_PARENT
#define ASIDE  SQLEMBIC_KIND_STEPS_ASIDE
/* The order of the enum is the order of creation. */
#define KIND(number, text, bits, functions)                           \
	[number] = { .name = (text),                                  \
		     .flags = (bits),                                 \
		     .rank = (number),                                \
		     .attributes = postgres_##functions##_attributes, \
		     .create = postgres_create_##functions,           \
		     .drop = postgres_drop_##functions

#define ALTERED(functions) , .alter = postgres_alter_##functions
#define JUDGED(functions)  , .alter = postgres_alter_##functions, .judge = postgres_judge_##functions
#define HELD(functions)    , .is_held_by = postgres_held_by_##functions
#define SPREADS(functions) , .spreads_to = postgres_spread_##functions
#define STAYS(functions)   , .stays_without = postgres_stay_##functions
#define RENAMED(functions) , .rename = postgres_rename_##functions
#define END                }

/* Kinds that share functions with others. */
#define SHARED(number, text, bits, attribute_list, create_function, drop_function) \
	[number] = { .name = (text),                                               \
		     .flags = (bits),                                              \
		     .rank = (number),                                             \
		     .attributes = postgres_##attribute_list##_attributes,         \
		     .create = postgres_create_##create_function,                  \
		     .drop = postgres_drop_##drop_function

#define CONSTRAINT(number, text, bits) \
	KIND(number, text, bits, constraint) JUDGED(constraint) STAYS(index) RENAMED(constraint) END

const struct sqlembic_kind postgres_kinds[] = {
	KIND(POSTGRES_SCHEMA, "schema", 0, schema) END,
	KIND(POSTGRES_EXTENSION, "extension", SQLEMBIC_KIND_GROUND, extension) ALTERED(extension) END,
	KIND(POSTGRES_DEFAULT_PRIVILEGE, "default privilege", 0, default_privilege) ALTERED(default_privilege)
		END,
	SHARED(POSTGRES_LANGUAGE, "language", 0, language, language, whole) END,
	KIND(POSTGRES_ACCESS_METHOD, "access method", 0, whole) END,
	KIND(POSTGRES_COLLATION, "collation", 0, whole) JUDGED(collation) HELD(collation) SPREADS(collation)
		END,
	SHARED(POSTGRES_ENUM, "enum", MODELS | ASIDE, enum, enum, type) JUDGED(enum) HELD(type) SPREADS(type)
		RENAMED(type) END,
	KIND(POSTGRES_DOMAIN, "domain", ASIDE, domain) JUDGED(domain) HELD(type) SPREADS(type) RENAMED(type)
		END,
	SHARED(POSTGRES_COMPOSITE, "composite type", ASIDE, composite, composite, type) JUDGED(composite)
		HELD(composite) SPREADS(type) RENAMED(type) END,
	[POSTGRES_ATTRIBUTE] = { .name = "attribute",
				 .flags = SQLEMBIC_KIND_BY_PARENT,
				 .rank = POSTGRES_ATTRIBUTE,
				 .attributes = postgres_attribute_attributes,
				 .rename = postgres_rename_attribute },
	SHARED(POSTGRES_RANGE, "range type", 0, range, range, type) JUDGED(range) HELD(type) SPREADS(type)
		END,
	SHARED(POSTGRES_CONVERSION, "conversion", 0, conversion, conversion, whole) END,
	KIND(POSTGRES_PARSER, "text search parser", 0, whole) END,
	KIND(POSTGRES_TEMPLATE, "text search template", 0, whole) END,
	KIND(POSTGRES_DICTIONARY, "text search dictionary", 0, whole) END,
	SHARED(POSTGRES_CONFIGURATION, "text search configuration", 0, configuration, configuration, whole)
		JUDGED(configuration) END,
	SHARED(POSTGRES_WRAPPER, "foreign data wrapper", 0, wrapper, wrapper, whole) ALTERED(wrapper) END,
	SHARED(POSTGRES_SERVER, "server", 0, server, server, whole) JUDGED(server) END,
	KIND(POSTGRES_MAPPING, "user mapping", 0, mapping) ALTERED(mapping) END,
	KIND(POSTGRES_CAST, "cast", 0, whole) END,
	KIND(POSTGRES_SEQUENCE, "sequence", MODELS, sequence) ALTERED(sequence) END,
	KIND(POSTGRES_TABLE, "table", MODELS, table) JUDGED(table) STAYS(table) RENAMED(table) END,
	KIND(POSTGRES_COLUMN, "column", MODELS | WITH, column) JUDGED(column) HELD(column) SPREADS(column)
		STAYS(column) RENAMED(column) END,
	KIND(POSTGRES_IDENTITY, "identity", MODELS | WITH, identity) ALTERED(identity) END,
	KIND(POSTGRES_OWNED, "sequence owner", MODELS, owned) END,
	SHARED(POSTGRES_FUNCTION, "function", 0, routine, routine, function) JUDGED(routine) HELD(routine)
		SPREADS(routine) END,
	SHARED(POSTGRES_PROCEDURE, "procedure", 0, routine, routine, procedure) JUDGED(routine) HELD(routine)
		SPREADS(routine) END,
	KIND(POSTGRES_AGGREGATE, "aggregate", 0, aggregate) END,
	SHARED(POSTGRES_OPERATOR, "operator", 0, operator, operator, whole) END,
	SHARED(POSTGRES_OPERATOR_SHELL, "operator shell", 0, shell, shell, whole) END,
	SHARED(POSTGRES_OPERATOR_FAMILY, "operator family", 0, family, family, whole) END,
	SHARED(POSTGRES_OPERATOR_CLASS, "operator class", 0, operator, class, whole) END,
	KIND(POSTGRES_DOMAIN_CHECK, "domain constraint", WITH, domain_check) JUDGED(domain_check) END,
	CONSTRAINT(POSTGRES_PRIMARY_KEY, "primary key", MODELS),
	CONSTRAINT(POSTGRES_UNIQUE, "unique constraint", MODELS),
	CONSTRAINT(POSTGRES_EXCLUSION, "exclusion constraint", MODELS),
	CONSTRAINT(POSTGRES_CHECK, "check constraint", MODELS),
	KIND(POSTGRES_INDEX, "index", MODELS, index) JUDGED(index) STAYS(index) RENAMED(index) END,
	KIND(POSTGRES_PARTITION, "partition", 0, partition) JUDGED(partition) HELD(partition) STAYS(partition)
		END,
	KIND(POSTGRES_INDEX_PARTITION, "index partition", 0, index_partition) END,
	KIND(POSTGRES_STATISTICS, "statistics", 0, statistics) JUDGED(statistics) END,
	CONSTRAINT(POSTGRES_FOREIGN_KEY, "foreign key", MODELS),
	KIND(POSTGRES_CLUSTER, "cluster", 0, cluster) END,
	KIND(POSTGRES_REPLICA_IDENTITY, "replica identity", 0, replica_identity) JUDGED(replica_identity) END,
	KIND(POSTGRES_VIEW, "view", 0, view) JUDGED(view) END,
	SHARED(POSTGRES_MATVIEW, "materialized view", 0, view, matview, matview) JUDGED(matview) END,
	KIND(POSTGRES_VIEW_COLUMN, "view column", 0, view_column) END,
	KIND(POSTGRES_RULE, "rule", 0, rule) JUDGED(rule) END,
	KIND(POSTGRES_TRIGGER, "trigger", 0, trigger) JUDGED(trigger) END,
	KIND(POSTGRES_TRIGGER_STATE, "trigger state", 0, trigger_state) ALTERED(trigger_state) END,
	KIND(POSTGRES_POLICY, "policy", 0, policy) JUDGED(policy) END,
	SHARED(POSTGRES_PUBLICATION, "publication", 0, publication, publication, whole) JUDGED(publication)
		END,
	KIND(POSTGRES_PUBLISHED_TABLE, "published table", 0, published_table) END,
	KIND(POSTGRES_PUBLISHED_SCHEMA, "published schema", 0, published_schema) END,
	KIND(POSTGRES_COMMENT, "comment", MODELS, comment) ALTERED(comment) END,
	KIND(POSTGRES_OWNER, "owner", SQLEMBIC_KIND_IF_WANTED, owner) ALTERED(owner) END,
	KIND(POSTGRES_PRIVILEGE, "privilege", 0, privilege) ALTERED(privilege) HELD(privilege) END,
	KIND(POSTGRES_COLUMN_PRIVILEGE, "column privilege", 0, column_privilege) END,
	KIND(POSTGRES_EVENT_TRIGGER, "event trigger", 0, event_trigger) JUDGED(event_trigger) END,
	[POSTGRES_KINDS] = { .name = NULL },
};
