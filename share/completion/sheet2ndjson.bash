# bash completion for the four tools.  The options come from the tool's own
# --help, and their values from what it says, so that nothing can drift.

# _reviewsheet_options TOOL: what --help lists, "-o --output=" a line
_reviewsheet_options() {
	"$1" --help 2>/dev/null |
		sed -nE 's/^ +(-.)?,? *(--[a-z0-9-]+=?).*/\1 \2/p'
}

# _reviewsheet_values TOOL OPTION: the values of one that takes few
_reviewsheet_values() {
	case $2 in
	--reader) "$1" --list-readers ;;
	--rule | --ignore) "$1" --list-rules ;;
	--output | --unit | --min-severity | --schema)
		# bad value "" of --unit, want yen, thousand or million (try ...
		"$1" "$2=" 2>&1 </dev/null |
			sed -nE 's/ \(try .*//; s/.*, want //; s/,| or /\n/gp'
		;;
	esac 2>/dev/null | awk '{ print $1 }'
}

_reviewsheet_tools() {
	local tool=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]} words
	COMPREPLY=()
	# readline cuts --output=csv in three
	if [[ $cur == = ]]; then
		cur=
	elif [[ $before == = ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $before == -[a-z] ]]; then
		before=$(_reviewsheet_options "$tool" |
			sed -n "s/^$before \(--.*\)=/\1/p")
	elif [[ $cur == -* ]]; then
		words=$(_reviewsheet_options "$tool" | sed 's/.* //')
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
		[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
		return 0
	fi
	words=$(_reviewsheet_values "$tool" "$before")
	if [[ $words ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		compopt -o filenames
	fi
	return 0
}
complete -F _reviewsheet_tools sheet2ndjson budget-extract payee-agg \
	indicator-check
