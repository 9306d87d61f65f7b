#include "logpush/dataset.h"

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

constexpr auto kTypeNames = std::to_array<std::string_view>({"string", "int", "bool", "object", "array[string]", "array[object]"});

constexpr auto kWorkersFields = std::to_array<DatasetField>({
    {"CPUTimeMs", FieldType::Int, "CPU time of the invocation, in milliseconds"},
    {"DispatchNamespace", FieldType::String, "dispatch namespace of the Worker, empty if there is none"},
    {"Entrypoint", FieldType::String, "name of the entrypoint class, empty for the default one"},
    {"Event", FieldType::Object, "details about the source event"},
    {"EventTimestampMs", FieldType::Int, "when the event was received, Unix milliseconds"},
    {"EventType", FieldType::String, "the event that invoked the Worker"},
    {"Exceptions", FieldType::ObjectArray, "uncaught exceptions during the invocation"},
    {"Logs", FieldType::ObjectArray, "console messages during the invocation"},
    {"Outcome", FieldType::String, "how the invocation ended"},
    {"ScriptName", FieldType::String, "name of the Worker"},
    {"ScriptTags", FieldType::StringArray, "tags of the Worker"},
    {"ScriptVersion", FieldType::Object, "version of the Worker: ID, Message, Tag"},
    {"WallTimeMs", FieldType::Int, "how long the JavaScript context stayed open, in milliseconds"},
});

using enum DatasetScope;
constexpr auto kDatasets = std::to_array<Dataset>({
    {"access_requests", Account, "CreatedAt"},
    {"audit_logs", Account, "When"},
    {"audit_logs_v2", Account, "ActionTimestamp"},
    {"biso_user_actions", Account, "Timestamp"},
    {"casb_findings", Account, "DetectedTimestamp"},
    {"device_posture_results", Account, "Timestamp"},
    {"dex_application_tests", Account, "Timestamp"},
    {"dex_device_state_events", Account, "Timestamp"},
    {"dlp_forensic_copies", Account, "Datetime"},
    {"dns_firewall_logs", Account, "Timestamp"},
    {"dns_logs", Zone, ""},
    {"email_security_alerts", Account, "Timestamp"},
    {"email_security_post_delivery_events", Account, ""},
    {"firewall_events", Both, ""},
    {"gateway_dns", Account, "Datetime"},
    {"gateway_http", Account, "Datetime"},
    {"gateway_network", Account, "Datetime"},
    {"http_requests", Zone, ""},
    {"ipsec_logs", Account, "Timestamp"},
    {"magic_bgp_logs", Account, ""},
    {"magic_ids_detections", Account, "Timestamp"},
    {"mcp_portal_logs", Account, "Datetime"},
    {"mnm_flow_logs", Account, "Timestamp"},
    {"nel_reports", Zone, ""},
    {"network_analytics_logs", Account, "Datetime"},
    {"page_shield_events", Zone, ""},
    {"sinkhole_http_logs", Account, "Timestamp"},
    {"spectrum_events", Zone, ""},
    {"ssh_logs", Account, "Datetime"},
    {"turnstile_events", Account, "Timestamp"},
    {"warp_config_changes", Account, "Timestamp"},
    {"warp_toggle_changes", Account, "Timestamp"},
    {"websocket_analytics", Both, ""},
    {kWorkersDataset, Account, "EventTimestampMs"},
    {"zaraz_events", Zone, ""},
    {"zero_trust_network_sessions", Account, "SessionStartTime"},
});

} // namespace

std::string_view typeName(FieldType type)
{
    return kTypeNames.at(static_cast<std::size_t>(type));
}

const Dataset* datasetNamed(std::string_view name)
{
    const auto* found = std::ranges::find(kDatasets, name, &Dataset::name);
    return found == kDatasets.end() ? nullptr : found;
}

std::span<const DatasetField> fieldsOf(std::string_view dataset)
{
    if (dataset == kWorkersDataset)
        return kWorkersFields;
    return {};
}

} // namespace tracedeck::logpush
