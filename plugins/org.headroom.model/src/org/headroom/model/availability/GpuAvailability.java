package org.headroom.model.availability;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;

/** Whether the owner lets the rig have a GPU at one moment, and why. */
public sealed interface GpuAvailability {
    GpuId gpu();

    /** The GPU's number, as people know it. */
    int index();

    /** What it is, as the second half of a sentence without its full stop: {@code closed until 22:00 by your schedule}. */
    String what();

    /** When that changes, as far as the clock alone decides; empty where it does not. */
    Optional<Instant> until();

    /** {@code GPU 0 is closed until 22:00 by your schedule.} */
    default String sentence() {
        return "GPU " + index() + " is " + what() + ".";
    }

    default Optional<Closed> closed() {
        return this instanceof Closed c ? Optional.of(c) : Optional.empty();
    }

    /** @param closing when and why it closes next by the clock; empty where that is more than a week away */
    record Open(GpuId gpu, int index, String what, Optional<Closing> closing) implements GpuAvailability {
        @Override
        public Optional<Instant> until() {
            return closing.map(Closing::at);
        }
    }

    /**
     * It takes no new work.
     *
     * @param steady the same as {@code what} without that which changes each second, for what is kept
     */
    record Closed(GpuId gpu, int index, ClosedBy why, String what, String steady, Optional<Instant> until)
            implements GpuAvailability {
        public Closed(GpuId gpu, int index, ClosedBy why, String what, Optional<Instant> until) {
            this(gpu, index, why, what, what, until);
        }
    }

    /** What the clock will do. */
    record Closing(Instant at, ClosedBy why) {}
}
