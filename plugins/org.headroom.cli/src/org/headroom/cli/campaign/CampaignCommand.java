package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.cli.home.DataFolders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom campaign}: kills the parts of a rig at chosen moments, and audits. */
@Command(
        name = "campaign",
        description = {
            "Kills the rig, the engine's service, the broker and the chain's node with SIGKILL at chosen moments of"
                    + " real leases, starts each again, and compares ledger, chain, containers and receipts.",
            "Exit code 1 when something deviates, or when there were kills enough and a cell of the table was not hit."
        })
public final class CampaignCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int INTERRUPTED = 130;
    private static final long END_SECONDS = 60;
    /** Each takes half a minute until all that is open has settled. */
    private static final int AUDIT_EVERY = 40;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--seed", paramLabel = "S", description = "Makes the same plan again; printed at the start.")
    private @Nullable Long seed;

    @Option(
            names = "--audit-every",
            paramLabel = "N",
            defaultValue = "" + AUDIT_EVERY,
            description = "Audits after so many kills, and at the end (default: ${DEFAULT-VALUE}).")
    private int auditEvery;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the table and the figures to FILE as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A folder of its own for its files; cleared at the start, and kept where something deviates.")
    private @Nullable Path home;

    @Option(
            names = "--chain-parts",
            paramLabel = "DIR",
            required = true,
            description = "What releng/fetch-chain brought; ./headroom adds it.")
    private @Nullable Path chainParts;

    @Option(
            names = "--nvml",
            paramLabel = "LIBRARY",
            required = true,
            description = "The stand-in for a driver, whose GPUs are simulated; ./headroom adds it.")
    private @Nullable Path nvml;

    @Spec
    private @Nullable CommandSpec spec;

    private final Object turn = new Object();
    /** Guarded by the turn. */
    private boolean playing;

    @Override
    public Integer call() throws Exception {
        CommandSpec own = spec;
        Path parts = chainParts;
        Path library = nvml;
        if (own == null || parts == null || library == null) throw new IllegalStateException("picocli fills these");
        if (kills < 1 || kills > MOST)
            throw new ParameterException(own.commandLine(), "--kills takes 1 to " + MOST + ".");
        if (auditEvery < 1) throw new ParameterException(own.commandLine(), "--audit-every takes 1 or more.");
        Path podman = podman().orElseThrow(
                        () -> new IOException("The campaign kills a Podman service of its own, and Podman is not"
                                + " installed (apt-get install podman)."));
        Path named = home;
        Path folder = (named == null ? DataFolders.standard("campaign") : named).toAbsolutePath();
        Long given = seed;
        long used = given == null ? new SecureRandom().nextInt(1_000_000) : given;
        try (CampaignHome taken = CampaignHome.take(folder)) {
            new LeftJobs(folder).removeAll(podman);
            taken.clear();
            return interruptible(
                    taken,
                    () -> play(
                            taken,
                            new CampaignStage.Programs(parts.toAbsolutePath(), library.toAbsolutePath(), podman),
                            used));
        }
    }

    private static Optional<Path> podman() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "podman"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Ctrl-C ends it in order: the thread is interrupted, and all parts are ended before the program. */
    private int interruptible(CampaignHome taken, Callable<Integer> act) throws Exception {
        Thread player = Thread.currentThread();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread atExit = new Thread(
                () -> {
                    asked.countDown();
                    System.err.println("Stopping everything that was started here.");
                    try {
                        // More than once: a part that was just waiting may have kept the interruption to itself.
                        for (int i = 0; i < END_SECONDS && !over.await(1, TimeUnit.SECONDS); i++)
                            synchronized (turn) {
                                if (playing) player.interrupt();
                            }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "campaign-end");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            playing(true);
            return act.call();
        } catch (Exception e) {
            if (asked.getCount() > 0) throw e;
            taken.clear();
            return INTERRUPTED;
        } finally {
            over.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // The program is already going down.
            }
        }
    }

    /** @param now false before parts are ended, which must not be interrupted */
    private void playing(boolean now) {
        synchronized (turn) {
            playing = now;
            Thread.interrupted();
        }
    }

    private int play(CampaignHome taken, CampaignStage.Programs programs, long used) throws Exception {
        PrintStream out = System.out;
        out.println("seed " + used + ", " + kills + " kills, files in " + taken.path());
        Trigger trigger = new Trigger();
        long began = System.nanoTime();
        Campaign campaign;
        CampaignStage stage = new CampaignStage(taken.path(), programs, trigger, used);
        try (stage) {
            campaign = new Campaign(stage, trigger, kills, auditEvery, used, impossible(), out);
            try {
                campaign.run();
            } catch (InterruptedException e) {
                campaign.table().lines().forEach(out::println);
                out.flush();
                throw e;
            } finally {
                playing(false);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        KillTable table = campaign.table();
        table.lines().forEach(out::println);
        List<Aim> missing = table.missing();
        boolean enough =
                kills >= KillTable.all().stream().filter(table::isPossible).count();
        if (!missing.isEmpty())
            out.println(missing.size() + " cells were not hit"
                    + (enough ? ": " + named(missing) : ", as fewer kills than cells were asked for."));
        boolean good = campaign.deviations().isEmpty() && (missing.isEmpty() || !enough);
        out.printf(
                "%d kills in %.0f s, %d deviations, %s%n",
                table.kills(), seconds, campaign.deviations().size(), campaign.figures());
        out.flush();
        write(campaign, used, seconds);
        if (good) taken.clear();
        else out.println("Its files are kept in " + taken.path() + "; seed " + used + ".");
        return good ? 0 : 1;
    }

    private static String named(List<Aim> cells) {
        return String.join(
                "; ",
                cells.stream().map(c -> c.victim().label() + " " + c.when()).toList());
    }

    /** A job's disk is a file system of its own only where the rig may mount one. */
    private static Map<Aim, String> impossible() {
        Map<Aim, String> cells = new HashMap<>();
        if (!System.getProperty("user.name", "").equals("root"))
            for (Victim victim : Victim.values())
                cells.put(
                        new Aim.AtStep(victim, KillStep.DISK_SETTLING),
                        "only a rig of root's gives a job a disk of its own, which has to be settled");
        return cells;
    }

    private void write(Campaign campaign, long used, double seconds) throws IOException {
        Path file = json;
        if (file == null) return;
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("seed", used)
                .put("kills", campaign.table().kills())
                .put("seconds", Math.round(seconds));
        root.set("table", campaign.table().json());
        ObjectNode figures = root.putObject("figures");
        campaign.figures().forEach(figures::put);
        campaign.deviations().forEach(root.withArray("/deviations")::add);
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
