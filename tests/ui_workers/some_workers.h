#pragma once

#include "workers/worker_id.h"
#include "workers/wrangler_draft.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::test {

using namespace Qt::Literals::StringLiterals;

inline constexpr std::int64_t kNow = 1'795'264'560'000; ///< 2026-11-21 12:36 UTC

/// A file that says of `env.production` what is asked for, with a decoy and a comment that means what it says.
inline const QByteArray kToml = "name = \"webhook-relay\"\n"
                                "main = \"src/index.ts\"\n"
                                "\n"
                                "[observability]\n"
                                "enabled = true\n"
                                "logpush = true\n"
                                "\n"
                                "[env.production]\n"
                                "name = \"webhook-relay\"\n"
                                "\n"
                                "# staging keeps logs local on purpose\n"
                                "[env.staging]\n"
                                "logpush = false # revisit\n";

/// A Worker that is on, whose file says nothing for production.
inline workers::WorkerRow someWorker(const QString& name, std::optional<bool> logpush = true, std::optional<bool> inFile = std::nullopt,
                                     bool isLinked = true)
{
    workers::WorkerRow row;
    row.worker.name = name;
    row.worker.logpush = logpush;
    row.worker.modifiedMs = kNow - 86'400'000;
    if (isLinked) {
        row.link = workers::WranglerLink {u"/projects/"_s + name + u"/wrangler.toml"_s, u"production"_s, false};
        row.section.emplace();
        row.section->environment = u"production"_s;
        row.section->worker = name;
        row.fileFlag = inFile;
    }
    row.next = workers::nextDeployOf(logpush, row.link, inFile);
    row.verdict = workers::WorkerVerdict::On;
    row.delivered = workers::DeliveredEvents {1'200, kNow - 14'000};
    row.invocations = 1'250;
    return row;
}

/// Six that push, four that do not, one of them unknown to any file.
inline std::vector<workers::WorkerRow> someWorkers()
{
    std::vector<workers::WorkerRow> rows {someWorker(u"checkout-api"_s, true, true),
                                          someWorker(u"webhook-relay"_s, true, std::nullopt),
                                          someWorker(u"email-digest"_s, false, false),
                                          someWorker(u"cart-sync"_s, false, true),
                                          someWorker(u"geo-lookup"_s, false, std::nullopt, false),
                                          someWorker(u"edge-router"_s, true, false)};
    rows[0].verdict = workers::WorkerVerdict::OnButQuiet;
    rows[0].delivered = workers::DeliveredEvents {};
    return rows;
}

inline ui::WranglerView viewOf(const QString& path, const QByteArray& bytes = kToml)
{
    const auto config = workers::readWrangler(bytes, workers::WranglerFormat::Toml);
    return {{path, workers::WranglerFormat::Toml, bytes}, *config, u"main"_s, {}};
}

inline ui::WranglerDraft draftOf(const ui::WranglerView& view, const std::vector<workers::FlagEdit>& edits)
{
    const auto after = workers::setLogpush(view.text.bytes, view.text.format, edits);
    ui::WranglerDraft draft {view.text, edits, *after, workers::diffOf(view.text.bytes, *after), {}, u"wrangler.toml"_s};
    for (const auto& hunk : draft.hunks)
        draft.labels.append(ui::sectionAt(view.config, hunk.beforeFrom));
    return draft;
}

inline bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisibleTo(&in) && label->text().contains(words); });
}

inline QLineEdit* fieldOf(const QWidget& in, const QString& name)
{
    const auto fields = in.findChildren<QLineEdit*>();
    const auto at = std::ranges::find(fields, name, &QWidget::accessibleName);
    return at == fields.end() ? nullptr : *at;
}

inline QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    const auto buttons = in.findChildren<QPushButton*>();
    const auto at = std::ranges::find_if(buttons, [&](const QPushButton* button) { return button->text() == text; });
    return at == buttons.end() ? nullptr : *at;
}

} // namespace tracedeck::test
