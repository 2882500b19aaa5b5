package org.headroom.wallet;

import java.util.Optional;

/** A node's newest block, and the newest that cannot be replaced; empty where that was not asked for. */
record NodeHead(Chain.Block block, Optional<Long> finalBlock) {
    long number() {
        return block.number();
    }
}
