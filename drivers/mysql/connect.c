/* connect.c: makes a connection, with the options of either client library.  It is called for the session and,
 * from another thread, for cancelling its statement. */
#include "connect.h"
#ifdef SQLEMBIC_STATIC
#include "static/caching_sha2.h"
#endif

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "library.h"
#include "sqlembic/clock.h"
#include "sqlembic/flag.h"
#include "sqlembic/text.h"

/* A statement may run for hours without a byte on the wire: gateways forget such connections, so something must
 * be said now and then. */
#define KEEPALIVE_IDLE_S     60
#define KEEPALIVE_INTERVAL_S 15
#define KEEPALIVE_COUNT      8

/* Statements are limited by the server's max_allowed_packet, not by the library. */
#define CLIENT_PACKET (1024UL * 1024 * 1024)

int mysqldb_socket(MYSQL *db)
{
#ifdef LIBMARIADB
	return mysql_get_socket(db);
#else
	return db->net.fd;
#endif
}

static void keep_alive(MYSQL *db)
{
	int fd = mysqldb_socket(db);
	const struct {
		int level, name, value;
	} options[] = {
		{ SOL_SOCKET, SO_KEEPALIVE, 1 },
		{ IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_S },
		{ IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_S },
		{ IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_COUNT },
	};
	/* On a Unix socket these mean nothing and fail, which is fine. */
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		(void)setsockopt(fd, options[i].level, options[i].name, &options[i].value,
				 sizeof(options[i].value));
}

static bool is_here(const struct mysqldb_target *t)
{
	return !t->host || sqlembic_casecmp(t->host, "localhost") == 0 || strncmp(t->host, "127.", 4) == 0 ||
	       strcmp(t->host, "::1") == 0;
}

static enum mysqldb_tls effective_tls(const struct mysqldb_target *t)
{
	if (t->tls != MYSQLDB_TLS_AUTO)
		return t->tls;
	/* On this machine encryption protects from nobody and costs more than everything else that connecting
	 * does. */
	return t->socket || is_here(t) ? MYSQLDB_TLS_DISABLED : MYSQLDB_TLS_PREFERRED;
}

static void set_tls(MYSQL *db, enum mysqldb_tls tls)
{
#ifdef LIBMARIADB
	/* "Enforce" only asks for it: whether it was granted is looked at afterwards. */
	const bool wanted = tls >= MYSQLDB_TLS_PREFERRED;
	/* This library compares the name whenever it looks at the certificate. */
	const bool verified = tls >= MYSQLDB_TLS_VERIFY_CA;
	(void)mysql_options(db, MYSQL_OPT_SSL_ENFORCE, &wanted);
	(void)mysql_options(db, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verified);
#else
	static const unsigned modes[] = { [MYSQLDB_TLS_DISABLED] = SSL_MODE_DISABLED,
					  [MYSQLDB_TLS_PREFERRED] = SSL_MODE_PREFERRED,
					  [MYSQLDB_TLS_REQUIRED] = SSL_MODE_REQUIRED,
					  [MYSQLDB_TLS_VERIFY_CA] = SSL_MODE_VERIFY_CA,
					  [MYSQLDB_TLS_VERIFY_IDENTITY] = SSL_MODE_VERIFY_IDENTITY };
	(void)mysql_options(db, MYSQL_OPT_SSL_MODE, &modes[tls]);
#endif
}

/* Both libraries take a file of authorities for "encrypt and verify", whatever the other options say. */
static bool is_unwanted(const struct mysqldb_target *t, enum mysqldb_tls tls, enum mysql_option option)
{
	switch (option) {
	case MYSQL_OPT_SSL_CA:
	case MYSQL_OPT_SSL_CAPATH:
	case MYSQL_OPT_SSL_CRL:
		return tls == MYSQLDB_TLS_DISABLED || (t->unverified && tls < MYSQLDB_TLS_VERIFY_CA);
	case MYSQL_OPT_SSL_CERT:
	case MYSQL_OPT_SSL_KEY:
	case MYSQL_OPT_SSL_CIPHER:
		return tls == MYSQLDB_TLS_DISABLED;
	default:
		return false;
	}
}

