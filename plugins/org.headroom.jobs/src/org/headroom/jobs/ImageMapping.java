package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether Podman gives a container in a user namespace its image by an id-mapped mount. Where it cannot, it copies the whole
 * image for each container, which takes minutes and disk. Podman does not tell; it follows from the kernel and the storage.
 * Pure.
 */
final class ImageMapping {
    /** Whose file systems the kernel maps since 5.12 to 5.15. */
    private static final Set<String> MAPPED = Set.of("extfs", "xfs", "btrfs");

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*");
    /** The first kernel, and Podman, in which overlays have mapped layers: 5.19 and 4.2. */
    private static final int[] KERNEL = {5, 19};

    private static final int[] PODMAN = {4, 2};

    private ImageMapping() {}

    /** @param info Podman's answer to {@code /info} */
    static boolean isFree(JsonNode info) {
        JsonNode store = info.path("store");
        return store.path("graphDriverName").asText().equals("overlay")
                && store.path("graphOptions").path("overlay.mount_program").isMissingNode()
                && MAPPED.contains(
                        store.path("graphStatus").path("Backing Filesystem").asText())
                && atLeast(info.path("host").path("kernel").asText(), KERNEL)
                && atLeast(info.path("version").path("Version").asText(), PODMAN);
    }

    private static boolean atLeast(String version, int[] least) {
        Matcher m = VERSION.matcher(version);
        if (!m.matches()) return false;
        int major = Integer.parseInt(m.group(1));
        return major > least[0] || major == least[0] && Integer.parseInt(m.group(2)) >= least[1];
    }
}
