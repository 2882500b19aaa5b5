package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Streams that their renter pauses, restarts and gives another rate: what the rail reads of them is what the contract itself
 * says in the same block. A real chain behind a node as slow as a public one.
 */
@Timeout(180)
class ChangedRateTest {
    private static final RatePerSecond RATE = StreamFixture.RATE;
    private static final RatePerSecond LOWER = new RatePerSecond(RATE.ud21x18().divide(BigInteger.valueOf(3)));
    private static final RatePerSecond HIGHER =
            new RatePerSecond(RATE.ud21x18().multiply(BigInteger.valueOf(7)).divide(BigInteger.valueOf(2)));
    private static final RatePerSecond NONE = new RatePerSecond(BigInteger.ZERO);
    private static final BigInteger BASE_UNIT = BigInteger.TEN.pow(12);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** In the order of the contract's own. */
    private enum Status {
        PENDING,
        STREAMING_SOLVENT,
        STREAMING_INSOLVENT,
        PAUSED_SOLVENT,
        PAUSED_INSOLVENT,
        VOIDED
    }

    @TempDir
    static Path folder;

    private static StreamFixture fixture;

    private FlowPaymentRail rail;
    private Chain direct;

    @BeforeAll
    static void start() throws Exception {
        fixture = new StreamFixture(folder);
    }

    @AfterAll
    static void end() {
        if (fixture != null) fixture.close();
    }

    @BeforeEach
    void open() throws Exception {
        PublicNode node = fixture.node();
        rail = fixture.rail(node);
        direct = fixture.chainItself();
    }

    @AfterEach
    void close(TestInfo story) {
        direct.close();
        rail.close();
        fixture.endStory(story);
    }

    private static String call(String name, Type<?>... parameters) {
        return FunctionEncoder.encode(new Function(name, List.of(parameters), List.of()));
    }

    private static Uint256 id(StreamRef stream) {
        return new Uint256(stream.id());
    }

    /** @return the time of the block that has it */
    private Instant asRenter(String data) throws PaymentFailure {
        Chain.Receipt receipt = fixture.sendAsRenter(data);
        assertThat(receipt.succeeded()).isTrue();
        return direct.block(receipt.block()).time();
    }

    private Instant pause(StreamRef stream) throws PaymentFailure {
        return asRenter(call("pause", id(stream)));
    }

    private Instant restart(StreamRef stream, RatePerSecond rate) throws PaymentFailure {
        return asRenter(call("restart", id(stream), new Uint128(rate.ud21x18())));
    }

    private Instant adjust(StreamRef stream, RatePerSecond rate) throws PaymentFailure {
        return asRenter(call("adjustRatePerSecond", id(stream), new Uint128(rate.ud21x18())));
    }

    private BigInteger says(String getter, StreamRef stream, long block) throws PaymentFailure {
        String answer = direct.call(fixture.chain.flow(), call(getter, id(stream)), block);
        return new AbiWords(getter, answer, 1).uint(0, 256);
    }

    private Usdc amount(String getter, StreamRef stream, long block) throws PaymentFailure {
        return Usdc.ofBaseUnits(says(getter, stream, block));
    }

    /** The debt in whole base units and the rest of it below one, as the contract keeps it. */
    private static BigInteger settledScaled(StreamState state) {
        return BigInteger.valueOf(state.settledDebt().baseUnits())
                .multiply(BASE_UNIT)
                .add(state.settledDust());
    }

    private void assertSaysTheSame(StreamState state, Status status) throws PaymentFailure {
        StreamRef stream = state.ref();
        // The node counts its blocks from another number than the chain behind it.
        long block = state.block().orElseThrow() - PublicNode.OFFSET;
        assertThat(direct.block(block).time()).isEqualTo(state.readAt());
        assertThat(Status.values()[says("statusOf", stream, block).intValueExact()])
                .isEqualTo(status);
        assertThat(state.rate().ud21x18()).isEqualTo(says("getRatePerSecond", stream, block));
        assertThat(state.balance()).isEqualTo(amount("getBalance", stream, block));
        assertThat(settledScaled(state)).isEqualTo(says("getSnapshotDebtScaled", stream, block));
        assertThat(state.settledAt().getEpochSecond())
                .isEqualTo(says("getSnapshotTime", stream, block).longValueExact());
        assertThat(state.voided()).isEqualTo(status == Status.VOIDED);
        assertOwesTheSame(state, block);
    }

    /** What the arithmetic says for the time of a block is what the contract says in it. */
    private void assertOwesTheSame(StreamState state, long block) throws PaymentFailure {
        Instant at = direct.block(block).time();
        StreamRef stream = state.ref();
        assertThat(state.owed(at)).isEqualTo(amount("totalDebtOf", stream, block));
        assertThat(state.due(at)).isEqualTo(amount("coveredDebtOf", stream, block));
        assertThat(state.due(at)).isEqualTo(amount("withdrawableAmountOf", stream, block));
        assertThat(state.owed(at).minus(state.due(at))).isEqualTo(amount("uncoveredDebtOf", stream, block));
    }

    private StreamState read(StreamRef stream, Status status) throws Exception {
        return read(stream, Optional.empty(), status);
    }

