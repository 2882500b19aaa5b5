package org.headroom.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RigLogTest {
    private static final int FILE_BYTES = 20_000;

    @TempDir
    Path home;

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void logIsBoundedAndItsOwnersAlone() throws Exception {
        try (RigLog log = RigLog.open(home, FILE_BYTES)) {
            Logger logger = LoggerFactory.getLogger("org.headroom.test");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                logger.info("{}", "x".repeat(FILE_BYTES));
                assertThat(files()).hasSize(1 + RigLog.OLDER);
            });
            String oldest = Files.readString(RigLog.older(home, RigLog.OLDER));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                logger.info("{}", "y".repeat(FILE_BYTES));
                assertThat(Files.readString(RigLog.older(home, RigLog.OLDER))).isNotEqualTo(oldest);
            });
        }
        assertThat(files()).hasSize(1 + RigLog.OLDER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("log"))))
                .isEqualTo("rwx------");
    }

    @Test
    void lineEndsOfAMessageBeginNoLine() throws Exception {
        try (RigLog log = RigLog.open(home)) {
            LoggerFactory.getLogger("org.headroom.test").info("one\r\n2026-01-01 ERROR two");
        }
        assertThat(Files.readAllLines(home.resolve("log/rig.log")))
                .hasSize(1)
                .first()
                .asString()
                .contains("one | 2026");
        LoggerFactory.getLogger("org.headroom.test").info("after it is closed");
        assertThat(home.resolve("log/rig.log")).content().doesNotContain("after");
    }

    @Test
    void folderThatCannotBeUsedIsNamed() throws Exception {
        Files.writeString(home.resolve("log"), "mine");
        assertThatThrownBy(() -> RigLog.open(home)).hasMessageContaining(home.resolve("log") + " is no folder");
    }
}
