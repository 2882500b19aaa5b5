package org.headroom.market;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.LinkState;
import org.headroom.model.signing.Signer;

/** Makes a link whose filter before the MQTT client may be off, and tells when that client failed. For fuzzing. */
public final class LinkProbe {
    private LinkProbe() {}

    /**
     * @param isFiltered false to see what Paho does with everything that the broker sends
     * @return a renter's link, not yet open
     */
    public static MqttMarketLink link(
            BrokerSettings settings, MarketCodec codec, Signer signer, Guards guards, Clock clock, boolean isFiltered) {
        return new MqttMarketLink(
                List.of(MqttMarketLink.Broker.of(settings, new MemoryOutbox())),
                Role.RENTER,
                codec,
                signer,
                guards,
                clock,
                broker -> isFiltered ? Optional.of(new DroppedPackets(broker.name())) : Optional.empty());
    }

    /** Whether the connection was lost because a thread of the MQTT client ended with an exception. */
    public static boolean isClientFailure(LinkState state) {
        return state.message().contains(BrokerConnection.CLIENT_FAILED);
    }
}
