/* schema.h: what a driver adds so that schemas can be compared: how its catalog is read, and how each kind of object is
 * made, changed and dropped.  Core compares texts and puts statements in order; it knows no kind by name.
 *
 * A module is linked with the toolbox only: whatever it hands to core goes through the functions it is given.
 *
 * What core does with it.  Two catalogs are merged by kind and identity.  A fact on one side only is created or dropped,
 * one whose values differ is changed in the way that its kind's judge() says.  A fact that has to be dropped takes with it
 * what goes with it (its parts) and what uses it, and whatever of that the other side has, too, is made again: so comments,
 * privileges, triggers and indexes that are facts of their own are restored by themselves.  The statements are put in order by
 * one graph: what uses is dropped before what it uses, and created behind it. */
#ifndef SQLEMBIC_SCHEMA_H
#define SQLEMBIC_SCHEMA_H

#include <stdint.h>

#include "sqlembic/driver.h"

/* ---- facts -------------------------------------------------------------------------------------------- */

enum sqlembic_fact_flags {
	SQLEMBIC_FACT_HOLDS_ROWS = 1 << 0, /* never dropped only because something it uses is made again */
	SQLEMBIC_FACT_BROKEN = 1 << 1,     /* the server itself cannot use it: a view whose table is gone */
	/* Its rows are another table's, on another server as well, or it leads to such: those of a copy, too. */
	SQLEMBIC_FACT_ELSEWHERE = 1 << 2,
	SQLEMBIC_FACT_NAMED_ABOVE =
		1 << 3, /* it gets another name with what it comes from, and in no other way */
	/* Parts that are made with it, or by it, were not told: its kind's unfold() does.  They are equal where two such facts are,
	 * silent attributes too, and nothing but it uses them, or is used by them. */
	SQLEMBIC_FACT_FOLDED = 1 << 4,
	/* Nothing can be read from it before it is filled (a materialized view WITH NO DATA).  That is no part of the schema, and is
	 * not compared, but a script that leads back leaves nothing so that was not. */
	SQLEMBIC_FACT_UNFILLED = 1 << 5,
	/* Beside SQLEMBIC_FACT_BROKEN: no statement makes it.  What create() and alter() write stands for it where it is put back:
	 * in copies, dumps and on the way back.  No script puts it into a database that had something else. */
	SQLEMBIC_FACT_UNMADE = 1 << 6
};

/* What the server says of one object.  Two schemas are equal where their facts are, byte by byte. */
struct sqlembic_fact {
	unsigned kind;        /* index in struct sqlembic_schema's kinds */
	unsigned flags;       /* enum sqlembic_fact_flags */
	const char *identity; /* unique in its kind, and the same in every database: "public.account.email" */
	const char *schema;   /* without quotes; NULL: none.  Of a part: may be NULL, its parent's counts */
	const char *name;     /* the last part of the identity without quotes: "email" */
	const char *shown;    /* for people: "account.email" */
	const char *const *values; /* one for each of the kind's attributes; NULL: it has none */
	const char
		*server_id; /* names it in edges, unique in its catalog; means nothing in another database */
	/* server_id of what it goes with when that is dropped (a column's table, what a comment is on); NULL: nothing.  A part
	 * also uses its parent: no edge is needed. */
	const char *parent_id;
	unsigned position; /* among parts of one kind of one parent, for part(); not compared */
	/* What no two objects can have at a time though their kinds differ ("relation public.account", "type
	 * public.account"): who frees one comes before who takes it.  NULL ends; NULL: kind and identity are enough. */
	const char *const *names;
};

