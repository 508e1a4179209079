/* complete_scripts.c: the shells' side of completion.  Each script passes the words on to `sqlembic
 * __complete`, with their quotes, and keeps the order of the answers: newest revisions first. */
#include "complete.h"

#include <string.h>

/* Bash splits words at "=", ":" and "@" as well; they are glued together here, and what bash will not
 * replace is taken off the answers again.  "nosort" came with bash 4.4. */
static const char bash_script[] =
	"# bash completion for sqlembic\n"
	"_sqlembic()\n"
	"{\n"
	"	local words=() lines=() i word current before piece=${COMP_WORDS[COMP_CWORD]}\n"
	"	local program=${COMP_WORDS[0]/#\\~\\//$HOME/}\n"
	"	for ((i = 1; i <= COMP_CWORD; i++)); do\n"
	"		word=${COMP_WORDS[i]}\n"
	"		if ((i > 1)) && [[ $word == [=:@]* || ${COMP_WORDS[i - 1]} == *[=:@] ]]; then\n"
	"			words[${#words[@]} - 1]+=$word\n"
	"		else\n"
	"			words+=(\"$word\")\n"
	"		fi\n"
	"	done\n"
	"	mapfile -t lines < <(\"$program\" __complete -- \"${words[@]}\" 2>/dev/null)\n"
	"	current=${words[${#words[@]} - 1]}\n"
	"	[[ $piece == [=:@]* ]] && piece=\n"
	"	before=${current%\"$piece\"}\n"
	"	COMPREPLY=()\n"
	"	case ${lines[0]-} in\n"
	"	:files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$piece\") ;;\n"
	"	:dirs) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$piece\") ;;\n"
	"	*) for word in \"${lines[@]%%$'\\t'*}\"; do\n"
	"		word=${word#\"$before\"}\n"
	"		[[ $piece == [\\'\\\"]* ]] || printf -v word %q \"$word\"\n"
	"		COMPREPLY+=(\"$word\")\n"
	"	done ;;\n"
	"	esac\n"
	"}\n"
	"complete -o nosort -F _sqlembic sqlembic 2>/dev/null || complete -F _sqlembic sqlembic\n";

static const char zsh_script[] =
	"#compdef sqlembic\n"
	"_sqlembic()\n"
	"{\n"
	"	local line\n"
	"	local -a lines replies\n"
	"	lines=(\"${(@f)$(${~words[1]} __complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)}\")\n"
	"	for line in $lines; do\n"
	"		case $line in\n"
	"		(:files) compset -P '--*='; _files; return ;;\n"
	"		(:dirs) compset -P '--*='; _files -/; return ;;\n"
	"		(*) replies+=(\"${${${line%%$'\\t'*}//\\\\/\\\\\\\\}//:/\\\\:}:${line#*$'\\t'}\") "
	";;\n"
	"		esac\n"
	"	done\n"
	"	(($#replies)) && _describe -V sqlembic replies\n"
	"}\n"
	"if [[ $funcstack[1] == _sqlembic ]]; then\n"
	"	_sqlembic \"$@\"\n"
	"else\n"
	"	compdef _sqlembic sqlembic\n"
	"fi\n";

/* Files are left to fish, which knows how to go on within quotes, behind "~" and "--config=".  It has
 * taken the quotes off the words before the cursor, but not the tilde: they are quoted again. */
static const char fish_script[] =
	"# fish completion for sqlembic\n"
	"function __sqlembic_answers\n"
	"	set -l words (string replace -r -- '^~/' $HOME/ (commandline -opc))\n"
	"	set -l before (string escape -n -- $words[2..-1])\n"
	"	set -l current (commandline -ct)\n"
	"	type -q $words[1]; and $words[1] __complete -- $before \"$current\" 2>/dev/null\n"
	"end\n"
	"function __sqlembic_complete\n"
	"	set -l answers (__sqlembic_answers)\n"
	"	switch \"$answers\"\n"
	"	case '' :files\n"
	"	case :dirs\n"
	"		__fish_complete_directories\n"
	"	case '*'\n"
	"		printf '%s\\n' $answers\n"
	"	end\n"
	"end\n"
	"complete -c sqlembic -f -k -a '(__sqlembic_complete)'\n"
	"complete -c sqlembic -F -n '__sqlembic_answers | string match -q :files'\n";

const char *complete_scripts_find(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		return bash_script;
	if (strcmp(shell, "zsh") == 0)
		return zsh_script;
	return strcmp(shell, "fish") == 0 ? fish_script : NULL;
}
