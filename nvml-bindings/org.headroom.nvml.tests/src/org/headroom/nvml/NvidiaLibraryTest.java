package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.NvmlLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NVIDIA's own library on a machine without a driver, fetched by releng/fetch-package; skipped where it is not there. */
class NvidiaLibraryTest {
    private static final Path DEVICE = Path.of("/dev/nvidiactl");
    private static final boolean DEVICE_BEFORE = Files.exists(DEVICE);

    private Path path;

    /** Asked by root, the library makes a device file, driver or not; others take that for a driver. */
    @AfterAll
    static void leaveNoDeviceFile() throws IOException {
        if (!DEVICE_BEFORE) Files.deleteIfExists(DEVICE);
    }

    @BeforeEach
    void findLibrary() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"), ".cache");
        Path folder =
                (cache == null || cache.isEmpty() ? home : Path.of(cache)).resolve("headroom/packages/libnvidia-ml1");
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "NVIDIA's library is not fetched: releng/fetch-package non-free libnvidia-ml1 does it");
        try (Stream<Path> files = Files.walk(folder)) {
            path = files.filter(f -> f.getFileName().toString().equals("libnvidia-ml.so.1"))
                    .findFirst()
                    .orElseThrow();
        }
        Assumptions.assumeFalse(
                Files.exists(Path.of("/proc/driver/nvidia/version")), "this machine has an NVIDIA driver");
    }

    @Test
    void withoutADriverItSaysSo() {
        assertThat(NvmlSession.open(Optional.of(path.toString())))
                .isInstanceOfSatisfying(
                        NvmlOpening.NoDriver.class,
                        n -> assertThat(n.message()).contains("kernel driver does not run"));
        assertThat(new Nvml(NvmlLibrary.load(path.toString())).nvmlInit_v2())
                .isEqualTo(Constants.NVML_ERROR_DRIVER_NOT_LOADED);
    }

    @Test
    void everyFunctionCanBeCalledAndThoseItLacksAreNotSupportedByThisDriver() throws Exception {
        NvmlLibrary library = NvmlLibrary.load(path.toString());
        Nvml nvml = new Nvml(library);
        List<String> lacking = new ArrayList<>();
        int called = 0;
        for (Method m : Nvml.class.getMethods()) {
            if (!m.getName().startsWith("nvml")) continue;
            Object[] zeros = new Object[m.getParameterCount()];
            for (int i = 0; i < zeros.length; i++)
                zeros[i] = m.getParameterTypes()[i] == long.class ? (Object) 0L : (Object) 0;
            int code = (int) m.invoke(nvml, zeros);
            called++;
            assertThat(code == Constants.NVML_ERROR_FUNCTION_NOT_FOUND)
                    .as(m.getName())
                    .isEqualTo(!library.has(m.getName()));
            if (code == Constants.NVML_ERROR_FUNCTION_NOT_FOUND) lacking.add(m.getName());
            if (code == Constants.NVML_ERROR_FUNCTION_NOT_FOUND)
                assertThat(new NvmlException(m.getName(), code)).hasMessageContaining("not supported by this driver");
        }
        assertThat(called).isEqualTo(412);
        // Of the branch 535, which Debian has; another one lacks others.
        if (path.toRealPath().getFileName().toString().contains(".535."))
            assertThat(lacking).hasSize(84).contains("nvmlDeviceGetTemperatureV", "nvmlDeviceGetFanSpeedRPM");
        else assertThat(lacking).hasSizeLessThan(200);
    }
}
