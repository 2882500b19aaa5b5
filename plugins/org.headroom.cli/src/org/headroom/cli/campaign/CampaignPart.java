package org.headroom.cli.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.cli.RunCommand;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeBehaviour;
import org.headroom.localchain.PublicNode;
import org.headroom.model.money.EthAddress;
import org.headroom.wallet.ChainSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A part that the campaign kills, in a process of its own. It ends in an orderly way with its standard input. */
@Command(name = "campaign-part", hidden = true, description = "A part of the campaign.")
public final class CampaignPart implements Callable<Integer> {
    /** How the line begins that says so. */
    static final String READY = "Ready";

    static final String RIG = "rig";
    static final String BROKER = "broker";
    static final String NODE = "node";
    private static final int LATENCY_MS = 20;

    @Parameters(arity = "1..*", description = "What it is, and what it needs.")
    private List<String> what = List.of();

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        return switch (what.getFirst()) {
            case RIG -> rig(what.get(1), out);
            case BROKER -> broker(Path.of(what.get(1)), Integer.parseInt(what.get(2)), out);
            case NODE -> node(what.subList(1, what.size()), out);
            default -> throw new IllegalArgumentException("There is no part " + what.getFirst() + ".");
        };
    }

    private static int rig(String home, PrintStream out) {
        Thread.ofPlatform().daemon().name("campaign-leash").start(() -> {
            awaitEnd();
            System.exit(0);
        });
        out.println(READY);
        out.flush();
        return new CommandLine(new RunCommand()).execute("--headless", "--home", home);
    }

    private static int broker(Path folder, int port, PrintStream out) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
            out.println(READY + " at port " + broker.port());
            out.flush();
            awaitEnd();
        }
        return 0;
    }

    /** @param given the chain's address, contract and token, and the port */
    private static int node(List<String> given, PrintStream out) throws IOException {
        ChainSettings chain = new ChainSettings(
                URI.create(given.get(0)),
                LocalChain.CHAIN_ID,
                "local chain",
                new EthAddress(given.get(1)),
                new EthAddress(given.get(2)),
                0,
                ChainSettings.PUBLIC_NODE_SPAN);
        PublicNode.Shape shape = new PublicNode.Shape(0, Duration.ofSeconds(1), Integer.parseInt(given.get(3)), 1);
        try (PublicNode node = PublicNode.open(chain, shape, NodeBehaviour.HONEST.withLatency(LATENCY_MS))) {
            out.println(READY + " at " + node.rpc());
            out.flush();
            awaitEnd();
        }
        return 0;
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) continue;
        } catch (IOException e) {
            // As good as its end.
        }
    }
}
