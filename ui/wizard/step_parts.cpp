#include "wizard/step_parts.h"

#include "widgets/clear_layout.h"
#include "widgets/icon_label.h"
#include "wizard/step_split.h"

#include <QBoxLayout>
#include <QPlainTextEdit>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 20, kSide = 330;

struct StateLook {
    const char* icon;
    QColor Tokens::*ink;
};
// In the order of the enum.
constexpr StateLook kLooks[] = {{"skip", &Tokens::text3},
                                {"clock", &Tokens::infotext},
                                {"okc", &Tokens::oktext},
                                {"warn", &Tokens::warntext},
                                {"error", &Tokens::dangertext}};

} // namespace

StepFrame frameStep(const Theme& theme, QWidget& page, const QString& title, const QString& about)
{
    auto* main = new QWidget;
    main->setObjectName(u"sheet"_s);
    auto* side = new QWidget;
    StepFrame frame {new QVBoxLayout(main), new QVBoxLayout(side)};
    frame.main->setContentsMargins(theme.px(kMargin), theme.px(16), theme.px(kMargin), theme.px(16));
    frame.main->setSpacing(theme.px(12));
    frame.side->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    frame.side->setSpacing(theme.px(8));
    auto* head = new QVBoxLayout;
    head->setSpacing(theme.px(4));
    head->addWidget(new PlainLabel(theme, TextRole::Title, title));
    auto* note = new PlainLabel(theme, TextRole::Body, about, Tone::Secondary);
    note->setWordWrap(true);
    head->addWidget(note);
    frame.main->addLayout(head);
    auto* row = new QHBoxLayout(&page);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new StepSplit(theme, main, side, kSide, &page));
    return frame;
}

QWidget* sideHeading(const Theme& theme, const QString& text, QWidget* trailing)
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new PlainLabel(theme, TextRole::Heading, text));
    row->addStretch(1);
    if (trailing)
        row->addWidget(trailing);
    return head;
}

QPlainTextEdit* codeView(const Theme& theme, const QString& name, QWidget* parent)
{
    auto* view = new QPlainTextEdit(parent);
    view->setReadOnly(true);
    view->setFont(theme.font(TextRole::MonoSmall));
    view->setAccessibleName(name);
    view->setTabChangesFocus(true);
    view->setLayoutDirection(Qt::LeftToRight);
    view->setWordWrapMode(QTextOption::WrapAnywhere);
    return view;
}

CheckList::CheckList(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    setAccessibleName(tr("Checks"));
}

void CheckList::setLines(const std::vector<CheckLine>& lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    clearLayout(*layout());
    for (const CheckLine& line : lines) {
        auto* row = new QWidget(this);
        auto* across = new QHBoxLayout(row);
        across->setContentsMargins(0, 0, 0, 0);
        across->setSpacing(m_theme.px(8));
        const StateLook& look = kLooks[static_cast<std::size_t>(line.state)];
        across->addWidget(new IconLabel(m_theme, QString::fromLatin1(look.icon), 16, look.ink), 0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(m_theme.px(2));
        const bool isOpen = line.state == CheckLine::State::Waiting;
        for (const auto& [text, role, tone] : {std::tuple {line.title, TextRole::BodyMedium, isOpen ? Tone::Secondary : Tone::Normal},
                                               std::tuple {line.detail, TextRole::Small, Tone::Secondary}}) {
            if (text.isEmpty())
                continue;
            auto* label = new PlainLabel(m_theme, role, text, tone);
            label->setWordWrap(true);
            label->setMinimumWidth(1);
            words->addWidget(label);
        }
        across->addLayout(words, 1);
        layout()->addWidget(row);
        row->show();
    }
}

} // namespace tracedeck::ui
