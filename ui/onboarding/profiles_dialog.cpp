#include "onboarding/profiles_dialog.h"

#include "onboarding/profile_delegate.h"
#include "onboarding/profile_list_model.h"
#include "onboarding/source_table_model.h"
#include "widgets/card.h"
#include "widgets/cell_delegate.h"
#include "widgets/form_row.h"
#include "widgets/small_table.h"
#include "widgets/source_words.h"
#include "widgets/tint.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kListWidth = 240;
constexpr int kSourceRow = 32;
constexpr int kMostSources = 5;
constexpr int kNameAtMost = 200;

} // namespace

ProfilesDialog::ProfilesDialog(const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_profiles(new ProfileListModel(this))
    , m_sources(new SourceTableModel(this))
    , m_list(new QListView)
    , m_table(new SmallTable(theme, tr("Sources"), kSourceRow))
    , m_detail(new QWidget)
    , m_name(new QLineEdit)
    , m_nameRow(new FormRow(theme, tr("Name"), m_name))
    , m_remark(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_tint(new QComboBox)
    , m_readOnly(new QCheckBox(tr("Read-only: nothing is changed at Cloudflare")))
    , m_open(new QPushButton(tr("Open")))
    , m_remove(new QPushButton(tr("Remove\u2026")))
    , m_forget(new QPushButton(tr("Forget this account\u2026")))
{
    setWindowTitle(tr("Accounts and sources"));
    auto* both = new QHBoxLayout;
    both->setSpacing(theme.px(16));
    both->addWidget(makeList());
    both->addWidget(makeDetail(), 1);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(16);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(12));
    column->addLayout(both, 1);
    column->addWidget(horizontalLine());
    column->addWidget(makeFoot());
    resize(theme.px(820), theme.px(520));
    showCurrent();
}

QWidget* ProfilesDialog::makeList()
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(1);
    card->setFixedWidth(m_theme.px(kListWidth));
    m_list->setAccessibleName(tr("Accounts"));
    m_list->setModel(m_profiles);
    m_list->setItemDelegate(new ProfileDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    card->body()->addWidget(m_list);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProfilesDialog::showCurrent);
    connect(m_list, &QListView::activated, this, [this] {
        if (const settings::Profile* profile = current())
            emit profileChosen(profile->id);
    });
    return card;
}

QWidget* ProfilesDialog::makeDetail()
{
    auto* column = new QVBoxLayout(m_detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(8));
    column->addWidget(m_remark);
    column->addWidget(m_nameRow);
    addLook(column);
    column->addSpacing(m_theme.px(8));
    addSources(column);
    column->addStretch(1);
    m_name->setMaxLength(kNameAtMost);
    m_nameRow->setCheck([this]() -> Remark {
        const QString name = m_name->text().trimmed();
        const settings::Profile* own = current();
        const auto hasIt = [&](const settings::Profile& other) {
            return own && other.id != own->id && other.name.compare(name, Qt::CaseInsensitive) == 0;
        };
        if (name.isEmpty())
            return {Tone::Error, tr("A name is needed.")};
        if (std::ranges::any_of(m_book.profiles(), hasIt))
            return {Tone::Error, tr("Another account has this name.")};
        return {};
    });
    connect(m_name, &QLineEdit::editingFinished, this, &ProfilesDialog::rename);
    return m_detail;
}

void ProfilesDialog::addLook(QVBoxLayout* column)
{
    m_tint->setAccessibleName(tr("Colour"));
    for (const Tint& tint : tints())
        m_tint->addItem(tintText(tint), tint.name.toString());
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(12));
    row->addWidget(new PlainLabel(m_theme, TextRole::BodyMedium, tr("Colour")));
    row->addWidget(m_tint);
    row->addWidget(m_readOnly);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_tint, &QComboBox::activated, this, [this] { emit tintChosen(currentProfile(), m_tint->currentData().toString()); });
    connect(m_readOnly, &QCheckBox::clicked, this, [this](bool on) { emit readOnlyChosen(currentProfile(), on); });
}

