package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Copies what a job left out of its disk, within bounds of time, depth and length. What it refuses is refused each
 * time. Any thread; blocks.
 */
final class DiskCopy {
    private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration COPY_PATIENCE = Duration.ofMinutes(5);
    /** What Linux takes, with the zero at its end. */
    private static final int PATH_MAX = 4096;
    /** Depth, bytes, names, number, kind, path. */
    private static final int FIELDS = 6;

    private DiskCopy() {}

    /** It would fail again. The message is a part of a sentence for a person. */
    static final class Impossible extends IOException {
        private static final long serialVersionUID = 1;

        Impossible(String message) {
            super(message);
        }
    }

    /**
     * The length of all files together, holes counted: so much a copy takes at most, also where the other file system
     * knows no holes. Looks at each entry; the caller bounds their number.
     *
     * @param copy the directory that the entries would be copied to
     * @throws Impossible an entry would lie deeper than a digest lists, or have a longer path than the system takes
     */
    static long length(Path artefacts, Path copy) throws IOException {
        int longest = PATH_MAX - 2 - copy.toString().getBytes(StandardCharsets.UTF_8).length;
        Set<String> linked = new HashSet<>();
        long[] length = {0};
        String[] refused = {""};
        // A name may hold the end of a line; such a line tells nothing, or what makes a copy refused.
        Command.lines(
                SEARCH_PATIENCE,
                false,
                line -> {
                    String[] f = line.split(" ", FIELDS);
                    if (f.length != FIELDS || !line.matches("([0-9]{1,18} ){4}.*")) return true;
                    if (Long.parseLong(f[0]) > Artefacts.MAX_DEPTH)
                        refused[0] = "directories are nested deeper than " + Artefacts.MAX_DEPTH;
                    if (f[FIELDS - 1].length() > longest) refused[0] = "a path has more than " + longest + " bytes";
                    if (f[4].equals("f") && (f[2].equals("1") || linked.add(f[3]))) length[0] += Long.parseLong(f[1]);
                    return refused[0].isEmpty();
                },
                "find",
                artefacts.toString(),
                "-xdev",
                "-printf",
                "%d %s %n %i %y %P\\n");
        if (!refused[0].isEmpty()) throw new Impossible(refused[0]);
        return length[0];
    }

    /** @throws Impossible whatever the reason: what was copied until then lies in the directory */
    static void make(Path artefacts, Path copy) throws Impossible {
        try {
            Command.run(COPY_PATIENCE, "cp", "-a", "--one-file-system", artefacts + "/.", copy.toString());
        } catch (IOException e) {
            throw new Impossible("it could not be copied (" + EngineClient.reason(e) + ")");
        }
    }
}
