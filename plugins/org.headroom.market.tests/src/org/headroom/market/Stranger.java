package org.headroom.market;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Anyone at all with an MQTT client. */
final class Stranger implements AutoCloseable {
    private final MqttClient client;

    Stranger(int port) throws MqttException {
        client = new MqttClient("tcp://127.0.0.1:" + port, "stranger-" + Samples.id(), new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setSessionExpiryInterval(0L);
        client.connect(options);
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
}