static MYSQL *prepare(const struct mysqldb_target *t, enum mysqldb_tls tls)
{
	MYSQL *db = mysqldb_new_handle();
	const unsigned infile = t->local_infile;
	const unsigned long packet = CLIENT_PACKET;

	if (!db)
		return NULL;
#ifdef SQLEMBIC_STATIC
	mysqldb_register_caching_sha2(db);
#endif
	(void)mysql_options(db, MYSQL_SET_CHARSET_NAME, t->charset);
	(void)mysql_options(db, MYSQL_OPT_LOCAL_INFILE, &infile);
	(void)mysql_options(db, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
	if (t->connect_timeout_s)
		(void)mysql_options(db, MYSQL_OPT_CONNECT_TIMEOUT, &t->connect_timeout_s);
	if (t->compress)
		(void)mysql_options(db, MYSQL_OPT_COMPRESS, NULL);
	if (t->application)
		(void)mysql_options4(db, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", t->application);
	if (t->option_files)
		(void)mysql_options(db, MYSQL_READ_DEFAULT_GROUP, "sqlembic");
	for (size_t i = 0; i < t->noptions; i++)
		if (!is_unwanted(t, tls, t->options[i].option))
			(void)mysql_options(db, t->options[i].option, t->options[i].text);
	set_tls(db, tls);
	return db;
}

#ifdef LIBMARIADB
/* How often the cancel flag is looked at, which another thread may set. */
#define CANCEL_TICK_MS 20
/* The library connects on a stack of its own then; TLS and its plugins want more of it than its default. */
#define CONNECT_STACK ((size_t)256 * 1024)

/* Waits for what the library waits for; a cancellation is told to it as the end of its time. */
static int wait_for(MYSQL *db, int wanted, const volatile sig_atomic_t *cancel)
{
	struct pollfd socket = { .fd = mysqldb_socket(db) };
	const long long end = wanted & MYSQL_WAIT_TIMEOUT
				      ? sqlembic_clock_ms() + mysql_get_timeout_value_ms(db)
				      : 0;
	socket.events = (short)((wanted & MYSQL_WAIT_READ ? POLLIN : 0) |
				(wanted & MYSQL_WAIT_WRITE ? POLLOUT : 0) |
				(wanted & MYSQL_WAIT_EXCEPT ? POLLPRI : 0));
	while (!sqlembic_flag_is_set(cancel) && (!end || sqlembic_clock_ms() < end)) {
		if (poll(&socket, 1, CANCEL_TICK_MS) > 0)
			return wanted & ~MYSQL_WAIT_TIMEOUT;
	}
	return MYSQL_WAIT_TIMEOUT;
}

static bool connect_watched(MYSQL *db, const struct mysqldb_target *t, const char *host, unsigned long flags,
			    const volatile sig_atomic_t *cancel)
{
	MYSQL *made = NULL;
	int wanted = mysql_real_connect_start(&made, db, host, t->user, t->password, t->database, t->port,
					      t->socket, flags);
	while (wanted)
		wanted = mysql_real_connect_cont(&made, db, wait_for(db, wanted, cancel));
	return made;
}
#endif

/* Oracle's library ends by its own limit of time only, as MariaDB's does on machines that it has no second stack for. */
static bool connect_to(MYSQL *db, const struct mysqldb_target *t, const char *host, unsigned long flags,
		       const volatile sig_atomic_t *cancel)
{
#ifdef LIBMARIADB
	const size_t stack = CONNECT_STACK;
	if (cancel && mysql_options(db, MYSQL_OPT_NONBLOCK, &stack) == 0)
		return connect_watched(db, t, host, flags, cancel);
#endif
	(void)cancel;
	return mysql_real_connect(db, host, t->user, t->password, t->database, t->port, t->socket, flags);
}

static bool connect_now(MYSQL *db, const struct mysqldb_target *t, bool tcp,
			const volatile sig_atomic_t *cancel)
{
	const unsigned protocol = MYSQL_PROTOCOL_TCP;
	/* UPDATE counts the rows that it finds, not those that it makes different. */
	const unsigned long flags = CLIENT_FOUND_ROWS | CLIENT_MULTI_RESULTS | CLIENT_MULTI_STATEMENTS;
	const char *host = t->host;

	if (tcp) {
		(void)mysql_options(db, MYSQL_OPT_PROTOCOL, &protocol);
		/* The name means the socket to some versions of the library whatever the protocol is. */
		if (!host || sqlembic_casecmp(host, "localhost") == 0)
			host = "127.0.0.1";
	}
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const bool ok = connect_to(db, t, host, flags, cancel);
	mysqldb_quiet_end(&quiet);
	return ok;
}

/* Whether the server asks for encryption, and the URL does not forbid it. */
static bool wants_tls(const struct mysqldb_target *t, unsigned number)
{
	if (t->tls != MYSQLDB_TLS_AUTO || effective_tls(t) != MYSQLDB_TLS_DISABLED)
		return false;
	return number == CR_AUTH_PLUGIN_ERR || number == 3159 /* ER_SECURE_TRANSPORT_REQUIRED */;
}

/* "localhost" is the Unix socket to mysqlclient and the port to pymysql.  A port that is given is meant; without
 * one the socket comes first. */
MYSQL *mysqldb_connect(const struct mysqldb_target *t, const volatile sig_atomic_t *cancel, MYSQL **failed)
{
	bool local = !t->socket && t->host && sqlembic_casecmp(t->host, "localhost") == 0;
	bool tcp = local && t->port;
	enum mysqldb_tls tls = effective_tls(t);

	for (;;) {
		MYSQL *db = prepare(t, tls);
		*failed = db;
		if (!db)
			return NULL;
		if (connect_now(db, t, tcp, cancel)) {
			keep_alive(db);
			*failed = NULL;
			return db;
		}
		unsigned number = mysql_errno(db);
		if (local && !tcp && number == CR_CONNECTION_ERROR)
			tcp = true;
		else if (tls == MYSQLDB_TLS_DISABLED && wants_tls(t, number))
			tls = MYSQLDB_TLS_REQUIRED;
		else
			return NULL;
		mysqldb_close_handle(db);
	}
}

/* Servers before 11 call themselves "5.5.5-10.11.8-MariaDB": Oracle's library takes that for a 5.5. */
unsigned long mysqldb_mariadb_version(MYSQL *db)
{
	static const char prefix[] = "5.5.5-";
	const char *said = mysql_get_server_info(db);
	unsigned long version = 0;
	if (strncmp(said, prefix, sizeof(prefix) - 1) == 0)
		said += sizeof(prefix) - 1;
	for (unsigned long unit = 10000; unit > 0; unit /= 100) {
		char *end;
		version += unit * strtoul(said, &end, 10);
		if (*end != '.')
			break;
		said = end + 1;
	}
	return version;
}

/* The number by which Oracle's library asks for utf8mb4 is unknown to MariaDB and to MySQL before 8.0.  They use their
 * own default then, without an error. */
static bool may_mistake_charset(MYSQL *db)
{
#ifdef LIBMARIADB
	(void)db;
	return false;
#else
	return mysql_get_server_version(db) < 80000 || strstr(mysql_get_server_info(db), "MariaDB");
#endif
}

const char *mysqldb_connect_flaw(MYSQL *db, const struct mysqldb_target *t)
{
	if (t->tls >= MYSQLDB_TLS_REQUIRED && !mysql_get_ssl_cipher(db))
		return "the server does not offer TLS, and the URL requires it";
	/* An option file may have chosen another one. */
	bool same = sqlembic_casecmp(mysql_character_set_name(db), t->charset) == 0 &&
		    !may_mistake_charset(db);
	if (same)
		return NULL;
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const bool set = mysql_set_character_set(db, t->charset) == 0;
	mysqldb_quiet_end(&quiet);
	return set ? NULL : mysql_error(db);
}
