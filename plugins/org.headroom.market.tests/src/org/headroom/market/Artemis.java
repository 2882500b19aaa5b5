package org.headroom.market;

import java.io.IOException;
import java.nio.file.Path;
import org.headroom.broker.EmbeddedBroker;

final class Artemis implements TestBroker {
    private final Path directory;
    private EmbeddedBroker broker;

    Artemis(Path directory) throws IOException {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory);
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public void stop() {
        broker.close();
    }

    @Override
    public void startAgain() throws IOException {
        broker = EmbeddedBroker.start(directory, broker.port());
    }

    @Override
    public void close() {
        broker.close();
    }
}
