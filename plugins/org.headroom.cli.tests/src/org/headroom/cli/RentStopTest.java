package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.renter.RentalFiles;
import org.headroom.renter.RentalListener;
import org.headroom.renter.RentalRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that go on with a lease while the chain's node, the broker or both are out of reach. */
class RentStopTest {
    @TempDir
    Path scratch;

    @TempDir
    Path home;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    }

    /** A command that may wait for minutes, and what it has said so far. */
    private final class Running implements AutoCloseable {
        private final Path out = Files.createTempFile(scratch, "out", ".txt");
        private final Path err = Files.createTempFile(scratch, "err", ".txt");
        private final Process process;

        Running(String... arguments) throws Exception {
            process = Program.start(out, err, Map.of(), arguments);
        }

        void says(String words) {
            await(words).untilAsserted(() -> assertThat(Files.readString(err)).contains(words));
        }

        String all() throws Exception {
            return Files.readString(err);
        }

        void ends() throws Exception {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ends").isTrue();
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    private Running stop(RunningLease rental) throws Exception {
        return new Running("rent", "stop", rental.order.value(), "--home", home.toString());
    }

    private RentalRecord record(RunningLease rental) {
        return new RentalFiles(home).find(rental.order).orElseThrow();
    }

    @Test
    void providerIsToldToStopWhileTheNodeIsDownAndTheStreamIsSaidToPayOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("broker"));
                RunningLease rental = new RunningLease(home, broker.url())) {
            rental.store();
            rental.providerComes(broker.url());
            try (Running stop = stop(rental)) {
                await().until(() -> !rental.stops.isEmpty());
                stop.says("The provider is asked to stop the job.");
                stop.says("Its payment stream pays until it is ended.");
                assertThat(stop.all()).doesNotContain("nothing is lost", "The broker");
            }
            assertThat(record(rental).phase()).isEqualTo(RentalRecord.Phase.SETTLING);
        }
    }

    @Test
    void stopThatAnotherCommandCarriesOutIsSaidToBeHandedOverAndWhatBecomesOfItOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("broker"));
                RunningLease rental = new RunningLease(home, broker.url())) {
            rental.store();
            RentAccess options = new RentAccess();
            options.home = Optional.of(home);
            try (RentConnection other = RentConnection.goingOn(options, RentalListener.NONE, record(rental))) {
                other.requireMarket();
                try (Running stop = stop(rental)) {
                    stop.says("The stop was handed over to it; this command waits for the end, at most 180 s.");
                    stop.says("The provider is asked to stop the job.");
                    rental.providerComes(broker.url());
                    stop.says("The job is over. Its payment stream pays until it is ended.");
                    await().during(Duration.ofSeconds(1))
                            .untilAsserted(() -> assertThat(stop.all().lines()).hasSize(3));
                }
            }
        }
    }

    @Test
    void stopGoesOnByItselfWhereTheOtherCommandEndsBeforeTheLeaseDoes() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("broker"));
                RunningLease rental = new RunningLease(home, broker.url())) {
            rental.store();
            RentAccess options = new RentAccess();
            options.home = Optional.of(home);
            RentConnection other = RentConnection.goingOn(options, RentalListener.NONE, record(rental));
            try (Running stop = stop(rental)) {
                try (other) {
                    other.requireMarket();
                    stop.says("The stop was handed over to it; this command waits for the end, at most 180 s.");
                }
                stop.says("The other command has ended before the lease has: this one goes on with it.");
                rental.providerComes(broker.url());
                await().until(() -> !rental.stops.isEmpty());
                stop.says("Its payment stream pays until it is ended.");
                assertThat(stop.all()).containsOnlyOnce("The provider is asked to stop the job.");
            }
        }
    }

    @Test
    void brokerThatAnswersIsNotSaidToBeOutOfReach() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("broker"));
                RunningLease rental = new RunningLease(home, broker.url())) {
            rental.store();
            RentAccess options = new RentAccess();
            options.home = Optional.of(home);
            for (int i = 0; i < 5; i++)
                try (RentConnection connection = RentConnection.goingOn(options, RentalListener.NONE, record(rental))) {
                    assertThat(connection.isReachedAtOnce()).as("try %d", i).isTrue();
                }
        }
    }

    @Test
    void brokerThatCannotBeReachedIsNamedAtOnceAndTheRequestIsSentWhenItIsBack() throws Exception {
        Path data = scratch.resolve("broker");
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            port = broker.port();
        }
        String url = "mqtt://127.0.0.1:" + port;
        try (RunningLease rental = new RunningLease(home, url)) {
            rental.store();
            try (Running stop = stop(rental)) {
                stop.says("The broker 127.0.0.1:" + port
                        + " cannot be reached, so the provider is not asked to stop the job yet.");
                try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
                    rental.providerComes(broker.url());
                    await().until(() -> !rental.stops.isEmpty());
                    stop.says("The provider is asked to stop the job.");
                }
            }
        }
    }

    @Test
    void requestThatWasNotSentIsSentByTheNextCommand() throws Exception {
        Path data = scratch.resolve("broker");
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            port = broker.port();
        }
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:" + port)) {
            rental.store();
            try (Running stop = stop(rental)) {
                stop.says("cannot be reached");
            }
            try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
                rental.providerComes(broker.url());
                try (Running follow = new Running("rent", "follow", rental.order.value(), "--home", home.toString())) {
                    await().until(() -> !rental.stops.isEmpty());
                }
            }
        }
    }

    @Test
    void orderWhoseChainIsNotKnownIsCalledOffByTheNextCommand() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:" + RunningLease.freePort())) {
            rental.storeOrder();
            try (Running stop = stop(rental)) {
                stop.ends();
                assertThat(stop.all())
                        .contains(
                                "127.0.0.1:" + rental.node + " cannot be reached. Nothing was paid for " + rental.order)
                        .contains("is called off by the next rent command that reaches the node")
                        .doesNotContain("nothing is lost");
            }
            assertThat(home.resolve("rentals").resolve(rental.order.value()).resolve("stop"))
                    .exists();
        }
    }

    @Test
    void commandsThatNeedTheNodeNameTheLeasesThatAreStillPaid() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:" + RunningLease.freePort())) {
            rental.store();
            try (Running offers = new Running("rent", "offers", "--home", home.toString())) {
                offers.ends();
                assertThat(offers.all())
                        .contains("No offers can be listed.", "go on paying meanwhile: " + rental.lease)
                        .doesNotContain("nothing is lost", "ordered");
            }
        }
    }

    @Test
    void listingOfOffersWithoutABrokerSpeaksOfOffersAlone() throws Exception {
        try (ChainIdNode node = new ChainIdNode();
                RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:" + RunningLease.freePort())) {
            try (Running offers = new Running("rent", "offers", "--home", home.toString(), "--rpc", node.url())) {
                offers.ends();
                assertThat(offers.all())
                        .startsWith("No offers can be listed: the broker 127.0.0.1:")
                        .doesNotContain("ordered");
            }
        }
    }

    @Test
    void orderSaysThatTheJobRunsOnlyWhereItDoes() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            RentalRecord runs = record(rental);
            RentOptions options = new RentOptions();
            assertThat(RentOrder.goesOn(runs, options).orElseThrow())
                    .startsWith("The job runs. './headroom rent follow " + rental.lease + "'");
            options.home = Optional.of(Path.of("my $home"));
            assertThat(RentOrder.goesOn(runs, options).orElseThrow())
                    .contains("'./headroom rent follow --home \"my \\$home\" " + rental.lease + "'");
            options.home = Optional.of(Path.of("/srv/renter"));
            RentalRecord refused = RunningLease.refused(runs);
            assertThat(RentOrder.goesOn(refused, options).orElseThrow())
                    .startsWith("The job does not run, and its payment stream is not ended yet")
                    .contains("'./headroom rent follow --home /srv/renter " + rental.lease + "'");
            assertThat(RentStop.unfinished(refused, options))
                    .startsWith("The provider did not take the job: out of disk. Its payment stream is not ended yet")
                    .contains("at most its deposit of 0.400000 USDC");
        }
    }

    @Test
    void outputThatComesBetweenTwoCommandsOrWhileOneEndsArrivesWithTheNext() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(scratch.resolve("broker"));
                RunningLease rental = new RunningLease(home, broker.url())) {
            rental.store();
            rental.providerComes(broker.url());
            connect(rental, () -> rental.prints(0, "one "));
            rental.prints(4, "two ");
            connect(rental, () -> {});
            for (int i = 0; i < 20; i++) rental.prints(8 + i * 2L, "x\n");
            connect(
                    rental,
                    () -> await().untilAsserted(
                                    () -> assertThat(output(rental)).isEqualTo("one two " + "x\n".repeat(20))));
        }
    }

    private String output(RunningLease rental) {
        return new RentalFiles(home).output(rental.order).text();
    }

    private void connect(RunningLease rental, Runnable meanwhile) throws Exception {
        RentAccess options = new RentAccess();
        options.home = Optional.of(home);
        try (RentConnection connection = RentConnection.goingOn(options, RentalListener.NONE, record(rental))) {
            connection.requireMarket();
            meanwhile.run();
        }
    }
}
