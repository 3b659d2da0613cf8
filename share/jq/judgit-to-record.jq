# judgit-to-record.jq: the sheets of JUDGIT! (one JSON object a sheet) as sheet
# records, with what that data set holds: names, budget and payees.
#
#	jq -c -f judgit-to-record.jq judgit-2021.ndjson | payee-agg
#
# Amounts are 百万円 there and integer yen here, rounded to the yen.  jq 1.6
# reads figures as binary doubles, so 18.1 is not 18.1 inside; but a double
# holds any decimal of up to 15 significant digits well enough to give it back,
# and an amount in yen below 10^15 has no more: times 10^6 and rounded to the
# nearest integer, every amount in 百万円 with at most six decimals comes out
# exactly.  What is finer than a yen is rounded (half away from zero).  Beyond
# 10^15 yen (more than the whole budget) this filter gives up on the record.
#
# JUDGIT! writes blank cells of the budget as 0; nothing can tell them apart
# again.  It has replaced names by those of the corporate number register, and
# it has neither contract methods nor bidders nor the flow of funds.

def yen:
  if . == null then null
  else (. * 1000000) as $yen
    | if ($yen | fabs) >= 1e15 then error("amount beyond 10^15 yen: \(.)")
      elif $yen < 0 then -((-$yen + 0.5) | floor)
      else ($yen + 0.5) | floor
      end
  end;

def text: if . == null or . == "" then null else . end;

def corporate_number:
  if . != null and test("^[0-9]{13}$") then . else null end;

def budget_year:
  {
    fiscal_year: .["年度"],
    initial: (.["当初予算"] | yen),
    supplementary: (.["補正予算"] | yen),
    carried_in: (.["前年度から繰越し"] | yen),
    carried_out: (.["翌年度へ繰越し"] | yen),
    reserve: (.["予備費等"] | yen),
    total: (.["予算計"] | yen),
    executed: (.["執行額"] | yen),
    execution_rate: null,
    execution_rate_initial: null,
    request: (.["要求額"] | yen)
  };

def payee:
  {
    block: (.["グループ"] | text),
    rank: .["番号"],
    name: (.["支出先名"] | text),
    corporate_number: (.["法人番号"] | corporate_number),
    description: (.["業務概要"] | text),
    amount: (.["支出額"] | yen),
    method: null,
    bidders: null,
    award_rate: null,
    reason: null
  };

{
  schema: "reviewsheet/1",
  source: {
    file: null, member: null, sheet: null, reader: "judgit", first_line: null
  },
  sheet_year: .["公開年度"],
  ministry: (.["府省庁"] | text),
  number: (.["事業番号"] | text),
  project_id: null,
  name: (.["事業名"] | text),
  bureau: (.["担当部局庁"] | text),
  division: (.["担当課室"] | text),
  officers: ((.["作成責任者"] // "") | split("\n") | map(select(. != ""))),
  start_year: .["開始年度"],
  end_year: .["終了年度"],
  end_open: null,
  accounts: (.["会計区分"] // []),
  legal_basis: null,
  related_plans: null,
  policies: (.["主要施策"] // []),
  expense_class: null,
  purpose: (.["事業目的"] | text),
  summary: (.["事業概要"] | text),
  methods: (.["実施方法"] // []),
  budget: {
    years: [(.["予算"] // [])[] | budget_year],
    carried_out_in_total: true,
    items: [],
    items_total: { current: null, request: null },
    change_reason: null
  },
  outcomes: [],
  outputs: [],
  unit_costs: [],
  policy_evaluation: null,
  review: null,
  expert_opinion: null,
  team_opinion: null,
  response: null,
  remarks: null,
  past_numbers: [],
  flow: { nodes: [], edges: [] },
  spending: [],
  payees: [(.["支出先"] // [])[] | payee],
  obligations: [],
  unparsed: [],
  notes: []
}
