package org.headroom.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.headroom.agent.RigSettings;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.BlockTime;
import org.headroom.localchain.ChainLike;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.PublicNode;
import org.headroom.market.BrokerSettings;
import org.headroom.market.ClientIds;
import org.headroom.market.Guards;
import org.headroom.market.MarketCodec;
import org.headroom.market.MqttMarketLink;
import org.headroom.market.RateLimits;
import org.headroom.market.Role;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.renter.FlowFunding;
import org.headroom.renter.RentalListener;
import org.headroom.renter.Renter;
import org.headroom.renter.RenterPolicy;
import org.headroom.store.Ledger;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.Passphrase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything around the rig that a first lease needs, on loopback: a broker, a chain with the payment contract, two
 * accounts with play money, and the rig's settings. Closing it ends all of it.
 */
public final class DemoStage implements AutoCloseable {
    static final String RIG = "demo rig";
    static final String ASK = "0.42";
    /** Small: the demo is to start at once, and holds no money. */
    private static final int RESERVE_MIB = 16;

    private static final Usdc RENTER_MONEY = Usdc.parse("1000");
    private static final Wei COIN = new Wei(BigInteger.TEN.pow(19));

    private final DemoHome home;
    private final Clock clock;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final EmbeddedBroker broker;
    private final LocalChain chain;
    private final Optional<PublicNode> node;
    private final KeySigner renterKey;
    private final KeySigner rigKey;
    private final Optional<SimulatedGpu> gpu;

