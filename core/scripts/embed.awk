# embed.awk: makes a C table (core/scripts/embedded.h) of text files, so that the program needs none of them when it runs.
#
#	awk -f core/scripts/embed.awk alembic.ini.sample core/scripts/templates/*/* > build/gen/embedded.c
#
# Compile the result with -Icore.  A file is known by its path without "core/scripts/templates/".

BEGIN {
	print "/* Made by core/scripts/embed.awk: change the files that it names instead. */"
	print "#include \"scripts/embedded.h\""
	print ""
	print "#pragma GCC diagnostic ignored \"-Woverlength-strings\""
	print ""
	print "#define TEXT(literal) literal, sizeof(literal) - 1"
	print ""
	print "const struct embedded_file embedded_files[] = {"
}

FNR == 1 {
	if (opened)
		print "\t\t\"\") },"
	name = FILENAME
	sub(/^.*core\/scripts\/templates\//, "", name)
	printf "\t{ \"%s\", TEXT(\n", name
	opened = 1
}

{
	# "\?" because two question marks begin a trigraph.
	gsub(/\\/, "\\\\")
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
