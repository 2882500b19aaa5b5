package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChainNoticesTest {
    private final ChainNotices notices = new ChainNotices();

    @Test
    void disagreementThatIsNotSaidAgainIsOverAfterItsTime() {
        notices.disagree("stream 1", "They differ about stream 1.", Duration.ofMillis(200));
        assertThat(notices.newestDisagreement()).contains("They differ about stream 1.");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> notices.newestDisagreement().isEmpty());
        assertThat(notices.newest()).isEmpty();
    }

    @Test
    void newestDisagreementNamesHowManyOthersThereAreUntilTheyAreCleared() {
        notices.disagree("withdrawal", "They differ about a withdrawal.", Duration.ofMinutes(10));
        notices.disagree("stream 1", "They differ about stream 1.", Duration.ofMinutes(10));
        assertThat(notices.newestDisagreement()).contains("They differ about stream 1. (and 1 more)");
        notices.clear("withdrawal");
        assertThat(notices.newest()).contains("They differ about stream 1.");
    }
}
