package org.headroom.story;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stories that share a market, a rig and a renter. Each counts its own calls; then the node behaves as usual again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoriesOnOneRig {
    private final int maxHeadAge;
    protected Market market;
    protected SharedRig scene;

    /** @param maxHeadAge in seconds, as the rig has it set */
    StoriesOnOneRig(int maxHeadAge) {
        this.maxHeadAge = maxHeadAge;
    }

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        market = Market.open(folder);
        scene = new SharedRig(market, maxHeadAge);
    }

    @AfterAll
    void close() {
        if (market != null) market.close();
    }

    @BeforeEach
    void begins(TestInfo story) {
        market.begins(story);
    }

    @AfterEach
    void endsAndNodeBehavesAsUsual() throws IOException {
        scene.nodeBehavesAsUsual();
        market.ends();
    }
}
