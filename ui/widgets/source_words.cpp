#include "widgets/source_words.h"

#include "base/visible_text.h"
#include "text/access_text.h"

#include <QCoreApplication>

#include <array>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SourceWords", text);
}

// In the order of the variant.
constexpr std::array kKinds {
    QT_TRANSLATE_NOOP("SourceWords", "Bucket"),
    QT_TRANSLATE_NOOP("SourceWords", "Folder"),
    QT_TRANSLATE_NOOP("SourceWords", "Sandbox"),
    QT_TRANSLATE_NOOP("SourceWords", "Unknown"),
};
static_assert(kKinds.size() == std::variant_size_v<decltype(settings::LogSource::place)>);

} // namespace

QString sourceKind(const settings::LogSource& source)
{
    return tr(kKinds[source.place.index()]);
}

QString sourceName(const settings::LogSource& source)
{
    return source.name.isEmpty() ? sourcePlace(source) : visibleText(source.name);
}

QString sourcePlace(const settings::LogSource& source)
{
    if (const auto* bucket = std::get_if<settings::BucketPlace>(&source.place)) {
        const QString path = bucket->prefix.isEmpty() ? bucket->bucket : QString(bucket->bucket % u'/' % bucket->prefix);
        return visibleText(tr("%1, %2").arg(path, bucket->endpoint.host()));
    }
    if (const auto* folder = std::get_if<settings::FolderPlace>(&source.place))
        return visibleText(folder->path);
    return std::holds_alternative<settings::SandboxPlace>(source.place) ? tr("Built in") : tr("Made by a newer Tracedeck");
}

QString profileRemark(const settings::Profile& profile)
{
    const QString account = profile.accountId.isEmpty() ? QString() : shortened(visibleText(profile.accountId));
    switch (profile.credential) {
    case settings::CredentialKind::ApiToken: return account.isEmpty() ? tr("API token") : tr("API token, %1").arg(account);
    case settings::CredentialKind::GlobalKey: return tr("Global API Key, %1").arg(visibleText(profile.email));
    case settings::CredentialKind::None: break;
    }
    return tr("No account");
}

} // namespace tracedeck::ui
