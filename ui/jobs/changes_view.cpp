#include "jobs/changes_view.h"

#include "text/change_text.h"
#include "widgets/plain_label.h"

#include <QGridLayout>

namespace tracedeck::ui {

namespace {

constexpr int kLabelWidth = 140;

} // namespace

ChangesView::ChangesView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnMinimumWidth(0, theme.px(kLabelWidth));
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    setChanges({});
}

void ChangesView::setChanges(const std::vector<logpush::JobChange>& changes)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](int row, int column, TextRole role, const QString& text, Tone tone) {
        auto* label = new PlainLabel(m_theme, role, text, tone, this);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_grid->addWidget(label, row, column);
    };
    if (changes.empty()) {
        add(0, 0, TextRole::Body, tr("Nothing differs."), Tone::Secondary);
        return;
    }
    add(0, 1, TextRole::Small, tr("Before"), Tone::Secondary);
    add(0, 2, TextRole::Small, tr("After"), Tone::Secondary);
    int row = 1;
    for (const logpush::JobChange& change : changes) {
        add(row, 0, TextRole::BodyMedium, memberText(change.path), Tone::Normal);
        add(row, 1, TextRole::Body, memberValueText(change.path, change.before), Tone::Secondary);
        add(row, 2, TextRole::Body, change.isSecret ? tr("another secret") : memberValueText(change.path, change.after), Tone::Normal);
        ++row;
    }
    m_grid->setRowStretch(row, 1);
}

} // namespace tracedeck::ui
