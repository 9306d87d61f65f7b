// A stack trace and its message: never a crash, frames from the text, a fingerprint that is the same twice.
#include "events/fingerprint.h"
#include "events/stack.h"
#include "fuzz/fuzz_target.h"

using namespace tracedeck;
using fuzz::demand;

void fuzzOne(std::string_view bytes)
{
    const events::Stack stack = events::parseStack(bytes);
    for (const events::Frame& frame : stack.frames) {
        demand(bytes.find(frame.raw) != std::string_view::npos, "a frame's line stands in the text");
        demand(!frame.line || *frame.line >= 0, "lines are not negative");
    }
    const std::size_t middle = bytes.size() / 2;
    const events::GroupKey key = events::groupKey("Error", bytes.substr(0, middle), bytes.substr(middle));
    demand(key == events::groupKey("Error", bytes.substr(0, middle), bytes.substr(middle)), "a group is the same twice");
    demand(events::keyFromText(events::keyText(key)) == key, "a key reads as it prints");
    const std::string normal = events::normalisedMessage(bytes);
    demand(normal.size() <= 8 * bytes.size() + 64, "a message does not explode");
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "TypeError: Cannot read properties of undefined (reading 'id')\n    at handle (worker.js:12:34)\n    at async Object.fetch "
        "(index.js:1:2)\n",
        "Error: a\nb\n    at new Foo (https://a.example/x.js?v=1:1:1)\n    at Foo.bar [as baz] (file:///a b.ts:2:3)\n    at "
        "node:internal/x:1:1",
        "    at eval (eval at f (a.js:1:1), <anonymous>:1:1)\n    at Array.map (<anonymous>)\n    at data:text/javascript;base64,AAAA:1:1",
        "f@https://a.example/x.js:1:2\n@y.js:3\n[native code]",
        "D1_ERROR: no such table 'orders_8a3f' after 1200 ms, id 550e8400-e29b-41d4-a716-446655440000, \"cart:81237\", "
        "https://a.example/u/12?x=1",
    };
}