/* Receives a catalog.  Strings are borrowed for the call; a negative return ends the reading and is its result. */
struct sqlembic_catalog_sink {
	/* Once, before all else: the server's version as the driver counts it (160004, 3040001). */
	int (*server)(void *payload, long version, struct sqlembic_error *err);
	int (*fact)(void *payload, const struct sqlembic_fact *fact, struct sqlembic_error *err);
	/* `user` cannot be without `used` (server_ids).  Edges from or to what was not read are allowed, and left out;
	 * they may come before their facts, and more than once. */
	int (*edge)(void *payload, const char *user, const char *used, struct sqlembic_error *err);
	/* With digests, as edge(): `user` can be without `used`, but fails when it runs (what a trigger's body names). */
	int (*mention)(void *payload, const char *user, const char *used, struct sqlembic_error *err);
	/* An object of a kind that is not compared: it is listed, never passed over in silence.  "operator class
	 * public.int4_abs_ops" */
	int (*unread)(void *payload, const char *shown, struct sqlembic_error *err);
	/* A schema that holds something and is not read, since it was not asked for: "schema app" */
	int (*elsewhere)(void *payload, const char *shown, struct sqlembic_error *err);
	/* At most once: the collation that new tables get.  It is not compared, but people are told where it differs. */
	int (*default_collation)(void *payload, const char *name, struct sqlembic_error *err);
	/* Each schema in which the session looks for unqualified names, without quotes, in this order: the first one is that of new
	 * objects.  Where there is one schema only: not called. */
	int (*path)(void *payload, const char *schema, struct sqlembic_error *err);
	void *payload;
};

/* What is to be read. */
struct sqlembic_scope {
	size_t size;
	bool all_schemas;           /* else the one that unqualified names mean */
	const char *const *schemas; /* these beside it, without quotes; NULL ends; NULL: none */
	const char *const *
		own; /* names of our own tables as SQL writes them, which are no part of any schema; NULL ends */
	bool without_edges; /* facts are only compared: edges need not be told */
	/* They are only compared with a catalog that is read so, too: an object may be told with the SQLEMBIC_ATTRIBUTE_DIGEST of
	 * its kind alone, without its parts.  An edge between two such objects is that of a part (a foreign key). */
	bool digests;
	bool folds; /* facts may be told SQLEMBIC_FACT_FOLDED */
	bool again; /* it was just read: what was said of an object then is not said again */
	/* Texts that the server takes for one are told as one where it keeps them as they were written: models of which a program
	 * makes the texts are compared so. */
	bool by_meaning;
	/* Objects that it says no to are not told, nor are parts with an edge to one (a foreign key).  NULL: all are wanted. */
	bool (*wants)(const struct sqlembic_scope *scope, unsigned kind, const char *identity);
	const void *wanted; /* core's */
	/* Asked of each object that holds rows and is there: whether it is what it was when it was read before, with its parts and
	 * rows, so that it need not be told again.  NULL: nothing is known. */
	bool (*is_known)(const struct sqlembic_scope *scope, unsigned kind, const char *identity);
	void *known; /* core's */
};

/* ---- actions ------------------------------------------------------------------------------------------ */

enum sqlembic_action_flags {
	SQLEMBIC_ACTION_LOSES_DATA = 1 << 0, /* rows or values are gone */
	SQLEMBIC_ACTION_MAY_FAIL = 1 << 1,   /* depends on the rows: NOT NULL, UNIQUE, a narrower type */
	SQLEMBIC_ACTION_OUTSIDE = 1 << 2,    /* not inside a transaction */
	SQLEMBIC_ACTION_COMMITS =
		1 << 3, /* what uses it has to come in a later transaction (a new enum value) */
	/* Of alter() only: comes behind everything that is done to what uses it (the old type is dropped when all columns have
	 * the new one). */
	SQLEMBIC_ACTION_FINISHES = 1 << 4,
	/* Of create() only: runs routines, and what their bodies mention the catalog does not say.  Comes as late as the graph
	 * allows, unless something waits for it. */
	SQLEMBIC_ACTION_EVALUATES = 1 << 5,
	SQLEMBIC_ACTION_PROLOGUE = 1 << 6,     /* the script begins with struct sqlembic_schema's prologue */
	SQLEMBIC_ACTION_LOSES_GRANTS = 1 << 7, /* privileges on what is made anew are gone */
	/* With LOSES_DATA: rows of a table that stays are gone (those of a partition), and the proof does not ask for them. */
	SQLEMBIC_ACTION_LOSES_ROWS = 1 << 8
};

