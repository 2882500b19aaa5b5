package org.headroom.localchain;

import java.util.Locale;
import org.headroom.model.money.EthAddress;

/** The two contracts whose calls a {@link PublicNode} may lie about, in lower case. */
record FlowContracts(String flow, String token) {
    FlowContracts(EthAddress flow, EthAddress token) {
        this(flow.hex().toLowerCase(Locale.ROOT), token.hex().toLowerCase(Locale.ROOT));
    }
}
