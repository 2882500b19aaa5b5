package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.Equivocation;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Sighting;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;

/** What one or more brokers say, and what becomes of it: without a broker. */
class InboundTest {
    private final Samples say = Samples.fresh();
    private Instant time = say.now();
    private final InstantSource source = () -> time;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final MarketCodec codec = new MarketCodec(Samples.CHAIN);
    private final List<Incoming> told = new ArrayList<>();
    private final BitSet up = new BitSet();
    private Inbound inbound = inbound(new MemoryMessages(clock), RateLimits.STANDARD);

    InboundTest() {
        up.set(0, 3);
    }

    private Inbound inbound(MessageMemory memory, RateLimits limits) {
        var guards = new Guards(new TestKeys(), memory, new MemoryBlocklist(clock), limits);
        return new Inbound(new MarketGate(codec, guards, clock), clock, () -> up, told::add);
    }

    private Inbound.Item from(int broker, MarketMessage message) {
        return new Inbound.Item(broker, Topics.of(message), codec.encode(say.signed(message)));
    }

    private static Inbound.Item nothing(int broker, MarketMessage message) {
        return new Inbound.Item(broker, Topics.of(message), new byte[0]);
    }

    private Inbound.Item presence(int broker, String word) {
        return new Inbound.Item(broker, Topics.presence(say.provider()), word.getBytes(StandardCharsets.US_ASCII));
    }

    private List<MarketMessage> taken() {
        return told.stream()
                .filter(Incoming.Taken.class::isInstance)
                .map(each -> (MarketMessage) ((Incoming.Taken) each).signed().message())
                .toList();
    }

    private List<Reason> refused() {
        return told.stream()
                .filter(Incoming.Refused.class::isInstance)
                .map(each -> ((Incoming.Refused) each).refusal().reason())
                .toList();
    }

    @Example
    void aStopIsTakenAlsoWhileNothingCanBeRemembered() {
        var memory = new MessageMemory() {
            @Override
            public List<Finding> remember(List<Sighting> heard) {
                throw new JournalFailure("The disk is full.");
            }

            @Override
            public List<Equivocation> equivocations() {
                return List.of();
            }
        };
        inbound = inbound(memory, RateLimits.STANDARD);
        Order order = say.order();
        StopRequest stop = say.stop(new LeaseId("bid-0123456789"));
        inbound.take(List.of(from(0, order), from(0, stop)));
        assertThat(taken()).containsExactly(stop);
        assertThat(refused()).containsExactly(Reason.INVALID);
    }

    private List<MarketMessage> repeated() {
        return told.stream()
                .filter(Incoming.Repeated.class::isInstance)
                .map(each -> (MarketMessage) ((Incoming.Repeated) each).signed().message())
                .toList();
    }

    @Example
    void whatAwaitsAnAnswerIsToldAgainOnceASecondWhenItsAuthorSaysItAgain() {
        Order order = say.order();
        StopRequest stop = say.stop(new LeaseId("bid-0123456789"));
        Offer offer = say.offer(Samples.GPU);
        inbound.take(List.of(from(0, order), from(0, stop), from(0, offer)));
        inbound.take(List.of(from(0, order), from(1, stop), from(0, offer)));
        assertThat(repeated()).as("within the same second").isEmpty();
        time = time.plusSeconds(1);
        inbound.take(List.of(from(0, order), from(1, order), from(0, stop), from(0, offer)));
        assertThat(repeated()).as("an offer awaits no answer").containsExactly(order, stop);
        assertThat(taken()).as("taken once").containsExactly(order, stop, offer);
        assertThat(refused()).isEmpty();
    }

    @Example
    void whatHasExpiredIsNotToldAgain() {
        Order order = say.order();
        inbound.take(List.of(from(0, order)));
        time = order.validity().expiresAt().plusSeconds(31);
        inbound.take(List.of(from(0, order)));
        assertThat(told).hasSize(1);
    }

