/* absent.c: the functions of Kerberos, LDAP and OAuth that libpq's archive calls, for the program without shared
 * libraries.  Debian has no archives of them.  Each says that it cannot, which libpq passes on when a server, a service file
 * or an option asks for one of these; nobody else notices.  Only that program is linked with this file. */
#include <libpq-fe.h>
#include <stdint.h>
#include <string.h>

/* ---- Kerberos: the C bindings of RFC 2744 ---- */

#define GSS_S_COMPLETE    0U
#define GSS_S_UNAVAILABLE (16U << 16)

struct gss_buffer {
	size_t length;
	void *value;
};

/* In the RFC each of these has a name of its own; libpq hands on nothing but null pointers. */
typedef void *handle;
typedef uint32_t status;

extern void *const GSS_C_NT_HOSTBASED_SERVICE;
void *const GSS_C_NT_HOSTBASED_SERVICE = NULL;

/* NOLINTBEGIN(readability-non-const-parameter): the parameters are those of the RFC. */
status gss_acquire_cred(status *minor, handle name, uint32_t seconds, handle mechanisms, int usage,
			handle *credentials, handle *actual, uint32_t *actual_seconds);
status gss_delete_sec_context(status *minor, handle *context, struct gss_buffer *token);
status gss_display_status(status *minor, status value, int type, handle mechanism, uint32_t *more,
			  struct gss_buffer *text);
status gss_import_name(status *minor, struct gss_buffer *text, handle type, handle *name);
status gss_init_sec_context(status *minor, handle credentials, handle *context, handle target,
			    handle mechanism, uint32_t flags, uint32_t seconds, handle bindings,
			    struct gss_buffer *received, handle *actual, struct gss_buffer *sent,
			    uint32_t *actual_flags, uint32_t *actual_seconds);
status gss_release_buffer(status *minor, struct gss_buffer *buffer);
status gss_release_cred(status *minor, handle *credentials);
status gss_release_name(status *minor, handle *name);
status gss_unwrap(status *minor, handle context, struct gss_buffer *in, struct gss_buffer *out,
		  int *is_private, uint32_t *quality);
status gss_wrap(status *minor, handle context, int is_private, uint32_t quality, struct gss_buffer *in,
		int *was_private, struct gss_buffer *out);
status gss_wrap_size_limit(status *minor, handle context, int is_private, uint32_t quality, uint32_t out,
			   uint32_t *in);

static status unavailable(status *minor)
{
	*minor = 0;
	return GSS_S_UNAVAILABLE;
}

status gss_acquire_cred(status *minor, handle name, uint32_t seconds, handle mechanisms, int usage,
			handle *credentials, handle *actual, uint32_t *actual_seconds)
{
	(void)name, (void)seconds, (void)mechanisms, (void)usage, (void)actual, (void)actual_seconds;
	*credentials = NULL;
	return unavailable(minor);
}

status gss_import_name(status *minor, struct gss_buffer *text, handle type, handle *name)
{
	(void)text, (void)type;
	*name = NULL;
	return unavailable(minor);
}

status gss_init_sec_context(status *minor, handle credentials, handle *context, handle target,
			    handle mechanism, uint32_t flags, uint32_t seconds, handle bindings,
			    struct gss_buffer *received, handle *actual, struct gss_buffer *sent,
			    uint32_t *actual_flags, uint32_t *actual_seconds)
{
	(void)credentials, (void)context, (void)target, (void)mechanism, (void)flags, (void)seconds,
		(void)bindings;
	(void)received, (void)actual, (void)sent, (void)actual_flags, (void)actual_seconds;
	return unavailable(minor);
}

status gss_unwrap(status *minor, handle context, struct gss_buffer *in, struct gss_buffer *out,
		  int *is_private, uint32_t *quality)
{
	(void)context, (void)in, (void)out, (void)is_private, (void)quality;
	return unavailable(minor);
}

status gss_wrap(status *minor, handle context, int is_private, uint32_t quality, struct gss_buffer *in,
		int *was_private, struct gss_buffer *out)
{
	(void)context, (void)is_private, (void)quality, (void)in, (void)was_private, (void)out;
	return unavailable(minor);
}

status gss_wrap_size_limit(status *minor, handle context, int is_private, uint32_t quality, uint32_t out,
			   uint32_t *in)
{
	(void)context, (void)is_private, (void)quality, (void)out, (void)in;
	return unavailable(minor);
}

