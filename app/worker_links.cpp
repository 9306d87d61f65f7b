#include "worker_links.h"

#include "settings/private_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

Result<WorkerLinks> readWorkerLinks(const QString& file)
{
    const auto bytes = settings::readPrivate(file);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return WorkerLinks {};
    if (!bytes)
        return fail(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isObject())
        return fail(ErrorCode::BadJson, error.errorString(), file);
    WorkerLinks links;
    const QJsonObject all = document.object(), chosen = all[u"workers"].toObject();
    for (const auto& folder : all[u"folders"].toArray())
        links.folders.append(folder.toString());
    for (auto at = chosen.begin(); at != chosen.end(); ++at) {
        const QJsonObject link = at.value().toObject();
        links.chosen[at.key()] = {link[u"path"].toString(), link[u"environment"].toString(), true};
    }
    return links;
}

Result<void> writeWorkerLinks(const QString& file, const WorkerLinks& links)
{
    QJsonObject chosen;
    for (const auto& [worker, link] : links.chosen)
        chosen[worker] = QJsonObject {{u"path"_s, link.path}, {u"environment"_s, link.environment}};
    const QJsonObject all {{u"folders"_s, QJsonArray::fromStringList(links.folders)}, {u"workers"_s, chosen}};
    return settings::writePrivate(file, QJsonDocument(all).toJson());
}

} // namespace tracedeck
