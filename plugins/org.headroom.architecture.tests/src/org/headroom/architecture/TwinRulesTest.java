package org.headroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of fakes and their twins: each forbidden example is rejected, each allowed one is not. */
class TwinRulesTest {
    private static final String FOLDER = "plugins/org.headroom.engine.tests/src/org/headroom/engine/";

    private final Map<String, String> sources = new HashMap<>();

    @BeforeEach
    void fakeWithATwinThatATestUses() {
        put("FakeRail", "final class FakeRail implements PaymentRail {}");
        put("SlowRail", "final class SlowRail implements PaymentRail { boolean f() { return mishaps.strike(19); } }");
        put("SlowParts", "final class SlowParts { PaymentRail around(PaymentRail r) { return new SlowRail(r); } }");
        put("PayTest", "class PayTest { FakeRail rail = new FakeRail(); }");
        put("PayOnSlowPartsTest", "class PayOnSlowPartsTest extends PayTest { SlowParts slow = new SlowParts(); }");
    }

    private void put(String name, String source) {
        sources.put(FOLDER + name + ".java", source);
    }

    private void assertBroken(String name, String part) {
        assertThat(TwinRules.brokenBy(sources))
                .anySatisfy(line ->
                        assertThat(line).startsWith(FOLDER + name + ".java").contains(part));
    }

    @Test
    void acceptsAFakeWithATwinAndATestThatRunsOnIt() {
        assertThat(TwinRules.brokenBy(sources)).isEmpty();
    }

    @Test
    void rejectsAFakeWithoutATwin() {
        sources.remove(FOLDER + "SlowRail.java");
        assertBroken("FakeRail", "fakes a PaymentRail that answers at once");
    }

    @Test
    void rejectsATwinThatIsLateButNeverFails() {
        put("SlowRail", "final class SlowRail implements PaymentRail { void f() { delay(); } }");
        assertBroken("FakeRail", "twin that is slow and fails");
        assertBroken("SlowRail", "twin that is slow and fails");
    }

    @Test
    void rejectsATwinThatNoTestUses() {
        put("SlowParts", "final class SlowParts {}");
        assertBroken("FakeRail", "use it in a test");
    }

    @Test
    void rejectsATestOnFakesThatNoSubclassRunsOnTwins() {
        put("OtherTest", "class OtherTest extends RentedRig {}");
        put("ThirdTest", "class ThirdTest { FakeMarket market = new FakeMarket(); } // new SlowParts()");
        assertBroken("OtherTest", "runs on fakes that answer at once");
        assertBroken("ThirdTest", "runs on fakes that answer at once");
    }

    @Test
    void findsFakesWithoutAName() {
        put("LinkTest", "class LinkTest { MarketLink link = new MarketLink() {}; }");
        assertBroken("LinkTest", "fakes a MarketLink");
        put("LinkTest", "class LinkTest { Object f() { return proxy(new Class<?>[] {ContainerEngine.class}); } }");
        assertBroken("LinkTest", "fakes a ContainerEngine");
    }

    @Test
    void leavesListedTestsAndOtherBundlesAlone() {
        TwinRules.TWINLESS.keySet().forEach(path -> sources.put(path, "class A { Object f = new FakeRail(); }"));
        sources.put("plugins/org.headroom.engine/src/A.java", "class A { MarketLink l = new MarketLink() {}; }");
        assertThat(TwinRules.brokenBy(sources)).isEmpty();
    }
}
