package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;

/** Streams at the limits of what the contract can hold. Whatever a renter sets, nothing that judges a lease throws. */
class ExtremeStreamTest {
    private static final BigInteger LIMIT_128 = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    /** The contract keeps times in 40 bits. */
    private static final long LAST_SECOND = (1L << 40) - 1;

    /** What the contract can hold, its limits and those of this program more often than others. */
    private static Arbitrary<BigInteger> integers(BigInteger most) {
        List<BigInteger> edges = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, most));
        for (int bits : List.of(62, 63, 64, 89, 90, 103, 127)) {
            BigInteger edge = BigInteger.TWO.pow(bits);
            for (BigInteger near : List.of(edge.subtract(BigInteger.ONE), edge))
                if (near.compareTo(most) <= 0) edges.add(near);
        }
        return Arbitraries.oneOf(
                Arbitraries.of(edges), Arbitraries.bigIntegers().between(BigInteger.ZERO, most));
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.oneOf(
                        Arbitraries.of(0L, LAST_SECOND, NOON.getEpochSecond()),
                        Arbitraries.longs().between(0, LAST_SECOND),
                        Arbitraries.longs().between(NOON.getEpochSecond(), NOON.getEpochSecond() + 100_000))
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<StreamState> streams() {
        StreamState s = Scene.funded(stream(1), NOON);
        return Combinators.combine(
                        integers(LIMIT_128),
                        integers(LIMIT_128).map(Usdc::capped),
                        integers(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))
                                .map(Usdc::capped),
                        times(),
                        Arbitraries.of(true, false),
                        integers(LIMIT_128).map(Usdc::capped),
                        times(),
                        Arbitraries.longs().between(0, 100).optional())
                .as((rate, balance, debt, settled, voided, withdrawn, read, block) -> new StreamState(
                        s.ref(),
                        s.sender(),
                        s.recipient(),
                        new RatePerSecond(rate),
                        balance,
                        debt,
                        settled,
                        voided,
                        withdrawn,
                        read,
                        BigInteger.TEN,
                        block));
    }

    @Provide
    Arbitrary<Withdrawal> withdrawals() {
        return Combinators.combine(
                        integers(LIMIT_128).map(Usdc::capped),
                        integers(LIMIT_128).map(Usdc::capped),
                        times(),
                        Arbitraries.longs().between(0, 100))
                .as((amount, returned, at, block) ->
                        new Withdrawal(stream(1), Scene.hash(5), block, amount, returned, 100_000, Wei.ZERO, at));
    }

    @Provide
    Arbitrary<Instant> nows() {
        return times();
    }

    private record Leases(
            LeaseState.Running running, LeaseState.Ended ended, LeaseState.Receipted receipted, LeaseState.Paid paid) {
        static Leases of(Funding funding, Usdc asked) {
            var terms = Scene.terms("0000aaaa");
            LeaseState.Ended ended = new LeaseState.Ended(terms, funding, CONTAINER, Scene.result());
            Receipt made = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
            Receipt receipt = new Receipt(
                    made.number(),
                    made.lease(),
                    made.order(),
                    made.bid(),
                    made.provider(),
                    made.renter(),
                    made.gpus(),
                    made.simulated(),
                    made.imageDigest(),
                    made.artefactsDigest(),
                    made.startedAt(),
                    made.endedAt(),
                    made.exitCode(),
                    made.outcome(),
                    made.energy(),
                    made.stream(),
                    made.rate(),
                    asked);
            Signed<ReceiptMessage> signed =
                    new Signed<>(new ReceiptMessage(receipt, Scene.validity(NOON, 60, 3)), Scene.SIGNATURE);
            return new Leases(
                    new LeaseState.Running(terms, funding, CONTAINER, NOON),
                    ended,
                    new LeaseState.Receipted(terms, funding, CONTAINER, Scene.result(), signed, Scene.hash(1)),
                    new LeaseState.Paid(terms, funding, CONTAINER, Scene.result(), signed, Scene.hash(1)));
        }

        List<LeaseState> all() {
            return List.of(running, ended, receipted, paid);
        }
    }

    @Property(tries = 400)
    void nothingThatIsWorkedOutFromOneStreamThrows(
            @ForAll("streams") StreamState verified,
            @ForAll("streams") StreamState read,
            @ForAll("withdrawals") Withdrawal withdrawal,
            @ForAll("nows") Instant now) {
        assertThat(read.owed(now)).isBetween(Usdc.ZERO, Usdc.LARGEST);
        assertThat(read.due(now)).isBetween(Usdc.ZERO, read.balance());
        assertThat(read.runway(now)).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(read.afterWithdrawal(withdrawal.total(), withdrawal.at()).due(now))
                .isBetween(Usdc.ZERO, Usdc.LARGEST);
        Leases leases = Leases.of(Funding.of(verified).with(withdrawal), read.owed(now));
        for (LeaseState lease : leases.all()) {
            StreamState state = PaidAmounts.withWithdrawals(lease, read);
            assertThat(PaidAmounts.plausible(lease, read, state.withdrawn())).isLessThanOrEqualTo(Usdc.LARGEST);
            LeaseView view = new LeaseView(1, lease, Optional.of(state));
            LeaseMoney money = LeaseMoney.of(view, false, now).orElseThrow();
            assertThat(money.inAll()).isBetween(Usdc.ZERO, Usdc.LARGEST);
            assertThat(money.missing()).isBetween(Usdc.ZERO, Usdc.LARGEST);
            RigMoney sums = RigMoney.of(List.of(view, view, view), LedgerTotals.NONE, Scene.CHAIN_UP, now);
            assertThat(sums.due()).isBetween(Usdc.ZERO, Usdc.LARGEST);
            assertThat(Settlement.over(lease, state, now)).isIn(true, false);
        }
        Settlement.shortfall(leases.receipted(), read, now)
                .ifPresent(e -> assertThat(e).isInstanceOf(LeaseEvent.ShortfallBooked.class));
        assertThat(DebtCheck.withdrawnUnknown(verified, read)).isBetween(new Usdc(-Long.MAX_VALUE), Usdc.LARGEST);
        assertThat(List.of(
                        DebtCheck.paysLess(verified, read),
                        DebtCheck.paysMore(verified, read),
                        DebtCheck.fellUnexplained(verified, read)))
                .hasSize(3);
        var terms = leases.running().terms();
        assertThat(StreamCheck.refuse(read, terms, POLICY, now).map(String::length))
                .isNotNull();
        assertThat(StreamCheck.stop(read, terms, POLICY, now)).isNotNull();
        assertThat(StreamCheck.isBehind(verified, read, terms, StreamCheck.BEHIND))
                .isIn(true, false);
        assertThat(StreamCheck.tooLongUnseen(read, read.readAt(), POLICY, now)).isIn(true, false);
        assertThat(StreamCheck.grace(read, read.readAt(), POLICY, now)).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(ReceiptFactory.createReceipt(leases.ended(), 1, Optional.of(read))
                        .amountDue())
                .isBetween(Usdc.ZERO, Usdc.LARGEST);
    }

    /** A guard hides a failure, so it must not be what makes this pass: the events are asked of the timer itself. */
    @Property(tries = 200)
    void leaseIsJudgedWhateverTwoReadingsOfItsStreamSay(
            @ForAll("streams") StreamState verified,
            @ForAll("streams") StreamState first,
            @ForAll("streams") StreamState second,
            @ForAll("withdrawals") Withdrawal withdrawal,
            @ForAll("nows") Instant now) {
        FakeLedger ledger = new FakeLedger();
        Leases leases = Leases.of(Funding.of(verified).with(withdrawal), second.owed(now));
        for (LeaseState lease : leases.all()) {
            StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
            beliefs.restore(List.of(lease), NOON);
            beliefs.verified(lease.id(), verified, NOON);
            for (StreamState read : List.of(first, second)) {
                beliefs.update(Map.of(lease, new StreamReading.Read(read)), now);
                beliefs.readAgain(lease, read, now);
            }
            assertThat(beliefs.guard().failures()).isZero();
            LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
            assertThat(timer.grace(lease, now)).isNotNull();
            assertThat(timer.over(lease, now)).isIn(true, false);
            assertThat(timer.due(lease, now)).isNotNull();
        }
    }
}
