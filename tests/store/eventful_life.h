#pragma once

#include "delivery/gzip.h"
#include "store/answers.h"
#include "store/fragile_disk.h"
#include "store/manifest.h"
#include "store/place.h"
#include "store/raw_reader.h"
#include "store/selection.h"
#include "store/snapshot_data.h"
#include "store/writer.h"
#include "sync/retention.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace tracedeck::test {

/// A store on a fragile disk that objects go into and out of, until it is stopped somewhere; and what it must hold then: every object
/// that was said to be in it, none that was said to be out of it, of those under way each whole or not at all.
class EventfulLife {
public:
    explicit EventfulLife(std::uint64_t seed) : m_random(seed), m_disk(QDir(m_place.folder.path()).canonicalPath()) {}

    [[nodiscard]] FragileDisk& disk() { return m_disk; }
    [[nodiscard]] std::uint64_t below(std::uint64_t n) { return m_random() % n; }

    /// Lives until it is stopped, after so many steps at most. Whether it was, not just at an end.
    bool liveFor(std::uint64_t steps)
    {
        m_disk.stopAfter(steps);
        while (!m_disk.isStopped() && (m_store || reopen()))
            doSomething();
        return m_disk.isStopped();
    }

    /// The program ends there, or the power goes; the next one begins.
    void fall()
    {
        m_store.reset();
        const auto how = below(8);
        if (how < 2)
            m_disk.goOn();
        else
            m_disk.losePower(how < 5 ? FragileDisk::Loss::All : FragileDisk::Loss::Torn, m_random);
    }

    /// What is wrong; empty = nothing is. May be stopped again while it looks, and falls then.
    [[nodiscard]] QString look()
    {
        if (below(3) == 0) {
            m_disk.stopAfter(below(40));
            (void)reopen();
            if (m_disk.isStopped())
                fall();
        }
        m_disk.goOn();
        if (!m_store && !reopen())
            return QStringLiteral("it does not open: ") + m_failure;
        const auto objects = m_store->objects();
        if (!objects)
            return QStringLiteral("its objects cannot be listed: ") + objects.error().detail;
        if (const QString wrong = wrongObjects(*objects); !wrong.isEmpty())
            return wrong;
        return wrongEvents();
    }

    /// Everything is brought in: what is wrong then.
    [[nodiscard]] QString finish()
    {
        QStringList all;
        for (const auto& [path, lines] : m_given)
            all.append(path);
        const auto imported = sync::importPaths(*m_store, all, {});
        if (!imported)
            return QStringLiteral("it does not go on: ") + imported.error().detail;
        m_sure = std::set<QString>(all.begin(), all.end());
        const auto objects = m_store->objects();
        const QString wrong = objects ? wrongObjects(*objects) : objects.error().detail;
        return wrong.isEmpty() ? wrongEvents() : wrong;
    }

private:
    using Store = store::LogStore;

    bool reopen()
    {
        m_store.reset();
        auto opened = Store::open(m_place.folder.filePath(QStringLiteral("data/store")), Store::Mode::Write, m_disk);
        if (opened)
            m_store = *opened;
        else
            m_failure = opened.error().detail + u' ' + opened.error().subject;
        return opened.has_value();
    }

    void doSomething()
    {
        const auto what = below(10);
        if (what < 7)
            import();
        else if (what == 7)
            drop();
        else if (what == 8)
            (void)reopen();
        else
            addSource();
    }

    void import()
    {
        QStringList paths;
        for (auto left = 1 + below(3); left > 0; --left) {
            const int from = 100 * static_cast<int>(m_given.size());
            const auto text = test::lines(from, from + 1 + static_cast<int>(below(40)));
            const QString name = QStringLiteral("%1.log.gz").arg(m_given.size(), 6, 10, QChar(u'0'));
            paths.append(putOutside(name, delivery::gzip(text)));
            m_given[paths.back()] = linesIn(text);
        }
        m_maybe.insert(paths.begin(), paths.end());
        sync::ImportOptions options;
        options.copyFiles = below(2) == 0;
        options.threads = 1;
        if (!sync::importPaths(*m_store, paths, options))
            return;
        m_sure.insert(paths.begin(), paths.end());
        for (const auto& path : paths)
            m_maybe.erase(path);
    }

