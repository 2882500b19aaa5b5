package org.headroom.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Runs a program of this machine to its end, within a time. Any thread; blocks. */
final class Command {
    private static final int MAX_MESSAGE = 400;

    private Command() {}

    /** Where a program is not installed. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1;

        Missing(String program) {
            super(program + " is not installed");
        }
    }

    /**
     * Runs and expects success.
     *
     * @throws IOException with what the program said; also where it is not installed or takes longer
     */
    static void run(Duration limit, String... command) throws IOException {
        StringBuilder said = new StringBuilder();
        int exit = lines(
                limit,
                true,
                line -> {
                    if (said.length() < MAX_MESSAGE) said.append(line).append(' ');
                    return true;
                },
                command);
        if (exit != 0)
            throw new IOException(command[0] + " failed (" + exit + "): " + EngineClient.oneLine(said.toString()));
    }

    /**
     * Hands over the output line by line.
     *
     * @param line false ends the program
     * @return the exit code; where the program was ended it says nothing
     */
    static int lines(Duration limit, boolean errorsToo, Predicate<String> line, String... command) throws IOException {
        String program = Programs.find(command[0], Map.of())
                .orElseThrow(() -> new Missing(command[0]))
                .toString();
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
        builder.command().set(0, program);
        builder.environment().put("LC_ALL", "C");
        if (errorsToo) builder.redirectErrorStream(true);
        else builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        // The end of the program ends its output, and with it the loop below.
        boolean[] late = {false};
        Thread timer = Thread.ofVirtual().start(() -> {
            try {
                if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return;
                synchronized (late) {
                    late[0] = true;
                }
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String one = in.readLine();
            while (one != null && line.test(one)) one = in.readLine();
            if (one != null) process.destroyForcibly();
            int exit = process.waitFor();
            synchronized (late) {
                if (late[0]) throw tooLate(limit, command);
            }
            return exit;
        } catch (IOException e) {
            synchronized (late) {
                // Its output ends in the middle of a line.
                if (late[0]) throw tooLate(limit, command);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " ran", e);
        } finally {
            process.destroyForcibly();
            timer.interrupt();
        }
    }

    private static IOException tooLate(Duration limit, String... command) {
        return new IOException(command[0] + " took longer than " + limit.toSeconds() + " s");
    }
}