/* One statement, as small as the server allows: what it makes and frees decides where it stands.  Those of one call stay
 * together, in their order (but for FINISHES). */
struct sqlembic_action {
	const char *sql; /* without its terminator; NULL: only a warning, which stands before what follows */
	unsigned flags;  /* enum sqlembic_action_flags */
	const char *reason; /* of LOSES_..., MAY_FAIL: "drops column email of account" */
	const char *probe;  /* a query that counts the rows or grants concerned; NULL: none */
};

struct sqlembic_side;
struct sqlembic_action_sink {
	int (*action)(void *payload, const struct sqlembic_action *action, struct sqlembic_error *err);
	void *payload;
	/* Whether this fact of the old schema is dropped, too: for drop(), where that may be what does it. */
	bool (*is_dropped)(void *payload, const struct sqlembic_fact *fact);
	/* Whether this fact of the new schema is created, too: for create() of what is made TOGETHER, or from it. */
	bool (*is_created)(void *payload, const struct sqlembic_fact *fact);
	/* Both schemas, for create() and drop() of what another's statement makes or keeps. */
	const struct sqlembic_side *from, *to;
	bool is_copy; /* for create(): of a schema, in a scratch database; the script begins with copy_prologue */
};

/* One catalog, for kinds whose statement needs more than their own fact (a table needs its columns). */
struct sqlembic_side {
	long version; /* of the server that it was read from */
	/* Of new tables; NULL: it was not told.  It is not compared: both sides have that of the database that a script is for. */
	const char *default_collation;
	const struct sqlembic_fact *(*find)(const struct sqlembic_side *side, unsigned kind,
					    const char *identity);
	const struct sqlembic_fact *(*parent)(const struct sqlembic_side *side,
					      const struct sqlembic_fact *fact);
	/* The `n`th fact that goes with `parent`, by kind, position and identity; NULL behind the last. */
	const struct sqlembic_fact *(*part)(const struct sqlembic_side *side,
					    const struct sqlembic_fact *parent, size_t n);
	/* The `n`th fact that uses `fact`, and the `n`th that it uses, by kind and identity; NULL behind the last. */
	const struct sqlembic_fact *(*user)(const struct sqlembic_side *side,
					    const struct sqlembic_fact *fact, size_t n);
	const struct sqlembic_fact *(*used)(const struct sqlembic_side *side,
					    const struct sqlembic_fact *fact, size_t n);
	/* The `n`th of all facts of a kind, by identity; NULL behind the last. */
	const struct sqlembic_fact *(*fact)(const struct sqlembic_side *side, unsigned kind, size_t n);
};

/* ---- kinds -------------------------------------------------------------------------------------------- */

