package org.headroom.telemetry;

import java.util.Optional;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.nvml.NvmlOpening;
import org.headroom.nvml.NvmlSession;

/** Opens the way to the GPUs; asked again now and then while there is none. */
@FunctionalInterface
public interface LinkOpener {
    /** What came of it. {@code link} is empty unless the status is OK, and then the caller's to close. */
    record Attempt(NvmlStatus status, Optional<GpuLink> link) {}

    Attempt open();

    /** Through NVML: a library by path or name, or the system's own. */
    static LinkOpener nvml(Optional<String> library) {
        return () -> {
            NvmlOpening opening = NvmlSession.open(library);
            NvmlStatus status = NvmlStates.of(opening);
            return opening instanceof NvmlOpening.Opened opened
                    ? new Attempt(status, Optional.of(new NvmlGpuLink(opened.session(), status)))
                    : new Attempt(status, Optional.empty());
        };
    }
}
