package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FileTailTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private Path log;
    private Path older;

    @BeforeEach
    void names() {
        log = folder.resolve("rig.log");
        older = folder.resolve("rig.log.1");
    }

    private FileTail tail() {
        return new FileTail(List.of(log, older), out);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static void append(Path file, String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,'4|'", "2,'3|4|'", "3,'2|3|4|'", "4,'1|2|3|4|'", "9,'1|2|3|4|'"})
    void lastLinesAreThoseOfTheOlderFileToo(int lines, String expected) throws Exception {
        append(older, "1\n2\n");
        append(log, "3\n4\n");
        tail().last(lines, false);
        assertThat(said()).isEqualTo(expected.replace('|', '\n'));
    }

    @Test
    void lineThatIsNotEndedIsShown() throws Exception {
        append(log, "1\n2\nhal");
        tail().last(2, false);
        assertThat(said()).isEqualTo("2\nhal\n");
    }

    @Test
    void noFileHasNoLines() throws Exception {
        tail().last(5, false);
        assertThat(said()).isEmpty();
    }

    @Test
    void controlCharactersAreWrittenOutAndBrokenUtf8IsShown() throws Exception {
        Files.write(log, new byte[] {'a', 0x1b, '[', '2', 'J', (byte) 0xff, '\n'});
        tail().last(5, false);
        assertThat(said()).isEqualTo("a\\u{001B}[2J\ufffd\n");
    }

    @Test
    void endlessLineIsShownInParts() throws Exception {
        append(log, "x".repeat(1 << 20));
        tail().last(1, false);
        assertThat(said().lines().mapToInt(String::length).max()).hasValue(64 * 1024);
        assertThat(said().lines().mapToInt(String::length).sum()).isEqualTo(1 << 20);
    }

    @Test
    void whatIsAddedIsFollowedIntoTheNextFile() throws Exception {
        append(log, "1\nbeg");
        try (FileTail tail = tail()) {
            tail.last(1, true);
            Thread follower = Thread.ofVirtual().start(() -> {
                try {
                    tail.follow();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (Exception e) {
                    out.println(e);
                }
            });
            append(log, "un\n2\n");
            await().untilAsserted(() -> assertThat(said()).isEqualTo("begun\n2\n"));
            append(log, "3\n");
            Files.move(log, older);
            append(log, "4\n");
            await().untilAsserted(() -> assertThat(said()).isEqualTo("begun\n2\n3\n4\n"));
            follower.interrupt();
            follower.join();
        }
    }
}
