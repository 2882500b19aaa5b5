package org.headroom.model.gpu;

import java.util.OptionalInt;

/** The PCI Express link as it is now and as it could be: generation 1 to 7, width in lanes. */
public record PcieLink(OptionalInt generation, OptionalInt generationMax, OptionalInt width, OptionalInt widthMax) {
    public static final PcieLink UNKNOWN =
            new PcieLink(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
