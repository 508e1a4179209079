/* drivers.c: the table of engines, made from drivers.def.  A folder <name> defines sqlembic_<name>_dialect,
 * sqlembic_<name>_schemes and, when it is built in, sqlembic_<name>_driver. */
#include "sqlembic/driver.h"

#define BUILTIN(name)                                                   \
	extern const struct sqlembic_dialect sqlembic_##name##_dialect; \
	extern const char *const sqlembic_##name##_schemes[];           \
	extern const struct sqlembic_driver sqlembic_##name##_driver;
#ifdef SQLEMBIC_STATIC_DRIVERS
#define MODULE(name, client) BUILTIN(name)
#else
#define MODULE(name, client)                                            \
	extern const struct sqlembic_dialect sqlembic_##name##_dialect; \
	extern const char *const sqlembic_##name##_schemes[];
#endif
#include "drivers.def"
#undef BUILTIN
#undef MODULE

#define BUILTIN(name) \
	{ #name, sqlembic_##name##_schemes, &sqlembic_##name##_dialect, &sqlembic_##name##_driver, NULL },
#ifdef SQLEMBIC_STATIC_DRIVERS
#define MODULE(name, client) BUILTIN(name)
#else
#define MODULE(name, client) { #name, sqlembic_##name##_schemes, &sqlembic_##name##_dialect, NULL, client },
#endif
const struct sqlembic_engine sqlembic_engines[] = {
#include "drivers.def"
	{ NULL, NULL, NULL, NULL, NULL },
};
#undef BUILTIN
#undef MODULE
