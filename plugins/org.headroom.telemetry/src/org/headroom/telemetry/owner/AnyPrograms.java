package org.headroom.telemetry.owner;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.availability.ProgramName;

/** What Java knows of other processes, on Windows and macOS. Where a program lives it does not know. */
final class AnyPrograms implements Programs {
    @Override
    public Optional<String> name(long pid) {
        return ProcessHandle.of(pid).map(AnyPrograms::name);
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(c -> Path.of(c).getFileName())
                .map(Path::toString)
                .orElse("a program");
    }

    @Override
    public Home home(long pid) {
        return new Home.Untold();
    }

    @Override
    public Set<String> running(List<String> names) {
        Set<String> found = new HashSet<>();
        ProcessHandle.allProcesses()
                .map(AnyPrograms::name)
                .forEach(p -> names.stream().filter(n -> ProgramName.same(n, p)).forEach(found::add));
        return found;
    }
}
