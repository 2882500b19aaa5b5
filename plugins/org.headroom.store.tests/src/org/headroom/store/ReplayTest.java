package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.BidLapsed;
import org.headroom.model.lease.LeaseEvent.JobRefused;
import org.headroom.model.lease.LeaseEvent.StopAsked;
import org.headroom.model.lease.LeaseEvent.StreamRefused;
import org.headroom.model.lease.StopReason;

class ReplayTest {
    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void replayIsWhatWasAppended(@ForAll("events") List<LeaseEvent> events, @ForAll boolean restart)
            throws IOException {
        Path directory = Files.createTempDirectory("headroom-store");
        try {
            Path file = directory.resolve("ledger.db");
            List<LeaseEvent> taken = new ArrayList<>();
            try (Ledger ledger = Ledger.open(file)) {
                for (LeaseEvent event : events) {
                    int before = taken.size();
                    try {
                        ledger.journal().append(event);
                        if (!again(event, taken)) taken.add(event);
                    } catch (JournalFailure e) {
                        assertThat(again(event, taken) || clashes(event, taken))
                                .as(e.getMessage())
                                .isTrue();
                        assertThat(taken).hasSize(before);
                    }
                }
                if (!restart) assertThat(ledger.journal().replay()).isEqualTo(taken);
            }
            if (restart)
                try (Ledger ledger = Ledger.open(file)) {
                    assertThat(ledger.journal().replay()).isEqualTo(taken);
                }
        } finally {
            delete(directory);
        }
    }

    /** A receipt that is numbered already, or a withdrawal that is booked and was not taken back since. */
    private static boolean again(LeaseEvent event, List<LeaseEvent> taken) {
        if (event instanceof LeaseEvent.MoneyWithdrawn w) {
            var back = new LeaseEvent.WithdrawalReverted(
                    w.lease(), w.withdrawal().transaction(), Examples.T0.plusSeconds(50));
            return taken.lastIndexOf(event) > taken.lastIndexOf(back);
        }
        return event instanceof LeaseEvent.ReceiptNumbered && taken.contains(event);
    }

    private static boolean clashes(LeaseEvent event, List<LeaseEvent> taken) {
        return event instanceof LeaseEvent.ReceiptNumbered n
                && taken.stream()
                        .filter(LeaseEvent.ReceiptNumbered.class::isInstance)
                        .map(LeaseEvent.ReceiptNumbered.class::cast)
                        .anyMatch(o -> o.lease().equals(n.lease())
                                || o.receipt().number() == n.receipt().number());
    }

    @Provide
    Arbitrary<List<LeaseEvent>> events() {
        Arbitrary<Integer> lease = Arbitraries.integers().between(0, 5);
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(80);
        Arbitrary<Instant> at = Combinators.combine(
                        Arbitraries.longs().between(0, 4_102_444_800L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<LeaseEvent> any = Arbitraries.oneOf(
                Arbitraries.of(Examples.eachKind()),
                Combinators.combine(lease, at).as((n, t) -> new BidLapsed(Examples.lease(n), t)),
                Combinators.combine(lease, text, at).as((n, r, t) -> new JobRefused(Examples.lease(n), r, t)),
                Combinators.combine(lease, text, at).as((n, r, t) -> new StreamRefused(Examples.lease(n), r, t)),
                Combinators.combine(lease, Arbitraries.of(StopReason.class), at)
                        .as((n, w, t) -> new StopAsked(Examples.lease(n), w, t)),
                Combinators.combine(lease, Arbitraries.longs().between(1, 4)).as(Examples::numbered),
                Combinators.combine(lease, Arbitraries.longs().between(1, 4)).as(Examples::withdrawn),
                Combinators.combine(lease, Arbitraries.longs().between(1, 4)).as(Examples::reverted));
        return any.list().ofMaxSize(20);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(directory);
    }
}
