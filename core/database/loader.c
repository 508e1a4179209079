/* loader.c: finds an engine's driver.  Drivers other than the built-in ones are modules, so that programs which never
 * ask for them do not pay for linking their client libraries. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "database/loader.h"
#include "sqlembic/error.h"

#ifndef SQLEMBIC_DRIVER_DIR
#define SQLEMBIC_DRIVER_DIR "/usr/local/lib/sqlembic"
#endif

typedef const struct sqlembic_driver *driver_entry(void);

/* `why` names the file: so do the texts of dlerror.  A module that is there but cannot be loaded lacks its client
 * library. */
static int fail_to_load(const struct sqlembic_engine *engine, const char *file, const char *why,
			struct sqlembic_error *err)
{
	bool there = access(file, F_OK) == 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the %s driver %s", engine->name,
		      there ? "cannot be loaded" : "is not installed");
	sqlembic_fail_detail(err, "%s", why);
	if (there && engine->client)
		return sqlembic_fail_hint(err, "install the client library that it uses (Debian: %s)",
					  engine->client);
	return sqlembic_fail_hint(err,
				  "install the driver module %s.so of sqlembic " SQLEMBIC_VERSION
				  ", or print the script with --sql and run it with the vendor's client",
				  engine->name);
}

/* The module stays loaded: its sessions may outlive any moment at which it could be let go.  Lazily, as the libraries that
 * it needs would be loaded for any program: the module itself is linked so that it is bound at once, and what it lacks
 * is known here. */
static int load(const struct sqlembic_driver **out, const struct sqlembic_engine *engine, const char *file,
		struct sqlembic_error *err)
{
	void *module = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	if (!module) {
		const char *why = dlerror();
		return fail_to_load(engine, file, why ? why : file, err);
	}
	/* ISO C has no cast from object to function pointers; POSIX has them share a representation. */
	void *symbol = dlsym(module, "sqlembic_driver");
	driver_entry *entry = NULL;
	memcpy(&entry, &symbol, sizeof(entry));
	const struct sqlembic_driver *driver = entry ? entry() : NULL;
	if (!driver) {
		(void)dlclose(module);
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s is no driver of sqlembic", file);
		return sqlembic_fail_hint(err, "install program and drivers of one version");
	}
	if (driver->abi != SQLEMBIC_DRIVER_ABI || strcmp(driver->name, engine->name) != 0) {
		unsigned abi = driver->abi;
		(void)dlclose(module);
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "%s is no %s driver for this sqlembic (driver interface %u, expected %u)", file,
			      engine->name, abi, (unsigned)SQLEMBIC_DRIVER_ABI);
		return sqlembic_fail_hint(err, "install program and drivers of one version");
	}
	*out = driver;
	return 0;
}

int loader_find(const struct sqlembic_driver **out, const struct sqlembic_engine *engine, const char *path,
		struct sqlembic_error *err)
{
	if (engine->driver) {
		*out = engine->driver;
		return 0;
	}
	char file[1024];
	int length = snprintf(file, sizeof(file), "%s/%s.so", path ? path : SQLEMBIC_DRIVER_DIR,
			      engine->name);
	if (length < 0 || (size_t)length >= sizeof(file))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the driver directory's name is too long");
	return load(out, engine, file, err);
}
