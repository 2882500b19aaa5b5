package org.headroom.nvml;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.NvmlLibrary;

/**
 * NVML, initialised. Any thread may use the session; a {@link NvmlDevice} belongs to one thread at a time, so ask for one for
 * each thread. Every call may take as long as the driver likes.
 */
public final class NvmlSession implements AutoCloseable {
    /** A stand-in driver exports this function; NVIDIA's library does not. It answers what the stand-in calls itself. */
    private static final String STAND_IN_MARK = "headroomStandInLabel";

    private static final List<String> LINUX = List.of("libnvidia-ml.so.1");
    private static final List<String> WINDOWS =
            List.of("nvml.dll", "C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvml.dll");
    // More than any machine has; a larger count is rubbish.
    private static final int MOST_DEVICES = 1024;

    private final Nvml nvml;
    private final Optional<String> standIn;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NvmlSession(Nvml nvml, Optional<String> standIn) {
        this.nvml = nvml;
        this.standIn = standIn;
    }

    /**
     * Loads and initialises NVML. Blocks while the driver initialises, which can take seconds on a machine with many GPUs.
     *
     * @param library a path or a name for the system's loader; empty for the system's own NVML
     */
    public static NvmlOpening open(Optional<String> library) {
        List<String> names = library.map(List::of).orElse(Platform.isWindows() ? WINDOWS : LINUX);
        String name = names.getFirst();
        NvmlLibrary loaded = null;
        String linker = "";
        for (String candidate : names) {
            try {
                loaded = NvmlLibrary.load(candidate);
                name = candidate;
                break;
            } catch (UnsatisfiedLinkError e) {
                if (linker.isEmpty()) linker = reason(e);
            }
        }
        if (loaded == null) return notLoaded(library, name, linker);
        return init(name, loaded);
    }

    private static NvmlOpening notLoaded(Optional<String> asked, String name, String linker) {
        if (asked.isEmpty())
            return new NvmlOpening.NoLibrary(
                    name,
                    "No NVIDIA driver is installed on this machine (" + name
                            + " was not found). Install the NVIDIA driver to see its GPUs.");
        if (isFile(name))
            return new NvmlOpening.Failed(
                    name, name + " cannot be loaded: it is not a library for this machine. " + linker);
        return new NvmlOpening.NoLibrary(name, "There is no library " + name + ". Check its path.");
    }

