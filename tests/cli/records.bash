# shellcheck shell=bash
# records.bash: sheet records for the tests of the filters, by jq.
#
#	sheet 2021 総務省 0001 '.payees = [payee("A"; "㈱甲"; null; 100)]'
#
# prints one record with every key of the contract; the jq program changes it.
# pay(BLOCK; NAME; NUMBER; YEN) makes a payee, year(YEAR; INITIAL; EXECUTED) a
# column of the budget, direct("A", "B") a flow in which the ministry pays
# blocks A and B, and through(FROM; TO) an arrow between two blocks.

# Corporate numbers whose check digit holds: 9000000000000, 8000000000001,
# 7000000000002; that of 1000000000000 does not.

sheet() {
	jq -nc --argjson year "$1" --arg ministry "$2" --arg number "$3" '
		def pay($block; $name; $number; $amount): {
			block: $block, rank: 1, name: $name,
			corporate_number: $number, description: null,
			amount: $amount, method: null, bidders: null,
			award_rate: null, reason: null };
		def year($year; $initial; $executed): {
			fiscal_year: $year, initial: $initial,
			supplementary: null, carried_in: null,
			carried_out: null, reserve: null, total: $initial,
			executed: $executed, execution_rate: null,
			execution_rate_initial: null, request: null };
		def through($from; $to): {
			from: $from, to: $to, method: null, bidders: null,
			amount: null };
		def node($id): {
			id: $id, block: $id, name: null, amount: null,
			role: null };
		def direct(f): [f] as $blocks | {
			nodes: [node("0"), node($blocks[])],
			edges: [through("0"; $blocks[])] };
		{
			schema: "reviewsheet/1", source: null,
			sheet_year: $year, ministry: $ministry,
			number: $number, project_id: null, name: "灯台の保守",
			bureau: null, division: null, officers: [],
			start_year: null, end_year: null, end_open: null,
			accounts: [], legal_basis: null, related_plans: null,
			policies: [], expense_class: null, purpose: null,
			summary: null, methods: [],
			budget: { years: [], carried_out_in_total: true,
				items: [], items_total: null,
				change_reason: null },
			outcomes: [], outputs: [], unit_costs: [],
			policy_evaluation: null, review: null,
			expert_opinion: null, team_opinion: null,
			response: null, remarks: null, past_numbers: [],
			flow: { nodes: [], edges: [] }, spending: [],
			payees: [], obligations: [], unparsed: [], notes: []
		} | '"${4:-.}"
}

# is WHAT GOT WANT: bats shows only the last command, so say more
is() {
	[ "$2" = "$3" ] && return
	printf '%s:\ngot  %s\nwant %s\n' "$1" "$2" "$3"
	return 1
}

# golden TOOL: each tests/golden/TOOL/NAME.in on standard input, with the
# options of NAME.args, gives NAME.out, NAME.err and the status that follows.
golden() {
	local dir=$ROOT/tests/golden/$1 name args status
	for name in "$dir"/*.in; do
		name=${name%.in}
		read -ra args <<<"$(cat "$name.args" 2>/dev/null)"
		status=0
		"$1" "${args[@]}" <"$name.in" >out 2>err || status=$?
		diff "$name.out" out
		diff "$(ls "$name.err" 2>/dev/null || echo /dev/null)" err
		if grep -q malformed err; then
			is "$name: status" "$status" 2
		else
			is "$name: status" "$status" 0
		fi
	done
}
