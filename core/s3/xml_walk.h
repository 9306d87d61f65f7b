#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

#include <array>
#include <functional>
#include <string>
#include <string_view>

struct XML_ParserStruct; // expat's

namespace tracedeck::s3 {

/// Reads the flat documents of S3 from front to back: a root, fields below it, and fields of those. Whatever lies deeper is passed
/// over, and a document that brings a DTD is not read any further. Names come without their namespace's prefix. One thread.
class XmlWalk {
public:
    /// A field that has no fields: `parent` is empty right below the root. nullptr to go on, else what is wrong with the document.
    using OnField = std::function<const char*(std::string_view parent, std::string_view name, std::string_view text)>;
    /// The end of an element right below the root that has fields.
    using OnGroup = std::function<const char*(std::string_view name)>;

    XmlWalk(std::string root, OnField onField, OnGroup onGroup = {});

    /// False where the document has no such root; then nothing of it was handed on.
    /// BadAnswer (detail: the line, and what is wrong there): what came before has been handed on.
    [[nodiscard]] Result<bool> read(QByteArrayView body);

private:
    void start(std::string_view name);
    void text(std::string_view piece);
    void end();
    void stop(const char* why);
    [[nodiscard]] QString place(const QString& why) const;

    static constexpr int kDeepest = 3; // root, field, field of a field
    static constexpr int kTooDeep = 32;
    std::string m_root;
    OnField m_onField;
    OnGroup m_onGroup;
    XML_ParserStruct* m_parser = nullptr;
    std::array<std::string, kDeepest + 1> m_names;
    std::array<bool, kDeepest + 1> m_hasFields {};
    std::string m_text;
    const char* m_wrong = nullptr;
    int m_depth = 0;
    bool m_isRootFound = false;
};

} // namespace tracedeck::s3
