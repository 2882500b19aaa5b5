package org.headroom.nvml.raw;

import com.sun.jna.Function;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A loaded library with NVML's ABI. Functions are tied one by one, so a library that lacks one costs only that function, and
 * several libraries can be open side by side. A call through a tied function costs about 0.1 µs more than in C.
 *
 * <p>A library stays loaded for the life of the process: a call may still hang in it when nobody waits any more.
 */
public final class NvmlLibrary implements Binder {
    // dlopen's flags on Linux. Local, so that two libraries' symbols are not mixed up; never unloaded, see above.
    private static final int RTLD_LAZY = 0x1;
    private static final int RTLD_NODELETE = 0x1000;

    private static final int LONGEST_TEXT = 256;

    private final NativeLibrary library;
    private final String[] wanted;

    private NvmlLibrary(NativeLibrary library, String[] wanted) {
        this.library = library;
        this.wanted = wanted;
    }

    /**
     * Loads a library by path or by the system's search rules.
     *
     * @throws UnsatisfiedLinkError when it is not there or cannot be loaded; the message is the linker's
     */
    public static NvmlLibrary load(String nameOrPath) {
        String[] wanted = {""};
        Map<String, Object> options = new HashMap<>();
        options.put(Library.OPTION_FUNCTION_MAPPER, (FunctionMapper) (library, method) -> wanted[0]);
        if (Platform.isLinux()) options.put(Library.OPTION_OPEN_FLAGS, RTLD_LAZY | RTLD_NODELETE);
        return new NvmlLibrary(NativeLibrary.getInstance(located(nameOrPath), options), wanted);
    }

    /** JNA takes a relative path for a name and looks in the system's folders; a person means the folder they are in. */
    private static String located(String nameOrPath) {
        boolean path = nameOrPath.indexOf(File.separatorChar) >= 0 || new File(nameOrPath).isFile();
        return path ? new File(nameOrPath).getAbsolutePath() : nameOrPath;
    }

    @Override
    public synchronized <T> T bind(Shape<T> shape, String... names) {
        for (String name : names) {
            if (has(name)) return tie(shape, name);
        }
        return shape.absent();
    }

    /** Whether the library exports a function of this name. */
    public boolean has(String function) {
        return find(function).isPresent();
    }

    /** Calls a function without arguments that answers a C string. */
    public Optional<String> text(String function) {
        return find(function).map(f -> f.invokePointer(new Object[0])).map(NvmlLibrary::cString);
    }

    private static String cString(Pointer at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LONGEST_TEXT; i++) {
            byte b = at.getByte(i);
            if (b == 0) break;
            text.append((char) (b & 0xff));
        }
        return text.toString();
    }

    private Optional<Function> find(String function) {
        try {
            return Optional.of(library.getFunction(function));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    // JNA ties all native methods of a class at once and a class once; a hidden copy for each function gets round both.
    private <T> T tie(Shape<T> shape, String function) {
        Class<? extends T> template = shape.template();
        try {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(bytes(template), true);
            wanted[0] = function;
            Native.register(copy.lookupClass(), library);
            Object call = copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
            return shape.type().cast(call);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot tie " + function, e);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) throw new IOException("no class file " + file);
            return in.readAllBytes();
        }
    }
}
