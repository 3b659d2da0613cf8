#include "payee/state.h"

#include "json/write.h"
#include "payee/ledger.h"

static void
put_str_member(struct out *out, const char *before, str value)
{
	if (!value.p)
		return;
	out_put(out, str_of(before));
	json_put_str(out, value);
}

static void
put_figure_member(struct out *out, const char *before, struct dec value)
{
	if (!value.known)
		return;
	out_put(out, str_of(before));
	dec_put(out, value);
}

static void
put_flow(struct out *out, struct arena *a, const struct sheet *sheet)
{
	struct list blocks = ledger_direct_blocks(a, sheet);

	out_put(out, S(",\"flow\":{\"nodes\":["));
	for (size_t i = 0; i < blocks.n; i++) {
		out_put(out, i ? S(",{\"id\":\"") : S("{\"id\":\""));
		out_int(out, (int64_t)i + 1);
		out_put(out, S("\",\"block\":"));
		json_put_str(out, *list_at(&blocks, str, i));
		out_char(out, '}');
	}
	out_put(out, S("],\"edges\":["));
	for (size_t i = 0; i < blocks.n; i++) {
		out_put(out,
		    i ? S(",{\"from\":\"0\",\"to\":\"")
		      : S("{\"from\":\"0\",\"to\":\""));
		out_int(out, (int64_t)i + 1);
		out_put(out, S("\"}"));
	}
	out_put(out, S("]}"));
}

static void
put_payee(struct out *out, const struct payee *payee)
{
	out_put(out, S("{\"block\":"));
	json_put_str(out, payee->block);
	put_str_member(out, ",\"name\":", payee->name);
	put_str_member(out, ",\"corporate_number\":", payee->corporate_number);
	put_figure_member(out, ",\"amount\":", payee->amount.value);
	put_str_member(out, ",\"method\":", payee->method);
	put_figure_member(out, ",\"bidders\":", payee->bidders.value);
	put_figure_member(out, ",\"award_rate\":", payee->award_rate.value);
	out_char(out, '}');
}

void
state_write(struct out *out, struct arena *a, const struct sheet *sheet)
{
	arena_reset(a);
	out_put(out, S("{\"schema\":\"reviewsheet/1\",\"sheet_year\":"));
	if (sheet->sheet_year)
		out_int(out, sheet->sheet_year);
	else
		out_put(out, S("null"));
	put_str_member(out, ",\"ministry\":", sheet->ministry);
	put_str_member(out, ",\"number\":", sheet->number);
	put_str_member(out, ",\"project_id\":", sheet->project_id);
	put_str_member(out, ",\"name\":", sheet->name);
	put_flow(out, a, sheet);
	out_put(out, S(",\"payees\":["));
	for (size_t i = 0; i < sheet->payees.n; i++) {
		if (i)
			out_char(out, ',');
		put_payee(out, list_at(&sheet->payees, struct payee, i));
	}
	out_put(out, S("]}\n"));
	out_record_done(out);
}
