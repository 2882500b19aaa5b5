package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Order;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access rules of docs/protocol/mosquitto.acl, enforced by a real Mosquitto. */
class MosquittoAccessTest {
    private static final String SECRET = "correct horse";

    @TempDir
    Path directory;

    private final Samples say = Samples.fresh();
    private final EthAddress other = TestKeys.address(0xbad);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void start() throws Exception {
        Path tool = Path.of("/usr/bin/mosquitto_passwd");
        Assumptions.assumeTrue(Files.isExecutable(tool), "Mosquitto is not installed (apt-get install mosquitto)");
        Path passwords = directory.resolve("passwords");
        Files.writeString(
                passwords,
                say.provider() + ":" + SECRET + "\n" + say.renter() + ":" + SECRET + "\n" + other + ":" + SECRET
                        + "\n");
        Process hashing = new ProcessBuilder(tool.toString(), "-U", passwords.toString())
                .inheritIO()
                .start();
        assertThat(hashing.waitFor(10, TimeUnit.SECONDS)).isTrue();
        broker = new Mosquitto(
                directory,
                "allow_anonymous false\npassword_file " + passwords + "\nacl_file "
                        + Repository.file("docs/protocol/mosquitto.acl") + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
        if (broker != null) broker.close();
    }

    private Party party(Role role, EthAddress address, EthAddress user) {
        var settings = BrokerSettings.of(broker.url(), role + "-" + Samples.id())
                .withLogin(user.hex(), SECRET::toCharArray)
                .withTimes(Duration.ofSeconds(1), Duration.ZERO);
        var party = new Party(settings, role, address);
        open.add(party);
        return party;
    }

    @Test
    void withOnesOwnNameEverythingWorks() {
        Party provider = party(Role.PROVIDER, say.provider(), say.provider()).up();
        Party renter = party(Role.RENTER, say.renter(), say.renter()).up();
        Order order = say.order();
        renter.link.publish(order);
        provider.awaitTaken(order);
        Bid bid = say.bid(order.id());
        provider.link.publish(bid);
        renter.awaitTaken(bid);
        renter.awaitHeard(new org.headroom.model.market.Incoming.Presence(say.provider(), true)::equals);
        provider.awaitSent();
        renter.awaitSent();
    }

    @Test
    void writingInAnothersNameIsRefusedAndTheStateSaysSo() {
        Party impostor = party(Role.RENTER, say.renter(), other).up();
        Party provider = party(Role.PROVIDER, say.provider(), say.provider()).up();
        impostor.link.publish(say.order());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(impostor.link.state().message())
                        .contains("refuses our order", "may not write there"));
        assertThat(impostor.link.state().phase()).isEqualTo(LinkState.Phase.UP);
        assertThat(impostor.link.state().waiting()).isEqualTo(1);
        Party renter = party(Role.RENTER, say.renter(), say.renter()).up();
        Order allowed = say.order();
        renter.link.publish(allowed);
        provider.awaitTaken(allowed);
        assertThat(provider.taken()).containsExactly(allowed);
    }

    @Test
    void whatIsAddressedToOneIsNotHeardByAnother() {
        Party provider = party(Role.PROVIDER, say.provider(), say.provider()).up();
        // Listens for the renter's bids under a user name that is not the renter's.
        Party spy = party(Role.RENTER, say.renter(), other).up();
        Party renter = party(Role.RENTER, say.renter(), say.renter()).up();
        Bid bid = say.bid(say.order().id());
        provider.link.publish(bid);
        renter.awaitTaken(bid);
        var offer = say.offer(Samples.GPU);
        provider.link.publish(offer);
        spy.awaitTaken(offer);
        assertThat(spy.taken()).containsExactly(offer);
    }

    @Test
    void aWrongPasswordIsSaidInOneLine() {
        var settings =
                BrokerSettings.of(broker.url(), "wrong").withLogin(say.renter().hex(), "nonsense"::toCharArray);
        var party = new Party(settings, Role.RENTER, say.renter());
        open.add(party);
        party.open();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(party.states).anyMatch(each -> each.phase() == LinkState.Phase.DOWN));
        assertThat(party.states).allSatisfy(each -> assertThat(each.message()).doesNotContain("nonsense", "\n"));
        assertThat(party.states)
                .anySatisfy(each -> assertThat(each.message()).containsAnyOf("password", "let this user in"));
    }
}
