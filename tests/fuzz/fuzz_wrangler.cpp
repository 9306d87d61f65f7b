// A wrangler file: read or refused; an edit changes the flag alone, and a second one nothing. The first byte chooses the format.
#include "fuzz/fuzz_target.h"
#include "workers/wrangler_edit.h"

using namespace tracedeck;
using namespace tracedeck::workers;
using fuzz::demand;

void fuzzOne(std::string_view bytes)
{
    if (bytes.empty())
        return;
    const WranglerFormat format = bytes.front() == 'j' ? WranglerFormat::Json : WranglerFormat::Toml;
    const QByteArray text(bytes.data() + 1, static_cast<qsizetype>(bytes.size()) - 1);
    const auto config = readWrangler(text, format);
    if (!config) {
        demand(!config.error().detail.isEmpty(), "a refusal says why");
        demand(!setLogpush(text, format, {{{}, true}}), "what cannot be read is not edited");
        return;
    }
    demand(!config->sections.empty() && config->sections.front().environment.isEmpty(), "the top level stands first");
    const QString environment = config->sections.back().environment;
    for (const bool value : {true, false}) {
        const auto edited = setLogpush(text, format, {{environment, value}});
        if (!edited) {
            demand(edited.error().code != ErrorCode::Internal, "an edit never differs in more than the flag");
            continue;
        }
        const auto after = readWrangler(*edited, format);
        demand(after.has_value() && after->effective(environment) == value, "an edit is read back");
        const auto again = setLogpush(*edited, format, {{environment, value}});
        demand(again.has_value() && *again == *edited, "a second edit changes nothing");
    }
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "tname = \"api\"\nmain = \"src/index.ts\"\n\n# events\nlogpush = false\n",
        "tname = 'a'\r\n[env.production]\r\nname = \"b\" # c\r\nlogpush=true\r\n[[env.production.routes]]\r\npattern=\"x\"\r\n",
        "tname=\"a\"\nenv.staging.logpush = true\nenv.x = { logpush = false, vars = { a = [1, 2,\n3] } }\n[observability]\nlogpush = "
        "true\n",
        "tname = \"\"\"\nlogpush = true\"\"\"\n[vars]\n\"a.b\" = 1979-05-27T07:32:00Z\nf = 1e6\nn = nan\n",
        "j{\n  // comment\n  \"name\": \"api\",\n  \"logpush\": false, /* x */\n  \"env\": { \"production\": { \"name\": \"b\", }, },\n}\n",
        "j\xef\xbb\xbf{\"name\":\"a\",\"observability\":{\"logpush\":true},\"env\":{\"x\":{}}}",
        "j{}",
        "t",
    };
}
