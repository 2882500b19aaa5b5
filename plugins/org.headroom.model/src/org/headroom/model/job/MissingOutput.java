package org.headroom.model.job;

import java.util.Optional;
import java.util.stream.Stream;

/** Lines that stand in a job's output where some of it is missing. */
public final class MissingOutput {
    /** Where output is missing for certain. */
    public static final String LOST = "[… output lost: the engine rotated its log; how much is unknown]\n";
    /** Where nobody can tell. */
    public static final String PERHAPS =
            "[… output may be missing here: the engine rotated its log; how much is unknown]\n";
    /** As the last line of an output that is not read to its end. */
    public static final String END =
            "[… the end of the output may be missing: the rig could not read it; how much is unknown]\n";

    private MissingOutput() {}

    /** Such a line at the beginning of a piece of output. */
    public static Optional<String> at(String piece) {
        return Stream.of(LOST, PERHAPS).filter(piece::startsWith).findFirst();
    }

    /** Whether a piece of output has such a line. */
    public static boolean isIn(String piece) {
        return piece.contains(LOST) || piece.contains(PERHAPS);
    }
}
