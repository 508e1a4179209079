/* complete_scripts.c: the shells' side of completion.  Each script passes the words on to `sqlembic
 * __complete`. */
#include "complete.h"

#include <string.h>

/* Bash splits words at "=", ":" and "@" as well; they are glued together here, and what bash will not
 * replace is taken off the answers again. */
static const char bash_script[] =
	"# bash completion for sqlembic\n"
	"_sqlembic()\n"
	"{\n"
	"	local words=() lines=() i word current before piece=${COMP_WORDS[COMP_CWORD]}\n"
	"	for ((i = 1; i <= COMP_CWORD; i++)); do\n"
	"		word=${COMP_WORDS[i]}\n"
	"		if ((i > 1)) && [[ $word == [=:@]* || ${COMP_WORDS[i - 1]} == *[=:@] ]]; then\n"
	"			words[${#words[@]} - 1]+=$word\n"
	"		else\n"
	"			words+=(\"$word\")\n"
	"		fi\n"
	"	done\n"
	"	mapfile -t lines < <(\"${COMP_WORDS[0]}\" __complete -- \"${words[@]}\" 2>/dev/null)\n"
	"	current=${words[${#words[@]} - 1]}\n"
	"	[[ $piece == [=:@]* ]] && piece=\n"
	"	before=${current%\"$piece\"}\n"
	"	COMPREPLY=()\n"
	"	case ${lines[0]-} in\n"
	"	:files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$piece\") ;;\n"
	"	:dirs) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$piece\") ;;\n"
	"	*) for word in \"${lines[@]%%$'\\t'*}\"; do COMPREPLY+=(\"${word#\"$before\"}\"); done ;;\n"
	"	esac\n"
	"}\n"
	"complete -F _sqlembic sqlembic\n";

static const char zsh_script[] =
	"#compdef sqlembic\n"
	"_sqlembic()\n"
	"{\n"
	"	local line\n"
	"	local -a lines replies\n"
	"	lines=(\"${(@f)$(\"${words[1]}\" __complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)}\")\n"
	"	for line in $lines; do\n"
	"		case $line in\n"
	"		(:files) compset -P '--*='; _files; return ;;\n"
	"		(:dirs) compset -P '--*='; _files -/; return ;;\n"
	"		(*) replies+=(\"${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}\") ;;\n"
	"		esac\n"
	"	done\n"
	"	(($#replies)) && _describe sqlembic replies\n"
	"}\n"
	"if [[ $funcstack[1] == _sqlembic ]]; then\n"
	"	_sqlembic \"$@\"\n"
	"else\n"
	"	compdef _sqlembic sqlembic\n"
	"fi\n";

static const char fish_script[] =
	"# fish completion for sqlembic\n"
	"function __sqlembic_complete\n"
	"	set -l current (commandline -ct)\n"
	"	set -l words (commandline -opc)\n"
	"	set -l program $words[1]\n"
	"	set -e words[1]\n"
	"	for line in ($program __complete -- $words \"$current\" 2>/dev/null)\n"
	"		switch $line\n"
	"			case :files\n"
	"				__fish_complete_path (string replace -r -- '^--[^=]*=' '' "
	"\"$current\")\n"
	"			case :dirs\n"
	"				__fish_complete_directories (string replace -r -- '^--[^=]*=' '' "
	"\"$current\")\n"
	"			case '*'\n"
	"				echo $line\n"
	"		end\n"
	"	end\n"
	"end\n"
	"complete -c sqlembic -f -a '(__sqlembic_complete)'\n";

const char *complete_scripts_find(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		return bash_script;
	if (strcmp(shell, "zsh") == 0)
		return zsh_script;
	return strcmp(shell, "fish") == 0 ? fish_script : NULL;
}
