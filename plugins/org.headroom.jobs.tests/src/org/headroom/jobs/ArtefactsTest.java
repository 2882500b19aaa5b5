package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.money.Hash32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactsTest {
    @TempDir
    Path directory;

    private static String recipe() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) root = root.getParent();
        String page = Files.readString(root.resolve("docs/protocol/artefacts.md"));
        int begin = page.indexOf("```bash\n") + 8;
        return page.substring(begin, page.indexOf("```", begin));
    }

    private static String byShell(Path directory) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash on this machine");
        Process bash = new ProcessBuilder("/bin/bash", "-c", recipe())
                .directory(directory.toFile())
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return "0x" + out.substring(0, 64);
    }

    @Test
    void nothingLeftIsZero() throws IOException {
        assertThat(new Artefacts().digest(directory)).isEqualTo(Hash32.ZERO);
        assertThat(new Artefacts().digest(directory.resolve("absent"))).isEqualTo(Hash32.ZERO);
    }

    @Test
    void recipeForTheShellGivesTheSameWhateverTheJobLeft() throws Exception {
        Files.writeString(directory.resolve("b.txt"), "content");
        Files.writeString(directory.resolve("empty"), "");
        Files.createDirectories(directory.resolve("a b/%41/deep"));
        Files.writeString(directory.resolve("a b/%41/x"), "y");
        Files.writeString(directory.resolve("a b.txt"), "sorts between");
        Files.writeString(directory.resolve("line\nfeed 100%"), "odd");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("."));
        new ProcessBuilder("bash", "-c", "mkfifo pipe; echo raw > $'caf\\xe9'; echo utf > $'caf\\xc3\\xa9'")
                .directory(directory.toFile())
                .start()
                .waitFor();
        assertThat(new Artefacts().digest(directory).hex()).isEqualTo(byShell(directory));
    }

    @Test
    void linkIsListedAndNeverFollowed() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "one");
        Path left = Files.createDirectory(directory.resolve("left"));
        Files.createSymbolicLink(left.resolve("link"), secret);
        Hash32 before = new Artefacts().digest(left);
        Files.writeString(secret, "two");
        assertThat(new Artefacts().digest(left)).isEqualTo(before).isNotEqualTo(Hash32.ZERO);
        Path disguised = directory.resolve("disguised");
        Files.createSymbolicLink(disguised, left);
        assertThat(new Artefacts().digest(disguised)).isEqualTo(Hash32.ZERO);
    }

    @Test
    void tooMuchIsRefusedWithAReason() throws IOException {
        for (String name : List.of("a", "b", "c")) Files.writeString(directory.resolve(name), "12345");
        assertThatThrownBy(() -> new Artefacts(2, 1000).digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("it left more than 2 files");
        assertThatThrownBy(() -> new Artefacts(10, 14).digest(directory)).hasMessage("it left more than 14 bytes");
        assertThat(new Artefacts(3, 15).digest(directory)).isNotEqualTo(Hash32.ZERO);
    }

    @Test
    void sparseFileBeyondTheLimitIsRefusedBeforeItIsRead() throws IOException {
        sparse("s", 3L << 40);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> new Artefacts().digest(directory)).isInstanceOf(Artefacts.TooMuch.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void holesBeyondTheLimitAreRefusedBeforeTheyAreReadThoughTheSizeIsWithinIt() throws IOException {
        Files.writeString(directory.resolve("a"), "has blocks");
        sparse("s", 1L << 30);
        assertThatThrownBy(() -> new Artefacts(10, 1L << 40, Duration.ofMinutes(5), 1 << 20).digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessageContaining("its files have 1073741834 bytes and only ")
                .hasMessageEndingWith("more than 1048576 bytes of holes are not read");
    }

    @Test
    void holesWithinTheLimitAreZerosOfTheDigest() throws Exception {
        sparse("s", 3 << 20);
        assertThat(new Artefacts(10, 1L << 40, Duration.ofMinutes(5), 8 << 20)
                        .digest(directory)
                        .hex())
                .isEqualTo(byShell(directory));
    }

    @Test
    void fileWithManyNamesIsReadOnceAndCountsOnce() throws Exception {
        Path file = Files.write(directory.resolve("0"), new byte[64 << 20]);
        for (int i = 1; i <= 2_000; i++) Files.createLink(directory.resolve("link" + i), file);
        long begin = System.nanoTime();
        // Two thousand times 64 MiB would be 125 GiB.
        Hash32 digest = new Artefacts(10_000, 65 << 20).digest(directory);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        for (int i = 3; i <= 2_000; i++) Files.delete(directory.resolve("link" + i));
        assertThat(new Artefacts().digest(directory).hex())
                .isEqualTo(byShell(directory))
                .isNotEqualTo(digest.hex());
    }

    @Test
    void interruptEndsTheReading() throws Exception {
        sparse("s", 50L << 30);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                new Artefacts().digest(directory);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        assertThat(failure.get()).isInstanceOf(IOException.class);
    }

    private void sparse(String name, long size) throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            sparse.setLength(size);
        }
    }

    @Test
    void readingThatTakesTooLongIsRefusedWithAReason() throws IOException {
        sparse("s", 60L << 30);
        assertThatThrownBy(() -> new Artefacts(10, 1L << 40, Duration.ofSeconds(1)).digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("reading it took longer than 1 s");
    }

    @Test
    void directoriesWithoutEndAreRefusedWithAReason() throws IOException {
        Path deep = directory;
        for (int i = 0; i < 300; i++) deep = deep.resolve("d");
        Files.createDirectories(deep);
        assertThatThrownBy(() -> new Artefacts().digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("it left directories nested deeper than 256");
    }

    @Provide
    Arbitrary<Map<String, String>> trees() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abc .%\n-é")
                .ofMinLength(1)
                .ofMaxLength(6)
                .filter(n -> !Set.of(".", "..").contains(n));
        return Arbitraries.maps(names, Arbitraries.strings().ofMaxLength(20))
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 150)
    void digestDependsOnNamesAndContentsAndOnNothingElse(
            @ForAll("trees") Map<String, String> one, @ForAll("trees") Map<String, String> other) throws IOException {
        Hash32 forward = digestOf(one, false);
        assertThat(digestOf(one, true)).isEqualTo(forward);
        assertThat(digestOf(other, false).equals(forward)).isEqualTo(one.equals(other));
    }

    private static Hash32 digestOf(Map<String, String> tree, boolean backwards) throws IOException {
        Path fresh = Files.createTempDirectory("artefacts");
        try {
            TreeMap<String, String> sorted = new TreeMap<>(tree);
            for (Map.Entry<String, String> e : (backwards ? sorted.descendingMap() : sorted).entrySet())
                Files.writeString(fresh.resolve(e.getKey()), e.getValue());
            return new Artefacts().digest(fresh);
        } finally {
            try (Stream<Path> all = Files.walk(fresh)) {
                for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
            }
        }
    }
}
