package org.headroom.market;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client that publishes retained messages on many topics without waiting for each acknowledgement. */
final class RetainedTopics implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final long PATIENCE_MS = 60_000;

    private final MqttAsyncClient client;
    private final String root;

    RetainedTopics(int port, String root) throws MqttException {
        this.root = root;
        client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "topics-" + Samples.id(), new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setSessionExpiryInterval(0L);
        client.connect(options).waitForCompletion(PATIENCE_MS);
    }

    /** @return how many the broker took */
    int retain(int topics, byte[] payload) throws MqttException {
        int taken = 0;
        for (int from = 0; from < topics; from += AT_ONCE) {
            List<IMqttToken> sent = new ArrayList<>();
            for (int i : IntStream.range(from, Math.min(topics, from + AT_ONCE)).toArray())
                sent.add(publish(root + "/" + i, payload, 3_600));
            for (IMqttToken token : sent) if (isTaken(token)) taken++;
        }
        return taken;
    }

    /** @param expirySeconds 0 for none */
    boolean retain(String topic, byte[] payload, long expirySeconds) throws MqttException {
        return isTaken(publish(root + "/" + topic, payload, expirySeconds));
    }

    private IMqttToken publish(String topic, byte[] payload, long expirySeconds) throws MqttException {
        var message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(true);
        var properties = new MqttProperties();
        if (payload.length > 0 && expirySeconds > 0) properties.setMessageExpiryInterval(expirySeconds);
        message.setProperties(properties);
        return client.publish(topic, message);
    }

    private static boolean isTaken(IMqttToken token) throws MqttException {
        try {
            token.waitForCompletion(PATIENCE_MS);
        } catch (MqttException e) {
            if (e.getReasonCode() < 0x80 || e.getReasonCode() > 0xff) throw e;
            return false;
        }
        int[] codes = token.getReasonCodes();
        return codes == null || IntStream.of(codes).allMatch(code -> code < 0x80);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000, false);
        client.close(true);
    }
}
