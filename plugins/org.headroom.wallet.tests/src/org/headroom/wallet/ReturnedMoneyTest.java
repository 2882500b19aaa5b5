package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Money that was streamed beyond a receipt, on a real chain behind a node as slow as a public one. */
@Timeout(180)
class ReturnedMoneyTest {
    private static final Usdc DEPOSIT = Usdc.parse("10");
    private static final Duration BILLED = Duration.ofSeconds(60);
    private static final Usdc DUE = StreamFixture.RATE.streamed(BILLED);

    @TempDir
    static Path folder;

    private static StreamFixture fixture;

    private FlowPaymentRail rail;
    private StreamRef stream;
    private StreamState opened;

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
        stream = fixture.open(DEPOSIT.format(6));
        opened = rail.verify(stream, Optional.empty());
    }

    @AfterEach
    void close(TestInfo story) {
        rail.close();
        fixture.endStory(story);
    }

    private StreamState now() throws PaymentFailure {
        return rail.verify(stream, opened.block());
    }

    private Usdc held(EthAddress account) throws PaymentFailure {
        return rail.balance(account).usdc();
    }

    private StreamClaim receipt(Usdc most, boolean certain) {
        return StreamClaim.limited(stream, new StreamClaim.Limit(most, opened.sender(), certain));
    }

    @Test
    void oneTransactionEndsTheStreamPaysTheReceiptAndReturnsTheRest() throws Exception {
        fixture.advance(BILLED.multipliedBy(3));
        Usdc renterHad = held(opened.sender());
        Usdc providerHad = held(StreamFixture.PAYOUT);
        WithdrawQuote quote = rail.quoteClaims(List.of(receipt(DUE, true)));
        assertThat(quote.amount()).isEqualTo(DUE);
        assertThat(quote.returned()).isGreaterThanOrEqualTo(new Usdc(2 * DUE.baseUnits() - 1));
        assertThat(quote.returning()).isEqualTo(1);
        assertThat(quote.ending()).isEqualTo(1);
        // What streams until a block has it goes back, too.
        fixture.advance(Duration.ofSeconds(30));
        List<Withdrawal> done = rail.withdraw(quote);

        StreamState after = now();
        assertThat(after.voided()).isTrue();
        assertThat(after.owed(after.readAt().plus(Duration.ofDays(1)))).isEqualTo(Usdc.ZERO);
        assertThat(held(StreamFixture.PAYOUT).minus(providerHad)).isEqualTo(DUE);
        Usdc returned = held(opened.sender()).minus(renterHad);
        assertThat(returned).isGreaterThan(quote.returned());
        assertThat(done).singleElement().satisfies(w -> {
            assertThat(w.amount()).isEqualTo(DUE);
            assertThat(w.returned()).isEqualTo(returned);
        });
        assertThat(after.withdrawn()).isEqualTo(DUE.plus(returned));
        assertThat(after.balance())
                .as("what is left is the renter's to take back")
                .isEqualTo(DEPOSIT.minus(after.withdrawn()));
        assertThat(rail.resume()).isEqualTo(done);
        WithdrawalScan scan = rail.withdrawals(stream, opened.block().orElseThrow());
        assertThat(scan.found()).as("the logs tell the same").isEqualTo(done);
    }

    @Test
    void aRestThatIsTooSmallToBeReturnedComesWithTheWithdrawalAndTheStreamIsNotEnded() throws Exception {
        Usdc rest = StreamPayout.LEAST_RETURNED.minus(new Usdc(1));
        stream = fixture.open(DUE.plus(rest).format(6));
        opened = rail.verify(stream, Optional.empty());
        fixture.advance(BILLED.plusSeconds(4));
        WithdrawQuote quote = rail.quoteClaims(List.of(receipt(DUE, true)));
        assertThat(quote.returning()).isZero();
        assertThat(quote.ending()).isZero();
        fixture.advance(StreamPayout.UNTIL_BLOCK);
        List<Withdrawal> done = rail.withdraw(quote);
        assertThat(done.getFirst().returned()).isEqualTo(Usdc.ZERO);
        assertThat(done.getFirst().amount()).isBetween(quote.amount(), DUE.plus(rest));
        assertThat(now().voided()).isFalse();
    }

    @Test
    void aSmallRestThatGrowsUntilTheBlockIsReturned() throws Exception {
        fixture.advance(BILLED.plusSeconds(4));
        WithdrawQuote quote = rail.quoteClaims(List.of(receipt(DUE, true)));
        assertThat(quote.returned()).isBetween(new Usdc(1), StreamPayout.LEAST_RETURNED);
        assertThat(quote.ending()).isEqualTo(1);
        fixture.advance(Duration.ofSeconds(20));
        List<Withdrawal> done = rail.withdraw(quote);
        assertThat(done.getFirst().amount()).isEqualTo(DUE);
        assertThat(done.getFirst().returned()).isGreaterThanOrEqualTo(StreamPayout.LEAST_RETURNED);
        assertThat(now().voided()).isTrue();
    }

    @Test
    void aStreamForWhichNothingIsAskedIsEndedAndGoesBackWholeInOneTransaction() throws Exception {
        fixture.advance(BILLED.multipliedBy(3));
        Usdc renterHad = held(opened.sender());
        Usdc providerHad = held(StreamFixture.PAYOUT);
        WithdrawQuote quote = rail.quoteClaims(List.of(receipt(Usdc.ZERO, true)));
        assertThat(quote.amount()).isEqualTo(Usdc.ZERO);
        assertThat(quote.ending()).isEqualTo(1);
        List<Withdrawal> done = rail.withdraw(quote);

        Usdc returned = held(opened.sender()).minus(renterHad);
        assertThat(returned).isGreaterThanOrEqualTo(quote.returned()).isGreaterThan(StreamPayout.LEAST_RETURNED);
        assertThat(held(StreamFixture.PAYOUT)).isEqualTo(providerHad);
        assertThat(done).singleElement().satisfies(w -> {
            assertThat(w.amount()).isEqualTo(Usdc.ZERO);
            assertThat(w.returned()).isEqualTo(returned);
        });
        assertThat(now().voided()).isTrue();
        assertThat(now().due(now().readAt().plus(Duration.ofDays(1)))).isEqualTo(Usdc.ZERO);
        assertThat(rail.resume()).isEqualTo(done);
        assertThat(rail.withdrawals(stream, opened.block().orElseThrow()).found())
                .as("the logs tell the same")
                .isEqualTo(done);
    }

    @Test
    void anEndedStreamReturnsTheRestWithoutBeingEndedAgain() throws Exception {
        fixture.advance(BILLED.multipliedBy(2));
        rail.end(stream);
        Usdc owed = now().due(now().readAt());
        List<Withdrawal> done = rail.withdraw(rail.quoteClaims(List.of(receipt(DUE, true))));
        assertThat(done.getFirst().amount()).isEqualTo(DUE);
        assertThat(done.getFirst().returned()).isEqualTo(owed.minus(DUE));
    }

    @Test
    void aPaidReceiptIsFollowedByAReturnAlone() throws Exception {
        fixture.advance(BILLED.multipliedBy(2));
        List<Withdrawal> first = rail.withdraw(rail.quoteClaims(List.of(receipt(DUE, false))));
        assertThat(first.getFirst().amount())
                .as("while money may vanish, no more than the receipt")
                .isEqualTo(DUE);
        assertThat(first.getFirst().returned()).isEqualTo(Usdc.ZERO);
        assertThat(now().voided()).isFalse();
        List<Withdrawal> second = rail.withdraw(rail.quoteClaims(List.of(receipt(Usdc.ZERO, true))));
        assertThat(second.getFirst().amount()).isEqualTo(Usdc.ZERO);
        assertThat(second.getFirst().returned()).isGreaterThanOrEqualTo(new Usdc(DUE.baseUnits() - 1));
        assertThat(now().due(now().readAt())).isEqualTo(Usdc.ZERO);
        assertThat(rail.withdrawals(stream, opened.block().orElseThrow()).found())
                .containsExactly(first.getFirst(), second.getFirst());
    }

    @Test
    void aRunningLeaseBesideAReceiptedOneIsPaidInFullInTheSameTransaction() throws Exception {
        StreamRef running = fixture.open("10");
        fixture.advance(BILLED.multipliedBy(3));
        WithdrawQuote quote = rail.quoteClaims(List.of(StreamClaim.unlimited(running), receipt(DUE, true)));
        assertThat(quote.payouts()).hasSize(2);
        List<Withdrawal> done = rail.withdraw(quote);
        assertThat(done)
                .extracting(Withdrawal::transaction)
                .containsOnly(done.getFirst().transaction());
        Withdrawal all = done.stream()
                .filter(w -> w.stream().equals(running))
                .findFirst()
                .orElseThrow();
        assertThat(all.returned()).isEqualTo(Usdc.ZERO);
        assertThat(all.amount()).isGreaterThan(new Usdc(2 * DUE.baseUnits()));
        StreamState after = rail.verify(running, opened.block());
        assertThat(after.voided()).isFalse();
        assertThat(after.withdrawn()).isEqualTo(all.amount());
    }
}