    private static NvmlOpening init(String name, NvmlLibrary library) {
        if (!library.has("nvmlInit_v2") && !library.has("nvmlInit"))
            return new NvmlOpening.Failed(name, name + " is a library but not NVML: it has no nvmlInit.");
        Nvml nvml = new Nvml(library);
        int code = nvml.nvmlInit_v2();
        if (code == NvmlReturn.FUNCTION_NOT_FOUND.code()) code = nvml.nvmlInit();
        return switch (NvmlReturn.of(code)) {
            case SUCCESS, ALREADY_INITIALIZED ->
                new NvmlOpening.Opened(name, new NvmlSession(nvml, library.text(STAND_IN_MARK)));
            case DRIVER_NOT_LOADED, LIBRARY_NOT_FOUND ->
                new NvmlOpening.NoDriver(
                        name,
                        "NVIDIA's library is installed but its kernel driver does not run on this machine. "
                                + "Without an NVIDIA GPU that is as it should be; with one, install or load the driver.");
            case LIB_RM_VERSION_MISMATCH ->
                new NvmlOpening.VersionMismatch(
                        name,
                        "NVIDIA's library and its kernel driver are of different versions: "
                                + "the driver was updated while it ran. Restart the machine.");
            default ->
                new NvmlOpening.Failed(name, "NVML did not start: " + new NvmlException("nvmlInit", code).getMessage());
        };
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    // The first line says only that it failed; the linker's own reason comes after it.
    private static String reason(Throwable e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().toList();
        return lines.get(Math.min(1, lines.size() - 1)).strip();
    }

    /** True where a stand-in answers and not a driver: whatever it says is simulated. */
    public boolean simulated() {
        return standIn.isPresent();
    }

    /** What the stand-in calls itself; empty for NVIDIA's own library. */
    public Optional<String> standInLabel() {
        return standIn;
    }

    /** The functions themselves, on the same library; for what the typed methods do not cover. */
    public Nvml raw() {
        return nvml;
    }

    /** What the driver says of itself; what it does not say is empty. */
    public NvmlVersions versions() {
        NativeMemory out = new NativeMemory(128);
        out.clear(128);
        int code = nvml.nvmlSystemGetDriverVersion(out.address(), Constants.NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE);
        Optional<String> driver = text(code, out, Constants.NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE);
        out.clear(128);
        code = nvml.nvmlSystemGetNVMLVersion(out.address(), Constants.NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE);
        Optional<String> library = text(code, out, Constants.NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE);
        out.clear(128);
        code = nvml.nvmlSystemGetCudaDriverVersion_v2(out.address());
        if (absent(code)) code = nvml.nvmlSystemGetCudaDriverVersion(out.address());
        int number = out.getInt(0);
        Optional<String> cuda = code == 0 && number >= 1000 && number < 1_000_000
                ? Optional.of(number / 1000 + "." + number % 1000 / 10)
                : Optional.empty();
        return new NvmlVersions(driver, library, cuda);
    }

    private static Optional<String> text(int code, NativeMemory out, int length) {
        return code == 0 ? Optional.of(out.text(0, length)).filter(s -> !s.isEmpty()) : Optional.empty();
    }

    /** How many GPUs the driver lists, lost ones often included. */
    public int deviceCount() throws NvmlException {
        NativeMemory out = new NativeMemory(8);
        out.clear(8);
        int code = nvml.nvmlDeviceGetCount_v2(out.address());
        if (absent(code)) code = nvml.nvmlDeviceGetCount(out.address());
        check("nvmlDeviceGetCount", code);
        int count = out.getInt(0);
        if (count < 0 || count > MOST_DEVICES) throw new NvmlException("nvmlDeviceGetCount", NvmlReturn.UNKNOWN.code());
        return count;
    }

    /** The GPU at an index below {@link #deviceCount()}; indices can change when a GPU is lost or the driver restarts. */
    public NvmlDevice device(int index) throws NvmlException {
        NativeMemory out = new NativeMemory(8);
        out.clear(8);
        int code = nvml.nvmlDeviceGetHandleByIndex_v2(index, out.address());
        if (absent(code)) code = nvml.nvmlDeviceGetHandleByIndex(index, out.address());
        check("nvmlDeviceGetHandleByIndex", code);
        return new NvmlDevice(new GpuCalls(nvml, out.getLong(0)));
    }

    /** The GPU with a UUID as {@link NvmlDevice#uuid()} gives it. */
    public NvmlDevice device(String uuid) throws NvmlException {
        NativeMemory name = new NativeMemory(128);
        name.putText(0, name.size(), uuid);
        NativeMemory out = new NativeMemory(8);
        check("nvmlDeviceGetHandleByUUID", nvml.nvmlDeviceGetHandleByUUID(name.address(), out.address()));
        GpuCalls calls = new GpuCalls(nvml, out.getLong(0));
        calls.knownAs(uuid);
        return new NvmlDevice(calls);
    }

    /** A new set of GPUs to wait for events of. Close it before the session. */
    public NvmlEventSet events() throws NvmlException {
        NativeMemory out = new NativeMemory(8);
        out.clear(8);
        check("nvmlEventSetCreate", nvml.nvmlEventSetCreate(out.address()));
        return new NvmlEventSet(nvml, out.getLong(0));
    }

    /** Shuts NVML down. Do not close a session while a call of it hangs in the driver: let the process end instead. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) nvml.nvmlShutdown();
    }

    private static boolean absent(int code) {
        return code == NvmlReturn.FUNCTION_NOT_FOUND.code();
    }

    private static void check(String function, int code) throws NvmlException {
        if (code != 0) throw new NvmlException(function, code);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "NvmlSession[%s]", standIn.orElse("NVIDIA"));
    }
}
