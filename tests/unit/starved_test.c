/*
 * starved: the tools with the Nth allocation failing, for every N, and with
 * all from the Nth on.  Each run is a process of its own, which must say that
 * memory is out and end with status 2.  The Makefile compiles the tools in
 * under other names than main, and has the linker lead malloc and its like
 * here, as well as what expat and zlib allocate.
 */
#include "kinds.h"
#include "unit.h"

#include <dlfcn.h>
#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <zlib.h>

int sheet2ndjson_main(int argc, char *argv[]);
int budget_extract_main(int argc, char *argv[]);
int payee_agg_main(int argc, char *argv[]);
int indicator_check_main(int argc, char *argv[]);

/* -- allocations that may fail -- */

static struct starving {
	_Atomic size_t met; /* allocations so far */
	_Atomic bool failed; /* one of them */
	size_t nth; /* the one that fails; 0: none */
	bool lasting; /* and all behind it */
} * starving; /* shared with the processes; NULL: not begun */

static bool
is_refused(void)
{
	size_t at;

	if (!starving)
		return false;
	at = ++starving->met;
	if (!starving->nth || at < starving->nth ||
	    (at > starving->nth && !starving->lasting))
		return false;
	starving->failed = true;
	errno = ENOMEM;
	return true;
}

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
XML_Parser __real_XML_ParserCreate(const XML_Char *);
int __real_inflateInit2_(z_stream *, int, const char *, int);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
XML_Parser __wrap_XML_ParserCreate(const XML_Char *);
int __wrap_inflateInit2_(z_stream *, int, const char *, int);

void *
__wrap_malloc(size_t size)
{
	return is_refused() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return is_refused() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t size)
{
	return is_refused() ? NULL : __real_realloc(p, size);
}

XML_Parser
__wrap_XML_ParserCreate(const XML_Char *encoding)
{
	static const XML_Memory_Handling_Suite memory = {
	    __wrap_malloc, __wrap_realloc, free};

	return XML_ParserCreate_MM(encoding, &memory, NULL);
}

static void *
zlib_alloc(void *opaque, unsigned n, unsigned size)
{
	(void)opaque;
	return __wrap_calloc(n, size);
}

static void
zlib_free(void *opaque, void *p)
{
	(void)opaque;
	free(p);
}

int
__wrap_inflateInit2_(z_stream *z, int bits, const char *version, int size)
{
	z->zalloc = zlib_alloc;
	z->zfree = zlib_free;
	return __real_inflateInit2_(z, bits, version, size);
}

/* A tool that ends in the middle owes nothing. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* -- runs -- */

/* A process under AddressSanitizer takes its time. */
#ifdef __SANITIZE_ADDRESS__
enum { STEP = 5 };
#else
enum { STEP = 1 };
#endif

enum { MANY = 500, MOST_ARGS = 8, MOST_SAID = 4096 };

struct run {
	const char *reason;
	int (*tool)(int, char **);
	const char *args[MOST_ARGS]; /* the first is the tool's name */
};

static const struct run runs[] = {
    {"table text", sheet2ndjson_main, {"sheet2ndjson", "-j1", "table.txt"}},
    {"text of a PDF", sheet2ndjson_main, {"sheet2ndjson", "-j1", "dump.txt"}},
    {"words", sheet2ndjson_main, {"sheet2ndjson", "-j1", "words.tsv"}},
    {"words as HTML", sheet2ndjson_main, {"sheet2ndjson", "-j1", "words.bbox"}},
    {"a workbook", sheet2ndjson_main, {"sheet2ndjson", "-j1", "book.xlsx"}},
    {"tables of the RS System", sheet2ndjson_main,
	{"sheet2ndjson", "-j1", "rs"}},
    {"gzip", sheet2ndjson_main, {"sheet2ndjson", "-j1", "table.txt.gz"}},
    {"an archive", sheet2ndjson_main, {"sheet2ndjson", "-j1", "members.zip"}},
    {"two documents at a time", sheet2ndjson_main,
	{"sheet2ndjson", "-j2", "table.txt", "rs", "members.tar", "words.tsv"}},
    {"a JSON Schema", sheet2ndjson_main, {"sheet2ndjson", "--schema"}},
    {"budgets", budget_extract_main, {"budget-extract", "-j1", "records"}},
    {"budgets as last stated", budget_extract_main,
	{"budget-extract", "-j1", "--latest", "-ocsv", "records"}},
    {"totals of budgets", budget_extract_main,
	{"budget-extract", "-j1", "--by=ministry,year", "records"}},
    {"payees", payee_agg_main, {"payee-agg", "-j1", "records"}},
    {"payees with several threads", payee_agg_main,
	{"payee-agg", "-j3", "--top=2", "records"}},
    {"contradictions", indicator_check_main,
	{"indicator-check", "-j1", "records"}},
    {"contradictions, told in SARIF", indicator_check_main,
	{"indicator-check", "-j1", "-osarif", "--closed-world", "records"}},
};

