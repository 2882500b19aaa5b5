package org.headroom.market;

/** A real broker that a test may take away and bring back at the same port. */
interface TestBroker extends AutoCloseable {
    int port();

    default String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    void stop() throws Exception;

    void startAgain() throws Exception;

    @Override
    void close() throws java.io.IOException;
}