/* What libpq shows after its own words. */
status gss_display_status(status *minor, status value, int type, handle mechanism, uint32_t *more,
			  struct gss_buffer *text)
{
	static const char words[] = "this program is linked without Kerberos";

	(void)value, (void)type, (void)mechanism;
	*minor = 0;
	*more = 0;
	*text = (struct gss_buffer){ .length = strlen(words), .value = (char *)words };
	return GSS_S_COMPLETE;
}

status gss_release_buffer(status *minor, struct gss_buffer *buffer)
{
	*minor = 0;
	*buffer = (struct gss_buffer){ 0 };
	return GSS_S_COMPLETE;
}

status gss_delete_sec_context(status *minor, handle *context, struct gss_buffer *token)
{
	(void)context, (void)token;
	*minor = 0;
	return GSS_S_COMPLETE;
}

status gss_release_cred(status *minor, handle *credentials)
{
	(void)credentials;
	*minor = 0;
	return GSS_S_COMPLETE;
}

status gss_release_name(status *minor, handle *name)
{
	(void)name;
	*minor = 0;
	return GSS_S_COMPLETE;
}

/* NOLINTEND(readability-non-const-parameter) */

/* ---- LDAP: a service file may name a directory that knows the server.  Without a handle nothing else is called. ---- */

#define LDAP_FAILED (-1)

handle ldap_init(const char *host, int port);
int ldap_set_option(handle ldap, int option, const void *value);
int ldap_simple_bind(handle ldap, const char *name, const char *password);
int ldap_result(handle ldap, int id, int all, void *timeout, handle *message);
int ldap_search_st(handle ldap, const char *base, int scope, const char *filter, char **attributes,
		   int types_only, void *timeout, handle *message);
int ldap_count_entries(handle ldap, handle message);
handle ldap_first_entry(handle ldap, handle message);
handle *ldap_get_values_len(handle ldap, handle entry, const char *attribute);
void ldap_value_free_len(handle *values);
int ldap_msgfree(handle message);
int ldap_unbind(handle ldap);
char *ldap_err2string(int code);

handle ldap_init(const char *host, int port)
{
	(void)host, (void)port;
	return NULL;
}

int ldap_set_option(handle ldap, int option, const void *value)
{
	(void)ldap, (void)option, (void)value;
	return LDAP_FAILED;
}

int ldap_simple_bind(handle ldap, const char *name, const char *password)
{
	(void)ldap, (void)name, (void)password;
	return LDAP_FAILED;
}

int ldap_result(handle ldap, int id, int all, void *timeout, handle *message)
{
	(void)ldap, (void)id, (void)all, (void)timeout, (void)message;
	return LDAP_FAILED;
}

int ldap_search_st(handle ldap, const char *base, int scope, const char *filter, char **attributes,
		   int types_only, void *timeout, handle *message)
{
	(void)ldap, (void)base, (void)scope, (void)filter, (void)attributes, (void)types_only, (void)timeout;
	*message = NULL;
	return LDAP_FAILED;
}

int ldap_count_entries(handle ldap, handle message)
{
	(void)ldap, (void)message;
	return 0;
}

handle ldap_first_entry(handle ldap, handle message)
{
	(void)ldap, (void)message;
	return NULL;
}

handle *ldap_get_values_len(handle ldap, handle entry, const char *attribute)
{
	(void)ldap, (void)entry, (void)attribute;
	return NULL;
}

void ldap_value_free_len(handle *values)
{
	(void)values;
}

int ldap_msgfree(handle message)
{
	(void)message;
	return 0;
}

int ldap_unbind(handle ldap)
{
	(void)ldap;
	return 0;
}

char *ldap_err2string(int code)
{
	(void)code;
	return (char *)"this program is linked without LDAP";
}

/* ---- OAuth, since PostgreSQL 18 ---- */

#ifdef LIBPQ_HAS_PROMPT_OAUTH_DEVICE
/* libpq's own, for the rest of its files. */
void libpq_append_conn_error(PGconn *db, const char *format, ...);
PostgresPollingStatusType pg_fe_run_oauth_flow(PGconn *db);
void pg_fe_cleanup_oauth_flow(PGconn *db);

PostgresPollingStatusType pg_fe_run_oauth_flow(PGconn *db)
{
	libpq_append_conn_error(db, "this program is linked without OAuth");
	return PGRES_POLLING_FAILED;
}

void pg_fe_cleanup_oauth_flow(PGconn *db)
{
	(void)db;
}
#endif
