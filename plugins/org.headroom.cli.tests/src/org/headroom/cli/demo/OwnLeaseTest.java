package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.headroom.cli.bench.MadeUpStates;
import org.headroom.model.lease.LeaseEvent;
import org.junit.jupiter.api.Test;

class OwnLeaseTest {
    private static final List<LeaseEvent> EVENTS = MadeUpStates.events(1, Instant.parse("2026-05-01T10:00:00Z"));

    @Test
    void leaseIsPaidByTheLedgerAlsoAfterItWasClosed() {
        assertThat(OwnLease.paid(EVENTS))
                .hasValueSatisfying(paid ->
                        assertThat(paid.id()).isEqualTo(EVENTS.getFirst().lease()));
    }

    @Test
    void leaseIsNotPaidBeforeItsMoneyIsWithdrawn() {
        int receipted = EVENTS.indexOf(EVENTS.stream()
                .filter(LeaseEvent.ReceiptSigned.class::isInstance)
                .findFirst()
                .orElseThrow());
        assertThat(OwnLease.paid(EVENTS.subList(0, receipted + 1))).isEmpty();
    }

    @Test
    void unknownLeaseIsNotPaid() {
        assertThat(OwnLease.paid(List.of())).isEmpty();
    }
}
