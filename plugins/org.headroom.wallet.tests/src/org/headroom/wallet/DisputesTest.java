package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long two nodes that answered differently keep one of them from deciding alone. */
class DisputesTest {
    @Test
    void isOpenUntilTheNodesAgreeAndForItsSubjectAlone() {
        Disputes disputes = new Disputes();
        disputes.disagreed("stream 1");
        assertThat(disputes.isOpen("stream 1")).isTrue();
        assertThat(disputes.isOpen("stream 2")).isFalse();
        disputes.agreed("stream 1");
        assertThat(disputes.isOpen("stream 1")).isFalse();
    }

    @Test
    void isOverAfterItsTime() {
        Disputes disputes = new Disputes(Duration.ZERO);
        disputes.disagreed("stream 1");
        assertThat(disputes.isOpen("stream 1")).isFalse();
    }

    @Test
    void oldestIsForgottenWhereThereAreTooMany() {
        Disputes disputes = new Disputes();
        for (int i = 0; i <= 256; i++) disputes.disagreed("stream " + i);
        assertThat(disputes.isOpen("stream 0")).isFalse();
        assertThat(disputes.isOpen("stream 1")).isTrue();
        assertThat(disputes.isOpen("stream 256")).isTrue();
    }
}
