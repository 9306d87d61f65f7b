#pragma once

#include "net/budget_transport.h"
#include "net/http_transport.h"
#include "net/retry_transport.h"

namespace tracedeck {

/// The way out: patient and within the budget towards the API, plain towards buckets, which are patient themselves.
struct Network {
    explicit Network(const net::HttpOptions& options)
        : http(options)
        , budgeted(http, net::cloudflareBudget(net::cloudflareAddressBudget()))
        , api(budgeted)
    {}

    net::HttpTransport http;
    net::BudgetTransport budgeted;
    net::RetryTransport api;
};

} // namespace tracedeck
