package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.localchain.LocalChain;
import org.headroom.market.MarketCodec;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;

/**
 * A renter with none of our code: the Node program of docs/protocol/client, in a copy of docs/protocol with its packages
 * beside it. A machine without Node or without npm's packages skips the story, and says so.
 */
final class Stranger {
    /** The sixth account of every development chain; nobody else in a story uses it. */
    private static final String KEY = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";

    static final EthAddress ACCOUNT = new EthAddress("0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Signature NONE = new Signature("0x" + "00".repeat(64) + "1b");

    private final Path client;

    private Stranger(Path client) {
        this.client = client;
    }

    /** The packages are fetched once for all stories, and again when their lock changes. */
    static synchronized Stranger comes() throws Exception {
        assumeTrue(nodeFits(), "the stranger's client needs Node 20 (apt-get install nodejs npm)");
        assumeTrue(Checkout.program("npm").isPresent(), "the stranger's client needs npm (apt-get install npm)");
        Path from = Checkout.root().resolve("docs/protocol");
        Path into = Path.of("target", "stranger", "protocol").toAbsolutePath();
        Path client = into.resolve("client");
        Path lock = client.resolve("package-lock.json");
        boolean fetched = Files.isDirectory(client.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, from.resolve("client/package-lock.json")) < 0;
        copy(from, into);
        if (!fetched) {
            int rc = start(client, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .rc();
            assumeTrue(rc == 0, "npm could not fetch the packages of the stranger's client: is there a network?");
        }
        return new Stranger(client);
    }

    private static boolean nodeFits() throws Exception {
        if (Checkout.program("node").isEmpty()) return false;
        String version = start(Path.of("."), "node", "--version").output().getFirst();
        return Integer.parseInt(version.substring(1).split("\\.")[0]) >= 20;
    }

    private static void copy(Path from, Path into) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path relative = from.relativize(file);
                if (relative.toString().contains("node_modules")) continue;
                Path to = into.resolve(relative.toString());
                if (Files.isDirectory(file)) Files.createDirectories(to);
                else Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What a program printed, and how it ended. */
    record Run(int rc, List<String> output) {
        List<JsonNode> events() throws IOException {
            List<JsonNode> events = new ArrayList<>();
            for (String line : output) if (line.startsWith("{")) events.add(JSON.readTree(line));
            return events;
        }

        /** The last thing said, of a run that went well. */
        JsonNode result() throws IOException {
            assertThat(rc).as(String.join("\n", output)).isZero();
            return events().getLast();
        }

        Optional<JsonNode> event(String name) throws IOException {
            return events().stream().filter(e -> e.has(name)).findFirst();
        }
    }

    private static Run start(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> output = process.inputReader().lines().toList();
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as(Arrays.toString(command))
                    .isTrue();
            return new Run(process.exitValue(), output);
        } finally {
            process.destroy();
        }
    }

    Run checksTheVectors() throws Exception {
        return start(client, "node", "check.js");
    }

    Run checksTheChannels() throws Exception {
        return start(client, "node", "check-asyncapi.js");
    }

    /** From the order to the last cent. @param way {@code auction} or {@code offer} */
    Run leases(Market market, String way, Requirements wanted, Manifest job, Map<String, String> secrets)
            throws Exception {
        LocalChain chain = market.chain();
        ObjectNode settings = JSON.createObjectNode();
        settings.put("broker", market.broker().url());
        settings.put("rpc", market.node().rpc().toString());
        settings.put("chainId", LocalChain.CHAIN_ID);
        settings.put("flow", chain.flow().hex());
        settings.put("token", chain.token().hex());
        settings.put("key", KEY);
        settings.put("way", way);
        settings.put("ceilingPerHour", Long.toString(Market.ASK.baseUnits()));
        settings.put("durationSeconds", RenterSteps.PAID_FOR.toSeconds());
        JsonNode order = asJson(wanted, job);
        settings.set("requirements", order.get("requirements"));
        settings.set("manifest", order.get("manifest"));
        settings.set("secrets", JSON.valueToTree(secrets));
        Path file = market.place("stranger.json");
        Files.writeString(file, JSON.writeValueAsString(settings));
        return start(client, "node", "lease.js", file.toString());
    }

    private static JsonNode asJson(Requirements wanted, Manifest job) throws IOException {
        var now = Market.CLOCK.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var order = new Order(
                new OrderId("any-order"),
                ACCOUNT,
                wanted,
                job,
                Market.ASK,
                RenterSteps.PAID_FOR,
                new Validity(now, now.plusSeconds(60), Hash32.ZERO));
        byte[] bytes = new MarketCodec(LocalChain.CHAIN_ID).encode(new Signed<>(order, NONE));
        return JSON.readTree(bytes).get("body");
    }
}
