/* proxy.c: runs a command and stands between it and a server, so that tests can break a connection at a chosen byte and
 * benches can have a distant server.
 *
 *	proxy [OPTION ...] LISTEN SERVER COMMAND [ARGUMENT ...]
 *
 *	--cut-up=BYTES, --cut-down=BYTES   cut all connections once so many have gone to the server, or come from it
 *	--reset                            cut TCP by RST, not by an orderly close
 *	--delay-up=MS, --delay-down=MS     let every byte arrive so much later; as many as wish are on their way
 *	--report=FILE                      at the end, leave "UP DOWN" there: the bytes read from either side
 *
 * LISTEN and SERVER are a Unix socket's path, with a slash in it, or a port of 127.0.0.1; 0 for LISTEN is a free
 * one.  The command finds it in PROXY_PORT and starts when connections are accepted.  SIGUSR1 cuts all connections;
 * SIGINT and SIGTERM go to the command.  After a cut new connections are served as before.  The exit status is the
 * command's. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHUNK 65536
/* So much may be on its way in one direction of a connection: 5 ms of 3 GB a second. */
#define ON_ITS_WAY ((size_t)16 << 20)

enum { UP, DOWN };

struct chunk {
	struct chunk *next;
	int64_t due;
	size_t len, sent;
	unsigned char data[];
};

/* One direction of a connection. */
struct stream {
	int from, to;
	struct chunk *first, *last;
	size_t queued;
	bool ended;  /* nothing more comes */
	bool closed; /* and the receiver knows */
};

struct link {
	struct link *next;
	struct stream streams[2];
};

struct proxy {
	const char *listen_at, *server, *report;
	bool reset;
	int64_t delay[2];  /* ns */
	long long left[2]; /* bytes up to the cut; negative: none comes */
	long long total[2];
	int listener;
	pid_t command;
	struct link *links;
	struct pollfd *fds;
	size_t nfds, cap;
};

static volatile sig_atomic_t child_ended, cut_asked, pass_on;

static void on_signal(int number)
{
	if (number == SIGCHLD)
		child_ended = 1;
	else if (number == SIGUSR1)
		cut_asked = 1;
	else
		pass_on = number;
}

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)fputs("proxy: ", stderr);
	(void)vfprintf(stderr, format, args);
	(void)fprintf(stderr, ": %s\n", strerror(errno));
	va_end(args);
	exit(125);
}

static int64_t now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- sockets ------------------------------------------------------------------------------------------- */

union address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_un un;
};

static socklen_t parse_address(union address *out, const char *text)
{
	memset(out, 0, sizeof(*out));
	if (strchr(text, '/')) {
		out->un.sun_family = AF_UNIX;
		if (strlen(text) >= sizeof(out->un.sun_path)) {
			errno = ENAMETOOLONG;
			die("%s", text);
		}
		memcpy(out->un.sun_path, text, strlen(text) + 1);
		return sizeof(out->un);
	}
	out->in.sin_family = AF_INET;
	out->in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	out->in.sin_port = htons((uint16_t)strtoul(text, NULL, 10));
	return sizeof(out->in);
}

static void prepare(int fd)
{
	int yes = 1;
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

static void start_listening(struct proxy *p)
{
	union address address;
	socklen_t size = parse_address(&address, p->listen_at);
	char port[8];
	if (address.any.sa_family == AF_UNIX)
		(void)unlink(p->listen_at);
	p->listener = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (p->listener < 0 || bind(p->listener, &address.any, size) < 0 ||
	    listen(p->listener, SOMAXCONN) < 0 || getsockname(p->listener, &address.any, &size) < 0)
		die("cannot listen at %s", p->listen_at);
	if (address.any.sa_family == AF_INET) {
		(void)snprintf(port, sizeof(port), "%u", ntohs(address.in.sin_port));
		(void)setenv("PROXY_PORT", port, 1);
	}
}

static void add_link(struct proxy *p, int client, int server)
{
	struct link *link = calloc(1, sizeof(*link));
	if (!link)
		die("no memory");
	prepare(client);
	prepare(server);
	link->streams[UP] = (struct stream){ .from = client, .to = server };
	link->streams[DOWN] = (struct stream){ .from = server, .to = client };
	link->next = p->links;
	p->links = link;
}

/* A server that is not there is met as it would be without us: the connection ends. */
static void accept_client(struct proxy *p)
{
	union address address;
	socklen_t size = parse_address(&address, p->server);
	int client = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC);
	if (client < 0)
		return;
	int server = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (server < 0)
		die("no socket");
	if (connect(server, &address.any, size) == 0) {
		add_link(p, client, server);
		return;
	}
	(void)close(client);
	(void)close(server);
}

