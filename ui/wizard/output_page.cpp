#include "wizard/output_page.h"

#include "base/visible_text.h"
#include "delivery/output_options.h"
#include "logpush/dataset.h"
#include "logpush/job_check.h"
#include "preview/event_sample.h"
#include "text/error_text.h"
#include "text/format.h"
#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/segmented_control.h"
#include "wizard/form_grid.h"
#include "wizard/step_parts.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kOptions = "output_options"_L1, kType = "output_type"_L1, kTimes = "timestamp_format"_L1, kCve = "CVE-2021-44228"_L1;
constexpr std::size_t kShownEvents = 4;
constexpr qsizetype kShownCharacters = 6'000;

const QStringList kTimeFormats {u"unixnano"_s, u"unix"_s, u"rfc3339"_s, u"rfc3339ms"_s, u"rfc3339ns"_s};

} // namespace

QString escaped(const QString& text)
{
    QString out = text;
    out.replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u'\t', u"\\t"_s).replace(u'\r', u"\\r"_s);
    return out;
}

QString unescaped(const QString& text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (text[i] != u'\\' || !u"\\ntr"_s.contains(next) || next.isNull()) {
            out += text[i];
            continue;
        }
        out += next == u'n' ? u'\n' : next == u't' ? u'\t' : next == u'r' ? u'\r' : u'\\';
        ++i;
    }
    return out;
}

OutputPage::OutputPage(const Theme& theme, QWidget* parent) : StepPage(parent), m_theme(theme)
{
    const StepFrame frame = frameStep(theme, *this, tr("How should the files look?"),
                                      tr("What is usual reads back in Tracedeck, line by line. Change it for other readers."));
    auto* grid = new FormGrid(theme);
    m_name = addLine(*grid, tr("Name of the job"), tr("At most 512 characters. It can be changed later."), true);
    m_rows.back()->setCheck([this] { return issueOf(u"name"_s); });
    m_format = new SegmentedControl({u"NDJSON"_s, u"CSV"_s}, tr("Format"));
    auto* format = new FormRow(theme, tr("Format"), m_format, tr("NDJSON: one JSON object a line, gzipped."));
    grid->add(format);
    connect(m_format, &SegmentedControl::chosen, this, &OutputPage::change);
    m_times = new QComboBox;
    m_times->addItem(tr("as the API does by default"), QString());
    for (const QString& each : kTimeFormats)
        m_times->addItem(each, each);
    grid->add(
        new FormRow(theme, tr("Timestamp format"), m_times, tr("No field of these events heeds it: EventTimestampMs stays milliseconds.")));
    connect(m_times, &QComboBox::activated, this, &OutputPage::change);
    addLimit(*grid, u"max_upload_interval_seconds"_s, tr("A file at the latest after (seconds)"),
             tr("30 to 300; empty: 30, or what the destination takes."));
    addLimit(*grid, u"max_upload_records"_s, tr("Records in a file at most"), tr("1,000 to 1,000,000; empty: 100,000."));
    addLimit(*grid, u"max_upload_bytes"_s, tr("Bytes in a file at most, not compressed"),
             tr("5,000,000 to 1,000,000,000; empty: no limit of its own."));
    frame.main->addWidget(grid);
    auto* more = new LinkButton(tr("Prefixes, delimiters and template"));
    frame.main->addWidget(more, 0, Qt::AlignLeading);
    m_advanced = makeAdvanced();
    m_advanced->hide();
    connect(more, &QPushButton::clicked, this, [this] { m_advanced->setVisible(!m_advanced->isVisible()); });
    frame.main->addWidget(m_advanced);
    frame.main->addStretch(1);
    makeSide(*frame.side);
}

QLineEdit* OutputPage::addLine(FormGrid& grid, const QString& name, const QString& help, bool isWide)
{
    auto* edit = new QLineEdit;
    auto* row = new FormRow(m_theme, name, edit, help);
    grid.add(row, isWide);
    m_rows.push_back(row);
    connect(edit, &QLineEdit::textEdited, this, &OutputPage::change);
    return edit;
}

