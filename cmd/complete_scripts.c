/* complete_scripts.c: the shells' side of completion.  Each script passes the words on to `sqlembic
 * __complete`, with their quotes, and keeps the order of the answers: newest revisions first. */
#include "complete.h"

#include <string.h>

/* Bash splits words at "=", ":" and "@" as well; they are glued together here, and what bash will not
 * replace is taken off the answers again. */
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
	"complete -o nosort -F _sqlembic sqlembic\n";

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
	"		(*) replies+=(\"${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}\") ;;\n"
	"		esac\n"
	"	done\n"
	"	(($#replies)) && _describe -V sqlembic replies\n"
	"}\n"
	"if [[ $funcstack[1] == _sqlembic ]]; then\n"
	"	_sqlembic \"$@\"\n"
	"else\n"
	"	compdef _sqlembic sqlembic\n"
	"fi\n";

/* Paths are left to fish, which knows how to go on within quotes, behind "~" and "--config=". */
static const char fish_script[] =
	"# fish completion for sqlembic\n"
	"function __sqlembic_complete\n"
	"	set -l words (commandline -opc)\n"
	"	set -l current (commandline -ct)\n"
	"	set -l program (string replace -r -- '^~/' $HOME/ $words[1])\n"
	"	type -q $program; and $program __complete -- $words[2..-1] \"$current\" 2>/dev/null\n"
	"end\n"
	"complete -c sqlembic -f -k -a '(__sqlembic_complete | string match -v \":*\")'\n"
	"complete -c sqlembic -F -n '__sqlembic_complete | string match -q \":*\"'\n";

const char *complete_scripts_find(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		return bash_script;
	if (strcmp(shell, "zsh") == 0)
		return zsh_script;
	return strcmp(shell, "fish") == 0 ? fish_script : NULL;
}
