package org.headroom.model.rig;

import java.util.Optional;
import org.headroom.model.market.LeaseId;

/** Small things that the rig remembers over a restart. Any thread; durable on return. */
public interface RigMemory {
    Optional<String> get(String key);

    void put(String key, String value);

    /** A lease's short running number, from 1; the same for ever. */
    int leaseNumber(LeaseId lease);
}
