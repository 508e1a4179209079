/* headers.h: the least a program can do that must know the header of every revision: read the first 4 KiB of each file
 * in a directory.  Shared by the peers. */
#ifndef BENCH_HEADERS_H
#define BENCH_HEADERS_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline long read_head(int directory, const char *name)
{
	char text[4096];
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		perror(name);
		exit(1);
	}
	ssize_t n = read(fd, text, sizeof(text));
	close(fd);
	return n < 0 ? 0 : n;
}

static inline long read_headers(const char *path)
{
	DIR *directory = opendir(path);
	if (!directory) {
		perror(path);
		exit(1);
	}
	long total = 0;
	for (struct dirent *entry; (entry = readdir(directory));) {
		if (entry->d_name[0] != '.')
			total += read_head(dirfd(directory), entry->d_name);
	}
	closedir(directory);
	return total;
}

#endif
