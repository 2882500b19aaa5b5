package org.headroom.jobs.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The program of the guard. Started by the rig; its one argument is the rig's home. */
public final class GuardMain {
    private static final long IDLE_MS = 60_000;
    private static final String OURS = "org/headroom/jobs/guard/";
    private static final String HTTP = "org/headroom/jobs/http/";

    private GuardMain() {}

    /** @param args the rig's home, and for tests the milliseconds after which it ends without a lease */
    public static void main(String[] args) throws Exception {
        GuardFolder folder = GuardFolder.of(Path.of(args[0]));
        GuardLog log = new GuardLog(folder.path());
        try {
            loadAll();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            log.say("Not all of the guard could be loaded at its start: " + e);
        }
        long idle = args.length > 1 ? Long.parseLong(args[1]) : IDLE_MS;
        Guard guard = new Guard(
                folder, MachineTime.ofThisMachine(), new GuardEngine.OverSocket(), new GuardProcesses(), log, idle);
        System.exit(guard.run() ? 0 : 1);
    }

    /** The files of this program may be deleted while it runs, with the rig's or for a newer version. */
    private static void loadAll() throws IOException, ClassNotFoundException {
        for (String name : classes(codeSource()))
            Class.forName(name.replace('/', '.').substring(0, name.length() - ".class".length()));
    }

    private static List<String> classes(Path source) throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(source)) {
            for (String folder : List.of(OURS, HTTP))
                try (Stream<Path> files = Files.list(source.resolve(folder))) {
                    files.forEach(f -> found.add(folder + f.getFileName()));
                }
        } else {
            try (InputStream in = Files.newInputStream(source);
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) found.add(e.getName());
            }
        }
        found.removeIf(n -> !n.endsWith(".class") || n.endsWith("package-info.class"));
        found.removeIf(n -> !n.startsWith(OURS) && !n.startsWith(HTTP));
        return found;
    }

    /**
     * The jar or class folder that this program is in, also where OSGi has loaded it.
     *
     * @throws IOException where there is none that Java could be started with
     */
    public static Path codeSource() throws IOException {
        String location = GuardMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        if (location.startsWith("reference:")) location = location.substring("reference:".length());
        try {
            Path source = Path.of(URI.create(location.replace(" ", "%20")));
            for (Path one : List.of(source, source.resolve("bin"), source.resolve("target/classes")))
                if (Files.isRegularFile(one) || Files.isDirectory(one.resolve(OURS))) return one;
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw new IOException("the guard's program is not in a file: " + location, e);
        }
        throw new IOException("the guard's program is not in a file: " + location);
    }
}
