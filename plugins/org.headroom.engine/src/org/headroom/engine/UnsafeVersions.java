package org.headroom.engine;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.job.EngineStatus;

/**
 * Programs that are known to let a job out of its container. A version that is not known is not taken for unsafe; nor is
 * a distributor's build, whose number stays while its faults are mended.
 */
final class UnsafeVersions {
    private record Fault(String program, DottedVersion mended, String name) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("runc", new DottedVersion("1.1.12"), "CVE-2024-21626"),
            new Fault("nvidia-container-toolkit", new DottedVersion("1.17.8"), "CVE-2025-23266"));

    private UnsafeVersions() {}

    /** Why jobs are not safely locked in; empty where nothing is known against it. */
    static Optional<String> of(EngineStatus engine) {
        return FAULTS.stream()
                .filter(f -> tells(engine, f))
                .filter(f -> !mended(engine.parts().get(f.program), f))
                .findFirst()
                .map(f -> "unsafe: " + f.program + " " + engine.parts().get(f.program)
                        + " lets a job out of its container (" + f.name + "); update it to " + f.mended + " or newer");
    }

    /** Whether something can be said of a program. */
    private static boolean tells(EngineStatus engine, Fault fault) {
        String version = engine.parts().get(fault.program);
        return version != null
                && Versions.read(version).isPresent()
                && (mended(version, fault) || !Versions.distributors(version));
    }

    private static boolean mended(String version, Fault fault) {
        return Versions.read(version).map(v -> v.atLeast(fault.mended)).orElse(false);
    }

    /** What is not known, as the end of a sentence; empty where all is. */
    static String unknown(EngineStatus engine) {
        List<String> programs = FAULTS.stream()
                .filter(f -> !tells(engine, f))
                .map(Fault::program)
                .toList();
        if (programs.isEmpty()) return "";
        return "; whether " + String.join(" and ", programs)
                + (programs.size() == 1 ? " is a safe version" : " are safe versions") + " cannot be told";
    }
}
