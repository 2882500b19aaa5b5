package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.NodeStory;
import org.headroom.localchain.PublicNode;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.wallet.FinalityRule;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The renter's payments on a real chain with the real contract. */
class RealChainTest {
    private static final Usdc PURSE = Usdc.parse("100");

    @TempDir
    static Path folder;

    private static LocalChain chain;
    private static ChainNode node;
    private static KeySigner signer;

    private NodeStory story;

    @BeforeAll
    static void start() throws Exception {
        chain = LocalChain.resumeOrStart(folder.resolve("chain"), parts());
        node = ChainNode.open(chain);
        signer = Keystore.create(folder.resolve("key.json"), "play money".toCharArray(), Keystore.Strength.LIGHT);
        chain.fund(signer.address(), PURSE, LocalChain.PLENTY_OF_COIN);
    }

    @AfterAll
    static void end() {
        if (node != null) node.close();
        if (chain != null) chain.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        story = NodeStory.of(getClass(), test.getTestMethod().orElseThrow(), test.getDisplayName())
                .asks(node);
    }

    @AfterEach
    void endStory() {
        story.end(System.out);
    }

    private static Path parts() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve(".mvn"))) root = root.getParent();
        assumeTrue(root != null, "not inside the repository");
        Process script = new ProcessBuilder(root.resolve("releng/fetch-chain").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean fetched = script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0;
        assumeTrue(fetched, "the local chain's parts cannot be fetched here");
        return Path.of(printed);
    }

    @Test
    void findsJustTheStreamsThatItOpenedAndGetsTheirMoneyBack() throws Exception {
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.72"));
        try (FlowFunding funding = new FlowFunding(node.settings(), signer)) {
            long head = funding.head();
            Usdc before = funding.balance().usdc();
            OpenedStream opened = funding.open(FakeChain.PROVIDER, rate, Usdc.parse("1"), () -> true);

            assertThat(funding.opened(FakeChain.PROVIDER, rate, head)).containsExactly(opened);
            assertThat(funding.opened(FakeChain.PROVIDER, rate, funding.head())).isEmpty();
            assertThat(funding.opened(FakeChain.address('e'), rate, head)).isEmpty();
            assertThat(funding.opened(FakeChain.PROVIDER, RatePerSecond.ofHourly(Usdc.parse("0.73")), head))
                    .isEmpty();

            funding.end(opened.ref());
            Usdc back = funding.refund(opened.ref());
            StreamState state = funding.read(opened.ref());
            assertThat(state.voided()).isTrue();
            assertThat(back.plus(state.balance())).isEqualTo(Usdc.parse("1"));
            assertThat(funding.balance().usdc()).isEqualTo(before.minus(state.balance()));
        }
    }

    @Test
    void noStreamIsOpenedThatIsNotWantedAnyMoreWhenTheApprovalIsInABlock() throws Exception {
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.71"));
        try (FlowFunding funding = new FlowFunding(node.settings(), signer)) {
            long head = funding.head();
            Usdc before = funding.balance().usdc();
            assertThatThrownBy(() -> funding.open(FakeChain.PROVIDER, rate, Usdc.parse("2"), () -> {
                        assertThat(headOf(funding))
                                .as("the approval has a block")
                                .isGreaterThan(head);
                        return false;
                    }))
                    .isInstanceOfSatisfying(
                            PaymentFailure.class, e -> assertThat(e.kind()).isEqualTo(PaymentFailure.Kind.NOT_WANTED));
            assertThat(funding.opened(FakeChain.PROVIDER, rate, head)).isEmpty();
            assertThat(funding.balance().usdc()).isEqualTo(before);
        }
    }

    private static long headOf(FlowFunding funding) {
        try {
            return funding.head();
        } catch (PaymentFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void balanceIsThatOfTheWalletAndNotKnownWhereTheTokenIsNoContract() throws Exception {
        try (FlowFunding funding = new FlowFunding(node.settings(), signer);
                ChainQuery query = new ChainQuery(node.settings().rpc())) {
            assertThat(query.balance(node.settings().token(), signer.address())).isEqualTo(funding.balance());
            assertThatThrownBy(() -> query.balance(FakeChain.address('e'), signer.address()))
                    .isInstanceOf(PaymentFailure.class)
                    .hasMessageContaining("127.0.0.1:" + node.settings().rpc().getPort());
        }
    }

    @Test
    @WithoutMishaps(value = "nothing listens at the address that it asks", mayAskNothing = true)
    void nodeThatDoesNotAnswerIsNamedByHostAndPortAndNoMore() {
        try (ChainQuery query = new ChainQuery(URI.create("http://me:S3CRET@127.0.0.1:1/v2/S3CRET?key=S3CRET"))) {
            assertThatThrownBy(query::chainId)
                    .isInstanceOf(PaymentFailure.class)
                    .hasMessageContaining("The chain's node 127.0.0.1:1 cannot be reached")
                    .hasMessageNotContaining("S3CRET");
        }
    }

    private ChainNode opened(UnaryOperator<NodeBehaviour> change) throws IOException {
        ChainNode other = ChainNode.open(chain, change);
        story.opened(other);
        return other;
    }

    /** The same chain through a node that has no logs but those of its newest block. */
    private ChainNode withoutLogs() throws Exception {
        return opened(b -> b.withLogDepth(0L));
    }

    @Test
    void streamIsFoundWhenTheNodeSearchesOnlyTwoBlocksAtOnce() throws Exception {
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.74"));
        try (ChainNode narrow = opened(b -> b.withLogSpan(2));
                FlowFunding funding = new FlowFunding(narrow.settings(), signer)) {
            long head = funding.head();
            OpenedStream opened = funding.open(FakeChain.PROVIDER, rate, Usdc.parse("1"), () -> true);
            chain.advance(Duration.ofSeconds(1));
            chain.advance(Duration.ofSeconds(1));

            assertThat(funding.opened(FakeChain.PROVIDER, rate, head)).containsExactly(opened);
        }
    }

    @Test
    void streamIsFoundWhenTheNodeHasNoLogsOfItAnyMore() throws Exception {
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.75"));
        try (ChainNode pruned = withoutLogs();
                FlowFunding funding = new FlowFunding(pruned.settings(), signer)) {
            long head = funding.head();
            OpenedStream opened = funding.open(FakeChain.PROVIDER, rate, Usdc.parse("1"), () -> true);
            chain.advance(Duration.ofSeconds(1));
            chain.advance(Duration.ofSeconds(1));

            assertThat(funding.opened(FakeChain.PROVIDER, rate, head))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.ref()).isEqualTo(opened.ref());
                        assertThat(found.deposit()).isEqualTo(opened.deposit());
                        assertThat(found.at()).isEqualTo(opened.at());
                    });
            assertThat(funding.opened(FakeChain.address('e'), rate, head)).isEmpty();
        }
    }

    @Test
    void moneyComesBackWhenTheNodeHasNoLogsOfTheStreamAnyMore() throws Exception {
        Clock clock = Clock.systemUTC();
        FakeMarket market = new FakeMarket(clock);
        try (ChainNode pruned = withoutLogs();
                FlowFunding funding = new FlowFunding(pruned.settings(), signer)) {
            Usdc before = funding.balance().usdc();
            FakeProvider provider = new FakeProvider(market, ref -> state(funding, ref), funding.rail(), clock);
            try (Renter renter = new Renter(
                    market.renterLink(KillSwitch.never()),
                    funding,
                    signer,
                    folder.resolve("pruned"),
                    clock,
                    RentalListener.NONE,
                    Scene.QUICK)) {
                renter.resumeAll();
                Rental rental = renter.place(Scene.request());
                await().atMost(Scene.SOON).until(() -> !rental.record().open());

                RentalRecord record = rental.record();
                assertThat(provider.accepted).hasSize(1);
                assertThat(record.closing().orElseThrow().ending()).isEqualTo(Closing.Ending.RECEIPTED);
                assertThat(funding.balance().usdc())
                        .isEqualTo(before.minus(record.settled().orElseThrow().spent()));
            }
        }
    }

    @Test
    void seesALeaseThroughThoughTheAnswerToItsPaymentWasLost() throws Exception {
        Clock clock = Clock.systemUTC();
        FakeMarket market = new FakeMarket(clock);
        RenterPolicy policy = Scene.QUICK;
        try (FlowFunding funding = new FlowFunding(node.settings(), signer)) {
            Usdc before = funding.balance().usdc();
            long head = funding.head();
            FakeProvider provider = new FakeProvider(market, ref -> read(funding, ref), funding.rail(), clock);
            try (Renter renter = new Renter(
                    market.renterLink(KillSwitch.never()),
                    losingTheFirstAnswer(funding),
                    signer,
                    folder.resolve("home"),
                    clock,
                    RentalListener.NONE,
                    policy)) {
                renter.resumeAll();
                Rental rental = renter.place(Scene.request());
                await().atMost(Scene.SOON).until(() -> !rental.record().open());

                RentalRecord record = rental.record();
                assertThat(record.closing().orElseThrow().ending()).isEqualTo(Closing.Ending.RECEIPTED);
                assertThat(provider.accepted).hasSize(1);
                RatePerSecond rate = RatePerSecond.ofHourly(provider.price);
                assertThat(funding.opened(FakeChain.PROVIDER, rate, head)).hasSize(1);
                assertThat(funding.balance().usdc())
                        .isEqualTo(before.minus(record.settled().orElseThrow().spent()));
            }
        }
    }

    @Test
    void streamOfARunningJobThatAReorganisationTakesOutIsOpenedByTheSameTransactionAgain() throws Exception {
        PublicNode replacing = node.publicNode().orElse(null);
        assumeTrue(replacing != null, "the chain itself is asked");
        Clock clock = Clock.systemUTC();
        FakeMarket market = new FakeMarket(clock);
        try (FlowFunding funding = new FlowFunding(node.settings(), signer)) {
            Usdc before = funding.balance().usdc();
            FakeProvider provider = new FakeProvider(market, ref -> state(funding, ref), funding.rail(), clock);
            provider.manner = FakeProvider.Manner.RUNS_ON;
            try (Renter renter = new Renter(
                    market.renterLink(KillSwitch.never()),
                    funding,
                    signer,
                    folder.resolve("replaced"),
                    clock,
                    RentalListener.NONE,
                    asksOften())) {
                renter.resumeAll();
                long shown = funding.head();
                long head = replacing.trueHead();
                Rental rental = renter.place(Scene.request());
                await().atMost(Scene.SOON)
                        .until(() ->
                                rental.record().at(RentalRecord.Step.RUNNING).isPresent());
                OpenedStream opened = rental.record().stream().orElseThrow();
                replacing.reorganise((int) (replacing.trueHead() - head));
                assertThatThrownBy(() -> funding.state(opened.ref()))
                        .isInstanceOfSatisfying(
                                PaymentFailure.class,
                                e -> assertThat(e.kind()).isEqualTo(PaymentFailure.Kind.NO_SUCH_STREAM));

                await().atMost(Duration.ofSeconds(40))
                        .ignoreExceptions()
                        .until(() -> funding.state(opened.ref()).sender().equals(signer.address()));
                assertThat(rental.record().phase()).isEqualTo(RentalRecord.Phase.LEASED);
                assertThat(funding.opened(FakeChain.PROVIDER, RatePerSecond.ofHourly(provider.price), shown))
                        .singleElement()
                        .satisfies(s -> {
                            assertThat(s.ref()).isEqualTo(opened.ref());
                            assertThat(s.transaction()).isEqualTo(opened.transaction());
                        });
                provider.ends(rental.lease().orElseThrow());
                await().atMost(Scene.SOON).until(() -> !rental.record().open());
                RentalRecord record = rental.record();
                assertThat(record.closing().orElseThrow().ending()).isEqualTo(Closing.Ending.RECEIPTED);
                assertThat(funding.balance().usdc())
                        .isEqualTo(before.minus(record.settled().orElseThrow().spent()));
            }
        }
    }

    @Test
    void refundThatAReorganisationTakesOutAfterTheEndIsMadeAgainAndFinalInTheEnd() throws Exception {
        PublicNode replacing = node.publicNode().orElse(null);
        assumeTrue(replacing != null, "the chain itself is asked");
        Clock clock = Clock.systemUTC();
        FakeMarket market = new FakeMarket(clock);
        var settings = node.settings().withFinality(new FinalityRule(FinalityRule.Tag.NONE, 5));
        try (FlowFunding funding = new FlowFunding(settings, signer)) {
            Usdc before = funding.balance().usdc();
            FakeProvider provider = new FakeProvider(market, ref -> state(funding, ref), funding.rail(), clock);
            provider.manner = FakeProvider.Manner.RUNS_ON;
            try (Renter renter = new Renter(
                    market.renterLink(KillSwitch.never()),
                    funding,
                    signer,
                    folder.resolve("undone"),
                    clock,
                    RentalListener.NONE,
                    asksOften())) {
                renter.resumeAll();
                Rental rental = renter.place(Scene.request());
                await().atMost(Scene.SOON)
                        .until(() ->
                                rental.record().at(RentalRecord.Step.RUNNING).isPresent());
                StreamRef ref = rental.record().stream().orElseThrow().ref();
                long head = replacing.trueHead();
                provider.ends(rental.lease().orElseThrow());
                await().atMost(Scene.SOON).until(() -> !rental.record().open());
                assertThat(rental.record().awaitsFinality()).isTrue();
                replacing.reorganise((int) (replacing.trueHead() - head));
                assertThat(state(funding, ref).voided()).isFalse();

                await().atMost(Duration.ofSeconds(40))
                        .ignoreExceptions()
                        .until(() -> funding.state(ref).voided());
                await().atMost(Scene.SOON).until(() -> !rental.record().open());
                RentalRecord record = rental.record();
                assertThat(funding.balance().usdc())
                        .isEqualTo(before.minus(record.settled().orElseThrow().spent()));
                for (int i = 0; i < 5; i++) chain.advance(Duration.ofSeconds(1));
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> !rental.record().awaitsFinality());
                assertThat(rental.record().phase()).isEqualTo(RentalRecord.Phase.CLOSED);
            }
        }
    }

    private static RenterPolicy asksOften() {
        RenterPolicy quick = Scene.QUICK;
        return new RenterPolicy(
                quick.collect(),
                quick.margin(),
                quick.answerWithin(),
                quick.startWithin(),
                quick.receiptWithin(),
                quick.retry(),
                quick.silence(),
                quick.streamLost(),
                Duration.ofSeconds(2),
                quick.repeat());
    }

    private static StreamState state(FlowFunding funding, StreamRef ref) {
        try {
            return funding.state(ref);
        } catch (PaymentFailure e) {
            throw new AssertionError(e);
        }
    }

    private static StreamState read(FlowFunding funding, StreamRef ref) {
        try {
            return funding.read(ref);
        } catch (PaymentFailure e) {
            throw new AssertionError(e);
        }
    }

    private static StreamFunding losingTheFirstAnswer(StreamFunding real) {
        AtomicBoolean lost = new AtomicBoolean();
        return (StreamFunding) Proxy.newProxyInstance(
                RealChainTest.class.getClassLoader(),
                new Class<?>[] {StreamFunding.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (method.getName().equals("open") && lost.compareAndSet(false, true))
                            throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The answer was lost.");
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
