package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.JsonRpc;

/**
 * A chain on this machine, on loopback, with a USDC and Sablier Flow. It lives in a folder and goes on where it was when it
 * is opened again. One process at a time may have it open. Its money is play money: anvil's own keys are public knowledge.
 */
public final class LocalChain implements AutoCloseable {
    public static final long CHAIN_ID = 31_337;
    /** Far beyond what the demo spends. */
    public static final Wei PLENTY_OF_COIN = new Wei(BigInteger.TEN.pow(19));

    private static final String NAME = "local chain";
    private static final Duration PREDECESSOR = Duration.ofSeconds(8);

    private final Path file;
    private final LeashedAnvil anvil;
    private final JsonRpc node;
    private final Deployment deployment;
    private ChainRecord record;

    private LocalChain(Path file, LeashedAnvil anvil, JsonRpc node, Deployment deployment, ChainRecord record) {
        this.file = file;
        this.anvil = anvil;
        this.node = node;
        this.deployment = deployment;
        this.record = record;
    }

    /**
     * Opens the chain in a folder, or makes one there. Takes one to three seconds.
     *
     * @param folder this chain's own; made if missing
     * @param packages what releng/fetch-chain printed
     * @throws IOException with one sentence that says what to do
     */
    public static LocalChain resumeOrStart(Path folder, Path packages) throws IOException {
        return resumeOrStart(folder, packages, BlockTime.QUICK);
    }

