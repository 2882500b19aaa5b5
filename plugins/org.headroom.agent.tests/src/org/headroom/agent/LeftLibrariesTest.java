package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that were killed left in the folder for temporary files. */
class LeftLibrariesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SQLITE = "sqlite-3.54.1.0-00fcc166-855f-458b-a432-fed0f208f85c-libsqlitejdbc.so";
    private static final String CURVE = "secp256k1-c165f2c1-9354-4d13-a2da-55bcb5e9d4af-libsecp256k1-jni.so";

    @TempDir
    Path temporary;

    private void file(String name, Duration age) throws IOException {
        Path file = Files.createFile(temporary.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void oldLibrariesAreDeletedAndFilesOfOthersAreNot() throws IOException {
        for (String name : new String[] {SQLITE, CURVE}) {
            file(name, Duration.ofHours(2));
            file(name + ".lck", Duration.ofHours(2));
        }
        file("sqlite-notes.txt", Duration.ofDays(2));
        file("secp256k1.so", Duration.ofDays(2));
        assertThat(LeftLibraries.delete(temporary, NOW)).isEqualTo(4);
        assertThat(names()).containsExactly("secp256k1.so", "sqlite-notes.txt");
    }

    @Test
    void libraryThatMayNotBeLoadedYetStays() throws IOException {
        file(SQLITE, Duration.ofMinutes(5));
        assertThat(LeftLibraries.delete(temporary, NOW)).isZero();
        assertThat(names()).containsExactly(SQLITE);
    }

    @Test
    void linkWithSuchANameIsLeftAloneWithWhatItPointsTo() throws IOException {
        file("kept", Duration.ofDays(1));
        Files.createSymbolicLink(temporary.resolve(CURVE), temporary.resolve("kept"));
        assertThat(LeftLibraries.delete(temporary, Instant.now().plus(Duration.ofDays(1))))
                .isZero();
        assertThat(names()).containsExactly("kept", CURVE);
    }

    @Test
    void absentFolderIsNoFailure() {
        assertThat(LeftLibraries.delete(temporary.resolve("absent"), NOW)).isZero();
    }
}
