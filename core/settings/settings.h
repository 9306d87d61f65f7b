#pragma once

#include "base/result.h"
#include "settings/table.h"

#include <QFuture>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <stop_token>
#include <variant>
#include <vector>

namespace tracedeck::settings {

/// "…/tracedeck/NAME" where XDG says that configuration lives.
[[nodiscard]] QString standardFile(const QString& name);

/// The settings of this machine: those of the table, read once, changed in memory, saved when asked. One thread. What else stands in the
/// file is kept.
class Settings {
public:
    /// Reads a small file at once. What it cannot take is as if it did not stand there, see `problems`.
    [[nodiscard]] static Settings read(const QString& file = standardFile(QStringLiteral("settings.ini")));

    [[nodiscard]] bool flag(Key key) const;
    [[nodiscard]] std::int64_t number(Key key) const;
    [[nodiscard]] QString text(Key key) const;
    void setFlag(Key key, bool value);
    [[nodiscard]] Result<void> setNumber(Key key, std::int64_t value); ///< BadValue outside of the row's range
    void setText(Key key, const QString& value);
    void reset(Key key);

    /// Writes the file (0600) off this thread, one after the other.
    [[nodiscard]] QFuture<Result<void>> save(std::stop_token stop) const;

    [[nodiscard]] const QString& file() const { return m_file; }
    /// What the file says that is not taken: BadValue with the setting's name as subject.
    [[nodiscard]] const std::vector<Error>& problems() const { return m_problems; }

private:
    using Value = std::variant<bool, std::int64_t, QString>;
    explicit Settings(QString file);
    [[nodiscard]] const Value& at(Key key, Kind kind) const;

    QString m_file;
    std::vector<Value> m_values; // by row
    std::vector<Error> m_problems;
    std::unique_ptr<QThreadPool> m_saver;
};

} // namespace tracedeck::settings