    /** The same, with blocks as another chain makes them. */
    public static LocalChain resumeOrStart(Path folder, Path packages, BlockTime blocks) throws IOException {
        PrivateFiles.ownFolder(folder);
        Path file = folder.resolve("chain.json");
        Path state = folder.resolve("state.json");
        Optional<ChainRecord> old = ChainRecord.read(file);
        if (old.isPresent()) awaitPredecessor(old.get().anvilPid(), folder);
        else Files.deleteIfExists(state);
        int port = old.map(ChainRecord::port).orElse(0);
        LeashedAnvil anvil = LeashedAnvil.start(
                packages.resolve("anvil-1.7.1/bin/anvil"), state, folder.resolve("anvil.log"), CHAIN_ID, port, blocks);
        JsonRpc node = new JsonRpc(anvil.rpc());
        try {
            EthAddress deployer =
                    new EthAddress(node.call("eth_accounts").path(0).asText());
            Deployment deployment = new Deployment(node, deployer, blocks.atOnce());
            ChainRecord record = old.isPresent() && hasCode(node, old.get().flow())
                    ? moved(old.get(), anvil)
                    : deployed(deployment.deploy(packages), anvil);
            record.write(file);
            return new LocalChain(file, anvil, node, deployment, record);
        } catch (PaymentFailure e) {
            node.close();
            anvil.close();
            throw new IOException("The local chain could not be set up: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            node.close();
            anvil.close();
            throw e;
        }
    }

    /** For {@code FlowPaymentRail} and {@code RenterPayments}. */
    public ChainSettings settings() {
        return new ChainSettings(anvil.rpc(), CHAIN_ID, NAME, flow(), token(), 0, 1_000_000);
    }

    public URI rpc() {
        return anvil.rpc();
    }

    public EthAddress flow() {
        return new EthAddress(record.flow());
    }

    public EthAddress token() {
        return new EthAddress(record.token());
    }

    /** The process that is the chain. */
    public long anvilPid() {
        return anvil.pid();
    }

    /** Gives an account what it lacks to hold at least this much, and writes the account down. */
    public synchronized void fund(EthAddress account, Usdc usdc, Wei coin) throws IOException {
        try {
            String padded = "0".repeat(24) + account.hex().substring(2);
            JsonNode held =
                    node.call("eth_call", Map.of("to", record.token(), "data", "0x70a08231" + padded), "latest");
            BigInteger lacks = BigInteger.valueOf(usdc.baseUnits()).subtract(quantity(held));
            if (lacks.signum() > 0) deployment.mint(token(), account, lacks.longValueExact());
            if (quantity(node.call("eth_getBalance", account.hex(), "latest")).compareTo(coin.amount()) < 0)
                node.call(
                        "anvil_setBalance", account.hex(), "0x" + coin.amount().toString(16));
            record = record.with(
                    account.hex(),
                    new ChainRecord.Funds(
                            Long.toString(usdc.baseUnits()), coin.amount().toString()));
            record.write(file);
        } catch (PaymentFailure e) {
            throw new IOException("The account could not be funded on the local chain: " + e.getMessage(), e);
        }
    }

    /** The same for an account that has no coin; one that has some was funded before, and keeps what it has. */
    public synchronized void fundOnce(EthAddress account, Usdc usdc, Wei coin) throws IOException {
        try {
            if (quantity(node.call("eth_getBalance", account.hex(), "latest")).signum() > 0) return;
        } catch (PaymentFailure e) {
            throw new IOException("The account could not be read on the local chain: " + e.getMessage(), e);
        }
        fund(account, usdc, coin);
    }

    /** What each withdrawal costs beside gas. @param cents of a dollar, at 3,000 dollars a coin */
    public void chargeForWithdrawals(int cents) throws IOException {
        try {
            deployment.setFlowFee(new EthAddress(record.comptroller()), cents * 1_000_000L);
        } catch (PaymentFailure e) {
            throw new IOException("The fee could not be set on the local chain: " + e.getMessage(), e);
        }
    }

    /** One more USDC look-alike, as a crook would make one. */
    public EthAddress deployOtherToken(EthAddress holder, Usdc amount) throws IOException {
        try {
            EthAddress other = deployment.create(Deployment.own("LocalUsdc"));
            deployment.mint(other, holder, amount.baseUnits());
            return other;
        } catch (PaymentFailure e) {
            throw new IOException("The token could not be made: " + e.getMessage(), e);
        }
    }

    /** Moves the chain's clock forward for good and makes a block at that time; for tests. */
    public void advance(Duration time) throws IOException {
        try {
            node.call("evm_increaseTime", time.toSeconds());
            node.call("evm_mine");
        } catch (PaymentFailure e) {
            throw new IOException("The chain's clock could not be moved: " + e.getMessage(), e);
        }
    }

    /** Ends the node; its state is kept. */
    @Override
    public void close() {
        node.close();
        anvil.close();
    }

    private static ChainRecord moved(ChainRecord old, LeashedAnvil anvil) {
        return new ChainRecord(
                CHAIN_ID,
                anvil.rpc().toString(),
                anvil.pid(),
                old.token(),
                old.comptroller(),
                old.flow(),
                old.accounts() == null ? Map.of() : old.accounts());
    }

    private static ChainRecord deployed(Deployment.Contracts c, LeashedAnvil anvil) {
        return new ChainRecord(
                CHAIN_ID,
                anvil.rpc().toString(),
                anvil.pid(),
                c.token().hex(),
                c.comptroller().hex(),
                c.flow().hex(),
                Map.of());
    }

    private static boolean hasCode(JsonRpc node, String address) throws PaymentFailure {
        return node.call("eth_getCode", address, "latest").asText("0x").length() > 2;
    }

    private static BigInteger quantity(JsonNode n) {
        return new BigInteger(n.asText("0x0").substring(2), 16);
    }

    // After a kill the leash gives anvil some seconds to write its state; a second anvil on the same state would spoil
    // it.
    private static void awaitPredecessor(long pid, Path folder) throws IOException {
        long end = System.nanoTime() + PREDECESSOR.toNanos();
        while (isAnvil(pid)) {
            if (System.nanoTime() > end)
                throw new IOException("The local chain in " + folder + " is in use by process " + pid
                        + ": end the other Headroom first, or name another folder.");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean isAnvil(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(p -> p.info().command())
                .filter(c -> c.endsWith("anvil"))
                .isPresent();
    }
}
