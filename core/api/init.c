/* init.c: the public calls that make a script directory. */
#include "api/door.h"
#include "scripts/init.h"

const struct sqlembic_template *sqlembic_templates(void)
{
	return init_templates();
}

int sqlembic_init(const struct sqlembic_init_options *options, struct sqlembic_error *err)
{
	struct sqlembic_init_options own;
	struct sqlembic_error spare;
	int rc = door_enter(&err, &spare, __func__,
			    (const struct door_argument[]){ { "options", options }, { NULL, NULL } });
	if (rc == 0)
		rc = door_options(&own, sizeof(own), &options->size, "options", err);
	return rc < 0 ? rc : init_project(&own, err);
}