    /**
     * Reads a stream with both of the rail's readings and compares each with the contract.
     *
     * @param since the block from which withdrawals are searched; empty: they are not
     */
    private StreamState read(StreamRef stream, Optional<Long> since, Status status) throws Exception {
        StreamState state = rail.verify(stream, since);
        assertSaysTheSame(state, status);
        StreamReading polled = rail.look(List.of(stream)).streams().get(stream);
        for (int tries = 0; tries < 5 && !(polled instanceof StreamReading.Read); tries++)
            polled = rail.look(List.of(stream)).streams().get(stream);
        assertThat(polled).isInstanceOf(StreamReading.Read.class);
        assertSaysTheSame(((StreamReading.Read) polled).state(), status);
        fixture.advance(Duration.ofSeconds(37));
        assertOwesTheSame(state, direct.latest().number());
        return state;
    }

    @Test
    void pausedStreamOwesWhatItOwedAtThePauseAndNoMore() throws Exception {
        StreamRef stream = fixture.open("10");
        StreamState opened = read(stream, Status.STREAMING_SOLVENT);
        fixture.advance(MINUTE);
        Instant pausedAt = pause(stream);

        StreamState paused = read(stream, Status.PAUSED_SOLVENT);
        assertThat(paused.rate()).isEqualTo(NONE);
        assertThat(paused.settledAt()).isEqualTo(pausedAt);
        assertThat(paused.settledDebt()).isEqualTo(RATE.streamed(Duration.between(opened.settledAt(), pausedAt)));
        assertThat(paused.due(pausedAt.plus(Duration.ofDays(1)))).isEqualTo(paused.settledDebt());
        assertThat(paused.flows(paused.readAt())).isFalse();
        assertThat(paused.withdrawn()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void restartedStreamOwesNothingForTheTimeOfItsPause() throws Exception {
        StreamRef stream = fixture.open("10");
        fixture.advance(MINUTE);
        pause(stream);
        StreamState paused = read(stream, Status.PAUSED_SOLVENT);
        fixture.advance(MINUTE);
        Instant restartedAt = restart(stream, LOWER);

        StreamState restarted = read(stream, Status.STREAMING_SOLVENT);
        assertThat(restarted.rate()).isEqualTo(LOWER);
        assertThat(restarted.settledAt()).isEqualTo(restartedAt);
        assertThat(settledScaled(restarted)).isEqualTo(settledScaled(paused));
        assertThat(restarted.due(restartedAt)).isEqualTo(paused.settledDebt());
    }

    @Test
    void streamWithALowerAndThenAHigherRateOwesTheSumOfWhatItPaidAtEach() throws Exception {
        StreamRef stream = fixture.open("10");
        List<Instant> changes = new ArrayList<>();
        changes.add(read(stream, Status.STREAMING_SOLVENT).settledAt());
        fixture.advance(MINUTE);
        changes.add(adjust(stream, LOWER));
        StreamState lower = read(stream, Status.STREAMING_SOLVENT);
        assertThat(lower.rate()).isEqualTo(LOWER);
        fixture.advance(MINUTE);
        changes.add(adjust(stream, HIGHER));

        StreamState higher = read(stream, Status.STREAMING_SOLVENT);
        assertThat(higher.rate()).isEqualTo(HIGHER);
        assertThat(higher.settledAt()).isEqualTo(changes.get(2));
        assertThat(settledScaled(higher))
                .isEqualTo(paid(RATE, changes.get(0), changes.get(1)).add(paid(LOWER, changes.get(1), changes.get(2))));
        assertThat(higher.balance()).isEqualTo(Usdc.parse("10"));
    }

    private static BigInteger paid(RatePerSecond rate, Instant from, Instant to) {
        return rate.ud21x18()
                .multiply(BigInteger.valueOf(Duration.between(from, to).toSeconds()));
    }

    @Test
    void withdrawalFromAPausedStreamLeavesNothingDueUntilItIsRestarted() throws Exception {
        StreamRef stream = fixture.open("10");
        fixture.advance(MINUTE);
        adjust(stream, HIGHER);
        fixture.advance(MINUTE);
        pause(stream);
        StreamState paused = read(stream, Status.PAUSED_SOLVENT);
        Usdc before = rail.balance(StreamFixture.PAYOUT).usdc();
        rail.withdraw(rail.quote(List.of(stream)));

        StreamState after = read(stream, paused.block(), Status.PAUSED_SOLVENT);
        assertThat(after.withdrawn()).isEqualTo(paused.settledDebt());
        assertThat(rail.balance(StreamFixture.PAYOUT).usdc().minus(before)).isEqualTo(after.withdrawn());
        assertThat(after.balance()).isEqualTo(Usdc.parse("10").minus(after.withdrawn()));
        assertThat(after.due(after.readAt())).isEqualTo(Usdc.ZERO);
        assertThat(after.settledDust())
                .as("what is below one base unit stays owed")
                .isEqualTo(paused.settledDust());

        restart(stream, RATE);
        assertThat(read(stream, paused.block(), Status.STREAMING_SOLVENT).withdrawn())
                .isEqualTo(paused.settledDebt());
    }

    @Test
    void streamThatIsPausedAfterItsMoneyRanOutIsDueNoMoreThanItHolds() throws Exception {
        StreamRef stream = fixture.open("0.02");
        fixture.advance(MINUTE.multipliedBy(2));
        assertThat(read(stream, Status.STREAMING_INSOLVENT).rate()).isEqualTo(RATE);
        pause(stream);

        StreamState paused = read(stream, Status.PAUSED_INSOLVENT);
        assertThat(paused.due(paused.readAt())).isEqualTo(Usdc.parse("0.02"));
        assertThat(paused.owed(paused.readAt())).isGreaterThan(Usdc.parse("0.06"));
    }
}
