package org.headroom.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.job.MissingOutput;

/**
 * The part of a job's output that was kept before a restart, held against what the engine tells after it. Of one thread at a
 * time.
 */
final class EarlierOutput {
    /** So much of what the engine tells first is looked for in what was kept. */
    private static final int SAMPLE = 512;

    private final String text;
    private int told;
    /** That line, until it is known whether what follows it was kept; empty where there was none. */
    private String lost = "";

    private EarlierOutput(String text) {
        this.text = text;
    }

    /**
     * What of a piece is new.
     *
     * @param over whether all that was kept has been told again, or never will be
     * @param gap whether the engine has lost some of the output
     */
    record Told(String news, boolean over, boolean gap) {}

    /** Empty where there is no file, or nothing in it. @param most characters of the file that are read */
    static Optional<EarlierOutput> read(Path file, int most) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(4 * most), StandardCharsets.UTF_8);
            return text.isEmpty() ? Optional.empty() : Optional.of(new EarlierOutput(text));
        }
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /** @param piece the next that the engine tells */
    Told told(String piece) {
        Optional<String> mark = MissingOutput.at(piece);
        if (lost.isEmpty() && mark.isPresent()) {
            lost = mark.get();
            return told(piece.substring(lost.length()));
        }
        if (piece.isEmpty()) return new Told("", false, false);
        int common = Math.min(piece.length(), text.length() - told);
        if (lost.isEmpty() && text.regionMatches(told, piece, 0, common)) return matched(piece, common);
        // Rotated: it begins later, maybe still within what was kept.
        int at = text.indexOf(piece.substring(0, Math.min(piece.length(), SAMPLE)), told);
        if (at < 0) return new Told(lost + piece, true, true);
        lost = "";
        told = at;
        int shared = Math.min(piece.length(), text.length() - at);
        return text.regionMatches(at, piece, 0, shared) ? matched(piece, shared) : new Told(piece, true, true);
    }

    private Told matched(String piece, int common) {
        told += common;
        return new Told(piece.substring(common), told == text.length(), false);
    }
}
