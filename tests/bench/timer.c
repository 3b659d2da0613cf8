/*
 * timer ROUNDS COMMAND...: runs the shell commands in turn, ROUNDS times
 * after one warm-up, their output thrown away.  A line for each: median and
 * least seconds, median CPU seconds, peak memory in KB, the command.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

struct run {
	double seconds, cpu;
	long kilobytes;
};

static double
seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct run
run(char *command)
{
	static char sh[] = "sh", c[] = "-c";
	char *argv[] = {sh, c, command, NULL};
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	struct run r;
	int status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	r.seconds = now();
	if (posix_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ) != 0 ||
	    wait4(pid, &status, 0, &usage) < 0) {
		perror(command);
		exit(2);
	}
	r.seconds = now() - r.seconds;
	r.cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
	r.kilobytes = usage.ru_maxrss;
	posix_spawn_file_actions_destroy(&actions);
	/* 1 is findings, as grep has it */
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		fprintf(stderr, "timer: status %d: %s\n", status, command);
	return r;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char *argv[])
{
	int rounds = argc > 1 ? atoi(argv[1]) : 0;
	int n = argc - 2;
	double *wall, *cpu;
	long *peak;

	if (rounds < 1 || n < 1) {
		fprintf(stderr, "usage: timer ROUNDS COMMAND...\n");
		return 2;
	}
	wall = calloc((size_t)(n * rounds), sizeof *wall);
	cpu = calloc((size_t)(n * rounds), sizeof *cpu);
	peak = calloc((size_t)n, sizeof *peak);
	if (!wall || !cpu || !peak)
		return 2;
	for (int round = -1; round < rounds; round++)
		for (int i = 0; i < n; i++) {
			struct run r = run(argv[i + 2]);
			if (r.kilobytes > peak[i])
				peak[i] = r.kilobytes;
			if (round < 0)
				continue;
			wall[i * rounds + round] = r.seconds;
			cpu[i * rounds + round] = r.cpu;
		}
	for (int i = 0; i < n; i++) {
		qsort(
		    wall + i * rounds, (size_t)rounds, sizeof *wall, by_value);
		qsort(cpu + i * rounds, (size_t)rounds, sizeof *cpu, by_value);
		printf("%.6f\t%.6f\t%.6f\t%ld\t%s\n",
		    wall[i * rounds + rounds / 2], wall[i * rounds],
		    cpu[i * rounds + rounds / 2], peak[i], argv[i + 2]);
	}
	free(wall);
	free(cpu);
	free(peak);
	return 0;
}
