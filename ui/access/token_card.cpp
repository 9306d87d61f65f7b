#include "access/token_card.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

struct WishRow {
    access::Wish wish;
    const char* text;
    bool isTicked;
};

constexpr std::array kWishes {
    WishRow {access::Wish::UseJobs, QT_TRANSLATE_NOOP("tracedeck::ui::TokenCard", "See and change Logpush jobs"), true},
    WishRow {access::Wish::SeeWorkers, QT_TRANSLATE_NOOP("tracedeck::ui::TokenCard", "See Workers"), true},
    WishRow {access::Wish::SwitchWorkers, QT_TRANSLATE_NOOP("tracedeck::ui::TokenCard", "Switch Logpush on for Workers"), false},
    WishRow {access::Wish::ReadBuckets, QT_TRANSLATE_NOOP("tracedeck::ui::TokenCard", "Read delivered logs in R2"), true},
    WishRow {access::Wish::CountInvocations, QT_TRANSLATE_NOOP("tracedeck::ui::TokenCard", "Count invocations"), false},
};

} // namespace

TokenCard::TokenCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_open(new QPushButton(tr("Open Cloudflare's token page"), this))
{
    setTitle(tr("A token for no more than this"));
    body()->setSpacing(theme.px(4));
    for (const WishRow& row : kWishes) {
        auto* box = new QCheckBox(tr(row.text), this);
        box->setChecked(row.isTicked);
        m_wishes.emplace_back(row.wish, box);
        body()->addWidget(box);
        connect(box, &QCheckBox::toggled, this,
                [this] { m_open->setEnabled(std::ranges::any_of(m_wishes, [](const auto& wish) { return wish.second->isChecked(); })); });
    }
    m_open->setIcon(theme.icon(QStringLiteral("ext"), 14));
    body()->addSpacing(theme.px(4));
    body()->addWidget(m_open, 0, Qt::AlignLeft);
    connect(m_open, &QPushButton::clicked, this, [this] { emit linkRequested(page()); });
}

QUrl TokenCard::page() const
{
    std::vector<access::Wish> wishes;
    for (const auto& [wish, box] : m_wishes) {
        if (box->isChecked())
            wishes.push_back(wish);
    }
    return access::tokenTemplate(wishes, QStringLiteral("Tracedeck"));
}

} // namespace tracedeck::ui
