package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.localchain.ChainLike;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHomeTest {
    @TempDir
    Path folder;

    @Test
    void neverTakesAFolderWithSomebodysFiles() throws IOException {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "ten years of work");
        assertThatThrownBy(() -> DemoHome.take(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds other files");
        assertThat(precious).hasContent("ten years of work");
        assertThat(folder.toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void clearsOnlyWhatADemoPutThere() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("thesis.txt"), "ten years of work");
        Path home = folder.resolve("home");
        try (DemoHome demo = DemoHome.take(home)) {
            demo.begin(Optional.empty());
            Files.createDirectories(demo.broker());
            Files.writeString(demo.broker().resolve("journal"), "old");
            Files.createSymbolicLink(demo.chain(), elsewhere);
            Files.writeString(home.resolve("note.txt"), "put here by a person");
            demo.finish();
        }
        try (DemoHome demo = DemoHome.take(home)) {
            demo.begin(Optional.empty());
            assertThat(demo.broker()).doesNotExist();
            assertThat(demo.chain()).doesNotExist();
        }
        assertThat(home.resolve("note.txt")).exists();
        assertThat(precious).exists();
    }

    @Test
    void keepsWhatADemoThatWasCutOffLeft() throws IOException {
        Path home = folder.resolve("home");
        try (DemoHome demo = DemoHome.take(home)) {
            demo.begin(Optional.empty());
            Files.createDirectories(demo.chain());
        }
        try (DemoHome demo = DemoHome.take(home)) {
            assertThat(demo.interrupted()).isTrue();
            demo.begin(Optional.empty());
            assertThat(demo.chain()).exists();
        }
    }

    @Test
    void aDemoThatWasCutOffGoesOnOnlyWithTheSameChain() throws IOException {
        Path home = folder.resolve("home");
        try (DemoHome demo = DemoHome.take(home)) {
            demo.begin(Optional.of(ChainLike.BASE));
        }
        try (DemoHome demo = DemoHome.take(home)) {
            assertThatThrownBy(() -> demo.begin(Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("start it with --chain-like base");
            demo.begin(Optional.of(ChainLike.BASE));
            demo.finish();
            demo.begin(Optional.empty());
            assertThatThrownBy(() -> demo.begin(Optional.of(ChainLike.BASE)))
                    .hasMessageContaining("start it without --chain-like");
        }
    }

    @Test
    void isTakenByOneDemoAtATime() throws IOException {
        try (DemoHome demo = DemoHome.take(folder.resolve("home"))) {
            assertThat(demo.interrupted()).isFalse();
            assertThatThrownBy(() -> DemoHome.take(folder.resolve("home")))
                    .hasMessageContaining("Another demo is running");
        }
    }
}
