#include "wizard/review_page.h"

#include "widgets/badge.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/cell_delegate.h"
#include "widgets/clear_layout.h"
#include "widgets/elided_label.h"
#include "widgets/icon_label.h"
#include "widgets/segmented_control.h"
#include "widgets/small_table.h"
#include "wizard/cost_model.h"
#include "wizard/form_grid.h"
#include "wizard/step_split.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 20, kSide = 340, kLabelWidth = 112, kCostRow = 34;
enum Form { Json, Curl, Terraform };

struct NoteLook {
    const char* icon;
    QColor Tokens::*ink;
};

NoteLook lookOf(ReviewNote::Kind kind)
{
    switch (kind) {
    case ReviewNote::Kind::Good: return {"okc", &Tokens::oktext};
    case ReviewNote::Kind::Warning: return {"warn", &Tokens::warntext};
    case ReviewNote::Kind::Error: return {"error", &Tokens::dangertext};
    case ReviewNote::Kind::Info: break;
    }
    return {"info", &Tokens::infotext};
}

} // namespace

ReviewPage::ReviewPage(const Theme& theme, QWidget* parent) : StepPage(parent), m_theme(theme), m_costs(new CostModel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(new StepSplit(theme, makeMain(), makeSide(), kSide, this));
}

QWidget* ReviewPage::makeMain()
{
    auto* main = new QWidget;
    main->setObjectName(u"sheet"_s);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(m_theme.px(kMargin), m_theme.px(16), m_theme.px(kMargin), m_theme.px(16));
    column->setSpacing(m_theme.px(10));
    m_heading = new PlainLabel(m_theme, TextRole::Title, {}, Tone::Normal, main);
    m_note = new PlainLabel(m_theme, TextRole::Body, {}, Tone::Secondary, main);
    m_note->setWordWrap(true);
    m_cards = new FormGrid(m_theme);
    auto* costHead = new QHBoxLayout;
    costHead->addWidget(new PlainLabel(m_theme, TextRole::Heading, tr("Cost and volume"), Tone::Normal, main));
    m_costNote = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary, main);
    costHead->addWidget(m_costNote, 1);
    auto* costs = new Card(m_theme, main);
    costs->setBodyMargin(0);
    m_costTable = new SmallTable(m_theme, tr("Cost and volume"), kCostRow, costs);
    m_costTable->setItemDelegate(new CellDelegate(m_theme, kCostRow, m_costTable));
    m_costTable->setModel(m_costs);
    m_costTable->setColumns({176, 100, 100, 88, 0});
    costs->body()->addWidget(m_costTable);
    m_notes = new QVBoxLayout;
    m_notes->setSpacing(m_theme.px(6));
    for (QWidget* widget : {static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_note)})
        column->addWidget(widget);
    column->addWidget(m_cards);
    column->addLayout(costHead);
    column->addWidget(costs);
    column->addWidget(new PlainLabel(m_theme, TextRole::Heading, tr("Before it is sent"), Tone::Normal, main));
    column->addLayout(m_notes);
    column->addStretch(1);
    return main;
}

QWidget* ReviewPage::makeSide()
{
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(m_theme.px(16), m_theme.px(16), m_theme.px(16), m_theme.px(16));
    column->setSpacing(m_theme.px(8));
    column->addWidget(new PlainLabel(m_theme, TextRole::Heading, tr("Exact request"), Tone::Normal, side));
    m_form = new SegmentedControl({tr("JSON"), tr("curl"), tr("Terraform")}, tr("Form of the request"), side);
    m_form->setDense(true);
    connect(m_form, &SegmentedControl::chosen, this, &ReviewPage::showForm);
    column->addWidget(m_form, 0, Qt::AlignLeading);
    m_path = new PlainLabel(m_theme, TextRole::MonoSmall, {}, Tone::Secondary, side);
    m_path->setWordWrap(true);
    m_text = new QPlainTextEdit(side);
    m_text->setReadOnly(true);
    m_text->setFont(m_theme.font(TextRole::MonoSmall));
    m_text->setAccessibleName(tr("Exact request"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(m_theme.px(220));
    m_text->setLayoutDirection(Qt::LeftToRight);
    auto* copyButton = denseButton(tr("Copy without secrets"), side);
    copyButton->setIcon(m_theme.icon(u"copy"_s));
    connect(copyButton, &QPushButton::clicked, this, &ReviewPage::copy);
    column->addWidget(m_path);
    column->addWidget(m_text, 1);
    column->addWidget(copyButton, 0, Qt::AlignLeft);
    return side;
}

void ReviewPage::setHeading(const QString& heading, const QString& note)
{
    m_heading->setText(heading);
    m_note->setText(note);
}

void ReviewPage::setCards(const std::vector<ReviewCard>& cards)
{
    m_cards->clear();
    for (const ReviewCard& each : cards) {
        auto* card = new Card(m_theme);
        card->setTitle(each.title);
        auto* edit = new LinkButton(tr("Edit"), card);
        edit->setAccessibleName(tr("Edit %1").arg(each.title));
        connect(edit, &QPushButton::clicked, this, [this, step = each.step] { emit stepRequested(step); });
        card->head()->addWidget(edit);
        auto* grid = new QGridLayout;
        grid->setVerticalSpacing(m_theme.px(6));
        grid->setColumnMinimumWidth(0, m_theme.px(kLabelWidth));
        grid->setColumnStretch(1, 1);
        int row = 0;
        for (const auto& [label, value] : each.rows) {
            auto* text = new ElidedLabel(m_theme, TextRole::Body, value, Tone::Normal, card);
            text->setAccessibleName(tr("%1: %2").arg(label, value));
            grid->addWidget(new PlainLabel(m_theme, TextRole::Small, label, Tone::Secondary, card), row, 0);
            grid->addWidget(text, row++, 1);
        }
        card->body()->addLayout(grid);
        card->body()->addStretch(1);
        m_cards->add(card);
    }
}

void ReviewPage::setCosts(const std::vector<CostRow>& rows, bool isOfEdit, const QString& note)
{
    m_costs->setRows(rows, isOfEdit);
    m_costNote->setText(note);
}

void ReviewPage::setNotes(const std::vector<ReviewNote>& notes)
{
    clearLayout(*m_notes);
    for (const ReviewNote& note : notes) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(m_theme.px(8));
        const NoteLook look = lookOf(note.kind);
        auto* text = new PlainLabel(m_theme, TextRole::Body, note.text, Tone::Normal, line);
        text->setWordWrap(true);
        row->addWidget(new IconLabel(m_theme, QString::fromLatin1(look.icon), 16, look.ink, line), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        m_notes->addWidget(line);
    }
}

void ReviewPage::setRequest(const ReviewRequest& request)
{
    m_request = request;
    m_path->setText(QString(request.verb + u' ' + request.path));
    showForm(m_form->current());
}

void ReviewPage::showForm(int form)
{
    m_text->setPlainText(form == Curl ? m_request.curl : form == Terraform ? m_request.terraform : m_request.json);
}

void ReviewPage::copy() const
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

} // namespace tracedeck::ui
