#include "settings/source_overlap.h"

#include <QDir>

#include <algorithm>

namespace tracedeck::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar kAnyDigit = u'\uFFFF'; // no key has it

/// With eight digits for the day.
QString withAnyDay(QString prefix)
{
    return prefix.replace(u"{DATE}"_s, QString(8, kAnyDigit));
}

bool mayBeSame(QChar one, QChar other)
{
    const auto isDigit = [](QChar c) { return c == kAnyDigit || (c >= u'0' && c <= u'9'); };
    return one == other || ((one == kAnyDigit || other == kAnyDigit) && isDigit(one) && isDigit(other));
}

/// There are keys that begin with both.
bool doPrefixesMeet(const QString& one, const QString& other)
{
    const QString first = withAnyDay(one), second = withAnyDay(other);
    const auto both = std::min(first.size(), second.size());
    return std::equal(first.begin(), first.begin() + both, second.begin(), mayBeSame);
}

QString hostOf(const QUrl& endpoint)
{
    const bool isPlain = endpoint.scheme().compare(u"http", Qt::CaseInsensitive) == 0;
    return endpoint.host().toLower() % u':' % QString::number(endpoint.port(isPlain ? 80 : 443)); // however one gets there
}

bool overlap(const BucketPlace& one, const BucketPlace& other)
{
    return hostOf(one.endpoint) == hostOf(other.endpoint) && one.bucket == other.bucket && doPrefixesMeet(one.prefix, other.prefix);
}

bool overlap(const FolderPlace& one, const FolderPlace& other)
{
    QString first = QDir::cleanPath(one.path), second = QDir::cleanPath(other.path);
    for (QString* path : {&first, &second}) {
        if (!path->endsWith(u'/'))
            *path += u'/';
    }
    return first.startsWith(second) || second.startsWith(first);
}

bool overlap(const SandboxPlace&, const SandboxPlace&)
{
    return true;
}

/// Places of different kinds, and what nobody here understands.
template<typename One, typename Other>
bool overlap(const One&, const Other&)
{
    return false;
}

} // namespace

bool doOverlap(const LogSource& one, const LogSource& other)
{
    return std::visit([](const auto& first, const auto& second) { return overlap(first, second); }, one.place, other.place);
}

std::vector<const LogSource*> overlapsOf(const Profile& profile, const LogSource& source)
{
    std::vector<const LogSource*> found;
    for (const LogSource& other : profile.sources) {
        if (other.id != source.id && doOverlap(source, other))
            found.push_back(&other);
    }
    return found;
}

} // namespace tracedeck::settings