struct result {
	int status; /* -1: ended by a signal */
	size_t n;
	char said[MOST_SAID]; /* on standard error */
};

static void
run_child(const struct run *run, const char *to, int said)
{
	char *argv[MOST_ARGS + 1] = {0};
	int argc = 0;
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	while (argc < MOST_ARGS && run->args[argc]) {
		argv[argc] = (char *)(size_t)run->args[argc];
		argc++;
	}
	dup2(out, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	alarm(20);
	_exit(run->tool(argc, argv));
}

static struct result
run_tool(const struct run *run, const char *to, size_t nth, bool lasting)
{
	struct result r = {.status = -1};
	int ends[2], status;
	ssize_t got;
	pid_t child;

	*starving = (struct starving){.nth = nth, .lasting = lasting};
	if (pipe(ends) != 0 || (child = fork()) < 0)
		return r;
	if (child == 0)
		run_child(run, to, ends[1]);
	close(ends[1]);
	while (r.n < MOST_SAID &&
	    (got = read(ends[0], r.said + r.n, MOST_SAID - r.n)) > 0)
		r.n += (size_t)got;
	close(ends[0]);
	if (waitpid(child, &status, 0) == child && WIFEXITED(status))
		r.status = WEXITSTATUS(status);
	return r;
}

static bool
is_told(const struct run *run, const struct result *r)
{
	static const char what[] = "out of memory";
	size_t tool = strlen(run->args[0]);

	return r->n > tool && memcmp(r->said, run->args[0], tool) == 0 &&
	    memmem(r->said, r->n, what, sizeof what - 1);
}

/* Every step-th allocation from the first on, fewer where there are many. */
static void
starve(const struct run *run, size_t step, bool lasting)
{
	struct result whole = run_tool(run, "/dev/null", 0, false);
	size_t all = starving->met;

	if (all > MANY)
		step *= 7;
	if (!CHECK("with enough memory all is well",
		whole.status == 0 || whole.status == 1))
		printf("%s: status %d\n%.*s\n", run->reason, whole.status,
		    (int)whole.n, whole.said);
	for (size_t nth = 1; nth <= all; nth += step) {
		struct result r = run_tool(run, "/dev/null", nth, lasting);
		if (!starving->failed)
			break; /* threads allocate less now and then */
		if (!CHECK("out of memory is told, with status 2",
			r.status == 2 && is_told(run, &r)))
			printf("%s: allocation %zu of %zu%s: status %d\n%.*s\n",
			    run->reason, nth, all,
			    lasting ? " and all behind it" : "", r.status,
			    (int)r.n, r.said);
	}
}

/* Sheet records for the filters. */
static bool
make_records(void)
{
	static const struct run make = {"records", sheet2ndjson_main,
	    {"sheet2ndjson", "-j1", "table.txt", "words.tsv", "book.xlsx",
		"rs"}};

	return run_tool(&make, "records", 0, false).status == 0;
}

int
main(void)
{
#ifdef COVERAGE
	puts("skip: counting lines allocates where the test forbids it");
	return unit_done();
#endif
	starving = mmap(NULL, sizeof *starving, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (starving == MAP_FAILED)
		return 1;
	/* once for all: it brings a dozen libraries with it */
	dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
	if (CHECK("there are documents and records of them",
		kinds_make() && make_records()))
		for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
			starve(&runs[i], STEP, false);
			starve(&runs[i], 7 * STEP, true);
		}
	kinds_remove();
	return unit_done();
}
