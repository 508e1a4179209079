/* written.c: see written.h. */
#include "written.h"

#include <string.h>

#include "tojson.h"

void written_marks(struct sqlembic_buf *out, const struct written *written)
{
	if (strcmp(written->transaction, "on") != 0)
		sqlembic_buf_printf(out, " (transaction: %s)", written->transaction);
	if (!written->down)
		sqlembic_buf_puts(out, " (irreversible)");
	if (!written->is_new)
		sqlembic_buf_puts(out, " (there already)");
}

json_t *written_json(const struct written *written)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "revision", tojson_text(written->revision));
	failed |= tojson_put(o, "message", tojson_text(written->message));
	failed |= tojson_put(o, written->up_key, tojson_text(written->up));
	failed |= tojson_put_text(o, written->down_key, written->down);
	failed |= tojson_put(o, "transaction", tojson_text(written->transaction));
	failed |= tojson_put(o, "is_new", json_boolean(written->is_new));
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}
