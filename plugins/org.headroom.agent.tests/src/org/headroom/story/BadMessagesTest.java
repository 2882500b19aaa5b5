package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.market.Topics;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes over the broker and is not in order: one line for the owner, and not a step taken. */
@Timeout(60)
class BadMessagesTest {
    private static final String REFUSED_BEFORE_THE_CHAIN = "the message is refused before the chain is asked";

    @TempDir
    static Path folder;

    private static Market market;
    private static RigSteps rig;
    private static Crook crook;

    @BeforeAll
    static void aRigAndACrook() throws Exception {
        market = Market.open(folder);
        rig = market.aRig().takesWork();
        crook = market.push(new Crook(market));
    }

    @AfterAll
    static void end() {
        if (market != null) market.close();
    }

    @BeforeEach
    void begins(TestInfo story) {
        market.begins(story);
    }

    @AfterEach
    void nothingWasTakenAndTheRigGoesOn() {
        assertThat(rig.book().all()).noneMatch(LeaseState::holdsGpu);
        rig.awaitSays("Waiting for orders.");
        market.ends();
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void aMalformedMessageIsNamedAsSuch() throws Exception {
        Order order = crook.anOrder();
        crook.puts(order, "{ \"headroom\": 1, this is no JSON".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(order, Reason.MALFORMED)).startsWith("not JSON as it must be at character");
        isNotDecidedOn(order);
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void anUnsignedOrderIsNotTaken() throws Exception {
        Order order = crook.anOrder();
        crook.puts(order, crook.unsigned(order));
        assertThat(refusal(order, Reason.UNSIGNED)).isEqualTo("no signature of 65 bytes; only its author can sign it");
        isNotDecidedOn(order);
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void anOrderInAnotherOnesNameIsNotTaken() throws Exception {
        var stranger = market.account(market.place("stranger"), Market.PURSE);
        Order order = crook.anOrder();
        crook.puts(order, crook.signedBy(stranger, order));
        assertThat(refusal(order, Reason.WRONG_SIGNER))
                .isEqualTo("signed by " + stranger.address() + " in the name of " + crook.account());
        isNotDecidedOn(order);
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void anOrderThatWasChangedAfterItWasSignedIsNotTaken() throws Exception {
        Order order = crook.anOrder();
        crook.puts(order, crook.altered(order));
        assertThat(refusal(order, Reason.WRONG_SIGNER)).contains("in the name of " + crook.account());
        isNotDecidedOn(order);
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void anExpiredOrderIsNotTaken() throws Exception {
        Order order = crook.anOrder(crook.goodFor(Duration.ofMinutes(10), Duration.ofMinutes(-5)));
        crook.puts(order, crook.signed(order));
        assertThat(refusal(order, Reason.EXPIRED))
                .isEqualTo("was good until " + order.validity().expiresAt());
        isNotDecidedOn(order);
    }

    @Test
    @WithoutMishaps(value = REFUSED_BEFORE_THE_CHAIN, mayAskNothing = true)
    void aNonceThatWasUsedIsNotTakenAgain() throws Exception {
        // Nobody could run the first, so that it leaves no bid behind.
        Order first = unwanted(crook.anOrder());
        crook.puts(first, crook.signed(first));
        assertThat(rig.awaitDecision(first.id()).bid()).isFalse();
        Order second = crook.anOrder(first.validity());
        crook.puts(second, crook.signed(second));
        assertThat(refusal(second, Reason.REPLAYED))
                .isEqualTo("its nonce was used for another message of " + crook.account());
        isNotDecidedOn(second);
    }

    @Test
    void aMessageThatIsRepeatedCountsOnceAndAfterARestartToo(TestInfo story) throws Exception {
        try (Market own = Market.open(folder.resolve("repeated"), story);
                Crook repeating = new Crook(own)) {
            RigSteps bidder = own.aRig().takesWork();
            Order order = repeating.anOrder();
            byte[] bytes = repeating.signed(order);
            repeating.puts(order, bytes);
            assertThat(bidder.awaitDecision(order.id()).bid()).isTrue();
            repeating.puts(order, bytes);
            Order after = repeating.anOrder();
            repeating.puts(after, repeating.signed(after));
            bidder.awaitDecision(after.id());
            assertThat(bidder.book().all()).hasSize(1);

            bidder.goesOff();
            bidder.isOn();
            bidder.awaitSays("GPU 0 is offered to " + repeating.account().brief());
            repeating.puts(order, bytes);
            Order last = repeating.anOrder();
            repeating.puts(last, repeating.signed(last));
            bidder.awaitDecision(last.id());
            assertThat(bidder.book().all()).singleElement().isInstanceOf(LeaseState.Bidding.class);
            assertThat(bidder.view().market().refusals()).isEmpty();
        }
    }

    @Test
    void anHonestRenterIsServedAfterAllOfThem() throws Exception {
        Order order = crook.anOrder();
        crook.puts(order, new byte[] {(byte) 0xff, 0});
        refusal(order, Reason.MALFORMED);
        RenterSteps renter = market.aRenter();
        Rental rental = renter.orders(DemoJob.manifest(1));
        assertThat(renter.awaitClosing(rental).good()).isTrue();
        rig.awaitLease(rental.lease().orElseThrow(), LeaseState.Receipted.class);
    }

    private static Order unwanted(Order order) {
        return new Order(
                order.id(),
                order.renter(),
                new org.headroom.model.market.Requirements(
                        1, Optional.of("no such card"), order.requirements().memory()),
                order.manifest(),
                order.ceilingPerHour(),
                order.duration(),
                order.validity());
    }

    /** The one line that the owner reads. */
    private static String refusal(Order order, Reason reason) {
        await().atMost(RigSteps.SOON).until(() -> refusalOf(order).isPresent());
        Refusal refusal = refusalOf(order).orElseThrow();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.detail()).doesNotContain("\n", "Exception");
        return refusal.detail();
    }

    private static Optional<Refusal> refusalOf(Order order) {
        return rig.view().market().refusals().stream()
                .filter(r -> r.topic().equals(Topics.of(order)))
                .findFirst();
    }

    private static void isNotDecidedOn(Order order) {
        assertThat(rig.view().decisions()).noneMatch(d -> d.order().id().equals(order.id()));
        assertThat(rig.view().market().orders()).noneMatch(o -> o.id().equals(order.id()));
        assertThat(rig.book().hasBidFor(order.id())).isFalse();
    }
}
