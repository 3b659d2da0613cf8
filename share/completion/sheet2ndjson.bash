# bash completion for the four tools.  The options come from the tool's own
# --help, so there is nothing here that could drift.
_reviewsheet_tools() {
	local tool=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]} words
	COMPREPLY=()
	if [[ $cur == -* ]]; then
		words=$("$tool" --help 2>/dev/null |
			sed -nE 's/^ +(-., )?(--[a-z0-9-]+=?).*/\2/p')
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
		[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		compopt -o filenames
	fi
	return 0
}
complete -F _reviewsheet_tools sheet2ndjson budget-extract payee-agg \
	indicator-check
