package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a rig holds after many jobs, in a process of its own at the heap of the rig without a window. */
final class HeldAfterJobs {
    static final double MOST_HEAP = 1.05;

    private static final double MIB = 1 << 20;

    private HeldAfterJobs() {}

    static LimitsReport.Part measure(Path folder, int jobs) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        JsonNode result = RigProcess.run("--folder", folder.toString(), "--jobs", Integer.toString(jobs))
                .json();
        JsonNode steps = result.path("steps");
        JsonNode first = steps.path(0);
        JsonNode second = steps.path(1);
        JsonNode last = steps.path(steps.size() - 1);
        return new LimitsReport.Part(
                "jobs",
                String.format(Locale.ROOT, "%,d jobs, engine and chain in memory, heap of 128 MiB", jobs),
                List.of(
                        Figure.of(
                                "secondHeapMib",
                                "heap after " + second.path("jobs") + " jobs, MiB",
                                second.path("heap").asDouble() / MIB),
                        Figure.of(
                                "lastHeapMib",
                                "heap after " + last.path("jobs") + " jobs, MiB",
                                last.path("heap").asDouble() / MIB),
                        Figure.limited(
                                "heapRatio",
                                "ratio",
                                last.path("heap").asDouble()
                                        / second.path("heap").asDouble(),
                                MOST_HEAP),
                        more("descriptors", "file descriptors", first, last),
                        more("threads", "threads", first, last),
                        more("virtualThreads", "virtual threads", first, last),
                        Figure.of(
                                "jobsPerSecond",
                                "jobs a second",
                                result.path("jobsPerSecond").asDouble())));
    }

    /** None may be left behind by the jobs after the first tenth. */
    private static Figure more(String key, String name, JsonNode first, JsonNode last) {
        int before = first.path(key).asInt();
        return Figure.limited(
                key + "More",
                "more " + name + " than the " + before + " after " + first.path("jobs") + " jobs",
                last.path(key).asInt() - before,
                0);
    }
}
