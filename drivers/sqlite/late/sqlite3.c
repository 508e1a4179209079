/* sqlite3.c: the functions of SQLite that the driver calls, for the program: its library is loaded when the first one is
 * called, so that a run on a server does not pay for linking it.  libsqlembic is linked with it as any other program.
 *
 * Where it cannot be loaded, sqlite3_libversion_number() is 0 and sqlite3_libversion() says why: the driver looks there
 * before it calls anything else. */
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LIBRARY "libsqlite3.so.0"

/* F(name, result, parameters, arguments): a function that is missing here is missed when the program is linked. */
#define PASSED_ON(F)                                                                                         \
	F(backup_finish, int, (sqlite3_backup * a), (a))                                                     \
	F(backup_init, sqlite3_backup *, (sqlite3 * a, const char *b, sqlite3 *c, const char *d),            \
	  (a, b, c, d))                                                                                      \
	F(backup_step, int, (sqlite3_backup * a, int b), (a, b))                                             \
	F(bind_parameter_count, int, (sqlite3_stmt * a), (a))                                                \
	F(bind_text, int, (sqlite3_stmt * a, int b, const char *c, int d, void (*e)(void *)),                \
	  (a, b, c, d, e))                                                                                   \
	F(busy_handler, int, (sqlite3 * a, int (*b)(void *, int), void *c), (a, b, c))                       \
	F(changes64, sqlite3_int64, (sqlite3 * a), (a))                                                      \
	F(clear_bindings, int, (sqlite3_stmt * a), (a))                                                      \
	F(close, int, (sqlite3 * a), (a))                                                                    \
	F(column_count, int, (sqlite3_stmt * a), (a))                                                        \
	F(column_name, const char *, (sqlite3_stmt * a, int b), (a, b))                                      \
	F(column_text, const unsigned char *, (sqlite3_stmt * a, int b), (a, b))                             \
	F(db_filename, const char *, (sqlite3 * a, const char *b), (a, b))                                   \
	F(db_readonly, int, (sqlite3 * a, const char *b), (a, b))                                            \
	F(errcode, int, (sqlite3 * a), (a))                                                                  \
	F(errmsg, const char *, (sqlite3 * a), (a))                                                          \
	F(error_offset, int, (sqlite3 * a), (a))                                                             \
	F(errstr, const char *, (int a), (a))                                                                \
	F(exec, int,                                                                                         \
	  (sqlite3 * a, const char *b, int (*c)(void *, int, char **, char **), void *d, char **e),          \
	  (a, b, c, d, e))                                                                                   \
	F(finalize, int, (sqlite3_stmt * a), (a))                                                            \
	F(get_autocommit, int, (sqlite3 * a), (a))                                                           \
	F(keyword_check, int, (const char *a, int b), (a, b))                                                \
	F(limit, int, (sqlite3 * a, int b, int c), (a, b, c))                                                \
	F(open_v2, int, (const char *a, sqlite3 **b, int c, const char *d), (a, b, c, d))                    \
	F(prepare_v2, int, (sqlite3 * a, const char *b, int c, sqlite3_stmt **d, const char **e),            \
	  (a, b, c, d, e))                                                                                   \
	F(prepare_v3, int,                                                                                   \
	  (sqlite3 * a, const char *b, int c, unsigned d, sqlite3_stmt **e, const char **f),                 \
	  (a, b, c, d, e, f))                                                                                \
	F(reset, int, (sqlite3_stmt * a), (a))                                                               \
	F(set_authorizer, int,                                                                               \
	  (sqlite3 * a, int (*b)(void *, int, const char *, const char *, const char *, const char *),       \
	   void *c),                                                                                         \
	  (a, b, c))                                                                                         \
	F(sql, const char *, (sqlite3_stmt * a), (a))                                                        \
	F(step, int, (sqlite3_stmt * a), (a))                                                                \
	F(stricmp, int, (const char *a, const char *b), (a, b))                                              \
	F(strnicmp, int, (const char *a, const char *b, int c), (a, b, c))                                   \
	F(system_errno, int, (sqlite3 * a), (a))                                                             \
	F(table_column_metadata, int,                                                                        \
	  (sqlite3 * a, const char *b, const char *c, const char *d, char const **e, char const **f, int *g, \
	   int *h, int *i),                                                                                  \
	  (a, b, c, d, e, f, g, h, i))                                                                       \
	F(total_changes64, sqlite3_int64, (sqlite3 * a), (a))

