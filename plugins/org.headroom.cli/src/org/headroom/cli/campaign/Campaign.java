package org.headroom.cli.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills parts of a running rig one after the other, each kill at the moment of a cell of the table that has not been
 * hit, and audits what came of it. The same seed makes the same plan; when leases are where they are is up to the
 * machine.
 */
final class Campaign {
    private static final Duration AIM = Duration.ofSeconds(45);
    private static final Duration IDLE_AIM = Duration.ofMinutes(3);
    /** Of a cell that lasts for a moment and was missed. */
    private static final int TRIES = 12;

    private static final int LONGEST_OFF_MS = 1_500;
    private static final int LONGEST_RANDOM_MS = 3_000;
    /** A renter gives up a provider that it hears nothing of, and a rig sweeps what is left each minute. */
    private static final Duration SETTLE = Duration.ofMinutes(5);

    private static final Duration AUDIT = Duration.ofMinutes(2);
    private static final Duration AUDIT_AGAIN = Duration.ofSeconds(2);
    private static final Duration SLOW_NODE = Duration.ofMillis(150);
    private static final long LOOK_NS = 1_000_000;

    private final CampaignStage stage;
    private final Trigger trigger;
    private final int kills;
    private final int auditEvery;
    private final Random random;
    private final PrintStream out;
    private final KillTable table;
    private final long began = Instant.now().getEpochSecond();
    private final Deque<Aim> plan = new ArrayDeque<>();
    private final Map<Aim, Integer> tries = new java.util.HashMap<>();
    private List<String> deviations = List.of();
    private Map<String, Long> figures = new TreeMap<>();

    Campaign(
            CampaignStage stage,
            Trigger trigger,
            int kills,
            int auditEvery,
            long seed,
            Map<Aim, String> impossible,
            PrintStream out) {
        this.stage = stage;
        this.trigger = trigger;
        this.kills = kills;
        this.auditEvery = auditEvery;
        this.random = new Random(seed);
        this.table = new KillTable(impossible);
        this.out = out;
        List<Aim> steps = new ArrayList<>(KillTable.allSteps());
        List<Aim> phases = new ArrayList<>(KillTable.allPhases());
        Collections.shuffle(steps, random);
        Collections.shuffle(phases, random);
        // A kill at a step hits a phase, too. Nothing is ordered from one kill of an idle rig to the next.
        plan.addAll(steps);
        plan.addAll(phases.stream().filter(c -> !isIdle(c)).toList());
        plan.addAll(phases.stream().filter(Campaign::isIdle).toList());
        plan.removeIf(c -> !table.isPossible(c));
    }

    KillTable table() {
        return table;
    }

    List<String> deviations() {
        return deviations;
    }

    Map<String, Long> figures() {
        return figures;
    }

    /** Ends early where a part does not start again or an audit finds a deviation. */
    void run() throws IOException, InterruptedException {
        while (table.kills() < kills) {
            Aim cell = next();
            if (isIdle(cell)) settle();
            else pauseOrders(false);
            kill(cell);
            if (table.kills() % auditEvery == 0 && table.kills() < kills && !audit()) return;
        }
        audit();
    }

    private static boolean isIdle(Aim cell) {
        return cell instanceof Aim.InPhase p && p.phase() == LeasePhase.IDLE;
    }

    /** The next cell of the plan that was not hit yet; when all were hit, any of them or a random moment by turns. */
    private Aim next() {
        while (!plan.isEmpty()) {
            Aim cell = plan.remove();
            if (table.count(cell) == 0) return cell;
        }
        List<Aim> missing = table.missing().stream()
                .filter(c -> tries.getOrDefault(c, 0) < TRIES)
                .toList();
        if (missing.isEmpty() && random.nextBoolean())
            return new Aim.AtRandom(Victim.values()[random.nextInt(Victim.values().length)]);
        List<Aim> all = missing.isEmpty()
                ? KillTable.all().stream()
                        .filter(table::isPossible)
                        .filter(c -> !isIdle(c))
                        .toList()
                : missing;
        return all.get(random.nextInt(all.size()));
    }

    private void pauseOrders(boolean on) {
        stage.renters().forEach(r -> r.pauses(on));
    }

    private void kill(Aim cell) throws IOException, InterruptedException {
        tries.merge(cell, 1, Integer::sum);
        boolean money = wantsWithdrawals(cell);
        stage.owner().withdraws(money);
        if (cell instanceof Aim.InPhase p && p.phase() == LeasePhase.VERIFYING) stage.delayNode(SLOW_NODE);
        CompletableFuture<Aim> done = trigger.arm(cell, () -> stage.kill(cell.victim()));
        boolean hit;
        Map<String, LeasePhase> open;
        try (LedgerReader ledger = ledger()) {
            hit = aim(cell, done, ledger);
            if (!hit) {
                Waits.pause(Duration.ofMillis(random.nextInt(LONGEST_RANDOM_MS)));
                trigger.now();
            }
            done.join();
            open = ledger.open();
        }
        stage.delayNode(Duration.ZERO);
        Optional<KillStep> step = hit && cell instanceof Aim.AtStep s ? Optional.of(s.step()) : Optional.empty();
        Set<LeasePhase> phases = EnumSet.noneOf(LeasePhase.class);
        phases.addAll(open.values());
        // A rig that lives goes on before the ledger is read again: the signal was sent when it was in this phase.
        if (hit && cell instanceof Aim.InPhase p && !isIdle(cell)) phases.add(p.phase());
        table.add(cell.victim(), step, phases);
        out.printf(
                "%5d s  kill %3d of %d: %-6s %s%s; leases %s%n",
                Instant.now().getEpochSecond() - began,
                table.kills(),
                kills,
                cell.victim().label(),
                cell.when(),
                hit ? "" : " (did not come in time)",
                open);
        out.flush();
        Waits.pause(Duration.ofMillis(random.nextInt(LONGEST_OFF_MS)));
        stage.start(cell.victim());
    }

