#include "widgets/segmented_control.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPushButton>

namespace tracedeck::ui {

SegmentedControl::SegmentedControl(const QStringList& choices, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setAccessibleName(name);
    for (int i = 0; i < choices.size(); ++i) {
        auto* segment = new QPushButton(choices[i], this);
        segment->setCheckable(true);
        segment->setProperty("kind", QStringLiteral("segment"));
        segment->setProperty("place",
                             i == 0                        ? QStringLiteral("first")
                                 : i == choices.size() - 1 ? QStringLiteral("last")
                                                           : QStringLiteral("middle"));
        segment->setAccessibleName(QStringLiteral("%1: %2").arg(name, choices[i]));
        m_group->addButton(segment, i);
        row->addWidget(segment);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCurrent(0);
    makeRoom();
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* segment = m_group->button(index))
        return segment->setChecked(true);
    m_group->setExclusive(false);
    for (QAbstractButton* segment : m_group->buttons())
        segment->setChecked(false);
    m_group->setExclusive(true);
}

void SegmentedControl::setText(int index, const QString& text)
{
    QAbstractButton* segment = m_group->button(index);
    segment->setText(text);
    segment->setAccessibleName(QStringLiteral("%1: %2").arg(accessibleName(), text));
    makeRoom();
}

void SegmentedControl::setDense(bool dense)
{
    for (auto* segment : m_group->buttons())
        segment->setProperty("dense", dense);
    makeRoom();
}

/// The chosen segment is bolder than its size hint knows.
void SegmentedControl::makeRoom()
{
    constexpr int kPadding = 28;
    ensurePolished();
    QFont chosen = m_group->buttons().constFirst()->font();
    chosen.setWeight(QFont::DemiBold);
    for (auto* segment : m_group->buttons())
        segment->setMinimumWidth(QFontMetrics(chosen).horizontalAdvance(segment->text()) + kPadding);
}

} // namespace tracedeck::ui
