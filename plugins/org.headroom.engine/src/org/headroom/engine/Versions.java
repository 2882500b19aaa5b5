package org.headroom.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.gpu.DottedVersion;

/** Versions as programs and drivers write them. */
final class Versions {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6}(?:\\.\\d{1,6}){0,3})(.*)", Pattern.DOTALL);

    private Versions() {}

    /** The numbers that a text begins with; empty where it begins otherwise. */
    static Optional<DottedVersion> read(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches() ? Optional.of(new DottedVersion(m.group(1))) : Optional.empty();
    }

    /** Whether there is more than numbers: a distributor's own build may have mended what its number does not show. */
    static boolean distributors(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches() && !m.group(2).isBlank();
    }
}
