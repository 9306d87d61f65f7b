#include "workers_desk.h"

#include "async/pool.h"
#include "base/visible_text.h"
#include "shell/main_window.h"
#include "text/error_text.h"
#include "workers/upload_dialog.h"
#include "workers/upload_form.h"
#include "workers/worker_words.h"
#include "wrangler_work.h"

#include <QClipboard>
#include <QDateTime>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostScript = 64LL * 1024 * 1024;

/// The other way round: what was written is what is there now.
ui::WranglerDraft turned(const ui::WranglerDraft& draft)
{
    ui::WranglerDraft back = draft;
    back.before.bytes = draft.after;
    back.after = draft.before.bytes;
    return back;
}

/// Read and looked through in a pool's thread: it may be large.
Result<QByteArray> readScriptFile(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, {}, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoFailed, file.errorString(), path);
    if (file.size() > kMostScript)
        return fail(ErrorCode::LimitExceeded, {}, path);
    const QByteArray source = file.readAll();
    if (auto good = workers::checkSource(source); !good)
        return fail(good.error());
    return source;
}

} // namespace

void WorkersDesk::readFile(const QString& path)
{
    m_view.reset();
    m_drafting.cancel();
    m_reading = Pending<ui::WranglerView> {
        [&](std::stop_token stop) { return runIn(m_files, std::move(stop), [path](const std::stop_token&) { return readView(path); }); },
        [this](Result<ui::WranglerView> view) {
            if (view) {
                const auto project = std::ranges::find(m_projects, view->text.path, &workers::Project::path);
                view->shadowedBy = project == m_projects.end() ? QString() : project->shadowedBy;
                m_view = *view;
            }
            m_page.pane().showFile(view);
        }};
}

void WorkersDesk::makeDraft(const std::vector<workers::FlagEdit>& edits)
{
    if (!m_view)
        return;
    m_drafting = Pending<ui::WranglerDraft> {
        [&](std::stop_token stop) {
            return runIn(m_files, std::move(stop), [view = *m_view, edits](const std::stop_token&) { return draftOf(view, edits); });
        },
        [this](const Result<ui::WranglerDraft>& draft) { m_page.pane().showDraft(draft); }};
}

/// All their files say what is deployed, or that it is on where that is not known.
void WorkersDesk::askToWrite(const std::vector<ui::WorkerId>& ids)
{
    std::map<QString, std::vector<workers::FlagEdit>> edits; // by file
    QStringList missing;
    for (const workers::WorkerRow& row : m_page.rowsOf(ids)) {
        if (!row.link)
            missing.append(row.worker.name);
        else
            edits[row.link->path].push_back({row.link->environment, row.worker.logpush.value_or(true)});
    }
    auto work = [edits](const std::stop_token& stop) -> Result<Drafts> {
        Drafts all;
        for (const auto& [path, wanted] : edits) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            const auto view = readView(path);
            const auto draft = view ? draftOf(*view, wanted) : Result<ui::WranglerDraft> {fail(view.error())};
            if (draft)
                all.drafts.push_back(*draft);
            else
                all.refused.push_back({path, draft.error()});
        }
        return all;
    };
    m_draftingAll = Pending<Drafts> {[&](std::stop_token stop) { return runIn(m_files, std::move(stop), std::move(work)); },
                                     [this, missing](const Result<Drafts>& drafts) {
                                         if (drafts)
                                             showDrafts(*drafts, missing);
                                     }};
}

void WorkersDesk::showDrafts(const Drafts& drafts, const QStringList& missing)
{
    auto* dialog = new ui::FilesDialog(m_theme, drafts.drafts, drafts.refused, missing, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<ui::WranglerDraft> changing;
    std::ranges::copy_if(drafts.drafts, std::back_inserter(changing), [](const auto& draft) { return !draft.hunks.empty(); });
    connect(dialog, &QDialog::accepted, this, [this, changing] { write(changing, false); });
    dialog->open();
}

void WorkersDesk::write(std::vector<ui::WranglerDraft> drafts, bool isUndo)
{
    if (!m_place || drafts.empty() || m_writing.isRunning())
        return;
    auto work = [drafts = std::move(drafts), backups = m_place->backups, isUndo](const std::stop_token&) -> Result<Written> {
        Written written;
        for (const ui::WranglerDraft& each : drafts) {
            const ui::WranglerDraft draft = isUndo ? turned(each) : each;
            const auto done = workers::writeWranglerText(draft.before, draft.after, backups);
            if (!done)
                written.refused.push_back({draft.before.path, done.error()});
            else if (done->isConflict)
                written.conflicts.append(QFileInfo(draft.before.path).fileName());
            else
                written.drafts.push_back(draft);
        }
        return written;
    };
    m_writing = Pending<Written> {[&](const std::stop_token&) { return runIn(m_files, {}, std::move(work)); }, // never stopped half way
                                  [this, isUndo](const Result<Written>& written) {
                                      if (written)
                                          tellWritten(*written, isUndo);
                                  }};
}

void WorkersDesk::tellWritten(const Written& written, bool isUndo)
{
    if (!written.refused.empty())
        m_window.showBanner(
            ui::BadgeKind::Danger,
            tr("%1 could not be written. %2").arg(ui::shownPath(written.refused.front().path), ui::errorText(written.refused.front().why)));
    if (!written.conflicts.isEmpty())
        m_page.showNotice(ui::BadgeKind::Warn,
                          tr("%1 changed since it was read: nothing was written to it. Compare again before writing.")
                              .arg(visibleText(written.conflicts.join(u", "_s))),
                          {}, {});
    if (!written.drafts.empty()) {
        const auto count = static_cast<int>(written.drafts.size());
        const QString what = count == 1 ? visibleText(QFileInfo(written.drafts.front().before.path).fileName()) : tr("%1 files").arg(count);
        if (!isUndo) {
            m_deeds.push_back({{}, written.drafts});
            m_window.toast(tr("Written: %1").arg(what), tr("Undo"), [this] { undo(); });
        } else {
            m_window.toast(tr("Restored: %1").arg(what));
        }
        if (written.conflicts.isEmpty())
            m_page.hideNotice();
    }
    if (m_view)
        readFile(QString(m_view->text.path));
    m_areFilesChanged = !written.drafts.empty();
    scan();
}

void WorkersDesk::chooseFolder()
{
    if (!m_place)
        return;
    auto* dialog = new QFileDialog(&m_window, tr("Link a folder with projects"));
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &WorkersDesk::linkFolder);
    dialog->open();
}