#define ENTRY(name, result, parameters, arguments) __typeof__(sqlite3_##name) *name;
static struct {
	PASSED_ON(ENTRY)
	__typeof__(sqlite3_config) *config;
	__typeof__(sqlite3_db_config) *db_config;
	__typeof__(sqlite3_initialize) *initialize;
	__typeof__(sqlite3_libversion) *libversion;
	__typeof__(sqlite3_libversion_number) *libversion_number;
	__typeof__(sqlite3_progress_handler) *progress_handler;
	__typeof__(sqlite3_vsnprintf) *vsnprintf;
} library;

#define SLOT(name, result, parameters, arguments) { "sqlite3_" #name, &library.name },
#define OWN_SLOT(name)                            SLOT(name, , , )
static const struct {
	const char *name;
	void *entry;
} slots[] = { PASSED_ON(SLOT) OWN_SLOT(config) OWN_SLOT(db_config) OWN_SLOT(initialize) OWN_SLOT(libversion)
		      OWN_SLOT(libversion_number) OWN_SLOT(progress_handler) OWN_SLOT(vsnprintf) };

static bool is_loaded;
static char why_not[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ISO C has no cast from object to function pointers; POSIX has them share a representation. */
static bool find_all(void *handle)
{
	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++) {
		void *symbol = dlsym(handle, slots[i].name);
		if (!symbol)
			return false;
		memcpy(slots[i].entry, &symbol, sizeof(symbol));
	}
	return true;
}

static void load(void)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	is_loaded = handle && find_all(handle);
	const char *why = is_loaded ? NULL : dlerror();
	(void)snprintf(why_not, sizeof(why_not), "%s", why ? why : "");
}

static void be_ready(void)
{
	(void)pthread_once(&once, load);
}

#define PASS_ON(name, result, parameters, arguments) \
	result sqlite3_##name parameters             \
	{                                            \
		be_ready();                          \
		return library.name arguments;       \
	}
PASSED_ON(PASS_ON)

/* ---- what may be called where there is no library ---- */

int sqlite3_libversion_number(void)
{
	be_ready();
	return is_loaded ? library.libversion_number() : 0;
}

const char *sqlite3_libversion(void)
{
	be_ready();
	return is_loaded ? library.libversion() : why_not;
}

int sqlite3_initialize(void)
{
	be_ready();
	return is_loaded ? library.initialize() : SQLITE_ERROR;
}

/* ---- what takes other arguments from call to call: those that the driver gives ---- */

int sqlite3_config(int option, ...)
{
	va_list arguments;
	va_start(arguments, option);
	const int value = va_arg(arguments, int);
	va_end(arguments);
	be_ready();
	return is_loaded ? library.config(option, value) : SQLITE_ERROR;
}

int sqlite3_db_config(sqlite3 *db, int option, ...)
{
	va_list arguments;
	va_start(arguments, option);
	const int value = va_arg(arguments, int);
	int *now = va_arg(arguments, int *);
	va_end(arguments);
	return library.db_config(db, option, value, now);
}

char *sqlite3_snprintf(int size, char *text, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *written = library.vsnprintf(size, text, format, arguments);
	va_end(arguments);
	return written;
}

void sqlite3_progress_handler(sqlite3 *db, int steps, int (*handler)(void *), void *payload)
{
	library.progress_handler(db, steps, handler, payload);
}
