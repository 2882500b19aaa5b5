package org.headroom.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens keystores in a process with the options of the rig without a window, as the script {@code headroom} has them. */
final class KeystoreProgram {
    /** As much as a rig holds when it opens its key, and more. */
    private static final int HELD_MIB = 32;

    /**
     * What came of it.
     *
     * @param line the account, or the message of the failure
     * @param peakMiB the most memory that the process had at once
     * @param leftMiB its memory afterwards
     */
    record Opened(String line, long peakMiB, long leftMiB) {}

    private KeystoreProgram() {}

    /** @param more options of the JVM beside those of the rig */
    static Opened open(Path keystore, Path passphraseFile, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options());
        command.addAll(List.of(more));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.add(KeystoreProgram.class.getName());
        command.addAll(List.of(keystore.toString(), passphraseFile.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            List<String> said = process.inputReader().lines().toList();
            if (process.waitFor() != 0) throw new IOException("The program failed: " + said);
            return new Opened(said.get(0), Long.parseLong(said.get(1)), Long.parseLong(said.get(2)));
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] args) throws Exception {
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < HELD_MIB; i++) held.add(new byte[1 << 20]);
        String line;
        try {
            line = Keystore.open(Path.of(args[0]), Passphrase.fromFile(Path.of(args[1])))
                    .address()
                    .hex();
        } catch (KeystoreFailure e) {
            line = String.valueOf(e.getMessage());
        }
        System.out.println(line);
        System.out.println(memory("VmHWM"));
        System.out.println(memory("VmRSS"));
        if (held.size() < HELD_MIB) throw new IllegalStateException("The memory is held to the end.");
    }

    private static long memory(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        throw new IOException("There is no " + name + " in /proc/self/status.");
    }

    private static List<String> options() throws IOException {
        Path script = Path.of("").toAbsolutePath();
        while (!Files.exists(script.resolve("headroom"))) script = script.getParent();
        String text = Files.readString(script.resolve("headroom"));
        List<String> options = new ArrayList<>();
        Collections.addAll(options, found("(?m)^SPEED=\"([^\"]*)\"", text).split(" "));
        Collections.addAll(
                options,
                found("JVM_OPTS=\"([^\"]*) \\$\\{JVM_OPTS:-}\"\\s+start run ", text)
                        .split(" "));
        options.remove("-XX:+AutoCreateSharedArchive");
        return options;
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) throw new IllegalStateException("The script has no " + pattern);
        return matcher.group(1);
    }
}
