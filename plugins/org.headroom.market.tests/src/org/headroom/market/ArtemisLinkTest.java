package org.headroom.market;

import java.io.IOException;
import java.nio.file.Path;

class ArtemisLinkTest extends MarketLinkContract {
    @Override
    TestBroker startBroker(Path at) throws IOException {
        return new Artemis(at.resolve("artemis"));
    }
}
