package org.headroom.console.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesFileTest {
    private static final GpuId GPU = new GpuId("GPU-0");
    private static final Instant FROM = Instant.parse("2026-11-23T04:00:30Z");

    @TempDir
    Path folder;

    /** A watch whose past has a line a minute. */
    private static GpuWatch watch(int failAfter) {
        AtomicInteger calls = new AtomicInteger();
        return (GpuWatch) Proxy.newProxyInstance(
                GpuWatch.class.getClassLoader(), new Class<?>[] {GpuWatch.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("csv")) throw new AssertionError(method.getName());
                    if (calls.incrementAndGet() > failAfter) throw new IOException("the history cannot be read");
                    Appendable out = (Appendable) args[3];
                    out.append("time,power").append('\n');
                    Instant at = (Instant) args[1];
                    for (Instant t = FROM; t.isBefore((Instant) args[2]); t = t.plusSeconds(60))
                        if (!t.isBefore(at))
                            out.append(t.toString()).append(',').append("380").append("\n");
                    return null;
                });
    }

    @Test
    void theFileHasOneHeaderAndEachLineOnce() throws IOException {
        Path file = folder.resolve("gpu-0.csv");
        AtomicInteger pieces = new AtomicInteger();
        Instant to = FROM.plus(Duration.ofHours(7));
        assertThat(ValuesFile.write(watch(1000), GPU, FROM, to, file, pieces::incrementAndGet, () -> false))
                .isTrue();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + 7 * 60).doesNotHaveDuplicates();
        assertThat(lines.get(0)).isEqualTo("time,power");
        assertThat(lines.subList(1, lines.size())).isSorted();
        assertThat(pieces.get()).isBetween(2, ValuesFile.PIECES + 1);
        assertThat(folder.toFile().list()).containsExactly("gpu-0.csv");
    }

    @Test
    void aCancelledFileIsNotThereAndTheOldOneIs() throws IOException {
        Path file = Files.writeString(folder.resolve("gpu-0.csv"), "old");
        AtomicInteger asked = new AtomicInteger();
        Instant to = FROM.plus(Duration.ofHours(7));
        assertThat(ValuesFile.write(watch(1000), GPU, FROM, to, file, () -> {}, () -> asked.incrementAndGet() > 3))
                .isFalse();
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("gpu-0.csv");
    }

    @Test
    void aHistoryThatCannotBeReadLeavesNothingBehind() {
        Path file = folder.resolve("gpu-0.csv");
        Instant to = FROM.plus(Duration.ofHours(7));
        assertThatThrownBy(() -> ValuesFile.write(watch(2), GPU, FROM, to, file, () -> {}, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("the history cannot be read");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void whatWentWrongIsSaidInWords() {
        assertThat(GpuExport.reason(new NoSuchFileException("/nowhere/gpu-0.csv")))
                .isEqualTo("there is no folder for /nowhere/gpu-0.csv");
        assertThat(GpuExport.reason(new IOException("the history cannot be read")))
                .isEqualTo("the history cannot be read");
    }
}
