package org.headroom.telemetry.owner;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.availability.ProgramName;

/** Reads {@code /proc}: the name in {@code comm} is everybody's to read, and costs some microseconds. */
final class LinuxPrograms implements Programs {
    /** Docker: {@code /docker/ID}, {@code docker-ID.scope}; Podman: {@code libpod-ID}; containerd: {@code cri-containerd-ID}. */
    private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final Path proc;

    LinuxPrograms(Path proc) {
        this.proc = proc;
    }

    @Override
    public Optional<String> name(long pid) {
        return name(proc.resolve(Long.toString(pid)));
    }

    private static Optional<String> name(Path process) {
        try {
            return Optional.of(Files.readString(process.resolve("comm")).strip())
                    .filter(n -> !n.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Home home(long pid) {
        try {
            Matcher id = CONTAINER.matcher(
                    Files.readString(proc.resolve(Long.toString(pid)).resolve("cgroup")));
            String last = "";
            // A container within a container: the inner one is the job.
            while (id.find()) last = id.group();
            return last.isEmpty() ? new Home.Machine() : new Home.Container(last);
        } catch (IOException e) {
            return new Home.Untold();
        }
    }

    @Override
    public Set<String> running(List<String> names) {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all)
                name(process)
                        .ifPresent(p -> names.stream()
                                .filter(n -> ProgramName.same(n, p))
                                .forEach(found::add));
        } catch (IOException | DirectoryIteratorException e) {
            return found;
        }
        return found;
    }
}