enum sqlembic_attribute_flags {
	/* Not compared, there for create(): the text as it was written, a column's place where order does not count. */
	SQLEMBIC_ATTRIBUTE_SILENT = 1 << 0,
	/* The server's own print of an expression, which may change once when it is loaded again ("x IN ('a')"). */
	SQLEMBIC_ATTRIBUTE_DEPARSED = 1 << 1,
	/* Compared unless compare_type, compare_server_default are off; and what a line for people says. */
	SQLEMBIC_ATTRIBUTE_TYPE = 1 << 2,
	SQLEMBIC_ATTRIBUTE_DEFAULT = 1 << 3,
	SQLEMBIC_ATTRIBUTE_NOT_NULL = 1 << 4, /* NULL value: NULL is admitted */
	/* Follows from the parts (the order of columns): people are told only where no part is new or gone. */
	SQLEMBIC_ATTRIBUTE_FOLLOWS = 1 << 5,
	/* SQL of a constraint, for outlines: "[CONSTRAINT name] FOREIGN KEY (a) REFERENCES p (b)", "PRIMARY KEY (a)"; what says
	 * neither is passed over.  And the column that such a clause stands behind, where it names none itself. */
	SQLEMBIC_ATTRIBUTE_KEY = 1 << 6,
	SQLEMBIC_ATTRIBUTE_KEY_COLUMN = 1 << 7,
	/* A text that differs wherever anything of the fact or its parts does, of which core keeps a hash. */
	SQLEMBIC_ATTRIBUTE_DIGEST = 1 << 8,
	/* The identity of a fact of its parent's kind that it needs, though the server makes it without, and so in any order: it is
	 * looked at where one of both is left out of the comparison.  Not compared. */
	SQLEMBIC_ATTRIBUTE_NEEDS = 1 << 9,
	/* With DEPARSED: a text without expressions is none of these: one of names, numbers, points, commas and parentheses that
	 * are not nested ("... USING btree (a, b DESC)", "FOREIGN KEY (a) REFERENCES t(b)"). */
	SQLEMBIC_ATTRIBUTE_PLAIN_STAYS = 1 << 10,
	/* Roles as SQL writes them, ", " between them: without all of a list, or where it has several such, without those of one, the
	 * fact cannot be made, and it is not compared with a server that does not have them. */
	SQLEMBIC_ATTRIBUTE_ROLES = 1 << 11,
	/* Lines, none of them twice, of which the server takes any order: it is written as it was read, and no difference. */
	SQLEMBIC_ATTRIBUTE_UNORDERED = 1 << 12
};

struct sqlembic_attribute {
	const char *name; /* for people: "type", "storage parameters" */
	unsigned flags;   /* enum sqlembic_attribute_flags */
};

/* How a changed fact gets its new values. */
enum sqlembic_way {
	SQLEMBIC_WAY_ALTER, /* by alter(), in its place */
	/* By alter(), which makes it anew and keeps its rows: parts with statements of their own are gone with it, and made again
	 * behind (SQLite's tables: indexes and triggers). */
	SQLEMBIC_WAY_REPLACE,
	SQLEMBIC_WAY_REBUILD, /* dropped and created, with all that uses it */
	SQLEMBIC_WAY_NONE,    /* not at all: core refuses, naming it */
	SQLEMBIC_WAY_FOLLOWS  /* by itself, from what is done to others */
};

/* Bit in `changed`: parts of the kinds with SQLEMBIC_KIND_BY_PARENT are new, gone or differ. */
#define SQLEMBIC_CHANGED_PARTS ((uint64_t)1 << 63)

struct sqlembic_change {
	const struct sqlembic_side *from, *to;
	const struct sqlembic_fact *before, *after;
	uint64_t changed; /* bit n: attribute n of the kind differs, or spreads_to() says so */
};

