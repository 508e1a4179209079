/* tojson.h: the library's structures as JSON. Keys are the structures' own names; an unknown fact is left
 * out.  Functions that make a value return NULL when out of memory; tojson_put then refuses it. */
#ifndef TOJSON_H
#define TOJSON_H

#include <jansson.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Text, with U+FFFD for what is not UTF-8; NULL becomes null. */
json_t *tojson_text(const char *text);
json_t *tojson_texts(const char *const *texts, size_t n);
json_t *tojson_revision(const struct sqlembic_revision *revision);
json_t *tojson_revisions(const struct sqlembic_revisions *revisions);
json_t *tojson_log_entry(const struct sqlembic_log_entry *entry);
json_t *tojson_current(const struct sqlembic_current *current);
json_t *tojson_comparison(const struct sqlembic_comparison *comparison);

/* Sets a key and takes over the value; non-zero when out of memory or when either is NULL. */
int tojson_put(json_t *object, const char *key, json_t *value);
/* The same, but leaves an empty or absent text out. */
int tojson_put_text(json_t *object, const char *key, const char *text);

/* Appends a document for people and programs (indented) or one line, and releases it.  NULL or `failed`
 * marks the buffer as failed. */
void tojson_document(struct sqlembic_buf *out, json_t *value, int failed);
void tojson_line(struct sqlembic_buf *out, json_t *value, int failed);

/* Appends the error as one object; `hint` is what is said as such. */
void tojson_error(struct sqlembic_buf *out, const struct sqlembic_error *err, const char *hint);

#endif
