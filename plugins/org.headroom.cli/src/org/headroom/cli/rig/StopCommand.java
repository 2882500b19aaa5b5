package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.agent.control.ControlClient;
import org.headroom.model.VisibleText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Ends a rig, or one of its jobs. */
@Command(
        name = "stop",
        description =
                "Ends the rig in an orderly way, as SIGTERM does: jobs go on in their containers, and the next start"
                        + " restores their leases. With --lease it stops one job instead, with a receipt, and the rig goes"
                        + " on.")
public final class StopCommand implements Callable<Integer> {
    private static final Duration END = Duration.ofSeconds(60);
    private static final Duration PROCESS_END = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(250);

    @Mixin
    private RigOptions options = new RigOptions();

    @Option(
            names = "--drain",
            description =
                    "The rig takes no new work from now on and ends when its leases have ended. It does so when this"
                            + " command is interrupted, too; 'stop' without --drain ends it at once.")
    private boolean drain;

    @Option(names = "--lease", paramLabel = "ID", description = "Stops the job of this lease, such as L-0007.")
    private Optional<String> lease = Optional.empty();

    @Option(names = "--yes", description = "With --lease: does not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Writes JSON to standard output, and nothing else.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec own = spec;
        if (own != null && drain && lease.isPresent())
            throw new ParameterException(own.commandLine(), "--drain ends the rig and --lease one job: choose one.");
        if (own != null && yes && lease.isEmpty())
            throw new ParameterException(
                    own.commandLine(), "--yes goes with --lease: the end of the rig is not asked for.");
        try {
            return lease.isPresent() ? stopLease(lease.get()) : stop();
        } catch (IOException e) {
            return RigOptions.failed(e, json);
        }
    }

    private int stopLease(String name) throws IOException, InterruptedException {
        JsonNode asked = options.ask(ControlClient.request("ask-stop-lease").put("lease", name));
        if (!asked.path("ok").asBoolean()) return RigOptions.refused(asked, json);
        RigOptions.say(asked.path("words").asText());
        String number = asked.path("number").asText();
        if (!yes && !RigOptions.confirmed("Stop the job of " + VisibleText.line(number) + "?"))
            return RigOptions.refused(
                    RigOptions.object().put("ok", false).put("code", "declined").put("message", "The job goes on."),
                    json);
        ObjectNode request = ControlClient.request("stop-lease")
                .put("lease", asked.path("lease").asText());
        JsonNode done = options.ask(request);
        if (!done.path("ok").asBoolean()) return RigOptions.refused(done, json);
        if (json) RigOptions.print(done);
        else
            System.out.println("Stopped: " + VisibleText.line(number) + ". Its receipt asks for "
                    + Amounts.withUnit(done.path("amountDue")) + ".");
        return 0;
    }

    private int stop() throws IOException, InterruptedException {
        JsonNode done = options.ask(ControlClient.request("stop").put("drain", drain));
        if (!done.path("ok").asBoolean()) return RigOptions.refused(done, json);
        if (!isOver(done.path("pid").asLong())) {
            return RigOptions.refused(
                    RigOptions.object()
                            .put("ok", false)
                            .put("code", "not-ended")
                            .put(
                                    "message",
                                    "The rig was told to end, and still answers after " + END.toSeconds()
                                            + " s. A rig with a window may be asking something there."),
                    json);
        }
        if (json) RigOptions.print(done);
        else System.out.println("The rig has ended." + jobs(done.path("jobs")));
        return 0;
    }

    /** What of the rig goes on without it. @param jobs their number, or null where the rig did not know it */
    static String jobs(JsonNode jobs) {
        String restored = " Until the rig starts again, nobody sees whether their streams still pay: the guard, a small"
                + " program beside the rig, ends each job when its covered time is over. The next start restores the"
                + " leases.";
        if (!jobs.isNumber()) return " It had not read its ledger yet: jobs that ran go on." + restored;
        int count = jobs.asInt();
        if (count == 0) return " No job runs.";
        return " " + count + (count == 1 ? " job goes" : " jobs go") + " on running." + restored;
    }

    /** Nobody answers, and the process is gone where it can be seen. */
    private boolean isOver(long pid) throws IOException, InterruptedException {
        long end = System.nanoTime() + END.toNanos();
        while (answers()) {
            if (System.nanoTime() > end) return false;
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) return true;
        try {
            process.get().onExit().get(PROCESS_END.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Another process of this number, where the rig is in a namespace of its own.
        }
        return true;
    }

    private boolean answers() throws InterruptedException {
        try {
            options.ask(ControlClient.request("status"));
            return true;
        } catch (IOException e) {
            return !(e instanceof ControlClient.NoRig);
        }
    }
}
