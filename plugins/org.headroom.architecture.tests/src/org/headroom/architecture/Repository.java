package org.headroom.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The checked-out sources, without what a build makes. */
record Repository(Path root) {
    private static final Set<String> MADE = Set.of("target", "bin", "lib", ".git");

    /** The repository around the current folder. */
    static Repository around() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "Not inside the repository: " + Path.of("").toAbsolutePath());
        }
        return new Repository(folder);
    }

    /** Files whose relative path (with slashes) passes the filter, with their text. */
    Map<String, String> texts(Predicate<String> filter) {
        Map<String, String> found = new TreeMap<>();
        for (String top : List.of("plugins", "nvml-bindings", "releng")) {
            walk(root.resolve(top), filter, found);
        }
        return found;
    }

    String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void walk(Path top, Predicate<String> filter, Map<String, String> found) {
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return MADE.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    if (filter.test(path)) {
                        found.put(path, text(path));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    // A build beside this one removes its temporary files.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
