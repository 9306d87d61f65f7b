#include "text/error_text.h"

#include "base/visible_text.h"

#include <QCoreApplication>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ErrorText", text);
}

// %1 is what it is about, %2 what was found.
QString templateFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled: return tr("Stopped. What was done until then is kept.");
    case ErrorCode::NotFound: return tr("%1 is not there any more. %2");
    case ErrorCode::PermissionDenied: return tr("The system does not allow access to %1. %2");
    case ErrorCode::IoFailed: return tr("Reading or writing %1 failed half way. %2");
    case ErrorCode::DiskFull: return tr("The disk is full; %1 could not be written. Free some space and try again.");
    case ErrorCode::Conflict: return tr("%1 was changed since it was read. %2");
    case ErrorCode::BadJson: return tr("%1 is not valid JSON. %2");
    case ErrorCode::BadFilter: return tr("Logpush would refuse this filter. %2");
    case ErrorCode::BadField: return tr("There is no field %1. %2");
    case ErrorCode::BadValue: return tr("%1 does not take this value. %2");
    case ErrorCode::BadRegex: return tr("This is not a regular expression that can be searched for. %2");
    case ErrorCode::BadStack: return tr("This text is not a stack trace. %2");
    case ErrorCode::UnknownFormat: return tr("%1 is of no format that is read. %2");
    case ErrorCode::ObjectTruncated: return tr("%1 ends early. The events before that were read. %2");
    case ErrorCode::ObjectCorrupt: return tr("%1 is damaged. The events before the damage were read. %2");
    case ErrorCode::LimitExceeded: return tr("%1 is larger than allowed; what came before the limit was read. %2");
    case ErrorCode::StoreLocked: return tr("Another program writes the store %1. Close it and try again. %2");
    case ErrorCode::StoreVersion: return tr("The store %1 was made by another version of Tracedeck. %2");
    case ErrorCode::StoreCorrupt: return tr("The store %1 is damaged. %2");
    case ErrorCode::Unreachable: return tr("No connection to %1. %2");
    case ErrorCode::TimedOut: return tr("No answer from %1 in time. %2");
    case ErrorCode::TlsFailed: return tr("%1 could not prove who it is; nothing was sent. %2");
    case ErrorCode::Insecure: return tr("Credentials are not sent to %1 over an open connection. %2");
    case ErrorCode::BadAnswer: return tr("%1 gave an answer that is none of the expected kind. %2");
    case ErrorCode::ApiRefused: return tr("Cloudflare refused this. %2");
    case ErrorCode::ObjectRefused: return tr("The bucket refused this. %2");
    case ErrorCode::RateLimited: return tr("%1 allows no more requests for now. %2");
    case ErrorCode::KeychainFailed: return tr("The system keychain did not answer. %2");
    case ErrorCode::Internal: return tr("Something in Tracedeck went wrong. %2");
    }
    return {};
}

} // namespace

QString errorText(const Error& error)
{
    const QString subject = error.subject.isEmpty() ? tr("This") : visibleText(error.subject);
    QString sentence = templateFor(error.code);
    sentence.replace(QStringLiteral("%2"), visibleText(error.detail)); // not arg(): the data may hold %1
    const qsizetype at = sentence.indexOf(QStringLiteral("%1"));
    if (at >= 0 && templateFor(error.code).contains(QStringLiteral("%1")))
        sentence.replace(at, 2, subject);
    return sentence.trimmed();
}

} // namespace tracedeck::ui
