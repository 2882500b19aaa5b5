package org.headroom.renter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.market.ManifestSecrets;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Sealed;
import org.headroom.renter.Closing.Ending;
import org.headroom.wallet.HpkeSealer;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderSecretsTest {
    private static final String TOKEN = "hf_do-not-tell-anybody";
    private static final Map<String, String> VALUES = Map.of("TOKEN", TOKEN, "PIN", "0000");

    @TempDir
    Path home;

    @TempDir
    Path keys;

    private Opener opener;
    private ManifestSecrets reader;

    @BeforeEach
    void makeAKey() throws Exception {
        opener = Keystore.create(keys.resolve("key.json"), "passphrase".toCharArray(), Keystore.Strength.LIGHT)
                .opener();
        reader = new ManifestSecrets(opener);
    }

    /** What the renters work with. */
    Scene.Parts parts() {
        return Scene.Parts.PLAIN;
    }

    private static OrderRequest request() {
        OrderRequest plain = Scene.request();
        Manifest m = plain.manifest();
        return new OrderRequest(
                plain.requirements(),
                new Manifest(m.image(), m.command(), m.environment(), List.of("TOKEN", "PIN"), m.limits()),
                plain.ceilingPerHour(),
                plain.duration(),
                plain.open(),
                plain.choosing(),
                plain.wanted(),
                plain.takes(),
                plain.start(),
                new OrderSecrets(VALUES));
    }

    @Test
    void secretsReachTheProviderOfTheLeaseAndLieNowhereElse() throws Exception {
        Scene scene = new Scene(home, parts());
        scene.provider.sealingKey = Optional.of(opener.key());
        Rental rental = scene.rent(request());

        assertThat(rental.record().closing().orElseThrow().ending()).isEqualTo(Ending.RECEIPTED);
        Acceptance acceptance = scene.provider.accepted.values().iterator().next();
        assertThat(reader.read(rental.record().order().message(), acceptance)).isEqualTo(VALUES);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(TOKEN);
        }
        assertThat(request().toString()).doesNotContain(TOKEN);
    }

    @Test
    void aProviderThatTakesNoSecretsIsPassedOver() throws Exception {
        Scene scene = new Scene(home, parts());
        OrderRequest asked = request();
        try (Renter renter = scene.renter(KillSwitch.never())) {
            renter.resumeAll();
            Rental rental = renter.place(asked);
            await().until(() -> !rental.record().bids().isEmpty());
            scene.clock.forward(asked.open().plusSeconds(1));
            assertThat(renter.await(rental, Scene.SOON)).isTrue();
            Closing closing = rental.record().closing().orElseThrow();
            assertThat(closing.ending()).isEqualTo(Ending.NO_BID);
            assertThat(closing.words()).contains("it names no key to seal your secrets to");
        }
        assertThat(scene.chain.streams()).isEmpty();
    }

    @Test
    void anOrderNeedsAValueForEachSecretAndNoOther() {
        OrderRequest r = request();
        assertThatThrownBy(() -> new OrderRequest(
                        r.requirements(),
                        r.manifest(),
                        r.ceilingPerHour(),
                        r.duration(),
                        r.open(),
                        r.choosing(),
                        r.wanted(),
                        r.takes(),
                        r.start(),
                        new OrderSecrets(Map.of("TOKEN", TOKEN))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void secretsOfOneLeaseOpenInNoOther() throws Exception {
        Order order = order("order-0001");
        Bid bid = bid(order);
        Sealed sealed = ManifestSecrets.seal(new HpkeSealer(), order, bid, VALUES);

        assertThat(reader.read(order, acceptance(bid, Optional.of(sealed)))).isEqualTo(VALUES);
        Order other = order("order-0002");
        assertThatThrownBy(() -> reader.read(other, acceptance(bid(other), Optional.of(sealed))))
                .isInstanceOf(SecretsReader.Unreadable.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void whatDoesNotFitTheManifestIsRefusedWithoutNamingAValue() throws Exception {
        Order order = order("order-0001");
        Bid bid = bid(order);
        assertThatThrownBy(() -> reader.read(order, acceptance(bid, Optional.empty())))
                .hasMessage("the acceptance holds no values for the manifest's secrets");
        byte[] aad = (LeaseId.of(bid.id()) + "|" + order.id() + "|" + bid.renter() + "|" + bid.provider())
                .getBytes(StandardCharsets.UTF_8);
        for (String plain : List.of(
                "{\"TOKEN\":\"" + TOKEN + "\"}",
                "{\"TOKEN\":\"" + TOKEN + "\",\"PIN\":\"1\",\"MORE\":\"2\"}",
                "{\"TOKEN\":\"" + TOKEN + "\",\"PIN\":1}",
                "{\"TOKEN\":\"" + TOKEN + "\",\"TOKEN\":\"x\",\"PIN\":\"1\"}",
                "{\"TOKEN\":\"" + TOKEN,
                "[\"" + TOKEN + "\"]",
                "",
                "{\"PIN\":\"\\u0000\",\"TOKEN\":\"" + TOKEN + "\"}",
                "[".repeat(500),
                "{\"TOKEN\":\"" + TOKEN.repeat(500) + "\",\"PIN\":\"1\"}")) {
            Sealed sealed = new HpkeSealer()
                    .seal(
                            opener.key(),
                            "headroom/1 manifest secrets".getBytes(StandardCharsets.UTF_8),
                            aad,
                            plain.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> reader.read(order, acceptance(bid, Optional.of(sealed))))
                    .as(plain.substring(0, Math.min(40, plain.length())))
                    .isInstanceOf(SecretsReader.Unreadable.class)
                    .hasMessageNotContaining(TOKEN);
        }
    }

    @Test
    void tooManyBytesAreNotSent() {
        Order order = order("order-0001");
        Map<String, String> values = Map.of("TOKEN", "x".repeat(ManifestSecrets.MOST_BYTES), "PIN", "");
        assertThatThrownBy(() -> ManifestSecrets.seal(new HpkeSealer(), order, bid(order), values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 8192");
    }

    private static Order order(String id) {
        Manifest manifest = request().manifest();
        return new Order(
                new OrderId(id),
                FakeChain.RENTER,
                Scene.request().requirements(),
                manifest,
                Usdc.parse("0.5"),
                Duration.ofMinutes(10),
                FakeProvider.validity(Instant.now(), Duration.ofMinutes(1)));
    }

    private Bid bid(Order order) {
        Bid b = FakeProvider.bid(order, Usdc.parse("0.36"), Instant.now());
        return new Bid(
                b.id(),
                b.order(),
                b.renter(),
                b.provider(),
                b.gpus(),
                true,
                b.perHour(),
                Optional.of(opener.key()),
                b.payment(),
                b.validity());
    }

    private static Acceptance acceptance(Bid bid, Optional<Sealed> sealed) {
        return new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                bid.renter(),
                bid.provider(),
                new StreamRef(
                        FakeChain.RAIL.chainId(), FakeChain.RAIL.contract(), FakeChain.RAIL.token(), BigInteger.ONE),
                sealed,
                FakeProvider.validity(Instant.now(), Duration.ofMinutes(10)));
    }

    @Test
    void filesOfSecretsAreTheOwnersAlone() throws IOException {
        RentalFiles files = new RentalFiles(home);
        files.keepSecrets(new OrderId("order-0001"), new OrderSecrets(VALUES));
        assertThat(files.secrets(new OrderId("order-0001")).values()).isEqualTo(VALUES);
        Path file = home.resolve("rentals/order-0001/secrets.json");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        files.forgetSecrets(new OrderId("order-0001"));
        assertThat(file).doesNotExist();
    }
}
