#include "draft_keys.h"

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kOwnership = u"ownership"_s;

bool isSame(const SharedSecret& one, const SharedSecret& other)
{
    if (!one || !other)
        return false;
    return one->reveal([&](QByteArrayView a) { return other->reveal([a](QByteArrayView b) { return a == b; }); });
}

} // namespace

void DraftKeys::open(const QString& prefix)
{
    m_prefix = prefix;
    begin(0);
}

void DraftKeys::begin(std::int64_t job)
{
    m_job = job;
    ++m_begun;
    m_kept.clear();
}

QString DraftKeys::nameOf(const QString& param) const
{
    return m_prefix + u"/draft/"_s + QString::number(m_job) + u'/' + param;
}

void DraftKeys::keep(const jobs::JobDraft& draft)
{
    if (m_prefix.isEmpty())
        return;
    std::vector<KeyRing::Entry> entries;
    const auto add = [&](const QString& param, const SharedSecret& secret) {
        SharedSecret& kept = m_kept[param];
        if (isSame(kept, secret))
            return;
        kept = secret;
        entries.push_back({nameOf(param), secret});
    };
    for (const auto& [param, secret] : draft.secrets) {
        if (secret)
            add(param, secret);
    }
    if (draft.ownershipToken)
        add(kOwnership, draft.ownershipToken);
    if (!entries.empty())
        m_ring.write(std::move(entries), [](const auto&) {}); // a keychain that is not there was told of by the ring
}

void DraftKeys::read(jobs::JobDraft draft, const QStringList& params, std::function<void(jobs::JobDraft)> done)
{
    if (m_prefix.isEmpty())
        return done(std::move(draft));
    QStringList names;
    for (const QString& param : params + QStringList {kOwnership})
        names.append(nameOf(param));
    m_ring.read(names,
                [this, begun = m_begun, draft = std::move(draft), params,
                 done = std::move(done)](const Result<std::vector<KeyRing::Entry>>& read) mutable {
                    if (begun != m_begun)
                        return;
                    const auto value = [&](qsizetype at) { return read ? (*read)[static_cast<std::size_t>(at)].value : nullptr; };
                    for (qsizetype i = 0; i < params.size(); ++i)
                        draft.secrets[params[i]] = m_kept[params[i]] = value(i);
                    draft.ownershipToken = m_kept[kOwnership] = value(params.size());
                    done(std::move(draft));
                });
}

void DraftKeys::erase()
{
    QStringList names;
    for (const auto& [param, secret] : m_kept)
        names.append(nameOf(param));
    m_kept.clear();
    if (!names.isEmpty() && !m_prefix.isEmpty())
        m_ring.erase(names, [](const auto&) {});
}

} // namespace tracedeck