enum sqlembic_kind_flags {
	/* Its parent's create() makes it, too, where both are made, and its alter(), where that makes the parent anew.  (Every
	 * part is dropped by its parent's drop.) */
	SQLEMBIC_KIND_WITH_PARENT = 1 << 0,
	/* That, and it is its parent's alter() that adds, changes and drops it: it has no statements of its own. */
	SQLEMBIC_KIND_BY_PARENT = 1 << 1,
	/* SQLAlchemy's metadata can say it.  Other kinds are left alone where such a target does not mention them. */
	SQLEMBIC_KIND_IN_MODELS = 1 << 2,
	/* Left alone unless the target has facts of this kind (owners: few schemas say any). */
	SQLEMBIC_KIND_IF_WANTED = 1 << 3,
	/* SQLAlchemy's metadata takes what the database has of it for granted (extensions): it is made first where that is
	 * loaded. */
	SQLEMBIC_KIND_GROUND = 1 << 4,
	/* Finds what it uses by name: it is dropped before that gets another one, and made again behind. */
	SQLEMBIC_KIND_BY_NAME = 1 << 5,
	/* Where another kind takes its name while what holds rows has it, it gets another one first, by rename() without
	 * `after`; who uses it comes to use the other, and it is dropped (a domain that becomes an enum). */
	SQLEMBIC_KIND_STEPS_ASIDE = 1 << 6,
	/* Its place among its like is a part of its parent's definition (columns). */
	SQLEMBIC_KIND_ORDERED = 1 << 7,
	/* What it uses can be changed before it goes or lets go of that: the server looks at it only when it is used (views). */
	SQLEMBIC_KIND_LETS_CHANGE = 1 << 8,
	/* Those of one parent that are created are created by one call, create() of the first of them: where each statement would
	 * copy the parent's rows (foreign keys). */
	SQLEMBIC_KIND_TOGETHER = 1 << 9
};

/* One row of a driver's table of kinds. */
struct sqlembic_kind {
	const char *name; /* "table", for messages */
	unsigned flags;   /* enum sqlembic_kind_flags */
	unsigned rank;    /* among what no edge orders: created in this order, dropped in the opposite one */
	const struct sqlembic_attribute *attributes; /* ends with a NULL name; at most 62 */

	/* Required but for BY_PARENT. */
	int (*create)(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		      const struct sqlembic_fact *fact, struct sqlembic_error *err);
	int (*drop)(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		    const struct sqlembic_fact *fact, struct sqlembic_error *err);
	/* As create(), for a dump: in one form, whatever the object's history.  NULL: create(). */
	int (*print)(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		     const struct sqlembic_fact *fact, struct sqlembic_error *err);
	/* NULL: every change is a REBUILD. */
	int (*alter)(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		     struct sqlembic_error *err);
	/* NULL: ALTER where there is alter(). */
	enum sqlembic_way (*judge)(const struct sqlembic_change *change);
	/* Whether the server refuses this change while a fact of kind `user` uses it: that one is dropped before and made
	 * again behind.  Where this one has to be dropped and made again, it is so, too, whatever stays_without() says.
	 * NULL: never. */
	bool (*is_held_by)(const struct sqlembic_change *change, unsigned user);
	/* Whether a fact of this kind stays as it is when `used` is dropped: the edge is there for the order alone (an index of a
	 * partitioned table, and one of the partitions).  NULL: never. */
	bool (*stays_without)(const struct sqlembic_fact *user, const struct sqlembic_fact *used);
	/* Attributes of a fact that uses it (bits, of its kind) that count as changed with this change, though their
	 * texts are equal: a column's type, when its enum is made anew under the same name; a default that calls a function, when
	 * that is gone for good (the change has no `after`) and another one is called so now.  NULL: none. */
	uint64_t (*spreads_to)(const struct sqlembic_change *change, const struct sqlembic_fact *user);
	/* Of what has parts that are ORDERED, where these have got other places than they were read in: appends what attribute
	 * `number` says then; nothing: what it said before. */
	void (*reordered)(struct sqlembic_buf *out, const struct sqlembic_side *side,
			  const struct sqlembic_fact *fact, unsigned number);
	/* Of what is ORDERED: whether the server may refuse it ahead of `other`, a part of the same parent.  NULL: it takes any
	 * order. */
	bool (*stands_behind)(const struct sqlembic_fact *part, const struct sqlembic_fact *other);
	/* One action that gives `before` the name of `after`, when people have said so; `side` is where `before` is.
	 * `after` is NULL for SQLEMBIC_KIND_STEPS_ASIDE: the driver knows a name.  NULL: cannot be renamed. */
	int (*rename)(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
		      const struct sqlembic_fact *before, const struct sqlembic_fact *after,
		      struct sqlembic_error *err);
	/* Tells the parts of a fact that is FOLDED.  NULL: none is. */
	int (*unfold)(const struct sqlembic_catalog_sink *out, const struct sqlembic_side *side,
		      const struct sqlembic_fact *fact, struct sqlembic_error *err);
};

