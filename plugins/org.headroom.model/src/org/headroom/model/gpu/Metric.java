package org.headroom.model.gpu;

/** A reading that is kept over time and drawn. */
public enum Metric {
    POWER("Power", "W"),
    CORE_TEMPERATURE("Temperature", "°C core"),
    MEMORY_TEMPERATURE("Memory temperature", "°C"),
    LOAD("Utilisation", "%"),
    MEMORY_USED("Memory", "GiB");

    private final String label;
    private final String unit;

    Metric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }
}
