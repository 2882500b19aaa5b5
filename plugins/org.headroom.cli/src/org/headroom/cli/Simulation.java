package org.headroom.cli;

import java.util.Collection;
import java.util.Optional;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.wallet.ChainSettings;

/**
 * What of a rig or of a lease is simulated.
 *
 * @param gpu whether a GPU is a stand-in's and not a card
 * @param money whether the chain is a development node's, whose USDC is worth nothing
 */
public record Simulation(boolean gpu, boolean money) {
    public static final Simulation NONE = new Simulation(false, false);

    static Simulation of(Collection<GpuReading> gpus, boolean localChain) {
        return new Simulation(gpus.stream().anyMatch(g -> g.identity().simulated()), localChain);
    }

    public static Simulation of(LeaseTerms terms) {
        return new Simulation(
                terms.bid().simulated(),
                ChainSettings.isLocal(terms.bid().payment().chainId()));
    }

    Simulation and(Simulation other) {
        return new Simulation(gpu || other.gpu, money || other.money);
    }

    /** What it means, as sentences; empty where nothing is simulated. */
    Optional<String> sentence() {
        if (equals(NONE)) return Optional.empty();
        String what = gpu && money ? "the GPU and the money" : gpu ? "the GPU" : "the money";
        return Optional.of("Simulated: " + what + "."
                + (gpu ? " The GPU is a stand-in, not a card." : "")
                + (money ? " The chain is a local one: its USDC is play money." : ""));
    }

    /** What follows the amount of a paid lease; empty where nothing is simulated. */
    public String suffix() {
        if (equals(NONE)) return "";
        return " (simulated: " + (gpu && money ? "stand-in GPU, play money" : gpu ? "stand-in GPU" : "play money")
                + ")";
    }
}
