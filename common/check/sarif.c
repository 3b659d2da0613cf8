#include "check/sarif.h"

#include "base/flag.h"
#include "json/write.h"

/* SARIF 2.1.0, 3.27.10: error, warning, note */
static const char *const levels[] = {
    [INFO] = "note", [WARNING] = "warning", [ERROR] = "error"};

static void
put_rule(struct out *out, const struct check_rule *rule)
{
	out_put(out, S("{\"id\":"));
	json_put_str(out, str_of(rule->name));
	out_put(out, S(",\"shortDescription\":{\"text\":"));
	json_put_str(out, str_of(rule->summary));
	out_format(out, "},\"defaultConfiguration\":{\"level\":\"%s\"}}",
	    levels[rule->severity]);
}

void
sarif_begin(struct out *out)
{
	out_put(out,
	    S("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	      "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
	      "\"name\":\"indicator-check\",\"version\":"));
	json_put_str(out, str_of(tool_version));
	out_put(out, S(",\"rules\":["));
	for (size_t i = 0; i < check_rules_n; i++) {
		out_put(out, i ? S(",\n") : S("\n"));
		put_rule(out, &check_rules[i]);
	}
	out_put(
	    out, S("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":["));
}

/* A path as a URI reference (RFC 3986): other bytes percent-encoded. */
static void
put_uri(struct out *out, str path)
{
	static const char hex[] = "0123456789ABCDEF";

	out_char(out, '"');
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '/' || c == '.' ||
		    c == '-' || c == '_' || c == '~') {
			out_char(out, (char)c);
		} else {
			out_char(out, '%');
			out_char(out, hex[c >> 4]);
			out_char(out, hex[c & 15]);
		}
	}
	out_char(out, '"');
}

static void
put_raw(struct out *out, const char *key, str json)
{
	out_format(out, ",\"%s\":", key);
	out_put(out, json.n ? json : S("null"));
}

void
sarif_result(struct out *out, const struct check_subject *subject,
    const struct finding *f, bool first, str key)
{
	int rule = check_rule_named(f->rule);

	out_put(out, first ? S("\n{\"ruleId\":") : S(",\n{\"ruleId\":"));
	json_put_str(out, f->rule);
	out_format(out,
	    ",\"ruleIndex\":%d,\"level\":\"%s\",\"message\":{"
	    "\"text\":",
	    rule, levels[check_rules[rule].severity]);
	json_put_str(out, f->message);
	out_put(out,
	    S("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":"
	      "{\"uri\":"));
	put_uri(out, subject->file);
	out_format(out,
	    "},\"region\":{\"startLine\":%zu}},"
	    "\"logicalLocations\":[{\"fullyQualifiedName\":",
	    subject->line ? subject->line : 1);
	json_put_str(out, f->where);
	out_put(out, S("}]}],\"partialFingerprints\":{\"finding/v1\":"));
	json_put_str(out, key);
	out_format(out, "},\"properties\":{\"sheet_year\":%d", f->sheet_year);
	out_put(out, S(",\"ministry\":"));
	json_put_str(out, f->ministry);
	out_put(out, S(",\"number\":"));
	json_put_str(out, f->number);
	out_put(out, S(",\"project_id\":"));
	json_put_str(out, f->project_id);
	out_put(out, S(",\"name\":"));
	json_put_str(out, f->name);
	out_put(out, S(",\"source_file\":"));
	json_put_str(out, subject->source_file);
	out_put(out, S(",\"source_member\":"));
	json_put_str(out, subject->source_member);
	put_raw(out, "stated", f->stated);
	put_raw(out, "computed", f->computed);
	out_put(out, S("}}"));
}

void
sarif_end(struct out *out)
{
	out_put(out, S("]}]}\n"));
}