/// Which section of it deploys the Worker, its names say; else the top level, until a person says otherwise.
void WorkersDesk::chooseFile()
{
    const auto worker = m_page.current();
    if (!m_place || !worker)
        return;
    auto* dialog = new QFileDialog(&m_window, tr("The wrangler file of %1").arg(visibleText(worker->name)), {},
                                   tr("wrangler files (wrangler*.toml wrangler*.json wrangler*.jsonc)"));
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, worker = *worker](const QString& path) {
        m_reading = Pending<ui::WranglerView> {
            [&](std::stop_token stop) {
                return runIn(m_files, std::move(stop), [path](const std::stop_token&) { return readView(path); });
            },
            [this, worker, path](const Result<ui::WranglerView>& view) {
                workers::WranglerLink link {path, {}, true};
                for (const workers::WranglerSection& section : view ? view->config.sections : std::vector<workers::WranglerSection> {}) {
                    if (section.worker == worker.name)
                        link.environment = section.environment;
                }
                linkFile(worker, link);
            }};
    });
    dialog->open();
}

void WorkersDesk::copyPatch(const ui::WranglerDraft& draft)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(workers::unifiedPatch(draft.before.bytes, draft.after, draft.patchPath)));
    m_window.toast(tr("Copied: git apply takes it."));
}

void WorkersDesk::askToUpload()
{
    if (!m_place || m_place->isReadOnly)
        return;
    QStringList existing;
    for (const workers::DeployedWorker& worker : m_lists.workers()) {
        if (worker.dispatchNamespace.isEmpty())
            existing.append(worker.name);
    }
    const QString today = QDateTime::fromMSecsSinceEpoch(m_clock->nowMs(), Qt::UTC).toString(u"yyyy-MM-dd");
    auto* dialog = new ui::UploadDialog(m_theme, today, existing, &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::UploadDialog::fileRequested, this, [this, dialog](const QString& path) { readScript(*dialog, path); });
    connect(dialog, &ui::UploadDialog::sendRequested, this, [this, dialog] { upload(*dialog); });
    dialog->open();
}

void WorkersDesk::readScript(ui::UploadDialog& dialog, const QString& path)
{
    m_script =
        Pending<QByteArray> {[&](std::stop_token stop) {
                                 return runIn(m_files, std::move(stop), [path](const std::stop_token&) { return readScriptFile(path); });
                             },
                             [asked = QPointer(&dialog), path](const Result<QByteArray>& source) {
                                 if (asked)
                                     asked->setFile(path, source);
                             }};
}

void WorkersDesk::upload(ui::UploadDialog& dialog)
{
    if (!m_place || m_place->isReadOnly)
        return;
    const workers::ScriptFile script = dialog.script();
    dialog.setSending(true);
    using Uploaded = cloudflare::Answered<cloudflare::WorkerScript>;
    const auto endpoint = cloudflare::uploadScript(m_place->accountId, script.name, workers::uploadForm(script));
    m_uploading = Pending<Uploaded> {[&](const std::stop_token& stop) { return cloudflare::ask(client(), endpoint, stop); },
                                     [this, asked = QPointer(&dialog), script](const Result<Uploaded>& uploaded) {
                                         if (!uploaded) {
                                             if (asked)
                                                 asked->showRefusal(uploaded.error());
                                             return;
                                         }
                                         if (asked)
                                             asked->accept();
                                         m_window.toast(script.logpush ? tr("%1 is uploaded, Logpush on.").arg(visibleText(script.name))
                                                                       : tr("%1 is uploaded, Logpush off.").arg(visibleText(script.name)));
                                         refresh();
                                     }};
}

} // namespace tracedeck
