#include "wizard/kind_chooser.h"

#include "text/destination_text.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace tracedeck::ui {

namespace {

using logpush::DestinationKind;
/// Those that most people have come first.
constexpr DestinationKind kOrder[] = {
    DestinationKind::R2,      DestinationKind::S3,      DestinationKind::S3Compatible, DestinationKind::Gcs,     DestinationKind::Azure,
    DestinationKind::Https,   DestinationKind::Datadog, DestinationKind::Splunk,       DestinationKind::Sumo,    DestinationKind::NewRelic,
    DestinationKind::Elastic, DestinationKind::IbmLogs, DestinationKind::BigQuery,     DestinationKind::Kinesis, DestinationKind::Other,
};
constexpr int kCardWidth = 128, kCardHeight = 52, kGap = 8, kFewest = 4;

/// One kind: icon, name, and what it takes.
class KindCard : public QAbstractButton {
public:
    KindCard(const Theme& theme, logpush::DestinationKind kind, QWidget* parent) : QAbstractButton(parent), m_theme(theme), m_kind(kind)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setText(kindText(kind));
        setAccessibleName(kindText(kind));
        setAccessibleDescription(kindNote(kind));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }
    [[nodiscard]] QSize sizeHint() const override { return {m_theme.px(kCardWidth), m_theme.px(kCardHeight)}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Tokens& t = m_theme.tokens();
        const bool isMarked = isChecked() || hasFocus();
        painter.setPen(QPen(isMarked ? t.accent : t.border, isMarked ? 2 : 1));
        painter.setBrush(isChecked() ? t.accentsoft : underMouse() ? t.hover : t.surface);
        const qreal inset = isMarked ? 1 : 0.5;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
        const auto place = [this](const QRect& part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
        const int pad = m_theme.px(10), size = m_theme.px(16), left = pad + size + m_theme.px(8);
        painter.drawPixmap(place({pad, m_theme.px(10), size, size}),
                           m_theme.pixmap(kindIcon(m_kind), 16, isChecked() ? t.accent : t.text2, devicePixelRatioF()));
        const auto write = [&](int top, TextRole role, const QColor& ink, const QString& words) {
            painter.setFont(m_theme.font(role));
            painter.setPen(ink);
            const QRect line(left, top, width() - left - m_theme.px(6), m_theme.px(18));
            painter.drawText(place(line), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                             painter.fontMetrics().elidedText(words, Qt::ElideRight, line.width()));
        };
        write(m_theme.px(8), TextRole::BodyMedium, t.text, kindText(m_kind));
        write(m_theme.px(27), TextRole::Small, t.text2, kindNote(m_kind));
    }

private:
    const Theme& m_theme;
    logpush::DestinationKind m_kind;
};

} // namespace

KindChooser::KindChooser(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cards(new QWidget(this))
    , m_grid(new QGridLayout(m_cards))
    , m_group(new QButtonGroup(this))
    , m_list(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_cards);
    column->addWidget(m_list);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(theme.px(kGap));
    m_list->setAccessibleName(tr("Kind of destination"));
    for (const DestinationKind kind : kOrder) {
        const int id = static_cast<int>(kind);
        m_group->addButton(new KindCard(theme, kind, m_cards), id);
        m_list->addItem(m_theme.icon(kindIcon(kind)), tr("%1 (%2)").arg(kindText(kind), kindNote(kind)), id);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        m_list->setCurrentIndex(m_list->findData(id));
        emit chosen(static_cast<logpush::DestinationKind>(id));
    });
    connect(m_list, &QComboBox::activated, this, [this](int at) {
        const int id = m_list->itemData(at).toInt();
        m_group->button(id)->setChecked(true);
        emit chosen(static_cast<DestinationKind>(id));
    });
    layOut();
}

void KindChooser::setKind(logpush::DestinationKind kind)
{
    m_group->button(static_cast<int>(kind))->setChecked(true);
    m_list->setCurrentIndex(m_list->findData(static_cast<int>(kind)));
}

void KindChooser::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void KindChooser::layOut()
{
    const int step = m_theme.px(kCardWidth) + m_theme.px(kGap);
    const int columns = std::clamp((width() + m_theme.px(kGap)) / step, 1, 5);
    m_cards->setVisible(columns >= kFewest);
    m_list->setVisible(columns < kFewest);
    if (columns == m_columns)
        return;
    m_columns = columns;
    int at = 0;
    for (QAbstractButton* card : m_group->buttons()) {
        m_grid->addWidget(card, at / columns, at % columns);
        ++at;
    }
}

} // namespace tracedeck::ui
