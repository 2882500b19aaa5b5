package org.headroom.engine;

import java.time.Instant;
import org.headroom.model.job.ContainerState;

/** How a job that was told to stop is accounted for when its end has not been reported in time. */
sealed interface JobVerdict {
    /** The engine says that the container runs after it was to be killed: the job counts as ended by the stop. */
    record StillRuns() implements JobVerdict {}

    /** The engine knows the container's own end, and the watch over the job has not reported it. */
    record Ended(ContainerState.Exited exited) implements JobVerdict {}

    /** The engine says that there is no container. @param seen when it last said that the container runs */
    record Gone(Instant seen) implements JobVerdict {}

    /** The engine did not answer for so long that its word is not waited for any more. @param seen as above */
    record Silent(Instant seen) implements JobVerdict {}
}
