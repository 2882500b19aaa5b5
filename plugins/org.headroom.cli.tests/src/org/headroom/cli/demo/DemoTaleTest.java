package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.bench.MadeUpStates;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.renter.Closing;
import org.junit.jupiter.api.Test;

class DemoTaleTest {
    private static final EthAddress ADDRESS = new EthAddress("0x" + "1".repeat(40));
    private static final Closing NO_BID =
            new Closing(Closing.Ending.NO_BID, "No bid came in. Offer more per hour, or ask for less.");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DemoTale tale = new DemoTale(new PrintStream(out, true, StandardCharsets.UTF_8), Optional.empty());

    @Test
    void orderWithoutABidIsExplainedByAnotherRentersJob() {
        tale.gpuIsTaken(() -> true);
        assertThat(tale.words(NO_BID))
                .contains("another renter's job has the GPU")
                .doesNotContain("Offer more");
    }

    @Test
    void orderWithoutABidIsExplainedAsUsualWhileTheGpuIsFree() {
        assertThat(tale.words(NO_BID)).isEqualTo(NO_BID.words());
    }

    @Test
    void orderWithoutABidIsGivenNoAdviceOnItsPriceWhereTheRigIsInTheWindow() {
        tale.rigIsInWindow();
        assertThat(tale.words(NO_BID, false)).contains("Decisions view").doesNotContain("Offer more");
        assertThat(tale.words(NO_BID, true)).as("its bids were not good").isEqualTo(NO_BID.words());
    }

    @Test
    void otherEndsAreExplainedAsUsualWhileTheGpuIsTaken() {
        tale.gpuIsTaken(() -> true);
        Closing refused = new Closing(Closing.Ending.REFUSED, "The provider did not take the job.");
        assertThat(tale.words(refused)).isEqualTo(refused.words());
    }

    @Test
    void paymentThatIsNotFinalIsSaidToBeSoWhereTheChainReplacesBlocks() {
        List<LeaseEvent> events = MadeUpStates.events(1, Instant.parse("2026-05-01T10:00:00Z"));
        LeaseState.Paid sure = OwnLease.paid(events).orElseThrow();
        LeaseState.Paid open = OwnLease.paid(events.stream()
                        .filter(e -> !(e instanceof LeaseEvent.WithdrawalFinal))
                        .toList())
                .orElseThrow();
        assertThat(DemoTale.paid(open, true)).startsWith("rig      is paid, not final: received ");
        assertThat(DemoTale.paid(sure, true)).startsWith("rig      is paid: received ");
        assertThat(DemoTale.paid(open, false)).startsWith("rig      is paid: received ");
    }

    @Test
    void withdrawalOfOneStreamNamesNoStreams() {
        assertThat(DemoTale.withdrawal(quote("0.000933", "0")))
                .startsWith("wallet   withdraws 0.000933 USDC to 0x1111")
                .doesNotContain("stream");
    }

    @Test
    void withdrawalOfSeveralStreamsSaysThatItIsAllThatIsDue() {
        assertThat(DemoTale.withdrawal(quote("0.000933", "0.01", "0", "0.005865")))
                .startsWith("wallet   withdraws 0.016798 USDC, all that is due in 3 streams, to 0x1111");
    }

    private static WithdrawQuote quote(String... due) {
        List<StreamPayout> payouts = java.util.stream.IntStream.range(0, due.length)
                .mapToObj(i -> StreamPayout.all(
                        new StreamRef(31_337, ADDRESS, ADDRESS, BigInteger.valueOf(i + 1)), Usdc.parse(due[i])))
                .toList();
        Wei none = new Wei(BigInteger.ZERO);
        return new WithdrawQuote(
                payouts, ADDRESS, 100_000, none, none, none, none, Instant.parse("2026-05-01T10:00:00Z"));
    }
}
