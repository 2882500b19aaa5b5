package org.headroom.story;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.headroom.model.money.EthAddress;

/** A stranger with a plain MQTT client: sees what stands on the market. */
final class BrokerEye implements AutoCloseable {
    private final PlainClient client;
    private final Set<String> offers = new ConcurrentSkipListSet<>();

    BrokerEye(RealBroker broker) throws MqttException {
        client = new PlainClient(broker, "eye", "headroom/1/offer/+/+", this::arrived);
    }

    private void arrived(String topic, byte[] payload) {
        if (payload.length == 0) offers.remove(topic);
        else offers.add(topic);
    }

    /** The topics of a provider's standing offers. */
    Set<String> offersOf(EthAddress provider) {
        Set<String> own = new TreeSet<>(offers);
        own.removeIf(topic -> !topic.startsWith("headroom/1/offer/" + provider.hex() + "/"));
        return own;
    }

    @Override
    public void close() throws MqttException {
        client.close();
    }
}
