# Turns the ```console blocks of a Markdown page into one transcript; other lines become its comments.
/^```/ {
	inside = $0 == "```console"
	print ""
	next
}
inside { print "  " $0; next }
{ print ($0 ~ /^ *$/ ? "" : "# " $0) }
