/* config_fixture.h: a directory, an environment and the configuration that is loaded in it, for tests. */
#ifndef CONFIG_FIXTURE_H
#define CONFIG_FIXTURE_H

#include "base/arena.h"
#include "config/config.h"

/* A directory of its own, the environment, and the configuration in it. */
struct fixture {
	char directory[64];
	struct arena arena;
	struct sqlembic_error err;
	struct config *config;
};

/* getenv of the options has no payload. */
extern const struct sqlembic_pair *environment;

void set_up(struct fixture *f);
void write_file(const char *path, const char *text);
int load(struct fixture *f, const struct sqlembic_options *options);
/* Writes alembic.ini and loads it. */
void load_text(struct fixture *f, const char *text);
void tear_down(struct fixture *f);
/* The value of a key, "(null)", or the message for which there is none. */
const char *string(struct fixture *f, const char *key);

#endif
