package org.headroom.engine;

import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.rig.Decision.Gate;

/** Whether the GPUs' driver is new enough. */
final class DriverGate {
    private DriverGate() {}

    static Gate of(BidCase it) {
        var machine = it.capacity().machine();
        return tooOld("driver", it.wanted().driver(), machine.driver())
                .or(() -> tooOld("CUDA level", it.wanted().cuda(), machine.cuda()))
                .map(why -> Gates.failed("driver", why))
                .orElseGet(() -> Gates.passed("driver", told(it)));
    }

    private static Optional<String> tooOld(String what, Optional<DottedVersion> wanted, Optional<DottedVersion> has) {
        if (wanted.isEmpty()) return Optional.empty();
        if (has.isEmpty())
            return Optional.of("wants " + what + " " + wanted.get() + " or newer; this rig's is not known");
        return has.get().atLeast(wanted.get())
                ? Optional.empty()
                : Optional.of("wants " + what + " " + wanted.get() + " or newer; this rig has " + has.get());
    }

    private static String told(BidCase it) {
        return it.wanted().driver().isEmpty() && it.wanted().cuda().isEmpty()
                ? "any driver will do"
                : "driver and CUDA level are new enough";
    }
}
