# Turns the ```console blocks of a Markdown page into one transcript; other lines become its comments.
#
# What differs from run to run is written in the pages as a reader may see it, and matches whatever is printed there:
# durations, UTC times, the host in "tester@host", and /home/tester/shop, which stands for the current directory.

function loosen(line, masked)
{
	masked = line
	gsub(/[\\*?]/, "\\\\&", masked)
	gsub(/\/home\/tester\/shop/, "*", masked)
	gsub(/[0-9][0-9]* ms/, "* ms", masked)
	gsub(/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][.][0-9][0-9][0-9]Z/, "*", masked)
	gsub(/tester@[a-z0-9.-]*/, "tester@*", masked)
	plain = line
	gsub(/[\\*?]/, "\\\\&", plain)
	return masked == plain ? line : masked " (glob)"
}

/^```/ {
	inside = $0 == "```console"
	print ""
	next
}
inside && /^[$>] / { print "  " $0; next }
inside && $0 == ">" { print "  > "; next }
inside { print "  " loosen($0); next }
{ print ($0 ~ /^ *$/ ? "" : "# " $0) }