/* ---- private servers ---- */

/* How a server of our own is started from programs that are installed, to hold scratch databases only (`scratch_url =
 * local`).  In texts "{dir}" stands for its directory, which nobody else may enter, "{bin}" for that of the program. */
struct sqlembic_local_server {
	const char *program; /* "postgres" */
	const char *const
		*places; /* patterns of directories that are searched behind PATH, the highest version first;
				    * NULL ends */
	const char *
		account; /* runs it where we are root and the server refuses that; "nobody" where it is missing */
	const char *const *prepare; /* words of the command that makes its files; NULL ends */
	const char *const *serve;   /* words of the command that runs it in the foreground; NULL ends */
	const char *socket;         /* takes connections when it is ready */
	const char *url;
	int stop; /* signal that ends it at once: nothing in it is to last */
};

/* ---- traces ---- */

/* What two scripts in one transaction, of which the second takes the first back, have left of both. */
enum sqlembic_traces_found {
	SQLEMBIC_TRACES_NONE, /* nothing: catalog and rows are what they were */
	SQLEMBIC_TRACES_VALUES, /* the catalog is; values are gone, or rows were changed, of tables of which the first script says
				 * so */
	SQLEMBIC_TRACES_ROWS, /* the catalog is; rows were changed, and compare_rows() will tell */
	SQLEMBIC_TRACES_OBJECTS, /* tables, columns and rows are; other objects are new, perhaps in the place of old ones */
	SQLEMBIC_TRACES_COLUMNS, /* and so are columns of tables whose rows the first script says that it changes */
	SQLEMBIC_TRACES_UNSEEN, /* find() has to be called again, with another session of the database */
	SQLEMBIC_TRACES_SOME    /* something, or that cannot be told */
};

struct sqlembic_traces_order {
	/* Whether the first script says that it changes rows of this table (as SQL writes it): if not, they count as lost. */
	bool (*may_change)(void *payload, const char *table);
	void *payload;
	/* Whether one of them runs a routine or a block: what it does may depend on the values that columns have had. */
	bool runs_code;
	bool *makes_tables; /* out: the scripts may have made some */
};

/* To see that a script was taken back costs less than to read the catalog, where that is large.  Inside of a transaction, in
 * this order; after a failure only rollback() is called. */
struct sqlembic_traces {
	/* Before all that, for scripts that are several transactions, which are to be run as one: whether nothing that the database
	 * has depends on where a transaction ends. */
	int (*joins)(struct sqlembic_session *session, bool *out, struct sqlembic_error *err);
	/* Before the first script. */
	int (*begin)(struct sqlembic_session *session, struct sqlembic_error *err);
	/* Between the scripts: does what would wait for COMMIT, and makes the session what a script expects. */
	int (*turn)(struct sqlembic_session *session, struct sqlembic_error *err);
	/* Behind the second; `witness` is for the session that reads in a database what is committed, or NULL. */
	int (*find)(struct sqlembic_session *session, struct sqlembic_session *witness,
		    const struct sqlembic_traces_order *order, enum sqlembic_traces_found *found,
		    struct sqlembic_error *err);
	/* Undoes what was done since turn(), which may be called once more behind the second script. */
	int (*undo)(struct sqlembic_session *session, struct sqlembic_error *err);
	/* Undoes the second script, and commits the first. */
	int (*back)(struct sqlembic_session *session, struct sqlembic_error *err);
	/* Where find() has found rows, and both scripts were rolled back: whether rows were the same behind them. */
	int (*compare_rows)(struct sqlembic_session *session, bool *equal, struct sqlembic_error *err);

