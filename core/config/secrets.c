/* secrets.c: hides passwords by the names of their keys, by the shape of a URL, and by what they are: a password that has a
 * key of its own, under whatever name, is known from the URL that refers to it. */
#include "config/secrets.h"

#include <stdlib.h>
#include <string.h>

#include "config/parts.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "sqlembic/error.h"
#include "sqlembic/mask.h"
#include "sqlembic/text.h"

#define MASK "***"

/* Shorter ones are parts of too many words. */
#define SHORTEST_PART 4

/* A secret as a URL writes it; NULL when out of memory. */
static const char *encode(struct config *config, const char *secret)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	url_encode(&out, secret);
	const char *text = out.failed ? NULL : arena_copy(config->arena, sqlembic_buf_text(&out), out.len);
	sqlembic_buf_release(&out);
	return text;
}

static int add(struct secrets *out, struct config *config, const char *secret, struct sqlembic_error *err)
{
	if (!secret || !*secret)
		return 0;
	const char *encoded = encode(config, secret);
	if (!encoded || !names_put(&out->names, config->arena, 0, secret, 0) ||
	    !names_put(&out->names, config->arena, 0, encoded, 0))
		return sqlembic_fail_memory(err);
	return 0;
}

/* Also remembers it as one that is used, for values that hold it somewhere. */
static int add_in_use(struct secrets *out, struct config *config, const char *secret,
		      struct sqlembic_error *err)
{
	if (!secret || strlen(secret) < SHORTEST_PART)
		return add(out, config, secret, err);
	const char *encoded = encode(config, secret);
	if (!encoded)
		return sqlembic_fail_memory(err);
	out->in_use[out->n++] = secret;
	if (strcmp(encoded, secret) != 0)
		out->in_use[out->n++] = encoded;
	return add(out, config, secret, err);
}

/* The password of a text that is no URL by mistake: all between the first colon and the last "@". */
static int add_guess(struct secrets *out, struct config *config, const char *text, struct sqlembic_error *err)
{
	const char *colon = strchr(strstr(text, "://") + 3, ':');
	const char *at = colon ? strrchr(colon, '@') : NULL;
	if (!at)
		return 0;
	const char *password = arena_copy(config->arena, colon + 1, (size_t)(at - colon) - 1);
	return password ? add_in_use(out, config, password, err) : sqlembic_fail_memory(err);
}

static int add_url(struct secrets *out, struct config *config, const char *text, struct sqlembic_error *err)
{
	struct sqlembic_url url = { 0 };
	if (!text || !strstr(text, "://"))
		return 0;
	bool is_url = url_parse(&url, config->arena, text, NULL) == 0;
	const char **bigger = arena_alloc(config->arena, out->n + 2 * url.nparams + 2, sizeof(*bigger));
	if (!bigger)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < out->n; i++)
		bigger[i] = out->in_use[i];
	out->in_use = bigger;
	if (!is_url)
		return add_guess(out, config, text, err);
	int rc = add_in_use(out, config, url.password, err);
	for (size_t i = 0; rc == 0 && i < url.nparams; i++) {
		if (sqlembic_mask_hides(url.params[i].key))
			rc = add_in_use(out, config, url.params[i].value, err);
	}
	return rc;
}

static int compare_length(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;
	size_t nx = strlen(*x), ny = strlen(*y);
	return (nx < ny) - (nx > ny);
}

int secrets_collect(struct secrets *out, struct config *config, struct sqlembic_error *err)
{
	const char *value;
	int rc = 0;
	*out = (struct secrets){ 0 };
	for (const struct config_key *key = keys_all; rc == 0 && key->name; key++) {
		if (key->kind == CONFIG_URL && config_string(config, key->name, &value, NULL) == 0)
			rc = add_url(out, config, value, err);
	}
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (lookup_is_foreign(config, entry) && sqlembic_mask_hides(entry->key) &&
		    config_string(config, entry->key, &value, NULL) == 0)
			rc = add(out, config, value, err);
	}
	if (out->n)
		qsort(out->in_use, out->n, sizeof(*out->in_use), compare_length);
	return rc;
}

/* A copy of the text with each secret that is used replaced. */
static const char *replace(const struct secrets *secrets, struct config *config, const char *text)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	while (*text) {
		size_t i = 0;
		while (i < secrets->n && strncmp(text, secrets->in_use[i], strlen(secrets->in_use[i])) != 0)
			i++;
		if (i < secrets->n)
			sqlembic_buf_puts(&out, MASK);
		else
			sqlembic_buf_putc(&out, *text);
		text += i < secrets->n ? strlen(secrets->in_use[i]) : 1;
	}
	const char *copy = out.failed ? NULL : arena_copy(config->arena, sqlembic_buf_text(&out), out.len);
	sqlembic_buf_release(&out);
	return copy;
}

const char *secrets_hide(const struct secrets *secrets, struct config *config, const char *key,
			 enum config_kind kind, const char *value)
{
	/* Our own settings are no passwords, but for the command that prints a schema. */
	bool is_free = !keys_find(key) || strcmp(key, "target_metadata") == 0;
	if (sqlembic_mask_hides(key) || (is_free && names_find(&secrets->names, 0, value) != NAMES_NONE))
		return MASK;
	/* "@": a URL that is mistyped. */
	bool is_suspect = strstr(value, "://") || strchr(value, '@') || sqlembic_casestr(value, "pass") ||
			  sqlembic_casestr(value, "pwd=");
	if (kind == CONFIG_URL || is_suspect)
		value = url_mask(config->arena, value);
	return value && is_free && secrets->n ? replace(secrets, config, value) : value;
}
