package org.headroom.nvml;

/** An NVML call failed for a reason that is more than a missing reading. The message is one line for people. */
public final class NvmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final NvmlReturn reason;
    private final int code;
    private final String function;

    public NvmlException(String function, int code) {
        super(message(function, code));
        this.reason = NvmlReturn.of(code);
        this.code = code;
        this.function = function;
    }

    public NvmlReturn reason() {
        return reason;
    }

    /** The number that NVML answered, also where the header does not know it. */
    public int code() {
        return code;
    }

    /** The C function that failed. */
    public String function() {
        return function;
    }

    private static String message(String function, int code) {
        NvmlReturn r = NvmlReturn.of(code);
        return r.meaning() + " (" + function + " answered " + code + ")"
                + r.advice().map(a -> ": " + a).orElse("");
    }
}