static void drop_chunks(struct stream *s)
{
	while (s->first) {
		struct chunk *next = s->first->next;
		free(s->first);
		s->first = next;
	}
}

static void free_link(struct link *link)
{
	drop_chunks(&link->streams[UP]);
	drop_chunks(&link->streams[DOWN]);
	(void)close(link->streams[UP].from);
	(void)close(link->streams[UP].to);
	free(link);
}

static void cut(struct proxy *p)
{
	const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
	while (p->links) {
		struct link *link = p->links;
		p->links = link->next;
		for (int i = UP; p->reset && i <= DOWN; i++)
			(void)setsockopt(link->streams[i].from, SOL_SOCKET, SO_LINGER, &at_once,
					 sizeof(at_once));
		free_link(link);
	}
}

/* ---- bytes --------------------------------------------------------------------------------------------- */

/* Takes what has come, up to the byte behind which the connection is to be cut. */
static void receive(struct proxy *p, struct stream *s, int way)
{
	unsigned char bytes[CHUNK];
	size_t wanted = sizeof(bytes);
	if (p->left[way] >= 0 && p->left[way] < (long long)sizeof(bytes))
		wanted = (size_t)p->left[way];
	ssize_t n = read(s->from, bytes, wanted);
	if (n <= 0) {
		s->ended = n == 0 || (errno != EAGAIN && errno != EINTR);
		return;
	}
	struct chunk *chunk = malloc(sizeof(*chunk) + (size_t)n);
	if (!chunk)
		die("no memory");
	*chunk = (struct chunk){ .due = now() + p->delay[way], .len = (size_t)n };
	memcpy(chunk->data, bytes, (size_t)n);
	if (s->first)
		s->last->next = chunk;
	else
		s->first = chunk;
	s->last = chunk;
	s->queued += chunk->len;
	p->total[way] += n;
	if (p->left[way] >= 0)
		p->left[way] -= n;
}

/* Passes on what is due, and the end behind it. */
static void deliver(struct stream *s)
{
	while (s->first && s->first->due <= now()) {
		struct chunk *chunk = s->first;
		ssize_t n = send(s->to, chunk->data + chunk->sent, chunk->len - chunk->sent, MSG_NOSIGNAL);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0) {
			drop_chunks(s);
			s->ended = true;
			break;
		}
		chunk->sent += (size_t)n;
		s->queued -= (size_t)n;
		if (chunk->sent < chunk->len)
			return;
		s->first = chunk->next;
		free(chunk);
	}
	if (s->ended && !s->first && !s->closed) {
		(void)shutdown(s->to, SHUT_WR);
		s->closed = true;
	}
}

/* Whether the last byte before the cut has been passed on. */
static bool cut_is_due(const struct proxy *p)
{
	for (int way = UP; way <= DOWN; way++) {
		bool drained = p->left[way] == 0;
		for (const struct link *link = p->links; link && drained; link = link->next)
			drained = !link->streams[way].first;
		if (drained)
			return true;
	}
	return false;
}

static void move_bytes(struct proxy *p)
{
	struct link **at = &p->links;
	while (*at) {
		struct link *link = *at;
		for (int way = UP; way <= DOWN; way++) {
			struct stream *s = &link->streams[way];
			if (!s->ended && p->left[way] != 0 && s->queued < ON_ITS_WAY)
				receive(p, s, way);
			deliver(s);
		}
		if (link->streams[UP].closed && link->streams[DOWN].closed) {
			*at = link->next;
			free_link(link);
		} else {
			at = &link->next;
		}
	}
	if (cut_is_due(p)) {
		cut(p);
		p->left[UP] = p->left[DOWN] = -1;
	}
}

/* ---- waiting ------------------------------------------------------------------------------------------- */

static void watch(struct proxy *p, int fd, short events)
{
	if (p->nfds == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 16;
		p->fds = realloc(p->fds, p->cap * sizeof(*p->fds));
		if (!p->fds)
			die("no memory");
	}
	/* Without events, a connection that has ended would be reported again and again. */
	p->fds[p->nfds++] = (struct pollfd){ .fd = events ? fd : -1, .events = events };
}

