package org.headroom.model.host;

import java.util.List;
import java.util.Optional;
import org.headroom.model.Subscription;

/** The watch over the machine itself. Any thread; nothing here waits for the system. */
public interface HostWatch {
    HostIdentity identity();

    /** The newest sample; empty until the first has come. */
    Optional<HostSample> latest();

    /** The samples of about the last ten minutes, oldest first. */
    List<HostSample> recent();

    /** A process that uses a GPU, by its id; empty where it is gone or not yet looked up. */
    Optional<HostProcess> process(long pid);

    /** Told of each new sample: hand over and return at once. */
    Subscription onChange(Runnable listener);
}