    /// Retention: the oldest go until it fits.
    void drop()
    {
        const auto objects = m_store->objects();
        const auto all = sync::planRetention(*m_store, {}, 0);
        if (!objects || !all)
            return;
        const auto plan = sync::planRetention(*m_store, {{}, all->bytesLeft * (50 + below(50)) / 100}, 0);
        if (!plan)
            return;
        m_leaving.clear();
        for (const auto& object : *objects) {
            if (std::ranges::find(plan->objects, object.id) != plan->objects.end())
                m_leaving.insert(object.path);
        }
        if (!sync::applyRetention(*m_store, *plan))
            return;
        for (const auto& path : m_leaving)
            m_sure.erase(path);
        m_leaving.clear();
    }

    void addSource()
    {
        const QString name = QStringLiteral("s3://host/bucket/%1").arg(m_sources.size());
        if (m_store->writer().source(name))
            m_sources.insert(name);
    }

    [[nodiscard]] QString wrongObjects(const std::vector<store::ObjectRecord>& objects)
    {
        std::set<QString> present;
        for (const auto& object : objects) {
            if (!present.insert(object.path).second)
                return QStringLiteral("twice there: ") + object.path;
            if (object.isLost || !object.complete || object.rows != m_given[object.path].size())
                return QStringLiteral("not whole: ") + object.path;
            if (!m_sure.contains(object.path) && !m_maybe.contains(object.path))
                return QStringLiteral("gone, and there again: ") + object.path;
        }
        const auto missing =
            std::ranges::find_if(m_sure, [&](const QString& path) { return !present.contains(path) && !m_leaving.contains(path); });
        if (missing != m_sure.end())
            return QStringLiteral("lost: ") + *missing;
        const auto left = std::ranges::count_if(m_leaving, [&](const QString& path) { return present.contains(path); });
        if (left != 0 && left != static_cast<std::ptrdiff_t>(m_leaving.size()))
            return QStringLiteral("went in part");
        const auto sources = m_store->sources();
        for (const auto& name : m_sources) {
            if (!sources || std::ranges::find(*sources, name, &store::SourceRecord::name) == sources->end())
                return QStringLiteral("lost: ") + name;
        }
        m_sure = std::move(present);
        m_maybe.clear();
        m_leaving.clear();
        return {};
    }

    /// Each event is there once: as a row, and as the line that was delivered.
    [[nodiscard]] QString wrongEvents() const
    {
        std::multiset<std::string> expected;
        for (const auto& path : m_sure)
            expected.insert(m_given.at(path).begin(), m_given.at(path).end());
        const auto snapshot = m_store->snapshot();
        if (snapshot.events() != expected.size())
            return QStringLiteral("%1 events, not %2").arg(snapshot.events()).arg(expected.size());
        for (const auto& segment : snapshot.data().segments) {
            if (!segment->verifyAll())
                return QStringLiteral("damaged: ") + segment->file();
        }
        const auto selection = store::select(snapshot, {});
        const auto rows =
            selection ? store::page(*selection, 0, snapshot.events()) : Result<std::vector<store::EventRow>> {fail(selection.error())};
        if (!rows)
            return QStringLiteral("no rows: ") + rows.error().detail;
        std::multiset<std::string> delivered;
        store::RawReader reader(snapshot);
        for (const auto& row : *rows) {
            const auto raw = reader.line(row.ref);
            if (!raw || raw->find("[\"" + row.message + "\"]") == std::string::npos)
                return QStringLiteral("not as it was delivered: ") + QString::fromStdString(row.message);
            delivered.insert(*raw);
        }
        return delivered == expected ? QString() : QStringLiteral("other lines than were delivered");
    }

    [[nodiscard]] QString putOutside(const QString& name, const std::string& bytes) const
    {
        QString path = m_outside.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return path;
    }

    static std::vector<std::string> linesIn(const std::string& text)
    {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            all.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return all;
    }

    std::mt19937_64 m_random;
    Place m_place;
    QTemporaryDir m_outside; ///< what was delivered lies on another disk
    FragileDisk m_disk;
    std::shared_ptr<Store> m_store;
    QString m_failure;
    std::map<QString, std::vector<std::string>> m_given;
    std::set<QString> m_sure, m_maybe, m_leaving, m_sources;
};

} // namespace tracedeck::test