    DemoStage(DemoHome home, StageParts parts, Clock clock) throws IOException, KeystoreFailure {
        this.home = home;
        this.clock = clock;
        try {
            broker = push(StageBroker.resumeOrStart(home.broker()));
            Optional<ChainLike> like = parts.chainLike();
            BlockTime blocks = like.map(ChainLike::blockTime).orElse(BlockTime.QUICK);
            chain = push(LocalChain.resumeOrStart(home.chain(), parts.chainPrograms(), blocks));
            node = like.isPresent()
                    ? Optional.of(push(PublicNode.open(
                            chain, like.get().shape(), like.get().behaviour())))
                    : Optional.empty();
            renterKey = key(home.renter());
            rigKey = key(home.rig());
            chain.fund(renterKey.address(), RENTER_MONEY, COIN);
            chain.fund(rigKey.address(), Usdc.ZERO, COIN);
            gpu = parts.nvml().isPresent() ? Optional.of(new SimulatedGpu(home.gpu())) : Optional.empty();
            settings(parts.nvml()).write(home.rig());
        } catch (IOException | KeystoreFailure | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T push(T part) {
        open.push(part);
        return part;
    }

    /** An account of its own for each side: a random passphrase in a file that only its owner reads. */
    private static KeySigner key(Path directory) throws IOException, KeystoreFailure {
        PrivateFiles.createFolders(directory);
        Path passphraseFile = directory.resolve("passphrase");
        Path keystore = directory.resolve("keystore.json");
        if (!Files.exists(passphraseFile)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            // Whole or not at all: with half a passphrase the account would be lost to the next run.
            Path draft = directory.resolve("passphrase.new");
            Files.deleteIfExists(draft);
            PrivateFiles.writeString(draft, HexFormat.of().formatHex(random) + "\n");
            Files.move(draft, passphraseFile, StandardCopyOption.ATOMIC_MOVE);
        }
        char[] passphrase = Passphrase.fromFile(passphraseFile);
        try {
            return Files.exists(keystore)
                    ? Keystore.open(keystore, passphrase)
                    : Keystore.create(keystore, passphrase, Keystore.Strength.LIGHT);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private RigSettings settings(Optional<Path> nvml) {
        return new RigSettings(
                        RIG,
                        ASK,
                        new RigSettings.Broker(broker.url(), null, null, null),
                        new RigSettings.Chain(
                                chain.settings().name(),
                                LocalChain.CHAIN_ID,
                                rpc().toString(),
                                chain.flow().hex(),
                                chain.token().hex(),
                                null,
                                null,
                                // A node of the imitated chain that stands still is not believed for long.
                                node.isPresent() ? (int) ChainSettings.STANDARD_HEAD_AGE.toSeconds() : null,
                                finality(),
                                null),
                        new RigSettings.Keys("keystore.json", "passphrase"),
                        nvml.map(Path::toString).orElse(null),
                        2)
                .withStorage(new RigSettings.Storage(RESERVE_MIB, null, null, null, null))
                .withImages(DemoJob.offered());
    }

    /** As on the imitated chain, for all sides; null on a chain of one's own, which has no final blocks to wait for. */
    private @Nullable String finality() {
        return node.isPresent() ? "finalized" : null;
    }

    /**
     * A second renter with play money of its own, set up so that a person can rent from the rig with
     * {@code headroom rent … --home} {@link DemoHome#guest()}. One that is there keeps its account and what it holds, and
     * finds broker and chain where they are now.
     */
    void guest() throws IOException, KeystoreFailure {
        Path guest = home.guest();
        chain.fundOnce(key(guest).address(), RENTER_MONEY, COIN);
        ObjectMapper json = new ObjectMapper();
        ObjectNode settings = json.createObjectNode()
                .put("broker", broker.url())
                .put("rpc", rpc().toString())
                .put("contract", chain.flow().hex())
                .put("token", chain.token().hex())
                .put("keystore", "keystore.json")
                .put("passphraseFile", "passphrase");
        String finality = finality();
        if (finality != null) settings.put("finality", finality);
        // Whole: the guest's programs may be reading it.
        PrivateFiles.replace(guest.resolve("settings.json"), json.writeValueAsBytes(settings));
    }

    /** The renter, connected and with its open rentals taken up. Closed with the stage. */
    Renter renter(RentalListener listener) throws IOException {
        return renter(listener, RenterPolicy.STANDARD);
    }

    /** A renter with its own patience. */
    public Renter renter(RentalListener listener, RenterPolicy policy) throws IOException {
        Ledger memory = push(Ledger.open(home.renter().resolve("market.db")));
        MqttMarketLink link = push(new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(
                        BrokerSettings.of(
                                broker.url(), ClientIds.in(home.renter()).of("renter", broker.url())),
                        memory.outbox("demo"))),
                Role.RENTER,
                new MarketCodec(LocalChain.CHAIN_ID),
                renterKey,
                new Guards(new Eip712Recovery(), memory.messages(clock), memory.blocklist(clock), RateLimits.STANDARD),
                clock));
        FlowFunding funding = push(new FlowFunding(chainSettings(), renterKey));
        Renter renter = push(new Renter(link, funding, renterKey, home.renter(), clock, listener, policy));
        renter.resumeAll();
        link.open();
        return renter;
    }

    /** Whose account places the demo's own orders. */
    EthAddress renterAddress() {
        return renterKey.address();
    }

    /** The chain as the rig sees it; the caller closes it. */
    FlowPaymentRail rail() {
        return new FlowPaymentRail(chainSettings(), rigKey, clock);
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    /** The chain itself. */
    public LocalChain chain() {
        return chain;
    }

    /** The node that stands before the chain; empty where rig and renter ask the chain itself. */
    public Optional<PublicNode> node() {
        return node;
    }

    private ChainSettings chainSettings() {
        ChainSettings settings = node.map(PublicNode::settings).orElseGet(chain::settings);
        return settings.withFinality(settings.finality().with(finality(), null));
    }

    private URI rpc() {
        return chainSettings().rpc();
    }

    /** The key that bids, signs receipts and is paid. */
    public KeySigner rigKey() {
        return rigKey;
    }

    /** Empty where the GPU is real. */
    public Optional<SimulatedGpu> gpu() {
        return gpu;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(DemoStage.class)
                        .warn("{} did not end cleanly: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
