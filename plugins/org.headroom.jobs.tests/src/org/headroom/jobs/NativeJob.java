package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;

/** A job whose program is written in C, compiled by the test: for what no shell can ask of the kernel. */
final class NativeJob {
    /** The program is unpacked into the artefacts: Docker lets nothing run from a tmpfs. */
    static final Limits LIMITS = new Limits(500, new ByteCount(64L << 20), 24, java.time.Duration.ofMinutes(2));

    /** Asks to be traced, catches a signal, and goes on with two children. */
    static final String TRACED = """
            #include <signal.h>
            #include <stdio.h>
            #include <sys/ptrace.h>
            #include <unistd.h>
            static void caught(int signal) { (void) signal; }
            int main(void) {
                for (int i = 0; i < 2; i++)
                    if (fork() == 0) { setsid(); for (;;) sleep(1); }
                printf("traced %ld\\n", ptrace(PTRACE_TRACEME, 0, 0, 0));
                fflush(stdout);
                signal(SIGUSR1, caught);
                raise(SIGUSR1);
                printf("goes on\\n");
                fflush(stdout);
                for (;;) sleep(1);
            }
            """;

    /** Ignores SIGTERM and goes on in a second thread when its first one has ended. */
    static final String FIRST_THREAD_ENDS = """
            #define _GNU_SOURCE
            #include <pthread.h>
            #include <signal.h>
            #include <stdio.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            static void *run(void *nothing) {
                sleep(1);
                printf("goes on\\n");
                fflush(stdout);
                for (;;) sleep(1);
                return nothing;
            }
            int main(void) {
                pthread_t thread;
                signal(SIGTERM, SIG_IGN);
                pthread_create(&thread, 0, run, 0);
                syscall(SYS_exit, 0);
            }
            """;

    private final ScratchImage image;

    private NativeJob(ScratchImage image) {
        this.image = image;
    }

    /** Skips the test where there is no compiler. */
    static NativeJob of(String name, String source, Path directory) throws IOException, InterruptedException {
        assumeThat(Programs.find("gcc", System.getenv())).as("gcc").isPresent();
        Path busybox = ScratchImage.busybox().orElseThrow();
        Path code = directory.resolve(name + ".c");
        Path program = directory.resolve(name);
        Files.writeString(code, source);
        Process compiler = new ProcessBuilder("gcc", "-Os", "-s", "-static", "-o", program.toString(), code.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        String text = Base64.getMimeEncoder().encodeToString(Files.readAllBytes(program));
        String script = "#!/bin/sh\nbusybox base64 -d > /artefacts/program <<END\n" + text
                + "\nEND\nbusybox chmod 755 /artefacts/program\nexec /artefacts/program\n";
        return new NativeJob(ScratchImage.of(image(name), busybox, script));
    }

    /** What the image of such a job is called; tests with native jobs run engines that offer it. */
    static String image(String name) {
        return "localhost/headroom-test-" + name + ":1";
    }

    Manifest loadedInto(ImageStore engine) throws JobFailure {
        image.loadInto(engine);
        return new Manifest(image.reference(), List.of(ScratchImage.SCRIPT), Map.of(), LIMITS);
    }
}
