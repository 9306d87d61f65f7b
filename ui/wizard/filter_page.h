#pragma once

#include "logpush/filter.h"
#include "store/filter_effect.h"
#include "wizard/step_page.h"

#include <QTimer>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace tracedeck {
struct Error;
}

namespace tracedeck::ui {

class EffectFeed;
class EffectPanel;
class FilterBuilder;
class FilterLimitsBar;
class JudgedModel;
class PlainLabel;
class SamplingBox;
class Scope;
class SegmentedControl;
class SmallTable;

/// The step in which it is said which events are kept, with what that would do to those that are here.
class FilterPage : public StepPage {
    Q_OBJECT
public:
    FilterPage(const Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft& draft) override;
    void writeTo(jobs::JobDraft& draft) const override;
    int insist() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeMain(QVBoxLayout& main);
    void makeSide(QVBoxLayout& side);
    [[nodiscard]] QWidget* makeSample();
    void connectFeed();
    void look(); ///< what is to be said of the filter as it is
    void ask();  ///< what it would do
    void takeJson();
    void showJson();
    void toggleMeanings();
    void addAction(const QKeySequence& keys, void (FilterBuilder::*act)());
    [[nodiscard]] QStringList seenValues(const QString& key) const;
    [[nodiscard]] QString filterText() const; ///< as it is sent; "" keeps everything

    const Scope& m_scope;
    const Theme& m_theme;
    EffectFeed* m_feed;
    FilterBuilder* m_builder;
    FilterLimitsBar* m_limits;
    PlainLabel* m_words = nullptr;
    PlainLabel* m_problem = nullptr;
    SegmentedControl* m_which = nullptr;
    JudgedModel* m_events;
    SmallTable* m_table = nullptr;
    EffectPanel* m_effect = nullptr;
    SamplingBox* m_sampling = nullptr;
    QPlainTextEdit* m_json = nullptr;
    PlainLabel* m_jsonNote = nullptr;
    QPushButton* m_undo = nullptr;
    PlainLabel* m_meanings = nullptr;
    QString m_original; ///< the draft's text, sent as it was where the tree is the same
    std::uint64_t m_seed = 1;
    bool m_isJsonWrong = false;
};

} // namespace tracedeck::ui
