// The most this machine can do with these objects: inflate them and look at every field of every record, and keep nothing.
//   bench_ceiling FOLDER [THREADS]   -> one JSON line

#include <isa-l/igzip_lib.h>
#include <simdjson.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace json = simdjson::ondemand;

struct Tally {
    std::uint64_t events = 0, rawBytes = 0, gzBytes = 0, seen = 0; // `seen` keeps the work from being thought away
    void add(const Tally& other)
    {
        events += other.events;
        rawBytes += other.rawBytes;
        gzBytes += other.gzBytes;
        seen += other.seen;
    }
};

std::string readFile(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::filesystem::file_size(path), '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

/// All members of a gzip file after one another; `out` keeps its memory between files.
std::size_t inflate(std::string& gz, std::vector<std::uint8_t>& out)
{
    inflate_state state;
    std::size_t size = 0;
    isal_inflate_init(&state);
    state.crc_flag = ISAL_GZIP;
    state.next_in = reinterpret_cast<std::uint8_t*>(gz.data());
    state.avail_in = static_cast<std::uint32_t>(gz.size());
    for (;;) {
        if (out.size() - size < (1U << 20U))
            out.resize(out.size() * 2 + (8U << 20U));
        state.next_out = out.data() + size;
        state.avail_out = static_cast<std::uint32_t>(out.size() - size - simdjson::SIMDJSON_PADDING);
        const auto room = state.avail_out;
        if (isal_inflate(&state) != ISAL_DECOMP_OK)
            std::exit(1);
        size += room - state.avail_out;
        if (state.block_state != ISAL_BLOCK_FINISH)
            continue;
        if (state.avail_in == 0)
            return size;
        isal_inflate_reset(&state);
        state.crc_flag = ISAL_GZIP;
    }
}

std::uint64_t look(json::value value);

std::uint64_t keyed(json::field& field)
{
    return static_cast<std::uint64_t>(field.key().raw()[0]) + look(field.value());
}

std::uint64_t look(json::value value)
{
    std::uint64_t seen = 0;
    switch (value.type()) {
    case json::json_type::object:
        for (json::field field : value.get_object())
            seen += keyed(field);
        return seen;
    case json::json_type::array:
        for (auto element : value.get_array())
            seen += look(element.value());
        return seen;
    case json::json_type::string: return value.get_string().value().size();
    case json::json_type::number: {
        std::int64_t number = 0;
        return value.get_int64().get(number) == simdjson::SUCCESS ? static_cast<std::uint64_t>(number)
                                                                  : static_cast<std::uint64_t>(value.get_double().value());
    }
    case json::json_type::boolean: return value.get_bool().value() ? 1 : 0;
    case json::json_type::null: return value.is_null() ? 1 : 0;
    }
    return seen;
}

void parse(json::parser& parser, const std::uint8_t* data, std::size_t size, Tally& tally)
{
    const auto* text = reinterpret_cast<const char*>(data);
    for (std::size_t at = 0; at < size;) {
        const auto* end = static_cast<const char*>(std::memchr(text + at, '\n', size - at));
        const std::size_t length = end == nullptr ? size - at : static_cast<std::size_t>(end - text) - at;
        json::document document = parser.iterate(text + at, length, size - at + simdjson::SIMDJSON_PADDING);
        for (json::field field : document.get_object())
            tally.seen += keyed(field);
        ++tally.events;
        at += length + 1;
    }
}

Tally work(const std::vector<std::filesystem::path>& objects, std::atomic<std::size_t>& next)
{
    Tally tally;
    json::parser parser;
    std::vector<std::uint8_t> text(32U << 20U);
    for (auto i = next.fetch_add(1); i < objects.size(); i = next.fetch_add(1)) {
        std::string gz = readFile(objects[i]);
        const std::size_t size = inflate(gz, text);
        tally.gzBytes += gz.size();
        tally.rawBytes += size;
        parse(parser, text.data(), size, tally);
    }
    return tally;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    const auto threads = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::filesystem::path> objects;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1]))
        if (entry.path().extension() == ".gz")
            objects.push_back(entry.path());

    const auto start = std::chrono::steady_clock::now();
    std::atomic<std::size_t> next {0};
    std::vector<Tally> tallies(threads);
    {
        std::vector<std::jthread> workers;
        for (std::size_t i = 0; i < threads; ++i)
            workers.emplace_back([&, i] { tallies[i] = work(objects, next); });
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    Tally all;
    for (const Tally& tally : tallies)
        all.add(tally);
    std::printf(R"({"ms":%.1f,"threads":%lu,"objects":%zu,"events":%llu,"raw_bytes":%llu,"gz_bytes":%llu,"seen":%llu})"
                "\n",
                took.count(), threads, objects.size(), static_cast<unsigned long long>(all.events),
                static_cast<unsigned long long>(all.rawBytes), static_cast<unsigned long long>(all.gzBytes),
                static_cast<unsigned long long>(all.seen));
    return 0;
}
