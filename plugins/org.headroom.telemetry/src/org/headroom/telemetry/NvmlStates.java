package org.headroom.telemetry;

import java.util.Optional;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.nvml.NvmlOpening;
import org.headroom.nvml.NvmlVersions;

/** NVML's opening in the model's words. */
public final class NvmlStates {
    private NvmlStates() {}

    /** Asks an opened session for its versions, which are calls to the driver. */
    public static NvmlStatus of(NvmlOpening opening) {
        return switch (opening) {
            case NvmlOpening.Opened o -> {
                NvmlVersions v = o.session().versions();
                String message = o.session()
                        .standInLabel()
                        .map(label -> "Simulated: " + label + " answers in place of a driver.")
                        .orElse("NVML answers.");
                yield new NvmlStatus(
                        NvmlStatus.State.OK, Optional.of(o.library()), v.driver(), v.nvml(), v.cuda(), message);
            }
            case NvmlOpening.NoLibrary o -> without(NvmlStatus.State.NO_LIBRARY, o.library(), o.message());
            case NvmlOpening.NoDriver o -> without(NvmlStatus.State.NO_DRIVER, o.library(), o.message());
            case NvmlOpening.VersionMismatch o -> without(NvmlStatus.State.VERSION_MISMATCH, o.library(), o.message());
            case NvmlOpening.Failed o -> without(NvmlStatus.State.ERROR, o.library(), o.message());
        };
    }

    private static NvmlStatus without(NvmlStatus.State state, String library, String message) {
        return new NvmlStatus(
                state, Optional.of(library), Optional.empty(), Optional.empty(), Optional.empty(), message);
    }
}
