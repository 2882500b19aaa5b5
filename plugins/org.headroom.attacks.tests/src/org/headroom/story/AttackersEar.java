package org.headroom.story;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Hears all that is said on a market, and says it again. */
final class AttackersEar implements AutoCloseable {
    private final PlainClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** @param payload as it was */
    record Heard(String topic, byte[] payload) {}

    AttackersEar(RealBroker broker) throws MqttException {
        client = new PlainClient(
                broker, "ear", "headroom/1/#", (topic, payload) -> heard.add(new Heard(topic, payload)));
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    void says(Heard again) throws MqttException {
        client.publish(again.topic(), again.payload());
    }

    @Override
    public void close() throws MqttException {
        client.close();
    }
}
