package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.agent.control.ControlClient;
import org.headroom.jobs.UnattendedJobs;
import org.headroom.model.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a rig does now. */
@Command(
        name = "status",
        description = "What the rig does now: whether it takes work and why not, broker, chain, container engine, GPUs,"
                + " open leases, money and alarms. Exit code 1 where no rig runs in the folder.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private RigOptions options = new RigOptions();

    @Option(names = "--json", description = "Writes JSON to standard output, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            JsonNode status = options.ask(ControlClient.request("status"));
            if (!status.path("ok").asBoolean()) return RigOptions.refused(status, json);
            if (json) RigOptions.print(status);
            else
                StatusTable.lines(status, ZoneId.systemDefault()).forEach(l -> System.out.println(VisibleText.line(l)));
            return 0;
        } catch (ControlClient.NoRig e) {
            int failed = RigOptions.failed(e, json);
            left().ifPresent(RigOptions::say);
            return failed;
        } catch (IOException e) {
            return RigOptions.failed(e, json);
        }
    }

    /** What may run on without the rig; empty where nothing is known to. */
    private Optional<String> left() {
        try {
            return UnattendedJobsText.of(UnattendedJobs.of(options.directory()), ZoneId.systemDefault());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
