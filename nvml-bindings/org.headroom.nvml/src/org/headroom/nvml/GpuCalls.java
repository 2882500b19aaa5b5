package org.headroom.nvml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.FieldValue;

/**
 * What the readers of one GPU share: its handle, a buffer, and how answers are judged. Calls are written as
 * {@code number("nvmlX", nvml.nvmlX(gpu.handle(), gpu.blank()), 0, 100)}, so that a reading makes no garbage but itself.
 *
 * <p>A GPU that was lost and is back has another handle. When a call says that the GPU is lost or the handle no good, the next
 * one asks for the handle anew by the UUID, if that was read before; at most once a second, and ever less often while the
 * answer is the handle we have, because "invalid argument" has other causes too.
 */
final class GpuCalls {
    private static final int GPU_IS_LOST = NvmlReturn.GPU_IS_LOST.code();
    private static final int INVALID_ARGUMENT = NvmlReturn.INVALID_ARGUMENT.code();
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 64_000_000_000L;
    private static final int UUID_ROOM = Constants.NVML_DEVICE_UUID_V2_BUFFER_SIZE;

    final Nvml nvml;
    final NativeMemory out = new NativeMemory(256);

    // The UUID, then room for the handle.
    private final NativeMemory name = new NativeMemory(UUID_ROOM + 8);
    private long handle;
    private boolean named;
    private boolean doubtful;
    private long asked;
    private long pause;

    GpuCalls(Nvml nvml, long handle) {
        this.nvml = nvml;
        this.handle = handle;
    }

    /** The handle as it is, without a call. */
    long handleNow() {
        return handle;
    }

    /** The handle for the next call, asked for anew where the last one's answer casts doubt on it. */
    long handle() {
        if (doubtful && named) askAgain();
        return handle;
    }

    /** The name by which the GPU is found again. */
    void knownAs(String uuid) {
        if (named) return;
        name.putText(0, UUID_ROOM, uuid);
        named = true;
    }

    private void askAgain() {
        long now = System.nanoTime();
        if (pause != 0 && now - asked < pause) return;
        asked = now;
        name.putLong(UUID_ROOM, 0);
        int code = nvml.nvmlDeviceGetHandleByUUID(name.address(), name.address() + UUID_ROOM);
        long found = name.getLong(UUID_ROOM);
        boolean same = code == 0 && found == handle;
        pause = same ? Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, pause * 2)) : FIRST_PAUSE_NANOS;
        if (code == 0 && found != 0) {
            handle = found;
            doubtful = false;
        }
    }

    /** Where a call may write up to 32 bytes, filled with ones: what it leaves so is no reading. */
    long blank() {
        out.putLong(0, -1);
        out.putLong(8, -1);
        out.putLong(16, -1);
        out.putLong(24, -1);
        return out.address();
    }

    /** Where a call may write {@code length} bytes, zeroed. */
    long zeroed(int length) {
        out.clear(length);
        return out.address();
    }

    /** Where a call may write a struct, zeroed but for its version word. */
    long versioned(int length, int word) {
        out.clear(length);
        out.putInt(0, word);
        return out.address();
    }

    /** True where the reading is not to be had; throws where it is worse than that. */
    boolean absent(String function, int code) throws NvmlException {
        if (code == 0) return false;
        if (code == GPU_IS_LOST || code == INVALID_ARGUMENT) doubtful = true;
        if (NvmlReturn.of(code).meansAbsent()) return true;
        throw new NvmlException(function, code);
    }

    /** The same for a call whose argument may rightly be invalid, such as a link that the card does not have. */
    static boolean missing(String function, int code) throws NvmlException {
        if (code == 0) return false;
        if (NvmlReturn.of(code).meansAbsent()) return true;
        throw new NvmlException(function, code);
    }

    /** The {@code unsigned int} at the start of the buffer. */
    OptionalInt number(String function, int code, int least, int most) throws NvmlException {
        return absent(function, code) ? OptionalInt.empty() : within(out.getInt(0), least, most);
    }

    /** The {@code unsigned int} at the start of the buffer, where it may be as large as that. */
    OptionalLong unsigned(String function, int code, long most) throws NvmlException {
        return absent(function, code) ? OptionalLong.empty() : unsignedAt(0, most);
    }

    /** The {@code unsigned int} at a place in the buffer. */
    OptionalLong unsignedAt(int at, long most) {
        long value = Integer.toUnsignedLong(out.getInt(at));
        return value <= most ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** The {@code unsigned long long} at the start of the buffer; one with the highest bit set is a sign for "none". */
    OptionalLong counter(String function, int code) throws NvmlException {
        if (absent(function, code)) return OptionalLong.empty();
        long value = out.getLong(0);
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A number out of {@code nvmlDeviceGetFieldValues}; empty where the card does not have it. */
    OptionalLong field(int id, int scope) throws NvmlException {
        out.clear(FieldValue.SIZE_BYTES);
        out.putInt(FieldValue.FIELD_ID, id);
        out.putInt(FieldValue.SCOPE_ID, scope);
        out.putInt(FieldValue.NVML_RETURN, NvmlReturn.NO_DATA.code());
        int code = nvml.nvmlDeviceGetFieldValues(handle(), 1, out.address());
        if (absent("nvmlDeviceGetFieldValues", code)) return OptionalLong.empty();
        if (missing("nvmlDeviceGetFieldValues", out.getInt(FieldValue.NVML_RETURN))) return OptionalLong.empty();
        return switch (out.getInt(FieldValue.VALUE_TYPE)) {
            case Constants.NVML_VALUE_TYPE_DOUBLE -> OptionalLong.of(Math.round(out.getDouble(FieldValue.VALUE)));
            case Constants.NVML_VALUE_TYPE_UNSIGNED_INT ->
                OptionalLong.of(Integer.toUnsignedLong(out.getInt(FieldValue.VALUE)));
            case Constants.NVML_VALUE_TYPE_SIGNED_INT -> OptionalLong.of(out.getInt(FieldValue.VALUE));
            case Constants.NVML_VALUE_TYPE_UNSIGNED_SHORT -> OptionalLong.of(out.getInt(FieldValue.VALUE) & 0xffff);
            case Constants.NVML_VALUE_TYPE_UNSIGNED_LONG,
                    Constants.NVML_VALUE_TYPE_UNSIGNED_LONG_LONG,
                    Constants.NVML_VALUE_TYPE_SIGNED_LONG_LONG -> OptionalLong.of(out.getLong(FieldValue.VALUE));
            default -> OptionalLong.empty();
        };
    }

    /** The switch at the start of the buffer: 0 or 1, anything else is no answer. */
    Optional<Boolean> truth(String function, int code) throws NvmlException {
        if (absent(function, code)) return Optional.empty();
        return switch (out.getInt(0)) {
            case Constants.NVML_FEATURE_DISABLED -> Optional.of(false);
            case Constants.NVML_FEATURE_ENABLED -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    static OptionalInt within(long value, long least, long most) {
        return value >= least && value <= most ? OptionalInt.of((int) value) : OptionalInt.empty();
    }
}
