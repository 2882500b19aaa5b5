package org.headroom.model.bidding;

import java.util.Optional;

/**
 * What differs for one GPU.
 *
 * @param offered false keeps the GPU off the market altogether
 * @param pricing in place of the rig's
 */
public record GpuTerms(boolean offered, Optional<Pricing> pricing) {
    public static final GpuTerms AS_THE_RIG = new GpuTerms(true, Optional.empty());
}
