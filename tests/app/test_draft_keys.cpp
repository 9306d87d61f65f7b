// The secrets of drafts in a keychain.
#include "draft_keys.h"
#include "secrets/session_store.h"

#include <QTest>

using namespace tracedeck;
using namespace Qt::Literals::StringLiterals;

namespace {

SharedSecret secretOf(const char* text)
{
    return std::make_shared<const Secret>(QByteArrayView(text));
}

QByteArray textOf(const SharedSecret& secret)
{
    return secret ? secret->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); }) : QByteArray();
}

jobs::JobDraft draftOf(std::int64_t job, const char* secret)
{
    jobs::JobDraft draft;
    draft.id = job;
    if (secret)
        draft.secrets[u"key"_s] = secretOf(secret);
    return draft;
}

/// A keychain, and what it holds of the draft of a job.
struct Ring {
    KeyRing ring {std::make_shared<secrets::SessionStore>()};
    DraftKeys keys {ring};

    Ring() { keys.open(u"place"_s); }
    [[nodiscard]] QByteArray held(std::int64_t job)
    {
        QByteArray found = "not asked";
        keys.begin(job);
        keys.read(draftOf(job, nullptr), {u"key"_s}, [&](const jobs::JobDraft& draft) { found = textOf(draft.secrets.at(u"key"_s)); });
        (void)QTest::qWaitFor([&] { return found != "not asked"; });
        return found;
    }
};

} // namespace

class TestDraftKeys : public QObject {
    Q_OBJECT

private slots:
    void whatIsKeptIsReadAndThenAnother()
    {
        Ring ring;
        ring.keys.begin(0);
        ring.keys.keep(draftOf(0, "one"));
        QCOMPARE(ring.held(0), QByteArray("one"));
        ring.keys.keep(draftOf(0, "two"));
        QCOMPARE(ring.held(0), QByteArray("two"));
    }

    void givingUpOneDraftLeavesTheKeysOfAnother()
    {
        Ring ring;
        ring.keys.begin(1);
        ring.keys.keep(draftOf(1, "of one"));
        ring.keys.begin(2);
        ring.keys.keep(draftOf(2, "of two"));
        ring.keys.erase();
        QCOMPARE(ring.held(2), QByteArray());
        QCOMPARE(ring.held(1), QByteArray("of one"));
        ring.keys.erase(); // also what was only read
        QCOMPARE(ring.held(1), QByteArray());
    }

    void whatWasAskedForBeforeAnotherAccountWasOpenedIsNotTold()
    {
        Ring ring;
        ring.keys.begin(0);
        ring.keys.keep(draftOf(0, "one"));
        bool isTold = false;
        ring.keys.read(draftOf(0, nullptr), {u"key"_s}, [&](const jobs::JobDraft&) { isTold = true; });
        ring.keys.open(u"elsewhere"_s);
        QCOMPARE(ring.held(0), QByteArray()); // orders are done one after the other: the first one was, too
        QVERIFY(!isTold);
    }

    void withoutAPlaceNothingIsKept()
    {
        Ring ring;
        ring.keys.open({});
        ring.keys.begin(0);
        ring.keys.keep(draftOf(0, "one"));
        ring.keys.open(u"place"_s);
        QCOMPARE(ring.held(0), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestDraftKeys)
#include "test_draft_keys.moc"
