// Says jobs in other words, for scripts beside it: reads one a line as JSON, and answers with what makes it anew and with its Terraform.
//   job_words ACCOUNT
#include "logpush/job.h"
#include "logpush/job_copy.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace tracedeck::logpush;

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    for (std::string line; std::getline(std::cin, line);) {
        const QJsonDocument read = QJsonDocument::fromJson(QByteArray::fromStdString(line));
        if (!read.isObject()) {
            std::cerr << "no object: " << line << '\n';
            return 1;
        }
        const QJsonObject job = read.object();
        const QJsonObject said {{QStringLiteral("create"), createBodyOf(job)},
                                {QStringLiteral("terraform"), asTerraform(job, QString::fromLocal8Bit(argv[1]))}};
        std::cout << QJsonDocument(said).toJson(QJsonDocument::Compact).constData() << '\n';
    }
    return 0;
}