void ProfilesDialog::addSources(QVBoxLayout* column)
{
    auto* card = new Card(m_theme);
    card->setBodyMargin(0);
    m_table->setItemDelegate(new CellDelegate(m_theme, kSourceRow, m_table));
    m_table->setModel(m_sources);
    m_table->setColumns({150, 80, 0});
    m_table->setMostRows(kMostSources);
    card->body()->addWidget(m_table);
    auto* bucket = new QPushButton(tr("Add bucket\u2026"));
    auto* folder = new QPushButton(tr("Add folder\u2026"));
    auto* row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    for (QPushButton* button : {m_open, m_remove})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(bucket);
    row->addWidget(folder);
    column->addWidget(new PlainLabel(m_theme, TextRole::Subheading, tr("Where its logs are read from")));
    column->addWidget(card);
    column->addLayout(row);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProfilesDialog::showSourceButtons);
    connect(m_sources, &QAbstractItemModel::modelReset, this, &ProfilesDialog::showSourceButtons);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { chooseSource(index.row()); });
    connect(m_open, &QPushButton::clicked, this, [this] { chooseSource(m_table->currentIndex().row()); });
    connect(m_remove, &QPushButton::clicked, this, &ProfilesDialog::askToRemove);
    connect(bucket, &QPushButton::clicked, this, &ProfilesDialog::addBucket);
    connect(folder, &QPushButton::clicked, this, &ProfilesDialog::addFolder);
}

QWidget* ProfilesDialog::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    auto* add = new QPushButton(tr("Add account\u2026"));
    auto* close = new QPushButton(tr("Close"));
    m_forget->setProperty("kind", QStringLiteral("danger"));
    for (QPushButton* button : {add, m_forget})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(close);
    for (QPushButton* button : findChildren<QPushButton*>() + foot->findChildren<QPushButton*>())
        button->setAutoDefault(false); // Enter in a field renames, no more
    connect(add, &QPushButton::clicked, this, &ProfilesDialog::accountAddRequested);
    connect(m_forget, &QPushButton::clicked, this, &ProfilesDialog::askToForget);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return foot;
}

void ProfilesDialog::setBook(const settings::ProfileBook& book)
{
    const QString id = currentProfile();
    m_book = book;
    m_profiles->setBook(book);
    showProfile(id);
    if (m_profiles->rowCount() > 0 && !current())
        m_list->setCurrentIndex(m_profiles->index(0));
    showCurrent();
}

void ProfilesDialog::showProfile(QStringView id)
{
    if (const int row = m_profiles->rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_profiles->index(row));
}

const settings::Profile* ProfilesDialog::current() const
{
    return m_profiles->at(m_list->currentIndex().row());
}

QString ProfilesDialog::currentProfile() const
{
    const settings::Profile* profile = current();
    return profile ? profile->id : QString();
}

void ProfilesDialog::showCurrent()
{
    const settings::Profile* profile = current();
    m_detail->setEnabled(profile != nullptr);
    m_forget->setEnabled(profile != nullptr);
    m_name->setText(profile ? profile->name : QString());
    m_nameRow->clearRemark();
    m_remark->setText(profile ? profileRemark(*profile) : tr("No account is known yet."));
    m_tint->setCurrentIndex(profile ? std::max(0, m_tint->findData(profile->tint)) : 0);
    m_readOnly->setChecked(profile && profile->isReadOnly);
    m_sources->setSources(profile ? profile->sources : std::vector<settings::LogSource>());
    showSourceButtons();
}

void ProfilesDialog::showSourceButtons()
{
    const settings::LogSource* source = m_sources->at(m_table->currentIndex().row());
    m_open->setEnabled(source && !std::holds_alternative<settings::UnknownPlace>(source->place));
    m_remove->setEnabled(source != nullptr);
}

void ProfilesDialog::rename()
{
    const settings::Profile* profile = current();
    const QString name = m_name->text().trimmed();
    if (profile && name != profile->name && m_nameRow->insist())
        emit renameRequested(profile->id, name);
}

void ProfilesDialog::chooseSource(int row)
{
    const settings::LogSource* source = m_sources->at(row);
    if (source && m_open->isEnabled())
        emit sourceChosen(currentProfile(), source->id);
}

} // namespace tracedeck::ui
