package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.files.PrivateFiles;

/**
 * The settings that Podman needs on some machines. With them in force Podman reads no other containers.conf, so they
 * are given only where it would not work without. Limits on open files and processes, which Podman's defaults set too
 * high for a root without CAP_SYS_RESOURCE, are not among them: every job brings its own.
 */
final class PodmanSettings {
    /**
     * What matters of the machine.
     *
     * @param hybridCgroups both versions of cgroups are mounted: crun refuses that, runc does not
     * @param runc whether that program is installed
     * @param systemd whether systemd runs the machine; without it Podman cannot use it for cgroups or its journal
     * @param settingsGiven whether the user already points Podman at a file of their own
     */
    record Machine(boolean hybridCgroups, boolean runc, boolean systemd, boolean settingsGiven) {
        static Machine probe(Path root, boolean runc, boolean settingsGiven) {
            Path cgroups = root.resolve("sys/fs/cgroup");
            boolean second = Files.exists(cgroups.resolve("unified/cgroup.procs"));
            boolean first = !Files.exists(cgroups.resolve("cgroup.controllers"));
            boolean systemd = Files.isDirectory(root.resolve("run/systemd/system"));
            return new Machine(first && second, runc, systemd, settingsGiven);
        }
    }

    private PodmanSettings() {}

    /** The file's text; empty where Podman does by itself. */
    static Optional<String> needed(Machine machine) {
        if (machine.settingsGiven() || !machine.hybridCgroups() || !machine.runc()) return Optional.empty();
        StringBuilder text = new StringBuilder(
                        "# Written by Headroom for its own Podman service; yours is untouched.\n")
                .append("[engine]\nruntime = \"runc\"\n");
        if (!machine.systemd()) text.append("cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n");
        return Optional.of(text.toString());
    }

    static Path write(Path directory, String text) throws IOException {
        Path file = directory.resolve("containers.conf");
        if (!Files.exists(file) || !Files.readString(file).equals(text)) PrivateFiles.writeString(file, text);
        PrivateFiles.tighten(file);
        return file;
    }
}