/* What to wait for; returns for how long at most, negative for ever. */
static int64_t choose(struct proxy *p)
{
	int64_t soonest = INT64_MAX, t = now();
	p->nfds = 0;
	watch(p, p->listener, POLLIN);
	for (const struct link *link = p->links; link; link = link->next) {
		for (int way = UP; way <= DOWN; way++) {
			const struct stream *s = &link->streams[way];
			bool room = !s->ended && p->left[way] != 0 && s->queued < ON_ITS_WAY;
			watch(p, s->from, room ? POLLIN : 0);
			bool due = s->first && s->first->due <= t;
			watch(p, s->to, due ? POLLOUT : 0);
			if (s->first && !due && s->first->due < soonest)
				soonest = s->first->due;
		}
	}
	return soonest == INT64_MAX ? -1 : soonest - t;
}

static void take_signals(struct proxy *p)
{
	if (pass_on) {
		(void)kill(p->command, pass_on);
		pass_on = 0;
	}
	if (cut_asked) {
		cut_asked = 0;
		cut(p);
	}
}

static void serve(struct proxy *p, const sigset_t *unblocked)
{
	while (!child_ended) {
		int64_t wait = choose(p);
		struct timespec timeout = { .tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000 };
		if (ppoll(p->fds, p->nfds, wait < 0 ? NULL : &timeout, unblocked) > 0 && p->fds[0].revents)
			accept_client(p);
		take_signals(p);
		move_bytes(p);
	}
}

/* ---- the command --------------------------------------------------------------------------------------- */

/* Signals come while we wait and at no other time. */
static void listen_to_signals(sigset_t *before)
{
	static const int numbers[] = { SIGCHLD, SIGUSR1, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = on_signal };
	sigset_t ours;
	(void)sigemptyset(&ours);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		(void)sigaddset(&ours, numbers[i]);
		(void)sigaction(numbers[i], &action, NULL);
	}
	(void)sigprocmask(SIG_BLOCK, &ours, before);
}

static pid_t start_command(char **words, const sigset_t *before)
{
	pid_t pid = fork();
	if (pid < 0)
		die("cannot fork");
	if (pid > 0)
		return pid;
	(void)sigprocmask(SIG_SETMASK, before, NULL);
	(void)execvp(words[0], words);
	die("%s", words[0]);
}

static int finish(const struct proxy *p)
{
	int status = 0;
	(void)waitpid(p->command, &status, 0);
	if (strchr(p->listen_at, '/'))
		(void)unlink(p->listen_at);
	if (p->report) {
		FILE *file = fopen(p->report, "w");
		if (!file || fprintf(file, "%lld %lld\n", p->total[UP], p->total[DOWN]) < 0 || fclose(file))
			die("%s", p->report);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void usage(void)
{
	(void)fputs(
		"usage: proxy [--cut-up=BYTES] [--cut-down=BYTES] [--reset] [--delay-up=MS] [--delay-down=MS]"
		" [--report=FILE] LISTEN SERVER COMMAND...\n",
		stderr);
	exit(125);
}

static void parse(struct proxy *p, int argc, char **argv)
{
	static const struct option options[] = {
		{ "cut-up", required_argument, NULL, 'u' },
		{ "cut-down", required_argument, NULL, 'd' },
		{ "delay-up", required_argument, NULL, 'U' },
		{ "delay-down", required_argument, NULL, 'D' },
		{ "reset", no_argument, NULL, 'r' },
		{ "report", required_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 },
	};
	int c;
	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'u' || c == 'd')
			p->left[c == 'd'] = strtoll(optarg, NULL, 10);
		else if (c == 'U' || c == 'D')
			p->delay[c == 'D'] = (int64_t)(strtod(optarg, NULL) * 1e6);
		else if (c == 'r')
			p->reset = true;
		else if (c == 'o')
			p->report = optarg;
		else
			usage();
	}
	if (argc - optind < 3)
		usage();
	p->listen_at = argv[optind];
	p->server = argv[optind + 1];
}

int main(int argc, char **argv)
{
	struct proxy p = { .left = { -1, -1 } };
	sigset_t before;
	parse(&p, argc, argv);
	start_listening(&p);
	listen_to_signals(&before);
	p.command = start_command(argv + optind + 2, &before);
	/* The mask that was there, so that our signals come through, too. */
	serve(&p, &before);
	cut(&p);
	free(p.fds);
	return finish(&p);
}
