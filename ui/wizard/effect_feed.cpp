#include "wizard/effect_feed.h"

namespace tracedeck::ui {

EffectFeed::EffectFeed(const Scope& scope, QObject* parent) : QObject(parent), m_scope(scope)
{
    const auto again = [this] {
        if (m_filter)
            ask(*m_filter, m_wish);
    };
    connect(&scope, &Scope::rangeChanged, this, again);
    connect(&scope, &Scope::snapshotChanged, this, again);
}

void EffectFeed::stop()
{
    m_filter.reset();
    m_base.reset(); // and with it the events that it holds open
    m_counting.cancel();
    m_kept.cancel();
    m_effect.cancel();
    m_sample.cancel();
}

void EffectFeed::ask(const logpush::Filter& filter, const store::SampleWish& wish)
{
    m_filter = filter;
    m_wish = wish;
    const bool isCurrent = m_base && m_version == m_scope.snapshot().version() && m_range == m_scope.effectiveRange();
    if (isCurrent)
        return count();
    if (!m_counting.isRunning() || m_range != m_scope.effectiveRange())
        countBase();
}

void EffectFeed::countBase()
{
    using Base = std::shared_ptr<const store::EffectBase>;
    m_range = m_scope.effectiveRange();
    m_version = m_scope.snapshot().version();
    auto work = [snapshot = m_scope.snapshot(), range = m_range](const std::stop_token& stop) -> Result<Base> {
        auto base = store::effectBase(snapshot, range, stop);
        if (!base)
            return fail(base.error());
        return Base(std::make_shared<const store::EffectBase>(*std::move(base)));
    };
    m_counting = Pending<Base> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(work)); },
                                [this](Result<Base> base) {
                                    if (!base)
                                        return emit failed(base.error());
                                    m_base = *std::move(base);
                                    emit baseCounted();
                                    if (m_filter)
                                        count();
                                }};
}

void EffectFeed::count()
{
    auto kept = [base = m_base, filter = *m_filter](const std::stop_token& stop) { return store::keptOf(*base, filter, stop); };
    m_kept = Pending<std::uint64_t> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(kept)); },
                                     [this](const Result<std::uint64_t>& done) {
                                         if (done)
                                             emit keptCounted(m_base->all.count(), *done);
                                     }};
    auto effect = [base = m_base, filter = *m_filter](const std::stop_token& stop) { return store::effectOf(*base, filter, stop); };
    m_effect =
        Pending<store::FilterEffect> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(effect)); },
                                      [this](const Result<store::FilterEffect>& done) {
                                          if (done)
                                              emit counted(*done);
                                          else if (done.error().code != ErrorCode::Cancelled)
                                              emit failed(done.error());
                                      }};
    using Sample = std::vector<store::JudgedEvent>;
    auto sample = [base = m_base, filter = *m_filter, wish = m_wish](const std::stop_token& stop) {
        return store::judgedSample(*base, filter, wish, stop);
    };
    m_sample = Pending<Sample> {[&](std::stop_token stop) { return m_scope.queries().ask(std::move(stop), std::move(sample)); },
                                [this](const Result<Sample>& done) {
                                    if (done)
                                        emit judged(*done);
                                }};
}

} // namespace tracedeck::ui
