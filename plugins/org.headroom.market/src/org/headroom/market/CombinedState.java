package org.headroom.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.BrokerState;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LinkState.Phase;

/** One state of several brokers': pure. */
final class CombinedState {
    /** @param troubled whether the message is about something that is not as it should be */
    record Report(BrokerState state, boolean troubled) {}

    private CombinedState() {}

    /**
     * Up while one is. What waits is what waits for the one that is furthest: what one broker has taken is on the market.
     *
     * @param doubt what makes the whole link doubtful, while it is up
     * @param upSince of the state before
     */
    static LinkState of(List<Report> reports, Optional<String> doubt, Optional<Instant> upSince, Instant now) {
        List<BrokerState> brokers = reports.stream().map(Report::state).toList();
        Phase phase = phase(brokers);
        int waiting = brokers.stream().mapToInt(BrokerState::waiting).min().orElse(0);
        long up = brokers.stream().filter(b -> b.phase() == Phase.UP).count();
        String broker = brokers.size() == 1 ? brokers.getFirst().url() : up + " of " + brokers.size() + " brokers";
        var sentences = new ArrayList<String>();
        doubt.filter(d -> phase == Phase.UP).ifPresent(sentences::add);
        if (brokers.size() == 1) {
            sentences.add(brokers.getFirst().message());
        } else if (phase == Phase.CLOSED) {
            sentences.add("Closed.");
        } else {
            sentences.add(
                    up == 0
                            ? "None of the " + brokers.size() + " brokers is connected."
                            : "Connected to " + names(brokers) + ".");
            reports.stream()
                    .filter(Report::troubled)
                    .forEach(r ->
                            sentences.add(r.state().name() + ": " + r.state().message()));
        }
        Optional<Instant> since = phase == Phase.UP ? upSince.or(() -> Optional.of(now)) : Optional.empty();
        return new LinkState(phase, broker, String.join(" ", sentences), waiting, since, brokers);
    }

    private static Phase phase(List<BrokerState> brokers) {
        for (Phase phase : List.of(Phase.UP, Phase.CONNECTING, Phase.DOWN))
            if (brokers.stream().anyMatch(b -> b.phase() == phase)) return phase;
        return Phase.CLOSED;
    }

    private static String names(List<BrokerState> brokers) {
        return String.join(
                ", ",
                brokers.stream()
                        .filter(b -> b.phase() == Phase.UP)
                        .map(BrokerState::name)
                        .toList());
    }
}
