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
                .hasMessage("The job left more than 2 files; its artefacts have no digest.");
        assertThatThrownBy(() -> new Artefacts(10, 14).digest(directory))
                .hasMessage("The job left more than 14 bytes; its artefacts have no digest.");
        assertThat(new Artefacts(3, 15).digest(directory)).isNotEqualTo(Hash32.ZERO);
    }

    @Test
    void sparseFileBeyondTheLimitIsRefusedBeforeItIsRead() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve("s").toFile(), "rw")) {
            sparse.setLength(3L << 40);
        }
        long begin = System.nanoTime();
        assertThatThrownBy(() -> new Artefacts().digest(directory)).isInstanceOf(Artefacts.TooMuch.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void fileThatIsLargerThanItsDiskIsRefusedBeforeItIsRead() throws IOException {
        long disk = Files.getFileStore(directory).getTotalSpace();
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve("s").toFile(), "rw")) {
            sparse.setLength(disk + 1);
        }
        assertThatThrownBy(() -> new Artefacts(10, Long.MAX_VALUE).digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("The job left more than " + disk + " bytes; its artefacts have no digest.");
    }

    @Test
    void readingThatTakesTooLongIsRefusedWithAReason() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve("s").toFile(), "rw")) {
            sparse.setLength(Files.getFileStore(directory).getTotalSpace() / 2);
        }
        assertThatThrownBy(() -> new Artefacts(10, 1L << 40, Duration.ofSeconds(1)).digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("Reading what the job left took longer than 1 s; its artefacts have no digest.");
    }

    @Test
    void directoriesWithoutEndAreRefusedWithAReason() throws IOException {
        Path deep = directory;
        for (int i = 0; i < 300; i++) deep = deep.resolve("d");
        Files.createDirectories(deep);
        assertThatThrownBy(() -> new Artefacts().digest(directory))
                .isInstanceOf(Artefacts.TooMuch.class)
                .hasMessage("The job left directories nested deeper than 256; its artefacts have no digest.");
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
