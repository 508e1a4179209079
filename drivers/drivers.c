/* drivers.c: the table of engines, made from drivers.def.  A folder <name> defines sqlembic_<name>_dialect,
 * sqlembic_<name>_schemes and, when it is built in, sqlembic_<name>_driver. */
#include "sqlembic/driver.h"

/* The build has linked all drivers in. */
#ifdef SQLEMBIC_STATIC_DRIVERS
#define MODULE(name) BUILTIN(name)
#else
#define MODULE(name) LOADED_LATER(name)
#endif

#define BUILTIN(name)                                                   \
	extern const struct sqlembic_dialect sqlembic_##name##_dialect; \
	extern const char *const sqlembic_##name##_schemes[];           \
	extern const struct sqlembic_driver sqlembic_##name##_driver;
#define LOADED_LATER(name)                                              \
	extern const struct sqlembic_dialect sqlembic_##name##_dialect; \
	extern const char *const sqlembic_##name##_schemes[];
#include "drivers.def"
#undef BUILTIN
#undef LOADED_LATER

#define BUILTIN(name) \
	{ #name, sqlembic_##name##_schemes, &sqlembic_##name##_dialect, &sqlembic_##name##_driver },
#define LOADED_LATER(name) { #name, sqlembic_##name##_schemes, &sqlembic_##name##_dialect, NULL },
const struct sqlembic_engine sqlembic_engines[] = {
#include "drivers.def"
	{ NULL, NULL, NULL, NULL },
};
#undef BUILTIN
#undef LOADED_LATER
