# embed.awk: makes a C table (core/scripts/embedded.h) of text files, so that the program needs none of them when it runs.
#
#	awk -f core/scripts/embed.awk alembic.ini.sample core/scripts/templates/*/* > build/gen/embedded.c
#	awk -v header=driver_queries.h -v row=driver_query -v table=driver_queries -f core/scripts/embed.awk drivers/driver/schema/sql/*
#
# Compile the result where the header is found.  A file is known by its path without "core/scripts/templates/", "schema/sql/"
# and what is before them.

BEGIN {
	header = header ? header : "scripts/embedded.h"
	row = row ? row : "embedded_file"
	table = table ? table : "embedded_files"
	print "/* Made by core/scripts/embed.awk: change the files that it names instead. */"
	print "#include \"" header "\""
	print ""
	print "#pragma GCC diagnostic ignored \"-Woverlength-strings\""
	print ""
	print "#define TEXT(literal) literal, sizeof(literal) - 1"
	print ""
	print "const struct " row " " table "[] = {"
}

FNR == 1 {
	if (opened)
		print "\t\t\"\") },"
	name = FILENAME
	sub(/^.*(core\/scripts\/templates|schema\/sql)\//, "", name)
	printf "\t{ \"%s\", TEXT(\n", name
	opened = 1
}

{
	# "\?" because two question marks begin a trigraph.
	gsub(/\\/, "&&") # with backslashes as the replacement awks differ
	gsub(/"/, "\\\"")
	gsub(/\?/, "\\?")
	gsub(/\t/, "\\t")
	printf "\t\t\"%s\\n\"\n", $0
}

END {
	if (opened)
		print "\t\t\"\") },"
	print "\t{ NULL, NULL, 0 },"
	print "};"
}
