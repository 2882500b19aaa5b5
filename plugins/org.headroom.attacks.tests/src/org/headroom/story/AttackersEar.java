package org.headroom.story;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hears all that is said on a market, and says it again. */
final class AttackersEar implements AutoCloseable {
    private final MqttClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** @param payload as it was */
    record Heard(String topic, byte[] payload) {}

    AttackersEar(RealBroker broker) throws MqttException {
        client =
                new MqttClient("tcp://127.0.0.1:" + broker.port(), "ear-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(new Look());
        client.connect();
        client.subscribe("headroom/1/#", 1);
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    void says(Heard again) throws MqttException {
        client.publish(again.topic(), again.payload(), 1, false);
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }

    private final class Look implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(new Heard(topic, message.getPayload()));
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {
            // Subscribed to after it by the constructor.
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // What was heard stays heard.
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
