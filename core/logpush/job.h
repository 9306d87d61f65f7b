#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace tracedeck::logpush {

// A job is the object that the API tells of it, so that what nobody here knows survives every change. Its destination holds secrets.

/// The whole of a job as an update is to send it: without its id and its dataset, which stay, and what the server fills in, and without
/// `logpull_options` where there are `output_options`: the API takes one of them. The token of an ownership challenge is the sender's to
/// add.
[[nodiscard]] QJsonObject updateBodyOf(const QJsonObject& job);
/// The same to make it anew: with its dataset, which the API would else take for http_requests.
[[nodiscard]] QJsonObject createBodyOf(const QJsonObject& job);

/// A job of `logpull_options` as one of `output_options` that means the same; one that has those already is what it was.
[[nodiscard]] QJsonObject withOutputOptions(const QJsonObject& job);

/// One thing that is not as it was.
struct JobChange {
    QString path;             ///< "filter", "output_options.sample_rate"
    QJsonValue before, after; ///< undefined where it is not there; never a secret: of a destination its redacted text
    bool isSecret = false;    ///< nothing but a secret in it changed, and both texts are the same
    bool operator==(const JobChange&) const = default;
};

/// What differs in meaning: not what the server fills in, not null, "" or a documented default against nothing at all, not the text of a
/// filter whose tree is the same, not the order or the encoding of a destination's parameters, and not `logpull_options` beside
/// `output_options`, which the API does not look at then. In the order of the API's own schema, unknown members at the end.
[[nodiscard]] std::vector<JobChange> changesOf(const QJsonObject& before, const QJsonObject& after);

} // namespace tracedeck::logpush
