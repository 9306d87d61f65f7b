#include "exceptions/frames_model.h"

#include "text/format.h"
#include "widgets/plain_label.h"

namespace tracedeck::ui {

namespace {

QString placeOf(const events::Frame& frame)
{
    auto place = shown(frame.file);
    if (frame.line)
        place += u':' + QString::number(*frame.line);
    if (frame.line && frame.column)
        place += u':' + QString::number(*frame.column);
    return place;
}

/// "node_modules/router" of ".../node_modules/router/index.js"; else the file itself.
QString packageOf(const std::string& file)
{
    constexpr std::string_view modules = "node_modules/";
    const auto at = file.rfind(modules);
    if (at == std::string::npos)
        return shown(file);
    auto end = file.find('/', at + modules.size());
    if (end != std::string::npos && file[at + modules.size()] == '@') // a scope and a name
        end = file.find('/', end + 1);
    return shown(file.substr(at, end == std::string::npos ? end : end - at));
}

} // namespace

FramesModel::FramesModel(QObject* parent) : QAbstractListModel(parent) {}

void FramesModel::setFrames(std::vector<events::Frame> frames)
{
    beginResetModel();
    m_frames = std::move(frames);
    arrange();
    endResetModel();
}

void FramesModel::setAppOnly(bool appOnly)
{
    if (appOnly == m_appOnly)
        return;
    beginResetModel();
    m_appOnly = appOnly;
    arrange();
    endResetModel();
}

int FramesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FramesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.function;
    case PlaceRole: return row.place;
    case InAppRole: return row.inApp;
    case FoldedRole: return row.folded;
    case Qt::ToolTipRole: return plainToolTip(row.copied);
    case Qt::AccessibleTextRole: return row.place.isEmpty() ? row.function : tr("%1 in %2").arg(row.function, row.place);
    default: return {};
    }
}

void FramesModel::arrange()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_frames.size();) {
        const auto& frame = m_frames[i];
        auto past = i + 1;
        if (m_appOnly && !frame.inApp) {
            while (past < m_frames.size() && !m_frames[past].inApp)
                ++past;
            m_rows.push_back(foldedRow(i, past - i));
        } else {
            const auto function = frame.function ? shown(*frame.function) : tr("(no function name)");
            m_rows.push_back({function, placeOf(frame), shown(frame.raw), frame.inApp, false});
        }
        i = past;
    }
}

FramesModel::Row FramesModel::foldedRow(std::size_t from, std::size_t count) const
{
    const auto package = packageOf(m_frames[from].file);
    bool one = !package.isEmpty();
    for (std::size_t i = from; i < from + count; ++i)
        one = one && packageOf(m_frames[i].file) == package;
    const auto frames = count == 1 ? tr("1 frame") : tr("%n frames", nullptr, static_cast<int>(count));
    const auto text = one ? tr("%1 from %2").arg(frames, package) : tr("%1 outside of the app").arg(frames);
    return {text, {}, text, false, true};
}

} // namespace tracedeck::ui
