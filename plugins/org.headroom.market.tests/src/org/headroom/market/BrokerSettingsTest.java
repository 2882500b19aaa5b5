package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://me:S3CRET@a:1",
                "mqtt://me:S3CRET@my_host:1",
                "wss://me:S3CRET@a",
                "mqtt://a/S3CRET",
                "mqtt://a?S3CRET",
                "mqtt://a#S3CRET",
                "mqtt://a b/S3CRET"
            })
    void urlWithMoreThanHostAndPortIsRefusedWithoutBeingQuoted(String url) {
        assertThatThrownBy(() -> BrokerSettings.of(url, "client"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("a broker's URL")
                .hasMessageNotContaining("S3CRET");
    }

    @Test
    void urlWithHostAndPortIsKeptAsItIs() {
        assertThat(BrokerSettings.of("mqtts://127.0.0.1:8883", "client").urls())
                .extracting(Object::toString)
                .containsExactly("mqtts://127.0.0.1:8883");
    }
}
