# table.bash: what the scripts here share: measuring commands beside each other, and a table of ratios.  `peers` is the
# directory of the C programs, `program` is ours; `missed` is 1 when a limit was missed.
# shellcheck shell=bash
missed=0

# ---- the table ----

header()
{
	printf '\n%-52s %10s %10s %7s %7s  %s\n' "$1" "$2" "$3" ratio limit verdict
}

# row WHAT PEER OURS LIMIT: the last columns say whether OURS / PEER stays within LIMIT ("-": no limit is set).
row()
{
	awk -v what="$1" -v peer="$2" -v ours="$3" -v limit="$4" 'BEGIN {
		ratio = peer > 0 ? ours / peer : 0
		bad = limit != "-" && ratio > limit + 0
		printf "%-52s %10.2f %10.2f %6.2fx %7s  %s\n", what, peer, ours, ratio,
			limit == "-" ? "-" : limit "x", limit == "-" ? "" : bad ? "MISSED" : "ok"
		exit bad
	}' || missed=1
}

# at_most WHAT VALUE LIMIT: an absolute limit, in MiB.
at_most()
{
	awk -v what="$1" -v value="$2" -v limit="$3" 'BEGIN {
		bad = value > limit + 0
		printf "%-52s %10s %10.2f %7s %7s  %s\n", what, "", value, "", limit, bad ? "MISSED" : "ok"
		exit bad
	}' || missed=1
}

# fastest RUNS [OPTION...] COMMAND...: the minimum in ms of each command, in order.  They take turns in rounds of five.
fastest()
{
	local runs=$1 round
	shift
	rm -f results.csv
	for ((round = 0; round < runs; round += 5)); do
		hyperfine -N --warmup 1 --runs 5 --export-csv result.csv "$@" >hyperfine.out 2>&1 || {
			cat hyperfine.out >&2
			exit 1
		}
		awk 'NR > 1' result.csv >>results.csv
	done
	awk -F, '
	!($1 in least) { order[++n] = $1; least[$1] = $(NF - 1) }
	$(NF - 1) < least[$1] { least[$1] = $(NF - 1) }
	END { for (i = 1; i <= n; i++) print least[order[i]] * 1000 }' results.csv
}

# cheapest RUNS COMMAND...: of each, in order, the minimum in ms and the least CPU time in ms that a round of runs has taken.
cheapest()
{
	local wall
	mapfile -t wall < <(fastest "$@")
	awk -F, '
	{ cpu = ($(NF - 3) + $(NF - 2)) * 1000 }
	!($1 in least) { order[++n] = $1; least[$1] = cpu }
	cpu < least[$1] { least[$1] = cpu }
	END { for (i = 1; i <= n; i++) print least[order[i]] }' results.csv | paste -d' ' <(printf '%s\n' "${wall[@]}") -
}

# peak COMMAND...: its peak memory in MiB.
peak()
{
	"$peers/measure" "$@" | awk '{ print $2 / 1024 }'
}

minimum()
{
	sort -g | head -1
}

# ours ARGUMENT...: runs the program for its effect; what it says is shown when it fails.
ours()
{
	"$program" "$@" >ours.out 2>&1 || {
		cat ours.out >&2
		exit 1
	}
}