void OutputPage::addLimit(FormGrid& grid, const QString& member, const QString& name, const QString& help)
{
    m_limits.push_back({member, addLine(grid, name, help)});
    m_rows.back()->setCheck([this, member] { return issueOf(member); });
}

void OutputPage::addText(FormGrid& grid, const QString& member, const QString& name, const QString& help, bool isWide)
{
    m_texts.push_back({member, addLine(grid, name, help, isWide)});
    m_rows.back()->setCheck([this, member] { return issueOf(u"output_options."_s + member); });
}

QWidget* OutputPage::makeAdvanced()
{
    auto* grid = new FormGrid(m_theme);
    const QString usual = tr("Empty: as is usual for the format. \\n is a line end.");
    addText(*grid, u"record_prefix"_s, tr("Before a record"), usual);
    addText(*grid, u"record_suffix"_s, tr("Behind a record"), usual);
    addText(*grid, u"record_delimiter"_s, tr("Between records"), usual);
    addText(*grid, u"field_delimiter"_s, tr("Between fields"), usual);
    addText(*grid, u"batch_prefix"_s, tr("At the beginning of a file"), usual);
    addText(*grid, u"batch_suffix"_s, tr("At the end of a file"), usual);
    addText(*grid, u"record_template"_s, tr("Record template"), tr("{{ .ScriptName }} and the like, in the place of the fields."), true);
    m_cve = new QCheckBox(tr("Replace \"${\" by \"x{\" (CVE-2021-44228)"));
    grid->add(m_cve, true);
    m_cveNote = new PlainLabel(m_theme, TextRole::Small,
                               tr("It changes what your Workers wrote: template strings in logs and stacks read otherwise."), Tone::Warn);
    m_cveNote->setWordWrap(true);
    grid->add(m_cveNote, true);
    connect(m_cve, &QCheckBox::toggled, this, &OutputPage::change);
    return grid;
}

void OutputPage::makeSide(QVBoxLayout& side)
{
    side.addWidget(sideHeading(m_theme, tr("Sample of the output")));
    m_previewNote = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Secondary);
    m_previewNote->setWordWrap(true);
    m_preview = codeView(m_theme, tr("Sample of the output"));
    m_preview->setMinimumHeight(m_theme.px(240));
    m_readable = new PlainLabel(m_theme, TextRole::Small, {}, Tone::Warn);
    m_readable->setWordWrap(true);
    side.addWidget(m_previewNote);
    side.addWidget(m_preview, 1);
    side.addWidget(m_readable);
}

void OutputPage::change()
{
    look();
    emit edited();
}

void OutputPage::setDraft(const jobs::JobDraft& draft)
{
    m_job = draft.job;
    const QJsonObject given = m_job[kOptions].toObject();
    const auto fill = [](QLineEdit& edit, const QString& text) {
        if (edit.text() != text)
            edit.setText(text);
    };
    fill(*m_name, m_job[u"name"].toString());
    m_format->setCurrent(given[kType].toString() == u"csv" ? 1 : 0);
    m_times->setCurrentIndex(std::max(0, m_times->findData(given[kTimes].toString())));
    for (const TextField& field : m_limits) {
        const qint64 limit = m_job[field.member].toInteger();
        fill(*field.edit, limit == 0 ? QString() : QString::number(limit));
    }
    for (const TextField& field : m_texts)
        fill(*field.edit, escaped(given[field.member].toString()));
    const QSignalBlocker blocker(m_cve);
    m_cve->setChecked(given[kCve].toBool());
    const bool isUnusual =
        m_cve->isChecked() || std::ranges::any_of(m_texts, [](const auto& field) { return !field.edit->text().isEmpty(); });
    if (isUnusual)
        m_advanced->show();
    look();
}

