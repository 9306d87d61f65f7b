#include "ingest/foreign_dataset.h"

#include "ingest/line_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace tracedeck::ingest {

namespace {

/// Fields that stand in the records of one dataset only, as it is documented; two of them tell.
struct Telling {
    const char* dataset;
    std::array<std::string_view, 8> fields;
};
constexpr auto kDatasets = std::to_array<Telling>({
    {"http_requests",
     {"EdgeResponseStatus", "ClientRequestURI", "EdgeStartTimestamp", "EdgeEndTimestamp", "CacheCacheStatus", "OriginResponseStatus",
      "EdgeResponseBytes", "ClientRequestMethod"}},
    {"firewall_events", {"MatchIndex", "RuleID", "OriginatorRayID", "Kind", "Source", "ClientRequestPath", "ClientASNDescription", "Ref"}},
    {"dns_logs", {"QueryName", "QueryType", "ResponseCode", "ResponseCached", "EDNSSubnet", "EDNSSubnetLength"}},
    {"dns_firewall_logs",
     {"ClientResponseCode", "ClusterID", "UpstreamIP", "UpstreamResponseCode", "UpstreamResponseTimeMs", "QueryDO", "QueryRD", "QueryTCP"}},
    {"spectrum_events",
     {"ClientMatchedIpFirewall", "ConnectTimestamp", "DisconnectTimestamp", "ProxyProtocol", "OriginTcpRtt", "ClientTcpRtt", "IpFirewall",
      "Application"}},
    {"nel_reports", {"LastKnownGoodColoCode", "ClientIPASN", "ClientIPASNDescription", "ClientIPCountry", "Phase"}},
    {"page_shield_events", {"CSPDirective", "URLContainsCDNCGIPath", "PageURL", "URLHost"}},
    {"zaraz_events", {"EventDetails", "RequestHeaders", "TimestampStart"}},
    {"audit_logs", {"ActorEmail", "ActorIP", "NewValue", "OldValue", "OwnerID", "When", "Interface", "ResourceType"}},
    {"audit_logs_v2",
     {"AuditLogID", "ActionTimestamp", "ActorTokenDetails", "ActorContext", "ResourceProduct", "ActionDescription", "ActorIPAddress",
      "ResourceScope"}},
    {"access_requests", {"AppDomain", "AppUUID", "UserUID", "Allowed", "PurposeJustificationPrompt", "TemporaryAccessApprovers"}},
    {"gateway_dns", {"ResolverDecision", "QueryNameReversed", "QueryCategoryIDs", "RData", "ResolvedIPs", "SrcIPContinentCode"}},
    {"gateway_http",
     {"HTTPHost", "HTTPStatusCode", "HTTPVersion", "BlockedFileHash", "DownloadedFileNames", "IsIsolated", "UploadedFileNames",
      "BlockedFileName"}},
    {"gateway_network", {"DetectedProtocol", "OverrideIP", "OverridePort", "SNI", "Transport", "DestinationIP"}},
    {"network_analytics_logs",
     {"AttackCampaignID", "MitigationSystem", "IPProtocolName", "IPTotalLength", "MitigationReason", "Verdict", "AttackVector",
      "ColoGeoHash"}},
    {"magic_ids_detections", {"SignatureID", "SignatureMessage", "SignatureRevision"}},
    {"zero_trust_network_sessions",
     {"SessionStartTime", "SessionEndTime", "VirtualNetworkID", "ClientTCPHandshakeDurationMs", "OriginTLSHandshakeDurationMs"}},
    {"casb_findings", {"FindingTypeName", "FindingTypeSeverity", "DetectedTimestamp", "AssetExternalID", "IntegrationDisplayName"}},
    {"device_posture_results",
     {"PostureCheckName", "PostureCheckType", "PostureEvaluatedResult", "PostureExpectedJSON", "PostureReceivedJSON"}},
    {"sinkhole_http_logs", {"SinkholeID", "R2Path", "BodyLength", "SrcAddr", "DestAddr"}},
    {"dlp_forensic_copies", {"ForensicCopyID", "GatewayRequestID", "TriggeredRuleID"}},
    {"turnstile_events", {"Sitekey", "BrowserMajor", "BrowserName", "OSMajor", "OSName"}},
    {"websocket_analytics", {"byteRecvDownlink", "byteSentUplink", "connectionCloseReason", "timestampStartNanos", "transportCloseCode"}},
    {"email_security_alerts", {"AlertID", "AlertReasons", "FinalDisposition", "SMTPEnvelopeFrom", "MessageDeliveryMode"}},
    {"what wrangler tail prints", {"scriptName", "eventTimestamp", "diagnosticsChannelEvents", "executionModel"}},
    {"OpenTelemetry traces", {"resourceSpans", "resourceSpans"}},
    {"OpenTelemetry logs", {"resourceLogs", "resourceLogs"}},
});

bool tells(const Telling& dataset, const std::vector<std::string_view>& names)
{
    return std::ranges::count_if(
               dataset.fields,
               [&names](std::string_view field) { return !field.empty() && std::ranges::find(names, field) != names.end(); })
        >= 2;
}

} // namespace

const char* datasetOfNames(const std::vector<std::string_view>& names)
{
    const auto found = std::ranges::find_if(kDatasets, [&names](const Telling& dataset) { return tells(dataset, names); });
    return found == kDatasets.end() ? nullptr : found->dataset;
}

const char* datasetOfRecord(std::string_view json)
{
    thread_local simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (parser.iterate(json.data(), json.size(), json.size() + kLinePadding).get(document) || document.get_object().get(object))
        return nullptr;
    std::vector<std::string_view> names;
    for (auto member : object) {
        simdjson::ondemand::field field;
        std::string_view name;
        // NOLINTNEXTLINE(performance-move-const-arg): simdjson asks for an rvalue
        if (std::move(member).get(field) || field.unescaped_key().get(name))
            break;
        names.push_back(name);
    }
    return datasetOfNames(names);
}

QString foreignVerdict(const char* dataset)
{
    return QStringLiteral("this is %1, not workers_trace_events").arg(QLatin1StringView(dataset));
}

} // namespace tracedeck::ingest
