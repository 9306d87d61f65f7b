// Plays a fuzz target without libFuzzer.
//   replay_NAME                  its seeds, and each of them damaged in many ways; always the same
//   replay_NAME --seeds FOLDER   writes the seeds there, a file each
//   replay_NAME FILE…            these, as they are
#include "fuzz/fuzz_target.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace {

constexpr int kDamagedOfEach = 400;

class Damage {
public:
    explicit Damage(const std::vector<std::string>& others) : m_others(others) {}

    [[nodiscard]] std::string of(std::string bytes)
    {
        for (std::size_t i = below(4) + 1; i > 0; --i)
            once(bytes);
        return bytes;
    }

private:
    std::size_t below(std::size_t end) { return end == 0 ? 0 : m_random() % end; }

    void once(std::string& bytes)
    {
        constexpr std::string_view kTelling = "\0\"\\\n{}[]:,\xff\xef\xbb\xbf'-.09eE/*#=";
        const std::size_t at = below(bytes.size() + 1);
        const std::size_t length = below(std::min<std::size_t>(bytes.size() - at, 64) + 1);
        switch (below(7)) {
        case 0: bytes.resize(at); break;
        case 1: bytes.erase(at, length); break;
        case 2: bytes.insert(at, 1, kTelling[below(kTelling.size())]); break;
        case 3: bytes.insert(at, bytes.substr(at, length)); break;
        case 4: bytes.replace(at, length, m_others[below(m_others.size())].substr(0, 200)); break;
        case 5: bytes.insert(at, below(300), kTelling[below(kTelling.size())]); break;
        default:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << below(8)));
        }
    }

    const std::vector<std::string>& m_others;
    std::mt19937_64 m_random {20261127};
};

int writeSeeds(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : fuzzSeeds())
        std::ofstream(folder / ("seed-" + std::to_string(++number)), std::ios::binary) << seed;
    return number > 0 ? 0 : 1;
}

int playFiles(int count, char** names)
{
    for (int i = 0; i < count; ++i) {
        std::ifstream file(names[i], std::ios::binary);
        if (!file) {
            std::fprintf(stderr, "cannot read %s\n", names[i]);
            return 2;
        }
        fuzzOne(std::string(std::istreambuf_iterator<char>(file), {}));
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == "--seeds")
        return writeSeeds(argv[2]);
    if (argc > 1)
        return playFiles(argc - 1, argv + 1);
    const auto seeds = fuzzSeeds();
    Damage damage(seeds);
    std::size_t played = 0;
    for (const std::string& seed : seeds) {
        fuzzOne(seed);
        for (int i = 0; i < kDamagedOfEach; ++i, ++played)
            fuzzOne(damage.of(seed));
    }
    std::printf("%zu seeds, %zu damaged\n", seeds.size(), played);
    return seeds.empty() ? 1 : 0;
}