    private boolean wantsWithdrawals(Aim cell) {
        return switch (cell) {
            case Aim.AtStep s -> s.step() == KillStep.TRANSACTION_SENT || s.step() == KillStep.TRANSACTION_UNSENT;
            case Aim.InPhase p when p.phase() == LeasePhase.SETTLING -> true;
            case Aim.InPhase p when p.phase() == LeasePhase.RECEIPTED -> false;
            default -> random.nextInt(3) == 0;
        };
    }

    private LedgerReader ledger() throws IOException {
        return LedgerReader.open(stage.rigHome()).orElseThrow(() -> new IOException("The rig has no ledger."));
    }

    /** Waits for the moment; what does not pass a tap is looked for here. @return whether it came */
    private boolean aim(Aim cell, CompletableFuture<Aim> done, LedgerReader ledger)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + (isIdle(cell) ? IDLE_AIM : AIM).toNanos();
        boolean numbered = cell instanceof Aim.InPhase p && p.phase() == LeasePhase.NUMBERED;
        while (System.nanoTime() - end < 0) {
            if (done.isDone()) return true;
            if (Thread.interrupted()) throw new InterruptedException();
            look(cell, ledger);
            if (done.isDone()) return true;
            // Between two events that follow each other at once there is no time for a pause.
            if (!numbered) LockSupport.parkNanos(LOOK_NS);
        }
        return false;
    }

    private void look(Aim cell, LedgerReader ledger) throws IOException, InterruptedException {
        switch (cell) {
            case Aim.InPhase p -> {
                Map<String, LeasePhase> open = ledger.open();
                if (open.isEmpty() ? p.phase() == LeasePhase.IDLE : open.containsValue(p.phase()))
                    trigger.reached(p.phase());
            }
            case Aim.AtStep s -> {
                if (s.step() == KillStep.DISK_SETTLING && isSettling()) trigger.reached(KillStep.DISK_SETTLING);
            }
            case Aim.AtRandom r -> {
                Waits.pause(Duration.ofMillis(random.nextInt(LONGEST_RANDOM_MS)));
                trigger.now();
            }
        }
    }

    /** What is there while a finished job's disk is copied out, and for no longer. */
    private boolean isSettling() throws IOException {
        try (DirectoryStream<Path> leases =
                Files.newDirectoryStream(stage.rigHome().resolve("leases"))) {
            for (Path lease : leases)
                if (Files.exists(lease.resolve("artefacts.copy")) || Files.exists(lease.resolve("artefacts.img.done")))
                    return true;
        }
        return false;
    }

    /** Nothing is ordered any more, and all that was ordered comes to its end, as far as it does. */
    private void settle() throws IOException, InterruptedException {
        pauseOrders(true);
        stage.owner().withdraws(true);
        Waits.until(SETTLE, () -> stage.renters().stream().allMatch(CampaignRenter::isIdle));
        try (LedgerReader ledger = ledger()) {
            Waits.until(SETTLE, () -> ledger.open().isEmpty() && ledger.unsettledTransactions() == 0);
        }
        stage.owner().withdraws(false);
    }

    /** @return whether all is in order */
    private boolean audit() throws IOException, InterruptedException {
        long begins = System.nanoTime();
        settle();
        double settled = (System.nanoTime() - begins) / 1e9;
        long end = System.nanoTime() + AUDIT.toNanos();
        try (LedgerReader ledger = ledger();
                ChainReader chain = new ChainReader(stage.chain())) {
            do {
                Audit books = new Audit(Audit.Books.of(stage, chain), ledger);
                MachineAudit machine = new MachineAudit(stage, ledger, began);
                books.run();
                machine.run();
                deviations = new ArrayList<>(books.deviations());
                deviations.addAll(machine.deviations());
                figures = new TreeMap<>(books.figures());
                figures.put("containers made", machine.made());
                if (deviations.isEmpty()) break;
                // A rig sweeps each minute, and the engine removes in the background.
                Waits.pause(AUDIT_AGAIN);
            } while (System.nanoTime() - end < 0);
        }
        if (!stage.rigAlive()) deviations.add("The rig has ended by itself.");
        out.printf(
                "audit after %d kills, settled in %.0f s: %s; %s%n",
                table.kills(), settled, deviations.isEmpty() ? "in order" : deviations.size() + " deviations", figures);
        deviations.forEach(d -> out.println("  DEVIATION " + d));
        out.flush();
        return deviations.isEmpty();
    }
}
