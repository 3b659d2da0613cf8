#include "words/pdf.h"

#include "words/words.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/*
 * A sheet takes a fraction of a second and some 30 MB; a file that takes more
 * than these is no sheet, whatever else it is.
 */
enum {
	SECONDS = 60, /* by the clock on the wall */
	MEMORY = 1024 * 1024 * 1024, /* address space, bytes */
	OUTPUT = 512 * 1024 * 1024, /* bytes that it may write */
	CHUNK = 64 * 1024,
};

/* The child: the document goes down one descriptor, words come up another. */
struct child {
	pid_t pid; /* 0: none */
	int down, up; /* -1: closed */
	struct in *in; /* the document */
	int64_t deadline; /* milliseconds */
	size_t written;
	const char *error; /* why it was given up; NULL: it was not */
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
limit(pid_t pid, int what, rlim_t most)
{
	struct rlimit l = {most, most};

	(void)prlimit(pid, (enum __rlimit_resource)what, &l,
	    NULL); /* a limit less is no failure */
}

/* False: errno tells why. */
static bool
child_start(struct child *c, struct in *in)
{
	char *const argv[] = {(char[]){"pdftotext"}, (char[]){"-q"},
	    (char[]){"-enc"}, (char[]){"UTF-8"}, (char[]){"-bbox-layout"},
	    (char[]){"-"}, (char[]){"-"}, NULL};
	int down[2], up[2], error;
	posix_spawn_file_actions_t files;

	*c = (struct child){
	    .down = -1, .up = -1, .in = in, .deadline = now() + SECONDS * 1000};
	/* a socket, so that a child that is gone raises no SIGPIPE */
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, down) < 0)
		return false;
	if (pipe2(up, O_CLOEXEC) < 0) {
		error = errno;
		close(down[0]);
		close(down[1]);
		errno = error;
		return false;
	}
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, down[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, up[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(
	    &files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	error = posix_spawnp(&c->pid, argv[0], &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	close(down[1]);
	close(up[1]);
	c->down = down[0];
	c->up = up[0];
	if (error) {
		c->pid = 0;
		close(c->down);
		close(c->up);
		c->down = c->up = -1;
		errno = error;
		return false;
	}
	limit(c->pid, RLIMIT_AS, MEMORY);
	limit(c->pid, RLIMIT_CPU, SECONDS);
	limit(c->pid, RLIMIT_CORE, 0);
	return true;
}

/* Sends what fits now; closes its end behind the last byte. */
static void
send_some(struct child *c)
{
	str bytes = in_peek(c->in, CHUNK);
	ssize_t n;

	if (!bytes.n) {
		close(c->down);
		c->down = -1;
		if (c->in->error)
			c->error = c->in->error;
		return;
	}
	n = send(c->down, bytes.p, bytes.n < CHUNK ? bytes.n : CHUNK,
	    MSG_NOSIGNAL | MSG_DONTWAIT);
	if (n > 0) {
		in_consume(c->in, (size_t)n);
	} else if (errno != EAGAIN && errno != EINTR) {
		/* it wants no more: its words and its status tell why */
		close(c->down);
		c->down = -1;
	}
}

/* in_source: what the child writes, while the document is fed to it. */
static ptrdiff_t
child_read(void *ctx, char *buf, size_t room, const char **error)
{
	struct child *c = ctx;

	while (!c->error) {
		struct pollfd fds[2] = {{.fd = c->up, .events = POLLIN},
		    {.fd = c->down, .events = POLLOUT}};
		int64_t left = c->deadline - now();
		if (left <= 0) {
			c->error = "pdftotext takes too long";
			break;
		}
		if (poll(fds, 2, (int)left) < 0 && errno != EINTR) {
			c->error = "cannot wait for pdftotext";
			break;
		}
		if (fds[1].revents)
			send_some(c);
		if (!fds[0].revents)
			continue;
		ssize_t n = read(c->up, buf, room);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0) {
			c->error = "cannot read from pdftotext";
			break;
		}
		c->written += (size_t)n;
		if (c->written > OUTPUT) {
			c->error = "pdftotext writes too much";
			break;
		}
		return n;
	}
	*error = c->error;
	return -1;
}

/* Ends it, one way or another; true when it ended well by itself. */
static bool
child_end(struct child *c)
{
	int status = 0;

	if (c->down >= 0)
		close(c->down);
	if (c->up >= 0)
		close(c->up);
	if (!c->pid)
		return false;
	if (c->error)
		kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
read_pdf(struct reading *r, struct in *in)
{
	struct child child;
	struct in words;
	bool ok;

	if (!child_start(&child, in))
		return reading_fail(r,
		    errno == ENOENT
			? "a PDF needs pdftotext, which was not found: "
			  "install poppler-utils"
			: strerror(errno),
		    0, STR_NULL);
	in_from(&words, (struct in_source){.read = child_read, .ctx = &child});
	ok = words_read(r, &words);
	/* words_read stopped early, or the child did: which was first? */
	if (!ok && !child.error)
		child.error = "";
	if (!child_end(&child) && ok && !r->sheets) {
		r->refusal = NULL;
		ok = reading_fail(
		    r, "pdftotext cannot read this PDF", 0, STR_NULL);
	}
	in_close(&words);
	return ok;
}

static int
recognise(str head)
{
	return str_starts(head, S("%PDF-")) ? 100 : 0;
}

const struct reader pdf_reader = {
    .name = "pdf",
    .title = "PDF, by poppler's pdftotext",
    .recognise = recognise,
    .read = read_pdf,
};
