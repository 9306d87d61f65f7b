#pragma once

#include "sandbox/jobs_stage.h"
#include "shell/main_window.h"
#include "store/queries.h"
#include "widgets/request_popover.h"
#include "widgets/scope.h"
#include "workers/matrix_table.h"
#include "workers_desk.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace tracedeck::test {

inline QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    const auto buttons = in.findChildren<QPushButton*>();
    const auto at = std::ranges::find_if(buttons, [&](const QPushButton* button) { return button->isVisible() && button->text() == text; });
    return at == buttons.end() ? nullptr : *at;
}

inline bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void put(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// An account of the Sandbox, open in a window, with a folder of projects.
struct WorkersDeskRoom {
    ApiStage api;
    QTemporaryDir folder;
    QThreadPool pool;
    ui::Theme theme {ui::Scheme::Light};
    ui::Scope scope {store::Queries(pool)};
    ui::MainWindow window {scope, theme};
    ui::WorkersPage* page = new ui::WorkersPage(theme, &window);
    Network network {net::HttpOptions {{}, false, {}, 2}};
    WorkersDesk desk {*page, network, window, scope, theme};
    QString worker; ///< an ordinary one, off

    explicit WorkersDeskRoom(bool isReadOnly = false, int more = 0)
    {
        api.become(api.token(u"tracedeck"_s));
        worker = u"webhook-relay-x"_s;
        add(worker);
        for (int i = 0; i < more; ++i)
            add(u"worker-%1"_s.arg(i));
        window.addPage({u"Workers"_s, u"workers"_s, page});
        window.resize(1440, 900);
        window.show();
        window.showWelcome(false);
        window.openPage(0);
        desk.open(place(isReadOnly));
    }
    [[nodiscard]] WorkersPlace place(bool isReadOnly = false) const
    {
        WorkersPlace place;
        place.baseUrl = baseUrlOf(api);
        place.credential = credentialOf(api);
        place.accountId = api.keeper.all.account.id;
        place.links = folder.filePath(u"profile/worker-links.json"_s);
        place.backups = folder.filePath(u"profile/backups"_s);
        place.isReadOnly = isReadOnly;
        return place;
    }
    void add(const QString& name)
    {
        sandbox::Script script = api.keeper.all.scripts.front();
        script.name = name;
        script.logpush = false;
        api.keeper.all.scripts.push_back(script);
    }
    [[nodiscard]] ui::MatrixTable& table() const { return *page->findChild<ui::MatrixTable*>(); }
    [[nodiscard]] int rows() const { return table().model()->rowCount(); }
    [[nodiscard]] bool isOn(const QString& name) { return api.keeper.all.script(name)->logpush; }
    [[nodiscard]] std::optional<workers::WorkerRow> row(const QString& name) const
    {
        const auto found = page->rowsOf({{name, {}}});
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    void choose(const QString& name) const
    {
        page->choose({name, {}});
        table().setFocus();
    }
    [[nodiscard]] QString file() const { return folder.filePath(u"projects/relay/wrangler.toml"_s); }
    /// A project that deploys the Worker, linked by its folder.
    void link(const QByteArray& text)
    {
        put(file(), text);
        desk.linkFolder(folder.filePath(u"projects"_s));
    }
    void undo()
    {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Z, Qt::ControlModifier);
    }
    [[nodiscard]] bool isSettled() const { return !desk.isAsking(); }
    void send() const
    {
        QTRY_VERIFY(qobject_cast<ui::RequestPopover*>(QApplication::activePopupWidget()));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    }
};

} // namespace tracedeck::test
