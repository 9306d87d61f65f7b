#pragma once

#include "async/pending.h"
#include "store/filter_effect.h"
#include "widgets/scope.h"

#include <QObject>

#include <memory>
#include <optional>

namespace tracedeck::ui {

/// Counts what a filter would keep of the events that are here, over the chosen range, each time another is asked for; what was asked
/// before is given up. GUI thread; the counting is not.
class EffectFeed : public QObject {
    Q_OBJECT
public:
    explicit EffectFeed(const Scope& scope, QObject* parent = nullptr);

    void ask(const logpush::Filter& filter, const store::SampleWish& wish);
    void stop(); ///< what was counted is forgotten
    /// Of all events of the range; null: not counted yet.
    [[nodiscard]] std::shared_ptr<const store::EffectBase> base() const { return m_base; }
    [[nodiscard]] TimeRange range() const { return m_range; }

signals:
    void baseCounted();
    void keptCounted(std::uint64_t events, std::uint64_t kept); ///< first, before the rest of the effect
    void counted(const tracedeck::store::FilterEffect& effect);
    void judged(const std::vector<tracedeck::store::JudgedEvent>& events);
    void failed(const tracedeck::Error& error);

private:
    void countBase();
    void count();

    const Scope& m_scope;
    std::optional<logpush::Filter> m_filter;
    store::SampleWish m_wish;
    std::shared_ptr<const store::EffectBase> m_base;
    TimeRange m_range;
    std::uint64_t m_version = 0;
    Pending<std::shared_ptr<const store::EffectBase>> m_counting;
    Pending<std::uint64_t> m_kept;
    Pending<store::FilterEffect> m_effect;
    Pending<std::vector<store::JudgedEvent>> m_sample;
};

} // namespace tracedeck::ui
