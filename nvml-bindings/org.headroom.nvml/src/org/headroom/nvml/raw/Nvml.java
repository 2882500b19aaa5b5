package org.headroom.nvml.raw;

/**
 * All of NVML's functions, as methods of the same names: what C takes as a pointer or a handle is a {@code long}, an
 * {@code unsigned int}, an {@code int} or an enum is an {@code int}, an {@code unsigned long long} is a {@code long}, and every
 * one answers an {@code nvmlReturn_t}. Structs are in {@link org.headroom.nvml.raw.struct}, values in {@link Constants}.
 *
 * <p>A function is tied to the library at its first call; from then on a call costs a read of a field and the call itself,
 * takes no lock and makes no garbage. A function that the library does not have answers
 * {@link Constants#NVML_ERROR_FUNCTION_NOT_FOUND} and does nothing. Any thread may call; what NVML itself asks of callers (an
 * initialised library, a valid handle, room behind a pointer) is the caller's to keep: a wrong address ends the process, as in C.
 */
public final class Nvml extends VgpuSchedulerCalls {
    /** Calls functions that {@code library} finds. */
    public Nvml(Binder library) {
        super(library);
    }
}
