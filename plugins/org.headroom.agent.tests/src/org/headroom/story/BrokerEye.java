package org.headroom.story;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.headroom.model.money.EthAddress;

/** A stranger with a plain MQTT client: sees what stands on the market. */
final class BrokerEye implements AutoCloseable {
    private final MqttClient client;
    private final Set<String> offers = new ConcurrentSkipListSet<>();

    BrokerEye(RealBroker broker) throws MqttException {
        client =
                new MqttClient("tcp://127.0.0.1:" + broker.port(), "eye-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(new Look());
        client.connect();
        client.subscribe("headroom/1/offer/+/+", 1);
    }

    /** The topics of a provider's standing offers. */
    Set<String> offersOf(EthAddress provider) {
        Set<String> own = new TreeSet<>(offers);
        own.removeIf(topic -> !topic.startsWith("headroom/1/offer/" + provider.hex() + "/"));
        return own;
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }

    private final class Look implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (message.getPayload().length == 0) offers.remove(topic);
            else offers.add(topic);
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {
            // Subscribed to after it by the constructor.
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // What was seen stays seen; the story fails where that is not what it waits for.
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            // As above.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // It says nothing.
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // It has no login.
        }
    }
}
