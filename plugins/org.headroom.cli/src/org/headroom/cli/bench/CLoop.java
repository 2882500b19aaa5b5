package org.headroom.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The same calls from C, in a process that stays: it is told how many sweeps to make and answers how long they took. */
final class CLoop implements NvmlLoop, AutoCloseable {
    private static final int PATIENCE_S = 10;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final int gpus;

    /** @param environment added to this process's own */
    CLoop(Path program, Path library, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), library.toString());
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        orders = process.outputWriter(StandardCharsets.US_ASCII);
        String[] ready = answer().split(" ");
        if (ready.length != 3 || !ready[0].equals("ready")) throw new IOException(program + " does not answer");
        gpus = Integer.parseInt(ready[1]);
        if (Integer.parseInt(ready[2]) != gpus * CALLS)
            throw new IOException(program + " is of another version: build the stand-in driver again");
    }

    int gpus() {
        return gpus;
    }

    @Override
    public long run(int sweeps) throws IOException {
        orders.write(sweeps + "\n");
        orders.flush();
        return Long.parseLong(answer().split(" ")[0]);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) throw new IOException("the loop in C has ended");
        return line;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        orders.close();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) process.destroyForcibly();
        answers.close();
    }
}
