#include "widgets/wish_list.h"

#include "widgets/card.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QCheckBox>

#include <array>

namespace tracedeck::ui {

namespace {

struct WishRow {
    access::Wish wish;
    const char* text;
    const char* permission; ///< as Cloudflare calls it
    bool isTicked;
};

constexpr std::array kWishes {
    WishRow {access::Wish::ReadBuckets, QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Read delivered logs in R2"),
             QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Workers R2 Storage: Read"), true},
    WishRow {access::Wish::UseJobs, QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "See and change Logpush jobs"),
             QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Logs: Edit"), true},
    WishRow {access::Wish::SeeWorkers, QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "See Workers"),
             QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Workers Scripts: Read"), true},
    WishRow {access::Wish::SwitchWorkers, QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Switch Logpush on for Workers"),
             QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Workers Scripts: Edit"), false},
    WishRow {access::Wish::CountInvocations, QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Count invocations"),
             QT_TRANSLATE_NOOP("tracedeck::ui::WishList", "Account Analytics: Read"), false},
};

} // namespace

WishList::WishList(const Theme& theme, bool withPermissions, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(withPermissions ? 0 : theme.px(4));
    for (const WishRow& row : kWishes) {
        auto* box = new QCheckBox(tr(row.text), this);
        box->setChecked(row.isTicked);
        m_boxes.emplace_back(row.wish, box);
        connect(box, &QCheckBox::toggled, this, &WishList::changed);
        if (!withPermissions) {
            column->addWidget(box);
            continue;
        }
        box->setAccessibleDescription(tr(row.permission));
        box->setMinimumHeight(theme.px(28));
        auto* line = new QHBoxLayout;
        line->addWidget(box, 1);
        line->addWidget(new PlainLabel(theme, TextRole::Small, tr(row.permission), Tone::Secondary));
        column->addLayout(line);
        column->addWidget(horizontalLine(this));
    }
}

std::vector<access::Wish> WishList::wishes() const
{
    std::vector<access::Wish> ticked;
    for (const auto& [wish, box] : m_boxes) {
        if (box->isChecked())
            ticked.push_back(wish);
    }
    return ticked;
}

QUrl WishList::page() const
{
    return access::tokenTemplate(wishes(), QStringLiteral("Tracedeck"));
}

} // namespace tracedeck::ui
