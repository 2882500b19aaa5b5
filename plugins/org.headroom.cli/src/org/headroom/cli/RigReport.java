package org.headroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LinkState;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigStatus.Mode;
import org.headroom.model.rig.RigView;
import org.headroom.wallet.ChainSettings;

/**
 * What a rig without a window prints: what of it is simulated; whether it takes work and, where it does not, what it waits
 * for and what to do; when one node of the chain begins and ends to decide alone; and a line for each step of a lease. At most {@value #MOST_LINES} lines a minute. One thread.
 */
final class RigReport {
    static final int MOST_LINES = 60;
    /** A rig that has just started waits for everything: that is no news yet. */
    static final Duration SETTLING = Duration.ofSeconds(3);
    /** Between two lines of one mode; a cause that changes to and fro is told no more often. */
    static final Duration BETWEEN = Duration.ofSeconds(10);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LONGEST = 600;

    private final Instant start;
    private final LeaseSteps leases;

    private Simulation simulated = Simulation.NONE;
    private boolean single;
    private Instant singleAt = Instant.MIN;
    private Optional<Mode> told = Optional.empty();
    /** Of the lines that were told last, without what counts up and down. */
    private Set<String> toldCauses = Set.of();

    private Instant toldAt = Instant.MIN;
    private Instant minute;
    private int inMinute;
    private int leftOut;

    /** @param start when the rig was started: steps of leases before are not told */
    RigReport(Instant start) {
        this.start = start;
        this.minute = start;
        this.leases = new LeaseSteps(start);
    }

    /** The lines that are due since the last view, without line ends. */
    List<String> lines(RigView view, List<GpuReading> gpus, Instant now) {
        List<String> lines = new ArrayList<>(simulated(view.chain(), gpus, now));
        lines.addAll(status(view, now));
        lines.addAll(nodes(view.chain(), now));
        lines.addAll(leases.lines(view));
        return bounded(lines, now);
    }

    /** Once for the money and once for the GPUs, or for both together. */
    private List<String> simulated(ChainStatus chain, List<GpuReading> gpus, Instant now) {
        Simulation seen = simulated.and(Simulation.of(gpus, ChainSettings.isLocal(chain.chainId())));
        // The GPUs are known within a second: then it is one line.
        boolean early = gpus.isEmpty() && now.isBefore(start.plus(SETTLING));
        if (seen.equals(simulated) || early) return List.of();
        simulated = seen;
        return seen.sentence().map(List::of).orElse(List.of());
    }

    /** Whether one of several nodes decides alone; what a chain without an answering node says of that is no news. */
    private List<String> nodes(ChainStatus chain, Instant now) {
        boolean is = chain.singleNode().isPresent();
        if (!chain.up() || is == single) return List.of();
        if (singleAt.isAfter(Instant.MIN) && now.isBefore(singleAt.plus(BETWEEN))) return List.of();
        single = is;
        singleAt = now;
        return List.of(chain.singleNode()
                .orElse("Two of the chain's nodes can be used again: what decides over money is asked of two."));
    }

    private List<String> status(RigView view, Instant now) {
        Mode mode = view.status().mode();
        boolean settling = told.isEmpty() && now.isBefore(start.plus(SETTLING));
        if (settling && mode == Mode.UNABLE) return List.of();
        List<String> text = text(view);
        Set<String> causes = mode == Mode.TAKING_WORK
                ? Set.of()
                : text.stream().map(RigReport::cause).collect(Collectors.toSet());
        boolean sameMode = told.filter(mode::equals).isPresent();
        if (sameMode && causes.equals(toldCauses)) return List.of();
        Duration pause = sameMode ? BETWEEN : Duration.ofSeconds(1);
        if (told.isPresent() && now.isBefore(toldAt.plus(pause))) return List.of();
        List<String> fresh = sameMode
                ? text.stream().filter(t -> !toldCauses.contains(cause(t))).toList()
                : text;
        told = Optional.of(mode);
        toldCauses = causes;
        toldAt = now;
        // Where a cause has gone and none has come, what is left is told.
        return fresh.isEmpty() ? text : fresh;
    }

    /** Ages and pauses in a message count up and down: they are no other cause. */
    private static String cause(String line) {
        return line.replaceAll("\\d+([.,]\\d+)*", "");
    }

    private static List<String> text(RigView view) {
        RigStatus status = view.status();
        String what = status.rest().isBlank() ? status.headline() : status.headline() + " " + status.rest();
        return switch (status.mode()) {
            case TAKING_WORK -> List.of("Taking work. " + what);
            case PAUSED -> List.of((status.isLeaving() ? "Not taking work. " : "Not taking work: paused. ") + what);
            case UNABLE ->
                waiting(view, what).stream().map(w -> "Not taking work. " + w).toList();
        };
    }

    /** What is not there of engine, chain and market, and what to do; before that, a cause that is none of these. */
    private static List<String> waiting(RigView view, String what) {
        List<String> waits = new ArrayList<>();
        EngineStatus engine = view.engine();
        ChainStatus chain = view.chain();
        LinkState link = view.link();
        if (!engine.up()) waits.add("Waiting for the container engine: " + engine.message());
        if (!chain.up()) waits.add("Waiting for the chain: " + chain.message() + chainAdvice(view));
        if (link.phase() != LinkState.Phase.UP)
            waits.add("Waiting for the market: " + link.message()
                    + " If this lasts, check the network and the broker in rig.json.");
        String headline = view.status().headline();
        // What nodes disagree about is added to the chain's message, and is not in the headline.
        boolean other = !headline.equals(engine.message())
                && !chain.message().startsWith(headline)
                && !headline.equals(link.message());
        if (other || waits.isEmpty()) waits.addFirst(what);
        return waits;
    }

    /** What the message of a chain that does not answer leaves open. */
    private static String chainAdvice(RigView view) {
        ChainStatus chain = view.chain();
        StringBuilder advice = new StringBuilder();
        boolean runs = view.leases().stream().anyMatch(l -> l.state() instanceof LeaseState.Running);
        if (runs) advice.append(" Running jobs go on, within your cap on unpaid work.");
        // What is wrong with the settings neither waiting nor the network puts right.
        if (chain.failure().filter(PaymentFailure.Kind.WRONG_CHAIN::equals).isPresent())
            return advice + " Edit \"chain\" in rig.json, then start the rig again.";
        if (!runs) advice.append(" No job runs, so nothing is lost.");
        if (!chain.message().contains("asked again")) advice.append(" It is asked again by itself.");
        return advice + " If this lasts, check the network and the nodes in \"chain\" of rig.json.";
    }

    private List<String> bounded(List<String> lines, Instant now) {
        List<String> shown = new ArrayList<>();
        if (!now.isBefore(minute.plus(MINUTE))) {
            if (leftOut > 0)
                shown.add(leftOut + " lines were left out: there were more than " + MOST_LINES + " a minute.");
            minute = now;
            inMinute = shown.size();
            leftOut = 0;
        }
        for (String line : lines) {
            if (inMinute >= MOST_LINES) leftOut++;
            else {
                inMinute++;
                shown.add(shortened(VisibleText.line(line.replaceAll("\\s+", " "))));
            }
        }
        return shown;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
