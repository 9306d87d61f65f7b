#include "access/helpers_card.h"

#include "access/answer_delegate.h"
#include "access/role_model.h"
#include "base/visible_text.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"
#include "widgets/small_table.h"

#include <QBoxLayout>

namespace tracedeck::ui {

namespace {

constexpr int kRow = 28;
constexpr std::size_t kPeopleAtMost = 5;

} // namespace

HelpersCard::HelpersCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_roles(new RoleModel(this))
    , m_people(new QVBoxLayout)
{
    setTitle(tr("Who may use Logpush"));
    auto* members = new LinkButton(tr("Open Members"), this);
    head()->addWidget(members);
    setBodyMargin(0);
    body()->setSpacing(0);
    auto* table = new SmallTable(theme, tr("Roles and Logpush"), kRow, this);
    table->setItemDelegate(new AnswerDelegate(theme, kRow, table));
    table->setModel(m_roles);
    table->setColumns({236, 76, 0});
    table->setMostRows(m_roles->rowCount());
    body()->addWidget(table);
    m_people->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10));
    m_people->setSpacing(theme.px(2));
    body()->addLayout(m_people);
    connect(members, &QPushButton::clicked, this, &HelpersCard::membersRequested);
}

void HelpersCard::setReport(const access::Report& report)
{
    m_roles->setOwnRoles(report.roles);
    while (QLayoutItem* item = m_people->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto say = [this](TextRole role, const QString& text, Tone tone) {
        m_people->addWidget(new ElidedLabel(m_theme, role, text, tone, this));
    };
    if (!report.membersReadable)
        return say(TextRole::Small, tr("Who has these roles is not known: the members of this account cannot be read."), Tone::Secondary);
    if (report.helpers.empty())
        return say(TextRole::Small, tr("No member has a role that is documented to allow Logpush."), Tone::Secondary);
    say(TextRole::Subheading, tr("Who could help"), Tone::Normal);
    for (std::size_t i = 0; i < std::min(kPeopleAtMost, report.helpers.size()); ++i) {
        const access::Helper& helper = report.helpers[i];
        QStringList parts {helper.name, helper.email, helper.roles.join(QStringLiteral(", "))};
        parts.removeAll(QString());
        say(TextRole::Body, visibleText(parts.join(QStringLiteral(" · "))), Tone::Normal);
    }
    if (report.helpers.size() > kPeopleAtMost)
        say(TextRole::Small, tr("and %n more", nullptr, static_cast<int>(report.helpers.size() - kPeopleAtMost)), Tone::Secondary);
}

} // namespace tracedeck::ui