	/* Notes which tables, views and sequences the transaction has touched until now, those that it has dropped as well: behind the
	 * second script, and once more behind another one. */
	int (*note)(struct sqlembic_session *session, struct sqlembic_error *err);
	/* From narrow(true) on, also behind the transaction, a read() without edges and rows() tell only of those that were noted,
	 * with what belongs to them, and of all that is none: two such catalogs differ in what the whole ones differ in.  Until
	 * narrow(false), which forgets what was noted. */
	void (*narrow)(struct sqlembic_session *session, bool on);
};

/* Roles are the server's: no rehearsal makes one. */
struct sqlembic_roles {
	const char *find; /* query that yields a row if the role "?" is there */
	/* Tells the roles that a statement would make, perhaps among other names. */
	void (*made)(struct sqlembic_span sql, void (*each)(void *payload, const char *name), void *payload);
	/* Whether all that a statement does is for such roles: rights, ownership, a policy. */
	bool (*is_for)(struct sqlembic_span sql, bool (*is_one)(void *payload, const char *name),
		       void *payload);
	/* What of a statement that makes an object gives it to such a role: without that part it is made all the same.  len 0:
	 * nothing does. */
	struct sqlembic_span (*owner)(struct sqlembic_span sql,
				      bool (*is_one)(void *payload, const char *name), void *payload);
};

/* ---- the driver's part -------------------------------------------------------------------------------- */

struct sqlembic_schema {
	const struct sqlembic_kind *kinds; /* ends with a NULL name */
	const char *
		prologue; /* statement at the head of scripts that need one (check_function_bodies); NULL: none */

	/* Reads the whole catalog as of one moment, in any order.  Changes nothing that script_end() would not undo.
	 * Called outside of a transaction or inside one. */
	int (*read)(struct sqlembic_session *session, const struct sqlembic_scope *scope,
		    const struct sqlembic_catalog_sink *out, struct sqlembic_error *err);

	/* Scratch databases.  A name for struct sqlembic_url's `database` that means an empty one which is gone with its
	 * session (":memory:"); then the three below are NULL. */
	const char *scratch_database;
	/* Makes and drops an empty database on the session's server, with the encoding and collation of the session's own.
	 * `name` begins with "sqlembic_scratch_".  SQLEMBIC_E_FAILED with a hint where the right to make one is missing.
	 * scratch_drop() ends idle sessions that are still in it. */
	int (*scratch_make)(struct sqlembic_session *session, const char *name, struct sqlembic_error *err);
	int (*scratch_drop)(struct sqlembic_session *session, const char *name, struct sqlembic_error *err);
	/* Those that begin so, whose maker's session is no more and that no session uses, one a row: left behind by runs that
	 * were killed.  The maker has to be told from the first moment on (by a lock that is named after the database and taken
	 * before it is made), which whoever lists it takes over: what is listed is dropped, by nobody else. */
	int (*scratch_list)(struct sqlembic_session *session,
			    int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			    struct sqlembic_error *err);

	const struct sqlembic_local_server *local; /* ends with a NULL program; NULL: needs no server */

	/* For the proof that a script keeps rows.  seed() puts rows into every table that takes them, and is free to leave
	 * out others; `only_new`: those as well that were there the last time.  rows() tells of each table, and of each column that is no expression: the number of its kind, its
	 * identity, how many rows there are, and a text that is another one when values are; where the rows are other tables', too
	 * (a partition's), it may tell their names, without schema and quotes, one a line.  NULL, both: not proven. */
	int (*seed)(struct sqlembic_session *session, bool only_new, struct sqlembic_error *err);
	int (*rows)(struct sqlembic_session *session,
		    int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		    struct sqlembic_error *err);

