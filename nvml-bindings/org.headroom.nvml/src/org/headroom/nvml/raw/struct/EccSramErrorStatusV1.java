package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEccSramErrorStatus_v1_t}. Made by {@code generate.py}. */
public final class EccSramErrorStatusV1 extends Struct {
    public static final String C_NAME = "nvmlEccSramErrorStatus_v1_t";
    public static final int SIZE_BYTES = 104;
    public static final int VERSION_WORD = 0x01000068;
    public static final int VERSION = 0;
    public static final int AGGREGATE_UNC_PARITY = 8;
    public static final int AGGREGATE_UNC_SEC_DED = 16;
    public static final int AGGREGATE_COR = 24;
    public static final int VOLATILE_UNC_PARITY = 32;
    public static final int VOLATILE_UNC_SEC_DED = 40;
    public static final int VOLATILE_COR = 48;
    public static final int AGGREGATE_UNC_BUCKET_L2 = 56;
    public static final int AGGREGATE_UNC_BUCKET_SM = 64;
    public static final int AGGREGATE_UNC_BUCKET_PCIE = 72;
    public static final int AGGREGATE_UNC_BUCKET_MCU = 80;
    public static final int AGGREGATE_UNC_BUCKET_OTHER = 88;
    public static final int B_THRESHOLD_EXCEEDED = 96;

    /** In memory of its own, zeroed but for the version word. */
    public EccSramErrorStatusV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EccSramErrorStatusV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<EccSramErrorStatusV1> array(int length) {
        return array(length, SIZE_BYTES, EccSramErrorStatusV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public EccSramErrorStatusV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code aggregateUncParity}. */
    public long aggregateUncParity() {
        return store.getLong(offset(AGGREGATE_UNC_PARITY));
    }

    /** {@code aggregateUncParity}. */
    public EccSramErrorStatusV1 aggregateUncParity(long value) {
        store.putLong(offset(AGGREGATE_UNC_PARITY), value);
        return this;
    }

    /** {@code aggregateUncSecDed}. */
    public long aggregateUncSecDed() {
        return store.getLong(offset(AGGREGATE_UNC_SEC_DED));
    }

    /** {@code aggregateUncSecDed}. */
    public EccSramErrorStatusV1 aggregateUncSecDed(long value) {
        store.putLong(offset(AGGREGATE_UNC_SEC_DED), value);
        return this;
    }

    /** {@code aggregateCor}. */
    public long aggregateCor() {
        return store.getLong(offset(AGGREGATE_COR));
    }

    /** {@code aggregateCor}. */
    public EccSramErrorStatusV1 aggregateCor(long value) {
        store.putLong(offset(AGGREGATE_COR), value);
        return this;
    }

    /** {@code volatileUncParity}. */
    public long volatileUncParity() {
        return store.getLong(offset(VOLATILE_UNC_PARITY));
    }

    /** {@code volatileUncParity}. */
    public EccSramErrorStatusV1 volatileUncParity(long value) {
        store.putLong(offset(VOLATILE_UNC_PARITY), value);
        return this;
    }

    /** {@code volatileUncSecDed}. */
    public long volatileUncSecDed() {
        return store.getLong(offset(VOLATILE_UNC_SEC_DED));
    }

    /** {@code volatileUncSecDed}. */
    public EccSramErrorStatusV1 volatileUncSecDed(long value) {
        store.putLong(offset(VOLATILE_UNC_SEC_DED), value);
        return this;
    }

    /** {@code volatileCor}. */
    public long volatileCor() {
        return store.getLong(offset(VOLATILE_COR));
    }

    /** {@code volatileCor}. */
    public EccSramErrorStatusV1 volatileCor(long value) {
        store.putLong(offset(VOLATILE_COR), value);
        return this;
    }

    /** {@code aggregateUncBucketL2}. */
    public long aggregateUncBucketL2() {
        return store.getLong(offset(AGGREGATE_UNC_BUCKET_L2));
    }

    /** {@code aggregateUncBucketL2}. */
    public EccSramErrorStatusV1 aggregateUncBucketL2(long value) {
        store.putLong(offset(AGGREGATE_UNC_BUCKET_L2), value);
        return this;
    }

    /** {@code aggregateUncBucketSm}. */
    public long aggregateUncBucketSm() {
        return store.getLong(offset(AGGREGATE_UNC_BUCKET_SM));
    }

    /** {@code aggregateUncBucketSm}. */
    public EccSramErrorStatusV1 aggregateUncBucketSm(long value) {
        store.putLong(offset(AGGREGATE_UNC_BUCKET_SM), value);
        return this;
    }

    /** {@code aggregateUncBucketPcie}. */
    public long aggregateUncBucketPcie() {
        return store.getLong(offset(AGGREGATE_UNC_BUCKET_PCIE));
    }

    /** {@code aggregateUncBucketPcie}. */
    public EccSramErrorStatusV1 aggregateUncBucketPcie(long value) {
        store.putLong(offset(AGGREGATE_UNC_BUCKET_PCIE), value);
        return this;
    }

    /** {@code aggregateUncBucketMcu}. */
    public long aggregateUncBucketMcu() {
        return store.getLong(offset(AGGREGATE_UNC_BUCKET_MCU));
    }

    /** {@code aggregateUncBucketMcu}. */
    public EccSramErrorStatusV1 aggregateUncBucketMcu(long value) {
        store.putLong(offset(AGGREGATE_UNC_BUCKET_MCU), value);
        return this;
    }

    /** {@code aggregateUncBucketOther}. */
    public long aggregateUncBucketOther() {
        return store.getLong(offset(AGGREGATE_UNC_BUCKET_OTHER));
    }

    /** {@code aggregateUncBucketOther}. */
    public EccSramErrorStatusV1 aggregateUncBucketOther(long value) {
        store.putLong(offset(AGGREGATE_UNC_BUCKET_OTHER), value);
        return this;
    }

    /** {@code bThresholdExceeded}. */
    public int bThresholdExceeded() {
        return store.getInt(offset(B_THRESHOLD_EXCEEDED));
    }

    /** {@code bThresholdExceeded}. */
    public EccSramErrorStatusV1 bThresholdExceeded(int value) {
        store.putInt(offset(B_THRESHOLD_EXCEEDED), value);
        return this;
    }
}
