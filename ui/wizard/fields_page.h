#pragma once

#include "wizard/fields_model.h"
#include "wizard/step_page.h"

class QTreeView;

namespace tracedeck::ui {

class Banner;
class CheckList;
class PlainLabel;
class SegmentedControl;

/// The step in which the fields are chosen that a record has.
class FieldsPage : public StepPage {
    Q_OBJECT
public:
    explicit FieldsPage(const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft& draft) override;
    void writeTo(jobs::JobDraft& draft) const override;
    int insist() override;

    /// Fields as the API names them, with what it says of each; `note`: where they come from.
    void setAvailable(const std::vector<std::pair<QString, QString>>& fields, const QString& note);
    /// Bytes each adds to an event, of `events` events.
    void setSizes(const std::map<std::string, double>& sizes, std::size_t events);

private:
    void rebuild();
    void look();
    void choosePreset(int preset);
    [[nodiscard]] QStringList chosen() const;

    const Theme& m_theme;
    FieldsModel* m_model;
    QTreeView* m_view;
    SegmentedControl* m_presets;
    PlainLabel* m_note;
    PlainLabel* m_size;
    PlainLabel* m_measured;
    CheckList* m_means;
    std::vector<std::pair<QString, QString>> m_available;
    std::map<std::string, double> m_sizes;
    QStringList m_names; ///< of the draft, in their order
};

} // namespace tracedeck::ui
