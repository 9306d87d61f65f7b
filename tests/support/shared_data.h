#pragma once

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

namespace tracedeck::test {

/// Where the third-party samples lie beside the project; may not exist, then the tests make do with cases of their own.
inline QString sharedPath(const QString& relative)
{
    const QString root = qEnvironmentVariable("TRACEDECK_SHARED", QString::fromUtf8(TRACEDECK_SOURCE_DIR "/../shared"));
    const QFileInfo file(root + QLatin1Char('/') + relative);
    return file.exists() ? file.absoluteFilePath() : QString();
}

/// The objects of an NDJSON file of the samples; empty where there is none.
inline QList<QJsonObject> sharedObjects(const QString& relative)
{
    QList<QJsonObject> objects;
    QFile file(sharedPath(relative));
    if (!file.fileName().isEmpty() && file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd()) {
            const QByteArray line = file.readLine().trimmed();
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        }
    }
    return objects;
}

} // namespace tracedeck::test