    @Example
    void aBrokerThatRepeatsEverythingIsHeardALimitedNumberOfTimes() {
        List<Inbound.Item> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) orders.add(from(0, say.order()));
        inbound.take(orders);
        time = time.plusSeconds(5);
        inbound.take(orders);
        assertThat(repeated()).hasSizeBetween(1, 64);
        inbound.take(List.of(
                orders.getLast(),
                new Inbound.Item(1, orders.getLast().topic(), orders.getLast().payload())));
        assertThat(repeated()).as("another broker has its own allowance").hasSize(65);
    }

    @Example
    void whatSeveralBrokersBringIsToldOnce() {
        Order one = say.order();
        Order two = say.order();
        inbound.take(List.of(from(0, one), from(1, one), from(1, two)));
        inbound.take(List.of(from(2, one), from(0, two)));
        assertThat(taken()).containsExactly(one, two);
        assertThat(refused()).isEmpty();
    }

    @Example
    void theSameMessageFromEachBrokerCountsOnceAgainstItsAuthorsAllowance() {
        inbound = inbound(new MemoryMessages(clock), RateLimits.all(new RateLimits.Allowance(2, 1)));
        Order one = say.order();
        Order two = say.order();
        inbound.take(List.of(from(0, one), from(1, one), from(2, one), from(0, two), from(1, two)));
        assertThat(taken()).containsExactly(one, two);
        inbound.take(List.of(from(0, say.order()), from(0, say.order())));
        assertThat(refused()).as("said once in a while").containsExactly(Reason.RATE_LIMITED);
    }

    @Example
    void anOfferIsGoneWhenABrokerSaysSoAndNoOtherShowsIt() {
        Offer offer = say.offer(Samples.GPU);
        var gone = new Incoming.OfferGone(say.provider(), Samples.GPU);
        inbound.take(List.of(from(0, offer), from(1, offer), nothing(0, offer)));
        assertThat(told).as("the other still shows it").doesNotContain(gone);
        inbound.take(List.of(nothing(1, offer)));
        assertThat(told).containsOnlyOnce(gone);
        inbound.take(List.of(from(0, offer)));
        assertThat(taken()).as("shown anew, it is news").containsExactly(offer, offer);
    }

    @Example
    void aBrokerThatIsDownHoldsNothingUp() {
        Order order = say.order();
        inbound.take(List.of(from(0, order), from(1, order)));
        up.clear(1);
        inbound.take(List.of(nothing(0, order)));
        assertThat(told).contains(new Incoming.OrderGone(say.renter(), order.id()));
    }

    @Example
    void aBrokerThatNeverShowedAnOfferCannotHideIt() {
        Offer offer = say.offer(Samples.GPU);
        inbound.take(List.of(from(0, offer), nothing(1, offer)));
        assertThat(told).hasSize(1);
    }

    @Example
    void aProviderIsOfflineWhenNoBrokerHasIt() {
        inbound.take(List.of(presence(0, "online"), presence(1, "online"), presence(0, "offline")));
        assertThat(told).doesNotContain(new Incoming.Presence(say.provider(), false));
        inbound.take(List.of(presence(1, "offline")));
        assertThat(told).endsWith(new Incoming.Presence(say.provider(), false));
    }

    @Example
    void ofTwoOffersForOneGpuTheOneIssuedLaterHoldsInWhateverOrderTheyCome() {
        Offer later = say.offer(Samples.GPU);
        Validity earlierTimes = new Validity(
                say.now().minusSeconds(60),
                say.now().plusSeconds(600),
                say.validity().nonce());
        MarketMessage earlier = Variants.renewed(say.offer(Samples.GPU), earlierTimes);
        inbound.take(List.of(from(0, later), from(0, earlier)));
        assertThat(taken()).containsExactly(later);
        assertThat(refused()).isEmpty();
    }

    @Example
    void manyForgeriesInOnesNameDelayItsMessagesAndNobodyElses() {
        Order honest = say.order();
        Samples others = Samples.fresh();
        Order other = others.order();
        var items = new ArrayList<Inbound.Item>();
        for (int i = 0; i < 20; i++) {
            Inbound.Item good = from(0, say.order());
            byte[] forged = new String(good.payload(), StandardCharsets.UTF_8)
                    .replaceFirst("\"signature\":\"0x....", "\"signature\":\"0xdead")
                    .getBytes(StandardCharsets.UTF_8);
            items.add(new Inbound.Item(0, good.topic(), forged));
        }
        inbound.take(items);
        told.clear();
        inbound.take(
                List.of(from(0, honest), new Inbound.Item(0, Topics.of(other), codec.encode(others.signed(other)))));
        assertThat(taken()).containsExactly(other, honest);
    }

    @Example
    void nothingIsTakenThatCouldNotBeRememberedAndItMayComeAgain() {
        var broken = new boolean[] {true};
        var memory = new MemoryMessages(clock);
        inbound = inbound(
                new MessageMemory() {
                    @Override
                    public List<Finding> remember(List<Sighting> heard) {
                        if (broken[0]) throw new IllegalStateException("the disk is full");
                        return memory.remember(heard);
                    }

                    @Override
                    public List<Equivocation> equivocations() {
                        return List.of();
                    }
                },
                RateLimits.STANDARD);
        Order order = say.order();
        inbound.take(List.of(from(0, order)));
        assertThat(taken()).isEmpty();
        assertThat(refused()).containsExactly(Reason.INVALID);
        broken[0] = false;
        inbound.take(List.of(from(0, order)));
        assertThat(taken()).containsExactly(order);
    }

    @Example
    void saysThatOurClockIsWrongWhenMostOthersSeemToLiveInAnotherTime() {
        inbound.take(List.of(from(0, say.order())));
        assertThat(inbound.clockDoubt()).isEmpty();
        for (int i = 0; i < 3; i++) {
            Samples other = Samples.between(TestKeys.address(100 + i), TestKeys.address(200 + i));
            Instant then = say.now().plusSeconds(300);
            Order early = other.order(
                    new Validity(then, then.plusSeconds(60), other.validity().nonce()));
            inbound.take(List.of(new Inbound.Item(0, Topics.of(early), codec.encode(other.signed(early)))));
        }
        assertThat(inbound.clockDoubt())
                .hasValueSatisfying(words -> assertThat(words).contains("this machine's clock"));
        for (int i = 0; i < 3; i++) {
            Samples other = Samples.between(TestKeys.address(100 + i), TestKeys.address(200 + i));
            Order good = other.order();
            inbound.take(List.of(new Inbound.Item(0, Topics.of(good), codec.encode(other.signed(good)))));
        }
        assertThat(inbound.clockDoubt()).isEqualTo(Optional.empty());
    }

    /** Drops, duplicates, reorders, forges, swaps topics, and brings everything once in the end. */
    @Property(tries = 300, seed = "20261126")
    void brokersThatLieChangeNothingButTime(@ForAll long seed) {
        told.clear();
        inbound = inbound(new MemoryMessages(clock), RateLimits.STANDARD);
        var random = new Random(seed);
        var said = new ArrayList<MarketMessage>();
        for (int i = 0; i < 12; i++) said.add(i % 3 == 0 ? say.bid(say.order().id()) : say.order());
        var honest = new ArrayList<Inbound.Item>();
        said.forEach(each -> honest.add(from(0, each)));
        var items = new ArrayList<Inbound.Item>();
        for (Inbound.Item item : honest) {
            switch (random.nextInt(6)) {
                case 0 -> {}
                case 1 -> Collections.addAll(items, item, item, new Inbound.Item(1, item.topic(), item.payload()));
                case 2 -> items.add(forged(item, random));
                case 3 ->
                    items.add(new Inbound.Item(
                            0, honest.get(random.nextInt(honest.size())).topic(), item.payload()));
                case 4 -> items.add(random.nextInt(items.size() + 1), item);
                default -> items.add(item);
            }
        }
        int at = 0;
        while (at < items.size()) {
            int end = Math.min(items.size(), at + random.nextInt(1, 6));
            inbound.take(items.subList(at, end));
            at = end;
        }
        var rest = new ArrayList<>(honest);
        Collections.shuffle(rest, random);
        inbound.take(rest);
        assertThat(taken()).containsExactlyInAnyOrderElementsOf(said);
    }

    private static Inbound.Item forged(Inbound.Item item, Random random) {
        byte[] bytes = Arrays.copyOf(item.payload(), item.payload().length);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
        return new Inbound.Item(item.broker(), item.topic(), bytes);
    }

    @Example
    void whatIsSaidInAnothersNameIsRefusedAndBlamesNobody() {
        EthAddress liar = TestKeys.address(4711);
        Order order = say.order();
        var signature = TestKeys.signer(liar).sign(codec.layout(order));
        inbound.take(List.of(new Inbound.Item(
                0, Topics.of(order), codec.encode(new org.headroom.model.market.Signed<>(order, signature)))));
        assertThat(refused()).containsExactly(Reason.WRONG_SIGNER);
        inbound.take(List.of(from(0, order)));
        assertThat(taken()).containsExactly(order);
    }
}
