package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;

import org.headroom.model.lease.LeaseState;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamReading;
import org.junit.jupiter.api.Test;

class StreamWarningsTest {
    private final StreamWarnings warnings = new StreamWarnings(new FakeLedger());

    private String unreadable(Kind kind, String reason) {
        return warnings.unreadable(LEASE, new StreamReading.Unreadable(stream(1), kind, reason));
    }

    @Test
    void streamThatCannotBeReadIsNamedByTheNumberOfItsLeaseWithWhatItMeansForTheMoney() {
        assertThat(LEASE).isInstanceOf(LeaseState.Running.class);
        assertThat(unreadable(Kind.UNREACHABLE, "The node does not answer."))
                .isEqualTo("The stream of L-0001 (" + LEASE.id().value()
                        + ") cannot be read: The node does not answer. Its amounts stay as of the last reading."
                        + " Its job goes on, within your cap on unpaid work.");
    }

    @Test
    void streamThatIsMissingOrAnotherOneIsSaidNotToBeBilledOrWithdrawnFrom() {
        String means = " Nothing is billed to it or withdrawn from it. If this lasts for a minute, its job is stopped.";
        assertThat(unreadable(Kind.NO_SUCH_STREAM, "There is no stream 1")).endsWith("There is no stream 1." + means);
        assertThat(warnings.notBelieved(LEASE, "Its sender is another one"))
                .isEqualTo("The stream of L-0001 (" + LEASE.id().value()
                        + ") is not believed: Its sender is another one." + means);
    }
}
