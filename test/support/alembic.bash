# alembic.bash: for transcripts that run Python's Alembic beside sqlembic on one project.  Source it: it defines
#   alembic WORD...                           Debian's alembic: its output, its exit status
#   revision ID DOWN MESSAGE UP DOWN_SQL [KEY VALUE]...   the revision as ID.py and as ID.up.sql and ID.down.sql
# and writes env.py.  Where Debian's alembic is not installed the transcript is skipped, except under CI.
#
# Each revision lies in a version location of its own, in the order of their making: Alembic 1.8 loads a directory's files
# in the order in which the file system lists them, and the order of its listings follows.

if ! /usr/bin/python3 -c 'import alembic' 2>/dev/null && [ -z "${CI:-}" ]; then
	exit 80
fi
coproc alembic_process { PYTHONHASHSEED=0 exec "$SQLEMBIC_SOURCE/test/support/alembic-process"; }
# Those of a coprocess are closed in subshells.
exec {alembic_question}>&"${alembic_process[1]}" {alembic_answer}<&"${alembic_process[0]}"

alembic()
{
	local line
	{
		printf '%q ' "$@"
		echo
	} >&"$alembic_question"
	while IFS= read -r line <&"$alembic_answer"; do
		case $line in
		'= '*) return "${line#= }" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done
	echo 'alembic.bash: the server has died' >&2
	return 1
}

mkdir -p migrations
cat >migrations/env.py <<'END'
from alembic import context
from sqlalchemy import create_engine

url = context.config.get_main_option("sqlalchemy.url")
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True, transactional_ddl=True, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
END
locations=()

# "None", "'a'" or "('a', 'b')" of a list joined by ", ".
python_ids()
{
	case $1 in
	'') printf None ;;
	*,*) printf "('%s')" "${1//, /\', \'}" ;;
	*) printf "'%s'" "$1" ;;
	esac
}

revision()
{
	local id=$1 down=$2 message=$3 up_sql=$4 down_sql=$5 key stem
	shift 5
	local -A more=()
	while [ $# -gt 0 ]; do
		more[$1]=$2
		shift 2
	done
	mkdir -p "versions/$id"
	locations+=("%(here)s/versions/$id")
	printf '[alembic]\nscript_location = %%(here)s/migrations\nversion_locations = %s\nsqlalchemy.url = sqlite:///app.db\n' \
		"${locations[*]}" >alembic.ini
	stem=versions/$id/$id
	{
		printf '"""%s\n\nRevision ID: %s\n\n"""\n' "$message" "$id"
		printf 'from alembic import op\nrevision = "%s"\ndown_revision = %s\n' "$id" "$(python_ids "$down")"
		printf 'branch_labels = %s\ndepends_on = %s\n' "$(python_ids "${more[branch_labels]:-}")" \
			"$(python_ids "${more[depends_on]:-}")"
		printf 'def upgrade():\n    op.execute("""%s""")\ndef downgrade():\n    op.execute("""%s""")\n' "$up_sql" \
			"$down_sql"
	} >"$stem.py"
	{
		printf -- '-- %s\n--\n-- revision: %s\n-- down_revision: %s\n' "$message" "$id" "$down"
		for key in "${!more[@]}"; do printf -- '-- %s: %s\n' "$key" "${more[$key]}"; done
		printf '\n%s;\n' "$up_sql"
	} >"$stem.up.sql"
	printf '%s;\n' "$down_sql" >"$stem.down.sql"
}
