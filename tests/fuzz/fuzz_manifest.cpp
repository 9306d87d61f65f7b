// A manifest of any bytes: opened for reading it is refused, or what it lists can be read.
#include "fuzz/fuzz_target.h"
#include "store/manifest.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tracedeck;
using namespace tracedeck::store;
using fuzz::demand;

namespace {

QString inFolder(const char* name)
{
    static const QTemporaryDir folder;
    return folder.filePath(QString::fromLatin1(name));
}

void write(const QString& name, std::string_view bytes)
{
    for (const char* beside : {"-wal", "-shm", "-journal"})
        QFile::remove(name + QString::fromLatin1(beside));
    QFile file(name);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    const QString name = inFolder("manifest.sqlite");
    write(name, bytes);
    for (const bool isToWrite : {false, true}) {
        const auto manifest = Manifest::open(name, isToWrite);
        if (!manifest) {
            const ErrorCode code = manifest.error().code;
            demand(code == ErrorCode::StoreCorrupt || code == ErrorCode::StoreVersion || code == ErrorCode::IoFailed
                       || code == ErrorCode::NotFound,
                   "a refusal says what is wrong with the store");
            continue;
        }
        const auto segments = (*manifest)->segments();
        const auto objects = (*manifest)->objects();
        const auto sources = (*manifest)->sources();
        demand(segments || segments.error().code != ErrorCode::Internal, "segments are listed, or it is said why not");
        demand(objects || objects.error().code != ErrorCode::Internal, "objects are listed, or it is said why not");
        demand(sources || sources.error().code != ErrorCode::Internal, "sources are listed, or it is said why not");
    }
}

std::vector<std::string> fuzzSeeds()
{
    std::vector<std::string> seeds;
    for (const int objects : {0, 3}) {
        const QString name = inFolder("seed.sqlite");
        QFile::remove(name);
        {
            auto manifest = Manifest::open(name, true);
            if (!manifest)
                continue;
            Publication publication;
            for (int i = 0; i < objects; ++i) {
                ObjectRecord object;
                object.id = static_cast<std::uint64_t>(i + 1);
                object.path = QStringLiteral("workers/20261127/%1.log.gz").arg(i);
                object.rejected.push_back({7, QStringLiteral("not an object")});
                publication.objects.push_back(object);
            }
            if (objects > 0)
                publication.segments.push_back({1, 10, 1000, {1, 2, 3}});
            (void)(*manifest)->publish(publication);
        }
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            seeds.push_back(file.readAll().toStdString());
    }
    return seeds;
}
