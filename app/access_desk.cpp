#include "access_desk.h"

#include "access/access_page.h"
#include "s3/bucket.h"

namespace tracedeck {

AccessDesk::AccessDesk(ui::AccessPage& page, Network& network, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_check({network.api,
               [&network](const s3::BucketAddress& address, const s3::Keys& keys) -> std::shared_ptr<objects::ObjectSource> {
                   return std::make_shared<s3::Bucket>(network.http, address, keys);
               }},
              [this](const access::Report& report) {
                  m_report = report;
                  m_page.setReport(report);
                  emit told();
              })
{
    connect(&page, &ui::AccessPage::probeRequested, this, &AccessDesk::run);
}

void AccessDesk::open(access::Question question)
{
    close();
    m_question = std::move(question);
    run();
}

void AccessDesk::close()
{
    m_check.stop();
    m_question.reset();
    m_report.reset();
}

void AccessDesk::run()
{
    if (m_question)
        m_check.run(*m_question);
}

} // namespace tracedeck
