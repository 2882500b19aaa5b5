package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/**
 * A provider tells the renter how the lease goes.
 *
 * @param number rises with each update of a lease, so that late ones are recognised
 * @param detail one sentence for a person; empty where the phase says it all. With RUNNING it is a warning: the GPU is not
 *     well and the job had better end, or it is well again; the owner takes the GPU back and when, or not after all
 */
public record LeaseUpdate(
        LeaseId lease,
        EthAddress provider,
        EthAddress renter,
        long number,
        Phase phase,
        String detail,
        Validity validity)
        implements MarketMessage {
    /** How far the lease is, as the renter sees it. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        ENDED,
        REFUSED
    }

    @Override
    public EthAddress author() {
        return provider;
    }
}