QJsonObject OutputPage::options() const
{
    QJsonObject options = m_job[kOptions].toObject();
    const auto set = [&](const QString& member, const QJsonValue& value, bool isUsual) {
        if (!isUsual)
            options[member] = value;
        else if (options.contains(member))
            options.remove(member);
    };
    if (m_format->current() == 1)
        options[kType] = u"csv"_s;
    else if (options.contains(kType))
        options[kType] = u"ndjson"_s;
    set(kTimes, m_times->currentData().toString(), m_times->currentData().toString().isEmpty());
    if (m_cve->isChecked() || options.contains(kCve))
        options[kCve] = m_cve->isChecked();
    for (const TextField& field : m_texts)
        set(field.member, unescaped(field.edit->text()), field.edit->text().isEmpty());
    return options;
}

void OutputPage::writeTo(jobs::JobDraft& draft) const
{
    QJsonObject& job = draft.job;
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty() || job.contains(u"name"_s))
        job[u"name"_s] = name;
    for (const TextField& field : m_limits) {
        const QString text = field.edit->text().trimmed();
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        if (!text.isEmpty())
            job[field.member] = isNumber ? QJsonValue(number) : QJsonValue(text); // what is no number is refused, not lost
        else if (job.contains(field.member))
            job[field.member] = 0;
    }
    const QJsonObject now = options();
    QJsonObject merged = job[kOptions].toObject();
    for (const QString& member : merged.keys()) { // fields and rate are other steps'
        if (member != u"field_names" && member != u"sample_rate")
            merged.remove(member);
    }
    for (auto at = now.begin(); at != now.end(); ++at) {
        if (at.key() != u"field_names" && at.key() != u"sample_rate")
            merged[at.key()] = at.value();
    }
    if (!merged.isEmpty() || job.contains(kOptions))
        job[kOptions] = merged;
}

Remark OutputPage::issueOf(const QString& path) const
{
    jobs::JobDraft draft;
    draft.job = m_job;
    writeTo(draft);
    for (const logpush::JobIssue& issue : logpush::checkJobFields(draft.job)) {
        if (issue.path == path)
            return {issue.isWarning ? Tone::Warn : Tone::Error, issue.message, true};
    }
    return {};
}

int OutputPage::insist()
{
    int wrong = 0;
    for (FormRow* row : m_rows) {
        if (row->insist())
            continue;
        if (m_advanced->isAncestorOf(row))
            m_advanced->show();
        if (wrong++ == 0)
            row->focusField();
    }
    return wrong;
}

void OutputPage::setEvents(SharedEvents events)
{
    m_events = std::move(events);
    look();
}

void OutputPage::look()
{
    m_cveNote->setVisible(m_cve->isChecked());
    const auto read = delivery::readOutputOptions(options());
    if (!read) {
        m_previewNote->setText(errorText(read.error()));
        m_preview->clear();
        return;
    }
    const auto unreadable = preview::readability(*read);
    m_readable->setVisible(unreadable != preview::Unreadable::No);
    m_readable->setText(
        tr("Tracedeck could not read these files back. It reads records that are JSON objects, and CSV of one record a line."));
    if (!m_events || m_events->empty()) {
        m_previewNote->setText(m_events ? tr("No event was delivered here yet; there is nothing to show it with.")
                                        : tr("Reading some of your events…"));
        m_preview->clear();
        return;
    }
    const std::size_t count = std::min(kShownEvents, m_events->size());
    const std::vector<events::Event> some(m_events->end() - static_cast<std::ptrdiff_t>(count), m_events->end());
    const auto file = preview::renderedFile(*read, some);
    m_previewNote->setText(file ? tr("A file with %1 of your own events.").arg(count) : errorText(file.error()));
    m_preview->setPlainText(file ? visibleText(QString::fromStdString(*file).left(kShownCharacters), false) : QString());
}

} // namespace tracedeck::ui
