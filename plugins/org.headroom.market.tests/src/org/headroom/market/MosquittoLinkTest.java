package org.headroom.market;

import java.io.IOException;
import java.nio.file.Path;

class MosquittoLinkTest extends MarketLinkContract {
    @Override
    TestBroker startBroker(Path at) throws IOException {
        return Mosquitto.open(at);
    }
}
