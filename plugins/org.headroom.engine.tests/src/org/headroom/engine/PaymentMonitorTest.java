package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifications and second readings on a node that leaves some of them without an answer. */
class PaymentMonitorTest {
    private static final int FIRST_HANGING = 100;

    /** Streams from this number on get no answer until it is open. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger mostHanging = new AtomicInteger();
    private final FakeRail chain = new FakeRail();
    private final Reports reports = new Reports();
    private final PaymentMonitor monitor = new PaymentMonitor(rail(), reports, () -> NOON, new OpenAnswers());

    @BeforeEach
    void start() {
        for (long id = 0; id < 2 * FIRST_HANGING; id++) chain.streams.put(stream(id), Scene.funded(stream(id), NOON));
    }

    @AfterEach
    void end() {
        gate.countDown();
        monitor.close();
    }

    private PaymentRail rail() {
        return (PaymentRail) Proxy.newProxyInstance(
                PaymentRail.class.getClassLoader(), new Class<?>[] {PaymentRail.class}, (self, method, args) -> {
                    boolean opened = method.getName().equals("verifyOpened");
                    if (method.getName().equals("resume")) {
                        hanging.incrementAndGet();
                        gate.await();
                    }
                    if (!opened && !method.getName().equals("verify"))
                        throw new UnsupportedOperationException(method.getName());
                    StreamRef asked = (StreamRef) args[0];
                    if (asked.id().intValueExact() >= FIRST_HANGING) {
                        mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
                        gate.await();
                        hanging.decrementAndGet();
                    }
                    return opened ? chain.verifyOpened(asked, Optional.empty()) : chain.verify(asked, Optional.empty());
                });
    }

    private static LeaseTerms terms(int number) {
        return Scene.terms(String.format("%08x", number));
    }

    private void verify(int number) {
        LeaseTerms terms = terms(number);
        monitor.verify(
                terms.lease(),
                Scene.acceptance(terms, stream(number)),
                Optional.empty(),
                NOON.plusSeconds(90),
                Optional.empty());
    }

    private void readAgain(int number) {
        monitor.confirm(terms(number).lease(), stream(number));
    }

    @Test
    void secondReadingIsMadeAtOnceWhenAllTurnsOfVerificationsHang() {
        for (int i = 0; i < 12; i++) verify(FIRST_HANGING + i);
        await().untilAsserted(() -> assertThat(hanging).hasValue(8));

        readAgain(1);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(reports.confirmed).containsExactly(terms(1).lease()));
        assertThat(hanging).hasValue(8);
        assertThat(reports.verified).isEmpty();
    }

    @Test
    void verificationIsMadeAtOnceWhenAllTurnsOfSecondReadingsHang() {
        for (int i = 0; i < 20; i++) readAgain(FIRST_HANGING + i);
        await().untilAsserted(() -> assertThat(hanging).hasValue(16));

        verify(1);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(reports.verified).containsExactly(terms(1).lease()));
        assertThat(hanging).hasValue(16);
        assertThat(reports.confirmed).isEmpty();
    }

    @Test
    void thoseBeyondTheTurnsAreMadeWhenTheNodeAnswersAgain() {
        for (int i = 0; i < 40; i++) verify(FIRST_HANGING + i);
        for (int i = 40; i < 80; i++) readAgain(FIRST_HANGING + i);
        await().untilAsserted(() -> assertThat(hanging).hasValue(24));
        gate.countDown();

        await().untilAsserted(() -> {
            assertThat(reports.verified).hasSize(40).doesNotHaveDuplicates();
            assertThat(reports.confirmed).hasSize(40).doesNotHaveDuplicates();
        });
        assertThat(mostHanging).hasValue(24);
        assertThat(reports.refused).isEmpty();
    }

    @Test
    void withdrawalThatWaitsBehindAnotherTransactionFailsWhenTheRigCloses() {
        monitor.resume();
        await().untilAsserted(() -> assertThat(hanging).hasValue(1));
        WithdrawQuote quote =
                new WithdrawQuote(List.of(), Scene.PROVIDER, 0, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, NOON);
        CompletableFuture<List<Withdrawal>> waiting =
                monitor.withdraw(quote, CompletableFuture.completedFuture(new WithdrawalClaims(List.of())));

        monitor.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThatThrownBy(waiting::join).hasMessageContaining("The rig is closing.");
    }

    private static final class Reports implements PaymentMonitor.Events {
        final List<LeaseId> verified = new CopyOnWriteArrayList<>();
        final List<LeaseId> confirmed = new CopyOnWriteArrayList<>();
        /** What was not verified or not confirmed. */
        final Map<LeaseId, String> refused = new ConcurrentHashMap<>();

        @Override
        public void verified(LeaseId lease, CheckedStream stream) {
            verified.add(lease);
        }

        @Override
        public void notVerified(LeaseId lease, String reason) {
            refused.put(lease, reason);
        }

        @Override
        public void notVerifiedYet(LeaseId lease, Optional<String> disagreement) {
            refused.put(lease, disagreement.orElse(""));
        }

        @Override
        public void looked(Map<LeaseId, StreamRef> asked, ChainLook look) {}

        @Override
        public void withdrawn(List<Withdrawal> withdrawals) {}

        @Override
        public void finality(Map<Hash32, Finality> known) {}

        @Override
        public void searched(LeaseId lease, StreamRef asked, WithdrawalScan scan) {}

        @Override
        public void confirmed(LeaseId lease, StreamRef asked, Optional<StreamState> now) {
            confirmed.add(lease);
        }

        @Override
        public void notConfirmed(LeaseId lease, PaymentFailure.Kind kind, String why) {
            refused.put(lease, why);
        }
    }
}
