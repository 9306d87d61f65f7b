#include "wizard/fields_page.h"

#include "logpush/dataset.h"
#include "text/format.h"
#include "theme/theme.h"
#include "widgets/card.h"
#include "widgets/segmented_control.h"
#include "wizard/step_parts.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTreeView>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kOptions = "output_options"_L1, kNames = "field_names"_L1;
constexpr int kRowHeight = 32;

const QStringList kFirstSix {u"Event"_s, u"EventTimestampMs"_s, u"Outcome"_s, u"Exceptions"_s, u"Logs"_s, u"ScriptName"_s};
const QStringList kMinimal {u"EventTimestampMs"_s, u"Outcome"_s, u"ScriptName"_s};
enum Preset { FirstSix, All, Minimal };

/// What Tracedeck cannot show without a field.
struct Loss {
    const char16_t* field;
    const char* text;
};
constexpr Loss kLosses[] = {
    {u"EventTimestampMs", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Events have no time: no chart can place them.")},
    {u"Outcome", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Failures cannot be told from successes.")},
    {u"ScriptName", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Nobody knows which Worker an event is of.")},
    {u"Exceptions", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "There are no exception groups and no stacks.")},
    {u"Logs", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Console lines are gone.")},
    {u"Event", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Requests, URLs, statuses and Ray IDs are gone.")},
    {u"ScriptVersion", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "Nobody can tell which deploy broke something.")},
    {u"WallTimeMs", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "There are no wall times.")},
    {u"CPUTimeMs", QT_TRANSLATE_NOOP("tracedeck::ui::FieldsPage", "There are no CPU times.")},
};

/// Rows as the tables of this program have them, with a box to tick.
class FieldDelegate : public QStyledItemDelegate {
public:
    FieldDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.px(kRowHeight)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->font = m_theme.font(index.column() <= FieldsModel::Type ? TextRole::Mono : TextRole::Body);
        const Tokens& t = m_theme.tokens();
        const QColor ink = index.column() == FieldsModel::Name ? t.text : t.text2;
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
        option->palette.setColor(QPalette::Highlight, t.selrow);
    }

private:
    const Theme& m_theme;
};

QString latin(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

FieldsPage::FieldsPage(const Theme& theme, QWidget* parent)
    : StepPage(parent)
    , m_theme(theme)
    , m_model(new FieldsModel(this))
    , m_view(new QTreeView)
    , m_presets(new SegmentedControl({tr("First six"), tr("All"), tr("Minimal")}, tr("Preset")))
    , m_note(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_size(new PlainLabel(theme, TextRole::Display, {}))
    , m_measured(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_means(new CheckList(theme))
{
    const StepFrame frame = frameStep(theme, *this, tr("Which fields should a record have?"),
                                      tr("Fewer fields make smaller files. The price of Logpush does not change with them."));
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_presets);
    bar->addWidget(m_note, 1);
    frame.main->addLayout(bar);
    auto* card = new Card(theme);
    card->setBodyMargin(0);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new FieldDelegate(theme, m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Fields"));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->header()->setSectionsMovable(false);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    card->body()->addWidget(m_view);
    frame.main->addWidget(card);
    frame.main->addStretch(1);
    frame.side->addWidget(sideHeading(theme, tr("Size of an event")));
    auto* sizeCard = new Card(theme);
    for (PlainLabel* label : {m_size, m_measured}) {
        label->setWordWrap(true);
        sizeCard->body()->addWidget(label);
    }
    frame.side->addWidget(sizeCard);
    frame.side->addWidget(sideHeading(theme, tr("What you will be able to see")));
    auto* means = new Card(theme);
    means->body()->addWidget(m_means);
    frame.side->addWidget(means);
    frame.side->addStretch(1);
    connect(m_presets, &SegmentedControl::chosen, this, &FieldsPage::choosePreset);
    connect(m_view, &QAbstractItemView::activated, m_model, [this](const QModelIndex& at) { m_model->toggle(at.row()); });
    connect(m_model, &FieldsModel::edited, this, [this] {
        look();
        emit edited();
    });
    std::vector<std::pair<QString, QString>> documented;
    for (const logpush::DatasetField& field : logpush::fieldsOf(logpush::kWorkersDataset))
        documented.emplace_back(latin(field.name), latin(field.meaning));
    setAvailable(documented, tr("As documented; the API was not asked yet."));
}

void FieldsPage::setAvailable(const std::vector<std::pair<QString, QString>>& fields, const QString& note)
{
    m_available = fields;
    m_note->setText(note);
    m_names = m_model->rows().empty() ? m_names : chosen();
    rebuild();
}

/// What the API lists, what is documented of it, and what the job has beside that.
void FieldsPage::rebuild()
{
    const auto known = logpush::fieldsOf(logpush::kWorkersDataset);
    std::vector<FieldRow> rows;
    const auto add = [&](const QString& name, const QString& meaning) {
        FieldRow row {name, {}, meaning, m_names.contains(name), std::nullopt};
        const auto documented = std::ranges::find_if(known, [&](const auto& field) { return latin(field.name) == name; });
        if (documented != known.end()) {
            row.type = latin(logpush::typeName(documented->type));
            row.meaning = latin(documented->meaning);
        }
        if (const auto size = m_sizes.find(name.toStdString()); size != m_sizes.end())
            row.bytes = size->second;
        rows.push_back(std::move(row));
    };
    for (const auto& [name, meaning] : m_available)
        add(name, meaning);
    for (const QString& name : m_names) {
        if (std::ranges::none_of(m_available, [&](const auto& each) { return each.first == name; }))
            add(name, tr("Not listed by the API; it is kept as it is."));
    }
    m_view->setFixedHeight(m_theme.px(kRowHeight) * (static_cast<int>(rows.size()) + 1) + m_theme.px(4));
    m_model->setRows(std::move(rows));
    for (const auto& [column, width] : {std::pair {FieldsModel::Name, 190}, {FieldsModel::Type, 110}, {FieldsModel::Size, 76}})
        m_view->header()->resizeSection(column, m_theme.px(width));
    look();
}

QStringList FieldsPage::chosen() const
{
    QStringList names, rest;
    for (const FieldRow& row : m_model->rows()) {
        if (row.isChosen && !m_names.contains(row.name))
            rest.append(row.name);
    }
    for (const QString& name : m_names) { // their order is the job's
        const auto at = std::ranges::find(m_model->rows(), name, &FieldRow::name);
        if (at != m_model->rows().end() && at->isChosen)
            names.append(name);
    }
    return names + rest;
}

void FieldsPage::setDraft(const jobs::JobDraft& draft)
{
    m_names.clear();
    for (const auto& name : draft.job[kOptions].toObject()[kNames].toArray())
        m_names.append(name.toString());
    rebuild();
}

void FieldsPage::writeTo(jobs::JobDraft& draft) const
{
    const QStringList names = chosen();
    QJsonObject options = draft.job[kOptions].toObject();
    if (names.isEmpty() && !options.contains(kNames))
        return;
    options[kNames] = QJsonArray::fromStringList(names);
    draft.job[kOptions] = options;
}

int FieldsPage::insist()
{
    if (!chosen().isEmpty())
        return 0;
    m_view->setFocus();
    return 1;
}

void FieldsPage::setSizes(const std::map<std::string, double>& sizes, std::size_t events)
{
    m_sizes = sizes;
    m_measured->setText(events == 0 ? tr("No event was delivered here yet: nothing to measure.")
                                    : tr("Measured on %1 of your events, before compression.").arg(countText(events)));
    m_names = chosen();
    rebuild();
}

void FieldsPage::choosePreset(int preset)
{
    QStringList all;
    for (const FieldRow& row : m_model->rows())
        all.append(row.name);
    m_model->choose(preset == FirstSix ? kFirstSix : preset == Minimal ? kMinimal : all);
}

void FieldsPage::look()
{
    const QStringList names = chosen();
    double bytes = 0;
    bool isMeasured = false;
    for (const FieldRow& row : m_model->rows()) {
        isMeasured = isMeasured || row.bytes;
        bytes += row.isChosen ? row.bytes.value_or(0) : 0;
    }
    m_size->setText(isMeasured ? bytesText(static_cast<std::uint64_t>(bytes)) : u"—"_s);
    const auto isExactly = [&](const QStringList& preset) {
        return QSet<QString>(names.begin(), names.end()) == QSet<QString>(preset.begin(), preset.end());
    };
    m_presets->setCurrent(isExactly(kFirstSix) ? FirstSix : isExactly(kMinimal) ? Minimal : names.size() == m_model->rowCount() ? All : -1);
    std::vector<CheckLine> lines;
    if (names.isEmpty())
        lines.push_back({CheckLine::State::Failed, tr("Choose at least one field."), {}});
    for (const Loss& loss : kLosses) {
        const QString name = QString::fromUtf16(loss.field);
        if (!names.contains(name))
            lines.push_back({CheckLine::State::Warned, tr("Without %1").arg(name), tr(loss.text)});
    }
    if (lines.empty())
        lines.push_back({CheckLine::State::Passed, tr("Every page of Tracedeck has what it needs."), {}});
    m_means->setLines(lines);
}

} // namespace tracedeck::ui
