package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.agent.control.ControlClient;

/** The rig's owner, who works it by its socket, and withdraws all the time while told to. */
final class CampaignOwner implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final ControlClient client;
    private final Thread worker;
    private volatile boolean withdraws;

    CampaignOwner(Path rig) {
        client = new ControlClient(rig);
        worker = Thread.ofVirtual().name("campaign-owner").start(this::work);
    }

    /** Whether the rig answers and has restored its leases. */
    boolean sees() throws InterruptedException {
        try {
            return client.ask(ControlClient.request("status"), words -> {})
                    .path("ok")
                    .asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on all that is due is withdrawn as soon as it is, or nothing is. */
    void withdraws(boolean on) {
        withdraws = on;
    }

    private void work() {
        try {
            while (true) {
                Waits.pause(BETWEEN);
                if (withdraws) withdraw();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** What fails is asked again: an owner whose rig has died does no other. */
    private void withdraw() throws InterruptedException {
        try {
            JsonNode quote = client.ask(ControlClient.request("quote"), words -> {});
            if (!quote.path("ok").asBoolean()) return;
            String id = quote.path("quote").path("id").asText();
            client.ask(ControlClient.request("withdraw").put("quote", id), words -> {});
        } catch (IOException e) {
            // The rig, or what it asks, is dead just now.
        }
    }

    @Override
    public void close() {
        worker.interrupt();
        client.close();
    }
}
