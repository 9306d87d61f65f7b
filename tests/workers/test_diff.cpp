// What is shown as a difference is one: applying it gives the other text, and git agrees.
#include "workers/text_diff.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace tracedeck::workers;

class TestDiff : public QObject {
    Q_OBJECT
private slots:
    void linesAreNumbered();
    void whatChangedInALineIsMarked();
    void farChangesAreApart();
    void changesAllOverALongTextAreEachShown();
    void whatIsQuiteAnotherIsShownAsAWhole();
    void gitTakesThePatch();
    void nothingDiffersFromItself();
};

namespace {

QString drawn(const std::vector<DiffHunk>& hunks)
{
    QString text;
    for (const DiffHunk& hunk : hunks) {
        text += QStringLiteral("@@ %1,%2 %3,%4\n").arg(hunk.beforeFrom).arg(hunk.beforeCount).arg(hunk.afterFrom).arg(hunk.afterCount);
        for (const DiffLine& line : hunk.lines)
            text += QStringLiteral("%1 %2 %3%4\n")
                        .arg(line.before)
                        .arg(line.after)
                        .arg(QStringLiteral(" -+").at(static_cast<int>(line.kind)))
                        .arg(line.text);
    }
    return text;
}

QByteArray randomText(std::mt19937& random, const QByteArray& like)
{
    QList<QByteArray> lines = like.split('\n');
    for (int times = 0; times < 4; ++times) {
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(lines.size()));
        if (random() % 2 == 0)
            lines.insert(at, QByteArray("line ") + QByteArray::number(random() % 5));
        else if (lines.size() > 1)
            lines.removeAt(at);
    }
    return lines.join('\n');
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

} // namespace

void TestDiff::linesAreNumbered()
{
    QCOMPARE(drawn(diffOf("a\nb\nc\n", "a\nx\nb\nc\n", 1)), QStringLiteral("@@ 1,2 1,3\n1 1  a\n0 2 +x\n2 3  b\n"));
    QCOMPARE(drawn(diffOf("", "x\n", 3)), QStringLiteral("@@ 0,0 1,1\n0 1 +x\n"));
    QCOMPARE(drawn(diffOf("a\r\nb", "a\r\nb\r\nc", 0)), QStringLiteral("@@ 2,1 2,2\n2 0 -b\n0 2 +b\n0 3 +c\n"));
}

void TestDiff::whatChangedInALineIsMarked()
{
    const auto hunks = diffOf("logpush = false # why\n", "logpush = true # why\n");
    const DiffLine &removed = hunks[0].lines[0], &added = hunks[0].lines[1];
    QCOMPARE(removed.text.mid(removed.changedFrom, removed.changedLength), QStringLiteral("fals"));
    QCOMPARE(added.text.mid(added.changedFrom, added.changedLength), QStringLiteral("tru"));
    QCOMPARE(countsOf(hunks).added, 1);
    QCOMPARE(countsOf(hunks).removed, 1);
}

void TestDiff::farChangesAreApart()
{
    QByteArray before, after;
    for (int i = 0; i < 40; ++i) {
        before += QByteArray::number(i) + '\n';
        after += (i == 2 || i == 30 ? "x" : "") + QByteArray::number(i) + '\n';
    }
    QCOMPARE(diffOf(before, after).size(), std::size_t {2});
    QCOMPARE(diffOf(before, after, 20).size(), std::size_t {1});
}

void TestDiff::changesAllOverALongTextAreEachShown()
{
    QByteArray before, after;
    for (int i = 0; i < 100'000; ++i) {
        before += "same\n";
        after += i % 250 == 100 ? "same\nnew\n" : "same\n";
    }
    const auto hunks = diffOf(before, after, 1);
    QCOMPARE(hunks.size(), std::size_t {400});
    QCOMPARE(countsOf(hunks).added, 400);
    QCOMPARE(countsOf(hunks).removed, 0);
    QCOMPARE(hunks.back().beforeFrom, 99'851);
    QCOMPARE(hunks.back().afterFrom, 100'250);
    QCOMPARE(hunks.back().lines[1].text, QStringLiteral("new"));
}

void TestDiff::whatIsQuiteAnotherIsShownAsAWhole()
{
    QByteArray before("first\n"), after("first\n");
    for (int i = 0; i < 5'000; ++i) {
        before += 'a' + QByteArray::number(i) + '\n';
        after += 'b' + QByteArray::number(i) + '\n';
    }
    const auto hunks = diffOf(before, after);
    QCOMPARE(hunks.size(), std::size_t {1});
    QCOMPARE(countsOf(hunks).added, 5'000);
    QCOMPARE(countsOf(hunks).removed, 5'000);
    QCOMPARE(hunks.front().lines.front().text, QStringLiteral("first"));
}

void TestDiff::gitTakesThePatch()
{
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        const QTemporaryDir folder;
        const QByteArray before = randomText(random, "a\nb\n\nc\nline 1\nline 2\nd\ne\nf\ng\nh\ni\nj\nk\n");
        const QByteArray after = randomText(random, before);
        write(folder.filePath(QStringLiteral("w.toml")), before);
        write(folder.filePath(QStringLiteral("p")), unifiedPatch(before, after, QStringLiteral("w.toml")));
        QProcess git;
        git.setWorkingDirectory(folder.path());
        git.start(QStringLiteral("git"), {QStringLiteral("apply"), QStringLiteral("--whitespace=nowarn"), QStringLiteral("p")});
        QVERIFY(git.waitForFinished());
        QFile file(folder.filePath(QStringLiteral("w.toml")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(before == after || git.exitCode() == 0, git.readAllStandardError().constData());
        QCOMPARE(file.readAll(), after);
    }
}

void TestDiff::nothingDiffersFromItself()
{
    QVERIFY(diffOf("a\nb", "a\nb").empty());
    QVERIFY(unifiedPatch("a\n", "a\n", QStringLiteral("x")).isEmpty());
}

QTEST_GUILESS_MAIN(TestDiff)
#include "test_diff.moc"
