package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;

/**
 * The demo's job: counts primes for some seconds, says so each second, and leaves the result in {@code /artefacts}. The
 * result depends on its input alone, not on the machine's speed, so that the receipt's digest can be told beforehand.
 */
public final class DemoJob {
    public static final String IMAGE = "localhost/headroom-demo:1";

    /** What the job shall do; all but COMPUTE are for tests of what can go wrong. */
    public enum Mode {
        /** Computes, leaves a result, ends with 0. */
        COMPUTE("compute"),
        /** Ends with the exit code of {@code CODE}. */
        FAIL("fail"),
        /** Never ends, and ignores SIGTERM. */
        FOREVER("forever"),
        /** Takes memory until it is stopped. */
        EAT("eat");

        private final String word;

        Mode(String word) {
            this.word = word;
        }
    }

    /**
     * In each second it counts the primes of the next thousand numbers and then waits for that second's end, so that
     * neither a fast machine nor a slow one changes the result.
     */
    private static final String SCRIPT = """
            #!/bin/sh
            # The demo's job. MODE: compute, fail, forever, eat. SECONDS: how long it computes.
            case "${MODE:-compute}" in
            fail)
                echo "failing on purpose with exit code ${CODE:-1}"
                exit "${CODE:-1}" ;;
            forever)
                trap '' TERM
                echo "running until killed"
                while :; do sleep 1; done ;;
            eat)
                echo "taking memory until stopped"
                exec tail /dev/zero ;;
            esac
            # The first process of a container ignores TERM unless it says otherwise.
            trap 'echo "stopped before the end"; exit 143' TERM
            steps=${SECONDS:-8}
            echo "counting primes in $steps steps on $(nproc) cores, as user $(id -u)"
            begin=$(date +%s)
            step=0
            found=0
            : > /artefacts/progress.txt
            while [ "$step" -lt "$steps" ]; do
                from=$((step * 1000 + 1))
                step=$((step + 1))
                to=$((step * 1000))
                found=$(awk -v from="$from" -v to="$to" -v found="$found" 'BEGIN {
                    for (n = from; n <= to; n++) {
                        if (n < 2) continue
                        prime = 1
                        for (d = 2; d * d <= n; d++) if (n % d == 0) { prime = 0; break }
                        found += prime
                    }
                    print found
                }')
                echo "step $step of $steps: $found primes up to $to ($((step * 100 / steps)) %)"
                echo "$to $found" >> /artefacts/progress.txt
                while [ $(($(date +%s) - begin)) -lt "$step" ]; do sleep 0.1; done
            done
            echo "$found primes up to $((steps * 1000))" > /artefacts/result.txt
            echo "done: $found primes, result in /artefacts/result.txt"
            """;

    private DemoJob() {}

    /** Counts primes for as many seconds. */
    public static Manifest manifest(int seconds) {
        return manifest(Mode.COMPUTE, Map.of("SECONDS", Integer.toString(seconds)));
    }

    /** Eight seconds of work. */
    public static Manifest manifest() {
        return manifest(8);
    }

    /** @param more of the environment: {@code SECONDS}, {@code CODE} */
    public static Manifest manifest(Mode mode, Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("MODE", mode.word);
        Limits limits = new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofMinutes(5));
        return new Manifest(IMAGE, List.of(ScratchImage.SCRIPT), environment, limits);
    }

    /**
     * The image, made here.
     *
     * @throws JobFailure NO_IMAGE where no static busybox is on this machine
     */
    public static ScratchImage image() throws JobFailure {
        Optional<Path> busybox = ScratchImage.busybox();
        if (busybox.isEmpty())
            throw new JobFailure(
                    JobFailure.Kind.NO_IMAGE,
                    "The demo's image needs a static busybox: install busybox-static (apt-get install busybox-static).");
        try {
            return ScratchImage.of(IMAGE, busybox.get(), SCRIPT);
        } catch (IOException e) {
            throw new JobFailure(
                    JobFailure.Kind.NO_IMAGE, "Busybox at " + busybox.get() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a rig lists that offers the job to renters: the image's name, and its id where it can be made here. */
    public static List<String> offered() {
        try {
            return List.of(IMAGE, image().digest());
        } catch (JobFailure e) {
            return List.of(IMAGE);
        }
    }

    /** Makes the image and loads it. Does nothing with an engine that cannot load images. */
    public static void loadInto(ContainerEngine engine) throws JobFailure {
        if (engine instanceof ImageStore images) image().loadInto(images);
    }
}
