#include "sandbox/state_file.h"

#include "sandbox/setups.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <chrono>

namespace tracedeck::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto kOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<SandboxState> readState(QFile& file)
{
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::PermissionDenied, file.errorString(), file.fileName());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return fail(ErrorCode::BadJson, error.errorString(), file.fileName());
    auto state = stateFrom(document.object());
    if (!state)
        state.error().subject = file.fileName();
    return state;
}

Result<std::unique_ptr<QLockFile>> lockedFolder(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(QString(folder % u"/lock"));
    lock->setStaleLockTime(0); // held until its process ends, however long
    if (lock->tryLock(0))
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return fail(ErrorCode::PermissionDenied, QStringLiteral("cannot make the lock"), folder);
    qint64 process = 0;
    QString host, program;
    lock->getLockInfo(&process, &host, &program);
    return fail(ErrorCode::StoreLocked, QStringLiteral("%1, process %2").arg(program).arg(process), folder);
}

} // namespace

Result<std::unique_ptr<StateFile>> StateFile::open(const QString& folder, std::uint64_t seed, qint64 nowMs, const QString& setup)
{
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::PermissionDenied, QStringLiteral("cannot make the folder"), folder);
    QFile::setPermissions(folder, kOwner | QFileDevice::ExeOwner);
    auto lock = lockedFolder(folder);
    if (!lock)
        return fail(std::move(lock.error()));
    QFile file(folder % u"/account.json");
    const bool isNew = !file.exists();
    auto state = isNew ? makeSetup(setup, seed, nowMs) : readState(file);
    if (!state)
        return fail(std::move(state.error()));
    if (!setup.isEmpty() && state->setup != setup)
        return fail(ErrorCode::BadValue, u"the account that is here is not of the set-up " % setup, folder);
    std::unique_ptr<StateFile> opened(new StateFile(file.fileName(), *std::move(state), *std::move(lock)));
    if (isNew) {
        if (auto written = opened->write(); !written)
            return fail(std::move(written.error()));
    }
    return opened;
}

StateFile::StateFile(QString path, SandboxState state, std::unique_ptr<QLockFile> lock)
    : m_path(std::move(path))
    , m_state(std::move(state))
    , m_lock(std::move(lock))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { saveNow(); });
}

StateFile::~StateFile()
{
    saveNow();
}

void StateFile::touch()
{
    m_isChanged = true;
    if (!m_soon.isActive())
        m_soon.start();
}

void StateFile::saveNow()
{
    if (!m_isChanged)
        return;
    const auto written = write();
    m_trouble = written ? QString() : written.error().detail;
    m_isChanged = !written;
    if (written)
        m_soon.stop();
    else
        m_soon.start(); // a full disk may have room again
}

Result<void> StateFile::write() const
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwner))
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    file.write(QJsonDocument(stateJson(m_state)).toJson(QJsonDocument::Compact));
    if (!file.commit())
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    return {};
}

} // namespace tracedeck::sandbox
