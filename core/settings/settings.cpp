#include "settings/settings.h"

#include "async/pool.h"
#include "settings/private_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <cstddef>
#include <optional>

namespace tracedeck::settings {

namespace {

using Value = std::variant<bool, std::int64_t, QString>;

QString nameOf(const Row& row)
{
    return QString::fromLatin1(row.name.data(), static_cast<qsizetype>(row.name.size()));
}

Value fallbackOf(const Row& row)
{
    switch (row.kind) {
    case Kind::Flag: return row.fallback != 0;
    case Kind::Number: return row.fallback;
    case Kind::Text: break;
    }
    return QString();
}

std::optional<Value> valueOf(const Row& row, const QVariant& stored)
{
    const QString text = stored.toString();
    if (row.kind == Kind::Text)
        return stored.canConvert<QString>() ? std::optional<Value>(text) : std::nullopt;
    if (row.kind == Kind::Flag)
        return text == u"true" || text == u"false" ? std::optional<Value>(text == u"true") : std::nullopt;
    bool isNumber = false;
    const std::int64_t number = text.toLongLong(&isNumber);
    return isNumber && row.least <= number && number <= row.most ? std::optional<Value>(number) : std::nullopt;
}

QVariant storedOf(const Value& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return QString::number(*number);
    return std::get<QString>(value);
}

Result<void> write(const QString& file, const std::vector<Value>& values)
{
    if (auto ours = ensurePrivate(file); !ours) // before: QSettings keeps the permissions that it finds
        return ours;
    QSettings ini(file, QSettings::IniFormat);
    for (const Row& row : table()) {
        const Value& value = values[static_cast<std::size_t>(row.key)];
        if (value == fallbackOf(row))
            ini.remove(nameOf(row));
        else
            ini.setValue(nameOf(row), storedOf(value));
    }
    ini.sync();
    if (ini.status() != QSettings::NoError)
        return fail(ErrorCode::IoFailed, QStringLiteral("the settings could not be written"), file);
    return ensurePrivate(file);
}

} // namespace

QString standardFile(const QString& name)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) % u"/tracedeck/" % name;
}

Settings::Settings(QString file) : m_file(std::move(file)), m_saver(std::make_unique<QThreadPool>())
{
    m_saver->setMaxThreadCount(1);
    for (const Row& row : table())
        m_values.push_back(fallbackOf(row));
}

Settings Settings::read(const QString& file)
{
    Settings settings(file);
    if (!QFileInfo::exists(file))
        return settings;
    const QSettings ini(file, QSettings::IniFormat);
    if (ini.status() != QSettings::NoError || !QFileInfo(file).isReadable())
        settings.m_problems.push_back({ErrorCode::IoFailed, QStringLiteral("not a file of settings, or not readable"), file});
    for (const Row& row : table()) {
        const QString name = nameOf(row);
        if (!ini.contains(name))
            continue;
        const QVariant stored = ini.value(name);
        if (auto value = valueOf(row, stored))
            settings.m_values[static_cast<std::size_t>(row.key)] = std::move(*value);
        else
            settings.m_problems.push_back({ErrorCode::BadValue, stored.toString().left(100), name});
    }
    return settings;
}

const Settings::Value& Settings::at(Key key, [[maybe_unused]] Kind kind) const
{
    Q_ASSERT(rowOf(key).kind == kind);
    return m_values[static_cast<std::size_t>(key)];
}

bool Settings::flag(Key key) const
{
    return std::get<bool>(at(key, Kind::Flag));
}

std::int64_t Settings::number(Key key) const
{
    return std::get<std::int64_t>(at(key, Kind::Number));
}

QString Settings::text(Key key) const
{
    return std::get<QString>(at(key, Kind::Text));
}

void Settings::setFlag(Key key, bool value)
{
    Q_ASSERT(rowOf(key).kind == Kind::Flag);
    m_values[static_cast<std::size_t>(key)] = value;
}

Result<void> Settings::setNumber(Key key, std::int64_t value)
{
    const Row& row = rowOf(key);
    Q_ASSERT(row.kind == Kind::Number);
    if (value < row.least || value > row.most)
        return fail(ErrorCode::BadValue, QStringLiteral("%1 is not within %2 and %3").arg(value).arg(row.least).arg(row.most), nameOf(row));
    m_values[static_cast<std::size_t>(key)] = value;
    return {};
}

void Settings::setText(Key key, const QString& value)
{
    Q_ASSERT(rowOf(key).kind == Kind::Text);
    m_values[static_cast<std::size_t>(key)] = value;
}

void Settings::reset(Key key)
{
    m_values[static_cast<std::size_t>(key)] = fallbackOf(rowOf(key));
}

QFuture<Result<void>> Settings::save(std::stop_token stop) const
{
    return runIn(*m_saver, std::move(stop), [file = m_file, values = m_values](const std::stop_token&) { return write(file, values); });
}

} // namespace tracedeck::settings
