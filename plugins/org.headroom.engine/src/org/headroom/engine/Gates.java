package org.headroom.engine;

import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision.Gate;
import org.headroom.model.units.ByteCount;

/** How the gates speak. */
final class Gates {
    private static final long GIB = 1L << 30;

    private Gates() {}

    static Gate passed(String name, String reason) {
        return new Gate(name, true, reason);
    }

    static Gate failed(String name, String reason) {
        return new Gate(name, false, reason);
    }

    static String usdc(Usdc amount) {
        return amount.format(6);
    }

    /** {@code 1 GPU}, {@code 4 GPUs}. */
    static String gpus(int count) {
        return count == 1 ? "1 GPU" : count + " GPUs";
    }

    static String mib(ByteCount amount) {
        return (amount.bytes() >> 20) + " MiB";
    }

    /** {@code 57.6 GiB}; less than one in MiB. */
    static String gib(ByteCount amount) {
        if (amount.bytes() < GIB) return mib(amount);
        long tenths = amount.bytes() / (GIB / 10);
        return tenths % 10 == 0 ? tenths / 10 + " GiB" : tenths / 10 + "." + tenths % 10 + " GiB";
    }

    static String cores(long millis) {
        long tenths = millis / 100;
        String number = tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
        return number.equals("1") ? "1 core" : number + " cores";
    }
}
