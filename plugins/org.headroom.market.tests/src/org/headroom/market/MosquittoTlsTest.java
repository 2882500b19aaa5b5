package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with an authority of one's own, against a real Mosquitto that asks for a client's certificate. */
class MosquittoTlsTest {
    @TempDir
    Path directory;

    private final Samples say = Samples.fresh();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=test authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem");
        certificate("server", "DNS:localhost");
        certificate("client", "DNS:client");
        broker = new Mosquitto(
                directory,
                "cafile " + directory.resolve("ca.pem") + "\ncertfile "
                        + directory.resolve("server.pem") + "\nkeyfile " + directory.resolve("server.key")
                        + "\nrequire_certificate true\nallow_anonymous true\n");
    }

    private void certificate(String name, String alternative) throws Exception {
        Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + alternative + "\n");
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("openssl.log")))
                .isZero();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
        if (broker != null) broker.close();
    }

    private BrokerSettings.Tls both() {
        return new BrokerSettings.Tls(
                Optional.of(directory.resolve("ca.pem")),
                Optional.of(directory.resolve("client.pem")),
                Optional.of(directory.resolve("client.key")),
                Optional.empty());
    }

    private Party party(Role role, String host, BrokerSettings.Tls tls) {
        var settings = BrokerSettings.of("mqtts://" + host + ":" + broker.port(), role + Samples.id())
                .withTls(tls)
                .withTimes(Duration.ofSeconds(1), Duration.ZERO);
        var party = new Party(settings, role, role == Role.RENTER ? say.renter() : say.provider());
        open.add(party);
        return party;
    }

    @Test
    void anOrderGoesThroughWithPemAndWithPkcs12() throws Exception {
        Files.writeString(directory.resolve("secret"), "open sesame");
        openssl(
                "pkcs12",
                "-export",
                "-in",
                "client.pem",
                "-inkey",
                "client.key",
                "-out",
                "client.p12",
                "-passout",
                "file:" + directory.resolve("secret"));
        var pkcs12 = new BrokerSettings.Tls(
                Optional.of(directory.resolve("ca.pem")),
                Optional.of(directory.resolve("client.p12")),
                Optional.empty(),
                Optional.of("open sesame"::toCharArray));
        Party provider = party(Role.PROVIDER, "localhost", both()).up();
        Party renter = party(Role.RENTER, "localhost", pkcs12).up();
        Order order = say.order();
        renter.link.publish(order);
        provider.awaitTaken(order);
        provider.awaitSent();
    }

    @Test
    void aBrokerOfAnotherNameIsNotTrusted() {
        assertDown(party(Role.RENTER, "127.0.0.1", both()));
    }

    @Test
    void aBrokerOfAnUnknownAuthorityIsNotTrusted() {
        assertDown(party(Role.RENTER, "localhost", BrokerSettings.Tls.DEFAULT));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Party party = party(Role.RENTER, "localhost", BrokerSettings.Tls.trusting(directory.resolve("nowhere.pem")));
        assertDown(party);
        assertThat(party.states).anySatisfy(each -> assertThat(each.message()).contains("nowhere.pem"));
    }

    private static void assertDown(Party party) {
        party.open();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(party.states).anyMatch(each -> each.phase() == LinkState.Phase.DOWN));
        assertThat(party.states).noneMatch(each -> each.phase() == LinkState.Phase.UP);
        assertThat(party.states).allSatisfy(each -> assertThat(each.message()).doesNotContain("\n"));
    }
}
