package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Searches files for a value, as it is and as Base64, at whatever place of a text of it. */
final class Traces {
    private static final int MOST_BYTES = 64 << 20;

    private Traces() {}

    /** The files below a directory that hold it; what layers of images and disks of jobs hold is not looked at. */
    static List<Path> of(String value, Path directory) throws IOException {
        List<byte[]> forms = new ArrayList<>();
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        forms.add(plain);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[plain.length + shift];
            System.arraycopy(plain, 0, shifted, shift, plain.length);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The ends depend on what stands before and behind.
            forms.add(coded.substring(shift == 0 ? 0 : 4, coded.length() - 4).getBytes(StandardCharsets.US_ASCII));
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                boolean layer = folder.endsWith("overlay") || folder.endsWith("overlay2");
                return layer ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                if (a.isRegularFile() && a.size() <= MOST_BYTES && holds(file, forms)) found.add(file);
                return FileVisitResult.CONTINUE;
            }

            /** What others delete meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean holds(Path file, List<byte[]> forms) throws IOException {
        String all;
        try {
            all = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
        return forms.stream().anyMatch(form -> all.contains(new String(form, StandardCharsets.ISO_8859_1)));
    }
}
