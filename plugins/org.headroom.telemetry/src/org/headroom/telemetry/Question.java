package org.headroom.telemetry;

/**
 * What a GPU is asked, and how often: slow readings, and those that change slowly, are not read in every sweep. Each is one
 * trip to the driver, or a few that belong together.
 */
public enum Question {
    POWER(1),
    UTILISATION(1),
    ENERGY(1),
    MEMORY(1),
    CORE_TEMPERATURE(2),
    MEMORY_TEMPERATURE(2),
    HOTSPOT_TEMPERATURE(2),
    SM_CLOCK(2),
    MEMORY_CLOCK(2),
    FAN(2),
    THROTTLE(2),
    PCIE_GENERATION(5),
    PCIE_WIDTH(5),
    POWER_LIMIT(5),
    ENCODER(5),
    DECODER(5),
    /** The lists of processes cost real drivers milliseconds. */
    PROCESSES(10, 2),
    PCIE_MOST(300, 2),
    FANS(20, 4),
    ECC(20, 5),
    PCIE_REPLAYS(20),
    PERFORMANCE_STATE(20),
    ROW_REMAP(30),
    RETIRED_PAGES(30, 3),
    NVLINKS(30),
    MIG(60),
    LIMITS(300, 9);

    private static final Question[] ALL = values();

    private final int sweeps;
    private final int calls;

    Question(int sweeps) {
        this(sweeps, 1);
    }

    Question(int sweeps, int calls) {
        this.sweeps = sweeps;
        this.calls = calls;
    }

    /** Calls to the driver that it takes, about: it depends on the card. */
    int calls() {
        return calls;
    }

    /** Asked once in so many sweeps. */
    int sweeps() {
        return sweeps;
    }

    /** Whether the answer belongs to the GPU's condition and not to its sample. */
    boolean ofCondition() {
        return ordinal() >= FANS.ordinal();
    }

    /** All of them without a copy; not to be written to. */
    static Question[] all() {
        return ALL;
    }
}
