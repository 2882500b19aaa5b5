package org.headroom.story;

import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A stranger's plain MQTT client on a market, without a login. */
final class PlainClient implements AutoCloseable {
    private final MqttClient client;

    /** @param heard gets each topic and payload, on the client's thread */
    PlainClient(RealBroker broker, String name, String filter, BiConsumer<String, byte[]> heard) throws MqttException {
        client = new MqttClient(
                "tcp://127.0.0.1:" + broker.port(), name + "-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(new Look(heard));
        client.connect();
        client.subscribe(filter, 1);
    }

    void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 1, false);
    }

    @Override
    public void close() throws MqttException {
        // Its own way waits without an end where the connection is lost meanwhile.
        client.disconnectForcibly(1_000, 5_000, true);
        client.close();
    }

    private record Look(BiConsumer<String, byte[]> heard) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.accept(topic, message.getPayload());
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {
            // Subscribed to after it by the constructor.
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // What was heard stays heard; the story fails where that is not what it waits for.
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            // As above.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Nothing waits for it.
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // It has no login.
        }
    }
}
