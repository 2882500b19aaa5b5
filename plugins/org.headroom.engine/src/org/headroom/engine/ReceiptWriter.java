package org.headroom.engine;

import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the receipts of ended leases and signs them. {@code lease-loop} only. */
final class ReceiptWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWriter.class);

    private final LoopContext loop;
    private final RigParts parts;
    private final StreamBeliefs beliefs;
    private final EffectQueue effects;

    ReceiptWriter(LoopContext loop, RigParts parts, StreamBeliefs beliefs, EffectQueue effects) {
        this.loop = loop;
        this.parts = parts;
        this.beliefs = beliefs;
        this.effects = effects;
    }

    /** Tried again until the ledger has taken it. */
    void create(LeaseId lease) {
        if (!(loop.book().find(lease).orElse(null) instanceof LeaseState.Ended ended)
                || ended.result().artefacts().pending()) return;
        Receipt receipt = ReceiptFactory.createReceipt(ended, parts.journal().nextReceiptNumber(), beliefs.paid(ended));
        var hash = parts.receiptHash().of(ReceiptMessage.of(receipt));
        loop.happened(new LeaseEvent.ReceiptNumbered(lease, receipt, hash, loop.now()));
        if (loop.book().find(lease).orElse(null) == ended) effects.later(new LeaseEffect.CreateReceipt(ended.terms()));
    }

    void sign(LeaseId lease) {
        if (!(loop.book().find(lease).orElse(null) instanceof LeaseState.Numbered numbered)) return;
        var signed = parts.market().sign(ReceiptMessage.of(numbered.receipt()));
        loop.happened(new LeaseEvent.ReceiptSigned(lease, signed, loop.now()));
    }

    /** From the ledger, where the disk has no room to keep it a second time: the renter pays until it comes. */
    void send(Signed<ReceiptMessage> receipt) {
        try {
            parts.market().republish(receipt);
        } catch (JournalFailure e) {
            LOG.info(
                    "The receipt of {} is sent from the ledger: {}",
                    receipt.message().receipt().lease(),
                    e.getMessage());
            parts.market().sayFromRecord(receipt);
        }
    }
}
