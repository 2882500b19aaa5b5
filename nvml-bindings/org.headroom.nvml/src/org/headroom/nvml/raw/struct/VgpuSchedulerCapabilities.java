package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerCapabilities_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerCapabilities extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerCapabilities_t";
    public static final int SIZE_BYTES = 40;
    public static final int SUPPORTED_SCHEDULERS = 0;
    public static final int SUPPORTED_SCHEDULERS_LENGTH = 3;
    public static final int MAX_TIMESLICE = 12;
    public static final int MIN_TIMESLICE = 16;
    public static final int IS_ARR_MODE_SUPPORTED = 20;
    public static final int MAX_FREQUENCY_FOR_ARR = 24;
    public static final int MIN_FREQUENCY_FOR_ARR = 28;
    public static final int MAX_AVG_FACTOR_FOR_ARR = 32;
    public static final int MIN_AVG_FACTOR_FOR_ARR = 36;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerCapabilities() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerCapabilities(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerCapabilities> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerCapabilities::new);
    }

    /** {@code supportedSchedulers}, one of 3. */
    public int supportedSchedulers(int i) {
        return store.getInt(element(SUPPORTED_SCHEDULERS, i, SUPPORTED_SCHEDULERS_LENGTH, 4));
    }

    /** {@code supportedSchedulers}, one of 3. */
    public VgpuSchedulerCapabilities supportedSchedulers(int i, int value) {
        store.putInt(element(SUPPORTED_SCHEDULERS, i, SUPPORTED_SCHEDULERS_LENGTH, 4), value);
        return this;
    }

    /** {@code maxTimeslice}. */
    public int maxTimeslice() {
        return store.getInt(offset(MAX_TIMESLICE));
    }

    /** {@code maxTimeslice}. */
    public VgpuSchedulerCapabilities maxTimeslice(int value) {
        store.putInt(offset(MAX_TIMESLICE), value);
        return this;
    }

    /** {@code minTimeslice}. */
    public int minTimeslice() {
        return store.getInt(offset(MIN_TIMESLICE));
    }

    /** {@code minTimeslice}. */
    public VgpuSchedulerCapabilities minTimeslice(int value) {
        store.putInt(offset(MIN_TIMESLICE), value);
        return this;
    }

    /** {@code isArrModeSupported}. */
    public int isArrModeSupported() {
        return store.getInt(offset(IS_ARR_MODE_SUPPORTED));
    }

    /** {@code isArrModeSupported}. */
    public VgpuSchedulerCapabilities isArrModeSupported(int value) {
        store.putInt(offset(IS_ARR_MODE_SUPPORTED), value);
        return this;
    }

    /** {@code maxFrequencyForARR}. */
    public int maxFrequencyForARR() {
        return store.getInt(offset(MAX_FREQUENCY_FOR_ARR));
    }

    /** {@code maxFrequencyForARR}. */
    public VgpuSchedulerCapabilities maxFrequencyForARR(int value) {
        store.putInt(offset(MAX_FREQUENCY_FOR_ARR), value);
        return this;
    }

    /** {@code minFrequencyForARR}. */
    public int minFrequencyForARR() {
        return store.getInt(offset(MIN_FREQUENCY_FOR_ARR));
    }

    /** {@code minFrequencyForARR}. */
    public VgpuSchedulerCapabilities minFrequencyForARR(int value) {
        store.putInt(offset(MIN_FREQUENCY_FOR_ARR), value);
        return this;
    }

    /** {@code maxAvgFactorForARR}. */
    public int maxAvgFactorForARR() {
        return store.getInt(offset(MAX_AVG_FACTOR_FOR_ARR));
    }

    /** {@code maxAvgFactorForARR}. */
    public VgpuSchedulerCapabilities maxAvgFactorForARR(int value) {
        store.putInt(offset(MAX_AVG_FACTOR_FOR_ARR), value);
        return this;
    }

    /** {@code minAvgFactorForARR}. */
    public int minAvgFactorForARR() {
        return store.getInt(offset(MIN_AVG_FACTOR_FOR_ARR));
    }

    /** {@code minAvgFactorForARR}. */
    public VgpuSchedulerCapabilities minAvgFactorForARR(int value) {
        store.putInt(offset(MIN_AVG_FACTOR_FOR_ARR), value);
        return this;
    }
}
