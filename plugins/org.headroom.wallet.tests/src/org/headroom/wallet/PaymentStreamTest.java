package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeStory;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.headroom.wallet.RenterPayments.OpenedStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** On a real EVM node with the real Sablier Flow contract. */
class PaymentStreamTest {
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("1.99"));
    private static final EthAddress PAYOUT = new EthAddress("0x" + "7a".repeat(20));

    @TempDir
    static Path folder;

    private static LocalChain chain;
    private static ChainNode chainNode;
    private static ChainSettings settings;
    private static KeySigner renterKey;
    private static KeySigner providerKey;
    private static RenterPayments renter;
    private static FlowPaymentRail rail;
    private static Chain node;
    private static FlowReader reader;

    private NodeStory story;

    @BeforeAll
    static void startChain() throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), ChainParts.fetch());
        chainNode = ChainNode.open(chain);
        settings = chainNode.settings();
        renterKey = key("renter");
        providerKey = key("provider");
        chain.fund(renterKey.address(), Usdc.parse("1000"), LocalChain.PLENTY_OF_COIN);
        chain.fund(providerKey.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
        renter = new RenterPayments(settings, renterKey);
        rail = new FlowPaymentRail(settings, providerKey, PAYOUT, Clock.systemUTC());
        ChainSettings checker = chainNode.checker();
        node = new Chain(new JsonRpc(checker.rpc()));
        reader = new FlowReader(checker, node);
    }

    @AfterAll
    static void endChain() {
        if (rail != null) rail.close();
        if (renter != null) renter.close();
        if (node != null) node.close();
        if (chainNode != null) chainNode.close();
        if (chain != null) chain.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        story = NodeStory.of(
                        test.getTestClass().orElseThrow(), test.getTestMethod().orElseThrow(), test.getDisplayName())
                .asks(chainNode);
    }

    @AfterEach
    void endStory() {
        story.end(System.out);
    }

    @Test
    void aFreshStreamReadsAsTheRenterOpenedIt() throws Exception {
        OpenedStream opened = renter.open(rail.terms(), RATE, Usdc.parse("10"));
        StreamState state = rail.verify(opened.stream(), Optional.empty());
        assertThat(state.ref()).isEqualTo(opened.stream());
        assertThat(state.sender()).isEqualTo(renterKey.address());
        assertThat(state.recipient()).isEqualTo(providerKey.address());
        assertThat(state.rate()).isEqualTo(RATE);
        assertThat(state.balance()).isEqualTo(Usdc.parse("10"));
        assertThat(state.settledDebt()).isEqualTo(Usdc.ZERO);
        assertThat(state.settledAt()).isEqualTo(opened.at());
        assertThat(state.withdrawn()).isEqualTo(Usdc.ZERO);
        assertThat(state.voided()).isFalse();
        assertThat(opened.gasUsed()).isBetween(150_000L, 400_000L);
    }

    @Test
    void arithmeticPredictsTheChainToTheBaseUnit() throws Exception {
        StreamRef stream = open("2").stream();
        for (int seconds : List.of(1, 7, 59, 600, 1, 1234, 13, 3600)) {
            StreamState before = rail.verify(stream, Optional.empty());
            chain.advance(Duration.ofSeconds(seconds));
            Chain.Block later = node.latest();
            assertThat(later.time()).isAfterOrEqualTo(before.readAt().plusSeconds(seconds));
            assertThat(before.due(later.time())).isEqualTo(reader.withdrawable(stream.id(), later));
            // A withdrawal leaves a fraction of a base unit owed; the next prediction must carry it.
            if (seconds != 3600) rail.withdraw(rail.quote(List.of(stream)));
        }
        assertThat(rail.verify(stream, Optional.empty()).due(node.latest().time()))
                .isLessThanOrEqualTo(Usdc.parse("2"));
    }

    @Test
    void paysTheQuotedAmountToThePayoutAddress() throws Exception {
        StreamRef stream = open("5").stream();
        chain.advance(Duration.ofMinutes(10));
        Usdc before = rail.balance(PAYOUT).usdc();
        WithdrawQuote quote = rail.quote(List.of(stream));
        assertThat(quote.to()).isEqualTo(PAYOUT);
        assertThat(quote.amount()).isGreaterThanOrEqualTo(RATE.streamed(Duration.ofMinutes(10)));
        assertThat(quote.affordable()).isTrue();
        List<Withdrawal> done = rail.withdraw(quote);
        assertThat(done).hasSize(1);
        Withdrawal w = done.getFirst();
        assertThat(w.stream()).isEqualTo(stream);
        assertThat(w.amount()).isGreaterThanOrEqualTo(quote.amount());
        assertThat(w.gasUsed()).isLessThanOrEqualTo(quote.gas());
        assertThat(w.feePaid().amount())
                .isPositive()
                .isLessThanOrEqualTo(quote.fee().amount());
        assertThat(rail.balance(PAYOUT).usdc().minus(before)).isEqualTo(w.amount());
        assertThat(rail.verify(stream, Optional.of(0L)).withdrawn()).isEqualTo(w.amount());
    }

    @Test
    void withdrawsSeveralStreamsInOneTransactionAndSharesItsCost() throws Exception {
        List<StreamRef> streams = List.of(open("1").stream(), open("1").stream(), open("1").stream());
        chain.advance(Duration.ofMinutes(5));
        Wei coinBefore = node.balance(providerKey.address());
        List<Withdrawal> done = rail.withdraw(rail.quote(streams));
        Wei coinAfter = node.balance(providerKey.address());
        assertThat(done).extracting(Withdrawal::stream).containsExactlyElementsOf(streams);
        assertThat(done)
                .extracting(Withdrawal::transaction)
                .containsOnly(done.getFirst().transaction());
        BigInteger paid = done.stream().map(w -> w.feePaid().amount()).reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(coinBefore.amount().subtract(coinAfter.amount())).isEqualTo(paid);
        for (int i = 0; i < streams.size(); i++) {
            long from = chainNode.settings().firstBlock();
            WithdrawalScan scan = rail.withdrawals(streams.get(i), from);
            // A node that failed once is asked again, as the rig does.
            for (int again = 0; scan.outcome() != WithdrawalScan.Outcome.COMPLETE && again < 5; again++)
                scan = rail.withdrawals(streams.get(i), from);
            assertThat(scan.outcome()).isEqualTo(WithdrawalScan.Outcome.COMPLETE);
            assertThat(scan.found()).containsExactly(done.get(i));
        }
    }

    @Test
    void quoteLeavesOutAStreamThatIsNotThereAnyMore() throws Exception {
        StreamRef stream = open("1").stream();
        StreamRef none =
                new StreamRef(stream.chainId(), stream.contract(), stream.token(), new BigInteger("987654321"));
        chain.advance(Duration.ofMinutes(1));
        assertThat(rail.quote(List.of(none, stream)).streams()).containsExactly(stream);
    }

    @Test
    void findsWithdrawalsThatItForgot() throws Exception {
        StreamRef stream = open("3").stream();
        chain.advance(Duration.ofMinutes(2));
        Withdrawal first = rail.withdraw(rail.quote(List.of(stream))).getFirst();
        chain.advance(Duration.ofMinutes(2));
        Withdrawal second = rail.withdraw(rail.quote(List.of(stream))).getFirst();
        try (FlowPaymentRail restarted = new FlowPaymentRail(settings, providerKey, PAYOUT, Clock.systemUTC())) {
            assertThat(restarted.withdrawals(stream, 0).found()).containsExactly(first, second);
            assertThat(restarted.verify(stream, Optional.of(0L)).withdrawn())
                    .isEqualTo(first.amount().plus(second.amount()));
        }
    }

    @Test
    void paysTheContractsFee() throws Exception {
        StreamRef a = open("1").stream();
        StreamRef b = open("1").stream();
        chain.advance(Duration.ofMinutes(3));
        chain.chargeForWithdrawals(50);
        try {
            WithdrawQuote quote = rail.quote(List.of(a, b));
            assertThat(quote.protocolFee().amount()).isEqualTo(new BigInteger("166666666666666"));
            List<Withdrawal> done = rail.withdraw(quote);
            assertThat(done).hasSize(2);
            BigInteger paid = done.stream().map(w -> w.feePaid().amount()).reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(paid).isGreaterThan(quote.protocolFee().amount());
        } finally {
            chain.chargeForWithdrawals(0);
        }
    }

    @Test
    void aFeeThatRoseAfterTheQuoteIsNotPaidUnseen() throws Exception {
        StreamRef stream = open("1").stream();
        chain.advance(Duration.ofMinutes(3));
        WithdrawQuote quote = rail.quote(List.of(stream));
        chain.chargeForWithdrawals(100);
        try {
            assertThatExceptionOfType(PaymentFailure.class)
                    .isThrownBy(() -> rail.withdraw(quote))
                    .withMessageContaining("ask for a new quote");
        } finally {
            chain.chargeForWithdrawals(0);
        }
        assertThat(rail.withdraw(quote)).hasSize(1);
    }

    @Test
    void saysThatNothingIsDue() throws Exception {
        StreamRef stream = open("1").stream();
        chain.advance(Duration.ofMinutes(1));
        renter.voidStream(stream);
        rail.withdraw(rail.quote(List.of(stream)));
        assertThat(kindOf(() -> rail.quote(List.of(stream)))).isEqualTo(Kind.NOTHING_DUE);
        assertThat(kindOf(() -> rail.quote(List.of()))).isEqualTo(Kind.NOTHING_DUE);
    }

    @Test
    void aVoidedStreamKeepsWhatWasEarnedAndRefundsTheRest() throws Exception {
        StreamRef stream = open("10").stream();
        chain.advance(Duration.ofHours(1));
        renter.voidStream(stream);
        StreamState state = rail.verify(stream, Optional.empty());
        assertThat(state.voided()).isTrue();
        assertThat(state.runway(state.readAt())).isEqualTo(Duration.ZERO);
        Usdc earned = state.due(state.readAt());
        assertThat(earned).isBetween(Usdc.parse("1.99"), Usdc.parse("2.01"));
        assertThat(state.due(state.readAt().plusSeconds(86_400))).isEqualTo(earned);
        assertThat(renter.refundMax(stream)).isEqualTo(Usdc.parse("10").minus(earned));
        assertThat(rail.withdraw(rail.quote(List.of(stream))).getFirst().amount())
                .isEqualTo(earned);
    }

    @Test
    void aRenterWhoTakesTheMoneyBackLeavesNoRunway() throws Exception {
        StreamRef stream = open("10").stream();
        chain.advance(Duration.ofMinutes(1));
        StreamState before = rail.verify(stream, Optional.empty());
        assertThat(before.runway(before.readAt())).isGreaterThan(Duration.ofHours(4));
        renter.refundMax(stream);
        StreamState after = rail.verify(stream, Optional.empty());
        assertThat(after.voided()).isFalse();
        assertThat(after.rate()).isEqualTo(RATE);
        assertThat(after.runway(after.readAt())).isLessThanOrEqualTo(Duration.ofSeconds(2));
        chain.advance(Duration.ofMinutes(10));
        Chain.Block later = node.latest();
        assertThat(after.due(later.time())).isEqualTo(reader.withdrawable(stream.id(), later));
        assertThat(after.owed(later.time())).isGreaterThan(after.due(later.time()));
        assertThat(kindOf(() -> renter.refundMax(stream))).isEqualTo(Kind.NOTHING_DUE);
    }

    @Test
    void toppingUpLengthensTheRunway() throws Exception {
        StreamRef stream = open("1").stream();
        renter.topUp(stream, Usdc.parse("4"));
        StreamState state = rail.verify(stream, Optional.empty());
        assertThat(state.balance()).isEqualTo(Usdc.parse("5"));
        assertThat(state.runway(state.readAt())).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void aStreamToSomebodyElseCanBeToldApartAndIsNotWithdrawn() throws Exception {
        EthAddress other = new EthAddress("0x" + "99".repeat(20));
        PaymentTerms t = rail.terms();
        StreamRef stream =
                renter
                        .open(new PaymentTerms(t.chainId(), t.contract(), t.token(), other), RATE, Usdc.parse("1"))
                        .stream();
        chain.advance(Duration.ofMinutes(1));
        assertThat(rail.verify(stream, Optional.empty()).recipient()).isEqualTo(other);
        assertThat(kindOf(() -> rail.quote(List.of(stream)))).isEqualTo(Kind.NO_SUCH_STREAM);
    }

    @Test
    void aStreamInAnotherTokenCanBeToldApartAndIsNotWithdrawn() throws Exception {
        EthAddress fake = chain.deployOtherToken(renterKey.address(), Usdc.parse("100"));
        ChainSettings crook =
                new ChainSettings(settings.rpc(), settings.chainId(), settings.name(), settings.flow(), fake);
        StreamRef stream;
        try (RenterPayments payments = new RenterPayments(crook, renterKey)) {
            PaymentTerms t = rail.terms();
            stream =
                    payments
                            .open(
                                    new PaymentTerms(t.chainId(), t.contract(), fake, t.recipient()),
                                    RATE,
                                    Usdc.parse("5"))
                            .stream();
        }
        chain.advance(Duration.ofMinutes(1));
        StreamRef claimed = new StreamRef(stream.chainId(), stream.contract(), settings.token(), stream.id());
        StreamState state = rail.verify(claimed, Optional.empty());
        assertThat(state.ref()).isNotEqualTo(claimed);
        assertThat(state.ref().token()).isEqualTo(fake);
        assertThat(kindOf(() -> rail.quote(List.of(claimed)))).isEqualTo(Kind.NO_SUCH_STREAM);
    }

    @Test
    void saysThatThereIsNoSuchStream() throws Exception {
        StreamRef none =
                new StreamRef(settings.chainId(), settings.flow(), settings.token(), BigInteger.valueOf(99_999));
        assertThat(kindOf(() -> rail.verify(none, Optional.empty()))).isEqualTo(Kind.NO_SUCH_STREAM);
        StreamRef elsewhere = new StreamRef(8453, settings.flow(), settings.token(), BigInteger.ONE);
        assertThat(kindOf(() -> rail.verify(elsewhere, Optional.empty()))).isEqualTo(Kind.WRONG_CHAIN);
        StreamRef foreign = new StreamRef(settings.chainId(), PAYOUT, settings.token(), BigInteger.ONE);
        assertThat(kindOf(() -> rail.verify(foreign, Optional.empty()))).isEqualTo(Kind.NO_SUCH_STREAM);
    }

    @Test
    void aWalletWithoutCoinIsShownTheFeeAndSignsNothing() throws Exception {
        KeySigner poor = key("poor");
        StreamRef stream = renter
                .open(
                        new PaymentTerms(settings.chainId(), settings.flow(), settings.token(), poor.address()),
                        RATE,
                        Usdc.parse("1"))
                .stream();
        chain.advance(Duration.ofMinutes(1));
        chain.chargeForWithdrawals(10);
        try (FlowPaymentRail poorRail = new FlowPaymentRail(settings, poor, Clock.systemUTC())) {
            WithdrawQuote quote = poorRail.quote(List.of(stream));
            assertThat(quote.affordable()).isFalse();
            assertThat(quote.amount()).isGreaterThan(Usdc.ZERO);
            assertThat(kindOf(() -> poorRail.withdraw(quote))).isEqualTo(Kind.NOT_AFFORDABLE);
            assertThat(poorRail.verify(stream, Optional.of(0L)).withdrawn()).isEqualTo(Usdc.ZERO);
        } finally {
            chain.chargeForWithdrawals(0);
        }
    }

    @Test
    void aRenterWithoutEnoughUsdcOpensNothing() {
        assertThat(kindOf(() -> renter.open(rail.terms(), RATE, Usdc.parse("5000"))))
                .isEqualTo(Kind.NOT_AFFORDABLE);
        assertThat(kindOf(() -> renter.open(rail.terms(), RATE, Usdc.ZERO))).isEqualTo(Kind.REVERTED);
    }

    @Test
    void aStrangerCannotStopAStream() throws Exception {
        StreamRef stream = open("1").stream();
        KeySigner stranger = key("stranger");
        chain.fund(stranger.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
        try (RenterPayments payments = new RenterPayments(settings, stranger)) {
            assertThatExceptionOfType(PaymentFailure.class)
                    .isThrownBy(() -> payments.voidStream(stream))
                    .withMessageContaining("neither the stream's renter nor its provider");
        }
    }

    @Test
    void theStatusNamesTheChainAndItsBlock() {
        for (int i = 0; i < 3; i++) {
            ChainStatus status = rail.status();
            assertThat(status.up()).isTrue();
            assertThat(status.chainId()).isEqualTo(31_337);
            assertThat(status.block()).isPositive();
        }
    }

    private static OpenedStream open(String deposit) throws PaymentFailure {
        return renter.open(rail.terms(), RATE, Usdc.parse(deposit));
    }

    private static KeySigner key(String name) throws KeystoreFailure {
        return Keystore.create(folder.resolve(name), "play".toCharArray(), Keystore.Strength.LIGHT);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static Kind kindOf(Call call) {
        try {
            call.run();
        } catch (PaymentFailure e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception").doesNotContain("\n");
            return e.kind();
        } catch (Exception e) {
            throw new AssertionError("not a payment failure", e);
        }
        throw new AssertionError("it went through at " + Instant.now());
    }
}
