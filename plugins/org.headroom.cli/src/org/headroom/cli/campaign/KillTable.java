package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How often each victim was killed in each phase of a lease and at each step. */
final class KillTable {
    private static final int FIRST_COLUMN = 30;
    private static final int COLUMN = 9;

    private final Map<Aim, Integer> counts = new HashMap<>();
    /** Cells that cannot be hit on this machine, and why. */
    private final Map<Aim, String> impossible;

    private int kills;

    KillTable(Map<Aim, String> impossible) {
        this.impossible = Map.copyOf(impossible);
    }

    static List<Aim> allSteps() {
        List<Aim> cells = new ArrayList<>();
        for (Victim victim : Victim.values())
            for (KillStep step : KillStep.values()) cells.add(new Aim.AtStep(victim, step));
        return cells;
    }

    static List<Aim> allPhases() {
        List<Aim> cells = new ArrayList<>();
        for (Victim victim : Victim.values())
            for (LeasePhase phase : LeasePhase.values()) cells.add(new Aim.InPhase(victim, phase));
        return cells;
    }

    static List<Aim> all() {
        List<Aim> cells = allSteps();
        cells.addAll(allPhases());
        return cells;
    }

    /**
     * One kill. It counts for its step, if it came at one, and once for each phase that an open lease was in.
     *
     * @param phases of the leases that were open; empty where none was
     */
    void add(Victim victim, java.util.Optional<KillStep> step, Set<LeasePhase> phases) {
        kills++;
        step.ifPresent(s -> counts.merge(new Aim.AtStep(victim, s), 1, Integer::sum));
        Set<LeasePhase> all = phases.isEmpty() ? Set.of(LeasePhase.IDLE) : phases;
        all.forEach(phase -> counts.merge(new Aim.InPhase(victim, phase), 1, Integer::sum));
    }

    int kills() {
        return kills;
    }

    int count(Aim cell) {
        return counts.getOrDefault(cell, 0);
    }

    boolean isPossible(Aim cell) {
        return !impossible.containsKey(cell);
    }

    /** Those that can be hit and were not. */
    List<Aim> missing() {
        return all().stream().filter(c -> isPossible(c) && count(c) == 0).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("kills by the phase of the leases that were open");
        header(lines);
        for (LeasePhase phase : LeasePhase.values()) row(lines, phase.label(), v -> new Aim.InPhase(v, phase));
        lines.add("");
        lines.add("kills by step");
        header(lines);
        for (KillStep step : KillStep.values()) row(lines, step.label(), v -> new Aim.AtStep(v, step));
        impossible.values().stream().distinct().forEach(why -> lines.add("  - not possible here: " + why));
        return lines;
    }

    private static void header(List<String> lines) {
        StringBuilder line = new StringBuilder(" ".repeat(FIRST_COLUMN));
        for (Victim victim : Victim.values())
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", victim.label()));
        lines.add(line.toString());
    }

    private void row(List<String> lines, String label, Function<Victim, Aim> cell) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-" + (FIRST_COLUMN - 2) + "s", label));
        for (Victim victim : Victim.values()) {
            Aim here = cell.apply(victim);
            String shown = isPossible(here) || count(here) > 0 ? Integer.toString(count(here)) : "-";
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", shown));
        }
        lines.add(line.toString());
    }

    /** Counts by victim and label; null where a cell is not possible. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Aim cell : all()) {
            String kind = cell instanceof Aim.AtStep ? "steps" : "phases";
            ObjectNode row = json.withObject("/" + kind + "/" + cell.victim().label());
            if (isPossible(cell)) row.put(cell.when(), count(cell));
            else row.putNull(cell.when());
        }
        return json;
    }
}
