/* peer_files.c: the limit for `history` and `heads`: peer_files INI VERSIONS reads the ini and the first 4 KiB of every
 * file.  It opens no database. */
#include "headers.h"

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	printf("%ld\n", read_head(AT_FDCWD, argv[1]) + read_headers(argv[2]));
	return 0;
}
