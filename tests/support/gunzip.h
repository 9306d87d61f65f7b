#pragma once

#include <QByteArray>
#include <QFile>

#include <zlib.h>

#include <array>

namespace tracedeck::test {

/// The bytes of a gzip file with one or more members, by zlib alone; empty where it is no whole gzip file.
inline QByteArray gunzipFile(const QString& path)
{
    QByteArray out;
    gzFile file = gzopen(QFile::encodeName(path).constData(), "rb");
    if (file == nullptr)
        return out;
    std::array<char, 65536> chunk {};
    int got = 0;
    while ((got = gzread(file, chunk.data(), static_cast<unsigned>(chunk.size()))) > 0)
        out.append(chunk.data(), got);
    const bool whole = got == 0 && gzdirect(file) == 0;
    return gzclose(file) == Z_OK && whole ? out : QByteArray();
}

} // namespace tracedeck::test
