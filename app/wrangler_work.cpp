#include "wrangler_work.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostHead = 4096; ///< bytes of what git writes there; hostile files end here

QString firstLine(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(kMostHead)).section(u'\n', 0, 0).trimmed() : QString();
}

/// The first line of the hunk that differs, in the text before.
int changeOf(const workers::DiffHunk& hunk)
{
    int line = hunk.beforeFrom;
    for (const workers::DiffLine& each : hunk.lines) {
        if (each.kind != workers::DiffLine::Kind::Same)
            break;
        line = each.before;
    }
    return line;
}

QString labelOf(const workers::WranglerConfig& config, const workers::DiffHunk& hunk)
{
    const QString environment = ui::sectionAt(config, changeOf(hunk));
    return environment.isEmpty() ? QString() : QString(u"env."_s + environment);
}

} // namespace

QString workTreeOf(const QString& path)
{
    QDir folder = QFileInfo(path).absoluteDir();
    do {
        if (QFileInfo::exists(folder.filePath(u".git"_s)))
            return folder.absolutePath();
    } while (folder.cdUp());
    return {};
}

QString branchOf(const QString& workTree)
{
    if (workTree.isEmpty())
        return {};
    QString git = workTree + u"/.git"_s;
    if (QFileInfo(git).isFile()) // of a linked work tree
        git = QDir(workTree).absoluteFilePath(firstLine(git).section(u"gitdir: "_s, 1));
    const QString head = firstLine(git + u"/HEAD"_s);
    const QString reference = u"ref: refs/heads/"_s;
    return head.startsWith(reference) ? head.sliced(reference.size()) : head.left(8);
}

Result<ui::WranglerView> readView(const QString& path)
{
    const auto text = workers::readWranglerText(path);
    if (!text)
        return fail(text.error());
    auto config = workers::readWrangler(text->bytes, text->format);
    if (!config) {
        Error error = config.error();
        error.subject = QFileInfo(path).fileName();
        return fail(std::move(error));
    }
    return ui::WranglerView {*text, *std::move(config), branchOf(workTreeOf(path)), {}};
}

Result<ui::WranglerDraft> draftOf(const ui::WranglerView& view, const std::vector<workers::FlagEdit>& edits)
{
    auto after = workers::setLogpush(view.text.bytes, view.text.format, edits);
    if (!after)
        return fail(after.error());
    ui::WranglerDraft draft {view.text, edits, *std::move(after), {}, {}, {}};
    draft.hunks = workers::diffOf(draft.before.bytes, draft.after);
    for (const workers::DiffHunk& hunk : draft.hunks)
        draft.labels.append(labelOf(view.config, hunk));
    const QString tree = workTreeOf(view.text.path);
    draft.patchPath = tree.isEmpty() ? QFileInfo(view.text.path).fileName() : QDir(tree).relativeFilePath(view.text.path);
    return draft;
}

} // namespace tracedeck
