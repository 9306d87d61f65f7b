#include "environment.h"

#include <cstdlib>

namespace tracedeck::ctl {

SharedSecret secretFromEnvironment(const char* variable)
{
    const char* value = std::getenv(variable);
    return value == nullptr || *value == '\0' ? nullptr : std::make_shared<const Secret>(QByteArrayView(value));
}

s3::Keys keysFromEnvironment()
{
    return {qEnvironmentVariable("AWS_ACCESS_KEY_ID"), secretFromEnvironment("AWS_SECRET_ACCESS_KEY"),
            secretFromEnvironment("AWS_SESSION_TOKEN")};
}

} // namespace tracedeck::ctl
