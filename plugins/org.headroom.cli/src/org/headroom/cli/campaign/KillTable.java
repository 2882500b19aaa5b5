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

    private final Map<Cell, Integer> counts = new HashMap<>();
    /** Cells that cannot be hit on this machine, and why. */
    private final Map<Cell, String> impossible;

    private int kills;

    KillTable(Map<Cell, String> impossible) {
        this.impossible = Map.copyOf(impossible);
    }

    static List<Cell> allSteps() {
        List<Cell> cells = new ArrayList<>();
        for (Victim victim : Victim.values()) for (Step step : Step.values()) cells.add(new Cell.AtStep(victim, step));
        return cells;
    }

    static List<Cell> allPhases() {
        List<Cell> cells = new ArrayList<>();
        for (Victim victim : Victim.values())
            for (LeasePhase phase : LeasePhase.values()) cells.add(new Cell.InPhase(victim, phase));
        return cells;
    }

    static List<Cell> all() {
        List<Cell> cells = allSteps();
        cells.addAll(allPhases());
        return cells;
    }

    /**
     * One kill. It counts for its step, if it came at one, and once for each phase that an open lease was in.
     *
     * @param phases of the leases that were open; empty where none was
     */
    void add(Victim victim, java.util.Optional<Step> step, Set<LeasePhase> phases) {
        kills++;
        step.ifPresent(s -> counts.merge(new Cell.AtStep(victim, s), 1, Integer::sum));
        Set<LeasePhase> all = phases.isEmpty() ? Set.of(LeasePhase.IDLE) : phases;
        all.forEach(phase -> counts.merge(new Cell.InPhase(victim, phase), 1, Integer::sum));
    }

    int kills() {
        return kills;
    }

    int count(Cell cell) {
        return counts.getOrDefault(cell, 0);
    }

    boolean isPossible(Cell cell) {
        return !impossible.containsKey(cell);
    }

    /** Those that can be hit and were not. */
    List<Cell> missing() {
        return all().stream().filter(c -> isPossible(c) && count(c) == 0).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("kills by the phase of the leases that were open");
        header(lines);
        for (LeasePhase phase : LeasePhase.values()) row(lines, phase.label(), v -> new Cell.InPhase(v, phase));
        lines.add("");
        lines.add("kills by step");
        header(lines);
        for (Step step : Step.values()) row(lines, step.label(), v -> new Cell.AtStep(v, step));
        impossible.values().stream().distinct().forEach(why -> lines.add("  - not possible here: " + why));
        return lines;
    }

    private static void header(List<String> lines) {
        StringBuilder line = new StringBuilder(" ".repeat(FIRST_COLUMN));
        for (Victim victim : Victim.values())
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", victim.label()));
        lines.add(line.toString());
    }

    private void row(List<String> lines, String label, Function<Victim, Cell> cell) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-" + (FIRST_COLUMN - 2) + "s", label));
        for (Victim victim : Victim.values()) {
            Cell here = cell.apply(victim);
            String shown = isPossible(here) || count(here) > 0 ? Integer.toString(count(here)) : "-";
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", shown));
        }
        lines.add(line.toString());
    }

    /** Counts by victim and label; null where a cell is not possible. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Cell cell : all()) {
            String kind = cell instanceof Cell.AtStep ? "steps" : "phases";
            ObjectNode row = json.withObject("/" + kind + "/" + cell.victim().label());
            if (isPossible(cell)) row.put(cell.when(), count(cell));
            else row.putNull(cell.when());
        }
        return json;
    }
}