	/* Where scratch databases are to be like another one than that which their server was found by: scratch_traits() tells in
	 * one row, or none, what tables take from `live` as their database (character set, collation), or what names mean in it,
	 * and scratch_adapt() gives these `n` values to an empty one.  NULL, both: nothing. */
	int (*scratch_traits)(struct sqlembic_session *live,
			      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			      struct sqlembic_error *err);
	int (*scratch_adapt)(struct sqlembic_session *session, const char *name, const char *const *values,
			     size_t n, struct sqlembic_error *err);

	/* Tells the schema that unqualified names mean in the live database, without quotes, where scratch databases have none of
	 * that name; else nothing.  NULL: such names mean the same in both. */
	int (*scratch_home)(struct sqlembic_session *live,
			    int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			    struct sqlembic_error *err);
	/* Makes it within a scratch database, unless it is there. */
	int (*scratch_make_home)(struct sqlembic_session *session, const char *name,
				 struct sqlembic_error *err);
	const char *schema_is_there; /* SQLSTATE of a statement that makes a schema of that name once more */

	/* Appends a statement that names the live database without that name, so that it is about the one that its session is in;
	 * false, and nothing is appended: it does not name it, or cannot do without.  Of a statement of SQLEMBIC_CLASS_SERVER
	 * (`classes`) it is true where it is about that database alone.  NULL: names of tables have no database in them. */
	bool (*unname)(struct sqlembic_buf *out, struct sqlembic_span sql, unsigned classes,
		       const char *database);
	/* Whether a statement would change a database that it names, at once or by the body that it makes: not the one that its
	 * session is in, when that is a scratch database.  NULL: none does. */
	bool (*names_database)(struct sqlembic_span sql);
	/* Whether it makes what leads to rows elsewhere.  NULL: none does. */
	bool (*leads_elsewhere)(struct sqlembic_span sql);

	/* NULL: what scripts leave behind is seen by reading the catalog only. */
	const struct sqlembic_traces *traces;

	/* read() minds the scope's `without_edges`; else they are told all the same. */
	bool reads_without_edges;
	bool reads_digests; /* and `digests` */

	/* create() composes its statements of what facts say, and not of the server's own print: a proof sees to it that the copy which
	 * they make is like the schema, since a script could be wrong in the same way. */
	bool composes;

	/* Statement at the head of a script that makes a copy of a schema: what it makes need not be checked, since the schema is
	 * there (foreign_key_checks).  NULL: none. */
	const char *copy_prologue;

	/* Scratch databases that can be gone back to: scratch_mark() remembers what is in the session's own, in the place of what
	 * was marked before, and scratch_return() makes it that again, whatever was done there since; as often as one likes.
	 * Neither is called in a transaction.  Where one fails, the database is made anew.  NULL, both: it always is. */
	int (*scratch_mark)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*scratch_return)(struct sqlembic_session *session, struct sqlembic_error *err);

	/* As seed() and rows(), for what the scope's is_known() says no to, which read() minds as well then.  NULL, both: nothing is
	 * passed over. */
	int (*seed_rest)(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			 struct sqlembic_error *err);
	int (*rows_rest)(struct sqlembic_session *session, const struct sqlembic_scope *scope,
			 int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			 struct sqlembic_error *err);

	/* Sessions of two threads may run scripts in scratch databases at the same time: neither sees, or waits for, what the other
	 * one does.  An error that is of the other all the same has SQLEMBIC_COMPLAINT_OTHERS. */
	bool scratch_side_by_side;
	/* Ends with NULL: words of scripts that do see, and wait for, what any other session does, in whichever case.  NULL: there are
	 * none. */
	const char *const *scratch_shared;

	/* Takes out all rows, where seed() has put them all into tables, or they have come of those, and makes the tables' sequences
	 * begin again, all in one transaction: the next seed() finds what the first one has found.  Fails where the driver is not
	 * sure of that.  NULL: never. */
	int (*unseed)(struct sqlembic_session *session, struct sqlembic_error *err);

	const struct sqlembic_roles *roles; /* NULL: statements that are for one are not told apart */
};

#endif
