/* replay.c: runs a fuzz target over files and the files of directories, without a fuzzer; under AFL++, without
 * arguments, it is the persistent loop.  It knows nothing of the target but its entry point. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef __AFL_COMPILER
__AFL_FUZZ_INIT();

static void fuzz(void)
{
	__AFL_INIT();
	const unsigned char *data = __AFL_FUZZ_TESTCASE_BUF;
	while (__AFL_LOOP(10000))
		LLVMFuzzerTestOneInput(data, (size_t)__AFL_FUZZ_TESTCASE_LEN);
}
#endif

static void die(const char *path)
{
	fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
	exit(1);
}

/* The input is copied to a block of exactly its size, so that a sanitizer sees a read past its end. */
static void replay_file(const char *path, size_t size)
{
	FILE *file = fopen(path, "rbe");
	uint8_t *data = malloc(size ? size : 1);
	if (!file || !data || fread(data, 1, size, file) != size)
		die(path);
	fclose(file);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

static size_t replay(const char *path);

static size_t replay_directory(const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	if (n < 0)
		die(path);
	size_t count = 0;
	for (int i = 0; i < n; i++) {
		char child[PATH_MAX];
		snprintf(child, sizeof(child), "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			count += replay(child);
		free(entries[i]);
	}
	free(entries);
	return count;
}

static size_t replay(const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		die(path);
	if (S_ISDIR(st.st_mode))
		return replay_directory(path);
	replay_file(path, (size_t)st.st_size);
	return 1;
}

int main(int argc, char **argv)
{
#ifdef __AFL_COMPILER
	if (argc == 1) {
		fuzz();
		return 0;
	}
#endif
	size_t count = 0;
	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	printf("%zu inputs\n", count);
	return count ? 0 : 1;
}
