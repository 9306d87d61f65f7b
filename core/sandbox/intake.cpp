#include "sandbox/intake.h"

#include "delivery/mapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace tracedeck::sandbox {

namespace {

constexpr int kMostReasons = 20;

WireAnswer json(int status, const QJsonObject& object)
{
    WireAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/json"}};
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

WireAnswer refused(int status, const QString& reason)
{
    return json(status, {{QStringLiteral("error"), reason}});
}

/// What became of the lines of one request.
struct Tally {
    int taken = 0, logged = 0, rejected = 0;
    QJsonArray reasons; ///< of the first ones

    void reject(qsizetype line, const Error& error)
    {
        if (++rejected <= kMostReasons)
            reasons.append(QJsonObject {{QStringLiteral("line"), line}, {QStringLiteral("reason"), error.detail}});
    }
    [[nodiscard]] QJsonObject told() const
    {
        return {{QStringLiteral("taken"), taken},
                {QStringLiteral("logged"), logged},
                {QStringLiteral("rejected"), rejected},
                {QStringLiteral("reasons"), reasons}};
    }
};

} // namespace

WireAnswer Intake::answer(const WireRequest& request) const
{
    if (!request.header("origin").isEmpty()) // browsers say where a page comes from, Workers do not
        return refused(403, QStringLiteral("not for web pages"));
    if (request.method != "POST")
        return refused(405, QStringLiteral("POST trace items, one a line"));
    const std::string script =
        QUrlQuery(QString::fromUtf8(request.query())).queryItemValue(QStringLiteral("script"), QUrl::FullyDecoded).toStdString();
    Tally tally;
    qsizetype number = 0;
    for (const QByteArray& line : request.body.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        auto record = delivery::mapItem({line.constData(), static_cast<std::size_t>(line.size())});
        if (!record) {
            tally.reject(number, record.error());
            continue;
        }
        if (record->scriptName.empty())
            record->scriptName = script;
        ++tally.taken;
        tally.logged += m_take(*std::move(record)) ? 1 : 0;
    }
    return json(tally.taken == 0 && tally.rejected > 0 ? 400 : 200, tally.told());
}

} // namespace tracedeck::sandbox
