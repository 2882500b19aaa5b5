package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.renter.RentalRecord.Phase;
import org.headroom.renter.RentalRecord.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is to be ended while the chain's node does not answer, with the standard pauses. */
class NodeOutageTest {
    /** So many calls that the pauses are as long as they get. */
    private static final int MANY = 9;

    @TempDir
    Path home;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(home, Scene.Parts.PLAIN);
        scene.provider.manner = FakeProvider.Manner.RUNS_ON;
    }

    private Duration whileTimePasses(Callable<Boolean> condition) {
        Instant begun = scene.clock.instant();
        await().atMost(Scene.SOON.multipliedBy(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (condition.call()) return true;
                    scene.clock.forward(Duration.ofSeconds(1));
                    return false;
                });
        return Duration.between(begun, scene.clock.instant());
    }

    private RentalListener listener() {
        return new RentalListener() {
            @Override
            public void trouble(Rental rental, String words) {
                troubles.add(words);
            }
        };
    }

    @Test
    void causeIsToldAgainOnceTheWalletMayHaveOpenedAStream() throws Exception {
        PaymentFailure busy = failure("The node is busy.");
        AtomicInteger asked = new AtomicInteger();
        StreamFunding plain = scene.chain.funding(KillSwitch.never());
        StreamFunding busyAtFirst = (StreamFunding) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StreamFunding.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("head") && asked.incrementAndGet() < 3) throw busy;
                    try {
                        return method.invoke(plain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        scene.chain.failOpen.add(busy);
        try (Renter renter = renter(busyAtFirst)) {
            Rental rental = renter.place(Scene.request());
            whileTimePasses(() -> rental.record().at(Step.RUNNING).isPresent());
        }
        assertThat(troubles).hasSize(2).allMatch(t -> t.endsWith("The node is busy."));
    }

    private Renter renter(StreamFunding funding) throws Exception {
        Renter renter = new Renter(
                scene.market.renterLink(KillSwitch.never()), funding, Scene.SIGNER, home, scene.clock, listener());
        renter.resumeAll();
        return renter;
    }

    @Test
    void streamIsEndedSoonAfterALongOutageWhoseCauseIsToldOnce() throws Exception {
        try (Renter renter = renter(scene.chain.funding(KillSwitch.never()))) {
            Rental rental = renter.place(Scene.request());
            whileTimePasses(() -> rental.record().at(Step.RUNNING).isPresent());
            scene.chain.silent = true;
            scene.provider.ends(rental.lease().orElseThrow());
            await().atMost(Scene.SOON).until(() -> rental.record().phase() == Phase.SETTLING);
            int before = scene.chain.readings.size();
            whileTimePasses(() -> scene.chain.readings.size() >= before + MANY);
            scene.chain.silent = false;
            Duration late = whileTimePasses(() -> !rental.record().open());
            assertThat(late).as("after the outage").isLessThan(Duration.ofSeconds(15));
            assertThat(troubles)
                    .containsExactly("The payment chain did not do what was asked; this is tried again, each time"
                            + " within 10 s: The node does not answer.");
        }
        scene.noMoneyIsLeftIn(scene.chain.streams());
    }

    @Test
    void causeIsNewWhereItsFirstSentenceIsAndAfterASuccess() {
        ToldCauses told = new ToldCauses();
        assertThat(told.isNew(failure("The node a:1 is busy."))).isTrue();
        assertThat(told.isNew(failure("The node a:1 is busy. It is asked again in 3 s.")))
                .isFalse();
        assertThat(told.isNew(failure("Block 7 is late."))).isTrue();
        assertThat(told.isNew(failure("Block 8 is late."))).isFalse();
        told.forget();
        assertThat(told.isNew(failure("Block 8 is late."))).isTrue();
    }

    private static PaymentFailure failure(String message) {
        return new PaymentFailure(Kind.UNREACHABLE, message);
    }
}
