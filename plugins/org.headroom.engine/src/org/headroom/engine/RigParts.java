package org.headroom.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.Journal;
import org.headroom.model.market.MarketLink;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.rig.RigMemory;

/**
 * What the engine ties together. It owns none of it and closes none of it.
 *
 * @param health what may keep GPUs from work; empty where nobody looks
 * @param receiptHash the EIP-712 hash that a receipt's signature will be over
 * @param artefacts digests what a job left in its directory
 * @param secrets reads what renters seal for this rig
 * @param leases where each lease has a directory of its own: {@code artefacts/} and {@code job.log}
 * @param bids what bidding needs
 * @param owner when the owner lets the rig work; empty where that is always
 * @param reserve disk space that is given up when the disk is full; empty where none is kept
 * @param guard ends jobs when the rig is not there to do it
 */
public record RigParts(
        GpuWatch gpus,
        Optional<HealthWatch> health,
        MarketLink market,
        ContainerEngine containers,
        PaymentRail payments,
        Journal journal,
        RigMemory memory,
        ReceiptHash receiptHash,
        ArtefactsDigest artefacts,
        SecretsReader secrets,
        Path leases,
        BidParts bids,
        Optional<OwnerRules> owner,
        Optional<LedgerReserve> reserve,
        JobGuard guard) {
    /** Without a guard. */
    public RigParts(
            GpuWatch gpus,
            Optional<HealthWatch> health,
            MarketLink market,
            ContainerEngine containers,
            PaymentRail payments,
            Journal journal,
            RigMemory memory,
            ReceiptHash receiptHash,
            ArtefactsDigest artefacts,
            SecretsReader secrets,
            Path leases,
            BidParts bids,
            Optional<OwnerRules> owner,
            Optional<LedgerReserve> reserve) {
        this(
                gpus,
                health,
                market,
                containers,
                payments,
                journal,
                memory,
                receiptHash,
                artefacts,
                secrets,
                leases,
                bids,
                owner,
                reserve,
                JobGuard.NONE);
    }

    /** Without a reserve. */
    public RigParts(
            GpuWatch gpus,
            Optional<HealthWatch> health,
            MarketLink market,
            ContainerEngine containers,
            PaymentRail payments,
            Journal journal,
            RigMemory memory,
            ReceiptHash receiptHash,
            ArtefactsDigest artefacts,
            SecretsReader secrets,
            Path leases,
            BidParts bids,
            Optional<OwnerRules> owner) {
        this(
                gpus,
                health,
                market,
                containers,
                payments,
                journal,
                memory,
                receiptHash,
                artefacts,
                secrets,
                leases,
                bids,
                owner,
                Optional.empty());
    }

    /** With an owner who is always content. */
    public RigParts(
            GpuWatch gpus,
            Optional<HealthWatch> health,
            MarketLink market,
            ContainerEngine containers,
            PaymentRail payments,
            Journal journal,
            RigMemory memory,
            ReceiptHash receiptHash,
            ArtefactsDigest artefacts,
            SecretsReader secrets,
            Path leases,
            BidParts bids) {
        this(
                gpus,
                health,
                market,
                containers,
                payments,
                journal,
                memory,
                receiptHash,
                artefacts,
                secrets,
                leases,
                bids,
                Optional.empty());
    }

    /** With plain bidding. */
    public RigParts(
            GpuWatch gpus,
            Optional<HealthWatch> health,
            MarketLink market,
            ContainerEngine containers,
            PaymentRail payments,
            Journal journal,
            RigMemory memory,
            ReceiptHash receiptHash,
            ArtefactsDigest artefacts,
            SecretsReader secrets,
            Path leases) {
        this(
                gpus,
                health,
                market,
                containers,
                payments,
                journal,
                memory,
                receiptHash,
                artefacts,
                secrets,
                leases,
                BidParts.PLAIN);
    }

    /** The hash of the typed data that a receipt becomes. */
    @FunctionalInterface
    public interface ReceiptHash {
        Hash32 of(ReceiptMessage receipt);
    }

    /** Digests what a job left in a directory. An exception's message is a part of a sentence for a person: why not. */
    @FunctionalInterface
    public interface ArtefactsDigest {
        Hash32 of(Path directory) throws java.io.IOException;

        /** The same where the job left so little that nothing need wait for it; empty where it may be more. */
        default Optional<Hash32> ofLittle(Path directory) throws java.io.IOException {
            return Optional.empty();
        }
    }
}
