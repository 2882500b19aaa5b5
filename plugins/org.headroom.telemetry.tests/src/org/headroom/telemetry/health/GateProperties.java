package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class GateProperties {
    record Seen(Verdict verdict, int passed) {}

    @Provide
    Arbitrary<List<Seen>> looks() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.class), Arbitraries.integers().between(0, 4000))
                .as(Seen::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 500)
    void itNeverTurnsFasterThanLastingAndNeverOnSomethingUnknown(
            @ForAll("looks") List<Seen> looks, @ForAll @IntRange(max = 20_000) int lasting) {
        Gate gate = Gate.SHUT;
        long now = 0;
        long turned = 0;
        for (Seen look : looks) {
            now += look.passed();
            Gate next = gate.next(look.verdict(), now, look.passed(), lasting);
            if (next.open() != gate.open()) {
                assertThat(look.verdict()).isEqualTo(next.open() ? Verdict.ILL : Verdict.WELL);
                assertThat(now - turned).isGreaterThanOrEqualTo(lasting);
                turned = now;
            }
            gate = next;
        }
    }

    @Property(tries = 200)
    void whatLastsIsRaisedAndWhatIsGoneIsCleared(@ForAll @IntRange(max = 60_000) int lasting) {
        Gate gate = Gate.SHUT;
        long now = 0;
        for (; now <= lasting + 1000; now += 1000) gate = gate.next(Verdict.ILL, now, 1000, lasting);
        assertThat(gate.open()).isTrue();
        long from = now;
        for (; now <= from + lasting + 1000; now += 1000) gate = gate.next(Verdict.WELL, now, 1000, lasting);
        assertThat(gate.open()).isFalse();
    }

    @Property(tries = 200)
    void timeInWhichNothingIsKnownDoesNotCount(
            @ForAll @IntRange(min = 2000, max = 60_000) int lasting,
            @ForAll @IntRange(min = 1, max = 100) int unknown) {
        Gate gate = Gate.SHUT.next(Verdict.ILL, 0, 0, lasting);
        long now = 0;
        for (int i = 0; i < unknown; i++) gate = gate.next(Verdict.UNKNOWN, now += 1000, 1000, lasting);
        gate = gate.next(Verdict.ILL, now += 1000, 1000, lasting);
        assertThat(gate.open()).isFalse();
        gate = gate.next(Verdict.ILL, now + lasting, lasting, lasting);
        assertThat(gate.open()).isTrue();
    }
}
