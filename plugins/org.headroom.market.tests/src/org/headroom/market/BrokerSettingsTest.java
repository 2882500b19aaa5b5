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

    @Test
    void passwordThatGoesToAnotherMachineUnencryptedIsWarnedOf() {
        assertThat(connected("mqtt://broker.example:1883", true)).contains("unencrypted", "mqtts://");
        assertThat(connected("mqtts://broker.example:8883", true)).doesNotContain("unencrypted");
        assertThat(connected("mqtt://broker.example:1883", false)).doesNotContain("unencrypted");
        for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"})
            assertThat(connected("mqtt://" + host + ":1883", true)).doesNotContain("unencrypted");
        assertThat(connected("mqtt://127.example.org:1883", true)).contains("unencrypted");
    }

    private static String connected(String url, boolean hasPassword) {
        BrokerSettings settings = BrokerSettings.of(url, "rig");
        if (hasPassword) settings = settings.withLogin("rig", "secret"::toCharArray);
        return BrokerLine.connected(settings, settings.urls().getFirst());
    }
}
